//! Text in blocks between empty lines: the records of dpkg, opkg and apk.

/// The blocks without empty lines, each with the byte offset at which it begins.
pub(super) fn stanzas(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at: usize = 0;
    std::iter::from_fn(move || {
        let mut start = None;
        for line in text.get(at..)?.split_inclusive('\n') {
            match (line.trim().is_empty(), start) {
                (true, Some(_)) => break,
                (true, None) => {}
                (false, _) => start = start.or(Some(at)),
            }
            at = at.saturating_add(line.len());
        }
        let start = start?;
        Some((start, text.get(start..at)?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_have_their_offsets() {
        let text = "\r\n \na: 1\r\nb: 2\r\n\r\n\n\nc: 3\n d";
        assert_eq!(stanzas(text).collect::<Vec<_>>(), [(4, "a: 1\r\nb: 2\r\n"), (20, "c: 3\n d")]);
        assert_eq!(stanzas("\n\n").count(), 0);
        assert_eq!(stanzas("").count(), 0);
    }
}
