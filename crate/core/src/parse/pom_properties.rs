//! `META-INF/maven/<group>/<artifact>/pom.properties`: which artifact a jar is, or was made of.

use crate::facts::{Facts, FileFact, Manifest, ManifestState, Package, excerpt};

use super::document::headers;
use super::sink::Sink;
use super::text::Text;
use super::{Format, Input, purl};

pub(super) const FORMAT: Format = Format { name: "pom.properties", matches, parse };

fn matches(file: &FileFact, _head: &[u8]) -> bool {
    file.name() == "pom.properties" && file.inner_path().contains("META-INF/maven/")
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let properties = headers::properties(text.content());
    let get = |name: &str| properties.iter().find(|property| property.key.text == name && !property.value.is_empty());
    let (group, artifact, version) = (get("groupId"), get("artifactId"), get("version"));
    let mut manifest = Manifest {
        path: path.clone(),
        format: "pom.properties".to_owned(),
        ecosystem: "maven".to_owned(),
        // A shaded jar has one for each library in it, so that one by itself never says what the jar is.
        describes_package: false,
        ..Manifest::default()
    };
    manifest.name = artifact.map(|artifact| text.sited(excerpt(&artifact.value), artifact.key.at));
    manifest.version = version.map(|version| text.sited(excerpt(&version.value), version.key.at));
    if artifact.is_none() {
        let reason = "no artifactId".to_owned();
        manifest.state = ManifestState::Unreadable { line: 1, column: 1, reason };
    }
    let mut sink = Sink::new(facts, path, input.most_facts);
    sink.manifest(manifest);
    if let Some(artifact) = artifact {
        let name = match group {
            Some(group) => format!("{}:{}", group.value, artifact.value),
            None => artifact.value.clone(),
        };
        let version = version.map_or("", |version| version.value.as_str());
        sink.package(Package {
            name: excerpt(&name),
            version: excerpt(version),
            ecosystem: "maven".to_owned(),
            purl: purl::purl("maven", &name, version),
            site: text.site(artifact.key.at),
        });
    }
}
