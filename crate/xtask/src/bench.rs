//! `cargo xtask bench`: figures, printed and never asserted.
use crate::run::{Error, Result, cargo, root, run, step, which};
use crate::{page, setup};

/// Each is tests/bench/NAME.mjs, but for those in [`NATIVE`].
const BENCHES: [(&str, &str); 6] = [
    ("browser", "the page with two workers on 20,000 files, against unzip -t, betterleaks and the CLI"),
    ("zip64", "renderer memory and time on a ZIP64 of more than 4 GiB"),
    ("needs", "10,000 dependencies against an inventory of 40 hosts with 2,000 packages each"),
    ("compare", "two packages of 20,000 files compared, against the time of analysing the two"),
    ("keys", "a search among 100,000 keys and everything that is known"),
    ("noise", "what the config rules say of well-known packages with clean configuration"),
];

/// Examples of the tests' crate, by the bench that they are.
const NATIVE: [(&str, &str); 3] =
    [("needs", "needs_speed"), ("compare", "compare_speed"), ("keys", "key_search_speed")];

pub fn bench(words: &[&str]) -> Result<()> {
    let names = || BENCHES.map(|(name, about)| format!("  {name:10}{about}")).join("\n");
    let [name] = words else {
        return Err(Error::Usage(format!("usage: cargo xtask bench NAME\n{}", names())));
    };
    if !BENCHES.iter().any(|(known, _)| known == name) {
        return Err(Error::Usage(format!("`{name}` is not a bench\n{}", names())));
    }
    if let Some((_, example)) = NATIVE.iter().find(|(native, _)| native == name) {
        step(format_args!("bench {name}"));
        return run(cargo().args(["run", "--release", "-q", "-p", "dropscope-tests", "--example", example]));
    }
    if *name == "noise" {
        run(cargo().args(["build", "--release", "-q", "--bin", "dropscope"]))?;
        step("bench noise");
        return run(setup::node()?.arg(root().join("tests/bench/noise.mjs")));
    }
    let chromium = setup::chromium()?;
    if *name == "browser" && which("unzip").is_none() {
        let remedy = "install Info-ZIP's unzip, which the page is compared with".to_owned();
        return Err(Error::Missing { program: "unzip".into(), remedy });
    }
    page::build()?;
    if *name == "browser" {
        run(cargo().args(["build", "--release", "-q", "--bin", "dropscope"]))?;
    }
    step(format_args!("bench {name}"));
    run(setup::node()?.arg(root().join(format!("tests/bench/{name}.mjs"))).env("CHROMIUM", chromium))
}
