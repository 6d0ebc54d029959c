//! A tar archive, read while it passes.

use super::Scope;
use super::tar_header::{BLOCK, Header, Odd, pax, parse, text};
use crate::archive::walk::cx::Cx;
use crate::archive::walk::sink::{Begin, End, Sink, without_contents};
use crate::facts::{ArchiveFact, ArchiveFormat, FileFact, FileType, ObservationKind, ReadState};
use crate::source::ReadError;

/// Longest extended header or long name, in bytes.
const META_BYTES: u64 = 1 << 20;

/// The state of a tar archive on its way.
pub(in crate::archive) struct TarWalk {
    scope: Scope,
    format: ArchiveFormat,
    stage: Stage,
    /// A block, or an extended header, until it is all there.
    held: Vec<u8>,
    sink: Sink,
    offset: u64,
    entries: u64,
    unpacked: u64,
    /// What extended headers say about the next entry.
    records: Vec<(String, String)>,
    long_name: Option<String>,
    long_link: Option<String>,
    /// Zero blocks seen in a row: two of them end the archive.
    zeros: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Header,
    /// The extension of a GNU sparse header; then contents of this many bytes.
    Sparse(u64),
    /// An extended header: which, bytes left, padding.
    Meta(u8, u64, u64),
    /// Contents of an entry: bytes left, padding.
    Body(u64, u64),
    /// Bytes that are passed over.
    Skip(u64),
    /// Behind the end, or broken.
    Done,
}

impl TarWalk {
    /// Begins a tar. `format` is the compression around it, or tar.
    pub(super) fn new(scope: Scope, format: ArchiveFormat) -> Self {
        Self {
            scope,
            format,
            stage: Stage::Header,
            held: Vec::new(),
            sink: Sink::default(),
            offset: 0,
            entries: 0,
            unpacked: 0,
            records: Vec::new(),
            long_name: None,
            long_link: None,
            zeros: 0,
        }
    }

    /// Takes the next bytes.
    pub(super) fn push(&mut self, mut chunk: &[u8], cx: &mut Cx<'_>) -> Result<(), ReadError> {
        while !chunk.is_empty() {
            let left = match self.stage {
                Stage::Done => return Ok(()),
                Stage::Header | Stage::Sparse(_) => BLOCK.saturating_sub(self.held.len()) as u64,
                Stage::Meta(_, left, _) | Stage::Body(left, _) | Stage::Skip(left) => left,
            };
            let taken = usize::try_from(left).unwrap_or(usize::MAX).min(chunk.len());
            let bytes = chunk.get(..taken).unwrap_or_default();
            chunk = chunk.get(taken..).unwrap_or_default();
            self.offset = self.offset.saturating_add(taken as u64);
            let left = left.saturating_sub(taken as u64);
            match self.stage {
                Stage::Done => {}
                Stage::Header => {
                    self.held.extend_from_slice(bytes);
                    if left == 0 {
                        self.header(cx)?;
                    }
                }
                Stage::Sparse(contents) => {
                    self.held.extend_from_slice(bytes);
                    if left == 0 {
                        let goes_on = self.held.get(504) == Some(&1);
                        self.held.clear();
                        if !goes_on {
                            self.pass(contents);
                        }
                    }
                }
                Stage::Meta(flag, _, padding) => {
                    self.held.extend_from_slice(bytes);
                    self.stage = Stage::Meta(flag, left, padding);
                    if left == 0 {
                        self.meta(flag, padding, cx);
                    }
                }
                Stage::Body(_, padding) => {
                    let goes_on = self.sink.write(bytes, cx)?;
                    self.stage = Stage::Body(left, padding);
                    if !goes_on || left == 0 {
                        self.sink.end(End::Whole, None, cx)?;
                        self.skip(left.saturating_add(padding));
                    }
                }
                Stage::Skip(_) => self.skip(left),
            }
        }
        Ok(())
    }

    fn skip(&mut self, left: u64) {
        self.stage = if left == 0 { Stage::Header } else { Stage::Skip(left) };
    }

    /// Passes over contents with their padding.
    fn pass(&mut self, contents: u64) {
        self.skip(contents.saturating_add(padding(contents)));
    }

    fn header(&mut self, cx: &mut Cx<'_>) -> Result<(), ReadError> {
        let parsed = <&[u8; BLOCK]>::try_from(self.held.as_slice()).map_or(Err(Odd::Checksum), parse);
        self.held.clear();
        let header = match parsed {
            Ok(header) => header,
            Err(Odd::Zeros) => {
                self.zeros = self.zeros.saturating_add(1);
                if self.zeros >= 2 {
                    self.stage = Stage::Done;
                }
                return Ok(());
            }
            Err(odd) => {
                self.stage = Stage::Done;
                let what = match odd {
                    Odd::Number(field) => format!("the field `{field}` is no number"),
                    Odd::Checksum | Odd::Zeros => "the checksum is wrong".into(),
                };
                let offset = self.offset.saturating_sub(BLOCK as u64);
                let reason = format!("tar header at offset {offset}: {what}; what follows was not read");
                cx.observe(&self.scope.path, offset, ObservationKind::DamagedContents { reason });
                return Ok(());
            }
        };
        self.zeros = 0;
        match header.flag {
            b'x' | b'g' | b'L' | b'K' if header.size > META_BYTES => {
                let offset = self.offset.saturating_sub(BLOCK as u64);
                let reason = format!("extended tar header of {} bytes", header.size);
                cx.observe(&self.scope.path, offset, ObservationKind::MalformedRecord { reason });
                self.pass(header.size);
            }
            b'x' | b'g' | b'L' | b'K' if header.size > 0 => {
                self.stage = Stage::Meta(header.flag, header.size, padding(header.size));
            }
            // A volume header names the archive; a multi-volume part continues an entry of another file.
            b'x' | b'g' | b'L' | b'K' | b'V' | b'M' => self.pass(header.size),
            _ => self.entry(header, cx)?,
        }
        Ok(())
    }

