//! What Go's tools read and leave in binaries.

mod build_info;
mod go_mod;
mod go_sum;
mod vendor_modules;

use crate::version::Dialect;

use super::Format;
use super::listing::Ecosystem;

pub(super) const FORMATS: &[Format] = &[go_mod::FORMAT, go_sum::FORMAT, vendor_modules::FORMAT, build_info::FORMAT];

const GO: Ecosystem = Ecosystem { purl_type: "golang", dialect: Dialect::Go };

/// Whether a replacement is a folder rather than a module: `./x`, `../x`, absolute, `C:\x`.
fn is_folder(path: &str) -> bool {
    path.starts_with(['.', '/', '\\']) || path.get(1..3).is_some_and(|drive| matches!(drive, ":\\" | ":/"))
}

/// Whether a text is a module's version: `v1.2.3`, with what may follow.
fn is_version(text: &str) -> bool {
    text.strip_prefix('v').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()) && rest.contains('.'))
}
