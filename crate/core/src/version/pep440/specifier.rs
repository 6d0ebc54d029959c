//! Specifiers and what they admit.

use std::cmp::Ordering;

use super::version::Version;
use crate::version::Dialect;
use crate::version::number;
use crate::version::set::{Set, bound};

const DIALECT: Dialect = Dialect::Pypi;

/// Most clauses that are read; `!=` doubles the intervals' number at worst by one each.
const MOST_CLAUSES: usize = 64;

/// A specifier set: clauses that all hold.
#[derive(Clone, Debug)]
pub(in crate::version) struct Specifiers(Vec<Specifier>);

#[derive(Clone, Debug)]
struct Specifier {
    op: Op,
    /// Without `.*`.
    version: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Op {
    Arbitrary,
    Equal,
    EqualPrefix,
    NotEqual,
    NotEqualPrefix,
    Compatible,
    AtLeast,
    AtMost,
    Above,
    Below,
}

impl Specifiers {
    /// Reads a specifier set. An empty one admits every version.
    pub(in crate::version) fn read(text: &str) -> Option<Self> {
        let clauses = text.split(',').map(str::trim).filter(|clause| !clause.is_empty());
        let specifiers: Vec<_> =
            clauses.take(MOST_CLAUSES.saturating_add(1)).map(Specifier::read).collect::<Option<_>>()?;
        (specifiers.len() <= MOST_CLAUSES).then_some(Self(specifiers))
    }

    /// Whether an installed version satisfies all clauses. A pre-release may, as nothing else is there to choose; what a
    /// clause itself says against pre-releases (`<2.0` does not admit `2.0rc1`) holds.
    pub(in crate::version) fn admits(&self, version: &str) -> bool {
        let candidate = Version::read(version);
        self.0.iter().all(|specifier| match (&candidate, specifier.op) {
            (_, Op::Arbitrary) => version.trim().eq_ignore_ascii_case(&specifier.version),
            (Some(candidate), _) => specifier.admits(candidate),
            (None, _) => false,
        })
    }

    /// The intervals, without what bounds cannot say.
    pub(in crate::version) fn set(&self) -> Set {
        self.0.iter().fold(Set::all(DIALECT), |set, specifier| specifier.narrow(set))
    }
}

impl Specifier {
    fn read(clause: &str) -> Option<Self> {
        let end = clause.find(|c: char| !matches!(c, '<' | '>' | '=' | '!' | '~'))?;
        let (operator, text) = clause.split_at_checked(end)?;
        let text = text.trim();
        if operator == "===" {
            return Some(Self { op: Op::Arbitrary, version: text.to_owned() });
        }
        let (text, is_prefix) = text.strip_suffix(".*").map_or((text, false), |prefix| (prefix, true));
        let version = Version::read(text)?;
        let op = match (operator, is_prefix) {
            ("==", false) => Op::Equal,
            ("==", true) => Op::EqualPrefix,
            ("!=", false) => Op::NotEqual,
            ("!=", true) => Op::NotEqualPrefix,
            ("~=", false) if version.release.contains('.') => Op::Compatible,
            (">=", false) => Op::AtLeast,
            ("<=", false) => Op::AtMost,
            (">", false) => Op::Above,
            ("<", false) => Op::Below,
            _ => return None,
        };
        // A local label is for equality only, and a prefix is one of numbers and at most a pre-release.
        let is_valid = (version.local.is_none() || matches!(op, Op::Equal | Op::NotEqual))
            && (!is_prefix || (version.dev.is_none() && version.pre.is_none() && version.post.is_none()));
        is_valid.then(|| Self { op, version: text.to_owned() })
    }

    fn admits(&self, candidate: &Version<'_>) -> bool {
        let Some(own) = Version::read(&self.version) else { return false };
        let public = candidate.public();
        match self.op {
            Op::Arbitrary => false,
            Op::Equal => own.is_label_or_public(candidate),
            Op::NotEqual => !own.is_label_or_public(candidate),
            Op::EqualPrefix => has_prefix(candidate, &own, own.release),
            Op::NotEqualPrefix => !has_prefix(candidate, &own, own.release),
            Op::Compatible => {
                public.compare(&own) != Ordering::Less && has_prefix(candidate, &own, without_last(own.release))
            }
            Op::AtLeast => public.compare(&own) != Ordering::Less,
            Op::AtMost => public.compare(&own) != Ordering::Greater,
            // Nor a post-release of the version, unless it is one itself.
            Op::Above => {
                public.compare(&own) == Ordering::Greater
                    && !(own.post.is_none()
                        && own.dev.is_none()
                        && candidate.post.is_some()
                        && own.is_same_release(candidate))
            }
            // Nor a pre-release of the version, unless it is one itself.
            Op::Below => {
                let lowest = if own.is_prerelease() { own } else { Version { dev: Some("0"), ..own } };
                candidate.compare(&lowest) == Ordering::Less
            }
        }
    }

    fn narrow(&self, set: Set) -> Set {
        let version = self.version.as_str();
        let up_to = |keep: fn(&str) -> &str| next(version, keep).map(|next| bound(&next, false));
        match self.op {
            Op::Arbitrary | Op::Equal => set.intersect(&Set::exact(DIALECT, version)),
            Op::NotEqual => set.except(bound(version, true), bound(version, true)),
            Op::EqualPrefix => set.intersect(&Set::between(DIALECT, Some(bound(version, true)), up_to(whole))),
            Op::NotEqualPrefix => match up_to(whole) {
                Some(upper) => set.except(bound(version, true), upper),
                None => set,
            },
            Op::Compatible => set.intersect(&Set::between(DIALECT, Some(bound(version, true)), up_to(without_last))),
            Op::AtLeast => set.intersect(&Set::above(DIALECT, version, true)),
            Op::AtMost => set.intersect(&Set::below(DIALECT, version, true)),
            Op::Above => set.intersect(&Set::above(DIALECT, version, false)),
            Op::Below => set.intersect(&Set::below(DIALECT, version, false)),
        }
    }
}

impl Version<'_> {
    /// Equality, where a label of the candidate counts only if the specifier names one.
    fn is_label_or_public(&self, candidate: &Self) -> bool {
        let candidate = if self.local.is_some() { *candidate } else { candidate.public() };
        self.compare(&candidate) == Ordering::Equal
    }
}

/// Whether the release begins with the numbers; missing ones of the candidate are zero.
fn has_prefix(candidate: &Version<'_>, own: &Version<'_>, prefix: &str) -> bool {
    let mut release = candidate.release.split('.');
    number::compare(candidate.epoch, own.epoch).is_eq()
        && prefix.split('.').all(|number| number::compare(number, release.next().unwrap_or("0")).is_eq())
}

fn whole(release: &str) -> &str {
    release
}

fn without_last(release: &str) -> &str {
    release.rsplit_once('.').map_or(release, |(kept, _)| kept)
}

/// The lowest version in which one of the numbers that are kept is another.
fn next(version: &str, keep: fn(&str) -> &str) -> Option<String> {
    let version = Version::read(version)?;
    let release = keep(version.release);
    let (before, last) = release.rsplit_once('.').map_or(("", release), |(before, last)| (before, last));
    let dot = if before.is_empty() { "" } else { "." };
    let next = format!("{before}{dot}{}", number::next(last));
    Some(if number::is_zero(version.epoch) { next } else { format!("{}!{next}", version.epoch) })
}
