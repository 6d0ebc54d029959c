//! `build.gradle` and `build.gradle.kts`: coordinates that are written out. A build script is a program; what it puts
//! together from variables is not guessed at.

use crate::facts::{Dependency, Facts, Scope};

use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact};
use crate::version::Dialect;

pub(in crate::parse) const FORMAT: Format = Format { name: "build.gradle", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.is_named(&["build.gradle", "build.gradle.kts"])
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let mut sink = Sink::new(facts, path, input.most_facts);
    sink.manifest(fact::manifest(path, "build.gradle", "maven"));
    let mut is_comment = false;
    for (number, line) in text.lines() {
        let Some(line) = code(line, &mut is_comment) else { continue };
        if let Some(found) = plugin(line).or_else(|| declared(line)) {
            let requirement = if found.version.contains('$') { "" } else { found.version };
            sink.dependency(Dependency {
                scope: found.scope,
                ..fact::managed_dependency("maven", Dialect::Maven, (&found.name, requirement), text.line_site(number))
            });
        }
    }
}

/// The code of a line, where it begins with some: comments end it, or hide it.
fn code<'l>(line: &'l str, is_comment: &mut bool) -> Option<&'l str> {
    let mut line = line.trim();
    if *is_comment {
        line = line.split_once("*/")?.1.trim();
        *is_comment = false;
    }
    if let Some((before, after)) = line.split_once("/*") {
        *is_comment = !after.contains("*/");
        line = before.trim();
    }
    (!line.is_empty() && !line.starts_with("//")).then_some(line)
}

struct Found<'l> {
    name: String,
    version: &'l str,
    scope: Scope,
}

/// `id 'org.example.plugin' version '1.2'`, `id("org.example.plugin") version "1.2"`
fn plugin(line: &str) -> Option<Found<'_>> {
    let mut texts = texts(line.strip_prefix("id").filter(|rest| rest.starts_with(['(', ' ']))?);
    let (id, version) = (texts.next()?, texts.next()?);
    (line.contains(" version ") && is_part(id)).then(|| Found {
        name: format!("{id}:{id}.gradle.plugin"),
        version,
        scope: Scope::Build,
    })
}

/// `implementation 'group:name:version'`, `api(platform("group:name:version"))`,
/// `testImplementation group: 'group', name: 'name', version: 'version'`
fn declared(line: &str) -> Option<Found<'_>> {
    let end = line.find(|c: char| !c.is_ascii_alphanumeric())?;
    let (configuration, rest) = line.split_at_checked(end)?;
    let scope = scope(configuration).filter(|_| rest.starts_with([' ', '(']))?;
    let (group, name, version) = match named(rest, "group") {
        Some(group) => (group, named(rest, "name")?, named(rest, "version").unwrap_or("")),
        None => {
            let mut parts = texts(rest).next()?.split(':');
            (parts.next()?, parts.next()?, parts.next().unwrap_or(""))
        }
    };
    // `1.2@aar` asks for a type of file.
    let version = version.split('@').next().unwrap_or("");
    (is_part(group) && is_part(name)).then(|| Found { name: format!("{group}:{name}"), version, scope })
}

/// The text of `group: 'text'` or `group = "text"`.
fn named<'l>(line: &'l str, key: &str) -> Option<&'l str> {
    let (_, after) = line.split_once(key)?;
    let value = after.trim_start().strip_prefix([':', '='])?.trim_start();
    value.starts_with(['\'', '"']).then(|| texts(value).next()).flatten()
}

/// The scope of a configuration by its usual name: `api`, or `debugImplementation` of one variant.
fn scope(configuration: &str) -> Option<Scope> {
    let known = |names: &[&str]| {
        names.iter().any(|name| {
            let stem = configuration.len().saturating_sub(name.len());
            configuration.get(stem..).is_some_and(|end| end.eq_ignore_ascii_case(name))
        })
    };
    if configuration == "classpath" || known(&["annotationProcessor", "kapt", "ksp"]) {
        Some(Scope::Build)
    } else if !known(&["implementation", "api", "runtimeOnly", "compileOnly", "compile", "runtime", "developmentOnly"])
    {
        None
    } else if configuration.starts_with("test") || configuration.starts_with("androidTest") {
        Some(Scope::Test)
    } else if known(&["compileOnly"]) {
        Some(Scope::Peer)
    } else if known(&["developmentOnly"]) {
        Some(Scope::Development)
    } else {
        Some(Scope::Runtime)
    }
}

/// The texts in quotes of a line, in order.
fn texts(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = line;
    std::iter::from_fn(move || {
        let open = rest.find(['\'', '"'])?;
        let quote = if rest.get(open..)?.starts_with('"') { '"' } else { '\'' };
        let (text, after) = rest.get(open.saturating_add(1)..)?.split_once(quote)?;
        rest = after;
        Some(text)
    })
}

/// A literal part of coordinates.
fn is_part(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'))
}
