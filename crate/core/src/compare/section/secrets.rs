//! Secrets, by the digest of their value: where the same one stands, nothing has changed, whatever it is called.

use std::borrow::Cow;

use super::Section;
use crate::compare::Compared;
use crate::compare::diff::{Item, Place, changes};
use crate::facts::Secret;
use crate::report::{Change, ChangedFacts};

pub(super) const SECTION: Section = Section { of: ChangedFacts::Secrets, name: "secrets", changes: of_secrets };

fn of_secrets(compared: &Compared<'_>) -> Vec<Change> {
    let before = compared.baseline.facts.secrets.iter();
    let before = before.map(|own| item(own, compared.files.path_after(&own.site.path)));
    let after = compared.facts.secrets.iter().map(|own| item(own, &own.site.path));
    changes(before.collect(), after.collect())
}

fn item<'a>(secret: &'a Secret, path: &str) -> Item<'a> {
    let name = if secret.name.is_empty() { secret.kind.as_str() } else { &secret.name };
    Item {
        key: format!("{path}\n{}\n{name}", secret.kind.as_str()),
        subject: Cow::Owned(format!("{name} in {path}")),
        value: Cow::Owned(format!("{} ({})", secret.shown, secret.digest)),
        place: Place::Site(&secret.site),
    }
}
