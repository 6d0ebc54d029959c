//! A Debian package: an `ar` archive whose members are read while they pass.

use super::Scope;
use crate::archive::walk::cx::Cx;
use crate::archive::walk::sink::{Begin, End, Sink};
use crate::facts::{FileFact, ObservationKind, Timestamp};
use crate::source::ReadError;

const MAGIC_BYTES: u64 = 8;
const HEADER_BYTES: usize = 60;

/// The state of an `ar` archive on its way. There is no archive fact for it: the tars in it have theirs.
pub(in crate::archive) struct ArWalk {
    scope: Scope,
    stage: Stage,
    held: Vec<u8>,
    sink: Sink,
    offset: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Skip(u64),
    Header,
    /// Bytes left and padding.
    Body(u64, u64),
    Done,
}

impl ArWalk {
    pub(super) fn new(scope: Scope) -> Self {
        Self { scope, stage: Stage::Skip(MAGIC_BYTES), held: Vec::new(), sink: Sink::default(), offset: 0 }
    }

    /// Takes the next bytes.
    pub(super) fn push(&mut self, mut chunk: &[u8], cx: &mut Cx<'_>) -> Result<(), ReadError> {
        while !chunk.is_empty() {
            let left = match self.stage {
                Stage::Done => return Ok(()),
                Stage::Header => HEADER_BYTES.saturating_sub(self.held.len()) as u64,
                Stage::Body(left, _) | Stage::Skip(left) => left,
            };
            let taken = usize::try_from(left).unwrap_or(usize::MAX).min(chunk.len());
            let bytes = chunk.get(..taken).unwrap_or_default();
            chunk = chunk.get(taken..).unwrap_or_default();
            self.offset = self.offset.saturating_add(taken as u64);
            let left = left.saturating_sub(taken as u64);
            match self.stage {
                Stage::Done => {}
                Stage::Skip(_) => self.skip(left),
                Stage::Header => {
                    self.held.extend_from_slice(bytes);
                    if left == 0 {
                        self.header(cx)?;
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
            }
        }
        Ok(())
    }

    fn skip(&mut self, left: u64) {
        self.stage = if left == 0 { Stage::Header } else { Stage::Skip(left) };
    }

    fn header(&mut self, cx: &mut Cx<'_>) -> Result<(), ReadError> {
        let header = std::mem::take(&mut self.held);
        let field = |start: usize, end: usize| {
            header.get(start..end).and_then(|field| std::str::from_utf8(field).ok()).unwrap_or_default().trim_end()
        };
        let size: Option<u64> = field(48, 58).parse().ok();
        let (Some(size), Some(b"`\n")) = (size, header.get(58..60)) else {
            let offset = self.offset.saturating_sub(HEADER_BYTES as u64);
            let reason = "ar header that cannot be read; what follows was not read".to_owned();
            cx.observe(&self.scope.path, offset, ObservationKind::DamagedContents { reason });
            self.stage = Stage::Done;
            return Ok(());
        };
        if !self.scope.admit(cx) {
            self.stage = Stage::Done;
            return Ok(());
        }
        let file = FileFact {
            path: self.scope.join(field(0, 16).trim_end_matches('/')),
            size_bytes: size,
            compressed_bytes: size,
            method: "stored".into(),
            modified: field(16, 28).parse().ok().map(Timestamp),
            unix_mode: u32::from_str_radix(field(40, 48), 8).ok(),
            ..FileFact::default()
        };
        let offset = self.offset.saturating_sub(HEADER_BYTES as u64);
        self.sink.begin(Begin::streamed(file, self.scope.depth, offset), cx);
        if size == 0 {
            self.sink.end(End::Whole, None, cx)?;
            self.stage = Stage::Header;
        } else {
            self.stage = Stage::Body(size, size & 1);
        }
        Ok(())
    }

    /// Ends the archive.
    pub(super) fn end(mut self, is_whole: bool, cx: &mut Cx<'_>) -> Result<(), ReadError> {
        if let Stage::Body(left, _) = self.stage {
            if is_whole {
                cx.observe(&self.scope.path, self.offset, ObservationKind::Truncated { missing: Some(left) });
            }
            self.sink.end(End::Broken, None, cx)?;
        }
        Ok(())
    }
}
