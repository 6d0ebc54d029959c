//! Services that scripts use: `systemctl`, `service`, `rc-service`, `invoke-rc.d`, `sc`, `net`, `Restart-Service`,
//! `launchctl`; and units that they write themselves.

use crate::facts::{Facts, Unit, UnitUse};
use crate::parse::script::Read;
use crate::schedule::shown;
use crate::script::{Call, Word};

use super::file;

/// Verbs of `systemctl` that need the unit; those that only ask are left out.
const VERBS: &[&str] = &[
    "start",
    "stop",
    "restart",
    "reload",
    "try-restart",
    "condrestart",
    "reload-or-restart",
    "try-reload-or-restart",
    "enable",
    "disable",
    "reenable",
    "mask",
    "unmask",
    "kill",
    "isolate",
    "is-active",
    "is-enabled",
    "status",
];

pub(super) fn uses(call: &Call, read: &Read<'_>, found: &mut Vec<UnitUse>) {
    let mut add = |word: &Word, verb: &str, system: &str| {
        if word.is_open || word.text.is_empty() || word.text.contains(['$', '*', '/', '{', '`', '%', '\\']) {
            return;
        }
        let name = match system {
            "systemd" if !file::is_unit(&word.text) => format!("{}.service", word.text),
            _ => word.text.clone(),
        };
        let (verb, system) = (verb.to_owned(), system.to_owned());
        found.push(UnitUse { name: shown(&name), system, verb, site: read.text.site(call.at) });
    };
    let plain: Vec<&Word> = call.arguments.iter().filter(|word| !word.text.starts_with('-')).collect();
    match call.program.to_ascii_lowercase().as_str() {
        "systemctl" | "deb-systemd-invoke" | "deb-systemd-helper" => {
            let Some((verb, units)) = plain.split_first() else { return };
            if VERBS.contains(&verb.text.as_str()) && !call.has("--user") {
                units.iter().for_each(|unit| add(unit, &verb.text, "systemd"));
            }
        }
        "service" | "rc-service" | "invoke-rc.d" => {
            if let [unit, verb, ..] = plain.as_slice() {
                add(unit, &verb.text, "systemd");
            }
        }
        "net" | "sc" => {
            if let [verb, unit, ..] = plain.as_slice()
                && matches!(verb.text.to_ascii_lowercase().as_str(), "start" | "stop" | "delete" | "config")
            {
                add(unit, &verb.text.to_ascii_lowercase(), "windows");
            }
        }
        cmdlet @ ("start-service" | "stop-service" | "restart-service" | "set-service") => {
            let named = call.arguments.iter().position(|word| word.text.eq_ignore_ascii_case("-Name"));
            let unit = named.and_then(|at| call.arguments.get(at.saturating_add(1))).or(plain.first().copied());
            if let Some(unit) = unit {
                add(unit, cmdlet.trim_end_matches("-service"), "windows");
            }
        }
        _ => {}
    }
}

/// Units that the script makes: a here-document into systemd's folder, `sc create`, `New-Service`.
pub(super) fn written(call: &Call, read: &Read<'_>, facts: &mut Facts) {
    let into = call.written().find(|file| file.text.contains("systemd/system/"));
    if let (Some(into), Some(text)) = (into, call.input()) {
        let name = into.text.rsplit('/').next().unwrap_or_default();
        if file::is_unit(name) {
            file::read(name, &text.text, |_| read.text.site(call.at), facts, read.most_facts);
        }
    }
    let name = match call.program.to_ascii_lowercase().as_str() {
        "sc" if call.words().next().is_some_and(|verb| verb.eq_ignore_ascii_case("create")) => call.arguments.get(1),
        "new-service" => {
            let named = call.arguments.iter().position(|word| word.text.eq_ignore_ascii_case("-Name"));
            call.arguments.get(named.map_or(0, |at| at.saturating_add(1)))
        }
        _ => None,
    };
    if let Some(name) = name.filter(|name| !name.is_open) {
        facts.units.push(Unit {
            name: shown(&name.text),
            system: "windows".to_owned(),
            site: read.text.site(call.at),
            ..Unit::default()
        });
    }
}
