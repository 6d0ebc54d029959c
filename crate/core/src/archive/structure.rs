//! The structural pass over the end records and the central directory.

use super::bytes::Windowed;
use super::central::{self, Next};
use super::end_record::{EndRecord, Tail, Zip64};
use super::locate::{Found, signature_at};
use super::{Directory, OpenError, local, name};
use crate::facts::{ArchiveFact, ArchiveFormat, Observation, ObservationKind, Skipped, excerpt};
use crate::limits::Limits;
use crate::source::{ReadAt, ReadError};

/// Reads the directory that an end record leads to, and notes what is odd.
pub(super) fn read(found: &Found, tail: &Tail, source: &dyn ReadAt, limits: &Limits) -> Result<Directory, OpenError> {
    let stated = found.record.stated();
    if stated.directory_bytes > limits.directory_bytes {
        return Err(OpenError::OverLimit {
            limit: "directory_bytes",
            value: limits.directory_bytes,
            needed: stated.directory_bytes,
        });
    }
    let mut pass = Pass::new(found, limits);
    pass.records(source)?;
    pass.end_record();
    pass.zip64();
    pass.place(source)?;
    pass.around(tail, source)?;
    pass.bounds(tail.end());
    Ok(pass.finish(tail.end()))
}

struct Pass<'a> {
    found: &'a Found,
    limits: &'a Limits,
    directory: Directory,
    /// Where the last record ends.
    records_end: u64,
    /// How many records there are, those beyond the limit included.
    records: u64,
    /// Observations that were left out.
    left_out: u64,
}

impl<'a> Pass<'a> {
    fn new(found: &'a Found, limits: &'a Limits) -> Self {
        let directory = Directory { data_end: found.start, base_offset: found.base, ..Directory::default() };
        Self { found, limits, directory, records_end: found.start, records: 0, left_out: 0 }
    }

    fn observe(&mut self, path: &str, offset: u64, kind: ObservationKind) {
        if self.directory.observations.len() as u64 >= self.limits.facts_per_file {
            self.left_out += 1;
            return;
        }
        self.directory.observations.push(Observation { path: path.to_owned(), offset, kind });
    }

    fn mismatch(&mut self, offset: u64, field: &str, declared: impl ToString, found: impl ToString) {
        let (declared, found) = (declared.to_string(), found.to_string());
        self.observe("", offset, ObservationKind::DirectoryMismatch { field: field.to_owned(), declared, found });
    }

    /// Reads records as long as there are any, or until both the count and the size of the end record are reached.
    fn records(&mut self, source: &dyn ReadAt) -> Result<(), ReadError> {
        let stated = self.found.record.stated();
        let stated_end = self.found.start.saturating_add(stated.directory_bytes);
        let end = self.found.record.directory_end();
        let most = self.limits.entries.min(u64::from(u32::MAX));
        let mut window = Windowed::new(source, end);
        let mut at = self.found.start;
        while at < end && (self.records < stated.entries || at < stated_end) {
            if at - self.found.start > self.limits.directory_bytes {
                self.skip("", format!("directory beyond the limit directory_bytes = {}", self.limits.directory_bytes));
                break;
            }
            let index = u32::try_from(self.records).unwrap_or(u32::MAX);
            match central::read(&mut window, at, index)? {
                Next::Record(record) => {
                    let central::Record { mut entry, odd, length } = *record;
                    if self.records < most {
                        entry.header_offset = entry.header_offset.saturating_add(self.found.base);
                        for kind in odd {
                            self.observe(&entry.path, at, kind);
                        }
                        self.directory.entries.push(entry);
                    }
                    self.records += 1;
                    at = at.saturating_add(length);
                }
                Next::Overrun => {
                    let reason = "a record of the central directory runs over the directory's end".to_owned();
                    self.observe("", at, ObservationKind::MalformedRecord { reason });
                    break;
                }
                Next::Other => break,
            }
        }
        self.records_end = at;
        if signature_at(source, at, end)? == Some(central::SIGNATURE_OF_DIRECTORY) {
            let length = window.get(at, 6)?.and_then(|bytes| super::bytes::le16(bytes, 4)).unwrap_or(0);
            self.records_end = at.saturating_add(6).saturating_add(u64::from(length)).min(end);
        }
        let beyond = self.records.saturating_sub(self.directory.entries.len() as u64);
        if beyond > 0 {
            self.directory.entries_left_out = beyond;
            self.skip("", format!("{beyond} entries beyond the limit entries = {most}"));
        }
        Ok(())
    }

    fn skip(&mut self, path: &str, reason: String) {
        self.directory.skipped.push(Skipped { path: path.to_owned(), reason });
    }

