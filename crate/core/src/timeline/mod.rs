//! What is run when: at install, on the way back, later, or only by hand; and in which order the effects come.

use crate::facts::Facts;
use crate::report::{Stage, TimelineStep};

/// The join of the scripts' calls with what starts them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Timeline {
    /// In the order in which they happen; effects that nothing starts come last.
    pub(crate) steps: Vec<TimelineStep>,
}

impl Timeline {
    /// When what stands in a file is carried out.
    #[expect(clippy::unused_self, reason = "not built yet")]
    pub(crate) fn stage(&self, _path: &str) -> Stage {
        Stage::ByHand
    }
}

/// Puts the effects in order.
pub(crate) fn timeline(_facts: &Facts) -> Timeline {
    Timeline::default()
}
