//! Developer commands: `cargo xtask build`, `serve`, `test`, `bench`, `new-rule`, `npm`, `types`,
//! `knowledge`, `licences`.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a developer's command talks to a terminal")]

mod again;
mod bench;
mod checks;
mod knowledge;
mod licences;
mod new_rule;
mod npm;
mod pack;
mod page;
mod run;
mod serve;
mod setup;
mod stamp;
mod types;
mod warm;

use run::{Error, Result};
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask build                 write dist/dropscope.html
cargo xtask serve [--port N]      build, then serve it on this computer (port 8017)
cargo xtask test [STAGE…]         every check, or the named stages; `test --list` names them
cargo xtask bench NAME            speed and memory: the page on large packages, needs against an inventory
cargo xtask new-rule GROUP/NAME   the files of a new rule
cargo xtask npm                   write the npm package of the engine into dist/npm
cargo xtask types                 write the report's TypeScript types from Rust
cargo xtask knowledge [FOLDER]    write the built-in lists of ends of life and of keys from the facts beside the project
cargo xtask licences              check the licences and sources of everything shipped

Each does its own set-up, inside this folder except for rustup's target and, on Debian as root, apt packages.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match dispatch(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error}");
            ExitCode::from(if matches!(error, Error::Usage(_)) { 2 } else { 1 })
        }
    }
}

fn dispatch(words: &[&str]) -> Result<()> {
    match words {
        [] | ["help" | "--help" | "-h", ..] | [_, "--help" | "-h"] => {
            println!("{HELP}");
            Ok(())
        }
        ["build"] => page::build(),
        ["serve", rest @ ..] => serve::serve(rest),
        ["test", rest @ ..] => checks::test(rest),
        ["bench", rest @ ..] => bench::bench(rest),
        ["new-rule", rest @ ..] => new_rule::new_rule(rest),
        ["npm"] => npm::package(),
        ["types"] => types::write(),
        ["knowledge", rest @ ..] => knowledge::knowledge(rest),
        ["licences"] => licences::check(),
        other => Err(Error::Usage(format!("`cargo xtask {}` is not a command\n\n{HELP}", other.join(" ")))),
    }
}
