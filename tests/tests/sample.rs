//! The sample: what is in it, and what the report says about it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use dropscope_core::analyze::{Reducer, Session, hex};
use dropscope_core::context::{Context, Role};
use dropscope_core::facts::Timestamp;
use dropscope_core::limits::Limits;
use dropscope_core::report::{Options, Report, ReportInput, VerdictState};
use dropscope_tests::sample::{self, Entry, credentials};
use sha2::{Digest as _, Sha256};

/// Everything that the page carries for "try the sample", in bytes.
const BUNDLE_LIMIT: usize = 30_000;

/// [`sample::NOW`] in seconds since 1970.
const NOW: Timestamp = Timestamp(1_795_192_200);

fn file(role: &str) -> sample::SampleFile {
    sample::files().into_iter().find(|file| file.role == role).unwrap_or_else(|| panic!("no {role}"))
}

fn report(file: &sample::SampleFile) -> Report {
    let limits = Limits::default();
    let session = Session::open(&file.bytes, &limits).unwrap_or_else(|error| panic!("{error}"));
    let mut reducer = Reducer::default();
    for batch in session.batches() {
        reducer.insert(batch.index, session.run(batch, &file.bytes).unwrap());
    }
    let input = ReportInput {
        role: Role::Package,
        name: file.name.into(),
        size: file.bytes.len() as u64,
        sha256: Some(hex(&Sha256::digest(&file.bytes))),
        ..ReportInput::default()
    };
    let options = Options { now: Some(sample::NOW.into()), limits, ..Options::default() };
    let context = Context { now: Some(NOW), package_name: file.name.into(), ..Context::default() };
    reducer.report(&session, input, options, &context)
}

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("golden").join(name)
}

#[test]
fn the_report_is_the_golden_one() {
    let report = report(&file("package"));
    let json = report.to_json();
    let path = golden("sample.report.json");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &json).unwrap();
    }
    let (found, wanted) = (String::from_utf8(json).unwrap(), std::fs::read_to_string(&path).unwrap_or_default());
    let line = found.lines().zip(wanted.lines()).position(|(found, wanted)| found != wanted);
    let line = line.unwrap_or_else(|| found.lines().count().min(wanted.lines().count()));
    let near = |text: &str| text.lines().skip(line.saturating_sub(2)).take(5).collect::<Vec<_>>().join("\n");
    assert!(
        found == wanted,
        "the report differs from {} at line {}; expected\n{}\nfound\n{}\nIf it should, look at it and set UPDATE_GOLDEN=1.",
        path.display(),
        line + 1,
        near(&wanted),
        near(&found)
    );
}

#[test]
fn the_verdict_is_not_advised_and_has_its_reasons() {
    let report = report(&file("package"));
    assert!(report.complete);
    assert_eq!(report.verdict.state, VerdictState::NotAdvised);
    let rules: BTreeMap<&str, &str> =
        report.findings.iter().map(|finding| (finding.fingerprint.as_str(), finding.rule.as_str())).collect();
    let reasons: BTreeSet<&str> = report.verdict.reasons.iter().map(|reason| rules[reason.as_str()]).collect();
    let wanted = [
        "dependency/unbounded-version",
        "dependency/unpinned-source",
        "effect/feature-flag-change",
        "effect/licence-activation",
        "effect/webhook-registration",
        "manifest/identity-mismatch",
        "manifest/missing-file",
        "manifest/reboot-contradiction",
        "rollback/irreversible-effect",
        "rollback/partial-rollback",
    ];
    assert_eq!(reasons.into_iter().collect::<Vec<_>>(), wanted);
}

#[test]
fn every_other_part_of_the_story_that_a_rule_can_see_is_found() {
    let report = report(&file("package"));
    let found: BTreeSet<&str> = report.findings.iter().map(|finding| finding.rule.as_str()).collect();
    for rule in [
        "dependency/loose-version",
        "manifest/duplicate-key",
        "manifest/privilege-assumption",
        "manifest/understated-downtime",
        "manifest/unlisted-file",
        "manifest/vague-requirement",
    ] {
        assert!(found.contains(rule), "{rule} did not fire");
    }
}

#[test]
fn the_predecessor_is_not_what_the_story_warns_of() {
    let report = report(&file("baseline"));
    assert_ne!(report.verdict.state, VerdictState::NotAdvised, "{:#?}", report.findings);
    let found: BTreeSet<&str> = report.findings.iter().map(|finding| finding.rule.as_str()).collect();
    assert_eq!(
        found.into_iter().collect::<Vec<_>>(),
        ["dependency/loose-version", "effect/service-change", "unit/missing-unit"]
    );
}

