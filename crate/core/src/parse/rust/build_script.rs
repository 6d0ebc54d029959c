//! `build.rs`, which Cargo compiles and runs on the machine that builds a crate.

use crate::facts::{Facts, InstallHook};

use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, place};

pub(in crate::parse) const FORMAT: Format = Format { name: "build.rs", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    // Deeper ones belong to parts; a vendored crate's is one of hundreds.
    candidate.name == "build.rs"
        && place::depth(candidate.file.inner_path()) <= 1
        && !place::is_vendored(&candidate.file.path)
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    // A module of that name has no entry point.
    let main = text.lines().find(|(_, line)| line.trim_start().trim_start_matches("pub ").starts_with("fn main("));
    if let Some((line, _)) = main {
        let hook =
            InstallHook { hook: "cargo build.rs".to_owned(), command: String::new(), site: text.line_site(line) };
        Sink::new(facts, path, input.most_facts).install_hook(hook);
    }
}
