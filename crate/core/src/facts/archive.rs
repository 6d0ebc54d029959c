//! What the structural pass saw in a container. Rules of the `archive` group judge it.

use serde::{Deserialize, Serialize};

/// The package file itself, or an archive nested in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ArchiveFact {
    /// `""` for the package, else the path of the entry that is the archive.
    pub path: String,
    /// Container format.
    pub format: ArchiveFormat,
    /// Size of the container in bytes.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub size_bytes: u64,
    /// Entries that were listed.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub entries: u64,
    /// Sum of the declared unpacked sizes, saturating.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub unpacked_bytes: u64,
    /// Whether ZIP64 structures are used.
    pub zip64: bool,
    /// Archive comment, as an excerpt.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub comment: String,
}

/// Container formats.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum ArchiveFormat {
    #[default]
    Zip,
    Tar,
    Gzip,
    Bzip2,
    Xz,
    Zstd,
    Ar,
}

/// One structural observation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Observation {
    /// Full path of the entry concerned; the archive's own path (so `""` for the package) where none is.
    pub path: String,
    /// Where in the container, in bytes.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub offset: u64,
    /// What was seen.
    #[serde(flatten)]
    pub kind: ObservationKind,
}

/// What the structural pass and the walker can see.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "seen", rename_all = "kebab-case")]
pub enum ObservationKind {
    /// Two places that describe one entry say different things.
    HeaderMismatch(Disagreement),
    /// The local header that the directory points to is not there (wrong signature or beyond the end).
    MissingLocalHeader,
    /// Two entries, or an entry and the directory, share bytes.
    OverlappingData {
        /// Path of the other owner; `""` where it is the directory.
        other: String,
        /// How many bytes are shared.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        length: u64,
    },
    /// Bytes between entries, or between the entries and the directory, that nothing owns.
    UnownedBytes {
        /// How many.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        length: u64,
        /// Whether they are all zero (padding).
        zeros: bool,
        /// Name of an entry that lies hidden there, with a local header but not in the directory.
        hidden_entry: Option<String>,
        /// An APK signing block or another known structure, by name.
        known: Option<String>,
    },
    /// Bytes before the first entry that no entry owns.
    PrependedBytes {
        /// How many.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        length: u64,
        /// What they look like (`elf`, `pe`, `script`), else empty.
        looks_like: String,
    },
    /// Bytes after the end record and its comment.
    TrailingBytes {
        /// How many.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        length: u64,
        /// Whether they are all zero.
        zeros: bool,
    },
    /// The end record counts other entries than the directory holds.
    EntryCount {
        /// As the end record says.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        declared: u64,
        /// As there are.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        found: u64,
    },
    /// The end record and the directory disagree about place or size, or ZIP64 and classic values do.
    DirectoryMismatch {
        /// Which field, in APPNOTE's words.
        field: String,
        /// As the end record says.
        declared: String,
        /// As it is.
        found: String,
    },
    /// More than one end record could be meant: readers choose differently.
    SeveralEndRecords {
        /// How many.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        count: u64,
    },
    /// A name that readers decode differently (bytes that are not UTF-8 under the UTF-8 flag, NUL, a Unicode path field that differs).
    AmbiguousName {
        /// Why readers differ.
        reason: String,
    },
    /// An extra field that runs over its end, or another record that cannot be parsed.
    MalformedRecord {
        /// Which record and what is wrong.
        reason: String,
    },
    /// Contents that disagree with their checksum, their size, or their own compressed form.
    DamagedContents {
        /// What disagrees, with both values.
        reason: String,
    },
    /// The container, or the entry, ends before it should.
    Truncated {
        /// Bytes that are missing, where that is known.
        #[cfg_attr(feature = "ts", ts(type = "number | null"))]
        missing: Option<u64>,
    },
    /// An entry that unpacks to far more than it packs, or over a limit.
    Bomb {
        /// Packed bytes.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        packed: u64,
        /// Unpacked bytes when reading stopped, or as declared.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        unpacked: u64,
        /// The limit that was met, by its name.
        limit: String,
    },
    /// Encrypted contents.
    Encrypted {
        /// By which scheme.
        scheme: EncryptionScheme,
    },
    /// A compression method that is not read here.
    UnsupportedMethod {
        /// APPNOTE's number.
        method: u16,
    },
    /// Archives nested deeper than the limit.
    NestedTooDeep {
        /// The limit.
        #[cfg_attr(feature = "ts", ts(type = "number"))]
        limit: u64,
    },
}

/// Two places that disagree about one field of one entry.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Disagreement {
    /// The field.
    pub field: HeaderField,
    /// What disagrees with the central directory.
    pub source: HeaderSource,
    /// The central directory's value, printable.
    pub central: String,
    /// The other value, printable.
    pub other: String,
}

/// Fields that stand in more than one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are APPNOTE's")]
pub enum HeaderField {
    Name,
    Flags,
    Method,
    Crc32,
    CompressedSize,
    UncompressedSize,
    Modified,
    Other,
}

/// What stands beside the central directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are APPNOTE's")]
pub enum HeaderSource {
    LocalHeader,
    DataDescriptor,
    UnicodePath,
}

/// How contents are encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum EncryptionScheme {
    ZipCrypto,
    Aes,
    Strong,
    CentralDirectory,
}
