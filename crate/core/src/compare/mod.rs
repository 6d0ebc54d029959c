//! The package beside the one before it: what became of its files and its facts.
//!
//! `files` finds out which file became which, by paths without versions, by contents, and by common lines; everything
//! else is compared within those pairs. One kind of facts is one file in `section`, and a line in its list.

mod align;
mod alike;
mod diff;
mod files;
mod keys;
mod relation;
mod section;
mod shown;
mod status;

use std::cell::OnceCell;

pub(crate) use align::without_versions;
pub(crate) use keys::KeyChange;
pub(crate) use status::{Statuses, statuses};

use crate::context::{Baseline, Context};
use crate::facts::{Facts, Skipped};
use crate::report::{Comparison, Relation};
use files::Files;
use relation::Related;

/// Everything that the comparison found.
pub(crate) struct Compared<'a> {
    facts: &'a Facts,
    baseline: &'a Baseline,
    files: Files<'a>,
    related: Related,
    keys: OnceCell<Vec<KeyChange<'a>>>,
}

/// Compares the facts of the package with those of its baseline. The context says what the package is called, and knows
/// products by all their names.
pub(crate) fn compare<'a>(facts: &'a Facts, baseline: &'a Baseline, context: &Context) -> Compared<'a> {
    let files = Files::new(&baseline.facts, facts);
    let related = relation::relation((&baseline.facts, &baseline.name), facts, &files, context);
    Compared { facts, baseline, files, related, keys: OnceCell::new() }
}

impl<'a> Compared<'a> {
    /// What the baseline is to the package.
    pub(crate) fn relation(&self) -> Relation {
        self.related.relation
    }

    /// Why that is so, as a sentence; and what the comparison cannot say.
    pub(crate) fn reason(&self) -> String {
        let mut reason = self.related.reason.clone();
        if !self.baseline.complete {
            reason.push_str(
                " The baseline was not read to its end: what it seems to lack may be in it, and what the package lacks \
                 is not all known.",
            );
        }
        reason
    }

    /// What became of the keys of configuration, file by file.
    pub(crate) fn keys(&self) -> &[KeyChange<'a>] {
        self.keys.get_or_init(|| keys::changes(&self.baseline.facts, self.facts, &self.files))
    }

    /// Whether a file of the package is none of the baseline's, under whatever name.
    pub(crate) fn is_new(&self, path: &str) -> bool {
        self.files.is_added(path)
    }

    /// The comparison as the report has it, but for the findings; of each list no more than `most` changes. Also what
    /// that leaves out, and what the reader has to know before.
    pub(crate) fn shown(&self, most: usize) -> (Comparison, Vec<Skipped>) {
        shown::shown(self, most)
    }
}

#[cfg(test)]
mod tests;
