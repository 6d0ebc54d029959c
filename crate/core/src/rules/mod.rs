//! Facts to findings: pure functions, one file a rule, its document beside it.
//!
//! To add one: `rules/<group>/<name>.rs`, `<name>.md` beside it, a case folder `tests/cases/<group>/<name>/`, and the
//! name in the group's list in `rules/<group>/mod.rs`.

pub mod archive;
mod case;
pub mod config;
pub mod dependency;
pub mod effect;
mod hosts;
pub(crate) mod identity;
pub mod manifest;
mod paths;
pub mod rollback;
pub mod schedule;
mod standing;
pub mod unit;
mod upgrades;
mod versions;
pub(crate) mod weight;

use serde::{Deserialize, Serialize};

pub use case::Case;

use crate::finding::{Finding, Phase, Severity};

/// One rule.
pub struct Rule {
    /// `group/kebab-noun-phrase`, naming the bad thing.
    pub id: &'static str,
    /// What happens if it is true.
    pub severity: Severity,
    /// When somebody has to act.
    pub phase: Phase,
    /// Whether one batch's facts are enough: then findings stream to the page as the batch comes in.
    pub scope: RuleScope,
    /// The document: `What it finds`, `Why it matters`, `What to do`, `When it is wrong`.
    pub document: &'static str,
    /// Judges the case.
    pub check: fn(&Rule, &Case<'_>) -> Outcome,
}

/// How much of the package a rule must see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleScope {
    /// Each fact by itself.
    Fact,
    /// All facts together.
    Package,
}

/// What became of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It fired. Never empty: use [`Outcome::of`].
    Findings(Vec<Finding>),
    /// It looked and found nothing.
    Clean,
    /// There was nothing of the kind that it looks at.
    NotApplicable(String),
    /// It could not look, because …
    NotChecked(String),
}

impl Outcome {
    /// Findings, or clean where there are none.
    pub fn of(findings: Vec<Finding>) -> Self {
        if findings.is_empty() { Self::Clean } else { Self::Findings(findings) }
    }
}

/// How a rule ended, as the report shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct RuleOutcome {
    /// Rule id.
    pub rule: String,
    /// How it ended.
    pub outcome: OutcomeKind,
    /// Why it could not be checked, or does not apply.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub why: Option<String>,
    /// How many findings it has, also where the report lists fewer.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[cfg_attr(feature = "ts", ts(type = "number | null"))]
    pub count: Option<u64>,
}

/// The four ways in which a rule can end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum OutcomeKind {
    Findings,
    Clean,
    NotApplicable,
    NotChecked,
}

/// Every rule, group by group.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    [
        archive::RULES,
        manifest::RULES,
        dependency::RULES,
        config::RULES,
        schedule::RULES,
        effect::RULES,
        unit::RULES,
        rollback::RULES,
    ]
    .into_iter()
    .flatten()
    .copied()
}

/// A rule by its id.
pub fn find(id: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.id == id)
}

/// Declares a group's rule files and lists their rules in the given order.
macro_rules! rules {
    ($($name:ident),* $(,)?) => {
        $(mod $name;)*
        /// The group's rules, in the order of the report.
        pub const RULES: &[&crate::rules::Rule] = &[$(&$name::RULE),*];
    };
}
pub(crate) use rules;
