//! `archive/symlink-escape`

use super::absolute_path::root;
use super::gather::{Archives, Item, Joint, MOST_SINGLE, gather, shown};
use super::links::{Leads, Links, Through};
use crate::facts::{FileFact, FileType, Location};
use crate::finding::{Confidence, Finding, Phase, Severity};
use crate::rules::{Case, Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "archive/symlink-escape",
    severity: Severity::High,
    phase: Phase::Before,
    scope: RuleScope::Package,
    document: include_str!("symlink_escape.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    let facts = case.facts;
    let is_link = |file: &&FileFact| matches!(file.file_type, FileType::Symlink | FileType::HardLink);
    let links = facts.files.iter().filter(is_link).count();
    if links == 0 {
        return Outcome::NotApplicable("no entry is a link".into());
    }
    let archives = Archives::of(facts);
    let mut tree = Links::of(facts, &archives);
    let mut items = Vec::new();
    let mut unknown = 0_usize;
    for file in &facts.files {
        let (archive, name) = archives.split(&file.path);
        if let Some(link) = tree.through(archive, name) {
            items.push(Item { archive, kind: Kind::Through, what: (file, Some(link)) });
        }
        let leads = match (file.file_type, &file.link_target) {
            (FileType::Symlink | FileType::HardLink, None) => {
                unknown = unknown.saturating_add(1);
                continue;
            }
            (FileType::Symlink, Some(target)) => tree.leads(archive, name, target),
            // A hard link's target is a path of the archive.
            (FileType::HardLink, Some(target)) => tree.leads(archive, "", target),
            _ => continue,
        };
        let kind = match leads {
            Leads::Inside => continue,
            Leads::ToRoot if file.link_target.as_deref() == Some("/dev/null") => Kind::ToNothing,
            Leads::ToRoot if tree.is_file_system(archive) => Kind::ToRootOfImage,
            Leads::ToRoot => Kind::ToRoot,
            Leads::Outside => Kind::Outside,
        };
        items.push(Item { archive, kind, what: (file, None) });
    }
    if items.is_empty() && unknown > 0 {
        return Outcome::NotChecked(format!("the targets of {unknown} of {links} links could not be read"));
    }
    Outcome::of(gather(rule, MOST_SINGLE, items, |kind, what| single(rule, *kind, what), joint))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// An entry that is written through a link which leads outside.
    Through,
    Outside,
    ToRoot,
    /// As `ToRoot`, in an archive that is a whole file system: there `/` means the archive.
    ToRootOfImage,
    /// To `/dev/null`, as systemd masks units.
    ToNothing,
}

fn single(rule: &Rule, kind: Kind, (file, through): &(&FileFact, Option<Through<'_>>)) -> Finding {
    let name = shown(&file.path);
    let target = shown(file.link_target.as_deref().unwrap_or_default());
    let message = match (kind, through) {
        (Kind::Through, Some(link)) => format!(
            "`{name}` is written through the link `{}`, which leads to `{}`, outside of the package's folder.",
            shown(link.link),
            shown(link.target)
        ),
        (Kind::ToRoot | Kind::ToRootOfImage, _) if root(&target).is_some() => {
            format!("The link `{name}` leads to `{target}` on the machine, not into the package.")
        }
        (Kind::ToNothing, _) => format!("The link `{name}` leads to `{target}`."),
        _ => format!("The link `{name}` leads to `{target}`, outside of the package's folder."),
    };
    // An entry can be a bad link and lie behind another one.
    let subject = through.map_or_else(|| name.clone(), |link| format!("{name} through {}", shown(link.link)));
    let finding = Finding::new(rule, subject, message, Location::Entry { path: file.path.clone() });
    let finding = match kind {
        Kind::Through | Kind::Outside => finding,
        Kind::ToRoot => finding.confidence(Confidence::Medium),
        Kind::ToRootOfImage => finding.confidence(Confidence::Low),
        Kind::ToNothing => finding.severity(Severity::Info),
    };
    if kind == Kind::ToNothing {
        return finding.step("none", "Nothing to do: such a link switches a file off.");
    }
    finding
        .step("verify", "Unpack with a tool that refuses links out of the folder, as an unprivileged user.")
        .step("ask-vendor", "Ask the vendor why the package links to a place outside of itself.")
}

fn joint(kind: &Kind, items: &[(&FileFact, Option<Through<'_>>)]) -> Joint {
    let (subject, what) = match kind {
        Kind::Through => ("entries written through a link", "entries are written through a link that leads outside of the package's folder"),
        Kind::Outside => ("links that climb out", "links lead outside of the package's folder"),
        Kind::ToRoot => ("links to the machine", "links lead to places on the machine, not into the package"),
        Kind::ToRootOfImage => ("links in a file system image", "links begin at `/`; the archive looks like a whole file system, in which that is usual"),
        Kind::ToNothing => ("links to /dev/null", "links lead to `/dev/null`"),
    };
    Joint { subject: subject.into(), message: format!("{} {what}.", items.len()) }
}
