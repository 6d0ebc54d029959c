//! gzip, bzip2, xz and zstd: around a tar archive, or around one file.
//!
//! Around a tar, the entries are those of the tar, one level deep: `a.tar.gz!/x`. Around anything else there is one entry,
//! named as the outer one without its suffix: `notes.txt.gz!/notes.txt`.

use super::Scope;
use super::tar::TarWalk;
use super::tar_header::{BLOCK, is_tar};
use crate::archive::codec::{Decoder, State};
use crate::archive::walk::cx::{Cx, unpack_cap};
use crate::archive::walk::sink::{Begin, End, Sink};
use crate::facts::{ArchiveFact, ArchiveFormat, FileFact, ObservationKind};
use crate::source::ReadError;

const SUFFIXES: [&str; 6] = [".gz", ".bz2", ".xz", ".zst", ".z", ".zstd"];

/// Compressed data on its way.
pub(in crate::archive) struct Unpack {
    scope: Scope,
    format: ArchiveFormat,
    decoder: Option<Decoder>,
    inner: Inner,
    /// Packed size as the outer entry has it.
    packed: u64,
    count: u64,
    is_damaged: bool,
}

enum Inner {
    /// Not yet told what it is: the first bytes.
    Open(Vec<u8>),
    Tar(Box<TarWalk>),
    Single(Box<Sink>),
    /// There was no room for another entry.
    Refused,
}

impl Unpack {
    pub(super) fn new(decoder: Decoder, format: ArchiveFormat, scope: Scope, packed: u64) -> Self {
        let inner = Inner::Open(Vec::new());
        Self { scope, format, decoder: Some(decoder), inner, packed, count: 0, is_damaged: false }
    }

    /// Takes the next compressed bytes.
    pub(super) fn push(&mut self, chunk: &[u8], cx: &mut Cx<'_>) -> Result<(), ReadError> {
        self.feed(chunk, false, cx)
    }

    fn feed(&mut self, chunk: &[u8], is_last: bool, cx: &mut Cx<'_>) -> Result<(), ReadError> {
        let Some(mut decoder) = self.decoder.take() else { return Ok(()) };
        let mut output = cx.shared.take_output();
        let goes_on = self.run(&mut decoder, &mut output, chunk, is_last, cx);
        cx.shared.give_output(output);
        if goes_on? {
            self.decoder = Some(decoder);
        }
        Ok(())
    }

    /// Gives whether more bytes are wanted.
    fn run(
        &mut self,
        decoder: &mut Decoder,
        output: &mut [u8],
        chunk: &[u8],
        is_last: bool,
        cx: &mut Cx<'_>,
    ) -> Result<bool, ReadError> {
        let mut rest = chunk;
        loop {
            let step = decoder.step(rest, output, is_last);
            rest = rest.get(step.consumed..).unwrap_or_default();
            let produced = output.get(..step.produced).unwrap_or_default();
            if !produced.is_empty() && !self.write(produced, cx)? {
                return Ok(false);
            }
            let reason = match step.state {
                State::Done => return Ok(false),
                State::More if step.consumed > 0 || step.produced > 0 => continue,
                State::More if !is_last && rest.is_empty() => return Ok(true),
                State::More => "the compressed data end before the stream does".to_owned(),
                State::Failed(reason) => reason,
            };
            self.is_damaged = true;
            // How far a decoder has read ahead when it notices depends on how the bytes were cut.
            cx.observe(&self.scope.path, 0, ObservationKind::DamagedContents { reason });
            return Ok(false);
        }
    }

    /// Takes unpacked bytes; `false` where a limit was met.
    fn write(&mut self, bytes: &[u8], cx: &mut Cx<'_>) -> Result<bool, ReadError> {
        // The package itself may be as large as its ratio lets it be: it is a file, not an entry.
        let most = if self.scope.depth == 0 { u64::MAX } else { cx.limits.entry_bytes };
        let (cap, cap_limit) = unpack_cap(self.packed, most, "entry_bytes", cx.limits);
        let wanted = bytes.len().min(usize::try_from(cap.saturating_sub(self.count)).unwrap_or(usize::MAX));
        let taken = cx.shared.take(self.scope.depth, wanted);
        let is_over = taken < bytes.len();
        self.count = self.count.saturating_add(taken as u64);
        self.forward(bytes.get(..taken).unwrap_or_default(), cx)?;
        if is_over {
            self.is_damaged = true;
            let budget = &cx.shared.budget;
            let (packed, cap, limit) = if taken < wanted {
                (budget.packed, budget.cap, budget.cap_limit)
            } else {
                (self.packed, cap, cap_limit)
            };
            let kind = ObservationKind::Bomb { packed, unpacked: cap, limit: limit.to_owned() };
            cx.observe(&self.scope.path, 0, kind);
            let reason =
                format!("it unpacks to more than {cap} bytes from {packed} (limit {limit}), so reading stopped there");
            cx.visitor.skip(&self.scope.path, reason);
        }
        Ok(!is_over)
    }

