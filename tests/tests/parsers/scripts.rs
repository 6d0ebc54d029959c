//! Commands at command position.

use dropscope_core::facts::ScriptCommandKind as Kind;

use super::kit::{example, facts};

fn commands(path: &str, text: &str) -> Vec<(Kind, u32)> {
    facts(path, text).script_commands.iter().map(|c| (c.kind, c.site.line)).collect()
}

fn check(path: &str, table: &[(&str, &[Kind])]) {
    for (line, wanted) in table {
        let found: Vec<Kind> = commands(path, line).into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(found, *wanted, "{line}");
    }
}

#[test]
fn an_upgrade() {
    let script = String::from_utf8(example("scripts/upgrade.sh")).unwrap();
    assert_eq!(
        commands("upgrade.sh", &script),
        [(Kind::Privilege, 6), (Kind::ServiceStop, 8), (Kind::DataMigration, 10), (Kind::Reboot, 15)]
    );
}

#[test]
fn shell() {
    let stop = &[Kind::ServiceStop][..];
    let reboot = &[Kind::Reboot][..];
    let migrates = &[Kind::DataMigration][..];
    check(
        "x.sh",
        &[
            ("reboot", reboot),
            ("  /sbin/reboot -f", reboot),
            ("shutdown -r now", reboot),
            ("shutdown -hr +1", reboot),
            ("shutdown -h now", &[]),
            ("shutdown -c", &[]),
            ("init 6", reboot),
            ("systemctl reboot", reboot),
            ("sudo reboot", &[Kind::Privilege, Kind::Reboot]),
            ("sudo -u dten -n ./x", &[Kind::Privilege]),
            ("sudo -n systemctl restart dten", &[Kind::Privilege, Kind::ServiceStop]),
            ("true && reboot || echo no", reboot),
            ("if [ -f /x ]; then reboot; fi", reboot),
            ("[ -f /var/run/reboot-required ] && reboot", reboot),
            ("nohup reboot &", reboot),
            ("x=$(reboot)", reboot),
            ("echo \"$(systemctl stop x)\"", stop),
            ("DEBUG=1 reboot", reboot),
            ("echo reboot", &[]),
            ("echo \"please; reboot\"", &[]),
            ("printf 'a\nreboot\n'", &[]),
            ("# reboot", &[]),
            ("ls # ; reboot", &[]),
            ("need_reboot=1", &[]),
            ("reboot() {\n :\n}", &[]),
            ("ssh other reboot", &[]),
            ("grep -q 'reboot' x", &[]),
            ("cat <<EOF\nreboot\nEOF\n", &[]),
            ("cat <<-'E O'\n\treboot\n\tE O\nsleep 1", &[Kind::Wait { seconds: 1 }]),
            ("cat <<EOF\nreboot\n", &[]),
            ("cat <<EOF > x\nsudo x\nEOF\nreboot", reboot),
            ("ls \\\n  reboot", &[]),
            ("systemctl stop dten.service", stop),
            ("systemctl start dten", &[]),
            ("systemctl --now disable dten", stop),
            ("service dten restart", stop),
            ("/etc/init.d/dtend stop", stop),
            ("docker compose down", stop),
            ("[ \"$(id -u)\" -ne 0 ] && exit 1", &[Kind::Privilege]),
            ("if [[ $EUID -ne 0 ]]; then exit 1; fi", &[Kind::Privilege]),
            ("if [ `id -u` -ne 0 ]; then exit 1; fi", &[Kind::Privilege]),
            ("[ \"$COUNT\" -ne 0 ]", &[]),
            ("su - dten -c 'x'", &[Kind::Privilege]),
            ("psql -f migrate.sql", migrates),
            ("psql -c 'SELECT 1'", &[]),
            ("psql --version", &[]),
            ("mysql -u root db < x.sql", migrates),
            ("flyway -url=x migrate", migrates),
            ("alembic upgrade head", migrates),
            ("python manage.py migrate --noinput", migrates),
            ("bundle exec rake db:migrate", migrates),
            ("./migrate-data.sh", migrates),
            ("npx knex migrate:latest", migrates),
            ("sleep 90", &[Kind::Wait { seconds: 90 }]),
            ("sleep 2m", &[Kind::Wait { seconds: 120 }]),
            ("sleep $N", &[]),
            ("timeout 30 systemctl stop x", stop),
        ],
    );
}

