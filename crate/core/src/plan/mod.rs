//! Findings and effects to a runbook that somebody can follow who has not seen the package.

mod after;
mod back;
mod before;
mod clock;
mod during;
mod gates;
mod installer;
mod messages;
mod steps;
mod window;
mod work;

pub(crate) use work::{LEAST_REBOOT_MINUTES, Work};

use crate::facts::{Location, Site};
use crate::finding::{Finding, Severity};
use crate::report::{ConfigPatch, Plan, PlannedWindow, ReportInput, Rollback};
use crate::rules::Case;
use crate::rules::weight::Weights;
use steps::Steps;

/// What the plan is made for, beside the package's facts.
pub(crate) struct Asked<'a> {
    /// The package file.
    pub(crate) package: &'a ReportInput,
    /// When the work is to be done; `None` where the user did not say.
    pub(crate) window: Option<&'a PlannedWindow>,
    /// In the order of the report.
    pub(crate) findings: &'a [Finding],
    /// What a snapshot leaves behind.
    pub(crate) rollback: &'a Rollback,
    /// Changes of the user's own configuration.
    pub(crate) patches: &'a [ConfigPatch],
}

/// What is wrong with a window, as a sentence; `None` where it can be used.
pub(crate) fn window_error(window: &PlannedWindow) -> Option<String> {
    window::error(window)
}

/// Before, during, verify and roll back; and how long all that takes.
pub(crate) fn plan(case: &Case<'_>, asked: &Asked<'_>) -> Plan {
    let weights = Weights::new(case.facts);
    let work = Work::of(case, &weights);
    let scene = Scene { case, asked, weights: &weights, work: &work };
    let mut plan = Plan {
        before: before::steps(&scene),
        during: during::steps(&scene),
        verify: after::steps(&scene),
        rollback: back::steps(&scene),
        window: scene.is_carried_out().then(|| window::window(&scene)),
        gates: Vec::new(),
        messages: Vec::new(),
    };
    if scene.is_carried_out() {
        plan.gates = gates::gates(&scene, &plan);
        plan.messages = messages::messages(&scene, &plan);
    }
    steps::number(&mut plan);
    plan
}

/// What every part of the plan looks at.
struct Scene<'a, 'c> {
    case: &'a Case<'c>,
    asked: &'a Asked<'a>,
    weights: &'a Weights<'c>,
    work: &'a Work<'c>,
}

impl Scene<'_, '_> {
    /// Whether anything runs: a library that is only unpacked needs no window.
    fn is_carried_out(&self) -> bool {
        self.work.has_effects || !self.work.is_empty() || !self.asked.rollback.items.is_empty()
    }

    /// The findings that a plan has to deal with: the small ones stand with the findings only.
    fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.asked.findings.iter().filter(|finding| finding.accepted.is_none() && finding.severity >= Severity::Medium)
    }

    /// Fingerprints of the findings at one of these places, whose own steps the plan's take the place of.
    fn findings_at<'s>(&self, sites: impl Iterator<Item = &'s Site>) -> Vec<String> {
        let places: Vec<(&str, u32)> = sites.map(|site| (site.path.as_str(), site.line)).collect();
        let is_there = |finding: &&Finding| spot(&finding.primary).is_some_and(|spot| places.contains(&spot));
        self.asked.findings.iter().filter(is_there).map(|finding| finding.fingerprint.clone()).collect()
    }

    /// The product's name and version as the package gives them; `""` where it does not.
    fn product(&self) -> (String, String) {
        let own = self.case.facts.manifests.iter().filter(|manifest| manifest.describes_package);
        let said =
            |value: Option<&crate::facts::Sited<String>>| value.map(|said| said.value.clone()).unwrap_or_default();
        let mut own = own.map(|manifest| (said(manifest.name.as_ref()), said(manifest.version.as_ref())));
        own.find(|(name, version)| !name.is_empty() || !version.is_empty()).unwrap_or_default()
    }
}

/// Path and line of a place in a text.
fn spot(location: &Location) -> Option<(&str, u32)> {
    match location {
        Location::Lines { path, start, .. } => Some((path, *start)),
        _ => None,
    }
}

/// As it may stand between backticks, on one line.
fn plain(text: &str) -> String {
    crate::facts::excerpt(text).replace('`', "'")
}

#[cfg(test)]
mod tests;
