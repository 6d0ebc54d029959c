#![allow(clippy::unwrap_used)]

use super::read;
use crate::script::{Call, RedirectKind};

fn calls(text: &str) -> Vec<Call> {
    read(text).calls
}

/// Each call as its words in a row.
fn told(text: &str) -> Vec<String> {
    let line = |call: &Call| std::iter::once(call.program.as_str()).chain(call.words()).collect::<Vec<_>>().join(" ");
    calls(text).iter().map(line).collect()
}

#[test]
fn words_lose_their_quotes_and_known_variables_are_put_in() {
    assert_eq!(told("A=/opt/x\nB=\"$A/bin\"\nrm -rf \"$B/\"'old files'"), ["rm -rf /opt/x/bin/old files"]);
    assert_eq!(told("U=${URL:-https://a.example}\ncurl $U"), ["curl https://a.example"]);
    assert_eq!(told("rm -rf \"$UNKNOWN/\""), ["rm -rf $UNKNOWN/"]);
    assert!(calls("rm -rf \"$UNKNOWN/\"")[0].arguments[1].is_open);
}

#[test]
fn loops_over_written_lists_are_walked_for_each() {
    assert_eq!(told("for f in a b; do curl $F/$f; done"), ["curl $F/a", "curl $F/b"]);
    assert!(!calls("for f in a b; do x $f; done")[0].is_conditional);
    assert!(calls("for f in *.sql; do x \"$f\"; done")[0].is_conditional);
}

#[test]
fn conditions_and_joins_are_told() {
    let of = |text: &str| calls(text).iter().map(|call| call.is_conditional).collect::<Vec<_>>();
    assert_eq!(of("if test -e x; then reboot; fi; ls"), [false, true, false]);
    assert_eq!(of("a && b || c\nd"), [false, true, true, false]);
    assert_eq!(of("case $1 in configure) a;; remove|purge) b ;; esac"), [true, true]);
    assert_eq!(of("while read l; do x; done < list"), [false, true]);
}

#[test]
fn a_variable_of_two_branches_is_unknown() {
    assert_eq!(told("if a; then X=1; else X=2; fi; go $X"), ["a", "go $X"]);
    assert_eq!(told("X=1; if a; then X=1; fi; go $X"), ["a", "go 1"]);
}

#[test]
fn functions_are_walked_where_they_are_called() {
    let text = "hook() { curl -X POST $1; }\nnever() { reboot; }\nhook https://a.example/hooks\nhook https://b.example/hooks\n";
    assert_eq!(told(text), ["curl -X POST https://a.example/hooks", "curl -X POST https://b.example/hooks", "reboot"]);
    let found = calls(text);
    assert!(!found[0].is_uncalled && found[2].is_uncalled);
    assert_eq!(told("f() { f; g; }; f"), ["g"]);
}

#[test]
fn pipes_and_redirections_are_kept() {
    let found =
        calls("curl -s https://a.example/x.sh | sudo bash -s -- y\necho '0 3 * * * root x' >> /etc/cron.d/x 2>&1");
    assert_eq!(found[1].program, "bash");
    assert!(found[1].is_piped && !found[0].is_piped);
    assert_eq!(found[1].starters, ["sudo"]);
    assert_eq!(found[2].written().next().unwrap().text, "/etc/cron.d/x");
}

#[test]
fn here_documents_are_texts() {
    let found = calls("cat > /etc/x <<EOF\nhost=$H\nEOF\nV=1\ncat <<-'E2' > y\n\ta $V\n\tE2\nls");
    assert_eq!(found[0].input().unwrap().text, "host=$H\n");
    assert_eq!(found[0].redirects[0].kind, RedirectKind::Write);
    assert_eq!(found[1].input().unwrap().text, "\ta $V\n");
    assert_eq!(found[2].program, "ls");
}

#[test]
fn what_runs_another_command_is_taken_off() {
    assert_eq!(told("sudo -u app env A=1 nice -n 5 /usr/bin/prog --x"), ["prog --x"]);
    assert_eq!(told("su - postgres -c 'psql -f x.sql; ls'"), ["psql -f x.sql", "ls"]);
    assert_eq!(told("bash -ec \"systemctl stop $U\""), ["systemctl stop $U"]);
    assert_eq!(told("PGPASSWORD=x psql -h db"), ["psql -h db"]);
    let found = calls("ssh -i k root@web01 'systemctl restart nginx'\nssh host <<E\nreboot\nE\n");
    assert_eq!((found[0].program.as_str(), found[0].remote_host.as_deref()), ("systemctl", Some("web01")));
    assert_eq!((found[1].program.as_str(), found[1].remote_host.as_deref()), ("reboot", Some("host")));
    assert_eq!(told("command -v reboot"), ["command -v reboot"]);
}

#[test]
fn substitutions_are_calls_of_their_own() {
    assert_eq!(told("x \"$(hostname -f)\" `id -u`"), ["hostname -f", "id -u", "x $(hostname -f) $(id -u)"]);
    assert_eq!(told("X=$(cat /etc/x | head -1)"), ["cat /etc/x", "head -1"]);
    assert_eq!(told(". \"$(dirname \"$0\")/common.sh\""), ["dirname $0", ". $(dirname \"$0\")/common.sh"]);
}

#[test]
fn comments_and_quoted_text_are_no_calls() {
    assert_eq!(told("# reboot\necho 'reboot; ls' # rm\necho \"a # b\""), ["echo reboot; ls", "echo a # b"]);
    assert_eq!(told("echo a \\\n  b"), ["echo a b"]);
}

#[test]
fn places_are_those_of_the_text() {
    let text = "A=1\n  sudo reboot now\n";
    let found = calls(text);
    assert_eq!(text.get(found[0].at..found[0].end), Some("sudo reboot now"));
    let text = "su x -c 'a\nb c'";
    assert_eq!(calls(text)[1].at, text.find("b c").unwrap());
}

#[test]
fn junk_ends() {
    let deep = "$(".repeat(5_000);
    let quotes = "\"$(".repeat(5_000);
    let braces = "{ ".repeat(20_000);
    let ifs = "if ".repeat(20_000);
    let documents = "cat <<E\n".repeat(5_000);
    let functions = (0..300).map(|n| format!("f{n}() {{ f{}; f{}; }}\n", n + 1, n + 2)).collect::<String>() + "f0";
    let grows = "X=aaaaaaaaaa\n".to_owned() + &"X=$X$X$X\n".repeat(500);
    for text in [&deep, &quotes, &braces, &ifs, &documents, &functions, &grows] {
        let _ = calls(text);
    }
    for text in
        ["'", "\"", "$(", "${", "`", "<<", "<<E", "((", "case x in", "for", "f()", "x >", "\\", "$'a\\", "é$(é", "a=(b"]
    {
        let _ = calls(text);
    }
    assert_eq!(told("X=$X:/y; go $X"), ["go $X:/y"]);
}
