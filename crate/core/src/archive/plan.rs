//! Work cut into batches. The cut depends on the archive and the limits alone, never on the number of workers.

use super::{Directory, Entry, READ_METHODS};
use crate::limits::Limits;

/// A piece of work for one worker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Position in the plan, from 0; facts are merged in this order.
    pub index: u32,
    /// How its bytes come.
    pub kind: BatchKind,
    /// Indexes into `Directory::entries`, in the order in which the bytes stand in the file. Empty for a container
    /// without a directory. Those whose header the directory places at or beyond `Directory::data_end` are in the last
    /// batch, outside of its bytes.
    pub entries: Vec<u32>,
    /// Where the bytes of a pushed batch begin.
    pub offset: u64,
    /// How many bytes are to be pushed; for a random batch, how many will be read.
    pub length: u64,
}

/// How a batch's bytes come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BatchKind {
    /// The few small entries that are worth most (manifests, top-level READMEs), by random access, first.
    First,
    /// A contiguous range of the file, pushed.
    Pushed,
}

/// Entries of the first batch. A browser takes one to three milliseconds for a random read, whatever its length, while
/// the other workers stream: 200 of them took as long as streaming 30 MB.
const FIRST_ENTRIES: usize = 32;
/// Packed bytes of the first batch.
const FIRST_BYTES: u64 = 2 << 20;
/// Unpacked bytes of one entry of the first batch.
const FIRST_ENTRY_BYTES: u64 = 256 << 10;

/// Cuts the work into batches: first the few small entries that are worth most, then contiguous ranges from the first
/// entry to the directory, which together hold every byte between them.
pub fn plan(directory: &Directory, limits: &Limits) -> Vec<Batch> {
    let mut batches = Vec::new();
    let data_end = directory.data_end;
    if directory.entries.is_empty() {
        if directory.entries_left_out == 0 && directory.fact.format != crate::facts::ArchiveFormat::Zip {
            push(&mut batches, BatchKind::Pushed, Vec::new(), 0, data_end);
        }
        return batches;
    }
    let sorted: Vec<&Entry> =
        directory.by_offset.iter().filter_map(|&index| directory.entries.get(usize::try_from(index).ok()?)).collect();
    let start = sorted.first().map_or(data_end, |entry| entry.header_offset.min(data_end));
    let first = if data_end - start > limits.batch_bytes { first(&sorted, data_end) } else { Vec::new() };
    if !first.is_empty() {
        let length = first.iter().filter_map(|&index| directory.entries.get(usize::try_from(index).ok()?));
        let length = length.map(|entry| entry.compressed_bytes).sum();
        push(&mut batches, BatchKind::First, first.clone(), start, length);
    }
    let mut taken: Vec<u32> = first;
    taken.sort_unstable();
    let mut open = (start, Vec::new());
    let mut count = 0;
    let mut previous = None;
    for (position, entry) in sorted.iter().enumerate() {
        let offset = entry.header_offset.min(data_end);
        let next = sorted.get(position + 1).map_or(data_end, |next| next.header_offset.min(data_end));
        let is_full = next - open.0 > limits.batch_bytes && previous != Some(offset);
        if count > 0 && (is_full || count >= limits.batch_entries) {
            let (begin, entries) = std::mem::replace(&mut open, (offset, Vec::new()));
            push(&mut batches, BatchKind::Pushed, entries, begin, offset - begin);
            count = 0;
        }
        count += 1;
        previous = Some(offset);
        if taken.binary_search(&entry.index).is_err() {
            open.1.push(entry.index);
        }
    }
    push(&mut batches, BatchKind::Pushed, open.1, open.0, data_end - open.0);
    batches
}

fn push(batches: &mut Vec<Batch>, kind: BatchKind, entries: Vec<u32>, offset: u64, length: u64) {
    let index = u32::try_from(batches.len()).unwrap_or(u32::MAX);
    batches.push(Batch { index, kind, entries, offset, length });
}

