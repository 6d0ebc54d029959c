//! What the rules about a baseline's keys have in common: which keys to look at, and how many of one file become one
//! finding.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::compare::{Compared, KeyChange};
use crate::config::{canonical, relaxed};
use crate::context::Role;
use crate::facts::{ConfigKey, Location, Site};
use crate::finding::{Finding, Severity};
use crate::report::{ChangeKind, KeyOrigin, Relation};
use crate::rules::weight::RELATED;
use crate::rules::{Case, Outcome};

/// Makes findings of the comparison with the baseline, where there is one that says anything.
pub(super) fn judge<'a>(case: &Case<'a>, tell: impl FnOnce(&Compared<'a>, &Known<'a>) -> Vec<Finding>) -> Outcome {
    match compared(case) {
        Ok(compared) => Outcome::of(tell(compared, &Known::new(case))),
        Err(outcome) => outcome,
    }
}

/// The comparison with the baseline.
///
/// # Errors
/// How the rule ends where there is none, or none that would say anything.
fn compared<'c, 'a>(case: &'c Case<'a>) -> Result<&'c Compared<'a>, Outcome> {
    let Some((compared, baseline)) = case.compared().zip(case.context.baseline.as_ref()) else {
        return Err(Outcome::NotChecked("no baseline: give the package that was installed before".into()));
    };
    if compared.relation() == Relation::OtherProduct {
        return Err(Outcome::NotChecked(compared.reason()));
    }
    let sides = [(&baseline.facts, "the baseline"), (case.facts, "the package")];
    if let Some((_, side)) = sides.iter().find(|(facts, _)| facts.are_config_keys_cut) {
        return Err(Outcome::NotChecked(format!(
            "{side} has more configuration keys than are taken (limit config_keys)"
        )));
    }
    if sides.iter().all(|(facts, _)| facts.config_keys.is_empty()) {
        return Err(Outcome::NotApplicable("neither the package nor the baseline has configuration".into()));
    }
    Ok(compared)
}

/// What a rule knows beside the changes.
pub(super) struct Known<'a> {
    /// Places of keys of which a pack says what happened.
    explained: BTreeSet<(KeyOrigin, String, u32)>,
    /// Keys of the user's own configuration by their relaxed names.
    own: HashMap<String, Vec<&'a ConfigKey>>,
    /// Files of which not everything could be read.
    unread: HashSet<&'a str>,
    files: HashSet<&'a str>,
}

impl<'a> Known<'a> {
    fn new(case: &Case<'a>) -> Self {
        let places = case.matrix().rows.iter().flat_map(|row| row.acting.iter().chain(&row.others));
        let place = |(origin, site): (KeyOrigin, Site)| (origin, site.path, site.line);
        let explained = places.map(|found| place((found.origin, found.site()))).collect();
        let mut own: HashMap<String, Vec<&ConfigKey>> = HashMap::new();
        for key in case.context.configs.iter().flat_map(|config| &config.keys).filter(|key| !key.is_commented) {
            own.entry(relaxed(&key.key)).or_default().push(key);
        }
        let unread = case.facts.skipped.iter().map(|skipped| skipped.path.as_str());
        let before = case.context.baseline.iter().flat_map(|baseline| &baseline.facts.skipped);
        let unread = unread.chain(before.map(|skipped| skipped.path.as_str())).collect();
        let files = case.facts.files.iter().map(|file| file.path.as_str()).collect();
        Self { explained, own, unread, files }
    }

    /// Whether a rule has something to say about the change: its file was read on both sides, and no pack explains it.
    pub(super) fn is_open(&self, change: &KeyChange<'_>) -> bool {
        let is_settled = |origin, key: &ConfigKey| {
            self.unread.contains(key.path.as_str()) || self.explained.contains(&(origin, key.path.clone(), key.line))
        };
        let is_before_settled = change.before.is_some_and(|key| is_settled(KeyOrigin::Baseline, key));
        let is_after_settled = change.after.is_some_and(|key| is_settled(KeyOrigin::Package, key));
        !(self.unread.contains(change.file) || is_before_settled || is_after_settled)
    }

    /// Whether the package has a file of this path.
    pub(super) fn has_file(&self, path: &str) -> bool {
        self.files.contains(path)
    }

