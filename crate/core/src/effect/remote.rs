//! Copies to other machines, and databases on them.

use crate::facts::EffectKind as Kind;
use crate::facts::UndoClass::{R1, R2};

use super::Doing;
use super::found::{Found, is_here, parameter, plain, value};

pub(super) fn found(doing: &Doing<'_>) -> Option<Found> {
    copies(doing).or_else(|| databases(doing))
}

fn copies(doing: &Doing<'_>) -> Option<Found> {
    let call = doing.call;
    let words = plain(call, &["-i", "-P", "-p", "-o", "-b", "-e", "-F", "-c", "-t"]);
    let copy = |host: &str, target: &str, undo: String| {
        Some(Found::elsewhere(Kind::RemoteCopy, R1, target, host).inverse(undo))
    };
    match call.program.as_str() {
        "scp" | "rsync" | "pscp" => {
            let (host, path) = words.last()?.split_once(':').filter(|(host, _)| !host.is_empty() && host.len() > 1)?;
            let host = host.rsplit('@').next().unwrap_or(host);
            copy(host, path, format!("ssh {host} rm {path}"))
        }
        "sftp" | "lftp" | "ftp" | "ncftpput" | "tftp" => {
            let host = words.iter().find(|word| word.contains(['.', '@', ':']))?;
            let host = host.rsplit('@').next().unwrap_or(host).split(':').next().unwrap_or(host);
            copy(host, "files", "list what was sent, and delete it there".to_owned())
        }
        "mount" if call.words().any(|word| matches!(word, "nfs" | "nfs4" | "cifs" | "smb3")) => {
            let source = words.first()?;
            copy(source.split(':').next().unwrap_or(source), source, format!("umount {source}"))
        }
        "net" if words.first() == Some(&"use") => {
            copy(words.iter().find(|word| word.starts_with("\\\\"))?, "a share", "net use <drive> /delete".to_owned())
        }
        _ => None,
    }
}

fn databases(doing: &Doing<'_>) -> Option<Found> {
    let call = doing.call;
    let host = match call.program.as_str() {
        "psql" | "pg_restore" | "mysql" | "mariadb" | "mongosh" | "mongo" | "mongorestore" | "cqlsh"
        | "clickhouse-client" => {
            let named = value(call, &["-h", "--host"]).map(str::to_owned);
            named.or_else(|| {
                call.words().find(|word| word.contains("://")).map(|url| super::request::parts(url).0.to_owned())
            })?
        }
        "sqlcmd" | "osql" => value(call, &["-S"]).or_else(|| parameter(call, "-serverinstance"))?.to_owned(),
        "invoke-sqlcmd" => parameter(call, "-serverinstance")?.to_owned(),
        "flyway" | "liquibase" => call.words().find_map(|word| {
            word.split_once("://").map(|(_, rest)| rest.split(['/', ':', ';']).next().unwrap_or("").to_owned())
        })?,
        _ => return None,
    };
    if is_here(&host) || only_asks(doing) {
        return None;
    }
    let dump = match call.program.as_str() {
        "mysql" | "mariadb" => format!("mysqldump -h {host} <database>"),
        "psql" | "pg_restore" => format!("pg_dump -h {host} <database>"),
        _ => "a backup of the database".to_owned(),
    };
    Some(
        Found::elsewhere(Kind::RemoteDatabase, R2, "its schema or data", host)
            .inverse("run the migration for the way back, or restore the database's own backup")
            .capture(dump),
    )
}

/// A client that is given a query on its command line and no file.
fn only_asks(doing: &Doing<'_>) -> bool {
    let call = doing.call;
    let asks = |word: &str| {
        let word = word.trim_start().to_ascii_lowercase();
        ["select ", "show ", "\\d", "\\l", "explain "].iter().any(|begin| word.starts_with(begin))
    };
    let has_file = call.words().any(|word| matches!(word, "-f" | "-i") || word.starts_with("--file"));
    !has_file && call.redirects.is_empty() && call.words().any(asks) || call.has("-l") || call.has("--version")
}
