//! An effect before its place is known, and small looks at words.

use crate::facts::{EffectKind, UndoClass};
use crate::script::{Call, Word};

/// What a call does.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    pub(super) kind: EffectKind,
    pub(super) target: String,
    /// `""` for this machine.
    pub(super) elsewhere: String,
    pub(super) class: UndoClass,
    pub(super) inverse: String,
    pub(super) capture: String,
}

impl Found {
    /// Something on this machine, which a snapshot undoes.
    pub(super) fn local(kind: EffectKind, target: impl Into<String>) -> Self {
        Self { kind, target: target.into(), ..Self::default() }
    }

    /// Something elsewhere.
    pub(super) fn elsewhere(
        kind: EffectKind,
        class: UndoClass,
        target: impl Into<String>,
        elsewhere: impl Into<String>,
    ) -> Self {
        Self { kind, class, target: target.into(), elsewhere: elsewhere.into(), ..Self::default() }
    }

    pub(super) fn class(mut self, class: UndoClass) -> Self {
        self.class = class;
        self
    }

    pub(super) fn inverse(mut self, inverse: impl Into<String>) -> Self {
        self.inverse = inverse.into();
        self
    }

    pub(super) fn capture(mut self, capture: impl Into<String>) -> Self {
        self.capture = capture.into();
        self
    }
}

/// The arguments that are no options, without the values of these options.
pub(super) fn plain<'c>(call: &'c Call, with_value: &[&str]) -> Vec<&'c str> {
    let mut words = call.words();
    let mut plain = Vec::new();
    while let Some(word) = words.next() {
        if with_value.contains(&word) {
            words.next();
        } else if !word.starts_with('-') {
            plain.push(word);
        }
    }
    plain
}

/// The value of an option, whichever way it is written: `--x v`, `--x=v`.
pub(super) fn value<'c>(call: &'c Call, names: &[&str]) -> Option<&'c str> {
    if let Some(Word { text, .. }) = call.option(names) {
        return Some(text);
    }
    call.words().find_map(|word| {
        let (name, value) = word.split_once('=')?;
        names.contains(&name).then_some(value)
    })
}

/// The value of an option whose case does not matter, as PowerShell has it.
pub(super) fn parameter<'c>(call: &'c Call, name: &str) -> Option<&'c str> {
    let at = call.words().position(|word| word.eq_ignore_ascii_case(name))?;
    call.words().nth(at.saturating_add(1))
}

/// Whether a host is this machine.
pub(super) fn is_here(host: &str) -> bool {
    matches!(host, "" | "localhost" | "::1" | "[::1]" | "." | "(local)")
        || host.starts_with("127.")
        || host.starts_with('/')
}

/// Whether the words begin with these.
pub(super) fn begins(words: &[&str], with: &[&str]) -> bool {
    words.len() >= with.len() && words.iter().zip(with).all(|(word, wanted)| word == wanted)
}
