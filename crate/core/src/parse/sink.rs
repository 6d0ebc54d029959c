//! Where a parser puts what it found, no more than `facts_per_file` of each kind.

use crate::facts::{
    DeclaredFile, Dependency, Facts, InstallHook, Manifest, ManifestState, Package, Requirement, ScriptCommand, Sited,
};

use super::document::Document;
use super::text::Text;

/// Adds facts of one file.
pub(crate) struct Sink<'f> {
    facts: &'f mut Facts,
    path: &'f str,
    most: usize,
    added: usize,
    is_cut: bool,
}

impl<'f> Sink<'f> {
    pub(crate) fn new(facts: &'f mut Facts, path: &'f str, most: usize) -> Self {
        Self { facts, path, most, added: 0, is_cut: false }
    }

    pub(crate) fn manifest(&mut self, manifest: Manifest) {
        self.facts.manifests.push(manifest);
    }

    pub(crate) fn package(&mut self, package: Package) {
        if self.has_room() {
            self.facts.packages.push(package);
        }
    }

    pub(crate) fn dependency(&mut self, dependency: Dependency) {
        if self.has_room() {
            self.facts.dependencies.push(dependency);
        }
    }

    pub(crate) fn requirement(&mut self, requirement: Requirement) {
        if self.has_room() {
            self.facts.requirements.push(requirement);
        }
    }

    pub(crate) fn declared_file(&mut self, file: DeclaredFile) {
        if self.has_room() {
            self.facts.declared_files.push(file);
        }
    }

    pub(crate) fn install_hook(&mut self, hook: InstallHook) {
        if self.has_room() {
            self.facts.install_hooks.push(hook);
        }
    }

    pub(crate) fn command(&mut self, command: ScriptCommand) {
        if self.has_room() {
            self.facts.script_commands.push(command);
        }
    }

    /// Counts one more fact; the first that is too many is noted.
    fn has_room(&mut self) -> bool {
        if self.added < self.most {
            self.added = self.added.saturating_add(1);
            return true;
        }
        if !self.is_cut {
            self.is_cut = true;
            let reason = format!("says more than {} things (limit facts_per_file); the rest was not taken", self.most);
            self.facts.skip(self.path, reason);
        }
        false
    }
}

/// Whether a document could be read, and which of its keys stand twice.
pub(crate) fn note_state(manifest: &mut Manifest, document: &Document, text: &Text<'_>) {
    if let Some(broken) = &document.broken {
        let (line, column) = text.position(broken.at);
        manifest.state = ManifestState::Unreadable {
            line,
            column,
            reason: crate::facts::excerpt(&super::redact::redact(&broken.reason)),
        };
    }
    manifest.duplicate_keys = document
        .duplicate_keys
        .iter()
        .take(MOST_DUPLICATES)
        .map(|key| Sited { value: crate::facts::excerpt(&key.text), site: text.site(key.at) })
        .collect();
}

/// Duplicate keys that are worth listing; a file with more is no manifest that anybody wrote.
const MOST_DUPLICATES: usize = 100;
