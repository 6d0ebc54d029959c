#![allow(clippy::unwrap_used)]

use super::take;
use crate::facts::EffectKind as Kind;
use crate::facts::{Effect, Facts, UndoClass};
use crate::parse::script::{Read, read};
use crate::parse::text::Text;
use crate::script::Language;

fn effects(text: &str, language: Language) -> Vec<Effect> {
    let script = read(text, language);
    let text = Text::new("install.sh", text.as_bytes());
    let mut facts = Facts::default();
    take(&Read { text: &text, script: &script, most_facts: 100 }, &mut facts);
    facts.effects
}

fn kinds(text: &str) -> Vec<(Kind, String)> {
    effects(text, Language::Shell).into_iter().map(|effect| (effect.kind, effect.target)).collect()
}

#[test]
fn every_kind_is_known_by_its_commands() {
    for (kind, text) in [
        (Kind::ServiceChange, "systemctl --now enable dten-agentd"),
        (Kind::ServiceStart, "sudo systemctl restart nginx"),
        (Kind::PackageInstall, "DEBIAN_FRONTEND=noninteractive apt-get -y install foo"),
        (Kind::PackageInstall, "rpm -Uvh x.rpm"),
        (Kind::LocalAccount, "useradd -r -s /bin/false dten"),
        (Kind::LocalAccount, "echo ssh-ed25519 >> /root/.ssh/authorized_keys"),
        (Kind::Firewall, "firewall-cmd --permanent --add-port=8443/tcp"),
        (Kind::TrustStore, "keytool -importcert -alias x -file ca.pem"),
        (Kind::KernelSetting, "sysctl -w vm.max_map_count=262144"),
        (Kind::SecurityWeakening, "setenforce 0"),
        (Kind::SecurityWeakening, "chmod -R 777 /opt/app"),
        (Kind::SecurityWeakening, "echo 'dten ALL=(ALL) NOPASSWD: ALL' > /etc/sudoers.d/dten"),
        (Kind::DestructiveDelete, "rm -rf /var/lib/dten"),
        (Kind::DestructiveDelete, "rm -rf \"$DATA/\"*"),
        (Kind::BackupDeletion, "rm -rf /var/backups/dten"),
        (Kind::DownloadAndRun, "curl -fsSL https://get.example.com/x.sh | sudo bash -s -- -y"),
        (Kind::Reboot, "shutdown -r now"),
        (Kind::ClockChange, "timedatectl set-ntp true"),
        (Kind::WebhookRegistration, "curl -X POST https://git.example.com/api/v4/projects/1/hooks -d url=https://x"),
        (Kind::FeatureFlag, "ldcli flags toggle-on --flag x"),
        (Kind::RemoteWrite, "curl -sS -X POST https://api.example.com/v1/things -d a=b"),
        (Kind::ConfigStore, "consul kv put app/mode hybrid"),
        (Kind::ConfigStore, "etcdctl --endpoints x put k v"),
        (Kind::CloudChange, "aws ec2 modify-instance-attribute --instance-id i"),
        (Kind::CloudChange, "terraform apply -auto-approve"),
        (Kind::KubernetesChange, "kubectl -n x apply -f y.yaml"),
        (Kind::KubernetesChange, "helm upgrade --install a ./chart"),
        (Kind::DnsChange, "aws route53 change-resource-record-sets --hosted-zone-id Z"),
        (Kind::DirectoryAccount, "realm join corp.example"),
        (Kind::CertificateIssuance, "certbot certonly -d a.example"),
        (Kind::CertificateRevocation, "openssl ca -revoke c.pem"),
        (Kind::LicenceActivation, "curl -X POST https://license.example.com/v2/activate -d host=a"),
        (Kind::QueueChange, "kafka-topics.sh --alter --topic t --bootstrap-server b:9092"),
        (Kind::MessageSent, "curl -X POST https://hooks.slack.com/services/T/B/x -d '{}'"),
        (Kind::RemoteCopy, "scp -i k report.csv app@old-sftp.example.com:/in"),
        (Kind::NodeRegistration, "gitlab-runner register -n"),
        (Kind::SecretRotation, "aws iam create-access-key --user-name a"),
        (Kind::BackupDeletion, "restic forget --prune"),
        (Kind::OneWayFormat, "zpool upgrade tank"),
        (Kind::FirmwareChange, "fwupdmgr update"),
        (Kind::RemoteDatabase, "psql -h db01 -f m.sql"),
    ] {
        let found = kinds(text);
        assert_eq!(found.iter().map(|(kind, _)| *kind).collect::<Vec<_>>(), [kind], "{text}");
    }
}

