//! What pip, its relatives and conda read.

mod conda_environment;
mod conda_meta;
mod metadata;
mod pdm_lock;
mod pep508;
mod pip_reference;
mod pipfile;
mod pipfile_lock;
mod poetry;
mod poetry_lock;
mod pylock;
mod pyproject;
mod requirements;
mod setup_cfg;
mod setup_py;
mod tokens;
mod uv_lock;

use super::Format;
use super::document::{Node, toml};
use super::sink::Sink;
use super::text::Text;

pub(super) const FORMATS: &[Format] = &[
    metadata::FORMAT,
    setup_py::FORMAT,
    setup_cfg::FORMAT,
    pyproject::FORMAT,
    requirements::FORMAT,
    pipfile::FORMAT,
    pipfile_lock::FORMAT,
    poetry_lock::FORMAT,
    pdm_lock::FORMAT,
    uv_lock::FORMAT,
    pylock::FORMAT,
    conda_meta::FORMAT,
    conda_environment::FORMAT,
];

/// Reads a lockfile in TOML, which is an array of tables with `name` and `version`: all but the tables that are parts of
/// the project itself.
fn locked_tables(
    input: super::Input<'_>,
    facts: &mut crate::facts::Facts,
    (format, tables): (&str, &str),
    is_local: fn(&Node) -> bool,
) {
    let text = Text::new(&input.file.path, input.bytes);
    let document = toml::read(text.content());
    let mut sink = Sink::new(facts, &input.file.path, input.most_facts);
    sink.lockfile((format, "pypi"), &document, &text);
    for table in document.root.get(tables).map_or(&[][..], Node::items).iter().filter(|table| !is_local(table)) {
        let Some(name) = table.get("name") else { continue };
        let version = table.get("version").and_then(Node::word).unwrap_or("");
        sink.locked("pypi", (name.word().unwrap_or(""), version), &text, name.at);
    }
}
