//! `vendor/modules.txt`: the modules whose packages were copied into `vendor/` (`go mod vendor`).

use crate::facts::{Facts, PackageOrigin};

use crate::parse::document::Break;
use crate::parse::listing::Listing;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input};

use super::{GO, is_folder, is_version};

pub(in crate::parse) const FORMAT: Format = Format { name: "vendor/modules.txt", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    let inner = candidate.file.inner_path();
    candidate.name == "modules.txt" && (inner == "vendor/modules.txt" || inner.ends_with("/vendor/modules.txt"))
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let mut vendored = Vec::new();
    let mut broken = None;
    let mut header: Option<Header<'_>> = None;
    for (at, line) in text.lines_at() {
        let line = line.trim_end();
        if line.starts_with("##") || line.is_empty() {
            continue;
        }
        if let Some(words) = line.strip_prefix("# ") {
            header = Header::read(words, at);
        } else if line.starts_with('#') || line.contains(' ') {
            broken.get_or_insert(Break::new(at, "neither a module nor a package of one"));
        } else {
            // The module's first package: now it is known that something of it was copied.
            vendored.extend(header.take());
        }
    }
    let mut listing = Listing::new(input, facts, &text, GO, PackageOrigin::Listed);
    listing.file_of_lines("vendor/modules.txt", broken);
    for module in vendored {
        listing.pin(module.path, module.version, module.at);
    }
}

/// `# module version`, or with a replacement `# module [version] => other version`.
struct Header<'t> {
    path: &'t str,
    version: &'t str,
    at: usize,
}

impl<'t> Header<'t> {
    fn read(words: &'t str, at: usize) -> Option<Self> {
        let words: Vec<&str> = words.split_ascii_whitespace().take(6).collect();
        let (path, version) = match words.as_slice() {
            [path, version] => (*path, *version),
            [_, "=>", path, version] | [_, _, "=>", path, version] => (*path, *version),
            // A folder's contents are the module's, at the version that it was required at.
            [path, version, "=>", folder] if is_folder(folder) => (*path, *version),
            _ => return None,
        };
        is_version(version).then_some(Self { path, version, at })
    }
}
