//! `archive/reserved-name`

use super::absolute_path::root;
use super::gather::{Archives, Item, Joint, MOST_SINGLE, gather, shown};
use crate::facts::{FileFact, Location};
use crate::finding::{Confidence, Finding, Phase, Severity};
use crate::rules::{Case, Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "archive/reserved-name",
    severity: Severity::Low,
    phase: Phase::Before,
    scope: RuleScope::Fact,
    document: include_str!("reserved_name.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    let facts = case.facts;
    let archives = Archives::of(facts);
    let reserved = facts.files.iter().filter_map(|file| {
        let (archive, name) = archives.split(&file.path);
        // The colon of `C:x` is `archive/absolute-path`'s.
        let name = if root(name).is_some() { name.get(2..).unwrap_or_default() } else { name };
        let kind = name.split(['/', '\\']).find_map(problem)?;
        Some(Item { archive, kind, what: file })
    });
    let single = |kind: &Problem, file: &&FileFact| {
        let name = shown(&file.path);
        let message = format!("`{name}` {}.", kind.says());
        Finding::new(rule, name, message, Location::Entry { path: file.path.clone() })
            .confidence(Confidence::Medium)
            .step("verify", "If a host runs Windows, unpack there first and compare the list of files.")
    };
    let joint = |kind: &Problem, files: &[&FileFact]| Joint {
        subject: format!("names that Windows reserves: {kind:?}"),
        message: format!("{} entries have such a name: it {}.", files.len(), kind.says()),
    };
    Outcome::of(gather(rule, MOST_SINGLE, reserved, single, joint))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Problem {
    Device,
    Stream,
    Character,
    Ending,
}

impl Problem {
    fn says(self) -> &'static str {
        match self {
            Self::Device => "names a device of Windows (`CON`, `NUL`, `COM1` …), so Windows cannot write it",
            Self::Stream => "has a `:`, behind which Windows writes to a data stream that no listing shows",
            Self::Character => "has a character that Windows forbids in names (`< > \" | ? *`)",
            Self::Ending => "ends in a dot or a space, which Windows drops",
        }
    }
}

/// What is wrong with one part of a path.
fn problem(part: &str) -> Option<Problem> {
    if part.is_empty() || part == "." || part.trim_end_matches(' ') == ".." {
        return None;
    }
    let is_forbidden = |byte: u8| matches!(byte, b':' | b'<' | b'>' | b'"' | b'|' | b'?' | b'*');
    if is_device(part) {
        Some(Problem::Device)
    } else if part.bytes().any(is_forbidden) {
        Some(if part.contains(':') { Problem::Stream } else { Problem::Character })
    } else {
        part.ends_with(['.', ' ']).then_some(Problem::Ending)
    }
}

/// `NUL`, `nul.txt`, `COM1 .log`: the extension does not count.
fn is_device(part: &str) -> bool {
    // Most names begin with no letter that a device does.
    if !part.starts_with(['C', 'c', 'P', 'p', 'A', 'a', 'N', 'n', 'L', 'l']) {
        return false;
    }
    let stem = part.split(['.', ':']).next().unwrap_or_default().trim_end_matches(' ');
    let is = |name: &str| stem.eq_ignore_ascii_case(name);
    if ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"].into_iter().any(is) {
        return true;
    }
    let (Some(port), Some(number)) = (stem.get(..3), stem.get(3..)) else { return false };
    let is_port = port.eq_ignore_ascii_case("COM") || port.eq_ignore_ascii_case("LPT");
    let mut digits = number.chars();
    is_port && matches!(digits.next(), Some('1'..='9' | '¹' | '²' | '³')) && digits.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devices_are_known_whatever_their_extension() {
        for name in ["CON", "nul.txt", "Com1", "LPT9.log", "aux .h", "COM¹"] {
            assert_eq!(problem(name), Some(Problem::Device), "{name}");
        }
        for name in ["console", "com", "com0", "com10", "nullable.c", "auxiliary", "..", ".", "x.y"] {
            assert_eq!(problem(name), None, "{name}");
        }
    }

    #[test]
    fn characters_and_endings_are_known() {
        assert_eq!(problem("a:b"), Some(Problem::Stream));
        assert_eq!(problem("what?"), Some(Problem::Character));
        assert_eq!(problem("a."), Some(Problem::Ending));
        assert_eq!(problem("a "), Some(Problem::Ending));
    }
}
