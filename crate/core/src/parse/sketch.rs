//! A sketch of a text's lines, by which it is found again where it was moved and edited a little.

use crate::facts::Sketch;
use crate::limits::SKETCH_BYTES;

/// Fewer different lines than these say too little.
const LEAST_LINES: usize = 4;

/// The sketch of a text; `None` where it has too few lines. Only the beginning of a long text counts.
pub(super) fn sketch(bytes: &[u8]) -> Option<Sketch> {
    let bytes = bytes.get(..SKETCH_BYTES).unwrap_or(bytes);
    // In rising order. Most lines of a long text lie above its last and cost one comparison.
    let mut least: Vec<u32> = Vec::with_capacity(Sketch::HASHES.saturating_add(1));
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', bytes).chain(std::iter::once(bytes.len())) {
        let line = bytes.get(start..end).unwrap_or_default().trim_ascii();
        start = end.saturating_add(1);
        // A line of brackets or dashes is in every text.
        if !line.iter().any(u8::is_ascii_alphanumeric) {
            continue;
        }
        let hash = hash(line);
        let is_full = least.len() == Sketch::HASHES;
        if is_full && least.last().is_some_and(|last| hash >= *last) {
            continue;
        }
        if let Err(place) = least.binary_search(&hash) {
            least.insert(place, hash);
            least.truncate(Sketch::HASHES);
        }
    }
    (least.len() >= LEAST_LINES).then(|| Sketch::new(&least))
}

/// Spreads lines evenly; nobody who makes two of them meet gains more than a wrong guess at a renamed file.
fn hash(line: &[u8]) -> u32 {
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
    let mix = |hash: u64, word: u64| (hash.rotate_left(23) ^ word).wrapping_mul(FACTOR);
    let (words, rest) = line.as_chunks::<8>();
    let mut hash = words.iter().fold(line.len() as u64, |hash, word| mix(hash, u64::from_le_bytes(*word)));
    let mut last = [0; 8];
    for (to, from) in last.iter_mut().zip(rest) {
        *to = *from;
    }
    hash = mix(hash, u64::from_le_bytes(last));
    // The high half, which depends on every bit; the cast cannot lose anything.
    u32::try_from((hash ^ (hash >> 29)).wrapping_mul(FACTOR) >> 32).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn script(lines: std::ops::Range<u32>) -> String {
        lines.map(|number| format!("  install -m 0644 part{number} \"$TARGET/lib\"\r\n\r\n")).collect()
    }

    #[test]
    fn an_edited_text_is_alike_and_another_is_not() {
        let of = |text: &str| sketch(text.as_bytes()).unwrap();
        let first = of(&script(0..100));
        assert_eq!(first.likeness(&of(&script(0..100).replace("\r\n", "\n").replace("  ", "\t"))), 100);
        assert!(first.likeness(&of(&script(5..105))) > 70);
        assert!(first.likeness(&of(&script(1_000..1_100))) < 10);
    }

    #[test]
    fn a_few_lines_have_no_sketch() {
        assert_eq!(sketch(b"one\ntwo\n---\n\n}\n"), None);
        assert_eq!(sketch(&[b'\n'; 9_000]), None);
        assert_eq!(sketch(b"a\nb\nc\nd").unwrap().hashes().len(), 4);
    }
}
