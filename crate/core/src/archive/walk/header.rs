//! What stands beside an entry's contents, compared with the central directory: local header and data descriptor.

use crate::archive::local::{self, Descriptor, LocalHeader};
use crate::archive::walk::cx::Cx;
use crate::archive::Entry;
use crate::facts::{Disagreement, HeaderField, HeaderSource, ObservationKind};
use crate::source::{ReadAt, ReadError};

/// Bit 3: checksum and sizes follow the contents.
const DESCRIPTOR_FLAG: u16 = 1 << 3;
/// Bit 11: the name is UTF-8.
const UTF8_FLAG: u16 = 1 << 11;
/// Bit 13: values of the local header are masked, because the directory is encrypted.
const MASKED_FLAG: u16 = 1 << 13;
/// Flags that change what a reader does: encryption (0, 6), data descriptor (3), masking (13). The others are hints that
/// writers set as they like.
const MATTERING_FLAGS: u16 = 1 | DESCRIPTOR_FLAG | 1 << 6 | MASKED_FLAG;

/// What the walker needs of a local header.
#[derive(Clone, Copy, Debug)]
pub(super) struct Local {
    /// Length of the whole header in bytes.
    pub length: u64,
    pub has_descriptor: bool,
    /// Whether the descriptor's sizes should have eight bytes.
    pub is_zip64: bool,
}

/// Reads a local header from its whole bytes and tells where it differs from the directory, if `is_told`.
pub(super) fn check(bytes: &[u8], entry: &Entry, path: &str, is_told: bool, cx: &mut Cx<'_>) -> Option<Local> {
    let length = local::header_length(bytes)?;
    if let Some(is_zip64) = agrees(bytes, entry) {
        return Some(Local { length: length as u64, has_descriptor: entry.flags & DESCRIPTOR_FLAG != 0, is_zip64 });
    }
    let header = local::parse(bytes)?;
    if is_told {
        compare(&header, entry, path, cx);
    }
    Some(Local { length: header.length, has_descriptor: header.has_descriptor(), is_zip64: header.is_zip64() })
}

/// The common case without any allocation: everything that matters is the same. Gives whether there is a ZIP64 field.
fn agrees(bytes: &[u8], entry: &Entry) -> Option<bool> {
    let u16_at = |at: usize| Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?));
    let u32_at = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?));
    let flags = u16_at(6)?;
    let name_end = 30_usize.checked_add(usize::from(u16_at(26)?))?;
    let extra_end = name_end.checked_add(usize::from(u16_at(28)?))?;
    let same_form = flags == entry.flags && u16_at(8)? == entry.method && bytes.get(30..name_end)? == entry.raw_name;
    let values = (u32_at(14)?, u64::from(u32_at(18)?), u64::from(u32_at(22)?));
    let same_values = values == (entry.crc32, entry.compressed_bytes, entry.uncompressed_bytes)
        || (flags & DESCRIPTOR_FLAG != 0 && values == (0, 0, 0));
    if !same_form || !same_values {
        return None;
    }
    let mut extra = bytes.get(name_end..extra_end)?;
    let mut is_zip64 = false;
    while !extra.is_empty() {
        let (&id, rest) = extra.split_first_chunk::<2>()?;
        let (&size, rest) = rest.split_first_chunk::<2>()?;
        match u16::from_le_bytes(id) {
            1 => is_zip64 = true,
            // A Unicode path field may give another name.
            0x7075 => return None,
            _ => {}
        }
        extra = rest.get(usize::from(u16::from_le_bytes(size))..)?;
    }
    Some(is_zip64)
}

