//! Services that the packages bring, and what those run.

use std::borrow::Cow;

use super::Section;
use crate::compare::Compared;
use crate::compare::diff::{Item, Place, changes};
use crate::facts::Unit;
use crate::report::{Change, ChangedFacts};

pub(super) const SECTION: Section = Section { of: ChangedFacts::Units, name: "units", changes: of_units };

fn of_units(compared: &Compared<'_>) -> Vec<Change> {
    let before = compared.baseline.facts.units.iter().map(item);
    changes(before.collect(), compared.facts.units.iter().map(item).collect())
}

fn item(unit: &Unit) -> Item<'_> {
    Item {
        key: format!("{}\n{}", unit.system, unit.name),
        subject: Cow::Borrowed(&unit.name),
        value: Cow::Borrowed(&unit.command),
        place: Place::Site(&unit.site),
    }
}
