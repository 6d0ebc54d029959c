//! A light reader of shell, PowerShell and batch scripts: which commands stand at command position. It evaluates nothing:
//! a command built from variables, or passed to another machine, is not seen.

mod commands;
mod tokens;

use crate::config::Flags;
use crate::facts::{Facts, FileFact, Purpose, ScriptCommand};

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

/// Calls `found` with the words of each command of a shell's text, and the byte offset of its first word.
pub(crate) fn shell_commands(text: &str, found: impl FnMut(&[String], usize)) {
    tokens::commands(text, Language::Shell, found);
}

/// The words of a shell's command without those that only start it: `sudo -u app nice prog --x` is `prog --x`.
pub(crate) fn innermost<'w>(words: &[&'w str]) -> Vec<&'w str> {
    commands::innermost(words, Language::Shell)
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
    let mut flags = is_run(input.file).then(|| Flags::new(&text, input.most_facts));
    let mut sink = Sink::new(facts, path, input.most_facts);
    tokens::commands(text.content(), language, |words, at| {
        for kind in commands::kinds(words, language) {
            sink.command(ScriptCommand { kind, site: text.site(at) });
        }
        if let Some(flags) = &mut flags {
            flags.take(words, at);
        }
    });
    facts.config_keys.extend(flags.map(Flags::finish).into_iter().flatten());
}

/// Whether what the script sets is set for what is installed.
fn is_run(file: &FileFact) -> bool {
    matches!(file.purpose, Purpose::Live | Purpose::InstallScript | Purpose::Sample)
}
