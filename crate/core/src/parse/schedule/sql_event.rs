//! Events that SQL sets up in a database: MySQL's `CREATE EVENT`, pg_cron's `cron.schedule`, SQL Server's
//! `sp_add_jobschedule`, Oracle's `DBMS_SCHEDULER`.

use crate::facts::{Facts, Schedule, ScheduleKind};
use crate::schedule::{CronStyle, cron_words, shown};

use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input};

pub(in crate::parse) const FORMAT: Format = Format { name: "database event", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    ["sql", "ddl", "pls", "pkb"].iter().any(|extension| candidate.has_extension(extension))
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    // Of the same length, so that offsets fit.
    let lower = text.content().to_ascii_lowercase();
    let mut found: Vec<(usize, Schedule)> = Vec::new();
    for (needle, read) in READERS {
        for (at, _) in lower.match_indices(needle).take(input.most_facts) {
            // Comments that only speak of it.
            let line = lower.get(..at).unwrap_or_default().rsplit('\n').next().unwrap_or_default();
            if line.contains("--") || line.trim_start().starts_with(['*', '#']) {
                continue;
            }
            let behind = text.content().get(at.saturating_add(needle.len())..).unwrap_or_default();
            let statement = behind.get(..end(behind)).unwrap_or(behind);
            found.extend(read(statement).map(|task| (at, task)));
        }
    }
    found.sort_by_key(|(at, _)| *at);
    facts.schedules.extend(found.into_iter().take(input.most_facts).map(|(at, task)| Schedule {
        kind: ScheduleKind::DatabaseEvent,
        site: text.site(at),
        ..task
    }));
}

type Reader = fn(&str) -> Option<Schedule>;

const READERS: &[(&str, Reader)] = &[
    ("create event ", mysql),
    ("cron.schedule(", pg_cron),
    ("sp_add_jobschedule", sql_server),
    ("dbms_scheduler.create_job", oracle),
];

/// Most bytes of a statement that are looked at.
const MOST_BYTES: usize = 2000;

/// Where the statement ends, or is cut.
fn end(text: &str) -> usize {
    let mut end = text.find(';').unwrap_or(text.len()).min(MOST_BYTES);
    while !text.is_char_boundary(end) {
        end = end.saturating_sub(1);
    }
    end
}

/// `IF NOT EXISTS purge ON SCHEDULE EVERY 1 DAY STARTS '…' DO DELETE …`
fn mysql(statement: &str) -> Option<Schedule> {
    let words: Vec<&str> = statement.split_whitespace().collect();
    let place = |word: &str| words.iter().position(|one| one.eq_ignore_ascii_case(word));
    let on = place("ON")?;
    let command_at = place("DO").unwrap_or(words.len());
    let name = words.get(..on)?.last()?.trim_matches('`');
    let when = words.get(on.saturating_add(2)..command_at)?.join(" ");
    let command = words.get(command_at.saturating_add(1)..).unwrap_or_default().join(" ");
    let words = match when.to_ascii_lowercase() {
        lower if lower.starts_with("every 1 ") => lower.replacen("every 1 ", "every ", 1),
        lower if lower.starts_with("at ") => format!("once, {lower}"),
        lower => lower,
    };
    Some(Schedule {
        name: shown(name),
        expression: shown(&when),
        words: shown(&words),
        command: shown(&command),
        ..Schedule::default()
    })
}

/// `'nightly', '0 3 * * *', $$VACUUM$$)`; the name may be left out.
fn pg_cron(arguments: &str) -> Option<Schedule> {
    let texts = quoted(arguments);
    let at =
        texts.iter().position(|text| !cron_words(text, CronStyle::CRONTAB).is_empty() || text.ends_with("seconds"))?;
    let expression = *texts.get(at)?;
    let words = cron_words(expression, CronStyle::CRONTAB);
    let words = if words.is_empty() { format!("every {expression}") } else { words };
    Some(Schedule {
        name: at.checked_sub(1).and_then(|at| texts.get(at)).map(|name| shown(name)).unwrap_or_default(),
        expression: shown(expression),
        words: shown(&words),
        command: texts.get(at.saturating_add(1)).map(|command| shown(command)).unwrap_or_default(),
        ..Schedule::default()
    })
}

/// The texts in single quotes or between `$$`.
fn quoted(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['\'', '$']) {
        let behind = rest.get(at..).unwrap_or_default();
        let mark = if behind.starts_with("$$") { "$$" } else { "'" };
        let behind = behind.get(mark.len()..).unwrap_or_default();
        let Some(end) = behind.find(mark) else { break };
        found.push(behind.get(..end).unwrap_or_default());
        rest = behind.get(end.saturating_add(mark.len())..).unwrap_or_default();
    }
    found
}

fn sql_server(arguments: &str) -> Option<Schedule> {
    let value = |name: &str| {
        let behind = arguments.split(name).nth(1)?.trim_start().strip_prefix('=')?.trim_start();
        let behind = behind.strip_prefix(['N', 'n']).unwrap_or(behind).trim_start_matches('\'');
        Some(behind.split(['\'', ',', '\n']).next().unwrap_or_default().trim())
    };
    let kind = value("@freq_type")?;
    let often = match kind {
        "1" => "once",
        "4" => "every day",
        "8" => "every week",
        "16" | "32" => "every month",
        "64" => "when SQL Server Agent starts",
        "128" => "when the machine has nothing to do",
        _ => "",
    };
    let time = value("@active_start_time").filter(|time| time.bytes().all(|byte| byte.is_ascii_digit()));
    let time = time.map(|time| format!("{time:0>6}"));
    let at = time.and_then(|time| Some(format!(" at {}:{}", time.get(..2)?, time.get(2..4)?))).unwrap_or_default();
    Some(Schedule {
        name: value("@job_name").or_else(|| value("@name")).map(shown).unwrap_or_default(),
        expression: format!("freq_type {}", shown(kind)),
        words: if often.is_empty() { String::new() } else { format!("{often}{at}") },
        ..Schedule::default()
    })
}

fn oracle(arguments: &str) -> Option<Schedule> {
    let lower = arguments.to_ascii_lowercase();
    let value = |name: &str| {
        let at = lower.find(name)?;
        quoted(arguments.get(at..)?).first().copied()
    };
    let interval = value("repeat_interval")?;
    let frequency = interval.split(';').find_map(|part| part.trim().strip_prefix("FREQ="));
    let words = match frequency {
        Some("MINUTELY") => "every minute",
        Some("HOURLY") => "every hour",
        Some("DAILY") => "every day",
        Some("WEEKLY") => "every week",
        Some("MONTHLY") => "every month",
        _ => "",
    };
    let part = |name: &str| {
        interval.split(';').find_map(|part| part.trim().strip_prefix(name)).and_then(|n| n.parse::<u8>().ok())
    };
    let at =
        part("BYHOUR=").map(|hour| format!(" at {hour:02}:{:02}", part("BYMINUTE=").unwrap_or(0))).unwrap_or_default();
    let is_plain = !interval.contains("INTERVAL=") && !interval.contains("BYDAY=");
    Some(Schedule {
        name: value("job_name").map(shown).unwrap_or_default(),
        expression: shown(interval),
        words: if words.is_empty() || !is_plain { String::new() } else { format!("{words}{at}") },
        command: value("job_action").map(shown).unwrap_or_default(),
        ..Schedule::default()
    })
}
