//! What to do about an effect, and what to write down before it, in words.

use crate::facts::{Effect, EffectKind, UndoClass, excerpt};
use crate::report::Stage;

/// One imperative sentence that undoes the effect, or says what is left where nothing does.
pub(super) fn undo(kind: EffectKind, target: &str, elsewhere: &str, class: UndoClass) -> String {
    let sentence = fill(undo_words(kind), target, elsewhere);
    match class {
        UndoClass::R0 | UndoClass::R1 | UndoClass::R2 => sentence,
        UndoClass::R3 => format!("{sentence} This loses what was written since."),
        UndoClass::R4 => format!("{sentence} Nothing takes it back: decide before the upgrade."),
    }
}

/// The sentence with its condition, where it does not hold in any case.
pub(super) fn with_condition(sentence: &str, stage: Stage, effect: &Effect) -> String {
    match stage {
        Stage::ByHand => format!("Only if `{}` was run: {}", plain(&effect.site.path), lower(sentence)),
        _ if effect.is_conditional => format!("If it came to that: {}", lower(sentence)),
        _ => sentence.to_owned(),
    }
}

/// One imperative sentence that asks for the state before the effect.
pub(super) fn capture(kind: EffectKind, target: &str, elsewhere: &str) -> String {
    fill(capture_words(kind), target, elsewhere)
}

/// `{t}` is the target, `{at}` the place where that does not show it.
fn fill(words: &str, target: &str, elsewhere: &str) -> String {
    let target = plain(target);
    let elsewhere = plain(elsewhere);
    let at = match elsewhere.as_str() {
        "" => String::new(),
        place if target.contains(place) => String::new(),
        place => format!(" at `{place}`"),
    };
    let target = if target.is_empty() { "that the command names".to_owned() } else { format!("`{target}`") };
    words.replace("{at}", &at).replace("{t}", &target)
}

/// As it may stand between backticks.
fn plain(text: &str) -> String {
    excerpt(text).replace('`', "'")
}

fn lower(sentence: &str) -> String {
    let mut chars = sentence.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

fn undo_words(kind: EffectKind) -> &'static str {
    use EffectKind as Kind;
    match kind {
        Kind::WebhookRegistration => "Delete the webhook {t}{at} again.",
        Kind::FeatureFlag => "Set the flag {t}{at} back to what it was.",
        Kind::RemoteWrite => "Undo what was written to {t}{at}.",
        Kind::ConfigStore => "Put the previous value of {t}{at} back into the configuration store.",
        Kind::CloudChange => "Take the change to the cloud resource {t}{at} back.",
        Kind::KubernetesChange => "Apply the previous state of {t}{at} in the cluster again.",
        Kind::DnsChange => "Set the DNS record {t}{at} back, and wait until its old time to live has passed.",
        Kind::DirectoryAccount => "Remove or restore the directory account {t}{at}.",
        Kind::CertificateIssuance => "Revoke the certificate {t}{at} that was issued, if nothing else uses it.",
        Kind::CertificateRevocation => "Have a new certificate issued in place of {t}{at}.",
        Kind::LicenceActivation => "Give the licence {t}{at} back, or ask the vendor to free it.",
        Kind::QueueChange => "Restore the queue or topic {t}{at}, and look what became of its messages.",
        Kind::MessageSent => "Tell those who got the message {t}{at} that the upgrade was taken back.",
        Kind::RemoteCopy => "Delete or replace the files that were copied to {t}{at}.",
        Kind::NodeRegistration => "Remove the registration of this machine at {t}{at}.",
        Kind::SecretRotation => "Hand the new secret of {t}{at} to everything that still has the old one.",
        Kind::BackupDeletion => "Find another backup in place of {t}{at}.",
        Kind::OneWayFormat => "Restore {t}{at} from a backup: the old version does not read the new format.",
        Kind::FirmwareChange => "Install the previous firmware on {t}{at}, if the device takes it.",
        Kind::RemoteDatabase => "Restore the database {t}{at} from the backup that was made before.",
        Kind::DestructiveDelete => "Restore {t}{at} from a backup.",
        Kind::ClockChange => "Set the clock {t}{at} right, and look for what ran by it.",
        Kind::Reboot => "See that {t}{at} is up again.",
        Kind::FileChange
        | Kind::ServiceStart
        | Kind::TaskRun
        | Kind::ServiceChange
        | Kind::PackageInstall
        | Kind::LocalAccount
        | Kind::Firewall
        | Kind::TrustStore
        | Kind::KernelSetting
        | Kind::SecurityWeakening
        | Kind::DownloadAndRun => "Take back what was done to {t}{at}.",
    }
}

fn capture_words(kind: EffectKind) -> &'static str {
    use EffectKind as Kind;
    match kind {
        Kind::WebhookRegistration => "List the webhooks that exist at {t}{at}.",
        Kind::FeatureFlag => "Write down the present state of the flag {t}{at}.",
        Kind::ConfigStore => "Save the present value of {t}{at} from the configuration store.",
        Kind::DnsChange => "Write down the DNS record {t}{at} with its time to live.",
        Kind::KubernetesChange => "Save the present state of {t}{at} in the cluster.",
        Kind::CloudChange => "Save the present state of the cloud resource {t}{at}.",
        Kind::DirectoryAccount => "Write down the directory account {t}{at} and its groups.",
        Kind::LicenceActivation => "Write down which licences of {t}{at} are in use, and by whom.",
        Kind::QueueChange => "Save the definition of the queue or topic {t}{at} and its number of messages.",
        Kind::RemoteDatabase => "Back up the database {t}{at}, and try to restore it.",
        Kind::CertificateIssuance | Kind::CertificateRevocation => {
            "Write down the certificates of {t}{at} that are in use."
        }
        Kind::SecretRotation => "List what uses the secret of {t}{at}.",
        Kind::FirmwareChange => "Write down the firmware version of {t}{at}.",
        Kind::OneWayFormat | Kind::DestructiveDelete | Kind::BackupDeletion => "Copy {t}{at} to another place.",
        _ => "Write down the present state of {t}{at}.",
    }
}
