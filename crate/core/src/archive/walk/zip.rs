//! The entries of one batch of a ZIP, and what lies between them.

use crate::archive::nested::Scope;
use crate::archive::walk::cx::{Cx, OUTPUT_BYTES};
use crate::archive::walk::fact::fact;
use crate::archive::walk::gap::Gap;
use crate::archive::walk::header::header_bytes_at;
use crate::archive::walk::run::{Around, Plan, Run};
use crate::archive::walk::sink::without_contents;
use crate::archive::{Batch, BatchKind, Directory, Entry};
use crate::facts::{ObservationKind, ReadState};
use crate::source::{ReadAt, ReadError};

/// Most overlaps that one batch tells; a bomb of overlapping entries has one for each of them.
const MOST_OVERLAPS: u32 = 1_000;
/// Entries that share bytes with others are read again, up to this many bytes packed and unpacked for each batch, or
/// [`LATE_FACTOR`] times the batch, whichever is more.
const LATE_BYTES: u64 = 64 << 20;
const LATE_FACTOR: u64 = 4;
/// What each of them costs at least: a read of its own.
const LATE_LEAST: u64 = 4096;

/// A batch of entries on its way.
pub(in crate::archive) struct ZipWalk<'a> {
    directory: &'a Directory,
    source: &'a dyn ReadAt,
    scope: Scope,
    kind: BatchKind,
    /// Entries of this batch, sorted by index.
    mine: Vec<u32>,
    /// Entries of this batch in the order of their bytes.
    ordered: &'a [u32],
    /// End of the batch's bytes.
    end: u64,
    position: u64,
    /// Next entry in `by_offset`.
    cursor: usize,
    stage: Stage,
    run: Run,
    gap: Gap,
    /// The entry whose bytes reach farthest so far, and to where.
    farthest: (u64, u32),
    overlaps: u32,
    /// Entries that begin where bytes have already passed, or outside of the batch.
    late: Vec<u32>,
    late_left: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// Between two things.
    Next,
    /// In a gap that ends at this offset; bytes before the first number belong to an entry.
    Gap(u64, u64),
    /// In an entry.
    Entry(u32),
    /// Behind the last byte of the batch.
    Done,
}

impl<'a> ZipWalk<'a> {
    /// Begins a batch.
    pub(in crate::archive) fn new(
        directory: &'a Directory,
        batch: &'a Batch,
        source: &'a dyn ReadAt,
        scope: Scope,
    ) -> Self {
        let end = batch.offset.saturating_add(batch.length);
        let mut mine = batch.entries.clone();
        mine.sort_unstable();
        let offset_of = |index: u32| entry_at(directory, index).map_or(u64::MAX, |entry| entry.header_offset);
        let outside = |&index: &u32| offset_of(index) < batch.offset || offset_of(index) >= end;
        let late = match batch.kind {
            BatchKind::First => Vec::new(),
            BatchKind::Pushed => batch.entries.iter().copied().filter(outside).collect(),
        };
        Self {
            directory,
            source,
            scope,
            kind: batch.kind,
            mine,
            ordered: &batch.entries,
            end,
            position: batch.offset,
            cursor: directory.by_offset.partition_point(|&index| offset_of(index) < batch.offset),
            stage: Stage::Next,
            run: Run::default(),
            gap: Gap::default(),
            farthest: (0, 0),
            overlaps: 0,
            late,
            late_left: batch.length.saturating_mul(LATE_FACTOR).max(LATE_BYTES),
        }
    }

    /// Takes the next bytes of the batch.
    pub(in crate::archive) fn push(&mut self, mut chunk: &[u8], cx: &mut Cx<'_>) -> Result<(), ReadError> {
        if self.kind == BatchKind::First {
            return Ok(());
        }
        loop {
            match self.stage {
                Stage::Next => self.next(cx)?,
                Stage::Done => return Ok(()),
                Stage::Gap(owned, until) => {
                    let left = until.saturating_sub(self.position);
                    let taken = usize::try_from(left).unwrap_or(usize::MAX).min(chunk.len());
                    if taken as u64 != left && taken == 0 {
                        return Ok(());
                    }
                    let bytes = chunk.get(..taken).unwrap_or_default();
                    let skipped = usize::try_from(owned.saturating_sub(self.position)).unwrap_or(usize::MAX);
                    self.gap.push(bytes.get(skipped.min(taken)..).unwrap_or_default());
                    chunk = chunk.get(taken..).unwrap_or_default();
                    self.position = self.position.saturating_add(taken as u64);
                    if self.position >= until {
                        self.end_gap(until, cx);
                        self.stage = Stage::Next;
                    }
                }
                Stage::Entry(index) => {
                    if chunk.is_empty() && !self.run.moves_without_bytes() {
                        return Ok(());
                    }
                    let Some(entry) = entry_at(self.directory, index) else {
                        self.stage = Stage::Next;
                        continue;
                    };
                    let had_header = self.run.has_header();
                    let around = Around { source: self.source, scope: &self.scope };
                    let pushed = self.run.push(chunk, entry, around, cx)?;
                    chunk = chunk.get(pushed.taken..).unwrap_or_default();
                    if !had_header && self.run.has_header() {
                        self.claim(entry, cx);
                    }
                    if self.run.is_idle() {
                        self.end_entry(index);
                        if pushed.back > 0 {
                            let back = self.run.given_back(pushed.back).to_vec();
                            self.push(&back, cx)?;
                        }
                    }
                }
            }
        }
    }

