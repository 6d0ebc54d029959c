//! Tasks that scripts give to Windows' Task Scheduler: `schtasks /create`, `New-ScheduledTaskTrigger` and
//! `Register-ScheduledTask`.

use crate::facts::{Schedule, ScheduleKind};
use crate::parse::script::Read;
use crate::script::Call;

use super::{duration, shown};

pub(super) fn take(call: &Call, read: &Read<'_>, found: &mut Vec<Schedule>) {
    let task = match call.program.to_ascii_lowercase().as_str() {
        "schtasks" if has(call, &["/create", "-create"]) => schtasks(call),
        "register-scheduledtask" | "register-scheduledjob" => register(call, read),
        _ => return,
    };
    found.push(Schedule { kind: ScheduleKind::WindowsTask, site: read.text.site(call.at), ..task });
}

fn has(call: &Call, names: &[&str]) -> bool {
    call.words().any(|word| names.iter().any(|name| name.eq_ignore_ascii_case(word)))
}

/// What follows an option, in whatever case it is written.
fn option<'c>(call: &'c Call, names: &[&str]) -> Option<&'c str> {
    let mut words = call.words();
    words.find(|word| names.iter().any(|name| name.eq_ignore_ascii_case(word)))?;
    words.next()
}

fn schtasks(call: &Call) -> Schedule {
    let of = |name: &str| option(call, &[&format!("/{name}"), &format!("-{name}")]).unwrap_or_default();
    let (schedule, start) = (of("sc"), of("st"));
    let parts = [("sc", schedule), ("mo", of("mo")), ("d", of("d")), ("st", start)];
    let written = parts.iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| format!("/{name} {value}"));
    Schedule {
        name: shown(of("tn")),
        expression: shown(&written.collect::<Vec<_>>().join(" ")),
        words: shown(&when(schedule, of("mo"), of("d"), start)),
        command: shown(of("tr")),
        user: shown(of("ru")),
        ..Schedule::default()
    }
}

fn when(schedule: &str, every: &str, days: &str, start: &str) -> String {
    let every: u64 = every.parse().unwrap_or(1);
    let repeated = |unit: &str| if every == 1 { format!("every {unit}") } else { format!("every {every} {unit}s") };
    let words = match schedule.to_ascii_lowercase().as_str() {
        "minute" => repeated("minute"),
        "hourly" => repeated("hour"),
        "daily" => repeated("day"),
        "weekly" => repeated("week"),
        "monthly" => repeated("month"),
        "once" => "once".to_owned(),
        "onstart" => return "at every start of the machine".to_owned(),
        "onlogon" => return "when a user logs on".to_owned(),
        "onidle" => return "when the machine has nothing to do".to_owned(),
        "onevent" => return "when an event is logged".to_owned(),
        _ => return String::new(),
    };
    let words = if days.is_empty() { words } else { format!("{words} on {days}") };
    if start.is_empty() { words } else { format!("{words} at {start}") }
}

/// The trigger and the action are made by calls before it, or in brackets inside of it: then they are in its words.
fn register(call: &Call, read: &Read<'_>) -> Schedule {
    let near = read.script.calls.iter().filter(|other| other.at <= call.end.max(call.at));
    let mut last_trigger: Option<&Call> = None;
    let mut last_action: Option<&Call> = None;
    for other in near {
        match other.program.to_ascii_lowercase().as_str() {
            "new-scheduledtasktrigger" | "new-jobtrigger" => last_trigger = Some(other),
            "new-scheduledtaskaction" => last_action = Some(other),
            _ => {}
        }
    }
    let action = |name: &str| last_action.and_then(|action| option(action, &[name])).unwrap_or_default();
    let command = format!("{} {}", action("-Execute"), action("-Argument"));
    let expression = last_trigger.map(|trigger| trigger.words().collect::<Vec<_>>().join(" ")).unwrap_or_default();
    Schedule {
        name: shown(option(call, &["-TaskName", "-Name"]).unwrap_or_default()),
        expression: shown(&expression),
        words: shown(&last_trigger.map(trigger).unwrap_or_default()),
        command: shown(command.trim()),
        user: shown(option(call, &["-User"]).unwrap_or_default()),
        ..Schedule::default()
    }
}

fn trigger(call: &Call) -> String {
    let at = option(call, &["-At"]).map(|at| format!(" at {at}")).unwrap_or_default();
    let days = option(call, &["-DaysOfWeek"]).map(|days| format!(" on {days}")).unwrap_or_default();
    let repeated = |unit: &str, option_name: &str| match option(call, &[option_name]) {
        Some(every) if every != "1" => format!("every {every} {unit}s"),
        _ => format!("every {unit}"),
    };
    if has(call, &["-Daily"]) {
        format!("{}{at}", repeated("day", "-DaysInterval"))
    } else if has(call, &["-Weekly"]) {
        format!("{}{days}{at}", repeated("week", "-WeeksInterval"))
    } else if has(call, &["-AtStartup"]) {
        "at every start of the machine".to_owned()
    } else if has(call, &["-AtLogOn"]) {
        "when a user logs on".to_owned()
    } else if has(call, &["-Once"]) {
        format!("once{at}")
    } else {
        String::new()
    }
}

/// How often a repetition of the task's definition comes: `PT15M`.
pub(crate) fn repetition(interval: &str) -> String {
    duration::iso_8601(interval).map(duration::every).unwrap_or_default()
}
