use super::*;
use crate::facts::Facts;
use crate::context::{Host, Installed};
use crate::facts::{Bound, Dependency, FileFact, Interval, Package, PackageOrigin, Purpose, Scope, Site, VersionRange};
use crate::finding::Confidence;
use crate::rules::upgrades::test_kit::{SAMPLE, findings, install, production};

const NOW: &str = "2026-11-20T16:30:00Z";

fn judged(facts: &Facts, context: &mut Context, now: &str) -> Vec<(String, Severity, Confidence)> {
    context.now = Timestamp::parse_rfc3339(now);
    let found = findings(check(&RULE, &Case::new(facts, context)));
    found.into_iter().map(|finding| (finding.subject, finding.severity, finding.confidence)).collect()
}

fn dependency(name: &str, requirement: &str, interval: Interval) -> Dependency {
    Dependency {
        name: name.into(),
        requirement: requirement.into(),
        range: Some(VersionRange { dialect: "generic".into(), intervals: vec![interval] }),
        ecosystem: "generic".into(),
        site: Site::line("manifest.json", 2, name),
        ..Dependency::default()
    }
}

#[test]
fn what_the_sample_needs_is_judged_by_who_looks_after_it() {
    let (mut facts, mut context) = production("dtenmgr", "5.0.1", &[], &[SAMPLE]);
    facts.dependencies = vec![dependency("python3", ">=3.7", Interval::default())];
    for (host, os, name, version) in [
        ("mgmt01", "debian-12", "postgresql", "14.12"),
        ("mgmt01", "debian-12", "python3", "3.11.2"),
        ("mgmt02", "debian-11", "postgresql", "12.19"),
        ("mgmt02", "debian-11", "dten-manager", "4.4.3"),
        ("edge02", "centos-7", "python3", "3.6.8"),
        ("other", "centos-6", "bash", "4.1"),
    ] {
        install(&mut context, host, os, name, version);
    }
    let of = |name: &str, severity, confidence| (name.to_owned(), severity, confidence);
    let mut found = judged(&facts, &mut context, NOW);
    found.sort();
    assert_eq!(
        found,
        [
            of("CentOS 7", Severity::High, Confidence::High),
            of("Debian 11", Severity::High, Confidence::High),
            of("Debian 12", Severity::Medium, Confidence::High),
            of("postgresql 12", Severity::High, Confidence::High),
            of("postgresql 14", Severity::Medium, Confidence::Medium),
            of("python3 3.6", Severity::High, Confidence::High),
        ]
    );
}

#[test]
fn a_distributions_build_weighs_little_while_the_distribution_is_looked_after() {
    let (mut facts, mut context) = production("app", "1.0", &[], &[]);
    facts.dependencies = vec![dependency("openssl", "*", Interval::default())];
    let host =
        context.inventory.add_host(Host { name: "h".into(), os: "Ubuntu 20.04.6 LTS".into(), ..Host::default() });
    context.inventory.add(Installed {
        host,
        name: "openssl".into(),
        version: "1.1.1f-1ubuntu2.23".into(),
        ecosystem: "deb".into(),
        ..Installed::default()
    });
    let found = judged(&facts, &mut context, NOW);
    assert_eq!(found.first(), Some(&("openssl 1.1.1".to_owned(), Severity::Low, Confidence::Low)));
    assert_eq!(found.get(1).map(|found| (found.0.as_str(), found.1)), Some(("Ubuntu 20.04", Severity::Medium)));
}

#[test]
fn what_the_package_contains_is_judged_without_an_inventory() {
    let package = |ecosystem: &str, name: &str, version: &str, path: &str| Package {
        name: name.into(),
        version: version.into(),
        ecosystem: ecosystem.into(),
        origin: PackageOrigin::Manifest,
        site: Site::entry(path),
        ..Package::default()
    };
    let mut facts = Facts {
        files: vec![FileFact { path: "test/package.json".into(), purpose: Purpose::Test, ..FileFact::default() }],
        packages: vec![
            package("npm", "@angular/core", "15.2.10", "node_modules/@angular/core/package.json"),
            package("npm", "@angular/core", "14.0.0", "test/package.json"),
            package("pypi", "redis", "3.0.0", "redis/METADATA"),
        ],
        ..Facts::default()
    };
    let build = package("deb", "postgresql-12", "12.19-0+deb11u1", "debs/pg.deb!/control.tar.xz!/control");
    let of_distribution = Facts { packages: vec![build], ..Facts::default() };
    let found = judged(&of_distribution, &mut Context::default(), NOW);
    assert_eq!(found.first().map(|found| (found.1, found.2)), Some((Severity::Low, Confidence::Low)));
    let mut pinned = package("npm", "@angular/core", "12.0.0", "package-lock.json");
    (pinned.origin, pinned.scope) = (PackageOrigin::Lockfile, Scope::Development);
    facts.packages.push(pinned);
    let found = judged(&facts, &mut Context::default(), NOW);
    assert_eq!(found, [("angular 15".to_owned(), Severity::High, Confidence::High)]);
}

#[test]
fn a_requirement_that_only_ended_versions_satisfy_is_found() {
    let (mut facts, mut context) = production("app", "1.0", &[], &[]);
    let bound = |version: &str, inclusive| Some(Bound { version: version.into(), inclusive });
    facts.dependencies =
        vec![dependency("python", ">=3.6 <3.8", Interval { lower: bound("3.6", true), upper: bound("3.8", false) })];
    assert_eq!(judged(&facts, &mut context, NOW), [("python".to_owned(), Severity::High, Confidence::Medium)]);
    facts.dependencies =
        vec![dependency("python", ">=3.6 <3.13", Interval { lower: bound("3.6", true), upper: bound("3.13", false) })];
    assert_eq!(judged(&facts, &mut context, NOW), []);
}

#[test]
fn an_end_within_ninety_days_is_worth_a_word() {
    let (mut facts, mut context) = production("app", "1.0", &[], &[]);
    facts.dependencies = vec![dependency("postgresql", "*", Interval::default())];
    install(&mut context, "h", "", "postgresql", "15.8");
    assert_eq!(judged(&facts, &mut context, "2027-08-01"), []);
    assert_eq!(judged(&facts, &mut context, "2027-09-01").first().map(|found| found.1), Some(Severity::Medium));
}

#[test]
fn without_a_time_or_an_inventory_nothing_counts_as_clean() {
    let (facts, context) = production("app", "1.0", &[], &[]);
    assert!(matches!(check(&RULE, &Case::new(&facts, &context)), Outcome::NotChecked(why) if why.starts_with("no present time")));
    let context = Context { now: Timestamp::parse_rfc3339(NOW), ..context };
    assert!(matches!(check(&RULE, &Case::new(&facts, &context)), Outcome::NotChecked(why) if why.starts_with("no inventory")));
    let mut context = context;
    install(&mut context, "h", "", "bash", "5.2");
    assert!(matches!(check(&RULE, &Case::new(&facts, &context)), Outcome::NotApplicable(_)));
}

#[test]
fn a_windows_release_that_is_not_named_is_the_one_that_lasts_longest() {
    let (mut facts, mut context) = production("app", "1.0", &[], &[]);
    facts.dependencies = vec![dependency("agent", "*", Interval::default())];
    install(&mut context, "room17", "windows-10", "agent", "4.7.1");
    assert_eq!(
        judged(&facts, &mut context, NOW),
        [("Windows 10".to_owned(), Severity::Medium, Confidence::Medium)]
    );
}
