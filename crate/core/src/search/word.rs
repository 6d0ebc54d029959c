//! One word of a query, looked for in keys without building anything for each of them.

use crate::config::relaxed;

/// A word to look for. Neither case nor what stands between letters and digits matters: `hybrid_enable` is in
/// `dten.hybrid.enable`, and `hybrid.enable` in `DTEN_HYBRID_ENABLE`. A `*` in it stands for any run of characters.
pub(super) struct Word {
    written: String,
    form: Form,
}

/// How well a word fits; the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// It is the key, but for case.
    Same,
    /// It is the key, but for case and what stands between its words.
    Relaxed,
    /// A part of the key begins with it.
    Part,
    /// It stands somewhere in the key.
    Inside,
    /// It stands in what is said about the key.
    About,
}

enum Form {
    /// `*` and nothing else.
    Anything,
    Quick(Box<Automaton>),
    /// The pieces between the `*`, relaxed: of a word that is too long for the automaton, or has letters beyond ASCII.
    Slow(Vec<String>),
}

/// The shift-and automaton: bit *n* of its state says that the letters up to the *n*-th have just been seen. A step costs a
/// few instructions for each byte of a key, and nothing is allocated.
struct Automaton {
    /// For each byte the letters of the word that it can be.
    letters_of: [u64; 256],
    /// The letters after which anything may come.
    before_gaps: u64,
    /// The last letter.
    last: u64,
    letters: usize,
}

impl Word {
    /// `None` where it has neither letters nor digits nor a `*`.
    pub(super) fn new(written: &str) -> Option<Self> {
        let pieces: Vec<String> = written.split('*').map(relaxed).filter(|piece| !piece.is_empty()).collect();
        let form = if pieces.is_empty() {
            written.contains('*').then_some(Form::Anything)?
        } else {
            Automaton::new(&pieces).map_or_else(|| Form::Slow(pieces), |automaton| Form::Quick(Box::new(automaton)))
        };
        Some(Self { written: written.to_owned(), form })
    }

    /// The word as it was typed.
    pub(super) fn written(&self) -> &str {
        &self.written
    }

    /// How it fits a key; `None` where it is not in it.
    pub(super) fn in_key(&self, key: &str) -> Option<Rank> {
        if !self.is_in(key) {
            return None;
        }
        Some(if key.eq_ignore_ascii_case(&self.written) {
            Rank::Same
        } else if self.is_all_of(key) {
            Rank::Relaxed
        } else if self.begins_part(key) {
            Rank::Part
        } else {
            Rank::Inside
        })
    }

    /// Whether it is in a word of a sentence.
    pub(super) fn in_text(&self, text: &str) -> bool {
        text.split_whitespace().any(|word| self.is_in(word))
    }

    fn is_in(&self, key: &str) -> bool {
        match &self.form {
            Form::Anything => true,
            Form::Quick(automaton) => automaton.finds::<false>(key),
            // Such a word cannot be in a key of ASCII alone, as nearly all are, unless it is only too long.
            Form::Slow(pieces) => {
                let may_be_in = !key.is_ascii() || pieces.iter().all(|piece| piece.is_ascii());
                may_be_in && follow(&relaxed(key), pieces)
            }
        }
    }

    fn is_all_of(&self, key: &str) -> bool {
        match &self.form {
            Form::Anything => false,
            // It is in the key; with as many letters it is the key.
            Form::Quick(automaton) => {
                automaton.before_gaps == 0 && key.bytes().filter(|&byte| !is_between(byte)).count() == automaton.letters
            }
            Form::Slow(pieces) => matches!(pieces.as_slice(), [piece] if *piece == relaxed(key)),
        }
    }

    fn begins_part(&self, key: &str) -> bool {
        match &self.form {
            Form::Anything => true,
            Form::Quick(automaton) => automaton.finds::<true>(key),
            Form::Slow(pieces) => pieces.first().is_some_and(|piece| relaxed(key).starts_with(piece)),
        }
    }
}

