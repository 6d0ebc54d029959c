//! What a command is about, by its words.

use crate::facts::ScriptCommandKind as Kind;

use super::Language;

/// Most words before a command that only start it: each is taken off what may be a very long line.
const MOST_STARTERS: usize = 32;

/// What a command is about; `sudo systemctl stop x` is about two things.
pub(super) fn kinds(starters: &[String], words: &[String], language: Language) -> Vec<Kind> {
    let takes_rights = |starter: &&String| matches!(starter.as_str(), "sudo" | "doas" | "pkexec" | "su" | "runuser");
    let mut kinds: Vec<Kind> = starters.iter().filter(takes_rights).map(|_| Kind::Privilege).collect();
    let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
    if language != Language::Shell && is_windows_elevation(&words) {
        kinds.push(Kind::Privilege);
    }
    for _ in 0..MOST_STARTERS {
        let Some((&first, rest)) = words.split_first() else { break };
        let name = program(first, language);
        if matches!(name.as_str(), "sudo" | "doas" | "pkexec" | "su" | "runas" | "gsudo") {
            kinds.push(Kind::Privilege);
        }
        words = match unwrapped(&name, first, rest, language) {
            Some(inner) => inner,
            None => {
                kinds.extend(kind(&name, rest, language));
                break;
            }
        };
    }
    kinds
}

/// The command that is run in the end, without the keywords, assignments and programs that only start another (`sudo`, `env`,
/// `exec`): the last of the words.
pub(super) fn innermost<'w>(words: &[&'w str], language: Language) -> Vec<&'w str> {
    let mut words = words.to_vec();
    for _ in 0..MOST_STARTERS {
        let Some((&first, rest)) = words.split_first() else { break };
        match unwrapped(&program(first, language), first, rest, language) {
            Some(inner) => words = inner,
            None => break,
        }
    }
    words
}

/// The program's name: without folder, `.exe` and, outside a shell, case.
pub(super) fn program(word: &str, language: Language) -> String {
    let word = word.trim_start_matches('@');
    if language == Language::Shell {
        return word.rsplit('/').next().unwrap_or(word).to_owned();
    }
    let name = word.rsplit(['/', '\\']).next().unwrap_or(word).to_ascii_lowercase();
    name.strip_suffix(".exe").map_or(name.clone(), str::to_owned)
}

/// The command that another one runs, or that a keyword stands before.
fn unwrapped<'w>(name: &str, first: &str, rest: &[&'w str], language: Language) -> Option<Vec<&'w str>> {
    let is_assignment = first.split_once('=').is_some_and(|(key, _)| {
        !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    });
    match name {
        "if" | "not" if language == Language::Batch => Some(after_condition(rest)),
        "if" | "then" | "else" | "elif" | "do" | "while" | "until" | "!" | "{" | "time" | "exec" | "command"
        | "builtin" | "nohup" | "call" | "start" | "eval" | "trap" => Some(rest.to_vec()),
        // These take options of their own before the command.
        "sudo" | "doas" | "pkexec" | "env" | "nice" | "ionice" | "setsid" | "stdbuf" | "xargs" => {
            Some(after_options(name, rest))
        }
        // On Unix a limit for a command; on Windows a wait.
        "timeout" if language == Language::Shell => Some(after_options(name, rest).into_iter().skip(1).collect()),
        "&" | "." if language == Language::PowerShell => Some(rest.to_vec()),
        _ if language == Language::Shell && is_assignment => Some(rest.to_vec()),
        _ => None,
    }
}

/// What stands after a wrapper's own options, their values and assignments.
fn after_options<'w>(program: &str, words: &[&'w str]) -> Vec<&'w str> {
    let with_value: &[&str] = match program {
        "sudo" | "doas" | "pkexec" => &["-u", "-g", "-C", "-h", "-p", "-U", "-r", "-t", "-D", "--user", "--group"],
        "nice" | "ionice" => &["-n", "-c"],
        "xargs" => &["-I", "-n", "-P", "-L", "-d"],
        "timeout" => &["-k", "-s"],
        "env" => &["-u", "-C"],
        _ => &[],
    };
    let mut words = words.iter().copied().peekable();
    while let Some(word) = words.next_if(|word| word.starts_with('-') || word.contains('=')) {
        if with_value.contains(&word) {
            words.next();
        }
    }
    words.collect()
}

