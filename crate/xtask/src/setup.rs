//! Everything a command needs before it can start, provided inside the project's folder.
//!
//! The exceptions are the ones a developer expects: the toolchain's target and components, and Debian's packages.
use crate::run::{Error, Result, at, cargo, output, root, run, step, target, tools, which};
use crate::stamp::Stamp;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

pub const WASM_TARGET: &str = "wasm32-unknown-unknown";
const NODE_MINIMUM: u32 = 20;
const WASM_PACK: &str = "0.15.1";
const CARGO_DENY: &str = "0.20.2";

/// Asks rustup for the target: `rust-toolchain.toml` does not install it where automatic installs are off.
pub fn wasm_target() -> Result<()> {
    let libraries =
        output(Command::new("rustc").current_dir(root()).args(["--print", "target-libdir", "--target", WASM_TARGET]))?;
    if Path::new(&libraries).is_dir() {
        return Ok(());
    }
    step(format_args!("adding {WASM_TARGET} to the toolchain"));
    rustup(&["target", "add", WASM_TARGET])
}

/// `cargo fmt` and `cargo clippy`.
pub fn components() -> Result<()> {
    for (component, program) in [("rustfmt", "rustfmt"), ("clippy", "cargo-clippy")] {
        if output(Command::new(program).current_dir(root()).arg("--version")).is_err() {
            step(format_args!("adding {component} to the toolchain"));
            rustup(&["component", "add", component])?;
        }
    }
    Ok(())
}

fn rustup(arguments: &[&str]) -> Result<()> {
    if which("rustup").is_none() {
        let remedy = format!(
            "install it from https://rustup.rs, or give this toolchain what `rustup {}` would",
            arguments.join(" ")
        );
        return Err(Error::Missing { program: "rustup".into(), remedy });
    }
    run(Command::new("rustup").current_dir(root()).args(arguments))
}

/// A command of Node's own.
pub fn node() -> Result<Command> {
    let remedy = || {
        format!("install Node.js {NODE_MINIMUM} or newer with npm, from https://nodejs.org or your system's packages")
    };
    let version = output(Command::new("node").arg("--version"))
        .map_err(|_| Error::Missing { program: "node".into(), remedy: remedy() })?;
    let major = version.trim_start_matches('v').split('.').next().and_then(|text| text.parse::<u32>().ok());
    if major.is_none_or(|major| major < NODE_MINIMUM) {
        return Err(Error::Missing { program: format!("a new enough node (this is {version})"), remedy: remedy() });
    }
    let mut command = Command::new("node");
    command.current_dir(root());
    Ok(command)
}

/// `web/node_modules` as the lockfile says.
pub fn packages() -> Result<()> {
    node()?;
    let web = root().join("web");
    let inputs = [web.join("package.json"), web.join("package-lock.json"), web.join(".npmrc")];
    let stamp = Stamp::new("npm", &inputs, &[])?;
    if stamp.is_fresh(&[&web.join("node_modules")]) {
        return Ok(());
    }
    let npm =
        which("npm").ok_or_else(|| Error::Missing { program: "npm".into(), remedy: "it comes with Node.js".into() })?;
    step("npm ci in web/");
    // Scripts stay off: esbuild's only replaces its launcher, and nothing else here has one that we need.
    run(Command::new(npm)
        .current_dir(&web)
        .args(["ci", "--ignore-scripts", "--loglevel=error", "--cache"])
        .arg(tools().join("npm-cache")))?;
    stamp.set()
}

/// `wasm-bindgen` and its test runner in `.tools/bin`, at the version of the crate, from crate/xtask/bindgen's lockfile.
pub fn bindgen() -> Result<PathBuf> {
    let source = root().join("crate/xtask/bindgen");
    let programs =
        ["wasm-bindgen", "wasm-bindgen-test-runner"].map(|name| format!("{name}{}", env::consts::EXE_SUFFIX));
    let bin = tools().join("bin");
    let installed = programs.clone().map(|name| bin.join(name));
    let stamp =
        Stamp::of_tool("bindgen", &[source.join("Cargo.toml"), source.join("Cargo.lock"), source.join("src")], &[])?;
    if !stamp.is_fresh(&[&installed[0], &installed[1]]) {
        step("building wasm-bindgen and its test runner (once, a minute or two)");
        let built = target().join("tools");
        run(own_tool(&mut cargo())
            .current_dir(&source)
            .args(["build", "--quiet", "--locked", "--target-dir"])
            .arg(&built))?;
        at(&bin, fs::create_dir_all(&bin))?;
        for (name, place) in programs.iter().zip(&installed) {
            at(place, fs::copy(built.join("debug").join(name), place))?;
        }
        stamp.set()?;
    }
    Ok(installed[0].clone())
}

