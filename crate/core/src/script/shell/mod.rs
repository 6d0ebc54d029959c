//! POSIX shell and bash.
//!
//! [`lex`] cuts the text into words and operators, [`parse`] makes a tree of them, [`run`] walks it once as if every
//! condition held, with the variables whose values stand in the file.

mod expand;
mod lex;
mod parse;
mod run;
mod starters;
#[cfg(test)]
mod tests;
mod tree;
mod variables;

use super::Script;

/// Reads a script.
pub(super) fn read(text: &str) -> Script {
    run::run(text)
}
