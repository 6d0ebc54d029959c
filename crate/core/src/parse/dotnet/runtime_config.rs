//! `*.runtimeconfig.json`, which lies beside a .NET application and names the runtimes that it starts on.

use crate::facts::Facts;

use crate::parse::document::{Node, json};
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact};
use crate::version::Dialect;

pub(in crate::parse) const FORMAT: Format = Format { name: "runtimeconfig.json", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name.ends_with(".runtimeconfig.json")
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let document = json::read_with_comments(text.content());
    let mut manifest = fact::manifest(path, "runtimeconfig.json", "nuget");
    fact::note_state(&mut manifest, &document, &text);
    let mut sink = Sink::new(facts, path, input.most_facts);
    sink.manifest(manifest);
    let Some(options) = document.root.get("runtimeOptions") else { return };
    let policy = options.get("rollForward").and_then(Node::word).unwrap_or("Minor");
    // A self-contained application lists `includedFrameworks`, which it brings.
    let several = options.get("frameworks").into_iter().flat_map(Node::items);
    for framework in options.get("framework").into_iter().chain(several) {
        let (Some((name, at)), Some((version, _))) = (framework.word_of("name"), framework.word_of("version")) else {
            continue;
        };
        let requirement = admitted(version, policy);
        sink.dependency(fact::dependency("generic", Dialect::Nuget, (name, &requirement), text.site(at)));
    }
}

/// What the host takes instead of the version that an application was built for, as a range of NuGet.
fn admitted(version: &str, policy: &str) -> String {
    let mut numbers = version.split('.').map_while(|part| part.parse::<u32>().ok());
    let (major, minor) = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
    match policy {
        "Major" | "LatestMajor" => version.to_owned(),
        "LatestPatch" => format!("[{version}, {major}.{})", minor.saturating_add(1)),
        "Disable" => format!("[{version}]"),
        _ => format!("[{version}, {}.0)", major.saturating_add(1)),
    }
}
