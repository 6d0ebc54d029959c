//! PEP 440: versions, and specifiers `~=`, `==` with `.*`, `!=`, `<=`, `>=`, `<`, `>`, `===`, joined by commas.
//! Reference: `packaging`.

mod specifier;
mod version;

pub(super) use specifier::Specifiers;
pub(super) use version::{compare, is_prerelease};
