//! Tasks: when they run, and what they run.

use std::borrow::Cow;

use super::Section;
use crate::compare::Compared;
use crate::compare::diff::{Item, Place, changes};
use crate::facts::Schedule;
use crate::report::{Change, ChangedFacts};

pub(super) const SECTION: Section = Section { of: ChangedFacts::Schedules, name: "tasks", changes: of_schedules };

fn of_schedules(compared: &Compared<'_>) -> Vec<Change> {
    let before = compared.baseline.facts.schedules.iter();
    let before = before.map(|own| item(own, compared.files.path_after(&own.site.path)));
    let after = compared.facts.schedules.iter().map(|own| item(own, &own.site.path));
    changes(before.collect(), after.collect())
}

fn item<'a>(task: &'a Schedule, path: &str) -> Item<'a> {
    // A task without a name is told by what it runs.
    let name = if task.name.is_empty() { &task.command } else { &task.name };
    let when = if task.words.is_empty() { &task.expression } else { &task.words };
    Item {
        key: format!("{path}\n{}\n{name}", task.kind.as_str()),
        subject: Cow::Borrowed(name),
        value: Cow::Owned(format!("{when}: {}", task.command)),
        place: Place::Site(&task.site),
    }
}
