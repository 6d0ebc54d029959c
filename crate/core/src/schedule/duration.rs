//! Lengths of time: systemd's, Go's, ISO 8601's; and how often something comes that repeats after one.

/// A length of time in seconds.
pub(crate) type Seconds = u64;

/// systemd's: `15min`, `1h 30m`, `2 weeks`, `90` (seconds).
pub(crate) fn systemd(text: &str) -> Option<Seconds> {
    sum(text, |unit| {
        Some(match unit {
            "" | "s" | "sec" | "second" | "seconds" => 1,
            "m" | "min" | "minute" | "minutes" => MINUTE,
            "h" | "hr" | "hour" | "hours" => HOUR,
            "d" | "day" | "days" => DAY,
            "w" | "week" | "weeks" => 7 * DAY,
            "M" | "month" | "months" => 2_629_800,
            "y" | "year" | "years" => 31_557_600,
            // Below what a task is planned by.
            "ms" | "msec" | "us" | "usec" => 0,
            _ => return None,
        })
    })
}

/// Go's: `1h30m`.
pub(crate) fn go(text: &str) -> Option<Seconds> {
    sum(text, |unit| {
        Some(match unit {
            "s" => 1,
            "m" => MINUTE,
            "h" => HOUR,
            "ms" | "us" | "µs" | "ns" => 0,
            _ => return None,
        })
    })
}

/// ISO 8601's without years and months: `PT15M`, `P1D`.
pub(crate) fn iso_8601(text: &str) -> Option<Seconds> {
    let (days, time) = match text.trim().strip_prefix('P')?.split_once('T') {
        Some((days, time)) => (days, time),
        None => (text.trim().strip_prefix('P')?, ""),
    };
    let unit_of_days = |unit: &str| match unit {
        "D" => Some(DAY),
        "W" => Some(7 * DAY),
        _ => None,
    };
    let unit_of_time = |unit: &str| match unit {
        "H" => Some(HOUR),
        "M" => Some(MINUTE),
        "S" => Some(1),
        _ => None,
    };
    match (days.is_empty(), time.is_empty()) {
        (true, true) => None,
        (false, true) => sum(days, unit_of_days),
        (true, false) => sum(time, unit_of_time),
        (false, false) => sum(days, unit_of_days)?.checked_add(sum(time, unit_of_time)?),
    }
}

/// `1 hour 30 minutes`
pub(crate) fn words(seconds: Seconds) -> String {
    let mut rest = seconds;
    let mut parts = Vec::new();
    for (size, name) in [(DAY, "day"), (HOUR, "hour"), (MINUTE, "minute"), (1, "second")] {
        let number = rest.checked_div(size).unwrap_or(0);
        rest = rest.checked_rem(size).unwrap_or(0);
        if number > 0 {
            parts.push(if number == 1 { format!("1 {name}") } else { format!("{number} {name}s") });
        }
    }
    if parts.is_empty() { "0 seconds".to_owned() } else { parts.join(" ") }
}

/// `every hour`, `every 15 minutes`, `every 1 hour 30 minutes`
pub(crate) fn every(seconds: Seconds) -> String {
    let text = words(seconds);
    match text.strip_prefix("1 ") {
        Some(unit) if !unit.contains(' ') => format!("every {unit}"),
        _ => format!("every {text}"),
    }
}

const MINUTE: Seconds = 60;
const HOUR: Seconds = 60 * MINUTE;
const DAY: Seconds = 24 * HOUR;

/// Numbers with units, one behind the other.
fn sum(text: &str, size: impl Fn(&str) -> Option<Seconds>) -> Option<Seconds> {
    let mut rest = text.trim();
    let mut total: Seconds = 0;
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let (number, behind) = rest.split_at(rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len()));
        let behind = behind.trim_start();
        let (unit, behind) = behind.split_at(behind.find(|c: char| !c.is_alphabetic()).unwrap_or(behind.len()));
        total = total.checked_add(number.parse::<Seconds>().ok()?.checked_mul(size(unit)?)?)?;
        rest = behind.trim_start();
    }
    Some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_in_each_language() {
        assert_eq!(systemd("1h 30min"), Some(5400));
        assert_eq!(systemd("90"), Some(90));
        assert_eq!(go("1h30m"), Some(5400));
        assert_eq!(iso_8601("P1DT2H"), Some(26 * 3600));
        assert_eq!(iso_8601("PT15M"), Some(900));
        assert_eq!([systemd("soon"), go("x"), iso_8601("P"), systemd("99999999999999999999h")], [None; 4]);
    }

    #[test]
    fn one_of_a_unit_is_every_unit() {
        assert_eq!(every(3600), "every hour");
        assert_eq!(every(5400), "every 1 hour 30 minutes");
        assert_eq!(every(900), "every 15 minutes");
    }
}
