//! Whether the other package is the one before this one.

use std::cmp::Ordering;
use std::collections::HashSet;

use super::files::Files;
use crate::context::Context;
use crate::facts::{Facts, FileFact, FileType, Manifest, excerpt};
use crate::packs::Product;
use crate::report::Relation;
use crate::rules::identity::{normal_name, same_name, same_version, versions_in};
use crate::version::{self, Dialect};

/// What the baseline is to the package, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Related {
    pub(crate) relation: Relation,
    /// A sentence.
    pub(crate) reason: String,
    pub(crate) before: Identity,
    pub(crate) after: Identity,
}

/// What a package says that it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Identity {
    /// `""` where it gives none.
    pub(crate) name: String,
    /// `""` where it gives none.
    pub(crate) version: String,
    ecosystem: String,
    source: Source,
}

/// Who says so. Ordered: a manifest is believed first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Source {
    Manifest,
    Readme,
    #[default]
    FileName,
}

/// How two names go together. Ordered: the same comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Names {
    Same,
    /// One is a part of the other: a product and its plug-in, or a product and its full name.
    Alike,
    Different,
}

/// Per cent of the files of the smaller package that both have, from which on two packages are one product in spite of
/// what they call themselves.
const COMMON: usize = 50;

/// Compares the identities, by manifests, else by READMEs, else by the names of the files.
pub(crate) fn relation(
    (before, name_before): (&Facts, &str),
    facts: &Facts,
    files: &Files<'_>,
    context: &Context,
) -> Related {
    let (of_before, of_after) = (identities(before, name_before), identities(facts, &context.package_name));
    // A pack is asked once for each name, not for each pair of names.
    let of_before = of_before.into_iter().map(|own| (context.packs.product(&own.ecosystem, &own.name), own));
    let of_before: Vec<_> = of_before.collect();
    let pairs = of_before.iter().flat_map(|(product, before)| {
        of_after.iter().map(move |after| (names((product.as_ref(), before), after), before, after))
    });
    let Some((names, before, after)) = pairs.min_by_key(|(names, ..)| *names) else {
        return Related::default();
    };
    let (relation, reason) = judge((before, after), names, common(files, facts), context);
    Related { relation, reason, before: before.clone(), after: after.clone() }
}

/// What a package says that it is: all names of the best source that there is, the manifest nearest to the top first.
fn identities(facts: &Facts, file_name: &str) -> Vec<Identity> {
    let mut own: Vec<&Manifest> = facts.manifests.iter().filter(|m| m.describes_package && m.name.is_some()).collect();
    own.sort_by_key(|manifest| manifest.path.matches('/').count());
    let of = |manifest: &Manifest, source| Identity {
        name: manifest.name.as_ref().map(|name| excerpt(&name.value)).unwrap_or_default(),
        version: manifest.version.as_ref().map(|version| excerpt(&version.value)).unwrap_or_default(),
        ecosystem: manifest.ecosystem.clone(),
        source,
    };
    let manifests: Vec<Identity> =
        own.iter().filter(|m| m.is_own()).map(|manifest| of(manifest, Source::Manifest)).take(MOST_NAMES).collect();
    if !manifests.is_empty() {
        return manifests;
    }
    let readmes: Vec<Identity> = own.iter().map(|readme| of(readme, Source::Readme)).take(MOST_NAMES).collect();
    if readmes.is_empty() { vec![of_file_name(file_name)] } else { readmes }
}

/// Most names of one package that are compared: of a repository with many packages the first ones tell.
const MOST_NAMES: usize = 16;

/// `app-5.0.1-linux.zip` → `app-linux` in version 5.0.1.
fn of_file_name(file_name: &str) -> Identity {
    const ENDINGS: &[&str] = &[".zip", ".tar", ".gz", ".tgz", ".xz", ".bz2", ".zst", ".jar", ".whl", ".deb", ".nupkg"];
    let mut stem = file_name;
    while let Some(short) = ENDINGS.iter().find_map(|ending| stem.strip_suffix(ending)) {
        stem = short;
    }
    let version = versions_in(stem).first().copied().unwrap_or_default();
    let before = if version.is_empty() { stem } else { stem.split(version).next().unwrap_or(stem) };
    let name = before.trim_end_matches(['-', '_', '.', ' ', 'v', 'V']);
    Identity {
        name: excerpt(name),
        version: version.to_owned(),
        ecosystem: "generic".to_owned(),
        source: Source::FileName,
    }
}

