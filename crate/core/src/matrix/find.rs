//! Where the keys of rows stand.

use std::collections::BTreeMap;

use super::belong::{Belonging, Claim};
use super::file::{File, is_live};
use super::glob::names_file;
use super::here::Here;
use super::names::{Hit, How, Names, RowAt, is_variable};
use super::objects::{self, Object};
use super::value;
use crate::facts::{ConfigFormat, ConfigKey, KubernetesObject, Site};
use crate::packs::{Form, KeyRow, Selector};
use crate::report::KeyOrigin;

/// A place where the key of a row stands.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    pub(crate) origin: KeyOrigin,
    pub(super) what: What<'a>,
    /// Whether it is only probably this key.
    pub(crate) is_probable: bool,
}

/// What stands there.
#[derive(Clone, Copy)]
pub(super) enum What<'a> {
    Key(&'a ConfigKey),
    Object(&'a KubernetesObject),
}

/// Everything that was found.
#[derive(Default)]
pub(super) struct Found<'a> {
    pub(super) places: BTreeMap<RowAt, Vec<Place<'a>>>,
    /// The products that each file belongs to.
    pub(super) claims: Vec<Vec<usize>>,
}

/// Most places of one row that are kept: a key may stand in every file of a package.
const MOST_PLACES: usize = 200;

impl<'a> Place<'a> {
    /// Whether it is in force, rather than in a comment, a sample or the predecessor.
    pub(crate) fn is_live(&self) -> bool {
        let is_set = match self.what {
            What::Key(key) => is_live(key),
            What::Object(_) => true,
        };
        is_set && self.origin != KeyOrigin::Baseline
    }

    /// Where it is.
    pub(crate) fn site(&self) -> Site {
        match self.what {
            What::Key(key) => key.site(),
            What::Object(object) => object.site.clone(),
        }
    }

    /// The file's path or name.
    pub(crate) fn path(&self) -> &'a str {
        match self.what {
            What::Key(key) => &key.path,
            What::Object(object) => &object.site.path,
        }
    }

    /// The key as it stands there; of an object its API version, kind and name.
    pub(crate) fn key(&self) -> String {
        match self.what {
            What::Key(key) => key.key.clone(),
            What::Object(object) => objects::key(object),
        }
    }

    /// The value without secrets; of an object its name.
    pub(crate) fn value(&self) -> &'a str {
        match self.what {
            What::Key(key) => &key.value,
            What::Object(object) => &object.name,
        }
    }
}

/// Looks at every key once.
pub(super) fn find<'a>(products: &[Here<'a>], files: &[File<'a>], objects: &[Object<'a>]) -> Found<'a> {
    let belonging = Belonging::new(products);
    let mut names = index(products);
    let mut found = Found::default();
    let mut hits = Vec::new();
    for file in files {
        let claims = belonging.of_file(file);
        let mut claimants: Vec<usize> = claims.iter().map(|(product, _)| *product).collect();
        for &key in &file.keys {
            names.find(&key.key, &mut hits);
            for &Hit { at, how } in &hits {
                let Some(row) = row(products, at) else { continue };
                let case = Match { belonging: &belonging, claims: &claims, file, key, row, at, how };
                if case.is_meant(products) {
                    claimants.push(at.product);
                    found
                        .add(at, Place { origin: file.origin, what: What::Key(key), is_probable: how > How::LastPart });
                }
            }
        }
        claimants.sort_unstable();
        claimants.dedup();
        found.claims.push(claimants);
    }
    for &Object { origin, object } in objects {
        names.find(&objects::key(object), &mut hits);
        for &Hit { at, how } in &hits {
            let is_row =
                row(products, at).is_some_and(|row| how == How::Whole && row.is_matched() && is_of_objects(row));
            if is_row {
                found.add(at, Place { origin, what: What::Object(object), is_probable: false });
            }
        }
    }
    found
}

impl<'a> Found<'a> {
    fn add(&mut self, at: RowAt, place: Place<'a>) {
        let places = self.places.entry(at).or_default();
        if places.len() < MOST_PLACES {
            places.push(place);
        }
    }
}

