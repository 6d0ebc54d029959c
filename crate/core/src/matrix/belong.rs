//! Which products a file of configuration belongs to.
//!
//! Keys such as `version` and `server.port` stand in files of everything, so that a key alone says little: the file has to
//! be the product's, by its name or by keys that only the product has.

use std::collections::{BTreeSet, HashMap};

use super::file::{File, is_live};
use super::glob::names_file;
use super::here::Here;

/// What tells the products' files.
pub(super) struct Belonging<'h> {
    marks: Vec<Marks<'h>>,
    /// Products by the first parts of their keys that only they have.
    by_prefix: HashMap<String, Vec<usize>>,
}

/// What tells one product's files and variables.
struct Marks<'h> {
    /// Patterns of names: the product's own, and those of its rows where it is a part of the package (`conf.d/*.conf` alone
    /// tells nothing).
    files: BTreeSet<&'h str>,
    /// The words of its names.
    words: BTreeSet<String>,
    is_own: bool,
}

/// How a file comes to belong to a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Claim {
    /// It is called as a file of the product is.
    Name,
    /// It has a key of the product's.
    Key,
}

/// Words that begin keys of every kind of software, and are in the names of many.
const COMMON_WORDS: &[&str] = &[
    "agent",
    "application",
    "client",
    "cloud",
    "config",
    "core",
    "database",
    "data",
    "file",
    "http",
    "logging",
    "main",
    "management",
    "manager",
    "master",
    "network",
    "node",
    "plugin",
    "security",
    "server",
    "service",
    "storage",
    "system",
];

/// Shortest word of a name that a key may begin with.
const WORD_CHARS: usize = 4;

impl<'h> Belonging<'h> {
    pub(super) fn new(products: &'h [Here<'_>]) -> Self {
        let mut by_prefix: HashMap<String, Vec<usize>> = HashMap::new();
        let marks: Vec<Marks<'_>> = products.iter().map(Marks::of).collect();
        for (at, (product, marks)) in products.iter().zip(&marks).enumerate() {
            let names = product.keyed.rows.iter().flat_map(|(_, row)| &row.names);
            let firsts: BTreeSet<String> = names.filter_map(|name| first_part(name)).collect();
            for first in firsts.into_iter().filter(|first| marks.is_own || marks.words.contains(first)) {
                by_prefix.entry(first).or_default().push(at);
            }
        }
        Self { marks, by_prefix }
    }

    /// The products that a file belongs to, each with the best reason.
    pub(super) fn of_file(&self, file: &File<'_>) -> Vec<(usize, Claim)> {
        let is_called = |marks: &Marks<'_>| marks.files.iter().any(|pattern| names_file(pattern, file.path));
        let named: Vec<usize> =
            self.marks.iter().enumerate().filter(|(_, marks)| is_called(marks)).map(|(at, _)| at).collect();
        let mut claims: Vec<(usize, Claim)> = named.iter().map(|&at| (at, Claim::Name)).collect();
        for at in self.by_keys(file) {
            let is_foreign = self.is_own(at) && !named.is_empty();
            if !is_foreign && !named.contains(&at) {
                claims.push((at, Claim::Key));
            }
        }
        claims
    }

    fn by_keys(&self, file: &File<'_>) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        let mut last = "";
        for key in file.keys.iter().filter(|key| is_live(key)) {
            let Some((first, _)) = key.key.split_once(['.', '[']) else { continue };
            if first != last {
                found.extend(self.by_prefix.get(&first.to_lowercase()).into_iter().flatten().copied());
                last = first;
            }
        }
        found
    }

    /// Whether a product is the package itself: what is in the package is its configuration as long as it is no other's.
    pub(super) fn is_own(&self, product: usize) -> bool {
        self.marks.get(product).is_some_and(|marks| marks.is_own)
    }

    /// Whether a variable or a file is called after a product.
    pub(super) fn is_called_after(&self, product: usize, name: &str) -> bool {
        let Some(marks) = self.marks.get(product) else { return false };
        words(name).any(|word| marks.words.contains(&word))
    }
}

impl<'h> Marks<'h> {
    fn of(product: &'h Here<'_>) -> Self {
        let keyed = &product.keyed;
        let selectors = keyed.rows.iter().flat_map(|(_, row)| row.selectors.iter());
        let of_rows = selectors.flat_map(|selector| &selector.files).map(AsRef::as_ref);
        let is_telling = |word: &String| word.len() >= WORD_CHARS && !COMMON_WORDS.contains(&word.as_str());
        Self {
            files: keyed.files.iter().copied().chain(of_rows.filter(|_| product.by.is_some())).collect(),
            words: keyed.names.iter().flat_map(|name| words(name.text())).filter(is_telling).collect(),
            is_own: product.is_own(),
        }
    }
}

fn words(name: &str) -> impl Iterator<Item = String> {
    name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// The first part of a key of several parts.
fn first_part(name: &str) -> Option<String> {
    let (first, _) = name.split_once('.')?;
    let is_word = !first.is_empty() && first.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    (is_word && !first.starts_with('-')).then(|| first.to_lowercase())
}
