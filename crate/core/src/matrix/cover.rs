//! The files of which no keys are known.

use std::collections::BTreeSet;

use super::file::File;
use super::find::Found;
use super::here::{Here, is_of_cluster};
use super::objects::Object;
use crate::report::{KeyOrigin, Uncovered};

/// Most files that are listed; the user's own come first.
const LISTED: usize = 200;

/// The user's files and those in force in the package that belong to no product of which keys are known.
pub(super) fn uncovered(
    files: &[File<'_>],
    objects: &[Object<'_>],
    found: &Found<'_>,
    products: &[Here<'_>],
) -> Vec<Uncovered> {
    let has_cluster = products.iter().any(|product| is_of_cluster(&product.keyed));
    let manifests: BTreeSet<(KeyOrigin, &str)> = objects
        .iter()
        .filter(|_| has_cluster)
        .map(|object| (object.origin, object.object.site.path.as_str()))
        .collect();
    files
        .iter()
        .zip(&found.claims)
        .filter(|(file, claims)| claims.is_empty() && file.is_live() && !manifests.contains(&(file.origin, file.path)))
        .take(LISTED)
        .map(|(file, _)| Uncovered {
            origin: file.origin,
            path: file.path.to_owned(),
            format: file.format,
            keys: file.live_keys(),
        })
        .collect()
}
