//! Keeps the value of a secret out of every excerpt.

use std::borrow::Cow;

/// What stands for a value that is not shown.
const MASK: &str = "•••";

/// Words that name a secret when a key ends with them.
const SECRET_WORDS: &[&str] = &[
    "password",
    "passwd",
    "passphrase",
    "pwd",
    "secret",
    "token",
    "apikey",
    "api_key",
    "api-key",
    "access_key",
    "accesskey",
    "private_key",
    "credential",
    "credentials",
    "authorization",
];

/// The same line with the user information of URLs and the values of keys that name a secret masked.
///
/// This is a net under every excerpt, not the detection of secrets: it would rather mask too much.
pub(crate) fn redact(line: &str) -> Cow<'_, str> {
    let without_userinfo = mask_userinfo(line);
    match mask_assignments(&without_userinfo) {
        Some(masked) => Cow::Owned(masked),
        None => without_userinfo,
    }
}

/// `scheme://user:password@host` becomes `scheme://•••@host`.
fn mask_userinfo(line: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find("://") {
        let (before, after) = rest.split_at(at.saturating_add(3));
        let authority = after.find(['/', '?', '#', '"', '\'', ' ', '\t', ',', '>', '<']).unwrap_or(after.len());
        out.push_str(before);
        rest = after;
        if let Some(userinfo) = after.get(..authority).and_then(|text| text.rfind('@')) {
            out.push_str(MASK);
            rest = after.get(userinfo..).unwrap_or("");
        }
    }
    if out.is_empty() {
        return Cow::Borrowed(line);
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Masks what follows `password=`, `"token": "…"` and the like; `None` where nothing does.
fn mask_assignments(line: &str) -> Option<String> {
    let lower = line.to_ascii_lowercase();
    let mut out = String::new();
    let mut done = 0;
    for (at, _) in lower.match_indices(['=', ':']) {
        if at < done {
            continue;
        }
        let key = lower.get(..at)?.trim_end_matches([' ', '\t', '"', '\'']);
        if !SECRET_WORDS.iter().any(|word| key.ends_with(word)) {
            continue;
        }
        let value = line.get(at.saturating_add(1)..)?;
        let blank = value.len().saturating_sub(value.trim_start_matches([' ', '\t', '"', '\'', '=', '>']).len());
        let start = at.saturating_add(1).saturating_add(blank);
        let quote = line.get(..start)?.chars().next_back().filter(|c| matches!(c, '"' | '\''));
        let value = line.get(start..)?;
        let length = match quote {
            Some(quote) => value.find(quote),
            None => value.find([' ', '\t', ',', ';', '&', '\r', '\n']),
        }
        .unwrap_or(value.len());
        if length == 0 {
            continue;
        }
        out.push_str(line.get(done..start)?);
        out.push_str(MASK);
        done = start.saturating_add(length);
    }
    if done == 0 {
        return None;
    }
    out.push_str(line.get(done..)?);
    Some(out)
}
