//! PEAR's registry of installed packages and extensions: one file `name.reg` a package, an array in PHP's `serialize()`.

use crate::facts::{Facts, PackageOrigin};

use crate::parse::document::Break;
use crate::parse::listing::{Ecosystem, Listing};
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input};
use crate::version::Dialect;

pub(in crate::parse) const FORMAT: Format = Format { name: "PEAR registry", matches, parse };

/// Extensions and libraries of PEAR channels have no purl type of their own.
const PEAR: Ecosystem = Ecosystem { purl_type: "generic", dialect: Dialect::Composer };

fn matches(candidate: &Candidate<'_>) -> bool {
    // Windows keeps its registry in `.reg` too, but as text.
    candidate.has_extension("reg") && candidate.head.starts_with(b"a:")
}

/// Deepest array whose values are looked at: `version` holds `release`.
const MOST_DEPTH: usize = 128;

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let mut entry = Entry::default();
    let broken = entry.read(text.content()).err();
    let mut listing = Listing::new(input, facts, &text, PEAR, PackageOrigin::Listed);
    listing.file_of_lines("PEAR registry", broken);
    if let Some(name) = entry.name {
        listing.pin(name, entry.release.or(entry.version).unwrap_or(""), 0);
    }
}

/// What the registry says of a package.
#[derive(Default)]
struct Entry<'t> {
    name: Option<&'t str>,
    /// `version`, in the registry of PEAR before 1.4.
    version: Option<&'t str>,
    /// `version` / `release` since.
    release: Option<&'t str>,
}

/// An array that is open: its key in the one around it, and the key whose value comes next.
#[derive(Default)]
struct Open<'t> {
    own_key: &'t str,
    next_key: Option<&'t str>,
}

impl<'t> Entry<'t> {
    /// Reads `a:N:{key;value;…}` with strings `s:N:"…";` and single values `i:…;`, `d:…;`, `b:…;`, `N;`.
    fn read(&mut self, text: &'t str) -> Result<(), Break> {
        let mut open: Vec<Open<'t>> = Vec::new();
        let mut at: usize = 0;
        loop {
            let rest = text.get(at..).unwrap_or("");
            let broken = |reason: &str| Break::new(at, reason);
            let value = match rest.as_bytes() {
                [] if open.is_empty() => return Ok(()),
                [] => return Err(broken("the array ends in the middle")),
                [b'}', ..] => {
                    open.pop();
                    at = at.saturating_add(1);
                    if open.is_empty() {
                        return Ok(());
                    }
                    continue;
                }
                [b'a', b':', ..] => {
                    let end = rest.find('{').ok_or_else(|| broken("an array without `{`"))?;
                    if open.len() >= MOST_DEPTH {
                        return Err(broken("arrays nested too deep"));
                    }
                    let own_key = open.last_mut().and_then(|open| open.next_key.take()).unwrap_or("");
                    open.push(Open { own_key, next_key: None });
                    at = at.saturating_add(end).saturating_add(1);
                    continue;
                }
                [b's', b':', ..] => {
                    let (text, length) =
                        string(rest).ok_or_else(|| broken("a string of another length than it says"))?;
                    at = at.saturating_add(length);
                    text
                }
                _ => {
                    let end = rest.find(';').ok_or_else(|| broken("a value without an end"))?;
                    at = at.saturating_add(end).saturating_add(1);
                    ""
                }
            };
            self.take(&mut open, value);
        }
    }

    /// A key, or the value of the key before.
    fn take(&mut self, open: &mut [Open<'t>], value: &'t str) {
        let depth = open.len();
        let Some(array) = open.last_mut() else { return };
        let Some(key) = array.next_key.take() else {
            array.next_key = Some(value);
            return;
        };
        match (depth, array.own_key, key) {
            (1, _, "name") => self.name = Some(value),
            (1, _, "version") => self.version = Some(value),
            (2, "version", "release") => self.release = Some(value),
            _ => {}
        }
    }
}

/// `s:5:"3.2.0";`: the string and the length of it all. PHP counts bytes, and a text that was no UTF-8 has other ones
/// now, so that an end at the quotes is taken too.
fn string(text: &str) -> Option<(&str, usize)> {
    let (length, rest) = text.strip_prefix("s:")?.split_once(":\"")?;
    let start = text.len().saturating_sub(rest.len());
    let declared: usize = length.parse().ok()?;
    let is_whole = |end: usize| rest.get(end..).is_some_and(|after| after.starts_with("\";"));
    let end = Some(declared).filter(|end| is_whole(*end)).or_else(|| rest.find("\";"))?;
    Some((rest.get(..end)?, start.saturating_add(end).saturating_add(2)))
}
