//! Texts that many rows share, each held once, and as it may be shown: a secret in a cell goes no further.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use crate::parse::redact::redact;

/// Texts and their numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    /// Numbers by the text as the list has it.
    numbers: HashMap<Arc<str>, u32>,
    /// What may be shown of each.
    texts: Vec<Arc<str>>,
}

impl Words {
    /// The number of a text, a new one where it is not known yet.
    pub(super) fn number(&mut self, text: &str) -> u32 {
        if let Some(&number) = self.numbers.get(text) {
            return number;
        }
        let number = super::clamp(self.texts.len());
        let own: Arc<str> = Arc::from(text);
        self.texts.push(match redact(text) {
            Cow::Borrowed(_) => Arc::clone(&own),
            Cow::Owned(masked) => Arc::from(masked),
        });
        self.numbers.insert(own, number);
        number
    }

    /// The text of a number that [`Words::number`] gave.
    pub(super) fn text(&self, number: u32) -> Arc<str> {
        usize::try_from(number).ok().and_then(|at| self.texts.get(at)).cloned().unwrap_or_default()
    }
}
