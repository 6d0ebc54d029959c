//! Cabal's `cabal.project.freeze`: `constraints: any.aeson ==2.1.0.0, …`.

use crate::facts::{Facts, PackageOrigin};

use crate::parse::listing::Listing;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input};

use super::HACKAGE;

pub(in crate::parse) const FORMAT: Format = Format { name: "cabal.project.freeze", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "cabal.project.freeze"
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let mut listing = Listing::new(input, facts, &text, HACKAGE, PackageOrigin::Lockfile);
    listing.file_of_lines("cabal.project.freeze", None);
    let mut is_constraints = false;
    for (at, line) in text.lines_at() {
        if line.trim_start().starts_with("--") {
            continue;
        }
        // A field begins at the margin; what is indented goes on with it.
        let value = match line.split_once(':').filter(|_| !line.starts_with([' ', '\t'])) {
            Some((field, value)) => {
                is_constraints = field.trim() == "constraints";
                value
            }
            None => line,
        };
        if !is_constraints {
            continue;
        }
        for constraint in value.split(',') {
            if let Some((name, version)) = exact(constraint) {
                listing.pin(name, version, at);
            }
        }
    }
}

/// Name and version of `any.aeson ==2.1.0.0`; flags (`tls +compat`) and `installed` name no version.
fn exact(constraint: &str) -> Option<(&str, &str)> {
    let (name, version) = constraint.split_once("==")?;
    let name = name.trim();
    let name = name.strip_prefix("any.").or_else(|| name.strip_prefix("setup.")).unwrap_or(name);
    let version = version.split_ascii_whitespace().next()?;
    (!name.is_empty() && !name.contains(' ')).then_some((name, version))
}
