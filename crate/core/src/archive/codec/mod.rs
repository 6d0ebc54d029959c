//! Decoders of compressed bytes, all of them pushed: some bytes in, some bytes out, no reader and no thread.
//!
//! The `zip` crate's own decoders are readers that pull; the crates beneath it (zlib-rs, bzip2, deflate64, lzma-rust2)
//! take slices, and ruzstd is fed block by block. So one state machine serves every method.

mod blocks;
mod lzma;
mod zstd;

use flate2::{Decompress, FlushDecompress};

use lzma::{Xz, ZipLzma};
use zstd::Zstd;

/// Most memory, in KiB, that a dictionary or window may ask for: `xz -9` and `zstd --ultra` need 64 MiB.
const MEMORY_KIB: u32 = 96 << 10;

/// What one step did.
#[derive(Debug)]
pub(super) struct Step {
    /// Bytes taken from the input.
    pub consumed: usize,
    /// Bytes written to the output, also where the step failed.
    pub produced: usize,
    /// Where the stream stands now.
    pub state: State,
}

/// Where a compressed stream stands.
#[derive(Debug)]
pub(super) enum State {
    /// It goes on.
    More,
    /// It has ended; bytes that were not consumed do not belong to it.
    Done,
    /// It is damaged, and why.
    Failed(String),
}

/// A decoder for one compression method.
pub(super) enum Decoder {
    Deflate(Decompress),
    Deflate64(Box<deflate64::InflaterManaged>),
    Bzip2(bzip2::Decompress),
    Lzma(Box<ZipLzma>),
    Xz(Box<Xz>),
    Zstd(Box<Zstd>),
    /// gzip or bzip2 files, which may consist of several members.
    Members(Box<Members>),
}

/// APPNOTE's numbers of the methods that are read.
pub(super) mod method {
    pub const STORED: u16 = 0;
    pub const DEFLATE: u16 = 8;
    pub const DEFLATE64: u16 = 9;
    pub const BZIP2: u16 = 12;
    pub const LZMA: u16 = 14;
    pub const ZSTD_OLD: u16 = 20;
    pub const ZSTD: u16 = 93;
    pub const XZ: u16 = 95;
}

/// Whether entries of a ZIP method can be read.
pub(super) fn is_supported(number: u16) -> bool {
    use method::*;
    matches!(number, STORED | DEFLATE | DEFLATE64 | BZIP2 | LZMA | ZSTD_OLD | ZSTD | XZ)
}

/// The usual name of a ZIP method.
pub(super) fn method_name(number: u16) -> String {
    match number {
        method::STORED => "stored".into(),
        method::DEFLATE => "deflate".into(),
        method::DEFLATE64 => "deflate64".into(),
        method::BZIP2 => "bzip2".into(),
        method::LZMA => "lzma".into(),
        method::ZSTD | method::ZSTD_OLD => "zstd".into(),
        method::XZ => "xz".into(),
        other => format!("method-{other}"),
    }
}

impl Decoder {
    /// The decoder for a ZIP method; `None` for stored contents and for methods that are not read.
    ///
    /// `flags` are the entry's general purpose bits (bit 1 tells whether LZMA data has an end mark), `declared` its
    /// unpacked size.
    pub(super) fn for_method(number: u16, flags: u16, declared: u64) -> Option<Self> {
        Some(match number {
            method::DEFLATE => Self::Deflate(Decompress::new(false)),
            method::DEFLATE64 => Self::Deflate64(Box::new(deflate64::InflaterManaged::new())),
            method::BZIP2 => Self::Bzip2(bzip2::Decompress::new(false)),
            method::LZMA => Self::Lzma(Box::new(ZipLzma::new(flags & 2 != 0, declared))),
            method::ZSTD | method::ZSTD_OLD => Self::zstd(),
            method::XZ => Self::xz(),
            _ => return None,
        })
    }

    /// A `.gz` file: one member or more.
    pub(super) fn gzip() -> Self {
        Self::Members(Box::new(Members { kind: MemberKind::Gzip, inner: None, begun: false }))
    }

    /// A `.bz2` file: one member or more.
    pub(super) fn bzip2() -> Self {
        Self::Members(Box::new(Members { kind: MemberKind::Bzip2, inner: None, begun: false }))
    }

    /// A `.xz` file: one stream or more.
    pub(super) fn xz() -> Self {
        Self::Xz(Box::default())
    }

    /// A `.zst` file: one frame or more.
    pub(super) fn zstd() -> Self {
        Self::Zstd(Box::default())
    }

