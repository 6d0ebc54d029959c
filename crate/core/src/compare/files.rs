//! Which file of the baseline became which file of the package.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use super::align::{below, root, without_folder_versions, without_versions};
use super::alike::alike;
use crate::facts::{Facts, FileFact, FileType, Skipped};

/// The files of both packages, put together. Directories do not count.
#[derive(Default)]
pub(crate) struct Files<'a> {
    /// In the order of the package's paths, but for nested archives, which come after what they are nested in.
    pub(crate) pairs: Vec<Pair<'a>>,
    /// Files of the package alone.
    pub(crate) added: Vec<&'a FileFact>,
    /// Files of the baseline alone.
    pub(crate) removed: Vec<&'a FileFact>,
    /// Paths of `added`.
    added_paths: HashSet<&'a str>,
    /// The package's path of every path of the baseline that has one.
    after: HashMap<&'a str, &'a str>,
    root_before: Option<&'a str>,
}

/// A file of both.
#[derive(Clone, Copy)]
pub(crate) struct Pair<'a> {
    pub(crate) before: &'a FileFact,
    pub(crate) after: &'a FileFact,
    /// Whether it has another name, or lies in another folder for another reason than a version in the folder's name.
    pub(crate) is_renamed: bool,
}

impl Pair<'_> {
    /// Whether the contents are the same, as far as anybody can tell.
    pub(crate) fn is_same(&self) -> bool {
        has_same_contents(self.before, self.after)
    }
}

impl<'a> Files<'a> {
    /// Pairs the files of the baseline with those of the package: n log n in their number.
    pub(crate) fn new(before: &'a Facts, after: &'a Facts) -> Self {
        let (root_before, root_after) = roots(before, after);
        let mut files = Self { root_before, ..Self::default() };
        let (before_by_depth, after_by_depth) = (by_depth(before), by_depth(after));
        let depth = before_by_depth.len().max(after_by_depth.len());
        for at in 0..depth {
            let of = |levels: &[Vec<&'a FileFact>]| levels.get(at).cloned().unwrap_or_default();
            let level = Level {
                before: of(&before_by_depth).into_iter().map(|file| files.item_before(file)).collect(),
                after: of(&after_by_depth)
                    .into_iter()
                    .map(|file| Item { file, path: Cow::Borrowed(below(&file.path, root_after)) })
                    .collect(),
                pairs: Vec::new(),
            };
            files.take(level);
        }
        files.leave_out_unread(&before.skipped, &after.skipped);
        files.added_paths = files.added.iter().map(|file| file.path.as_str()).collect();
        files
    }

    /// The path in the package of what lies at a path of the baseline, or where it would lie.
    pub(crate) fn path_after(&self, path_before: &'a str) -> &'a str {
        self.after.get(path_before).copied().unwrap_or_else(|| below(path_before, self.root_before))
    }

    /// Whether a path of the package is new.
    pub(crate) fn is_added(&self, path: &str) -> bool {
        self.added_paths.contains(path)
    }

    /// A file of the baseline by the path that it would have in the package.
    fn item_before(&self, file: &'a FileFact) -> Item<'a> {
        let path = match file.path.rsplit_once("!/") {
            Some((archive, inner)) => match self.after.get(archive) {
                Some(&after) if after != archive => Cow::Owned(format!("{after}!/{inner}")),
                _ => Cow::Borrowed(file.path.as_str()),
            },
            None => Cow::Borrowed(below(&file.path, self.root_before)),
        };
        Item { file, path }
    }

    /// Takes what became of the files at one depth of nesting.
    fn take(&mut self, mut level: Level<'a>) {
        level.pair_all();
        for pair in &level.pairs {
            self.after.entry(&pair.before.path).or_insert(&pair.after.path);
        }
        level.pairs.sort_by(|a, b| a.after.path.cmp(&b.after.path));
        self.pairs.append(&mut level.pairs);
        self.added.extend(level.after.iter().map(|item| item.file));
        self.removed.extend(level.before.iter().map(|item| item.file));
    }

    /// Of what the other side has but could not be read nobody can say that it came or went.
    fn leave_out_unread(&mut self, skipped_before: &'a [Skipped], skipped_after: &'a [Skipped]) {
        let paths = |skipped: &'a [Skipped]| skipped.iter().map(|skipped| skipped.path.as_str());
        let unread_before: HashSet<&str> = paths(skipped_before).map(|path| self.path_after(path)).collect();
        let unread_after: HashSet<&str> = paths(skipped_after).collect();
        let removed = std::mem::take(&mut self.removed);
        self.removed = removed.into_iter().filter(|file| !is_in(&unread_after, self.path_after(&file.path))).collect();
        self.added.retain(|file| !is_in(&unread_before, &file.path));
    }
}

/// A file that has no counterpart yet.
pub(super) struct Item<'a> {
    pub(super) file: &'a FileFact,
    /// Its path in the package, or the path that it would have there.
    pub(super) path: Cow<'a, str>,
}

impl Item<'_> {
    /// The last part of the path.
    pub(super) fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }
}

/// The files at one depth of nesting that have no counterpart yet, and those that found one.
struct Level<'a> {
    before: Vec<Item<'a>>,
    after: Vec<Item<'a>>,
    pairs: Vec<Pair<'a>>,
}