    fn meta(&mut self, flag: u8, padding: u64, cx: &mut Cx<'_>) {
        match flag {
            b'L' => self.long_name = Some(text(&self.held)),
            b'K' => self.long_link = Some(text(&self.held)),
            b'x' => match pax(&self.held) {
                Some(records) => self.records = records,
                None => {
                    let reason = "pax extended header that cannot be read".to_owned();
                    cx.observe(&self.scope.path, self.offset, ObservationKind::MalformedRecord { reason });
                }
            },
            // Global headers hold comments and defaults that say nothing about single entries.
            _ => {}
        }
        self.held.clear();
        self.skip(padding);
    }

    fn entry(&mut self, mut header: Header, cx: &mut Cx<'_>) -> Result<(), ReadError> {
        let records = std::mem::take(&mut self.records);
        header.name = self.long_name.take().unwrap_or(header.name);
        header.link = self.long_link.take().unwrap_or(header.link);
        header.apply(&records);
        if !self.scope.admit(cx) || (self.scope.depth == 0 && self.entries >= cx.limits.entries) {
            if self.scope.depth == 0 {
                let reason = format!("entries beyond the limit entries = {}", cx.limits.entries);
                cx.visitor.skip(&self.scope.path, reason);
            }
            self.stage = Stage::Done;
            return Ok(());
        }
        self.entries = self.entries.saturating_add(1);
        let file_type = header.file_type();
        let is_file = file_type == FileType::File;
        // Whatever its size field says, a link or a directory has no contents.
        let size = if is_file { header.size } else { 0 };
        self.unpacked = self.unpacked.saturating_add(size);
        let has_link = matches!(file_type, FileType::Symlink | FileType::HardLink);
        let offset = self.offset.saturating_sub(BLOCK as u64);
        let file = FileFact {
            path: self.scope.join(&header.name),
            file_type,
            size_bytes: size,
            compressed_bytes: size,
            method: "stored".into(),
            modified: header.timestamp(),
            unix_mode: Some(header.unix_mode()),
            link_target: has_link.then(|| header.link.clone()),
            ..FileFact::default()
        };
        let is_sparse = header.flag == b'S' || records.iter().any(|(key, _)| key.starts_with("GNU.sparse."));
        if is_sparse {
            cx.visitor.skip(&file.path, "it is a sparse tar entry, so its contents were not checked".into());
            without_contents(file, ReadState::NotRead, cx);
            if header.is_extended {
                self.stage = Stage::Sparse(header.size);
            } else {
                self.pass(header.size);
            }
        } else if !is_file {
            without_contents(file, ReadState::Nothing, cx);
            // POSIX lets a hard link carry the contents again.
            self.pass(if header.flag == b'1' { header.size } else { size });
        } else {
            self.sink.begin(Begin::streamed(file, self.scope.depth, offset), cx);
            if size == 0 {
                self.sink.end(End::Whole, None, cx)?;
            } else {
                self.stage = Stage::Body(size, padding(size));
            }
        }
        Ok(())
    }

    /// Ends the archive.
    pub(super) fn end(mut self, is_whole: bool, cx: &mut Cx<'_>) -> Result<(), ReadError> {
        let missing = match self.stage {
            Stage::Body(left, padding) | Stage::Meta(_, left, padding) => Some(left.saturating_add(padding)),
            Stage::Skip(left) => Some(left),
            Stage::Sparse(left) => Some(left),
            Stage::Header if !self.held.is_empty() => Some(BLOCK.saturating_sub(self.held.len()) as u64),
            Stage::Header | Stage::Done => None,
        };
        if let Some(missing) = missing {
            let is_entry = matches!(self.stage, Stage::Body(..));
            // What cut the outer entry was told there; padding that is missing harms nothing.
            if is_whole && (is_entry || missing >= BLOCK as u64) {
                cx.observe(&self.scope.path, self.offset, ObservationKind::Truncated { missing: Some(missing) });
            }
            if is_entry {
                self.sink.end(End::Broken, None, cx)?;
            }
        }
        if self.scope.depth > 0 {
            cx.visitor.archive(ArchiveFact {
                path: self.scope.path,
                format: self.format,
                size_bytes: self.offset,
                entries: self.entries,
                unpacked_bytes: self.unpacked,
                ..ArchiveFact::default()
            });
        }
        Ok(())
    }
}

/// Bytes up to the next whole block.
fn padding(size: u64) -> u64 {
    size.checked_next_multiple_of(BLOCK as u64).map_or(0, |whole| whole.saturating_sub(size))
}