    /// Decodes some bytes. `last` says that `input` reaches to the end of the compressed bytes.
    ///
    /// Without progress (nothing consumed, nothing produced) the decoder waits for more input.
    pub(super) fn step(&mut self, input: &[u8], output: &mut [u8], last: bool) -> Step {
        match self {
            Self::Deflate(inner) => inflate(inner, input, output, last),
            Self::Deflate64(inner) => inflate64(inner, input, output),
            Self::Bzip2(inner) => bunzip2(inner, input, output),
            Self::Lzma(inner) => inner.step(input, output, last),
            Self::Xz(inner) => inner.step(input, output, last),
            Self::Zstd(inner) => inner.step(input, output, last),
            Self::Members(inner) => inner.step(input, output, last),
        }
    }
}

fn inflate(inner: &mut Decompress, input: &[u8], output: &mut [u8], last: bool) -> Step {
    let (before_in, before_out) = (inner.total_in(), inner.total_out());
    // With the end in sight zlib need not keep a window for the next call.
    let flush = if last { FlushDecompress::Finish } else { FlushDecompress::None };
    let result = inner.decompress(input, output, flush);
    let consumed = usize::try_from(inner.total_in().wrapping_sub(before_in)).unwrap_or(0);
    let produced = usize::try_from(inner.total_out().wrapping_sub(before_out)).unwrap_or(0);
    let state = match result {
        Ok(flate2::Status::StreamEnd) => State::Done,
        Ok(_) => State::More,
        Err(_) => State::Failed("invalid deflate data".into()),
    };
    Step { consumed, produced, state }
}

fn inflate64(inner: &mut deflate64::InflaterManaged, input: &[u8], output: &mut [u8]) -> Step {
    let first = inner.inflate(input, output);
    let mut produced = first.bytes_written;
    if first.data_error {
        // What was unpacked before the damage is still to be had.
        let room = output.get_mut(produced..).unwrap_or_default();
        produced = produced.saturating_add(inner.inflate(&[], room).bytes_written);
    }
    let state = if first.data_error && produced < output.len() {
        State::Failed("invalid deflate64 data".into())
    } else if inner.finished() {
        State::Done
    } else {
        State::More
    };
    Step { consumed: first.bytes_consumed, produced, state }
}

fn bunzip2(inner: &mut bzip2::Decompress, input: &[u8], output: &mut [u8]) -> Step {
    let (before_in, before_out) = (inner.total_in(), inner.total_out());
    let result = inner.decompress(input, output);
    let consumed = usize::try_from(inner.total_in().wrapping_sub(before_in)).unwrap_or(0);
    let produced = usize::try_from(inner.total_out().wrapping_sub(before_out)).unwrap_or(0);
    let state = match result {
        Ok(bzip2::Status::StreamEnd) => State::Done,
        Ok(bzip2::Status::MemNeeded) => State::Failed("bzip2 data needs more memory than there is".into()),
        Ok(_) => State::More,
        Err(_) => State::Failed("invalid bzip2 data".into()),
    };
    Step { consumed, produced, state }
}

#[derive(Clone, Copy)]
enum MemberKind {
    Gzip,
    Bzip2,
}

/// Members that follow each other without a gap, as `cat a.gz b.gz` and pbzip2 make them.
pub(super) struct Members {
    kind: MemberKind,
    inner: Option<Member>,
    /// Whether at least one member has ended.
    begun: bool,
}

enum Member {
    Gzip(Decompress),
    Bzip2(bzip2::Decompress),
}

impl Members {
    fn step(&mut self, input: &[u8], output: &mut [u8], last: bool) -> Step {
        if self.inner.is_none() {
            let first = match self.kind {
                MemberKind::Gzip => 0x1f,
                MemberKind::Bzip2 => b'B',
            };
            match input.first() {
                None => {
                    let state = if last && self.begun { State::Done } else { State::More };
                    return Step { consumed: 0, produced: 0, state };
                }
                // What follows the last member is padding or somebody else's.
                Some(&byte) if self.begun && byte != first => {
                    return Step { consumed: 0, produced: 0, state: State::Done };
                }
                Some(_) => {
                    self.inner = Some(match self.kind {
                        MemberKind::Gzip => Member::Gzip(Decompress::new_gzip(15)),
                        MemberKind::Bzip2 => Member::Bzip2(bzip2::Decompress::new(false)),
                    });
                }
            }
        }
        let mut step = match &mut self.inner {
            // `Finish` is not for gzip: the trailer may still be outstanding when the output is full.
            Some(Member::Gzip(inner)) => inflate(inner, input, output, false),
            Some(Member::Bzip2(inner)) => bunzip2(inner, input, output),
            None => Step { consumed: 0, produced: 0, state: State::More },
        };
        match &step.state {
            State::Done => {
                self.inner = None;
                self.begun = true;
                let rest = input.len().saturating_sub(step.consumed);
                step.state = if last && rest == 0 { State::Done } else { State::More };
            }
            State::Failed(_) if matches!(self.kind, MemberKind::Gzip) => {
                step.state = State::Failed("invalid gzip data".into());
            }
            State::Failed(_) | State::More => {}
        }
        step
    }
}