#[test]
fn powershell() {
    check(
        "x.ps1",
        &[
            ("Restart-Computer -Force", &[Kind::Reboot]),
            ("restart-computer", &[Kind::Reboot]),
            ("shutdown.exe /r /t 0", &[Kind::Reboot]),
            ("shutdown /s", &[]),
            ("if ($x) { Restart-Computer }", &[Kind::Reboot]),
            ("Write-Host \"Restart-Computer\"", &[]),
            ("Write-Host Restart-Computer", &[]),
            ("# Restart-Computer", &[]),
            ("<#\nRestart-Computer\n#>", &[]),
            ("$t = @\"\nRestart-Computer\n\"@\n", &[]),
            ("#Requires -RunAsAdministrator", &[Kind::Privilege]),
            ("Start-Process pwsh -Verb RunAs", &[Kind::Privilege]),
            ("Stop-Service -Name dten", &[Kind::ServiceStop]),
            ("net stop dten", &[Kind::ServiceStop]),
            ("Start-Sleep -Seconds 30", &[Kind::Wait { seconds: 30 }]),
            ("Start-Sleep -Milliseconds 1500", &[Kind::Wait { seconds: 2 }]),
            ("Invoke-Sqlcmd -InputFile x.sql", &[Kind::DataMigration]),
        ],
    );
}

#[test]
fn batch() {
    check(
        "x.BAT",
        &[
            ("@shutdown /r /t 5", &[Kind::Reboot]),
            ("SHUTDOWN -r", &[Kind::Reboot]),
            ("shutdown /a", &[]),
            ("rem shutdown /r", &[]),
            (":: shutdown /r", &[]),
            ("echo shutdown /r", &[]),
            ("if errorlevel 1 shutdown /r", &[Kind::Reboot]),
            ("if \"%1\"==\"y\" (\r\n  net stop dten\r\n)", &[Kind::ServiceStop]),
            ("net session >nul 2>&1", &[Kind::Privilege]),
            ("runas /user:x cmd", &[Kind::Privilege]),
            ("sc.exe stop dten", &[Kind::ServiceStop]),
            ("timeout /t 30 /nobreak", &[Kind::Wait { seconds: 30 }]),
            ("sqlcmd -i x.sql", &[Kind::DataMigration]),
        ],
    );
}

#[test]
fn lines_and_languages() {
    let text = "#!/bin/bash\nset -e\n\nsystemctl stop dten\nsleep 5; sudo \\\n  reboot\n";
    assert_eq!(
        commands("scripts/upgrade", text),
        [(Kind::ServiceStop, 4), (Kind::Wait { seconds: 5 }, 5), (Kind::Privilege, 5), (Kind::Reboot, 5)]
    );
    assert!(commands("scripts/upgrade.py", "#!/usr/bin/env python\nreboot\n").is_empty());
    assert!(commands("node_modules/x/a.sh", "reboot\n").is_empty());
    let secret =
        facts("x.sh", "PGPASSWORD=hunter2 psql -f x.sql\nmysql -phunter2 db < x\nmysql://u:hunter2@h; reboot\n");
    assert_eq!(secret.script_commands.len(), 3);
    assert!(!serde_json::to_string(&secret).unwrap().contains("hunter2"), "{secret:?}");
}

#[test]
fn hostile_scripts_end() {
    for text in [
        "$(".repeat(100_000),
        "`".repeat(100_000),
        "\"$(".repeat(50_000),
        "<<A\n".repeat(50_000),
        "'\"\\".repeat(50_000),
    ] {
        for path in ["x.sh", "x.ps1", "x.bat"] {
            facts(path, &text);
        }
    }
}
