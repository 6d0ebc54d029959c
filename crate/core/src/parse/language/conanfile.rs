//! Conan's `conanfile.txt` (docs.conan.io, "conanfile.txt").

use crate::facts::{Facts, PackageOrigin, Scope, VersionRange};
use crate::version::{self, Dialect};

use crate::parse::document::Break;
use crate::parse::listing::{Listing, Need};
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input};

use super::CONAN;
use super::conan::reference;

pub(in crate::parse) const FORMAT: Format = Format { name: "conanfile.txt", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "conanfile.txt"
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let mut listing = Listing::new(input, facts, &text, CONAN, PackageOrigin::Manifest);
    let mut scope = None;
    let mut broken = None;
    for (at, line) in text.lines_at() {
        // `#` at the beginning is a comment, later a revision.
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(section) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            scope = scope_of(section);
            continue;
        }
        let Some(scope) = scope else { continue };
        match reference(line) {
            Some((name, requirement)) => {
                let need = Need { name, requirement, scope, source: None, at };
                listing.need_in_range(need, range(requirement));
            }
            None => {
                broken.get_or_insert(Break::new(at, "no reference `name/version`"));
            }
        }
    }
    listing.file_of_lines("conanfile.txt", broken);
}

/// When what a section asks for is needed; `None` where it asks for nothing.
fn scope_of(section: &str) -> Option<Scope> {
    match section {
        "requires" => Some(Scope::Runtime),
        "build_requires" | "tool_requires" => Some(Scope::Build),
        "test_requires" => Some(Scope::Test),
        _ => None,
    }
}

/// A range stands in brackets, with options behind a comma: `[>=1.0 <2, include_prerelease]`. All else is one version.
fn range(requirement: &str) -> Option<VersionRange> {
    match requirement.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(range) => version::range(Dialect::Npm, range.split(',').next()?),
        None => Some(VersionRange::exact(Dialect::Generic.name(), requirement)),
    }
}
