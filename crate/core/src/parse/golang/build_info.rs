//! What `go version -m` shows: the modules that a program was built of, as the Go linker leaves them in it.
//!
//! The list itself lies between two fixed marks of 16 bytes, whatever the program's format, so that it is found without
//! reading segments. Since Go 1.18 it stands, with the version of Go before it, right behind the header
//! `\xff Go buildinf:`; before, the header held pointers to both, and the version of Go stays unknown here.
//! A program larger than `limits.text_bytes` is not kept, and so not seen.

use crate::facts::{Content, Facts, PackageOrigin};

use crate::parse::listing::Listing;
use crate::parse::text::Text;
use crate::parse::{Candidate, Format, Input};

use super::{GO, is_folder};

pub(in crate::parse) const FORMAT: Format = Format { name: "Go build info", matches, parse };

/// What a Go program has in its first bytes: the id of the build as text, or as an ELF note named `Go`.
const MARKS: &[&[u8]] = &[b"Go build ID: \"", b"\x04\0\0\0Go\0\0", b"\xff Go buildinf:"];

fn matches(candidate: &Candidate<'_>) -> bool {
    matches!(candidate.file.content, Content::Elf | Content::Pe | Content::MachO)
        && MARKS.iter().any(|mark| candidate.head_holds(mark))
}

const HEADER: &[u8] = b"\xff Go buildinf:";
/// Length of the header before values that stand in it (`debug/buildinfo`, `buildInfoHeaderSize`).
const HEADER_BYTES: usize = 32;
/// The flag that says that they do.
const IS_INLINE: u8 = 2;
/// Begin and end of the list (`cmd/go/internal/modload`, `infoStart` and `infoEnd`).
const START: &[u8] = b"\x30\x77\xaf\x0c\x92\x74\x08\x02\x41\xe1\xc1\x07\xe6\xd6\x18\xe6";
const END: &[u8] = b"\xf9\x32\x43\x31\x86\x18\x20\x72\x00\x82\x42\x10\x41\x16\xd8\xf2";

fn parse(input: Input<'_>, facts: &mut Facts) {
    let Some(list) = list(input.bytes) else { return };
    let text = Text::new(&input.file.path, list.as_bytes());
    let mut modules = Modules::default();
    for (_, line) in text.lines() {
        modules.take(line);
    }
    let mut listing = Listing::new(input, facts, &text, GO, PackageOrigin::Listed).without_lines();
    listing.file_of_lines("Go build info", None);
    if let Some(go) = go_version(input.bytes) {
        listing.pin("stdlib", go, 0);
    }
    if let Some(main) = modules.main {
        listing.own(main.path, main.version, 0);
    }
    for module in modules.dependencies {
        listing.pin(module.path, module.version, 0);
    }
}

/// The list of modules.
fn list(bytes: &[u8]) -> Option<&str> {
    let start = find(bytes, START)?.saturating_add(START.len());
    let rest = bytes.get(start..)?;
    let end = find(rest, END)?;
    std::str::from_utf8(rest.get(..end)?).ok()
}

/// The version of Go without `go`, where it stands behind the header.
fn go_version(bytes: &[u8]) -> Option<&str> {
    let header = bytes.get(find(bytes, HEADER)?..)?;
    if header.get(HEADER.len().saturating_add(1))? & IS_INLINE == 0 {
        return None;
    }
    // A length in base 128, of which one digit is enough for a version of less than 128 bytes.
    let (&length, rest) = header.get(HEADER_BYTES..)?.split_first()?;
    let version = std::str::from_utf8(rest.get(..usize::from(length))?).ok()?;
    // `go1.22.1 X:boringcrypto` names experiments behind it.
    version.strip_prefix("go")?.split(' ').next()
}

#[derive(Clone, Copy)]
struct Module<'t> {
    path: &'t str,
    version: &'t str,
}

#[derive(Default)]
struct Modules<'t> {
    main: Option<Module<'t>>,
    dependencies: Vec<Module<'t>>,
}

impl<'t> Modules<'t> {
    /// `mod`, `dep` and `=>` lines, with tabs between the fields.
    fn take(&mut self, line: &'t str) {
        let mut fields = line.split('\t');
        let (kind, path, version) =
            (fields.next().unwrap_or(""), fields.next().unwrap_or(""), fields.next().unwrap_or(""));
        let module = Module { path, version };
        match kind {
            // A build from sources that are no module's has the version `(devel)`.
            "mod" => self.main = Some(if version == "(devel)" { Module { path, version: "" } } else { module }),
            "dep" => self.dependencies.push(module),
            "=>" => {
                // The module before is replaced; by a folder, it keeps its name.
                if let Some(last) = self.dependencies.last_mut().filter(|_| !is_folder(path)) {
                    *last = module;
                }
            }
            // `path` and `build` name no module.
            _ => {}
        }
    }
}

/// Where the bytes stand first.
fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    let (&first, _) = needle.split_first()?;
    let mut from: usize = 0;
    loop {
        let rest = bytes.get(from..)?;
        let at = from.saturating_add(rest.iter().position(|&byte| byte == first)?);
        if bytes.get(at..)?.starts_with(needle) {
            return Some(at);
        }
        from = at.saturating_add(1);
    }
}
