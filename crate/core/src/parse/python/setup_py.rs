//! `setup.py`, which pip runs to install a source archive. Its literals are read, nothing is run.

use std::collections::BTreeMap;

use crate::facts::{Dependency, Facts, InstallHook, Manifest, Scope};
use crate::limits::DOCUMENT_NODES;

use crate::parse::sink::Sink;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input, fact, place};

use super::pep508;
use super::tokens::{Kind, Token, tokens};

pub(in crate::parse) const FORMAT: Format = Format { name: "setup.py", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    // Deeper ones belong to tests and examples: pip runs the one beside PKG-INFO.
    candidate.name == "setup.py"
        && place::depth(candidate.file.inner_path()) <= 1
        && !place::is_vendored(&candidate.file.path)
}

/// Arguments of `setup` that hold requirements.
const REQUIREMENTS: &[(&str, Scope)] = &[
    ("install_requires", Scope::Runtime),
    ("requires", Scope::Runtime),
    ("setup_requires", Scope::Build),
    ("tests_require", Scope::Test),
    ("extras_require", Scope::Optional),
];

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let text = Text::new(path, input.bytes);
    let Some(line) = setup_line(&text) else { return };
    let source = Source::new(tokens(text.content()));
    let mut sink = Sink::new(facts, path, input.most_facts);
    if source.tokens.len() >= DOCUMENT_NODES {
        sink.skip(format!("more than {DOCUMENT_NODES} tokens of Python; the rest was not read"));
    }
    sink.install_hook(InstallHook { hook: "setup.py".to_owned(), command: String::new(), site: text.line_site(line) });
    let Some(arguments) = source.arguments_of_setup() else { return };
    let word = |key: &str| source.word(*arguments.get(key)?);
    let (name, version) = (word("name"), word("version"));
    let manifest = Manifest {
        // One that only calls `setup()` leaves the name to setup.cfg or pyproject.toml.
        describes_package: name.is_some() && place::is_at_usual_place(path),
        ..fact::manifest(path, "setup.py", "pypi")
    };
    sink.identify(manifest, &text, (name, None), version);
    if let Some((requirement, at)) = word("python_requires") {
        sink.dependency(pep508::python(requirement, text.site(at)));
    }
    for (key, scope) in REQUIREMENTS {
        let Some(&value) = arguments.get(key) else { continue };
        // One more than are taken, so that the rest is noted.
        for (requirement, at) in source.requirements(value).into_iter().take(input.most_facts.saturating_add(1)) {
            if let Some(needs) = pep508::requirement(requirement, text.site(at)) {
                let scope = if needs.scope == Scope::Runtime { *scope } else { needs.scope };
                sink.dependency(Dependency { scope, ..needs });
            }
        }
    }
}

/// The first line that sets something up. A file of that name without one is somebody's script.
fn setup_line(text: &Text<'_>) -> Option<u32> {
    let sets_up = |line: &str| {
        let line = line.trim_start();
        !line.starts_with('#') && ["setup(", "setuptools", "distutils"].iter().any(|word| line.contains(word))
    };
    text.lines().find(|(_, line)| sets_up(line)).map(|(number, _)| number)
}

/// Most variables that are followed to a value: a name may stand for itself.
const MOST_HOPS: usize = 8;

/// Most values that are added up. Each may be a long list again, so that they would grow with the square of the file.
const MOST_TERMS: usize = 32;

struct Source<'t> {
    tokens: Vec<Token<'t>>,
    /// Where the value of each variable of the module begins.
    variables: BTreeMap<&'t str, usize>,
}

impl<'t> Source<'t> {
    fn new(tokens: Vec<Token<'t>>) -> Self {
        let mut source = Self { tokens, variables: BTreeMap::new() };
        source.variables = source.assignments(0, 0);
        source
    }

