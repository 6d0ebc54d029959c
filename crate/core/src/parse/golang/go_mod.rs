//! `go.mod`: the modules that a module is built of (the Go modules reference, "go.mod files").
//!
//! A requirement is a minimum, and since Go 1.17 the file names every module of the build at the version that is taken:
//! each is a dependency and, with its replacement, a package.

use std::collections::BTreeMap;

use crate::facts::{Facts, PackageOrigin, Scope, SourceKind};

use crate::parse::document::{Break, Document};
use crate::parse::listing::{Listing, Need};
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact};
use crate::version::Dialect;

use super::{GO, is_folder};

pub(in crate::parse) const FORMAT: Format = Format { name: "go.mod", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.name == "go.mod"
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let module = Module::read(&text);
    let mut listing = Listing::new(input, facts, &text, GO, PackageOrigin::Manifest);
    let document = Document { broken: module.broken, ..Document::default() };
    listing.identify("go.mod", &document, module.path.map(|word| (word.text, word.at)), None);
    for go in module.toolchains {
        let need = Need { name: "go", requirement: go.text, scope: Scope::Build, source: None, at: go.at };
        let minimum = format!(">={}", go.text);
        listing.need_of_machine_as(need, Dialect::Generic, &minimum);
    }
    for Required { module: required, version } in &module.required {
        let replacement =
            module.replaced.get(&(required.text, version.text)).or_else(|| module.replaced.get(&(required.text, "")));
        let source = replacement.map(|new| match new.version {
            "" => fact::source(SourceKind::Path, new.path, false),
            version => fact::source(SourceKind::Url, &format!("{}@{version}", new.path), true),
        });
        let need =
            Need { name: required.text, requirement: version.text, scope: Scope::Runtime, source, at: required.at };
        listing.need(need);
        // What is built; a folder has no version that anybody else knows.
        let built = match replacement {
            None => Some((required.text, version.text, required.at)),
            Some(new) => Some((new.path, new.version, new.at)).filter(|_| !is_folder(new.path)),
        };
        if let Some((module, version, at)) = built {
            listing.pin_by(PackageOrigin::Lockfile, module, version, at);
        }
    }
}

/// A word and the byte offset at which it stands.
#[derive(Clone, Copy)]
struct Word<'t> {
    text: &'t str,
    at: usize,
}

struct Required<'t> {
    module: Word<'t>,
    version: Word<'t>,
}

struct Replacement<'t> {
    path: &'t str,
    version: &'t str,
    at: usize,
}

/// What the file says.
#[derive(Default)]
struct Module<'t> {
    path: Option<Word<'t>>,
    /// The versions of Go that are asked for: of the language, and of the toolchain.
    toolchains: Vec<Word<'t>>,
    required: Vec<Required<'t>>,
    /// By module and version; every version where that is empty.
    replaced: BTreeMap<(&'t str, &'t str), Replacement<'t>>,
    broken: Option<Break>,
}

/// Directives that say nothing about what is built.
const OTHERS: &[&str] = &["exclude", "retract", "godebug", "tool", "ignore"];

impl<'t> Module<'t> {
    fn read(text: &'t Text<'_>) -> Self {
        let mut module = Self::default();
        let mut block: Option<Word<'t>> = None;
        for (at, line) in text.lines_at() {
            let words = words(line, at);
            let taken = match (block, words.as_slice()) {
                (_, []) => true,
                (Some(_), [Word { text: ")", .. }]) => {
                    block = None;
                    true
                }
                (None, [verb, Word { text: "(", .. }, rest @ ..]) => {
                    // `exclude ()` is a block too.
                    block = if rest.is_empty() { Some(*verb) } else { None };
                    true
                }
                (Some(verb), words) => module.directive(verb.text, words),
                (None, [verb, words @ ..]) => module.directive(verb.text, words),
            };
            if let (false, Some(word)) = (taken, words.first()) {
                let reason = format!("`{}` is no directive of go.mod", crate::facts::excerpt(word.text));
                module.broken.get_or_insert(Break::new(word.at, reason));
            }
        }
        if let Some(verb) = block {
            let reason = format!("the block `{} (` is not closed", crate::facts::excerpt(verb.text));
            module.broken.get_or_insert(Break::new(verb.at, reason));
        }
        module
    }

    /// Takes a line; `false` where it cannot be understood.
    fn directive(&mut self, verb: &str, words: &[Word<'t>]) -> bool {
        match (verb, words) {
            ("module", [path]) => self.path = Some(*path),
            ("go", [version]) => self.toolchains.push(*version),
            ("toolchain", [name]) => {
                // `default` and a fork's suffix name no version.
                if let Some(version) = name.text.strip_prefix("go").filter(|rest| !rest.is_empty()) {
                    self.toolchains.push(Word { text: version, at: name.at });
                }
            }
            ("require", [module, version]) => self.required.push(Required { module: *module, version: *version }),
            ("replace", [old, Word { text: "=>", .. }, new @ ..]) => return self.replace((*old, ""), new),
            ("replace", [old, version, Word { text: "=>", .. }, new @ ..]) => {
                return self.replace((*old, version.text), new);
            }
            (verb, _) => return OTHERS.contains(&verb),
        }
        true
    }

    fn replace(&mut self, (old, old_version): (Word<'t>, &'t str), new: &[Word<'t>]) -> bool {
        let (path, version) = match new {
            [path] => (path, ""),
            [path, version] => (path, version.text),
            _ => return false,
        };
        let replacement = Replacement { path: path.text, version, at: old.at };
        self.replaced.insert((old.text, old_version), replacement);
        true
    }
}

/// The words of a line before its comment. A word may stand in quotes; brackets stand by themselves.
fn words<'t>(line: &'t str, line_at: usize) -> Vec<Word<'t>> {
    let line = before_comment(line);
    let mut words = Vec::new();
    let mut rest = line;
    loop {
        rest = rest.trim_start();
        let at = line_at.saturating_add(line.len().saturating_sub(rest.len()));
        let Some(first) = rest.chars().next() else { break };
        let (text, after) = match first {
            '"' | '`' => {
                let inner = rest.get(1..).unwrap_or("");
                inner.split_once(first).unwrap_or((inner, ""))
            }
            '(' | ')' => rest.split_at(1),
            _ => rest.split_at(rest.find(|c: char| c.is_whitespace() || matches!(c, '(' | ')')).unwrap_or(rest.len())),
        };
        words.push(Word { text, at });
        rest = after;
    }
    words
}

/// A comment begins with `//` at the beginning of a word.
fn before_comment(line: &str) -> &str {
    let comment = line.match_indices("//").find(|(at, _)| {
        line.get(..*at).is_some_and(|before| before.is_empty() || before.ends_with(|c: char| c.is_whitespace()))
    });
    comment.and_then(|(at, _)| line.get(..at)).unwrap_or(line)
}
