//! Keys where they stand.

use super::best::Best;
use super::word::Rank;
use super::{PlaceHit, PlaceHits, PlaceKind, Search};
use crate::context::OwnConfig;
use crate::facts::{ConfigKey, Deprecation, Facts, KubernetesObject};

/// What stands in a package.
pub(super) fn of_facts(search: &Search, facts: &Facts) -> PlaceHits {
    let mut found = Found { search, best: Best::new(search.limit), seen: 0 };
    found.keys(&facts.config_keys);
    found.objects(&facts.kubernetes_objects);
    found.deprecations(&facts.deprecations);
    found.finish()
}

/// What stands in the user's own files.
pub(super) fn of_configs(search: &Search, configs: &[OwnConfig]) -> PlaceHits {
    let mut found = Found { search, best: Best::new(search.limit), seen: 0 };
    for config in configs {
        found.keys(&config.keys);
        found.objects(&config.objects);
    }
    found.finish()
}

struct Found<'s, 'a> {
    search: &'s Search,
    best: Best<Order<'a>, Place<'a>>,
    /// Things looked at, to tell apart those that are equal in everything else.
    seen: usize,
}

/// What is set before what is only a comment or a sample, then by key and place.
type Order<'a> = (Rank, bool, bool, &'a str, &'a str, u32, usize);

#[derive(Clone, Copy)]
enum Place<'a> {
    Key(&'a ConfigKey),
    Object(&'a KubernetesObject),
    Deprecation(&'a Deprecation),
}

impl<'a> Found<'_, 'a> {
    fn keys(&mut self, keys: &'a [ConfigKey]) {
        for key in keys {
            self.seen = self.seen.saturating_add(1);
            if let Some(rank) = self.search.rank(|word| word.in_key(&key.key)) {
                let order = (rank, key.is_commented, key.is_sample, &*key.key, &*key.path, key.line, self.seen);
                self.best.offer(order, Place::Key(key));
            }
        }
    }

    fn objects(&mut self, objects: &'a [KubernetesObject]) {
        for object in objects {
            self.seen = self.seen.saturating_add(1);
            let name = name(object);
            if let Some(rank) = self.search.rank(|word| word.in_key(&name)) {
                let site = &object.site;
                let order = (rank, false, false, &*object.kind, &*site.path, site.line, self.seen);
                self.best.offer(order, Place::Object(object));
            }
        }
    }

    fn deprecations(&mut self, deprecations: &'a [Deprecation]) {
        for deprecation in deprecations {
            self.seen = self.seen.saturating_add(1);
            let about = [&deprecation.replacement, &deprecation.reason];
            let rank = self.search.rank(|word| {
                let is_about = || about.iter().any(|text| word.in_text(text)).then_some(Rank::About);
                word.in_key(&deprecation.subject).or_else(is_about)
            });
            if let Some(rank) = rank {
                let site = &deprecation.site;
                let order = (rank, false, false, &*deprecation.subject, &*site.path, site.line, self.seen);
                self.best.offer(order, Place::Deprecation(deprecation));
            }
        }
    }

    fn finish(self) -> PlaceHits {
        let (total, best) = self.best.finish();
        PlaceHits { total, hits: best.map(Place::hit).collect() }
    }
}

/// As packs name it: `apps/v1#Deployment`.
fn name(object: &KubernetesObject) -> String {
    format!("{}#{}", object.api_version, object.kind)
}

impl Place<'_> {
    fn hit(self) -> PlaceHit {
        match self {
            Self::Key(key) => PlaceHit {
                kind: PlaceKind::Key,
                key: key.key.clone(),
                value: key.value.clone(),
                is_commented: key.is_commented,
                is_sample: key.is_sample,
                site: key.site(),
            },
            Self::Object(object) => PlaceHit {
                kind: PlaceKind::KubernetesObject,
                key: name(object),
                value: object.name.clone(),
                site: object.site.clone(),
                ..PlaceHit::default()
            },
            Self::Deprecation(deprecation) => {
                let Deprecation { subject, replacement, reason, site, .. } = deprecation;
                let value = if replacement.is_empty() { reason } else { replacement };
                PlaceHit {
                    kind: PlaceKind::Deprecation,
                    key: subject.clone(),
                    value: value.clone(),
                    site: site.clone(),
                    ..PlaceHit::default()
                }
            }
        }
    }
}
