//! Tasks, endpoints and credentials: what runs later, whom it talks to, and what it carries.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::effects::spot;
use super::{BOLD, Paint, and_more, printable};
use crate::facts::{Endpoint, EndpointKind, Facts, Schedule, Secret};

/// Lines of each list.
const SHOWN: usize = 10;
/// A secret of which no more is known than that it may be one is left to the JSON.
const LEAST_CERTAINTY: u8 = 2;

pub(super) fn reach(out: &mut String, facts: &Facts, paint: &Paint) {
    let hosts = hosts(facts);
    let secrets: Vec<&Secret> = facts.secrets.iter().filter(|secret| secret.certainty >= LEAST_CERTAINTY).collect();
    if facts.schedules.is_empty() && hosts.is_empty() && secrets.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{}", paint.with(BOLD, "TASKS, ENDPOINTS AND CREDENTIALS"));
    for task in facts.schedules.iter().take(SHOWN) {
        let _ = writeln!(out, "  task        {}  ({})", printable(&self::task(task)), spot(&task.site));
    }
    and_more(out, "  ", facts.schedules.len(), SHOWN, " tasks");
    for (host, places) in hosts.iter().take(SHOWN) {
        let first = places.first().map(|own| spot(&own.site)).unwrap_or_default();
        let more = places.len().saturating_sub(1);
        let more = if more == 0 { String::new() } else { format!(" and {more} more") };
        let kind = places.iter().map(|own| own.kind).max().unwrap_or_default();
        let _ = writeln!(out, "  endpoint    {}, {}  ({first}{more})", printable(host), kind.as_str());
    }
    and_more(out, "  ", hosts.len(), SHOWN, " endpoints");
    for secret in secrets.iter().take(SHOWN) {
        let _ = writeln!(out, "  credential  {}  ({})", printable(&credential(secret)), spot(&secret.site));
    }
    and_more(out, "  ", secrets.len(), SHOWN, " credentials");
}

/// The hosts that something talks to, each with its places.
fn hosts(facts: &Facts) -> BTreeMap<&str, Vec<&Endpoint>> {
    let is_told = |own: &&Endpoint| {
        use EndpointKind::{Documentation, Example, Local, Namespace};
        !own.host.is_empty() && !matches!(own.kind, Documentation | Example | Local | Namespace)
    };
    let mut hosts: BTreeMap<&str, Vec<&Endpoint>> = BTreeMap::new();
    for own in facts.endpoints.iter().filter(is_told) {
        hosts.entry(&own.host).or_default().push(own);
    }
    hosts
}

fn task(task: &Schedule) -> String {
    let name = if task.name.is_empty() { task.kind.as_str() } else { &task.name };
    let when = if task.words.is_empty() { &task.expression } else { &task.words };
    let who = if task.user.is_empty() { String::new() } else { format!(" as {}", task.user) };
    let command = if task.command.is_empty() { String::new() } else { format!(": {}", task.command) };
    format!("{name}, {when}{who}{command}")
}

fn credential(secret: &Secret) -> String {
    let of = if secret.provider.is_empty() { String::new() } else { format!(" of {}", secret.provider) };
    let name = if secret.name.is_empty() { String::new() } else { format!(", {}", secret.name) };
    format!("{}{of}{name}, {}", secret.kind.as_str(), secret.shown)
}
