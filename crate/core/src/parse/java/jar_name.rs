//! A jar's own file name, `name-1.2.3.jar`: the last resort where nothing in it says what it is.

/// The file name of the innermost archive that an entry lies in.
pub(super) fn innermost(path: &str) -> Option<&str> {
    let (archive, _) = path.rsplit_once("!/")?;
    archive.rsplit(['/', '\\', '!']).next()
}

/// Name and version. The version begins with a digit after a hyphen: at the last one, or before where nothing but numbers
/// lies between (`1.0-20240131.120000-1`), so that a name may have numbers too (`log4j-1.2-api-2.17.1`).
pub(super) fn split(file_name: &str) -> Option<(&str, &str)> {
    let (stem, extension) = file_name.rsplit_once('.')?;
    if !["jar", "war", "ear", "rar", "sar"].iter().any(|known| extension.eq_ignore_ascii_case(known)) {
        return None;
    }
    let mut starts = stem.match_indices('-').map(|(at, _)| at.saturating_add(1)).rev();
    let starts_with_digit =
        |at: &usize| stem.get(*at..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let mut start = starts.by_ref().find(starts_with_digit)?;
    for earlier in starts {
        let between = stem.get(earlier..start).unwrap_or("").trim_end_matches('-');
        if between.is_empty() || !between.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
            break;
        }
        start = earlier;
    }
    let name = stem.get(..start)?.strip_suffix('-').filter(|name| !name.is_empty())?;
    Some((name, stem.get(start..)?))
}

#[cfg(test)]
mod tests {
    use super::{innermost, split};

    #[test]
    fn names_and_versions() {
        let table = [
            ("commons-lang3-3.12.0.jar", Some(("commons-lang3", "3.12.0"))),
            ("guava-32.0.0-jre.jar", Some(("guava", "32.0.0-jre"))),
            ("log4j-1.2-api-2.17.1.jar", Some(("log4j-1.2-api", "2.17.1"))),
            ("x-1.0-20240131.120000-1.jar", Some(("x", "1.0-20240131.120000-1"))),
            ("portal-4.0.WAR", Some(("portal", "4.0"))),
            ("plain.jar", None),
            ("-1.0.jar", None),
            ("notes-1.0.txt", None),
        ];
        for (name, expected) in table {
            assert_eq!(split(name), expected, "{name}");
        }
    }

    #[test]
    fn innermost_archive() {
        assert_eq!(innermost("a.zip!/lib/x-1.0.jar!/META-INF/MANIFEST.MF"), Some("x-1.0.jar"));
        assert_eq!(innermost("META-INF/MANIFEST.MF"), None);
    }
}
