//! R's `renv.lock`.

use crate::facts::{Facts, PackageOrigin};

use crate::parse::document::{Node, json};
use crate::parse::listing::Listing;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input};

use super::CRAN;

pub(in crate::parse) const FORMAT: Format = Format { name: "renv.lock", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "renv.lock"
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let document = json::read(text.content());
    let mut listing = Listing::new(input, facts, &text, CRAN, PackageOrigin::Lockfile);
    listing.file("renv.lock", &document);
    for (key, package) in document.root.get("Packages").map_or(&[][..], Node::members) {
        let name = package.word_of("Package").map_or(key.text.as_str(), |(name, _)| name);
        let Some((version, _)) = package.word_of("Version") else { continue };
        // What comes from a repository of its own is no package of CRAN, whatever its name.
        match remote(package) {
            Some(purl) => listing.pin_as(name, version, purl, key.at),
            None => listing.pin(name, version, key.at),
        }
    }
}

/// `pkg:github/owner/repository@commit`
fn remote(package: &Node) -> Option<String> {
    let get = |key| package.word_of(key).map(|(text, _)| text);
    let kind = get("RemoteType").filter(|kind| matches!(*kind, "github" | "gitlab" | "bitbucket"))?;
    let name = format!("{}/{}", get("RemoteUsername")?, get("RemoteRepo")?);
    Some(crate::purl::purl(kind, &name, get("RemoteSha").unwrap_or("")))
}
