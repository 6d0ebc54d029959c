//! Why an expression is refused.

use std::fmt;

/// Why an expression is no cron expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CronError {
    /// It has so many fields, and needs five to seven.
    FieldCount(usize),
    /// A nickname that nobody knows.
    UnknownNickname(String),
    /// A part of a field that cannot be read.
    Unreadable {
        /// The field by name.
        field: &'static str,
        /// The part as written.
        part: String,
    },
    /// A number beyond what the field takes.
    OutOfRange {
        /// The field by name.
        field: &'static str,
        /// The number as it is counted.
        value: u32,
        /// The least that is taken.
        least: u32,
        /// The most that is taken.
        most: u32,
    },
    /// A step of nothing.
    ZeroStep(&'static str),
    /// `W` in a list or range.
    WeekdayInList,
}

impl fmt::Display for CronError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FieldCount(count) => write!(f, "it has {count} fields, and needs five to seven"),
            Self::UnknownNickname(name) => write!(f, "there is no `{name}`"),
            Self::Unreadable { field, part } => write!(f, "`{part}` is no {field}"),
            Self::OutOfRange { field, value, least, most } => {
                write!(f, "{value} is no {field}: it goes from {least} to {most}")
            }
            Self::ZeroStep(field) => write!(f, "the step of the {field} is 0"),
            Self::WeekdayInList => f.write_str("`W` stands with a single day only, not in a list or range"),
        }
    }
}

impl std::error::Error for CronError {}
