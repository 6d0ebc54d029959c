//! Schedules of applications, by what their frameworks call them: Spring's `@Scheduled`, Quartz' cron expressions, Celery's
//! `crontab(…)`, node-cron, Jenkins' `cron(…)`.

use crate::facts::{Facts, Schedule, ScheduleKind, Site};
use crate::parse::head;
use crate::schedule::{CronStyle, cron_words, duration, shown};

use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input};

pub(in crate::parse) const FORMAT: Format = Format { name: "application schedule", matches, parse };

const EXTENSIONS: &[&str] = &["java", "kt", "py", "js", "ts", "mjs", "properties", "xml", "groovy", "Jenkinsfile"];

/// What stands before an expression in quotes, and how it is counted.
const QUOTED: &[(&str, CronStyle)] = &[
    ("@Scheduled(cron", CronStyle::CRONTAB),
    ("cronExpression", CronStyle::QUARTZ),
    ("cronSchedule(", CronStyle::QUARTZ),
    ("cron.schedule(", CronStyle::CRONTAB),
    ("CronTrigger.from_crontab(", CronStyle::CRONTAB),
];
const NEEDLES: &[&[u8]] =
    &[b"@Scheduled", b"cronExpression", b"cronSchedule", b"cron.schedule", b"crontab(", b"from_crontab"];

fn matches(candidate: &Candidate<'_>) -> bool {
    EXTENSIONS.iter().any(|extension| candidate.has_extension(extension))
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    if !NEEDLES.iter().any(|needle| head::holds(input.bytes, needle)) {
        return;
    }
    let text = Text::new(&input.file.path, input.bytes);
    let tasks = text.lines_at().filter(|(_, line)| !is_comment(line)).filter_map(|(at, line)| {
        let (expression, words) = quoted(line).or_else(|| fixed(line)).or_else(|| celery(line))?;
        Some(task(&expression, words, text.site(at)))
    });
    facts.schedules.extend(tasks.take(input.most_facts));
}

fn is_comment(line: &str) -> bool {
    ["//", "#", "*", "/*", "<!--"].iter().any(|mark| line.trim_start().starts_with(mark))
}

fn task(expression: &str, words: String, site: Site) -> Schedule {
    Schedule { kind: ScheduleKind::Application, expression: shown(expression), words, site, ..Schedule::default() }
}

fn quoted(line: &str) -> Option<(String, String)> {
    QUOTED.iter().find_map(|(before, style)| {
        let behind = line.split(before).nth(1)?.trim_start_matches([' ', '=', ':', '(', '"', '\'', '>', '`']);
        let expression = behind.split(['"', '\'', '<', '`', ')']).next()?.trim();
        let words = cron_words(expression, *style);
        (!words.is_empty()).then(|| (expression.to_owned(), words))
    })
}

/// `@Scheduled(fixedRate = 5000)`, in milliseconds.
fn fixed(line: &str) -> Option<(String, String)> {
    let behind = line.split("@Scheduled(").nth(1)?;
    let name = ["fixedRate", "fixedDelay"].into_iter().find(|name| behind.contains(name))?;
    let value = behind.split(name).nth(1)?.trim_start_matches(|c: char| !c.is_ascii_digit() && c != 'P' && c != ')');
    let number: String = value.chars().take_while(|c| c.is_ascii_digit() || *c == '_').filter(|c| *c != '_').collect();
    let seconds = match number.parse::<u64>() {
        Ok(milliseconds) => milliseconds.checked_div(1000)?,
        Err(_) => duration::iso_8601(value.split(['"', ')']).next()?)?,
    };
    let words = if seconds == 0 { "many times a second".to_owned() } else { duration::every(seconds) };
    let after = if name == "fixedDelay" { ", counted from the end of the last run" } else { "" };
    Some((format!("{name} {}", value.split(')').next().unwrap_or_default()), format!("{words}{after}")))
}

/// `crontab(minute=0, hour=3)`
fn celery(line: &str) -> Option<(String, String)> {
    let arguments = line.split(" crontab(").nth(1)?.rsplit_once(')')?.0;
    let field = |name: &str, otherwise: &'static str| -> String {
        let value = arguments.split(&format!("{name}=")).nth(1);
        let quoted =
            value.and_then(|value| value.strip_prefix(['"', '\''])).and_then(|value| value.split(['"', '\'']).next());
        let bare = value.map(|value| value.split([',', ')']).next().unwrap_or_default().trim());
        quoted.or(bare).unwrap_or(otherwise).to_owned()
    };
    let of_month = field("day_of_month", "*");
    let fields =
        [field("minute", "*"), field("hour", "*"), of_month, field("month_of_year", "*"), field("day_of_week", "*")];
    let words = cron_words(&fields.join(" "), CronStyle::CRONTAB);
    (!words.is_empty()).then(|| (format!("crontab({arguments})"), words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frameworks_say_it_in_their_ways() {
        let words = |line: &str| quoted(line).or_else(|| fixed(line)).or_else(|| celery(line)).map(|(_, words)| words);
        for (line, wanted) in [
            ("  @Scheduled(cron = \"0 0 3 * * *\")", "every day at 03:00"),
            ("  @Scheduled(fixedRate = 60_000)", "every minute"),
            ("  @Scheduled(fixedDelayString = \"PT5M\")", "every 5 minutes, counted from the end of the last run"),
            ("  'schedule': crontab(hour=3, minute=30),", "every day at 03:30"),
            ("cron.schedule('*/5 * * * *', () => {", "every 5 minutes"),
            ("<property name=\"cronExpression\" value=\"x\"/>", ""),
        ] {
            assert_eq!(words(line).unwrap_or_default(), wanted, "{line}");
        }
    }
}
