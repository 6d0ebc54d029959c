//! The files that lie beside the package: what each one is, told by its contents.

/// What a dropped file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// A list of what is installed in production.
    Inventory,
    /// A pack: what is known about a product.
    Pack,
    /// The user's own configuration.
    Configuration,
    /// Nothing that is known.
    Unknown,
}
