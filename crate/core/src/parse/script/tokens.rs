//! Words of commands, with comments, quotes and here-documents taken off.

use super::Language;

/// Deepest nesting of command substitutions that is followed.
const MOST_FRAMES: usize = 32;

/// Calls `found` with the words of each command and the byte offset of its first word.
pub(super) fn commands(text: &str, language: Language, mut found: impl FnMut(&[String], usize)) {
    let mut scanner = Scanner {
        text,
        at: 0,
        language,
        frame: Frame::default(),
        outer: Vec::new(),
        here_documents: Vec::new(),
        found: &mut found,
    };
    scanner.run();
}

/// A command on its way; a substitution inside it has a frame of its own.
#[derive(Default)]
struct Frame {
    words: Vec<String>,
    word: String,
    has_word: bool,
    /// Where the command begins.
    at: usize,
    in_double_quotes: bool,
    /// Whether the next word is a file that output goes to.
    is_redirect: bool,
    substitution: Option<Substitution>,
}

/// How a command inside another is written.
#[derive(Clone, Copy, PartialEq)]
enum Substitution {
    Dollar,
    Backticks,
}

struct Scanner<'t, F> {
    text: &'t str,
    at: usize,
    language: Language,
    frame: Frame,
    /// The commands around the one that is read.
    outer: Vec<Frame>,
    /// Ends of the here-documents that begin after this line.
    here_documents: Vec<String>,
    found: &'t mut F,
}

impl<'t, F: FnMut(&[String], usize)> Scanner<'t, F> {
    fn run(&mut self) {
        while let Some(c) = self.peek() {
            let before = self.at;
            self.step(c);
            // Every step takes something; this is the net under that.
            if self.at == before {
                self.take();
            }
        }
        while !self.outer.is_empty() {
            self.close_substitution();
        }
        self.end_command();
    }

    fn step(&mut self, c: char) {
        if self.frame.in_double_quotes {
            return self.in_double_quotes(c);
        }
        let shell = self.language == Language::Shell;
        match c {
            '\n' => {
                self.end_command();
                self.take();
                self.skip_here_documents();
            }
            ' ' | '\t' | '\r' => {
                self.end_word();
                self.take();
            }
            '#' if self.language != Language::Batch && self.is_word_start() => self.comment(),
            '<' if self.language == Language::PowerShell && self.rest().starts_with("<#") => self.skip_past("#>"),
            '@' if self.language == Language::PowerShell && self.rest().starts_with("@\"") => self.skip_past("\n\"@"),
            '@' if self.language == Language::PowerShell && self.rest().starts_with("@'") => self.skip_past("\n'@"),
            '\'' if self.language != Language::Batch => self.single_quotes(),
            '"' => {
                self.frame.in_double_quotes = true;
                self.begin_word();
                self.take();
            }
            '\\' if shell => self.escape(),
            '`' if self.language == Language::PowerShell => self.escape(),
            '^' if self.language == Language::Batch => self.escape(),
            '$' if self.rest().starts_with("$(") && self.language != Language::Batch => {
                self.open_substitution(Substitution::Dollar)
            }
            '`' if shell => self.backtick(),
            '<' if shell && self.rest().starts_with("<<") && !self.rest().starts_with("<<<") => self.here_document(),
            '<' | '>' => {
                self.end_word();
                self.take();
                self.frame.is_redirect = true;
            }
            '(' if shell && self.frame.has_word && self.frame.words.is_empty() => {
                // `reboot() {` defines; it does not call.
                self.drop_command();
                self.take();
            }
            ')' if self.frame.substitution == Some(Substitution::Dollar) => {
                self.take();
                self.close_substitution();
            }
            ';' if self.language == Language::Batch => self.push_and_take(c),
            '&' if self.frame.is_redirect => {
                // `2>&1`
                self.take();
            }
            ';' | '&' | '|' | '(' | ')' => {
                self.end_command();
                self.take();
            }
            '{' | '}' if self.language == Language::PowerShell || self.is_word_start() => {
                self.end_command();
                self.take();
            }
            _ => self.push_and_take(c),
        }
    }

    fn in_double_quotes(&mut self, c: char) {
        match (c, self.language) {
            ('"', _) => {
                self.frame.in_double_quotes = false;
                self.take();
            }
            // A batch line's quote ends with the line.
            ('\n', Language::Batch) => self.frame.in_double_quotes = false,
            ('\\', Language::Shell) | ('`', Language::PowerShell) => self.escape(),
            ('`', Language::Shell) => self.backtick(),
            ('$', Language::Shell | Language::PowerShell) if self.rest().starts_with("$(") => {
                self.open_substitution(Substitution::Dollar)
            }
            _ => self.push_and_take(c),
        }
    }

