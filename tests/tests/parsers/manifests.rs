//! Manifests of every format, from `tests/data/manifests`.

use dropscope_core::facts::{Facts, ManifestState, RequirementKind, SourceKind, Stance};

use super::kit::{example, facts, needs};

fn identity(facts: &Facts) -> (String, String) {
    let value = |sited: &Option<_>| {
        sited.as_ref().map_or(String::new(), |s: &dropscope_core::facts::Sited<String>| s.value.clone())
    };
    (value(&facts.manifests[0].name), value(&facts.manifests[0].version))
}

fn requirements(facts: &Facts) -> Vec<(RequirementKind, Stance, Option<u32>, u32)> {
    facts.requirements.iter().map(|r| (r.kind, r.stance, r.minutes, r.site.line)).collect()
}

fn hooks(facts: &Facts) -> Vec<String> {
    facts.install_hooks.iter().map(|h| format!("{} `{}` {}", h.hook, h.command, h.site.line)).collect()
}

#[test]
fn vendor_json() {
    let facts = facts("Full-upgrade-package-dten/manifest.json", example("vendor.json"));
    let manifest = &facts.manifests[0];
    assert_eq!(manifest.format, "vendor JSON");
    assert!(manifest.describes_package && manifest.lists_files);
    assert_eq!(identity(&facts), ("dten-hybrid".to_owned(), "5.0.1".to_owned()));
    assert_eq!(manifest.duplicate_keys[0].value, "reboot");
    assert_eq!(manifest.duplicate_keys[0].site.line, 24);
    assert_eq!(
        needs(&facts),
        [
            "openjdk >=11 [Runtime] 8",
            "postgresql * [Runtime] 9",
            "redis 6.x [Runtime] 10",
            "libssl 3.0.13 [Runtime] 11",
            "erlang as appropriate [Runtime] 12",
            "dten-ui ~> 5.0 [Runtime] 16",
        ]
    );
    assert!(facts.dependencies[0].range.as_ref().unwrap().is_unbounded_above());
    assert!(facts.dependencies[4].range.is_none());
    assert_eq!(
        facts.packages.iter().map(|p| p.purl.as_str()).collect::<Vec<_>>(),
        ["pkg:generic/dten-hybrid@5.0.1", "pkg:generic/dten-core@5.0.1"]
    );
    assert_eq!(
        requirements(&facts),
        [
            (RequirementKind::Other, Stance::Advice, None, 12),
            (RequirementKind::Reboot, Stance::Advice, None, 5),
            (RequirementKind::Downtime, Stance::Statement, Some(5), 6),
            (RequirementKind::Privilege, Stance::Advice, None, 23),
            (RequirementKind::Reboot, Stance::NotRequired, None, 24),
        ]
    );
    assert_eq!(hooks(&facts), ["vendor hooks.pre-upgrade `scripts/stop.sh --force` 22"]);
    let [first, second] = facts.declared_files.as_slice() else { panic!("{:?}", facts.declared_files) };
    assert_eq!((first.resolved.as_str(), first.size_bytes), ("Full-upgrade-package-dten/bin/dtend", Some(4096)));
    assert_eq!((second.digests[0].algorithm.as_str(), &second.digests[0].hex[..8]), ("sha256", "c775e7b7"));
}

#[test]
fn vendor_yaml() {
    let facts = facts("release.yaml", example("vendor.yaml"));
    assert_eq!(identity(&facts), ("DTEN Hybrid Server".to_owned(), "5.0.1".to_owned()));
    assert_eq!(
        needs(&facts),
        [
            "PostgreSQL >=12 <=14.9 [Runtime] 8",
            "nginx >=2.4, <3 [Runtime] 11",
            "openssl >=3.0 [Runtime] 12",
            "Java 17 or later [Runtime] 13",
            "Windows Server 2019 [Runtime] 14",
        ]
    );
    assert_eq!(
        requirements(&facts),
        [
            (RequirementKind::Other, Stance::Advice, None, 15),
            (RequirementKind::Reboot, Stance::NotRequired, None, 17),
            (RequirementKind::Downtime, Stance::Statement, Some(45), 20),
            (RequirementKind::Privilege, Stance::Required, None, 21),
        ]
    );
    assert_eq!(hooks(&facts), ["vendor steps `./scripts/stop.sh` 24"]);
}

