//! The objects of a Helm template, line by line: nobody knows what it makes until it is installed, but what stands there
//! literally will.
//!
//! A chart that serves several versions of Kubernetes asks the cluster (`.Capabilities.APIVersions.Has`), and has an
//! `apiVersion` for each answer. What stands under such a question gives nothing, and neither does a document that has more
//! than one `apiVersion`: the cluster gets the one that it serves.

use crate::facts::KubernetesObject;
use crate::limits::DOCUMENT_DEPTH;
use crate::parse::text::Text;

use super::kubernetes::object;

/// The objects that stand there literally.
pub(super) fn objects(text: &Text<'_>) -> Vec<KubernetesObject> {
    let mut found = Vec::new();
    let mut document = Lines::default();
    let mut conditions = Conditions::default();
    for (at, line) in text.lines_at() {
        conditions.read(line);
        if line.starts_with("---") {
            found.extend(std::mem::take(&mut document).object(text));
        } else {
            document.read(line, at, conditions.ask_the_cluster());
        }
    }
    found.extend(document.object(text));
    found
}

/// What the lines of one document say about its object.
#[derive(Default)]
struct Lines<'t> {
    api_version: Option<(&'t str, usize)>,
    api_versions: usize,
    kind: Option<&'t str>,
    name: Option<&'t str>,
    is_in_metadata: bool,
}

impl<'t> Lines<'t> {
    fn read(&mut self, line: &'t str, at: usize, is_conditional: bool) {
        if let Some(value) = value_of(line, "apiVersion:") {
            self.api_versions = self.api_versions.saturating_add(1);
            self.api_version = value.filter(|_| !is_conditional).map(|value| (value, at));
        } else if let Some(value) = value_of(line, "kind:") {
            self.kind = value;
        } else if self.is_in_metadata && line.starts_with([' ', '\t']) {
            if let (None, Some(value)) = (self.name, value_of(line.trim_start(), "name:")) {
                self.name = value;
            }
        } else if !line.trim().is_empty() && !line.starts_with(['{', '#']) {
            self.is_in_metadata = line.starts_with("metadata:");
        }
    }

    fn object(self, text: &Text<'_>) -> Option<KubernetesObject> {
        let (api_version, at) = self.api_version.filter(|_| self.api_versions == 1)?;
        object(api_version, self.kind?, self.name.unwrap_or(""), || text.site(at))
    }
}

/// What a line sets the key to; `Some(None)` where a template makes it.
fn value_of<'t>(line: &'t str, key: &str) -> Option<Option<&'t str>> {
    let value = line.strip_prefix(key)?;
    let value = value.split(" #").next().unwrap_or(value).trim().trim_matches(['"', '\'']);
    Some(Some(value).filter(|value| !value.is_empty() && !value.contains("{{")))
}

/// The conditions that are open, and whether each asks the cluster what it serves.
#[derive(Default)]
struct Conditions {
    open: Vec<bool>,
    /// Blocks beyond those that are held: only counted.
    deeper: usize,
    is_in_comment: bool,
}

impl Conditions {
    fn ask_the_cluster(&self) -> bool {
        self.deeper > 0 || self.open.contains(&true)
    }

    fn read(&mut self, line: &str) {
        let mut rest = line;
        if self.is_in_comment {
            let Some((_, after)) = rest.split_once("*/") else { return };
            (rest, self.is_in_comment) = (after, false);
        }
        while let Some((_, action)) = rest.split_once("{{") {
            let action = action.strip_prefix('-').unwrap_or(action).trim_start();
            if action.starts_with("/*") && !action.contains("*/") {
                self.is_in_comment = true;
                return;
            }
            let (inner, after) = action.split_once("}}").unwrap_or((action, ""));
            self.take(inner);
            rest = after;
        }
    }

    fn take(&mut self, action: &str) {
        let asks = action.contains(".Capabilities");
        match action.split(|c: char| c.is_whitespace() || c == '-').next() {
            Some("if" | "with" | "range" | "define" | "block") if self.open.len() < DOCUMENT_DEPTH => {
                self.open.push(asks)
            }
            Some("if" | "with" | "range" | "define" | "block") => self.deeper = self.deeper.saturating_add(1),
            Some("else") => {
                if let Some(open) = self.open.last_mut() {
                    *open |= asks;
                }
            }
            Some("end") if self.deeper > 0 => self.deeper = self.deeper.saturating_sub(1),
            Some("end") => {
                self.open.pop();
            }
            _ => {}
        }
    }
}
