//! Failures whose reason is known: where the case asks for something else than the project wants, or contradicts another.

/// Group, a part of the case, and why it fails. The first that fits counts.
const KNOWN: &[(&str, &str, &str)] = &[];

/// Why a case fails, where that is known.
pub fn reason(group: &str, case: &str) -> Option<&'static str> {
    let fits = |known: &&(&str, &str, &str)| group.contains(known.0) && case.contains(known.1);
    KNOWN.iter().find(fits).map(|known| known.2)
}
