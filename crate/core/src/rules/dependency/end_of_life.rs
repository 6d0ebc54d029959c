//! `dependency/end-of-life`
//!
//! What counts: what the package contains, what it asks for, what production has of that, and the operating systems of
//! those hosts. The thousands of other packages of a host are the business of its own upkeep.

mod installed;
mod package;

use std::collections::BTreeSet;

use crate::context::Context;
use crate::facts::Timestamp;
use crate::finding::{Finding, Phase, Severity};
use crate::packs::Support;
use crate::rules::hosts::missing_inventory;
use crate::rules::standing::{Standing, standing, told};
use crate::rules::{Case, Outcome, Rule, RuleScope};

pub const RULE: Rule = Rule {
    id: "dependency/end-of-life",
    severity: Severity::High,
    phase: Phase::Before,
    scope: RuleScope::Package,
    document: include_str!("end_of_life.md"),
    check,
};

fn check(rule: &Rule, case: &Case<'_>) -> Outcome {
    let Case { facts, context, .. } = *case;
    let Some(now) = context.now else {
        return Outcome::NotChecked("no present time was given to compare the ends of support with".into());
    };
    let mut look = Look { rule, context, now, known: 0, contained: BTreeSet::new(), findings: Vec::new() };
    package::contents(&mut look, facts);
    package::requirements(&mut look, facts);
    let missing = missing_inventory(context);
    if missing.is_none() {
        installed::software_and_systems(&mut look, facts);
    }
    match missing {
        Some(why) if look.findings.is_empty() => Outcome::NotChecked(why),
        _ if look.known == 0 => {
            Outcome::NotApplicable("no end of support is known of anything that the package contains or needs".into())
        }
        _ => Outcome::of(look.findings),
    }
}

/// The rule's look at everything, one after the other.
struct Look<'a> {
    rule: &'a Rule,
    context: &'a Context,
    now: Timestamp,
    /// How many things were looked at whose support is known.
    known: usize,
    /// Products of which the package contains a version that has ended.
    contained: BTreeSet<String>,
    findings: Vec<Finding>,
}

impl Look<'_> {
    /// How a line stands; counts it as looked at.
    fn standing(&mut self, support: &Support) -> Standing {
        self.known = self.known.saturating_add(1);
        standing(support, self.now)
    }
}

/// `postgresql 12 has had no support since 2024-11-21`.
fn sentence(name: &str, support: &Support, standing: Standing) -> String {
    format!("{name} {} {}", support.line, told(support, standing))
}

/// Said where a distribution made what has ended.
const DISTRIBUTED: &str = " It is the distribution's own build, which the distribution may still mend.";

/// Where the days are from.
fn footnote(support: &Support) -> String {
    format!("Source: {}.", support.source)
}

#[cfg(test)]
mod tests;
