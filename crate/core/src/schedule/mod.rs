//! What will run by itself: expressions of time to words, and the formats in which tasks are written.

pub(crate) mod calendar;
mod cron;
pub(crate) mod crontab;
pub(crate) mod duration;
mod script;
pub(crate) mod windows;

pub(crate) use cron::plain as cron_words;
pub use cron::{CronError, CronStyle, describe_cron};

use crate::facts::{Facts, Schedule};
use crate::parse::redact::redact;
use crate::parse::script::Read;

/// Takes what the calls of a script say about it.
pub(crate) fn take(read: &Read<'_>, facts: &mut Facts) {
    let mut found: Vec<Schedule> = Vec::new();
    for call in &read.script.calls {
        if found.len() >= read.most_facts {
            break;
        }
        script::take(call, read, &mut found);
        windows::take(call, read, &mut found);
    }
    found.truncate(read.most_facts);
    facts.schedules.append(&mut found);
}

/// A command as it may be shown.
pub(crate) fn shown(command: &str) -> String {
    crate::facts::excerpt(&redact(command))
}

/// A sentence as it stands behind other words.
fn lower_first(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
