//! One local header, or one data descriptor, out of its bytes.

use super::bytes::{le16, le32, le64, slice};
use super::extra::{self, Extra, Sizes};
use super::name;

/// `PK\3\4`.
pub const SIGNATURE: [u8; 4] = *b"PK\x03\x04";

/// General purpose bit 0: the contents are encrypted.
const ENCRYPTED: u16 = 1;

/// General purpose bit 3: checksum and sizes follow the contents.
const DESCRIPTOR: u16 = 1 << 3;

/// Length of a local header before its name, in bytes.
pub const FIXED_BYTES: usize = 30;

/// Signature that may stand before a data descriptor: `PK\7\8`.
pub const DESCRIPTOR_SIGNATURE: [u8; 4] = *b"PK\x07\x08";

/// Length of the longest data descriptor: signature, CRC-32, two ZIP64 sizes.
pub const DESCRIPTOR_MOST_BYTES: usize = 24;

/// A local header. Where bit 3 of the flags is set, checksum and sizes may be zero: the descriptor has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalHeader {
    /// Version needed to extract.
    pub version_needed: u16,
    /// General purpose bit flags.
    pub flags: u16,
    /// Compression method as it stands (99 for AES; `extra.aes_method` has the real one).
    pub method: u16,
    /// DOS time (low half) and date (high half) as they stand.
    pub dos_time: u32,
    /// CRC-32 as declared.
    pub crc32: u32,
    /// Packed size in bytes, ZIP64 applied.
    pub compressed_bytes: u64,
    /// Unpacked size in bytes, ZIP64 applied.
    pub uncompressed_bytes: u64,
    /// The name's bytes as they stand.
    pub raw_name: Vec<u8>,
    /// The name, decoded as the central one is; a valid Unicode path field wins.
    pub path: String,
    /// The extra fields.
    pub extra: Extra,
    /// What is wrong with name and extra fields taken by themselves.
    pub problems: Vec<String>,
    /// Length of the whole header in bytes: the contents begin behind it.
    pub length: u64,
}

impl LocalHeader {
    /// Whether a data descriptor follows the contents.
    pub fn has_descriptor(&self) -> bool {
        self.flags & DESCRIPTOR != 0
    }

    /// Whether sizes in the data descriptor have eight bytes, as far as the header tells.
    pub fn is_zip64(&self) -> bool {
        self.extra.zip64.is_some()
    }
}

/// Length of the whole header by its first [`FIXED_BYTES`]; `None` where they are no local header.
pub fn header_length(fixed: &[u8]) -> Option<usize> {
    let is_header = fixed.starts_with(&SIGNATURE);
    let name = usize::from(le16(fixed, 26)?);
    let extra = usize::from(le16(fixed, 28)?);
    is_header.then_some(FIXED_BYTES + name + extra)
}

/// Reads a local header from its whole bytes (see [`header_length`]; more may follow); `None` where there is none.
pub fn parse(bytes: &[u8]) -> Option<LocalHeader> {
    let length = header_length(bytes)?;
    let flags = le16(bytes, 6)?;
    let name_length = usize::from(le16(bytes, 26)?);
    let raw_name = slice(bytes, FIXED_BYTES, name_length)?;
    let extra_start = FIXED_BYTES + name_length;
    let extra = extra::parse(bytes.get(extra_start..length)?);
    let mut sizes = Sizes {
        uncompressed: u64::from(le32(bytes, 22)?),
        compressed: u64::from(le32(bytes, 18)?),
        header_offset: None,
    };
    let zip64_problem = sizes.apply_zip64(extra.zip64.as_deref());
    let decoded = name::decode(raw_name, flags, extra.unicode_path.as_ref());
    let mut problems = extra.problems.clone();
    problems.extend(zip64_problem);
    let method = le16(bytes, 8)?;
    if flags & DESCRIPTOR != 0 && flags & ENCRYPTED == 0 && method == 0 && sizes.compressed != 0 {
        // A reader of a stream finds the end of stored contents by this size or by searching the descriptor.
        problems.push("stored with a data descriptor, but the header has a size, which should be zero".to_owned());
    }
    Some(LocalHeader {
        version_needed: le16(bytes, 4)?,
        flags,
        method,
        dos_time: le32(bytes, 10)?,
        crc32: le32(bytes, 14)?,
        compressed_bytes: sizes.compressed,
        uncompressed_bytes: sizes.uncompressed,
        raw_name: raw_name.to_vec(),
        path: decoded.path,
        extra,
        problems,
        length: length as u64,
    })
}

