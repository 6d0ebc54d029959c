//! A vendor's own manifest in INI and properties, from `tests/data/manifests/vendor`.

use dropscope_core::facts::{Facts, RequirementKind, Stance};

use super::kit::{broken, example, facts, hooks, identity, needs};

fn requirements(facts: &Facts) -> Vec<(RequirementKind, Stance, Option<u32>, u32)> {
    facts.requirements.iter().map(|r| (r.kind, r.stance, r.minutes, r.site.line)).collect()
}

fn files(facts: &Facts) -> Vec<(&str, usize)> {
    facts.declared_files.iter().map(|file| (file.path.as_str(), file.digests.len())).collect()
}

#[test]
fn ini() {
    let facts = facts("release.ini", example("vendor/release.ini"));
    assert_eq!(facts.manifests[0].format, "vendor INI");
    assert!(facts.manifests[0].describes_package && facts.manifests[0].lists_files);
    assert_eq!(identity(&facts), ("DTEN Hybrid Server".to_owned(), "5.0.1".to_owned()));
    assert_eq!(
        needs(&facts),
        [
            "PostgreSQL >=12 [Runtime] 7",
            "OpenSSL 3.0 or later [Runtime] 8",
            "libcurl >=7.88 [Runtime] 13",
            "zlib  [Runtime] 14",
        ]
    );
    assert_eq!(
        requirements(&facts),
        [
            (RequirementKind::Reboot, Stance::Required, None, 9),
            (RequirementKind::Downtime, Stance::Statement, Some(30), 10)
        ]
    );
    assert_eq!(files(&facts), [("bin/dtend", 1), ("conf/dten.ini", 0)]);
    assert_eq!(hooks(&facts), ["vendor Hooks.pre_upgrade `scripts/stop.sh --all` 21"]);
}

#[test]
fn properties() {
    let facts = facts("release.properties", example("vendor/release.properties"));
    assert_eq!(facts.manifests[0].format, "vendor properties");
    assert_eq!(identity(&facts), ("DTEN Agent".to_owned(), "5.0.1".to_owned()));
    assert_eq!(needs(&facts), ["openssl >=3.0 [Runtime] 4", "java 17 or later [Runtime] 5"]);
    assert_eq!(
        requirements(&facts),
        [
            (RequirementKind::Reboot, Stance::NotRequired, None, 6),
            (RequirementKind::Downtime, Stance::Statement, Some(5), 7),
            (RequirementKind::Privilege, Stance::Required, None, 8),
        ]
    );
    assert_eq!(files(&facts), [("bin/agent", 0), ("conf/agent.ini", 0)]);
}

#[test]
fn settings_are_no_manifest() {
    let tables = [
        ("install.ini", "[section\nnothing=else\n"),
        ("release.properties", "product.name=x\nproduct.version=${project.version}\nrequires=y\n"),
        ("application.properties", "info.app.name=portal\ninfo.app.version=1.0\nserver.port=80\nrequire.ssl=true\n"),
        ("gradle.properties", "name=x\nversion=1.0\nrequires=y\n"),
        ("version.properties", "name=portal\nversion=1.0\n"),
        ("messages.properties", "name=Name\nversion=Version\nrequired=This field is required\n"),
        ("config.ini", "[package]\nname=x\nversion=latest\nrequires=y\n"),
        ("pytest.ini", "[pytest]\nminversion = 6.0\nrequired_plugins = x\n"),
        ("my.ini", "[mysqld]\nport=3306\nversion_comment=x\nrequire_secure_transport=ON\n"),
        ("metadata.properties", "version=1\nreboot=true\n"),
    ];
    for (path, text) in tables {
        assert!(facts(path, text).manifests.is_empty(), "{path}");
    }
}

#[test]
fn odd_ini_files() {
    let listed = "[product]\r\nname=x\r\nversion=1.0\r\nrequires =\r\n    openssl>=3.0\r\n    zlib\r\nname=y\r\n";
    let listed = facts("release.ini", listed);
    assert_eq!(needs(&listed), ["openssl >=3.0 [Runtime] 4", "zlib  [Runtime] 4"]);
    assert_eq!(listed.manifests[0].duplicate_keys[0].site.line, 7);
    let utf16: Vec<u8> =
        "[product]\nname=x\nversion=1.0\nreboot=no\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(identity(&facts("release.ini", utf16)).0, "x");
    let cut = facts("release.ini", "[product]\nname=x\nversion=1.0\nreboot=no\n  [files\n");
    assert_eq!(broken(&cut), Some((5, 3, "a section without `]`")));
    assert_eq!(cut.requirements.len(), 1);
    let many = format!("[product]\nname=x\nversion=1\nreboot=no\n{}", "k=v\n".repeat(300_000));
    let many = facts("release.ini", many);
    assert_eq!(broken(&many).unwrap().0, 200_001, "a bounded number of values is held");
    assert_eq!(identity(&many).0, "x");
}
