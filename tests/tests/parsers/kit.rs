//! Feeds one file to the parsers, as the analysis does.

use dropscope_core::facts::{Facts, FileFact, ManifestState, PackageOrigin, ReadState, Sited};
use dropscope_core::limits::Limits;
use dropscope_core::parse;

/// What is known about a file before it is parsed.
pub fn file(path: &str, bytes: &[u8]) -> FileFact {
    let head = &bytes[..bytes.len().min(Limits::default().head_bytes as usize)];
    let mut file = FileFact {
        path: path.to_owned(),
        size_bytes: bytes.len() as u64,
        read: ReadState::Whole,
        ..FileFact::default()
    };
    file.content = parse::content(head);
    file.purpose = parse::purpose(&file);
    file
}

/// The facts of one file.
pub fn facts(path: &str, bytes: impl AsRef<[u8]>) -> Facts {
    facts_at_most(path, bytes.as_ref(), 20_000)
}

/// The same with a limit.
pub fn facts_at_most(path: &str, bytes: &[u8], most_facts: usize) -> Facts {
    let head = &bytes[..bytes.len().min(Limits::default().head_bytes as usize)];
    let file = file(path, bytes);
    let mut facts = Facts::default();
    for format in parse::wanted(parse::Candidate::new(&file, head)) {
        (format.parse)(parse::Input { file: &file, bytes, most_facts }, &mut facts);
    }
    facts
}

/// An example from `tests/data/manifests`.
pub fn example(name: &str) -> Vec<u8> {
    let path = format!("{}/data/manifests/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Each dependency as `name requirement [scope] line`.
pub fn needs(facts: &Facts) -> Vec<String> {
    facts.dependencies.iter().map(|d| format!("{} {} [{:?}] {}", d.name, d.requirement, d.scope, d.site.line)).collect()
}

/// Each package that a lockfile pins as `name version [scope] line`.
pub fn pins(facts: &Facts) -> Vec<String> {
    let locked = facts.packages.iter().filter(|p| p.origin == PackageOrigin::Lockfile);
    locked.map(|p| format!("{} {} [{:?}] {}", p.name, p.version, p.scope, p.site.line)).collect()
}

/// Each package as `name version [origin] line`.
pub fn versions(facts: &Facts) -> Vec<String> {
    facts.packages.iter().map(|p| format!("{} {} [{:?}] {}", p.name, p.version, p.origin, p.site.line)).collect()
}

/// Each package as `ecosystem name version [origin] line`.
pub fn packages(facts: &Facts) -> Vec<String> {
    let packages = facts.packages.iter();
    packages.map(|p| format!("{} {} {} [{:?}] {}", p.ecosystem, p.name, p.version, p.origin, p.site.line)).collect()
}

/// Each package as `purl [origin] line`.
pub fn purls(facts: &Facts) -> Vec<String> {
    facts.packages.iter().map(|p| format!("{} [{:?}] {}", p.purl, p.origin, p.site.line)).collect()
}

/// Name and version that the first manifest gives.
pub fn identity(facts: &Facts) -> (String, String) {
    let manifest = &facts.manifests[0];
    let value = |sited: &Option<Sited<String>>| sited.as_ref().map_or(String::new(), |sited| sited.value.clone());
    (value(&manifest.name), value(&manifest.version))
}

/// Each hook as `hook command line`, with the command in backquotes.
pub fn hooks(facts: &Facts) -> Vec<String> {
    facts.install_hooks.iter().map(|h| format!("{} `{}` {}", h.hook, h.command, h.site.line)).collect()
}

/// Line, column and reason of the first manifest's break.
pub fn broken(facts: &Facts) -> Option<(u32, u32, &str)> {
    match &facts.manifests[0].state {
        ManifestState::Read => None,
        ManifestState::Unreadable { line, column, reason } => Some((*line, *column, reason)),
    }
}

/// Where a range ends, as `>=1.2 <2 || …`.
pub fn range(facts: &Facts, name: &str) -> String {
    let needs = facts.dependencies.iter().find(|d| d.name == name).unwrap_or_else(|| panic!("no {name}"));
    let Some(range) = &needs.range else { return "none".to_owned() };
    let bound = |bound: &Option<dropscope_core::facts::Bound>, sign: &str| {
        let text =
            |b: &dropscope_core::facts::Bound| format!("{sign}{}{}", if b.inclusive { "=" } else { "" }, b.version);
        bound.as_ref().map(text)
    };
    let interval = |i: &dropscope_core::facts::Interval| {
        bound(&i.lower, ">").into_iter().chain(bound(&i.upper, "<")).collect::<Vec<_>>().join(" ")
    };
    range.intervals.iter().map(interval).collect::<Vec<_>>().join(" || ")
}
