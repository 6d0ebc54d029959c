//! What stands before the command that is run in the end: `sudo`, `env`, `ssh HOST`, `sh -c`.

use crate::script::Word;

/// Most starters before one command.
const MOST: usize = 16;

/// A command without its starters.
pub(super) struct Unwrapped {
    pub(super) starters: Vec<String>,
    pub(super) remote_host: Option<String>,
    pub(super) inner: Inner,
}

/// What is run.
pub(super) enum Inner {
    Words(Vec<Word>),
    /// A text that a shell reads.
    Text(Word),
}

/// Takes the starters off.
pub(super) fn unwrap(words: Vec<Word>) -> Unwrapped {
    let mut unwrapped = Unwrapped { starters: Vec::new(), remote_host: None, inner: Inner::Words(words) };
    for _ in 0..MOST {
        let Inner::Words(words) = &unwrapped.inner else { break };
        let Some(step) = step(words) else { break };
        unwrapped.starters.push(step.starter);
        unwrapped.remote_host = step.remote_host.or(unwrapped.remote_host);
        unwrapped.inner = step.inner;
    }
    unwrapped
}

struct Step {
    starter: String,
    remote_host: Option<String>,
    inner: Inner,
}

fn step(words: &[Word]) -> Option<Step> {
    let (first, rest) = words.split_first()?;
    let name = first.text.rsplit('/').next().unwrap_or("");
    let words_after = |skipped: usize| Inner::Words(rest.get(skipped..).unwrap_or_default().to_vec());
    let mut remote_host = None;
    let inner = match name {
        "exec" | "command" | "builtin" | "nohup" | "setsid" | "eatmydata" | "time" | "then" | "do" | "else" => {
            // `command -v x` asks; it does not run.
            if rest.first().is_some_and(|word| matches!(word.text.as_str(), "-v" | "-V")) {
                return None;
            }
            words_after(options(rest, &["-a"]))
        }
        "sudo" | "doas" | "pkexec" => words_after(options(
            rest,
            &["-u", "-g", "-C", "-h", "-p", "-U", "-r", "-t", "-D", "--user", "--group", "--chdir"],
        )),
        "env" => words_after(options(rest, &["-u", "-C", "--unset", "--chdir"])),
        "nice" | "ionice" | "chrt" => words_after(options(rest, &["-n", "-c", "-p"])),
        "stdbuf" | "strace" => words_after(options(rest, &["-i", "-o", "-e"])),
        "xargs" => words_after(options(rest, &["-I", "-n", "-P", "-L", "-d", "-a", "-s"])),
        "timeout" => words_after(options(rest, &["-k", "-s", "--signal", "--kill-after"]).saturating_add(1)),
        "chroot" => words_after(options(rest, &[]).saturating_add(1)),
        "flock" => words_after(options(rest, &["-w", "-E", "--timeout"]).saturating_add(1)),
        "systemd-run" | "systemd-inhibit" => words_after(options(rest, &["-u", "-p", "--unit", "--property"])),
        "eval" => Inner::Text(joined(rest)?),
        "su" | "runuser" => after_user(rest)?,
        "sh" | "bash" | "dash" | "ash" | "ksh" | "zsh" => {
            let at =
                rest.iter().take_while(|word| word.text.starts_with('-')).position(|word| is_command(&word.text))?;
            Inner::Text(rest.get(at.saturating_add(1))?.clone())
        }
        "ssh" => {
            let skipped = options(rest, SSH_OPTIONS);
            let host = rest.get(skipped)?.text.rsplit('@').next().unwrap_or("").to_owned();
            remote_host = Some(host);
            let command = rest.get(skipped.saturating_add(1)..).unwrap_or_default();
            joined(command).map_or(Inner::Words(Vec::new()), Inner::Text)
        }
        "docker" | "podman" | "nerdctl" if rest.first().is_some_and(|word| word.text == "exec") => {
            let own = rest.get(1..).unwrap_or_default();
            let skipped = options(own, &["-u", "--user", "-w", "--workdir", "-e", "--env"]);
            words_after(skipped.saturating_add(2))
        }
        "kubectl" | "oc" if rest.first().is_some_and(|word| word.text == "exec") => {
            words_after(rest.iter().position(|word| word.text == "--")?.saturating_add(1))
        }
        _ => return None,
    };
    if let Inner::Words(inner) = &inner {
        // `sudo` alone, or with options only, starts nothing.
        if inner.is_empty() && name != "ssh" {
            return None;
        }
    }
    Some(Step { starter: name.to_owned(), remote_host, inner })
}

const SSH_OPTIONS: &[&str] =
    &["-i", "-p", "-o", "-l", "-F", "-J", "-L", "-R", "-D", "-b", "-c", "-m", "-E", "-S", "-W"];

/// How many words a starter's own options, their values and assignments take.
fn options(words: &[Word], with_value: &[&str]) -> usize {
    let mut taken = 0;
    while let Some(word) = words.get(taken) {
        let text = word.text.as_str();
        let is_assignment = text.split_once('=').is_some_and(|(name, _)| {
            !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        });
        if text == "--" {
            return usize::saturating_add(taken, 1);
        }
        if !text.starts_with('-') && !is_assignment {
            break;
        }
        taken = usize::saturating_add(taken, if with_value.contains(&text) { 2 } else { 1 });
    }
    taken
}

/// `su - app -c 'text'`, `runuser -u app -- words`.
fn after_user(words: &[Word]) -> Option<Inner> {
    let is = |wanted: &[&str]| words.iter().position(|word| wanted.contains(&word.text.as_str()));
    if let Some(at) = is(&["-c", "--command"]) {
        return Some(Inner::Text(words.get(at.saturating_add(1))?.clone()));
    }
    let at = is(&["--"])?;
    Some(Inner::Words(words.get(at.saturating_add(1)..)?.to_vec()))
}

/// `-c`, `-ec`, `-lc`.
fn is_command(word: &str) -> bool {
    word.strip_prefix('-').is_some_and(|letters| {
        letters.ends_with('c') && letters.len() <= 5 && letters.bytes().all(|byte| byte.is_ascii_lowercase())
    })
}

fn joined(words: &[Word]) -> Option<Word> {
    let first = words.first()?;
    if words.len() == 1 {
        return Some(first.clone());
    }
    let text = words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
    Some(Word { text, is_open: words.iter().any(|word| word.is_open), at: first.at })
}