fn index(products: &[Here<'_>]) -> Names {
    let mut names = Names::default();
    for (product, here) in products.iter().enumerate() {
        for (row, (_, known)) in here.keyed.rows.iter().enumerate().filter(|(_, (_, known))| known.is_matched()) {
            known.names.iter().for_each(|name| names.add(name, RowAt { product, row }));
        }
    }
    names
}

fn row<'p>(products: &'p [Here<'_>], at: RowAt) -> Option<&'p KeyRow> {
    products.get(at.product)?.keyed.rows.get(at.row).map(|(_, row)| *row)
}

fn is_of_objects(row: &KeyRow) -> bool {
    row.selectors.iter().any(|selector| selector.form == Some(Form::Kubernetes))
}

/// A key and a row that it may be meant by.
struct Match<'m, 'a> {
    belonging: &'m Belonging<'m>,
    claims: &'m [(usize, Claim)],
    file: &'m File<'a>,
    key: &'m ConfigKey,
    row: &'m KeyRow,
    at: RowAt,
    how: How,
}

impl Match<'_, '_> {
    fn is_meant(&self, products: &[Here<'_>]) -> bool {
        self.is_admitted() && self.is_of_product(products) && value::is_about(self.row, &self.key.value)
    }

    /// Whether the row's selectors admit it.
    fn is_admitted(&self) -> bool {
        let selectors = &self.row.selectors;
        if self.how == How::Variable && !(selectors.is_empty() || has_form(selectors, Form::Env)) {
            return false;
        }
        let words = matches!(self.file.format, ConfigFormat::Nginx | ConfigFormat::Directives);
        if self.how == How::LastPart && !words && !has_form(selectors, Form::Directive) {
            return false;
        }
        selectors.is_empty() || selectors.iter().any(|selector| self.is_selected(selector))
    }

    fn is_selected(&self, selector: &Selector) -> bool {
        let is_named = selector.files.iter().any(|pattern| names_file(pattern, self.file.path));
        if !selector.files.is_empty() && !is_named {
            return false;
        }
        let Some(form) = selector.form else { return true };
        let (is_flag, is_variable) = (self.key.key.starts_with('-'), is_variable(&self.key.key));
        use ConfigFormat as Format;
        match (form, self.file.format) {
            (Form::Kubernetes, _) => false,
            (Form::Flag, _) => is_flag,
            (Form::Env, format) => is_variable || matches!(format, Format::Env | Format::Dockerfile),
            _ if is_flag || self.how == How::Variable => false,
            // `-Dname=value`
            (Form::Properties, _) if !self.key.program.is_empty() => true,
            // A file of that name is the product's, however it was read.
            _ if is_named => true,
            (Form::Yaml, format) => matches!(format, Format::Yaml | Format::Template),
            (Form::Json, format) => matches!(format, Format::Json | Format::Jsonc | Format::Json5),
            (Form::Toml, format) => format == Format::Toml,
            (Form::Ini, format) => matches!(format, Format::Ini | Format::Unit),
            (Form::Properties, format) => format == Format::Properties,
            (Form::Xml, format) => format == Format::Xml,
            (Form::Directive, format) => matches!(format, Format::Nginx | Format::Directives | Format::Ini),
        }
    }

    /// Whether the file, or the key by itself, is the product's.
    fn is_of_product(&self, products: &[Here<'_>]) -> bool {
        let (product, key) = (self.at.product, self.key.key.as_str());
        let claim = self.claims.iter().find(|(claimant, _)| *claimant == product).map(|(_, claim)| *claim);
        let is_brought = products.get(product).is_some_and(Here::is_brought);
        let is_own = self.belonging.is_own(product);
        if claim == Some(Claim::Name) {
            return true;
        }
        if key.starts_with('-') {
            return is_own || self.is_flag_of(products);
        }
        if is_variable(key) {
            let mut words = key.split('_').filter(|word| !word.is_empty());
            let is_called_after = words.next().is_some_and(|first| self.belonging.is_called_after(product, first));
            return is_own || is_called_after || (is_brought && words.count() >= 2);
        }
        let is_others = self.claims.iter().any(|(claimant, claim)| *claimant != product && *claim == Claim::Name);
        claim == Some(Claim::Key) || (is_own && !is_others)
    }

    /// A flag is the product's where its program is; where that is not known, a name of several parts tells as much.
    fn is_flag_of(&self, products: &[Here<'_>]) -> bool {
        let program = self.key.program.as_str();
        if program.is_empty() {
            return self.key.key.contains('.') || self.belonging.is_called_after(self.at.product, self.file.path);
        }
        let product = products.get(self.at.product);
        product.is_some_and(|here| here.keyed.is("generic", program))
            || self.belonging.is_called_after(self.at.product, program)
    }
}

fn has_form(selectors: &[Selector], form: Form) -> bool {
    selectors.iter().any(|selector| selector.form == Some(form))
}
