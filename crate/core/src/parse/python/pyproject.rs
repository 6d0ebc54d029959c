//! `pyproject.toml`: PEP 621's `project`, PEP 735's groups, PEP 518's build system, and Poetry's own tables.

use crate::facts::{Facts, Manifest, Scope};

use crate::parse::document::{Node, toml};
use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact, place};

use super::{pep508, poetry};

pub(in crate::parse) const FORMAT: Format = Format { name: "pyproject.toml", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "pyproject.toml" && !place::is_vendored(&candidate.file.path)
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let document = toml::read(text.content());
    let none = Node::default();
    let project = document.root.get("project").unwrap_or(&none);
    let tool = document.root.get("tool").unwrap_or(&none);
    let poetry = tool.get("poetry").unwrap_or(&none);
    let field = |key| project.get(key).or_else(|| poetry.get(key)).and_then(|node| Some((node.word()?, node.at)));
    let name = field("name");
    let mut manifest = Manifest {
        // Many only set up tools and name nothing.
        describes_package: name.is_some() && place::is_at_usual_place(path),
        ..fact::manifest(path, "pyproject.toml", "pypi")
    };
    fact::note_state(&mut manifest, &document, &text);
    let mut sink = Sink::new(facts, path, input.most_facts);
    sink.identify(manifest, &text, (name, None), field("version"));
    standard(project, &text, &mut sink);
    groups(document.root.get("dependency-groups"), &text, &mut sink);
    list(document.root.get("build-system").and_then(|build| build.get("requires")), Scope::Build, &text, &mut sink);
    // Before PEP 735, uv and PDM had tables of their own.
    list(tool.get("uv").and_then(|uv| uv.get("dev-dependencies")), Scope::Development, &text, &mut sink);
    groups(tool.get("pdm").and_then(|pdm| pdm.get("dev-dependencies")), &text, &mut sink);
    // Since Poetry 2 its table only says where to take from what `project` asks for.
    let main = poetry.get("dependencies").filter(|_| project.get("dependencies").is_none());
    poetry_tables(poetry, main, &text, &mut sink);
}

fn standard(project: &Node, text: &Text<'_>, sink: &mut Sink<'_>) {
    if let Some(python) = project.get("requires-python")
        && let Some(requirement) = python.word()
    {
        sink.dependency(pep508::python(requirement, text.site(python.at)));
    }
    list(project.get("dependencies"), Scope::Runtime, text, sink);
    for (_, extra) in project.get("optional-dependencies").map_or(&[][..], Node::members) {
        list(Some(extra), Scope::Optional, text, sink);
    }
}

fn groups(groups: Option<&Node>, text: &Text<'_>, sink: &mut Sink<'_>) {
    for (name, group) in groups.map_or(&[][..], Node::members) {
        list(Some(group), group_scope(&name.text), text, sink);
    }
}

/// Groups are for whoever works on the project; `test` says for what.
fn group_scope(name: &str) -> Scope {
    if name.starts_with("test") { Scope::Test } else { Scope::Development }
}

/// Requirements as strings. What is none includes another group, which is read where it stands.
fn list(node: Option<&Node>, scope: Scope, text: &Text<'_>, sink: &mut Sink<'_>) {
    for item in node.map_or(&[][..], Node::items) {
        if let Some(mut needs) = item.word().and_then(|word| pep508::requirement(word, text.site(item.at))) {
            needs.scope = scope;
            sink.dependency(needs);
        }
    }
}

fn poetry_tables(poetry: &Node, main: Option<&Node>, text: &Text<'_>, sink: &mut Sink<'_>) {
    let mut table = |node: Option<&Node>, scope| {
        for (key, value) in node.map_or(&[][..], Node::members) {
            sink.dependency(poetry::dependency(key, value, scope, text));
        }
    };
    table(main, Scope::Runtime);
    table(poetry.get("dev-dependencies"), Scope::Development);
    for (name, group) in poetry.get("group").map_or(&[][..], Node::members) {
        let is_main = name.text == "main";
        table(group.get("dependencies"), if is_main { Scope::Runtime } else { group_scope(&name.text) });
    }
}
