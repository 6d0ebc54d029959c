//! What is asked of the people who install the package: reboot, downtime, privileges. From fields of a vendor's manifest
//! and from the prose of its READMEs.

mod duration;
mod readme;
mod words;

pub(super) use duration::{Unit, minutes};
pub(super) use readme::FORMAT;
pub(super) use words::{is_vague, sentence, stance};

use crate::facts::{RequirementKind, Stance};

/// What a sentence or field says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Claim {
    /// What about.
    pub(crate) kind: RequirementKind,
    /// How firmly.
    pub(crate) stance: Stance,
    /// Minutes, where a duration is given; rounded up.
    pub(crate) minutes: Option<u32>,
}

/// Sentences of a line, ends removed.
pub(super) fn sentences(line: &str) -> impl Iterator<Item = &str> {
    split_at_stops(line).map(str::trim).filter(|sentence| !sentence.is_empty())
}

/// Splits after a full stop, `!`, `?` or `;` that is followed by a blank: `5.0.1` stays whole.
fn split_at_stops(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(line);
    std::iter::from_fn(move || {
        let text = rest?;
        let stop = text.char_indices().zip(text.chars().skip(1)).find_map(|((at, c), next)| {
            (matches!(c, '.' | '!' | '?' | ';') && next.is_whitespace()).then_some(at.saturating_add(1))
        });
        match stop.and_then(|at| text.split_at_checked(at)) {
            Some((sentence, after)) => {
                rest = Some(after);
                Some(sentence)
            }
            None => {
                rest = None;
                Some(text)
            }
        }
    })
}
