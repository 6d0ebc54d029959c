//! What the rules about the key matrix have in common: how they end, and how they say what they found.

use crate::context::Role;
use crate::facts::{Location, excerpt};
use crate::finding::{Confidence, Finding, Severity};
use crate::matrix::{By, Here, Matrix, Place, Row, Trouble};
use crate::packs::{Effect, KeyChange};
use crate::report::{KeyOrigin, RowState};
use crate::rules::hosts::hosts;
use crate::rules::upgrades::with_pack;
use crate::rules::weight::{RELATED, Weight, Weights, listing};
use crate::rules::{Case, Outcome, Rule};

/// A row that a rule is about, with everything that bears on it.
pub(super) struct Concern<'c, 'a> {
    pub(super) rule: &'c Rule,
    pub(super) case: &'c Case<'a>,
    pub(super) matrix: &'c Matrix<'a>,
    pub(super) here: &'c Here<'a>,
    pub(super) row: &'c Row<'a>,
    weights: &'c Weights<'a>,
}

/// Makes a finding of each row with that trouble.
pub(super) fn judge(
    rule: &Rule,
    case: &Case<'_>,
    trouble: Trouble,
    tell: impl Fn(&Concern<'_, '_>) -> Finding,
) -> Outcome {
    let matrix = case.matrix();
    if !matrix.has_configuration {
        return Outcome::NotApplicable(
            "there is no configuration in the package, and none of your own was given".into(),
        );
    }
    if matrix.concerned().next().is_none() {
        return Outcome::NotChecked(format!("no rules are known for the configuration keys of {}", package(case)));
    }
    let weights = Weights::new(case.facts);
    let concerns = matrix.rows.iter().filter(|row| row.trouble == Some(trouble)).filter_map(|row| {
        let here = matrix.product(row)?;
        Some(Concern { rule, case, matrix, here, row, weights: &weights })
    });
    let findings: Vec<Finding> = concerns.map(|concern| tell(&concern)).collect();
    if findings.is_empty()
        && let Some(why) = open(matrix, trouble)
    {
        return Outcome::NotChecked(why);
    }
    Outcome::of(findings)
}

/// The package by the names that its own manifests give.
fn package(case: &Case<'_>) -> String {
    let own = case.facts.manifests.iter().filter(|manifest| manifest.is_own());
    let mut names: Vec<String> = own.filter_map(|manifest| Some(excerpt(&manifest.name.as_ref()?.value))).collect();
    names.sort_unstable();
    names.dedup();
    if names.is_empty() { "the package".to_owned() } else { listing(names.iter().map(String::as_str)) }
}

/// Why a rule that found nothing could not look everywhere.
fn open(matrix: &Matrix<'_>, trouble: Trouble) -> Option<String> {
    let is_ours = |row: &&Row<'_>| row.state == RowState::Unknown && would_be(row.known.kind) == trouble;
    let open: Vec<&Row<'_>> = matrix.rows.iter().filter(is_ours).collect();
    let keys = |rows: &[&Row<'_>]| {
        let names: Vec<&str> = rows.iter().filter_map(|row| Some(row.known.names.first()?.as_ref())).collect();
        listing(names.into_iter())
    };
    let without_target = open.iter().find(|row| matrix.product(row).is_some_and(|here| here.to.is_none()));
    if let Some(row) = without_target {
        let name = matrix.product(row).map_or("", |here| &here.name);
        return Some(format!("nobody says in which version `{name}` is met; an inventory that has it would"));
    }
    let is_missed = matches!(trouble, Trouble::Missing | Trouble::DefaultChanged);
    let (_, dated): (Vec<_>, Vec<_>) = open.into_iter().partition(|row| row.known.boundary().is_none());
    (is_missed && !dated.is_empty())
        .then(|| format!("none of your own configuration was given to look for {} in", keys(&dated)))
}

