//! The tree walked once, as the shell would run it if every condition held.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::expand::{self, array, assignment, expand};
use super::lex::tokens;
use super::parse::parse;
use super::starters::{Inner, unwrap};
use super::tree::{Command, Item, List, RawRedirect, Simple, Span};
use super::variables::{Value, Variables};
use crate::script::{Call, Language, Redirect, RedirectKind, Script, Word};

/// Most calls of one script.
const MOST_CALLS: usize = 50_000;

/// Most tokens of one script.
const MOST_TOKENS: usize = 2_000_000;

/// How deep texts in texts (`sh -c`, `$(…)`) and functions in functions are followed.
const MOST_DEPTH: usize = 16;

/// Values of a loop that are put in one after the other; a longer list is walked once without a value.
const MOST_ROUNDS: usize = 8;

/// How often one function is walked.
const MOST_WALKS: usize = 16;

/// Reads a script.
pub(super) fn run(text: &str) -> Script {
    let mut state = State::default();
    Runner::new(text, None).whole(Span { start: 0, end: text.len() }, &mut state);
    Script { language: Language::Shell, calls: state.calls, is_cut: state.is_cut }
}

/// What lasts from text to text.
#[derive(Default)]
struct State {
    calls: Vec<Call>,
    is_cut: bool,
    variables: Variables,
    depth: usize,
    conditions: usize,
    is_uncalled: bool,
    remote_host: Option<String>,
    /// Whether the next call gets what the one before it writes.
    is_piped: bool,
    /// Redirections of the groups around.
    around: Vec<Redirect>,
    /// Starters around a text that is run (`sudo sh -c '…'`).
    starters: Vec<String>,
}

/// One text on its way.
struct Runner<'t> {
    text: &'t str,
    /// Where everything in it stands, for a text that was put together.
    fixed_at: Option<usize>,
    functions: BTreeMap<&'t str, Rc<List>>,
    walks: BTreeMap<String, usize>,
    under_way: BTreeSet<String>,
}

impl<'t> Runner<'t> {
    fn new(text: &'t str, fixed_at: Option<usize>) -> Self {
        Self { text, fixed_at, functions: BTreeMap::new(), walks: BTreeMap::new(), under_way: BTreeSet::new() }
    }

    /// All of a text, and then the functions that nothing in it calls.
    fn whole(&mut self, span: Span, state: &mut State) {
        self.part(span, state);
        let uncalled: Vec<(&str, Rc<List>)> = self
            .functions
            .iter()
            .filter(|(name, _)| !self.walks.contains_key(**name))
            .map(|(name, body)| (*name, Rc::clone(body)))
            .collect();
        state.is_uncalled = true;
        for (name, body) in uncalled {
            // Another one may have called it by now.
            if !self.walks.contains_key(name) {
                self.function(name, &body, &[], state);
            }
        }
        state.is_uncalled = false;
    }

    fn part(&mut self, span: Span, state: &mut State) {
        let tokens = tokens(self.text, span, MOST_TOKENS);
        state.is_cut |= tokens.len() >= MOST_TOKENS;
        let list = parse(self.text, &tokens);
        self.list(&list, state);
    }

    fn list(&mut self, list: &[Item], state: &mut State) {
        for item in list {
            state.conditions = state.conditions.saturating_add(usize::from(item.is_joined));
            for (place, command) in item.commands.iter().enumerate() {
                state.is_piped = place > 0;
                self.command(command, state);
            }
            state.is_piped = false;
            state.conditions = state.conditions.saturating_sub(usize::from(item.is_joined));
        }
    }

    fn command(&mut self, command: &Command, state: &mut State) {
        match command {
            Command::Simple(simple) => self.simple(simple, state),
            Command::Group(list, redirects) => {
                let before = state.around.len();
                let mut own = self.redirects(redirects, state);
                state.around.append(&mut own);
                self.list(list, state);
                state.around.truncate(before);
            }
            Command::Branches { first, may } => {
                self.list(first, state);
                let mut assigned = Vec::new();
                for branch in may {
                    assigned.append(&mut self.maybe(branch, state));
                }
                state.variables.join(assigned);
            }
            Command::For { name, values, body } => self.each(*name, values.as_deref(), body, state),
            Command::Function { name, body } => {
                self.functions.insert(self.slice(*name), Rc::clone(body));
            }
        }
    }

