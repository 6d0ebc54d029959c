//! A Debian package's `control` and its maintainer scripts, where a package carries them unpacked or in a tar archive.

use crate::facts::{Dependency, Facts, InstallHook, Manifest, ManifestState, Scope, Site};

use crate::parse::document::headers::{self, Folding, Header};
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact, place};
use crate::version::Dialect;

pub(in crate::parse) const FORMAT: Format = Format { name: "Debian control", matches, parse };
pub(in crate::parse) const SCRIPT: Format =
    Format { name: "Debian maintainer script", matches: matches_script, parse: parse_script };

fn matches(candidate: &Candidate<'_>) -> bool {
    // A source package's `debian/control` begins with `Source:` and describes nothing that is installed.
    candidate.name == "control"
        && candidate
            .head
            .get(..1_024)
            .unwrap_or(candidate.head)
            .split(|&byte| byte == b'\n')
            .any(|line| line.starts_with(b"Package:"))
        && !candidate.head.starts_with(b"Source:")
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let headers = headers::read(text.content(), Folding::Mail);
    let first = |name: &str| headers.iter().find(|header| header.key.text.eq_ignore_ascii_case(name));
    let (name, version) = (first("Package"), first("Version"));
    let mut manifest = Manifest {
        describes_package: place::is_at_usual_place(path) || is_of_package(path),
        ..fact::manifest(path, "Debian control", "deb")
    };
    if version.is_none() {
        let reason = "no Version".to_owned();
        manifest.state = ManifestState::Unreadable { line: 1, column: 1, reason };
    }
    let mut sink = Sink::new(facts, path, input.most_facts);
    sink.identify(manifest, &text, (name.map(Header::word), None), version.map(Header::word));
    for header in &headers {
        let scope = match header.key.text.to_ascii_lowercase().as_str() {
            "depends" | "pre-depends" => Scope::Runtime,
            "recommends" | "suggests" => Scope::Optional,
            _ => continue,
        };
        for needs in dependencies(header, scope, &text.site(header.key.at)) {
            sink.dependency(needs);
        }
    }
}

/// Whether it is the `control` of a `.deb` that was given as the package: it lies in an archive of its own.
fn is_of_package(path: &str) -> bool {
    path.split_once("!/").is_some_and(|(archive, inner)| {
        archive.starts_with("control.tar") && inner.trim_start_matches("./") == "control"
    })
}

/// `libc6 (>= 2.34), foo | bar`. Of alternatives the first is named, as apt takes it; what is asked is then no single
/// range, for any of the others will do.
fn dependencies(header: &Header, scope: Scope, site: &Site) -> Vec<Dependency> {
    let mut needs = Vec::new();
    for clause in header.value.split(',') {
        let (first, others) = clause.split_once('|').unwrap_or((clause, ""));
        let (name, relation) = relation(first);
        if name.is_empty() {
            continue;
        }
        let requirement = match others.trim() {
            "" => relation.to_owned(),
            others => format!("{relation} | {others}").trim_start().to_owned(),
        };
        let asked = fact::dependency("deb", Dialect::Deb, (name, &requirement), site.clone());
        needs.push(Dependency { scope, ..asked });
    }
    needs
}

/// Name and relation of `python3:any (>= 3.9)`.
fn relation(clause: &str) -> (&str, &str) {
    let (name, rest) = clause.split_once('(').unwrap_or((clause, ""));
    let name = name.trim();
    (name.split_once(':').map_or(name, |(name, _)| name), rest.split(')').next().unwrap_or(rest).trim())
}

fn matches_script(candidate: &Candidate<'_>) -> bool {
    candidate.is_named(&["preinst", "postinst", "prerm", "postrm"]) && candidate.head.starts_with(b"#!")
}

fn parse_script(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    Sink::new(facts, path, input.most_facts).install_hook(InstallHook {
        hook: format!("deb {}", input.file.name()),
        command: String::new(),
        site: Site::entry(path),
    });
}
