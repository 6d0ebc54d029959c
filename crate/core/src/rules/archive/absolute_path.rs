//! `archive/absolute-path`

use super::gather::{Archives, Item, Joint, MOST_SINGLE, gather, shown};
use crate::facts::{FileFact, Location};
use crate::finding::{Confidence, Finding, Phase, Severity};
use crate::rules::{Case, Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "archive/absolute-path",
    severity: Severity::High,
    phase: Phase::Before,
    scope: RuleScope::Fact,
    document: include_str!("absolute_path.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    let facts = case.facts;
    let archives = Archives::of(facts);
    let absolute = facts.files.iter().filter_map(|file| {
        let (archive, name) = archives.split(&file.path);
        Some(Item { archive, kind: root(name)?, what: file })
    });
    let single = |kind: &Root, file: &&FileFact| {
        let name = shown(&file.path);
        let message = format!("`{name}` {}.", kind.says());
        Finding::new(rule, name, message, Location::Entry { path: file.path.clone() })
            .confidence(kind.confidence())
            .step("ask-vendor", "Ask the vendor for a build whose paths are relative to the package.")
            .step("verify", "Until then, unpack only with a tool that strips the root, as an unprivileged user.")
    };
    let joint = |kind: &Root, files: &[&FileFact]| Joint {
        subject: format!("entries with {}", kind.noun()),
        message: format!("{} entries have {} instead of a path in the package.", files.len(), kind.noun()),
    };
    Outcome::of(gather(rule, MOST_SINGLE, absolute, single, joint))
}

/// What a path begins with instead of a name in the package.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Root {
    /// `/x`, `\x`
    Folder,
    /// `C:\x`
    Drive,
    /// `C:x`: relative to the present folder of a drive; elsewhere just a name.
    DriveRelative,
    /// `\\host\share`, `//host/share`, `\\?\…`
    Host,
}

impl Root {
    fn says(self) -> &'static str {
        match self {
            Self::Folder => "begins at the root of the file system, not in the package's folder",
            Self::Drive => "names a Windows drive, not a place in the package's folder",
            Self::DriveRelative => "names a Windows drive: on Windows it is written to that drive's present folder",
            Self::Host => "names a network share or a device, not a place in the package's folder",
        }
    }

    fn noun(self) -> &'static str {
        match self {
            Self::Folder => "a path from the root of the file system",
            Self::Drive | Self::DriveRelative => "a Windows drive in their path",
            Self::Host => "a network share or a device in their path",
        }
    }

    fn confidence(self) -> Confidence {
        if self == Self::DriveRelative { Confidence::Medium } else { Confidence::High }
    }
}

/// The root that a path begins with. The bare `/` that some packers list is the package's folder itself.
pub(super) fn root(path: &str) -> Option<Root> {
    let is_separator = |c: Option<char>| matches!(c, Some('/' | '\\'));
    let mut chars = path.chars();
    let (first, second, third) = (chars.next(), chars.next(), chars.next());
    if is_separator(first) {
        return match second {
            None => None,
            Some('/' | '\\') => Some(Root::Host),
            Some(_) => Some(Root::Folder),
        };
    }
    let is_drive = first.is_some_and(|c| c.is_ascii_alphabetic()) && second == Some(':') && third.is_some();
    is_drive.then_some(if is_separator(third) { Root::Drive } else { Root::DriveRelative })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_root_is_known() {
        assert_eq!(root("/etc/x"), Some(Root::Folder));
        assert_eq!(root("\\x"), Some(Root::Folder));
        assert_eq!(root("C:\\x"), Some(Root::Drive));
        assert_eq!(root("c:/x"), Some(Root::Drive));
        assert_eq!(root("C:x"), Some(Root::DriveRelative));
        assert_eq!(root("\\\\host\\x"), Some(Root::Host));
        assert_eq!(root("//host/x"), Some(Root::Host));
    }

    #[test]
    fn names_in_the_package_have_none() {
        for name in ["x", "a/b", "./a", "/", "12:x", "é:x", "c:"] {
            assert_eq!(root(name), None, "{name}");
        }
    }
}
