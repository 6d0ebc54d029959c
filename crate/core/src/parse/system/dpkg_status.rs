//! What dpkg and opkg have installed: `status`, the pieces in `status.d/` of images without dpkg, and a repository's
//! `Packages`, which is written alike.

use crate::facts::{Facts, PackageOrigin};

use crate::parse::document::Break;
use crate::parse::document::headers::{self, Folding, Header};
use crate::parse::sbom::Listed;
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact};

use super::stanzas::stanzas;

pub(in crate::parse) const FORMAT: Format = Format { name: "dpkg status", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    (candidate.is_named(&["status", "Packages"]) || candidate.file.path.contains("dpkg/status.d/"))
        && !candidate.name.ends_with(".md5sums")
        && (candidate.head.starts_with(b"Package:") || candidate.head_holds(b"\nPackage:"))
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let ecosystem = if path.contains("opkg/") { "opkg" } else { "deb" };
    let mut sink = Sink::new(facts, path, input.most_facts);
    let broken = read(text.content(), ecosystem, &mut |listed| sink.package(listed.into_package(&text)));
    let mut manifest = fact::list(
        path,
        if input.file.name() == "Packages" { "Debian package index" } else { "dpkg status" },
        ecosystem,
        PackageOrigin::Listed,
    );
    fact::note_break(&mut manifest, broken.as_ref(), &text);
    sink.manifest(manifest);
}

/// Reads stanzas; `each` gets every package that is installed and has a version. Says where the first line stands that
/// is no field; the rest is read all the same.
pub(crate) fn read(text: &str, ecosystem: &str, each: &mut dyn FnMut(Listed)) -> Option<Break> {
    let mut broken = None;
    let mut is_empty = true;
    for (at, stanza) in stanzas(text) {
        is_empty = false;
        if broken.is_none() {
            broken = odd_line(stanza).map(|odd| Break::new(at.saturating_add(odd), "a line that is no field"));
        }
        if let Some(listed) = package(stanza, at, ecosystem) {
            each(listed);
        }
    }
    broken.or_else(|| is_empty.then(|| Break::new(0, "no package")))
}

fn package(stanza: &str, at: usize, ecosystem: &str) -> Option<Listed> {
    let fields = headers::read(stanza, Folding::Mail);
    let find = |name: &str| fields.iter().find(|field| field.key.text.eq_ignore_ascii_case(name));
    let value = |name: &str| find(name).map(Header::word).map_or("", |(value, _)| value);
    let name = find("Package")?;
    // `deinstall ok config-files`: removed, only its configuration is still there.
    let status = value("Status").split_ascii_whitespace().nth(2);
    let is_installed = status.is_none_or(|status| !matches!(status, "not-installed" | "config-files"));
    let listed = Listed {
        name: name.value.trim().to_owned(),
        version: value("Version").to_owned(),
        ecosystem: ecosystem.to_owned(),
        architecture: Some(value("Architecture").to_owned()).filter(|word| !word.is_empty()),
        at: at.saturating_add(name.key.at),
        ..Listed::default()
    };
    Some(listed).filter(|listed| is_installed && !listed.name.is_empty() && !listed.version.is_empty())
}

/// Byte offset of a line that neither is `Name: value` nor goes on with the one before.
fn odd_line(stanza: &str) -> Option<usize> {
    let mut at: usize = 0;
    for line in stanza.split_inclusive('\n') {
        if !line.starts_with([' ', '\t', '#']) && !line.contains(':') {
            return Some(at);
        }
        at = at.saturating_add(line.len());
    }
    None
}