    /// Holds the end record against what was found.
    fn end_record(&mut self) {
        let record = &self.found.record;
        let (offset, stated) = (record.offset, record.stated());
        if self.found.alternatives > 1 {
            let count = self.found.alternatives;
            self.observe("", offset, ObservationKind::SeveralEndRecords { count });
        }
        if self.records != stated.entries {
            let (declared, found) = (stated.entries, self.records);
            self.observe("", offset, ObservationKind::EntryCount { declared, found });
        }
        if record.entries_on_disk != record.entries {
            let field = "total number of entries in the central directory on this disk";
            self.mismatch(offset, field, record.entries_on_disk, record.entries);
        }
        let is_wide = matches!(record.zip64, Zip64::Record(_));
        for (field, value) in [
            ("number of this disk", record.disk),
            ("number of the disk with the start of the central directory", record.directory_disk),
        ] {
            if value != 0 && !(is_wide && value == u16::MAX) {
                self.mismatch(offset, field, value, 0);
            }
        }
    }

    /// Holds the ZIP64 record against the end record and against where it is.
    fn zip64(&mut self) {
        let record = &self.found.record;
        let wide = match &record.zip64 {
            Zip64::Absent => return,
            Zip64::Missing { stated } => {
                let reason = format!("the ZIP64 locator leads to offset {stated}, where no ZIP64 end record is");
                return self.observe("", record.offset, ObservationKind::MalformedRecord { reason });
            }
            Zip64::Record(wide) => wide,
        };
        let offset = wide.offset;
        for (field, narrow, saturated, value) in [
            ("number of this disk", u64::from(record.disk), 0xffff, u64::from(wide.disk)),
            (
                "number of the disk with the start of the central directory",
                u64::from(record.directory_disk),
                0xffff,
                u64::from(wide.directory_disk),
            ),
            (
                "total number of entries in the central directory on this disk",
                u64::from(record.entries_on_disk),
                0xffff,
                wide.entries_on_disk,
            ),
            ("total number of entries in the central directory", u64::from(record.entries), 0xffff, wide.entries),
            ("size of the central directory", u64::from(record.directory_bytes), 0xffff_ffff, wide.directory_bytes),
            (
                "offset of start of central directory",
                u64::from(record.directory_offset),
                0xffff_ffff,
                wide.directory_offset,
            ),
        ] {
            if narrow != saturated && narrow != value {
                self.mismatch(offset, &format!("{field} (ZIP64 against classic)"), value, narrow);
            }
        }
        if wide.entries_on_disk != wide.entries {
            let field = "total number of entries in the central directory on this disk (ZIP64)";
            self.mismatch(offset, field, wide.entries_on_disk, wide.entries);
        }
        if wide.disks > 1 || wide.disk != 0 || wide.directory_disk != 0 {
            self.mismatch(offset, "total number of disks", wide.disks.max(wide.disk.saturating_add(1)), 1);
        }
        let stated_offset = wide.stated_offset.saturating_add(self.found.base);
        if stated_offset != offset {
            let field = "relative offset of the zip64 end of central directory record";
            self.mismatch(offset, field, wide.stated_offset, offset.saturating_sub(self.found.base));
        }
        let locator = record.offset.saturating_sub(20);
        if wide.stated_end() != locator {
            let reason = format!("the ZIP64 end record of {} bytes does not reach to its locator", wide.record_bytes);
            self.observe("", offset, ObservationKind::MalformedRecord { reason });
        }
    }

    /// Holds the directory's place and size against what the end record says.
    fn place(&mut self, source: &dyn ReadAt) -> Result<(), ReadError> {
        let record = &self.found.record;
        let (stated, end) = (record.stated(), record.directory_end());
        let at = record.offset;
        let found_bytes = self.records_end.saturating_sub(self.found.start);
        let found_offset = self.found.start.saturating_sub(self.found.base);
        if stated.directory_bytes != found_bytes {
            self.mismatch(at, "size of the central directory", stated.directory_bytes, found_bytes);
        }
        if stated.directory_offset != found_offset {
            self.mismatch(at, "offset of start of central directory", stated.directory_offset, found_offset);
        }
        if self.records_end < end {
            let length = end - self.records_end;
            let zeros = is_zeros(source, self.records_end, end)?;
            let known = None;
            let kind = ObservationKind::UnownedBytes { length, zeros, hidden_entry: None, known };
            self.observe("", self.records_end, kind);
            if stated.directory_bytes == found_bytes {
                // Readers that count back from the end record by the size come out somewhere else.
                let field = "offset of start of central directory";
                self.mismatch(at, field, stated.directory_offset, end.saturating_sub(stated.directory_bytes));
            }
        }
        Ok(())
    }

