//! Products of which keys are known, put together from all packs.

use std::collections::{BTreeMap, BTreeSet};

use super::format::{Pack, Product};
use super::key::{KeyChange, KeyRow};
use super::name::Name;
use crate::version::Dialect;

/// A product of which keys are known, and what is known of them.
pub(crate) struct Keyed<'a> {
    /// Its names, those of the packs that win first. The first is its id there.
    pub(crate) names: Vec<&'a Name>,
    /// Names of its own configuration files, `*` for any run of characters: what is called so belongs to it.
    pub(crate) files: Vec<&'a str>,
    /// In which its versions are compared.
    pub(crate) dialect: Dialect,
    /// Each with its pack; of rows about one key and one change the first pack's count.
    pub(crate) rows: Vec<(&'a Pack, &'a KeyRow)>,
}

impl Keyed<'_> {
    /// Its name for people: the id under which the pack that wins has it.
    pub(crate) fn name(&self) -> &str {
        self.names.first().map_or("", |name| name.text())
    }

    /// Whether something of an ecosystem is this product.
    pub(crate) fn is(&self, ecosystem: &str, name: &str) -> bool {
        self.names.iter().any(|own| own.is(ecosystem, name))
    }
}

/// The products of packs, those that win first.
pub(super) fn keyed<'a>(packs: impl Iterator<Item = &'a Pack>) -> Vec<Keyed<'a>> {
    let mut merged = Merged::default();
    for pack in packs.filter(|pack| !pack.keys.is_empty()) {
        let mut rows: Vec<Vec<&KeyRow>> = vec![Vec::new(); pack.products.len()];
        for row in &pack.keys {
            if let Some(rows) = rows.get_mut(row.product) {
                rows.push(row);
            }
        }
        for (product, rows) in pack.products.iter().zip(rows).filter(|(_, rows)| !rows.is_empty()) {
            merged.add(pack, product, &rows);
        }
    }
    merged.products
}

/// Products so far, looked up by their names.
#[derive(Default)]
struct Merged<'a> {
    products: Vec<Keyed<'a>>,
    /// Places in `products` by ecosystem and comparable name.
    places: BTreeMap<(&'a str, &'a str), usize>,
    /// Of products that several packs know: the changes that are known, with the key in lower case.
    known: BTreeMap<usize, BTreeSet<(KeyChange, String)>>,
}

impl<'a> Merged<'a> {
    fn add(&mut self, pack: &'a Pack, product: &'a Product, rows: &[&'a KeyRow]) {
        let identity = |name: &'a Name| (name.ecosystem(), name.key());
        let found = product.names.iter().find_map(|name| self.places.get(&identity(name)).copied());
        let at = found.unwrap_or(self.products.len());
        if found.is_none() {
            let dialect = product.dialect;
            self.products.push(Keyed { names: Vec::new(), files: Vec::new(), dialect, rows: Vec::new() });
        }
        let Some(merged) = self.products.get_mut(at) else { return };
        for name in &product.names {
            if self.places.insert(identity(name), at).is_none() {
                merged.names.push(name);
            }
        }
        merged.files.extend(product.files.iter().map(AsRef::as_ref));
        if found.is_none() {
            merged.rows.extend(rows.iter().map(|row| (pack, *row)));
            return;
        }
        let of_packs_before = || merged.rows.iter().flat_map(|(_, row)| subjects(row)).collect();
        let known = self.known.entry(at).or_insert_with(of_packs_before);
        // Rows of one pack stand side by side, even about one key: it may go from two files in two versions.
        let is_new = |row: &&&KeyRow| subjects(row).all(|subject| !known.contains(&subject));
        let new: Vec<&KeyRow> = rows.iter().filter(is_new).copied().collect();
        known.extend(new.iter().flat_map(|row| subjects(row)));
        merged.rows.extend(new.into_iter().map(|row| (pack, row)));
    }
}

/// What a row says of which key and which values of it, once for each of its names.
fn subjects(row: &KeyRow) -> impl Iterator<Item = (KeyChange, String)> + '_ {
    let values = row.values.join("|").to_lowercase();
    row.names.iter().map(move |name| (row.kind, format!("{}={values}", name.to_lowercase())))
}
