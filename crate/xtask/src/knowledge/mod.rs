//! `cargo xtask knowledge`: the built-in lists out of the facts beside the project (`shared/knowledge`). The facts are
//! not in the project; the lists made of them are committed.

mod ends;
mod keys;
mod products;
mod subject;

use crate::run::{Error, Result, at, root, step};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// When the facts were gathered.
const AS_OF: &str = "August 2026";

/// Most bytes by which all lists together may enlarge the page, compressed.
const MOST_PACKED: usize = 300 << 10;

/// A list: its file, and how it is made out of a folder of facts.
type List = (&'static str, fn(&Path) -> Result<String>);

const LISTS: &[List] = &[("end-of-life.tsv", ends::list), ("configuration-keys.tsv", keys::list)];

pub fn knowledge(arguments: &[&str]) -> Result<()> {
    let (folder, is_check) = match arguments {
        [] => (root().join("../shared/knowledge"), false),
        ["--check"] => (root().join("../shared/knowledge"), true),
        [folder] => (PathBuf::from(folder), false),
        _ => return Err(Error::Usage("cargo xtask knowledge [FOLDER | --check]".into())),
    };
    if is_check && !folder.exists() {
        step("knowledge: skipped, for the facts are not beside the project");
        return Ok(());
    }
    let mut packed = 0;
    for (name, list) in LISTS {
        let fresh = list(&folder)?;
        packed += put(name, &fresh, is_check)?;
    }
    step(format_args!("built-in knowledge: {packed} bytes compressed of the {MOST_PACKED} that it may have"));
    if packed > MOST_PACKED {
        return Err(Error::Check("the built-in knowledge has become too large for the page".into()));
    }
    Ok(())
}

/// Writes a list, or holds it against the committed one; gives its size compressed.
fn put(name: &str, fresh: &str, is_check: bool) -> Result<usize> {
    let committed = root().join("crate/core/packs").join(name);
    if !is_check {
        at(&committed, fs::write(&committed, fresh))?;
    } else if at(&committed, fs::read_to_string(&committed))? != fresh {
        return Err(Error::Check(format!("{name} is not up to date: run `cargo xtask knowledge`")));
    }
    let packed = miniz_oxide::deflate::compress_to_vec(fresh.as_bytes(), 9).len();
    step(format_args!("{name}: {} bytes, {packed} compressed", fresh.len()));
    Ok(packed)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