    /// Decides what comes at the current position.
    fn next(&mut self, cx: &mut Cx<'_>) -> Result<(), ReadError> {
        let directory = self.directory;
        let mut until = self.end;
        while let Some(entry) = directory.by_offset.get(self.cursor).and_then(|&index| entry_at(directory, index)) {
            if entry.header_offset >= self.end {
                break;
            }
            if entry.header_offset >= self.position {
                until = entry.header_offset;
                break;
            }
            self.cursor = self.cursor.saturating_add(1);
            self.overlap(entry, None, cx)?;
            if self.is_mine(entry.index) {
                self.late.push(entry.index);
            }
        }
        if self.position < until {
            let owned = self.position.max(self.farthest.0).min(until);
            self.gap.begin(owned);
            self.stage = Stage::Gap(owned, until);
        } else if self.position >= self.end {
            self.stage = Stage::Done;
        } else if let Some(&index) = directory.by_offset.get(self.cursor)
            && let Some(entry) = entry_at(directory, index)
        {
            self.cursor = self.cursor.saturating_add(1);
            let plan = Plan { boundary: self.boundary_after(entry), is_mine: self.is_mine(index), is_opened: true };
            self.run.begin(entry, &plan);
            self.stage = Stage::Entry(index);
        } else {
            self.stage = Stage::Done;
        }
        Ok(())
    }

    fn is_mine(&self, index: u32) -> bool {
        self.mine.binary_search(&index).is_ok()
    }

    /// Where the next entry behind `entry` begins, or the directory.
    fn boundary_after(&self, entry: &Entry) -> u64 {
        let directory = self.directory;
        let offset_of = |index: u32| entry_at(directory, index).map_or(u64::MAX, |entry| entry.header_offset);
        let next = directory.by_offset.get(self.cursor).map(|&index| offset_of(index));
        let next = match next {
            Some(next) if next > entry.header_offset => Some(next),
            _ => {
                let at = directory.by_offset.partition_point(|&index| offset_of(index) <= entry.header_offset);
                directory.by_offset.get(at).map(|&index| offset_of(index))
            }
        };
        let end = if entry.header_offset < directory.data_end { directory.data_end } else { self.source.size_bytes() };
        next.unwrap_or(end).min(end)
    }

    fn end_entry(&mut self, index: u32) {
        self.position = self.run.position();
        if self.run.has_header() && self.run.extent_end() > self.farthest.0 {
            self.farthest = (self.run.extent_end(), index);
        }
        self.stage = Stage::Next;
    }

    /// The header of the entry that is being passed is known: does it share bytes with an entry before, or with the
    /// directory?
    fn claim(&mut self, entry: &Entry, cx: &mut Cx<'_>) {
        let end = self.run.extent_end();
        // An error cannot be: nothing is read where the end is known.
        let _ = self.overlap(entry, Some(end), cx);
        let directory_end = self.directory.data_end;
        if entry.header_offset < directory_end && end > directory_end && directory_end < self.source.size_bytes() {
            let length = end.min(self.source.size_bytes()).saturating_sub(directory_end);
            let kind = ObservationKind::OverlappingData { other: String::new(), length };
            cx.observe(&self.scope.join(&entry.path), directory_end, kind);
        }
    }

