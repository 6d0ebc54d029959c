//! What the rules of this group share: which archive an entry belongs to, names that are safe to show, and one finding
//! instead of thousands.

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::{ArchiveFormat, Facts, Location};
use crate::finding::{Finding, Related};
use crate::rules::Rule;

/// So many entries of one archive get a finding each; more of the same kind get one together.
pub(super) const MOST_SINGLE: usize = 10;

/// Places that a joint finding shows.
const PLACES: usize = 10;

/// Longest name that a message shows, in characters.
const NAME_CHARS: usize = 120;

/// Most nested-archive marks that are looked for in one path; far above any depth limit.
const MOST_MARKS: usize = 64;

/// The archives of the package, to tell `a.zip!/b` (an entry of `a.zip`) from an entry that is merely called so.
pub(super) struct Archives<'a> {
    paths: BTreeSet<&'a str>,
}

impl<'a> Archives<'a> {
    pub(super) fn of(facts: &'a Facts) -> Self {
        Self { paths: facts.archives.iter().map(|archive| archive.path.as_str()).filter(|p| !p.is_empty()).collect() }
    }

    /// The path of the archive that holds the entry (`""` for the package), and the entry's path in it.
    pub(super) fn split<'p>(&self, path: &'p str) -> (&'p str, &'p str) {
        // Every rule of the group asks for every entry, and hardly any path has the sign.
        if self.paths.is_empty() || memchr::memchr(b'!', path.as_bytes()).is_none() {
            return ("", path);
        }
        path.match_indices("!/")
            .take(MOST_MARKS)
            .filter_map(|(at, mark)| Some((path.get(..at)?, path.get(at + mark.len()..)?)))
            .filter(|(archive, _)| self.paths.contains(archive))
            .last()
            .unwrap_or(("", path))
    }

    /// The archive that an observation about an entry, or about an archive as a whole, belongs to.
    pub(super) fn holder<'p>(&self, path: &'p str) -> &'p str {
        if self.paths.contains(path) { path } else { self.split(path).0 }
    }
}

/// Something to report: where it is and what kind it is. Those of one archive and kind are gathered.
pub(super) struct Item<'a, K, T> {
    /// Path of the archive, `""` for the package.
    pub(super) archive: &'a str,
    /// What makes them alike.
    pub(super) kind: K,
    /// The thing itself.
    pub(super) what: T,
}

/// What a joint finding says instead of the single ones.
pub(super) struct Joint {
    /// What they have in common, without the number: the fingerprint rests on it.
    pub(super) subject: String,
    /// The sentence, with the number.
    pub(super) message: String,
}

/// A finding each while there are at most `most_single` of one kind in one archive, else one for all of them with a
/// handful of places; severity, confidence and steps are those of the first.
pub(super) fn gather<'a, K: Ord, T>(
    rule: &Rule,
    most_single: usize,
    items: impl IntoIterator<Item = Item<'a, K, T>>,
    single: impl Fn(&K, &T) -> Finding,
    joint: impl Fn(&K, &[T]) -> Joint,
) -> Vec<Finding> {
    let mut groups: BTreeMap<(&str, K), Vec<T>> = BTreeMap::new();
    for Item { archive, kind, what } in items {
        groups.entry((archive, kind)).or_default().push(what);
    }
    let mut findings = Vec::new();
    for ((archive, kind), things) in &groups {
        if things.len() <= most_single {
            merge(&mut findings, things.iter().map(|thing| single(kind, thing)));
            continue;
        }
        let Joint { subject, message } = joint(kind, things);
        let message = if archive.is_empty() { message } else { format!("In `{}`: {message}", shown(archive)) };
        let mut finding = Finding::new(rule, subject, message, whole(archive));
        for (index, thing) in things.iter().take(PLACES).enumerate() {
            let mut example = single(kind, thing);
            if index == 0 {
                finding = finding.severity(example.severity).confidence(example.confidence);
                finding.steps = std::mem::take(&mut example.steps);
            }
            finding = finding.related("one of them", example.primary);
        }
        findings.push(finding);
    }
    findings
}

/// Adds findings; one that differs only in its sentence from another becomes a place of that one, so that a fingerprint
/// stands for one finding.
fn merge(findings: &mut Vec<Finding>, more: impl Iterator<Item = Finding>) {
    let start = findings.len();
    for finding in more {
        let fresh = findings.get_mut(start..).unwrap_or_default();
        match fresh.iter_mut().find(|known| known.fingerprint == finding.fingerprint) {
            Some(known) if known.message == finding.message && known.primary == finding.primary => {}
            Some(known) => known.related.push(Related { label: finding.message, location: finding.primary }),
            None => findings.push(finding),
        }
    }
}

