//! What is known about products beforehand: upgrade paths, compatibility, end of life, and later keys, units, issuers.
//! Built-in packs and the user's own have one format; the user's win.

mod builtin;
mod check;
mod format;
mod key;
mod key_list;
mod keyed;
mod list;
mod name;
mod read;
mod shape;
mod support;
mod system;
mod table;

pub(crate) use format::{Compat, Need, Pack, Path, Stop, UnitRow};
pub use key::{Effect, KeyChange};
pub(crate) use key::{Fix, Form, KeyRow, Require, RequireOp, Selector};
pub(crate) use keyed::Keyed;
pub(crate) use name::{Name, key as name_key};
pub(crate) use support::{DAY_SECONDS, End, Support, is_of_line};
pub(crate) use system::{System, is_system, system};

use std::sync::Arc;

use crate::facts::excerpt;
use crate::parse::text::Text;
use crate::version::Dialect;

/// All packs in force.
#[derive(Clone, Debug, Default)]
pub struct Packs {
    /// The user's, in the order in which they were given. The built-in ones come after them.
    given: Vec<Arc<Pack>>,
}

/// What a pack says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PackSummary {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its version.
    pub version: String,
    /// The day on which it was brought up to date (`2026-11-20`); `""` where it does not say.
    pub updated: String,
    /// Rows in all its sections.
    pub rows: u32,
}

/// Something wrong in a pack.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PackProblem {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// The field (`path[0].stops`); `""` where the file is no TOML.
    pub field: String,
    /// What is wrong with it.
    pub reason: String,
}

/// A product, by everything that the packs in force say of it.
#[derive(Clone, Debug)]
pub(crate) struct Product<'a> {
    /// The packs that know it, the user's first, each with the product's place in it.
    packs: Vec<(&'a Pack, usize)>,
}

impl Packs {
    /// Whether a file beside the package says that it is a pack: the head of one, or a table with the columns of one.
    pub fn looks_like_pack(bytes: &[u8]) -> bool {
        const HEAD_BYTES: usize = 64 << 10;
        let text = Text::new("", bytes.get(..HEAD_BYTES).unwrap_or(bytes));
        let keys = |line: &'_ str| line.split_once('=').map(|(key, _)| key.trim().to_owned());
        let head: Vec<String> = text
            .lines()
            .map(|(_, line)| line.trim())
            .take_while(|line| !line.starts_with('['))
            .filter_map(keys)
            .collect();
        let has = |key: &str| head.iter().any(|own| own == key);
        let has_head = has("format") && has("id") && (has("title") || has("version") || has("license"));
        has_head || table::is_table(&text)
    }

    /// Takes in a user's pack; it wins over what is built in, and over those given before it. `input` is its place in
    /// [`crate::context::Context::beside`].
    ///
    /// # Errors
    /// Everything that is wrong with it; nothing of it is taken then.
    pub fn add(&mut self, name: &str, bytes: &[u8], _input: u32) -> Result<PackSummary, Vec<PackProblem>> {
        let pack = read::read(&excerpt(name), bytes)?;
        let summary = PackSummary {
            id: pack.id.clone(),
            title: excerpt(&pack.title),
            version: excerpt(&pack.version),
            updated: pack.updated.clone(),
            rows: u32::try_from(pack.rows()).unwrap_or(u32::MAX),
        };
        self.given.push(Arc::new(pack));
        Ok(summary)
    }

    /// The packs, those that win first.
    fn in_force(&self) -> impl Iterator<Item = &Pack> {
        self.given.iter().rev().map(Arc::as_ref).chain(builtin::packs())
    }