    /// `name = value` at one depth of brackets, from a token to where that depth is left.
    fn assignments(&self, from: usize, wanted_depth: usize) -> BTreeMap<&'t str, usize> {
        let mut found = BTreeMap::new();
        let mut depth = wanted_depth;
        for at in from..self.tokens.len() {
            match self.kind(at) {
                Some(Kind::Mark('(' | '[' | '{')) => depth = depth.saturating_add(1),
                Some(Kind::Mark(')' | ']' | '}')) if depth == wanted_depth && wanted_depth > 0 => break,
                Some(Kind::Mark(')' | ']' | '}')) => depth = depth.saturating_sub(1),
                Some(Kind::Name(name)) if depth == wanted_depth && self.is_assigned(at) => {
                    found.insert(*name, at.saturating_add(2));
                }
                _ => {}
            }
        }
        found
    }

    /// Whether a single `=` follows.
    fn is_assigned(&self, at: usize) -> bool {
        self.is_mark(at.saturating_add(1), '=') && !self.is_mark(at.saturating_add(2), '=')
    }

    /// Where the value of each argument of `setup(…)` begins.
    fn arguments_of_setup(&self) -> Option<BTreeMap<&'t str, usize>> {
        let is_call = |&at: &usize| {
            let is_definition = at > 0 && self.kind(at.saturating_sub(1)) == Some(&Kind::Name("def"));
            self.kind(at) == Some(&Kind::Name("setup")) && self.is_mark(at.saturating_add(1), '(') && !is_definition
        };
        let call = (0..self.tokens.len()).find(is_call)?;
        Some(self.assignments(call.saturating_add(2), 1))
    }

    /// Where a value is written: variables are followed.
    fn literal(&self, mut at: usize) -> usize {
        for _ in 0..MOST_HOPS {
            match self.kind(at) {
                Some(Kind::Name(name)) if !self.is_mark(at.saturating_add(1), '(') => match self.variables.get(name) {
                    Some(&value) => at = value,
                    None => break,
                },
                _ => break,
            }
        }
        at
    }

    /// A value that is one string and nothing more.
    fn word(&self, at: usize) -> Option<(&str, usize)> {
        let at = self.literal(at);
        // `"%s" % x`, `"…".format(x)`, `"…" + x` are other strings at run time.
        let is_changed = |mark| self.is_mark(at.saturating_add(1), mark);
        match self.tokens.get(at)? {
            Token { kind: Kind::Text(text), at } if !['%', '.', '+'].into_iter().any(is_changed) => {
                Some((text.trim(), *at)).filter(|(text, _)| !text.is_empty())
            }
            _ => None,
        }
    }

    /// The requirements of a value: a list, a dictionary of lists, a string of lines, or some of these added up.
    fn requirements(&self, value: usize) -> Vec<(&str, usize)> {
        let mut out = Vec::new();
        let mut next = Some(value);
        for _ in 0..MOST_TERMS {
            let Some(at) = next else { break };
            let start = self.literal(at);
            let end = self.end(start);
            for index in start..end {
                if let Some(Token { kind: Kind::Text(text), at }) = self.tokens.get(index)
                    && !self.is_mark(index.saturating_add(1), ':')
                {
                    // `"""a\nb""".split()`, and what setuptools splits by itself.
                    out.extend(text.lines().map(|line| (line.trim(), *at)));
                }
            }
            // A variable is over after its name, whatever follows where it was given its value.
            let after = if start == at { end } else { at.saturating_add(1) };
            next = self.is_mark(after, '+').then(|| after.saturating_add(1));
        }
        out
    }

    /// Where a value that begins with a bracket or a string ends.
    fn end(&self, start: usize) -> usize {
        let mut depth: usize = 0;
        for at in start..self.tokens.len() {
            match self.kind(at) {
                Some(Kind::Mark('(' | '[' | '{')) => depth = depth.saturating_add(1),
                Some(Kind::Mark(')' | ']' | '}')) => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                return at.saturating_add(1);
            }
        }
        self.tokens.len()
    }

    fn kind(&self, at: usize) -> Option<&Kind<'t>> {
        self.tokens.get(at).map(|token| &token.kind)
    }

    fn is_mark(&self, at: usize, mark: char) -> bool {
        self.kind(at) == Some(&Kind::Mark(mark))
    }
}
