//! Text to fields.

use super::CronStyle;
use super::error::CronError;
use super::field::{Days, Field, Fields, Item, Point};

/// Most items that a list is read with; nobody writes more than a field has values.
const MOST_ITEMS: usize = 128;

const NICKNAMES: &[(&str, &str)] = &[
    ("@yearly", "0 0 1 1 *"),
    ("@annually", "0 0 1 1 *"),
    ("@monthly", "0 0 1 * *"),
    ("@weekly", "0 0 * * 0"),
    ("@daily", "0 0 * * *"),
    ("@midnight", "0 0 * * *"),
    ("@hourly", "0 * * * *"),
];

const MONTHS: &[&str] = &["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const WEEKDAYS: &[&str] = &["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

pub(super) fn read(expression: &str, style: CronStyle) -> Result<Fields, CronError> {
    let expression = expression.trim();
    let (expression, style) = match expression.strip_prefix('@') {
        None => (expression, style),
        Some(_) => (nickname(expression)?, CronStyle { is_sunday_zero: true, is_january_zero: false, ..style }),
    };
    let words: Vec<&str> = expression.split_whitespace().take(8).collect();
    let (seconds, [minutes, hours, days, months, weekdays], years) = split(&words)?;
    let mut fields = Fields {
        seconds: SECONDS.read(seconds)?,
        minutes: MINUTES.read(minutes)?,
        hours: HOURS.read(hours)?,
        days: read_days(days)?,
        months: months_of(style).read(months)?,
        weekdays: weekdays_of(style).read(weekdays)?,
        years: YEARS.read(years)?,
    };
    if fields.seconds.single() == Some(0) {
        fields.seconds = Field::default();
    }
    // What repeats within one hour is said as that hour, from its beginning to its end.
    if let Some(hour) = fields.hours.single().filter(|_| fields.minutes.repeats() || fields.seconds.repeats()) {
        let hour = Point::At(hour);
        fields.hours = Field(vec![Item { from: hour, to: Some(hour), step: None }]);
    }
    Ok(fields)
}

fn nickname(name: &str) -> Result<&'static str, CronError> {
    let known = NICKNAMES.iter().find(|(known, _)| *known == name).map(|(_, fields)| *fields);
    known.ok_or_else(|| CronError::UnknownNickname(name.to_owned()))
}

type Split<'w> = (&'w str, [&'w str; 5], &'w str);

/// Which word is which field. Of six, the last is a year where it looks like one, or where a `?` shows that the days stand
/// one place further left; otherwise the first are the seconds.
fn split<'w>(words: &[&'w str]) -> Result<Split<'w>, CronError> {
    match *words {
        [min, hour, day, month, weekday] => Ok(("", [min, hour, day, month, weekday], "")),
        [min, hour, day, month, weekday, year] if is_year(year) || weekday == "?" || day == "?" => {
            Ok(("", [min, hour, day, month, weekday], year))
        }
        [sec, min, hour, day, month, weekday] => Ok((sec, [min, hour, day, month, weekday], "")),
        [sec, min, hour, day, month, weekday, year] => Ok((sec, [min, hour, day, month, weekday], year)),
        _ => Err(CronError::FieldCount(words.len())),
    }
}

fn is_year(word: &str) -> bool {
    let digits = word.bytes().rev().take_while(u8::is_ascii_digit).count();
    digits >= 4
}

/// How a field is read.
struct Reader {
    name: &'static str,
    least: u32,
    most: u32,
    names: &'static [&'static str],
    /// What is added to a number (not to a name) to count as [`Fields`] does.
    shift: i32,
    /// The end that a step with a beginning and no end gets, where it is said.
    step_end: Option<u32>,
    /// The number with which a step begins that is as good as `*`.
    step_start: Option<u32>,
    /// Whether `L` and `#` may stand in it.
    marks: Marks,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Marks {
    None,
    LastDay,
    OfMonth,
}

const SECONDS: Reader = Reader {
    name: "second",
    least: 0,
    most: 59,
    names: &[],
    shift: 0,
    step_end: None,
    step_start: Some(0),
    marks: Marks::None,
};
const MINUTES: Reader = Reader { name: "minute", ..SECONDS };
const HOURS: Reader = Reader { name: "hour", most: 23, ..SECONDS };
const DAYS: Reader =
    Reader { name: "day of the month", least: 1, most: 31, step_start: Some(1), marks: Marks::LastDay, ..SECONDS };
const YEARS: Reader =
    Reader { name: "year", least: 1, most: 9999, step_end: Some(9999), step_start: Some(1), ..SECONDS };

fn months_of(style: CronStyle) -> Reader {
    let shift = i32::from(style.is_january_zero);
    let step_start = (!style.is_january_zero).then_some(1);
    Reader { name: "month", least: 1, most: 12, names: MONTHS, shift, step_end: Some(12), step_start, ..SECONDS }
}

fn weekdays_of(style: CronStyle) -> Reader {
    let shift = if style.is_sunday_zero { 0 } else { -1 };
    Reader {
        name: "day of the week",
        most: 6,
        names: WEEKDAYS,
        shift,
        step_end: Some(6),
        step_start: None,
        marks: Marks::OfMonth,
        ..SECONDS
    }
}

