//! Lines of crontabs (crontab(5)) and of anacron's table (anacrontab(5)).

use crate::facts::{Schedule, ScheduleKind, Site};

use super::{CronStyle, cron_words, duration, shown};

/// Which columns a line has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Columns {
    /// Of one user: times, command.
    Own,
    /// Of the system: times, user, command.
    System,
    /// Of anacron: days, delay, name, command.
    Anacron,
}

/// The tasks of a crontab's lines, and the place of each line by the number that comes with it.
pub(crate) fn read<'t, P: Copy>(
    lines: impl Iterator<Item = (P, &'t str)>,
    columns: Columns,
    site: impl Fn(P) -> Site,
    most: usize,
) -> Vec<Schedule> {
    let mut zone = String::new();
    let mut found = Vec::new();
    for (place, line) in lines {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some((name, value)) = variable(line) {
            if matches!(name, "CRON_TZ" | "TZ") {
                zone = shown(value.trim().trim_matches(['"', '\'']));
            }
            continue;
        }
        if found.len() >= most {
            break;
        }
        let task = if columns == Columns::Anacron { anacron(line) } else { task(line, columns) };
        found.extend(task.map(|task| Schedule { time_zone: zone.clone(), site: site(place), ..task }));
    }
    found
}

/// `NAME=value`, with spaces around the sign where somebody likes them.
fn variable(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once('=')?;
    let name = name.trim().trim_matches(['"', '\'']);
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    is_name.then_some((name, value))
}

fn task(line: &str, columns: Columns) -> Option<Schedule> {
    // FreeBSD and cronie take `-` before a line that need not be logged.
    let line = line.strip_prefix('-').unwrap_or(line);
    let fields = if line.starts_with('@') { nickname_fields(line) } else { 5 };
    let (expression, rest) = split_after(line, fields)?;
    if !looks_like_times(expression) {
        return None;
    }
    let (user, command) = match columns {
        Columns::System => rest.split_once(char::is_whitespace)?,
        _ => ("", rest),
    };
    let command = before_input(command.trim());
    (!command.is_empty()).then(|| Schedule {
        kind: ScheduleKind::Cron,
        expression: shown(expression),
        words: cron_words(expression, CronStyle::CRONTAB),
        command: shown(command),
        user: shown(user),
        ..Schedule::default()
    })
}

/// `@daily` is one word, `@every 5m` two.
fn nickname_fields(line: &str) -> usize {
    if line.starts_with("@every") { 2 } else { 1 }
}

/// The first words, and what stands behind them.
fn split_after(line: &str, words: usize) -> Option<(&str, &str)> {
    let mut rest = line;
    for _ in 0..words {
        rest = rest.trim_start();
        rest = rest.get(rest.find(char::is_whitespace)?..)?;
    }
    let end = line.len().saturating_sub(rest.len());
    Some((line.get(..end)?, rest.trim()))
}

fn looks_like_times(expression: &str) -> bool {
    let is_field = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '*' | '?' | 'H' | '~'))
            || (word.len() >= 3
                && word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | ',' | '/' | '#')))
    };
    expression.starts_with('@')
        || (expression.split_whitespace().all(is_field)
            && expression.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '*' | 'H' | '~')))
}

/// What stands behind a `%` without a backslash is the command's input.
fn before_input(command: &str) -> &str {
    let mut is_escaped = false;
    for (at, letter) in command.char_indices() {
        if letter == '%' && !is_escaped {
            return command.get(..at).unwrap_or(command).trim_end();
        }
        is_escaped = letter == '\\' && !is_escaped;
    }
    command
}

/// `7 10 cron.weekly run-parts /etc/cron.weekly`
fn anacron(line: &str) -> Option<Schedule> {
    let (times, rest) = split_after(line, 2)?;
    let (period, delay) = times.split_once(char::is_whitespace)?;
    let (name, command) = rest.split_once(char::is_whitespace)?;
    let delay: u64 = delay.trim().parse().ok()?;
    let every = match period {
        "@daily" => "every day".to_owned(),
        "@weekly" => "every week".to_owned(),
        "@monthly" => "every month".to_owned(),
        "@yearly" | "@annually" => "every year".to_owned(),
        days => duration::every(days.parse::<u64>().ok()?.checked_mul(86_400)?),
    };
    let after = duration::words(delay.checked_mul(60)?);
    Some(Schedule {
        kind: ScheduleKind::Cron,
        name: shown(name),
        expression: shown(times),
        words: format!("{every}, {after} after anacron starts"),
        command: shown(command.trim()),
        ..Schedule::default()
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn tasks(text: &str, columns: Columns) -> Vec<(String, String, String, String)> {
        read((1_u32..).zip(text.lines()), columns, |line| Site::line("crontab", line, ""), 100)
            .into_iter()
            .map(|task| (task.words, task.user, task.command, task.time_zone))
            .collect()
    }

    fn row(words: &str, user: &str, command: &str, zone: &str) -> (String, String, String, String) {
        (words.to_owned(), user.to_owned(), command.to_owned(), zone.to_owned())
    }

    #[test]
    fn a_system_table_has_a_user() {
        let text =
            "SHELL=/bin/sh\nCRON_TZ = Europe/Berlin\n# m h\n17 *\t* * *\troot\tcd / && run-parts /etc/cron.hourly\n";
        let wanted = row("at 17 minutes past the hour", "root", "cd / && run-parts /etc/cron.hourly", "Europe/Berlin");
        assert_eq!(tasks(text, Columns::System), [wanted]);
    }

    #[test]
    fn what_follows_a_percent_sign_is_input() {
        let text = "@reboot date +\\%s%hello\nthis is no task at all\n";
        assert_eq!(tasks(text, Columns::Own), [row("at every start of the machine", "", "date +\\%s", "")]);
    }

    #[test]
    fn anacron_counts_in_days() {
        let wanted = row("every 7 days, 10 minutes after anacron starts", "", "run-parts /etc/cron.weekly", "");
        assert_eq!(tasks("7\t10\tcron.weekly\trun-parts /etc/cron.weekly", Columns::Anacron), [wanted]);
    }
}
