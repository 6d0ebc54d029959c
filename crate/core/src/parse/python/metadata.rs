//! A wheel's `METADATA` and a source archive's `PKG-INFO` (core metadata), and `setup.py`, which pip runs to install a
//! source archive.

use crate::facts::{
    Dependency, DependencySource, Facts, InstallHook, Manifest, ManifestState, Scope, Site, SourceKind, excerpt,
};

use crate::parse::document::headers::{self, Folding, Header};
use crate::parse::redact::redact;
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, place};
use crate::version::{self, Dialect};

pub(in crate::parse) const FORMAT: Format = Format { name: "Python METADATA", matches, parse };
pub(in crate::parse) const SETUP_PY: Format = Format { name: "setup.py", matches: matches_setup, parse: parse_setup };

fn matches(candidate: &Candidate<'_>) -> bool {
    let head = candidate.head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(candidate.head);
    matches!(candidate.name, "METADATA" | "PKG-INFO") && head.starts_with(b"Metadata-Version:")
}

fn matches_setup(candidate: &Candidate<'_>) -> bool {
    // Deeper ones belong to tests and examples: pip runs the one beside PKG-INFO.
    candidate.name == "setup.py"
        && place::depth(candidate.file.inner_path()) <= 1
        && !place::is_vendored(&candidate.file.path)
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let headers = headers::read(text.content(), Folding::Mail);
    let first = |name: &str| headers.iter().find(|h| h.key.text.eq_ignore_ascii_case(name) && !h.value.is_empty());
    let (name, version) = (first("Name"), first("Version"));
    let is_wheel = path.ends_with("METADATA");
    let mut manifest = Manifest {
        path: path.clone(),
        format: if is_wheel { "wheel METADATA" } else { "PKG-INFO" }.to_owned(),
        ecosystem: "pypi".to_owned(),
        describes_package: place::is_at_usual_place(path),
        ..Manifest::default()
    };
    if name.is_none() {
        let reason = "no Name, which core metadata must have".to_owned();
        manifest.state = ManifestState::Unreadable { line: 1, column: 0, reason };
    }
    let mut sink = Sink::new(facts, path, input.most_facts);
    sink.identify(manifest, &text, (name.map(Header::word), None), version.map(Header::word));
    // What an unpacked third party's package would need lies beside it already.
    if place::is_vendored(path) {
        return;
    }
    for header in &headers {
        let site = text.site(header.key.at);
        match header.key.text.to_ascii_lowercase().as_str() {
            "requires-dist" => {
                if let Some(needs) = requirement(&header.value, site) {
                    sink.dependency(needs);
                }
            }
            "requires-python" => sink.dependency(python(header, site)),
            _ => {}
        }
    }
}

fn python(header: &Header, site: Site) -> Dependency {
    Dependency {
        name: "python".to_owned(),
        requirement: excerpt(&header.value),
        range: version::range(Dialect::Pypi, &header.value),
        ecosystem: "generic".to_owned(),
        site,
        ..Dependency::default()
    }
}

/// A PEP 508 requirement: `name[extra] (>=1.0) ; marker`, `name @ URL`. The older form with brackets is read too.
pub(in crate::parse) fn requirement(text: &str, site: Site) -> Option<Dependency> {
    // A URL may hold a semicolon; its marker is set off by a space.
    let is_url = text.contains(" @ ") || text.contains("@ ");
    let (wanted, marker) =
        if is_url { text.split_once(" ;").unwrap_or((text, "")) } else { text.split_once(';').unwrap_or((text, "")) };
    let wanted = wanted.trim();
    let end =
        wanted.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))).unwrap_or(wanted.len());
    let (name, rest) = wanted.split_at_checked(end)?;
    if name.is_empty() {
        return None;
    }
    let mut rest = rest.trim();
    if let Some(extras) = rest.strip_prefix('[') {
        rest = extras.split_once(']').map_or("", |(_, rest)| rest.trim());
    }
    let source = rest.strip_prefix('@').map(|url| source(url.trim()));
    let specifier = rest.strip_prefix('(').map_or(rest, |inner| inner.trim_end().trim_end_matches(')')).trim();
    Some(Dependency {
        name: excerpt(name),
        requirement: excerpt(&redact(specifier)),
        range: if source.is_none() { version::range(Dialect::Pypi, specifier) } else { None },
        ecosystem: "pypi".to_owned(),
        scope: if marker.contains("extra") { Scope::Optional } else { Scope::Runtime },
        source,
        site,
        ..Dependency::default()
    })
}

fn source(url: &str) -> DependencySource {
    let lower = url.to_ascii_lowercase();
    let is_hex = |text: &str| text.len() >= 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let kind = if lower.starts_with("git+") {
        SourceKind::Git
    } else if lower.starts_with("file:") {
        SourceKind::Path
    } else {
        SourceKind::Url
    };
    let pinned = match kind {
        SourceKind::Git => {
            url.rsplit_once('@').is_some_and(|(_, reference)| is_hex(reference.split('#').next().unwrap_or(reference)))
        }
        _ => lower.split_once('#').is_some_and(|(_, fragment)| {
            fragment
                .split('&')
                .any(|part| part.split_once('=').is_some_and(|(key, hex)| key.starts_with("sha") && is_hex(hex)))
        }),
    };
    DependencySource { kind, url: excerpt(&redact(url)), pinned }
}

fn parse_setup(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    // A file of that name that sets nothing up is somebody's script.
    let call = text.lines().find(|(_, line)| {
        let line = line.trim_start();
        !line.starts_with('#') && (line.contains("setup(") || line.contains("setuptools") || line.contains("distutils"))
    });
    if let Some((line, _)) = call {
        let hook = InstallHook { hook: "setup.py".to_owned(), command: String::new(), site: text.line_site(line) };
        Sink::new(facts, path, input.most_facts).install_hook(hook);
    }
}
