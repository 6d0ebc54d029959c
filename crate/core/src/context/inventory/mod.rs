//! What runs in production: hosts and the software installed on each, out of the lists that people already have.

mod ansible;
mod apk;
mod apt_list;
mod choco;
mod dnf_list;
mod dpkg_list;
mod dpkg_query;
mod form;
mod gem_list;
mod helm;
mod json;
mod kubernetes;
mod lines;
mod listing;
mod npm_ls;
mod osquery;
mod pacman;
mod pip_freeze;
mod records;
mod rpm;
mod ruled;
mod sample;
mod sbom;
mod table;
mod winget;
mod words;

pub(super) use form::{Form, Named, recognise};
pub(super) use json::Shape;
pub(super) use listing::Listing;
pub(super) use sample::Sample;
pub(super) use table::Table;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use crate::parse::redact::redact;
use words::Words;

/// Everything that the dropped inventories say.
///
/// Its maps are only ever asked by key, so that their order is in no output.
#[derive(Clone, Debug, Default)]
pub struct Inventory {
    hosts: Vec<Host>,
    /// Places in `hosts` by name in lower case.
    host_places: HashMap<String, u32>,
    installed: Vec<Installed>,
    words: Words,
    /// Places in `installed` of the first of each kind, so that the same thing counts once.
    places: HashMap<Identity, u32>,
    by_name: ByName,
}

/// A machine, container, virtual environment or cluster that software is installed on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Host {
    /// Its name as the list gives it; the list's file name where it gives none. What a Kubernetes cluster runs without
    /// saying on which node is on `namespace/NAME`.
    pub name: String,
    /// Operating system as the list gives it (`Debian GNU/Linux 12`); `""` where it gives none.
    pub os: String,
    /// Processor architecture (`x86_64`); `""` where the list gives none.
    pub architecture: String,
}

/// One piece of software on one host. The texts are shared: a name that stands in a million rows is held once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Installed {
    /// Place of its host in [`Inventory::hosts`].
    pub host: u32,
    /// Name in its ecosystem.
    pub name: Arc<str>,
    /// Version as the list gives it, with a distribution's epoch and revision; `""` where the list gives none.
    pub version: Arc<str>,
    /// purl type: `deb`, `rpm`, `apk`, `pypi`, `npm`, `gem`, `oci` (container images), `helm` (charts), `generic` (Windows
    /// programs, products of unknown kind).
    pub ecosystem: Arc<str>,
    /// The list that says so: place in [`crate::context::Context::beside`].
    pub input: u32,
    /// Line in that list, from 1; 0 where it has no lines.
    pub line: u32,
}

/// Host, name, version and ecosystem; the texts by their numbers in [`Words`].
type Identity = [u32; 4];

/// Places in `installed` by comparable name. The comparable name is made once for each name, not for each row.
#[derive(Clone, Debug, Default)]
struct ByName {
    /// Groups by comparable name.
    groups_by_key: HashMap<String, usize>,
    /// Groups by a name's number in [`Words`].
    groups_by_word: HashMap<u32, usize>,
    groups: Vec<Vec<u32>>,
}

impl Inventory {
    /// The hosts, in the order in which the lists name them.
    pub fn hosts(&self) -> &[Host] {
        &self.hosts
    }

    /// What is installed, in the order of the lists.
    pub fn installed(&self) -> &[Installed] {
        &self.installed
    }

    /// Whether no list was given or none could be read.
    pub fn is_empty(&self) -> bool {
        self.hosts.is_empty()
    }

    /// Adds a host and gives its place. A host that is known by that name, in any case, is the same one; what is not
    /// known of it yet is filled in.
    pub fn add_host(&mut self, host: Host) -> u32 {
        let next = clamp(self.hosts.len());
        let at = *self.host_places.entry(host.name.to_lowercase()).or_insert(next);
        match self.hosts.get_mut(usize::try_from(at).unwrap_or(usize::MAX)) {
            Some(known) => {
                fill(&mut known.os, shown(host.os));
                fill(&mut known.architecture, shown(host.architecture));
            }
            None => {
                let [name, os, architecture] = [host.name, host.os, host.architecture].map(shown);
                self.hosts.push(Host { name, os, architecture });
            }
        }
        at
    }

    /// Whether there is a host of that name, in any case.
    fn knows_host(&self, name: &str) -> bool {
        self.host_places.contains_key(&name.to_lowercase())
    }

    /// Adds a piece of software; the same one of the same version on the same host counts once.
    pub fn add(&mut self, installed: Installed) {
        let Installed { host, name, version, ecosystem, input, line } = installed;
        self.take(host, [&name, &version, &ecosystem], (input, line));
    }

    /// What is installed under a name, whatever the ecosystem, in the order of the lists. Names differ neither by case
    /// nor by `-`, `_` and `.`.
    pub fn named(&self, name: &str) -> impl Iterator<Item = &Installed> {
        self.by_name.get(name).iter().filter_map(|&at| self.installed.get(usize::try_from(at).ok()?))
    }

    /// Adds name, version and ecosystem on a host, as a line of an input says; gives the place in `installed`.
    fn take(&mut self, host: u32, texts: [&str; 3], (input, line): (u32, u32)) -> u32 {
        let [name, version, ecosystem] = texts.map(|text| self.words.number(text));
        let next = clamp(self.installed.len());
        let at = *self.places.entry([host, name, version, ecosystem]).or_insert(next);
        if at == next {
            let [name_text, version, ecosystem] = [name, version, ecosystem].map(|number| self.words.text(number));
            self.by_name.add(name, &name_text, at);
            self.installed.push(Installed { host, name: name_text, version, ecosystem, input, line });
        }
        at
    }
}

impl ByName {
    fn add(&mut self, word: u32, name: &str, place: u32) {
        let group = *self.groups_by_word.entry(word).or_insert_with(|| {
            *self.groups_by_key.entry(comparable(name)).or_insert_with(|| {
                self.groups.push(Vec::new());
                self.groups.len().saturating_sub(1)
            })
        });
        if let Some(group) = self.groups.get_mut(group) {
            group.push(place);
        }
    }

    fn get(&self, name: &str) -> &[u32] {
        let group = self.groups_by_key.get(&comparable(name)).and_then(|&group| self.groups.get(group));
        group.map_or(&[], Vec::as_slice)
    }
}

/// A name as it is compared: lower case; hyphens, underscores and dots are one.
fn comparable(name: &str) -> String {
    name.chars().map(|c| if matches!(c, '_' | '.') { '-' } else { c }).flat_map(char::to_lowercase).collect()
}

/// A cell without the secret that someone has put into it.
fn shown(text: String) -> String {
    match redact(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(masked) => masked,
    }
}

fn fill(known: &mut String, told: String) {
    if known.is_empty() {
        *known = told;
    }
}

fn clamp(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
