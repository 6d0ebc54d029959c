//! Keys of configuration, and what became of them.

use std::collections::{BTreeMap, HashSet};

use super::diff::{Difference, differences};
use super::files::Files;
use crate::config::canonical;
use crate::facts::{ConfigFormat, ConfigKey, Facts};
use crate::report::ChangeKind;

/// What became of a key.
#[derive(Clone, Debug)]
pub(crate) struct KeyChange<'a> {
    /// Renamed: the same key in another file.
    pub(crate) change: ChangeKind,
    /// In the baseline.
    pub(crate) before: Option<&'a ConfigKey>,
    /// In the package; a key in a comment where it is set no more but still named.
    pub(crate) after: Option<&'a ConfigKey>,
    /// The file's path in the package, or the one that it would have.
    pub(crate) file: &'a str,
    /// Whether the other package has the key too: beside others of a list, or in another file.
    pub(crate) is_in_both: bool,
}

/// What became of the keys that are set, in the order of files and keys. A value that is not shown because it is a secret
/// is like any other such value, so nothing is said of it.
pub(super) fn changes<'a>(before: &'a Facts, after: &'a Facts, files: &Files<'a>) -> Vec<KeyChange<'a>> {
    let is_set = |key: &&'a ConfigKey| !key.is_commented;
    let keys_before = before.config_keys.iter().filter(is_set);
    let keys_after = after.config_keys.iter().filter(is_set);
    let found = differences(
        keys_before.map(|key| ((files.path_after(&key.path), name(&key.key)), key.value.as_str(), key)),
        keys_after.map(|key| ((key.path.as_str(), name(&key.key)), key.value.as_str(), key)),
    );
    let mut changes: Vec<KeyChange<'a>> = found.into_iter().map(|found| of_difference(found, files)).collect();
    join_moved(&mut changes);
    join_commented(&mut changes, before, after, files);
    note_elsewhere(&mut changes, before, after);
    changes
}

fn of_difference<'a>(found: Difference<&'a ConfigKey>, files: &Files<'a>) -> KeyChange<'a> {
    let Difference { change, before, after, is_in_both } = found;
    let file = match (after, before) {
        (Some(after), _) => after.path.as_str(),
        (None, Some(before)) => files.path_after(&before.path),
        (None, None) => "",
    };
    KeyChange { change, before, after, file, is_in_both }
}

/// A key as it is compared: `Servers[3].Port` is `servers[].port`, so that a list may grow at its beginning.
fn name(key: &str) -> String {
    let key = canonical(key);
    if !key.contains('[') {
        return key;
    }
    let mut out = String::with_capacity(key.len());
    let mut rest = key.as_str();
    while let Some((start, index)) = rest.split_once('[') {
        out.push_str(start);
        out.push('[');
        let digits = index.find(|c: char| !c.is_ascii_digit()).unwrap_or(index.len());
        rest = if index.get(digits..).is_some_and(|end| end.starts_with(']')) {
            index.get(digits..).unwrap_or_default()
        } else {
            index
        };
    }
    out.push_str(rest);
    out
}

/// Whether a name tells the same setting in whatever file it stands: `server.port` does, `port` does not.
fn is_telling(name: &str) -> bool {
    name.trim_matches('.').contains(['.', ':', '/'])
}

/// A key that went from one file and came into another, where there is one of each, has moved.
fn join_moved(changes: &mut Vec<KeyChange<'_>>) {
    type Place = (String, Option<(ConfigFormat, String)>);
    let place = |key: &ConfigKey| -> Place {
        let name = name(&key.key);
        let detail = (!is_telling(&name)).then(|| (key.format, key.value.clone()));
        (name, detail)
    };
    let mut places: BTreeMap<Place, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for (at, change) in changes.iter().enumerate().filter(|(_, change)| !change.is_in_both) {
        match (change.change, change.before, change.after) {
            (ChangeKind::Removed, Some(before), _) => places.entry(place(before)).or_default().0.push(at),
            (ChangeKind::Added, _, Some(after)) => places.entry(place(after)).or_default().1.push(at),
            _ => {}
        }
    }
    let mut is_joined = vec![false; changes.len()];
    for (from, to) in places.into_values() {
        if let (&[from], &[to]) = (from.as_slice(), to.as_slice())
            && let Some(before) = changes.get(from).and_then(|change| change.before)
            && let Some(change) = changes.get_mut(to)
        {
            *change = KeyChange { change: ChangeKind::Renamed, before: Some(before), is_in_both: true, ..*change };
            if let Some(joined) = is_joined.get_mut(from) {
                *joined = true;
            }
        }
    }
    let mut joined = is_joined.into_iter();
    changes.retain(|_| !joined.next().unwrap_or(false));
}

/// A key that is set on one side and stands in a comment of the same file on the other is neither gone nor new.
fn join_commented<'a>(changes: &mut [KeyChange<'a>], before: &'a Facts, after: &'a Facts, files: &Files<'a>) {
    let commented = |facts: &'a Facts| facts.config_keys.iter().filter(|key| key.is_commented);
    let in_before: BTreeMap<(&str, String), &ConfigKey> =
        commented(before).map(|key| ((files.path_after(&key.path), name(&key.key)), key)).collect();
    let in_after: BTreeMap<(&str, String), &ConfigKey> =
        commented(after).map(|key| ((key.path.as_str(), name(&key.key)), key)).collect();
    for change in changes.iter_mut().filter(|change| !change.is_in_both) {
        let Some(key) = change.before.or(change.after) else { continue };
        let place = (change.file, name(&key.key));
        let other = if change.before.is_some() { in_after.get(&place) } else { in_before.get(&place) };
        if let Some(&other) = other {
            let (before, after) = (change.before.or(Some(other)), change.after.or(Some(other)));
            *change = KeyChange { change: ChangeKind::Changed, before, after, is_in_both: true, ..*change };
        }
    }
}

/// A telling key that the other package sets in another file is not gone, and not new.
fn note_elsewhere(changes: &mut [KeyChange<'_>], before: &Facts, after: &Facts) {
    let names = |facts: &Facts| -> HashSet<String> {
        let set = facts.config_keys.iter().filter(|key| !key.is_commented);
        set.map(|key| name(&key.key)).filter(|name| is_telling(name)).collect()
    };
    let is_open = |change: &KeyChange<'_>, kind| change.change == kind && !change.is_in_both;
    for (kind, facts) in [(ChangeKind::Removed, after), (ChangeKind::Added, before)] {
        if !changes.iter().any(|change| is_open(change, kind)) {
            continue;
        }
        let names = names(facts);
        for change in changes.iter_mut().filter(|change| is_open(change, kind)) {
            let key = change.before.or(change.after);
            change.is_in_both = key.is_some_and(|key| names.contains(&name(&key.key)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{is_telling, name};

    #[test]
    fn an_index_is_no_part_of_a_name() {
        assert_eq!(name("Servers[3].Port"), "servers[].port");
        assert_eq!(name("a[0][12]"), "a[][]");
        assert_eq!(name("a[b].c[1"), "a[b].c[1");
    }

    #[test]
    fn one_word_tells_nothing_outside_its_file() {
        assert!(is_telling("server.port"));
        assert!(!is_telling("port"));
    }
}
