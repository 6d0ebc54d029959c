//! `os-release`: which distribution the files are of.

use crate::facts::{Facts, PackageOrigin};

use crate::parse::sbom::Listed;
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact};

pub(in crate::parse) const FORMAT: Format = Format { name: "os-release", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "os-release" && candidate.head_holds(b"ID=")
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let mut listed = Listed { ecosystem: "generic".to_owned(), ..Listed::default() };
    let mut at: usize = 0;
    for line in text.content().split_inclusive('\n') {
        match line.trim().split_once('=') {
            Some(("ID", value)) => {
                listed.name = unquoted(value);
                listed.at = at;
            }
            Some(("VERSION_ID", value)) => listed.version = unquoted(value),
            _ => {}
        }
        at = at.saturating_add(line.len());
    }
    let mut sink = Sink::new(facts, path, input.most_facts);
    sink.manifest(fact::list(path, "os-release", "generic", PackageOrigin::Listed));
    if !listed.name.is_empty() {
        sink.package(listed.into_package(&text));
    }
}

fn unquoted(value: &str) -> String {
    value.trim().trim_matches(['"', '\'']).to_owned()
}