    /// A branch that may be taken; gives what it assigned, and takes that back.
    fn maybe(&mut self, branch: &List, state: &mut State) -> Vec<(String, Option<Value>)> {
        let since = state.variables.watch();
        state.conditions = state.conditions.saturating_add(1);
        self.list(branch, state);
        state.conditions = state.conditions.saturating_sub(1);
        state.variables.undo(since)
    }

    /// A loop over a list that is written there is no condition: it is run for each.
    fn each(&mut self, name: Span, values: Option<&[Span]>, body: &List, state: &mut State) {
        let name = self.slice(name);
        let known: Vec<Word> = values.map(|values| self.words(values, state)).unwrap_or_default();
        let is_known = !known.is_empty()
            && known.len() <= MOST_ROUNDS
            && known.iter().all(|word| !word.is_open && !word.text.contains(['*', '?', '[', '{']));
        let since = state.variables.watch();
        if is_known {
            for word in known {
                state.variables.set(name, Some(Value { text: word.text, is_open: false }));
                self.list(body, state);
            }
            // What the rounds assigned may differ from round to round.
            let assigned = state.variables.undo(since);
            state.variables.join(assigned);
        } else {
            state.variables.set(name, None);
            let assigned = self.maybe(body, state);
            state.variables.join(assigned);
        }
    }

    fn function(&mut self, name: &str, body: &Rc<List>, arguments: &[Word], state: &mut State) {
        let walks = self.walks.entry(name.to_owned()).or_default();
        *walks = walks.saturating_add(1);
        if *walks > MOST_WALKS || state.depth >= MOST_DEPTH || !self.under_way.insert(name.to_owned()) {
            return;
        }
        state.depth = state.depth.saturating_add(1);
        let since = state.variables.watch();
        for (number, word) in (1..=9_usize).zip(arguments) {
            let value = Value { text: word.text.clone(), is_open: word.is_open };
            state.variables.set(&number.to_string(), Some(value));
        }
        for number in arguments.len().saturating_add(1)..=9 {
            state.variables.set(&number.to_string(), None);
        }
        self.list(body, state);
        // Names keep what the function assigned; its own arguments go.
        let assigned = state.variables.undo(since);
        for (name, value) in assigned {
            if name.len() > 1 || !name.bytes().all(|byte| byte.is_ascii_digit()) {
                state.variables.set(&name, value);
            }
        }
        state.depth = state.depth.saturating_sub(1);
        self.under_way.remove(name);
    }

    fn simple(&mut self, simple: &Simple, state: &mut State) {
        let redirects = self.redirects(&simple.redirects, state);
        let is_assignment = |span: &&Span| assignment(self.text, (span.start, span.end)).is_some();
        let assignments = simple.words.iter().take_while(is_assignment).count();
        let (before, after) = simple.words.split_at_checked(assignments).unwrap_or((&[], &simple.words));
        let is_declaration = after.first().is_some_and(|first| DECLARATIONS.contains(&self.slice(*first)));
        if after.is_empty() || is_declaration {
            for span in before.iter().chain(after.iter().skip(1)) {
                self.assign(*span, state);
            }
            if is_declaration && state.calls.len() < MOST_CALLS {
                // `export X=$(…)` is no call of anything else.
                return;
            }
            if after.is_empty() {
                return;
            }
        }
        // `PGPASSWORD=x psql`: it holds for this command only; the substitutions in it are run all the same.
        for span in before {
            self.words(&[*span], state);
        }
        let words = self.words(after, state);
        let end = after.last().map_or(0, |last| last.end);
        let starters = if before.is_empty() { Vec::new() } else { vec!["env".to_owned()] };
        let start = simple.words.first().map_or(0, |first| first.start);
        self.call(words, after, starters, redirects, (start, end), state);
    }

