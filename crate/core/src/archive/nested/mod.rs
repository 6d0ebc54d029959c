//! Archives inside the package, opened in place.
//!
//! Whether an entry is an archive is told by its first bytes, never by its name. Streams (tar, gzip, bzip2, xz, zstd,
//! ar) are read while they pass; a ZIP has its directory at the end, so it is read where it lies if it is stored, else
//! held in memory.

mod ar;
mod tar;
mod tar_header;
mod unpack;
mod zip;

use crate::archive::codec::Decoder;
use crate::archive::walk::cx::{Cx, DEEPEST};
use crate::facts::{ArchiveFormat, ObservationKind};
use crate::source::{ReadError, Window};

use ar::ArWalk;
use tar::TarWalk;
use unpack::Unpack;

/// Formats that are opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::archive) enum Kind {
    Zip,
    Tar,
    Gzip,
    Bzip2,
    Xz,
    Zstd,
    /// A Debian package: an `ar` archive.
    Deb,
}

/// What an entry is by its first bytes; at least 512 of them, where there are so many.
pub(in crate::archive) fn recognise(head: &[u8]) -> Option<Kind> {
    let starts = |magic: &[u8]| head.starts_with(magic);
    if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") || starts(b"PK\x07\x08PK\x03\x04") {
        Some(Kind::Zip)
    } else if starts(&[0x1f, 0x8b, 8]) && head.get(3).is_some_and(|flags| flags & 0xe0 == 0) {
        Some(Kind::Gzip)
    } else if starts(b"BZh") && matches!(head.get(4..10), Some(b"1AY&SY" | b"\x17\x72\x45\x38\x50\x90")) {
        Some(Kind::Bzip2)
    } else if starts(b"\xfd7zXZ\0") {
        Some(Kind::Xz)
    } else if starts(&[0x28, 0xb5, 0x2f, 0xfd]) {
        Some(Kind::Zstd)
    } else if starts(b"!<arch>\ndebian-binary") {
        Some(Kind::Deb)
    } else if tar_header::is_tar(head) {
        Some(Kind::Tar)
    } else {
        None
    }
}

/// The archive that entries are in.
#[derive(Clone, Debug, Default)]
pub(in crate::archive) struct Scope {
    /// Path of the archive; `""` for the package.
    pub path: String,
    /// What stands before the paths of its entries.
    pub prefix: String,
    /// Depth of its entries: 0 for those of the package.
    pub depth: usize,
}

impl Scope {
    /// The scope of an archive that is an entry at `depth`.
    pub(in crate::archive) fn inside(path: &str, depth: usize) -> Self {
        Self { path: path.to_owned(), prefix: format!("{path}!/"), depth: depth.saturating_add(1) }
    }

    /// Full path of an entry.
    pub(in crate::archive) fn join(&self, name: &str) -> String {
        let mut path = String::with_capacity(self.prefix.len().saturating_add(name.len()));
        path.push_str(&self.prefix);
        path.push_str(name);
        path
    }

    /// Whether the archive may be opened at this depth; says so if not.
    pub(in crate::archive) fn is_allowed(&self, cx: &mut Cx<'_>) -> bool {
        let limit = cx.limits.nested_depth.min(DEEPEST as u64);
        if self.depth as u64 <= limit {
            return true;
        }
        cx.observe(&self.path, 0, ObservationKind::NestedTooDeep { limit });
        let reason = format!("it is an archive nested deeper than {limit} (limit nested_depth), so it was not opened");
        cx.visitor.skip(&self.path, reason);
        false
    }

    /// Counts an entry of a nested archive; `false` where there are too many.
    pub(in crate::archive) fn admit(&self, cx: &mut Cx<'_>) -> bool {
        if self.depth == 0 {
            return true;
        }
        match cx.shared.budget.entries_left.checked_sub(1) {
            Some(left) => {
                cx.shared.budget.entries_left = left;
                true
            }
            None => {
                let limit = cx.limits.nested_entries;
                let reason = format!(
                    "the archives in one entry hold more than {limit} entries (limit nested_entries): \
                     the rest of this one was not read"
                );
                cx.visitor.skip(&self.path, reason);
                false
            }
        }
    }
}

/// An archive that is being read.
pub(in crate::archive) enum Nest {
    Tar(TarWalk),
    Ar(ArWalk),
    Unpack(Unpack),
    /// A ZIP, held until its directory is there.
    Held(Held),
    /// A ZIP that is read where it lies.
    InPlace(Scope),
}

