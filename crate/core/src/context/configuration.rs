//! Whether a file is configuration, and how it is written: by its name, else by its look.

use crate::config::{self, ConfigFile};
use crate::facts::{ConfigFormat, FileFact};
use crate::limits::OWN_CONFIG_KEYS;
use crate::parse;
use crate::parse::text::Text;

/// A file that was read as configuration.
pub(super) struct Configuration {
    /// How it is written.
    pub(super) format: ConfigFormat,
    /// What it sets.
    pub(super) read: ConfigFile,
    /// What could not be read, with its place.
    pub(super) problems: Vec<String>,
}

impl Configuration {
    /// A file that nobody says anything about. Its name has to tell the format, or its look leaves no doubt.
    pub(super) fn of(name: &str, bytes: &[u8], text: &Text<'_>) -> Option<Self> {
        let file = FileFact { path: name.to_owned(), ..FileFact::default() };
        let file = FileFact { purpose: parse::purpose(&file), ..file };
        let by_name = config::configuration_format(&file, head(text));
        // A name that stands for something else, a manifest or a page of text, is taken at its word.
        let is_open = by_name.is_none() && config::format_of(name, head(text)).is_none() && !is_document(name);
        let format = by_name.or_else(|| by_look(text).filter(|_| is_open))?;
        Self::read(name, bytes, format).filter(Self::says_something)
    }

    /// A file that the user takes for configuration.
    ///
    /// # Errors
    /// Why it cannot be.
    pub(super) fn asked(name: &str, bytes: &[u8], text: &Text<'_>) -> Result<Self, String> {
        let format = config::format_of(name, head(text)).or_else(|| by_look(text)).or_else(|| directives(text));
        let Some(format) = format else {
            return Err("no keys and values in a form that can be read as configuration".to_owned());
        };
        Self::read(name, bytes, format)
            .filter(Self::says_something)
            .ok_or_else(|| format!("nothing in it is a key with a value, read as {}", format.name()))
    }

    fn read(name: &str, bytes: &[u8], format: ConfigFormat) -> Option<Self> {
        let read = |format| config::read(name, bytes, format, OWN_CONFIG_KEYS);
        let mut found = (format, read(format));
        // Many programs take comments in what they call `.json`.
        if format == ConfigFormat::Json && found.1.broken.is_some() {
            let relaxed = read(ConfigFormat::Jsonc);
            if relaxed.broken.is_none() {
                found = (ConfigFormat::Jsonc, relaxed);
            }
        }
        let (format, read) = found;
        let mut problems = Vec::new();
        if let Some(broken) = &read.broken {
            problems.push(format!("line {}, column {}: {}", broken.line, broken.column, broken.reason));
        }
        if read.is_cut {
            problems.push(format!("more than {OWN_CONFIG_KEYS} keys; the rest was not read"));
        }
        Some(Self { format, read, problems })
    }

    /// Whether it sets a key, in a comment at least, or is broken before it could.
    fn says_something(&self) -> bool {
        !self.read.keys.is_empty() || self.read.broken.is_some()
    }
}

/// Endings of what people write for people, of tables, and of programs.
const DOCUMENTS: &[&str] = &[
    "md", "markdown", "rst", "adoc", "txt", "log", "csv", "tsv", "html", "htm", "pdf", "doc", "rtf", "sh", "bash",
    "ps1", "bat", "cmd", "py", "js", "ts", "sql", "pem", "crt", "cer", "key", "asc", "sig", "lock", "out", "list",
    "lst",
];

