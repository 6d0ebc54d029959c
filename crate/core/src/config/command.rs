//! Command-line flags: what a program is started with, in units, images, containers and scripts.
//!
//! `--name=value`, `--name value`, Go's `-name.part=value` and Java's `-Dname=value`; a letter alone tells nothing.

use crate::parse::script;

use super::env;
use super::keys::{Entry, Keys};

/// A word of a command.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'w> {
    pub(super) text: &'w str,
    /// Byte offset in the file.
    pub(super) at: usize,
}

/// Adds the flags of a command whose first word is the program, or one that only starts it.
pub(super) fn read(words: &[Word<'_>], keys: &mut Keys<'_>) {
    read_at(words, 0, keys);
}

/// Adds the flags that a known program gets.
pub(super) fn flags(program: &str, words: &[Word<'_>], keys: &mut Keys<'_>) {
    let mut words = words.iter().peekable();
    while let Some(word) = words.next() {
        if word.text == "--" {
            return;
        }
        let Some((key, value)) = flag(word.text) else { continue };
        let value = match value {
            Some(value) => value,
            None => words.next_if(|next| !next.text.starts_with('-')).map_or("", |next| next.text),
        };
        let is_secret = is_login(key) && value.contains(':');
        keys.add(Entry { key, value, at: word.at, program, is_secret, ..Entry::default() });
    }
}

/// Flags that take a name and a password in one word.
fn is_login(key: &str) -> bool {
    let name = key.trim_start_matches('-');
    ["user", "proxy-user", "auth", "basic-auth", "login"].iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// Adds the flags in a variable that a start script hands on: `ARGS="--web.listen-address=:9090"`, `JAVA_OPTS=-Dname=value`.
pub(super) fn options(program: &str, name: &str, value: &str, at: usize, keys: &mut Keys<'_>) {
    const ENDS: &[&str] = &["OPTS", "ARGS", "OPTIONS", "FLAGS"];
    let upper = name.to_ascii_uppercase();
    if value.contains('-') && ENDS.iter().any(|end| upper.ends_with(end)) {
        let owned = env::all_words(value);
        flags(program, &located(&owned, at), keys);
    }
}

/// Words that stand at one place.
pub(super) fn located(words: &[String], at: usize) -> Vec<Word<'_>> {
    words.iter().map(|text| Word { text, at }).collect()
}

/// Shells that start shells: more than anybody writes.
const MOST_SHELLS: usize = 3;

fn read_at(words: &[Word<'_>], shells: usize, keys: &mut Keys<'_>) {
    let texts: Vec<&str> = words.iter().map(|word| word.text).collect();
    // What is left are the last of the words.
    let taken = words.len().saturating_sub(script::innermost(&texts).len());
    let Some((first, rest)) = words.get(taken..).and_then(<[_]>::split_first) else { return };
    let program = program_name(first.text);
    let is_shell = SHELLS.contains(&program) && shells < MOST_SHELLS;
    let text = rest.iter().skip_while(|word| !is_command_option(word.text)).nth(1).filter(|_| is_shell);
    if let Some(text) = text {
        script::shell_commands(text.text, |words, _| {
            read_at(&located(words, text.at), shells.saturating_add(1), keys);
        });
        return;
    }
    let Some((_, taken_by)) = STARTERS.iter().find(|(starter, _)| *starter == program) else {
        return of_program(program, rest, keys);
    };
    let rest = rest.iter().position(|word| !word.text.starts_with('-')).and_then(|first| rest.get(first..));
    if let Some(inner) = rest.and_then(|rest| rest.get(*taken_by..)).filter(|_| shells < MOST_SHELLS) {
        read_at(inner, shells.saturating_add(1), keys);
    }
}

/// An interpreter's own flags, then those of what it runs.
fn of_program(program: &str, rest: &[Word<'_>], keys: &mut Keys<'_>) {
    let base = program.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    if !INTERPRETERS.contains(&base) {
        return flags(program, rest, keys);
    }
    let mut is_value = false;
    let run = rest.iter().position(|word| {
        let was_value = std::mem::replace(&mut is_value, matches!(word.text, "-cp" | "-classpath" | "--class-path"));
        !was_value && (!word.text.starts_with('-') || matches!(word.text, "-jar" | "-m"))
    });
    let (own, run) = rest.split_at_checked(run.unwrap_or(rest.len())).unwrap_or((rest, &[]));
    flags(program, own, keys);
    let run = run.iter().position(|word| !word.text.starts_with('-')).and_then(|first| run.get(first..));
    if let Some((what, rest)) = run.and_then(<[_]>::split_first) {
        flags(program_name(what.text), rest, keys);
    }
}

const SHELLS: &[&str] = &["sh", "bash", "dash", "ash", "ksh", "zsh"];
const INTERPRETERS: &[&str] = &["java", "python", "node", "ruby", "perl", "php", "dotnet"];

/// Programs that only start another, beside those that scripts use, and how many words of their own they take before it.
const STARTERS: &[(&str, usize)] =
    &[("tini", 0), ("dumb-init", 0), ("catatonit", 0), ("gosu", 1), ("su-exec", 1), ("setpriv", 0), ("chroot", 1)];

/// `-c`, `-ec`, `-lc`.
fn is_command_option(word: &str) -> bool {
    word.strip_prefix('-').is_some_and(|letters| {
        letters.ends_with('c') && letters.len() <= 4 && letters.bytes().all(|byte| byte.is_ascii_lowercase())
    })
}

/// A program without its folder; `""` where a variable or a template makes it.
pub(super) fn program_name(word: &str) -> &str {
    let name = word.rsplit(['/', '\\']).next().unwrap_or(word);
    // What systemd has before a program says how it is run.
    let name = name.trim_start_matches(['@', '-', ':', '+', '!', '|']).trim_end_matches(".exe");
    if name.contains(['$', '{', '%', '`', '(']) { "" } else { name }
}

/// The name of a flag, and the value where it is in the same word.
fn flag(word: &str) -> Option<(&str, Option<&str>)> {
    let (name, value) = match word.split_once('=') {
        Some((name, value)) => (name, Some(value)),
        None => (word, None),
    };
    if let Some(property) = name.strip_prefix("-D").filter(|_| value.is_some()) {
        return is_name(property).then_some((property, value));
    }
    if let Some(long) = name.strip_prefix("--") {
        return is_name(long).then_some((name, value));
    }
    // `-config.file`, but neither `-rf` nor `-Xmx1g`; and what follows `-p` at once may be a password.
    let short = name.strip_prefix('-').filter(|short| short.len() > 2 && !short.starts_with('X'))?;
    let is_long = value.is_some() || (short.contains(['.', '-', '_']) && !short.starts_with('p'));
    (is_long && is_name(short)).then_some((name, value))
}

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ':'))
}
