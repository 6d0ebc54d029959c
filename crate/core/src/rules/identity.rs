//! Whether two ways of writing a name or a version mean the same.

/// A name as it is compared: letters and digits in lower case, without an npm scope.
pub(crate) fn normal_name(name: &str) -> String {
    let name = name.rsplit_once('/').map_or(name, |(_, name)| name);
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether two names may be meant for one thing: equal, or one a part of the other (`dten`, `dten-manager`).
pub(crate) fn same_name(a: &str, b: &str) -> bool {
    let (a, b) = (normal_name(a), normal_name(b));
    a.contains(&b) || b.contains(&a)
}

/// Whether two versions are one, however they are written.
pub(crate) fn same_version(a: &str, b: &str) -> bool {
    significant(a) == significant(b)
}

/// The parts of a version without trailing zeros.
fn significant(version: &str) -> Vec<String> {
    let mut parts = parts(version);
    while parts.last().is_some_and(|part| part == "0") {
        parts.pop();
    }
    parts
}

/// Whether the shorter way of writing a version (`5.0` in a heading) fits the full one (`5.0.1-rc1`).
pub(crate) fn agrees(short: &str, full: &str) -> bool {
    let (short, full) = (parts(short), parts(full));
    let fits = short.iter().enumerate().all(|(at, part)| full.get(at).map_or(part == "0", |other| other == part));
    fits || short.starts_with(&full)
}

/// `v5.0.0-rc_1+build` → `5 0 0 rc 1`: the parts of a version in lower case.
fn parts(version: &str) -> Vec<String> {
    let version = version.trim().trim_start_matches(['v', 'V']).to_lowercase();
    let release = version.split('+').next().unwrap_or_default();
    let mut parts: Vec<String> = Vec::new();
    let mut was_digit = None;
    for c in release.chars() {
        if !c.is_alphanumeric() {
            was_digit = None;
            continue;
        }
        match parts.last_mut().filter(|_| was_digit == Some(c.is_ascii_digit())) {
            Some(part) => part.push(c),
            None => parts.push(c.to_string()),
        }
        was_digit = Some(c.is_ascii_digit());
    }
    for part in &mut parts {
        let significant = part.trim_start_matches('0');
        if significant.len() != part.len() && part.bytes().all(|byte| byte.is_ascii_digit()) {
            *part = if significant.is_empty() { "0".to_owned() } else { significant.to_owned() };
        }
    }
    parts
}

/// The numbers in a file name that read as a version: `dten-5.0.1-linux.zip` → `5.0.1`. A date does not.
pub(crate) fn versions_in(file_name: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let bytes = file_name.as_bytes();
    let mut start = 0;
    while start < bytes.len() {
        let length = bytes.iter().skip(start).take_while(|byte| byte.is_ascii_digit() || **byte == b'.').count();
        let stands_alone = match start.checked_sub(1).and_then(|before| bytes.get(before)) {
            Some(b'v' | b'V') => true,
            Some(before) => !before.is_ascii_alphanumeric(),
            None => true,
        };
        let number = file_name.get(start..start.saturating_add(length)).unwrap_or_default().trim_matches('.');
        let year = number.split('.').next().and_then(|first| first.parse::<u32>().ok());
        if stands_alone && number.contains('.') && year.is_some_and(|year| !(1990..2100).contains(&year)) {
            found.push(number);
        }
        start = start.saturating_add(length.max(1));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_by_what_they_mean() {
        assert!(same_version("v1.2.0", "1.2"));
        assert!(same_version("1.2.0-SNAPSHOT", "1.2.0.snapshot"));
        assert!(same_version("1.0+g123", "1.0.0"));
        assert!(same_version("2026.07.01", "2026.7.1"));
        assert!(!same_version("1.2.0", "1.2.1"));
        assert!(!same_version("1.0.0-rc1", "1.0.0"));
    }

    #[test]
    fn a_short_version_agrees_with_a_longer_one() {
        assert!(agrees("5.0", "5.0.1"));
        assert!(agrees("5.0.1", "5.0.1-rc1"));
        assert!(agrees("5.0.0", "5"));
        assert!(!agrees("5.0.2", "5.0.1"));
        assert!(!agrees("5", "4.8"));
        assert!(!agrees("5.0", "5.3.1"));
    }

    #[test]
    fn versions_are_found_in_file_names() {
        assert_eq!(versions_in("dten-5.0.1-linux_x64.zip"), ["5.0.1"]);
        assert_eq!(versions_in("cats_2.13-1.0.0.jar"), ["2.13", "1.0.0"]);
        assert_eq!(versions_in("pkg-v2.1.zip"), ["2.1"]);
        assert_eq!(versions_in("a-1.0-cp311-manylinux_2_17_x86_64.whl"), ["1.0"]);
        assert!(versions_in("upgrade-2026.11.20.zip").is_empty());
        assert!(versions_in("Full-upgrade-package-dten-4.x.zip").is_empty());
        assert!(versions_in("win10.0-setup.zip").is_empty());
    }

    #[test]
    fn names_that_hold_each_other_are_one() {
        assert!(same_name("DTEN", "dten-manager"));
        assert!(same_name("@dten/ui-kit", "ui_kit"));
        assert!(!same_name("dtenmgr", "room-agent"));
    }
}
