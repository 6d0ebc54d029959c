//! `cargo xtask test`: every check as a stage that can be run alone.
use crate::knowledge::knowledge;
use crate::run::{Error, Result, at, cargo, report_passed, root, run, step, target, tools};
use crate::{again, licences, npm, page, setup, types};
use std::fs;
use std::process::Command;
use std::time::Instant;

/// What a stage is given beside its name: parts of test names, empty for all.
type Filters<'a> = &'a [&'a str];

struct Stage {
    name: &'static str,
    about: &'static str,
    /// Whether words that name no stage narrow it down.
    filters: bool,
    check: fn(Filters) -> Result<()>,
}

const STAGES: [Stage; 7] = [
    Stage { name: "lint", about: "cargo fmt, clippy (native and wasm32), rustdoc", filters: false, check: lint },
    Stage { name: "rust", about: "cargo test --workspace", filters: true, check: rust },
    Stage {
        name: "types",
        about: "generated types and built-in knowledge against their sources, tsc over the page",
        filters: false,
        check: types,
    },
    Stage {
        name: "licences",
        about: "licences, bans and sources of all dependencies",
        filters: false,
        check: licences_stage,
    },
    Stage {
        name: "wasm",
        about: "wasm-pack test --headless --chrome of the boundary, and the npm package in Node",
        filters: false,
        check: wasm,
    },
    Stage {
        name: "reproducible",
        about: "a second build, elsewhere, gives the same bytes",
        filters: false,
        check: reproducible,
    },
    Stage {
        name: "browser",
        about: "the built file in Chromium: tests/browser/*.test.mjs",
        filters: true,
        check: browser,
    },
];

pub fn test(words: &[&str]) -> Result<()> {
    if words == ["--list"] {
        for stage in &STAGES {
            println!("{:14}{}", stage.name, stage.about);
        }
        return Ok(());
    }
    if let Some(option) = words.iter().find(|word| word.starts_with('-')) {
        return Err(Error::Usage(format!(
            "`{option}` is not an option of `cargo xtask test`: [--list | STAGE… NAME…]"
        )));
    }
    let (named, filters): (Vec<&str>, Vec<&str>) =
        words.iter().partition(|word| STAGES.iter().any(|stage| stage.name == **word));
    let chosen = STAGES
        .iter()
        .filter(|stage| named.contains(&stage.name) || named.is_empty() && (filters.is_empty() || stage.filters));
    let started = Instant::now();
    let mut times = Vec::new();
    for stage in chosen {
        println!("\n{} ({})", stage.name, stage.about);
        let began = Instant::now();
        (stage.check)(&filters).map_err(|error| {
            Error::Check(format!("stage {0} failed: {error}\n       alone: cargo xtask test {0}", stage.name))
        })?;
        let elapsed = began.elapsed().as_secs_f32();
        println!("{} passed in {elapsed:.1} s", stage.name);
        times.push(format!("{} {elapsed:.0} s", stage.name));
    }
    println!("\nAll passed in {:.0} s: {}", started.elapsed().as_secs_f32(), times.join(", "));
    Ok(())
}

fn lint(_: Filters) -> Result<()> {
    setup::components()?;
    setup::wasm_target()?;
    step("cargo fmt --check");
    run(cargo().args(["fmt", "--all", "--check"]))?;
    step("cargo clippy");
    run(cargo().args(["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"]))?;
    step("cargo clippy for wasm32");
    run(cargo().args([
        "clippy",
        "--quiet",
        "--package",
        "dropscope-wasm",
        "--target",
        setup::WASM_TARGET,
        "--",
        "-D",
        "warnings",
    ]))?;
    step("cargo doc");
    run(cargo()
        .args(["doc", "--quiet", "--workspace", "--no-deps", "--document-private-items"])
        .env("RUSTDOCFLAGS", "-Dwarnings"))
}

fn rust(filters: Filters) -> Result<()> {
    step("cargo test --workspace");
    let mut command = cargo();
    command.args(["test", "--workspace", "--"]).args(filters);
    report_passed(&mut command)
}

fn types(_: Filters) -> Result<()> {
    page::engine()?;
    step("generated types against Rust");
    types::check()?;
    step("built-in knowledge against its source");
    knowledge(&["--check"])?;
    let tsc = root().join("web/node_modules/typescript/bin/tsc");
    for part in ["src/shared", "src/client", "src/worker", "mock"] {
        step(format_args!("tsc web/{part}"));
        run(setup::node()?.arg(&tsc).args(["--noEmit", "-p"]).arg(root().join("web").join(part)))?;
    }
    Ok(())
}

fn licences_stage(_: Filters) -> Result<()> {
    licences::check()
}

fn wasm(_: Filters) -> Result<()> {
    setup::wasm_target()?;
    let wasm_pack = setup::wasm_pack()?;
    let chromium = setup::chromium()?;
    let chromedriver = setup::chromedriver()?;
    let driver_file = target().join("xtask/webdriver.json");
    let arguments =
        "\"--headless\", \"--no-sandbox\", \"--disable-gpu\", \"--disable-dev-shm-usage\", \"--no-first-run\"";
    let browser = chromium.display().to_string().replace('\\', "\\\\");
    let capabilities = format!("{{\"goog:chromeOptions\": {{\"binary\": \"{browser}\", \"args\": [{arguments}]}}}}\n");
    at(&driver_file, fs::write(&driver_file, capabilities))?;

    step("wasm-pack test --headless --chrome crate/wasm");
    let mut command = Command::new(wasm_pack);
    command.current_dir(root()).args(["test", "--headless", "--chrome", "--mode", "no-install"]);
    if let Some(driver) = chromedriver {
        command.arg("--chromedriver").arg(driver);
    }
    report_passed(
        command
            .arg("crate/wasm")
            .env("PATH", npm::tools_first()?)
            .env("CARGO_TARGET_DIR", target().join("wasm-test"))
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", "-Ctarget-feature=+simd128")
            .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", &driver_file)
            .env("WASM_PACK_CACHE", tools().join("wasm-pack-cache")),
    )?;
    npm::check()
}

fn reproducible(_: Filters) -> Result<()> {
    page::build()?;
    again::compare()
}

fn browser(filters: Filters) -> Result<()> {
    let chromium = setup::chromium()?;
    page::build()?;
    let folder = root().join("tests/browser");
    let mut files = Vec::new();
    for entry in at(&folder, fs::read_dir(&folder))? {
        let file = at(&folder, entry)?.path();
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if name.ends_with(".test.mjs") && (filters.is_empty() || filters.iter().any(|filter| name.contains(filter))) {
            files.push(file);
        }
    }
    files.sort();
    if files.is_empty() {
        println!("no browser test file is named like that");
        return Ok(());
    }
    step(format_args!("{} files of browser tests", files.len()));
    // One file after the other: they measure, and two browsers on two cores disturb each other.
    run(setup::node()?
        .args(["--test", "--test-reporter=spec", "--test-concurrency=1", "--test-force-exit"])
        .args(files)
        .env("CHROMIUM", chromium))
}