/// `product` is what a pack says of the baseline's name.
fn names((product, before): (Option<&Product<'_>>, &Identity), after: &Identity) -> Names {
    let (a, b) = (normal_name(&before.name), normal_name(&after.name));
    if a.is_empty() || b.is_empty() {
        return Names::Different;
    }
    let is_known = || product.is_some_and(|product| product.names().any(|name| name.is(&after.ecosystem, &after.name)));
    if a == b || is_known() {
        return Names::Same;
    }
    if same_name(&before.name, &after.name) { Names::Alike } else { Names::Different }
}

/// `common` per cent of the files say that they are one product.
fn judge(
    (before, after): (&Identity, &Identity),
    names: Names,
    common: usize,
    context: &Context,
) -> (Relation, String) {
    let called = format!("{} is {}, the package {}", before.source.of_baseline(), shown(before), shown(after));
    match names {
        Names::Same => by_version(before, after, &called, context),
        Names::Alike if common >= COMMON => by_version(before, after, &called, context),
        _ if common >= COMMON => {
            let reason = format!("{called}; but {common} % of the files have the same paths, so it may be one product");
            (Relation::Unknown, format!("{reason}."))
        }
        Names::Different if before.source < Source::FileName && after.source < Source::FileName => (
            Relation::OtherProduct,
            format!("{called}: two products. What differs between them says nothing about an upgrade."),
        ),
        _ => (Relation::Unknown, format!("{called}; nothing says that they are one product.")),
    }
}

/// The same product: which of the two is older.
fn by_version(before: &Identity, after: &Identity, called: &str, context: &Context) -> (Relation, String) {
    if before.version.is_empty() || after.version.is_empty() {
        return (Relation::Unknown, format!("{called}: the same product, but not both give a version."));
    }
    if same_version(&before.version, &after.version) {
        return (Relation::SameVersion, format!("{called}: the same product in the same version."));
    }
    let product = context.packs.product(&after.ecosystem, &after.name);
    let dialect = product.map_or_else(|| Dialect::of(&after.ecosystem), |product| product.dialect());
    match version::compare(dialect, &before.version, &after.version) {
        Ordering::Less => (Relation::Predecessor, format!("{called}: an older version of the same product.")),
        Ordering::Equal => (Relation::SameVersion, format!("{called}: the same product in the same version.")),
        Ordering::Greater => (
            Relation::Newer,
            format!("{called}: a newer version of the same product. Going from it to the package is a downgrade."),
        ),
    }
}

impl Source {
    fn of_baseline(self) -> &'static str {
        match self {
            Self::Manifest | Self::Readme => "The baseline",
            Self::FileName => "By its file name, the baseline",
        }
    }
}

fn shown(identity: &Identity) -> String {
    match (identity.name.as_str(), identity.version.as_str()) {
        ("", "") => "without a name".to_owned(),
        (name, "") => format!("`{name}`"),
        (name, version) => format!("`{name}` {version}"),
    }
}

/// Per cent of the files of the smaller package that lie under the same path in both. Manifests do not count: every
/// package has one, of the same name.
fn common(files: &Files<'_>, facts: &Facts) -> usize {
    let manifests: HashSet<&str> = facts.manifests.iter().map(|manifest| manifest.path.as_str()).collect();
    let counts = |file: &FileFact| {
        file.file_type == FileType::File && !file.path.contains("!/") && !manifests.contains(file.path.as_str())
    };
    let pairs = || files.pairs.iter().filter(|pair| counts(pair.after));
    let kept = pairs().filter(|pair| !pair.is_renamed).count();
    let alone = |files: &[&FileFact]| files.iter().filter(|file| counts(file)).count();
    let smaller = alone(&files.added).min(alone(&files.removed)).saturating_add(pairs().count());
    kept.saturating_mul(100).checked_div(smaller).unwrap_or(0)
}
