//! What the package needs beside what runs in production, and the ways from the installed versions to the package's.

use std::fmt::Write as _;

use super::{BOLD, Paint, RED, YELLOW, and_more, count, printable};
use crate::report::{InstalledVersion, Need, NeedState, Report, UpgradePath};

/// Needs of one state told one by one; the JSON has them all.
const NEEDS_SHOWN: usize = 20;
/// Names in a row; the JSON has them all.
const NAMES_SHOWN: usize = 12;
/// Hosts named with a version.
const HOSTS_SHOWN: usize = 5;
/// Upgrade paths shown.
const PATHS_SHOWN: usize = 20;

/// States in which each need has a line, with their words.
const TOLD: [(NeedState, &str, &str); 3] = [
    (NeedState::Unmet, "unmet", RED),
    (NeedState::NotInstalled, "not installed", YELLOW),
    (NeedState::Unreadable, "not comparable", YELLOW),
];
/// States in which the names are enough.
const NAMED: [(NeedState, &str); 3] =
    [(NeedState::Met, "met"), (NeedState::Shipped, "comes along"), (NeedState::NotChecked, "not checked")];

pub(super) fn needs(out: &mut String, report: &Report, paint: &Paint) {
    if report.needs.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{}", paint.with(BOLD, "WHAT IT NEEDS"));
    for (state, word, colour) in TOLD {
        let of_state: Vec<&Need> = of(report, state).collect();
        for need in of_state.iter().take(NEEDS_SHOWN) {
            let there = there(need);
            let word = paint.with(colour, &format!("{word:14}"));
            let _ = writeln!(out, "  {word}  {} {}{there}", printable(&need.name), requirements(need));
        }
        and_more(out, "  ", of_state.len(), NEEDS_SHOWN, &format!(" {word}"));
    }
    for (state, word) in NAMED {
        let mut names: Vec<String> = of(report, state).map(|need| printable(&need.name)).collect();
        if names.is_empty() {
            continue;
        }
        let more = names.len().saturating_sub(NAMES_SHOWN);
        names.truncate(NAMES_SHOWN);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let _ = writeln!(out, "  {word:14}  {}{more}", names.join(", "));
    }
}

fn of(report: &Report, state: NeedState) -> impl Iterator<Item = &Need> {
    report.needs.iter().filter(move |need| need.state == state)
}

/// `>=13` and `<16`.
fn requirements(need: &Need) -> String {
    const SHOWN: usize = 3;
    let mut seen: Vec<&str> = Vec::new();
    for asked in need.asked.iter().take(NEEDS_SHOWN) {
        let written = if asked.requirement.is_empty() { "any version" } else { &asked.requirement };
        if !seen.contains(&written) && seen.len() < SHOWN {
            seen.push(written);
        }
    }
    seen.iter().map(|text| printable(text)).collect::<Vec<_>>().join(" and ")
}

/// The versions that are not admitted with their hosts, then the others.
fn there(need: &Need) -> String {
    let (bad, good): (Vec<_>, Vec<_>) = need.installed.iter().partition(|found| found.is_admitted != Some(true));
    let mut text = String::new();
    for found in bad {
        let _ = write!(text, "\n                  {}", version(found, need.hosts));
    }
    if !good.is_empty() {
        let versions: Vec<String> = good.iter().take(NAMES_SHOWN).map(|found| printable(&found.version)).collect();
        let hosts: u32 = good.iter().fold(0, |sum, found| sum.saturating_add(found.hosts));
        let _ = write!(text, "\n                  admitted: {} ({})", versions.join(", "), count(hosts, "host"));
    }
    text
}

fn version(found: &InstalledVersion, hosts: u32) -> String {
    let mut names: Vec<String> = found.host_names.iter().take(HOSTS_SHOWN).map(|name| printable(name)).collect();
    if usize::try_from(found.hosts).is_ok_and(|hosts| hosts > names.len()) {
        names.push("…".to_owned());
    }
    let patched = if found.may_be_patched { ", may be patched" } else { "" };
    let called = found.name.as_ref().map_or_else(String::new, |name| format!(" ({})", printable(name)));
    let on = format!("{} of {}: {}", found.hosts, count(hosts, "host"), names.join(", "));
    format!("{}{called}{patched}: {on}", printable(&found.version))
}

pub(super) fn upgrades(out: &mut String, paths: &[UpgradePath], paint: &Paint) {
    if paths.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{}", paint.with(BOLD, "THE WAY THERE"));
    for path in paths.iter().take(PATHS_SHOWN) {
        let (product, from, to) = (printable(&path.product), printable(&path.from), printable(&path.to));
        let mut way = vec![from];
        way.extend(path.stops.iter().map(|stop| match stop.wait.as_str() {
            "" => printable(&stop.version),
            wait => format!("{} (wait: {})", printable(&stop.version), printable(wait)),
        }));
        way.push(to);
        let doubt = if path.is_supported { "" } else { "; no supported way is known" };
        let _ = writeln!(out, "  {product}  {}  on {}{doubt}", way.join(" → "), count(path.hosts, "host"));
    }
    and_more(out, "  ", paths.len(), PATHS_SHOWN, "");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Asked, Options, Parts, ReportInput, UpgradeStop, build};

    fn report() -> Report {
        let parts = Parts {
            options: Options::default(),
            package: ReportInput::default(),
            facts: crate::facts::Facts::default(),
            context: &crate::context::Context::default(),
            complete: true,
        };
        build(parts)
    }

    #[test]
    fn an_unmet_need_names_the_versions_and_the_hosts() {
        let found = |version: &str, hosts: &[&str], is_admitted| InstalledVersion {
            version: version.into(),
            hosts: u32::try_from(hosts.len()).unwrap_or(0),
            host_names: hosts.iter().map(|&name| name.to_owned()).collect(),
            is_admitted: Some(is_admitted),
            ..InstalledVersion::default()
        };
        let mut report = report();
        report.needs = vec![Need {
            name: "postgresql".into(),
            asked: vec![Asked { requirement: ">=13".into(), ..Asked::default() }],
            installed: vec![found("12.19", &["mgmt02"], false), found("15.8", &["mgmt01"], true)],
            hosts: 6,
            state: NeedState::Unmet,
            ..Need::default()
        }];
        let mut out = String::new();
        needs(&mut out, &report, &Paint { colour: false });
        let wanted = "\nWHAT IT NEEDS\n  unmet           postgresql >=13\n                  12.19: 1 of 6 hosts: mgmt02\n                  admitted: 15.8 (1 host)\n";
        assert_eq!(out, wanted);
    }

    #[test]
    fn the_way_there_has_its_stops_and_waits() {
        let stop = |version: &str, wait: &str| UpgradeStop { version: version.into(), wait: wait.into() };
        let path = UpgradePath {
            product: "dten".into(),
            from: "4.1".into(),
            hosts: 1,
            to: "5.0".into(),
            stops: vec![stop("4.4", "migrations end"), stop("4.8", "")],
            is_supported: true,
            ..UpgradePath::default()
        };
        let mut out = String::new();
        upgrades(&mut out, &[path], &Paint { colour: false });
        assert_eq!(out, "\nTHE WAY THERE\n  dten  4.1 → 4.4 (wait: migrations end) → 4.8 → 5.0  on 1 host\n");
    }
}
