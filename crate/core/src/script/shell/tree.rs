//! The grammar's tree, as far as it matters which command runs when.

use std::rc::Rc;

/// A part of the text, as byte offsets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Commands one after the other.
pub(super) type List = Vec<Item>;

/// A pipeline in a list.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) commands: Vec<Command>,
    /// Whether it runs only if the one before it did well, or did not (`&&`, `||`).
    pub(super) is_joined: bool,
}

/// One part of a pipeline.
#[derive(Debug)]
pub(super) enum Command {
    Simple(Simple),
    /// `( … )`, `{ …; }`: with what stands behind it.
    Group(List, Vec<RawRedirect>),
    /// `if`, `case`, `while`, `until`: what is run in any case, and what may be.
    Branches {
        first: List,
        may: Vec<List>,
    },
    /// `for NAME in WORDS; do …`
    For {
        name: Span,
        values: Option<Vec<Span>>,
        body: List,
    },
    Function {
        name: Span,
        body: Rc<List>,
    },
}

/// Assignments, words and redirections in the order of the text.
#[derive(Debug, Default)]
pub(super) struct Simple {
    pub(super) words: Vec<Span>,
    pub(super) redirects: Vec<RawRedirect>,
}

/// A redirection before its word is evaluated.
#[derive(Clone, Copy, Debug)]
pub(super) enum RawRedirect {
    Read(Span),
    Write(Span),
    Append(Span),
    /// `<<<`
    HereString(Span),
    /// The lines of a here-document, and whether variables stand in them.
    HereDocument(Span, bool),
}
