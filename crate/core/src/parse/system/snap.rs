//! `meta/snap.yaml` of a snap, and the hooks beside it.

use crate::facts::{Dependency, Facts, InstallHook, Manifest, Site};

use crate::parse::document::{Node, yaml};
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact};
use crate::version::Dialect;

pub(in crate::parse) const FORMAT: Format = Format { name: "snap.yaml", matches, parse };
pub(in crate::parse) const HOOK: Format = Format { name: "snap hook", matches: matches_hook, parse: parse_hook };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "snap.yaml"
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let document = yaml::read(text.content());
    let mut manifest =
        Manifest { describes_package: path == "meta/snap.yaml", ..fact::manifest(path, "snap.yaml", "snap") };
    fact::note_state(&mut manifest, &document, &text);
    let word = |key: &str| document.root.word_of(key);
    let mut sink = Sink::new(facts, path, input.most_facts);
    sink.identify(manifest, &text, (word("name"), None), word("version"));
    if let Some((base, at)) = word("base") {
        sink.dependency(dependency(base, "", &text, at));
    }
    for assumed in document.root.get("assumes").map_or(&[][..], Node::items) {
        // `snapd2.55`: the snapd that brings what the snap counts on.
        if let Some(version) = assumed.word().and_then(|word| word.strip_prefix("snapd")) {
            sink.dependency(dependency("snapd", &format!(">={version}"), &text, assumed.at));
        }
    }
}

fn dependency(name: &str, requirement: &str, text: &Text<'_>, at: usize) -> Dependency {
    fact::dependency("snap", Dialect::Generic, (name, requirement), text.site(at))
}

fn matches_hook(candidate: &Candidate<'_>) -> bool {
    candidate.is_named(&["install", "pre-refresh", "post-refresh", "configure", "remove"])
        && candidate.file.path.strip_suffix(candidate.name).is_some_and(|folder| folder.ends_with("meta/hooks/"))
}

fn parse_hook(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    Sink::new(facts, path, input.most_facts).install_hook(InstallHook {
        hook: format!("snap {}", input.file.name()),
        command: String::new(),
        site: Site::entry(path),
    });
}