fn would_be(kind: KeyChange) -> Trouble {
    match kind {
        KeyChange::Removed => Trouble::Removed,
        KeyChange::Renamed => Trouble::Renamed,
        KeyChange::Deprecated => Trouble::Deprecated,
        KeyChange::RequiredNew => Trouble::Missing,
        KeyChange::ValueChanged | KeyChange::Added => Trouble::WrongValue,
        KeyChange::DefaultChanged => Trouble::DefaultChanged,
    }
}

impl<'a> Concern<'_, 'a> {
    /// A finding at the first place that has to be changed, else where the key belongs. `said` is one sentence or two.
    pub(super) fn finding(&self, said: &str) -> Finding {
        let Self { rule, row, here, .. } = self;
        let texts = [said.to_owned(), self.effect().to_owned(), sentence(&row.known.note), self.versions()];
        let texts: Vec<String> = texts.into_iter().filter(|text| !text.is_empty()).collect();
        let source = row.pack.cite(&row.known.sources);
        let message = format!("{} Source: {source}.", texts.join(" "));
        let id = format!("{} {}", here.keyed.name(), row.known.names.first().map_or("", AsRef::as_ref));
        let mut finding = Finding::new(rule, self.key(), message, self.primary())
            .apart_by(&id)
            .severity(row.known.severity.unwrap_or(rule.severity))
            .confidence(self.confidence());
        finding.phase = row.known.phase.unwrap_or(rule.phase);
        let finding = if self.is_aside() { no_more_than(finding, Severity::Medium) } else { finding };
        with_pack(self.with_places(finding), &row.pack.file, &format!("key {}", row.known.id))
    }

    /// The key as it stands there; the row's name where it stands in several ways or nowhere.
    pub(super) fn key(&self) -> String {
        let name = self.row.known.names.first().map_or("", AsRef::as_ref);
        let mut written = self.row.acting.iter().map(Place::key);
        let first = written.next().unwrap_or_default();
        let is_one = !first.is_empty() && written.all(|key| key == first);
        excerpt(if is_one { &first } else { name })
    }

    /// Whether the user's own configuration has to be changed.
    pub(super) fn is_users(&self) -> bool {
        self.row.state == RowState::Act
    }

    /// The files that have to be changed, for a sentence.
    pub(super) fn files(&self) -> String {
        let mut paths: Vec<&str> = self.row.acting.iter().map(Place::path).collect();
        paths.dedup();
        paths.sort_unstable();
        paths.dedup();
        listing(paths.into_iter())
    }

    /// The product with the version since which it is so: `dten-manager 5.0.0`.
    pub(super) fn since(&self) -> String {
        format!("`{}` {}", self.here.name, self.row.version).trim_end().to_owned()
    }

    /// What takes the key's place, for a sentence; `None` for nothing.
    pub(super) fn replacement(&self) -> Option<String> {
        let names = self.matrix.replacements(self.row);
        (!names.is_empty()).then(|| listing(names.iter().map(String::as_str)))
    }

    /// Asks for a change: of the user's file, or of the vendor where it is the package's.
    pub(super) fn steps(&self, finding: Finding, change: &str) -> Finding {
        if !self.is_users() {
            let question = format!("Ask the vendor what is meant by `{}` in {}.", self.key(), self.files());
            return finding.step("ask-vendor", question).step("edit", format!("Before anything uses the file: {change}."));
        }
        let finding = finding.step("edit", format!("Before the upgrade: {change}."));
        if self.matrix.is_patched(self.row) {
            return finding.step("run", "Or apply the patch that the report has for the file.");
        }
        finding
    }

    fn primary(&self) -> Location {
        let home = self.row.home;
        match (self.row.acting.first(), home, home.and_then(|home| home.beside)) {
            (Some(place), _, _) => location(place),
            (None, _, Some(key)) => Location::line_beside(Role::Config, &key.site()),
            (None, Some(home), None) => Location::beside(Role::Config, &home.config.name, &self.key()),
            (None, None, None) => Location::Package,
        }
    }

    fn with_places(&self, finding: Finding) -> Finding {
        let label = |place: &Place<'_>| match place.origin {
            KeyOrigin::Config => "your configuration has it here too",
            KeyOrigin::Package if self.is_users() => "the package has it here",
            KeyOrigin::Package => "here too",
            KeyOrigin::Baseline => "the predecessor has it here",
        };
        let others = self.row.others.iter().filter(|place| place.is_live());
        let places = self.row.acting.iter().skip(1).chain(others).take(RELATED);
        places.fold(finding, |finding, place| finding.related(label(place), location(place)))
    }

    fn confidence(&self) -> Confidence {
        let is_probable = self.row.acting.first().is_some_and(|place| place.is_probable);
        let is_conditional =
            self.row.known.require.as_ref().is_some_and(|require| crate::matrix::condition(require).is_some());
        if self.is_aside() {
            return Confidence::Low;
        }
        let is_likely = is_probable || is_conditional || self.row.is_start_unknown || !self.here.is_brought();
        if is_likely { Confidence::Medium } else { Confidence::High }
    }

    /// Whether it stands only in what lies in another package inside this one.
    fn is_aside(&self) -> bool {
        let is_aside =
            |place: &Place<'_>| place.origin == KeyOrigin::Package && self.weights.of(place.path()) == Weight::Aside;
        !self.row.acting.is_empty() && self.row.acting.iter().all(is_aside)
    }

    /// What comes of a key that does not work any more.
    fn effect(&self) -> &'static str {
        match self.row.known.effect.filter(|effect| !self.row.is_ageing || *effect == Effect::Warning) {
            Some(Effect::Ignored) => "It is ignored without a word.",
            Some(Effect::Warning) => "There is a warning in the log.",
            Some(Effect::StartupError) => "The product does not start so.",
            Some(Effect::Behaviour) => "The product behaves otherwise then.",
            None => "",
        }
    }

    /// Between which versions it lies.
    fn versions(&self) -> String {
        let here = self.here;
        let to = here.to.as_ref().map_or("", |to| &to.text);
        let on = |hosts_of: &mut dyn Iterator<Item = u32>| hosts(&self.case.context.inventory, hosts_of);
        let all = || here.present.iter().flat_map(|present| present.hosts.iter().copied());
        if !here.is_brought() && !self.is_users() {
            return match here.present.last() {
                Some(newest) => format!("{} {to} runs on {}.", here.name, on(&mut newest.hosts.iter().copied())),
                None => format!("The package asks for {} {to}.", here.name),
            };
        }
        let verb = if here.by == Some(By::Needed) { "asks for" } else { "brings" };
        let runs = match (here.present.as_slice(), &here.replaced) {
            ([one], _) => format!("{} runs on {}", one.version, on(&mut all())),
            ([oldest, .., newest], _) => {
                format!("{} to {} run on {}", oldest.version, newest.version, on(&mut all()))
            }
            ([], Some(before)) => format!("the predecessor has {}", before.text),
            ([], None) => "which version runs now is not known".to_owned(),
        };
        format!("The package {verb} {to}; {runs}.")
    }
}

/// A finding of a severity, or of a lower one.
pub(super) fn no_more_than(finding: Finding, most: Severity) -> Finding {
    let severity = finding.severity.min(most);
    finding.severity(severity)
}

fn location(place: &Place<'_>) -> Location {
    match place.origin {
        KeyOrigin::Config => Location::line_beside(Role::Config, &place.site()),
        KeyOrigin::Package => place.site().location(),
        KeyOrigin::Baseline => Location::line_beside(Role::Baseline, &place.site()),
    }
}

/// A note with its full stop.
fn sentence(note: &str) -> String {
    let note = note.trim();
    if note.is_empty() || note.ends_with(['.', '!', '?']) { note.to_owned() } else { format!("{note}.") }
}
