//! Exit codes. Errors outrank findings: a pipeline must not take a broken run for a clean one.

use std::process::ExitCode;

/// How the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exit(u8);

/// No finding at or above the threshold.
pub const CLEAN: Exit = Exit(0);
/// A finding at or above the threshold.
pub const FINDINGS: Exit = Exit(1);
/// The command line, or a file that it names for input or output, is wrong.
pub const USAGE: Exit = Exit(2);
/// The file is not a package that can be read.
pub const NOT_A_PACKAGE: Exit = Exit(3);
/// The analysis did not get to its end.
pub const INCOMPLETE: Exit = Exit(4);
/// A defect of the program.
pub const INTERNAL: Exit = Exit(70);

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.0)
    }
}

/// Why a command ends without its result.
pub struct Stop {
    /// The code to end with.
    pub exit: Exit,
    /// One sentence, or more, for the terminal.
    pub message: String,
}

impl Stop {
    /// The command line or a file that it names is wrong.
    pub fn usage(message: impl Into<String>) -> Self {
        Self { exit: USAGE, message: message.into() }
    }
}
