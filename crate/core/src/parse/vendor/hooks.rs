//! Code that a vendor's manifest names to be run at install.

use crate::facts::{InstallHook, excerpt};

use super::{find_word, items, normal};
use crate::parse::document::{Node, Value};
use crate::parse::redact::redact;
use crate::parse::sink::Sink;
use crate::parse::text::Text;

/// Names of maps whose members are steps that run.
fn is_group(key: &str) -> bool {
    matches!(
        key,
        "scripts"
            | "hooks"
            | "installscripts"
            | "actions"
            | "lifecycle"
            | "steps"
            | "commands"
            | "tasks"
            | "customactions"
    )
}

/// Names of steps that run by themselves.
fn is_step(key: &str) -> bool {
    let (stem, has_end) = match key.strip_suffix("script").or_else(|| key.strip_suffix("command")) {
        Some(stem) => (stem, true),
        None => (key.strip_suffix("hook").unwrap_or(key), false),
    };
    let stem = stem.trim_end_matches("cmd");
    matches!(
        stem,
        "preinstall"
            | "postinstall"
            | "preupgrade"
            | "postupgrade"
            | "preupdate"
            | "postupdate"
            | "prerun"
            | "postrun"
            | "predeploy"
            | "postdeploy"
            | "onenable"
            | "oninstall"
            | "onupgrade"
    ) || matches!(key, "pre" | "post" | "before" | "after" | "install" | "upgrade" | "entrypoint" | "run")
        || (has_end && matches!(stem, "install" | "upgrade" | "update" | "setup" | "migrate"))
}

/// Steps that undo; they do not run at install.
fn is_undo(key: &str) -> bool {
    ["uninstall", "rollback", "remove", "downgrade", "revert"].iter().any(|word| key.contains(word))
}

const COMMAND_KEYS: &[&str] = &["command", "cmd", "run", "script", "exec", "execute", "file", "path", "shell"];

pub(super) fn read(level: &Node, text: &Text<'_>, sink: &mut Sink<'_>) {
    for (key, node) in level.members() {
        let name = normal(&key.text);
        if is_group(&name) {
            group(&key.text, node, text, sink);
        } else if is_step(&name) {
            step(&key.text, node, text, sink);
        }
    }
}

fn group(shown: &str, node: &Node, text: &Text<'_>, sink: &mut Sink<'_>) {
    let items = items(node);
    for item in
        items.iter().filter(|item| !find_word(item, &["name", "phase", "id"]).is_some_and(|(n, _)| is_undo(&normal(n))))
    {
        step(shown, item, text, sink);
    }
    if items.is_empty() {
        for (key, member) in node.members().iter().filter(|(key, _)| !is_undo(&normal(&key.text))) {
            step(&format!("{shown}.{}", key.text), member, text, sink);
        }
    }
}

fn step(shown: &str, node: &Node, text: &Text<'_>, sink: &mut Sink<'_>) {
    let listed = items(node);
    let nodes = if listed.is_empty() { vec![node] } else { listed };
    for node in nodes {
        let command = match &node.value {
            Value::Scalar(_) => node.word().map(|word| (word, node.at)),
            Value::Map(_) => find_word(node, COMMAND_KEYS),
            Value::Seq(_) => None,
        };
        if let Some((command, at)) = command.filter(|(command, _)| looks_like_command(command)) {
            sink.install_hook(InstallHook {
                hook: format!("vendor {}", excerpt(shown)),
                command: excerpt(&redact(command)),
                site: text.site(at),
            });
        }
    }
}

/// A script's path or a command line; no folder (`"path": "/opt/x"`), no bare word (`"install": "yes"`), no sentence.
fn looks_like_command(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let first = words.next().unwrap_or("");
    let name = first.rsplit(['/', '\\']).next().unwrap_or(first).to_ascii_lowercase();
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let is_program = PROGRAMS.contains(&name.as_str()) || first.contains(['/', '\\']);
    SCRIPT_EXTENSIONS.contains(&extension) || (is_program && (words.next().is_some() || first.starts_with("./")))
}

const SCRIPT_EXTENSIONS: &[&str] =
    &["sh", "bash", "ps1", "bat", "cmd", "py", "pl", "rb", "exe", "msi", "js", "jar", "run", "vbs", "sql", "php"];
const PROGRAMS: &[&str] = &[
    "sh",
    "bash",
    "sudo",
    "python",
    "python3",
    "perl",
    "ruby",
    "node",
    "npm",
    "npx",
    "java",
    "php",
    "powershell",
    "pwsh",
    "cmd",
    "msiexec",
    "systemctl",
    "service",
    "docker",
    "kubectl",
    "helm",
    "ansible-playbook",
    "apt",
    "apt-get",
    "yum",
    "dnf",
    "rpm",
    "dpkg",
    "pip",
    "make",
    "psql",
    "mysql",
    "sqlcmd",
    "rm",
    "cp",
    "mv",
    "curl",
    "wget",
];
