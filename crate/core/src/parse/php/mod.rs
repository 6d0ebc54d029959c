//! What Composer and PEAR read.

mod composer_json;
mod composer_lock;
mod pear_registry;

use crate::facts::Scope;
use crate::version::Dialect;

use super::Format;
use super::document::Node;
use super::listing::{Ecosystem, Listing, Need};

pub(super) const FORMATS: &[Format] = &[composer_json::FORMAT, composer_lock::FORMAT, pear_registry::FORMAT];

const COMPOSER: Ecosystem = Ecosystem { purl_type: "composer", dialect: Dialect::Composer };

/// Adds what a map of names and constraints asks for.
fn needs(asked: Option<&Node>, scope: Scope, listing: &mut Listing<'_>) {
    for (key, constraint) in asked.map_or(&[][..], Node::members) {
        let need =
            Need { name: &key.text, requirement: constraint.word().unwrap_or(""), scope, source: None, at: key.at };
        if is_platform(&key.text) {
            listing.need_of_machine(need, Dialect::Composer);
        } else {
            listing.need(need);
        }
    }
}

/// A platform package: PHP itself, its extensions, libraries, Composer. Every other name has a vendor.
fn is_platform(name: &str) -> bool {
    !name.contains('/')
}