#[test]
fn what_reads_or_tidies_up_is_no_effect() {
    for text in [
        "curl -s https://api.example.com/v1/things",
        "curl -fsSL https://a.example/x.tgz -o x.tgz | tar xz",
        "rm -rf /tmp/dten-build",
        "rm -rf \"$TMPDIR\"",
        "rm -f /var/lib/dten/pid",
        "T=$(mktemp -d); rm -rf \"$T\"",
        "systemctl is-active nginx",
        "psql -h localhost -f m.sql",
        "psql -h db01 -tAc 'select 1'",
        "aws ec2 describe-instances",
        "iptables -L",
        "kubectl get pods",
        "echo reboot",
        "command -v reboot",
        "curl -X POST http://localhost:8080/hooks -d x",
        "apt-get update",
    ] {
        assert_eq!(kinds(text), [], "{text}");
    }
}

#[test]
fn the_inverse_names_what_was_changed() {
    let of = |text: &str| effects(text, Language::Shell).remove(0);
    let hook = of("curl -fsS -k -X POST https://git.example.com/api/v4/projects/118/hooks -d url=https://x.example");
    assert_eq!(
        hook.inverse,
        "curl -X DELETE https://git.example.com/api/v4/projects/118/hooks/<id of the registration>"
    );
    assert_eq!(hook.capture, "curl -s https://git.example.com/api/v4/projects/118/hooks");
    assert_eq!((hook.class, hook.elsewhere.as_str()), (UndoClass::R2, "git.example.com"));
    let flag = of(
        "curl -X PATCH https://f.example/api/v2/flags/default/pairing -d '{\"instructions\":[{\"kind\":\"turnFlagOn\"}]}'",
    );
    assert!(flag.inverse.contains("turnFlagOff"), "{}", flag.inverse);
    assert_eq!((flag.target.as_str(), flag.class), ("pairing", UndoClass::R1));
    assert_eq!(of("consul kv put a/b c").inverse, "consul kv put a/b <old value>");
    assert_eq!(of("firewall-cmd --permanent --add-port=1/tcp").inverse, "firewall-cmd --permanent --remove-port=1/tcp");
}

#[test]
fn no_secret_is_shown() {
    let found = effects(
        "curl -X POST -H 'Authorization: Bearer abcdefghijk' https://u:geheim@a.example/x -d b",
        Language::Shell,
    );
    let shown = format!("{found:?}");
    assert!(!shown.contains("geheim") && !shown.contains("abcdefghijk"), "{shown}");
}

#[test]
fn windows_has_the_same_effects() {
    let of = |text: &str| -> Vec<Kind> {
        effects(text, Language::PowerShell).into_iter().map(|effect| effect.kind).collect()
    };
    assert_eq!(of("Restart-Computer -Force"), [Kind::Reboot]);
    assert_eq!(of("New-LocalUser -Name svc"), [Kind::LocalAccount]);
    assert_eq!(of("New-NetFirewallRule -DisplayName x"), [Kind::Firewall]);
    assert_eq!(of("Invoke-RestMethod -Uri https://a.example/hooks -Method Post"), [Kind::WebhookRegistration]);
    assert_eq!(of("Stop-Service -Name dten"), [Kind::ServiceChange]);
}

#[test]
fn another_machine_is_named() {
    let found = effects("ssh root@web01 'systemctl disable nginx'", Language::Shell);
    assert_eq!(found[0].elsewhere, "web01");
}
