//! Fields of a vendor's manifest about reboot, downtime and privileges.

use crate::facts::{Requirement, RequirementKind, Stance, excerpt};

use super::{find_word, normal};
use crate::parse::document::{Node, ScalarKind, Value, xml};
use crate::parse::redact::redact;
use crate::parse::requirements::{self as prose, Unit};
use crate::parse::sink::Sink;
use crate::parse::text::Text;

/// What a field of this (normalised) name is about.
pub(super) fn kind_of(key: &str) -> Option<RequirementKind> {
    let has = |word: &str| key.contains(word);
    if has("reboot")
        || matches!(key, "restart" | "restartrequired" | "requiresrestart" | "needsrestart" | "systemrestart")
    {
        Some(RequirementKind::Reboot)
    } else if has("downtime") || has("outage") || matches!(key, "maintenancewindow" | "servicewindow") {
        Some(RequirementKind::Downtime)
    } else if has("privilege")
        || has("requiresroot")
        || has("requiresadmin")
        || has("requiressudo")
        || matches!(
            key,
            "root" | "sudo" | "needsroot" | "runas" | "runasroot" | "elevated" | "elevation" | "administrator"
        )
    {
        Some(RequirementKind::Privilege)
    } else {
        None
    }
}

/// Fields of prose.
fn is_prose(key: &str) -> bool {
    matches!(
        key,
        "notes"
            | "note"
            | "remarks"
            | "instructions"
            | "warning"
            | "warnings"
            | "comments"
            | "comment"
            | "installnotes"
            | "upgradenotes"
            | "releasenotes"
            | "preconditions"
            | "conditions"
            | "postinstallnotes"
            | "limitations"
    )
}

/// Whether a map has such a field.
pub(super) fn stand_in(level: &Node) -> bool {
    level.members().iter().any(|(key, _)| kind_of(&normal(&key.text)).is_some())
}

pub(super) fn read(level: &Node, text: &Text<'_>, sink: &mut Sink<'_>) {
    for (key, node) in level.members() {
        let name = normal(&key.text);
        if let Some(kind) = kind_of(&name) {
            field(kind, &name, &key.text, node, key.at, text, sink);
        } else if is_prose(&name) {
            notes(node, text, sink);
        } else if let Some(word) = node.word().filter(|word| is_open(word)) {
            // `"rollback": "TBD"`, `"memory": "as appropriate"`.
            sink.requirement(Requirement {
                kind: RequirementKind::Other,
                stance: Stance::Advice,
                text: excerpt(&redact(&format!("{}: {word}", key.text))),
                minutes: None,
                site: text.site(key.at),
            });
        }
    }
}

/// A short value that leaves it open, in whatever field. Longer texts are descriptions.
fn is_open(word: &str) -> bool {
    let lower = word.to_lowercase();
    let lower = lower.trim_end_matches('.');
    matches!(
        lower,
        "tbd"
            | "tba"
            | "tbc"
            | "to be determined"
            | "to be defined"
            | "as appropriate"
            | "as needed"
            | "as required"
            | "if necessary"
            | "if needed"
            | "if applicable"
            | "where applicable"
            | "where appropriate"
            | "when convenient"
            | "may be needed"
            | "may be required"
            | "may need"
    )
}

fn field(
    kind: RequirementKind,
    name: &str,
    shown_name: &str,
    node: &Node,
    at: usize,
    text: &Text<'_>,
    sink: &mut Sink<'_>,
) {
    let (stance, minutes, words) = match &node.value {
        Value::Scalar(scalar) => {
            let word = scalar.text.trim();
            let minutes = (kind == RequirementKind::Downtime).then(|| prose::minutes(word, Some(unit(name)))).flatten();
            (scalar_stance(kind, scalar.kind, word, minutes), minutes, word.to_owned())
        }
        Value::Map(_) => match inner(kind, node) {
            Some(inner) => inner,
            None => return,
        },
        Value::Seq(_) => return notes(node, text, sink),
    };
    if let Some(stance) = stance {
        sink.requirement(Requirement {
            kind,
            stance,
            text: excerpt(&redact(&format!("{shown_name}: {words}"))),
            minutes,
            site: text.site(at),
        });
    }
}

