//! ZIP archives by description, byte for byte, honest or not.
//!
//! A writer library refuses to write what a hostile archive needs. Here every field has a sensible default and can be
//! overridden, in the central directory and in the local header apart:
//!
//! ```toml
//! [archive]                       # all optional
//! prepend = "#!/bin/sh\n"         # bytes before the first entry; offsets count from the file's beginning,
//! shifted = true                  # … unless shifted: then from the first entry
//! gap = { hex = "00 00" }         # before the central directory
//! comment = "…"
//! append = { repeat = "A", times = 100 }
//! entry_count = 3                 # in the end record; also directory_size, directory_offset
//! zip64 = true                    # with ZIP64 end record and locator; zip64_entry_count, zip64_directory_size, …_offset
//! truncate = 10                   # bytes cut off at the end
//!
//! [[entry]]
//! name = "bin/run"                # the only required field
//! data = "contents"               # or { hex = "…" }, or { repeat = "A", times = 1000 }; default: empty
//! link = "../target"              # a symbolic link instead
//! method = "deflate"              # or "store" (default), or a number: then `data` is taken as already packed
//! mode = 0o755                    # Unix mode; type bits are added where there are none
//! modified = 2026-11-02T12:00:00  # default; DOS time
//! flags = 0x0800                  # default: bit 11 where the name is not ASCII, bit 3 with a descriptor
//! crc32 = 1                       # also size, compressed_size, extra, comment, version_needed: in both headers
//! offset = 0                      # where the directory says that the local header is; or: offset_of = "name"
//! zip64 = true                    # sizes in the ZIP64 extra field
//! local = { name = "other", method = 8, flags = 0, crc32 = 1, size = 1, compressed_size = 1, extra = "", … }
//! descriptor = {}                 # or { signature = false, crc32 = 1, size = 1, compressed_size = 1, zip64 = true }
//! gap = "…"                       # bytes before the local header
//! hidden = true                   # no record in the directory
//! listed_only = true              # no local header and no contents
//!
//! [[entry.package.entry]]         # a nested archive as contents, described in the same way
//! ```
//!
//! Every value of type [`Bytes`] may be text or one of the tables shown at `data`.

use std::collections::BTreeMap;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::DeflateEncoder;
use serde::Deserialize;
use toml::value::Datetime;

/// A whole archive.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(missing_docs, reason = "the module's documentation shows every field")]
pub struct Package {
    pub archive: Archive,
    pub entry: Vec<Entry>,
}

/// What surrounds the entries.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(missing_docs, reason = "the module's documentation shows every field")]
pub struct Archive {
    pub prepend: Bytes,
    pub shifted: bool,
    pub gap: Bytes,
    pub comment: Bytes,
    pub append: Bytes,
    pub entry_count: Option<u16>,
    pub directory_size: Option<u32>,
    pub directory_offset: Option<u32>,
    pub zip64: bool,
    pub zip64_entry_count: Option<u64>,
    pub zip64_directory_size: Option<u64>,
    pub zip64_directory_offset: Option<u64>,
    pub truncate: usize,
}

/// One entry.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(missing_docs, reason = "the module's documentation shows every field")]
pub struct Entry {
    pub name: Bytes,
    pub data: Bytes,
    pub link: Option<Bytes>,
    pub package: Option<Package>,
    pub method: Method,
    pub mode: Option<u32>,
    pub modified: Option<Datetime>,
    pub flags: Option<u16>,
    pub crc32: Option<u32>,
    pub size: Option<u32>,
    pub compressed_size: Option<u32>,
    pub extra: Bytes,
    pub comment: Bytes,
    pub version_needed: Option<u16>,
    pub offset: Option<u32>,
    pub offset_of: Option<String>,
    pub zip64: bool,
    pub local: Local,
    pub descriptor: Option<Descriptor>,
    pub gap: Bytes,
    pub hidden: bool,
    pub listed_only: bool,
}

/// What the local header says otherwise than the directory.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(missing_docs, reason = "the module's documentation shows every field")]
pub struct Local {
    pub signature: Option<u32>,
    pub name: Option<Bytes>,
    pub method: Option<u16>,
    pub modified: Option<Datetime>,
    pub flags: Option<u16>,
    pub crc32: Option<u32>,
    pub size: Option<u32>,
    pub compressed_size: Option<u32>,
    pub extra: Option<Bytes>,
    pub version_needed: Option<u16>,
}

