//! SWI-Prolog's `pack.pl`: facts `name(x).`, `version('1.2.3').`, `requires(other:'>=1.0').`

use crate::facts::{Facts, PackageOrigin, Scope};
use crate::version::Dialect;

use crate::parse::document::Document;
use crate::parse::listing::{Listing, Need};
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input};

use super::GENERIC;

pub(in crate::parse) const FORMAT: Format = Format { name: "pack.pl", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "pack.pl" && candidate.head_holds(b"name(")
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let terms: Vec<(&str, &str, usize)> = text.lines_at().filter_map(|(at, line)| term(line, at)).collect();
    let find = |wanted: &str| {
        let found = terms.iter().find(|(name, _, _)| *name == wanted);
        found.map(|(_, argument, at)| (argument.trim_matches('\''), *at))
    };
    let mut listing = Listing::new(input, facts, &text, GENERIC, PackageOrigin::Manifest);
    listing.identify("pack.pl", &Document::default(), find("name"), find("version"));
    for (_, argument, at) in terms.iter().filter(|(name, _, _)| *name == "requires") {
        // `name`, `name@version`, `name >= version`; `prolog` is the system itself.
        let end = argument.find(['@', '<', '>', '=', ' ', ':']).unwrap_or(argument.len());
        let (name, requirement) = argument.split_at_checked(end).unwrap_or((argument, ""));
        let requirement = requirement.trim_matches([' ', '@', ':', '\'']).replace('\'', "");
        let need = Need {
            name: name.trim_matches('\''),
            requirement: &requirement,
            scope: Scope::Runtime,
            source: None,
            at: *at,
        };
        if name.contains("prolog") {
            listing.need_of_machine(need, Dialect::Generic);
        } else {
            listing.need(need);
        }
    }
}

/// Name and argument of a term with one argument, and where it stands.
fn term(line: &str, at: usize) -> Option<(&str, &str, usize)> {
    let (name, rest) = line.trim().split_once('(')?;
    let argument = rest.split_once(").")?.0.trim();
    (!name.starts_with('%')).then_some((name.trim(), argument, at))
}
