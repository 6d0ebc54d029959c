//! Every limit of the analysis, in one place.
//!
//! A limit is printed in the report and can be set by the user (`--limit NAME=VALUE`). What a limit cuts off is listed
//! in the report's `skipped`, never dropped silently.

use serde::{Deserialize, Serialize};

macro_rules! limits {
    ($($(#[$doc:meta])* $name:ident = $value:expr;)*) => {
        /// The limits in force for one analysis.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "ts", derive(ts_rs::TS))]
        #[serde(default, deny_unknown_fields)]
        pub struct Limits {
            $($(#[$doc])* #[cfg_attr(feature = "ts", ts(type = "number"))] pub $name: u64,)*
        }

        impl Default for Limits {
            fn default() -> Self {
                Self { $($name: $value,)* }
            }
        }

        impl Limits {
            /// The names that [`Limits::set`] takes, in the order of the report.
            pub const NAMES: &'static [&'static str] = &[$(stringify!($name),)*];

            /// Sets one limit by name; `false` where no limit has that name.
            pub fn set(&mut self, name: &str, value: u64) -> bool {
                match name {
                    $(stringify!($name) => { self.$name = value; true })*
                    _ => false,
                }
            }
        }
    };
}

limits! {
    /// Most entries of one archive whose contents are read.
    entries = 1_000_000;
    /// Most bytes that one entry may inflate to.
    entry_bytes = 64 * GIB;
    /// Most bytes that a nested archive and everything in it may inflate to.
    nested_total_bytes = 4 * GIB;
    /// Most bytes of a nested archive that is held in memory, where it cannot be read in place.
    nested_held_bytes = 64 * MIB;
    /// Most entries in all archives nested in one entry.
    nested_entries = 200_000;
    /// How deep archives may be nested: 1 is an archive in the package.
    nested_depth = 5;
    /// Unpacked bytes for each packed byte above which an entry is a compression bomb (deflate cannot exceed 1,032).
    ratio = 1_000;
    /// An entry that unpacks to fewer bytes than this is never a bomb, whatever its ratio.
    ratio_floor_bytes = 16 * MIB;
    /// Most bytes of the central directory.
    directory_bytes = 512 * MIB;
    /// Most bytes of one manifest or script that is read whole. Lockfiles and bills of materials of large products go
    /// beyond 4 MiB, and so do most programs in Go.
    text_bytes = 16 * MIB;
    /// Most bytes kept of the beginning of every entry, to tell what it is.
    head_bytes = 8 * KIB;
    /// Compressed bytes in one batch of work: small enough that the last batches end together on all workers.
    batch_bytes = 8 * MIB;
    /// Entries in one batch of work.
    batch_entries = 2_000;
    /// Most facts of one kind from one file.
    facts_per_file = 20_000;
    /// Most keys of configuration files from the whole package: some 200 bytes each.
    config_keys = 100_000;
    /// Most findings of one rule in the report.
    findings_per_rule = 1_000;
    /// Most changes of one kind that the comparison with another package lists: files, packages, keys.
    changes_listed = 5_000;
}

const KIB: u64 = 1 << 10;
const MIB: u64 = 1 << 20;
const GIB: u64 = 1 << 30;

/// Longest excerpt of a line that a finding shows, in characters.
pub const EXCERPT_CHARS: usize = 200;

/// Deepest nesting of a structured document (JSON, YAML, TOML, XML). Real manifests stay below 20; what reads them
/// gives up somewhere between 100 and 1,000.
pub const DOCUMENT_DEPTH: usize = 128;

/// Most values of a structured document that are held in memory.
pub const DOCUMENT_NODES: usize = 200_000;

/// Longest key of configuration that is put together, in bytes: with the names of everything around it.
pub const CONFIG_KEY_BYTES: usize = 512;

/// Most bytes of one README that are read as prose. A README is shorter; what is longer is a log of changes.
pub const PROSE_BYTES: usize = 256 << 10;

/// Most bytes of one text of which a sketch is made, to find it again where it was moved and edited.
pub const SKETCH_BYTES: usize = 256 << 10;

/// Most bytes of one pack.
pub const PACK_BYTES: usize = 4 << 20;

/// Most rows of one pack, all its sections together.
pub const PACK_ROWS: usize = 20_000;

/// Most required stops of one product: GitLab has 35 since 2015.
pub const PACK_STOPS: usize = 256;

/// Most steps of one product: a bit each in the search for a way.
pub const PACK_EDGES: usize = 64;

/// Most bytes of a file beside the package (an inventory, a pack) that are read; it is held whole.
pub const INPUT_BYTES: u64 = 512 << 20;

/// Most pieces of software on hosts that all inventories together hold: some 200 bytes each.
pub const INVENTORY_ROWS: usize = 2_000_000;

/// Most columns of a table that are read.
pub const TABLE_COLUMNS: usize = 500;

/// Most keys of one of the user's own configuration files.
pub const OWN_CONFIG_KEYS: usize = 20_000;

/// Most bytes of one of the user's own configuration files that are kept to make a patch of. What people write by hand is
/// far shorter, and every change is read again.
pub const PATCH_BYTES: usize = 1 << 20;

/// Most bytes that are read again for the changes of one file, all of them together.
pub const PATCH_WORK_BYTES: usize = 32 << 20;