/// A data descriptor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Descriptor {
    /// CRC-32.
    pub crc32: u32,
    /// Packed size in bytes.
    pub compressed_bytes: u64,
    /// Unpacked size in bytes.
    pub uncompressed_bytes: u64,
    /// How long it is: 12, 16, 20 or 24 bytes.
    pub length: u64,
}

/// Reads the data descriptor that begins at `bytes` (up to [`DESCRIPTOR_MOST_BYTES`]; fewer at the end of the file).
///
/// It may have a signature or not, and sizes of four or eight bytes, and nothing says which for sure: the form is taken
/// that agrees with what is `expected` (CRC-32, packed and unpacked size), and where none does, the one that APPNOTE asks
/// for, `zip64` telling whether the header has a ZIP64 field. `None` where not even that fits.
pub fn descriptor(bytes: &[u8], zip64: bool, expected: (u32, u64, u64)) -> Option<Descriptor> {
    let signed = bytes.starts_with(&DESCRIPTOR_SIGNATURE);
    let read = |start: usize, wide: bool| -> Option<Descriptor> {
        let crc32 = le32(bytes, start)?;
        let (compressed_bytes, uncompressed_bytes, length) = if wide {
            (le64(bytes, start + 4)?, le64(bytes, start + 12)?, start + 20)
        } else {
            (u64::from(le32(bytes, start + 4)?), u64::from(le32(bytes, start + 8)?), start + 12)
        };
        Some(Descriptor { crc32, compressed_bytes, uncompressed_bytes, length: length as u64 })
    };
    let start = if signed { 4 } else { 0 };
    let forms = [(start, zip64), (start, !zip64), (0, zip64), (0, !zip64)];
    let agrees = |found: &Descriptor| (found.crc32, found.compressed_bytes, found.uncompressed_bytes) == expected;
    forms.into_iter().filter_map(|(start, wide)| read(start, wide)).find(agrees).or_else(|| read(start, zip64))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn bytes(signed: bool, wide: bool) -> Vec<u8> {
        let mut out = if signed { DESCRIPTOR_SIGNATURE.to_vec() } else { vec![] };
        out.extend(7u32.to_le_bytes());
        for size in [10u64, 20] {
            let size = size.to_le_bytes();
            out.extend(if wide { &size[..] } else { &size[..4] });
        }
        out
    }

    #[test]
    fn every_form_of_descriptor() {
        for (signed, wide, length) in [(true, true, 24), (true, false, 16), (false, true, 20), (false, false, 12)] {
            for zip64 in [true, false] {
                let mut input = bytes(signed, wide);
                input.extend(b"PK\x01\x02PK\x01\x02PK");
                let found = descriptor(&input, zip64, (7, 10, 20)).unwrap();
                assert_eq!((found.crc32, found.compressed_bytes, found.uncompressed_bytes), (7, 10, 20));
                assert_eq!(found.length, length);
            }
        }
    }

    #[test]
    fn a_descriptor_that_disagrees_or_is_cut() {
        let found = descriptor(&bytes(true, false), false, (8, 10, 20)).unwrap();
        assert_eq!((found.crc32, found.length), (7, 16));
        assert_eq!(descriptor(&bytes(true, false)[..15], false, (8, 10, 20)), None);
        assert_eq!(descriptor(b"", true, (0, 0, 0)), None);
    }

    #[test]
    fn a_header_that_is_cut() {
        let mut header = SIGNATURE.to_vec();
        header.resize(FIXED_BYTES, 0);
        header[26] = 3;
        assert_eq!(header_length(&header), Some(33));
        assert_eq!(parse(&header), None);
        header.extend(b"abc");
        assert_eq!(parse(&header).unwrap().path, "abc");
        header[0] = 0;
        assert_eq!(parse(&header), None);
    }
}
