//! `apt list --installed`: `name/suite,now version architecture [installed,automatic]`.

use super::form::{Form, Named};
use super::lines::{self, Line, words};
use super::listing::Listing;
use super::sample::{Sample, quoted};
use crate::parse::text::Text;

pub(super) const FORM: Form = Form { recognise, read };

fn recognise(sample: &Sample<'_>) -> Option<Named> {
    if sample.is_json() {
        return None;
    }
    let row = sample.lines.iter().find(|line| row(line).is_some())?;
    // Its own first line, and a warning that its interface is not stable.
    let is_own = |line: &str| line.starts_with("Listing...") || line.starts_with("WARNING: apt");
    let others = sample.lines.iter().filter(|line| row_or_note(line).is_none() && !is_own(line)).count();
    if others.saturating_mul(10) > sample.lines.len() {
        return None;
    }
    Some(Named::new("apt list", format!("lines of name/suite, version, architecture and state: {}", quoted(row))))
}

fn read(text: &Text<'_>, listing: &mut Listing<'_>) {
    lines::read(text, listing, "deb", |line| match row(line) {
        Some((name, version, state)) => software(name, version, state),
        // `Listing...` in the user's language, warnings, `N: There is 1 additional version`.
        None => Line::Nothing,
    });
}

fn software<'l>(name: &'l str, version: &'l str, state: &'l str) -> Line<'l> {
    // `apt list --upgradable` gives the version that is not there yet, and the installed one beside it.
    if let Some((_, from)) = state.split_once("upgradable from:") {
        return Line::Software(name, from.trim().trim_end_matches(']'));
    }
    if state.is_empty() || state.contains("residual-config") { Line::Nothing } else { Line::Software(name, version) }
}

/// Name, version and state (`""` for a package that is not installed).
fn row(line: &str) -> Option<(&str, &str, &str)> {
    let [first, version, _architecture] = words(line)?;
    let (name, suite) = first.split_once('/')?;
    let state = line.find('[').and_then(|at| line.get(at..)).unwrap_or("");
    let is_row = !name.is_empty() && !suite.is_empty() && !suite.contains('/') && lines::begins_with_digit(version);
    (is_row && (state.ends_with(']') || state.is_empty())).then_some((name, version, state))
}

fn row_or_note(line: &str) -> Option<()> {
    (row(line).is_some() || line.starts_with("N: ")).then_some(())
}
