//! A ZIP inside an archive: opened and walked by the same code as the package.

use crate::archive::walk::cx::Cx;
use crate::archive::walk::zip::ZipWalk;
use crate::archive::{Batch, BatchKind, Directory, OpenError};
use crate::archive::nested::Scope;
use crate::facts::{Observation, ObservationKind};
use crate::source::{ReadAt, ReadError};

/// Bytes read at a time.
const READ_BYTES: u64 = 256 << 10;

/// Walks a nested ZIP.
pub(super) fn walk(source: &dyn ReadAt, scope: &Scope, cx: &mut Cx<'_>) -> Result<(), ReadError> {
    let directory = match crate::archive::open(source, cx.limits) {
        Ok(directory) => directory,
        Err(OpenError::Unreadable(error)) if error.offset.saturating_add(error.length) <= source.size_bytes() => {
            return Err(error);
        }
        Err(error) => {
            if let OpenError::Truncated { size_bytes, expected_bytes } = &error {
                let missing = expected_bytes.map(|expected| expected.saturating_sub(*size_bytes));
                cx.observe(&scope.path, *size_bytes, ObservationKind::Truncated { missing });
            }
            cx.visitor.skip(&scope.path, format!("it begins like an archive but was not opened: {error}"));
            return Ok(());
        }
    };
    tell(&directory, scope, cx);
    let batch = Batch {
        index: 0,
        kind: BatchKind::Pushed,
        entries: admitted(&directory, scope, cx),
        offset: first_offset(&directory),
        length: directory.data_end.saturating_sub(first_offset(&directory)),
    };
    let mut walk = ZipWalk::new(&directory, &batch, source, scope.clone());
    let mut buffer = Vec::new();
    let mut offset = batch.offset;
    let end = directory.data_end.min(source.size_bytes());
    while offset < end {
        let length = (end.saturating_sub(offset)).min(READ_BYTES);
        buffer.resize(usize::try_from(length).unwrap_or(0), 0);
        source.read_exact_at(offset, &mut buffer)?;
        walk.push(&buffer, cx)?;
        offset = offset.saturating_add(length);
    }
    walk.finish(cx)
}

/// What the directory says, with the paths of the package.
fn tell(directory: &Directory, scope: &Scope, cx: &mut Cx<'_>) {
    let mut fact = directory.fact.clone();
    fact.path.clone_from(&scope.path);
    cx.visitor.archive(fact);
    let full = |path: &str| if path.is_empty() { scope.path.clone() } else { scope.join(path) };
    for seen in &directory.observations {
        let mut kind = seen.kind.clone();
        if let ObservationKind::OverlappingData { other, .. } = &mut kind
            && !other.is_empty()
        {
            *other = scope.join(other);
        }
        cx.visitor.observe(Observation { path: full(&seen.path), offset: seen.offset, kind });
    }
    for skipped in &directory.skipped {
        cx.visitor.skip(&full(&skipped.path), skipped.reason.clone());
    }
}

/// The entries that the budget admits, in the order of their bytes.
fn admitted(directory: &Directory, scope: &Scope, cx: &mut Cx<'_>) -> Vec<u32> {
    let mut entries = Vec::with_capacity(directory.by_offset.len());
    for &index in &directory.by_offset {
        if !scope.admit(cx) {
            break;
        }
        entries.push(index);
    }
    entries
}

/// Where the first entry begins.
fn first_offset(directory: &Directory) -> u64 {
    let first = directory.by_offset.first().and_then(|&index| directory.entries.get(usize::try_from(index).ok()?));
    first.map_or(directory.data_end, |entry| entry.header_offset.min(directory.data_end))
}
