//! The matrix as the report has it.

use std::borrow::Cow;

use super::find::{Place, What};
use super::here::{Here, lists};
use super::judge::Row;
use super::replace::replacements;
use super::{Matrix, value};
use crate::context::Context;
use crate::facts::Site;
use crate::packs::Pack;
use crate::report::{ConfigMatrix, KeyPlace, MatrixProduct, MatrixRow};

/// Most places of one row in the report.
const PLACES: usize = 50;

impl Matrix<'_> {
    /// The matrix as the report has it.
    pub(crate) fn shown(&self) -> ConfigMatrix {
        let context = self.context;
        let mut rows: Vec<MatrixRow> =
            self.rows.iter().filter_map(|row| Some(shown_row(self.product(row)?, row))).collect();
        rows.sort_by(|a, b| (a.state, &a.product, &a.key, a.change).cmp(&(b.state, &b.product, &b.key, b.change)));
        let in_window = |at: usize| self.in_window.get(at).copied().unwrap_or(0);
        ConfigMatrix {
            products: self.concerned().map(|(at, here)| shown_product(here, in_window(at), context)).collect(),
            rows,
            uncovered: self.uncovered.clone(),
            patches: self
                .patches()
                .iter()
                .flatten()
                .map(|patched| &patched.patch)
                .filter(|patch| !patch.diff.is_empty() || !patch.by_hand.is_empty())
                .cloned()
                .collect(),
        }
    }
}

fn shown_product(here: &Here<'_>, in_window: u32, context: &Context) -> MatrixProduct {
    let baseline =
        || context.baseline.as_ref().map_or(String::new(), |baseline| format!("the predecessor {}", baseline.name));
    let (from, from_source) = match &here.replaced {
        Some(version) => (vec![version.text.clone()], baseline()),
        None => (here.present.iter().map(|present| present.version.clone()).collect(), lists(context, &here.present)),
    };
    MatrixProduct {
        name: here.name.clone(),
        recognised_by: here.reason.clone(),
        from,
        from_source,
        to: here.to.as_ref().map(|to| to.text.clone()),
        to_source: here.to.as_ref().map_or(String::new(), |_| here.to_source.clone()),
        known: u32::try_from(here.keyed.rows.len()).unwrap_or(u32::MAX),
        in_window,
        source: sources(here),
    }
}

/// The packs that know the product, each once.
fn sources(here: &Here<'_>) -> String {
    let mut packs: Vec<&Pack> = Vec::new();
    for &(pack, _) in &here.keyed.rows {
        if !packs.iter().any(|known| std::ptr::eq(*known, pack)) {
            packs.push(pack);
        }
    }
    packs.into_iter().map(Pack::dated).collect::<Vec<_>>().join(", ")
}

fn shown_row(here: &Here<'_>, row: &Row<'_>) -> MatrixRow {
    let known = row.known;
    let text = |text: &Option<Cow<'static, str>>| text.as_ref().map(|text| text.to_string());
    MatrixRow {
        product: here.name.clone(),
        key: known.names.first().map_or(String::new(), |name| name.to_string()),
        change: known.kind,
        version: (!row.version.is_empty()).then(|| row.version.to_owned()),
        replacement: replacements(here, known),
        old_default: text(&known.old_default),
        new_default: text(&known.new_default),
        requirement: value::in_words(known),
        effect: known.effect,
        note: known.note.to_string(),
        source: row.pack.cite(&known.sources),
        state: row.state,
        belongs: row.home.filter(|_| row.acting.is_empty()).map(|home| match home.beside {
            Some(key) => key.site(),
            None => Site::entry(&home.config.name),
        }),
        places: row.acting.iter().chain(&row.others).take(PLACES).map(shown_place).collect(),
    }
}

fn shown_place(place: &Place<'_>) -> KeyPlace {
    let (is_commented, is_sample) = match place.what {
        What::Key(key) => (key.is_commented, key.is_sample),
        What::Object(_) => (false, false),
    };
    KeyPlace {
        origin: place.origin,
        key: place.key(),
        value: place.value().to_owned(),
        is_commented,
        is_sample,
        is_probable: place.is_probable,
        site: place.site(),
    }
}
