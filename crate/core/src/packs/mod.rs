//! What is known about products beforehand: upgrade paths, compatibility, end of life, and later keys, units, issuers.
//! Built-in packs and the user's own have one format; the user's win.

/// All packs in force.
#[derive(Clone, Debug, Default)]
pub struct Packs {}
