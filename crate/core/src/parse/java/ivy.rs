//! Apache Ivy's `ivy.xml`.

use crate::facts::{Dependency, Facts, Scope};

use crate::parse::document::{Node, xml};
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact, place};
use crate::version::Dialect;

pub(in crate::parse) const FORMAT: Format = Format { name: "ivy.xml", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "ivy.xml"
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let document = xml::read(text.content());
    let Some(module) = document.root.get("ivy-module") else { return };
    let info = module.get("info");
    let word = |key: &str| info?.word_of(key);
    let full_name = word("organisation").zip(word("module")).map(|((group, _), (name, _))| format!("{group}:{name}"));
    let mut manifest = fact::manifest(path, "ivy.xml", "maven");
    manifest.describes_package = place::is_at_usual_place(path);
    fact::note_state(&mut manifest, &document, &text);
    let mut sink = Sink::new(facts, path, input.most_facts);
    sink.identify(manifest, &text, (word("module"), full_name.as_deref()), word("revision"));
    let own_group = word("organisation").map(|(group, _)| group);
    for node in module.all("dependencies").flat_map(|list| list.all("dependency")) {
        let word = |key: &str| node.get(key).and_then(Node::word);
        let Some(name) = word("name") else { continue };
        // Without an organisation it is the module's own.
        let group = word("org").or(own_group);
        let full_name = group.map_or_else(|| name.to_owned(), |group| format!("{group}:{name}"));
        let requirement = word("rev").unwrap_or("");
        sink.dependency(Dependency {
            scope: if word("conf").is_some_and(is_for_tests) { Scope::Test } else { Scope::Runtime },
            ..fact::dependency("maven", Dialect::Maven, (&full_name, requirement), text.site(node.at))
        });
    }
}

/// `test->default`: only the module's own configurations, before the arrow, say when it is needed.
fn is_for_tests(configurations: &str) -> bool {
    configurations.split(';').all(|mapping| {
        let own = mapping.split_once("->").map_or(mapping, |(own, _)| own);
        own.split(',').all(|name| name.trim().starts_with("test"))
    })
}
