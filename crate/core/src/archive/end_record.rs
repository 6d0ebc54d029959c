//! The end of a ZIP: end of central directory record, ZIP64 locator and record.

use super::bytes::{le16, le32, le64, slice};
use crate::source::{ReadAt, ReadError};

/// Length of an end record without its comment, in bytes.
pub(super) const END_BYTES: u64 = 22;

/// Bytes of the end of the file that are read and searched for end records. Readers look at the last 65,557; whatever is
/// appended to an archive (signatures, padding, a cut block of a transfer) is seldom longer than this.
pub(super) const TAIL_BYTES: u64 = 4 << 20;

const END_SIGNATURE: [u8; 4] = *b"PK\x05\x06";
const LOCATOR_SIGNATURE: [u8; 4] = *b"PK\x06\x07";
const ZIP64_SIGNATURE: [u8; 4] = *b"PK\x06\x06";
const LOCATOR_BYTES: u64 = 20;
const ZIP64_BYTES: u64 = 56;

/// The end of the file, held in memory.
pub(super) struct Tail {
    /// Where it begins in the file.
    pub start: u64,
    /// The bytes up to the end of the file.
    pub bytes: Vec<u8>,
}

impl Tail {
    /// Reads the last [`TAIL_BYTES`], or the whole file where it is shorter.
    pub(super) fn read(source: &dyn ReadAt) -> Result<Self, ReadError> {
        let size = source.size_bytes();
        let length = size.min(TAIL_BYTES);
        let mut bytes = vec![0; usize::try_from(length).unwrap_or(0)];
        source.read_exact_at(size - length, &mut bytes)?;
        Ok(Self { start: size - length, bytes })
    }

    /// Size of the file.
    pub(super) fn end(&self) -> u64 {
        self.start.saturating_add(self.bytes.len() as u64)
    }

    /// Offsets of all end record signatures that have room for a record, the last one first.
    pub(super) fn candidates(&self) -> impl Iterator<Item = u64> {
        let windows = self.bytes.windows(END_SIGNATURE.len()).enumerate().rev();
        windows
            .filter(|(_, window)| *window == END_SIGNATURE)
            .map(|(at, _)| self.start.saturating_add(at as u64))
            .filter(|&offset| offset.saturating_add(END_BYTES) <= self.end())
    }

    fn get(&self, offset: u64, length: u64) -> Option<&[u8]> {
        let at = usize::try_from(offset.checked_sub(self.start)?).ok()?;
        slice(&self.bytes, at, usize::try_from(length).ok()?)
    }
}

/// An end of central directory record, as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct EndRecord {
    pub offset: u64,
    pub disk: u16,
    pub directory_disk: u16,
    pub entries_on_disk: u16,
    pub entries: u16,
    pub directory_bytes: u32,
    pub directory_offset: u32,
    pub comment_bytes: u16,
    /// The comment, as far as it is there.
    pub comment: Vec<u8>,
    /// The ZIP64 record, where a locator stands before this record.
    pub zip64: Zip64,
}

/// What stands before the end record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Zip64 {
    /// No locator.
    Absent,
    /// A locator that leads to no record.
    Missing {
        /// Where the record should be.
        stated: u64,
    },
    /// A record.
    Record(Zip64Record),
}

/// A ZIP64 end of central directory record, as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Zip64Record {
    pub offset: u64,
    /// Where the locator says that it is.
    pub stated_offset: u64,
    /// How many volumes the locator counts.
    pub disks: u32,
    /// Bytes that follow the size field, as stated; 44 in version 1.
    pub record_bytes: u64,
    pub disk: u32,
    pub directory_disk: u32,
    pub entries_on_disk: u64,
    pub entries: u64,
    pub directory_bytes: u64,
    pub directory_offset: u64,
    /// Encryption algorithm of the directory (version 2 records); 0 for none.
    pub encryption: u16,
}

impl EndRecord {
    /// Reads the record at `offset` of the tail, and its ZIP64 record wherever that is.
    pub(super) fn read(tail: &Tail, offset: u64, source: &dyn ReadAt) -> Result<Option<Self>, ReadError> {
        let Some(bytes) = tail.get(offset, END_BYTES) else { return Ok(None) };
        let zip64 = Zip64::read(tail, offset, source)?;
        Ok(Self::parse(tail, offset, bytes, zip64))
    }

    fn parse(tail: &Tail, offset: u64, bytes: &[u8], zip64: Zip64) -> Option<Self> {
        let comment_bytes = le16(bytes, 20)?;
        let comment_start = offset.checked_add(END_BYTES)?;
        let there = tail.end().saturating_sub(comment_start).min(u64::from(comment_bytes));
        Some(Self {
            offset,
            disk: le16(bytes, 4)?,
            directory_disk: le16(bytes, 6)?,
            entries_on_disk: le16(bytes, 8)?,
            entries: le16(bytes, 10)?,
            directory_bytes: le32(bytes, 12)?,
            directory_offset: le32(bytes, 16)?,
            comment_bytes,
            comment: tail.get(comment_start, there)?.to_vec(),
            zip64,
        })
    }

