//! What scripts do: each effect by its kind and target, wherever in the file it stands.

use std::borrow::Cow;

use super::Section;
use crate::compare::Compared;
use crate::compare::diff::{Item, Place, changes};
use crate::facts::Effect;
use crate::report::{Change, ChangedFacts};

pub(super) const SECTION: Section = Section { of: ChangedFacts::Effects, name: "effects", changes: of_effects };

fn of_effects(compared: &Compared<'_>) -> Vec<Change> {
    let before = compared.baseline.facts.effects.iter();
    let before = before.map(|own| item(own, compared.files.path_after(&own.site.path)));
    let after = compared.facts.effects.iter().map(|own| item(own, &own.site.path));
    changes(before.collect(), after.collect())
}

fn item<'a>(effect: &'a Effect, path: &str) -> Item<'a> {
    let what = format!("{} {}", effect.kind.as_str(), effect.target);
    Item {
        key: format!("{path}\n{what}\n{}", effect.elsewhere),
        subject: Cow::Owned(what.trim_end().to_owned()),
        value: Cow::Borrowed(&effect.command),
        place: Place::Site(&effect.site),
    }
}
