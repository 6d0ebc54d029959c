//! Linux kernel modules (`*.ko`): name and version, and the kernel that it was built for, from the section `.modinfo`.
//!
//! Source: the ELF specification, 64 bits, little-endian; a module for another machine is left alone.

use crate::facts::{Facts, Manifest, PackageOrigin, Site, Sited, excerpt};
use crate::parse::sink::Sink;
use crate::parse::{Candidate, Format, Input, fact};

pub(in crate::parse) const FORMAT: Format = Format { name: "kernel module", matches, parse };

fn matches(candidate: &Candidate<'_>) -> bool {
    candidate.has_extension("ko") && candidate.head.starts_with(b"\x7FELF\x02\x01")
}

fn parse(input: Input<'_>, facts: &mut Facts) {
    let Some(modinfo) = section(input.bytes, b".modinfo") else { return };
    let path = &input.file.path;
    let find = |key: &str| {
        let mut pairs = modinfo.split(|&byte| byte == 0).filter_map(|pair| std::str::from_utf8(pair).ok());
        pairs.find_map(|pair| pair.strip_prefix(key)?.strip_prefix('='))
    };
    let Some(name) = find("name") else { return };
    let version = find("version").unwrap_or("");
    let is_of_kernel = find("intree") == Some("Y");
    // A kernel's package has a thousand modules that are nothing apart from it.
    if is_of_kernel && version.is_empty() {
        return;
    }
    let site = Site::entry(path);
    let mut sink = Sink::new(facts, path, input.most_facts);
    sink.manifest(Manifest {
        name: Some(Sited { value: excerpt(name), site: site.clone() }),
        version: Some(version).filter(|v| !v.is_empty()).map(|v| Sited { value: excerpt(v), site: site.clone() }),
        ..fact::manifest(path, "kernel module", "generic")
    });
    sink.package(fact::package(PackageOrigin::Manifest, "generic", (name, version), site.clone()));
    // `6.1.0-18-amd64 SMP preempt mod_unload`: it loads into the kernel of exactly this name, which is no range.
    if let Some(kernel) =
        find("vermagic").filter(|_| !is_of_kernel).and_then(|magic| magic.split_ascii_whitespace().next())
    {
        sink.dependency(fact::dependency_in_range("generic", ("linux", kernel), None, site));
    }
}

/// Fields of the ELF header and of a section header: where, and how many bytes.
const SECTIONS_AT: (usize, usize) = (0x28, 8);
const SECTION_COUNT: (usize, usize) = (0x3C, 2);
const NAMES_INDEX: (usize, usize) = (0x3E, 2);
const SECTION_BYTES: usize = 0x40;
const SECTION_NAME: (usize, usize) = (0, 4);
const SECTION_OFFSET: (usize, usize) = (0x18, 8);
const SECTION_SIZE: (usize, usize) = (0x20, 8);

/// The contents of the section of that name.
fn section<'b>(bytes: &'b [u8], name: &[u8]) -> Option<&'b [u8]> {
    let table = bytes.get(number(bytes, SECTIONS_AT)?..)?;
    let count = number(bytes, SECTION_COUNT)?;
    let sections = || table.chunks_exact(SECTION_BYTES).take(count);
    let contents = |section: &[u8]| {
        let start = number(section, SECTION_OFFSET)?;
        bytes.get(start..start.checked_add(number(section, SECTION_SIZE)?)?)
    };
    let names = contents(sections().nth(number(bytes, NAMES_INDEX)?)?)?;
    let is_wanted = |section: &&[u8]| {
        let at = number(section, SECTION_NAME).and_then(|at| names.get(at..));
        at.and_then(|at| at.strip_prefix(name)).is_some_and(|rest| rest.first() == Some(&0))
    };
    contents(sections().find(is_wanted)?)
}

/// A little-endian number.
fn number(bytes: &[u8], (at, length): (usize, usize)) -> Option<usize> {
    let bytes = bytes.get(at..at.checked_add(length)?)?;
    let value = bytes.iter().rev().fold(0_u64, |value, byte| (value << 8) | u64::from(*byte));
    usize::try_from(value).ok()
}
