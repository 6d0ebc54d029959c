//! Tasks that shell scripts set up: what is given to `crontab`, `at` and `batch`, and written into cron's folders.

use crate::facts::{Schedule, ScheduleKind};
use crate::parse::script::Read;
use crate::script::Call;

use super::crontab::{self, Columns};
use super::shown;

pub(super) fn take(call: &Call, read: &Read<'_>, found: &mut Vec<Schedule>) {
    let most = read.most_facts.saturating_sub(found.len());
    match call.program.as_str() {
        "crontab" => {
            let user = call.option(&["-u"]).map(|user| shown(&user.text)).unwrap_or_default();
            let text = call.input().map(|word| word.text.clone()).or_else(|| piped(call, read)).unwrap_or_default();
            let tasks = lines(&text, call, read, Columns::Own, most);
            found.extend(tasks.into_iter().map(|task| Schedule { user: user.clone(), ..task }));
        }
        "at" | "batch" if !call.has("-l") && !call.has("-d") && !call.has("-r") => {
            found.extend(at(call, read));
        }
        _ => {
            let is_table = call.written().any(|file| is_table(&file.text));
            if is_table && let Some(text) = text(call) {
                found.extend(lines(&text, call, read, Columns::System, most));
            }
        }
    }
}

/// Whether the system's cron reads the file.
fn is_table(path: &str) -> bool {
    path.contains("/cron.d/") || path == "/etc/crontab"
}

fn lines(text: &str, call: &Call, read: &Read<'_>, columns: Columns, most: usize) -> Vec<Schedule> {
    crontab::read(text.lines().map(|line| ((), line)), columns, |()| read.text.site(call.at), most)
}

/// What the calls before it in the pipeline write.
fn piped(call: &Call, read: &Read<'_>) -> Option<String> {
    if !call.is_piped {
        return None;
    }
    let before: Vec<&Call> = read.script.calls.iter().take_while(|other| other.at < call.at).collect();
    // `(crontab -l; echo "…") | crontab -`: what is printed by the calls just before it.
    const NEAR: usize = 4;
    let near = before.iter().rev().take(NEAR).filter_map(|call| text(call));
    let text: Vec<String> = near.collect();
    (!text.is_empty()).then(|| text.join("\n"))
}

/// What a call prints: the words of `echo`, the text of a here-document.
fn text(call: &Call) -> Option<String> {
    match call.program.as_str() {
        "echo" | "printf" => {
            let words: Vec<&str> =
                call.words().skip_while(|word| matches!(*word, "-e" | "-n" | "-E" | "%s\\n")).collect();
            Some(words.join(" ").replace("\\n", "\n"))
        }
        _ => call.input().map(|word| word.text.clone()),
    }
}

/// `echo /opt/x/clean | at 23:00 tomorrow`, `at -f job.sh now + 1 hour`
fn at(call: &Call, read: &Read<'_>) -> Option<Schedule> {
    let file = call.option(&["-f"]).map(|file| file.text.as_str());
    let mut words = call.words().peekable();
    let mut time = Vec::new();
    while let Some(word) = words.next() {
        match word {
            "-f" | "-q" => drop(words.next()),
            "-t" => time.extend(words.next()),
            option if option.starts_with('-') => {}
            other => time.push(other),
        }
    }
    let time = time.join(" ");
    let is_batch = call.program == "batch";
    if time.is_empty() && !is_batch {
        return None;
    }
    let input = || call.input().map(|word| word.text.clone()).or_else(|| piped(call, read));
    let command = file.map(str::to_owned).or_else(input).unwrap_or_default();
    let words = match time.as_str() {
        _ if is_batch => "once, as soon as the machine has little to do".to_owned(),
        "now" => "once, at once".to_owned(),
        time => match time.strip_prefix("now + ").or_else(|| time.strip_prefix("now +")) {
            Some(later) => format!("once, {later} after the command is given"),
            None => format!("once, at {time}"),
        },
    };
    let expression = shown(&time);
    let words = shown(&words);
    Some(Schedule {
        kind: ScheduleKind::At,
        expression,
        words,
        command: shown(command.trim()),
        site: read.text.site(call.at),
        ..Schedule::default()
    })
}