fn scalar_stance(kind: RequirementKind, scalar: ScalarKind, word: &str, minutes: Option<u32>) -> Option<Stance> {
    match (scalar, minutes) {
        (ScalarKind::Bool(true), _) => Some(Stance::Required),
        (ScalarKind::Bool(false), _) => Some(Stance::NotRequired),
        (ScalarKind::Null, _) => None,
        (_, Some(0)) => Some(Stance::NotRequired),
        (_, Some(_)) => Some(Stance::Statement),
        _ if word.is_empty() => None,
        // `"privileges": "root"`, `"runAs": "SYSTEM"`.
        _ if kind == RequirementKind::Privilege => {
            Some(prose::stance(word).unwrap_or(match word.to_lowercase().as_str() {
                "user" | "unprivileged" | "normal" => Stance::NotRequired,
                _ => Stance::Required,
            }))
        }
        // Other words ("scheduled", "rolling") bind nobody.
        _ => Some(prose::stance(word).unwrap_or(Stance::Advice)),
    }
}

/// `{"required": false, "reason": …}`, `{"minutes": 5}`, `{"estimate": "5 min"}`.
fn inner(kind: RequirementKind, node: &Node) -> Option<(Option<Stance>, Option<u32>, String)> {
    node.members().iter().find_map(|(key, value)| {
        let name = normal(&key.text);
        let Value::Scalar(scalar) = &value.value else { return None };
        let word = scalar.text.trim();
        let is_answer = matches!(
            name.as_str(),
            "required"
                | "needed"
                | "policy"
                | "mode"
                | "type"
                | "value"
                | "level"
                | "expected"
                | "estimate"
                | "estimated"
                | "duration"
                | "max"
                | "minutes"
                | "seconds"
                | "hours"
                | "time"
                | "recommended"
                | "text"
        );
        if !is_answer {
            return None;
        }
        let minutes = (kind == RequirementKind::Downtime)
            .then(|| prose::minutes(word, Some(unit(&unit_name(&name, node)))))
            .flatten();
        let stance = match (name.as_str(), scalar.kind) {
            ("recommended", ScalarKind::Bool(true)) => Some(Stance::Advice),
            ("recommended", _) => None,
            (_, kind_of_scalar) => scalar_stance(kind, kind_of_scalar, word, minutes),
        };
        // The text of an XML element has no name of its own.
        let shown = if key.text == xml::TEXT { word.to_owned() } else { format!("{} {word}", key.text) };
        Some((stance, minutes, shown))
    })
}

/// What names the unit: a member beside the number (`{"value": 2, "unit": "hours"}`), else the number's own name.
fn unit_name(name: &str, node: &Node) -> String {
    find_word(node, &["unit", "units"]).map_or_else(|| name.to_owned(), |(unit, _)| normal(unit))
}

/// The unit of a number that stands alone, by the name of its field; minutes unless it says otherwise.
fn unit(name: &str) -> Unit {
    if name.contains("sec") {
        Unit::Seconds
    } else if name.contains("hour") {
        Unit::Hours
    } else {
        Unit::Minutes
    }
}

/// Prose in a field, or in a list of them.
fn notes(node: &Node, text: &Text<'_>, sink: &mut Sink<'_>) {
    let own = std::slice::from_ref(node);
    let nodes = if node.items().is_empty() { own } else { node.items() };
    for node in nodes {
        for sentence in node.text().unwrap_or("").lines().flat_map(prose::sentences) {
            if let Some(claim) = prose::sentence(sentence) {
                sink.requirement(Requirement {
                    kind: claim.kind,
                    stance: claim.stance,
                    text: excerpt(&redact(sentence)),
                    minutes: claim.minutes,
                    site: text.site(node.at),
                });
            }
        }
    }
}
