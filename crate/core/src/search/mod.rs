//! The search for configuration keys: in what is known, in the package, in the package before it, and in the user's own
//! configuration. It goes over everything anew for each query, so that nothing has to be kept in step; that takes a few
//! milliseconds for 100,000 keys.

mod best;
mod hits;
mod places;
mod rules;
mod word;

pub use hits::{KeyHits, KeyQuery, PlaceHit, PlaceHits, PlaceKind, RuleHit, RuleHits};

use crate::context::Context;
use crate::facts::Facts;

use word::{Rank, Word};

/// Looks for keys everywhere.
pub fn keys(query: &KeyQuery, facts: &Facts, context: &Context) -> KeyHits {
    let words: Vec<Word> = query.text.split_whitespace().filter_map(Word::new).collect();
    if words.is_empty() {
        return KeyHits::default();
    }
    let search = Search { words, limit: usize::try_from(query.limit).unwrap_or(usize::MAX) };
    KeyHits {
        rule: rules::hits(&search, &context.packs),
        package: places::of_facts(&search, facts),
        baseline: context
            .baseline
            .as_ref()
            .map_or_else(PlaceHits::default, |old| places::of_facts(&search, &old.facts)),
        config: places::of_configs(&search, &context.configs),
    }
}

/// What is looked for.
struct Search {
    words: Vec<Word>,
    limit: usize,
}

impl Search {
    /// How well something fits, by the word that fits worst; `None` where one does not fit at all.
    fn rank(&self, of_word: impl Fn(&Word) -> Option<Rank>) -> Option<Rank> {
        self.words.iter().try_fold(Rank::Same, |worst, word| Some(worst.max(of_word(word)?)))
    }
}

#[cfg(test)]
mod tests;
