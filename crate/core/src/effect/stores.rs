//! Stores of configuration, flags and secrets; the cloud, DNS, certificates, queues: by their own clients.

use crate::facts::EffectKind as Kind;
use crate::facts::UndoClass::{R1, R2, R3, R4};

use super::Doing;
use super::found::{Found, begins, parameter, plain, value};

pub(super) fn found(doing: &Doing<'_>) -> Option<Found> {
    settings(doing).or_else(|| cloud(doing)).or_else(|| names_and_certificates(doing)).or_else(|| queues(doing))
}

fn settings(doing: &Doing<'_>) -> Option<Found> {
    let call = doing.call;
    let words = plain(call, &["--endpoints", "-address", "--region", "--profile", "-n"]);
    let store = |key: &str, at: &str, set: String, get: String| {
        Some(Found::elsewhere(Kind::ConfigStore, R1, key, at).inverse(set).capture(get))
    };
    match call.program.as_str() {
        "consul" if begins(&words, &["kv", "put"]) || begins(&words, &["kv", "delete"]) => {
            let key = words.get(2)?;
            store(key, "consul", format!("consul kv put {key} <old value>"), format!("consul kv get {key}"))
        }
        "etcdctl" if matches!(words.first(), Some(&("put" | "del" | "set" | "rm"))) => {
            let key = words.get(1)?;
            store(key, "etcd", format!("etcdctl put {key} <old value>"), format!("etcdctl get {key}"))
        }
        "vault" if matches!(words.first(), Some(&("write" | "kv" | "delete"))) && words.get(1) != Some(&"get") => {
            if words.iter().any(|word| word.starts_with("pki") && word.contains("issue")) {
                return Some(
                    Found::elsewhere(Kind::CertificateIssuance, R2, *words.get(1)?, "vault")
                        .inverse("vault write pki/revoke serial_number=<serial>"),
                );
            }
            let key = words.iter().skip(1).find(|word| word.contains('/'))?;
            store(
                key,
                "vault",
                format!("vault kv rollback -version=<old version> {key}"),
                format!("vault kv get {key}"),
            )
        }
        "ldcli" | "unleash" if words.first() == Some(&"flags") => {
            let flag = value(call, &["--flag"]).or(words.last().copied())?;
            Some(
                Found::elsewhere(Kind::FeatureFlag, R1, flag, "the flag service")
                    .inverse(format!("ldcli flags toggle-off --flag {flag}"))
                    .capture(format!("ldcli flags get --flag {flag}")),
            )
        }
        "redis-cli"
            if words.iter().any(|word| matches!(word.to_ascii_uppercase().as_str(), "FLUSHALL" | "FLUSHDB")) =>
        {
            Some(Found::elsewhere(Kind::DestructiveDelete, R3, "all keys", value(call, &["-h"]).unwrap_or("redis")))
        }
        _ => None,
    }
}

fn cloud(doing: &Doing<'_>) -> Option<Found> {
    let call = doing.call;
    let words = plain(call, &["--region", "--profile", "--output", "-o", "--query"]);
    let verb = words.get(1).copied().unwrap_or("");
    let told = words.iter().take(3).copied().collect::<Vec<_>>().join(" ");
    match call.program.as_str() {
        "aws" => match (words.first().copied()?, verb) {
            ("ssm", "put-parameter") | ("secretsmanager", "put-secret-value") => {
                let name = value(call, &["--name", "--secret-id"]).unwrap_or("");
                Some(
                    Found::elsewhere(Kind::ConfigStore, R1, name, "aws")
                        .inverse(format!("aws ssm put-parameter --overwrite --name {name} --value <old value>"))
                        .capture(format!("aws ssm get-parameter --name {name}")),
                )
            }
            ("route53", "change-resource-record-sets") => Some(dns(
                value(call, &["--hosted-zone-id"]).unwrap_or("a zone"),
                "aws route53 list-resource-record-sets --hosted-zone-id <zone>",
            )),
            ("iam", "create-access-key" | "update-access-key") => Some(rotation("an access key")),
            (_, verb) if is_read(verb) => None,
            (_, verb) if verb.starts_with("delete-") || verb.starts_with("terminate-") || verb == "rm" => {
                Some(Found::elsewhere(Kind::CloudChange, R3, told, "aws").inverse("make it anew from a backup"))
            }
            ("s3", "cp" | "sync" | "mv") => Some(
                Found::elsewhere(Kind::RemoteCopy, R1, *words.last()?, "aws s3")
                    .inverse(format!("aws s3 rm {}", words.last()?)),
            ),
            ("s3", _) => None,
            _ if verb.is_empty() => None,
            _ => Some(
                Found::elsewhere(Kind::CloudChange, R2, told, "aws")
                    .inverse("the inverse call, with the values from before"),
            ),
        },
        "az" | "gcloud" | "oci" | "doctl" => {
            let is_written = words.iter().any(|word| {
                matches!(
                    *word,
                    "create"
                        | "update"
                        | "set"
                        | "delete"
                        | "add"
                        | "enable"
                        | "disable"
                        | "start"
                        | "stop"
                        | "deallocate"
                )
            });
            if !is_written {
                return None;
            }
            if begins(&words, &["appconfig", "feature"]) {
                let flag = value(call, &["--feature"]).unwrap_or("");
                return Some(
                    Found::elsewhere(Kind::FeatureFlag, R1, flag, "Azure App Configuration")
                        .inverse(format!("az appconfig feature disable --feature {flag}")),
                );
            }
            if begins(&words, &["ad"]) {
                return Some(
                    Found::elsewhere(Kind::DirectoryAccount, R2, told, "Entra ID").inverse("the inverse call"),
                );
            }
            let class = if words.contains(&"delete") { R3 } else { R2 };
            Some(
                Found::elsewhere(Kind::CloudChange, class, told, call.program.as_str())
                    .inverse("the inverse call, with the values from before"),
            )
        }
        "terraform" | "tofu" | "pulumi" if matches!(words.first(), Some(&("apply" | "destroy" | "up" | "import"))) => {
            let class = if words.first() == Some(&"destroy") { R3 } else { R2 };
            Some(
                Found::elsewhere(Kind::CloudChange, class, told, "the cloud")
                    .inverse("terraform apply with the configuration from before")
                    .capture("terraform show"),
            )
        }
        _ => None,
    }
}

