//! Scripts: what their calls say, by those who take facts from calls.

mod commands;
mod tokens;

use std::collections::BTreeSet;

use crate::config::Flags;
use crate::facts::{Facts, FileFact, Purpose, ScriptCommand, ScriptCommandKind};
use crate::script::{self, Call, Script, Word};
use crate::{effect, schedule, timeline, unit};

use super::sink::Sink;
use super::text::Text;
use super::{Candidate, Format, Input};

pub(super) const FORMAT: Format = Format { name: "script", matches, parse };

pub(super) use crate::script::Language;

/// A script that was read, or a text of a file that is one (`RUN` in a Dockerfile), for those who take facts from its calls.
pub(crate) struct Read<'a> {
    /// Its text; offsets of the calls are offsets in it.
    pub(crate) text: &'a Text<'a>,
    pub(crate) script: &'a Script,
    /// Most facts of one kind to take from the file.
    pub(crate) most_facts: usize,
}

/// Those who take facts from calls.
const READERS: &[fn(&Read<'_>, &mut Facts)] = &[effect::take, schedule::take, unit::take, timeline::take];

/// Calls `found` with the words of each command of a shell's text, and the byte offset of its first word.
pub(crate) fn shell_commands(text: &str, mut found: impl FnMut(&[String], usize)) {
    for call in script::shell(text).calls {
        found(&call.all_words(), call.at);
    }
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
    let script = read(text.content(), language);
    commands(input, &text, &script, facts);
    let read = Read { text: &text, script: &script, most_facts: input.most_facts };
    for take in READERS {
        take(&read, facts);
    }
    if script.is_cut {
        facts.skip(&input.file.path, "the script has more commands than are followed; the first were");
    }
}

/// What bears on a manifest's claims, and the flags of what is started.
fn commands(input: Input<'_>, text: &Text<'_>, script: &Script, facts: &mut Facts) {
    let mut flags = is_run(input.file).then(|| Flags::new(text, input.most_facts));
    let mut sink = Sink::new(facts, &input.file.path, input.most_facts);
    // A loop and a function give a call more than once; only what it waits adds up.
    let mut told = BTreeSet::new();
    for call in &script.calls {
        let words = call.all_words();
        // What another machine does is not what this one's manifest speaks of.
        let kinds = if call.remote_host.is_some() {
            Vec::new()
        } else {
            commands::kinds(&call.starters, &words, script.language)
        };
        for kind in kinds {
            if matches!(kind, ScriptCommandKind::Wait { .. }) || told.insert((call.at, kind)) {
                sink.command(ScriptCommand { kind, site: text.site(call.at) });
            }
        }
        if let Some(flags) = &mut flags {
            flags.take(&words, call.at);
        }
    }
    facts.config_keys.extend(flags.map(Flags::finish).into_iter().flatten());
}

/// The calls of a text.
pub(crate) fn read(text: &str, language: Language) -> Script {
    match language {
        Language::Shell => script::shell(text),
        _ => light(text, language),
    }
}

/// The calls of a text as far as the light reader sees them.
fn light(text: &str, language: Language) -> Script {
    let mut script = Script { language, ..Script::default() };
    tokens::commands(text, language, |words, at| {
        let all: Vec<&str> = words.iter().map(String::as_str).collect();
        let inner = commands::innermost(&all, language);
        let Some((program, arguments)) = inner.split_first() else { return };
        let word = |text: &&str| Word { text: (*text).to_owned(), is_open: text.contains(['$', '%']), at };
        let starters = all.iter().take(all.len().saturating_sub(inner.len())).map(|&word| word.to_owned()).collect();
        script.calls.push(Call {
            program: commands::program(program, language),
            path: word(program),
            arguments: arguments.iter().map(word).collect(),
            at,
            end: at,
            starters,
            ..Call::default()
        });
    });
    script
}

/// Whether what the script sets is set for what is installed.
fn is_run(file: &FileFact) -> bool {
    matches!(file.purpose, Purpose::Live | Purpose::InstallScript | Purpose::Sample)
}
