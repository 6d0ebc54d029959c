//! What production has of what the package needs, and the operating systems under it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{DISTRIBUTED, Look, footnote, sentence};
use crate::context::{Context, Installed};
use crate::facts::{Facts, Location, Site, excerpt};
use crate::finding::{Confidence, Finding, Severity};
use crate::needs::is_distribution;
use crate::packs::{Name, Support, System, is_of_line, system};
use crate::rules::hosts::{hosts, place, with_places};
use crate::rules::standing::{Standing, standing, told};
use crate::rules::versions::needed;
use crate::upgrade::{compared_as, installed, upgrades};
use crate::version::Dialect;

/// Judges both.
pub(super) fn software_and_systems(look: &mut Look<'_>, facts: &Facts) {
    let context = look.context;
    let mut linked: BTreeMap<u32, &Installed> = BTreeMap::new();
    let own = upgrades(facts, context);
    for row in own.iter().flat_map(|product| &product.present).flat_map(|present| &present.rows) {
        linked.entry(row.host).or_insert(row);
    }
    let wanted = wanted(facts, context);
    for (name, asked) in &wanted {
        let rows = installed(context, &context.packs.names_of(name));
        for row in &rows {
            linked.entry(row.host).or_insert(row);
        }
        software(look, &rows, *asked);
    }
    systems(look, &linked);
}

/// What is needed by name: dependencies, with the place that asks, and what packs say that the product needs.
fn wanted<'a>(facts: &'a Facts, context: &Context) -> Vec<(Name, Option<&'a Site>)> {
    let mut seen = BTreeSet::new();
    let asked = needed(facts).into_iter().map(|needed| {
        let dependency = needed.dependency;
        (Name::new(&dependency.ecosystem, &dependency.name), Some(&dependency.site))
    });
    let products = upgrades(facts, context);
    let needs = products.iter().filter_map(|product| product.product.as_ref()).flat_map(|product| product.compat());
    let needs = needs.flat_map(|(_, compat)| &compat.needs).map(|need| (need.name.clone(), None));
    let all: Vec<_> = asked.chain(needs).collect();
    all.into_iter().filter(|(name, _)| seen.insert(name.text().to_lowercase())).collect()
}

/// Rows of one line that count the same.
type Lines<'a> = BTreeMap<(String, Weight), (Support, Standing, Vec<&'a Installed>)>;

/// How much it counts that a component has ended, by who looks after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    /// Its own authors do, and nobody else.
    Full,
    /// It may be a distribution's build, and the distribution is looked after.
    Perhaps,
    /// It is a distribution's build, and nothing says that the distribution has ended.
    Distributed,
}

fn software<'a>(look: &mut Look<'a>, rows: &[&'a Installed], asked: Option<&Site>) {
    // The same few versions run on thousands of hosts.
    let mut known: HashMap<[&str; 4], Option<(Support, Standing, Weight)>> = HashMap::new();
    let mut lines: Lines<'_> = BTreeMap::new();
    for &row in rows {
        let os = os(look, row);
        let judged = known.entry([&row.ecosystem, &row.name, &row.version, os]).or_insert_with(|| judge(look, row, os));
        if let Some((support, standing, weight)) = judged {
            let line = lines.entry((support.line.clone(), *weight));
            line.or_insert_with(|| (support.clone(), *standing, Vec::new())).2.push(row);
        }
    }
    for ((_, weight), (support, standing, rows)) in &lines {
        look.findings.extend(component(look, (support, *standing), *weight, rows, asked));
    }
}

fn judge(look: &mut Look<'_>, row: &Installed, os: &str) -> Option<(Support, Standing, Weight)> {
    let version = compared_as(row, Dialect::Generic);
    let support = look.context.packs.support(&row.ecosystem, &row.name, &version)?;
    let standing = look.standing(&support);
    Some((support, standing, weight(look, row, os)))
}

/// The operating system of the host that has a row.
fn os<'a>(look: &Look<'a>, row: &Installed) -> &'a str {
    let host = usize::try_from(row.host).ok().and_then(|at| look.context.inventory.hosts().get(at));
    host.map_or("", |host| &host.os)
}

/// Marks that those set who package for distributions without belonging to them; they mend nothing that has ended.
const OTHERS: &[&str] = &["nodesource", "pgdg"];