#[test]
fn no_report_tells_a_secret() {
    for role in ["package", "baseline"] {
        let json = String::from_utf8(report(&file(role)).to_json()).unwrap();
        for (name, value) in credentials::all() {
            // A multi-line value would stand in JSON with its lines apart.
            for line in value.lines().filter(|line| !line.starts_with("-----")) {
                assert!(!json.contains(line), "the report of the {role} holds the value of {name}");
            }
        }
    }
}

#[test]
fn the_generator_gives_the_same_bytes_twice_and_stays_small() {
    let (first, second) = (sample::files(), sample::files());
    assert_eq!(first.len(), second.len());
    for (one, other) in first.iter().zip(&second) {
        assert!(one.bytes == other.bytes, "{} differs", one.name);
    }
    let total: usize = first.iter().map(|file| file.bytes.len()).sum();
    println!("{total} bytes bundled");
    assert!(total < BUNDLE_LIMIT, "{total} bytes");
}

#[test]
fn digests_that_the_package_gives_are_true() {
    for entries in [sample::package_entries(), sample::predecessor_entries()] {
        let digest = |entry: &Entry| hex(&Sha256::digest(&entry.bytes));
        let by_path: BTreeMap<&str, String> = entries.iter().map(|entry| (entry.path, digest(entry))).collect();
        let sums = text(&entries, "SHA256SUMS");
        assert!(sums.lines().count() > 5);
        for line in sums.lines() {
            let (sum, path) = line.split_once("  ").unwrap();
            assert_eq!(by_path[path], sum, "{path}");
        }
        let manifest: serde_json::Value = serde_json::from_str(&text(&entries, "manifest.json")).unwrap();
        for file in manifest["files"].as_array().unwrap() {
            let path = file["file"].as_str().unwrap();
            match by_path.get(path) {
                Some(digest) => assert_eq!(file["sha256"], digest.as_str(), "{path}"),
                None => assert_eq!(path, "lib/libdtenhybrid.so.5"),
            }
        }
    }
}

fn entry<'a>(entries: &'a [Entry], path: &str) -> &'a Entry {
    entries.iter().find(|entry| entry.path == path).unwrap_or_else(|| panic!("no {path}"))
}

fn text(entries: &[Entry], path: &str) -> String {
    String::from_utf8(entry(entries, path).bytes.clone()).unwrap()
}

/// Each element of the story, by the file that it stands in and what must (or must not) stand there.
#[test]
fn the_whole_story_is_in_the_files() {
    let (new, old) = (sample::package_entries(), sample::predecessor_entries());
    let has = |path: &str, words: &[&str]| {
        let text = text(&new, path);
        for word in words {
            assert!(text.contains(word), "{path} lacks `{word}`");
        }
    };
    // A cryptic manifest: loose dependencies, a reboot only recommended, a key twice, a file that is not there.
    has("manifest.json", &["\">=13\"", "\"*\"", "\"latest\"", "\"4.x\"", "\"ver\": \"\"", "#main", "\"TBD\""]);
    has("manifest.json", &["\"reboot\": \"recommended\"", "lib/libdtenhybrid.so.5"]);
    assert_eq!(text(&new, "manifest.json").matches("\"ch\":").count(), 2);
    assert!(!new.iter().any(|entry| entry.path == "lib/libdtenhybrid.so.5"));
    has("scripts/install.sh", &["shutdown -r", "sudo ", "/etc/cron.d/dten-import", "useradd"]);
    // Version and downtime as the README has them.
    has("README.md", &["5.0.2", "about 5 minutes", "restore the snapshot", "as appropriate"]);
    has("manifest.json", &["\"ver\": \"5.0.1\""]);
    has("scripts/upgrade.sh", &["sleep 240", "sleep 180", "psql"]);
    // The renamed unit.
    has("scripts/upgrade.sh", &["restart dten-agentd"]);
    has("RELEASE-NOTES.txt", &["now called dten-agent", "sftp-gw01.dten.example.com was switched off"]);
    assert!(!new.iter().any(|entry| entry.path.contains("agentd.service")));
    assert!(old.iter().any(|entry| entry.path == "systemd/dten-agentd.service"));
    // The key that went and the one that came.
    assert!(text(&old, "conf/dten.default.yaml").contains("legacy:\n    mode:"));
    assert!(!text(&new, "conf/dten.default.yaml").contains("legacy"));
    has("conf/dten.default.yaml", &["hybrid:", "enable: false", "Must be true"]);
    // The nightly import from a server that is gone.
    has("scripts/cron.d/dten-import", &["0 3 * * *", "sftp", "sftp-gw01.dten.example.com", "StrictHostKeyChecking=no"]);
    // The migration without a lock, on live tables.
    has("migrations/0047_hybrid_pairing.sql", &["ALTER COLUMN serial TYPE", "CREATE INDEX ", "UPDATE devices SET"]);
    has("migrations/0048_drop_legacy_mode.sql", &["DROP COLUMN", "DROP TABLE"]);
    for path in ["migrations/0047_hybrid_pairing.sql", "migrations/0048_drop_legacy_mode.sql", "scripts/upgrade.sh"] {
        let text = text(&new, path).to_lowercase();
        assert!(
            !text.contains("lock_timeout") && !text.contains("advisory") && !text.contains("concurrently"),
            "{path}"
        );
    }
    // What a snapshot does not undo.
    has(
        "scripts/integrations.sh",
        &["flags.example.com/api/v2", "turnFlagOn", "/hooks", "api/webhooks", "activate", "-k "],
    );
    has("scripts/rollback.sh", &["NOT rolled back"]);
    // Certificates under an issuer that nobody knows.
    assert_eq!(text(&new, "certs/dten-release-signing.chain.pem").matches("BEGIN CERTIFICATE").count(), 3);
    assert_eq!(text(&old, "certs/dten-release-signing.chain.pem").matches("BEGIN CERTIFICATE").count(), 2);
    // A list of checksums that leaves out what matters most.
    assert!(!text(&new, "SHA256SUMS").contains("integrations.sh"));
}

