//! Objects of Kubernetes manifests, the user's and the package's.

use crate::context::Context;
use crate::facts::{Facts, KubernetesObject};
use crate::report::KeyOrigin;

/// An object, and whose it is.
#[derive(Clone, Copy)]
pub(crate) struct Object<'a> {
    pub(super) origin: KeyOrigin,
    pub(super) object: &'a KubernetesObject,
}

/// Every object, the user's first.
pub(super) fn objects<'a>(facts: &'a Facts, context: &'a Context) -> Vec<Object<'a>> {
    let of = |origin| move |object| Object { origin, object };
    let own = context.configs.iter().flat_map(|config| &config.objects).map(of(KeyOrigin::Config));
    let shipped = facts.kubernetes_objects.iter().map(of(KeyOrigin::Package));
    let before = context.baseline.iter().flat_map(|baseline| &baseline.facts.kubernetes_objects);
    own.chain(shipped).chain(before.map(of(KeyOrigin::Baseline))).collect()
}

/// The key by which rows know it: `extensions/v1beta1#Deployment`.
pub(super) fn key(object: &KubernetesObject) -> String {
    format!("{}#{}", object.api_version, object.kind)
}

/// The group of an API version, or of a row's name: `apps` of `apps/v1`, `""` of `v1`.
pub(super) fn group(api_version: &str) -> &str {
    api_version.split_once('/').map_or("", |(group, _)| group)
}
