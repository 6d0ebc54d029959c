//! Definitions of Windows tasks (`schtasks /xml`), mostly in UTF-16.

use crate::facts::{Facts, Schedule, ScheduleKind};
use crate::schedule::{shown, windows};

use crate::parse::document::{Key, Node, xml};
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input};

pub(in crate::parse) const FORMAT: Format = Format { name: "Windows task", matches, parse };

const NAMESPACE: &str = "http://schemas.microsoft.com/windows/2004/02/mit/task";

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.has_extension("xml") && {
        candidate.head_holds(b"/mit/task") || candidate.head_holds(b"/\0m\0i\0t\0/\0t\0a\0s\0k")
    }
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    if !text.content().contains(NAMESPACE) {
        return;
    }
    let document = xml::read(text.content());
    let Some(task) = document.root.get("Task") else { return };
    let command = task.get("Actions").and_then(|actions| actions.get("Exec")).map(command).unwrap_or_default();
    let user = task.get("Principals").and_then(|all| all.get("Principal")).and_then(|one| one.get("UserId"));
    let uri = task.get("RegistrationInfo").and_then(|info| info.get("URI")).and_then(Node::word);
    let name = uri.unwrap_or(input.file.name()).trim_start_matches('\\');
    let triggers = task.members_of("Triggers").iter().filter(|(key, _)| key.text.ends_with("Trigger"));
    facts.schedules.extend(triggers.take(input.most_facts).map(|(key, trigger)| Schedule {
        kind: ScheduleKind::WindowsTask,
        name: shown(name),
        expression: key.text.clone(),
        words: shown(&words(key, trigger)),
        command: shown(&command),
        user: shown(user.and_then(Node::word).unwrap_or_default()),
        site: text.site(key.at),
        ..Schedule::default()
    }));
}

fn command(exec: &Node) -> String {
    let word = |key: &str| exec.get(key).and_then(Node::word).unwrap_or_default();
    format!("{} {}", word("Command"), word("Arguments")).trim().to_owned()
}

fn words(key: &Key, trigger: &Node) -> String {
    let time = trigger.get("StartBoundary").and_then(Node::word).and_then(|start| start.split_once('T'));
    let at = time.and_then(|(_, time)| time.get(..5)).map(|time| format!(" at {time}")).unwrap_or_default();
    let repeats = trigger.get("Repetition").and_then(|repetition| repetition.get("Interval")).and_then(Node::word);
    let words = match key.text.as_str() {
        "BootTrigger" => "at every start of the machine".to_owned(),
        "LogonTrigger" => "when a user logs on".to_owned(),
        "IdleTrigger" => "when the machine has nothing to do".to_owned(),
        "EventTrigger" => "when an event is logged".to_owned(),
        "RegistrationTrigger" => "once, when it is registered".to_owned(),
        "TimeTrigger" => format!("once{at}"),
        "CalendarTrigger" => format!("{}{at}", calendar(trigger)),
        _ => String::new(),
    };
    match repeats.map(windows::repetition) {
        Some(every) if !every.is_empty() => format!("{words}, then {every}"),
        _ => words,
    }
}

/// `every day`, `every 2 weeks on Monday and Friday`
fn calendar(trigger: &Node) -> String {
    let every = |schedule: &Node, interval: &str, unit: &str| match schedule.get(interval).and_then(Node::word) {
        None | Some("1") => format!("every {unit}"),
        Some(number) => format!("every {number} {unit}s"),
    };
    if let Some(daily) = trigger.get("ScheduleByDay") {
        return every(daily, "DaysInterval", "day");
    }
    if let Some(weekly) = trigger.get("ScheduleByWeek") {
        let days: Vec<&str> = weekly.members_of("DaysOfWeek").iter().map(|(day, _)| day.text.as_str()).collect();
        let on = if days.is_empty() { String::new() } else { format!(" on {}", days.join(", ")) };
        return format!("{}{on}", every(weekly, "WeeksInterval", "week"));
    }
    if trigger.get("ScheduleByMonth").is_some() || trigger.get("ScheduleByMonthDayOfWeek").is_some() {
        return "in some months".to_owned();
    }
    String::new()
}
