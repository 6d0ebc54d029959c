//! What the package's own manifests and READMEs say that it is.

use std::borrow::Cow;

use super::Section;
use crate::compare::Compared;
use crate::compare::diff::{Item, Place, changes};
use crate::facts::{Manifest, Sited};
use crate::report::{Change, ChangedFacts};

pub(super) const SECTION: Section = Section { of: ChangedFacts::Manifests, name: "manifests", changes: of_manifests };

fn of_manifests(compared: &Compared<'_>) -> Vec<Change> {
    let before = compared.baseline.facts.manifests.iter();
    let before = before.filter_map(|manifest| item(manifest, compared.files.path_after(&manifest.path))).collect();
    let after = compared.facts.manifests.iter().filter_map(|manifest| item(manifest, &manifest.path)).collect();
    changes(before, after)
}

fn item<'a>(manifest: &'a Manifest, path: &str) -> Option<Item<'a>> {
    let said: Vec<&Sited<String>> = [&manifest.name, &manifest.version].into_iter().flatten().collect();
    let site = &said.last().filter(|_| manifest.describes_package)?.site;
    let words: Vec<&str> = said.iter().map(|said| said.value.as_str()).collect();
    Some(Item {
        key: format!("{path}\n{}", manifest.format),
        subject: Cow::Borrowed(&manifest.path),
        value: Cow::Owned(words.join(" ")),
        place: Place::Site(site),
    })
}