/// An archive as a place.
pub(super) fn whole(archive: &str) -> Location {
    if archive.is_empty() { Location::Package } else { Location::Entry { path: archive.to_owned() } }
}

/// Bytes of an archive as a place.
pub(super) fn bytes(archive: &str, offset: u64, length: u64) -> Location {
    Location::Bytes { path: archive.to_owned(), offset, length }
}

/// An archive in a sentence.
pub(super) fn archive_noun(archive: &str) -> String {
    if archive.is_empty() { "the package".into() } else { format!("`{}`", shown(archive)) }
}

/// A size for a sentence: exact while it is small, then with three digits.
pub(super) fn size(bytes: u64) -> String {
    let (unit, per_unit) = match bytes {
        0..10_000 => return number_of(bytes, "byte", "bytes"),
        10_000..1_000_000 => ("kB", 1_000),
        1_000_000..1_000_000_000 => ("MB", 1_000_000),
        1_000_000_000..1_000_000_000_000 => ("GB", 1_000_000_000),
        _ => ("TB", 1_000_000_000_000_u64),
    };
    let whole = bytes / per_unit;
    if whole >= 10 {
        format!("{whole} {unit}")
    } else {
        format!("{whole}.{} {unit}", bytes % per_unit / (per_unit / 10))
    }
}

/// `1 entry`, `2 entries`.
pub(super) fn number_of(count: u64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// A name as a sentence may show it: what cannot be seen is spelled out as `\u{202e}`, and it is cut in the middle, so that
/// its end (the extension) stays.
pub(super) fn shown(name: &str) -> String {
    let mut out = String::new();
    let count = name.chars().count();
    for (index, c) in name.chars().enumerate() {
        if count > NAME_CHARS && index == NAME_CHARS / 2 {
            out.push('…');
        }
        if count > NAME_CHARS && index >= NAME_CHARS / 2 && index + NAME_CHARS / 2 < count {
            continue;
        }
        if is_unseen(c) || c == '`' {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out
}

/// Whether a character shows nothing, or changes how its neighbours show.
pub(super) fn is_unseen(c: char) -> bool {
    c.is_control() || is_bidi_control(c) || is_direction_mark(c) || is_zero_width(c)
}

/// Characters that turn the direction of what follows.
pub(super) fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Marks that stand in honest right-to-left text too.
pub(super) fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}')
}

/// Characters without width, tags and fillers.
pub(super) fn is_zero_width(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}'..='\u{200d}'
        | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2064}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{e0000}'..='\u{e007f}')
}

/// `Some(reason)` where archives were read and none of them is a ZIP, which alone has the records that the rule looks at.
pub(super) fn no_zip(facts: &Facts) -> Option<String> {
    let none = !facts.archives.is_empty() && facts.archives.iter().all(|a| a.format != ArchiveFormat::Zip);
    none.then(|| "no ZIP archive is in the package: other formats have no central directory".into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::ArchiveFact;

    #[test]
    fn only_a_real_archive_ends_a_path() {
        let nested = |path: &str| ArchiveFact { path: path.into(), ..ArchiveFact::default() };
        let facts = Facts { archives: vec![nested(""), nested("a.zip"), nested("a.zip!/b.jar")], ..Facts::default() };
        let archives = Archives::of(&facts);
        assert_eq!(archives.split("x/y"), ("", "x/y"));
        assert_eq!(archives.split("a.zip!/x"), ("a.zip", "x"));
        assert_eq!(archives.split("a.zip!/b.jar!/x"), ("a.zip!/b.jar", "x"));
        assert_eq!(archives.split("../../z!/x"), ("", "../../z!/x"));
        assert_eq!(archives.holder("a.zip!/b.jar"), "a.zip!/b.jar");
        assert_eq!(archives.holder("a.zip!/b.txt"), "a.zip");
    }

    #[test]
    fn sizes_are_short() {
        assert_eq!(size(1), "1 byte");
        assert_eq!(size(9_999), "9999 bytes");
        assert_eq!(size(70_000), "70 kB");
        assert_eq!(size(5_461_307_620), "5.4 GB");
        assert_eq!(size(u64::MAX), "18446744 TB");
    }

    #[test]
    fn a_shown_name_hides_nothing_and_keeps_its_end() {
        assert_eq!(shown("a\u{202e}fdp.exe"), "a\\u{202e}fdp.exe");
        let long = shown(&format!("{}.exe", "a".repeat(70_000)));
        assert!(long.len() < 200 && long.ends_with(".exe"), "{long}");
    }
}
