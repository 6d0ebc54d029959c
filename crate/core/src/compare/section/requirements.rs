//! What the packages ask of the people who install them.

use std::borrow::Cow;

use super::Section;
use crate::compare::Compared;
use crate::compare::diff::{Item, Place, changes};
use crate::facts::{Requirement, RequirementKind};
use crate::report::{Change, ChangedFacts};

pub(super) const SECTION: Section =
    Section { of: ChangedFacts::Requirements, name: "requirements", changes: of_requirements };

fn of_requirements(compared: &Compared<'_>) -> Vec<Change> {
    let before = compared.baseline.facts.requirements.iter();
    let before = before.map(|requirement| item(requirement, compared.files.path_after(&requirement.site.path)));
    let after = compared.facts.requirements.iter().map(|requirement| item(requirement, &requirement.site.path));
    changes(before.collect(), after.collect())
}

fn item<'a>(requirement: &'a Requirement, path: &str) -> Item<'a> {
    let kind = match requirement.kind {
        RequirementKind::Reboot => "reboot",
        RequirementKind::Downtime => "downtime",
        RequirementKind::Privilege => "privileges",
        RequirementKind::Other => "other",
    };
    Item {
        key: format!("{path}\n{kind}"),
        subject: Cow::Borrowed(kind),
        value: Cow::Borrowed(&requirement.text),
        place: Place::Site(&requirement.site),
    }
}
