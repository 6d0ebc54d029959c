//! Poetry's constraints, and the tables that Poetry and Pipenv keep them in: `name = "^1.0"` or `name = { … }`.

use std::borrow::Cow;

use crate::facts::{Dependency, DependencySource, Scope, SourceKind, excerpt};

use crate::parse::document::{Key, Node};
use crate::parse::redact::redact;
use crate::parse::text::Text;
use crate::version::{self, Dialect};

use super::pip_reference;

/// A member of a table of dependencies. Where it is a list, one constraint for each platform, the first is taken.
pub(super) fn dependency(key: &Key, value: &Node, scope: Scope, text: &Text<'_>) -> Dependency {
    let value = value.items().first().unwrap_or(value);
    let requirement = value.text().or_else(|| value.get("version").and_then(Node::text)).unwrap_or("").trim();
    let range = specifiers(requirement).and_then(|specifiers| version::range(Dialect::Pypi, &specifiers));
    let source = source(value);
    let is_optional = value.get("optional").and_then(Node::text) == Some("true");
    Dependency {
        name: excerpt(&key.text),
        requirement: source.as_ref().map_or_else(|| excerpt(&redact(requirement)), |source| source.url.clone()),
        range: range.filter(|_| source.is_none()),
        ecosystem: if key.text == "python" { "generic" } else { "pypi" }.to_owned(),
        scope: if is_optional && scope == Scope::Runtime { Scope::Optional } else { scope },
        source,
        site: text.site(key.at),
        ..Dependency::default()
    }
}

fn source(value: &Node) -> Option<DependencySource> {
    if let Some(git) = value.get("git").and_then(Node::word) {
        let reference = ["rev", "ref", "tag", "branch"].iter().find_map(|key| value.get(key).and_then(Node::word));
        // pip's own form, so that the same is pinned that pip takes as pinned.
        let url = format!("git+{git}{}", reference.map_or(String::new(), |reference| format!("@{reference}")));
        return Some(pip_reference::source(&url));
    }
    if let Some(url) = value.get("url").or_else(|| value.get("file")).and_then(Node::word) {
        return Some(pip_reference::source(url));
    }
    let path = value.get("path").and_then(Node::word)?;
    Some(DependencySource { kind: SourceKind::Path, url: excerpt(&redact(path)), pinned: false })
}

/// A constraint as PEP 440 specifiers: `^1.2` is `>=1.2,<2`, a plain version means itself. `None` for alternatives, which
/// PEP 440 cannot say.
fn specifiers(constraint: &str) -> Option<Cow<'_, str>> {
    if constraint == "*" {
        return Some(Cow::Borrowed(""));
    }
    if constraint.contains('|') {
        return None;
    }
    let mut out = Vec::new();
    // A blank joins as a comma does, but may also stand between an operator and its version.
    let mut operator = String::new();
    for word in constraint.split([',', ' ']).filter(|word| !word.is_empty()) {
        operator.push_str(word);
        if word.ends_with(['<', '>', '=', '!', '~', '^']) {
            continue;
        }
        out.push(specifier(&std::mem::take(&mut operator))?);
    }
    operator.is_empty().then(|| Cow::Owned(out.join(",")))
}

fn specifier(word: &str) -> Option<String> {
    if let Some(version) = word.strip_prefix('^') {
        let numbers = numbers(version)?;
        // The leftmost number that is not zero stays.
        let keep = numbers.iter().position(|&number| number != 0).map_or(numbers.len(), |at| at.saturating_add(1));
        return Some(format!(">={version},<{}", next(&numbers, keep)?));
    }
    if let Some(version) = word.strip_prefix('~').filter(|rest| !rest.starts_with('=')) {
        let numbers = numbers(version)?;
        return Some(format!(">={version},<{}", next(&numbers, numbers.len().min(2))?));
    }
    let is_plain = word.starts_with(|c: char| c.is_ascii_digit());
    Some(if is_plain { format!("=={word}") } else { word.to_owned() })
}

/// The leading numbers of a version.
fn numbers(version: &str) -> Option<Vec<u64>> {
    let end = version.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(version.len());
    version.get(..end)?.trim_end_matches('.').split('.').map(|number| number.parse().ok()).collect()
}

/// The lowest version in which one of the first `keep` numbers is another.
fn next(numbers: &[u64], keep: usize) -> Option<String> {
    let (last, before) = numbers.get(..keep)?.split_last()?;
    let mut next: Vec<String> = before.iter().map(u64::to_string).collect();
    next.push(last.checked_add(1)?.to_string());
    Some(next.join("."))
}

#[cfg(test)]
mod tests {
    use super::specifiers;

    #[test]
    fn constraints_as_specifiers() {
        let table = [
            ("*", Some("")),
            ("", Some("")),
            ("^1.2.3", Some(">=1.2.3,<2")),
            ("^0.2.3", Some(">=0.2.3,<0.3")),
            ("^0.0", Some(">=0.0,<0.1")),
            ("^1", Some(">=1,<2")),
            ("~1.2.3", Some(">=1.2.3,<1.3")),
            ("~1", Some(">=1,<2")),
            ("~=1.2", Some("~=1.2")),
            (">= 2.7, <4", Some(">=2.7,<4")),
            (">=2.7 !=3.0.*", Some(">=2.7,!=3.0.*")),
            ("1.2.3", Some("==1.2.3")),
            ("1.*", Some("==1.*")),
            ("^2.7 || ^3.6", None),
            ("^x", None),
            (">=", None),
            ("^18446744073709551615", None),
        ];
        for (constraint, wanted) in table {
            assert_eq!(specifiers(constraint).as_deref(), wanted, "{constraint}");
        }
    }
}
