//! Version ranges in a common form, whatever dialect they were written in.

use serde::{Deserialize, Serialize};

/// What a requirement admits: a version that lies in one of the intervals. No interval at all admits nothing; one
/// interval without bounds admits everything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct VersionRange {
    /// The dialect that the requirement was read in, as a `vers` scheme: `npm`, `semver` (Cargo), `pypi`, `maven`,
    /// `nuget`, `gem`, `composer`, `deb`, `rpm`, `apk`, `golang`, `generic`; of a `vers` range its own scheme.
    pub dialect: String,
    /// Admitted intervals, ascending.
    pub intervals: Vec<Interval>,
}

/// Everything between two versions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Interval {
    /// Lowest version; `None` for no lower end.
    pub lower: Option<Bound>,
    /// Highest version; `None` for no upper end.
    pub upper: Option<Bound>,
}

/// One end of an interval.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Bound {
    /// The version as written, padded to what the dialect means (`^1.2` has the upper bound `2.0.0`, exclusive).
    pub version: String,
    /// Whether the version itself is admitted.
    pub inclusive: bool,
}

impl VersionRange {
    /// One version and no other.
    pub fn exact(dialect: &str, version: &str) -> Self {
        let bound = Bound { version: version.to_owned(), inclusive: true };
        Self {
            dialect: dialect.to_owned(),
            intervals: vec![Interval { lower: Some(bound.clone()), upper: Some(bound) }],
        }
    }

    /// Whether only one version is admitted.
    pub fn is_exact(&self) -> bool {
        matches!(self.intervals.as_slice(), [Interval { lower: Some(lower), upper: Some(upper) }]
            if lower == upper && lower.inclusive)
    }

    /// Whether some interval has no upper end.
    pub fn is_unbounded_above(&self) -> bool {
        self.intervals.iter().any(|interval| interval.upper.is_none())
    }
}
