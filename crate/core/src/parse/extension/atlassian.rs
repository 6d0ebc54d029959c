//! `atlassian-plugin.xml` of apps for Jira, Confluence and Bitbucket.

use crate::facts::Facts;

use crate::parse::document::{Node, xml};
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact, place};
use crate::version::Dialect;

pub(in crate::parse) const FORMAT: Format = Format { name: "atlassian-plugin.xml", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "atlassian-plugin.xml"
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let document = xml::read(text.content());
    let Some(plugin) = document.root.get("atlassian-plugin") else { return };
    let info = plugin.get("plugin-info");
    // Maven fills `${project.version}` in; where it did not, this is a source.
    let plain = |(word, _): &(&str, usize)| !word.contains("${");
    let key = plugin.word_of("key").filter(plain);
    let version = info.and_then(|info| info.word_of("version")).filter(plain);
    let mut manifest = fact::manifest(path, "atlassian-plugin.xml", "atlassian");
    manifest.describes_package = place::is_at_usual_place(path);
    fact::note_state(&mut manifest, &document, &text);
    let mut sink = Sink::new(facts, path, input.most_facts);
    sink.identify_generic(manifest, &text, key, version);
    for node in info.into_iter().flat_map(|info| info.all("application-version")) {
        let word = |key: &str| node.get(key).and_then(Node::word);
        let requirement = match (word("min"), word("max")) {
            (Some(low), Some(high)) => format!(">={low} <={high}"),
            (Some(low), None) => format!(">={low}"),
            (None, Some(high)) => format!("<={high}"),
            (None, None) => continue,
        };
        let site = text.site(node.at);
        sink.dependency(fact::dependency("generic", Dialect::Generic, ("atlassian", &requirement), site));
    }
}
