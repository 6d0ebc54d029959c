//! What to write down before the upgrade, so that it can be put back.

use super::{Happening, words};
use crate::facts::{EffectKind, UndoClass};
use crate::report::Capture;

/// Kinds whose earlier state is worth knowing even where no command is known that shows it.
const STATEFUL: &[EffectKind] = &[
    EffectKind::WebhookRegistration,
    EffectKind::FeatureFlag,
    EffectKind::ConfigStore,
    EffectKind::DnsChange,
    EffectKind::KubernetesChange,
    EffectKind::CloudChange,
    EffectKind::DirectoryAccount,
    EffectKind::LicenceActivation,
    EffectKind::QueueChange,
    EffectKind::SecretRotation,
    EffectKind::FirmwareChange,
    EffectKind::OneWayFormat,
    EffectKind::BackupDeletion,
    EffectKind::RemoteDatabase,
];

/// Each once, in the order in which the effects come.
pub(super) fn captures(happening: &[Happening<'_>]) -> Vec<Capture> {
    let mut captures: Vec<Capture> = Vec::new();
    for own in happening {
        let effect = own.effect;
        let is_needed = !effect.capture.is_empty() || STATEFUL.contains(&effect.kind);
        if effect.class == UndoClass::R0 || !is_needed {
            continue;
        }
        let text = words::capture(effect.kind, &effect.target, &effect.elsewhere);
        let is_same = |known: &&mut Capture| known.text == text && known.command == effect.capture;
        match captures.iter_mut().rev().take(NEAR).find(is_same) {
            Some(known) => known.sites.push(effect.site.clone()),
            None => {
                captures.push(Capture { text, command: effect.capture.clone(), sites: vec![effect.site.clone()] });
            }
        }
    }
    captures
}

/// How far back an equal one is looked for, so that a long list costs no square.
const NEAR: usize = 200;
