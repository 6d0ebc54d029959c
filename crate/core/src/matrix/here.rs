//! Which products of which keys are known are here, and between which versions they are moved.

use std::collections::BTreeSet;

use super::brought::{Brought, By, Version, brought};
use super::file::File;
use super::glob::names_file;
use super::objects::{Object, group};
use super::stage::{Start, Window};
use crate::context::{Context, Installed};
use crate::facts::{Facts, excerpt};
use crate::needs;
use crate::packs::{Form, Keyed, Name};
use crate::report::KeyOrigin;
use crate::upgrade::{self, Present};
use crate::version::compare;

/// A product of which keys are known, and why it is taken to be here.
pub(crate) struct Here<'a> {
    pub(crate) keyed: Keyed<'a>,
    /// Its name for people: as the package or production calls it.
    pub(crate) name: String,
    /// How the package has it; `None` where the package only meets it.
    pub(crate) by: Option<By>,
    /// Why it is here, as a sentence without a full stop.
    pub(super) reason: String,
    /// What runs of it, the oldest version first.
    pub(crate) present: Vec<Present<'a>>,
    /// The version that the predecessor brings, where no inventory has it.
    pub(crate) replaced: Option<Version>,
    /// The version that it is moved to, or that the package's files will meet.
    pub(crate) to: Option<Version>,
    /// Who says so.
    pub(super) to_source: String,
    /// What counts for what runs already: the user's own configuration, and that of the package's own product.
    pub(super) moved: Window,
    /// What counts for the files that the package brings.
    pub(super) met: Window,
}

impl Here<'_> {
    /// Whether the package is it, has it in it, or fetches it.
    pub(crate) fn is_brought(&self) -> bool {
        matches!(self.by, Some(By::Own | By::Shipped | By::Fetched))
    }

    /// Whether it is the package itself.
    pub(super) fn is_own(&self) -> bool {
        self.by == Some(By::Own)
    }

    /// The window for configuration of somebody.
    pub(super) fn window(&self, origin: KeyOrigin) -> &Window {
        if origin == KeyOrigin::Package { &self.met } else { &self.moved }
    }
}

/// Every product that is here, or of which configuration may be.
pub(super) fn here<'a>(
    facts: &'a Facts,
    context: &'a Context,
    files: &[File<'a>],
    objects: &[Object<'a>],
) -> Vec<Here<'a>> {
    let products = context.packs.keyed();
    let brought_now = brought(facts, &products);
    let brought_before = context.baseline.as_ref().map(|baseline| brought(&baseline.facts, &products));
    let present = present(context, &products);
    let mut here = Vec::new();
    for (at, ((keyed, present), now)) in products.into_iter().zip(present).zip(brought_now).enumerate() {
        let reason = match &now {
            Some(now) => Some(told(now)),
            None => {
                by_files(&keyed, files).or_else(|| by_objects(&keyed, objects)).or_else(|| installed(context, &present))
            }
        };
        let Some(reason) = reason else { continue };
        let before = brought_before.as_ref().and_then(|before| before.get(at).cloned().flatten());
        here.push(versioned(context, keyed, present, now, before, reason));
    }
    here
}

/// Puts together what is known of a product's versions.
fn versioned<'a>(
    context: &Context,
    keyed: Keyed<'a>,
    present: Vec<Present<'a>>,
    now: Option<Brought<'a>>,
    before: Option<Brought<'a>>,
    reason: String,
) -> Here<'a> {
    let dialect = keyed.dialect;
    let replaced = before.filter(|_| present.is_empty()).and_then(|before| before.version);
    let oldest = present.first().map(|present| &present.compared_as);
    let start = match oldest.or(replaced.as_ref().map(|version| &version.compared_as)) {
        Some(version) => Start::Above(version.clone()),
        None => Start::Unknown,
    };
    let by = now.as_ref().map(|now| now.by);
    let is_brought = matches!(by, Some(By::Own | By::Shipped | By::Fetched));
    let newest = present
        .last()
        .map(|present| Version { text: present.version.clone(), compared_as: present.compared_as.clone() });
    let asked = now.as_ref().and_then(|now| now.version.clone());
    let is_enough = |newest: &Version| {
        asked.as_ref().is_none_or(|asked| compare(dialect, &newest.compared_as, &asked.compared_as).is_ge())
    };
    // What is only asked for is moved no further than asked, and not at all where something newer runs.
    let meets_newest = !is_brought && newest.as_ref().is_some_and(is_enough);
    let (to, to_source) = match now.as_ref().filter(|_| !meets_newest) {
        Some(now) => (asked.clone(), now.site.path.clone()),
        None => (newest, lists(context, &present)),
    };
    let compared = |version: &Option<Version>| version.as_ref().map(|version| version.compared_as.clone());
    let (end, met_end) = (compared(&asked), compared(&to));
    let moved = Window { dialect, from: if by.is_some() { start.clone() } else { Start::Unmoved }, to: end };
    // A manifest is applied to a cluster that is there already, and a file to a server.
    let meets = !is_brought && (by.is_none() || is_of_cluster(&keyed));
    let met = Window { dialect, from: if meets { Start::Nothing } else { start }, to: met_end };
    let installed_as = present.iter().flat_map(|present| &present.rows).next().map(|row| &*row.name);
    let called = installed_as.or(now.as_ref().map(|now| now.name)).filter(|_| by == Some(By::Own));
    Here {
        name: excerpt(called.unwrap_or(keyed.name())),
        keyed,
        by,
        reason,
        present,
        replaced,
        to,
        to_source,
        moved,
        met,
    }
}

