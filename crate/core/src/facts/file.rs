//! One entry of an archive.

use serde::{Deserialize, Serialize};

use super::{Sketch, Timestamp};

/// One entry of the package or of an archive nested in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct FileFact {
    /// Path as the archive gives it, decoded; nested as `outer.zip!/inner`.
    pub path: String,
    /// What kind of entry it is.
    pub file_type: FileType,
    /// Unpacked size in bytes, as counted where it was read, else as declared.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub size_bytes: u64,
    /// Packed size in bytes.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub compressed_bytes: u64,
    /// Compression method by its usual name: `stored`, `deflate`, `deflate64`, `bzip2`, `lzma`, `xz`, `zstd`, else `method-N`.
    pub method: String,
    /// CRC-32 of the contents as computed; `None` where they were not read or the format has none.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub crc32: Option<u32>,
    /// SHA-256 of the contents in hexadecimal, where it was computed.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub sha256: Option<String>,
    /// Time of last modification as the archive states it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub modified: Option<Timestamp>,
    /// Unix mode with type bits, where the archive carries one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub unix_mode: Option<u32>,
    /// Target of a symbolic or hard link.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub link_target: Option<String>,
    /// What the contents are, by their first bytes.
    pub content: Content,
    /// What the file is for.
    pub purpose: Purpose,
    /// Whether the contents were read to the end.
    pub read: ReadState,
    /// What its lines are like, to find it again under another name; `None` where it is no text or was not kept whole.
    /// Goes from the workers to the comparison, and no further: a report does without it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[cfg_attr(feature = "ts", ts(skip))]
    pub sketch: Option<Sketch>,
}

impl FileFact {
    /// The last part of the path.
    pub fn name(&self) -> &str {
        self.path.rsplit(['/', '\\']).find(|part| !part.is_empty()).unwrap_or(&self.path)
    }

    /// The path inside the innermost archive.
    pub fn inner_path(&self) -> &str {
        self.path.rsplit_once("!/").map_or(self.path.as_str(), |(_, inner)| inner)
    }

    /// Whether two regular files were read and are the same, byte for byte as far as size and digests can tell.
    pub fn has_same_contents(&self, other: &Self) -> bool {
        let regular = self.file_type == FileType::File && other.file_type == FileType::File;
        let digests = match (&self.sha256, &other.sha256) {
            (Some(own), Some(other)) => own == other,
            _ => self.crc32.is_some() && self.crc32 == other.crc32,
        };
        regular && self.size_bytes == other.size_bytes && digests
    }
}

/// What kind of entry it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum FileType {
    #[default]
    File,
    Directory,
    Symlink,
    HardLink,
    CharDevice,
    BlockDevice,
    Fifo,
    Socket,
}

/// What the contents are, by their first bytes (magic numbers), never by the name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Content {
    #[default]
    Unknown,
    Empty,
    Text,
    Html,
    Zip,
    Tar,
    Gzip,
    Bzip2,
    Xz,
    Zstd,
    SevenZip,
    Rar,
    Cab,
    Rpm,
    Deb,
    Msi,
    Elf,
    Pe,
    MachO,
    Class,
    Png,
    Jpeg,
    Gif,
    Pdf,
    Binary,
}

/// What a file is for. A hit in a sample, a test or documentation is worth less than one in what gets installed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// Installed and used as it is: programs, live defaults, manifests.
    #[default]
    Live,
    /// Run by the installer or by a package manager.
    InstallScript,
    /// A sample or template that somebody has to copy first.
    Sample,
    /// For reading.
    Documentation,
    /// Test code or test data.
    Test,
    /// A third party's package that is shipped along (`node_modules/`, `vendor/`, a nested library).
    Vendored,
}

/// Whether an entry's contents were read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum ReadState {
    /// To the end, and size and checksum agreed.
    Whole,
    /// Not to the end, or not at all: `skipped` or an observation says why.
    #[default]
    NotRead,
    /// There is nothing to read (directories).
    Nothing,
}

impl Content {
    /// What it is, with an article, for a sentence.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Unknown | Self::Binary => "binary data of an unknown kind",
            Self::Empty => "an empty file",
            Self::Text => "a text file",
            Self::Html => "a web page (HTML), perhaps a login or error page saved under the package's name",
            Self::Zip => "a ZIP archive",
            Self::Tar => "a tar archive",
            Self::Gzip => "a gzip file",
            Self::Bzip2 => "a bzip2 file",
            Self::Xz => "an xz file",
            Self::Zstd => "a Zstandard file",
            Self::SevenZip => "a 7-Zip archive",
            Self::Rar => "a RAR archive",
            Self::Cab => "a Windows cabinet",
            Self::Rpm => "an RPM package",
            Self::Deb => "a Debian package",
            Self::Msi => "a Windows Installer package or another OLE document",
            Self::Elf => "a Linux program (ELF)",
            Self::Pe => "a Windows program (PE)",
            Self::MachO => "a macOS program (Mach-O)",
            Self::Class => "a Java class",
            Self::Png => "a PNG picture",
            Self::Jpeg => "a JPEG picture",
            Self::Gif => "a GIF picture",
            Self::Pdf => "a PDF document",
        }
    }
}
