//! Scripts as a careful engineer reads them: which commands are called, with which words, from where to where. Nothing is
//! run; a variable whose value stands in the same file is put in, any other stays as it is written.
//!
//! One reader a language, all of them yield a [`Script`]; what its calls do is for `effect` and the other readers of calls.

mod call;
mod shell;

pub(crate) use call::{Call, Language, Redirect, RedirectKind, Script, Word};

/// The calls of a shell's text.
pub(crate) fn shell(text: &str) -> Script {
    shell::read(text)
}