fn is_read(verb: &str) -> bool {
    ["describe-", "get-", "list-", "head-", "wait", "ls", "configure", "help"].iter().any(|read| verb.starts_with(read))
}

fn dns(target: &str, capture: &str) -> Found {
    Found::elsewhere(Kind::DnsChange, R1, target, "DNS")
        .inverse("put the old record back, and wait for its time to live")
        .capture(capture)
}

fn rotation(target: &str) -> Found {
    Found::elsewhere(Kind::SecretRotation, R2, target, "where it is checked")
        .inverse("rotate it again, and hand the new value to all who use it")
}

fn names_and_certificates(doing: &Doing<'_>) -> Option<Found> {
    let call = doing.call;
    let words = plain(call, &[]);
    let target = || parameter(call, "-name").or(words.last().copied()).unwrap_or("");
    match call.program.as_str() {
        "nsupdate" => Some(dns("the zone", "dig AXFR <zone>")),
        "dnscmd" | "pdnsutil" if !words.is_empty() => Some(dns(&words.join(" "), "")),
        name if name.starts_with("add-dnsserver")
            || name.starts_with("remove-dnsserver")
            || name.starts_with("set-dnsserver") =>
        {
            Some(dns(target(), "Get-DnsServerResourceRecord -ZoneName <zone>"))
        }
        "certbot" | "lego" | "acme.sh" if !call.has("certificates") => {
            let revokes = call.words().any(|word| word.contains("revoke"));
            let (kind, class) =
                if revokes { (Kind::CertificateRevocation, R4) } else { (Kind::CertificateIssuance, R2) };
            Some(Found::elsewhere(
                kind,
                class,
                value(call, &["-d", "--domain", "--domains"]).unwrap_or("a certificate"),
                "the certificate authority",
            ))
        }
        "openssl" if words.first() == Some(&"ca") => {
            let (kind, class) =
                if call.has("-revoke") { (Kind::CertificateRevocation, R4) } else { (Kind::CertificateIssuance, R2) };
            Some(Found::elsewhere(kind, class, target(), "the certificate authority"))
        }
        "subscription-manager" | "suseconnect" | "slmgr" | "slmgr.vbs"
            if !words.is_empty() || call.words().count() > 0 =>
        {
            let undo = if call.program == "subscription-manager" {
                "subscription-manager unregister"
            } else {
                "deactivate before the restore"
            };
            Some(Found::elsewhere(Kind::LicenceActivation, R2, words.join(" "), "the licence service").inverse(undo))
        }
        "gitlab-runner" | "puppet" | "salt-call" | "chef-client"
            if matches!(words.first(), Some(&("register" | "agent"))) =>
        {
            Some(
                Found::elsewhere(Kind::NodeRegistration, R2, words.join(" "), "its server")
                    .inverse("unregister it at the server"),
            )
        }
        "kubeadm" if words.first() == Some(&"join") => Some(
            Found::elsewhere(Kind::NodeRegistration, R2, words.join(" "), "the cluster")
                .inverse("kubectl delete node <name>; kubeadm reset"),
        ),
        _ => None,
    }
}

fn queues(doing: &Doing<'_>) -> Option<Found> {
    let call = doing.call;
    let name = call.program.trim_end_matches(".sh").trim_end_matches(".bat");
    let words = plain(call, &["--bootstrap-server", "--zookeeper", "--topic"]);
    let queue = |class, target: String| Some(Found::elsewhere(Kind::QueueChange, class, target, "the queue"));
    match name {
        "kafka-topics" | "kafka-configs" if call.has("--alter") || call.has("--delete") || call.has("--create") => {
            let topic = value(call, &["--topic", "--entity-name"]).unwrap_or("").to_owned();
            let class = if call.has("--delete") { R4 } else { R1 };
            let found = queue(class, topic.clone())?;
            Some(
                found
                    .inverse(format!("kafka-configs --alter --entity-type topics --entity-name {topic} <old values>"))
                    .capture(format!("kafka-topics --describe --topic {topic}")),
            )
        }
        "rabbitmqctl" | "rabbitmqadmin" => match words.first().copied()? {
            "enable_feature_flag" => queue(R3, words.join(" ")),
            "delete_queue" | "purge_queue" | "purge" | "delete" => queue(R4, words.join(" ")),
            "add_user" | "set_permissions" | "set_policy" | "declare" | "add_vhost" => queue(R1, words.join(" ")),
            "change_password" => Some(rotation("a RabbitMQ user's password")),
            _ => None,
        },
        "mail" | "mailx" | "sendmail" | "mutt" | "send-mailmessage" | "swaks" => Some(
            Found::elsewhere(Kind::MessageSent, R4, words.last().copied().unwrap_or(""), "mail")
                .inverse("send a correction"),
        ),
        _ => None,
    }
}
