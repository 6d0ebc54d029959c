//! The runbook.

use serde::{Deserialize, Serialize};

use crate::facts::Location;

/// What to do, in order, with the time it takes and the words to send.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Plan {
    pub before: Vec<PlanStep>,
    pub during: Vec<PlanStep>,
    pub verify: Vec<PlanStep>,
    pub rollback: Vec<PlanStep>,
    /// How long it takes; `None` where nothing is carried out.
    pub window: Option<Window>,
    /// What decides between going on and going back.
    pub gates: Vec<Gate>,
    /// What to tell the people who are affected, in the order of sending.
    pub messages: Vec<Message>,
}

/// One step of the plan.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default)]
pub struct PlanStep {
    /// Stays the same while the step does, also in the next version of the package: ticks are kept by it.
    pub id: String,
    /// One imperative sentence.
    pub text: String,
    /// A command to run, without secrets; `""` where there is none.
    pub command: String,
    /// What is seen when it went well; `""` where nothing is known.
    pub expected: String,
    /// When to stop and go back; `""` where the step decides nothing.
    pub abort_if: String,
    /// How long it takes; `None` where it does not count in the window.
    pub minutes: Option<Estimate>,
    /// Where the package shows that it is needed.
    pub evidence: Vec<Location>,
    /// Fingerprints of the findings that ask for it.
    pub findings: Vec<String>,
}

/// A time that nobody measured.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Estimate {
    /// What takes the time.
    pub what: String,
    /// Minutes, rounded up.
    pub minutes: u32,
    /// What the number rests on: "waits as written in upgrade.sh", "a restart of a server, by experience".
    pub basis: String,
}

/// How long the upgrade takes, and until when there is a way back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default)]
pub struct Window {
    /// What the time is made of.
    pub parts: Vec<Estimate>,
    /// What nobody can know beforehand, as sentences: the length of a migration.
    pub unknown: Vec<String>,
    /// Sum of the parts.
    pub work_minutes: u32,
    /// How long the way back takes.
    pub rollback_minutes: u32,
    /// What the way back is made of.
    pub rollback_parts: Vec<Estimate>,
    /// What is kept free.
    pub buffer_minutes: u32,
    /// How that was chosen.
    pub buffer_basis: String,
    /// All three.
    pub total_minutes: u32,
    /// When the work begins, RFC 3339; `None` where the user did not say.
    pub start: Option<String>,
    /// When everything must be running again, RFC 3339.
    pub end: Option<String>,
    /// The latest time to turn back: the end less the way back and the buffer, RFC 3339.
    pub turn_back_at: Option<String>,
    /// Whether the work does not fit between start and end.
    pub is_too_short: bool,
    /// The first step that a snapshot does not undo; `None` where there is none.
    pub point_of_no_return: Option<PointOfNoReturn>,
}

/// The step after which going back needs more than a snapshot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct PointOfNoReturn {
    /// What happens there.
    pub text: String,
    /// Where.
    pub location: Location,
}

/// A question that is answered with go or no-go.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Gate {
    /// When it is asked: `before the window`, `after the migration`.
    pub when: String,
    /// The question.
    pub question: String,
    /// What makes it a no-go.
    pub no_go: String,
}

/// Words for the people who are affected. `<…>` stands for what only the user knows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Message {
    /// When it is sent: `a week before`, `a day before`, `an hour before`, `at the start`, `delay`, `done`, `rolled back`.
    pub when: String,
    /// The text.
    pub text: String,
}
