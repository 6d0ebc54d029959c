//! The time of day in words.

use super::CronStyle;
use super::field::{Field, Fields, Point};
use super::words::{Phrases, list, plural};

/// The phrases for seconds, minutes and hours.
pub(super) fn phrases(fields: &Fields, style: CronStyle) -> Vec<String> {
    let Fields { seconds, minutes, hours, .. } = fields;
    let at = |hour, minute, second| clock(hour, minute, second, style);
    let has_seconds = !seconds.is_empty();
    let second = seconds.single();
    if let (Some(hour), Some(minute), true) = (hours.single(), minutes.single(), second.is_some() || !has_seconds) {
        return vec![format!("At {}", at(hour, minute, second))];
    }
    if !has_seconds {
        if let (Some((from, to)), Some(hour)) = (plain_range(minutes), hours.single()) {
            return vec![format!("Every minute between {} and {}", at(hour, from, None), at(hour, to, None))];
        }
        if let (Some(hours), Some(minute)) = (hours.singles(), minutes.single()) {
            let times: Vec<String> = hours.into_iter().map(|hour| at(hour, minute, None)).collect();
            return vec![format!("At {}", in_a_row(&times))];
        }
    }
    let hour_phrases = hour_words(fields, style);
    let minute_phrases = minute_words(fields);
    let mut phrases = second_words(seconds);
    if minute_phrases == hour_phrases {
        phrases.extend(minute_phrases);
        return phrases;
    }
    phrases.extend(minute_phrases);
    phrases.extend(hour_phrases);
    phrases
}

/// `02:30 PM`, `14:30:05`
fn clock(hour: u32, minute: u32, second: Option<u32>, style: CronStyle) -> String {
    let (shown, period) = match hour {
        _ if style.is_24_hour => (hour, ""),
        0 => (12, " AM"),
        1..=11 => (hour, " AM"),
        12 => (12, " PM"),
        _ => (hour.saturating_sub(12), " PM"),
    };
    let hour = if style.trims_hours { shown.to_string() } else { format!("{shown:02}") };
    let second = second.map(|second| format!(":{second:02}")).unwrap_or_default();
    format!("{hour}:{minute:02}{second}{period}")
}

/// `a, b and c`
fn in_a_row(times: &[String]) -> String {
    match times {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

fn plain_range(field: &Field) -> Option<(u32, u32)> {
    match field.0.as_slice() {
        [item] if item.step.is_none() => match (item.from, item.to) {
            (Point::At(from), Some(Point::At(to))) => Some((from, to)),
            _ => None,
        },
        _ => None,
    }
}

fn second_words(seconds: &Field) -> Vec<String> {
    list(
        seconds,
        &Phrases {
            all: "every second",
            single: &number,
            range_end: &number,
            step: &|step| Some(format!("every {}", plural(step, "second"))),
            range: &|from, to| format!("seconds {from} through {to} past the minute"),
            whole: &|only, content| match only {
                Some(Point::At(0)) => String::new(),
                Some(Point::At(1)) => "at 1 second past the minute".to_owned(),
                _ => format!("at {content} seconds past the minute"),
            },
        },
    )
}

fn minute_words(fields: &Fields) -> Vec<String> {
    let is_every_hour = !fields.hours.has_step() && fields.seconds.is_empty();
    list(
        &fields.minutes,
        &Phrases {
            all: "every minute",
            single: &number,
            range_end: &number,
            step: &|step| Some(format!("every {}", plural(step, "minute"))),
            range: &|from, to| format!("minutes {from} through {to} past the hour"),
            whole: &|only, content| match only {
                Some(Point::At(0)) if is_every_hour => "every hour".to_owned(),
                Some(Point::At(0)) => "on the hour".to_owned(),
                Some(Point::At(1)) => "at 1 minute past the hour".to_owned(),
                _ => format!("at {content} minutes past the hour"),
            },
        },
    )
}

fn hour_words(fields: &Fields, style: CronStyle) -> Vec<String> {
    // The last hour of a range counts to its end, unless it is only its first minute that does.
    let last_minute = if fields.minutes.single() == Some(0) { 0 } else { 59 };
    let hour = |minute: u32| {
        move |point: Point| match point {
            Point::At(hour) => clock(hour, minute, None, style),
            _ => String::new(),
        }
    };
    list(
        &fields.hours,
        &Phrases {
            all: "every hour",
            single: &hour(0),
            range_end: &hour(last_minute),
            step: &|step| Some(format!("every {}", plural(step, "hour"))),
            range: &|from, to| format!("between {from} and {to}"),
            whole: &|_, content| format!("at {content}"),
        },
    )
}

fn number(point: Point) -> String {
    match point {
        Point::At(number) => number.to_string(),
        _ => String::new(),
    }
}
