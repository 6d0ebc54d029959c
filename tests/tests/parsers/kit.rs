//! Feeds one file to the parsers, as the analysis does.

use dropscope_core::facts::{Facts, FileFact, ReadState};
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

/// Each package as `ecosystem name version [origin] line`.
pub fn packages(facts: &Facts) -> Vec<String> {
    let packages = facts.packages.iter();
    packages.map(|p| format!("{} {} {} [{:?}] {}", p.ecosystem, p.name, p.version, p.origin, p.site.line)).collect()
}
