//! Ansible's facts with `packages` (module `package_facts`): as `ansible -m` prints them host by host, as its JSON callback
//! and its cache write them.

use super::form::{Form, Named};
use super::json::{self, Interest, Path};
use super::listing::{Listing, Row};
use super::rpm;
use super::sample::{Sample, quoted};
use crate::parse::document::Node;
use crate::parse::text::Text;

pub(super) const FORM: Form = Form { recognise, read };

fn recognise(sample: &Sample<'_>) -> Option<Named> {
    let Some(shape) = &sample.shape else {
        let line = sample.lines.iter().find(|line| host_line(line).is_some())?;
        sample.lines.iter().find(|line| line.contains("\"ansible_facts\""))?;
        return Some(Named::new("Ansible facts", format!("a host's result begins with {}", quoted(line))));
    };
    let is_cache = shape.has("/packages") && shape.keys().iter().any(|key| key.starts_with("ansible_"));
    let names_facts =
        shape.pointers().any(|pointer| pointer.split('/').any(|key| key == FACTS)) || shape.has("/plays/0/tasks");
    (is_cache || names_facts).then(|| Named::new("Ansible facts", "JSON with `ansible_facts`"))
}

const FACTS: &str = "ansible_facts";

/// The host of `host | SUCCESS => {`, and the byte offset of the brace.
fn host_line(line: &str) -> Option<(&str, usize)> {
    let (host, rest) = line.split_once(" | ")?;
    let brace = line.find("=> {")?.saturating_add(3);
    let is_result = rest.starts_with("SUCCESS") || rest.starts_with("CHANGED");
    (is_result && !host.contains(' ')).then_some((host, brace))
}

fn read(text: &Text<'_>, listing: &mut Listing<'_>) {
    let content = text.content();
    if content.trim_start().starts_with(['{', '[']) {
        document(text, 0, "", listing);
        return;
    }
    let mut at: usize = 0;
    while let Some(rest) = content.get(at..).filter(|rest| !rest.is_empty()) {
        let line = rest.split('\n').next().unwrap_or("");
        let next = match host_line(line) {
            // What comes after a broken result could be part of it.
            Some((host, brace)) => document(text, at.saturating_add(brace), host, listing),
            None => Some(at.saturating_add(line.len())),
        };
        let Some(next) = next else { return };
        at = next.saturating_add(1);
    }
}

/// The facts of one host or of several, from a byte offset on.
fn document(text: &Text<'_>, start: usize, host: &str, listing: &mut Listing<'_>) -> Option<usize> {
    let mut known = Known { key: host.to_owned(), ..Known::default() };
    json::read_from(text, start, listing, interest, |path, value, line, listing| {
        let Some(depth) = facts_depth(path) else { return };
        let key = depth.checked_sub(2).and_then(|above| path.key(above)).unwrap_or(host);
        if known.key != key {
            known = Known { key: key.to_owned(), ..Known::default() };
        }
        match path.key(depth) {
            Some("packages") => {
                let host = known.place(listing);
                package(value, host, line, listing);
            }
            Some(fact) => known.note(fact, value.word().unwrap_or("")),
            None => {}
        }
    })
}

/// How deep the facts themselves stand: below `ansible_facts`, or at the top of a cache.
fn facts_depth(path: &Path) -> Option<usize> {
    match path.depth_of(FACTS) {
        Some(depth) => Some(depth.saturating_add(1)),
        None => path.key(0).filter(|key| *key == "packages" || key.starts_with("ansible_")).map(|_| 0),
    }
}

fn interest(path: &Path) -> Interest {
    let Some(depth) = facts_depth(path) else {
        return if path.len() <= RESULT_DEPTH { Interest::Enter } else { Interest::Skip };
    };
    match (path.len().checked_sub(depth), path.key(depth)) {
        (Some(3), Some("packages")) => Interest::Take,
        (Some(0..=2), Some("packages")) | (Some(0), _) => Interest::Enter,
        (Some(1), Some(fact)) if NAMES.contains(&plain(fact)) || ABOUT.contains(&plain(fact)) => Interest::Enter,
        _ => Interest::Skip,
    }
}

/// The callback has results at `/plays/0/tasks/0/hosts/NAME/results/0`.
const RESULT_DEPTH: usize = 8;

/// Facts that name the host, and what else is known about it.
const NAMES: &[&str] = &["fqdn", "nodename", "hostname"];
const ABOUT: &[&str] = &["distribution", "distribution_version", "architecture"];

/// A fact's name without the prefix that older versions write.
fn plain(fact: &str) -> &str {
    fact.strip_prefix("ansible_").unwrap_or(fact)
}

/// What is known about a host when its packages come. Ansible sorts its facts, and `packages` stands behind these.
#[derive(Default)]
struct Known {
    /// The name that the result has for it; `""` where it has none.
    key: String,
    name: String,
    distribution: String,
    version: String,
    architecture: String,
    place: Option<u32>,
}

impl Known {
    fn note(&mut self, fact: &str, value: &str) {
        let slot = match plain(fact) {
            "distribution" => &mut self.distribution,
            "distribution_version" => &mut self.version,
            "architecture" => &mut self.architecture,
            _ => &mut self.name,
        };
        if slot.is_empty() {
            value.clone_into(slot);
        }
    }

    fn place(&mut self, listing: &mut Listing<'_>) -> u32 {
        if let Some(place) = self.place {
            return place;
        }
        let os = format!("{} {}", self.distribution, self.version);
        let named = [&self.key, &self.name].into_iter().find(|name| !name.is_empty());
        let place = match named {
            Some(name) => listing.host(name, &os, &self.architecture),
            None => listing.own_host(&os, &self.architecture),
        };
        *self.place.insert(place)
    }
}

fn package(package: &Node, host: u32, line: u32, listing: &mut Listing<'_>) {
    let field = |key: &str| package.get(key).and_then(Node::word).unwrap_or("");
    let ecosystem = match field("source") {
        "apt" | "dpkg" => "deb",
        "rpm" => "rpm",
        "apk" => "apk",
        "pacman" => "alpm",
        _ => "generic",
    };
    let version = match ecosystem {
        "rpm" => rpm::full_version(field("epoch"), field("version"), field("release")),
        _ => field("version").to_owned(),
    };
    listing.add(Row { host: Some(host), name: field("name"), version: &version, ecosystem, line });
}
