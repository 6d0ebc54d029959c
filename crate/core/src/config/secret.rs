//! Which keys and values must not be shown.

use std::borrow::Cow;

use crate::parse::redact::redact;

/// What stands for a value that is not shown.
pub(super) const MASK: &str = "•••";

/// A name that holds one of these, its letters and digits taken alone, names a secret.
const SECRET_PARTS: &[&str] = &["password", "passwd", "passphrase", "secret", "credential", "privatekey", "apikey"];

/// A name that ends with one of these, perhaps in the plural, names a secret.
const SECRET_ENDS: &[&str] = &[
    "pass",
    "pwd",
    "token",
    "accesskey",
    "accountkey",
    "authkey",
    "encryptionkey",
    "signingkey",
    "masterkey",
    "sharedkey",
    "licensekey",
    "connectionstring",
    "authorization",
    "salt",
    "psk",
    "cookie",
    "masterauth",
];

/// Beginnings of values that are secrets whatever their key is.
const SECRET_BEGINNINGS: &[&str] = &[
    "ghp_",
    "gho_",
    "ghs_",
    "ghu_",
    "github_pat_",
    "glpat-",
    "xoxb-",
    "xoxp-",
    "xoxa-",
    "sk_live_",
    "rk_live_",
    "AKIA",
    "ASIA",
    "AIza",
    "npm_",
    "pypi-",
    "eyJ",
    "hvs.",
    "SG.",
    "dop_v1_",
    "$2a$",
    "$2b$",
    "$2y$",
    "$6$",
    "$argon2",
];

/// Whether a key, or anything around it, names a secret.
pub(super) fn is_secret_key(key: &str) -> bool {
    key.split(['.', '[', ']', '/', '\\']).any(is_secret_name)
}

/// Whether one name does.
pub(super) fn is_secret_name(name: &str) -> bool {
    let letters: String = name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    let singular = letters.strip_suffix('s').unwrap_or(&letters);
    SECRET_PARTS.iter().any(|part| letters.contains(part))
        || SECRET_ENDS.iter().any(|end| letters.ends_with(end) || singular.ends_with(end))
}

/// The value as it may be shown. `words_name` says whether any word of it may name a secret that follows (directives), or
/// options only.
pub(super) fn shown(value: &str, is_secret: bool, words_name: bool) -> Cow<'_, str> {
    if is_secret && says_something(value) || holds_secret(value) {
        return Cow::Borrowed(MASK);
    }
    let value = without_named_values(value);
    match before_named_secret(&value, words_name) {
        Some(before) => Cow::Owned(format!("{} {MASK}", redact(before))),
        None => Cow::Owned(redact(&value).into_owned()),
    }
}

/// Masks what follows `name=` where the name is that of a secret: `--access-key=…`, `AccountKey=…`.
fn without_named_values(value: &str) -> Cow<'_, str> {
    let mut shown = String::new();
    let mut done = 0;
    for (at, _) in value.match_indices('=') {
        let Some(before) = value.get(done..at) else { continue };
        let is_of_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
        let name = before.rsplit(|c| !is_of_name(c)).next().unwrap_or("");
        let start = at.saturating_add(1);
        let rest = value.get(start..).unwrap_or("");
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
        let length = match quote {
            Some(quote) => rest.get(1..).and_then(|rest| rest.find(quote)).map(|end| end.saturating_add(2)),
            None => rest.find(|c: char| c.is_whitespace() || matches!(c, ';' | '&' | '"' | '\'')),
        };
        let end = start.saturating_add(length.unwrap_or(rest.len()));
        if end > start && is_secret_name(name) {
            shown.push_str(value.get(done..start).unwrap_or(""));
            shown.push_str(MASK);
            done = end;
        }
    }
    if done == 0 {
        return Cow::Borrowed(value);
    }
    shown.push_str(value.get(done..).unwrap_or(""));
    Cow::Owned(shown)
}

/// What stands up to a word that names the secret after it: `--password geheim`, `stats auth admin:geheim`.
fn before_named_secret(value: &str, words_name: bool) -> Option<&str> {
    let mut at: usize = 0;
    for piece in value.split_inclusive(char::is_whitespace) {
        at = at.saturating_add(piece.len());
        let word = piece.trim();
        let may_name = words_name || word.starts_with('-');
        let has_value = word.contains('=') || word.ends_with(':');
        if may_name && !has_value && (is_secret_name(word) || word == "auth") {
            let (before, after) = value.split_at_checked(at)?;
            return (!after.trim().is_empty()).then(|| before.trim_end());
        }
    }
    None
}

/// Switches and empty values tell nothing, and whether they are set may matter.
fn says_something(value: &str) -> bool {
    !matches!(value.trim().to_ascii_lowercase().as_str(), "" | "true" | "false" | "null" | "~" | "none" | "{}" | "[]")
}

fn holds_secret(value: &str) -> bool {
    let is_key_block = value.contains("-----BEGIN") && value.contains("PRIVATE KEY");
    is_key_block
        || value
            .split(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '=' | ',' | ';' | ':'))
            .any(|word| word.len() >= 16 && SECRET_BEGINNINGS.iter().any(|beginning| word.starts_with(beginning)))
}
