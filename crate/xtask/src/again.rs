//! The second build: a copy of the sources in another folder, with nothing kept from the first, must give the same file.
use crate::page;
use crate::run::{Error, Result, at, output, root, run, step, target, tools};
use crate::stamp::Stamp;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Compares `dist/dropscope.html`, just built, with a build from a copy.
pub fn compare() -> Result<()> {
    let first = page::recorded_digest(&page::dist_file())?;
    let stamp = Stamp::new("reproducible", &[], &[&first])?;
    if stamp.is_fresh(&[]) {
        step(format_args!("this very file was built twice already: {first}"));
        return Ok(());
    }
    let place = target().join("again");
    if place.exists() {
        at(&place, fs::remove_dir_all(&place))?;
    }
    let copy = place.join("somewhere else");
    step(format_args!("building once more in {}", copy.display()));
    for name in sources()? {
        let to = copy.join(&name);
        if let Some(folder) = to.parent() {
            at(folder, fs::create_dir_all(folder))?;
        }
        at(&to, fs::copy(root().join(&name), &to))?;
    }
    let program = env::current_exe().map_err(|source| Error::Io { path: "xtask".into(), source })?;
    run(Command::new(program)
        .current_dir(&copy)
        .arg("build")
        .env("XTASK_ROOT", &copy)
        .env("XTASK_TOOLS", tools())
        .env("XTASK_COMMIT", page::commit())
        .env("CARGO_TARGET_DIR", place.join("target")))?;
    let second = page::recorded_digest(&copy.join("dist/dropscope.html"))?;
    if first != second {
        let kept = [page::dist_file(), copy.join("dist/dropscope.html")].map(|file| file.display().to_string());
        return Err(Error::Check(format!("two builds differ: {first} and {second}; compare {}", kept.join(" with "))));
    }
    at(&place, fs::remove_dir_all(&place))?;
    stamp.set()
}

/// Every file that git knows or would add, by its path from the root.
fn sources() -> Result<Vec<PathBuf>> {
    let listing = output(Command::new("git").current_dir(root()).args([
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]))?;
    Ok(listing
        .split('\0')
        .filter(|name| !name.is_empty() && root().join(name).is_file())
        .map(Path::new)
        .map(Path::to_path_buf)
        .collect())
}