/// wasm-pack, for the npm package of the core and the browser tests of the boundary.
pub fn wasm_pack() -> Result<PathBuf> {
    bindgen()?;
    installed("wasm-pack", WASM_PACK)
}

/// cargo-deny, for licences and sources.
pub fn cargo_deny() -> Result<PathBuf> {
    installed("cargo-deny", CARGO_DENY)
}

/// One of crates.io's programs in `.tools/bin`, built without optimisation: a quarter of the time, and it runs for seconds.
fn installed(name: &str, version: &str) -> Result<PathBuf> {
    let program = tools().join("bin").join(format!("{name}{}", env::consts::EXE_SUFFIX));
    let stamp = Stamp::of_tool(name, &[], &[version])?;
    if stamp.is_fresh(&[&program]) {
        return Ok(program);
    }
    step(format_args!("installing {name} {version} into .tools (once, a minute or two)"));
    run(own_tool(&mut cargo())
        .args(["install", "--quiet", "--locked", "--debug", "--no-track", "--force", "--version", version])
        .arg("--root")
        .arg(tools())
        .arg("--target-dir")
        .arg(target().join("tools"))
        .arg(name))?;
    stamp.set()?;
    Ok(program)
}

/// Keeps the product's flags, and the debug information nobody reads, out of a tool's build.
fn own_tool(command: &mut Command) -> &mut Command {
    command
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("CARGO_INCREMENTAL", "0")
}

/// A Chromium for the browser tests: `CHROMIUM`, then PATH, then the usual places, then Debian's package.
pub fn chromium() -> Result<PathBuf> {
    if let Some(named) = env::var_os("CHROMIUM") {
        let named = PathBuf::from(named);
        if named.is_file() {
            return Ok(named);
        }
        return Err(Error::Missing { program: named.display().to_string(), remedy: "CHROMIUM names no file".into() });
    }
    if let Some(found) = find_chromium() {
        return Ok(found);
    }
    install_debian(&["chromium", "chromium-driver"])?;
    find_chromium().ok_or_else(|| Error::Missing {
        program: "Chromium".into(),
        remedy: "install Chromium or Google Chrome, or set CHROMIUM to its program".into(),
    })
}

/// The WebDriver of Chromium, which wasm-pack needs; without one it downloads its own into `.tools`.
pub fn chromedriver() -> Result<Option<PathBuf>> {
    let find = || {
        which("chromedriver")
            .or_else(|| Some(PathBuf::from("/usr/lib/chromium/chromedriver")).filter(|path| path.is_file()))
    };
    if let Some(found) = find() {
        return Ok(Some(found));
    }
    install_debian(&["chromium-driver"])?;
    Ok(find())
}

fn find_chromium() -> Option<PathBuf> {
    const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
    const PLACES: [&str; 4] = [
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
        "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
    ];
    NAMES.iter().find_map(|name| which(name)).or_else(|| PLACES.iter().map(PathBuf::from).find(|place| place.is_file()))
}

/// apt, where this is Debian or Ubuntu and we are root; elsewhere nothing, and the caller says what is missing.
fn install_debian(names: &[&str]) -> Result<()> {
    let is_root = output(Command::new("id").arg("-u")).is_ok_and(|id| id == "0");
    if !Path::new("/etc/debian_version").exists() || !is_root || which("apt-get").is_none() {
        return Ok(());
    }
    step(format_args!("apt-get install {}", names.join(" ")));
    run(Command::new("apt-get").args(["update", "-qq"]))?;
    run(Command::new("apt-get")
        .env("DEBIAN_FRONTEND", "noninteractive")
        .args(["install", "-y", "-qq", "--no-install-recommends", "-o", "Dpkg::Use-Pty=0"])
        .args(names)
        .stdout(std::process::Stdio::null()))
}
