//! A visitor that keeps everything, and the walk from bytes to what it kept.

use dropscope_core::archive::{self, BatchKind, Keep, OpenError, Visitor, Walker};
use dropscope_core::facts::{ArchiveFact, FileFact, Observation, Skipped};
use dropscope_core::limits::Limits;

#[derive(Clone, Default, PartialEq)]
pub struct Seen {
    pub files: Vec<FileFact>,
    pub archives: Vec<ArchiveFact>,
    pub observations: Vec<Observation>,
    pub skipped: Vec<Skipped>,
    pub contents: Vec<(String, Vec<u8>)>,
    pub refused: Option<OpenError>,
    text_bytes: u64,
}

impl std::fmt::Debug for Seen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { files, archives, observations, skipped, contents, refused, .. } = self;
        let contents: Vec<_> = contents.iter().map(|(path, bytes)| (path, crc32fast::hash(bytes))).collect();
        write!(f, "{files:#?}\n{archives:#?}\n{observations:#?}\n{skipped:#?}\n{contents:?}\n{refused:?}")
    }
}

impl Seen {
    pub fn contents(&self, path: &str) -> Option<&[u8]> {
        self.contents.iter().find(|(name, _)| name == path).map(|(_, bytes)| bytes.as_slice())
    }

    pub fn sorted(mut self) -> Self {
        self.files.sort_by(|a, b| a.path.cmp(&b.path));
        self.archives.sort_by(|a, b| a.path.cmp(&b.path));
        self.observations.sort();
        self.skipped.sort();
        self.contents.sort();
        self
    }
}

impl Visitor for &mut Seen {
    fn head(&mut self, file: &mut FileFact, head: &[u8]) -> Keep {
        assert!(head.len() <= 8 << 10);
        file.content = dropscope_core::parse::content(head);
        Keep::Whole { limit_bytes: self.text_bytes }
    }

    fn end(&mut self, file: FileFact, contents: Option<&[u8]>) {
        if let Some(contents) = contents {
            self.contents.push((file.path.clone(), contents.to_vec()));
        }
        self.files.push(file);
    }

    fn archive(&mut self, fact: ArchiveFact) {
        self.archives.push(fact);
    }

    fn observe(&mut self, observation: Observation) {
        self.observations.push(observation);
    }

    fn skip(&mut self, path: &str, reason: String) {
        self.skipped.push(Skipped { path: path.to_owned(), reason });
    }
}

/// Walks bytes with the limits as they are.
pub fn walk(bytes: &[u8]) -> Seen {
    walk_in(bytes, &Limits::default(), 1 << 20)
}

/// Walks bytes, pushed in chunks; what the directory alone tells is left out but for skipped entries.
pub fn walk_in(bytes: &[u8], limits: &Limits, chunk: usize) -> Seen {
    let mut seen = Seen { text_bytes: limits.text_bytes, ..Seen::default() };
    let source = bytes.to_vec();
    let directory = match archive::open(&source, limits) {
        Ok(directory) => directory,
        Err(error) => {
            seen.refused = Some(error);
            return seen;
        }
    };
    for batch in &archive::plan(&directory, limits) {
        let mut walker = Walker::new(&directory, batch, &source, limits, &mut seen);
        if batch.kind == BatchKind::Pushed {
            let start = usize::try_from(batch.offset).unwrap();
            let end = start + usize::try_from(batch.length).unwrap();
            for piece in bytes[start..end].chunks(chunk) {
                walker.push(piece).unwrap();
            }
        }
        walker.finish().unwrap();
    }
    seen
}
