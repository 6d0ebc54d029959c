//! Whether a row lies on the way from the version that the user runs to the one that the package brings.

use crate::packs::{Effect, KeyChange, KeyRow};
use crate::version::{Dialect, compare, contains, is_prerelease};

/// The versions between which something is moved.
#[derive(Clone, Debug)]
pub(crate) struct Window {
    pub(super) dialect: Dialect,
    /// The oldest version that the user runs, as it is compared.
    pub(super) from: Start,
    /// The version that it is moved to, or that it meets, as it is compared; `None` where nobody says.
    pub(super) to: Option<String>,
}

/// Where a window begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Start {
    /// Above this version.
    Above(String),
    /// Nobody says which version runs.
    Unknown,
    /// Nothing ran before: a file that the package brings meets a product that is there already.
    Nothing,
    /// The package does not move it: nothing lies between.
    Unmoved,
}

/// How a row stands to a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing<'r> {
    /// It lies in it: what became of the key, since this version.
    Inside(Stage, &'r str),
    /// Before or after it.
    Outside,
    /// The window has no end.
    NoTarget,
    /// The row names no version.
    NoVersion,
}

/// How far the change has come at the window's end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// The key does nothing any more.
    Gone,
    /// It is on its way out, but still works.
    Ageing,
    /// It, its default or its values are other ones.
    Changed,
}

impl Window {
    /// How a row stands to it.
    pub(crate) fn standing<'r>(&self, row: &'r KeyRow) -> Standing<'r> {
        let steps = steps(row);
        if steps.iter().all(Option::is_none) && row.versions.is_none() {
            return Standing::NoVersion;
        }
        if self.from == Start::Unmoved {
            return Standing::Outside;
        }
        let Some(to) = self.to.as_deref() else { return Standing::NoTarget };
        if row.versions.as_ref().is_some_and(|range| !contains(range, to)) {
            return Standing::Outside;
        }
        match steps {
            [None, None] => self.by_range(row),
            steps => self.by_step(steps, to),
        }
    }

    /// The last step that is reached counts; where it was made before the start, nothing changes any more.
    fn by_step<'r>(&self, steps: [Option<(Stage, &'r str)>; 2], to: &str) -> Standing<'r> {
        let reached = steps.into_iter().flatten().find(|(_, version)| self.is_reached(version, to));
        match reached {
            Some((stage, version)) if self.is_new(version) => Standing::Inside(stage, version),
            _ => Standing::Outside,
        }
    }

    fn by_range<'r>(&self, row: &'r KeyRow) -> Standing<'r> {
        let Some(range) = &row.versions else { return Standing::NoVersion };
        let is_new = match &self.from {
            Start::Above(from) => !contains(range, from),
            Start::Unknown | Start::Nothing => true,
            Start::Unmoved => false,
        };
        let stage = if is_change(row.kind) { Stage::Changed } else { Stage::Gone };
        let since = range.intervals.iter().find_map(|interval| Some(interval.lower.as_ref()?.version.as_str()));
        if is_new { Standing::Inside(stage, since.unwrap_or("")) } else { Standing::Outside }
    }

    /// A pre-release of a version has its changes already.
    fn is_reached(&self, version: &str, to: &str) -> bool {
        compare(self.dialect, version, to).is_le()
            || is_prerelease(self.dialect, to) && compare(self.dialect, version, released(to)).is_le()
    }

    fn is_new(&self, version: &str) -> bool {
        match &self.from {
            Start::Above(from) => compare(self.dialect, from, version).is_lt(),
            Start::Unknown | Start::Nothing => true,
            Start::Unmoved => false,
        }
    }
}

/// What happens to the key and in which version, the last step first.
fn steps(row: &KeyRow) -> [Option<(Stage, &str)>; 2] {
    let (since, removed_in) = (row.since.as_deref(), row.removed_in.as_deref());
    if is_change(row.kind) {
        return [since.or(removed_in).map(|version| (Stage::Changed, version)), None];
    }
    // A name that goes on working has a warning for its only effect.
    let is_kept = row.kind == KeyChange::Renamed && row.effect == Some(Effect::Warning);
    let is_going = row.kind == KeyChange::Deprecated || is_kept;
    match (since, removed_in) {
        (Some(since), None) => [Some((if is_going { Stage::Ageing } else { Stage::Gone }, since)), None],
        (since, removed_in) => {
            [removed_in.map(|version| (Stage::Gone, version)), since.map(|version| (Stage::Ageing, version))]
        }
    }
}

