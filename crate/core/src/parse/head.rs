//! Searches in the first bytes of an entry. They are made for a great many entries, mostly in vain, so that they copy
//! nothing.

use memchr::memmem;

/// Whether these bytes stand somewhere.
pub(crate) fn holds(head: &[u8], needle: &[u8]) -> bool {
    memmem::find(head, needle).is_some()
}

/// Whether a line begins with these bytes.
pub(crate) fn has_line(head: &[u8], beginning: &[u8]) -> bool {
    memmem::find_iter(head, beginning).any(|at| {
        let before = head.get(..at).unwrap_or_default();
        before.is_empty() || before.ends_with(b"\n")
    })
}

/// Whether a word of lower-case letters stands somewhere, in any case.
pub(super) fn holds_in_any_case(head: &[u8], word: &[u8]) -> bool {
    let Some(&first) = word.first() else { return true };
    memchr::memchr2_iter(first, first.to_ascii_uppercase(), head).any(|at| {
        let end = at.saturating_add(word.len());
        head.get(at..end).is_some_and(|found| found.eq_ignore_ascii_case(word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_begin_at_their_start() {
        for head in ["kind: Pod", "a: b\nkind: Pod", "a: b\r\nkind: Pod"] {
            assert!(has_line(head.as_bytes(), b"kind:"), "{head}");
        }
        for head in ["", " kind: Pod", "a: b\nsubkind: Pod", "- kind: Pod"] {
            assert!(!has_line(head.as_bytes(), b"kind:"), "{head}");
        }
    }

    #[test]
    fn words_are_found_in_any_case() {
        assert!(holds_in_any_case(b"a VvErsion", b"version"));
        assert!(!holds_in_any_case(b"versio", b"version"));
    }
}
