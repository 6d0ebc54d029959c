//! `cargo xtask build`: crate/wasm and web/ become dist/dropscope.html.
use crate::pack::lzma;
use crate::run::{Error, Result, at, cargo, output, root, run, step, target};
use crate::stamp::Stamp;
use crate::{setup, warm};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The file that is shipped.
pub fn dist_file() -> PathBuf {
    root().join("dist/dropscope.html")
}

/// Builds into `dist/`.
pub fn build() -> Result<()> {
    engine()?;
    let sample = sample()?;
    bundle(&dist_file(), sample.as_deref())?;
    step(format_args!("wrote {}", dist_file().display()));
    Ok(())
}

/// wasm-bindgen's glue and types in `web/engine`, the optimised module beside them, packed in the target folder.
pub fn engine() -> Result<PathBuf> {
    setup::wasm_target()?;
    setup::packages()?;
    let bindgen = setup::bindgen()?;
    let module = compile_engine(&target().join("engine"))?;
    let glue = root().join("web/engine");
    let packed = target().join("engine/dropscope.wasm.lzma");
    let stamp = Stamp::new("engine", &[module.clone(), root().join("web/package-lock.json"), bindgen.clone()], &[])?;
    if !stamp.is_fresh(&[&packed, &glue.join("dropscope_wasm.js"), &glue.join("dropscope_wasm_bg.wasm")]) {
        step("wasm-bindgen, wasm-opt -O3, LZMA");
        // `web` glue, bundled by esbuild into the classic worker: unlike `no-modules` it has types, and what is not
        // imported (its `fetch` of the module) does not get into the file.
        run(Command::new(&bindgen)
            .args(["--target", "web", "--omit-default-module-path", "--out-dir"])
            .arg(&glue)
            .arg(&module))?;
        let raw = glue.join("dropscope_wasm_bg.wasm");
        let optimised = target().join("engine/dropscope.wasm");
        run(setup::node()?
            .arg(root().join("web/node_modules/binaryen/bin/wasm-opt"))
            .args(["-O3", "--strip-debug", "--strip-producers", "-o"])
            .arg(&optimised)
            .arg(&raw))?;
        at(&raw, fs::copy(&optimised, &raw))?;
        at(&packed, fs::write(&packed, lzma(&at(&optimised, fs::read(&optimised))?)?))?;
        stamp.set()?;
    }
    Ok(packed)
}

/// crate/wasm for the browser, in its own target folder so that native builds keep theirs.
pub fn compile_engine(folder: &Path) -> Result<PathBuf> {
    step("compiling the engine to WebAssembly");
    run(cargo()
        .args([
            "build",
            "--quiet",
            "--locked",
            "--profile",
            "engine",
            "--package",
            "dropscope-wasm",
            "--target",
            setup::WASM_TARGET,
        ])
        .arg("--target-dir")
        .arg(folder)
        .env_remove("RUSTFLAGS")
        .env("CARGO_ENCODED_RUSTFLAGS", engine_flags(folder)?.join("\u{1f}")))?;
    Ok(folder.join(setup::WASM_TARGET).join("engine/dropscope_wasm.wasm"))
}

/// SIMD, and no path of this machine in panic messages: two builds of one commit are the same bytes wherever they are made.
pub fn engine_flags(folder: &Path) -> Result<Vec<String>> {
    let sysroot = output(Command::new("rustc").current_dir(root()).args(["--print", "sysroot"]))?;
    let registry = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".cargo")));
    let mut flags = vec!["-Ctarget-feature=+simd128".to_owned()];
    let mut remap = |from: &Path, to: &str| flags.push(format!("--remap-path-prefix={}={to}", from.display()));
    remap(root(), "dropscope");
    remap(folder, "target");
    remap(&Path::new(&sysroot).join("lib/rustlib/src/rust"), "rust");
    if let Some(home) = registry {
        remap(&home.join("registry/src"), "crates");
    }
    Ok(flags)
}

/// The bundled sample's files, or None while no generator exists.
fn sample() -> Result<Option<PathBuf>> {
    if !root().join("tests/src/bin/make-sample.rs").exists()
        && !root().join("tests/src/bin/make-sample/main.rs").exists()
    {
        return Ok(None);
    }
    step("making the sample package");
    let folder = root().join("dist/sample");
    if folder.exists() {
        at(&folder, fs::remove_dir_all(&folder))?;
    }
    at(&folder, fs::create_dir_all(&folder))?;
    run(cargo()
        .args(["run", "--quiet", "--locked", "--package", "dropscope-tests", "--bin", "make-sample", "--"])
        .arg(&folder))?;
    Ok(Some(folder))
}

/// Page, style, worker, engine and sample as one file at `out`, with `out`.sha256 beside it.
pub fn bundle(out: &Path, sample: Option<&Path>) -> Result<()> {
    step("bundling the page");
    if let Some(folder) = out.parent() {
        at(folder, fs::create_dir_all(folder))?;
    }
    let mut command = setup::node()?;
    command
        .arg(root().join("web/build/bundle.mjs"))
        .arg("--engine")
        .arg(target().join("engine/dropscope.wasm.lzma"))
        .arg("--warm")
        .arg(warm::archive()?)
        .args(["--version", env!("CARGO_PKG_VERSION"), "--commit", &commit(), "--out"])
        .arg(out);
    if let Some(folder) = sample {
        command.arg("--sample").arg(folder);
    }
    run(&mut command)
}

/// The commit that is built, `+changes` where the tree differs from it. `XTASK_COMMIT` names it where there is no repository.
pub fn commit() -> String {
    if let Ok(given) = env::var("XTASK_COMMIT") {
        return given;
    }
    let git = |arguments: &[&str]| output(Command::new("git").current_dir(root()).args(arguments));
    let Ok(head) = git(&["rev-parse", "--short=12", "HEAD"]) else {
        return "unknown".to_owned();
    };
    match git(&["status", "--porcelain", "--untracked-files=no"]) {
        Ok(changes) if changes.is_empty() => head,
        _ => format!("{head}+changes"),
    }
}

/// SHA-256 of a built file as `bundle` recorded it.
pub fn recorded_digest(file: &Path) -> Result<String> {
    let record = PathBuf::from(format!("{}.sha256", file.display()));
    let text = at(&record, fs::read_to_string(&record))?;
    text.split_whitespace()
        .next()
        .map(str::to_owned)
        .ok_or_else(|| Error::Check(format!("{} is empty", record.display())))
}
