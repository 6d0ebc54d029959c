//! A light reader of shell, PowerShell and batch scripts: which commands stand at command position. It evaluates nothing:
//! a command built from variables, or passed to another machine, is not seen.

mod commands;
mod tokens;

use crate::config::Flags;
use crate::facts::{Facts, FileFact, Purpose, ScriptCommand};
use crate::script::{Call, Script, Word};
use crate::{effect, endpoint, schedule, sql, unit};

use super::sink::Sink;
use super::text::Text;
use super::{Candidate, Format, Input};

pub(super) const FORMAT: Format = Format { name: "script", matches, parse };

pub(super) use crate::script::Language;

/// A script that was read, or a text of a file that is one (`RUN` in a Dockerfile), for those who take facts from its calls.
pub(crate) struct Read<'a> {
    /// The file that it stands in.
    pub(crate) file: &'a FileFact,
    /// Its text; offsets of the calls are offsets in it.
    pub(crate) text: &'a Text<'a>,
    pub(crate) script: &'a Script,
    /// Most facts of one kind to take from the file.
    pub(crate) most_facts: usize,
}

/// Those who take facts from calls.
const READERS: &[fn(&Read<'_>, &mut Facts)] = &[effect::take, schedule::take, endpoint::take, unit::take, sql::take];

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
    let script = read(text.content(), language);
    let read = Read { file: input.file, text: &text, script: &script, most_facts: input.most_facts };
    for take in READERS {
        take(&read, facts);
    }
}

/// The calls of a text, as far as the light reader sees them.
pub(crate) fn read(text: &str, language: Language) -> Script {
    let mut script = Script { language, ..Script::default() };
    tokens::commands(text, language, |words, at| {
        let all: Vec<&str> = words.iter().map(String::as_str).collect();
        let inner = commands::innermost(&all, language);
        let Some((program, arguments)) = inner.split_first() else { return };
        let word = |text: &&str| Word { text: (*text).to_owned(), is_open: text.contains(['$', '%']), at };
        script.calls.push(Call {
            program: program.rsplit('/').next().unwrap_or(program).to_owned(),
            arguments: arguments.iter().map(word).collect(),
            at,
            end: at,
            ..Call::default()
        });
    });
    script
}

/// Whether what the script sets is set for what is installed.
fn is_run(file: &FileFact) -> bool {
    matches!(file.purpose, Purpose::Live | Purpose::InstallScript | Purpose::Sample)
}
