//! The comparison as the report has it.

use std::collections::HashSet;

use super::Compared;
use super::files::{Files, Pair};
use super::section::SECTIONS;
use crate::facts::{FileFact, Purpose, Skipped, excerpt};
use crate::report::{ChangeKind, ChangeSection, Comparison, FileChange, FileChanges, Relation};

pub(super) fn shown(compared: &Compared<'_>, most: usize) -> (Comparison, Vec<Skipped>) {
    let mut notes = Notes { most, notes: Vec::new() };
    let related = &compared.related;
    if related.relation != Relation::Predecessor || !compared.baseline.complete {
        notes.add(&format!("compared with {}: {}", compared.baseline.name, compared.reason()));
    }
    let files = files(&compared.files, &mut notes);
    let sections = SECTIONS.iter().map(|section| {
        let mut changes = (section.changes)(compared);
        let total = count(changes.len());
        notes.cut(&mut changes, section.name);
        ChangeSection { of: section.of, total, changes }
    });
    let sections = sections.collect();
    let comparison = Comparison {
        baseline: compared.baseline.name.clone(),
        relation: related.relation,
        reason: compared.reason(),
        name_before: related.before.name.clone(),
        version_before: related.before.version.clone(),
        name_after: related.after.name.clone(),
        version_after: related.after.version.clone(),
        files,
        sections,
        ..Comparison::default()
    };
    (comparison, notes.notes)
}

/// What the reader has to know beside the numbers.
struct Notes {
    most: usize,
    notes: Vec<Skipped>,
}

impl Notes {
    fn add(&mut self, reason: &str) {
        self.notes.push(Skipped { path: String::new(), reason: excerpt(reason) });
    }

    /// Cuts a list to the limit, and says so.
    fn cut<T>(&mut self, list: &mut Vec<T>, of: &str) {
        if let Some(more) = list.len().checked_sub(self.most).filter(|&more| more > 0) {
            list.truncate(self.most);
            self.add(&format!("{more} more changes of {of} are not listed (limit changes_listed = {})", self.most));
        }
    }
}

fn files(files: &Files<'_>, notes: &mut Notes) -> FileChanges {
    let is_unchanged = |pair: &&Pair<'_>| !pair.is_renamed && pair.is_same();
    let renamed = files.pairs.iter().filter(|pair| pair.is_renamed).count();
    let unchanged = files.pairs.iter().filter(is_unchanged).count();
    FileChanges {
        added: count(files.added.len()),
        removed: count(files.removed.len()),
        changed: count(files.pairs.len().saturating_sub(renamed).saturating_sub(unchanged)),
        renamed: count(renamed),
        unchanged: count(unchanged),
        list: list(files, notes),
    }
}

fn list(files: &Files<'_>, notes: &mut Notes) -> Vec<FileChange> {
    let mut listed: Vec<(bool, FileChange)> = Vec::new();
    for pair in files.pairs.iter().filter(|pair| pair.is_renamed || !pair.is_same()) {
        let change = if pair.is_renamed { ChangeKind::Renamed } else { ChangeKind::Changed };
        listed.push((is_aside(pair.after), entry(change, Some(pair.before), Some(pair.after))));
    }
    // What lies in an archive that came or went as a whole is counted, but the archive is listed for it.
    for (change, files) in [(ChangeKind::Added, &files.added), (ChangeKind::Removed, &files.removed)] {
        let paths: HashSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
        for file in files {
            let is_inside = file.path.rsplit_once("!/").is_some_and(|(archive, _)| paths.contains(archive));
            let of = |kind| (change == kind).then_some(*file);
            if !is_inside {
                listed.push((is_aside(file), entry(change, of(ChangeKind::Removed), of(ChangeKind::Added))));
            }
        }
    }
    // Where not all have room, the package's own files have it before those of third parties.
    listed.sort_by(|(aside_a, a), (aside_b, b)| (aside_a, &a.path, a.change).cmp(&(aside_b, &b.path, b.change)));
    notes.cut(&mut listed, "files");
    let mut list: Vec<FileChange> = listed.into_iter().map(|(_, change)| change).collect();
    list.sort_by(|a, b| (&a.path, a.change).cmp(&(&b.path, b.change)));
    list
}

fn is_aside(file: &FileFact) -> bool {
    file.purpose == Purpose::Vendored || file.path.contains("!/")
}

fn entry(change: ChangeKind, before: Option<&FileFact>, after: Option<&FileFact>) -> FileChange {
    let path = after.or(before).map(|file| file.path.clone()).unwrap_or_default();
    FileChange {
        change,
        path_before: before.map(|file| file.path.clone()).filter(|before| *before != path),
        size_before: before.map(|file| file.size_bytes),
        size_after: after.map(|file| file.size_bytes),
        path,
    }
}

pub(super) fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
