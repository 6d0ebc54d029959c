//! `META-INF/maven/<group>/<artifact>/pom.properties`: which artifact a jar is, or was made of.

use crate::facts::{Facts, Manifest, ManifestState};

use crate::parse::document::headers::{self, Header};
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact};

pub(in crate::parse) const FORMAT: Format = Format { name: "pom.properties", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "pom.properties"
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let properties = headers::properties(text.content());
    let get = |name: &str| properties.iter().find(|property| property.key.text == name && !property.value.is_empty());
    let (group, artifact, version) = (get("groupId"), get("artifactId"), get("version"));
    // Maven's plugin writes it to that folder; anywhere else it has to say all three to be one.
    if !path.contains("META-INF/maven/") && (group.is_none() || artifact.is_none() || version.is_none()) {
        return;
    }
    let mut manifest = Manifest {
        // A shaded jar has one for each library in it, so that one by itself never says what the jar is.
        describes_package: false,
        ..fact::manifest(path, "pom.properties", "maven")
    };
    if artifact.is_none() {
        let reason = "no artifactId".to_owned();
        manifest.state = ManifestState::Unreadable { line: 1, column: 1, reason };
    }
    let mut sink = Sink::new(facts, path, input.most_facts);
    let full_name = group.zip(artifact).map(|(group, artifact)| format!("{}:{}", group.value, artifact.value));
    sink.identify(manifest, &text, (artifact.map(Header::word), full_name.as_deref()), version.map(Header::word));
}
