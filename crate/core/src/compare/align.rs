//! Paths as they are compared across versions of a package.

use std::borrow::Cow;

/// The one folder that every path lies in; `None` where there is none.
pub(super) fn root<'p>(paths: impl Iterator<Item = &'p str>) -> Option<&'p str> {
    let mut tops = paths.map(|path| path.split_once('/').map(|(top, _)| top));
    let first = tops.next()??;
    tops.all(|top| top == Some(first)).then_some(first)
}

/// A path below the folder that everything lies in.
pub(super) fn below<'p>(path: &'p str, root: Option<&str>) -> &'p str {
    root.and_then(|root| path.strip_prefix(root)?.strip_prefix('/')).unwrap_or(path)
}

/// `lib/foo-1.2.jar` → `lib/foo-#.jar`, `main.3f9a1b2c.js` → `main.#.js`: without what changes with every release.
pub(crate) fn without_versions(text: &str) -> Cow<'_, str> {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut last = None;
    while let Some(c) = rest.chars().next() {
        let length = match version_length(rest, last, &out) {
            0 => {
                out.push(c);
                c.len_utf8()
            }
            length => {
                out.push('#');
                length
            }
        };
        last = rest.get(..length).and_then(|taken| taken.chars().next_back());
        rest = rest.get(length..).unwrap_or_default();
    }
    Cow::Owned(out)
}

/// The same for the folders and archives of a path, but not for the file's own name.
pub(super) fn without_folder_versions(path: &str) -> Cow<'_, str> {
    match path.rsplit_once('/') {
        Some((folders, name)) => match without_versions(folders) {
            Cow::Borrowed(_) => Cow::Borrowed(path),
            Cow::Owned(folders) => Cow::Owned(format!("{folders}/{name}")),
        },
        None => Cow::Borrowed(path),
    }
}

/// How many bytes at the beginning of `text` are a version; 0 where none begins here. `last` is the character before,
/// `before` everything before.
fn version_length(text: &str, last: Option<char>, before: &str) -> usize {
    if last.is_none_or(|c| !c.is_alphanumeric()) {
        let digest = digest_length(text);
        if digest > 0 {
            return digest;
        }
    }
    if !text.starts_with(|c: char| c.is_ascii_digit()) || last.is_some_and(|c| c.is_ascii_digit()) {
        return 0;
    }
    let run = run(text, |c| c.is_ascii_digit() || c == '.').trim_end_matches('.');
    // One number alone is a part of the name (`x86`, `page-2`), unless it is a library's or a date's.
    let is_version = run.contains('.') || before.ends_with(".so.") || run.len() >= 6;
    if !is_version {
        return 0;
    }
    let mut length = run.len();
    while let Some(more) = text.get(length..).map(suffix_length).filter(|&more| more > 0) {
        length = length.saturating_add(more);
    }
    length
}

/// Words that belong to the version that they follow.
const SUFFIXES: &[&str] =
    &["snapshot", "release", "final", "alpha", "beta", "build", "post", "dev", "pre", "rc", "ga", "sp", "b", "r"];

/// How many bytes of `-3`, `-rc.1`, `+build5`, `.Final` stand at the beginning.
fn suffix_length(text: &str) -> usize {
    let mark = run(text, |c| matches!(c, '-' | '_' | '+' | '~' | '.')).len();
    let after = text.get(mark..).unwrap_or_default();
    let word = run(after, |c| c.is_ascii_alphabetic());
    let digits = run(after.get(word.len()..).unwrap_or_default(), |c| c.is_ascii_digit());
    let end = after.get(word.len().saturating_add(digits.len())..).unwrap_or_default();
    let is_word = word.is_empty() || SUFFIXES.iter().any(|suffix| word.eq_ignore_ascii_case(suffix));
    let is_whole = !end.starts_with(|c: char| c.is_alphanumeric());
    // `.7z` is no suffix, and neither is a dot before an extension.
    let is_suffix = mark <= 1 && is_word && is_whole && !(word.is_empty() && (digits.is_empty() || mark == 0));
    if is_suffix { mark.saturating_add(word.len()).saturating_add(digits.len()) } else { 0 }
}

/// How many bytes of a digest in hexadecimal stand at the beginning: 8 digits or more, letters and numbers among them.
fn digest_length(text: &str) -> usize {
    const LEAST: usize = 8;
    let run = run(text, |c| c.is_ascii_hexdigit());
    let is_whole = !text.get(run.len()..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    let has = |is: fn(&u8) -> bool| run.as_bytes().iter().any(is);
    let is_digest = run.len() >= LEAST && is_whole && has(u8::is_ascii_digit) && has(u8::is_ascii_alphabetic);
    if is_digest { run.len() } else { 0 }
}

/// The characters at the beginning that are such.
fn run(text: &str, is: impl Fn(char) -> bool) -> &str {
    let end = text.find(|c| !is(c)).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_in_names_fall_away() {
        for (path, aligned) in [
            ("app-4.8.0/bin/x", "app-#/bin/x"),
            ("lib/foo-1.2.jar", "lib/foo-#.jar"),
            ("lib/foo-1.2.0-SNAPSHOT.jar", "lib/foo-#.jar"),
            ("lib/foo-v1.2.0-rc.1.jar", "lib/foo-v#.jar"),
            ("foo_1.2-3_amd64.deb", "foo_#_amd64.deb"),
            ("foo-1.2-11.el8.x86_64.rpm", "foo-#.el8.x86_64.rpm"),
            ("lib/libdtencore.so.4", "lib/libdtencore.so.#"),
            ("lib/python3.11/site.py", "lib/python#/site.py"),
            ("static/main.3f9a1b2c.js", "static/main.#.js"),
            ("release-20260812.zip", "release-#.zip"),
            ("guava-32.1.3-jre.jar", "guava-#-jre.jar"),
        ] {
            assert_eq!(without_versions(path), aligned);
        }
    }

    #[test]
    fn numbers_that_are_no_versions_stay() {
        for path in ["bin/x86_64/a", "page-2.html", "migrations/0047_pair.sql", "log4j2.xml", "feedbeef.txt", "p.7z"] {
            assert_eq!(without_versions(path), path);
        }
        assert_eq!(without_folder_versions("app-1.0/foo-1.2.jar"), "app-#/foo-1.2.jar");
    }

    #[test]
    fn the_one_folder_above_everything_is_the_root() {
        assert_eq!(root(["app-1/a", "app-1/b/c"].into_iter()), Some("app-1"));
        assert_eq!(root(["app-1/a", "b"].into_iter()), None);
        assert_eq!(root(std::iter::empty()), None);
        assert_eq!(below("app-1/a", Some("app-1")), "a");
        assert_eq!(below("app-10/a", Some("app-1")), "app-10/a");
    }
}
