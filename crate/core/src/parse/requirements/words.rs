//! What a sentence says about reboot, downtime and privileges, and how firmly.

use crate::facts::{RequirementKind, Stance};

use super::{Claim, minutes};

/// Words that leave it open whether something has to be done.
const ADVICE: &[&str] = &[
    "recommend",
    "advis",
    "suggest",
    "may ",
    "might ",
    "could ",
    "should ",
    "optional",
    "consider ",
    "prefer",
    "if necessary",
    "if needed",
    "if required",
    "if applicable",
    "if possible",
    "where applicable",
    "where appropriate",
    "where necessary",
    "as appropriate",
    "as needed",
    "as required",
    "as necessary",
    "when convenient",
    "at your convenience",
    "tbd",
    "tba",
    "to be determined",
    "to be defined",
    "to be decided",
    "depending on",
    "possibly",
    "maybe",
    "probably",
    "typically",
    "usually",
    "in some cases",
    "not always",
    "unknown",
    "n/a?",
];

const DENIAL: &[&str] = &[
    "no reboot",
    "no restart",
    "no system restart",
    "no downtime",
    "zero downtime",
    "zero-downtime",
    "without downtime",
    "without a reboot",
    "without reboot",
    "without restarting",
    "without any",
    "not require",
    "n't require",
    "not need",
    "n't need",
    "not necessary",
    "not needed",
    "unnecessary",
    "no need",
    "no interruption",
    "no outage",
    "no root",
    "no administrator",
    "without root",
    "without sudo",
    "without administrator",
    "not necessarily",
];

const DEMAND: &[&str] = &[
    "require",
    "must",
    "need",
    "necessary",
    "mandatory",
    "has to",
    "have to",
    "will ",
    "shall",
    "is performed",
    "is done",
    "after",
    "be sure to",
    "ensure",
    "please",
];

/// How firmly a field's words say it; `None` where they say nothing about that.
pub(crate) fn stance(text: &str) -> Option<Stance> {
    let text = format!("{} ", text.trim().to_lowercase());
    let word = text.trim();
    if matches!(word, "no" | "none" | "false" | "never" | "0" | "n" | "not" | "n/a" | "na" | "off") {
        return Some(Stance::NotRequired);
    }
    if matches!(
        word,
        "yes" | "true" | "always" | "1" | "y" | "on" | "required" | "mandatory" | "must" | "immediate" | "full"
    ) {
        return Some(Stance::Required);
    }
    if contains(&text, DENIAL) && !text.contains("not necessarily") {
        return Some(Stance::NotRequired);
    }
    if contains(&text, ADVICE) || text.contains("not necessarily") {
        return Some(Stance::Advice);
    }
    contains(&text, DEMAND).then_some(Stance::Required)
}

/// Whether a text leaves a requirement open in so many words.
pub(crate) fn is_vague(text: &str) -> bool {
    contains(&format!("{} ", text.trim().to_lowercase()), ADVICE)
}

fn contains(text: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| at_word_start(text, phrase))
}

/// Whether a phrase stands in a text, beginning where a word begins.
fn at_word_start(text: &str, phrase: &str) -> bool {
    text.match_indices(phrase).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        // `n't need` begins inside a word by design.
        phrase.starts_with("n't") || before.is_none_or(|c| !c.is_alphanumeric())
    })
}

const REBOOT: &[&str] =
    &["reboot", "power cycle", "power-cycle", "system restart", "server restart", "machine restart"];
const RESTARTED: &[&str] =
    &["machine", "server", "host", "system", "appliance", "computer", "node", "operating system", "windows", "device"];
const DOWNTIME: &[&str] = &[
    "downtime",
    "down time",
    "outage",
    "unavailable",
    "unavailability",
    "offline",
    "interruption",
    "maintenance window",
    "service window",
    "out of service",
];
/// What takes its time, in a sentence that names no downtime.
const PROCEDURES: &[&str] = &[
    "upgrade",
    "update",
    "install",
    "procedure",
    "process",
    "migration",
    "deployment",
    "rollout",
    "patch",
    "it takes",
    "this takes",
    "whole thing",
];
const PRIVILEGE: &[&str] = &[
    "as root",
    "as the root",
    "root privilege",
    "root access",
    "root permission",
    "root rights",
    "root user",
    "require root",
    "requires root",
    "sudo",
    "administrator right",
    "administrator privilege",
    "administrator permission",
    "administrator access",
    "administrator account",
    "as administrator",
    "as an administrator",
    "as admin",
    "administrative right",
    "administrative privilege",
    "administrative permission",
    "admin right",
    "admin privilege",
    "admin permission",
    "elevated",
    "superuser",
    "super user",
    "requires administrator",
    "local administrator",
    "domain admin",
];

/// What a sentence of prose says; `None` where it says nothing about these.
pub(crate) fn sentence(text: &str) -> Option<Claim> {
    let lower = format!("{} ", text.trim().to_lowercase());
    if is_reboot(&lower) {
        let imperative = lower.starts_with("reboot ") || lower.starts_with("restart ") || lower.starts_with("power");
        let stance = stance(&lower).or_else(|| imperative.then_some(Stance::Required))?;
        return Some(Claim { kind: RequirementKind::Reboot, stance, minutes: None });
    }
    downtime(&lower).or_else(|| privilege(&lower))
}

fn is_reboot(lower: &str) -> bool {
    let is_restart =
        at_word_start(lower, "restart") && RESTARTED.iter().any(|what| lower.contains(&format!("the {what}")));
    contains(lower, REBOOT) || is_restart
}

fn downtime(lower: &str) -> Option<Claim> {
    let names_it = contains(lower, DOWNTIME);
    let kind = RequirementKind::Downtime;
    if names_it && contains(lower, DENIAL) {
        return Some(Claim { kind, stance: Stance::NotRequired, minutes: Some(0) });
    }
    let takes =
        [" take ", " takes ", "takes ", " complete ", " completes ", " within ", " finish", " lasts ", " last "];
    if names_it || (contains(lower, PROCEDURES) && takes.iter().any(|verb| lower.contains(verb))) {
        if let Some(minutes) = minutes(lower, None) {
            return Some(Claim { kind, stance: Stance::Statement, minutes: Some(minutes) });
        }
    }
    (names_it && contains(lower, ADVICE)).then_some(Claim { kind, stance: Stance::Advice, minutes: None })
}

fn privilege(lower: &str) -> Option<Claim> {
    if !contains(lower, PRIVILEGE) {
        return None;
    }
    let stance = if contains(lower, DENIAL) {
        Stance::NotRequired
    } else if contains(lower, ADVICE) {
        Stance::Advice
    } else {
        Stance::Required
    };
    Some(Claim { kind: RequirementKind::Privilege, stance, minutes: None })
}