    /// The product that something of an ecosystem is, as far as a pack describes one.
    pub(crate) fn product(&self, ecosystem: &str, name: &str) -> Option<Product<'_>> {
        let key = name::key(name);
        let packs: Vec<_> = self.in_force().filter_map(|pack| Some((pack, pack.product(ecosystem, &key)?))).collect();
        (!packs.is_empty()).then_some(Product { packs })
    }

    /// How long a version of something is looked after: as the user's packs say, else as the built-in list does.
    pub(crate) fn support(&self, ecosystem: &str, name: &str, version: &str) -> Option<Support> {
        let lines = self.lines(ecosystem, name);
        let of_version = lines.into_iter().filter(|(_, support)| is_of_line(version, &support.line));
        // Of lines that a version belongs to the longest is meant; the user's rows stand first and win.
        of_version
            .reduce(|best, next| {
                let better = next.0 == best.0 && support::length(&next.1.line) > support::length(&best.1.line);
                if better { next } else { best }
            })
            .map(|(_, support)| support)
    }

    /// Every line of versions that is known of something, the user's first.
    pub(crate) fn support_lines(&self, ecosystem: &str, name: &str) -> Vec<Support> {
        let mut lines: Vec<Support> = Vec::new();
        for (_, line) in self.lines(ecosystem, name) {
            if lines.iter().all(|known| known.line != line.line) {
                lines.push(line);
            }
        }
        lines
    }

    /// Lines with the rank of the pack that they are from.
    fn lines(&self, ecosystem: &str, name: &str) -> Vec<(usize, Support)> {
        let key = name::key(name);
        let mut lines = Vec::new();
        for (rank, pack) in self.in_force().enumerate() {
            let Some(product) = pack.product(ecosystem, &key) else { continue };
            let own = pack.cycles.iter().filter(|cycle| cycle.product == product);
            lines.extend(own.map(|cycle| (rank, cycle.support(pack))));
        }
        lines.extend(list::listed(ecosystem, name).into_iter().map(|support| (usize::MAX, support)));
        lines
    }

    /// Every name under which an inventory may have what a pack needs by one name.
    pub(crate) fn names_of(&self, name: &Name) -> Vec<Name> {
        let mut names = vec![name.clone()];
        for pack in self.in_force() {
            let product = pack.product(name.ecosystem(), name.key()).and_then(|at| pack.products.get(at));
            names.extend(product.iter().flat_map(|product| product.names.iter().cloned()));
        }
        names.extend(list::listed_names(name));
        names
    }
}

impl Packs {
    /// What is known of a service that got another name, or is gone; of the pack that wins.
    pub(crate) fn unit(&self, old: &str) -> Option<&UnitRow> {
        self.in_force().flat_map(|pack| &pack.units).find(|row| row.old == old)
    }

    /// Every product of which keys are known, in a fixed order: as the packs that win first name them.
    pub(crate) fn keyed(&self) -> Vec<Keyed<'_>> {
        keyed::keyed(self.in_force().chain(std::iter::once(key_list::pack())))
    }
}

impl<'a> Product<'a> {
    /// All its names.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'a Name> {
        self.packs.iter().filter_map(|(pack, at)| pack.products.get(*at)).flat_map(|product| &product.names)
    }

    /// In which its versions are compared.
    pub(crate) fn dialect(&self) -> Dialect {
        let product = self.packs.first().and_then(|(pack, at)| pack.products.get(*at));
        product.map_or(Dialect::Generic, |product| product.dialect)
    }

    /// Its upgrade paths, from the first pack that has any.
    pub(crate) fn paths(&self) -> Option<(&'a Pack, Vec<&'a Path>)> {
        self.packs.iter().find_map(|&(pack, at)| {
            let paths: Vec<&Path> = pack.paths.iter().filter(|path| path.product == at).collect();
            (!paths.is_empty()).then_some((pack, paths))
        })
    }

    /// What its versions need; of rows about the same versions the first pack's count.
    pub(crate) fn compat(&self) -> Vec<(&'a Pack, &'a Compat)> {
        let mut found: Vec<(&Pack, &Compat)> = Vec::new();
        for &(pack, at) in &self.packs {
            for compat in pack.compat.iter().filter(|compat| compat.product == at) {
                let is_new = |(other, known): &(&Pack, &Compat)| {
                    std::ptr::eq(*other, pack) || known.when_text != compat.when_text
                };
                if found.iter().all(is_new) {
                    found.push((pack, compat));
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests;
