//! A pack as it was read.

use std::collections::BTreeMap;

use crate::facts::VersionRange;
use crate::parse::document::Node;
use crate::version::Dialect;

use super::key::{KeyRow, Text};
use super::name::Name;
use super::support::{End, Support};

/// What one file knows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pack {
    /// File name; `""` for a built-in one.
    pub(crate) file: String,
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) version: String,
    /// A day; `""` where it does not say.
    pub(crate) updated: String,
    pub(crate) products: Vec<Product>,
    /// Places in `products` by comparable name.
    pub(super) by_key: BTreeMap<String, Vec<usize>>,
    /// What each source refers to, by its id.
    pub(super) sources: BTreeMap<String, String>,
    pub(crate) paths: Vec<Path>,
    pub(crate) compat: Vec<Compat>,
    pub(crate) cycles: Vec<Cycle>,
    pub(crate) keys: Vec<KeyRow>,
    pub(crate) units: Vec<UnitRow>,
    /// Rows of a section that no rule looks at yet (`issuer`), checked and kept.
    pub(super) later: Vec<Node>,
}

/// A service that got another name.
#[derive(Clone, Debug, Default)]
pub(crate) struct UnitRow {
    /// `dten-agentd.service`
    pub(crate) old: String,
    /// `""` where it is gone without another.
    pub(crate) new: String,
}

/// A product, by all its names.
#[derive(Clone, Debug)]
pub(crate) struct Product {
    /// Its id first, then aliases and package URLs.
    pub(crate) names: Vec<Name>,
    /// In which its versions are compared.
    pub(crate) dialect: Dialect,
    /// Names of its own configuration files, as in [`super::Selector::files`].
    pub(crate) files: Vec<Text>,
}

/// Ways from version to version of one product.
#[derive(Clone, Debug)]
pub(crate) struct Path {
    /// Place in [`Pack::products`].
    pub(crate) product: usize,
    pub(crate) stops: Vec<Stop>,
    pub(crate) edges: Vec<Edge>,
    /// `none`, `config-only`, `supported`; `""` where the pack says nothing.
    pub(crate) downgrade: String,
    pub(crate) sources: Vec<String>,
}

/// A line of versions that may not be jumped over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stop {
    /// The beginning of its versions: `16.11`.
    pub(crate) line: String,
    /// What to wait for there; `""` for nothing.
    pub(crate) wait: String,
    /// Where it need not be made by everybody: who has to; `""` for everybody.
    pub(crate) when: String,
}

/// A step that is known to work.
#[derive(Clone, Debug)]
pub(crate) struct Edge {
    pub(crate) from: VersionRange,
    pub(crate) to: VersionRange,
    /// What to wait for before the step; `""` for nothing.
    pub(crate) wait: String,
}

/// What versions of a product need beside them.
#[derive(Clone, Debug)]
pub(crate) struct Compat {
    /// Place in [`Pack::products`].
    pub(crate) product: usize,
    /// The range as written, which is the section's key.
    pub(crate) when_text: String,
    pub(crate) when: VersionRange,
    pub(crate) needs: Vec<Need>,
    pub(crate) sources: Vec<String>,
}

/// A product and the versions of it that will do.
#[derive(Clone, Debug)]
pub(crate) struct Need {
    pub(crate) name: Name,
    /// The range as written.
    pub(crate) text: String,
    pub(crate) range: VersionRange,
}

/// How long a line of versions is looked after.
#[derive(Clone, Debug)]
pub(crate) struct Cycle {
    /// Place in [`Pack::products`].
    pub(crate) product: usize,
    /// The beginning of its versions: `1.1.1`.
    pub(crate) line: String,
    pub(crate) end: End,
    /// The end of what is paid for or done by volunteers after that.
    pub(crate) extended: Option<End>,
    pub(crate) latest: String,
    pub(crate) sources: Vec<String>,
}

impl Pack {
    /// Adds a product and gives its place.
    pub(super) fn add_product(&mut self, product: Product) -> usize {
        let at = self.products.len();
        for name in &product.names {
            let places = self.by_key.entry(name.key().to_owned()).or_default();
            if places.last() != Some(&at) {
                places.push(at);
            }
        }
        self.products.push(product);
        at
    }

    /// The product of that very name.
    pub(super) fn named(&self, name: &Name) -> Option<usize> {
        let is_it = |&at: &usize| self.products.get(at).is_some_and(|p| p.names.iter().any(|own| own.is_same(name)));
        self.by_key.get(name.key())?.iter().copied().find(is_it)
    }

    /// The product that something of an ecosystem is. `key` is the comparable form of its name.
    pub(crate) fn product(&self, ecosystem: &str, key: &str) -> Option<usize> {
        let is_it = |name: &Name| name.key() == key && name.holds_in(ecosystem);
        let has_it = |&at: &usize| self.products.get(at).is_some_and(|product| product.names.iter().any(is_it));
        self.by_key.get(key)?.iter().copied().find(has_it)
    }

    /// Rows in all sections.
    pub(super) fn rows(&self) -> usize {
        [
            self.products.len(),
            self.sources.len(),
            self.paths.len(),
            self.compat.len(),
            self.cycles.len(),
            self.keys.len(),
            self.units.len(),
            self.later.len(),
        ]
        .into_iter()
        .fold(0, usize::saturating_add)
    }

    /// Where rows are from, for the user: the sources, the pack, and the day on which it was brought up to date.
    pub(crate) fn cite(&self, sources: &[impl AsRef<str>]) -> String {
        let reference = |id: &str| self.sources.get(id).map(String::as_str);
        let references: Vec<&str> = sources.iter().filter_map(|id| reference(id.as_ref())).collect();
        format!("{} ({})", references.join("; "), self.dated())
    }

    /// The pack by its id, with the day on which it was brought up to date.
    pub(crate) fn dated(&self) -> String {
        let dated = if self.updated.is_empty() { String::new() } else { format!(" of {}", self.updated) };
        let pack = if self.file.is_empty() { "built-in pack" } else { "pack" };
        format!("{pack} {}{dated}", self.id)
    }
}

impl Cycle {
    /// The same for a question about a version.
    pub(super) fn support(&self, pack: &Pack) -> Support {
        let name = pack.products.get(self.product).and_then(|product| product.names.first());
        Support {
            product: name.map_or(String::new(), |name| name.text().to_owned()),
            line: self.line.clone(),
            end: self.end,
            extended: self.extended,
            latest: self.latest.clone(),
            source: pack.cite(&self.sources),
        }
    }
}
