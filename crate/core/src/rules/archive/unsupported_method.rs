//! `archive/unsupported-method`

use super::gather::{Archives, Item, Joint, MOST_SINGLE, gather, shown, whole};
use crate::facts::ObservationKind;
use crate::finding::{Finding, Phase, Severity};
use crate::rules::{Case, Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "archive/unsupported-method",
    severity: Severity::Medium,
    phase: Phase::Before,
    scope: RuleScope::Fact,
    document: include_str!("unsupported_method.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    let facts = case.facts;
    let archives = Archives::of(facts);
    let unread = facts.observations.iter().filter_map(|observation| match &observation.kind {
        ObservationKind::UnsupportedMethod { method } => {
            let archive = archives.split(&observation.path).0;
            Some(Item { archive, kind: *method, what: observation.path.as_str() })
        }
        _ => None,
    });
    let single = |method: &u16, path: &&str| {
        let name = shown(path);
        let message = format!("`{name}` is packed with {}, which is not read here: its contents were not checked.", noun(*method));
        Finding::new(rule, name, message, whole(path))
            .step("verify", "Unpack it with the vendor's tool, pack it again as an ordinary ZIP, and check that here.")
            .step("ask-vendor", "Ask the vendor for deflate or Zstandard: few tools read anything else.")
    };
    let joint = |method: &u16, paths: &[&str]| Joint {
        subject: format!("entries packed with {}", noun(*method)),
        message: format!(
            "{} entries are packed with {}, which is not read here: their contents were not checked.",
            paths.len(),
            noun(*method)
        ),
    };
    Outcome::of(gather(rule, MOST_SINGLE, unread, single, joint))
}

/// APPNOTE 4.4.5.
fn noun(method: u16) -> String {
    let name = match method {
        1 => "shrink",
        2..=5 => "reduce",
        6 => "implode",
        10 => "IBM TERSE (old)",
        16 => "IBM z/OS CMPSC",
        18 => "IBM TERSE",
        19 => "IBM LZ77",
        94 => "MP3",
        96 => "JPEG",
        97 => "WavPack",
        98 => "PPMd",
        _ => return format!("the unknown method {method}"),
    };
    format!("{name} (method {method})")
}
