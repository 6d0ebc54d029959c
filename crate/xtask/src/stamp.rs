//! Skips a step whose inputs have not changed since it last succeeded.
use crate::run::{Result, at, root, target, tools};
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// A step's identity: its name and a digest of everything it depends on.
pub struct Stamp {
    file: PathBuf,
    digest: String,
}

impl Stamp {
    /// A step whose products lie in the target folder or beside the sources. `inputs` are files or folders (read whole),
    /// `words` whatever else the step depends on.
    pub fn new(name: &str, inputs: &[PathBuf], words: &[&str]) -> Result<Self> {
        Self::kept_in(target().join("xtask"), name, inputs, words)
    }

    /// A step that installs a program into the tool folder, which outlives the target folder.
    pub fn of_tool(name: &str, inputs: &[PathBuf], words: &[&str]) -> Result<Self> {
        Self::kept_in(tools(), name, inputs, words)
    }

    fn kept_in(folder: PathBuf, name: &str, inputs: &[PathBuf], words: &[&str]) -> Result<Self> {
        let mut hasher = DefaultHasher::new();
        words.hash(&mut hasher);
        for input in inputs {
            feed(input, &mut hasher)?;
        }
        Ok(Self { file: folder.join(format!("{name}.stamp")), digest: format!("{:016x}", hasher.finish()) })
    }

    /// Whether the step succeeded on just these inputs and left `products` behind.
    pub fn is_fresh(&self, products: &[&Path]) -> bool {
        fs::read_to_string(&self.file).is_ok_and(|known| known == self.digest)
            && products.iter().all(|product| product.exists())
    }

    /// Records success.
    pub fn set(&self) -> Result<()> {
        if let Some(folder) = self.file.parent() {
            at(folder, fs::create_dir_all(folder))?;
        }
        at(&self.file, fs::write(&self.file, &self.digest))
    }
}

fn feed(path: &Path, hasher: &mut DefaultHasher) -> Result<()> {
    if path.is_dir() {
        let mut children = Vec::new();
        for entry in at(path, fs::read_dir(path))? {
            children.push(at(path, entry)?.path());
        }
        children.sort();
        for child in children {
            feed(&child, hasher)?;
        }
    } else if path.exists() {
        path.strip_prefix(root()).unwrap_or(path).hash(hasher);
        at(path, fs::read(path))?.hash(hasher);
    }
    Ok(())
}
