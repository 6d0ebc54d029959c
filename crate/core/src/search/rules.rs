//! Keys of which something is known.

use std::borrow::Cow;

use super::best::Best;
use super::word::{Rank, Word};
use super::{RuleHit, RuleHits, Search};
use crate::facts::excerpt;
use crate::matrix::in_words;
use crate::packs::{KeyChange, KeyRow, Keyed, Pack, Packs};
use crate::parse::redact::redact;

/// What the packs in force know.
pub(super) fn hits(search: &Search, packs: &Packs) -> RuleHits {
    let keyed = packs.keyed();
    let mut best: Best<Order<'_>, Rule<'_>> = Best::new(search.limit);
    let mut seen: usize = 0;
    for product in &keyed {
        let about_product: Vec<bool> = search.words.iter().map(|word| is_about_product(word, product)).collect();
        let name = product.name();
        for &(pack, row) in &product.rows {
            seen = seen.saturating_add(1);
            if let Some(rank) = rank(search, row, &about_product) {
                let key = row.names.first().map_or("", |key| &**key);
                best.offer((rank, name, key, row.kind, seen), Rule { product: name, pack, row });
            }
        }
    }
    let (total, best) = best.finish();
    RuleHits { total, hits: best.map(|rule| rule.hit()).collect() }
}

/// By product, then by key.
type Order<'a> = (Rank, &'a str, &'a str, KeyChange, usize);

struct Rule<'a> {
    product: &'a str,
    pack: &'a Pack,
    row: &'a KeyRow,
}

fn is_about_product(word: &Word, product: &Keyed<'_>) -> bool {
    product.names.iter().any(|name| word.in_text(name.text()))
}

fn rank(search: &Search, row: &KeyRow, about_product: &[bool]) -> Option<Rank> {
    let mut worst = Rank::Same;
    for (word, &is_of_product) in search.words.iter().zip(about_product) {
        let in_names = row.names.iter().filter_map(|name| in_name(word, name)).min();
        let is_about =
            || is_of_product || row.replacement.iter().any(|text| word.in_text(text)) || word.in_text(&row.note);
        worst = worst.max(in_names.or_else(|| is_about().then_some(Rank::About))?);
    }
    Some(worst)
}

/// The name of a row may have a `*` for any part: somebody who types a key of their own finds it too.
fn in_name(word: &Word, name: &str) -> Option<Rank> {
    let stands_for = || Word::new(name)?.in_key(word.written()).map(|_| Rank::Relaxed);
    word.in_key(name).or_else(|| if name.contains('*') { stands_for() } else { None })
}

impl Rule<'_> {
    fn hit(&self) -> RuleHit {
        let Self { product, pack, row } = self;
        let text = |text: &str| excerpt(&redact(text));
        let texts = |all: &[Cow<'_, str>]| all.iter().map(|one| text(one)).collect();
        RuleHit {
            product: excerpt(product),
            keys: texts(&row.names),
            change: row.kind,
            since: row.since.as_deref().map(excerpt),
            removed_in: row.removed_in.as_deref().map(excerpt),
            versions: row.versions.clone(),
            replacement: texts(&row.replacement),
            old_default: row.old_default.as_deref().map(text),
            new_default: row.new_default.as_deref().map(text),
            requirement: text(&in_words(row)),
            effect: row.effect,
            note: text(&row.note),
            source: text(&pack.cite(&row.sources)),
        }
    }
}
