//! Where something is used: in the configuration that the package installs, and in the user's own.

use std::collections::{BTreeMap, BTreeSet};

use crate::config::is_of_boot_archive;
use crate::context::{Context, Role};
use crate::facts::{ConfigKey, Deprecation, DeprecationSource, Facts, KubernetesObject, Location};
use crate::rules::weight::{Weight, Weights};

use super::schema::Schemas;
use super::spring;

/// A place that uses something.
pub(super) struct Use {
    /// The file by its path or name.
    pub(super) file: String,
    pub(super) location: Location,
    /// Whether it is only probably the same thing.
    pub(super) is_probable: bool,
}

/// A key that is in force.
#[derive(Clone, Copy)]
pub(super) struct LiveKey<'a> {
    pub(super) key: &'a ConfigKey,
    /// Whether the user's own configuration sets it.
    pub(super) is_own: bool,
}

impl LiveKey<'_> {
    pub(super) fn used(self, is_probable: bool) -> Use {
        let site = self.key.site();
        let location = if self.is_own { Location::line_beside(Role::Config, &site) } else { site.location() };
        Use { file: self.key.path.clone(), location, is_probable }
    }
}

/// Everything that is in force, by what it can be asked for. The user's own comes first.
pub(super) struct Uses<'a> {
    /// Keys of files that Spring reads, by their relaxed name.
    spring: BTreeMap<String, Vec<LiveKey<'a>>>,
    schemas: Schemas<'a>,
    /// Objects by `apiVersion#kind`.
    objects: BTreeMap<String, Vec<(&'a KubernetesObject, bool)>>,
}

impl<'a> Uses<'a> {
    pub(super) fn new(facts: &'a Facts, context: &'a Context, weights: &Weights<'_>) -> Self {
        let own = context.configs.iter().flat_map(|config| &config.keys).map(|key| LiveKey { key, is_own: true });
        let is_installed =
            |path: &str| matches!(weights.of(path), Weight::Own | Weight::Shipped) || is_of_boot_archive(path);
        let installed = installed_paths(facts, is_installed);
        let shipped = facts.config_keys.iter().filter(|key| installed.contains(key.path.as_str()));
        let shipped = shipped.map(|key| LiveKey { key, is_own: false });
        let keys: Vec<LiveKey<'a>> =
            own.chain(shipped).filter(|live| !live.key.is_commented && !live.key.is_sample).collect();
        let by = |source| facts.deprecations.iter().any(|deprecation: &Deprecation| deprecation.by == source);
        Self {
            spring: if by(DeprecationSource::SpringMetadata) { spring::index(&keys) } else { BTreeMap::new() },
            schemas: if by(DeprecationSource::JsonSchema) { Schemas::new(facts, &keys) } else { Schemas::default() },
            objects: objects(facts, context, weights),
        }
    }

    /// Where something that is deprecated is used.
    pub(super) fn of(&self, deprecation: &Deprecation) -> Vec<Use> {
        match deprecation.by {
            DeprecationSource::SpringMetadata => {
                let keys = self.spring.get(&spring::relaxed_name(&deprecation.subject));
                keys.into_iter().flatten().map(|live| live.used(spring::is_variable(live.key))).collect()
            }
            DeprecationSource::JsonSchema => self.schemas.uses(deprecation),
            DeprecationSource::CustomResource => {
                self.objects.get(&deprecation.subject).into_iter().flatten().map(|(object, is_own)| used(object, *is_own)).collect()
            }
            DeprecationSource::OpenApi => Vec::new(),
        }
    }
}

fn installed_paths(facts: &Facts, is_installed: impl Fn(&str) -> bool) -> BTreeSet<&str> {
    let paths: BTreeSet<&str> = facts.config_keys.iter().map(|key| key.path.as_str()).collect();
    paths.into_iter().filter(|path| is_installed(path)).collect()
}

fn objects<'a>(
    facts: &'a Facts,
    context: &'a Context,
    weights: &Weights<'_>,
) -> BTreeMap<String, Vec<(&'a KubernetesObject, bool)>> {
    let own = context.configs.iter().flat_map(|config| &config.objects).map(|object| (object, true));
    let is_shipped = |object: &&KubernetesObject| matches!(weights.of(&object.site.path), Weight::Own | Weight::Shipped);
    let shipped = facts.kubernetes_objects.iter().filter(is_shipped).map(|object| (object, false));
    let mut objects: BTreeMap<String, Vec<_>> = BTreeMap::new();
    for (object, is_own) in own.chain(shipped) {
        objects.entry(format!("{}#{}", object.api_version, object.kind)).or_default().push((object, is_own));
    }
    objects
}

fn used(object: &KubernetesObject, is_own: bool) -> Use {
    let site = &object.site;
    let location = if is_own { Location::line_beside(Role::Config, site) } else { site.location() };
    Use { file: site.path.clone(), location, is_probable: false }
}