    fn call(
        &mut self,
        words: Vec<Word>,
        raw: &[Span],
        mut starters: Vec<String>,
        redirects: Vec<Redirect>,
        (start, end): (usize, usize),
        state: &mut State,
    ) {
        let Some(first) = words.first() else { return };
        if let Some(body) = self.functions.get(first.text.as_str()).cloned() {
            let (name, arguments) = (first.text.clone(), words.get(1..).unwrap_or_default().to_vec());
            return self.function(&name, &body, &arguments, state);
        }
        let unwrapped = unwrap(words);
        starters.extend(unwrapped.starters);
        let before = state.starters.len();
        let remote = state.remote_host.clone();
        if unwrapped.remote_host.is_some() {
            state.remote_host = unwrapped.remote_host;
        }
        match unwrapped.inner {
            Inner::Words(words) => {
                let text = redirects.iter().rev().find(|redirect| redirect.kind == RedirectKind::Text).cloned();
                let reads_commands = match words.first() {
                    Some(program) => is_shell(&program.text) && words.len() == 1,
                    // `ssh host <<EOF`
                    None => true,
                };
                if let Some(text) = text.filter(|_| reads_commands) {
                    state.starters.append(&mut starters);
                    self.inner_text(&text.word, state);
                } else {
                    self.emit(&words, starters, redirects, (start, end), state);
                }
            }
            Inner::Text(word) => {
                state.starters.append(&mut starters);
                // A text in single quotes stands in the file as it is run.
                let own = raw.iter().find(|span| span.start == word.at).copied();
                let quoted = own.filter(|span| {
                    let written = self.slice(*span);
                    written.len() >= 2
                        && written.starts_with('\'')
                        && written.ends_with('\'')
                        && self.fixed_at.is_none()
                });
                match quoted {
                    Some(span) if state.depth < MOST_DEPTH => {
                        state.depth = state.depth.saturating_add(1);
                        let inner = Span { start: span.start.saturating_add(1), end: span.end.saturating_sub(1) };
                        self.part(inner, state);
                        state.depth = state.depth.saturating_sub(1);
                    }
                    _ => self.inner_text(&word, state),
                }
            }
        }
        state.remote_host = remote;
        state.starters.truncate(before);
    }

    /// Runs a text that was put together, all of it where its word stands.
    fn inner_text(&self, word: &Word, state: &mut State) {
        if state.depth >= MOST_DEPTH {
            state.is_cut = true;
            return;
        }
        state.depth = state.depth.saturating_add(1);
        let mut inner = Runner::new(&word.text, Some(self.fixed_at.unwrap_or(word.at)));
        inner.part(Span { start: 0, end: word.text.len() }, state);
        state.depth = state.depth.saturating_sub(1);
    }

    fn emit(
        &self,
        words: &[Word],
        starters: Vec<String>,
        mut redirects: Vec<Redirect>,
        (start, end): (usize, usize),
        state: &mut State,
    ) {
        if state.calls.len() >= MOST_CALLS {
            state.is_cut = true;
            return;
        }
        let (path, arguments) = match words.split_first() {
            Some((path, arguments)) => (path.clone(), arguments.to_vec()),
            None => (Word { at: start, ..Word::default() }, Vec::new()),
        };
        redirects.extend(state.around.iter().cloned());
        let name = path.text.rsplit('/').next().unwrap_or("");
        let is_named = !name.contains(['$', '`']);
        let call = Call {
            program: if is_named { name.to_owned() } else { String::new() },
            path,
            arguments,
            at: self.fixed_at.unwrap_or(start),
            end: self.fixed_at.unwrap_or(end),
            starters: state.starters.iter().cloned().chain(starters).collect(),
            remote_host: state.remote_host.clone(),
            redirects,
            is_piped: std::mem::take(&mut state.is_piped),
            is_conditional: state.conditions > 0,
            is_uncalled: state.is_uncalled,
        };
        state.calls.push(call);
    }

