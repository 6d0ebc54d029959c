//! The keys of every file that is configuration, whatever its format.

use crate::config::{self, ConfigFile, configuration_format};
use crate::facts::{ConfigFormat, Facts};
use crate::parse::{Candidate, Format, Input};

pub(in crate::parse) const FORMAT: Format = Format { name: "configuration", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    configuration_format(candidate.file, candidate.head).is_some()
}

/// A file that breaks is none that a rule could judge: it may be a fixture, or a template in a language that nobody knows
/// here. So it is said beside what else was not read.
fn parse(input: Input<'_>, facts: &mut Facts) {
    let Some(format) = configuration_format(input.file, input.bytes) else { return };
    let path = &input.file.path;
    let ConfigFile { mut keys, broken, is_cut } = read(path, input.bytes, format, input.most_facts);
    facts.config_keys.append(&mut keys);
    if let Some(broken) = broken {
        let (line, column) = (broken.line, broken.column);
        let reason = format!(
            "the configuration breaks at line {line}, column {column} ({}); the keys that could be read were taken",
            broken.reason
        );
        facts.skip(path, reason);
    }
    if is_cut {
        let most = input.most_facts;
        facts.skip(path, format!("sets more than {most} keys (limit facts_per_file); the rest was not taken"));
    }
}

/// Many programs take comments in files that are called `.json`: such a file is not broken.
fn read(path: &str, bytes: &[u8], format: ConfigFormat, most: usize) -> ConfigFile {
    let file = config::read(path, bytes, format, most);
    if format != ConfigFormat::Json || file.broken.is_none() {
        return file;
    }
    let relaxed = config::read(path, bytes, ConfigFormat::Jsonc, most);
    if relaxed.broken.is_none() { relaxed } else { file }
}