    fn single_quotes(&mut self) {
        self.begin_word();
        self.take();
        let rest = self.rest();
        let end = rest.find('\'').unwrap_or(rest.len());
        let inner = rest.get(..end).unwrap_or("").to_owned();
        self.frame.word.push_str(&inner);
        self.at = self.at.saturating_add(end);
        self.take();
    }

    fn escape(&mut self) {
        self.take();
        match self.take() {
            // A line that goes on.
            Some('\n') | None => {}
            Some('\r') if self.peek() == Some('\n') => {
                self.take();
            }
            Some(c) => {
                self.begin_word();
                self.frame.word.push(c);
            }
        }
    }

    fn backtick(&mut self) {
        if self.frame.substitution == Some(Substitution::Backticks) {
            self.take();
            self.close_substitution();
        } else {
            self.open_substitution(Substitution::Backticks);
        }
    }

    fn open_substitution(&mut self, substitution: Substitution) {
        self.begin_word();
        let length = if substitution == Substitution::Backticks { 1 } else { 2 };
        self.at = self.at.saturating_add(length);
        if self.outer.len() < MOST_FRAMES {
            let inner = Frame { substitution: Some(substitution), at: self.at, ..Frame::default() };
            self.outer.push(std::mem::replace(&mut self.frame, inner));
        }
    }

    /// Ends the inner command; its words stay in the outer word, so that `[ "$(id -u)" -ne 0 ]` can be told.
    fn close_substitution(&mut self) {
        self.end_word();
        let shown = format!("$({})", self.frame.words.join(" "));
        self.end_command();
        if let Some(outer) = self.outer.pop() {
            self.frame = outer;
            self.frame.word.push_str(&shown);
        }
    }

    fn comment(&mut self) {
        let line_end = self.rest().find('\n').unwrap_or(self.rest().len());
        let comment = self.rest().get(..line_end).unwrap_or("");
        // The one comment that is a demand.
        if self.language == Language::PowerShell
            && comment.get(..9).is_some_and(|c| c.eq_ignore_ascii_case("#requires"))
        {
            let words: Vec<String> = comment.split_whitespace().map(str::to_owned).collect();
            (self.found)(&words, self.at);
        }
        self.at = self.at.saturating_add(line_end);
    }

    /// `<<EOF`, `<<-'EOF'`: what follows this line up to the word is text.
    fn here_document(&mut self) {
        self.end_word();
        let rest = self.rest().get(2..).unwrap_or("");
        let word = rest.trim_start_matches(['-', ' ', '\t']);
        let blank = rest.len().saturating_sub(word.len());
        let end = word
            .find(|c: char| c.is_whitespace() || matches!(c, ';' | '|' | '&' | ')' | '<' | '>'))
            .unwrap_or(word.len());
        let delimiter = word.get(..end).unwrap_or("").replace(['\'', '"', '\\'], "");
        if !delimiter.is_empty() {
            self.here_documents.push(delimiter);
        }
        self.at = self.at.saturating_add(2).saturating_add(blank).saturating_add(end);
    }

    fn skip_here_documents(&mut self) {
        for delimiter in std::mem::take(&mut self.here_documents) {
            while let Some(line) = self.rest().split_inclusive('\n').next() {
                self.at = self.at.saturating_add(line.len());
                if line.trim() == delimiter {
                    break;
                }
            }
        }
    }

    fn skip_past(&mut self, end: &str) {
        let length = self.rest().find(end).map_or(self.rest().len(), |at| at.saturating_add(end.len()));
        self.begin_word();
        self.at = self.at.saturating_add(length);
    }

    fn push_and_take(&mut self, c: char) {
        self.begin_word();
        self.frame.word.push(c);
        self.take();
    }

    fn begin_word(&mut self) {
        let at = self.at;
        let frame = &mut self.frame;
        if !frame.has_word && frame.words.is_empty() {
            frame.at = at;
        }
        frame.has_word = true;
    }

    fn end_word(&mut self) {
        let frame = &mut self.frame;
        if std::mem::take(&mut frame.has_word) {
            let word = std::mem::take(&mut frame.word);
            if !std::mem::take(&mut frame.is_redirect) {
                frame.words.push(word);
            }
        }
    }

    fn end_command(&mut self) {
        self.end_word();
        let frame = &mut self.frame;
        frame.is_redirect = false;
        let (words, at) = (std::mem::take(&mut frame.words), frame.at);
        if !words.is_empty() {
            (self.found)(&words, at);
        }
    }

    fn drop_command(&mut self) {
        let frame = &mut self.frame;
        frame.words.clear();
        frame.word.clear();
        frame.has_word = false;
    }

    fn is_word_start(&self) -> bool {
        !self.frame.has_word
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn take(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at = self.at.saturating_add(c.len_utf8());
        Some(c)
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or("")
    }
}
