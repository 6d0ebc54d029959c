//! The sample, as a user drops it: what runs in production against what the package brings.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use dropscope_core::context::{Context, InputChoice};
use dropscope_core::limits::Limits;
use dropscope_core::report::{Need, NeedState, Options, Parts, Report, ReportInput, build};
use dropscope_tests::{cases, sample};

fn report() -> Report {
    let mut context = Context::new(Some(sample::NOW), sample::PACKAGE).unwrap();
    let files = sample::files();
    for file in files.iter().filter(|file| matches!(file.role, "inventory" | "pack")) {
        context.add_input(file.name, &file.bytes, &InputChoice::default());
    }
    let package = files.iter().find(|file| file.role == "package").unwrap();
    let facts = cases::read(&package.bytes, &Limits::default()).unwrap();
    build(Parts {
        options: Options::default(),
        package: ReportInput::default(),
        facts,
        context: &context,
        complete: true,
    })
}

#[test]
fn each_installed_version_has_its_way() {
    let wait = "background migrations finished";
    let report = report();
    let ways: Vec<_> = report
        .upgrades
        .iter()
        .map(|path| {
            let stops: Vec<_> = path.stops.iter().map(|stop| (stop.version.as_str(), stop.wait.as_str())).collect();
            (path.from.as_str(), path.wait.as_str(), stops)
        })
        .collect();
    assert_eq!(
        ways,
        [("4.1.5", "", vec![("4.2", ""), ("4.6", wait)]), ("4.4.3", "", vec![("4.6", wait)]), ("4.7.1", wait, vec![]),]
    );
}

#[test]
fn findings_name_versions_and_hosts() {
    let report = report();
    let found = |rule: &str| -> Vec<(&str, &str)> {
        let of_rule = report.findings.iter().filter(|finding| finding.rule == rule);
        of_rule.map(|finding| (finding.subject.as_str(), finding.message.as_str())).collect()
    };
    for (rule, subject, host) in [
        ("dependency/skipped-upgrade-stop", "dten-manager 4.1.5", "mgmt03.dten.test"),
        ("dependency/skipped-upgrade-stop", "dten-manager 4.4.3", "mgmt02.dten.test"),
        ("dependency/incompatible-version", "postgresql 12.19", "mgmt02.dten.test"),
        ("dependency/incompatible-version", "openssl 1.1.1w", "mgmt02.dten.test"),
        ("dependency/unmet-by-inventory", "postgresql", "mgmt02.dten.test"),
        ("dependency/unmet-by-inventory", "python3", "edge02.dten.test"),
        ("dependency/unmet-by-inventory", "dten-agent", "room17.dten.test"),
        ("dependency/end-of-life", "openssl 1.1.1", "mgmt02.dten.test"),
        ("dependency/end-of-life", "CentOS 7", "edge02.dten.test"),
        ("dependency/end-of-life", "Debian 11", "mgmt02.dten.test"),
        ("dependency/end-of-life", "python3 3.6", "edge02.dten.test"),
        ("dependency/end-of-life", "postgresql 12", "mgmt02.dten.test"),
    ] {
        let is_named = found(rule).iter().any(|(own, message)| *own == subject && message.contains(host));
        assert!(is_named, "{rule} lacks {subject} on {host}: {:#?}", found(rule));
    }
    assert_eq!(found("dependency/skipped-upgrade-stop").len(), 2);
    assert_eq!(found("dependency/incompatible-version").len(), 2);
    assert_eq!(found("dependency/unmet-by-inventory").len(), 3);
    assert!(found("dependency/not-in-inventory").is_empty());
    assert!(found("dependency/downgrade").is_empty());
    assert!(found("dependency/unsupported-upgrade-path").is_empty());
}

/// What the release's needs are held against: states, and of what is refused the version and its hosts.
#[test]
fn each_need_has_its_state() {
    let report = report();
    let refused = |need: &Need| -> Vec<String> {
        let refused = need.installed.iter().filter(|found| found.is_admitted == Some(false));
        refused.map(|found| format!("{} on {}", found.version, found.host_names.join(", "))).collect()
    };
    let needs: BTreeMap<&str, (NeedState, Vec<String>)> =
        report.needs.iter().map(|need| (need.name.as_str(), (need.state, refused(need)))).collect();
    let of = |state, refused: &[&str]| (state, refused.iter().map(|&text| text.to_owned()).collect::<Vec<_>>());
    let wanted = BTreeMap::from([
        (
            "dten-agent",
            of(NeedState::Unmet, &["4.2.0 on edge02.dten.test", "4.7.1 on edge01.dten.test, room17.dten.test"]),
        ),
        ("dten-core", of(NeedState::Met, &[])),
        ("dten-ui-kit", of(NeedState::Shipped, &[])),
        ("nginx", of(NeedState::Met, &[])),
        ("openjdk-jre", of(NeedState::Met, &[])),
        ("openssl", of(NeedState::Met, &[])),
        ("postgresql", of(NeedState::Unmet, &["12.19 on mgmt02.dten.test"])),
        ("python3", of(NeedState::Unmet, &["3.6.8 on edge02.dten.test"])),
    ]);
    assert_eq!(needs, wanted);
}
