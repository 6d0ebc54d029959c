//! What npm and its relatives read.

mod bun_lock;
mod deno_imports;
pub(super) mod package_json;
mod package_lock;
mod pnpm_lock;
mod yarn_berry;
mod yarn_lock;

use crate::version::Dialect;

use super::Format;
use super::listing::Ecosystem;

pub(super) const FORMATS: &[Format] = &[
    package_json::FORMAT,
    package_lock::FORMAT,
    pnpm_lock::FORMAT,
    yarn_lock::FORMAT,
    yarn_berry::FORMAT,
    bun_lock::FORMAT,
    bun_lock::BINARY,
    deno_imports::FORMAT,
];

const NPM: Ecosystem = Ecosystem { purl_type: "npm", dialect: Dialect::Npm };

/// The name and what follows it in `name@version`, `@scope/name@protocol:…`.
fn split_locator(locator: &str) -> Option<(&str, &str)> {
    // The first character may be the `@` of a scope.
    let at = locator.char_indices().skip(1).find(|(_, c)| *c == '@')?.0;
    let (name, rest) = locator.split_at_checked(at)?;
    Some((name, rest.strip_prefix('@')?))
}

/// What a lockfile has after a name, where that is a version; `""` where it leads to git, a file or a URL.
fn version_or_none(reference: &str) -> &str {
    if reference.contains([':', '/']) { "" } else { reference }
}