/// Whether its keys are objects of a cluster.
pub(super) fn is_of_cluster(keyed: &Keyed<'_>) -> bool {
    let forms = keyed.rows.first().map(|(_, row)| &row.selectors);
    forms.is_some_and(|forms| forms.iter().any(|selector| selector.form == Some(Form::Kubernetes)))
}

fn told(brought: &Brought<'_>) -> String {
    let (name, path) = (excerpt(brought.name), &brought.site.path);
    let version = brought.version.as_ref().map_or(String::new(), |version| format!(" {}", version.text));
    match brought.by {
        By::Own => format!("`{path}` says that the package is `{name}`{version}"),
        By::Shipped => format!("the package has `{name}`{version} in it, as `{path}` says"),
        By::Fetched => format!("`{path}` fetches `{name}`{version}"),
        By::Needed => format!("`{path}` asks for `{name}`"),
    }
}

fn by_files(keyed: &Keyed<'_>, files: &[File<'_>]) -> Option<String> {
    let is_its = |file: &&File<'_>| keyed.files.iter().any(|pattern| names_file(pattern, file.path));
    let live = files.iter().filter(|file| file.is_live());
    live.clone().find(is_its).map(|file| format!("`{}` is called as its configuration is", excerpt(file.path)))
}

fn by_objects(keyed: &Keyed<'_>, objects: &[Object<'_>]) -> Option<String> {
    if objects.is_empty() || !is_of_cluster(keyed) {
        return None;
    }
    let is_cluster = keyed.is("generic", "kubernetes");
    let groups: BTreeSet<&str> = keyed.rows.iter().flat_map(|(_, row)| &row.names).map(|name| group(name)).collect();
    let is_its = |object: &&Object<'_>| is_cluster || groups.contains(group(&object.object.api_version));
    objects.iter().find(is_its).map(|object| {
        let object = object.object;
        format!("`{}` has a {} of `{}`", object.site.path, excerpt(&object.kind), excerpt(&object.api_version))
    })
}

fn installed(context: &Context, present: &[Present<'_>]) -> Option<String> {
    (!present.is_empty()).then(|| format!("{} has it", lists(context, present)))
}

/// The lists that say that something is installed, with how many of the hosts: `inventory.csv, 3 of 41 hosts`.
pub(super) fn lists(context: &Context, present: &[Present<'_>]) -> String {
    let rows = || present.iter().flat_map(|present| &present.rows);
    let inputs: BTreeSet<u32> = rows().map(|row| row.input).collect();
    let name = |&input: &u32| Some(context.beside.get(usize::try_from(input).ok()?)?.name.clone());
    let names: Vec<String> = inputs.iter().filter_map(name).collect();
    let hosts: BTreeSet<u32> = present.iter().flat_map(|present| &present.hosts).copied().collect();
    if hosts.is_empty() {
        return String::new();
    }
    let names = if names.is_empty() { "the inventory".to_owned() } else { names.join(", ") };
    format!("{names}, {} of {} hosts", hosts.len(), context.inventory.hosts().len())
}

/// What runs of each product.
fn present<'a>(context: &'a Context, products: &[Keyed<'_>]) -> Vec<Vec<Present<'a>>> {
    if context.inventory.is_empty() {
        return products.iter().map(|_| Vec::new()).collect();
    }
    let by_name = |product: &Keyed<'_>| {
        let names: Vec<Name> = product.names.iter().map(|&name| name.clone()).collect();
        upgrade::installed(context, &names)
    };
    let names: Vec<&str> = products.iter().map(Keyed::name).collect();
    let by_other_names = needs::on_machines(context, &names);
    let both = products.iter().zip(by_other_names);
    both.map(|(product, others)| {
        let named = by_name(product);
        let rows: Vec<&Installed> = if named.is_empty() { others } else { named };
        upgrade::by_version(rows, product.dialect)
    })
    .collect()
}
