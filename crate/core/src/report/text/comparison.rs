//! What changed since the package before.

use std::fmt::Write as _;

use super::{BOLD, Paint, YELLOW, and_more, count, printable};
use crate::report::{Change, ChangeKind, ChangeSection, ChangedFacts, Comparison, Relation, Report};

/// Changes of one kind.
const CHANGES_SHOWN: usize = 6;
/// Findings that are gone.
const ABSENT_SHOWN: usize = 6;

pub(super) fn comparison(out: &mut String, report: &Report, paint: &Paint) {
    let Some(comparison) = &report.comparison else { return };
    let title = format!("WHAT CHANGED since {}", printable(&comparison.baseline));
    let _ = writeln!(out, "\n{}", paint.with(BOLD, &title));
    let _ = writeln!(out, "  {}", relation(comparison, paint));
    let files = &comparison.files;
    let _ = writeln!(
        out,
        "  files             {} added, {} removed, {} changed, {} renamed, {} as before",
        files.added, files.removed, files.changed, files.renamed, files.unchanged
    );
    for section in comparison.sections.iter().filter(|section| section.total > 0) {
        changes(out, section);
    }
    let (new, changed, same) = (comparison.findings_new, comparison.findings_changed, comparison.findings_unchanged);
    let gone = comparison.absent.len();
    let _ = writeln!(out, "  findings          {new} new, {changed} changed, {same} as before, {gone} gone");
    for finding in comparison.absent.iter().take(ABSENT_SHOWN) {
        let _ = writeln!(out, "    - {}  {}", finding.rule, printable(&finding.message));
    }
    and_more(out, "    ", gone, ABSENT_SHOWN, " gone");
}

/// Only a predecessor is what a baseline is for; everything else is said loudly.
fn relation(comparison: &Comparison, paint: &Paint) -> String {
    let reason = printable(&comparison.reason);
    if comparison.relation == Relation::Predecessor { reason } else { paint.with(YELLOW, &reason) }
}

fn changes(out: &mut String, section: &ChangeSection) {
    let name = match section.of {
        ChangedFacts::Manifests => "manifests",
        ChangedFacts::Packages => "packages",
        ChangedFacts::Dependencies => "dependencies",
        ChangedFacts::ConfigKeys => "keys",
        ChangedFacts::Requirements => "requirements",
        ChangedFacts::InstallHooks => "install hooks",
        ChangedFacts::KubernetesObjects => "Kubernetes",
        ChangedFacts::Effects => "effects",
        ChangedFacts::Schedules => "tasks",
        ChangedFacts::Units => "units",
    };
    let _ = writeln!(out, "  {name:16}  {}", count(section.total, "change"));
    for change in section.changes.iter().take(CHANGES_SHOWN) {
        let _ = writeln!(out, "    {}", one(change));
    }
    let total = usize::try_from(section.total).unwrap_or(usize::MAX);
    and_more(out, "    ", total, CHANGES_SHOWN.min(section.changes.len()), "");
}

/// `~ dten.poll.interval: 30s → 5s`.
fn one(change: &Change) -> String {
    let Change { subject, before, after, .. } = change;
    printable(&match (change.change, before.as_str(), after.as_str()) {
        (ChangeKind::Added, _, "") => format!("+ {subject}"),
        (ChangeKind::Added, ..) => format!("+ {subject}: {after}"),
        (ChangeKind::Removed, "", _) => format!("- {subject}"),
        (ChangeKind::Removed, ..) => format!("- {subject}: {before}"),
        (ChangeKind::Changed | ChangeKind::Renamed, ..) => format!("~ {subject}: {before} → {after}"),
    })
}

#[cfg(test)]
mod tests {
    use super::{Change, ChangeKind, one};

    #[test]
    fn a_change_says_what_was_and_what_is() {
        let change = |change, before: &str, after: &str| {
            let (before, after) = (before.into(), after.into());
            one(&Change { change, subject: "poll".into(), before, after, ..Change::default() })
        };
        assert_eq!(change(ChangeKind::Changed, "30s", "5s"), "~ poll: 30s → 5s");
        assert_eq!(change(ChangeKind::Added, "", "5s"), "+ poll: 5s");
        assert_eq!(change(ChangeKind::Removed, "", ""), "- poll");
    }
}
