//! The list of files, a page at a time: it stays in the worker.

use std::cmp::Ordering;

use dropscope_core::facts::FileFact;
use serde::{Deserialize, Serialize};

/// Which files to show.
#[derive(Clone, Debug, Deserialize)]
pub struct FileQuery {
    offset: usize,
    limit: usize,
    #[serde(flatten)]
    selection: Selection,
}

/// What is kept between two pages of the same list.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
struct Selection {
    filter: String,
    sort: Sort,
    descending: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Sort {
    Path,
    Size,
    Modified,
}

/// One page of the list.
#[derive(Debug, Serialize)]
pub struct FilePage<'a> {
    total: usize,
    matching: usize,
    files: Vec<&'a FileFact>,
}

/// Remembers the order of the last list, so that scrolling does not sort again.
#[derive(Default)]
pub struct FileList {
    last: Option<(Selection, Vec<usize>)>,
}

impl FileList {
    /// The files that a query asks for.
    pub fn page<'a>(&mut self, files: &'a [FileFact], query: &FileQuery) -> FilePage<'a> {
        let known = self.last.take().filter(|(selection, _)| *selection == query.selection);
        let (selection, order) = known.unwrap_or_else(|| (query.selection.clone(), query.selection.order(files)));
        let shown = order.iter().skip(query.offset).take(query.limit);
        let page = FilePage {
            total: files.len(),
            matching: order.len(),
            files: shown.filter_map(|&index| files.get(index)).collect(),
        };
        self.last = Some((selection, order));
        page
    }
}

impl Selection {
    fn order(&self, files: &[FileFact]) -> Vec<usize> {
        let wanted = self.filter.to_lowercase();
        let mut chosen: Vec<(usize, &FileFact)> = files
            .iter()
            .enumerate()
            .filter(|(_, file)| wanted.is_empty() || file.path.to_lowercase().contains(&wanted))
            .collect();
        // The report's list is sorted by path, and the sort is stable: equal files stay in that order either way.
        chosen.sort_by(|(_, a), (_, b)| {
            let order = self.sort.compare(a, b);
            if self.descending { order.reverse() } else { order }
        });
        chosen.into_iter().map(|(index, _)| index).collect()
    }
}

impl Sort {
    fn compare(self, a: &FileFact, b: &FileFact) -> Ordering {
        match self {
            Self::Path => a.path.cmp(&b.path),
            Self::Size => a.size_bytes.cmp(&b.size_bytes),
            Self::Modified => a.modified.cmp(&b.modified),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn paths(files: &[FileFact], list: &mut FileList, query: &str) -> (usize, Vec<String>) {
        let query: FileQuery = serde_json::from_str(query).unwrap();
        let page = list.page(files, &query);
        (page.matching, page.files.iter().map(|file| file.path.clone()).collect())
    }

    #[test]
    fn pages_filter_and_sort() {
        let files: Vec<FileFact> = [("a/One.txt", 5), ("b/one.sh", 9), ("c", 5)]
            .map(|(path, size_bytes)| FileFact { path: path.into(), size_bytes, ..FileFact::default() })
            .into();
        let mut list = FileList::default();
        let by_size = r#"{"offset":0,"limit":2,"filter":"","sort":"size","descending":true}"#;
        assert_eq!(paths(&files, &mut list, by_size), (3, vec!["b/one.sh".into(), "a/One.txt".into()]));
        let rest = r#"{"offset":2,"limit":2,"filter":"","sort":"size","descending":true}"#;
        assert_eq!(paths(&files, &mut list, rest), (3, vec!["c".into()]));
        let named = r#"{"offset":0,"limit":9,"filter":"ONE","sort":"path","descending":false}"#;
        assert_eq!(paths(&files, &mut list, named), (2, vec!["a/One.txt".into(), "b/one.sh".into()]));
    }
}
