//! What will run by itself, and when in words.

use super::kit::{example, facts};

/// Times, user and command of every task.
fn tasks(name: &str, path: &str) -> Vec<(String, String, String)> {
    let text = String::from_utf8(example(&format!("schedule/{name}"))).unwrap();
    let tasks = facts(path, &text).schedules;
    tasks.into_iter().map(|task| (task.words, task.user, task.command)).collect()
}

fn told(words: &str, user: &str, command: &str) -> (String, String, String) {
    (words.to_owned(), user.to_owned(), command.to_owned())
}

#[test]
fn cron_tables() {
    let found = tasks("dten-import", "etc/cron.d/dten-import");
    assert_eq!(found[0], told("every day at 03:00", "root", "/opt/dten/bin/dten-manager import --replace-all"));
    assert_eq!((found[1].1.as_str(), found[2].1.as_str()), ("dten", "dten"));
    assert!(found[1].0.contains("15 minutes"), "{}", found[1].0);
    assert_eq!(found.len(), 3);
}

#[test]
fn jobs_of_launchd() {
    assert_eq!(
        tasks("com.dten.agent.plist", "Library/LaunchDaemons/com.dten.agent.plist"),
        [told("every day at 04:30", "", "/usr/local/dten/agent --sync")]
    );
}

#[test]
fn tasks_of_windows() {
    let found = tasks("DtenSync.xml", "DtenSync.xml");
    assert!(found[0].0.contains("02:15") && found[0].2.contains("sync.exe"), "{found:?}");
}

#[test]
fn events_of_databases() {
    let found = tasks("events.sql", "db/events.sql");
    assert!(found[0].0.contains("day") && found.len() == 1, "{found:?}");
}
