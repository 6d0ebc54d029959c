//! What to do about an effect, in words.

use crate::facts::{Effect, EffectKind as Kind};

/// What to do after the snapshot was restored, as one imperative sentence.
pub(super) fn to_do(effect: &Effect) -> String {
    let what = named(effect);
    match effect.kind {
        Kind::WebhookRegistration => format!("Delete the webhook that was registered: {what}."),
        Kind::FeatureFlag => format!("Switch the feature flag back: {what}."),
        Kind::ConfigStore => format!("Write the old value back: {what}."),
        Kind::RemoteWrite => format!("Undo what was written: {what}."),
        Kind::CloudChange => format!("Put the cloud's resource back: {what}."),
        Kind::KubernetesChange => format!("Put the cluster's objects back: {what}."),
        Kind::DnsChange => format!("Put the DNS records back: {what}."),
        Kind::DirectoryAccount => format!("Put the directory's account right: {what}."),
        Kind::CertificateIssuance => format!("Revoke the certificate that was issued: {what}."),
        Kind::CertificateRevocation => format!("Get a new certificate for the revoked one: {what}."),
        Kind::LicenceActivation => format!("Deactivate the licence: {what}."),
        Kind::QueueChange => format!("Put the queue or topic back: {what}."),
        Kind::MessageSent => format!("Send a correction to those who got the message: {what}."),
        Kind::RemoteCopy => format!("Delete the copy, or end the connection: {what}."),
        Kind::NodeRegistration => format!("Unregister this machine: {what}."),
        Kind::SecretRotation => format!("Rotate the secret again and hand it out: {what}."),
        Kind::BackupDeletion => format!("Do without the deleted backups: {what}. Copy them elsewhere before."),
        Kind::OneWayFormat => format!("Restore from the backup that was made before the format changed: {what}."),
        Kind::FirmwareChange => format!("Ask the vendor for the way to the old firmware: {what}."),
        Kind::RemoteDatabase => format!("Take the database back with its own backup or down migration: {what}."),
        Kind::DestructiveDelete => format!("Restore the deleted data from a backup: {what}."),
        Kind::DownloadAndRun => format!("Find out what the downloaded script did elsewhere: {what}."),
        _ => format!("Undo it: {what}."),
    }
}

/// What to write down before, as one imperative sentence.
pub(super) fn to_capture(effect: &Effect) -> String {
    let what = named(effect);
    match effect.kind {
        Kind::WebhookRegistration => format!("List the webhooks that are registered: {what}."),
        Kind::FeatureFlag => format!("Write down the state of the flag: {what}."),
        Kind::ConfigStore => format!("Export the present value: {what}."),
        Kind::DnsChange => format!("Export the present records: {what}."),
        Kind::KubernetesChange => format!("Save the present objects: {what}."),
        Kind::RemoteDatabase | Kind::DestructiveDelete => format!("Make a backup: {what}."),
        _ => format!("Write down what is there now: {what}."),
    }
}

fn named(effect: &Effect) -> String {
    match (effect.target.as_str(), effect.elsewhere.as_str()) {
        (target, "") => target.to_owned(),
        ("", elsewhere) => elsewhere.to_owned(),
        (target, elsewhere) if target.contains(elsewhere) => target.to_owned(),
        (target, elsewhere) => format!("{target} ({elsewhere})"),
    }
}
