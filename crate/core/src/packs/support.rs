//! How long versions are looked after: the built-in list of ends, and what a pack's `[[eol]]` rows say.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::name::{Name, key};
use crate::facts::Timestamp;

/// The end of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// On a day.
    Day(Timestamp),
    /// It has come; no day is known.
    Come,
    /// It has not come; no day is known.
    NotYet,
}

impl End {
    /// Of a day as packs write it; `None` where it is no day.
    pub(super) fn of_day(text: &str) -> Option<Self> {
        Timestamp::parse_rfc3339(text).map(Self::Day)
    }

    /// Whether it has come by now. Its own day still belongs to what ends.
    pub(crate) fn has_come(self, now: Timestamp) -> bool {
        match self {
            Self::Day(day) => day.0.saturating_add(DAY_SECONDS) <= now.0,
            Self::Come => true,
            Self::NotYet => false,
        }
    }

    /// The day for a sentence; `""` where none is known.
    pub(crate) fn day(self) -> String {
        match self {
            Self::Day(day) => day.to_string().chars().take("2026-11-20".len()).collect(),
            Self::Come | Self::NotYet => String::new(),
        }
    }
}

pub(crate) const DAY_SECONDS: i64 = 86_400;

/// How long one line of versions is looked after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Support {
    /// The product by the id of the list or of the pack.
    pub(crate) product: String,
    /// The beginning of the line's versions: `1.1.1`.
    pub(crate) line: String,
    /// The end of what everybody gets.
    pub(crate) end: End,
    /// The end of what is paid for, or done by others, after that.
    pub(crate) extended: Option<End>,
    /// The line's newest version; `""` where it is not known.
    pub(crate) latest: String,
    /// Where all that is from, and of what day.
    pub(crate) source: String,
}

/// The built-in list. It is written by `cargo xtask knowledge`; its first lines say where it is from.
static LIST: &str = include_str!("../../packs/end-of-life.tsv");

static LISTED: LazyLock<List> = LazyLock::new(|| List::read(LIST));

/// The list, looked up by name. Only the names are taken apart; a product's lines are read when they are asked for.
struct List {
    /// Where it is from and of what day, for the user.
    source: &'static str,
    products: Vec<Listed>,
    /// By comparable name: purl type (`""` for the product's own name) and place in `products`.
    by_key: BTreeMap<String, Vec<(&'static str, usize)>>,
}

struct Listed {
    id: &'static str,
    lines: Vec<&'static str>,
}

impl List {
    /// `=ID` TAB `TYPE/NAME …`, then a line for each line of versions: its beginning, end, extended end, newest version.
    fn read(text: &'static str) -> Self {
        let source = text.lines().find_map(|line| line.strip_prefix("# source: ")).unwrap_or_default();
        let mut list = Self { source, products: Vec::new(), by_key: BTreeMap::new() };
        let mut names = "";
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            match line.strip_prefix('=') {
                Some(head) => {
                    list.name_last(names);
                    let id;
                    (id, names) = head.split_once('\t').unwrap_or((head, ""));
                    list.products.push(Listed { id, lines: Vec::new() });
                }
                None => {
                    if let Some(product) = list.products.last_mut() {
                        product.lines.push(line);
                    }
                }
            }
        }
        list.name_last(names);
        list
    }

    /// Gives the last product its names; `{}` in one stands for each of its lines, `{-}` for them without dots.
    fn name_last(&mut self, names: &'static str) {
        let Some(at) = self.products.len().checked_sub(1) else { return };
        let Some(product) = self.products.get(at) else { return };
        let mut keys = vec![("generic", key(product.id))];
        for name in names.split(' ') {
            let Some((kind, name)) = name.split_once('/') else { continue };
            if name.contains('{') {
                let lines = product.lines.iter().filter_map(|line| line.split('\t').next());
                keys.extend(lines.map(|line| (kind, key(&filled_in(name, line)))));
            } else {
                keys.push((kind, key(name)));
            }
        }
        for (kind, key) in keys {
            let places = self.by_key.entry(key).or_default();
            if !places.contains(&(kind, at)) {
                places.push((kind, at));
            }
        }
    }

    fn product(&self, ecosystem: &str, key: &str) -> Option<&Listed> {
        let (_, at) = self.by_key.get(key)?.iter().find(|(kind, _)| Name::new(kind, "").holds_in(ecosystem))?;
        self.products.get(*at)
    }
}

fn filled_in(name: &str, line: &str) -> String {
    name.replace("{-}", &line.replace('.', "")).replace("{}", line)
}

