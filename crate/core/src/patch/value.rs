//! A value as it is written in a format.

use std::fmt::Write as _;

use crate::facts::ConfigFormat;

/// What a value is, as far as its text tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Bool,
    Number,
    Text,
}

fn kind(text: &str) -> Kind {
    let is_number = text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'));
    match text {
        "true" | "false" => Kind::Bool,
        _ if is_number && text.parse::<f64>().is_ok() => Kind::Number,
        _ => Kind::Text,
    }
}

/// A value as a structured format has it, quoted where it must be; nothing where it takes more than one line.
pub(super) fn written(format: ConfigFormat, value: &str) -> Option<String> {
    if value.chars().any(char::is_control) {
        return None;
    }
    let is_bare = match (kind(value), format) {
        (Kind::Bool, _) => true,
        // What JSON or TOML does not take for a number, reading it again shows.
        (Kind::Number, _) => !value.starts_with(['+', '.']),
        (Kind::Text, ConfigFormat::Yaml) => is_plain(value),
        (Kind::Text, _) => value == "null" && format != ConfigFormat::Toml,
    };
    Some(if is_bare { value.to_owned() } else { double_quoted(value) })
}

/// A value in the place of another: with its quotes, where both are of a kind.
pub(super) fn rewritten(format: ConfigFormat, old: &str, value: &str) -> Option<String> {
    let quote = old.chars().next().filter(|c| matches!(c, '"' | '\''));
    let inner = quote.and_then(|quote| old.strip_prefix(quote)?.strip_suffix(quote));
    match (quote, inner) {
        _ if value.chars().any(char::is_control) => None,
        (Some('"'), Some(inner)) if kind(inner) == kind(value) => Some(double_quoted(value)),
        // Neither YAML's nor TOML's single quotes know an escape; JSON5's do.
        (Some('\''), Some(inner)) if kind(inner) == kind(value) && !value.contains(['\'', '\\']) => {
            Some(format!("'{value}'"))
        }
        _ => written(format, value),
    }
}

/// A name as a key of a structured format, in quotes like `beside` or where it must be.
pub(super) fn key(format: ConfigFormat, name: &str, beside: Option<&str>) -> Option<String> {
    if name.is_empty() || name.chars().any(char::is_control) {
        return None;
    }
    let is_bare = match format {
        ConfigFormat::Json | ConfigFormat::Jsonc => false,
        ConfigFormat::Json5 => {
            beside.is_some_and(|beside| !beside.starts_with('"'))
                && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '$'))
                && !name.starts_with(|c: char| c.is_ascii_digit())
        }
        ConfigFormat::Toml => name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-')),
        _ => is_plain(name) && kind(name) == Kind::Text,
    };
    let is_single = beside.is_some_and(|beside| beside.starts_with('\'')) && !name.contains(['\'', '\\']);
    Some(match () {
        () if is_single => format!("'{name}'"),
        () if beside.is_some_and(|beside| beside.starts_with('"')) || !is_bare => double_quoted(name),
        () => name.to_owned(),
    })
}

/// Whether YAML takes a text for itself without quotes.
fn is_plain(text: &str) -> bool {
    const OTHER_MEANING: &[&str] = &["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let is_plain_char =
        |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | '+' | '@' | ' ' | '(' | ')');
    text.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '_'))
        && !text.ends_with(' ')
        && text.chars().all(|c| is_plain_char(c) || c == ':')
        && !text.contains(": ")
        && !text.ends_with(':')
        // `12:30` is a number of base 60 to YAML 1.1, and `2026-01-01` a date.
        && !text.starts_with(|c: char| c.is_ascii_digit())
        && !OTHER_MEANING.iter().any(|other| text.eq_ignore_ascii_case(other))
}

/// In double quotes, which JSON, YAML and TOML read alike.
fn double_quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
