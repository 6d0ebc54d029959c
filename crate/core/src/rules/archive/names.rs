//! Entries whose names become one name when they are unpacked: linear in the bytes of the names.

use std::collections::BTreeMap;

use super::gather::Archives;
use crate::facts::{Facts, FileFact, FileType};

/// Components of a path that are looked at as folders of other entries; file systems end far below.
const MOST_FOLDERS: usize = 128;

/// Entries of one archive that land on one path, at least two.
pub(super) struct Clash<'a> {
    /// Path of the archive, `""` for the package.
    pub(super) archive: &'a str,
    /// The entries, in the order of the facts. The last may lie *below* the path: then the path is a file and a folder.
    pub(super) files: Vec<&'a FileFact>,
    /// Whether the path is a file and a folder.
    pub(super) is_file_and_folder: bool,
}

/// How a name is written to a file system: appends the name to the (empty) buffer.
pub(super) type Fold = fn(&str, &mut String);

/// The path as a file system takes it: without `.`, empty parts and a trailing slash, and with `..` followed.
pub(super) fn plain(path: &str, out: &mut String) {
    for part in path.split('/') {
        append(part, out, |part, out| out.push_str(part));
    }
}

/// Appends one part of a path, written by `write`.
pub(super) fn append(part: &str, out: &mut String, write: impl Fn(&str, &mut String)) {
    match part {
        "" | "." => {}
        ".." if !out.is_empty() && out != ".." && !out.ends_with("/..") => {
            out.truncate(out.rfind('/').unwrap_or(0));
        }
        _ => {
            if !out.is_empty() {
                out.push('/');
            }
            write(part, out);
        }
    }
}

/// Entries that `fold` makes one. Folders may be listed twice and merge: they clash only with files.
pub(super) fn clashes(facts: &Facts, fold: Fold) -> Vec<Clash<'_>> {
    let archives = Archives::of(facts);
    let mut key = String::new();
    let mut hashes = Vec::with_capacity(facts.files.len());
    for (index, file) in facts.files.iter().enumerate() {
        let (archive, name) = archives.split(&file.path);
        key.clear();
        fold(name, &mut key);
        hashes.push((hash(start(archive), key.as_bytes()), index));
    }
    hashes.sort_unstable();

    // Equal hashes only nominate; equal names decide.
    let mut groups: BTreeMap<(&str, String), Vec<&FileFact>> = BTreeMap::new();
    for candidates in hashes.chunk_by(|a, b| a.0 == b.0).filter(|chunk| chunk.len() > 1) {
        for file in candidates.iter().filter_map(|(_, index)| facts.files.get(*index)) {
            let (archive, name) = archives.split(&file.path);
            key.clear();
            fold(name, &mut key);
            groups.entry((archive, key.clone())).or_default().push(file);
        }
    }
    let mut found: Vec<Clash> = groups
        .into_iter()
        .filter(|(_, files)| files.len() > 1 && files.iter().any(|file| file.file_type != FileType::Directory))
        .map(|((archive, _), files)| Clash { archive, files, is_file_and_folder: false })
        .collect();
    found.extend(files_that_are_folders(facts, &archives, fold, &hashes));
    found
}