fn read_days(word: &str) -> Result<Days, CronError> {
    let word = word.to_ascii_uppercase();
    if matches!(word.as_str(), "LW" | "WL") {
        return Ok(Days::LastWeekday);
    }
    if word.contains('W') {
        return near_weekday(&word);
    }
    if let Some(before) = word.strip_prefix("L-") {
        return Ok(Days::BeforeLast(DAYS.number(before)?));
    }
    Ok(Days::List(DAYS.read(&word)?))
}

/// `15W`, `W15`, `15W-2`
fn near_weekday(word: &str) -> Result<Days, CronError> {
    if word.contains(',') {
        return Err(CronError::WeekdayInList);
    }
    let (before, after) = word.split_once('W').unwrap_or((word, ""));
    let (day, offset) = if before.is_empty() { (after, "") } else { (before, after) };
    if day.contains('-') {
        return Err(CronError::WeekdayInList);
    }
    let day = DAYS.number(day)?;
    let offset = match offset.split_at_checked(1) {
        None => 0,
        Some(("+", days)) => signed(DAYS.number(days)?),
        Some(("-", days)) => signed(DAYS.number(days)?).saturating_neg(),
        Some(_) => return Err(DAYS.unreadable(word)),
    };
    Ok(Days::NearWeekday { day, offset })
}

fn signed(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

impl Reader {
    fn read(&self, word: &str) -> Result<Field, CronError> {
        if word.is_empty() {
            return Ok(Field::default());
        }
        let parts = word.split(',').filter(|part| !part.is_empty()).take(MOST_ITEMS);
        let mut items = parts.map(|part| self.item(part)).collect::<Result<Vec<Item>, CronError>>()?;
        if items.is_empty() {
            items.push(Item { from: Point::Any, to: None, step: None });
        }
        let field = Field(items);
        match field.singles() {
            Some(mut numbers) if self.names.is_empty() || word.bytes().all(|b| b.is_ascii_digit() || b == b',') => {
                numbers.sort_unstable();
                Ok(Field(numbers.into_iter().map(Item::at).collect()))
            }
            _ => Ok(field),
        }
    }

    fn item(&self, part: &str) -> Result<Item, CronError> {
        let (range, step) = match part.split_once('/') {
            Some((range, step)) => (range, Some(self.step(step)?)),
            None => (part, None),
        };
        // The whole of it every time is no step.
        let step_of_all = |step: Option<u32>| step.filter(|&step| step != 1);
        if matches!(range, "*" | "?") {
            return Ok(Item { from: Point::Any, to: None, step: step_of_all(step) });
        }
        if let Some((from, to)) = range.split_once('-') {
            return Ok(Item { from: self.point(from)?, to: Some(self.point(to)?), step });
        }
        let from = self.point(range)?;
        if step.is_none() {
            return Ok(Item { from, to: None, step });
        }
        if self.step_start.is_some_and(|start| from == Point::At(start)) {
            return Ok(Item { from: Point::Any, to: None, step: step_of_all(step) });
        }
        Ok(Item { from, to: self.step_end.map(Point::At), step })
    }

    fn step(&self, word: &str) -> Result<u32, CronError> {
        match self.digits(word)? {
            0 => Err(CronError::ZeroStep(self.name)),
            step => Ok(step),
        }
    }

    fn point(&self, word: &str) -> Result<Point, CronError> {
        if self.marks == Marks::LastDay && word.eq_ignore_ascii_case("L") {
            return Ok(Point::Last);
        }
        if self.marks == Marks::OfMonth {
            if word.eq_ignore_ascii_case("L") {
                return Ok(Point::At(6));
            }
            if let Some((weekday, nth)) = word.split_once('#') {
                let nth = self.digits(nth)?;
                if !(1..=5).contains(&nth) {
                    return Err(CronError::OutOfRange { field: "week of the month", value: nth, least: 1, most: 5 });
                }
                return Ok(Point::Nth { weekday: self.number(weekday)?, nth });
            }
            if let Some(weekday) = word.strip_suffix(['L', 'l']) {
                return Ok(Point::LastOf(self.number(weekday)?));
            }
        }
        Ok(Point::At(self.number(word)?))
    }

    /// A name or a number, as [`Fields`] counts.
    fn number(&self, word: &str) -> Result<u32, CronError> {
        let by_name = self.names.iter().zip(0_u32..).find(|(name, _)| name.eq_ignore_ascii_case(word));
        if let Some((_, place)) = by_name {
            return Ok(place.saturating_add(self.least));
        }
        let written = self.digits(word)?;
        let out_of_range = || CronError::OutOfRange {
            field: self.name,
            value: written,
            least: self.least.saturating_add_signed(self.shift.saturating_neg()),
            most: self.most.saturating_add_signed(self.shift.saturating_neg()),
        };
        // Sunday is 0 and 7 where it is not 1.
        let is_sunday = self.marks == Marks::OfMonth && self.shift == 0 && written == 7;
        let number = if is_sunday { 0 } else { written.checked_add_signed(self.shift).ok_or_else(out_of_range)? };
        if (self.least..=self.most).contains(&number) { Ok(number) } else { Err(out_of_range()) }
    }

    fn digits(&self, word: &str) -> Result<u32, CronError> {
        let is_number = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
        word.parse().ok().filter(|_| is_number).ok_or_else(|| self.unreadable(word))
    }

    fn unreadable(&self, word: &str) -> CronError {
        CronError::Unreadable { field: self.name, part: word.chars().take(40).collect() }
    }
}