impl Automaton {
    /// `None` where the pieces have too many letters, or others than those of ASCII.
    fn new(pieces: &[String]) -> Option<Self> {
        let mut made = Self { letters_of: [0; 256], before_gaps: 0, last: 0, letters: 0 };
        for piece in pieces {
            made.before_gaps |= made.last;
            for byte in piece.bytes() {
                made.last = u32::try_from(made.letters).ok().and_then(|at| 1_u64.checked_shl(at))?;
                made.letters = made.letters.saturating_add(1);
                for byte in [byte, byte.to_ascii_uppercase()] {
                    *made.letters_of.get_mut(usize::from(byte))? |= made.last;
                }
            }
        }
        pieces.iter().all(|piece| piece.is_ascii()).then_some(made)
    }

    /// Whether the word is in a key, anywhere or where a part begins.
    fn finds<const AT_PARTS: bool>(&self, key: &str) -> bool {
        let mut state = 0;
        let mut previous = b'.';
        for &byte in key.as_bytes() {
            if !is_between(byte) {
                let start = u64::from(!AT_PARTS || begins_part(previous, byte));
                let letters = self.letters_of.get(usize::from(byte)).copied().unwrap_or(0);
                state = (((state << 1) | start) & letters) | (state & self.before_gaps);
                if state & self.last != 0 {
                    return true;
                }
            }
            previous = byte;
        }
        false
    }
}

/// What stands between the words of a key. Bytes beyond ASCII are taken for letters.
fn is_between(byte: u8) -> bool {
    byte.is_ascii() && !byte.is_ascii_alphanumeric()
}

/// Whether a part of a key begins: after a dot and the like, and at a hump of `logLevel`.
fn begins_part(previous: u8, byte: u8) -> bool {
    is_between(previous) || (byte.is_ascii_uppercase() && !previous.is_ascii_uppercase())
}

/// Whether all pieces stand in a text, one after the other.
fn follow(text: &str, pieces: &[String]) -> bool {
    let mut rest = text;
    pieces.iter().all(|piece| {
        let after = rest.split_once(piece.as_str()).map(|(_, after)| after);
        rest = after.unwrap_or("");
        after.is_some()
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn rank(word: &str, key: &str) -> Option<Rank> {
        Word::new(word).unwrap().in_key(key)
    }

    #[test]
    fn what_stands_between_letters_does_not_matter() {
        assert_eq!(rank("hybrid_enable", "dten.hybrid.enable"), Some(Rank::Part));
        assert_eq!(rank("hybrid.enable", "DTEN_HYBRID_ENABLE"), Some(Rank::Part));
        assert_eq!(rank("dten.hybrid.enable", "Dten.Hybrid.Enable"), Some(Rank::Same));
        assert_eq!(rank("DTEN_HYBRID_ENABLE", "dten.hybrid.enable"), Some(Rank::Relaxed));
        assert_eq!(rank("ybrid", "dten.hybrid.enable"), Some(Rank::Inside));
        assert_eq!(rank("level", "Logging.LogLevel.Default"), Some(Rank::Part));
        assert_eq!(rank("hybrid.enabled", "dten.hybrid.enable"), None);
    }

    #[test]
    fn a_star_stands_for_any_run_of_characters() {
        assert_eq!(rank("dten*enable", "dten.hybrid.enable"), Some(Rank::Part));
        assert_eq!(rank("dten.*.mode", "dten.hybrid.enable"), None);
        assert_eq!(rank("enable*dten", "dten.hybrid.enable"), None);
        assert_eq!(rank("ab*ab", "ab"), None);
        assert_eq!(rank("*", "x"), Some(Rank::Part));
        assert!(Word::new("--").is_none());
    }

    #[test]
    fn long_words_and_other_letters_take_the_slow_way_to_the_same_answer() {
        let long = "part.".repeat(30);
        assert_eq!(rank(&long, &format!("{long}end")), Some(Rank::Part));
        assert_eq!(rank(&long, &"part.".repeat(29)), None);
        assert_eq!(rank("GRÖSSE", "puffer.größe"), None);
        assert_eq!(rank("GRÖẞE", "puffer.größe"), Some(Rank::Inside));
        assert_eq!(rank("größe*max", "größe.in.max"), Some(Rank::Part));
    }
}
