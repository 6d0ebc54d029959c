//! Texts that many rows share, each held once.

use std::collections::HashMap;
use std::sync::Arc;

/// Texts and their numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    numbers: HashMap<Arc<str>, u32>,
    texts: Vec<Arc<str>>,
}

impl Words {
    /// The number of a text, a new one where it is not known yet.
    pub(super) fn number(&mut self, text: &str) -> u32 {
        if let Some(&number) = self.numbers.get(text) {
            return number;
        }
        let number = super::clamp(self.texts.len());
        let text: Arc<str> = Arc::from(text);
        self.texts.push(Arc::clone(&text));
        self.numbers.insert(text, number);
        number
    }

    /// The text of a number that [`Words::number`] gave.
    pub(super) fn text(&self, number: u32) -> Arc<str> {
        usize::try_from(number).ok().and_then(|at| self.texts.get(at)).cloned().unwrap_or_default()
    }
}