    fn assign(&mut self, span: Span, state: &mut State) {
        let Some((name, appends, value_at)) = assignment(self.text, (span.start, span.end)) else { return };
        let name = name.to_owned();
        if let Some(items) = array(self.text, (value_at, span.end)) {
            // An array is known as its words in a row, which is what `"${x[@]}"` gives.
            for (start, end) in items {
                self.words(&[Span { start, end }], state);
            }
            return state.variables.set(&name, None);
        }
        let word = self.expanded(Span { start: value_at, end: span.end }, state).word;
        let value = match state.variables.get(&name) {
            Some(old) if appends => {
                Some(Value { text: format!("{}{}", old.text, word.text), is_open: old.is_open || word.is_open })
            }
            None if appends => None,
            // The output of a command alone is no value.
            _ if word.text.starts_with("$(") && word.is_open => None,
            _ => Some(Value { text: word.text, is_open: word.is_open }),
        };
        // A value that grows with itself ends here.
        let value = value.filter(|value| value.text.len() <= MOST_VALUE_BYTES);
        state.variables.set(&name, value);
    }

    fn words(&mut self, spans: &[Span], state: &mut State) -> Vec<Word> {
        let mut words = Vec::new();
        for span in spans {
            let expand::Expanded { word, is_split } = self.expanded(*span, state);
            if is_split && word.text.contains(char::is_whitespace) && !word.text.contains("$(") {
                let pieces = word.text.split_whitespace();
                words.extend(pieces.map(|text| Word { text: text.to_owned(), ..word.clone() }));
            } else {
                words.push(word);
            }
        }
        words
    }

    /// A word; the commands in it are run first.
    fn expanded(&mut self, span: Span, state: &mut State) -> expand::Expanded {
        let mut inner = Vec::new();
        let expanded = expand(self.text, (span.start, span.end), &state.variables, &mut |start, end| {
            inner.push(Span { start, end });
        });
        if state.depth < MOST_DEPTH {
            state.depth = state.depth.saturating_add(1);
            let is_piped = std::mem::take(&mut state.is_piped);
            let around = std::mem::take(&mut state.around);
            for span in inner {
                let since = state.variables.watch();
                self.part(span, state);
                state.variables.undo(since);
            }
            state.around = around;
            state.is_piped = is_piped;
            state.depth = state.depth.saturating_sub(1);
        }
        expanded
    }

    fn redirects(&mut self, raw: &[RawRedirect], state: &mut State) -> Vec<Redirect> {
        let mut redirects = Vec::new();
        for redirect in raw {
            let (kind, span) = match *redirect {
                RawRedirect::Read(span) => (RedirectKind::Read, span),
                RawRedirect::Write(span) => (RedirectKind::Write, span),
                RawRedirect::Append(span) => (RedirectKind::Append, span),
                RawRedirect::HereString(span) => (RedirectKind::Text, span),
                RawRedirect::HereDocument(span, has_variables) => {
                    let word = self.here_document(span, has_variables, state);
                    redirects.push(Redirect { kind: RedirectKind::Text, word });
                    continue;
                }
            };
            redirects.push(Redirect { kind, word: self.expanded(span, state).word });
        }
        redirects
    }

    fn here_document(&mut self, span: Span, has_variables: bool, state: &mut State) -> Word {
        let text = self.slice(span);
        if !has_variables || !text.contains(['$', '`', '\\']) {
            return Word { text: text.to_owned(), is_open: false, at: self.fixed_at.unwrap_or(span.start) };
        }
        // Quotes are text in it.
        let escaped = text.replace('"', "\\\"");
        let quoted = format!("\"{escaped}\"");
        let word = expand(&quoted, (0, quoted.len()), &state.variables, &mut |_, _| {}).word;
        Word { at: self.fixed_at.unwrap_or(span.start), ..word }
    }

    fn slice(&self, span: Span) -> &'t str {
        self.text.get(span.start..span.end).unwrap_or("")
    }
}

/// Commands that assign.
const DECLARATIONS: &[&str] = &["export", "readonly", "local", "declare", "typeset"];

/// Longest value that is kept.
const MOST_VALUE_BYTES: usize = 16 << 10;

/// Whether a program reads commands from its input.
fn is_shell(program: &str) -> bool {
    let name = program.rsplit('/').next().unwrap_or(program);
    matches!(name, "sh" | "bash" | "dash" | "ash" | "ksh" | "zsh")
}