/// A data descriptor after the contents.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(missing_docs, reason = "the module's documentation shows every field")]
pub struct Descriptor {
    pub signature: Option<bool>,
    pub crc32: Option<u32>,
    pub size: Option<u64>,
    pub compressed_size: Option<u64>,
    pub zip64: bool,
}

/// Bytes: text, hexadecimal, or something repeated.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
#[expect(missing_docs, reason = "the module's documentation shows every form")]
pub enum Bytes {
    Text(String),
    Hex { hex: String },
    Repeat { repeat: String, times: usize },
}

/// How contents are packed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the module's documentation shows every form")]
pub enum Method {
    #[default]
    Store,
    Deflate,
    #[serde(untagged)]
    Number(u16),
}

impl Default for Bytes {
    fn default() -> Self {
        Self::Text(String::new())
    }
}

impl From<&str> for Bytes {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl Bytes {
    /// The bytes meant.
    ///
    /// # Errors
    /// A sentence where hexadecimal digits are none.
    pub fn bytes(&self) -> Result<Vec<u8>, String> {
        match self {
            Self::Text(text) => Ok(text.as_bytes().to_vec()),
            Self::Repeat { repeat, times } => Ok(repeat.as_bytes().repeat(*times)),
            Self::Hex { hex } => {
                let digits: Vec<u8> = hex.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
                let pair = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
                let whole = digits.len().is_multiple_of(2).then(|| digits.chunks(2).map(pair).collect());
                whole.flatten().ok_or_else(|| format!("`{hex}` is not made of pairs of hexadecimal digits"))
            }
        }
    }
}

impl Package {
    /// Reads a description.
    ///
    /// # Errors
    /// What TOML says, with line and column; unknown fields are refused.
    pub fn from_toml(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| error.to_string())
    }

    /// The archive.
    ///
    /// # Errors
    /// A sentence that says what in the description cannot be done.
    pub fn build(&self) -> Result<Vec<u8>, String> {
        let mut out = self.archive.prepend.bytes()?;
        let base = if self.archive.shifted { out.len() } else { 0 };
        let mut directory = Vec::new();
        let mut count = 0_u64;
        let mut offsets = BTreeMap::new();
        for entry in &self.entry {
            let made = Made::of(entry)?;
            out.extend(entry.gap.bytes()?);
            let here = out.len() - base;
            offsets.entry(made.name.clone()).or_insert(here);
            if !entry.listed_only {
                made.write_local(entry, &mut out)?;
            }
            if !entry.hidden {
                let offset = match (&entry.offset, &entry.offset_of) {
                    (Some(offset), _) => *offset,
                    (None, Some(other)) => small(
                        *offsets.get(other.as_bytes()).ok_or_else(|| format!("no earlier entry `{other}`"))? as u64,
                    ),
                    (None, None) => small(here as u64),
                };
                made.write_central(entry, offset, &mut directory)?;
                count += 1;
            }
        }
        out.extend(self.archive.gap.bytes()?);
        let start = (out.len() - base) as u64;
        let size = directory.len() as u64;
        out.extend(directory);
        self.write_end(count, start, size, base as u64, &mut out)?;
        out.truncate(out.len().saturating_sub(self.archive.truncate));
        Ok(out)
    }

