//! systemd's calendar events (systemd.time(7)) in words: they say the same as cron's fields, and more.

use super::{CronStyle, cron_words};

const SHORTHANDS: &[(&str, &str)] = &[
    ("minutely", "0 * * * * * *"),
    ("hourly", "0 0 * * * * *"),
    ("daily", "0 0 0 * * * *"),
    ("weekly", "0 0 0 * * 1 *"),
    ("monthly", "0 0 0 1 * * *"),
    ("quarterly", "0 0 0 1 1,4,7,10 * *"),
    ("semiannually", "0 0 0 1 1,7 * *"),
    ("yearly", "0 0 0 1 1 * *"),
    ("annually", "0 0 0 1 1 * *"),
];

/// An event in words, and its time zone; `""` where it cannot be read.
pub(crate) fn words(event: &str) -> (String, &str) {
    let (event, zone) = split_zone(event.trim());
    let shorthand = SHORTHANDS.iter().find(|(name, _)| name.eq_ignore_ascii_case(event));
    let fields = shorthand.map(|(_, fields)| (*fields).to_owned()).or_else(|| fields(event));
    (fields.map(|fields| cron_words(&fields, CronStyle::CALENDAR)).unwrap_or_default(), zone)
}

/// The last word, where it is a time zone.
fn split_zone(event: &str) -> (&str, &str) {
    match event.rsplit_once(char::is_whitespace) {
        Some((before, zone))
            if zone == "UTC" || zone.contains('/') && zone.starts_with(|c: char| c.is_alphabetic()) =>
        {
            (before.trim_end(), zone)
        }
        _ => (event, ""),
    }
}

/// `Mon..Fri *-*-01 03:00` as fields of cron.
fn fields(event: &str) -> Option<String> {
    let (mut weekdays, mut date, mut time) = ("*", "*-*-*", "00:00:00");
    for (place, word) in event.split_whitespace().enumerate() {
        if word.contains(':') {
            time = word;
        } else if place == 0 && word.starts_with(|c: char| c.is_alphabetic()) {
            weekdays = word;
        } else {
            date = word;
        }
    }
    let mut times = time.splitn(3, ':');
    let (hour, minute, second) = (times.next()?, times.next()?, times.next().unwrap_or("00"));
    let (year, month, day) = date_parts(date)?;
    let weekdays = weekdays.split(',').map(|day| day.split("..").map(three).collect::<Option<Vec<_>>>());
    let weekdays: Vec<String> = weekdays.map(|range| range.map(|days| days.join("-"))).collect::<Option<_>>()?;
    let [second, minute, hour, month, year] =
        [second, minute, hour, month, year].map(|field| unpadded(&field.replace("..", "-")));
    Some(format!("{second} {minute} {hour} {day} {month} {} {year}", weekdays.join(",")))
}

/// Year, month and day of `*-*-01`, `12-24`, `*-02~01` (counted from the end of the month).
fn date_parts(date: &str) -> Option<(&str, &str, String)> {
    let (before, from_end) = match date.split_once('~') {
        Some((before, days)) => (before, Some(days)),
        None => (date, None),
    };
    let parts: Vec<&str> = before.split('-').collect();
    let day = |day: &str| unpadded(&day.replace("..", "-"));
    match (parts.as_slice(), from_end) {
        ([year, month, of_month], None) => Some((year, month, day(of_month))),
        ([month, of_month], None) => Some(("*", month, day(of_month))),
        ([year, month], Some(days)) => Some((year, month, last(days)?)),
        ([month], Some(days)) => Some(("*", month, last(days)?)),
        _ => None,
    }
}

fn last(days: &str) -> Option<String> {
    match days.parse::<u32>().ok()? {
        0 => None,
        1 => Some("L".to_owned()),
        days => Some(format!("L-{}", days.saturating_sub(1))),
    }
}

/// `Monday` and `Mon` as `Mon`; `*` stays.
fn three(day: &str) -> Option<&str> {
    if day == "*" { Some(day) } else { day.get(..3) }
}

/// Numbers without zeros in front, which a step (`00/15`) may have.
fn unpadded(field: &str) -> String {
    let short = |number: &str| match number.trim_start_matches('0') {
        "" if !number.is_empty() => "0".to_owned(),
        short => short.to_owned(),
    };
    let parts = field.split(',').map(|item| {
        let steps = item.split('/').map(|range| range.split('-').map(short).collect::<Vec<_>>().join("-"));
        steps.collect::<Vec<_>>().join("/")
    });
    parts.collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_in_words() {
        for (event, wanted, zone) in [
            ("daily", "every day at 00:00", ""),
            ("*-*-* 06,18:00", "every day at 06:00 and 18:00", ""),
            ("Mon..Fri *-*-* 03:30:00 Europe/Berlin", "at 03:30, Monday through Friday", "Europe/Berlin"),
            ("*:0/15", "every 15 minutes", ""),
            ("*-*-01 00:00", "at 00:00, on day 1 of the month", ""),
            ("Sun *-*-* 03:10:00", "at 03:10, only on Sunday", ""),
            ("weekly UTC", "at 00:00, only on Monday", "UTC"),
            ("*-*~1 04:00", "at 04:00, on the last day of the month", ""),
            ("whenever", "", ""),
        ] {
            assert_eq!(words(event), (wanted.to_owned(), zone), "{event}");
        }
    }
}
