//! `.PKGINFO` of packages for Alpine (`.apk`) and Arch Linux (`.pkg.tar.zst`), and the scripts beside it.

use crate::facts::{Dependency, Facts, InstallHook, Manifest, ManifestState, Scope, Site};

use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact, place};
use crate::version::Dialect;

use super::relation::{self, is_capability};

pub(in crate::parse) const FORMAT: Format = Format { name: ".PKGINFO", matches, parse };
pub(in crate::parse) const SCRIPT: Format =
    Format { name: "apk or pacman script", matches: matches_script, parse: parse_script };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == ".PKGINFO"
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let fields = fields(text.content());
    let find = |name: &str| fields.iter().find(|field| field.name == name).map(|field| (field.value, field.at));
    // Only makepkg writes a base.
    let (ecosystem, dialect) = if find("pkgbase").is_some() { ("alpm", Dialect::Rpm) } else { ("apk", Dialect::Apk) };
    let (name, version) = (find("pkgname"), find("pkgver"));
    let mut manifest =
        Manifest { describes_package: place::is_at_usual_place(path), ..fact::manifest(path, ".PKGINFO", ecosystem) };
    if name.is_none() || version.is_none() {
        let reason = if name.is_none() { "no pkgname" } else { "no pkgver" }.to_owned();
        manifest.state = ManifestState::Unreadable { line: 1, column: 1, reason };
    }
    let mut sink = Sink::new(facts, path, input.most_facts);
    sink.identify(manifest, &text, (name, None), version);
    for field in &fields {
        let (scope, wanted) = match field.name {
            "depend" => (Scope::Runtime, field.value),
            // `name: what for`
            "optdepend" => (Scope::Optional, field.value.split(": ").next().unwrap_or(field.value)),
            _ => continue,
        };
        let (name, requirement) = relation::split(wanted);
        // A leading `!` is apk's conflict.
        if !name.is_empty() && !name.starts_with('!') && !is_capability(name) {
            let site = text.site(field.at);
            sink.dependency(Dependency { scope, ..fact::dependency(ecosystem, dialect, (name, requirement), site) });
        }
    }
}

struct Field<'t> {
    name: &'t str,
    value: &'t str,
    at: usize,
}

/// `name = value` lines.
fn fields(text: &str) -> Vec<Field<'_>> {
    let mut fields = Vec::new();
    let mut at: usize = 0;
    for line in text.split_inclusive('\n') {
        let pair = line.split_once('=').filter(|_| !line.starts_with('#'));
        if let Some((name, value)) = pair {
            fields.push(Field { name: name.trim(), value: value.trim(), at });
        }
        at = at.saturating_add(line.len());
    }
    fields
}

const SCRIPTS: &[&str] = &[
    ".pre-install",
    ".post-install",
    ".pre-upgrade",
    ".post-upgrade",
    ".pre-deinstall",
    ".post-deinstall",
    ".trigger",
    ".INSTALL",
];

fn matches_script(candidate: &Candidate<'_>) -> bool {
    candidate.is_named(SCRIPTS) && (candidate.name == ".INSTALL" || candidate.head.starts_with(b"#!"))
}

fn parse_script(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let tool = if input.file.name() == ".INSTALL" { "pacman" } else { "apk" };
    Sink::new(facts, path, input.most_facts).install_hook(InstallHook {
        hook: format!("{tool} {}", input.file.name()),
        command: String::new(),
        site: Site::entry(path),
    });
}