    /// Where the user's own configuration sets the key: a name of several words, or in a file of the same name.
    pub(super) fn own(&self, key: &ConfigKey) -> Vec<&'a ConfigKey> {
        let is_telling = canonical(&key.key).trim_matches('.').contains(['.', ':']);
        let file_name = |path: &str| path.rsplit('/').next().unwrap_or(path).to_lowercase();
        let set = self.own.get(&relaxed(&key.key)).into_iter().flatten().copied();
        set.filter(|own| is_telling || file_name(&own.path) == file_name(&key.path)).collect()
    }
}

/// More keys of one file than these become one finding.
const FOLDED_FROM: usize = 6;

/// The findings about changes of a kind: one a key, or one a file where the file has many, or is itself new or gone.
pub(super) fn findings<'a, 'c>(
    changes: impl Iterator<Item = &'c KeyChange<'a>>,
    is_whole_file: impl Fn(&KeyChange<'a>) -> bool,
    one: impl Fn(&KeyChange<'a>) -> Option<Finding>,
    many: impl Fn(&[&KeyChange<'a>]) -> Option<Finding>,
) -> Vec<Finding>
where
    'a: 'c,
{
    let mut changes: Vec<&KeyChange<'_>> = changes.collect();
    changes.sort_by_key(|change| change.file);
    let mut findings = Vec::new();
    for of_file in changes.chunk_by(|a, b| a.file == b.file) {
        let is_whole = of_file.first().is_some_and(|change| is_whole_file(change));
        if of_file.len() >= FOLDED_FROM || (is_whole && of_file.len() > 1) {
            findings.extend(many(of_file));
        } else {
            findings.extend(of_file.iter().filter_map(|change| one(change)));
        }
    }
    findings
}

/// The names of the keys.
pub(super) fn names<'a>(changes: &[&KeyChange<'a>]) -> Vec<&'a str> {
    let key = |change: &&KeyChange<'a>| change.after.or(change.before).map(|key| key.key.as_str());
    changes.iter().filter_map(key).collect()
}

/// Adds the places of the keys in the baseline.
pub(super) fn with_before(finding: Finding, changes: &[&KeyChange<'_>]) -> Finding {
    let before = changes.iter().filter_map(|change| change.before).take(RELATED);
    before.fold(finding, |finding, key| {
        finding.related("in the baseline", Location::line_beside(Role::Baseline, &key.site()))
    })
}

/// Adds the places of keys in the package.
pub(super) fn with_after<'k>(finding: Finding, keys: impl Iterator<Item = &'k ConfigKey>) -> Finding {
    keys.take(RELATED).fold(finding, |finding, key| finding.related("in the package", key.site().location()))
}

/// Adds the places where the user's own configuration sets the key.
pub(super) fn with_own(finding: Finding, own: &[&ConfigKey]) -> Finding {
    own.iter().take(RELATED).fold(finding, |finding, key| {
        finding.related("your configuration sets it", Location::line_beside(Role::Config, &key.site()))
    })
}

/// "Your `app.yml` sets it (line 3)."; `""` where it does not.
pub(super) fn own_sentence(own: &[&ConfigKey], consequence: &str) -> String {
    let first = own.first();
    first.map_or(String::new(), |key| format!(" Your `{}` sets it (line {}){consequence}.", key.path, key.line))
}

/// What a sample shows is in force only where somebody copied it.
pub(super) fn severity(rule: Severity, changes: &[&KeyChange<'_>]) -> Severity {
    let is_sample = |change: &&KeyChange<'_>| change.after.or(change.before).is_some_and(|key| key.is_sample);
    if changes.iter().all(is_sample) { rule.min(Severity::Low) } else { rule }
}

/// A value for a sentence: quoted, short, and with a word for nothing.
pub(super) fn quoted(key: &ConfigKey) -> String {
    const SHOWN: usize = 60;
    if key.value.is_empty() {
        return "empty".to_owned();
    }
    let short: String = key.value.chars().take(SHOWN).collect();
    let more = if short.len() < key.value.len() { "…" } else { "" };
    format!("`{short}{more}`")
}

/// Whether the change is of a kind, and the other package does not have the key at all.
pub(super) fn is_whole_change(change: &KeyChange<'_>, kind: ChangeKind) -> bool {
    change.change == kind && !change.is_in_both
}
