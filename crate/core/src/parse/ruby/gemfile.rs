//! `Gemfile` and `gems.rb`: what Bundler is asked for.

use crate::facts::{DependencySource, Facts, PackageOrigin, Scope, SourceKind};

use crate::parse::listing::{Listing, Need};
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact};

use super::literal::{Statement, Token, statements};
use super::{GEM, need_ruby};

pub(in crate::parse) const FORMAT: Format = Format { name: "Gemfile", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.is_named(&["Gemfile", "gems.rb"])
}

/// Words that open a block which `end` closes, at the beginning of a statement.
const OPENERS: &[&str] = &["if", "unless", "case", "while", "until", "for", "begin", "def", "class", "module"];

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let mut listing = Listing::new(input, facts, &text, GEM, PackageOrigin::Manifest);
    let (statements, broken) = statements(&text);
    listing.file_of_lines("Gemfile", broken);
    let mut blocks: Vec<Block> = Vec::new();
    for statement in &statements {
        let Some((word, at)) = statement.first_word() else { continue };
        match word {
            "gem" => gem(statement, blocks.last(), &mut listing),
            "ruby" => {
                let requirement = statement.texts(1);
                if !requirement.is_empty() {
                    need_ruby(&requirement, at, &mut listing);
                }
            }
            "end" => {
                blocks.pop();
            }
            _ if opens(statement, word) => {
                let block = Block::of(statement, word, blocks.last());
                blocks.push(block);
            }
            _ => {}
        }
    }
}

/// Whether an `end` belongs to the statement: `… do`, `… do |x|`, `if …`.
fn opens(statement: &Statement<'_>, word: &str) -> bool {
    OPENERS.contains(&word) || statement.tokens.iter().any(|(token, _)| *token == Token::Word("do"))
}

/// What holds for every gem in a block.
#[derive(Clone, Default)]
struct Block {
    scope: Scope,
    source: Option<DependencySource>,
}

impl Block {
    fn of(statement: &Statement<'_>, word: &str, outer: Option<&Self>) -> Self {
        let mut block = outer.cloned().unwrap_or_default();
        match word {
            "group" => {
                let names = statement.tokens.iter().filter_map(|(token, _)| match token {
                    Token::Symbol(name) => Some(*name),
                    _ => None,
                });
                block.scope = scope_of(names);
                if statement.tokens.iter().any(|(token, _)| *token == Token::Key("optional")) {
                    block.scope = Scope::Optional;
                }
            }
            "git" | "github" => block.source = Some(git(&statement.texts(1), statement)),
            "path" => block.source = Some(fact::source(SourceKind::Path, &statement.texts(1), false)),
            _ => {}
        }
        block
    }
}

/// When the gems of some groups are needed: a gem that is in any other group as well is needed when it runs.
fn scope_of<'n>(groups: impl Iterator<Item = &'n str>) -> Scope {
    groups
        .map(|group| match group {
            "test" => Scope::Test,
            "development" => Scope::Development,
            _ => Scope::Runtime,
        })
        .reduce(|a, b| match (a, b) {
            (Scope::Runtime, _) | (_, Scope::Runtime) => Scope::Runtime,
            (Scope::Test, Scope::Test) => Scope::Test,
            _ => Scope::Development,
        })
        .unwrap_or(Scope::Runtime)
}

fn gem(statement: &Statement<'_>, block: Option<&Block>, listing: &mut Listing<'_>) {
    let is_name = |(token, _): &(Token<'_>, usize)| matches!(token, Token::Text(_));
    let Some(index) = statement.tokens.iter().position(is_name) else { return };
    let Some((Token::Text(name), at)) = statement.tokens.get(index) else { return };
    let mut groups = statement.values("group").chain(statement.values("groups")).peekable();
    let own_scope = groups.peek().is_some().then(|| scope_of(groups));
    listing.need(Need {
        name,
        requirement: &statement.texts(index.saturating_add(1)),
        scope: own_scope.or(block.map(|block| block.scope)).unwrap_or_default(),
        source: elsewhere(statement).or_else(|| block.and_then(|block| block.source.clone())),
        at: *at,
    });
}

fn elsewhere(statement: &Statement<'_>) -> Option<DependencySource> {
    for key in ["git", "github", "gitlab", "bitbucket", "gist"] {
        if let Some(url) = statement.value(key) {
            return Some(git(url, statement));
        }
    }
    statement.value("path").map(|path| fact::source(SourceKind::Path, path, false))
}

fn git(url: &str, statement: &Statement<'_>) -> DependencySource {
    fact::source(SourceKind::Git, url, statement.value("ref").is_some_and(fact::is_commit))
}
