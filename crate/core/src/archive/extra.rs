//! Extra fields of local and central headers.

use super::bytes::{le16, le32, le64, slice};
use super::time;
use crate::facts::Timestamp;

/// What the extra fields of one header say, as far as it is used here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extra {
    /// The ZIP64 field's bytes; which of its values are there depends on the header.
    pub zip64: Option<Vec<u8>>,
    /// Modification time of an extended timestamp, NTFS or old Unix field, the first of these that has one.
    pub modified: Option<Timestamp>,
    /// The Unicode path field; where there are several, the first one that is valid, else the first.
    pub unicode_path: Option<UnicodePath>,
    /// The compression method that an AES field (0x9901) hides.
    pub aes_method: Option<u16>,
    /// Whether a strong-encryption field (0x0017) is there.
    pub strong_encryption: bool,
    /// What is wrong with the fields, in order.
    pub problems: Vec<String>,
}

/// A Unicode path field (0x7075).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnicodePath {
    /// Version of the field; readers know 1.
    pub version: u8,
    /// CRC-32 of the name in the header when the field was written.
    pub name_crc32: u32,
    /// The path's bytes, which ought to be UTF-8.
    pub path: Vec<u8>,
}

impl UnicodePath {
    /// The path, where the field is one that APPNOTE tells readers to use: version 1, checksum of the name,
    /// UTF-8, and not empty.
    pub fn valid(&self, raw_name: &[u8]) -> Option<&str> {
        let holds = self.version == 1 && self.name_crc32 == crc32fast::hash(raw_name) && !self.path.is_empty();
        std::str::from_utf8(&self.path).ok().filter(|_| holds)
    }
}

const TWO_PATHS: &str = "more than one Unicode path extra field";

const ZIP64: u16 = 0x0001;
const NTFS: u16 = 0x000a;
const STRONG_ENCRYPTION: u16 = 0x0017;
const EXTENDED_TIMESTAMP: u16 = 0x5455;
const OLD_UNIX: u16 = 0x5855;
const UNICODE_PATH: u16 = 0x7075;
const AES: u16 = 0x9901;

/// Reads the extra fields of a header with this name.
pub fn parse(bytes: &[u8], raw_name: &[u8]) -> Extra {
    let mut extra = Extra::default();
    let mut rest = bytes;
    while !rest.is_empty() {
        let header = le16(rest, 0).zip(le16(rest, 2));
        let Some((id, length)) = header else {
            // `zipalign` and others pad with fewer than four zeros.
            if rest.iter().any(|&byte| byte != 0) {
                extra.problems.push(format!("{} bytes after the last extra field are no field", rest.len()));
            }
            break;
        };
        let Some(value) = slice(rest, 4, usize::from(length)) else {
            extra.problems.push(format!(
                "extra field 0x{id:04x} states {length} bytes, {} are left",
                rest.len().saturating_sub(4)
            ));
            break;
        };
        take(&mut extra, id, value, raw_name);
        rest = rest.get(4 + usize::from(length)..).unwrap_or_default();
    }
    extra
}

fn take(extra: &mut Extra, id: u16, value: &[u8], raw_name: &[u8]) {
    match id {
        ZIP64 if extra.zip64.is_some() => extra.problems.push("two ZIP64 extra fields".to_owned()),
        ZIP64 => extra.zip64 = Some(value.to_vec()),
        UNICODE_PATH => {
            let (Some(&version), Some(name_crc32), Some(path)) = (value.first(), le32(value, 1), value.get(5..)) else {
                return extra.problems.push(format!("Unicode path extra field of {} bytes", value.len()));
            };
            let field = UnicodePath { version, name_crc32, path: path.to_vec() };
            match &extra.unicode_path {
                None => extra.unicode_path = Some(field),
                Some(first) => {
                    let is_better = first.valid(raw_name).is_none() && field.valid(raw_name).is_some();
                    if extra.problems.iter().all(|problem| problem != TWO_PATHS) {
                        extra.problems.push(TWO_PATHS.to_owned());
                    }
                    if is_better {
                        extra.unicode_path = Some(field);
                    }
                }
            }
        }
        AES => match le16(value, 5) {
            Some(method) => extra.aes_method = Some(method),
            None => extra.problems.push(format!("AES extra field of {} bytes", value.len())),
        },
        STRONG_ENCRYPTION => extra.strong_encryption = true,
        EXTENDED_TIMESTAMP if value.first().is_some_and(|flags| flags & 1 == 1) => {
            let seconds = le32(value, 1).map(|seconds| Timestamp(i64::from(seconds.cast_signed())));
            extra.modified = extra.modified.or(seconds);
        }
        OLD_UNIX => {
            let seconds = le32(value, 4).map(|seconds| Timestamp(i64::from(seconds.cast_signed())));
            extra.modified = extra.modified.or(seconds);
        }
        NTFS => extra.modified = extra.modified.or_else(|| ntfs(value)),
        _ => {}
    }
}

/// The modification time of an NTFS field: four reserved bytes, then attributes, of which number 1 holds the times.
fn ntfs(value: &[u8]) -> Option<Timestamp> {
    let mut at = 4;
    loop {
        let (tag, length) = (le16(value, at)?, le16(value, at.checked_add(2)?)?);
        if tag == 1 && length >= 8 {
            return time::from_ntfs(le64(value, at.checked_add(4)?)?);
        }
        at = at.checked_add(4)?.checked_add(usize::from(length))?;
    }
}

/// The values of a header that a ZIP64 field may replace, as they stand in the header; saturated ones are replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sizes {
    /// Unpacked size in bytes.
    pub uncompressed: u64,
    /// Packed size in bytes.
    pub compressed: u64,
    /// Offset of the local header; `None` in a local header, which has no such value.
    pub header_offset: Option<u64>,
}

const SATURATED: u64 = 0xffff_ffff;

impl Sizes {
    /// Applies a ZIP64 field: its values stand in a fixed order and only for the saturated ones. Says what is wrong.
    pub fn apply_zip64(&mut self, field: Option<&[u8]>) -> Option<String> {
        let stated = *self;
        let saturated = [self.uncompressed, self.compressed, self.header_offset.unwrap_or(0)]
            .into_iter()
            .filter(|&value| value == SATURATED)
            .count();
        let Some(field) = field else {
            return (saturated > 0).then(|| "a value is saturated, but there is no ZIP64 extra field".to_owned());
        };
        if saturated == 0 {
            return stated.contradicts(field);
        }
        let mut at = 0;
        let mut take = |value: &mut u64| -> bool {
            if *value != SATURATED {
                return true;
            }
            let Some(found) = le64(field, at) else { return false };
            *value = found;
            at += 8;
            true
        };
        let whole = take(&mut self.uncompressed)
            && take(&mut self.compressed)
            && self.header_offset.as_mut().is_none_or(&mut take);
        (!whole).then(|| format!("ZIP64 extra field of {} bytes lacks one of {saturated} values", field.len()))
    }

    /// Readers that take a ZIP64 field even where nothing is saturated would see other sizes.
    fn contradicts(self, field: &[u8]) -> Option<String> {
        let (uncompressed, compressed) = (le64(field, 0)?, le64(field, 8)?);
        let same = uncompressed == self.uncompressed && compressed == self.compressed;
        // Streaming writers reserve the field with zeros before they know the sizes.
        let reserved = uncompressed == 0 && compressed == 0;
        (!same && !reserved).then(|| {
            format!(
                "ZIP64 extra field states {uncompressed} and {compressed} bytes, the header {} and {}",
                self.uncompressed, self.compressed
            )
        })
    }
}
