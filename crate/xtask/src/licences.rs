//! `cargo xtask licences`: what may be shipped, checked by cargo-deny against deny.toml.
use crate::run::{Error, Result, at, cargo, root, run, step};
use crate::setup;
use std::fs;

/// Licences the page's own packages may have; the Rust side's are in deny.toml.
const PAGE_LICENCES: [&str; 4] = ["MIT", "Apache-2.0", "BSD-3-Clause", "ISC"];

pub fn check() -> Result<()> {
    let cargo_deny = setup::cargo_deny()?;
    // Advisories need a database from the network, which a build must not depend on.
    step("cargo deny check licenses bans sources");
    let mut command = std::process::Command::new(cargo_deny);
    command.current_dir(root()).env("CARGO", cargo().get_program());
    run(command.args(["--log-level", "error", "check", "--hide-inclusion-graph", "licenses", "bans", "sources"]))?;
    step("licences of what the page bundles");
    setup::packages()?;
    let script = "\
        const lock = JSON.parse(require('node:fs').readFileSync('web/package-lock.json', 'utf8'));
        for (const [path, it] of Object.entries(lock.packages)) if (path !== '' && !it.dev) console.log(path + ' ' + it.license);";
    let listing = crate::run::output(setup::node()?.args(["-e", script]))?;
    for line in listing.lines() {
        let licence = line.split_once(' ').map_or("", |(_, licence)| licence);
        if !PAGE_LICENCES.contains(&licence) {
            return Err(Error::Check(format!("{line} is not among {}", PAGE_LICENCES.join(", "))));
        }
    }
    for name in ["LICENSE-MIT", "LICENSE-APACHE"] {
        let file = root().join(name);
        at(&file, fs::metadata(&file))?;
    }
    Ok(())
}