fn is_document(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| DOCUMENTS.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

/// Bytes of the beginning that tell a format.
const HEAD_BYTES: usize = 8 << 10;

fn head<'t>(text: &'t Text<'_>) -> &'t [u8] {
    let content = text.content().as_bytes();
    content.get(..HEAD_BYTES).unwrap_or(content)
}

/// How a text is written, where that cannot be mistaken.
fn by_look(text: &Text<'_>) -> Option<ConfigFormat> {
    let content = text.content().trim_start();
    if content.starts_with('{') {
        return [ConfigFormat::Json, ConfigFormat::Jsonc, ConfigFormat::Json5]
            .into_iter()
            .find(|format| reads(content, *format, 1));
    }
    if content.starts_with('<') {
        return reads(content, ConfigFormat::Xml, 1).then_some(ConfigFormat::Xml);
    }
    if content.starts_with("#!") || content.starts_with("-----BEGIN ") {
        return None;
    }
    let lines = Lines::of(content);
    if lines.first.is_some_and(is_section) {
        let is_toml = reads(content, ConfigFormat::Toml, 1);
        // `skip-name-resolve` stands alone.
        return lines.most(|line| is_section(line) || is_assigned(line) || is_name(line)).then_some(if is_toml {
            ConfigFormat::Toml
        } else {
            ConfigFormat::Ini
        });
    }
    if lines.most(is_variable) {
        return Some(ConfigFormat::Env);
    }
    if lines.most(is_assigned) {
        return Some(if reads(content, ConfigFormat::Toml, 1) { ConfigFormat::Toml } else { ConfigFormat::Properties });
    }
    if lines.most(|line| line.ends_with([';', '{', '}'])) && reads(content, ConfigFormat::Nginx, 1) {
        return Some(ConfigFormat::Nginx);
    }
    // Prose may have colons, and so have the records of package managers; a map in a map is neither.
    (lines.most(is_yaml_line) && is_nested_yaml(content)).then_some(ConfigFormat::Yaml)
}

/// Words and values, one a line: the last guess, for what the user says is configuration.
fn directives(text: &Text<'_>) -> Option<ConfigFormat> {
    let is_directive = |line: &str| {
        let mut words = line.split_whitespace();
        let is_name = |word: &str| word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'));
        words.next().is_some_and(is_name) && matches!(words.count(), 1..=3)
    };
    Lines::of(text.content()).most(is_directive).then_some(ConfigFormat::Directives)
}

/// Whether a text is whole in a format, and sets so many keys.
fn reads(content: &str, format: ConfigFormat, least: usize) -> bool {
    let read = config::read("", content.as_bytes(), format, OWN_CONFIG_KEYS);
    read.broken.is_none() && read.keys.iter().filter(|key| !key.is_commented).count() >= least
}

fn is_nested_yaml(content: &str) -> bool {
    let is_indented = content.lines().any(|line| line.starts_with([' ', '\t']) && line.contains(':'));
    is_indented && reads(content, ConfigFormat::Yaml, 2)
}

/// The lines at the beginning that say something.
struct Lines<'t> {
    first: Option<&'t str>,
    lines: Vec<&'t str>,
}

/// Lines that are looked at.
const MOST_LINES: usize = 200;

impl<'t> Lines<'t> {
    fn of(content: &'t str) -> Self {
        let lines =
            content.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with(['#', ';', '!']));
        let lines: Vec<&str> = lines.take(MOST_LINES).collect();
        Self { first: lines.first().copied(), lines }
    }

    /// Whether nine in ten fit, and one at least.
    fn most(&self, fits: impl Fn(&str) -> bool) -> bool {
        let fitting = self.lines.iter().filter(|line| fits(line)).count();
        fitting > 0 && fitting.saturating_mul(10) >= self.lines.len().saturating_mul(9)
    }
}

fn is_section(line: &str) -> bool {
    line.starts_with('[') && line.ends_with(']')
}

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '[' | ']' | '/'))
}

fn is_assigned(line: &str) -> bool {
    // `name==1.2` is a requirement.
    line.split_once('=').is_some_and(|(name, value)| is_name(name.trim()) && !value.starts_with('='))
}

fn is_variable(line: &str) -> bool {
    let is_shouted = |name: &str| is_name(name) && !name.contains(|c: char| c.is_ascii_lowercase() || c == '.');
    line.strip_prefix("export ").unwrap_or(line).split_once('=').is_some_and(|(name, _)| is_shouted(name))
}

fn is_yaml_line(line: &str) -> bool {
    let line = line.trim_start_matches("- ");
    let is_key = |key: &str| is_name(key.trim_matches(['"', '\'']));
    line.starts_with('-')
        || line.split_once(':').is_some_and(|(key, rest)| is_key(key) && (rest.is_empty() || rest.starts_with(' ')))
}
