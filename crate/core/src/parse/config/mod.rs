//! Configuration files: the keys that they set, and what documents that come with them declare to be deprecated. What it
//! means is for the rules and the packs.

pub(super) mod custom_resource;
mod json_schema;
mod keys;
mod open_api;
mod spring_metadata;

use crate::facts::{Deprecation, DeprecationSource, excerpt};

use super::Format;
use super::document::Node;
use super::redact::redact;
use super::text::Text;

pub(super) const FORMATS: &[Format] = &[keys::FORMAT, spring_metadata::FORMAT, json_schema::FORMAT, open_api::FORMAT];

/// Something that a document declares to be deprecated, at a byte offset; the rest is set by struct update.
fn declared(by: DeprecationSource, subject: &str, text: &Text<'_>, at: usize) -> Deprecation {
    Deprecation { subject: shown(subject), by, site: text.site(at), ..Deprecation::default() }
}

/// The word of a member as it may be shown; `""` where there is none.
fn shown_word(node: &Node, key: &str) -> String {
    node.get(key).and_then(Node::word).map_or_else(String::new, shown)
}

fn shown(text: &str) -> String {
    excerpt(&redact(text))
}

/// Whether a member is `true`.
fn is_true(node: &Node, key: &str) -> bool {
    node.get(key).and_then(Node::word).is_some_and(|word| word.eq_ignore_ascii_case("true"))
}
