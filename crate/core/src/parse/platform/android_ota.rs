//! `META-INF/com/android/metadata` of an Android update: for which device it is, and from which build to which.

use crate::facts::{Facts, Requirement, RequirementKind, Stance, excerpt};

use crate::parse::document::headers::{self, Header};
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact};
use crate::version::Dialect;

pub(in crate::parse) const FORMAT: Format = Format { name: "Android OTA metadata", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "metadata" && candidate.file.inner_path() == "META-INF/com/android/metadata"
}

/// Lines that ask something of the device's owner, and what they mean.
const WARNINGS: &[(&str, &str)] = &[
    ("ota-downgrade", "it goes back to an older build"),
    ("ota-wipe", "it erases the user's data"),
    ("ota-retrofit-dynamic-partitions", "it changes the layout of the partitions"),
];

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let lines = headers::properties(text.content());
    let word = |key: &str| {
        lines.iter().find(|line| line.key.text == key).map(Header::word).filter(|(word, _)| !word.is_empty())
    };
    let device = word("pre-device").map(|(devices, at)| (devices.split([',', '|']).next().unwrap_or(devices), at));
    let build = word("post-build");
    let version = word("post-build-incremental").or_else(|| build.and_then(incremental));
    let mut manifest = fact::manifest(path, "Android OTA metadata", "android");
    manifest.describes_package = !path.contains("!/");
    if device.is_none() && build.is_none() {
        fact::break_at(&mut manifest, 1, "neither `pre-device` nor `post-build`");
    }
    let mut sink = Sink::new(facts, path, input.most_facts);
    sink.identify_generic(manifest, &text, device, version);
    // A full update has no `pre-build`; an incremental one is for exactly that build.
    for (key, name) in [("pre-device", "android-device"), ("pre-build-incremental", "android-build")] {
        if let Some((wanted, at)) = word(key) {
            sink.dependency(fact::dependency("generic", Dialect::Generic, (name, wanted), text.site(at)));
        }
    }
    for (key, meaning) in WARNINGS {
        if let Some((value, at)) = word(key).filter(|(value, _)| matches!(*value, "yes" | "true")) {
            sink.requirement(Requirement {
                kind: RequirementKind::Other,
                stance: Stance::Statement,
                text: excerpt(&format!("{key}={value}: {meaning}")),
                minutes: None,
                site: text.site(at),
            });
        }
    }
}

/// The incremental number of a fingerprint: `brand/product/device:14/ID/INCREMENTAL:user/release-keys`.
fn incremental((fingerprint, at): (&str, usize)) -> Option<(&str, usize)> {
    let build = fingerprint.split(':').nth(1)?;
    Some((build.rsplit('/').next()?, at))
}
