//! Operators and what they stand before, as nearly all dialects write them: `>=1.2`, `>= 1.2 <2`, `>1, <2`.

/// The pairs of a text in order; a version without an operator has an empty one. `None` where an operator has no version.
pub(super) fn split<'t>(text: &'t str, separators: &[char], operators: &[char]) -> Option<Vec<(&'t str, &'t str)>> {
    let mut pairs = Vec::new();
    let mut waiting = "";
    for word in text.split(separators).filter(|word| !word.is_empty()) {
        let version = word.trim_start_matches(operators);
        let operator = word.strip_suffix(version).unwrap_or("");
        match (waiting, operator, version) {
            ("", operator, "") => waiting = operator,
            ("", operator, version) => pairs.push((operator, version)),
            (_, "", version) => pairs.push((std::mem::take(&mut waiting), version)),
            // An operator behind an operator.
            _ => return None,
        }
    }
    waiting.is_empty().then_some(pairs)
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn pairs_operators_with_versions() {
        let read = |text| split(text, &[' ', ','], &['<', '>', '=']);
        assert_eq!(read(">= 1.2,<2 3"), Some(vec![(">=", "1.2"), ("<", "2"), ("", "3")]));
        assert_eq!(read(""), Some(Vec::new()));
        for text in [">=", "1 >", "> >= 1", "> <1"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