    fn write_end(&self, count: u64, start: u64, size: u64, base: u64, out: &mut Vec<u8>) -> Result<(), String> {
        let archive = &self.archive;
        let comment = archive.comment.bytes()?;
        if archive.zip64 {
            let count = archive.zip64_entry_count.unwrap_or(count);
            let here = out.len() as u64 - base;
            out.extend(0x0606_4b50_u32.to_le_bytes());
            out.extend(44_u64.to_le_bytes());
            out.extend([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
            out.extend(count.to_le_bytes());
            out.extend(count.to_le_bytes());
            out.extend(archive.zip64_directory_size.unwrap_or(size).to_le_bytes());
            out.extend(archive.zip64_directory_offset.unwrap_or(start).to_le_bytes());
            out.extend(0x0706_4b50_u32.to_le_bytes());
            out.extend(0_u32.to_le_bytes());
            out.extend(here.to_le_bytes());
            out.extend(1_u32.to_le_bytes());
        }
        let saturated = |value: u64| if archive.zip64 { u32::MAX } else { small(value) };
        let count = archive.entry_count.unwrap_or(if archive.zip64 { u16::MAX } else { count as u16 });
        out.extend(0x0605_4b50_u32.to_le_bytes());
        out.extend([0; 4]);
        out.extend(count.to_le_bytes());
        out.extend(count.to_le_bytes());
        out.extend(archive.directory_size.unwrap_or(saturated(size)).to_le_bytes());
        out.extend(archive.directory_offset.unwrap_or(saturated(start)).to_le_bytes());
        out.extend((comment.len() as u16).to_le_bytes());
        out.extend(comment);
        out.extend(archive.append.bytes()?);
        Ok(())
    }
}

/// An entry with its defaults worked out.
struct Made {
    name: Vec<u8>,
    packed: Vec<u8>,
    method: u16,
    flags: u16,
    crc32: u32,
    size: u64,
    compressed: u64,
    mode: Option<u32>,
    dos: u32,
}

impl Made {
    fn of(entry: &Entry) -> Result<Self, String> {
        let name = entry.name.bytes()?;
        let data = match (&entry.package, &entry.link) {
            (Some(package), _) => package.build()?,
            (None, Some(target)) => target.bytes()?,
            (None, None) => entry.data.bytes()?,
        };
        let (method, packed) = match entry.method {
            Method::Store => (0, data.clone()),
            Method::Deflate => (8, deflate(&data)?),
            Method::Number(number) => (number, data.clone()),
        };
        let utf8 = if name.is_ascii() { 0 } else { 1 << 11 };
        let streamed = if entry.descriptor.is_some() { 1 << 3 } else { 0 };
        let kind = match (&entry.link, name.last()) {
            (Some(_), _) => Some(0o120_777),
            (None, Some(b'/')) => entry.mode.map(|mode| 0o40_000 | mode),
            (None, _) => entry.mode.map(|mode| if mode & 0o170_000 == 0 { 0o100_000 | mode } else { mode }),
        };
        Ok(Self {
            method,
            flags: entry.flags.unwrap_or(utf8 | streamed),
            crc32: crc32fast::hash(&data),
            size: data.len() as u64,
            compressed: packed.len() as u64,
            mode: kind.map(|kind| if entry.link.is_some() { entry.mode.unwrap_or(kind) } else { kind }),
            dos: dos_time(entry.modified.as_ref())?,
            name,
            packed,
        })
    }

    fn write_local(&self, entry: &Entry, out: &mut Vec<u8>) -> Result<(), String> {
        let local = &entry.local;
        let name = local.name.as_ref().map_or(Ok(self.name.clone()), Bytes::bytes)?;
        let streamed = entry.descriptor.is_some();
        let later = |value: u32| if streamed { 0 } else { value };
        let size = |value: u64| if entry.zip64 { u32::MAX } else { later(small(value)) };
        let mut extra = local.extra.as_ref().unwrap_or(&entry.extra).bytes()?;
        if entry.zip64 {
            let known = |value: u64| if streamed { 0 } else { value };
            extra.extend(zip64_field(&[known(self.size), known(self.compressed)]));
        }
        out.extend(local.signature.unwrap_or(0x0403_4b50).to_le_bytes());
        out.extend(local.version_needed.or(entry.version_needed).unwrap_or(20).to_le_bytes());
        out.extend(local.flags.unwrap_or(self.flags).to_le_bytes());
        out.extend(local.method.unwrap_or(self.method).to_le_bytes());
        let dos = if local.modified.is_some() { dos_time(local.modified.as_ref())? } else { self.dos };
        out.extend(dos.to_le_bytes());
        out.extend(local.crc32.or(entry.crc32.map(later)).unwrap_or(later(self.crc32)).to_le_bytes());
        let packed_size = local.compressed_size.or(entry.compressed_size.map(later));
        out.extend(packed_size.unwrap_or(size(self.compressed)).to_le_bytes());
        out.extend(local.size.or(entry.size.map(later)).unwrap_or(size(self.size)).to_le_bytes());
        out.extend((name.len() as u16).to_le_bytes());
        out.extend((extra.len() as u16).to_le_bytes());
        out.extend(name);
        out.extend(extra);
        out.extend(&self.packed);
        if let Some(descriptor) = &entry.descriptor {
            if descriptor.signature != Some(false) {
                out.extend(0x0807_4b50_u32.to_le_bytes());
            }
            out.extend(descriptor.crc32.unwrap_or(self.crc32).to_le_bytes());
            for value in [descriptor.compressed_size.unwrap_or(self.compressed), descriptor.size.unwrap_or(self.size)] {
                let wide = value.to_le_bytes();
                out.extend(if entry.zip64 || descriptor.zip64 { &wide[..] } else { &wide[..4] });
            }
        }
        Ok(())
    }

    fn write_central(&self, entry: &Entry, offset: u32, out: &mut Vec<u8>) -> Result<(), String> {
        let mut extra = entry.extra.bytes()?;
        if entry.zip64 {
            extra.extend(zip64_field(&[self.size, self.compressed]));
        }
        let comment = entry.comment.bytes()?;
        let size = |value: u64| if entry.zip64 { u32::MAX } else { small(value) };
        let (made_on, attributes) = match self.mode {
            Some(mode) => (3_u16 << 8, (mode << 16) | if mode & 0o170_000 == 0o40_000 { 0x10 } else { 0 }),
            None if self.name.last() == Some(&b'/') => (0, 0x10),
            None => (0, 0),
        };
        out.extend(0x0201_4b50_u32.to_le_bytes());
        out.extend((made_on | 20).to_le_bytes());
        out.extend(entry.version_needed.unwrap_or(20).to_le_bytes());
        out.extend(self.flags.to_le_bytes());
        out.extend(self.method.to_le_bytes());
        out.extend(self.dos.to_le_bytes());
        out.extend(entry.crc32.unwrap_or(self.crc32).to_le_bytes());
        out.extend(entry.compressed_size.unwrap_or(size(self.compressed)).to_le_bytes());
        out.extend(entry.size.unwrap_or(size(self.size)).to_le_bytes());
        out.extend((self.name.len() as u16).to_le_bytes());
        out.extend((extra.len() as u16).to_le_bytes());
        out.extend((comment.len() as u16).to_le_bytes());
        out.extend([0; 4]);
        out.extend(attributes.to_le_bytes());
        out.extend(offset.to_le_bytes());
        out.extend(&self.name);
        out.extend(extra);
        out.extend(comment);
        Ok(())
    }
}

fn zip64_field(values: &[u64]) -> Vec<u8> {
    let mut field = vec![1, 0, (values.len() * 8) as u8, 0];
    field.extend(values.iter().flat_map(|value| value.to_le_bytes()));
    field
}

/// What a 32-bit field can hold of it.
fn small(value: u64) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

fn deflate(data: &[u8]) -> Result<Vec<u8>, String> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(data).map_err(|error| error.to_string())?;
    encoder.finish().map_err(|error| error.to_string())
}

/// Date in the upper, time in the lower 16 bits; 2026-11-02T12:00:00 where none is given.
fn dos_time(modified: Option<&Datetime>) -> Result<u32, String> {
    let (date, time) = match modified {
        None => ((2026, 11, 2), (12, 0, 0)),
        Some(given) => {
            let date = given.date.ok_or("`modified` needs a date")?;
            let time = given.time.map_or((0, 0, 0), |time| (time.hour, time.minute, time.second.unwrap_or(0)));
            ((date.year, date.month, date.day), time)
        }
    };
    let year = date.0.checked_sub(1980).filter(|year| *year < 128).ok_or("DOS times go from 1980 to 2107")?;
    let date = (u32::from(year) << 9) | (u32::from(date.1) << 5) | u32::from(date.2);
    let time = (u32::from(time.0) << 11) | (u32::from(time.1) << 5) | (u32::from(time.2) / 2);
    Ok((date << 16) | time)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::io::{Cursor, Read as _};

    use super::*;

    #[test]
    fn an_honest_description_is_an_ordinary_archive() {
        let text = "archive.zip64 = true\n[[entry]]\nname = 'größe/a'\ndata = 'hello'\nmethod = 'deflate'\ndescriptor = {}\n\
                    [[entry]]\nname = 'b'\ndata = { repeat = 'ab', times = 3 }\nzip64 = true\nmode = 0o755";
        let mut archive =
            zip::ZipArchive::new(Cursor::new(Package::from_toml(text).unwrap().build().unwrap())).unwrap();
        let mut contents = String::new();
        archive.by_name("größe/a").unwrap().read_to_string(&mut contents).unwrap();
        archive.by_name("b").unwrap().read_to_string(&mut contents).unwrap();
        assert_eq!(contents, "helloababab");
        assert_eq!(archive.by_name("b").unwrap().unix_mode(), Some(0o100_755));
    }

    #[test]
    fn an_unknown_field_is_refused() {
        assert!(Package::from_toml("[[entry]]\nname = 'a'\nsise = 1").unwrap_err().contains("sise"));
    }
}
