//! Names and values as formats of lines have them.

use crate::facts::ConfigFormat;

/// A value in the place of another one, or of none (`""`).
///
/// # Errors
/// Why the format cannot have it so.
pub(super) fn value(format: ConfigFormat, old: &str, value: &str) -> Result<String, String> {
    if value.chars().any(char::is_control) {
        return Err("the value takes several lines".to_owned());
    }
    let has_sign = value.contains(['"', '\'', '$', '`', '\\']);
    let quote = old.chars().next().filter(|c| matches!(c, '"' | '\'') && old.len() > 1 && old.ends_with(*c));
    match (format, quote) {
        (ConfigFormat::Properties, _) => Ok(value.replace('\\', "\\\\")),
        (ConfigFormat::Nginx, _) if value.contains([';', '{', '}', '"', '\'']) => Err(SIGNS.to_owned()),
        (ConfigFormat::Env | ConfigFormat::Ini, Some(_)) | (ConfigFormat::Env, None) if has_sign => {
            Err(SIGNS.to_owned())
        }
        (ConfigFormat::Env | ConfigFormat::Ini, Some(quote)) => Ok(format!("{quote}{value}{quote}")),
        (ConfigFormat::Env, None) if value.contains(|c: char| c.is_whitespace() || "&|;<>()*?#~!".contains(c)) => {
            Ok(format!("\"{value}\""))
        }
        _ => Ok(value.to_owned()),
    }
}

const SIGNS: &str = "the value has signs that mean something to the format";

/// The name of an environment variable for a key: `dten.hybrid.enable` is `DTEN_HYBRID_ENABLE`.
pub(super) fn variable(key: &str) -> Option<String> {
    let is_name = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    if is_name(key) {
        return Some(key.to_owned());
    }
    let name = key.replace(['.', '-'], "_").to_ascii_uppercase();
    is_name(&name).then_some(name)
}

/// A key of properties with the signs escaped that would end it.
pub(super) fn property(key: &str) -> String {
    let mut out = String::new();
    for c in key.chars() {
        if matches!(c, '=' | ':' | ' ' | '\\' | '#' | '!') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
