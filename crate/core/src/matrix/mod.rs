//! The join of what packs know about configuration keys with where the keys stand: in the package, in the package before
//! it, in the user's own configuration. The table behind the `config` rules.
//!
//! `here` recognises the products and their versions, `belong` which files are whose, `find` where the keys of rows stand,
//! `stage` what lies between the versions, `judge` how all that goes together.

mod belong;
mod brought;
mod cover;
mod file;
mod find;
mod fix;
mod glob;
mod here;
mod judge;
mod names;
mod objects;
mod place_for;
mod replace;
mod shown;
mod stage;
mod value;

use std::cell::OnceCell;

use crate::context::Context;
use crate::facts::Facts;
use crate::patch::Patched;
use crate::report::Uncovered;

pub(crate) use brought::By;
pub(crate) use find::Place;
pub(crate) use here::Here;
pub(crate) use judge::{Row, Trouble};
pub(crate) use value::{condition, in_words};

/// Everything that the join found.
pub(crate) struct Matrix<'a> {
    context: &'a Context,
    /// The products that are here and of which keys are known.
    pub(crate) products: Vec<Here<'a>>,
    /// The rows that matter, in the order of the products and their rows.
    pub(crate) rows: Vec<Row<'a>>,
    /// Whether there is any configuration at all.
    pub(crate) has_configuration: bool,
    /// Of each product, the rows in its window.
    in_window: Vec<u32>,
    /// Of each product, whether it has something to do with the configuration or the package.
    is_concerned: Vec<bool>,
    uncovered: Vec<Uncovered>,
    /// Made when they are first asked for: see [`Matrix::patches`].
    patches: OnceCell<Vec<Option<Patched>>>,
}

/// Joins the facts and the context.
pub(crate) fn join<'a>(facts: &'a Facts, context: &'a Context) -> Matrix<'a> {
    let files = file::files(facts, context);
    let objects = objects::objects(facts, context);
    let products = here::here(facts, context, &files, &objects);
    let found = find::find(&products, &files, &objects);
    let (rows, in_window) = judge::judge(&products, &files, &found);
    let has_files = |at: usize| files.iter().zip(&found.claims).any(|(file, by)| file.is_live() && by.contains(&at));
    let has_row = |at: usize| rows.iter().any(|row| row.product == at);
    let is_concerned = |(at, here): (usize, &Here<'_>)| {
        here.is_brought() || has_files(at) || has_row(at) || { here::is_of_cluster(&here.keyed) && !objects.is_empty() }
    };
    Matrix {
        context,
        is_concerned: products.iter().enumerate().map(is_concerned).collect(),
        uncovered: cover::uncovered(&files, &objects, &found, &products),
        has_configuration: files.iter().any(file::File::is_live) || !objects.is_empty(),
        products,
        rows,
        in_window,
        patches: OnceCell::new(),
    }
}

impl<'a> Matrix<'a> {
    /// The product of a row.
    pub(crate) fn product(&self, row: &Row<'_>) -> Option<&Here<'a>> {
        self.products.get(row.product)
    }

    /// Whether the patches of the user's own files do everything that a row asks for.
    pub(crate) fn is_patched(&self, row: &Row<'_>) -> bool {
        let mut fixes = self.context.configs.iter().zip(self.patches()).flat_map(|(config, patched)| {
            let left = patched.as_ref().map_or(&[][..], |patched| &patched.left);
            fix::of_row(self, row, config).into_iter().map(move |fix| !left.contains(&fix))
        });
        fixes.next().is_some_and(|is_made| is_made && fixes.all(|is_made| is_made))
    }

    /// The patch of each of the user's files, in their order; `None` where nothing asks for a change.
    fn patches(&self) -> &[Option<Patched>] {
        self.patches.get_or_init(|| fix::patches(self, self.context))
    }

    /// What takes the place of a row's key, followed over all renames on the way.
    pub(crate) fn replacements(&self, row: &Row<'_>) -> Vec<String> {
        self.product(row).map_or_else(Vec::new, |here| replace::replacements(here, row.known))
    }

    /// The products that have to do with the configuration or the package.
    pub(crate) fn concerned(&self) -> impl Iterator<Item = (usize, &Here<'a>)> {
        let concerned = self.products.iter().enumerate().zip(&self.is_concerned);
        concerned.filter(|(_, is_concerned)| **is_concerned).map(|(product, _)| product)
    }
}

#[cfg(test)]
mod tests;
