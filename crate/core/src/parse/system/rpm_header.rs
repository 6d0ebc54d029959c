//! The header structure of RPM: an index of tags and a store that they point into. Every count and offset is the
//! package's own claim and is checked against the bytes that are there.
//!
//! Source: the file format in RPM's manual. Numbers are big-endian.

/// Most tags of one header that rpm itself reads.
const MOST_TAGS: usize = 0xFFFF;
const MAGIC: [u8; 4] = [0x8E, 0xAD, 0xE8, 0x01];
const INTRO_BYTES: usize = 16;
const TAG_BYTES: usize = 16;

/// One header.
pub(super) struct Header<'b> {
    index: &'b [u8],
    store: &'b [u8],
}

/// Types of values.
const INT32: u32 = 4;
const STRING: u32 = 6;
const STRING_ARRAY: u32 = 8;
const I18N_STRING: u32 = 9;

impl<'b> Header<'b> {
    /// Reads the header at the beginning of `bytes`; gives the number of bytes that it takes too.
    ///
    /// # Errors
    /// What is wrong, in words.
    pub(super) fn read(bytes: &'b [u8]) -> Result<(Self, usize), &'static str> {
        if !bytes.starts_with(&MAGIC) {
            return Err("a header does not begin with its magic number");
        }
        let (tags, store) = (number(bytes, 8), number(bytes, 12));
        let (Some(tags), Some(store)) = (tags, store) else { return Err("the file ends in the middle of a header") };
        if tags > MOST_TAGS {
            return Err("a header with more tags than rpm allows");
        }
        let index_end = INTRO_BYTES.saturating_add(tags.saturating_mul(TAG_BYTES));
        let end = index_end.saturating_add(store);
        match (bytes.get(INTRO_BYTES..index_end), bytes.get(index_end..end)) {
            (Some(index), Some(store)) => Ok((Self { index, store }, end)),
            _ => Err("a header that is longer than the file"),
        }
    }

    /// The text of a tag, or its first where it has several (one for each language).
    pub(super) fn text(&self, tag: u32) -> Option<String> {
        self.texts(tag).into_iter().next().filter(|text| !text.is_empty())
    }

    /// The texts of a tag; fewer than it claims where the store ends before.
    pub(super) fn texts(&self, tag: u32) -> Vec<String> {
        let Some((kind, at, count)) = self.find(tag) else { return Vec::new() };
        let count = match kind {
            STRING => 1,
            STRING_ARRAY | I18N_STRING => count,
            _ => 0,
        };
        let mut texts = Vec::new();
        let mut rest = self.store.get(at..).unwrap_or_default();
        while texts.len() < count {
            let Some(end) = rest.iter().position(|&byte| byte == 0) else { break };
            let (text, tail) = rest.split_at_checked(end).unwrap_or_default();
            texts.push(String::from_utf8_lossy(text).into_owned());
            rest = tail.get(1..).unwrap_or_default();
        }
        texts
    }

    /// The numbers of a tag.
    pub(super) fn numbers(&self, tag: u32) -> Vec<u32> {
        let Some((INT32, at, count)) = self.find(tag) else { return Vec::new() };
        let bytes = self.store.get(at..).unwrap_or_default();
        bytes.as_chunks::<4>().0.iter().take(count).map(|bytes| u32::from_be_bytes(*bytes)).collect()
    }

    /// Type, offset in the store, and count.
    fn find(&self, tag: u32) -> Option<(u32, usize, usize)> {
        let entry = self.index.chunks_exact(TAG_BYTES).find(|entry| entry.starts_with(&tag.to_be_bytes()))?;
        let kind = u32::try_from(number(entry, 4)?).ok()?;
        Some((kind, number(entry, 8)?, number(entry, 12)?))
    }
}

fn number(bytes: &[u8], at: usize) -> Option<usize> {
    let bytes = bytes.get(at..)?.first_chunk::<4>()?;
    usize::try_from(u32::from_be_bytes(*bytes)).ok()
}