/// Files that another entry uses as a folder, one clash for each file. A link that is used as a folder is left to
/// `archive/symlink-escape`.
fn files_that_are_folders<'a>(
    facts: &'a Facts,
    archives: &Archives<'_>,
    fold: Fold,
    hashes: &[(u64, usize)],
) -> Vec<Clash<'a>> {
    let mut by_file: BTreeMap<usize, &FileFact> = BTreeMap::new();
    let mut key = String::new();
    let mut other = String::new();
    let mut last_folder = None;
    let seen = Seen::of(hashes);
    for file in &facts.files {
        let (archive, name) = archives.split(&file.path);
        // Neighbours mostly lie in one folder, which then needs no second look.
        let folder = name.rsplit_once('/').map(|(folder, _)| (archive, folder));
        if folder.is_none() || folder == last_folder {
            continue;
        }
        last_folder = folder.filter(|_| !name.ends_with('/') && !name.ends_with(".."));
        key.clear();
        fold(name, &mut key);
        let mut state = start(archive);
        let mut done = 0;
        for (at, _) in key.match_indices('/').take(MOST_FOLDERS) {
            let Some(prefix) = key.get(..at) else { break };
            state = hash(state, prefix.as_bytes().get(done..).unwrap_or_default());
            done = at;
            if !seen.may_hold(state) {
                continue;
            }
            let first = hashes.partition_point(|(known, _)| *known < state);
            let same = hashes.iter().skip(first).take_while(|(known, _)| *known == state).take(MOST_FOLDERS);
            for (_, index) in same {
                let Some(candidate) = facts.files.get(*index) else { continue };
                if candidate.file_type == FileType::Directory || candidate.file_type == FileType::Symlink {
                    continue;
                }
                let (its_archive, its_name) = archives.split(&candidate.path);
                other.clear();
                fold(its_name, &mut other);
                if its_archive == archive && other == prefix && !its_name.ends_with('/') {
                    by_file.entry(*index).or_insert(file);
                }
            }
        }
    }
    by_file
        .into_iter()
        .filter_map(|(index, below)| Some((facts.files.get(index)?, below)))
        .map(|(file, below)| Clash {
            archive: archives.split(&file.path).0,
            files: vec![file, below],
            is_file_and_folder: true,
        })
        .collect()
}

/// Which hashes there are, by their lower 22 bits: most folders are no file, and one bit says so.
struct Seen {
    words: Vec<u64>,
}

impl Seen {
    const WORDS: usize = 1 << 16;

    fn of(hashes: &[(u64, usize)]) -> Self {
        let mut seen = Self { words: vec![0; Self::WORDS] };
        for (hash, _) in hashes {
            if let Some(word) = seen.words.get_mut(Self::place(*hash)) {
                *word |= 1 << (hash % 64);
            }
        }
        seen
    }

    fn may_hold(&self, hash: u64) -> bool {
        self.words.get(Self::place(hash)).is_some_and(|word| word >> (hash % 64) & 1 == 1)
    }

    fn place(hash: u64) -> usize {
        usize::try_from(hash / 64 % Self::WORDS as u64).unwrap_or(0)
    }
}

fn start(archive: &str) -> u64 {
    // 0xff is in no UTF-8 text: an archive's path does not run into the entry's.
    hash(hash(0xcbf2_9ce4_8422_2325, archive.as_bytes()), &[0xff])
}

/// FNV-1a, which can be carried on from a prefix.
fn hash(state: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(state, |state, byte| (state ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str) -> FileFact {
        let file_type = if path.ends_with('/') { FileType::Directory } else { FileType::File };
        FileFact { path: path.into(), file_type, ..FileFact::default() }
    }

    fn found(paths: &[&str]) -> Vec<Vec<String>> {
        let facts = Facts { files: paths.iter().map(|path| file(path)).collect(), ..Facts::default() };
        clashes(&facts, plain)
            .into_iter()
            .map(|clash| clash.files.into_iter().map(|file| file.path.clone()).collect())
            .collect()
    }

    #[test]
    fn one_path_written_in_two_ways_clashes() {
        assert_eq!(found(&["a/b", "a//b", "a/./b", "c/../a/b", "b"]), [["a/b", "a//b", "a/./b", "c/../a/b"]]);
        assert!(found(&["../a", "a", "../../a", "../b/../../c"]).is_empty());
        assert!(found(&["a/", "a/", "a/b", "A/b"]).is_empty());
    }

    #[test]
    fn a_file_that_is_also_a_folder_clashes() {
        assert_eq!(found(&["a/b", "a/b/c/d"]), [["a/b", "a/b/c/d"]]);
        assert_eq!(found(&["a", "a/"]), [["a", "a/"]]);
        assert!(found(&["a/b", "a/bc/d"]).is_empty());
    }

    #[test]
    fn a_million_names_are_no_trouble() {
        let paths: Vec<String> = (0..200_000).map(|n| format!("dir{}/file{n}", n % 500)).collect();
        let names: Vec<&str> = paths.iter().map(String::as_str).collect();
        assert!(found(&names).is_empty());
    }
}