#[test]
fn vendor_toml() {
    let facts = facts("agent-2.3.0/product.toml", example("vendor.toml"));
    assert_eq!(identity(&facts), ("agent".to_owned(), "2.3.0".to_owned()));
    assert_eq!(needs(&facts), ["libcurl 7.x [Runtime] 6", "zlib ~1.2.11 [Runtime] 7"]);
    assert_eq!(
        requirements(&facts),
        [(RequirementKind::Privilege, Stance::Required, None, 10), (RequirementKind::Reboot, Stance::Advice, None, 11)]
    );
    assert_eq!(hooks(&facts), ["vendor post_install `bin/agent --register` 12"]);
    let files: Vec<_> =
        facts.declared_files.iter().map(|f| (f.resolved.as_str(), f.digests[0].algorithm.as_str())).collect();
    assert_eq!(files, [("agent-2.3.0/bin/agent", "sha256"), ("agent-2.3.0/conf/agent.ini", "md5")]);
}

#[test]
fn vendor_xml() {
    let facts = facts("outer.zip!/upgrade/manifest.xml", example("vendor.xml"));
    assert!(!facts.manifests[0].describes_package, "it lies in a nested archive");
    assert_eq!(identity(&facts), ("Kestrel".to_owned(), "4.2.0".to_owned()));
    assert_eq!(needs(&facts), ["kestrel-core >=4.0 <=4.1.9 [Runtime] 5", "oracle-client latest [Runtime] 6"]);
    assert_eq!(
        requirements(&facts),
        [
            (RequirementKind::Reboot, Stance::Advice, None, 8),
            (RequirementKind::Downtime, Stance::Statement, Some(60), 9)
        ]
    );
    assert_eq!(hooks(&facts), ["vendor scripts `scripts/pre.cmd` 15"]);
    let files: Vec<_> =
        facts.declared_files.iter().map(|f| (f.resolved.as_str(), f.digests[0].algorithm.as_str())).collect();
    assert_eq!(files, [("outer.zip!/upgrade/bin/kestrel.exe", "sha1"), ("outer.zip!/shared/common.dll", "md5")]);
}

