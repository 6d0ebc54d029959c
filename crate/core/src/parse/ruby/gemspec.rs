//! `*.gemspec`: the specification of a gem, in sources and in `specifications/` of an installation.

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::{Facts, PackageOrigin, Scope};

use crate::parse::document::{Break, Document};
use crate::parse::listing::{Listing, Need};
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input};

use super::literal::{Statement, Token, statements};
use super::{GEM, need_ruby};

pub(in crate::parse) const FORMAT: Format = Format { name: "gemspec", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.has_extension("gemspec")
}

/// Methods that ask for a gem, and when it is needed.
const ASKING: &[(&str, Scope)] = &[
    ("add_dependency", Scope::Runtime),
    ("add_runtime_dependency", Scope::Runtime),
    ("add_development_dependency", Scope::Development),
];

fn parse(input: Input<'_>, facts: &mut Facts) {
    let text = Text::new(&input.file.path, input.bytes);
    let (statements, broken) = statements(&text);
    let mut listing = Listing::new(input, facts, &text, GEM, PackageOrigin::Manifest);
    let Some(begin) = Begin::of(&statements) else {
        let broken = broken.unwrap_or_else(|| Break::new(0, "no `Gem::Specification.new do |spec|`"));
        return listing.file_of_lines("gemspec", Some(broken));
    };
    let constants = constants(&statements);
    let (mut name, mut version) = (begin.name, begin.version);
    let mut asked = Vec::new();
    for statement in &statements {
        match begin.attribute(statement) {
            Some("name") => name = text_of(statement, &constants).or(name),
            Some("version") => version = text_of(statement, &constants).or(version),
            Some(attribute) => asked.push((attribute, statement)),
            None => {}
        }
    }
    listing.identify("gemspec", &Document { broken, ..Document::default() }, name, version);
    // What an installed gem needs is installed beside it, and its extensions are built.
    if input.file.path.contains("specifications/") {
        return;
    }
    // Older specifications say everything twice, for two versions of RubyGems.
    let mut seen = BTreeSet::new();
    for (attribute, statement) in asked {
        let place = statement.tokens.first().map_or(0, |(_, at)| *at);
        if let Some((_, scope)) = ASKING.iter().find(|(method, _)| *method == attribute) {
            dependency(statement, *scope, &mut seen, &mut listing);
        } else if attribute == "required_ruby_version" {
            need_ruby(&statement.texts(0), place, &mut listing);
        } else if attribute == "extensions" {
            for (token, at) in &statement.tokens {
                if let Token::Text(script) | Token::Symbol(script) = token {
                    listing.install_hook("gem extension", script, *at);
                }
            }
        }
    }
}

fn dependency<'t>(
    statement: &Statement<'t>,
    scope: Scope,
    seen: &mut BTreeSet<(&'t str, String)>,
    listing: &mut Listing<'_>,
) {
    let is_text = |(token, _): &(Token<'_>, usize)| matches!(token, Token::Text(_));
    let Some(index) = statement.tokens.iter().position(is_text) else { return };
    let Some((Token::Text(name), at)) = statement.tokens.get(index) else { return };
    let requirement = statement.texts(index.saturating_add(1));
    if seen.insert((name, requirement.clone())) {
        listing.need(Need { name, requirement: &requirement, scope, source: None, at: *at });
    }
}

/// A text and the byte offset at which it stands.
type Word<'t> = (&'t str, usize);

/// `Gem::Specification.new do |spec|`, or with name and version before the block.
struct Begin<'t> {
    variable: &'t str,
    name: Option<Word<'t>>,
    version: Option<Word<'t>>,
}

impl<'t> Begin<'t> {
    fn of(statements: &[Statement<'t>]) -> Option<Self> {
        statements.iter().find_map(|statement| {
            let tokens = &statement.tokens;
            let new = tokens.iter().position(|(token, _)| *token == Token::Word("Gem::Specification.new"))?;
            let bar = tokens.iter().skip(new).position(|(token, _)| *token == Token::Mark('|'))?.saturating_add(new);
            let (Token::Word(variable), _) = tokens.get(bar.saturating_add(1))? else { return None };
            let mut given = tokens.iter().skip(new).filter_map(|(token, at)| match token {
                Token::Text(text) => Some((*text, *at)),
                _ => None,
            });
            Some(Self { variable, name: given.next(), version: given.next() })
        })
    }

    /// The attribute that is set, or the method that is called, on the specification.
    fn attribute(&self, statement: &Statement<'t>) -> Option<&'t str> {
        statement.first_word()?.0.strip_prefix(self.variable)?.strip_prefix('.')
    }
}

/// `VERSION = "1.2.3"`, by name.
fn constants<'t>(statements: &[Statement<'t>]) -> BTreeMap<&'t str, &'t str> {
    let constant = |statement: &Statement<'t>| match statement.tokens.as_slice() {
        [(Token::Word(name), _), (Token::Mark('='), _), (Token::Text(text), _), ..]
            if name.starts_with(|c: char| c.is_ascii_uppercase()) =>
        {
            Some((*name, *text))
        }
        _ => None,
    };
    statements.iter().filter_map(constant).collect()
}

/// What is assigned: a text, one given to `Gem::Version.new`, or a constant of this file.
fn text_of<'t>(statement: &Statement<'t>, constants: &BTreeMap<&'t str, &'t str>) -> Option<Word<'t>> {
    let (_, first_at) = statement.tokens.first()?;
    match statement.tokens.get(1..)? {
        [(Token::Mark('='), _), (Token::Text(text), at), ..] => Some((text, *at)),
        [
            (Token::Mark('='), _),
            (Token::Word("Gem::Version.new"), _),
            (Token::Mark('('), _),
            (Token::Text(text), at),
            ..,
        ] => Some((text, *at)),
        [(Token::Mark('='), _), (Token::Word(constant), _), ..] => {
            let constant = constant.trim_end_matches(".freeze").trim_end_matches(".dup");
            let name = constant.rsplit("::").next().unwrap_or(constant);
            constants.get(name).map(|text| (*text, *first_at))
        }
        _ => None,
    }
}
