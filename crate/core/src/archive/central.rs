//! The central directory, record by record.

use super::Entry;
use super::bytes::{Windowed, le16, le32, slice};
use super::extra::{self, Extra, Sizes};
use super::{name, time};
use crate::facts::{EncryptionScheme, ObservationKind};
use crate::source::ReadError;

/// `PK\1\2`.
pub(super) const SIGNATURE: [u8; 4] = *b"PK\x01\x02";

/// `PK\5\5`: a digital signature over the directory, which may follow its last record.
pub(super) const SIGNATURE_OF_DIRECTORY: [u8; 4] = *b"PK\x05\x05";

/// Length of a record before its name, in bytes.
const FIXED_BYTES: u64 = 46;

/// APPNOTE's number for WinZip's AES, which hides the real method in an extra field.
const METHOD_AES: u16 = 99;

/// General purpose bit 0: the contents are encrypted.
const ENCRYPTED: u16 = 1;

/// General purpose bit 6: strong encryption.
const STRONG: u16 = 1 << 6;

/// The methods whose contents are read here: stored, deflate, deflate64, bzip2, LZMA, Zstandard (twice), XZ.
pub const READ_METHODS: [u16; 8] = [0, 8, 9, 12, 14, 20, 93, 95];

/// A record of the directory, and what is odd about it.
pub(super) struct Record {
    pub entry: Entry,
    pub odd: Vec<ObservationKind>,
    /// Length of the whole record in bytes.
    pub length: u64,
}

/// What stands at a place of the directory.
pub(super) enum Next {
    /// A record.
    Record(Box<Record>),
    /// Something that is no record.
    Other,
    /// A record whose name, extra fields or comment run over the directory's end.
    Overrun,
}

/// Reads the record at `offset`. Its header offset is as stated: nothing is added.
pub(super) fn read(window: &mut Windowed<'_>, offset: u64, index: u32) -> Result<Next, ReadError> {
    let Some(fixed) = window.get(offset, FIXED_BYTES)? else {
        let begins = window.get(offset, 4)?.is_some_and(|bytes| bytes == SIGNATURE);
        return Ok(if begins { Next::Overrun } else { Next::Other });
    };
    if !fixed.starts_with(&SIGNATURE) {
        return Ok(Next::Other);
    }
    let lengths = [28, 30, 32].map(|at| u64::from(le16(fixed, at).unwrap_or(0)));
    let length = FIXED_BYTES + lengths.iter().sum::<u64>();
    let Some(bytes) = window.get(offset, length)? else { return Ok(Next::Overrun) };
    Ok(parse(bytes, index).map_or(Next::Other, |record| Next::Record(Box::new(record))))
}

fn parse(bytes: &[u8], index: u32) -> Option<Record> {
    let name_length = usize::from(le16(bytes, 28)?);
    let extra_length = usize::from(le16(bytes, 30)?);
    let raw_name = slice(bytes, FIXED_BYTES as usize, name_length)?;
    let extra_bytes = slice(bytes, FIXED_BYTES as usize + name_length, extra_length)?;
    let extra = extra::parse(extra_bytes);
    let mut odd = Vec::new();
    let mut sizes = Sizes {
        uncompressed: u64::from(le32(bytes, 24)?),
        compressed: u64::from(le32(bytes, 20)?),
        header_offset: Some(u64::from(le32(bytes, 42)?)),
    };
    let zip64_problem = sizes.apply_zip64(extra.zip64.as_deref());
    for reason in extra.problems.iter().cloned().chain(zip64_problem) {
        odd.push(ObservationKind::MalformedRecord { reason });
    }
    let (flags, stated_method) = (le16(bytes, 8)?, le16(bytes, 10)?);
    let decoded = name::decode(raw_name, flags, extra.unicode_path.as_ref());
    for reason in decoded.problems {
        odd.push(ObservationKind::AmbiguousName { reason });
    }
    let comment = bytes.get(FIXED_BYTES as usize + name_length + extra_length..)?;
    if let Some(record) = [raw_name, extra_bytes, comment].into_iter().find_map(record_inside) {
        let reason = format!("a {record} in a name, an extra field or a comment: readers that search for it find it");
        odd.push(ObservationKind::MalformedRecord { reason });
    }
    if raw_name.is_empty() {
        odd.push(ObservationKind::MalformedRecord { reason: "an entry without a name".to_owned() });
    }
    let (version_made_by, external_attributes) = (le16(bytes, 4)?, le32(bytes, 38)?);
    let unix_mode = unix_mode(version_made_by, external_attributes);
    let dos_time = le32(bytes, 12)?;
    let encryption = encryption(flags, stated_method, &extra);
    let method = if stated_method == METHOD_AES { extra.aes_method.unwrap_or(METHOD_AES) } else { stated_method };
    let says_directory = says_directory(&decoded.path, external_attributes, unix_mode);
    let entry = Entry {
        index,
        raw_name: raw_name.to_vec(),
        version_made_by,
        version_needed: le16(bytes, 6)?,
        flags,
        method,
        crc32: le32(bytes, 16)?,
        compressed_bytes: sizes.compressed,
        uncompressed_bytes: sizes.uncompressed,
        header_offset: sizes.header_offset.unwrap_or(0),
        dos_time,
        modified: extra.modified.or_else(|| time::from_dos(dos_time)),
        external_attributes,
        unix_mode,
        is_directory: says_directory.0 || (says_directory.1 && sizes.uncompressed == 0),
        is_zip64: extra.zip64.is_some(),
        encryption,
        path: decoded.path,
    };
    odd.extend(oddities(&entry, says_directory));
    Some(Record { entry, odd, length: bytes.len() as u64 })
}

