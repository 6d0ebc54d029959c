//! Unit files of systemd (systemd.unit(5), systemd.timer(5)).

use crate::facts::{Facts, Schedule, ScheduleKind, Site, Unit, UnitUse};
use crate::schedule::{calendar, duration, shown};

const KINDS: &[&str] =
    &["service", "timer", "socket", "target", "path", "mount", "automount", "swap", "slice", "scope", "device"];

/// Settings that name other units.
const USES: &[&str] =
    &["After", "Before", "Requires", "Requisite", "Wants", "BindsTo", "PartOf", "Upholds", "OnFailure"];

/// Whether a file of that name is a unit.
pub(crate) fn is_unit(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(stem, kind)| !stem.is_empty() && KINDS.contains(&kind))
}

/// Adds the unit, those that it uses, and when it fires if it is a timer.
pub(crate) fn read(name: &str, content: &str, site: impl Fn(usize) -> Site, facts: &mut Facts, most: usize) {
    let settings = settings(content);
    if settings.is_empty() {
        return;
    }
    let all = |key: &'static str| settings.iter().filter(move |setting| setting.key == key);
    let command = all("ExecStart").next();
    facts.units.push(Unit {
        name: shown(name),
        aliases: all("Alias").flat_map(|alias| alias.value.split_whitespace()).map(shown).collect(),
        system: "systemd".to_owned(),
        command: command
            .map(|command| shown(command.value.trim_start_matches(['-', '@', '+', '!', ':'])))
            .unwrap_or_default(),
        site: site(command.or(settings.first()).map_or(0, |setting| setting.at)),
    });
    let mut uses = Vec::new();
    for setting in settings.iter().filter(|setting| USES.contains(&setting.key)) {
        uses.extend(setting.value.split_whitespace().filter(|name| is_unit(name)).map(|name| UnitUse {
            name: shown(name),
            system: "systemd".to_owned(),
            verb: format!("{}=", setting.key),
            site: site(setting.at),
        }));
    }
    uses.truncate(most);
    facts.unit_uses.append(&mut uses);
    if let Some(stem) = name.strip_suffix(".timer") {
        facts.schedules.extend(timer(name, stem, &settings, site));
    }
}

struct Setting<'t> {
    key: &'t str,
    value: String,
    at: usize,
}

/// `Key=value` of all sections, lines that go on joined.
fn settings(content: &str) -> Vec<Setting<'_>> {
    let mut settings: Vec<Setting<'_>> = Vec::new();
    let mut goes_on = false;
    let mut at = 0_usize;
    for whole in content.split_inclusive('\n') {
        let line = whole.trim();
        let start = at;
        at = at.saturating_add(whole.len());
        let is_comment = line.starts_with(['#', ';']);
        let open = line.strip_suffix('\\');
        match (goes_on, settings.last_mut()) {
            _ if is_comment => continue,
            (true, Some(last)) => {
                last.value.push(' ');
                last.value.push_str(open.unwrap_or(line).trim());
            }
            _ => {
                if let Some((key, value)) = open.unwrap_or(line).split_once('=') {
                    settings.push(Setting { key: key.trim(), value: value.trim().to_owned(), at: start });
                }
            }
        }
        goes_on = open.is_some();
    }
    settings
}

/// When a timer fires; nothing where it does not say.
fn timer(name: &str, stem: &str, settings: &[Setting<'_>], site: impl Fn(usize) -> Site) -> Option<Schedule> {
    let mut expressions = Vec::new();
    let mut words = Vec::new();
    let mut zone = String::new();
    let mut at = None;
    for setting in settings {
        let said = match setting.key {
            "OnCalendar" => {
                let (said, its_zone) = calendar::words(&setting.value);
                zone = shown(its_zone);
                said
            }
            key => match monotonic(key) {
                Some(after) => length(&setting.value, after),
                None => continue,
            },
        };
        // An empty value takes back what was said before.
        if setting.value.is_empty() {
            expressions.clear();
            words.clear();
            continue;
        }
        at = at.or(Some(setting.at));
        expressions.push(format!("{}={}", setting.key, setting.value));
        words.extend((!said.is_empty()).then_some(said));
    }
    let starts = settings.iter().find(|setting| setting.key == "Unit").map(|setting| setting.value.as_str());
    Some(Schedule {
        kind: ScheduleKind::SystemdTimer,
        name: shown(name),
        expression: shown(&expressions.join("; ")),
        words: words.join("; "),
        time_zone: zone,
        command: format!("systemctl start {}", shown(starts.unwrap_or(&format!("{stem}.service")))),
        site: site(at?),
        ..Schedule::default()
    })
}

/// What a timer's length of time is counted from.
fn monotonic(key: &str) -> Option<&'static str> {
    match key {
        "OnBootSec" => Some(" after the start of the machine"),
        "OnStartupSec" => Some(" after the start of systemd"),
        "OnActiveSec" => Some(" after the timer is started"),
        "OnUnitActiveSec" => Some(""),
        "OnUnitInactiveSec" => Some(" after the last run has ended"),
        _ => None,
    }
}

fn length(value: &str, after: &str) -> String {
    match duration::systemd(value) {
        Some(seconds) if after.is_empty() => duration::every(seconds),
        Some(seconds) => format!("{}{after}", duration::words(seconds)),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn facts(name: &str, content: &str) -> Facts {
        let mut facts = Facts::default();
        read(name, content, |_| Site::entry(name), &mut facts, 100);
        facts
    }

    #[test]
    fn a_timer_says_when_and_what() {
        let text = "[Timer]\n# comment\nOnBootSec=15min\nOnUnitActiveSec=1d\nUnit=clean.service\n";
        let timer = facts("x.timer", text).schedules.pop().unwrap();
        assert_eq!(timer.words, "15 minutes after the start of the machine; every day");
        assert_eq!(timer.command, "systemctl start clean.service");
    }

    #[test]
    fn a_service_says_what_it_uses() {
        let text = "[Unit]\nAfter=network.target \\\n  db.service\n[Service]\nExecStart=-/opt/x --a\n[Install]\nAlias=old.service\n";
        let facts = facts("x.service", text);
        assert_eq!(facts.units[0].command, "/opt/x --a");
        assert_eq!(facts.units[0].aliases, ["old.service"]);
        let names: Vec<&str> = facts.unit_uses.iter().map(|used| used.name.as_str()).collect();
        assert_eq!(names, ["network.target", "db.service"]);
    }
}
