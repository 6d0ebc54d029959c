//! One 512-byte header of a tar archive: ustar, GNU and pax.

use crate::facts::{FileType, Timestamp};

/// Everything in a tar comes in blocks of this many bytes.
pub(super) const BLOCK: usize = 512;

/// What a header says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Header {
    pub name: String,
    pub link: String,
    pub size: u64,
    pub mode: u32,
    pub modified: Option<i64>,
    pub flag: u8,
    /// Whether a GNU sparse header goes on in the next block.
    pub is_extended: bool,
}

/// Why a block is no header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Odd {
    /// Nothing but zeros: the end.
    Zeros,
    /// The checksum is another.
    Checksum,
    /// A number that is none.
    Number(&'static str),
}

/// Whether bytes begin with a tar header: the magic number and the checksum are there.
pub(super) fn is_tar(head: &[u8]) -> bool {
    head.get(257..262) == Some(b"ustar") && head.get(..BLOCK).is_some_and(has_checksum)
}

/// Reads a header.
pub(super) fn parse(block: &[u8; BLOCK]) -> Result<Header, Odd> {
    if block.iter().all(|&byte| byte == 0) {
        return Err(Odd::Zeros);
    }
    if !has_checksum(block) {
        return Err(Odd::Checksum);
    }
    let field = |start: usize, length: usize| block.get(start..start.saturating_add(length)).unwrap_or_default();
    let is_posix = field(257, 6) == b"ustar\0";
    let mut name = text(field(0, 100));
    let prefix = text(field(345, 155));
    if is_posix && !prefix.is_empty() {
        name = format!("{prefix}/{name}");
    }
    let flag = block.get(156).copied().unwrap_or(0);
    Ok(Header {
        name,
        link: text(field(157, 100)),
        size: number(field(124, 12)).ok_or(Odd::Number("size"))?,
        mode: number(field(100, 8)).and_then(|mode| u32::try_from(mode).ok()).unwrap_or(0),
        modified: number(field(136, 12)).and_then(|time| i64::try_from(time).ok()),
        flag,
        is_extended: flag == b'S' && block.get(482) == Some(&1),
    })
}

impl Header {
    /// What kind of entry it is. A trailing slash makes a directory of a file, as before 1988.
    pub(super) fn file_type(&self) -> FileType {
        match self.flag {
            b'1' => FileType::HardLink,
            b'2' => FileType::Symlink,
            b'3' => FileType::CharDevice,
            b'4' => FileType::BlockDevice,
            b'5' => FileType::Directory,
            b'6' => FileType::Fifo,
            _ if self.name.ends_with('/') => FileType::Directory,
            _ => FileType::File,
        }
    }

    /// The mode with the type bits that a Unix mode has.
    pub(super) fn unix_mode(&self) -> u32 {
        let kind = match self.file_type() {
            FileType::Symlink => 0o120_000,
            FileType::CharDevice => 0o020_000,
            FileType::BlockDevice => 0o060_000,
            FileType::Directory => 0o040_000,
            FileType::Fifo => 0o010_000,
            FileType::Socket => 0o140_000,
            FileType::File | FileType::HardLink => 0o100_000,
        };
        kind | (self.mode & 0o7777)
    }

    /// Time of last modification.
    pub(super) fn timestamp(&self) -> Option<Timestamp> {
        self.modified.map(Timestamp)
    }

    /// Applies the records of a pax extended header.
    pub(super) fn apply(&mut self, records: &[(String, String)]) {
        for (key, value) in records {
            match key.as_str() {
                "path" | "GNU.sparse.name" => self.name.clone_from(value),
                "linkpath" => self.link.clone_from(value),
                "size" => self.size = value.parse().unwrap_or(self.size),
                "mtime" => {
                    let seconds = value.split('.').next().unwrap_or_default();
                    self.modified = seconds.parse().ok().or(self.modified);
                }
                _ => {}
            }
        }
    }
}

/// The records of a pax extended header: `LENGTH KEY=VALUE\n`, the length counting itself.
pub(super) fn pax(mut bytes: &[u8]) -> Option<Vec<(String, String)>> {
    let mut records = Vec::new();
    while bytes.iter().any(|&byte| byte != 0) {
        let space = bytes.iter().take(20).position(|&byte| byte == b' ')?;
        let length: usize = std::str::from_utf8(bytes.get(..space)?).ok()?.parse().ok()?;
        let record = bytes.get(space.checked_add(1)?..length)?.strip_suffix(b"\n")?;
        let equals = record.iter().position(|&byte| byte == b'=')?;
        let key = String::from_utf8_lossy(record.get(..equals)?).into_owned();
        let value = String::from_utf8_lossy(record.get(equals.checked_add(1)?..)?).into_owned();
        records.push((key, value));
        bytes = bytes.get(length..)?;
    }
    Some(records)
}

/// Text up to its first NUL.
pub(super) fn text(bytes: &[u8]) -> String {
    let end = bytes.iter().position(|&byte| byte == 0).unwrap_or(bytes.len());
    String::from_utf8_lossy(bytes.get(..end).unwrap_or_default()).into_owned()
}

/// An octal number with blanks around it, or GNU's base 256. Blank is 0; a negative number is none.
fn number(field: &[u8]) -> Option<u64> {
    if let Some((&first, rest)) = field.split_first()
        && first & 0x80 != 0
    {
        let start = u64::from(first & 0x7f);
        return rest.iter().try_fold(start, |sum, &byte| sum.checked_mul(256)?.checked_add(u64::from(byte)));
    }
    let end = field.iter().position(|&byte| byte == 0).unwrap_or(field.len());
    let digits = std::str::from_utf8(field.get(..end)?).ok()?.trim_matches(' ');
    if digits.is_empty() { Some(0) } else { u64::from_str_radix(digits, 8).ok() }
}

/// Whether the checksum is right, summed unsigned or, as some old writers did, signed.
fn has_checksum(block: &[u8]) -> bool {
    let Some(stated) = block.get(148..156).and_then(|field| number(field)) else { return false };
    let bytes = || block.iter().take(BLOCK).enumerate().map(|(at, &byte)| if (148..156).contains(&at) { b' ' } else { byte });
    let unsigned: u64 = bytes().map(u64::from).sum();
    let signed: i64 = bytes().map(|byte| i64::from(byte.cast_signed())).sum();
    stated == unsigned || i64::try_from(stated) == Ok(signed)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn numbers_are_octal_or_base_256() {
        assert_eq!(number(b"0000755\0"), Some(0o755));
        assert_eq!(number(b"   17 \0\0"), Some(0o17));
        assert_eq!(number(b"\0\0"), Some(0));
        assert_eq!(number(b"\x80\0\0\0\0\0\0\x01\0\0\0\0"), Some(1 << 32));
        assert_eq!(number(b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"), None);
        assert_eq!(number(b"12x"), None);
    }

    #[test]
    fn pax_records_count_themselves() {
        let records = pax(b"15 path=a\nb c/\n6 a=b\n\0\0").unwrap();
        assert_eq!(records, [("path".into(), "a\nb c/".into()), ("a".into(), "b".into())]);
        assert_eq!(pax(b"99 path=a\n"), None);
        assert_eq!(pax(b"0 a=b\n"), None);
        assert_eq!(pax(b"nonsense without a blank at all"), None);
    }

    #[test]
    fn zeros_end_and_noise_is_no_header() {
        assert_eq!(parse(&[0; BLOCK]), Err(Odd::Zeros));
        assert_eq!(parse(&[7; BLOCK]), Err(Odd::Checksum));
    }
}
