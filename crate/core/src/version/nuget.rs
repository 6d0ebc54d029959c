//! NuGet's ranges: a plain version is a lower bound, brackets for inclusive ends and parentheses for exclusive ones,
//! floating versions. Reference: NuGet.Versioning.

use std::cmp::Ordering;

use super::set::{Set, bound};
use super::{Dialect, number, precedence};
use crate::facts::Bound;

const DIALECT: Dialect = Dialect::Nuget;

/// Compares two versions; the case of letters does not matter.
pub(super) fn compare(a: &str, b: &str) -> Ordering {
    precedence::compare_ignoring_case(a, b)
}

/// Whether a range floats among releases only: `1.*`, but not `1.*-*`.
pub(super) fn floats_among_releases(text: &str) -> bool {
    text.contains('*') && !text.contains('-')
}

/// Reads a range.
pub(super) fn read(text: &str) -> Option<Set> {
    if text.is_empty() {
        return Some(Set::all(DIALECT));
    }
    if !text.starts_with(['[', '(']) {
        return floating(text).map(|lower| Set::between(DIALECT, lower, None));
    }
    let is_lower_in = text.starts_with('[');
    let is_upper_in = text.ends_with(']');
    let inner = text.strip_prefix(['[', '('])?.strip_suffix([']', ')'])?;
    let Some((lower, upper)) = inner.split_once(',') else {
        let version = inner.trim();
        return (is_lower_in && is_upper_in && is_version(version)).then(|| Set::exact(DIALECT, version));
    };
    let (lower, upper) = (lower.trim(), upper.trim());
    let lower = match lower {
        "" => None,
        // What floats begins with its lowest version.
        _ if lower.contains('*') && is_lower_in => floating(lower)?,
        _ => Some(bound(is_version(lower).then_some(lower)?, is_lower_in)),
    };
    let upper = match upper {
        "" => None,
        _ => Some(bound(is_version(upper).then_some(upper)?, is_upper_in)),
    };
    let is_crossed = match (&lower, &upper) {
        (None, None) => is_lower_in || is_upper_in,
        (Some(lower), Some(upper)) => match compare(&lower.version, &upper.version) {
            Ordering::Less => false,
            Ordering::Equal => !(lower.inclusive && upper.inclusive),
            Ordering::Greater => true,
        },
        _ => false,
    };
    (!is_crossed).then(|| Set::between(DIALECT, lower, upper))
}

/// Whether NuGet takes a text for a version: up to four numbers, identifiers after a hyphen, metadata after a plus.
pub(super) fn is_version(text: &str) -> bool {
    let (version, metadata) =
        text.split_once('+').map_or((text, None), |(version, metadata)| (version, Some(metadata)));
    let (core, pre) = version.split_once('-').map_or((version, None), |(core, pre)| (core, Some(pre)));
    core.split('.').count() <= 4
        && core.split('.').all(number::is_number)
        && pre.is_none_or(are_identifiers)
        && metadata.is_none_or(are_identifiers)
}

fn are_identifiers(text: &str) -> bool {
    text.split('.')
        .all(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'))
}

/// The lower bound of a plain or floating version. What floats is chosen by the restore as high as it floats, but a
/// version above satisfies it too.
#[allow(clippy::option_option, reason = "no version at all, and a version that bounds nothing, are two things")]
fn floating(text: &str) -> Option<Option<Bound>> {
    let Some((before, after)) = text.split_once('*') else {
        return is_version(text).then(|| Some(bound(text, true)));
    };
    let (core, pre) = match (before.split_once('-'), after) {
        // `1.0.0-beta*`, `1.0.0-*`
        (Some((core, label)), "") => (core, Some(lowest_label(label)?)),
        // `1.*-*`, `*-rc*`
        (None, after) if after.starts_with('-') => {
            (floating_core(before)?, Some(lowest_label(after.strip_prefix('-')?.strip_suffix('*')?)?))
        }
        (None, "") => (floating_core(before)?, None),
        _ => return None,
    };
    if core.is_empty() {
        return Some(pre.filter(|pre| pre != "0").map(|pre| bound(&format!("0.0.0-{pre}"), true)));
    }
    // What floats counts among the four numbers.
    let most = if before.ends_with('.') { 3 } else { 4 };
    if core.split('.').count() > most || !core.split('.').all(number::is_number) {
        return None;
    }
    Some(Some(match pre {
        Some(pre) => bound(&format!("{core}-{pre}"), true),
        None => bound(core, true),
    }))
}

/// `1.2.` is 1.2; `1.2` of `1.2*` floats in the patch, which begins with nothing lower than itself.
fn floating_core(before: &str) -> Option<&str> {
    let core = before.strip_suffix('.').unwrap_or(before);
    (before.is_empty() || !core.is_empty()).then_some(core)
}

/// The lowest label that begins so.
fn lowest_label(label: &str) -> Option<String> {
    if label.is_empty() || label.ends_with('.') {
        return Some(format!("{label}0"));
    }
    are_identifiers(label).then(|| label.to_owned())
}

#[cfg(test)]
mod tests {
    use crate::version::Dialect;
    use crate::version::testing::{admitted, ascending, ranges};

    #[test]
    fn reads_ranges() {
        ranges(
            Dialect::Nuget,
            &[
                ("1.0", "[1.0, )"),
                ("(1.0,)", "(1.0, )"),
                ("[1.0]", "[1.0, 1.0]"),
                ("[1.0, 2.0)", "[1.0, 2.0)"),
                ("(,1.0]", "(, 1.0]"),
                ("1.*", "[1, )"),
                ("1.2.*", "[1.2, )"),
                ("1.0.0-beta*", "[1.0.0-beta, )"),
                ("1.0.0-beta.*", "[1.0.0-beta.0, )"),
                ("1.*-*", "[1-0, )"),
                ("[1.*, 2.0)", "[1, 2.0)"),
                ("*", "(, )"),
                ("*-*", "(, )"),
                ("", "(, )"),
                ("(1.0)", "?"),
                ("(,)", "(, )"),
                ("[,]", "?"),
                ("[2.0, 1.0]", "?"),
                ("[1.0, 1.0)", "?"),
                ("[1.0, 2.*]", "?"),
                ("1.*.0", "?"),
                ("1.2.3.4.5", "?"),
                ("[1,2],[3,4]", "?"),
            ],
        );
    }

    #[test]
    fn admits_as_nuget_does() {
        admitted(
            Dialect::Nuget,
            &[
                ("1.0", "1.0 2.0 1.1-beta", "0.9 1.0-beta"),
                ("1.*", "1.0 2.0", "0.9 1.1-beta"),
                ("1.*-*", "1.0-beta 1.1", "0.9"),
                ("[1.0,2.0)", "1.0.0.0 2.0-beta", "2.0 1.0-rc"),
            ],
        );
    }

    #[test]
    fn orders_versions() {
        ascending(
            Dialect::Nuget,
            &[
                "1.0.0-1",
                "1.0.0-alpha = 1.0.0-ALPHA",
                "1.0.0-beta.2",
                "1.0.0-beta.11",
                "1.0.0-beta.2147483648",
                "1.0 = 1.0.0.0 = 1.0+meta = 1.00",
                "1.0.0.1",
            ],
        );
    }
}
