//! What RPM has installed. Images of the Mariner family have a text (`container-manifest-2`) in the place of the
//! database; the database itself is in one of three binary formats, and not read.

use crate::facts::{Facts, ManifestState, PackageOrigin};

use crate::parse::sbom::Listed;
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact};

pub(in crate::parse) const FORMAT: Format = Format { name: "rpm container manifest", matches, parse };
pub(in crate::parse) const DATABASE: Format =
    Format { name: "rpm database", matches: matches_database, parse: parse_database };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "container-manifest-2"
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let mut sink = Sink::new(facts, path, input.most_facts);
    let mut manifest = fact::list(path, "rpm container manifest", "rpm", PackageOrigin::Listed);
    let mut at: usize = 0;
    for line in text.content().split_inclusive('\n') {
        match package(line.trim_end(), at) {
            Some(listed) => sink.package(listed.into_package(&text)),
            None if line.trim().is_empty() => {}
            None => {
                let (line, column) = text.position(at);
                let reason = "a line without name and version between tabs".to_owned();
                manifest.state = ManifestState::Unreadable { line, column, reason };
                break;
            }
        }
        at = at.saturating_add(line.len());
    }
    sink.manifest(manifest);
}

/// `rpm -qa --qf '%{NAME}\t%{VERSION}-%{RELEASE}\t%{INSTALLTIME}\t%{BUILDTIME}\t%{VENDOR}\t%{EPOCH}\t%{SIZE}\t%{ARCH}\t…'`
fn package(line: &str, at: usize) -> Option<Listed> {
    let columns: Vec<&str> = line.split('\t').take(8).collect();
    let (name, version) = (*columns.first()?, *columns.get(1)?);
    let epoch = columns.get(5).filter(|epoch| !epoch.is_empty() && epoch.bytes().all(|byte| byte.is_ascii_digit()));
    let listed = Listed {
        name: name.to_owned(),
        version: epoch.map_or_else(|| version.to_owned(), |epoch| format!("{epoch}:{version}")),
        ecosystem: "rpm".to_owned(),
        architecture: columns.get(7).map(|word| (*word).to_owned()),
        at,
        ..Listed::default()
    };
    Some(listed).filter(|_| !name.is_empty() && !version.is_empty())
}

fn matches_database(candidate: &Candidate<'_>) -> bool {
    (candidate.is_named(&["rpmdb.sqlite", "Packages.db"]) && !candidate.head.is_empty())
        || (candidate.name == "Packages" && candidate.head.get(12..16) == Some(b"\x61\x15\x06\x00"))
}

fn parse_database(input: Input<'_>, facts: &mut Facts) {
    let reason = "RPM's database is not read: the output of `rpm -qa` on the machine lists the same packages";
    Sink::new(facts, &input.file.path, input.most_facts).skip(reason.to_owned());
}
