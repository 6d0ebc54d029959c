//! `DESCRIPTION` of an R package ("Writing R Extensions", 1.1.1).

use crate::facts::{Facts, PackageOrigin, Scope};
use crate::version::Dialect;

use crate::parse::document::Document;
use crate::parse::document::headers::{self, Folding, Header};
use crate::parse::listing::{Listing, Need};
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input};

use super::CRAN;

pub(in crate::parse) const FORMAT: Format = Format { name: "R DESCRIPTION", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "DESCRIPTION" && candidate.head_holds(b"Package:") && candidate.head_holds(b"Version:")
}

const FIELDS: &[(&str, Scope)] = &[
    ("Depends", Scope::Runtime),
    ("Imports", Scope::Runtime),
    ("LinkingTo", Scope::Build),
    ("Suggests", Scope::Optional),
    ("Enhances", Scope::Optional),
];

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let headers = headers::read(text.content(), Folding::Mail);
    let find = |name: &str| headers.iter().find(|header| header.key.text == name && !header.value.is_empty());
    let mut listing = Listing::new(input, facts, &text, CRAN, PackageOrigin::Manifest);
    let (name, version) = (find("Package").map(Header::word), find("Version").map(Header::word));
    listing.identify("R DESCRIPTION", &Document::default(), name, version);
    // An installed package says when it was built; what it needs lies beside it.
    if find("Built").is_some() {
        return;
    }
    for (field, scope) in FIELDS {
        if let Some(header) = find(field) {
            needs(header, *scope, &text, &mut listing);
        }
    }
}

/// `R (>= 3.5), methods, rlang (>= 1.1.0)`, folded over lines.
fn needs(header: &Header, scope: Scope, text: &Text<'_>, listing: &mut Listing<'_>) {
    let (first_line, _) = text.position(header.key.at);
    for (number, line) in (first_line..).zip(header.value.split('\n')) {
        let at = text.line_start(usize::try_from(number).unwrap_or(usize::MAX));
        for item in line.split(',').map(str::trim).filter(|item| !item.is_empty()) {
            let (name, requirement) = item.split_once('(').unwrap_or((item, ""));
            let requirement = requirement.trim_end_matches(')').trim();
            let (name, source) = (name.trim(), None);
            if name == "R" {
                let need = Need { name: "r", requirement, scope, source, at };
                listing.need_of_machine(need, Dialect::Generic);
            } else {
                listing.need(Need { name, requirement, scope, source, at });
            }
        }
    }
}
