//! One entry as the central directory describes it.

use crate::facts::{EncryptionScheme, Timestamp};

/// One entry as the central directory describes it. Nothing here was checked against the entry itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Position in the central directory, from 0.
    pub index: u32,
    /// Decoded name: UTF-8 where flagged or valid, else CP 437. A Unicode path field with a right checksum wins.
    pub path: String,
    /// The name's bytes as they stand.
    pub raw_name: Vec<u8>,
    /// Version made by: the host system in the high byte.
    pub version_made_by: u16,
    /// Version needed to extract.
    pub version_needed: u16,
    /// General purpose bit flags.
    pub flags: u16,
    /// Compression method; the real one, from the AES field, where the entry is AES-encrypted.
    pub method: u16,
    /// CRC-32 as declared.
    pub crc32: u32,
    /// Packed size in bytes, ZIP64 applied.
    pub compressed_bytes: u64,
    /// Unpacked size in bytes, ZIP64 applied.
    pub uncompressed_bytes: u64,
    /// Where the local header is in the file, `base_offset` added.
    pub header_offset: u64,
    /// DOS time (low half) and date (high half) as they stand, to compare with the local header's.
    pub dos_time: u32,
    /// Modification time: the extended timestamp's or NTFS field's where present, else the DOS time.
    pub modified: Option<Timestamp>,
    /// External file attributes as they stand; what they mean depends on the host system.
    pub external_attributes: u32,
    /// Unix mode with type bits, where the entry was made on Unix.
    pub unix_mode: Option<u32>,
    /// Whether DOS attributes or a trailing slash say that it is a directory.
    pub is_directory: bool,
    /// Whether the entry has a ZIP64 field (then its data descriptor may have sizes of eight bytes).
    pub is_zip64: bool,
    /// How the contents are encrypted, where they are.
    pub encryption: Option<EncryptionScheme>,
}
