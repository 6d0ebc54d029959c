//! Which end record is meant, and where its directory begins.

use super::central;
use super::end_record::{EndRecord, Tail};
use super::local;
use crate::source::{ReadAt, ReadError};

/// End records that are looked at, from the end of the file; a file may be made of nothing but their signatures.
const MOST_CANDIDATES: usize = 512;

/// An end record with a directory that makes sense.
pub(super) struct Found {
    pub record: EndRecord,
    /// Where the directory begins in the file.
    pub start: u64,
    /// What has to be added to the offsets that the directory states.
    pub base: u64,
    /// How many end records could be meant, this one included.
    pub alternatives: u64,
}

/// What the search for an end record came to.
pub(super) enum Search {
    /// An end record with a directory.
    Found(Box<Found>),
    /// Only records that lead nowhere; the last one of the file.
    Senseless(Box<EndRecord>),
    /// No record.
    Nothing,
}

/// Searches the tail from its end, as most readers do, for the first record whose directory makes sense.
pub(super) fn search(tail: &Tail, source: &dyn ReadAt) -> Result<Search, ReadError> {
    let begins_as_zip = signature_at(source, 0, tail.end())? == Some(local::SIGNATURE);
    let mut found: Option<Found> = None;
    let mut last = None;
    let mut senseless_after = 0;
    for offset in tail.candidates().take(MOST_CANDIDATES) {
        let Some(record) = EndRecord::read(tail, offset, source)? else { continue };
        let fits = record.stated_end() == tail.end();
        if let Some(found) = &mut found {
            // An older record counts where a reader that looks for a comment that fits would take it, or where a whole
            // archive ends with it. The end records of archives that are stored as entries do neither.
            if fits || ends_a_whole_archive(&record, source)? {
                found.alternatives += 1;
            }
            continue;
        }
        match locate(&record, source)? {
            // A file that begins as a ZIP and goes on after a directory whose offsets are shifted: that directory is the
            // one of an archive stored in a download that broke off.
            Some((_, 1..)) if begins_as_zip && !fits => {}
            Some((start, base)) => {
                let alternatives = 1 + senseless_after;
                found = Some(Found { record, start, base, alternatives });
            }
            None => {
                senseless_after += 1;
                last.get_or_insert(record);
            }
        }
    }
    Ok(match (found, last) {
        (Some(found), _) => Search::Found(Box::new(found)),
        (None, Some(record)) => Search::Senseless(Box::new(record)),
        (None, None) => Search::Nothing,
    })
}

/// Where the record's directory begins and what its offsets lack.
fn locate(record: &EndRecord, source: &dyn ReadAt) -> Result<Option<(u64, u64)>, ReadError> {
    let stated = record.stated();
    let end = record.directory_end();
    let absolute = stated.directory_offset;
    let adjacent = end.checked_sub(stated.directory_bytes);
    if stated.entries == 0 && stated.directory_bytes == 0 {
        return Ok(end.checked_sub(absolute).map(|base| (end, base)));
    }
    let is_record = |at: u64| -> Result<bool, ReadError> {
        Ok(at < end && signature_at(source, at, end)? == Some(central::SIGNATURE))
    };
    let by_size = match adjacent {
        Some(at) if is_record(at)? => Some(at),
        _ => None,
    };
    let by_offset = if is_record(absolute)? { Some(absolute) } else { None };
    Ok(match (by_size, by_offset) {
        (Some(at), Some(absolute)) if at == absolute => Some((at, 0)),
        (Some(at), Some(absolute)) => {
            // Readers differ: by the size (counted back from the end) or by the offset. What adds up is meant.
            let meant = if adds_up(source, absolute, end, stated.entries)? { absolute } else { at };
            Some((meant, 0))
        }
        (Some(at), None) => {
            let base = at.checked_sub(absolute).unwrap_or(0);
            if base > 0 && headers_are_shifted(source, at, end, base)? { Some((at, base)) } else { Some((at, 0)) }
        }
        (None, Some(absolute)) => Some((absolute, 0)),
        (None, None) => None,
    })
}

/// Whether as many records as stated fill the bytes from `start` to `end`; told for small directories only.
fn adds_up(source: &dyn ReadAt, start: u64, end: u64, entries: u64) -> Result<bool, ReadError> {
    const MOST_RECORDS: u64 = 10_000;
    let mut window = super::bytes::Windowed::new(source, end);
    let mut at = start;
    for _ in 0..entries.min(MOST_RECORDS) {
        let central::Next::Record(record) = central::read(&mut window, at, 0)? else { return Ok(false) };
        at = at.saturating_add(record.length);
    }
    Ok(at == end)
}

/// Whether the first entry's local header lies `base` bytes behind where its record says.
fn headers_are_shifted(source: &dyn ReadAt, start: u64, end: u64, base: u64) -> Result<bool, ReadError> {
    let mut window = super::bytes::Windowed::new(source, end);
    let central::Next::Record(record) = central::read(&mut window, start, 0)? else { return Ok(true) };
    let stated = record.entry.header_offset;
    let shifted = signature_at(source, stated.saturating_add(base), end)? == Some(local::SIGNATURE);
    Ok(shifted || signature_at(source, stated, end)? != Some(local::SIGNATURE))
}

/// Whether a whole archive with unshifted offsets ends with this record.
fn ends_a_whole_archive(record: &EndRecord, source: &dyn ReadAt) -> Result<bool, ReadError> {
    let stated = record.stated();
    let end = record.directory_end();
    if stated.directory_offset.checked_add(stated.directory_bytes) != Some(end) || end == 0 {
        return Ok(false);
    }
    if stated.directory_bytes == 0 {
        return Ok(stated.entries == 0);
    }
    Ok(signature_at(source, stated.directory_offset, end)? == Some(central::SIGNATURE))
}

/// The four bytes at `at`, where they lie before `end`.
pub(super) fn signature_at(source: &dyn ReadAt, at: u64, end: u64) -> Result<Option<[u8; 4]>, ReadError> {
    let mut bytes = [0; 4];
    if at.checked_add(4).is_none_or(|stop| stop > end.min(source.size_bytes())) {
        return Ok(None);
    }
    source.read_exact_at(at, &mut bytes)?;
    Ok(Some(bytes))
}
