//! Windows registry files (`.reg`): `[HKEY_…\path]`, then `"name"=value`. `@` is the default value.

use super::keys::Keys;

/// Adds the values. Those that a minus deletes have that as their value.
pub(super) fn read(keys: &mut Keys<'_>) {
    let mut hive = String::new();
    let mut is_continued = false;
    for (start, raw) in keys.text().lines_at() {
        let line = raw.trim();
        let was_continued = std::mem::replace(&mut is_continued, line.ends_with('\\') && !line.starts_with('['));
        if was_continued || line.starts_with(';') {
            continue;
        }
        if let Some(path) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            path.clone_into(&mut hive);
            continue;
        }
        if let Some((name, value)) = assignment(line) {
            let value = value.trim().trim_matches('"').replace("\\\\", "\\");
            keys.set(&format!("{hive}\\{}", name.replace("\\\\", "\\")), &value, start);
        }
    }
}

fn assignment(line: &str) -> Option<(&str, &str)> {
    if let Some(value) = line.strip_prefix("@=") {
        return Some(("@", value));
    }
    line.strip_prefix('"')?.split_once("\"=")
}
