//! Which files a script runs, reads in, or hands to a client.

use crate::facts::{Facts, Invocation, excerpt};
use crate::parse::redact::redact;
use crate::parse::script::Read;
use crate::script::{Call, RedirectKind, Word};

/// Takes the files that the calls of a script name.
pub(crate) fn take(read: &Read<'_>, facts: &mut Facts) {
    let mut found: Vec<Invocation> = Vec::new();
    for call in read.script.calls.iter().filter(|call| call.remote_host.is_none()) {
        for target in targets(call) {
            let invocation = Invocation {
                target: excerpt(&redact(&target.text)),
                is_conditional: call.is_conditional,
                site: read.text.site(call.at),
            };
            // A loop gives a call once for each of its values.
            if found.len() < read.most_facts && found.last() != Some(&invocation) {
                found.push(invocation);
            }
        }
    }
    facts.invocations.append(&mut found);
}

fn targets(call: &Call) -> Vec<&Word> {
    let first = || call.arguments.iter().find(|word| !word.text.starts_with('-'));
    let read = || call.redirects.iter().filter(|redirect| redirect.kind == RedirectKind::Read).map(|r| &r.word);
    match call.program.as_str() {
        "." | "source" | "call" | "import-module" => first().into_iter().collect(),
        "sh" | "bash" | "dash" | "ash" | "ksh" | "zsh" | "python" | "python2" | "python3" | "perl" | "ruby"
        | "node" | "php" | "cscript" | "wscript" | "cmd" => {
            first().filter(|word| !word.text.starts_with('/') || is_script(&word.text)).into_iter().collect()
        }
        "powershell" | "pwsh" => call.option(&["-File", "-file", "-f"]).or_else(first).into_iter().collect(),
        "psql" | "pg_restore" => {
            let file = call.option(&["-f", "--file"]);
            let joined = call.arguments.iter().filter(|word| word.text.starts_with("--file="));
            file.into_iter().chain(joined).chain(read()).collect()
        }
        "mysql" | "mariadb" | "sqlite3" => read().collect(),
        "sqlcmd" | "osql" => call.option(&["-i"]).into_iter().collect(),
        "sqlplus" => call.arguments.iter().filter(|word| word.text.starts_with('@')).collect(),
        "ansible-playbook" | "crontab" => first().into_iter().collect(),
        _ if is_own(&call.path.text) => vec![&call.path],
        _ => Vec::new(),
    }
}

/// Whether a program is called by a path that is none of the system's, or is a script by its name.
fn is_own(path: &str) -> bool {
    let is_of_system = ["/usr/", "/bin/", "/sbin/", "/lib/", "/etc/"].iter().any(|folder| path.starts_with(folder));
    !is_of_system && (path.contains(['/', '\\']) || is_script(path))
}

fn is_script(path: &str) -> bool {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    ["sh", "bash", "py", "pl", "rb", "js", "ps1", "bat", "cmd", "vbs", "sql", "php"]
        .iter()
        .any(|known| extension.eq_ignore_ascii_case(known))
}
