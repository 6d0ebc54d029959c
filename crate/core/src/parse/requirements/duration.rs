//! Durations in words: "about five minutes", "less than 1 hour", "90s", "an hour and a half".

/// Unit of a number that stands alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    Seconds,
    Minutes,
    Hours,
}

impl Unit {
    fn seconds(self) -> u64 {
        match self {
            Self::Seconds => 1,
            Self::Minutes => 60,
            Self::Hours => 3_600,
        }
    }

    fn of(word: &str) -> Option<Self> {
        Some(match word {
            "s" | "sec" | "secs" | "second" | "seconds" => Self::Seconds,
            "m" | "min" | "mins" | "minute" | "minutes" => Self::Minutes,
            "h" | "hr" | "hrs" | "hour" | "hours" => Self::Hours,
            _ => return None,
        })
    }
}

const NUMBERS: &[(&str, f64)] = &[
    ("zero", 0.0),
    ("a", 1.0),
    ("an", 1.0),
    ("one", 1.0),
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("eleven", 11.0),
    ("twelve", 12.0),
    ("fifteen", 15.0),
    ("twenty", 20.0),
    ("thirty", 30.0),
    ("forty", 40.0),
    ("forty-five", 45.0),
    ("fifty", 50.0),
    ("sixty", 60.0),
    ("ninety", 90.0),
    ("half", 0.5),
];

/// Minutes of the longest duration in a text, rounded up: of "5 to 10 minutes", 10. A number alone counts in
/// `bare_unit`, where one is given and the text is that number.
pub(crate) fn minutes(text: &str, bare_unit: Option<Unit>) -> Option<u32> {
    let text = text.to_ascii_lowercase();
    if let (Some(unit), Ok(number)) = (bare_unit, text.trim().parse::<f64>()) {
        return in_minutes(number, unit);
    }
    let words: Vec<&str> = text
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '-')))
        .filter(|word| !word.is_empty())
        .collect();
    let mut longest: Option<u32> = None;
    for (index, word) in words.iter().enumerate() {
        let next = words.get(index.saturating_add(1)).copied().unwrap_or("");
        let found = match split_number(word) {
            Some((number, "")) => match Unit::of(next.trim_end_matches('.')) {
                Some(unit) => in_minutes(number, unit),
                None => clock_word(number, next, words.get(index.saturating_add(2)).copied().unwrap_or("")),
            },
            Some((number, unit)) => {
                Unit::of(unit.trim_start_matches('-').trim_end_matches('.')).and_then(|unit| in_minutes(number, unit))
            }
            None => None,
        };
        longest = longest.max(found);
    }
    longest
}

/// "half an hour", "an hour"; "five or ten minutes".
fn clock_word(number: f64, next: &str, after: &str) -> Option<u32> {
    let unit = Unit::of(after.trim_end_matches('.'))?;
    matches!(next, "a" | "an" | "or" | "to" | "more" | "full" | "-").then(|| in_minutes(number, unit))?
}

/// `5`, `1.5`, `5min`, `5-minute`, `10-15`, `five`: the number (the last one) and what follows it.
fn split_number(word: &str) -> Option<(f64, &str)> {
    if let Some((_, number)) = NUMBERS.iter().find(|(name, _)| *name == word) {
        return Some((*number, ""));
    }
    if let Some((name, unit)) = word.rsplit_once('-')
        && let Some((_, number)) = NUMBERS.iter().find(|(known, _)| *known == name)
    {
        return Some((*number, unit));
    }
    let word = match word.rsplit_once('-') {
        Some((low, high)) if starts_with_digit(low) && starts_with_digit(high) => high,
        _ => word,
    };
    let end = word.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(word.len());
    let (number, rest) = word.split_at_checked(end)?;
    Some((number.trim_end_matches('.').parse().ok()?, rest))
}

fn starts_with_digit(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

fn in_minutes(number: f64, unit: Unit) -> Option<u32> {
    /// A year: whatever is longer is no downtime but a number of another kind.
    const MOST: f64 = 525_600.0;
    #[expect(clippy::cast_precision_loss, reason = "a unit has at most 3,600 seconds")]
    let minutes = (number * unit.seconds() as f64 / 60.0).ceil();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to lie between 0 and a year")]
    (0.0..=MOST).contains(&minutes).then_some(minutes as u32)
}
