//! What Gentoo's Portage has installed: a folder `var/db/pkg/category/name-version/` for each package, whose path says it.

use crate::facts::{Facts, PackageOrigin, Site};

use crate::parse::sink::Sink;
use crate::parse::{Candidate, Format, Input, fact};

pub(in crate::parse) const FORMAT: Format = Format { name: "Portage package", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    // One file of each folder, so that the package is named once.
    candidate.name == "CONTENTS" && package(&candidate.file.path).is_some()
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let Some((category, name, version)) = package(path) else { return };
    let mut sink = Sink::new(facts, path, input.most_facts);
    sink.manifest(fact::list(path, "Portage package", "ebuild", PackageOrigin::Listed));
    sink.package(fact::package(
        PackageOrigin::Listed,
        "ebuild",
        (&format!("{category}/{name}"), version),
        Site::entry(path),
    ));
}

/// Category, name and version.
fn package(path: &str) -> Option<(&str, &str, &str)> {
    let (_, inner) = path.rsplit_once("var/db/pkg/")?;
    let mut parts = inner.split('/');
    let (category, package, _, None) = (parts.next()?, parts.next()?, parts.next()?, parts.next()) else { return None };
    let (name, version) = split_version(package)?;
    Some((category, name, version))
}

/// `skopeo-1.5.1-r2`: the version begins at the last hyphen before a digit that is no revision.
fn split_version(package: &str) -> Option<(&str, &str)> {
    let hyphens = package.rmatch_indices('-').map(|(at, _)| at);
    for at in hyphens {
        let version = package.get(at.saturating_add(1)..)?;
        if version.starts_with(|c: char| c.is_ascii_digit()) {
            return Some((package.get(..at)?, version));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_begins_at_the_last_number() {
        assert_eq!(split_version("skopeo-1.5.1"), Some(("skopeo", "1.5.1")));
        assert_eq!(split_version("gtk+-2.24.33-r3"), Some(("gtk+", "2.24.33-r3")));
        assert_eq!(split_version("font-adobe-100dpi-1.0.4"), Some(("font-adobe-100dpi", "1.0.4")));
        assert_eq!(split_version("skopeo"), None);
    }
}
