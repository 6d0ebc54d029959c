//! Conan 1's `conaninfo.txt`, which lies in each built package and says what it was built of.

use crate::facts::{Facts, PackageOrigin};

use crate::parse::listing::Listing;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input};

use super::CONAN;
use super::conan::reference;

pub(in crate::parse) const FORMAT: Format = Format { name: "conaninfo.txt", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "conaninfo.txt"
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let mut listing = Listing::new(input, facts, &text, CONAN, PackageOrigin::Listed);
    listing.file_of_lines("conaninfo.txt", None);
    // `…/name/version/user/channel/package/id/conaninfo.txt`: the package itself is named by its place alone.
    let folders: Vec<&str> = input.file.inner_path().rsplit('/').skip(1).take(6).collect();
    if let [_, "package", _, _, version, name] = folders.as_slice() {
        listing.pin(name, version, 0);
    }
    // The whole versions; `[requires]` has them without what does not change the built package.
    let mut is_full = false;
    for (at, line) in text.lines_at() {
        let line = line.trim();
        if line.starts_with('[') {
            is_full = line == "[full_requires]";
        } else if let Some((name, version)) = reference(line).filter(|_| is_full) {
            listing.pin(name, version, at);
        }
    }
}
