//! Cabal's `cabal.project.freeze`: `constraints: any.aeson ==2.1.0.0, …`.

use crate::facts::{Facts, PackageOrigin, Scope};

use crate::parse::listing::{Listing, Need};
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
            match exact(constraint) {
                Some((Qualifier::Any, name, version)) => listing.pin(name, version, at),
                Some((Qualifier::Setup, name, version)) => listing.pin_for(Scope::Build, name, version, at),
                Some((Qualifier::None, name, requirement)) => {
                    listing.need(Need { name, requirement, at, ..Need::default() });
                }
                None => {}
            }
        }
    }
}

/// What a constraint holds for.
enum Qualifier {
    /// Wherever the package is used: what `cabal freeze` writes of every package of the plan.
    Any,
    /// Where a `Setup.hs` needs it.
    Setup,
    /// Added by hand. It limits a package of the plan, and does not say that there is one.
    None,
}

/// Qualifier, name and version of `any.aeson ==2.1.0.0`; flags (`tls +compat`) and `installed` name no version.
fn exact(constraint: &str) -> Option<(Qualifier, &str, &str)> {
    let (name, version) = constraint.split_once("==")?;
    let name = name.trim();
    let version = version.split_ascii_whitespace().next()?;
    let (qualifier, name) = match (name.strip_prefix("any."), name.strip_prefix("setup.")) {
        (Some(name), _) => (Qualifier::Any, name),
        (None, Some(name)) => (Qualifier::Setup, name),
        (None, None) => (Qualifier::None, name),
    };
    (!name.is_empty() && !name.contains(' ')).then_some((qualifier, name, version))
}