    /// Where the record and its comment end, as stated.
    pub(super) fn stated_end(&self) -> u64 {
        self.offset.saturating_add(END_BYTES).saturating_add(u64::from(self.comment_bytes))
    }

    /// Where the directory has to end: at the ZIP64 record or at this one.
    pub(super) fn directory_end(&self) -> u64 {
        match &self.zip64 {
            Zip64::Absent => self.offset,
            Zip64::Missing { .. } => self.offset.saturating_sub(LOCATOR_BYTES),
            Zip64::Record(record) => record.offset,
        }
    }

    /// The directory as stated: what the ZIP64 record says counts where the value here is saturated.
    pub(super) fn stated(&self) -> Stated {
        let wide = match &self.zip64 {
            Zip64::Record(record) => Some(record),
            Zip64::Absent | Zip64::Missing { .. } => None,
        };
        let pick16 = |value: u16, wide: Option<u64>| match wide {
            Some(wide) if value == u16::MAX => wide,
            _ => u64::from(value),
        };
        let pick32 = |value: u32, wide: Option<u64>| match wide {
            Some(wide) if value == u32::MAX => wide,
            _ => u64::from(value),
        };
        Stated {
            entries: pick16(self.entries, wide.map(|record| record.entries)),
            directory_bytes: pick32(self.directory_bytes, wide.map(|record| record.directory_bytes)),
            directory_offset: pick32(self.directory_offset, wide.map(|record| record.directory_offset)),
        }
    }

    /// Which part of a split archive this is; 0 for a whole one.
    pub(super) fn disk(&self) -> u32 {
        match &self.zip64 {
            Zip64::Record(record) if self.disk == u16::MAX => record.disk,
            _ => u32::from(self.disk),
        }
    }
}

/// Where the directory is and what it holds, by the end records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stated {
    pub entries: u64,
    pub directory_bytes: u64,
    pub directory_offset: u64,
}

impl Zip64 {
    fn read(tail: &Tail, end_offset: u64, source: &dyn ReadAt) -> Result<Self, ReadError> {
        let locator = end_offset.checked_sub(LOCATOR_BYTES).and_then(|at| tail.get(at, LOCATOR_BYTES));
        let Some(locator) = locator.filter(|bytes| bytes.starts_with(&LOCATOR_SIGNATURE)) else {
            return Ok(Self::Absent);
        };
        let (Some(stated), Some(disks)) = (le64(locator, 8), le32(locator, 16)) else { return Ok(Self::Absent) };
        let locator_offset = end_offset - LOCATOR_BYTES;
        // Bytes put before the archive shift the record: it then still stands directly before the locator.
        let places = [Some(stated), locator_offset.checked_sub(ZIP64_BYTES)];
        for offset in places.into_iter().flatten() {
            if offset.checked_add(ZIP64_BYTES).is_none_or(|end| end > locator_offset) {
                continue;
            }
            let mut bytes = [0; ZIP64_BYTES as usize];
            source.read_exact_at(offset, &mut bytes)?;
            if let Some(mut record) = Zip64Record::parse(&bytes, offset, stated, disks) {
                // Version 2 goes on with how the directory is compressed and encrypted; the algorithm is the fourth field.
                let algorithm = offset.saturating_add(ZIP64_BYTES + 18);
                if record.record_bytes >= 64 && algorithm + 2 <= locator_offset {
                    let mut field = [0; 2];
                    source.read_exact_at(algorithm, &mut field)?;
                    record.encryption = u16::from_le_bytes(field);
                }
                return Ok(Self::Record(record));
            }
        }
        Ok(Self::Missing { stated })
    }
}

impl Zip64Record {
    /// Where the record ends, as stated.
    pub(super) fn stated_end(&self) -> u64 {
        self.offset.saturating_add(12).saturating_add(self.record_bytes)
    }

    fn parse(bytes: &[u8], offset: u64, stated_offset: u64, disks: u32) -> Option<Self> {
        if !bytes.starts_with(&ZIP64_SIGNATURE) {
            return None;
        }
        let record_bytes = le64(bytes, 4)?;
        Some(Self {
            offset,
            stated_offset,
            disks,
            record_bytes,
            disk: le32(bytes, 16)?,
            directory_disk: le32(bytes, 20)?,
            entries_on_disk: le64(bytes, 24)?,
            entries: le64(bytes, 32)?,
            directory_bytes: le64(bytes, 40)?,
            directory_offset: le64(bytes, 48)?,
            encryption: 0,
        })
    }
}
