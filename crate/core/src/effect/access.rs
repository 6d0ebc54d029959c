//! Accounts, firewall, trust, and what weakens a machine's defence.

use crate::facts::EffectKind as Kind;
use crate::facts::UndoClass::R2;

use super::Doing;
use super::found::{Found, parameter, plain, value};

pub(super) fn found(doing: &Doing<'_>) -> Option<Found> {
    let call = doing.call;
    let words = plain(
        call,
        &["-d", "--home", "-s", "--shell", "-g", "--gid", "-G", "-c", "--comment", "--gecos", "-u", "--uid"],
    );
    let lower = |wanted: &str| call.words().any(|word| word.eq_ignore_ascii_case(wanted));
    let last = words.last().copied().unwrap_or("");
    let account = |inverse: String| Some(Found::local(Kind::LocalAccount, last).inverse(inverse));
    let weaker = |what: &str, inverse: &str| Some(Found::local(Kind::SecurityWeakening, what).inverse(inverse));
    match call.program.as_str() {
        "useradd" | "adduser" => account(format!("userdel {last}")),
        "groupadd" | "addgroup" => account(format!("groupdel {last}")),
        "usermod" | "gpasswd" | "passwd" | "chpasswd" | "userdel" | "deluser" | "groupdel" | "visudo" => {
            account(String::new())
        }
        "new-localuser" | "add-localgroupmember" => {
            let name = parameter(call, "-name").or(words.first().copied())?;
            Some(Found::local(Kind::LocalAccount, name).inverse(format!("Remove-LocalUser -Name {name}")))
        }
        "net" if matches!(words.first(), Some(&("user" | "localgroup"))) && lower("/add") => {
            let name = words.get(1)?;
            Some(Found::local(Kind::LocalAccount, *name).inverse(format!("net user {name} /delete")))
        }
        "iptables" | "ip6tables" | "nft" | "firewall-cmd" | "ufw" | "pfctl" => firewall(doing),
        "new-netfirewallrule" | "set-netfirewallrule" | "remove-netfirewallrule" => Some(
            Found::local(Kind::Firewall, parameter(call, "-displayname").unwrap_or("a rule"))
                .inverse("Remove-NetFirewallRule -DisplayName <name>")
                .capture("Get-NetFirewallRule"),
        ),
        "netsh" if lower("advfirewall") || lower("firewall") => {
            if lower("off") {
                return weaker("the firewall is switched off", "netsh advfirewall set allprofiles state on");
            }
            Some(Found::local(Kind::Firewall, words.join(" ")).capture("netsh advfirewall show allprofiles"))
        }
        "update-ca-certificates" | "update-ca-trust" | "trust" => Some(
            Found::local(Kind::TrustStore, "the system's certificate authorities")
                .inverse("remove the certificate, then update-ca-certificates --fresh"),
        ),
        "keytool" if lower("-importcert") || lower("-import") => Some(
            Found::local(Kind::TrustStore, value(call, &["-alias"]).unwrap_or("a certificate"))
                .inverse(format!("keytool -delete -alias {}", value(call, &["-alias"]).unwrap_or("<alias>"))),
        ),
        "certutil" if lower("-addstore") => {
            Some(Found::local(Kind::TrustStore, last).inverse("certutil -delstore Root <certificate>"))
        }
        "import-certificate" | "apt-key" => Some(Found::local(Kind::TrustStore, last)),
        "rpm" | "rpmkeys" if lower("--import") => Some(Found::local(Kind::TrustStore, last)),
        "setenforce" if matches!(last, "0" | "Permissive" | "permissive") => {
            weaker("SELinux no longer enforces", "setenforce 1")
        }
        "chmod"
            if words.first().is_some_and(|mode| matches!(*mode, "777" | "0777" | "a+rwx" | "o+w" | "666" | "0666")) =>
        {
            weaker(&format!("everybody may write {last}"), "chmod <old mode> <path>")
        }
        "set-executionpolicy" if lower("unrestricted") || lower("bypass") => {
            weaker("any PowerShell script may run", "Set-ExecutionPolicy RemoteSigned")
        }
        "set-mppreference" | "add-mppreference" => {
            weaker("the virus scanner looks away", "Remove-MpPreference -ExclusionPath <path>")
        }
        "aa-disable" | "aa-complain" | "aa-teardown" => weaker("AppArmor no longer enforces", "aa-enforce <profile>"),
        "new-aduser"
        | "set-aduser"
        | "remove-aduser"
        | "add-adgroupmember"
        | "new-adserviceaccount"
        | "ldapadd"
        | "ldapmodify"
        | "ldapdelete"
        | "kadmin"
        | "ktpass"
        | "setspn"
        | "adcli"
        | "add-computer" => directory(last),
        "realm" if words.first() == Some(&"join") => directory(last),
        "net" if words.first() == Some(&"ads") => directory(last),
        _ => None,
    }
}

fn firewall(doing: &Doing<'_>) -> Option<Found> {
    let call = doing.call;
    let words = call.words().collect::<Vec<_>>().join(" ");
    let reads = ["-L", "-S", "--list", "--state", "status", "list", "--query", "-n", "--reload", "reload"];
    if call.words().next().is_none_or(|first| {
        reads.iter().any(|read| first == *read || first.starts_with("--query") || first.starts_with("--list"))
    }) {
        return None;
    }
    if call.program == "ufw" && call.has("disable") || call.program == "iptables" && call.has("-F") {
        return Some(Found::local(Kind::SecurityWeakening, "the firewall is switched off").inverse("ufw enable"));
    }
    let inverse = match call.program.as_str() {
        "firewall-cmd" => words.replace("--add-", "--remove-"),
        "iptables" | "ip6tables" => words.replace("-A ", "-D ").replace("-I ", "-D "),
        "ufw" => format!("delete {words}"),
        _ => String::new(),
    };
    let inverse = if inverse.is_empty() { inverse } else { format!("{} {inverse}", call.program) };
    Some(Found::local(Kind::Firewall, words).inverse(inverse))
}

fn directory(target: &str) -> Option<Found> {
    Some(
        Found::elsewhere(Kind::DirectoryAccount, R2, target, "the directory")
            .inverse("delete or reset it in the directory; join again where a machine account is meant"),
    )
}
