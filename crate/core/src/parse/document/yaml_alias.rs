//! What YAML anchors stand for: the steps of a document are kept, and an alias repeats a part of them.
//!
//! An alias is resolved when it is read, to a part that is closed by then. So no part contains itself, and what a
//! repetition yields is bounded by the builder, which counts values.

use std::collections::BTreeMap;
use std::ops::Range;

use super::yaml::apply;
use super::{Break, Builder, Scalar, ScalarKind};

/// One step of a document.
#[derive(Clone, Debug)]
pub(super) enum Step {
    Scalar(Scalar),
    OpenMap,
    OpenSeq,
    Close,
    /// The steps of an anchor once more.
    Repeat(Range<usize>),
}

/// The steps of a document so far, and its anchors.
#[derive(Debug, Default)]
pub(super) struct Recording {
    steps: Vec<(Step, usize)>,
    anchors: BTreeMap<usize, Range<usize>>,
    /// Anchor (0: none) and first step of each open container.
    open: Vec<(usize, usize)>,
}

impl Recording {
    /// What an alias stands for.
    pub(super) fn alias(&self, anchor: usize) -> Step {
        let null = || Step::Scalar(Scalar { text: String::new(), kind: ScalarKind::Null });
        self.anchors.get(&anchor).map_or_else(null, |steps| Step::Repeat(steps.clone()))
    }

    /// Keeps a step and puts it, or what it repeats, into the tree.
    pub(super) fn take(&mut self, step: Step, anchor: usize, at: usize, builder: &mut Builder) -> Result<(), Break> {
        let index = self.steps.len();
        let after = index.saturating_add(1);
        match &step {
            Step::OpenMap | Step::OpenSeq => self.open.push((anchor, index)),
            Step::Close => {
                if let Some((anchor, start)) = self.open.pop().filter(|(anchor, _)| *anchor != 0) {
                    self.anchors.insert(anchor, start..after);
                }
            }
            Step::Scalar(_) | Step::Repeat(_) if anchor != 0 => {
                self.anchors.insert(anchor, index..after);
            }
            Step::Scalar(_) | Step::Repeat(_) => {}
        }
        self.steps.push((step.clone(), at));
        match step {
            Step::Repeat(part) => self.repeat(part, builder),
            step => apply(step, at, builder),
        }
    }

    fn repeat(&self, part: Range<usize>, builder: &mut Builder) -> Result<(), Break> {
        let mut parts = vec![part];
        while let Some(part) = parts.last_mut() {
            let Some((step, at)) = part.next().and_then(|index| self.steps.get(index)) else {
                parts.pop();
                continue;
            };
            match step {
                Step::Repeat(inner) => parts.push(inner.clone()),
                step => apply(step.clone(), *at, builder)?,
            }
        }
        Ok(())
    }
}
