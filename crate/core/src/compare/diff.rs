//! Facts of one kind, laid side by side by what they are about.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::facts::{ConfigKey, Site, excerpt};
use crate::report::{Change, ChangeKind};

/// A fact as it is compared.
#[derive(Clone, Debug)]
pub(super) struct Item<'a> {
    /// What it is about; the same in both packages.
    pub(super) key: String,
    /// The same for reading.
    pub(super) subject: Cow<'a, str>,
    /// What is said of it.
    pub(super) value: Cow<'a, str>,
    pub(super) place: Place<'a>,
}

/// Where a fact stands. The place itself is made only of what has changed.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place<'a> {
    Site(&'a Site),
    Key(&'a ConfigKey),
}

/// What became of a fact.
#[derive(Clone, Debug)]
pub(super) struct Difference<T> {
    pub(super) change: ChangeKind,
    pub(super) before: Option<T>,
    pub(super) after: Option<T>,
    /// Whether both packages have something under the key: what was added or removed is then one of a list.
    pub(super) is_in_both: bool,
}

/// Facts with the same key and value are the same; what is left of a key is paired in the order in which it stands.
pub(super) fn differences<K: Ord, V: Ord, T>(
    before: impl Iterator<Item = (K, V, T)>,
    after: impl Iterator<Item = (K, V, T)>,
) -> Vec<Difference<T>> {
    let mut groups: BTreeMap<K, Group<V, T>> = BTreeMap::new();
    for (key, value, fact) in before {
        groups.entry(key).or_default().before.push((value, fact));
    }
    for (key, value, fact) in after {
        groups.entry(key).or_default().after.push((value, fact));
    }
    groups.into_values().flat_map(Group::differences).collect()
}

/// The facts of one key.
struct Group<V, T> {
    before: Vec<(V, T)>,
    after: Vec<(V, T)>,
}

impl<V, T> Default for Group<V, T> {
    fn default() -> Self {
        Self { before: Vec::new(), after: Vec::new() }
    }
}

impl<V: Ord, T> Group<V, T> {
    fn differences(self) -> Vec<Difference<T>> {
        let is_in_both = !self.before.is_empty() && !self.after.is_empty();
        let (before, after) = without_common(self.before, self.after);
        let (mut before, mut after) = (before.into_iter(), after.into_iter());
        let mut found = Vec::new();
        loop {
            let (before, after) = (before.next(), after.next());
            let change = match (&before, &after) {
                (None, None) => return found,
                (None, Some(_)) => ChangeKind::Added,
                (Some(_), None) => ChangeKind::Removed,
                (Some(_), Some(_)) => ChangeKind::Changed,
            };
            found.push(Difference { change, before, after, is_in_both });
        }
    }
}

/// What is left of two lists without the values that both have, each as often as both have it; in the order in which it
/// stood. n log n, however long the lists.
fn without_common<V: Ord, T>(before: Vec<(V, T)>, after: Vec<(V, T)>) -> (Vec<T>, Vec<T>) {
    if before.is_empty() || after.is_empty() {
        let facts = |list: Vec<(V, T)>| list.into_iter().map(|(_, fact)| fact).collect();
        return (facts(before), facts(after));
    }
    let mut counts: BTreeMap<&V, (usize, usize)> = BTreeMap::new();
    for (value, _) in &before {
        let count = &mut counts.entry(value).or_default().0;
        *count = count.saturating_add(1);
    }
    for (value, _) in &after {
        let count = &mut counts.entry(value).or_default().1;
        *count = count.saturating_add(1);
    }
    let mut common: BTreeMap<&V, (usize, usize)> =
        counts.into_iter().map(|(value, (a, b))| (value, (a.min(b), a.min(b)))).collect();
    let mut is_left = |value: &V, side: fn(&mut (usize, usize)) -> &mut usize| {
        let Some(count) = common.get_mut(value).map(side).filter(|count| **count > 0) else { return true };
        *count = count.saturating_sub(1);
        false
    };
    let left_before: Vec<bool> = before.iter().map(|(value, _)| is_left(value, |count| &mut count.0)).collect();
    let left_after: Vec<bool> = after.iter().map(|(value, _)| is_left(value, |count| &mut count.1)).collect();
    let left = |list: Vec<(V, T)>, is_left: Vec<bool>| {
        list.into_iter().zip(is_left).filter(|(_, is_left)| *is_left).map(|((_, fact), _)| fact).collect()
    };
    (left(before, left_before), left(after, left_after))
}

/// The changes between facts that are shown as they are compared.
pub(super) fn changes<'a>(before: Vec<Item<'a>>, after: Vec<Item<'a>>) -> Vec<Change> {
    let keyed = |items: Vec<Item<'a>>| items.into_iter().map(|item| (item.key.clone(), item.value.clone(), item));
    let mut changes: Vec<Change> = differences(keyed(before), keyed(after))
        .iter()
        .map(|difference| change(difference, |item| item.clone()))
        .collect();
    sort(&mut changes);
    changes
}

/// A difference as the report has it.
pub(super) fn change<'a, T>(difference: &Difference<T>, item: impl Fn(&T) -> Item<'a>) -> Change {
    let (before, after) = (difference.before.as_ref().map(&item), difference.after.as_ref().map(&item));
    let value = |item: &Option<Item<'_>>| item.as_ref().map(|item| excerpt(&item.value)).unwrap_or_default();
    let site = |item: &Option<Item<'_>>| item.as_ref().map(|item| item.place.site());
    Change {
        change: difference.change,
        subject: after.as_ref().or(before.as_ref()).map(|item| excerpt(&item.subject)).unwrap_or_default(),
        before: value(&before),
        after: value(&after),
        site_before: site(&before),
        site_after: site(&after),
    }
}

/// By what is shown.
pub(super) fn sort(changes: &mut [Change]) {
    changes.sort_by(|a, b| {
        let place = |change: &'_ Change| change.site_after.as_ref().or(change.site_before.as_ref()).cloned();
        let shown = |change: &'_ Change| (change.before.clone(), change.after.clone());
        a.subject.cmp(&b.subject).then_with(|| shown(a).cmp(&shown(b))).then_with(|| place(a).cmp(&place(b)))
    });
}

impl Place<'_> {
    pub(super) fn site(self) -> Site {
        match self {
            Self::Site(site) => site.clone(),
            Self::Key(key) => key.site(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(before: &[(&str, &str)], after: &[(&str, &str)]) -> Vec<String> {
        let keyed = |list: &[(&str, &str)]| -> Vec<(String, String, String)> {
            list.iter().map(|(key, value)| ((*key).into(), (*value).into(), (*value).into())).collect()
        };
        let shown = |side: Option<String>| side.unwrap_or_else(|| "-".into());
        differences(keyed(before).into_iter(), keyed(after).into_iter())
            .into_iter()
            .map(|found| {
                let both = if found.is_in_both { " in both" } else { "" };
                format!("{} > {}{both}", shown(found.before), shown(found.after))
            })
            .collect()
    }

    #[test]
    fn what_is_the_same_falls_away_and_the_rest_is_paired() {
        assert_eq!(found(&[("a", "1"), ("b", "2")], &[("a", "1"), ("c", "3")]), ["2 > -", "- > 3"]);
        assert_eq!(found(&[("a", "1")], &[("a", "2")]), ["1 > 2 in both"]);
        assert_eq!(found(&[("a", "1"), ("a", "2"), ("a", "3")], &[("a", "3"), ("a", "1")]), ["2 > - in both"]);
        assert_eq!(found(&[("a", "1"), ("a", "1")], &[("a", "1")]), ["1 > - in both"]);
    }
}
