//! What must hold of a key's value.

use std::borrow::Cow;

use super::glob::is_like;
use crate::packs::{KeyRow, Require, RequireOp};

/// Whether a value is as a row wants it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Verdict {
    /// The row wants nothing of the value.
    Nothing,
    Right,
    Wrong,
    /// It is a secret, comes from elsewhere (`${DTEN_HYBRID}`), or was cut.
    Hidden,
}

/// Judges a value that is set.
pub(super) fn judge(row: &KeyRow, value: &str) -> Verdict {
    let require = row.require.as_ref();
    if row.allowed.is_empty() && require.is_none() {
        return Verdict::Nothing;
    }
    if matches!(require, Some(Require { op: RequireOp::Absent, .. })) {
        return Verdict::Wrong;
    }
    if is_hidden(value) {
        return Verdict::Hidden;
    }
    let is_allowed = row.allowed.is_empty() || is_one_of(&row.allowed, value);
    if is_allowed && require.is_none_or(|require| holds(require, value)) { Verdict::Right } else { Verdict::Wrong }
}

/// Whether a row is about a value: about every one, or about this among others.
pub(super) fn is_about(row: &KeyRow, value: &str) -> bool {
    row.values.is_empty() || (!is_hidden(value) && row.values.iter().any(|wanted| is_like(wanted, plain(value))))
}

/// Whether nobody can say what the value is.
fn is_hidden(value: &str) -> bool {
    const REFERENCES: &[&str] = &["${", "{{", "$(", "<%", "@{", "%("];
    value.contains('•') || value.chars().count() >= crate::limits::EXCERPT_CHARS || {
        let value = value.trim();
        REFERENCES.iter().any(|mark| value.contains(mark)) || (value.starts_with('$') && value.len() > 1)
    }
}

fn holds(require: &Require, value: &str) -> bool {
    match require.op {
        RequireOp::Equal | RequireOp::In => is_one_of(&require.values, value),
        RequireOp::NotEqual => !is_one_of(&require.values, value),
        RequireOp::Matches => require.values.iter().any(|wanted| is_like(wanted, plain(value))),
        RequireOp::Exists => true,
        RequireOp::Absent => false,
    }
}

fn is_one_of(values: &[Cow<'static, str>], value: &str) -> bool {
    values.iter().any(|wanted| is_same(wanted, value))
}

/// Whether two values mean one: in any case, without quotes, and `on` is `true`.
pub(super) fn is_same(a: &str, b: &str) -> bool {
    let (a, b) = (plain(a), plain(b));
    a.eq_ignore_ascii_case(b) || matches!((truth(a), truth(b)), (Some(a), Some(b)) if a == b)
}

fn truth(value: &str) -> Option<bool> {
    let is = |words: &[&str]| words.iter().any(|word| value.eq_ignore_ascii_case(word));
    if is(&["true", "yes", "on", "1", "enabled"]) {
        return Some(true);
    }
    is(&["false", "no", "off", "0", "disabled"]).then_some(false)
}

fn plain(value: &str) -> &str {
    value.trim().trim_matches(['"', '\'']).trim()
}

/// What must hold, in words; `""` for nothing.
pub(crate) fn in_words(row: &KeyRow) -> String {
    let mut words: Vec<String> = Vec::new();
    if !row.allowed.is_empty() {
        words.push(format!("one of {}", list(&row.allowed)));
    }
    if let Some(require) = &row.require {
        let values = list(&require.values);
        let wanted = match require.op {
            RequireOp::Equal => values,
            RequireOp::NotEqual => format!("not {values}"),
            RequireOp::Exists => "set".to_owned(),
            RequireOp::Absent => "not set".to_owned(),
            RequireOp::In => format!("one of {values}"),
            RequireOp::Matches => format!("like {values}"),
        };
        words.push(match condition(require) {
            Some(when) => format!("{wanted}, where {when}"),
            None => wanted,
        });
    }
    words.join(" and ")
}

/// In which circumstances it must hold; `None` for all.
pub(crate) fn condition(require: &Require) -> Option<&str> {
    let when = require.when.trim();
    (!when.is_empty() && when != "always").then_some(when)
}

fn list(values: &[Cow<'static, str>]) -> String {
    let values: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
    values.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn require(op: RequireOp, values: &[&'static str]) -> KeyRow {
        let values = values.iter().map(|&value| value.into()).collect();
        KeyRow { require: Some(Require { op, values, when: "always".into() }), ..KeyRow::default() }
    }

    #[test]
    fn a_value_is_right_wrong_or_hidden() {
        let truth = require(RequireOp::Equal, &["true"]);
        for (value, wanted) in [
            ("true", Verdict::Right),
            ("\"TRUE\"", Verdict::Right),
            ("on", Verdict::Right),
            ("false", Verdict::Wrong),
            ("", Verdict::Wrong),
            ("${DTEN_HYBRID:true}", Verdict::Hidden),
            ("•••", Verdict::Hidden),
        ] {
            assert_eq!(judge(&truth, value), wanted, "{value}");
        }
        assert_eq!(judge(&require(RequireOp::Absent, &[]), "x"), Verdict::Wrong);
        assert_eq!(judge(&require(RequireOp::Exists, &[]), "x"), Verdict::Right);
        assert_eq!(judge(&require(RequireOp::NotEqual, &["es3"]), "ES3"), Verdict::Wrong);
        assert_eq!(judge(&require(RequireOp::Matches, &["mqtts://*"]), "mqtt://b"), Verdict::Wrong);
        assert_eq!(judge(&KeyRow::default(), "x"), Verdict::Nothing);
        let allowed = KeyRow { allowed: vec!["a".into(), "b".into()], ..KeyRow::default() };
        assert_eq!((judge(&allowed, "B"), judge(&allowed, "c")), (Verdict::Right, Verdict::Wrong));
    }

    #[test]
    fn a_requirement_is_said_in_words() {
        assert_eq!(in_words(&require(RequireOp::Equal, &["true"])), "`true`");
        assert_eq!(in_words(&require(RequireOp::In, &["a", "b"])), "one of `a`, `b`");
        let mut conditional = require(RequireOp::Exists, &[]);
        if let Some(require) = &mut conditional.require {
            require.when = "a broker is used".into();
        }
        assert_eq!(in_words(&conditional), "set, where a broker is used");
    }
}