/// `if errorlevel 1 X`, `if exist F X`, `if "%a%"=="b" X`.
fn after_condition<'w>(words: &[&'w str]) -> Vec<&'w str> {
    let lower = words.first().map(|word| word.to_ascii_lowercase()).unwrap_or_default();
    let taken = match lower.as_str() {
        "not" | "/i" => 1,
        "exist" | "errorlevel" | "defined" => 2,
        _ if lower.contains("==") => 1,
        _ => 3,
    };
    let rest: Vec<&str> = words.iter().copied().skip(taken).collect();
    if taken == 1 && matches!(lower.as_str(), "not" | "/i") { after_condition(&rest) } else { rest }
}

fn kind(name: &str, arguments: &[&str], language: Language) -> Option<Kind> {
    let has = |wanted: &str| arguments.iter().any(|argument| argument.eq_ignore_ascii_case(wanted));
    let first = arguments.iter().find(|argument| !argument.starts_with('-')).copied().unwrap_or("");
    let folded = name.to_ascii_lowercase();
    match folded.as_str() {
        "reboot" | "restart-computer" => (!has("--help")).then_some(Kind::Reboot),
        "shutdown" => restarts(arguments).then_some(Kind::Reboot),
        "init" | "telinit" => (first == "6").then_some(Kind::Reboot),
        "systemctl" => match first {
            "reboot" | "kexec" | "soft-reboot" => Some(Kind::Reboot),
            "stop" | "restart" | "try-restart" | "reload-or-restart" | "kill" | "isolate" => Some(Kind::ServiceStop),
            "disable" | "mask" => has("--now").then_some(Kind::ServiceStop),
            _ => None,
        },
        "service" | "rc-service" => (has("stop") || has("restart")).then_some(Kind::ServiceStop),
        "net" | "sc" => {
            let session = folded == "net" && (has("session") || has("file")) && arguments.len() == 1;
            if session { Some(Kind::Privilege) } else { has("stop").then_some(Kind::ServiceStop) }
        }
        "supervisorctl" | "initctl" | "docker" | "podman" | "pm2" => {
            matches!(first, "stop" | "restart" | "kill").then_some(Kind::ServiceStop).or_else(|| {
                (first == "compose" && (has("down") || has("stop") || has("restart"))).then_some(Kind::ServiceStop)
            })
        }
        "docker-compose" => matches!(first, "down" | "stop" | "restart").then_some(Kind::ServiceStop),
        "launchctl" => matches!(first, "stop" | "unload" | "bootout" | "kickstart").then_some(Kind::ServiceStop),
        "stop-service" | "restart-service" => Some(Kind::ServiceStop),
        "[" | "[[" | "test" | "((" => is_root_check(arguments).then_some(Kind::Privilege),
        "#requires" => has("-RunAsAdministrator").then_some(Kind::Privilege),
        "sleep" | "start-sleep" => seconds(arguments).map(|seconds| Kind::Wait { seconds }),
        "timeout" => option_value(arguments, &["/t", "-t"])
            .or(arguments.first().copied())
            .and_then(|value| value.parse().ok())
            .map(|seconds| Kind::Wait { seconds }),
        _ if is_init_script(name, arguments, language) => Some(Kind::ServiceStop),
        _ => migrates(&folded, arguments).then_some(Kind::DataMigration),
    }
}

/// `shutdown -r now`, `shutdown /r /t 0`; not `-c`, which calls one off.
fn restarts(arguments: &[&str]) -> bool {
    let is_flag = |argument: &str, flag: char| {
        let letters = argument.strip_prefix('-').filter(|rest| !rest.starts_with('-'));
        letters.is_some_and(|letters| letters.len() <= 3 && letters.contains(flag))
            || argument
                .strip_prefix('/')
                .is_some_and(|rest| rest.len() == 1 && rest.eq_ignore_ascii_case(&flag.to_string()))
    };
    let calls_off = arguments.iter().any(|argument| *argument == "-c" || argument.eq_ignore_ascii_case("/a"));
    !calls_off
        && arguments
            .iter()
            .any(|argument| is_flag(argument, 'r') || *argument == "--reboot" || argument.eq_ignore_ascii_case("/g"))
}

