//! What RubyGems and Bundler read.

mod gem_metadata;
mod gemfile;
mod gemfile_lock;
mod gemspec;
mod literal;

use crate::facts::Scope;
use crate::version::Dialect;

use super::Format;
use super::listing::{Ecosystem, Listing, Need};

pub(super) const FORMATS: &[Format] = &[gemfile::FORMAT, gemfile_lock::FORMAT, gemspec::FORMAT, gem_metadata::FORMAT];

const GEM: Ecosystem = Ecosystem { purl_type: "gem", dialect: Dialect::Gem };

/// Adds the version of Ruby itself that is asked for.
fn need_ruby(requirement: &str, at: usize, listing: &mut Listing<'_>) {
    let need = Need { name: "ruby", requirement, scope: Scope::Runtime, source: None, at };
    listing.need_of_machine(need, Dialect::Gem);
}
