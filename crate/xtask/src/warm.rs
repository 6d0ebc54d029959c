//! What the page's engine warms up on: the examples of manifests that the tests have, as one packed tar archive.

use crate::pack::lzma;
use crate::run::{Result, at, root, target};
use std::fs;
use std::path::{Path, PathBuf};

const BLOCK: usize = 512;

/// Writes the archive; the same files give the same bytes.
pub fn archive() -> Result<PathBuf> {
    let folder = root().join("tests/data/manifests");
    let mut files = Vec::new();
    collect(&folder, &mut files)?;
    files.sort();
    let mut tar = Vec::new();
    for file in &files {
        let name = file.strip_prefix(&folder).unwrap_or(file).display().to_string().replace('\\', "/");
        add(&mut tar, &name, &at(file, fs::read(file))?);
    }
    tar.extend([0; 2 * BLOCK]);
    let out = target().join("engine/warm.tar.lzma");
    at(&out, fs::write(&out, lzma(&tar)?))?;
    Ok(out)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in at(folder, fs::read_dir(folder))? {
        let path = at(folder, entry)?.path();
        if path.is_dir() { collect(&path, files)? } else { files.push(path) }
    }
    Ok(())
}

/// One file with a header as POSIX ustar has it.
fn add(tar: &mut Vec<u8>, name: &str, contents: &[u8]) {
    let mut header = [0_u8; BLOCK];
    let mut put = |offset: usize, text: &[u8]| header[offset..offset + text.len()].copy_from_slice(text);
    put(0, &name.as_bytes()[..name.len().min(100)]);
    put(100, b"0000644\0");
    put(124, format!("{:011o}\0", contents.len()).as_bytes());
    put(136, b"00000000000\0");
    put(148, b"        ");
    put(156, b"0");
    put(257, b"ustar\x0000");
    let sum: u32 = header.iter().map(|&byte| u32::from(byte)).sum();
    header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    tar.extend(header);
    tar.extend(contents);
    tar.resize(tar.len().next_multiple_of(BLOCK), 0);
}