/// `/etc/init.d/x stop`
fn is_init_script(name: &str, arguments: &[&str], language: Language) -> bool {
    // The folder was taken off the name; what is left is told by the argument alone.
    language == Language::Shell
        && matches!(arguments, ["stop" | "restart"])
        && !matches!(name, "echo" | "printf" | "log" | "info" | "return" | "die" | "usage")
        && name.ends_with('d')
}

/// A test for user 0 or for root.
fn is_root_check(arguments: &[&str]) -> bool {
    let all = arguments.join(" ");
    let asks = ["id -u", "$EUID", "${EUID", "$UID", "${UID", "EUID", "whoami", "id -un", "$USER", "$LOGNAME"];
    asks.iter().any(|ask| all.contains(ask)) && arguments.iter().any(|word| matches!(*word, "0" | "root"))
}

fn is_windows_elevation(words: &[&str]) -> bool {
    let all = words.join(" ").to_ascii_lowercase();
    all.contains("windowsbuiltinrole") || all.contains("isinrole") || (all.contains("-verb") && all.contains("runas"))
}

/// Seconds to wait: `5`, `2m`, `-Seconds 5`, `-Milliseconds 500`.
fn seconds(arguments: &[&str]) -> Option<u32> {
    if let Some(value) = option_value(arguments, &["-milliseconds", "-m"]) {
        return value.parse::<u32>().ok().map(|milliseconds| milliseconds.div_ceil(1_000));
    }
    let value = option_value(arguments, &["-seconds", "-s"]).or(arguments.first().copied())?;
    let end = value.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(value.len());
    let (number, unit) = value.split_at_checked(end)?;
    let number: u32 = number.split('.').next()?.parse().ok()?;
    let factor = match unit {
        "" | "s" => 1,
        "m" => 60,
        "h" => 3_600,
        "d" => 86_400,
        _ => return None,
    };
    number.checked_mul(factor)
}

fn option_value<'w>(arguments: &[&'w str], options: &[&str]) -> Option<&'w str> {
    let at = arguments.iter().position(|word| options.iter().any(|option| word.eq_ignore_ascii_case(option)))?;
    arguments.get(at.saturating_add(1)).copied()
}

/// Clients of databases, and tools that change schemas.
fn migrates(name: &str, arguments: &[&str]) -> bool {
    let has = |wanted: &str| arguments.iter().any(|argument| argument.trim_start_matches("./").ends_with(wanted));
    match name {
        "psql" | "mysql" | "mariadb" | "sqlcmd" | "sqlplus" | "sqlite3" | "osql" | "isql" | "mongosh" | "cqlsh" => {
            !only_asks(arguments)
        }
        "pg_restore" | "pg_upgrade" | "pg_upgradecluster" | "mysql_upgrade" | "mariadb-upgrade" | "mongorestore"
        | "vacuumdb" | "reindexdb" | "invoke-sqlcmd" => true,
        "flyway" | "dbmate" | "knex" | "sequelize" | "prisma" | "typeorm" | "goose" | "migrate" | "sqitch"
        | "liquibase" | "alembic" => {
            ["migrate", "up", "update", "upgrade", "head", "deploy", "migrate:latest", "db:migrate", "migration:run"]
                .iter()
                .any(|verb| has(verb))
        }
        // Runners of something else: rails db:migrate, python manage.py migrate, npx knex migrate:latest, artisan migrate.
        "rails" | "rake" | "bundle" | "python" | "python3" | "php" | "npx" | "npm" | "yarn" | "mvn" | "gradle"
        | "dotnet" | "django-admin" | "manage.py" | "java" | "node" => {
            ["db:migrate", "flyway:migrate", "liquibase:update", "migrate:latest"].iter().any(|verb| has(verb))
                || arguments.contains(&"migrate")
                || (has("ef") && has("database") && has("update"))
        }
        _ => name.contains("migrat") && !name.ends_with(".log"),
    }
}

