//! `$NAME`, `${NAME}`, `${NAME:-default}`, as Dockerfile and Compose replace them.

use std::collections::BTreeMap;

/// Longest text that is put together.
const MOST_BYTES: usize = 4_096;

/// Replaces variables; `None` where one is neither known nor has a default.
pub(super) fn replace(text: &str, known: &BTreeMap<String, String>) -> Option<String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('$') {
        out.push_str(before);
        let value;
        (value, rest) = match after.strip_prefix('{') {
            Some(braced) => {
                let (inner, tail) = braced.split_once('}')?;
                (braced_value(inner, known)?, tail)
            }
            None => {
                let end = after.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(after.len());
                let (name, tail) = after.split_at_checked(end)?;
                (known.get(name)?.as_str(), tail)
            }
        };
        out.push_str(value);
        if out.len() > MOST_BYTES {
            return None;
        }
    }
    out.push_str(rest);
    Some(out)
}

/// `NAME`, `NAME:-default`, `NAME-default`, `NAME:?message`, `NAME:+other`.
fn braced_value<'v>(inner: &'v str, known: &'v BTreeMap<String, String>) -> Option<&'v str> {
    let end = inner.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(inner.len());
    let (name, modifier) = inner.split_at_checked(end)?;
    let value = known.get(name).map(String::as_str).filter(|value| !value.is_empty());
    let modifier = modifier.strip_prefix(':').unwrap_or(modifier);
    match modifier.split_at_checked(1) {
        Some(("-", default)) => Some(value.unwrap_or(default)),
        Some(("+", other)) => Some(if value.is_some() { other } else { "" }),
        _ => value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_are_taken_where_nothing_is_known() {
        let known = BTreeMap::from([("TAG".to_owned(), "1.2".to_owned())]);
        assert_eq!(replace("nginx:$TAG", &known).as_deref(), Some("nginx:1.2"));
        assert_eq!(replace("nginx:${TAG}-alpine", &known).as_deref(), Some("nginx:1.2-alpine"));
        assert_eq!(replace("${REGISTRY:-docker.io}/x:${V-3}", &known).as_deref(), Some("docker.io/x:3"));
        assert_eq!(replace("x${TAG:+-slim}${NO:+-no}", &known).as_deref(), Some("x-slim"));
        assert_eq!(replace("nginx:$OTHER", &known), None);
        assert_eq!(replace("nginx:${TAG", &known), None);
    }
}
