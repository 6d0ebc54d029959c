//! Requirements as PEP 508 writes them: `name[extra]>=1.0; marker`, `name @ URL`.

use crate::facts::{Dependency, Scope, Site};

use crate::parse::fact;
use crate::version::Dialect;

use super::pip_reference;

/// Reads one requirement. The older form with brackets, `name (>=1.0)`, is read too. `None` where the text does not begin
/// with a name, or where what follows the name belongs to no requirement.
pub(super) fn requirement(text: &str, site: Site) -> Option<Dependency> {
    let Parts { name, specifier, url, marker } = parts(text)?;
    let source = url.map(pip_reference::source);
    let scope = if is_for_extra(marker) { Scope::Optional } else { Scope::Runtime };
    let dependency = fact::dependency("pypi", Dialect::Pypi, (name, specifier), site);
    Some(Dependency { scope, ..fact::sourced(dependency, source) })
}

/// The Python that something needs.
pub(super) fn python(requirement: &str, site: Site) -> Dependency {
    fact::dependency("generic", Dialect::Pypi, ("python", requirement), site)
}

struct Parts<'t> {
    name: &'t str,
    /// What is asked for, with the `@` of a URL.
    specifier: &'t str,
    url: Option<&'t str>,
    marker: &'t str,
}

fn parts(text: &str) -> Option<Parts<'_>> {
    let text = text.trim();
    let is_in_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let (name, rest) = text.split_at_checked(text.find(|c| !is_in_name(c)).unwrap_or(text.len()))?;
    if !name.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let mut rest = rest.trim();
    if let Some(extras) = rest.strip_prefix('[') {
        rest = extras.split_once(']')?.1.trim();
    }
    if rest.starts_with('@') {
        // A URL may hold a semicolon; its marker is set off by a space.
        let (specifier, marker) = rest.split_once(" ;").unwrap_or((rest, ""));
        let url = specifier.strip_prefix('@').map(str::trim);
        return Some(Parts { name, specifier: specifier.trim(), url, marker });
    }
    let (specifier, marker) = rest.split_once(';').unwrap_or((rest, ""));
    let specifier = specifier.trim();
    let specifier =
        specifier.strip_prefix('(').map_or(specifier, |inner| inner.trim_end().trim_end_matches(')')).trim();
    let is_specifier = specifier.is_empty() || specifier.starts_with(['<', '>', '=', '!', '~']);
    is_specifier.then_some(Parts { name, specifier, url: None, marker })
}

/// Whether a marker asks for an extra (`extra == "test"`), which nobody gets who did not choose it.
fn is_for_extra(marker: &str) -> bool {
    marker.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').any(|word| word == "extra")
}
