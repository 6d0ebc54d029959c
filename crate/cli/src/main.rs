//! `dropscope`: what an upgrade package will do, from a terminal or a pipeline.
//!
//! The result goes to standard output, progress to standard error. The exit codes are in [`exit`].

mod args;
mod beside;
mod check;
mod exit;
mod file;
mod keys;
mod out;
mod package;
mod rules;

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    let arguments = match args::Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are answers; everything else is a usage error.
            let _ = error.print();
            return if error.use_stderr() { exit::USAGE.into() } else { ExitCode::SUCCESS };
        }
    };
    let ended = std::panic::catch_unwind(|| match arguments.command {
        args::Command::Check(check) => check::run(&check),
        args::Command::Keys(keys) => keys::run(&keys),
        args::Command::Explain { rule } => rules::explain(&rule),
        args::Command::Rules => rules::list(),
    });
    ended.unwrap_or(exit::INTERNAL).into()
}
