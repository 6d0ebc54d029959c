//! Pipenv's `Pipfile.lock`.

use crate::facts::Facts;

use crate::parse::document::{Node, json};
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, place};

pub(in crate::parse) const FORMAT: Format = Format { name: "Pipfile.lock", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "Pipfile.lock" && !place::is_vendored(&candidate.file.path)
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let document = json::read(text.content());
    let mut sink = Sink::new(facts, &input.file.path, input.most_facts);
    sink.lockfile(("Pipfile.lock", "pypi"), &document, &text);
    // `default`, `develop`, and categories with names of the project's own.
    let categories = document.root.members().iter().filter(|(key, _)| key.text != "_meta");
    for (name, entry) in categories.flat_map(|(_, packages)| packages.members()) {
        if let Some(version) = entry.get("version").and_then(Node::word) {
            sink.locked("pypi", (&name.text, version.trim_start_matches('=')), &text, name.at);
        } else if entry.get("git").is_some() || entry.get("file").is_some() {
            sink.locked("pypi", (&name.text, ""), &text, name.at);
        }
    }
}