    /// What stands before the first entry and after the comment.
    fn around(&mut self, tail: &Tail, source: &dyn ReadAt) -> Result<(), ReadError> {
        let record = &self.found.record;
        let first = self.directory.entries.iter().map(|entry| entry.header_offset).min();
        let first = first.unwrap_or(self.found.start).min(self.found.start);
        if first > 0 {
            let mut head = vec![0; usize::try_from(first.min(512)).unwrap_or(0)];
            source.read_exact_at(0, &mut head)?;
            // APPNOTE 8.5.4: an archive that was meant to be split, but fitted one volume.
            let is_marker = first == 4 && (head == local::DESCRIPTOR_SIGNATURE || head == *b"PK00");
            if !is_marker {
                let looks_like = looks_like(&head).to_owned();
                self.observe("", 0, ObservationKind::PrependedBytes { length: first, looks_like });
            }
        }
        let (end, file_end) = (record.stated_end(), tail.end());
        if end < file_end {
            let zeros = is_zeros(source, end, file_end)?;
            self.observe("", end, ObservationKind::TrailingBytes { length: file_end - end, zeros });
        } else if end > file_end {
            self.mismatch(record.offset, ".ZIP file comment length", record.comment_bytes, record.comment.len());
        }
        Ok(())
    }

    /// Entries that the directory itself places outside of the file.
    fn bounds(&mut self, file_end: u64) {
        let mut outside = Vec::new();
        for entry in &self.directory.entries {
            let least_header = local::FIXED_BYTES as u64;
            let contents = entry.header_offset.saturating_add(least_header);
            let end = contents.saturating_add(entry.compressed_bytes);
            if contents > file_end {
                outside.push((entry.path.clone(), entry.header_offset, ObservationKind::MissingLocalHeader));
            } else if end > file_end {
                let missing = Some(end - file_end);
                outside.push((entry.path.clone(), entry.header_offset, ObservationKind::Truncated { missing }));
            }
            if entry.uncompressed_bytes > self.limits.entry_bytes {
                let kind = ObservationKind::Bomb {
                    packed: entry.compressed_bytes,
                    unpacked: entry.uncompressed_bytes,
                    limit: "entry_bytes".to_owned(),
                };
                outside.push((entry.path.clone(), entry.header_offset, kind));
            }
        }
        for (path, offset, kind) in outside {
            self.observe(&path, offset, kind);
        }
    }

    fn finish(mut self, size_bytes: u64) -> Directory {
        if self.left_out > 0 {
            self.skip("", format!("{} more observations beyond the limit facts_per_file", self.left_out));
        }
        let mut by_offset: Vec<u32> = self.directory.entries.iter().map(|entry| entry.index).collect();
        let entries = &self.directory.entries;
        by_offset.sort_by_key(|&index| {
            entries.get(usize::try_from(index).unwrap_or(usize::MAX)).map(|entry| (entry.header_offset, index))
        });
        let unpacked = entries.iter().fold(0u64, |sum, entry| sum.saturating_add(entry.uncompressed_bytes));
        let record: &EndRecord = &self.found.record;
        self.directory.fact = ArchiveFact {
            path: String::new(),
            format: ArchiveFormat::Zip,
            size_bytes,
            entries: self.records,
            unpacked_bytes: unpacked,
            zip64: !matches!(record.zip64, Zip64::Absent) || entries.iter().any(|entry| entry.is_zip64),
            comment: excerpt(&comment(&record.comment)),
        };
        self.directory.by_offset = by_offset;
        self.directory
    }
}

fn comment(bytes: &[u8]) -> String {
    std::str::from_utf8(bytes).map_or_else(|_| name::from_cp437(bytes), str::to_owned)
}

/// Whether all bytes of a range are zero.
fn is_zeros(source: &dyn ReadAt, start: u64, end: u64) -> Result<bool, ReadError> {
    let mut buffer = vec![0; 1 << 16];
    let mut at = start;
    while at < end {
        let length = usize::try_from(end - at).unwrap_or(usize::MAX).min(buffer.len());
        let chunk = buffer.get_mut(..length).unwrap_or_default();
        source.read_exact_at(at, chunk)?;
        if chunk.iter().any(|&byte| byte != 0) {
            return Ok(false);
        }
        at = at.saturating_add(length as u64);
    }
    Ok(true)
}

/// What bytes before an archive look like.
fn looks_like(head: &[u8]) -> &'static str {
    match head {
        [0x7f, b'E', b'L', b'F', ..] => "elf",
        [b'M', b'Z', ..] => "pe",
        [b'#', b'!', ..] => "script",
        [0xfe, 0xed, 0xfa, 0xce | 0xcf, ..] | [0xce | 0xcf, 0xfa, 0xed, 0xfe, ..] => "mach-o",
        [b'P', b'K', ..] => "zip",
        [b'C', b'r', b'2', b'4', ..] => "crx",
        [0x89, b'P', b'N', b'G', ..] => "png",
        [0xff, 0xd8, 0xff, ..] => "jpeg",
        [b'G', b'I', b'F', b'8', ..] => "gif",
        [b'%', b'P', b'D', b'F', ..] => "pdf",
        _ if head.iter().all(|&byte| byte == 0) => "zeros",
        _ => "",
    }
}
