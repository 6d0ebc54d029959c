//! Unit files of systemd: the service that each is, those that it uses, and when a timer fires.

use crate::facts::Facts;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input};
use crate::unit::file;

pub(in crate::parse) const FORMAT: Format = Format { name: "systemd unit", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    file::is_unit(candidate.name) && candidate.head_holds(b"[")
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    file::read(input.file.name(), text.content(), |at| text.site(at), facts, input.most_facts);
}