/// Which files of one key go together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum When {
    /// As many as there are on both sides.
    Always,
    /// All, where both sides have as many: otherwise nobody knows which one came or went.
    SameNumber,
}

impl<'a> Level<'a> {
    /// What is surest comes first.
    fn pair_all(&mut self) {
        self.pair_by(|item| Some(item.path.clone().into_owned()), When::Always, false);
        self.pair_by(|item| Some(without_folder_versions(&item.path).into_owned()), When::SameNumber, false);
        self.pair_by(|item| Some((contents(item.file)?, item.name().to_owned())), When::Always, true);
        self.pair_by(|item| contents(item.file), When::Always, true);
        self.pair_by(|item| Some(without_versions(&item.path).into_owned()), When::SameNumber, true);
        let pairs = alike(&self.before, &self.after);
        self.settle(&pairs, true);
    }

    /// Pairs files that have a key in common, those of one key in the order of their paths.
    fn pair_by<K: Eq + Hash>(&mut self, key: impl Fn(&Item<'a>) -> Option<K>, when: When, is_renamed: bool) {
        if self.before.is_empty() || self.after.is_empty() {
            return;
        }
        let mut groups: HashMap<K, (Vec<usize>, Vec<usize>)> = HashMap::new();
        for (at, item) in self.before.iter().enumerate() {
            if let Some(key) = key(item) {
                groups.entry(key).or_default().0.push(at);
            }
        }
        for (at, item) in self.after.iter().enumerate() {
            if let Some((_, after)) = key(item).and_then(|key| groups.get_mut(&key)) {
                after.push(at);
            }
        }
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        for (before, after) in groups.into_values() {
            if when == When::Always || before.len() == after.len() {
                pairs.extend(before.into_iter().zip(after));
            }
        }
        pairs.sort_unstable();
        self.settle(&pairs, is_renamed);
    }

    /// Takes pairs, by their places in `before` and `after`, each of which stands in no more than one.
    fn settle(&mut self, pairs: &[(usize, usize)], is_renamed: bool) {
        let found = pairs.iter().filter_map(|&(before, after)| {
            let (before, after) = (self.before.get(before)?.file, self.after.get(after)?.file);
            Some(Pair { before, after, is_renamed })
        });
        self.pairs.extend(found);
        drop_places(&mut self.before, pairs.iter().map(|pair| pair.0));
        drop_places(&mut self.after, pairs.iter().map(|pair| pair.1));
    }
}

/// Whether the path, or an archive that it lies in, is one of these.
fn is_in(paths: &HashSet<&str>, path: &str) -> bool {
    paths.contains(path)
        || path.match_indices("!/").any(|(end, _)| path.get(..end).is_some_and(|archive| paths.contains(archive)))
}

fn drop_places<T>(items: &mut Vec<T>, places: impl Iterator<Item = usize>) {
    let mut is_taken = vec![false; items.len()];
    for place in places {
        if let Some(taken) = is_taken.get_mut(place) {
            *taken = true;
        }
    }
    let mut taken = is_taken.into_iter();
    items.retain(|_| !taken.next().unwrap_or(false));
}

/// The folders that everything lies in, where they say nothing but the version: a folder that the other package has too
/// is a part of the paths.
fn roots<'a>(before: &'a Facts, after: &'a Facts) -> (Option<&'a str>, Option<&'a str>) {
    let paths = |facts: &'a Facts| {
        facts.files.iter().filter(|file| file.file_type != FileType::Directory).map(|file| file.path.as_str())
    };
    let has = |facts: &'a Facts, folder: &str| paths(facts).any(|path| below(path, Some(folder)).len() < path.len());
    let (of_before, of_after) = (root(paths(before)), root(paths(after)));
    if of_before == of_after {
        return (None, None);
    }
    (of_before.filter(|folder| !has(after, folder)), of_after.filter(|folder| !has(before, folder)))
}

/// The files by how many archives they are nested in.
fn by_depth(facts: &Facts) -> Vec<Vec<&FileFact>> {
    let mut levels: Vec<Vec<&FileFact>> = Vec::new();
    for file in facts.files.iter().filter(|file| file.file_type != FileType::Directory) {
        let depth = file.path.matches("!/").count().min(MOST_DEPTH);
        if levels.len() <= depth {
            levels.resize_with(depth.saturating_add(1), Vec::new);
        }
        if let Some(level) = levels.get_mut(depth) {
            level.push(file);
        }
    }
    levels
}

/// Deeper than archives are opened (`limits.nested_depth`); `!/` may also stand in a name.
const MOST_DEPTH: usize = 16;

/// What tells contents that are worth finding again: an empty file is like any other.
fn contents(file: &FileFact) -> Option<(u64, u32)> {
    let is_found = file.file_type == FileType::File && file.size_bytes > 0;
    file.crc32.filter(|_| is_found).map(|crc32| (file.size_bytes, crc32))
}

/// Whether the contents are the same. What was not read is the same where everything that the archive says of it is.
fn has_same_contents(a: &FileFact, b: &FileFact) -> bool {
    let stated = |file: &FileFact| (file.size_bytes, file.compressed_bytes, file.modified);
    let is_unread = a.crc32.is_none() && b.crc32.is_none() && a.sha256.is_none() && b.sha256.is_none();
    a.file_type == b.file_type
        && a.link_target == b.link_target
        && (a.has_same_contents(b) || (is_unread && stated(a) == stated(b)))
}
