//! What is known about products beforehand: upgrade paths, compatibility, end of life, and later keys, units, issuers.
//! Built-in packs and the user's own have one format; the user's win.

/// All packs in force.
#[derive(Clone, Debug, Default)]
pub struct Packs {}

/// What a pack says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PackSummary {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its version.
    pub version: String,
    /// The day on which it was brought up to date (`2026-11-20`); `""` where it does not say.
    pub updated: String,
    /// Rows in all its sections.
    pub rows: u32,
}

/// Something wrong in a pack.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PackProblem {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// The field (`path[0].stops`); `""` where the file is no TOML.
    pub field: String,
    /// What is wrong with it.
    pub reason: String,
}

impl Packs {
    /// Whether a file beside the package says that it is a pack.
    pub fn looks_like_pack(_bytes: &[u8]) -> bool {
        false
    }

    /// Takes in a user's pack; it wins over what is built in. `input` is its place in [`crate::context::Context::beside`].
    ///
    /// # Errors
    /// Everything that is wrong with it; nothing of it is taken then.
    pub fn add(&mut self, _name: &str, _bytes: &[u8], _input: u32) -> Result<PackSummary, Vec<PackProblem>> {
        Err(Vec::new())
    }
}
