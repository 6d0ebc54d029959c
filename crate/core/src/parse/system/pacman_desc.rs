//! `desc` in pacman's database: one installed package, or one of a repository, in `%FIELD%` blocks.

use crate::facts::{Facts, ManifestState, PackageOrigin};

use crate::parse::sbom::Listed;
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact};

pub(in crate::parse) const FORMAT: Format = Format { name: "pacman desc", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "desc" && candidate.head.trim_ascii_start().starts_with(b"%")
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let mut sink = Sink::new(facts, path, input.most_facts);
    let mut manifest = fact::list(path, "pacman desc", "alpm", PackageOrigin::Listed);
    match read(text.content()) {
        Some(listed) => sink.package(listed.into_package(&text)),
        None => {
            let reason = "no name or no version".to_owned();
            manifest.state = ManifestState::Unreadable { line: 1, column: 1, reason };
        }
    }
    sink.manifest(manifest);
}

/// The package; `None` without name or version.
fn read(text: &str) -> Option<Listed> {
    let mut listed = Listed { ecosystem: "alpm".to_owned(), ..Listed::default() };
    let mut field = "";
    let mut at: usize = 0;
    for line in text.split_inclusive('\n') {
        let word = line.trim();
        if let Some(name) = word.strip_prefix('%').and_then(|word| word.strip_suffix('%')) {
            field = name;
        } else if !word.is_empty() {
            match std::mem::take(&mut field) {
                "NAME" => {
                    word.clone_into(&mut listed.name);
                    listed.at = at;
                }
                "VERSION" => word.clone_into(&mut listed.version),
                "ARCH" => listed.architecture = Some(word.to_owned()),
                _ => {}
            }
        }
        at = at.saturating_add(line.len());
    }
    Some(listed).filter(|listed| !listed.name.is_empty() && !listed.version.is_empty())
}