fn weight(look: &Look<'_>, row: &Installed, os: &str) -> Weight {
    let distribution = system(os).filter(|system| system.is_distribution);
    let is_over = distribution.as_ref().and_then(|system| of_system(look.context, system)).map(|support| {
        standing(&support, look.now) == Standing::Ended
    });
    let is_of_others = OTHERS.iter().any(|mark| row.version.contains(mark));
    match (is_over, &*row.ecosystem) {
        (Some(true), _) => Weight::Full,
        _ if is_of_others => Weight::Full,
        (_, ecosystem) if is_distribution(ecosystem) => Weight::Distributed,
        (Some(false), "generic") => Weight::Perhaps,
        _ => Weight::Full,
    }
}

fn component(
    look: &Look<'_>,
    (support, standing): (&Support, Standing),
    weight: Weight,
    rows: &[&Installed],
    asked: Option<&Site>,
) -> Option<Finding> {
    let first = rows.first()?;
    let (name, version) = (excerpt(&first.name), excerpt(&first.version));
    let on = hosts(&look.context.inventory, rows.iter().map(|row| row.host));
    let (most, confidence, remark) = match weight {
        Weight::Full => (Severity::Blocker, Confidence::High, ""),
        Weight::Perhaps => (
            Severity::Medium,
            Confidence::Medium,
            " Where it is the distribution's own build, the distribution may still mend it.",
        ),
        Weight::Distributed => (Severity::Low, Confidence::Low, DISTRIBUTED),
    };
    let message = format!(
        "{}: {} on {on}.{remark} {}",
        sentence(&name, support, standing),
        version,
        footnote(support)
    );
    let subject = format!("{name} {}", support.line);
    let primary = asked.map_or_else(|| place(look.context, first), Site::location);
    let finding = Finding::new(look.rule, subject, message, primary)
        .severity(standing.severity()?.min(most))
        .confidence(confidence)
        .apart_by(&format!("{} {weight:?}", support.line));
    Some(
        with_places(finding, look.context, rows)
            .step("verify", format!("Move off {name} {} on {on} first, or plan when.", support.line)),
    )
}

/// The operating systems of the hosts that have something to do with the package.
fn systems(look: &mut Look<'_>, linked: &BTreeMap<u32, &Installed>) {
    let mut known: HashMap<&str, Option<(System, Support)>> = HashMap::new();
    let mut lines: BTreeMap<(&str, String), (System, Support, Vec<&Installed>)> = BTreeMap::new();
    for &row in linked.values() {
        let os = os(look, row);
        let found = known.entry(os).or_insert_with(|| {
            let found = system(os)?;
            let support = of_system(look.context, &found)?;
            Some((found, support))
        });
        if let Some((found, support)) = found {
            let line = lines.entry((found.product, support.line.clone()));
            line.or_insert_with(|| (found.clone(), support.clone(), Vec::new())).2.push(row);
        }
    }
    for (system, support, rows) in lines.values() {
        let standing = look.standing(support);
        look.findings.extend(host_system(look, system, (support, standing), rows));
    }
}

fn host_system(
    look: &Look<'_>,
    system: &System,
    (support, standing): (&Support, Standing),
    rows: &[&Installed],
) -> Option<Finding> {
    let first = rows.first()?;
    let on = hosts(&look.context.inventory, rows.iter().map(|row| row.host));
    // `windows 10` may be any of a dozen releases; the one that is looked after longest is meant then.
    let is_guess = system.product == "windows" && !system.version.contains('-');
    let named = if is_guess { format!("{} {}", system.label, system.version) } else { format!("{} {}", system.label, support.line) };
    let message = format!("{named} {}: {on}. {}", told(support, standing), footnote(support));
    let primary: Location = place(look.context, first);
    let finding = Finding::new(look.rule, &named, message, primary)
        .severity(standing.severity()?)
        .confidence(if is_guess { Confidence::Medium } else { Confidence::High })
        .apart_by(&support.line)
        .step("verify", format!("Ask the vendor whether {named} is still supported for this release."));
    Some(with_places(finding, look.context, rows.get(1..).unwrap_or_default()))
}

/// How long an operating system is looked after. Where its version does not say which line is meant, the one that is
/// looked after longest counts; long-term releases, which are sold apart, do not.
fn of_system(context: &Context, system: &System) -> Option<Support> {
    let exact = context.packs.support("generic", system.product, &system.version);
    exact.or_else(|| {
        let lines = context.packs.support_lines("generic", system.product);
        let of_version = |line: &Support| is_of_line(&line.line, &system.version);
        lines.into_iter().filter(|line| of_version(line) && !line.line.ends_with("lts")).max_by_key(|line| line.end.day())
    })
}
