//! Nix: derivations in the store, `/nix/store/<hash>-<name>-<version>.drv`, which say in their name what they make.

use crate::facts::{Facts, PackageOrigin};

use crate::parse::listing::Listing;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input};

use super::GENERIC;

pub(in crate::parse) const FORMAT: Format = Format { name: "Nix derivation", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name.ends_with(".drv") && candidate.head.starts_with(b"Derive(")
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let mut listing = Listing::new(input, facts, &text, GENERIC, PackageOrigin::Listed).without_lines();
    listing.file_of_lines("Nix derivation", None);
    if let Some((name, version)) = name_and_version(input.file.name()) {
        listing.pin(name, version, 0);
    }
}

/// The version begins at the first hyphen before a digit (`builtins.parseDrvName`).
fn name_and_version(file_name: &str) -> Option<(&str, &str)> {
    let (_, rest) = file_name.strip_suffix(".drv")?.split_at_checked(HASH_CHARS)?;
    let rest = rest.strip_prefix('-')?;
    // Sources and patches are derivations too.
    if [".tar.gz", ".tar.xz", ".tar.bz2", ".patch", ".diff", ".zip", ".drv"].iter().any(|end| rest.ends_with(end)) {
        return None;
    }
    let is_version = |(at, _): &(usize, &str)| {
        rest.get(at.saturating_add(1)..).is_some_and(|after| after.starts_with(|c: char| c.is_ascii_digit()))
    };
    let (at, _) = rest.match_indices('-').find(is_version)?;
    Some((rest.get(..at)?, rest.get(at.saturating_add(1)..)?))
}

/// Characters of a store path's hash: 160 bits in base 32.
const HASH_CHARS: usize = 32;