/// A client that only asks: for its version, for a list, or with statements that read. With a statement on its command
/// line a client leaves its standard input alone, so a redirect does not matter; a file of statements does.
fn only_asks(arguments: &[&str]) -> bool {
    let has = |wanted: &[&str]| arguments.iter().any(|argument| wanted.contains(argument));
    if has(&["--version", "-V", "--help", "-l", "--list", "-?"]) {
        return true;
    }
    let runs_file = has(&["-f", "-i"]) || arguments.iter().any(|argument| argument.starts_with("--file"));
    let statements = statements(arguments);
    !runs_file && !statements.is_empty() && statements.iter().all(|statement| reads(statement))
}

/// What is given to `-c`, `-tAc`, `-e`, `-Q`, `--command=…` and the like.
fn statements<'w>(arguments: &[&'w str]) -> Vec<&'w str> {
    let mut statements = Vec::new();
    let mut words = arguments.iter().copied().peekable();
    while let Some(word) = words.next() {
        if let Some((_, value)) =
            word.split_once('=').filter(|(option, _)| matches!(*option, "--command" | "--execute" | "--eval"))
        {
            statements.push(value);
        } else if takes_statement(word) {
            statements.extend(words.next_if(|value| !value.starts_with('-')));
        }
    }
    statements
}

/// Short options may be written as one, and the last one takes the value: `-tAc`, `-Nse`.
fn takes_statement(word: &str) -> bool {
    let letters = word.strip_prefix('-').unwrap_or("");
    matches!(word, "--command" | "--execute" | "--eval")
        || letters.len() <= 5
            && letters.bytes().all(|byte| byte.is_ascii_alphabetic())
            && letters.ends_with(['c', 'e', 'Q'])
}

/// Whether each of the statements in a text only reads. `SELECT … INTO` makes a table.
fn reads(text: &str) -> bool {
    text.split(';').map(str::trim).filter(|statement| !statement.is_empty()).all(|statement| {
        let mut words = statement.split_whitespace().map(str::to_ascii_lowercase);
        let first = words.next().unwrap_or_default();
        match first.as_str() {
            "select" => !words.any(|word| word == "into"),
            "show" | "explain" => true,
            _ => first.starts_with("\\d") || matches!(first.as_str(), "\\l" | "\\l+"),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{Kind, Language, kinds};

    fn of(words: &[&str]) -> Vec<Kind> {
        kinds(&[], &words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>(), Language::Shell)
    }

    #[test]
    fn a_query_migrates_nothing() {
        for words in [
            &["psql", "-d", "$DB", "-tAc", "SELECT version()"][..],
            &["psql", "-c", "show server_version;"],
            &["sudo", "-u", "postgres", "psql", "--command=select 1; select 2"],
            &["psql", "-c", "\\dt+"],
            &["mysql", "-Nse", "select count(*) from devices"],
            &["psql", "-l"],
            &["psql", "-e", "-c", "select 1"],
        ] {
            assert!(!of(words).contains(&Kind::DataMigration), "{words:?}");
        }
    }

    #[test]
    fn a_client_that_may_write_migrates() {
        for words in [
            &["psql"][..],
            &["psql", "-v", "ON_ERROR_STOP=0", "-f", "up.sql"],
            &["psql", "-c", "select 1", "-f", "up.sql"],
            &["psql", "-c", "select 1", "-c", "alter table devices add site text"],
            &["psql", "-tAc", "select 1; drop table devices"],
            &["psql", "-c", "SELECT * INTO devices_old FROM devices"],
            &["mysql", "-e", "update devices set site = 1"],
            &["psql", "-c", "\\lo_import photo.png"],
            &["psql", "-c"],
        ] {
            assert_eq!(of(words), [Kind::DataMigration], "{words:?}");
        }
    }
}
