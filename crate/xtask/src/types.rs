//! The report's TypeScript types, generated from Rust and committed.
use crate::run::{Error, Result, at, cargo, root, run, step, target};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Writes the types into the web sources.
pub fn write() -> Result<()> {
    step("generating TypeScript types");
    let fresh = generate()?;
    let committed = committed();
    if committed.exists() {
        at(&committed, fs::remove_dir_all(&committed))?;
    }
    for (name, text) in &fresh {
        let file = committed.join(name);
        if let Some(folder) = file.parent() {
            at(folder, fs::create_dir_all(folder))?;
        }
        at(&file, fs::write(&file, text))?;
    }
    step(format_args!("{} files in {}", fresh.len(), committed.display()));
    Ok(())
}

/// Fails where the committed types differ from what Rust says now.
pub fn check() -> Result<()> {
    let fresh = generate()?;
    let mut known = BTreeMap::new();
    collect(&committed(), &committed(), &mut known)?;
    let changed = fresh.iter().filter(|(name, text)| known.get(*name) != Some(text)).map(|(name, _)| name);
    let stale = known.keys().filter(|name| !fresh.contains_key(*name));
    let names: Vec<_> = changed.chain(stale).map(|name| name.display().to_string()).collect();
    if names.is_empty() {
        return Ok(());
    }
    let few = names.iter().take(5).map(String::as_str).collect::<Vec<_>>().join(", ");
    Err(Error::Check(format!(
        "{} generated type files differ from Rust ({few}): run `cargo xtask types` and commit them",
        names.len()
    )))
}

fn committed() -> PathBuf {
    root().join("web/src/shared/generated")
}

/// Every generated file by its path below the folder. The generator runs as tests of the `ts` feature.
fn generate() -> Result<BTreeMap<PathBuf, String>> {
    let folder = target().join("xtask/types");
    if folder.exists() {
        at(&folder, fs::remove_dir_all(&folder))?;
    }
    run(cargo()
        .args(["test", "--quiet", "--package", "dropscope-core", "--features", "ts", "--lib", "--", "export_bindings"])
        .env("TS_RS_EXPORT_DIR", &folder)
        .stdout(std::process::Stdio::null()))?;
    let mut files = BTreeMap::new();
    collect(&folder, &folder, &mut files)?;
    Ok(files)
}

fn collect(folder: &Path, base: &Path, files: &mut BTreeMap<PathBuf, String>) -> Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    for entry in at(folder, fs::read_dir(folder))? {
        let path = at(folder, entry)?.path();
        if path.is_dir() {
            collect(&path, base, files)?;
        } else {
            let text = at(&path, fs::read_to_string(&path))?;
            files.insert(path.strip_prefix(base).unwrap_or(&path).to_path_buf(), text);
        }
    }
    Ok(())
}