#[test]
fn credentials_are_in_the_package_and_nowhere_in_the_sources() {
    let new = sample::package_entries();
    let all: Vec<u8> = new.iter().flat_map(|entry| entry.bytes.clone()).collect();
    let all = String::from_utf8_lossy(&all);
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/sample");
    let mut folders = vec![sources];
    let mut texts = Vec::new();
    while let Some(folder) = folders.pop() {
        for child in std::fs::read_dir(folder).unwrap() {
            let path = child.unwrap().path();
            if path.is_dir() { folders.push(path) } else { texts.push(std::fs::read_to_string(&path).unwrap()) }
        }
    }
    for (name, value) in credentials::all() {
        assert!(all.contains(&value), "{name} is used nowhere");
        assert!(!all.contains(&format!("@{{{name}}}")), "{name} was not filled in");
        assert!(!texts.iter().any(|text| text.contains(&value)), "{name} stands in the sources");
    }
    assert!(!all.contains("@{"), "a placeholder was not filled in");
}

#[test]
fn programs_have_valid_headers_and_are_three_product_cycles_old() {
    let new = sample::package_entries();
    for path in ["bin/dten-manager", "bin/dten-agent", "lib/libdtencore.so.4"] {
        let elf = entry(&new, path);
        assert!(elf.bytes.starts_with(b"\x7fELF\x02\x01\x01"), "{path}");
        let sections_at = u64::from_le_bytes(elf.bytes[40..48].try_into().unwrap());
        let count = u16::from_le_bytes(elf.bytes[60..62].try_into().unwrap());
        assert_eq!(elf.bytes.len() as u64, sections_at + 64 * u64::from(count), "{path}: section headers end the file");
        assert_eq!(elf.date.0, 2023, "{path}");
    }
    let pe = &entry(&new, "bin/dten-agent.exe").bytes;
    let at = u32::from_le_bytes(pe[0x3c..0x40].try_into().unwrap()) as usize;
    assert_eq!(&pe[at..at + 4], b"PE\0\0");
    let stamp = u32::from_le_bytes(pe[at + 8..at + 12].try_into().unwrap());
    assert!((1_672_531_200..1_704_067_200).contains(&stamp), "{stamp} is not in 2023");
    assert_eq!(entry(&new, "manifest.json").date.0, 2026);
}

#[test]
fn what_the_user_has_beside_it_fits_the_story() {
    let of = |role| String::from_utf8(file(role).bytes).unwrap();
    let (inventory, config, pack) = (of("inventory"), of("config"), of("pack"));
    let hosts: BTreeSet<&str> = inventory.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    assert!(hosts.len() >= 5);
    // Outside a required range, before an upgrade stop, end of life, another architecture.
    for line in ["postgresql,12.19", "dten-manager,4.1.5", "openssl,1.1.1w", "aarch64"] {
        assert!(inventory.contains(line), "the inventory lacks {line}");
    }
    assert!(config.contains("legacy:\n    mode:") && !config.contains("hybrid"));
    let pack: toml::Table = pack.parse().unwrap();
    for table in ["product", "source", "key", "path", "compat", "unit", "issuer"] {
        assert!(pack.contains_key(table), "the pack lacks [[{table}]]");
    }
}
