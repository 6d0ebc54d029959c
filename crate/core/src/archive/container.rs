//! What a file is that has no ZIP directory: another container, a broken ZIP, or no archive.

use super::bytes::Windowed;
use super::end_record::EndRecord;
use super::locate::signature_at;
use super::{Directory, OpenError, local};
use crate::facts::{ArchiveFact, ArchiveFormat};
use crate::source::{ReadAt, ReadError};

/// Local headers that are followed to estimate how long a file should have been.
const MOST_HEADERS: u64 = 10_000;

/// The container format that a file begins as; `None` for ZIP, whose directory is at the end, and for everything else.
pub(super) fn format(head: &[u8]) -> Option<ArchiveFormat> {
    match head {
        [0x1f, 0x8b, 8, ..] => Some(ArchiveFormat::Gzip),
        [b'B', b'Z', b'h', b'1'..=b'9', 0x31, 0x41, 0x59, 0x26, 0x53, 0x59, ..] => Some(ArchiveFormat::Bzip2),
        [0xfd, b'7', b'z', b'X', b'Z', 0, ..] => Some(ArchiveFormat::Xz),
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(ArchiveFormat::Zstd),
        // Of `ar` archives only Debian's packages: a static library is no package.
        _ if head.starts_with(b"!<arch>\ndebian-binary") => Some(ArchiveFormat::Ar),
        _ => is_tar(head).then_some(ArchiveFormat::Tar),
    }
}

/// A tar header: its checksum is right, whichever of the tar formats it is.
fn is_tar(head: &[u8]) -> bool {
    let Some(header) = head.get(..512) else { return false };
    let Some(field) = header.get(148..156) else { return false };
    let digits: String = field.iter().map(|&byte| char::from(byte)).collect();
    let digits = digits.trim_matches(|c: char| c == ' ' || c == '\0');
    let Ok(stated) = u64::from_str_radix(digits, 8) else { return false };
    // The checksum's own field counts as eight spaces.
    let sum: u64 = header.iter().map(|&byte| u64::from(byte)).sum();
    let own: u64 = field.iter().map(|&byte| u64::from(byte)).sum();
    header.first() != Some(&0) && stated == sum - own + 8 * u64::from(b' ')
}

/// Whether the head is that of another kind of file, so that a ZIP's end in it needs a second look.
pub(super) fn is_foreign(head: &[u8]) -> bool {
    const FOREIGN: [&[u8]; 9] = [
        b"7z\xbc\xaf\x27\x1c",
        b"Rar!\x1a\x07",
        b"MSCF\0\0\0\0",
        b"\xed\xab\xee\xdb",
        b"!<arch>\n",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"%PDF-",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff",
    ];
    format(head).is_some() || FOREIGN.iter().any(|magic| head.starts_with(magic))
}

/// A container without a directory: the walker streams it from the first byte to the last.
pub(super) fn streamed(format: ArchiveFormat, size_bytes: u64) -> Directory {
    let fact = ArchiveFact { format, size_bytes, ..ArchiveFact::default() };
    Directory { fact, data_end: size_bytes, ..Directory::default() }
}

/// Why a file that begins as a ZIP, or has an end record that leads nowhere, cannot be opened.
pub(super) fn broken_zip(record: Option<&EndRecord>, source: &dyn ReadAt) -> Result<OpenError, ReadError> {
    let size_bytes = source.size_bytes();
    let Some(record) = record else {
        if signature_at(source, 0, size_bytes)? == Some(local::DESCRIPTOR_SIGNATURE) {
            return Ok(OpenError::Split { disk: 0 });
        }
        return Ok(OpenError::Truncated { size_bytes, expected_bytes: expected_bytes(source)? });
    };
    let stated = record.stated();
    let encryption = match &record.zip64 {
        super::end_record::Zip64::Record(wide) => wide.encryption,
        _ => 0,
    };
    let start = record.directory_end().saturating_sub(stated.directory_bytes);
    let extra_data = Some(*b"PK\x06\x08");
    if encryption != 0 || signature_at(source, start, size_bytes)? == extra_data {
        return Ok(OpenError::EncryptedDirectory);
    }
    let disk = record.disk();
    if disk != 0 && disk != u32::from(u16::MAX) {
        return Ok(OpenError::Split { disk });
    }
    let offset = record.offset;
    let reason = format!(
        "the end record names {} entries in {} bytes at offset {}, where no directory is",
        stated.entries, stated.directory_bytes, stated.directory_offset
    );
    Ok(OpenError::DamagedDirectory { offset, reason })
}

/// How long a ZIP without an end should be at least, by the local headers from its beginning on; `None` where they do not
/// tell (sizes in data descriptors).
fn expected_bytes(source: &dyn ReadAt) -> Result<Option<u64>, ReadError> {
    let size_bytes = source.size_bytes();
    let mut window = Windowed::new(source, size_bytes);
    let (mut at, mut directory) = (0u64, super::end_record::END_BYTES);
    for _ in 0..MOST_HEADERS {
        let fixed = window.get(at, local::FIXED_BYTES as u64)?;
        let Some(length) = fixed.and_then(local::header_length) else { break };
        let header = window.get(at, length as u64)?.and_then(local::parse);
        let Some(header) = header else { break };
        if header.has_descriptor() && header.compressed_bytes == 0 {
            return Ok(None);
        }
        directory = directory.saturating_add(46).saturating_add(header.raw_name.len() as u64);
        at = at.saturating_add(header.length).saturating_add(header.compressed_bytes);
    }
    Ok((at > 0).then(|| at.saturating_add(directory)).filter(|&expected| expected > size_bytes))
}
