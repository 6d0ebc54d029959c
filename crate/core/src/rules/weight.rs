//! How much a hit counts, by where in the package it stands.

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::{ArchiveFormat, Facts, Purpose, ReadState};

/// How much a place counts. Ordered: `Own` counts most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Weight {
    /// A sample, a test, or something of a third party: never decides.
    Aside,
    /// For people to read.
    Reading,
    /// Another file that gets installed.
    Shipped,
    /// The package's own manifest, or a script that the installer runs.
    Own,
}

/// Looks up how much a path counts. Built once a rule: n log n in files.
pub(crate) struct Weights<'a> {
    purposes: BTreeMap<&'a str, Purpose>,
    describing: BTreeSet<&'a str>,
    /// Whether the package is a Debian package, all of which lies in two archives of its own.
    is_deb: bool,
}

impl<'a> Weights<'a> {
    /// Over the files and manifests of `facts`.
    pub(crate) fn new(facts: &'a Facts) -> Self {
        Self {
            purposes: facts.files.iter().map(|file| (file.path.as_str(), file.purpose)).collect(),
            describing: facts.manifests.iter().filter(|m| m.is_own()).map(|m| m.path.as_str()).collect(),
            is_deb: facts.archives.first().is_some_and(|package| package.format == ArchiveFormat::Ar),
        }
    }

    /// How much a hit in the entry counts.
    pub(crate) fn of(&self, path: &str) -> Weight {
        if self.describing.contains(path) {
            return Weight::Own;
        }
        match self.chart(path).or_else(|| self.purposes.get(path).copied()).unwrap_or_default() {
            Purpose::Sample | Purpose::Test | Purpose::Vendored => Weight::Aside,
            _ if self.is_in_other_package(path) => Weight::Aside,
            Purpose::Documentation => Weight::Reading,
            Purpose::Live => Weight::Shipped,
            Purpose::InstallScript => Weight::Own,
        }
    }

    /// What a chart is for, where the file is one of its templates: elsewhere such a folder holds files to copy.
    fn chart(&self, path: &str) -> Option<Purpose> {
        let mut folders = path.match_indices("templates/").map(|(at, _)| path.get(..at).unwrap_or_default());
        folders.find_map(|folder| self.purposes.get(format!("{folder}Chart.yaml").as_str()).copied())
    }

    fn is_in_other_package(&self, path: &str) -> bool {
        match path.split_once("!/") {
            Some((_, inner)) => !self.is_deb || inner.contains("!/"),
            None => false,
        }
    }

    /// Whether a manifest with this path describes the package itself.
    pub(crate) fn describes_package(&self, path: &str) -> bool {
        self.describing.contains(path)
    }
}

/// "3 things", "1 thing".
pub(crate) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// Why a rule over scripts could not see them all: the installer's scripts that were not read. `None` where all were.
pub(crate) fn unread_scripts(facts: &Facts) -> Option<String> {
    let unread: Vec<&str> = facts
        .files
        .iter()
        .filter(|file| file.purpose == Purpose::InstallScript && file.read == ReadState::NotRead)
        .map(|file| file.path.as_str())
        .collect();
    (!unread.is_empty()).then(|| format!("scripts could not be read: {}", listing(unread.into_iter())))
}

/// Names in a row for a sentence: the first few quoted, then how many more.
pub(crate) fn listing<'a>(names: impl ExactSizeIterator<Item = &'a str>) -> String {
    const SHOWN: usize = 5;
    let more = names.len().saturating_sub(SHOWN);
    let mut text = names.take(SHOWN).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    if more > 0 {
        text.push_str(&format!(" and {more} more"));
    }
    text
}

/// Most further places that one finding lists; its message gives the whole number.
pub(crate) const RELATED: usize = 10;
