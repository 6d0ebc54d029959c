//! Paths as manifests write them, against paths as the archive has them. Lenient: a claim that a file is missing has to
//! survive every usual way of writing its path.

use std::collections::BTreeSet;

use crate::facts::{Facts, FileType};

/// The package's files and folders by normalised path.
pub(crate) struct Paths {
    files: BTreeSet<String>,
    folders: BTreeSet<String>,
    /// The one folder that everything lies in, where there is one.
    root: Option<String>,
}

impl Paths {
    /// Over the entries of `facts`: n log n.
    pub(crate) fn new(facts: &Facts) -> Self {
        let mut files = BTreeSet::new();
        let mut folders = BTreeSet::new();
        for file in &facts.files {
            let path = normal(&file.path);
            let mut parent = path.as_str();
            while let Some((above, _)) = parent.rsplit_once('/') {
                if !folders.insert(above.to_owned()) {
                    break;
                }
                parent = above;
            }
            if file.file_type == FileType::Directory {
                folders.insert(path)
            } else {
                files.insert(path)
            };
        }
        let mut tops = files.iter().map(|path| path.split_once('/').map_or("", |(top, _)| top));
        let root = tops.next().filter(|first| !first.is_empty() && tops.all(|top| top == *first)).map(str::to_owned);
        Self { files, folders, root }
    }

    /// Whether a file or folder is there, under the path or one that people mean by it.
    pub(crate) fn contains(&self, path: &str) -> bool {
        const IMPLIED: &[&str] = &[".js", ".json", ".mjs", ".cjs", ".node", ".ts", ".d.ts", "/index.js", "/index.json"];
        let path = normal(path);
        let without_top = path.split_once('/').map(|(_, rest)| rest.to_owned());
        let below_root = self.root.as_ref().map(|root| format!("{root}/{path}"));
        let stands = |path: &str| {
            path.is_empty()
                || self.files.contains(path)
                || self.folders.contains(path)
                || IMPLIED.iter().any(|end| self.files.contains(&format!("{path}{end}")))
        };
        stands(&path)
            || below_root.is_some_and(|path| stands(&path))
            || without_top.is_some_and(|path| !path.is_empty() && stands(&path))
    }
}

/// Whether the text is a pattern, a reference or an address rather than the path of a file in the package.
pub(crate) fn is_pattern_or_address(path: &str) -> bool {
    path.trim().is_empty()
        || path.contains(['*', '?', '{', '}', '$', '<', '>', '|'])
        || path.contains("://")
        || path.starts_with('!')
        || path.starts_with("data:")
}

/// `.\Lib\..\BIN//x ` → `bin/x`: one separator, no dots, no case.
pub(crate) fn normal(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    let path = path.trim();
    for part in path.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/").replace("%20", " ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::FileFact;

    fn paths(names: &[&str]) -> Paths {
        let files = names.iter().map(|name| FileFact { path: (*name).into(), ..FileFact::default() }).collect();
        Paths::new(&Facts { files, ..Facts::default() })
    }

    #[test]
    fn usual_ways_of_writing_a_path_find_the_file() {
        let paths = paths(&["dten-5.0/bin/Agent.exe", "dten-5.0/lib/index.js"]);
        for path in
            ["bin/agent.exe", "./bin/Agent.exe", "\\bin\\agent.exe", "dten-5.0/bin/agent.exe", "x/../bin/agent.exe"]
        {
            assert!(paths.contains(path), "{path}");
        }
        assert!(paths.contains("lib"));
        assert!(paths.contains("./lib/index"));
        assert!(!paths.contains("bin/other.exe"));
        assert!(!paths.contains("agent.exe"));
    }

    #[test]
    fn a_leading_folder_that_the_archive_lacks_is_no_difference() {
        assert!(paths(&["bin/x", "etc/y"]).contains("payload/bin/x"));
    }

    #[test]
    fn patterns_and_addresses_are_no_paths() {
        assert!(is_pattern_or_address("dist/**"));
        assert!(is_pattern_or_address("https://example.com/x"));
        assert!(!is_pattern_or_address("bin/x-1.0.so"));
    }
}