    fn forward(&mut self, bytes: &[u8], cx: &mut Cx<'_>) -> Result<(), ReadError> {
        match &mut self.inner {
            Inner::Tar(walk) => walk.push(bytes, cx),
            Inner::Refused => Ok(()),
            Inner::Single(sink) => sink.write(bytes, cx).map(|_| ()),
            Inner::Open(held) => {
                let wanted = BLOCK.saturating_sub(held.len()).min(bytes.len());
                held.extend_from_slice(bytes.get(..wanted).unwrap_or_default());
                if held.len() < BLOCK {
                    return Ok(());
                }
                self.decide(cx)?;
                self.forward(bytes.get(wanted..).unwrap_or_default(), cx)
            }
        }
    }

    /// Finds out what is inside, by the first bytes.
    fn decide(&mut self, cx: &mut Cx<'_>) -> Result<(), ReadError> {
        let Inner::Open(held) = &mut self.inner else { return Ok(()) };
        let held = std::mem::take(held);
        self.inner = if is_tar(&held) {
            Inner::Tar(Box::new(TarWalk::new(self.scope.clone(), self.format)))
        } else {
            if self.scope.admit(cx) {
                let path = self.scope.join(single_name(&self.scope.path));
                let method = method_name(self.format).to_owned();
                let file = FileFact { path, compressed_bytes: self.packed, method, ..FileFact::default() };
                let mut sink = Box::new(Sink::default());
                sink.begin(Begin { checksum: true, ..Begin::streamed(file, self.scope.depth, 0) }, cx);
                Inner::Single(sink)
            } else {
                Inner::Refused
            }
        };
        if !held.is_empty() {
            self.forward(&held, cx)?;
        }
        Ok(())
    }

    /// Ends the archive.
    pub(super) fn end(mut self, is_whole: bool, cx: &mut Cx<'_>) -> Result<(), ReadError> {
        if is_whole {
            self.feed(&[], true, cx)?;
        }
        let is_whole = is_whole && !self.is_damaged;
        if matches!(&self.inner, Inner::Open(held) if is_whole || !held.is_empty()) {
            self.decide(cx)?;
        }
        match self.inner {
            Inner::Open(_) | Inner::Refused => Ok(()),
            Inner::Tar(walk) => walk.end(is_whole, cx),
            Inner::Single(mut sink) => {
                sink.end(if is_whole { End::Whole } else { End::Broken }, None, cx)?;
                if self.scope.depth > 0 {
                    cx.visitor.archive(ArchiveFact {
                        path: self.scope.path,
                        format: self.format,
                        size_bytes: self.packed,
                        entries: 1,
                        unpacked_bytes: self.count,
                        ..ArchiveFact::default()
                    });
                }
                Ok(())
            }
        }
    }
}

/// Name of the one file inside: the outer name without its suffix.
fn single_name(path: &str) -> &str {
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    let suffix = SUFFIXES.iter().find(|suffix| {
        name.len()
            .checked_sub(suffix.len())
            .and_then(|at| name.get(at..))
            .is_some_and(|end| end.eq_ignore_ascii_case(suffix))
    });
    let stem = suffix.and_then(|suffix| name.get(..name.len().saturating_sub(suffix.len()))).unwrap_or(name);
    if stem.is_empty() { "content" } else { stem }
}

fn method_name(format: ArchiveFormat) -> &'static str {
    match format {
        ArchiveFormat::Gzip => "deflate",
        ArchiveFormat::Bzip2 => "bzip2",
        ArchiveFormat::Xz => "xz",
        ArchiveFormat::Zstd => "zstd",
        ArchiveFormat::Zip | ArchiveFormat::Tar | ArchiveFormat::Ar => "stored",
    }
}

#[cfg(test)]
mod tests {
    use super::single_name;

    #[test]
    fn the_one_file_inside_is_named_without_the_suffix() {
        for (path, name) in [
            ("a/notes.txt.gz", "notes.txt"),
            ("NOTES.GZ", "NOTES"),
            ("x.zip!/b.xz", "b"),
            ("plain", "plain"),
            (".gz", "content"),
            ("", "content"),
            ("\u{e9}.z", "\u{e9}"),
        ] {
            assert_eq!(single_name(path), name);
        }
    }
}
