//! Perl's `META.json` and `META.yml` (CPAN::Meta::Spec), and Carton's `cpanfile.snapshot`.

use crate::facts::{Facts, PackageOrigin, Scope};
use crate::version::Dialect;

use crate::parse::document::{Break, Node, json, yaml};
use crate::parse::listing::{Listing, Need};
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input};

use super::CPAN;

pub(in crate::parse) const META: Format = Format { name: "CPAN META", matches, parse };
pub(in crate::parse) const SNAPSHOT: Format =
    Format { name: "cpanfile.snapshot", matches: matches_snapshot, parse: parse_snapshot };

fn matches(candidate: &Candidate<'_>) -> bool {
    // Others have files of that name, without the specification that they follow.
    candidate.is_named(&["META.json", "META.yml"]) && candidate.head_holds(b"meta-spec")
}

fn matches_snapshot(candidate: &Candidate<'_>) -> bool {
    candidate.name == "cpanfile.snapshot"
}

/// Prerequisites of version 1 of the specification.
const FLAT: &[(&str, Scope)] = &[
    ("requires", Scope::Runtime),
    ("recommends", Scope::Optional),
    ("build_requires", Scope::Build),
    ("configure_requires", Scope::Build),
];

/// Phases of version 2, in which prerequisites are required, recommended or suggested.
const PHASES: &[(&str, Scope)] = &[
    ("runtime", Scope::Runtime),
    ("build", Scope::Build),
    ("configure", Scope::Build),
    ("test", Scope::Test),
    ("develop", Scope::Development),
];

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let is_json = input.file.name() == "META.json";
    let document = if is_json { json::read(text.content()) } else { yaml::read(text.content()) };
    let root = &document.root;
    let mut listing = Listing::new(input, facts, &text, CPAN, PackageOrigin::Manifest);
    listing.identify(input.file.name(), &document, root.word_of("name"), root.word_of("version"));
    for (field, scope) in FLAT {
        needs(root.get(field), *scope, &mut listing);
    }
    for (phase, scope) in PHASES {
        let Some(phase) = root.get("prereqs").and_then(|prereqs| prereqs.get(phase)) else { continue };
        needs(phase.get("requires"), *scope, &mut listing);
        if *scope == Scope::Runtime {
            needs(phase.get("recommends"), Scope::Optional, &mut listing);
        }
    }
}

fn needs(asked: Option<&Node>, scope: Scope, listing: &mut Listing<'_>) {
    for (key, requirement) in asked.map_or(&[][..], Node::members) {
        let requirement = requirement.word().unwrap_or("");
        let minimum = as_range(requirement);
        let need = Need { name: &key.text, requirement, scope, source: None, at: key.at };
        if key.text == "perl" {
            listing.need_of_machine_as(need, Dialect::Generic, &minimum);
        } else {
            listing.need_as(need, Dialect::Generic, &minimum);
        }
    }
}

/// A plain version is a minimum, and 0 is any.
fn as_range(requirement: &str) -> String {
    let is_plain = requirement.starts_with(|c: char| c.is_ascii_digit() || c == 'v');
    match requirement {
        "0" => String::new(),
        _ if is_plain => format!(">={requirement}"),
        _ => requirement.to_owned(),
    }
}

/// `DISTRIBUTIONS`, two blanks before `Name-1.23`, four before what is said of it.
fn parse_snapshot(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let mut listing = Listing::new(input, facts, &text, CPAN, PackageOrigin::Lockfile);
    let mut broken = None;
    for (at, line) in text.lines_at() {
        let Some(distribution) = line.strip_prefix("  ").filter(|rest| !rest.starts_with(' ')) else { continue };
        match distribution.trim().rsplit_once('-') {
            Some((name, version)) => listing.pin(name, version, at),
            None => {
                broken.get_or_insert(Break::new(at, "no `Name-version`"));
            }
        }
    }
    listing.file_of_lines("cpanfile.snapshot", broken);
}
