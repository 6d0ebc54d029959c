//! Pipenv's `Pipfile`.

use crate::facts::{Facts, Scope};

use crate::parse::document::toml;
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact, place};

use super::{pep508, poetry};

pub(in crate::parse) const FORMAT: Format = Format { name: "Pipfile", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "Pipfile" && !place::is_vendored(&candidate.file.path)
}

/// Tables that hold no packages.
const OTHER_TABLES: &[&str] = &["source", "requires", "scripts", "pipenv", "pipfile"];

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let document = toml::read(text.content());
    let mut manifest = fact::manifest(&input.file.path, "Pipfile", "pypi");
    fact::note_state(&mut manifest, &document, &text);
    let mut sink = Sink::new(facts, &input.file.path, input.most_facts);
    sink.manifest(manifest);
    let tables = document.root.members().iter().filter(|(key, _)| !OTHER_TABLES.contains(&key.text.as_str()));
    for (table, packages) in tables {
        // Categories other than these two are chosen by name.
        let scope = match table.text.as_str() {
            "packages" => Scope::Runtime,
            "dev-packages" => Scope::Development,
            _ => Scope::Optional,
        };
        for (key, value) in packages.members() {
            sink.dependency(poetry::dependency(key, value, scope, &text));
        }
    }
    let requires = document.root.get("requires");
    let python = ["python_full_version", "python_version"].iter().find_map(|key| requires?.get(key));
    if let Some(python) = python
        && let Some(version) = python.word()
    {
        // `3.11` stands for all of its patch releases.
        let is_full = version.split('.').count() > 2;
        let specifier = if is_full { format!("=={version}") } else { format!("=={version}.*") };
        sink.dependency(pep508::python(&specifier, text.site(python.at)));
    }
}
