//! A light reader of shell, PowerShell and batch scripts: which commands stand at command position. It evaluates nothing:
//! a command built from variables, or passed to another machine, is not seen.

mod commands;
mod tokens;

use crate::facts::{Facts, Purpose, ScriptCommand};

use super::sink::Sink;
use super::text::Text;
use super::{Candidate, Format, Input};

pub(super) const FORMAT: Format = Format { name: "script", matches, parse };

/// Whose grammar it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    /// sh and its kin.
    Shell,
    PowerShell,
    /// Windows' command interpreter.
    Batch,
}

fn matches(candidate: &Candidate<'_>) -> bool {
    // What a third party's own scripts do is not what this package's installation does.
    candidate.file.purpose != Purpose::Vendored && language(candidate.name, candidate.head).is_some()
}

fn language(name: &str, head: &[u8]) -> Option<Language> {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let is = |known: &[&str]| known.iter().any(|known| extension.eq_ignore_ascii_case(known));
    if is(&["sh", "bash", "ksh", "zsh", "run"]) {
        return Some(Language::Shell);
    }
    if is(&["ps1", "psm1"]) {
        return Some(Language::PowerShell);
    }
    if is(&["bat", "cmd"]) {
        return Some(Language::Batch);
    }
    // Scripts without an extension: by their interpreter.
    let first = head.strip_prefix(b"#!")?.split(|&byte| byte == b'\n').next()?;
    let interpreter = std::str::from_utf8(first).ok()?;
    let mut words = interpreter.split(|c: char| c == '/' || c.is_whitespace());
    words.any(|word| matches!(word, "sh" | "bash" | "dash" | "ksh" | "zsh" | "ash")).then_some(Language::Shell)
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let path = &input.file.path;
    let Some(language) = language(input.file.name(), input.bytes) else { return };
    let text = Text::new(path, input.bytes);
    let mut sink = Sink::new(facts, path, input.most_facts);
    tokens::commands(text.content(), language, |words, at| {
        for kind in commands::kinds(words, language) {
            sink.command(ScriptCommand { kind, site: text.site(at) });
        }
    });
}
