//! Paket's `paket.dependencies`: what a solution asks for, a line each.

use crate::facts::{Dependency, DependencySource, Facts, SourceKind, excerpt};

use crate::parse::redact::redact;
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact};
use crate::version::Dialect;

pub(in crate::parse) const FORMAT: Format = Format { name: "paket.dependencies", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "paket.dependencies"
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let mut sink = Sink::new(facts, path, input.most_facts);
    sink.manifest(fact::manifest(path, "paket.dependencies", "nuget"));
    for (number, line) in text.lines() {
        let line = line.split(" //").next().unwrap_or(line).trim();
        let Some((kind, rest)) = line.split_once([' ', '\t']) else { continue };
        let rest = rest.trim();
        let site = text.line_site(number);
        match kind {
            "nuget" | "clitool" => {
                let (name, rest) = rest.split_once([' ', '\t']).unwrap_or((rest, ""));
                // Paket's own operators: a plain version is exact, `~>` as in RubyGems.
                sink.dependency(fact::dependency("nuget", Dialect::Generic, (name, &requirement(rest)), site));
            }
            "github" | "git" => {
                let (name, commit) = rest.split_once([' ', '\t']).unwrap_or((rest, ""));
                let (name, branch) = name.split_once(':').filter(|_| kind == "github").unwrap_or((name, ""));
                let pinned = [commit, branch].iter().any(|word| is_commit(word));
                let url = excerpt(&redact(rest));
                sink.dependency(Dependency {
                    source: Some(DependencySource { kind: SourceKind::Git, url, pinned }),
                    range: None,
                    ..fact::dependency("github", Dialect::Generic, (&redact(name), ""), site)
                });
            }
            _ => {}
        }
    }
}

/// The words up to the first setting (`framework: net8.0`, `prerelease`).
fn requirement(rest: &str) -> String {
    let words = rest.split_whitespace().take_while(|word| !word.contains(':') && word.contains(is_of_requirement));
    // `==` only keeps transitive packages from deciding.
    words.collect::<Vec<_>>().join(" ").replace("==", "=")
}

fn is_of_requirement(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '>' | '<' | '=' | '~')
}

fn is_commit(word: &str) -> bool {
    word.len() >= 40 && word.bytes().all(|byte| byte.is_ascii_hexdigit())
}
