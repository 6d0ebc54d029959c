//! What runs in production: hosts and the software installed on each, out of the lists that people already have.

use std::collections::BTreeMap;

/// Everything that the dropped inventories say.
#[derive(Clone, Debug, Default)]
pub struct Inventory {
    hosts: Vec<Host>,
    installed: Vec<Installed>,
    /// Places in `installed` by ecosystem and comparable name.
    by_name: BTreeMap<String, Vec<u32>>,
}

/// A machine, container, virtual environment or cluster that software is installed on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Host {
    /// Its name as the list gives it; the list's file name where it gives none.
    pub name: String,
    /// Operating system as the list gives it (`Debian GNU/Linux 12`); `""` where it gives none.
    pub os: String,
    /// Processor architecture (`x86_64`); `""` where the list gives none.
    pub architecture: String,
}

/// One piece of software on one host.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Installed {
    /// Place of its host in [`Inventory::hosts`].
    pub host: u32,
    /// Name in its ecosystem.
    pub name: String,
    /// Version as the list gives it.
    pub version: String,
    /// purl type: `deb`, `rpm`, `pypi`, `npm`, `generic` (Windows programs, products of unknown kind).
    pub ecosystem: String,
    /// The list that says so: place in the report's `inputs`.
    pub input: u32,
    /// Line in that list, from 1; 0 where it has no lines.
    pub line: u32,
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

    /// Adds a host and gives its place; a host that is known by that name is the same one.
    pub fn add_host(&mut self, host: Host) -> u32 {
        let known = self.hosts.iter().position(|known| known.name == host.name);
        let at = known.unwrap_or_else(|| {
            self.hosts.push(host);
            self.hosts.len().saturating_sub(1)
        });
        u32::try_from(at).unwrap_or(u32::MAX)
    }

    /// Adds a piece of software; the same one of the same version on the same host counts once.
    pub fn add(&mut self, installed: Installed) {
        let at = u32::try_from(self.installed.len()).unwrap_or(u32::MAX);
        self.by_name.entry(comparable(&installed.name)).or_default().push(at);
        self.installed.push(installed);
    }

    /// What is installed under a name, whatever the ecosystem, in the order of the lists.
    pub fn named(&self, name: &str) -> impl Iterator<Item = &Installed> {
        let places = self.by_name.get(&comparable(name)).map_or(&[][..], Vec::as_slice);
        places.iter().filter_map(|&at| self.installed.get(usize::try_from(at).ok()?))
    }
}

/// A name as it is compared: lower case; hyphens, underscores and dots are one.
fn comparable(name: &str) -> String {
    name.chars().map(|c| if matches!(c, '_' | '.') { '-' } else { c }).flat_map(char::to_lowercase).collect()
}
