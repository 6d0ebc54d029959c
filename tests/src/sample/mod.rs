//! The sample: a vendor's upgrade package with everything that this product was made for, its predecessor, and what a
//! user has beside it. All of it is generated: the same bytes each time, no clock, no randomness.
//!
//! The story is in `package/` and `predecessor/` as plain files; binaries, digests and credentials are added by code.

mod archive;
mod binary;
pub mod credentials;
mod dten_4;
mod dten_5;

pub use archive::Entry;

/// One generated file.
pub struct SampleFile {
    /// File name, without folders.
    pub name: &'static str,
    /// What the page and the CLI take it as: `package`, `baseline`, `inventory`, `config`, `pack`.
    pub role: &'static str,
    /// Contents.
    pub bytes: Vec<u8>,
}

/// File name of the package.
pub const PACKAGE: &str = "Full-upgrade-package-dten.zip";
/// File name of the version before it.
pub const PREDECESSOR: &str = "Full-upgrade-package-dten-4.x.zip";
/// The time at which the story takes place: Friday afternoon.
pub const NOW: &str = "2026-11-20T16:30:00Z";

/// Every file of the sample, the package first.
pub fn files() -> Vec<SampleFile> {
    let beside = |name, role, text: &str| SampleFile { name, role, bytes: text.as_bytes().to_vec() };
    vec![
        SampleFile { name: PACKAGE, role: "package", bytes: archive::write(&package_entries()) },
        SampleFile { name: PREDECESSOR, role: "baseline", bytes: archive::write(&predecessor_entries()) },
        beside("inventory.csv", "inventory", include_str!("beside/inventory.csv")),
        beside("dten.yaml", "config", include_str!("beside/dten.yaml")),
        beside("dten.pack.toml", "pack", include_str!("beside/dten.pack.toml")),
    ]
}

/// The package's entries, in their order.
pub fn package_entries() -> Vec<Entry> {
    dten_5::entries()
}

/// The predecessor's entries, in their order.
pub fn predecessor_entries() -> Vec<Entry> {
    dten_4::entries()
}