impl Listed {
    fn support(&self, line: &str) -> Option<Support> {
        let mut fields = line.split('\t');
        let line = fields.next()?.to_owned();
        let end = read_end(fields.next()?)?;
        let extended = fields.next().and_then(read_end);
        let latest = fields.next().unwrap_or("").to_owned();
        Some(Support { product: self.id.to_owned(), line, end, extended, latest, source: LISTED.source.to_owned() })
    }
}

fn read_end(text: &str) -> Option<End> {
    match text {
        "true" => Some(End::Come),
        "false" => Some(End::NotYet),
        day => End::of_day(day),
    }
}

/// Whether the list knows a product by that id or name.
pub(super) fn is_listed(name: &str) -> bool {
    LISTED.product("generic", &key(name)).is_some()
}

/// Every line of versions that the list has of a product, newest first.
pub(crate) fn listed(ecosystem: &str, name: &str) -> Vec<Support> {
    let product = LISTED.product(ecosystem, &key(name));
    product.map(|product| product.lines.iter().filter_map(|line| product.support(line)).collect()).unwrap_or_default()
}

/// Names under which inventories may have what the list knows by one name.
pub(super) fn listed_names(name: &Name) -> Vec<Name> {
    let Some(at) = LISTED.by_key.get(name.key()).and_then(|places| places.first()).map(|(_, at)| *at) else {
        return Vec::new();
    };
    let of_it = LISTED.by_key.iter().filter_map(|(key, places)| {
        let (kind, _) = places.iter().find(|(_, place)| *place == at)?;
        Some(Name::new(kind, key))
    });
    of_it.collect()
}

/// Whether a version belongs to a line: the line's numbers and words are its first ones.
pub(crate) fn is_of_line(version: &str, line: &str) -> bool {
    let (mut version, mut line) = (parts(version), parts(line));
    line.all(|part| version.next().is_some_and(|other| other == part))
}

/// How many numbers and words a line has: of two lines that a version belongs to, the longer one is meant.
pub(super) fn length(line: &str) -> usize {
    parts(line).count()
}

/// Runs of digits, without leading zeros, and runs of letters.
fn parts(text: &str) -> impl Iterator<Item = String> {
    let text = text.trim().trim_start_matches(['v', 'V']);
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        let is_digit = rest.chars().next()?.is_ascii_digit();
        let end = rest.find(|c: char| !c.is_alphanumeric() || c.is_ascii_digit() != is_digit).unwrap_or(rest.len());
        let (part, after) = rest.split_at_checked(end)?;
        rest = after;
        let significant = if is_digit { part.trim_start_matches('0') } else { part };
        Some(significant.to_lowercase())
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_version_belongs_to_the_line_that_it_begins_with() {
        for (version, line, wanted) in [
            ("12.19", "12", true),
            ("1.1.1w", "1.1.1", true),
            ("3.10.2", "3.1", false),
            ("8u392", "8", true),
            ("22.04.4", "22.04", true),
            ("2023.12", "2", false),
            ("7", "7.9", false),
            ("10-22H2", "10-22h2", true),
        ] {
            assert_eq!(is_of_line(version, line), wanted, "{version} {line}");
        }
    }

    #[test]
    fn the_last_day_is_not_over_yet() {
        let end = End::of_day("2026-08-31").unwrap();
        let at = |text| Timestamp::parse_rfc3339(text).unwrap();
        assert!(!end.has_come(at("2026-08-31T23:59:59Z")));
        assert!(end.has_come(at("2026-09-01")));
        assert_eq!(end.day(), "2026-08-31");
    }

    #[test]
    fn the_list_is_found_by_the_names_that_inventories_use() {
        for (ecosystem, name, line, day) in [
            ("generic", "PostgreSQL", "12", "2024-11-21"),
            ("deb", "postgresql-12", "12", "2024-11-21"),
            ("generic", "python3", "3.6", "2021-12-23"),
            ("generic", "openssl", "1.1.1", "2023-09-11"),
            ("npm", "@angular/core", "15", "2024-05-18"),
        ] {
            let found = listed(ecosystem, name);
            assert_eq!(found.iter().find(|s| s.line == line).map(|s| s.end.day()).as_deref(), Some(day), "{name}");
        }
        assert!(listed("pypi", "redis").is_empty(), "a client of the product is not the product");
        assert!(listed("generic", "iphone").is_empty(), "devices are not in the list");
    }

    #[test]
    fn every_line_of_the_list_can_be_read() {
        for product in &LISTED.products {
            for line in &product.lines {
                assert!(product.support(line).is_some(), "{}: {line}", product.id);
            }
        }
        assert!(LISTED.products.len() > 300);
    }
}
