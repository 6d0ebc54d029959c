//! MSBuild files in a NuGet package: whoever references it imports them, and their tasks run with the build.

use crate::facts::{Facts, InstallHook, excerpt};

use crate::parse::document::{Node, xml};
use crate::parse::redact::redact;
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input};

pub(in crate::parse) const FORMAT: Format = Format { name: "NuGet build targets", matches, parse };

/// The folders of a package from which NuGet imports them.
const FOLDERS: &[&str] = &["build", "buildTransitive", "buildMultiTargeting", "buildCrossTargeting"];

fn matches(candidate: &Candidate<'_>) -> bool {
    (candidate.has_extension("targets") || candidate.has_extension("props"))
        && candidate
            .file
            .inner_path()
            .split_once('/')
            .is_some_and(|(folder, _)| FOLDERS.iter().any(|known| known.eq_ignore_ascii_case(folder)))
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let document = xml::read(text.content());
    let mut sink = Sink::new(facts, path, input.most_facts);
    let hook = format!("MSBuild {}", input.file.name());
    for target in document.root.all("Project").flat_map(|project| project.all("Target")) {
        // Of a target without `Exec` it is enough to say that something runs.
        let mut commands = target.all("Exec").filter_map(|exec| exec.word_of("Command")).peekable();
        if commands.peek().is_none() {
            let name = target.get("Name").and_then(Node::word).unwrap_or("");
            let command = excerpt(&format!("target {name}"));
            sink.install_hook(InstallHook { hook: hook.clone(), command, site: text.site(target.at) });
        }
        for (command, at) in commands {
            let command = excerpt(&redact(command));
            sink.install_hook(InstallHook { hook: hook.clone(), command, site: text.site(at) });
        }
    }
}