/// A record of a ZIP that lies in a field of another record, by its signature.
fn record_inside(field: &[u8]) -> Option<&'static str> {
    field.windows(4).find_map(|window| match window {
        b"PK\x01\x02" => Some("central directory record"),
        b"PK\x03\x04" => Some("local header"),
        b"PK\x05\x06" => Some("end of central directory record"),
        b"PK\x06\x06" | b"PK\x06\x07" => Some("ZIP64 end record or locator"),
        _ => None,
    })
}

/// What is odd about an entry by itself.
fn oddities(entry: &Entry, (by_name, by_attributes): (bool, bool)) -> Vec<ObservationKind> {
    const PATCHED: u16 = 1 << 5;
    let mut odd = Vec::new();
    if entry.flags & PATCHED != 0 {
        let reason = "flagged as compressed patched data (bit 5), which readers refuse or overlook".to_owned();
        odd.push(ObservationKind::MalformedRecord { reason });
    }
    if entry.flags & STRONG != 0 && entry.flags & ENCRYPTED == 0 {
        let reason = "flagged as strongly encrypted (bit 6), but not as encrypted (bit 0)".to_owned();
        odd.push(ObservationKind::MalformedRecord { reason });
    }
    // A date of zero means that the packer had none.
    if entry.dos_time >> 16 != 0 && time::from_dos(entry.dos_time).is_none() {
        let reason = format!("date and time 0x{:08x} are in no calendar", entry.dos_time);
        odd.push(ObservationKind::MalformedRecord { reason });
    }
    if let Some(scheme) = entry.encryption {
        odd.push(ObservationKind::Encrypted { scheme });
    }
    if !READ_METHODS.contains(&entry.method) {
        odd.push(ObservationKind::UnsupportedMethod { method: entry.method });
    }
    if entry.uncompressed_bytes > 0 && by_name != by_attributes {
        let (says, not) = if by_name { ("name", "attributes") } else { ("attributes", "name") };
        odd.push(ObservationKind::AmbiguousName {
            reason: format!(
                "a directory by its {says}, a file by its {not} and its {} bytes of contents",
                entry.uncompressed_bytes
            ),
        });
    } else if entry.uncompressed_bytes > 0 && by_name {
        odd.push(ObservationKind::MalformedRecord {
            reason: format!("a directory with {} bytes of contents", entry.uncompressed_bytes),
        });
    }
    odd
}

/// Whether name and attributes say that the entry is a directory.
fn says_directory(path: &str, external_attributes: u32, unix_mode: Option<u32>) -> (bool, bool) {
    let by_attributes = match unix_mode {
        Some(mode) if mode & 0o170_000 != 0 => mode & 0o170_000 == 0o040_000,
        _ => external_attributes & 0x10 != 0,
    };
    (path.ends_with('/'), by_attributes)
}

/// The mode that the upper half of the attributes holds, where the entry was made on Unix (3) or macOS (19).
fn unix_mode(version_made_by: u16, external_attributes: u32) -> Option<u32> {
    let mode = external_attributes >> 16;
    (matches!(version_made_by >> 8, 3 | 19) && mode != 0).then_some(mode)
}

fn encryption(flags: u16, method: u16, extra: &Extra) -> Option<EncryptionScheme> {
    if method == METHOD_AES || (flags & ENCRYPTED != 0 && extra.aes_method.is_some()) {
        Some(EncryptionScheme::Aes)
    } else if flags & ENCRYPTED == 0 {
        None
    } else if flags & STRONG != 0 || extra.strong_encryption {
        Some(EncryptionScheme::Strong)
    } else {
        Some(EncryptionScheme::ZipCrypto)
    }
}
