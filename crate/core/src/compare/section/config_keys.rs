//! Keys of configuration: the values before and after.

use std::borrow::Cow;

use super::Section;
use crate::compare::diff::{Difference, Item, Place, change, sort};
use crate::compare::{Compared, KeyChange};
use crate::facts::ConfigKey;
use crate::report::{Change, ChangedFacts};

pub(super) const SECTION: Section =
    Section { of: ChangedFacts::ConfigKeys, name: "configuration keys", changes: of_keys };

fn of_keys(compared: &Compared<'_>) -> Vec<Change> {
    let mut changes: Vec<Change> = compared.keys().iter().map(of_key).collect();
    sort(&mut changes);
    changes
}

fn of_key(found: &KeyChange<'_>) -> Change {
    let KeyChange { change: kind, before, after, is_in_both, .. } = *found;
    change(&Difference { change: kind, before, after, is_in_both }, |key| item(key))
}

fn item(key: &ConfigKey) -> Item<'_> {
    let value = if key.is_commented { "in a comment only" } else { &key.value };
    Item { key: String::new(), subject: Cow::Borrowed(&key.key), value: Cow::Borrowed(value), place: Place::Key(key) }
}