    /// Tells if `entry` begins within the bytes of an entry before.
    fn overlap(&mut self, entry: &Entry, end: Option<u64>, cx: &mut Cx<'_>) -> Result<(), ReadError> {
        let (reach, other) = self.farthest;
        if entry.header_offset >= reach || self.overlaps > MOST_OVERLAPS {
            return Ok(());
        }
        self.overlaps = self.overlaps.saturating_add(1);
        if self.overlaps > MOST_OVERLAPS {
            let reason = format!("more than {MOST_OVERLAPS} entries share bytes with others: the rest is not listed");
            cx.visitor.skip(&self.scope.path, reason);
            return Ok(());
        }
        let end = match end {
            Some(end) => end,
            None => {
                let length = header_bytes_at(self.source, entry.header_offset)?.unwrap_or(0);
                if length == 0 {
                    return Ok(());
                }
                entry.header_offset.saturating_add(length).saturating_add(entry.compressed_bytes)
            }
        };
        let other = entry_at(self.directory, other).map(|other| self.scope.join(&other.path)).unwrap_or_default();
        let length = reach.min(end).saturating_sub(entry.header_offset);
        let kind = ObservationKind::OverlappingData { other, length };
        cx.observe(&self.scope.join(&entry.path), entry.header_offset, kind);
        if end > reach {
            self.farthest = (end, entry.index);
        }
        Ok(())
    }

    fn end_gap(&mut self, until: u64, cx: &mut Cx<'_>) {
        // Where entries were left out by a limit, the bytes may be theirs.
        if self.directory.entries_left_out == 0
            && let Some((offset, kind)) = self.gap.end(until == self.directory.data_end)
        {
            cx.observe(&self.scope.path, offset, kind);
        }
    }

    /// Ends the batch: reads what did not come in order.
    pub(in crate::archive) fn finish(mut self, cx: &mut Cx<'_>) -> Result<(), ReadError> {
        if self.kind == BatchKind::First {
            for &index in self.ordered {
                if let Some(entry) = entry_at(self.directory, index) {
                    self.read(entry, true, cx)?;
                }
            }
        } else {
            self.read_on(cx)?;
            self.overlaps_behind(cx)?;
            self.late.sort_by_key(|&index| entry_at(self.directory, index).map(|entry| (entry.header_offset, index)));
            for index in std::mem::take(&mut self.late) {
                if let Some(entry) = entry_at(self.directory, index) {
                    self.read_late(entry, cx)?;
                }
            }
        }
        self.run.release(cx);
        Ok(())
    }

    fn read(&mut self, entry: &Entry, is_opened: bool, cx: &mut Cx<'_>) -> Result<(), ReadError> {
        let plan = Plan { boundary: self.boundary_after(entry), is_mine: true, is_opened };
        self.run.read(entry, &plan, Around { source: self.source, scope: &self.scope }, cx)
    }

    /// The last entry may reach beyond the batch: reads its rest.
    fn read_on(&mut self, cx: &mut Cx<'_>) -> Result<(), ReadError> {
        let mut buffer = Vec::new();
        while let Stage::Entry(index) = self.stage {
            if self.run.fetch(OUTPUT_BYTES as u64, self.source, &mut buffer)? {
                self.push(&buffer, cx)?;
            } else {
                if let Some(entry) = entry_at(self.directory, index) {
                    self.run.cut(entry, Around { source: self.source, scope: &self.scope }, cx)?;
                }
                self.end_entry(index);
            }
        }
        Ok(())
    }

    /// Entries of this batch that were not yet passed, and those behind it that begin within its last entry.
    fn overlaps_behind(&mut self, cx: &mut Cx<'_>) -> Result<(), ReadError> {
        let directory = self.directory;
        while let Some(entry) = directory.by_offset.get(self.cursor).and_then(|&index| entry_at(directory, index)) {
            let is_inside = entry.header_offset < self.end;
            if !is_inside && (entry.header_offset >= self.farthest.0 || self.overlaps > MOST_OVERLAPS) {
                break;
            }
            self.cursor = self.cursor.saturating_add(1);
            self.overlap(entry, None, cx)?;
            if is_inside && self.is_mine(entry.index) {
                self.late.push(entry.index);
            }
        }
        Ok(())
    }

    fn read_late(&mut self, entry: &Entry, cx: &mut Cx<'_>) -> Result<(), ReadError> {
        let cost = entry.compressed_bytes.saturating_add(entry.uncompressed_bytes);
        let most = cost.min(entry.compressed_bytes.saturating_mul(cx.limits.ratio));
        let Some(left) = self.late_left.checked_sub(most.saturating_add(LATE_LEAST)) else {
            let file = fact(entry, &self.scope);
            let reason = "it shares bytes with another entry, and such entries are not all read again";
            cx.visitor.skip(&file.path, reason.into());
            without_contents(file, ReadState::NotRead, cx);
            return Ok(());
        };
        self.late_left = left;
        self.read(entry, false, cx)
    }
}

fn entry_at(directory: &Directory, index: u32) -> Option<&Entry> {
    directory.entries.get(usize::try_from(index).ok()?)
}
