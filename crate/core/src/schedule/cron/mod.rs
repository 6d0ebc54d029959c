//! Cron expressions in words: of five fields (crontab), six (with seconds or a year) and seven (Quartz), with names, lists,
//! ranges, steps, `? L W #` and nicknames (`@daily`).
//!
//! The wording is that of cronstrue, which many people know from pages that explain cron.

mod error;
mod field;
mod read;
mod time;
mod words;

pub use error::CronError;

/// How an expression is read and written.
#[derive(Clone, Copy, Debug)]
pub struct CronStyle {
    /// `14:30` instead of `02:30 PM`.
    pub is_24_hour: bool,
    /// Says also what is not restricted: `…, every day`.
    pub is_verbose: bool,
    /// `9:30` instead of `09:30`.
    pub trims_hours: bool,
    /// Sunday is 0 (crontab); otherwise it is 1 (Quartz).
    pub is_sunday_zero: bool,
    /// January is 0; otherwise it is 1, as everywhere but in JavaScript.
    pub is_january_zero: bool,
    /// A day has to fit both day fields; otherwise one of them is enough.
    pub needs_both_days: bool,
}

impl CronStyle {
    /// Crontab's, with the clock of reports.
    pub(crate) const CRONTAB: Self = Self {
        is_24_hour: true,
        is_verbose: false,
        trims_hours: false,
        is_sunday_zero: true,
        is_january_zero: false,
        needs_both_days: false,
    };
    /// Quartz', which counts Sunday as 1.
    pub(crate) const QUARTZ: Self = Self { is_sunday_zero: false, ..Self::CRONTAB };
    /// Of calendars in which the date and the day of the week must both fit.
    pub(crate) const CALENDAR: Self = Self { needs_both_days: true, ..Self::CRONTAB };
}

impl Default for CronStyle {
    fn default() -> Self {
        Self {
            is_24_hour: false,
            is_verbose: false,
            trims_hours: false,
            is_sunday_zero: true,
            is_january_zero: false,
            needs_both_days: false,
        }
    }
}

/// The expression as a sentence without a full stop.
pub fn describe_cron(expression: &str, style: CronStyle) -> Result<String, CronError> {
    if expression.trim() == "@reboot" {
        return Ok("Run once, at startup".to_owned());
    }
    let fields = read::read(expression, style)?;
    Ok(words::sentence(&fields, style))
}

/// The expression as it stands behind a name in a report: `every day at 03:00`; `""` where it cannot be read.
pub(crate) fn plain(expression: &str, style: CronStyle) -> String {
    match expression.trim() {
        "@reboot" => return "at every start of the machine".to_owned(),
        every if every.starts_with("@every ") => {
            return every.get(7..).and_then(super::duration::go).map(super::duration::every).unwrap_or_default();
        }
        _ => {}
    }
    let Ok(fields) = read::read(expression, style) else { return String::new() };
    let sentence = words::sentence(&fields, style);
    let is_every_day = !fields.restricts_days();
    match sentence.strip_prefix("At ") {
        Some(time) if is_every_day && time.starts_with(|c: char| c.is_ascii_digit()) && !time.contains("past") => {
            format!("every day at {time}")
        }
        _ => super::lower_first(&sentence),
    }
}

#[cfg(test)]
mod tests;
