//! Jenkins plugins (`.hpi`, `.jpi`): the jar manifest with fields of their own.

use crate::facts::{Dependency, Facts, Package, Scope, excerpt};
use crate::purl;

use crate::parse::document::headers::{self, Folding};
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact, place};
use crate::version::Dialect;

pub(in crate::parse) const FORMAT: Format = Format { name: "Jenkins plugin manifest", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name.eq_ignore_ascii_case("MANIFEST.MF") && candidate.head_holds(b"Plugin-Version:")
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let headers = headers::read(text.content(), Folding::Jar);
    let word = |name: &str| {
        let header = headers.iter().find(|header| header.key.text.eq_ignore_ascii_case(name))?;
        Some(header.word()).filter(|(word, _)| !word.is_empty())
    };
    let (Some((name, at)), Some((version, version_at))) = (word("Short-Name"), word("Plugin-Version")) else { return };
    // `1.2-SNAPSHOT (private-0123abcd-builder)`
    let version = version.split_whitespace().next().unwrap_or(version);
    let mut manifest = fact::manifest(path, "Jenkins plugin manifest", "jenkins");
    manifest.describes_package = place::is_at_usual_place(path);
    manifest.name = Some(text.sited(excerpt(name), at));
    manifest.version = Some(text.sited(excerpt(version), version_at));
    let group = word("Group-Id").map(|(group, _)| group);
    let mut sink = Sink::new(facts, path, input.most_facts);
    if let Some(own) = fact::generic_package(&manifest) {
        // Plugins are published to a Maven repository; Jenkins knows them by their short name.
        let purl = group.map_or_else(String::new, |group| purl::purl("maven", &format!("{group}:{name}"), version));
        sink.package(Package { purl, ..own });
    }
    sink.manifest(manifest);
    if let Some((version, at)) = word("Jenkins-Version").or_else(|| word("Hudson-Version")) {
        sink.dependency(fact::at_least("jenkins", version, text.site(at)));
    }
    if let Some((version, at)) = word("Minimum-Java-Version") {
        sink.dependency(fact::at_least("java", version, text.site(at)));
    }
    let (plugins, at) = word("Plugin-Dependencies").unwrap_or_default();
    for plugin in plugins.split(',').map(str::trim).take(sink.enough()) {
        // `credentials:1.2;resolution:=optional`
        let (plugin, directives) = plugin.split_once(';').unwrap_or((plugin, ""));
        let Some((name, version)) = plugin.split_once(':') else { continue };
        let requirement = format!(">={}", version.trim());
        sink.dependency(Dependency {
            scope: if directives.contains("optional") { Scope::Optional } else { Scope::Runtime },
            ..fact::dependency("generic", Dialect::Generic, (name.trim(), &requirement), text.site(at))
        });
    }
}
