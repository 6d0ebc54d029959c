//! `ebin/name.app`: what Erlang/OTP knows of an application that is installed or shipped in a release
//! (`{application, name, [{vsn, "1.2.3"}, …]}.`).

use crate::facts::{Facts, PackageOrigin};

use crate::parse::document::{Break, Document};
use crate::parse::listing::Listing;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input};

use super::OTP;

pub(in crate::parse) const FORMAT: Format = Format { name: "OTP application", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name.ends_with(".app") && candidate.head_holds(b"{application")
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let mut listing = Listing::new(input, facts, &text, OTP, PackageOrigin::Manifest);
    let name = after(&text, "{application").and_then(|(rest, at)| {
        let (name, _) = rest.split_once(',')?;
        Some((name.trim().trim_matches('\''), at))
    });
    let version = after(&text, "{vsn").and_then(|(rest, at)| {
        let (version, _) = rest.strip_prefix('"')?.split_once('"')?;
        Some((version, at))
    });
    let broken = name.is_none().then(|| Break::new(0, "no `{application, name, [`"));
    listing.identify("OTP application", &Document { broken, ..Document::default() }, name, version);
}

/// What follows the first element of a tuple and its comma, and where the tuple stands.
fn after<'t>(text: &'t Text<'_>, tuple: &str) -> Option<(&'t str, usize)> {
    let code = text.lines_at().filter(|(_, line)| !line.trim_start().starts_with('%'));
    let at = code.filter_map(|(at, line)| Some(at.saturating_add(line.find(tuple)?))).next()?;
    let rest = text.content().get(at.saturating_add(tuple.len())..)?.trim_start().strip_prefix(',')?;
    Some((rest.trim_start(), at))
}
