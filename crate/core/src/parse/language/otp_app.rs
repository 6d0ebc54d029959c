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
    let content = text.content();
    let mut listing = Listing::new(input, facts, &text, OTP, PackageOrigin::Manifest);
    let name = after(content, "{application").and_then(|(rest, at)| {
        let (name, _) = rest.split_once(',')?;
        Some((name.trim().trim_matches('\''), at))
    });
    let version = after(content, "{vsn").and_then(|(rest, at)| {
        let (version, _) = rest.strip_prefix('"')?.split_once('"')?;
        Some((version, at))
    });
    let broken = name.is_none().then(|| Break::new(0, "no `{application, name, [`"));
    listing.identify("OTP application", &Document { broken, ..Document::default() }, name, version);
}

/// What follows the first element of a tuple and its comma, and where.
fn after<'t>(content: &'t str, tuple: &str) -> Option<(&'t str, usize)> {
    let (at, _) = content.match_indices(tuple).find(|(at, _)| {
        // Not within a comment.
        let line = content.get(..*at).and_then(|before| before.rsplit('\n').next()).unwrap_or("");
        !line.contains('%')
    })?;
    let rest = content.get(at.saturating_add(tuple.len())..)?.trim_start().strip_prefix(',')?;
    Some((rest.trim_start(), at))
}
