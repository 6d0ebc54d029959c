//! `cargo xtask npm`: the core as a package of npm in `dist/npm`, by wasm-pack.
use crate::run::{Error, Result, at, root, run, step, target, tools};
use crate::{page, setup};
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The crate's own name, which wasm-pack gives to the package, and the one that says what is in it.
const NAMES: [&str; 2] = ["\"name\": \"dropscope-wasm\"", "\"name\": \"dropscope-core\""];

/// Writes the package: the engine as the page has it, with glue that loads it from beside itself.
pub fn package() -> Result<()> {
    let folder = pack()?;
    step("wasm-opt -O3");
    let module = folder.join("dropscope_core_bg.wasm");
    setup::packages()?;
    run(setup::node()?
        .arg(root().join("web/node_modules/binaryen/bin/wasm-opt"))
        .args(["-O3", "--strip-debug", "--strip-producers", "-o"])
        .args([&module, &module]))?;
    check_package()?;
    step(format_args!("wrote {}", folder.display()));
    Ok(())
}

/// The package without the minute of optimisation, and whether it works.
pub fn check() -> Result<()> {
    pack()?;
    check_package()
}

fn pack() -> Result<PathBuf> {
    setup::wasm_target()?;
    let wasm_pack = setup::wasm_pack()?;
    step("wasm-pack build --target web crate/wasm");
    let folder = root().join("dist/npm");
    if folder.exists() {
        at(&folder, fs::remove_dir_all(&folder))?;
    }
    // Folder and flags of the page's engine: what is compiled for one is there for the other.
    let built = target().join("engine");
    run(Command::new(wasm_pack)
        .current_dir(root())
        .args([
            "--quiet",
            "build",
            "--release",
            "--target",
            "web",
            "--mode",
            "no-install",
            "--no-opt",
            "--no-gitignore",
        ])
        .args(["--out-name", "dropscope_core", "--out-dir"])
        .arg(&folder)
        .args(["crate/wasm", "--locked"])
        .env("PATH", tools_first()?)
        .env("CARGO_TARGET_DIR", &built)
        .env_remove("RUSTFLAGS")
        .env("CARGO_ENCODED_RUSTFLAGS", page::engine_flags(&built)?.join("\u{1f}"))
        .env("WASM_PACK_CACHE", tools().join("wasm-pack-cache")))?;
    rename(&folder.join("package.json"))?;
    for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
        let source = root().join(licence);
        at(&source, fs::copy(&source, folder.join(licence)))?;
    }
    Ok(folder)
}

fn rename(file: &Path) -> Result<()> {
    let text = at(file, fs::read_to_string(file))?;
    let [given, wanted] = NAMES;
    if !text.contains(given) {
        return Err(Error::Check(format!("{} has no {given}: wasm-pack writes it in another way now", file.display())));
    }
    at(file, fs::write(file, text.replacen(given, wanted, 1)))
}

fn check_package() -> Result<()> {
    step("the package in Node: tests/npm.test.mjs");
    run(setup::node()?.args(["--test", "--test-reporter=spec"]).arg(root().join("tests/npm.test.mjs")))
}

/// PATH with the project's own tools before the user's.
pub fn tools_first() -> Result<OsString> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::join_paths(std::iter::once(tools().join("bin")).chain(env::split_paths(&path)))
        .map_err(|error| Error::Check(format!("PATH cannot be extended: {error}")))
}
