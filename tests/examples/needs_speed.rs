//! How fast needs meet the inventory: `cargo xtask bench needs`.
//!
//! 10,000 dependencies against 40 hosts with 2,000 packages each, and the same with a quarter and half of the dependencies. The
//! hosts are of five kinds that have no package in common, every second dependency is installed on one kind. Growth is
//! linear where the time for each dependency stays the same.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::time::{Duration, Instant};

use dropscope_core::context::{Context, Host, Installed};
use dropscope_core::facts::{Dependency, Facts, Manifest, Site};
use dropscope_core::needs;
use dropscope_core::purl::purl;
use dropscope_core::report::NeedState;
use dropscope_core::version::{self, Dialect};

const HOSTS: u32 = 40;
const PACKAGES: u32 = 2_000;
/// Kinds of hosts, so that there are as many names as the largest package asks for.
const KINDS: u32 = 5;
const SIZES: [u32; 3] = [2_500, 5_000, 10_000];
const ROUNDS: usize = 7;

fn main() {
    let (context, built) = timed(production);
    println!("inventory of {HOSTS} hosts × {PACKAGES} packages, built in {} ms", built.as_millis());
    // What does not grow with the dependencies: the inventory is looked through once for the names of products.
    let floor = median(&Facts::default(), &context);
    println!("       0 dependencies  {:>7.1} ms", milliseconds(floor));
    let mut first = None;
    for size in SIZES {
        let facts = package(size);
        let time = median(&facts, &context);
        let each = time.saturating_sub(floor).as_nanos() as f64 / f64::from(size);
        let ratio = each / *first.get_or_insert(each);
        let needs = needs::table(&facts, &context);
        let unmet = needs.iter().filter(|need| need.state == NeedState::Unmet).count();
        println!(
            "{size:>8} dependencies  {:>7.1} ms  {each:>6.0} ns each, {ratio:.2} of the smallest; {} needs, {unmet} unmet",
            milliseconds(time),
            needs.len()
        );
    }
}

/// What every host has: Debian packages, Python libraries, npm packages, and products under their distribution's names.
fn production() -> Context {
    let mut context = Context::default();
    for host in 0..HOSTS {
        let host = context.inventory.add_host(Host { name: format!("host{host:02}.example.com"), ..Host::default() });
        let kind = host % KINDS;
        for number in kind * PACKAGES..(kind + 1) * PACKAGES {
            let (ecosystem, name) = match number {
                0 => ("deb", "postgresql-15".to_owned()),
                1 => ("deb", "libssl3".to_owned()),
                2 => ("deb", "python3.11".to_owned()),
                _ if number % 4 == 0 => ("pypi", format!("library-{number}")),
                _ if number % 4 == 1 => ("npm", format!("@scope/module-{number}")),
                _ => ("deb", format!("libpart{number}-dev")),
            };
            let version = format!("{}.{}.{}-1+deb12u{}", number % 20, host % 5, number % 7, host % 3);
            let version = if ecosystem == "deb" { version } else { version.split('-').next().unwrap().to_owned() };
            let (name, version, ecosystem) = (name.into(), version.into(), ecosystem.into());
            context.inventory.add(Installed { host, name, version, ecosystem, input: 0, line: number });
        }
    }
    context
}

/// A package that asks for so many things, half of which production has.
fn package(size: u32) -> Facts {
    let manifest = |path: &str, ecosystem: &str| Manifest {
        path: path.into(),
        ecosystem: ecosystem.into(),
        describes_package: true,
        ..Manifest::default()
    };
    let dependency = |number: u32| {
        let (path, ecosystem, name) = match number % 4 {
            0 => ("METADATA", "pypi", format!("library-{number}")),
            1 => ("package.json", "npm", format!("@other/module-{number}")),
            2 => ("manifest.json", "generic", format!("libpart{number}-dev")),
            _ => ("manifest.json", "generic", format!("dten-part-{number}")),
        };
        let requirement = if number.is_multiple_of(3) { ">=1.2" } else { ">=0.1,<99" };
        let range = version::range(
            Dialect::of(ecosystem),
            &requirement.replace(',', if ecosystem == "npm" { " " } else { "," }),
        );
        Dependency {
            requirement: requirement.into(),
            range,
            ecosystem: ecosystem.into(),
            purl: purl(ecosystem, &name, ""),
            site: Site::line(path, number + 1, &name),
            name,
            ..Dependency::default()
        }
    };
    Facts {
        manifests: vec![
            manifest("METADATA", "pypi"),
            manifest("manifest.json", "generic"),
            manifest("package.json", "npm"),
        ],
        dependencies: (0..size).map(dependency).collect(),
        ..Facts::default()
    }
}

fn median(facts: &Facts, context: &Context) -> Duration {
    let mut times: Vec<Duration> = (0..ROUNDS).map(|_| timed(|| needs::table(facts, context)).1).collect();
    times.sort();
    times[times.len() / 2]
}

fn timed<T>(run: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let made = run();
    (made, start.elapsed())
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
