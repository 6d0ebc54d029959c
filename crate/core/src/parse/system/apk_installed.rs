//! What Alpine's `apk` has installed: records of one-letter fields in `lib/apk/db/installed`, and the `APKINDEX` of a
//! repository, which is written alike.

use crate::facts::{Facts, PackageOrigin};

use crate::parse::document::Break;
use crate::parse::sbom::Listed;
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact};

use super::stanzas::stanzas;

pub(in crate::parse) const FORMAT: Format = Format { name: "apk installed", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    (candidate.name == "installed" && candidate.file.path.contains("apk/db/")) || candidate.name == "APKINDEX"
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let mut sink = Sink::new(facts, path, input.most_facts);
    let broken = read(text.content(), &mut |listed| sink.package(listed.into_package(&text)));
    let mut manifest = fact::list(
        path,
        if input.file.name() == "APKINDEX" { "Alpine package index" } else { "apk installed" },
        "apk",
        PackageOrigin::Listed,
    );
    fact::note_break(&mut manifest, broken.as_ref(), &text);
    sink.manifest(manifest);
}

/// Reads records; `each` gets every package. Says so where there is none.
pub(crate) fn read(text: &str, each: &mut dyn FnMut(Listed)) -> Option<Break> {
    let mut is_empty = true;
    for (at, stanza) in stanzas(text) {
        if let Some(listed) = package(stanza, at) {
            is_empty = false;
            each(listed);
        }
    }
    (is_empty && !text.trim().is_empty()).then(|| Break::new(0, "no package"))
}

fn package(stanza: &str, at: usize) -> Option<Listed> {
    let mut listed = Listed { ecosystem: "apk".to_owned(), ..Listed::default() };
    let mut start = at;
    for line in stanza.split_inclusive('\n') {
        match line.trim_end().split_once(':') {
            Some(("P", name)) => {
                name.clone_into(&mut listed.name);
                listed.at = start;
            }
            Some(("V", version)) => version.clone_into(&mut listed.version),
            Some(("A", architecture)) => listed.architecture = Some(architecture.to_owned()),
            // The files of the package follow; their lines use other letters.
            Some(("F" | "R", _)) => break,
            _ => {}
        }
        start = start.saturating_add(line.len());
    }
    Some(listed).filter(|listed| !listed.name.is_empty() && !listed.version.is_empty())
}