#[test]
fn vendor_manifest_is_known_by_what_it_says() {
    let recognised = |path: &str, text: &str| {
        facts(path, text).manifests.iter().any(|manifest| manifest.format.starts_with("vendor"))
    };
    let full = r#"{"id": "x", "version": "1.0", "requires": ["y>=2"]}"#;
    assert!(recognised("dten.json", full), "any name at the top");
    assert!(recognised("pkg/deep/manifest.json", full));
    assert!(!recognised("a/b/c/manifest.json", full), "too deep");
    assert!(!recognised("node_modules/x/manifest.json", full));
    assert!(!recognised("package-lock.json", full));
    assert!(!recognised("config.json", r#"{"name": "x", "version": "1.0"}"#), "settings have names and versions too");
    assert!(recognised("manifest.json", r#"{"name": "x", "version": "1.0"}"#));
    assert!(!recognised("manifest.json", r#"{"name": "App", "short_name": "A", "start_url": "/", "version": "1"}"#));
    let pod = facts("release.yaml", "apiVersion: v1\nkind: Pod\nmetadata:\n  name: x\n  version: 1\n");
    assert_eq!(pod.manifests.iter().map(|m| m.format.as_str()).collect::<Vec<_>>(), ["Kubernetes"]);
    assert!(!recognised("manifest.json", "[1, 2, 3]"));
    let one = facts("manifest.json", r#"{"name": "x", "version": "1.0", "payload": "update.bin"}"#);
    assert!(!one.manifests[0].lists_files, "one path is no list of the package's files");
}

#[test]
fn broken_manifest_keeps_what_stood_before() {
    let text =
        "{\n  \"name\": \"x\",\n  \"version\": \"1.0\",\n  \"dependencies\": {\"a\": \"*\", }\n  \"reboot\": true\n}";
    let facts = facts("manifest.json", text);
    let ManifestState::Unreadable { line, column, reason } = &facts.manifests[0].state else { panic!("{facts:?}") };
    assert_eq!((*line, *column, reason.as_str()), (5, 3, "expected `,` or `}`"));
    assert_eq!(identity(&facts), ("x".to_owned(), "1.0".to_owned()));
    assert_eq!(needs(&facts), ["a * [Runtime] 4"]);
    let html = "<!DOCTYPE html><html><body>Sign in</body></html>";
    assert!(matches!(super::kit::facts("manifest.json", html).manifests[0].state, ManifestState::Unreadable { .. }));
}

#[test]
fn package_json() {
    let facts = facts("portal-4.0.0/package.json", example("package.json"));
    assert!(facts.manifests[0].describes_package);
    assert_eq!(facts.packages[0].purl, "pkg:npm/%40dten/portal@5.0.1");
    assert_eq!(
        needs(&facts),
        [
            "express ^4.18.2 [Runtime] 12",
            "lodash latest [Runtime] 13",
            "left-pad  [Runtime] 14",
            "anything * [Runtime] 15",
            "@scope/real npm:@scope/real@~1.2.0 [Runtime] 16",
            "forked git+https://•••@git.example.com/x.git#main [Runtime] 17",
            "pinned github:owner/repo#0123456789abcdef0123456789abcdef01234567 [Runtime] 18",
            "short owner/repo [Runtime] 19",
            "tarball https://example.com/x.tgz [Runtime] 20",
            "local file:../local [Runtime] 21",
            "sibling workspace:^1.0.0 [Runtime] 22",
            "react >=17 [Peer] 24",
            "react-native * [Optional] 24",
            "jest 29.7.0 [Development] 26",
            "node >=18 <21 [Runtime] 10",
            "npm * [Runtime] 10",
        ]
    );
    let sources: Vec<_> = facts
        .dependencies
        .iter()
        .filter_map(|d| d.source.as_ref().map(|s| (d.name.as_str(), s.kind, s.pinned)))
        .collect();
    assert_eq!(
        sources,
        [
            ("forked", SourceKind::Git, false),
            ("pinned", SourceKind::Git, true),
            ("short", SourceKind::Git, false),
            ("tarball", SourceKind::Url, false),
            ("local", SourceKind::Path, false),
        ]
    );
    assert_eq!(
        hooks(&facts),
        [
            "npm preinstall `node scripts/check.js` 6",
            "npm postinstall `curl -u ••• https://example.com/hook` 7",
            "npm prepare `husky install` 8",
        ]
    );
    let all = serde_json::to_string(&facts).unwrap();
    assert!(!all.contains("hunter2") && !all.contains("user:secret"), "{all}");
    // A tarball is not prepared again.
    for path in ["package/package.json", "packages/portal-1.0.0.tgz!/package/package.json"] {
        let tarball = super::kit::facts(path, example("package.json"));
        assert_eq!(hooks(&tarball).len(), 2, "{path}");
        assert!(!hooks(&tarball).iter().any(|hook| hook.contains("prepare")), "{path}");
    }
    let vendored = super::kit::facts("node_modules/portal/package.json", example("package.json"));
    assert!(vendored.dependencies.is_empty() && vendored.install_hooks.is_empty());
    assert!(!vendored.manifests[0].describes_package);
    assert!(!super::kit::facts("server/package.json", example("package.json")).manifests[0].describes_package);
}

#[test]
fn vscode_extension() {
    let text = r#"{"name": "tools", "publisher": "example", "version": "1.2.3", "engines": {"vscode": "^1.80.0"},
        "scripts": {"postinstall": "node setup.js"}}"#;
    let facts = facts("extension/package.json", text);
    assert!(facts.install_hooks.is_empty(), "no npm runs here");
    assert_eq!(facts.manifests[0].ecosystem, "vsix");
    assert_eq!(facts.packages[0].purl, "pkg:vscode-extension/example/tools@1.2.3");
    assert_eq!(needs(&facts), ["vscode ^1.80.0 [Runtime] 1"]);
}

#[test]
fn python_metadata() {
    let facts = facts("dten_client-5.0.1.dist-info/METADATA", example("METADATA"));
    assert!(facts.manifests[0].describes_package);
    assert_eq!(facts.packages[0].purl, "pkg:pypi/dten-client@5.0.1");
    assert_eq!(
        needs(&facts),
        [
            "python >=3.9,<4 [Runtime] 5",
            "requests <3,>=2.28 [Runtime] 6",
            "typing-extensions >=4 [Runtime] 7",
            "pytest ~=8.0 [Optional] 8",
            "helper @ https://example.com/helper-1.0.whl#sha256=e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 [Runtime] 9",
            "forked @ git+https://example.com/x.git@main [Runtime] 10",
            "uvloop !=0.15.0,!=0.15.1,>=0.14.0 [Runtime] 11",
        ]
    );
    let pinned: Vec<_> =
        facts.dependencies.iter().filter_map(|d| d.source.as_ref()).map(|s| (s.kind, s.pinned)).collect();
    assert_eq!(pinned, [(SourceKind::Url, true), (SourceKind::Git, false)]);
    assert_eq!(facts.dependencies[6].range.as_ref().unwrap().intervals.len(), 3);
    let other = super::kit::facts("x/METADATA", "some other file\n");
    assert!(other.manifests.is_empty());
    let setup = super::kit::facts(
        "dten-1.0/setup.py",
        "#!/usr/bin/env python\nfrom setuptools import setup\nsetup(name='x')\n",
    );
    assert_eq!(hooks(&setup), ["setup.py `` 2"]);
    assert!(super::kit::facts("a/b/c/setup.py", "from setuptools import setup\n").install_hooks.is_empty());
}

#[test]
fn jar_manifest_and_pom_properties() {
    let facts = facts("META-INF/MANIFEST.MF", example("MANIFEST.MF"));
    assert_eq!(identity(&facts), ("com.example.dten.core".to_owned(), "5.0.1.v20260101".to_owned()));
    assert_eq!(facts.packages[0].purl, "pkg:maven/com.example/com.example.dten.core@5.0.1.v20260101");
    assert_eq!(
        needs(&facts),
        [
            "org.eclipse.core.runtime [3.29.0,4.0.0) [Runtime] 6",
            "org.example.util  [Optional] 6",
            "org.example.old 1.2 [Runtime] 6"
        ]
    );
    assert!(facts.dependencies[2].range.as_ref().unwrap().is_unbounded_above());
    let facts = super::kit::facts(
        "lib/x.jar!/META-INF/maven/com.example.dten/dten-core/pom.properties",
        example("pom.properties"),
    );
    assert_eq!(facts.packages[0].purl, "pkg:maven/com.example.dten/dten-core@5.0.1");
    assert_eq!(facts.packages[0].site.line, 5);
}

#[test]
fn nuspec_and_its_scripts() {
    let facts = facts("Dten.Client.nuspec", example("package.nuspec"));
    assert_eq!(facts.packages[0].purl, "pkg:nuget/Dten.Client@5.0.1");
    assert_eq!(
        needs(&facts),
        ["Newtonsoft.Json 13.0.1 [Runtime] 8", "System.Text.Json [8.0.0, 9.0.0) [Runtime] 11", "Polly  [Runtime] 12"]
    );
    assert!(facts.dependencies[0].range.as_ref().unwrap().is_unbounded_above(), "a plain version is a lower bound");
    let script = "param($installPath, $toolsPath, $package, $project)\n";
    assert_eq!(hooks(&super::kit::facts("tools/install.ps1", script)), ["NuGet install.ps1 `` 0"]);
    assert_eq!(hooks(&super::kit::facts("lib/x.nupkg!/tools/init.ps1", "Write-Host hi\n")), ["NuGet init.ps1 `` 0"]);
    assert!(super::kit::facts("tools/install.ps1", "Write-Host hi\n").install_hooks.is_empty());
}

#[test]
fn vsix_and_web_extension() {
    let facts = facts("extension.vsixmanifest", example("extension.vsixmanifest"));
    assert_eq!(facts.packages[0].purl, "pkg:vscode-extension/example/dten-tools@5.0.1");
    assert_eq!(
        needs(&facts),
        ["Microsoft.VisualStudio.Community [17.0,18.0) [Runtime] 8", "Microsoft.Framework.NDP [4.5,) [Runtime] 11"]
    );
    let facts = super::kit::facts("manifest.json", example("web-extension.json"));
    assert_eq!(facts.manifests.len(), 1, "it is no vendor's manifest as well");
    assert_eq!(facts.manifests[0].state, ManifestState::Read);
    assert_eq!(identity(&facts), ("dten@example.com".to_owned(), "5.0.1".to_owned()));
    let named = br#"{"manifest_version": 3, "name": "DTEN Room", "version": "5.0.1",
        "browser_specific_settings": {"gecko": {"id": "dten@example.com"}}}"#;
    let package = super::kit::facts("manifest.json", named).packages.remove(0);
    assert_eq!((package.name.as_str(), package.purl.as_str()), ("DTEN Room", "pkg:generic/dten%40example.com@5.0.1"));
    assert_eq!(needs(&facts), ["firefox >=115.0 <=140.* [Runtime] 8", "chrome >=116 [Runtime] 6"]);
}

#[test]
fn debian_control_and_scripts() {
    let facts = facts("dten.tar!/control", example("control"));
    assert_eq!(facts.packages[0].purl, "pkg:deb/dten-server@5.0.1-2");
    assert_eq!(
        needs(&facts),
        [
            "libc6 >= 2.34 [Runtime] 4",
            "postgresql-client-14 | postgresql-client [Runtime] 4",
            "adduser << 4 [Runtime] 4",
            "systemd  [Runtime] 4",
            "nginx  [Optional] 6",
        ]
    );
    assert_eq!(facts.dependencies[0].range.as_ref().unwrap().dialect, "deb");
    assert_eq!(hooks(&super::kit::facts("DEBIAN/postinst", "#!/bin/sh\nset -e\n")), ["deb postinst `` 0"]);
}

#[test]
fn readme() {
    let facts = facts("Full-upgrade-package-dten/README.md", example("README.md"));
    let manifest = &facts.manifests[0];
    assert_eq!(manifest.format, "README");
    assert_eq!(identity(&facts), ("DTEN Hybrid Server".to_owned(), "5.0.1".to_owned()));
    assert_eq!(
        requirements(&facts),
        [
            (RequirementKind::Downtime, Stance::Statement, Some(5), 3),
            (RequirementKind::Reboot, Stance::Advice, None, 4),
            (RequirementKind::Privilege, Stance::Required, None, 7),
            (RequirementKind::Downtime, Stance::Statement, Some(90), 8),
            (RequirementKind::Privilege, Stance::Required, None, 11),
            (RequirementKind::Reboot, Stance::Advice, None, 15),
        ]
    );
    assert_eq!(facts.requirements[0].text, "The upgrade takes about five minutes.");
}

#[test]
fn readme_titles_are_taken_with_care() {
    let title = |text: &str| {
        let facts = facts("README.md", text);
        facts.manifests.first().map(|m| (m.name.clone().unwrap().value, m.version.clone().unwrap().value))
    };
    let is = |name: &str, version: &str| Some((name.to_owned(), version.to_owned()));
    assert_eq!(title("# Release notes for DTEN v5.0.1\n"), is("DTEN", "5.0.1"));
    assert_eq!(title("DTEN Full Upgrade Package 5.0.1\n===============\n"), is("DTEN", "5.0.1"));
    assert_eq!(title("\n# Upgrade to Kestrel 4.2.0 (build 7)\n"), is("Kestrel", "4.2.0"));
    assert_eq!(title("# Upgrade DTEN from 4.9.0 to 5.0.1\n"), None);
    assert_eq!(title("# 5.0.1\n"), None);
    assert_eq!(title("# DTEN 5\n"), None);
    assert_eq!(title("Welcome to DTEN 5.0.1\n\ntext\n"), None);
    assert_eq!(title("# How we came to love the shiny new server 5.0.1\n"), None);
    assert!(facts("docs/README.md", "# DTEN 5.0.1\n").manifests.is_empty());
}

#[test]
fn facts_are_bounded() {
    let many: String = (0..100).map(|n| format!("\"d{n}\": \"*\",")).collect();
    let text = format!(
        "{{\"name\": \"x\", \"version\": \"1\", \"dependencies\": {{{many} \"last\": \"1\"}}, \"reboot\": true}}"
    );
    let facts = super::kit::facts_at_most("manifest.json", text.as_bytes(), 10);
    assert_eq!(facts.dependencies.len(), 10);
    assert_eq!(facts.requirements.len(), 1, "each kind is counted by itself");
    assert_eq!(facts.skipped.len(), 1);
    assert!(facts.skipped[0].reason.contains("more than 10 things"), "{:?}", facts.skipped);
}