/// A ZIP in memory.
pub(in crate::archive) struct Held {
    scope: Scope,
    bytes: Vec<u8>,
    is_over: bool,
}

impl Nest {
    /// Begins an archive of `packed` bytes. `in_place`: its bytes lie as they are in a source.
    pub(in crate::archive) fn new(kind: Kind, scope: Scope, packed: u64, in_place: bool) -> Self {
        let unpack = |decoder, format, scope| Self::Unpack(Unpack::new(decoder, format, scope, packed));
        match kind {
            Kind::Tar => Self::Tar(TarWalk::new(scope, ArchiveFormat::Tar)),
            Kind::Deb => Self::Ar(ArWalk::new(scope)),
            Kind::Gzip => unpack(Decoder::gzip(), ArchiveFormat::Gzip, scope),
            Kind::Bzip2 => unpack(Decoder::bzip2(), ArchiveFormat::Bzip2, scope),
            Kind::Xz => unpack(Decoder::xz(), ArchiveFormat::Xz, scope),
            Kind::Zstd => unpack(Decoder::zstd(), ArchiveFormat::Zstd, scope),
            Kind::Zip if in_place => Self::InPlace(scope),
            Kind::Zip => Self::Held(Held { scope, bytes: Vec::new(), is_over: false }),
        }
    }

    /// The package itself, where its format has no directory. `None` for ZIP.
    pub(in crate::archive) fn container(format: ArchiveFormat, size_bytes: u64) -> Option<Self> {
        let kind = match format {
            ArchiveFormat::Zip => return None,
            ArchiveFormat::Tar => Kind::Tar,
            ArchiveFormat::Gzip => Kind::Gzip,
            ArchiveFormat::Bzip2 => Kind::Bzip2,
            ArchiveFormat::Xz => Kind::Xz,
            ArchiveFormat::Zstd => Kind::Zstd,
            ArchiveFormat::Ar => Kind::Deb,
        };
        Some(Self::new(kind, Scope::default(), size_bytes, false))
    }

    /// Takes the next bytes of the archive.
    pub(in crate::archive) fn push(&mut self, bytes: &[u8], cx: &mut Cx<'_>) -> Result<(), ReadError> {
        match self {
            Self::Tar(walk) => walk.push(bytes, cx),
            Self::Ar(walk) => walk.push(bytes, cx),
            Self::Unpack(unpack) => unpack.push(bytes, cx),
            Self::Held(held) => {
                held.push(bytes, cx);
                Ok(())
            }
            Self::InPlace(_) => Ok(()),
        }
    }

    /// Ends the archive. `is_whole`: all of its bytes came, and they are right.
    pub(in crate::archive) fn end(
        self,
        is_whole: bool,
        place: Option<Window<'_>>,
        cx: &mut Cx<'_>,
    ) -> Result<(), ReadError> {
        match self {
            Self::Tar(walk) => walk.end(is_whole, cx),
            Self::Ar(walk) => walk.end(is_whole, cx),
            Self::Unpack(unpack) => unpack.end(is_whole, cx),
            Self::Held(held) => {
                if !held.is_over {
                    zip::walk(&held.bytes, &held.scope, cx)?;
                    let length = held.bytes.len() as u64;
                    cx.shared.budget.held_left = cx.shared.budget.held_left.saturating_add(length);
                }
                Ok(())
            }
            Self::InPlace(scope) => match place {
                Some(window) => zip::walk(&window, &scope, cx),
                None => Ok(()),
            },
        }
    }
}

impl Held {
    fn push(&mut self, bytes: &[u8], cx: &mut Cx<'_>) {
        if self.is_over {
            return;
        }
        let budget = &mut cx.shared.budget;
        match budget.held_left.checked_sub(bytes.len() as u64) {
            Some(left) => {
                budget.held_left = left;
                self.bytes.extend_from_slice(bytes);
            }
            None => {
                budget.held_left = budget.held_left.saturating_add(self.bytes.len() as u64);
                self.bytes = Vec::new();
                self.is_over = true;
                let limit = cx.limits.nested_held_bytes;
                let reason = format!(
                    "it is a compressed ZIP inside an archive and larger than the {limit} bytes that are held in memory \
                     (limit nested_held_bytes): unpack the outer archive and check this one by itself"
                );
                cx.visitor.skip(&self.scope.path, reason);
            }
        }
    }
}
