//! The pieces of one line: name and value.

use std::ops::Range;

use crate::facts::ConfigFormat;
use crate::parse::document::ini;

/// Whether a line goes on in the next one.
pub(super) fn goes_on(format: ConfigFormat, line: &str) -> bool {
    match format {
        ConfigFormat::Properties => ini::goes_on(line.trim()),
        ConfigFormat::Unit | ConfigFormat::Dockerfile => line.trim_end().ends_with('\\'),
        _ => false,
    }
}

/// A line without the word before a variable's name.
pub(super) fn after_export(format: ConfigFormat, line: &str) -> &str {
    if format != ConfigFormat::Env {
        return line;
    }
    ["export ", "set "].iter().find_map(|word| line.strip_prefix(word)).unwrap_or(line).trim_start()
}

/// Where name and value stand in a line that has no blanks around it; nothing where it is no single assignment.
pub(super) fn split(format: ConfigFormat, line: &str) -> Option<(Range<usize>, Range<usize>)> {
    let name_end = name_end(format, line).unwrap_or(line.len());
    let name = line.get(..name_end)?.trim_end();
    let signs: &[char] = match format {
        ConfigFormat::Nginx => &[],
        ConfigFormat::Properties | ConfigFormat::Ini | ConfigFormat::Unit => &['=', ':'],
        _ => &['='],
    };
    let after = line.get(name_end..)?.trim_start();
    let value = after.strip_prefix(signs).unwrap_or(after).trim_start();
    let length = match format {
        ConfigFormat::Nginx => statement_end(value)?,
        ConfigFormat::Ini => {
            let inner = ini::unquoted(value);
            let is_quoted = value.starts_with(['"', '\'']) && !inner.starts_with(['"', '\'']);
            inner.len().saturating_add(if is_quoted { 2 } else { 0 })
        }
        _ => value.len(),
    };
    let start = line.len().saturating_sub(value.len());
    Some((0..name.len(), start..start.saturating_add(length)))
}

fn name_end(format: ConfigFormat, line: &str) -> Option<usize> {
    match format {
        ConfigFormat::Properties => {
            let mut is_escaped = false;
            line.find(|c: char| {
                let separates = !is_escaped && matches!(c, '=' | ':' | ' ' | '\t');
                is_escaped = c == '\\' && !is_escaped;
                separates
            })
        }
        ConfigFormat::Env => line.find('='),
        ConfigFormat::Ini | ConfigFormat::Unit => line.find(['=', ':']),
        _ => line.find([' ', '\t', '=']),
    }
}

/// The length of the words of a statement that has its line for itself.
fn statement_end(value: &str) -> Option<usize> {
    let end = value.find(';').filter(|_| !value.contains(['{', '}', '"', '\'']))?;
    let rest = value.get(end.saturating_add(1)..)?.trim_start();
    let is_alone = rest.is_empty() || rest.starts_with('#');
    value.get(..end).filter(|_| is_alone).map(|words| words.trim_end().len())
}
