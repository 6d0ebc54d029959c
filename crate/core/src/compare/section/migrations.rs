//! Migrations: each by its file and version.

use std::borrow::Cow;

use super::Section;
use crate::compare::Compared;
use crate::compare::diff::{Item, Place, changes};
use crate::facts::Migration;
use crate::report::{Change, ChangedFacts};

pub(super) const SECTION: Section =
    Section { of: ChangedFacts::Migrations, name: "migrations", changes: of_migrations };

fn of_migrations(compared: &Compared<'_>) -> Vec<Change> {
    let before = compared.baseline.facts.migrations.iter();
    let before = before.map(|own| item(own, compared.files.path_after(&own.site.path)));
    let after = compared.facts.migrations.iter().map(|own| item(own, &own.site.path));
    changes(before.collect(), after.collect())
}

fn item<'a>(migration: &'a Migration, path: &'a str) -> Item<'a> {
    let back = if migration.is_down { " (way back)" } else { "" };
    let changes = migration.changes;
    Item {
        key: format!("{path}\n{}{back}", migration.version),
        subject: Cow::Owned(format!("{path}{back}")),
        value: Cow::Owned(format!("{changes} change{}", if changes == 1 { "" } else { "s" })),
        place: Place::Site(&migration.site),
    }
}
