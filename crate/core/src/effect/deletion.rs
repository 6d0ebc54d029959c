//! What is deleted, and whether anybody would miss it.

use crate::facts::EffectKind as Kind;
use crate::facts::UndoClass::{R0, R3, R4};

use super::Doing;
use super::found::{Found, parameter, plain};

pub(super) fn found(doing: &Doing<'_>) -> Option<Found> {
    let call = doing.call;
    let words = plain(call, &[]);
    let lower = |wanted: &str| call.words().any(|word| word.eq_ignore_ascii_case(wanted));
    match call.program.as_str() {
        "rm" => {
            let recursive = call.words().any(|word| {
                word == "--recursive" || word.starts_with('-') && !word.starts_with("--") && word.contains(['r', 'R'])
            });
            let hurts = words.iter().find(|path| recursive && is_missed(path))?;
            Some(deleted(hurts))
        }
        "remove-item" | "rmdir" | "rd" | "del" => {
            let path = parameter(call, "-path").or(words.first().copied())?;
            let recursive = lower("-recurse") || lower("/s");
            (recursive && is_missed(path)).then(|| deleted(path))
        }
        "find" if call.has("-delete") => {
            let path = words.first().copied()?;
            is_missed(path).then(|| deleted(path))
        }
        "mkfs" | "wipefs" | "shred" | "blkdiscard" | "format" | "clear-disk" | "initialize-disk" => {
            Some(deleted(words.last()?))
        }
        _ if call.program.starts_with("mkfs.") => Some(deleted(words.last()?)),
        "dd" => {
            let of = call.words().find_map(|word| word.strip_prefix("of="))?;
            of.starts_with("/dev/").then(|| deleted(of)).filter(|_| of != "/dev/null")
        }
        "vssadmin" | "wbadmin" if lower("delete") => Some(backup("shadow copies or backups of this machine", R4)),
        "dropdb" => Some(
            Found::local(Kind::DestructiveDelete, *words.last()?)
                .class(R3)
                .inverse("restore the database from its backup")
                .capture("pg_dump <database>"),
        ),
        "restic" | "borg" if call.words().any(|word| matches!(word, "forget" | "prune" | "delete")) => {
            Some(backup("the backup's repository", R4))
        }
        "velero" | "pgbackrest" | "barman"
            if call.words().any(|word| matches!(word, "delete" | "expire" | "delete-backup")) =>
        {
            Some(backup(&words.join(" "), R4))
        }
        "lvremove" | "zfs" | "vgremove" if call.program != "zfs" || words.first() == Some(&"destroy") => {
            Some(deleted(words.last()?))
        }
        _ => None,
    }
}

fn deleted(path: &str) -> Found {
    let folded = path.to_ascii_lowercase();
    if ["backup", "bkp", "snapshot", ".bak"].iter().any(|word| folded.contains(word)) {
        return backup(path, R3);
    }
    let is_disk = path.starts_with("/dev/");
    Found::local(Kind::DestructiveDelete, path)
        .class(if is_disk { R3 } else { R0 })
        .inverse("restore it from a backup or the snapshot")
        .capture(format!("ls -la {path}"))
}

fn backup(target: &str, class: crate::facts::UndoClass) -> Found {
    Found::local(Kind::BackupDeletion, target)
        .class(class)
        .inverse("keep a copy elsewhere before: it does not come back")
}

/// Folders whose contents somebody has put there: data, configuration, homes, backups.
const DATA: &[&str] = &[
    "/var/lib",
    "/var/backups",
    "/var/opt",
    "/srv",
    "/home",
    "/root",
    "/etc",
    "/data",
    "/mnt",
    "/media",
    "/boot",
    "/usr",
    "/opt",
];

/// Whether deleting a folder may lose something: not one of temporary files or caches, nor what a script made itself.
fn is_missed(path: &str) -> bool {
    let folded = path.to_ascii_lowercase();
    let is_passing = [
        "tmp",
        "temp",
        "cache",
        "/run/",
        "__pycache__",
        ".pyc",
        "/var/log",
        "node_modules",
        "build",
        "staging",
        "mktemp",
        "work",
    ]
    .iter()
    .any(|word| folded.contains(word));
    if is_passing {
        return false;
    }
    if ["backup", "bkp", "snapshot"].iter().any(|word| folded.contains(word)) {
        return true;
    }
    // An unknown variable before a slash may be empty: then it is everything.
    let may_be_all = folded.starts_with('$')
        && matches!(folded.trim_end_matches('*').trim_end_matches('/').rfind(['/', '}']), None | Some(0))
        && folded.contains('/');
    let is_root = matches!(folded.as_str(), "/" | "/*" | "~" | "~/" | "c:\\" | "c:\\*");
    let depth = folded.split(['/', '\\']).filter(|part| !part.is_empty()).count();
    let in_data =
        DATA.iter().any(|folder| folded == *folder || folded.starts_with(&format!("{folder}/")) && depth <= 4);
    let is_program = folded.starts_with("/usr/share/doc")
        || folded.starts_with("/usr/lib/python")
        || folded.starts_with("/etc/alternatives");
    is_root || may_be_all || (in_data && !is_program) || folded.contains("\\programdata") || folded.contains("\\data")
}
