//! Apple's binary property list, version 00: the texts of its outermost dictionary. Nothing is followed any deeper, so
//! that cycles and shared objects cost nothing.

/// Most members of the dictionary that are read.
const MOST_MEMBERS: usize = 10_000;

/// Longest text, in characters.
const MOST_CHARACTERS: usize = 4_096;

const MAGIC: &[u8] = b"bplist";
const TRAILER_BYTES: usize = 32;

/// Whether the bytes begin as a binary property list.
pub(crate) fn is_binary(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// Keys and values of the outermost dictionary that are both texts, in order. The error is a reason for people.
pub(crate) fn texts(bytes: &[u8]) -> Result<Vec<(String, String)>, &'static str> {
    if !bytes.starts_with(b"bplist00") {
        return Err("a binary property list of an unknown version");
    }
    let list = List::of(bytes).ok_or("a binary property list that is cut off")?;
    let (kind, length, at) = list.object(list.top).ok_or("a binary property list without an outermost value")?;
    if kind != DICTIONARY {
        return Err("a binary property list that is no dictionary");
    }
    let mut texts = Vec::new();
    for index in 0..length.min(MOST_MEMBERS) {
        let reference =
            |index: usize| list.number(at.checked_add(index.checked_mul(list.reference_bytes)?)?, list.reference_bytes);
        let pair = reference(index).zip(length.checked_add(index).and_then(reference));
        let Some((key, value)) = pair else { return Err("a binary property list that is cut off") };
        texts.extend(list.text(key).zip(list.text(value)));
    }
    Ok(texts)
}

/// Kinds of objects, the upper half of their first byte.
const INTEGER: u8 = 0x1;
const ASCII: u8 = 0x5;
const UTF16: u8 = 0x6;
const DICTIONARY: u8 = 0xD;

struct List<'b> {
    bytes: &'b [u8],
    offset_bytes: usize,
    reference_bytes: usize,
    top: usize,
    table: usize,
}

impl<'b> List<'b> {
    /// From the trailer: widths, the number of objects, the outermost object, the table of offsets.
    fn of(bytes: &'b [u8]) -> Option<Self> {
        let trailer = bytes.len().checked_sub(TRAILER_BYTES)?;
        let width = |at: usize| bytes.get(trailer.checked_add(at)?).map(|&width| usize::from(width));
        let mut list = Self { bytes, offset_bytes: width(6)?, reference_bytes: width(7)?, top: 0, table: 0 };
        list.top = list.number(trailer.checked_add(16)?, 8)?;
        list.table = list.number(trailer.checked_add(24)?, 8)?;
        Some(list)
    }

    /// A big-endian number of `width` bytes.
    fn number(&self, at: usize, width: usize) -> Option<usize> {
        let bytes = self.bytes.get(at..at.checked_add(width)?).filter(|_| (1..=8).contains(&width))?;
        usize::try_from(bytes.iter().fold(0_u64, |number, &byte| (number << 8) | u64::from(byte))).ok()
    }

    /// An object's kind, how many things it has, and where those begin.
    fn object(&self, index: usize) -> Option<(u8, usize, usize)> {
        let at = self.number(self.table.checked_add(index.checked_mul(self.offset_bytes)?)?, self.offset_bytes)?;
        let marker = *self.bytes.get(at)?;
        let begin = at.checked_add(1)?;
        let length = usize::from(marker & 0xF);
        if length < 0xF {
            return Some((marker >> 4, length, begin));
        }
        // From 15 on the length is an integer of its own.
        let size = *self.bytes.get(begin)?;
        let width = 1_usize.checked_shl(u32::from(size & 0xF)).filter(|_| size >> 4 == INTEGER)?;
        let number_at = begin.checked_add(1)?;
        Some((marker >> 4, self.number(number_at, width)?, number_at.checked_add(width)?))
    }

    fn text(&self, index: usize) -> Option<String> {
        let (kind, length, at) = self.object(index)?;
        let length = length.min(MOST_CHARACTERS);
        let width = match kind {
            ASCII => 1,
            UTF16 => 2,
            _ => return None,
        };
        let bytes = self.bytes.get(at..at.checked_add(length.checked_mul(width)?)?)?;
        Some(match kind {
            ASCII => bytes.iter().map(|&byte| char::from(byte)).collect(),
            _ => {
                let units = bytes.chunks_exact(2).filter_map(|pair| pair.try_into().ok()).map(u16::from_be_bytes);
                char::decode_utf16(units).map(|decoded| decoded.unwrap_or('\u{fffd}')).collect()
            }
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::cast_possible_truncation, clippy::indexing_slicing)]
    use super::texts;

    /// A dictionary of texts, each object with one byte for its offset.
    fn list(pairs: &[(&str, &str)]) -> Vec<u8> {
        let mut bytes = b"bplist00".to_vec();
        let mut offsets = vec![bytes.len() as u8];
        let count = pairs.len() as u8;
        bytes.push(0xD0 | count);
        bytes.extend(1..=count * 2);
        for text in pairs.iter().map(|pair| pair.0).chain(pairs.iter().map(|pair| pair.1)) {
            offsets.push(bytes.len() as u8);
            if text.is_ascii() {
                bytes.extend([0x5F, 0x10, text.len() as u8]);
                bytes.extend(text.bytes());
            } else {
                let units: Vec<u16> = text.encode_utf16().collect();
                bytes.push(0x60 | units.len() as u8);
                bytes.extend(units.iter().flat_map(|unit| unit.to_be_bytes()));
            }
        }
        let table = bytes.len() as u64;
        bytes.extend(&offsets);
        bytes.extend([0, 0, 0, 0, 0, 0, 1, 1]);
        bytes.extend((offsets.len() as u64).to_be_bytes());
        bytes.extend(0_u64.to_be_bytes());
        bytes.extend(table.to_be_bytes());
        bytes
    }

    #[test]
    fn texts_of_a_dictionary() {
        let bytes = list(&[("CFBundleName", "Kestrel"), ("Grüße", "Köln")]);
        let expected = [("CFBundleName", "Kestrel"), ("Grüße", "Köln")].map(|(k, v)| (k.to_owned(), v.to_owned()));
        assert_eq!(texts(&bytes).unwrap(), expected);
    }

    #[test]
    fn nothing_hostile_panics() {
        let bytes = list(&[("a", "b")]);
        for end in 0..bytes.len() {
            let _ = texts(&bytes[..end]);
        }
        for at in 0..bytes.len() {
            for value in [0, 1, 0x0F, 0x7F, 0xDF, 0xFF] {
                let mut bytes = bytes.clone();
                bytes[at] = value;
                let _ = texts(&bytes);
            }
        }
        assert!(texts(b"bplist00").is_err());
        assert!(texts(b"bplist15 something newer").is_err());
    }
}