fn compare(local: &LocalHeader, entry: &Entry, path: &str, cx: &mut Cx<'_>) {
    let offset = entry.header_offset;
    let mut tell = |field, source, central: String, other: String| {
        cx.observe(path, offset, ObservationKind::HeaderMismatch(Disagreement { field, source, central, other }));
    };
    let is_masked = (local.flags | entry.flags) & MASKED_FLAG != 0;
    if local.raw_name != entry.raw_name && !is_masked {
        tell(HeaderField::Name, HeaderSource::LocalHeader, entry.path.clone(), local.path.clone());
    } else if local.path != entry.path && !is_masked && local.extra.unicode_path.is_some() {
        tell(HeaderField::Name, HeaderSource::UnicodePath, entry.path.clone(), local.path.clone());
    }
    let mattering = if entry.raw_name.is_ascii() { MATTERING_FLAGS } else { MATTERING_FLAGS | UTF8_FLAG };
    if (local.flags ^ entry.flags) & mattering != 0 {
        let bits = |flags: u16| format!("{flags:#06x}");
        tell(HeaderField::Flags, HeaderSource::LocalHeader, bits(entry.flags), bits(local.flags));
    }
    let method = local.extra.aes_method.filter(|_| local.method == 99).unwrap_or(local.method);
    if method != entry.method {
        let name = crate::archive::codec::method_name;
        tell(HeaderField::Method, HeaderSource::LocalHeader, name(entry.method), name(method));
    }
    // With a data descriptor the values of the local header are zero, or all ones as a placeholder.
    let is_open = |value: u64| local.has_descriptor() && (value == 0 || value == u64::from(u32::MAX));
    if local.crc32 != entry.crc32 && !is_open(u64::from(local.crc32)) && !is_masked {
        let text = |crc: u32| format!("{crc:08x}");
        tell(HeaderField::Crc32, HeaderSource::LocalHeader, text(entry.crc32), text(local.crc32));
    }
    let sizes = [
        (HeaderField::CompressedSize, entry.compressed_bytes, local.compressed_bytes),
        (HeaderField::UncompressedSize, entry.uncompressed_bytes, local.uncompressed_bytes),
    ];
    for (field, central, other) in sizes {
        if central != other && !is_open(other) && !is_masked {
            tell(field, HeaderSource::LocalHeader, central.to_string(), other.to_string());
        }
    }
    for problem in &local.problems {
        cx.observe(path, offset, ObservationKind::MalformedRecord { reason: format!("local header: {problem}") });
    }
}

/// Finds the data descriptor at the beginning of `bytes`, which reach to whatever comes next but not farther than the
/// longest descriptor. Gives its length; 0 where there is none.
pub(super) fn descriptor(bytes: &[u8], local: Local, entry: &Entry, path: Option<&str>, cx: &mut Cx<'_>) -> usize {
    let expected = (entry.crc32, entry.compressed_bytes, entry.uncompressed_bytes);
    let found = local::descriptor(bytes, local.is_zip64, expected);
    let is_signed = bytes.starts_with(&local::DESCRIPTOR_SIGNATURE);
    // Without a signature only agreement or an exact fit tells a descriptor from other bytes.
    let found = found.filter(|found| is_signed || values(found) == expected || found.length == bytes.len() as u64);
    let Some(found) = found else {
        if let Some(path) = path.filter(|_| entry.compressed_bytes > 0) {
            let reason = "the data descriptor that bit 3 of the flags announces is missing".to_owned();
            cx.observe(path, entry.header_offset, ObservationKind::MalformedRecord { reason });
        }
        return 0;
    };
    if let Some(path) = path {
        let fields = [
            (HeaderField::Crc32, format!("{:08x}", entry.crc32), format!("{:08x}", found.crc32)),
            (HeaderField::CompressedSize, entry.compressed_bytes.to_string(), found.compressed_bytes.to_string()),
            (HeaderField::UncompressedSize, entry.uncompressed_bytes.to_string(), found.uncompressed_bytes.to_string()),
        ];
        for (field, central, other) in fields {
            if central != other {
                let source = HeaderSource::DataDescriptor;
                let kind = ObservationKind::HeaderMismatch(Disagreement { field, source, central, other });
                cx.observe(path, entry.header_offset, kind);
            }
        }
    }
    usize::try_from(found.length).unwrap_or(0)
}

fn values(found: &Descriptor) -> (u32, u64, u64) {
    (found.crc32, found.compressed_bytes, found.uncompressed_bytes)
}

/// Length of the local header at an offset; `None` where there is none.
pub(super) fn header_bytes_at(source: &dyn ReadAt, offset: u64) -> Result<Option<u64>, ReadError> {
    let mut fixed = [0; local::FIXED_BYTES];
    match offset.checked_add(fixed.len() as u64) {
        Some(end) if end <= source.size_bytes() => source.read_exact_at(offset, &mut fixed)?,
        _ => return Ok(None),
    }
    Ok(local::header_length(&fixed).map(|length| length as u64))
}