fn is_change(kind: KeyChange) -> bool {
    use KeyChange::{Added, DefaultChanged, Deprecated, Removed, Renamed, RequiredNew, ValueChanged};
    match kind {
        DefaultChanged | ValueChanged | RequiredNew | Added => true,
        Removed | Renamed | Deprecated => false,
    }
}

/// The numbers at the beginning of a version.
fn released(version: &str) -> &str {
    let version = version.strip_prefix(['v', 'V']).unwrap_or(version);
    let end = version.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(version.len());
    version.get(..end).unwrap_or(version).trim_end_matches('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(kind: KeyChange, since: &str, removed_in: &str, from: &str, to: &str) -> Option<Stage> {
        let version = |text: &str| (!text.is_empty()).then(|| text.to_owned().into());
        let row = KeyRow { kind, since: version(since), removed_in: version(removed_in), ..KeyRow::default() };
        let from = if from.is_empty() { Start::Unknown } else { Start::Above(from.to_owned()) };
        match (Window { dialect: Dialect::Generic, from, to: Some(to.to_owned()) }).standing(&row) {
            Standing::Inside(stage, _) => Some(stage),
            _ => None,
        }
    }

    #[test]
    fn only_what_lies_between_counts() {
        use KeyChange::{Deprecated, Removed, RequiredNew};
        for (kind, since, removed_in, from, to, wanted) in [
            (Removed, "", "5.0.0", "4.7.1", "5.0.1", Some(Stage::Gone)),
            (Removed, "", "5.0.0", "5.0.0", "5.0.1", None),
            (Removed, "", "5.0.0", "4.7.1", "4.9", None),
            (Removed, "", "5.0.0", "", "5.0.1", Some(Stage::Gone)),
            (Removed, "4.6.0", "5.0.0", "4.5", "4.9", Some(Stage::Ageing)),
            (Removed, "4.6.0", "5.0.0", "4.7", "4.9", None),
            (Removed, "4.6.0", "5.0.0", "4.1", "5.0.0-rc1", Some(Stage::Gone)),
            (Removed, "5.0.0", "4.0.0", "4.1", "5.0.1", None),
            (Removed, "5.0.0", "", "4.1", "5.0.1", Some(Stage::Gone)),
            (Deprecated, "5.0.0", "", "4.1", "5.0.1", Some(Stage::Ageing)),
            (Deprecated, "4.0.0", "5.0.0", "4.1", "5.0.1", Some(Stage::Gone)),
            (RequiredNew, "5.0.0", "", "4.1", "5.0.1", Some(Stage::Changed)),
            (RequiredNew, "5.0.0", "", "5.0", "5.0.1", None),
        ] {
            assert_eq!(
                standing(kind, since, removed_in, from, to),
                wanted,
                "{kind:?} {since} {removed_in} {from} {to}"
            );
        }
    }

    #[test]
    fn without_versions_nothing_is_said() {
        let window = |from, to: Option<&str>| Window { dialect: Dialect::Generic, from, to: to.map(str::to_owned) };
        let dated = KeyRow { removed_in: Some("5".into()), ..KeyRow::default() };
        assert_eq!(window(Start::Unknown, Some("6")).standing(&KeyRow::default()), Standing::NoVersion);
        assert_eq!(window(Start::Unknown, None).standing(&dated), Standing::NoTarget);
        assert_eq!(window(Start::Unmoved, Some("6")).standing(&dated), Standing::Outside);
        assert_eq!(window(Start::Nothing, Some("6")).standing(&dated), Standing::Inside(Stage::Gone, "5"));
    }

    #[test]
    fn a_range_says_which_versions_are_meant() {
        let versions = crate::version::range(Dialect::Generic, ">=5.0, <6.0");
        let row = KeyRow { versions, ..KeyRow::default() };
        let at = |from: &str, to: &str| {
            let window = Window { dialect: Dialect::Generic, from: Start::Above(from.into()), to: Some(to.into()) };
            matches!(window.standing(&row), Standing::Inside(Stage::Gone, _))
        };
        assert!(at("4.9", "5.5"));
        assert!(!at("5.1", "5.5"));
        assert!(!at("4.9", "6.0"));
    }
}