/// The entries of the first batch, in the order of the file.
fn first(sorted: &[&Entry], data_end: u64) -> Vec<u32> {
    let mut ranked: Vec<(u8, usize, usize)> = sorted
        .iter()
        .enumerate()
        .filter(|(_, entry)| {
            !entry.is_directory
                && entry.encryption.is_none()
                && READ_METHODS.contains(&entry.method)
                && entry.uncompressed_bytes <= FIRST_ENTRY_BYTES
                && entry.compressed_bytes <= FIRST_ENTRY_BYTES.saturating_mul(2)
                && entry.header_offset < data_end
        })
        .filter_map(|(position, entry)| {
            let (worth, depth) = worth(&entry.path)?;
            Some((worth, depth, position))
        })
        .collect();
    ranked.sort_unstable();
    let mut bytes = 0u64;
    let mut positions: Vec<usize> = ranked
        .into_iter()
        .filter_map(|(_, _, position)| {
            let packed = sorted.get(position)?.compressed_bytes;
            bytes = bytes.checked_add(packed).filter(|&sum| sum <= FIRST_BYTES)?;
            Some(position)
        })
        .take(FIRST_ENTRIES)
        .collect();
    positions.sort_unstable();
    positions.into_iter().filter_map(|position| Some(sorted.get(position)?.index)).collect()
}

/// Longest name that [`worth`] knows, with room for what READMEs are called.
const MOST_NAME_BYTES: usize = 64;

/// What an entry is worth by its name, 0 the most, and how many folders deep it lies; `None` for what can wait.
/// Every worker asks this of every entry before the first byte is read, so it allocates only for likely names.
fn worth(path: &str) -> Option<(u8, usize)> {
    let is_separator = |byte: &u8| matches!(byte, b'/' | b'\\');
    let bytes = path.as_bytes();
    let depth = bytes.split(is_separator).filter(|part| !part.is_empty()).count();
    let start = bytes.iter().rposition(is_separator).map_or(0, |at| at + 1);
    let name = path.get(start..).filter(|name| name.len() <= MOST_NAME_BYTES && (depth <= 2 || may_be_known(name)))?;
    let name = name.to_ascii_lowercase();
    let name = name.as_str();
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let is_manifest = matches!(stem, "manifest" | "package" | "upgrade" | "update" | "release" | "metadata")
        && matches!(extension, "json" | "yaml" | "yml" | "toml" | "xml" | "mf" | "properties" | "");
    let is_known = matches!(
        name,
        "pom.properties" | "pom.xml" | "pyproject.toml" | "setup.py" | "cargo.toml" | "go.mod" | "requirements.txt"
    ) || matches!(extension, "nuspec" | "vsixmanifest");
    let is_readme = ["readme", "changelog", "release", "install", "upgrade"].iter().any(|word| stem.starts_with(word));
    let is_script = matches!(extension, "sh" | "ps1" | "bat" | "cmd" | "py" | "pl" | "sql");
    let worth = match depth {
        0..=2 if is_manifest => 0,
        0..=2 if is_readme && !is_script => 1,
        0..=2 if is_script => 2,
        _ if is_manifest || is_known => 3,
        _ => return None,
    };
    Some((worth, depth))
}

/// Whether a name deep in the package begins or ends like one that is worth to be read first.
fn may_be_known(name: &str) -> bool {
    let first = name.bytes().next().map(|byte| byte.to_ascii_lowercase());
    let last = name.bytes().last().map(|byte| byte.to_ascii_lowercase());
    matches!(first, Some(b'm' | b'p' | b'u' | b'r' | b's' | b'c' | b'g')) || matches!(last, Some(b'c' | b't'))
}

#[cfg(test)]
mod tests {
    use super::worth;

    #[test]
    fn what_is_worth_to_be_read_first() {
        for (path, expected) in [
            ("manifest.json", Some((0, 1))),
            ("up-5.0/Manifest.YAML", Some((0, 2))),
            ("README.md", Some((1, 1))),
            ("up/install.sh", Some((2, 2))),
            ("a/b/c/pom.properties", Some((3, 4))),
            ("a\\b\\c\\Cargo.toml", Some((3, 4))),
            ("x/y/app.nuspec", Some((3, 3))),
            ("x/y/extension.vsixmanifest", Some((3, 3))),
            ("META-INF/MANIFEST.MF", Some((0, 2))),
            ("a/b/requirements.txt", Some((3, 3))),
            ("a/b/go.mod", Some((3, 3))),
            ("a/b/c/main.rs", None),
            ("a/b/readme.md", None),
            ("", None),
        ] {
            assert_eq!(worth(path), expected, "{path}");
        }
    }
}
