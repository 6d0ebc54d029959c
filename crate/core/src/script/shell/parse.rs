//! Tokens to the tree. What is broken is read as far as it makes sense: a script is never refused.

use std::rc::Rc;

use super::lex::Token;
use super::tree::{Command, Item, List, RawRedirect, Simple, Span};

/// Deepest nesting of compound commands. What is deeper is read as if it stood one after the other.
const MOST_DEPTH: usize = 48;

pub(super) fn parse(text: &str, tokens: &[Token]) -> List {
    let mut parser = Parser { text, tokens, at: 0, depth: 0 };
    let mut list = List::new();
    while parser.at < tokens.len() {
        let before = parser.at;
        list.append(&mut parser.list(&[]));
        // What closes nothing.
        if parser.at == before {
            parser.at = parser.at.saturating_add(1);
        }
    }
    list
}

struct Parser<'t> {
    text: &'t str,
    tokens: &'t [Token],
    at: usize,
    depth: usize,
}

impl<'t> Parser<'t> {
    fn peek(&self) -> Option<Token> {
        self.tokens.get(self.at).copied()
    }

    fn next(&mut self) -> Option<Token> {
        let token = self.peek()?;
        self.at = self.at.saturating_add(1);
        Some(token)
    }

    fn word(&self) -> &'t str {
        match self.peek() {
            Some(Token::Word(span)) => self.text.get(span.start..span.end).unwrap_or(""),
            _ => "",
        }
    }

    /// Takes a keyword where it stands here.
    fn takes(&mut self, keyword: &str) -> bool {
        let is_it = self.word() == keyword;
        if is_it {
            self.at = self.at.saturating_add(1);
        }
        is_it
    }

    fn skip_ends(&mut self) {
        while matches!(self.peek(), Some(Token::End)) {
            self.at = self.at.saturating_add(1);
        }
    }

    /// Commands up to one of these keywords, or to what closes a group or an arm of a `case`.
    fn list(&mut self, until: &[&str]) -> List {
        let mut list = List::new();
        let mut is_joined = false;
        loop {
            match self.peek() {
                None | Some(Token::Close | Token::CaseEnd) => break,
                Some(Token::End) => {
                    self.at = self.at.saturating_add(1);
                    continue;
                }
                Some(Token::And | Token::Or) => {
                    self.at = self.at.saturating_add(1);
                    is_joined = true;
                    continue;
                }
                Some(Token::Word(_)) if until.contains(&self.word()) => break,
                Some(_) => {}
            }
            let before = self.at;
            let commands = self.pipeline(until);
            if !commands.is_empty() {
                list.push(Item { commands, is_joined });
            }
            if self.at == before {
                break;
            }
            is_joined = false;
        }
        list
    }

    fn pipeline(&mut self, until: &[&str]) -> Vec<Command> {
        let mut commands = Vec::new();
        loop {
            while self.takes("!") || self.takes("time") {}
            commands.extend(self.command(until));
            if !matches!(self.peek(), Some(Token::Pipe)) {
                return commands;
            }
            self.at = self.at.saturating_add(1);
            self.skip_ends();
        }
    }

    fn command(&mut self, until: &[&str]) -> Option<Command> {
        if self.depth >= MOST_DEPTH {
            return self.simple();
        }
        self.depth = self.depth.saturating_add(1);
        let command = self.compound(until);
        self.depth = self.depth.saturating_sub(1);
        command
    }

    fn compound(&mut self, until: &[&str]) -> Option<Command> {
        match self.peek()? {
            Token::Open => {
                self.at = self.at.saturating_add(1);
                let list = self.list(&[]);
                if matches!(self.peek(), Some(Token::Close)) {
                    self.at = self.at.saturating_add(1);
                }
                return Some(Command::Group(list, self.redirects()));
            }
            Token::Arithmetic(span) => {
                self.at = self.at.saturating_add(1);
                return Some(Command::Simple(Simple { words: vec![span], redirects: Vec::new() }));
            }
            _ => {}
        }
        match self.word() {
            "{" => {
                self.at = self.at.saturating_add(1);
                let list = self.list(&["}"]);
                self.takes("}");
                Some(Command::Group(list, self.redirects()))
            }
            "if" => Some(self.conditional()),
            "while" | "until" => {
                self.at = self.at.saturating_add(1);
                let first = self.list(&["do"]);
                Some(self.with_redirects(|parser| Command::Branches { first, may: vec![parser.body()] }))
            }
            "for" | "select" => self.each(),
            "case" => Some(self.case()),
            "function" => {
                self.at = self.at.saturating_add(1);
                let Some(Token::Word(name)) = self.next() else { return None };
                if matches!(self.peek(), Some(Token::Open)) {
                    self.at = self.at.saturating_add(1);
                    self.list(&[]);
                    if matches!(self.peek(), Some(Token::Close)) {
                        self.at = self.at.saturating_add(1);
                    }
                }
                Some(self.function(name, until))
            }
            _ if self.is_definition() => {
                let Some(Token::Word(name)) = self.next() else { return None };
                self.at = self.at.saturating_add(2);
                Some(self.function(name, until))
            }
            _ => self.simple(),
        }
    }

    /// `name ( )`
    fn is_definition(&self) -> bool {
        let token = |ahead: usize| self.tokens.get(self.at.saturating_add(ahead));
        matches!((token(0), token(1), token(2)), (Some(Token::Word(_)), Some(Token::Open), Some(Token::Close)))
    }

    fn function(&mut self, name: Span, until: &[&str]) -> Command {
        self.skip_ends();
        let body = match self.command(until) {
            Some(Command::Group(list, _)) => list,
            Some(other) => vec![Item { commands: vec![other], is_joined: false }],
            None => List::new(),
        };
        Command::Function { name, body: Rc::new(body) }
    }

    fn conditional(&mut self) -> Command {
        self.at = self.at.saturating_add(1);
        let first = self.list(&["then"]);
        self.takes("then");
        let mut may = vec![self.list(&["elif", "else", "fi"])];
        while self.takes("elif") {
            may.push(self.list(&["then"]));
            self.takes("then");
            may.push(self.list(&["elif", "else", "fi"]));
        }
        if self.takes("else") {
            may.push(self.list(&["fi"]));
        }
        self.takes("fi");
        self.with_redirects(|_| Command::Branches { first, may })
    }

    fn body(&mut self) -> List {
        self.skip_ends();
        if self.takes("{") {
            let body = self.list(&["}"]);
            self.takes("}");
            return body;
        }
        self.takes("do");
        let body = self.list(&["done"]);
        self.takes("done");
        body
    }

    fn each(&mut self) -> Option<Command> {
        self.at = self.at.saturating_add(1);
        let name = match self.next()? {
            Token::Word(name) => name,
            // `for ((i = 0; …))`
            Token::Arithmetic(span) => {
                let body = self.body();
                return Some(Command::For { name: Span { start: span.start, end: span.start }, values: None, body });
            }
            _ => return None,
        };
        self.skip_ends();
        let mut values = None;
        if self.takes("in") {
            let values = values.insert(Vec::new());
            while let Some(Token::Word(span)) = self.peek() {
                values.push(span);
                self.at = self.at.saturating_add(1);
            }
        }
        let body = self.body();
        Some(self.with_redirects(|_| Command::For { name, values, body }))
    }

    fn case(&mut self) -> Command {
        self.at = self.at.saturating_add(2);
        self.skip_ends();
        self.takes("in");
        let mut may = Vec::new();
        while !self.takes("esac") {
            let before = self.at;
            self.skip_ends();
            if self.takes("esac") {
                break;
            }
            // The patterns, with or without an opening parenthesis.
            while !matches!(self.peek(), None | Some(Token::Close)) {
                self.at = self.at.saturating_add(1);
            }
            self.next();
            may.push(self.list(&["esac"]));
            while matches!(self.peek(), Some(Token::CaseEnd)) {
                self.at = self.at.saturating_add(1);
            }
            if self.at == before {
                break;
            }
        }
        self.with_redirects(|_| Command::Branches { first: List::new(), may })
    }

    /// A compound command; what it is redirected to is put around it.
    fn with_redirects(&mut self, make: impl FnOnce(&mut Self) -> Command) -> Command {
        let command = make(self);
        let redirects = self.redirects();
        if redirects.is_empty() {
            return command;
        }
        Command::Group(vec![Item { commands: vec![command], is_joined: false }], redirects)
    }

    fn redirects(&mut self) -> Vec<RawRedirect> {
        let mut redirects = Vec::new();
        while let Some(Token::Redirect(redirect)) = self.peek() {
            redirects.push(redirect);
            self.at = self.at.saturating_add(1);
        }
        redirects
    }

    fn simple(&mut self) -> Option<Command> {
        let mut simple = Simple::default();
        loop {
            match self.peek() {
                Some(Token::Word(span)) => simple.words.push(span),
                Some(Token::Redirect(redirect)) => simple.redirects.push(redirect),
                // `[[ ( a ) && b ]]` and patterns: what stands in brackets is one command's.
                Some(Token::Open) if self.is_in_test(&simple) => {}
                Some(Token::Close | Token::And | Token::Or | Token::Pipe) if self.is_in_test(&simple) => {}
                _ => break,
            }
            self.at = self.at.saturating_add(1);
        }
        (!simple.words.is_empty() || !simple.redirects.is_empty()).then_some(Command::Simple(simple))
    }

    fn is_in_test(&self, simple: &Simple) -> bool {
        let text = |span: &Span| self.text.get(span.start..span.end).unwrap_or("");
        simple.words.first().is_some_and(|first| text(first) == "[[")
            && simple.words.last().is_some_and(|last| text(last) != "]]")
    }
}
