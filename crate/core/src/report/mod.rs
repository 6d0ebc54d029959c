//! `dropscope-report/1`: the product. Page, CLI text and every export are pure functions of it.

mod build;
mod comparison;
mod cyclonedx;
mod markdown;
mod matrix;
mod needs;
mod plan;
mod rollback;
mod text;
mod told;
mod verdict;

pub use build::{Parts, build, run, sort};
pub use comparison::{Change, ChangeKind, ChangeSection, ChangedFacts, Comparison, FileChange, FileChanges, Relation};
pub use cyclonedx::cyclonedx;
pub use markdown::{Ticks, markdown, markdown_with_ticks, ticks};
pub use matrix::{ConfigMatrix, ConfigPatch, KeyOrigin, KeyPlace, MatrixProduct, MatrixRow, RowState, Uncovered};
pub use needs::{Asked, InstalledVersion, Need, NeedState, UpgradePath, UpgradeStop};
pub use plan::{Estimate, Gate, Message, Plan, PlanStep, PointOfNoReturn, Window};
pub use rollback::{Capture, Rollback, RollbackItem, Stage, TimelineStep};
pub use text::{keys_text, text};
pub use verdict::{Coverage, Verdict, VerdictState, verdict};

use serde::{Deserialize, Serialize};

use crate::context::{Baseline, Beside, Recognised, Role};
use crate::facts::{Facts, Skipped};
use crate::finding::Finding;
use crate::limits::Limits;
use crate::rules::RuleOutcome;

/// The value of `schema` in the reports of this version.
pub const SCHEMA: &str = "dropscope-report/1";

/// A whole report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct Report {
    /// [`SCHEMA`].
    pub schema: String,
    /// What made the report.
    pub tool: Tool,
    /// What the analysis was asked to do.
    pub options: Options,
    /// The files it was given.
    pub inputs: Vec<ReportInput>,
    /// Whether everything was looked at; `false` after Cancel, a lost batch, or a file that changed.
    pub complete: bool,
    /// The answer.
    pub verdict: Verdict,
    /// Findings: worst first, then by rule, subject and place.
    pub findings: Vec<Finding>,
    /// How every rule ended, in the order of the rule list.
    pub outcomes: Vec<RuleOutcome>,
    /// What was not read, and why.
    pub skipped: Vec<Skipped>,
    /// What the package contains and says.
    pub facts: Facts,
    /// What it needs, beside what runs in production.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub needs: Vec<Need>,
    /// The ways from the installed versions to the package's, where a pack knows the product.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub upgrades: Vec<UpgradePath>,
    /// What is known about configuration keys, beside where they stand.
    #[serde(default)]
    pub matrix: ConfigMatrix,
    /// What changed since the package that this one is compared with; `None` where none was given.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub comparison: Option<Comparison>,
    /// In which order the effects come about.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub timeline: Vec<TimelineStep>,
    /// What a snapshot leaves behind.
    #[serde(default)]
    pub rollback: Rollback,
    /// What to do, in order.
    pub plan: Plan,
}

/// What made the report. Nothing in it depends on the machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[expect(missing_docs, reason = "the names say it")]
pub struct Tool {
    pub name: String,
    pub version: String,
}

/// What the analysis was asked to do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// The user's present time, RFC 3339 in UTC (`2026-11-23T17:00:00Z`).
    pub now: Option<String>,
    /// The limits in force.
    pub limits: Limits,
    /// When the work is to be done; `None` where the user did not say.
    pub window: Option<PlannedWindow>,
}

/// When the work is to be done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct PlannedWindow {
    /// When it begins, RFC 3339 with offset.
    pub start: String,
    /// When everything must be running again, RFC 3339 with offset.
    pub end: String,
}

impl PlannedWindow {
    /// What is wrong with it, as a sentence; `None` where it can be used.
    pub fn error(&self) -> Option<String> {
        crate::plan::window_error(self)
    }
}

/// A file that the analysis was given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ReportInput {
    /// What it is for.
    pub role: Role,
    /// File name, without folders.
    pub name: String,
    /// Size in bytes.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub size: u64,
    /// SHA-256 in hexadecimal; `None` where the analysis ended before the whole file was read.
    pub sha256: Option<String>,
    /// What a file beside the package was taken for, and why.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub recognised: Option<Recognised>,
}

impl From<&Baseline> for ReportInput {
    fn from(file: &Baseline) -> Self {
        let Baseline { name, size_bytes, sha256, .. } = file;
        Self { role: Role::Baseline, name: name.clone(), size: *size_bytes, sha256: sha256.clone(), recognised: None }
    }
}

impl From<&Beside> for ReportInput {
    fn from(file: &Beside) -> Self {
        Self {
            role: file.recognised.role,
            name: file.name.clone(),
            size: file.size_bytes,
            sha256: Some(file.sha256.clone()).filter(|digest| !digest.is_empty()),
            recognised: Some(file.recognised.clone()),
        }
    }
}

impl Report {
    /// The report as UTF-8 JSON, a line feed at its end: the same bytes on every machine for the same inputs.
    pub fn to_json(&self) -> Vec<u8> {
        let mut json = serde_json::to_vec_pretty(self).unwrap_or_default();
        json.push(b'\n');
        json
    }
}
