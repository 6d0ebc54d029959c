//! Kubernetes `CustomResourceDefinition`: versions of a custom resource that are deprecated or no longer served.

use crate::facts::{Deprecation, DeprecationSource};
use crate::parse::document::Node;
use crate::parse::sink::Sink;
use crate::parse::text::Text;

use super::{declared, is_true, shown_word};

/// Adds the versions that a definition declares to be deprecated; nothing where the object is another.
pub(in crate::parse) fn read(object: &Node, text: &Text<'_>, sink: &mut Sink<'_>) {
    if object.get("kind").and_then(Node::word) != Some("CustomResourceDefinition") {
        return;
    }
    let Some(spec) = object.get("spec") else { return };
    let kind = spec.get("names").and_then(|names| names.get("kind")).and_then(Node::word);
    let (Some(group), Some(kind)) = (spec.get("group").and_then(Node::word), kind) else { return };
    let versions = spec.items_of("versions");
    // The version that is stored is the one to go to, unless it is deprecated itself.
    let stored = versions.iter().find(|version| is_true(version, "storage") && !is_deprecated(version));
    let stored = stored.and_then(|version| version.get("name")).and_then(Node::word);
    for version in versions.iter().filter(|version| is_deprecated(version)) {
        let Some((name, at)) = version.word_of("name") else { continue };
        sink.deprecation(Deprecation {
            is_removed: !is_served(version),
            replacement: stored.map_or_else(String::new, |stored| format!("{group}/{stored}")),
            reason: shown_word(version, "deprecationWarning"),
            ..declared(DeprecationSource::CustomResource, &format!("{group}/{name}#{kind}"), text, at)
        });
    }
}

fn is_deprecated(version: &Node) -> bool {
    is_true(version, "deprecated") || !is_served(version)
}

/// Every version says whether it is served; what is left out says nothing.
fn is_served(version: &Node) -> bool {
    version.get("served").and_then(Node::word).is_none_or(|word| !word.eq_ignore_ascii_case("false"))
}
