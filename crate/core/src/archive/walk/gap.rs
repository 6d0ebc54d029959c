//! Bytes between entries that nothing owns.

use crate::facts::ObservationKind;

const LOCAL_SIGNATURE: &[u8; 4] = b"PK\x03\x04";
/// APK Signature Scheme v2: the block ends with this, right before the central directory.
const APK_MAGIC: &[u8; 16] = b"APK Sig Block 42";
/// Most bytes held from a local header that was found: header and a name of reasonable length.
const HIDDEN_BYTES: usize = 30 + 1024;

/// Looks at a gap while it passes.
#[derive(Default)]
pub(super) struct Gap {
    start: u64,
    length: u64,
    is_nonzero: bool,
    /// The last bytes seen, to find what straddles two chunks or ends the gap.
    tail: Vec<u8>,
    /// The first bytes.
    head: Vec<u8>,
    /// From the first local header on.
    hidden: Vec<u8>,
}

impl Gap {
    /// Begins a gap.
    pub(super) fn begin(&mut self, start: u64) {
        self.start = start;
        self.length = 0;
        self.is_nonzero = false;
        self.tail.clear();
        self.head.clear();
        self.hidden.clear();
    }

    /// Takes its next bytes.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.length = self.length.saturating_add(bytes.len() as u64);
        self.is_nonzero = self.is_nonzero || bytes.iter().any(|&byte| byte != 0);
        let wanted = 4_usize.saturating_sub(self.head.len()).min(bytes.len());
        self.head.extend_from_slice(bytes.get(..wanted).unwrap_or_default());
        if self.hidden.is_empty() {
            // A signature may begin in the three bytes before.
            let joint_start = self.tail.len().saturating_sub(3);
            let mut joint = self.tail.get(joint_start..).unwrap_or_default().to_vec();
            let before = joint.len();
            joint.extend_from_slice(bytes.get(..3.min(bytes.len())).unwrap_or_default());
            if let Some(at) = find(&joint) {
                self.hidden.extend_from_slice(joint.get(at..before).unwrap_or_default());
                self.hide(bytes);
            } else if let Some(at) = find(bytes) {
                self.hide(bytes.get(at..).unwrap_or_default());
            }
        } else {
            self.hide(bytes);
        }
        if bytes.len() >= APK_MAGIC.len() {
            self.tail.clear();
        }
        self.tail.extend_from_slice(bytes.get(bytes.len().saturating_sub(APK_MAGIC.len())..).unwrap_or_default());
        let surplus = self.tail.len().saturating_sub(APK_MAGIC.len());
        self.tail.drain(..surplus);
    }

    fn hide(&mut self, bytes: &[u8]) {
        let wanted = HIDDEN_BYTES.saturating_sub(self.hidden.len()).min(bytes.len());
        self.hidden.extend_from_slice(bytes.get(..wanted).unwrap_or_default());
    }

    /// Ends the gap: where it was and what it is, unless it is empty.
    pub(super) fn end(&self, is_before_directory: bool) -> Option<(u64, ObservationKind)> {
        if self.length == 0 {
            return None;
        }
        let known = if is_before_directory && self.tail == APK_MAGIC {
            Some("APK Signing Block".to_owned())
        } else if self.head == b"PK\x07\x08" && (self.length == 16 || self.length == 24) {
            Some("data descriptor".to_owned())
        } else if self.head == b"PK\x06\x08" {
            Some("archive extra data record".to_owned())
        } else {
            None
        };
        let hidden_entry = if known.is_none() { self.hidden_name() } else { None };
        let kind = ObservationKind::UnownedBytes { length: self.length, zeros: !self.is_nonzero, hidden_entry, known };
        Some((self.start, kind))
    }

    /// The name in the local header that was found, if it is one.
    fn hidden_name(&self) -> Option<String> {
        let u16_at = |at: usize| Some(u16::from_le_bytes(self.hidden.get(at..at.checked_add(2)?)?.try_into().ok()?));
        let length = usize::from(u16_at(26)?);
        let is_plausible = u16_at(4)? & 0xff <= 63 && u16_at(8)? < 100 && length > 0;
        let name = self.hidden.get(30..)?;
        let name = name.get(..length.min(name.len()))?;
        (is_plausible && !name.is_empty()).then(|| String::from_utf8_lossy(name).into_owned())
    }
}

fn find(bytes: &[u8]) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = bytes.get(from..)?.iter().position(|&byte| byte == b'P') {
        let start = from.checked_add(at)?;
        if bytes.get(start..)?.starts_with(LOCAL_SIGNATURE) {
            return Some(start);
        }
        from = start.checked_add(1)?;
    }
    None
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;

    fn seen(bytes: &[u8], chunk: usize) -> (u64, ObservationKind) {
        let mut gap = Gap::default();
        gap.begin(10);
        for piece in bytes.chunks(chunk) {
            gap.push(piece);
        }
        gap.end(true).unwrap()
    }

    #[test]
    fn what_it_is_does_not_depend_on_the_chunks() {
        let mut hidden = b"PPPK\x03PK\x03\x04\x14\0\0\0\x08\0".to_vec();
        hidden.resize(5 + 26, 0);
        hidden.extend(b"\x03\0\0\0a/bcontents");
        for bytes in [hidden.as_slice(), b"xxxxAPK Sig Block 42", b"PK\x07\x08............", &[0; 100]] {
            let whole = seen(bytes, 1 << 20);
            for chunk in 1..bytes.len() {
                assert_eq!(seen(bytes, chunk), whole, "{chunk}");
            }
        }
        let (_, ObservationKind::UnownedBytes { hidden_entry, known, .. }) = seen(&hidden, 3) else { panic!() };
        assert_eq!((hidden_entry.as_deref(), known), (Some("a/b"), None));
    }

    #[test]
    fn nothing_is_no_gap() {
        let mut gap = Gap::default();
        gap.begin(10);
        assert_eq!(gap.end(true), None);
    }
}
