//! Fields to a sentence.

use super::field::{Days, Field, Fields, Item, Point};
use super::{CronStyle, time};

const MONTHS: &[&str] = &[
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: &[&str] = &["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const ORDINALS: &[&str] = &["first", "second", "third", "fourth", "fifth"];

pub(super) fn sentence(fields: &Fields, style: CronStyle) -> String {
    let mut phrases = time::phrases(fields, style);
    phrases.extend(day_words(fields));
    phrases.extend(weekday_words(fields, style));
    phrases.extend(month_words(&fields.months));
    phrases.extend(year_words(&fields.years));
    phrases.retain(|phrase| !phrase.is_empty());
    if !style.is_verbose {
        let mut is_first = true;
        phrases.retain(|phrase| {
            let goes_without_saying = matches!(phrase.as_str(), "every minute" | "every hour" | "every day");
            std::mem::take(&mut is_first) || !goes_without_saying
        });
    }
    let text = phrases.join(", ");
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The words of one kind of field.
pub(super) struct Phrases<'a> {
    /// For `*`; `""` where that is not said.
    pub(super) all: &'a str,
    /// A point as it is called.
    pub(super) single: &'a dyn Fn(Point) -> String,
    /// The same as the end of a range.
    pub(super) range_end: &'a dyn Fn(Point) -> String,
    /// For a step; `None` where it is not said.
    pub(super) step: &'a dyn Fn(u32) -> Option<String>,
    /// For a range that stands alone or has a step.
    pub(super) range: &'a dyn Fn(&str, &str) -> String,
    /// For points in a row (`content`), or for a single one.
    pub(super) whole: &'a dyn Fn(Option<Point>, &str) -> String,
}

/// The phrases of a field. A list of points and ranges makes one; where a step is among them, each item speaks for itself.
pub(super) fn list(field: &Field, phrases: &Phrases<'_>) -> Vec<String> {
    match field.0.as_slice() {
        [] => Vec::new(),
        [only] => item(only, phrases),
        items if !field.has_step() => {
            let names: Vec<String> = items.iter().map(|item| in_list(item, phrases)).collect();
            vec![(phrases.whole)(None, &enumeration(&names))]
        }
        items => {
            let said: Vec<String> = items.iter().map(|one| item(one, phrases).join(", ")).collect();
            vec![enumeration(&said)]
        }
    }
}

fn item(item: &Item, phrases: &Phrases<'_>) -> Vec<String> {
    let point = |point| (phrases.whole)(Some(point), &(phrases.single)(point));
    let range = |to| (phrases.range)(&(phrases.single)(item.from), &(phrases.range_end)(to));
    match (item.from, item.to, item.step) {
        (Point::Any, _, None) => vec![phrases.all.to_owned()],
        (from, None, None) => vec![point(from)],
        (_, Some(to), None) => vec![range(to)],
        (Point::Any, _, Some(step)) => (phrases.step)(step).into_iter().collect(),
        (_, Some(to), Some(step)) => (phrases.step)(step).into_iter().chain([range(to)]).collect(),
        (from, None, Some(step)) => {
            (phrases.step)(step).into_iter().chain([format!("starting {}", point(from))]).collect()
        }
    }
}

fn in_list(item: &Item, phrases: &Phrases<'_>) -> String {
    match (item.from, item.to) {
        (Point::Any, _) => phrases.all.to_owned(),
        (from, None) => (phrases.single)(from),
        (from, Some(to)) => format!("{} through {}", (phrases.single)(from), (phrases.range_end)(to)),
    }
}

/// `a and b`, `a, b, and c`
fn enumeration(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [first, second] => format!("{first} and {second}"),
        [first @ .., last] => format!("{}, and {last}", first.join(", ")),
    }
}

/// `1 hour`, `2 hours`
pub(super) fn plural(number: u32, one: &str) -> String {
    if number == 1 { format!("{number} {one}") } else { format!("{number} {one}s") }
}

fn day_words(fields: &Fields) -> Vec<String> {
    let phrase = match &fields.days {
        Days::LastWeekday => "on the last weekday of the month".to_owned(),
        Days::NearWeekday { day, offset } => {
            let day = if *day == 1 { "first weekday".to_owned() } else { format!("weekday nearest day {day}") };
            let days = plural(offset.unsigned_abs(), "day");
            match offset.signum() {
                0 => format!("on the {day} of the month"),
                1 => format!("{days} after the {day} of the month"),
                _ => format!("{days} before the {day} of the month"),
            }
        }
        Days::BeforeLast(days) => format!("{} before the last day of the month", plural(*days, "day")),
        // The day of the week says more.
        Days::List(days) if days.is_any() && !fields.weekdays.is_any() => return Vec::new(),
        Days::List(days) => return listed_days(days),
    };
    vec![phrase]
}

fn listed_days(days: &Field) -> Vec<String> {
    let single = |point| match point {
        Point::At(day) => day.to_string(),
        _ => "the last day".to_owned(),
    };
    list(
        days,
        &Phrases {
            all: "every day",
            single: &single,
            range_end: &single,
            step: &|step| {
                Some(if step == 1 { "every day".to_owned() } else { format!("every {step} days in a month") })
            },
            range: &|from, to| format!("between day {from} and {to} of the month"),
            whole: &|only, content| match only {
                Some(Point::Last) => "on the last day of the month".to_owned(),
                _ => format!("on day {content} of the month"),
            },
        },
    )
}

fn weekday_words(fields: &Fields, style: CronStyle) -> Vec<String> {
    let (last, other): (Vec<Item>, Vec<Item>) =
        fields.weekdays.0.iter().partition(|item| matches!(item.from, Point::LastOf(_)));
    if last.is_empty() || other.is_empty() {
        return listed_weekdays(&fields.weekdays, fields, style);
    }
    let [other, last] = [other, last].map(|items| listed_weekdays(&Field(items), fields, style).join(", "));
    vec![format!("{other} and {last}")]
}

fn listed_weekdays(weekdays: &Field, fields: &Fields, style: CronStyle) -> Vec<String> {
    if weekdays.is_any() {
        return Vec::new();
    }
    let is_nth = |item: &Item| matches!(item.from, Point::Nth { .. });
    let (has_nth, has_last) =
        (weekdays.0.iter().any(is_nth), weekdays.0.iter().any(|item| matches!(item.from, Point::LastOf(_))));
    let is_either = !fields.days.is_any() && !style.needs_both_days;
    list(
        weekdays,
        &Phrases {
            all: "every day",
            single: &weekday,
            range_end: &weekday,
            step: &|step| (step != 1).then(|| format!("every {step} days of the week")),
            range: &|from, to| format!("{from} through {to}"),
            whole: &|only, content| {
                let nth = only.map_or(has_nth, |point| matches!(point, Point::Nth { .. }));
                let last = only.map_or(has_last, |point| matches!(point, Point::LastOf(_)));
                match (nth, last) {
                    (true, _) => format!("on the {content} of the month"),
                    (_, true) => format!("on the last {content} of the month"),
                    _ if is_either => format!("and on {content}"),
                    _ => format!("only on {content}"),
                }
            },
        },
    )
}

fn weekday(point: Point) -> String {
    let name = |number| named(WEEKDAYS, number);
    match point {
        Point::At(number) | Point::LastOf(number) => name(number).to_owned(),
        Point::Nth { weekday, nth } => format!("{} {}", named(ORDINALS, nth.saturating_sub(1)), name(weekday)),
        Point::Any | Point::Last => String::new(),
    }
}

fn month_words(months: &Field) -> Vec<String> {
    let month = |point| match point {
        Point::At(number) => named(MONTHS, number.saturating_sub(1)).to_owned(),
        _ => String::new(),
    };
    list(
        months,
        &Phrases {
            all: "",
            single: &month,
            range_end: &month,
            step: &|step| (step != 1).then(|| format!("every {step} months")),
            range: &|from, to| format!("{from} through {to}"),
            whole: &|_, content| format!("only in {content}"),
        },
    )
}

fn year_words(years: &Field) -> Vec<String> {
    let year = |point| match point {
        Point::At(number) => number.to_string(),
        _ => String::new(),
    };
    list(
        years,
        &Phrases {
            all: "",
            single: &year,
            range_end: &year,
            step: &|step| Some(format!("every {}", plural(step, "year"))),
            range: &|from, to| format!("{from} through {to}"),
            whole: &|_, content| format!("only in {content}"),
        },
    )
}

fn named(names: &'static [&'static str], number: u32) -> &'static str {
    usize::try_from(number).ok().and_then(|number| names.get(number)).copied().unwrap_or_default()
}
