//! Which column means what, by the words of a header.

use crate::context::Columns;
use crate::context::inventory::listing::{Listing, Row};

/// The columns of a table that are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::context::inventory) struct Mapping {
    pub(in crate::context::inventory) columns: Columns,
    os: Option<u32>,
    architecture: Option<u32>,
    ecosystem: Option<u32>,
}

/// One row of a table.
pub(in crate::context::inventory) struct TableRow<'r, C> {
    pub(in crate::context::inventory) cells: &'r [C],
    /// From 1; 0 where there are no lines.
    pub(in crate::context::inventory) line: u32,
    /// The ecosystem where no column says it.
    pub(in crate::context::inventory) ecosystem: &'r str,
}

/// Names of columns, compared as [`key`] makes them; what is more certain stands first.
const SOFTWARE: &[&str] = &[
    "displayname",
    "arpdisplayname",
    "productname",
    "softwarename",
    "applicationname",
    "packagename",
    "programname",
    "component",
    "componentname",
    "package",
    "software",
    "application",
    "product",
    "program",
    "installedsoftware",
    "discoverymodel",
    "app",
    "title",
    "name",
];
const VERSION: &[&str] = &[
    "displayversion",
    "installedversion",
    "productversion",
    "softwareversion",
    "packageversion",
    "applicationversion",
    "componentversion",
    "currentversion",
    "appversion",
    "version",
    "versionnumber",
    "ver",
];
const HOST: &[&str] = &[
    "hostname",
    "host",
    "computername",
    "pscomputername",
    "netbiosname",
    "machinename",
    "servername",
    "systemname",
    "devicename",
    "nodename",
    "installedon",
    "installedonname",
    "computer",
    "machine",
    "server",
    "device",
    "node",
    "configurationitem",
    "configurationitemname",
    "ciname",
    "ci",
    "fqdn",
    "dnsname",
    "asset",
    "assetname",
    "endpoint",
    "vm",
    "vmname",
    "system",
    "instance",
    "name",
];
const OS: &[&str] = &[
    "operatingsystem",
    "operatingsystemname",
    "operatingsystemnameand",
    "osname",
    "os",
    "distribution",
    "distro",
    "caption",
    "platform",
];
const ARCHITECTURE: &[&str] = &["arch", "architecture", "cpuarchitecture", "osarchitecture", "systemtype"];
const ECOSYSTEM: &[&str] = &["ecosystem", "packageecosystem", "packagetype", "pkgtype", "purltype"];

/// A column's name as it is compared: letters and digits in lower case, without the 0 that SCCM's views put at the end.
pub(in crate::context::inventory) fn key(cell: &str) -> String {
    let letters = cell.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
    let mut key: String = letters.collect();
    if key.len() > 1 && key.ends_with('0') {
        key.pop();
    }
    key
}

impl Mapping {
    /// The columns that a header names.
    pub(in crate::context::inventory) fn of_header<'c>(cells: impl Iterator<Item = &'c str>) -> Self {
        // A header's words are short: what is longer is no name, and not worth a copy.
        let keys: Vec<String> = cells.map(|cell| if cell.len() <= 60 { key(cell) } else { String::new() }).collect();
        let find = |names: &[&str], taken: &[Option<u32>]| {
            let is_free = |at: &u32| !taken.contains(&Some(*at));
            names.iter().find_map(|name| {
                let at = keys.iter().position(|key| key == name).and_then(|at| u32::try_from(at).ok());
                at.filter(is_free)
            })
        };
        let name = find(SOFTWARE, &[]);
        let version = find(VERSION, &[name]);
        let host = find(HOST, &[name, version]);
        let taken = [name, version, host];
        let [os, architecture, ecosystem] = [OS, ARCHITECTURE, ECOSYSTEM].map(|names| find(names, &taken));
        Self { columns: Columns { name, version, host }, os, architecture, ecosystem }
    }

    /// Whether it says what is installed: software with versions, or software with hosts.
    pub(in crate::context::inventory) fn is_inventory(&self) -> bool {
        let Columns { name, version, host } = &self.columns;
        name.is_some() && (version.is_some() || host.is_some())
    }

    /// How many columns are known.
    pub(super) fn known(&self) -> usize {
        let Columns { name, version, host } = self.columns;
        [name, version, host, self.os, self.architecture, self.ecosystem].iter().flatten().count()
    }

    pub(super) fn choose(&mut self, columns: &Columns) {
        self.columns = columns.clone();
        let Columns { name, version, host } = self.columns;
        for slot in [&mut self.os, &mut self.architecture, &mut self.ecosystem] {
            *slot = slot.filter(|at| ![name, version, host].contains(&Some(*at)));
        }
    }

    /// What each column in use was taken for.
    pub(super) fn described(&self, header: &[String]) -> Vec<String> {
        let Columns { name, version, host } = self.columns;
        let columns = [
            ("software", name),
            ("version", version),
            ("host", host),
            ("operating system", self.os),
            ("architecture", self.architecture),
            ("ecosystem", self.ecosystem),
        ];
        let described = columns.into_iter().filter_map(|(meaning, at)| {
            let cell = header.get(usize::try_from(at?).ok()?)?;
            Some(format!("{meaning} in {}", crate::context::inventory::sample::quoted(cell)))
        });
        described.collect()
    }

    /// Takes a row.
    pub(in crate::context::inventory) fn add<C: AsRef<str>>(&self, row: &TableRow<'_, C>, listing: &mut Listing<'_>) {
        let own = |at: Option<u32>| row.cells.get(usize::try_from(at?).ok()?).map(|cell| cell.as_ref().trim());
        let cell = |at| own(at).unwrap_or("");
        let name = match own(self.columns.name) {
            // Windows lists patches and parts without a name, and tables have rows that only space them.
            Some("") => return,
            Some(name) => name,
            None => return listing.unread(row.line),
        };
        let host_name = cell(self.columns.host);
        // Without a host the architecture is the package's own.
        let host = (!host_name.is_empty())
            .then(|| listing.host(host_name, cell(self.os), architecture(cell(self.architecture))));
        let ecosystem = match cell(self.ecosystem) {
            "" => row.ecosystem,
            told => told,
        };
        let version = cell(self.columns.version);
        listing.add(Row { host, name, version, ecosystem, line: row.line });
    }
}

/// A host's architecture; that of a package for all of them says nothing about its host.
fn architecture(told: &str) -> &str {
    if matches!(told, "all" | "any" | "noarch" | "neutral") { "" } else { told }
}
