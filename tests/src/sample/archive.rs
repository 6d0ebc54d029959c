//! Entries to a ZIP file, and to the lists of digests inside it.

use std::io::{Cursor, Write as _};

use sha2::{Digest as _, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::credentials;

/// One entry of a sample package.
pub struct Entry {
    /// Path in the package.
    pub path: &'static str,
    /// Contents.
    pub bytes: Vec<u8>,
    /// Unix permissions.
    pub mode: u32,
    /// Year, month and day of the last change.
    pub date: (u16, u8, u8),
}

impl Entry {
    /// A text file with the credentials filled in; scripts get their executable bit.
    pub fn text(path: &'static str, text: &str, date: (u16, u8, u8)) -> Self {
        let mode = if path.ends_with(".sh") { 0o755 } else { 0o644 };
        Self { path, bytes: credentials::fill(text).into_bytes(), mode, date }
    }

    /// An executable.
    pub fn program(path: &'static str, bytes: Vec<u8>, date: (u16, u8, u8)) -> Self {
        Self { path, bytes, mode: 0o755, date }
    }

    fn sha256(&self) -> String {
        Sha256::digest(&self.bytes).iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// The `files` lines of a manifest for every entry that `listed` admits, then those in `absent` with a digest of nothing.
pub fn manifest_files(entries: &[Entry], listed: impl Fn(&str) -> bool, absent: &[&str]) -> String {
    let line = |path: &str, digest: &str| format!("    {{ \"file\": \"{path}\", \"sha256\": \"{digest}\" }}");
    let there = entries.iter().filter(|entry| listed(entry.path)).map(|entry| line(entry.path, &entry.sha256()));
    let missing = absent.iter().map(|path| {
        let digest: String = Sha256::digest(path).iter().map(|byte| format!("{byte:02x}")).collect();
        line(path, &digest)
    });
    there.chain(missing).collect::<Vec<_>>().join(",\n")
}

/// A `SHA256SUMS` file over every entry that `covered` admits.
pub fn checksums(entries: &[Entry], covered: impl Fn(&str) -> bool) -> String {
    let lines = entries.iter().filter(|entry| covered(entry.path));
    lines.map(|entry| format!("{}  {}\n", entry.sha256(), entry.path)).collect()
}

/// The ZIP file, deflated.
#[expect(clippy::expect_used, reason = "a generator over fixed data: a failure is a mistake in it and has to be loud")]
pub fn write(entries: &[Entry]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for entry in entries {
        let (year, month, day) = entry.date;
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(9))
            .last_modified_time(DateTime::from_date_and_time(year, month, day, 9, 12, 44).expect("a date from 1980"))
            .system(zip::System::Unix)
            .unix_permissions(entry.mode);
        zip.start_file(entry.path, options).expect("memory takes every entry");
        zip.write_all(&entry.bytes).expect("memory takes every byte");
    }
    zip.finish().expect("memory takes the directory").into_inner()
}
