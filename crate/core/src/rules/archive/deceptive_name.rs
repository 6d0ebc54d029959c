//! `archive/deceptive-name`

use super::gather::{Archives, Item, Joint, MOST_SINGLE, gather, is_bidi_control, is_direction_mark, is_zero_width, shown};
use crate::facts::{Content, FileFact, Location};
use crate::finding::{Confidence, Finding, Phase, Severity};
use crate::rules::{Case, Outcome, Rule, RuleScope};

/// Extensions that people take for something to look at.
const HARMLESS: &[&str] = &[
    "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "rtf", "txt", "csv", "jpg", "jpeg", "png", "gif", "bmp", "mp3", "mp4",
];

/// Extensions that Windows runs.
const RUN: &[&str] = &[
    "exe", "scr", "com", "pif", "bat", "cmd", "vbs", "vbe", "jse", "wsf", "wsh", "hta", "lnk", "cpl", "msi", "msp", "ps1",
];

pub const RULE: Rule = Rule {
    id: "archive/deceptive-name",
    severity: Severity::High,
    phase: Phase::Before,
    scope: RuleScope::Fact,
    document: include_str!("deceptive_name.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    let facts = case.facts;
    let archives = Archives::of(facts);
    let deceptive = facts.files.iter().filter_map(|file| {
        let (archive, name) = archives.split(&file.path);
        Some(Item { archive, kind: trick(name, file.content)?, what: file })
    });
    let single = |kind: &Trick, file: &&FileFact| {
        let name = shown(&file.path);
        let message = format!("`{name}` {}", kind.says());
        Finding::new(rule, name, message, Location::Entry { path: file.path.clone() })
            .confidence(kind.confidence())
            .step("verify", "Do not open the file by its looks; find out what it is by its contents.")
            .step("ask-vendor", "Ask the vendor what the file is and why it has this name.")
    };
    let joint = |kind: &Trick, files: &[&FileFact]| Joint {
        subject: format!("names that deceive: {kind:?}"),
        message: format!("{} entries have such a name: it {}", files.len(), kind.says()),
    };
    Outcome::of(gather(rule, MOST_SINGLE, deceptive, single, joint))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Trick {
    Direction,
    Control,
    Program,
    DoubleExtension,
    ZeroWidth,
}

impl Trick {
    fn says(self) -> &'static str {
        match self {
            Self::Direction => "holds a character that turns the direction of writing: on screen the name reads otherwise than it is.",
            Self::Control => "holds a control character: terminals and logs show another name, and scripts may see two.",
            Self::Program => "is named like a document or a picture, but its contents are a program.",
            Self::DoubleExtension => "looks like a document where extensions are hidden, but Windows runs it.",
            Self::ZeroWidth => "holds a character that cannot be seen: it looks like another name and is not the same.",
        }
    }

    fn confidence(self) -> Confidence {
        match self {
            Self::Direction | Self::Control | Self::Program => Confidence::High,
            Self::DoubleExtension | Self::ZeroWidth => Confidence::Medium,
        }
    }
}

/// The worst thing about a name.
fn trick(path: &str, content: Content) -> Option<Trick> {
    let name = path.rsplit('/').find(|part| !part.is_empty()).unwrap_or_default();
    // macOS writes custom folder icons into a file that is really called `Icon\r`.
    let is_control = |c: char| c.is_control() && name != "Icon\r";
    if path.is_ascii() {
        if path.chars().any(is_control) {
            return Some(Trick::Control);
        }
    } else if path.chars().any(is_bidi_control) {
        return Some(Trick::Direction);
    } else if path.chars().any(is_control) {
        return Some(Trick::Control);
    } else if hides_a_character(path) {
        return Some(Trick::ZeroWidth);
    }
    let mut parts = name.rsplit('.').map(|part| part.trim().to_ascii_lowercase());
    let (last, before) = (parts.next()?, parts.next()?);
    let has_stem = parts.next().is_some();
    if HARMLESS.contains(&last.as_str()) && matches!(content, Content::Elf | Content::Pe | Content::MachO) {
        return Some(Trick::Program);
    }
    (has_stem && RUN.contains(&last.as_str()) && HARMLESS.contains(&before.as_str())).then_some(Trick::DoubleExtension)
}

/// Joiners and direction marks are part of many scripts and of emoji: they hide only between ASCII characters, and marks
/// only where nothing is written from right to left.
fn hides_a_character(path: &str) -> bool {
    let is_right_to_left = |c: char| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}');
    let has_right_to_left = path.chars().any(is_right_to_left);
    let mut before = 'a';
    let mut chars = path.chars().peekable();
    while let Some(c) = chars.next() {
        let after = chars.peek().copied().unwrap_or('a');
        let is_joiner = matches!(c, '\u{200c}' | '\u{200d}');
        let hides = if is_joiner {
            before.is_ascii() && after.is_ascii()
        } else if is_direction_mark(c) {
            !has_right_to_left
        } else {
            is_zero_width(c)
        };
        // Flags of emoji are spelled with tag characters after a pictograph.
        let is_emoji_tag = matches!(c, '\u{e0020}'..='\u{e007f}') && !before.is_ascii();
        if hides && !is_emoji_tag {
            return true;
        }
        before = c;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(name: &str) -> Option<Trick> {
        trick(name, Content::Unknown)
    }

    #[test]
    fn each_trick_is_seen() {
        assert_eq!(plain("inv\u{202e}fdp.exe"), Some(Trick::Direction));
        assert_eq!(plain("a\nb"), Some(Trick::Control));
        assert_eq!(plain("evil.exe\0.txt"), Some(Trick::Control));
        assert_eq!(plain("ad\u{200b}min"), Some(Trick::ZeroWidth));
        assert_eq!(plain("ad\u{200d}min"), Some(Trick::ZeroWidth));
        assert_eq!(plain("docs/invoice.pdf.exe"), Some(Trick::DoubleExtension));
        assert_eq!(plain("docs/invoice.PDF      .Exe"), Some(Trick::DoubleExtension));
        assert_eq!(trick("a.pdf", Content::Pe), Some(Trick::Program));
    }

    #[test]
    fn honest_names_are_left_alone() {
        let honest = ["setup.exe", "v1.2.exe", "jquery.min.js", "a.tar.gz", "pdf.exe", "Icon\r", "\u{5d0}\u{200f}.txt"];
        for name in honest.into_iter().chain(["\u{645}\u{6cc}\u{200c}\u{62e}.txt", "👩\u{200d}💻.png", "größe.txt"]) {
            assert_eq!(plain(name), None, "{name:?}");
        }
        assert_eq!(trick("a.dll", Content::Pe), None);
        assert_eq!(trick("a.pdf", Content::Pdf), None);
    }
}
