//! Kubernetes objects: the API version before and after.

use std::borrow::Cow;

use super::Section;
use crate::compare::Compared;
use crate::compare::diff::{Item, Place, changes};
use crate::facts::KubernetesObject;
use crate::report::{Change, ChangedFacts};

pub(super) const SECTION: Section =
    Section { of: ChangedFacts::KubernetesObjects, name: "Kubernetes objects", changes: of_objects };

fn of_objects(compared: &Compared<'_>) -> Vec<Change> {
    let before = compared.baseline.facts.kubernetes_objects.iter();
    let before = before.map(|object| item(object, compared.files.path_after(&object.site.path)));
    let after = compared.facts.kubernetes_objects.iter().map(|object| item(object, &object.site.path));
    changes(before.collect(), after.collect())
}

fn item<'a>(object: &'a KubernetesObject, path: &str) -> Item<'a> {
    // Objects without a name of their own (a template makes it) are told by their file.
    let place = if object.name.is_empty() { path } else { "" };
    Item {
        key: format!("{}\n{}\n{place}", object.kind, object.name),
        subject: Cow::Owned(format!("{} {}", object.kind, object.name).trim_end().to_owned()),
        value: Cow::Borrowed(&object.api_version),
        place: Place::Site(&object.site),
    }
}
