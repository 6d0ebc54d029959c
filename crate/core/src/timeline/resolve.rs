//! Which file of the package a call means.

use std::collections::BTreeMap;

use crate::facts::{Facts, FileType};

/// The package's files by the last part of their path.
pub(super) struct Files<'f> {
    by_name: BTreeMap<&'f str, Vec<&'f str>>,
}

impl<'f> Files<'f> {
    pub(super) fn new(facts: &'f Facts) -> Self {
        let mut by_name: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for file in facts.files.iter().filter(|file| file.file_type == FileType::File) {
            by_name.entry(file.name()).or_default().push(&file.path);
        }
        Self { by_name }
    }

    /// The file that a script at `from` calls as `target`. Variables and `$(dirname "$0")` before it are some folder of the
    /// package's: the file that shares the most folders with both is meant. `None` where the package has none of that name.
    pub(super) fn called(&self, from: &str, target: &str) -> Option<&'f str> {
        let target = literal_end(target);
        let name = target.rsplit(['/', '\\']).next().filter(|name| !name.is_empty())?;
        let candidates = self.by_name.get(name)?;
        let folder = from.rsplit_once(['/', '\\']).map_or("", |(folder, _)| folder);
        let likeness = |path: &&&str| (shared_end(path, target), shared_start(path, folder));
        let best = candidates.iter().filter(|path| **path != from).max_by_key(likeness)?;
        Some(best)
    }
}

/// `$(dirname "$0")/lib/x.sh` → `lib/x.sh`: what stands behind the last thing that is not known.
fn literal_end(target: &str) -> &str {
    let at = target.rfind(['$', ')', '}', '%', '"', '\'']).map_or(0, |at| at.saturating_add(1));
    let rest = target.get(at..).unwrap_or(target);
    // `$DIR/x`: the variable's name goes too.
    if target.get(..at).is_some_and(|before| before.ends_with('$')) {
        return rest.split_once(['/', '\\']).map_or("", |(_, rest)| rest);
    }
    rest.trim_start_matches(['/', '\\'])
}

/// How many of the last parts of two paths are the same; `.` and `..` are no parts.
fn shared_end(path: &str, target: &str) -> usize {
    let parts = |text: &str| {
        let parts = text.split(['/', '\\', '!']).filter(|part| !matches!(*part, "" | "." | ".."));
        parts.map(str::to_owned).collect::<Vec<_>>()
    };
    parts(path).iter().rev().zip(parts(target).iter().rev()).take_while(|(a, b)| a == b).count()
}

fn shared_start(path: &str, folder: &str) -> usize {
    path.split('/').zip(folder.split('/')).take_while(|(a, b)| a == b).count()
}
