//! `conda-meta/<name>-<version>-<build>.json`: what conda notes about a package that it installed.

use crate::facts::Facts;

use crate::parse::document::json;
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact};

pub(in crate::parse) const FORMAT: Format = Format { name: "conda-meta", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name.ends_with(".json")
        && candidate.file.path.strip_suffix(candidate.name).is_some_and(|folder| folder.ends_with("conda-meta/"))
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let document = json::read(text.content());
    let field = |key: &str| document.root.get(key).and_then(|node| Some((node.word()?, node.at)));
    let mut manifest = fact::manifest(path, "conda-meta", "conda");
    fact::note_state(&mut manifest, &document, &text);
    // What it would need lies beside it already: the environment is put together.
    Sink::new(facts, path, input.most_facts).identify(manifest, &text, (field("name"), None), field("version"));
}
