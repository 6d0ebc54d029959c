//! Archives to read: made by other people's writers where they are plain, by hand where they are not.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Text that packs about three to one and has no match of 258 bytes, so that it is Deflate64 as well.
pub fn text(length: usize) -> Vec<u8> {
    let mut state = 12_345_u32;
    let mut out = Vec::new();
    while out.len() < length {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        out.extend(format!("{:x} upgrade {} ", state >> 20, state >> 28).bytes());
    }
    out.truncate(length);
    out
}

pub fn zip_of(entries: &[(&str, &[u8])], is_packed: bool) -> Vec<u8> {
    let method = if is_packed { CompressionMethod::Deflated } else { CompressionMethod::Stored };
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, data) in entries {
        writer.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        writer.write_all(data).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

pub fn kinds_of_entries() -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    writer.add_directory("d", options).unwrap();
    writer.start_file("d/empty", options).unwrap();
    writer.add_symlink("d/link", "../target", options).unwrap();
    writer.finish().unwrap().into_inner()
}

pub fn encrypted(name: &str, data: &[u8]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().with_aes_encryption(zip::AesMode::Aes256, "password");
    writer.start_file(name, options).unwrap();
    writer.write_all(data).unwrap();
    writer.finish().unwrap().into_inner()
}

/// One entry for each method that is read, named by it.
pub fn every_method(data: &[u8]) -> Vec<u8> {
    let plain = |name, method, packed: Vec<u8>| (name, method, packed);
    let entries = [
        plain("stored", 0, data.to_vec()),
        plain("deflate", 8, deflate(data)),
        plain("deflate64", 9, deflate(data)),
        plain("bzip2", 12, bzip2(data)),
        plain("lzma", 14, lzma(data)),
        plain("xz", 95, xz(data)),
        plain("zstd", 93, zstd(data)),
    ];
    let parts: Vec<Part<'_>> =
        entries.iter().map(|(name, method, packed)| Part { name, data, method: *method, stored: Some(packed), ..Part::default() }).collect();
    raw(&parts)
}

pub fn deflate(data: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

pub fn gzip(data: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

pub fn bzip2(data: &[u8]) -> Vec<u8> {
    let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::default());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

pub fn xz(data: &[u8]) -> Vec<u8> {
    let mut writer = lzma_rust2::XzWriter::new(Vec::new(), lzma_rust2::XzOptions::with_preset(1)).unwrap();
    writer.write_all(data).unwrap();
    writer.finish().unwrap()
}

/// LZMA as a ZIP entry carries it, without an end mark.
fn lzma(data: &[u8]) -> Vec<u8> {
    let options = lzma_rust2::LzmaOptions::with_preset(1);
    let mut out = vec![9, 20, 5, 0, options.get_props()];
    out.extend(options.dict_size.to_le_bytes());
    let mut writer = lzma_rust2::LzmaWriter::new_no_header(out, &options, false).unwrap();
    writer.write_all(data).unwrap();
    writer.finish().unwrap()
}

pub fn zstd(data: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(data, ruzstd::encoding::CompressionLevel::Fastest)
}

pub fn tar(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, data) in entries {
        let mut header = tar::Header::new_gnu();
        header.set_size(data.len() as u64);
        header.set_mode(0o644);
        builder.append_data(&mut header, name, *data).unwrap();
    }
    builder.into_inner().unwrap()
}

/// Every kind of entry, long names in both dialects.
pub fn odd_tar() -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    let long = "n".repeat(300);
    let mut header = tar::Header::new_gnu();
    header.set_mode(0o4755);
    header.set_size(3);
    builder.append_data(&mut header, &long, &b"abc"[..]).unwrap();
    let mut header = tar::Header::new_gnu();
    header.set_entry_type(tar::EntryType::Symlink);
    header.set_size(0);
    builder.append_link(&mut header, "link", "t".repeat(200)).unwrap();
    let kinds = [
        ("hard", tar::EntryType::Link),
        ("pipe", tar::EntryType::Fifo),
        ("dev", tar::EntryType::Char),
        ("dir/", tar::EntryType::Directory),
    ];
    for (name, kind) in kinds {
        let mut header = tar::Header::new_ustar();
        header.set_entry_type(kind);
        header.set_path(name).unwrap();
        header.set_link_name("other").unwrap();
        header.set_size(0);
        header.set_cksum();
        builder.append(&header, &b""[..]).unwrap();
    }
    builder.append_pax_extensions([("path", &b"after"[..]), ("mtime", b"12.5")]).unwrap();
    let mut header = tar::Header::new_ustar();
    header.set_path("before").unwrap();
    header.set_size(5);
    header.set_cksum();
    builder.append(&header, &b"after"[..]).unwrap();
    builder.into_inner().unwrap()
}

pub fn ar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = b"!<arch>\n".to_vec();
    for (name, data) in members {
        out.extend(format!("{name:<16}{:<12}{:<6}{:<6}{:<8}{:<10}`\n", 0, 0, 0, "100644", data.len()).bytes());
        out.extend(*data);
        if data.len() % 2 == 1 {
            out.push(b'\n');
        }
    }
    out
}

/// An entry made by hand.
#[derive(Clone, Copy, Default)]
pub struct Part<'a> {
    pub name: &'a str,
    pub data: &'a [u8],
    pub method: u16,
    /// Bytes in the archive, where they are not `data`.
    pub stored: Option<&'a [u8]>,
    /// Descriptor: with signature, with eight-byte sizes.
    pub descriptor: Option<(bool, bool)>,
    /// Unpacked size to declare, where it is not the real one.
    pub declared: Option<u32>,
    /// Packed size to declare.
    pub packed: Option<u32>,
    /// Offset of another local header to point to; then nothing is written.
    pub at: Option<u32>,
    /// Bytes after the entry.
    pub gap_after: &'a [u8],
}

pub fn raw(parts: &[Part<'_>]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut directory = Vec::new();
    for part in parts {
        let offset = part.at.unwrap_or_else(|| u32::try_from(out.len()).unwrap());
        let stored = part.stored.unwrap_or(part.data);
        let flags: u16 = if part.descriptor.is_some() { 8 } else { 0 };
        let packed = part.packed.unwrap_or(u32::try_from(stored.len()).unwrap());
        let declared = part.declared.unwrap_or(u32::try_from(part.data.len()).unwrap());
        let crc = crc32fast::hash(part.data);
        let mut common = Vec::new();
        common.extend(20u16.to_le_bytes());
        common.extend(flags.to_le_bytes());
        common.extend(part.method.to_le_bytes());
        common.extend([0, 0, 0x21, 0]);
        let values: Vec<u8> = [crc, packed, declared].iter().flat_map(|value| value.to_le_bytes()).collect();
        let lengths: Vec<u8> = [u16::try_from(part.name.len()).unwrap(), 0].iter().flat_map(|n| n.to_le_bytes()).collect();
        if part.at.is_none() {
            out.extend(b"PK\x03\x04");
            out.extend(&common);
            out.extend(if flags == 0 { values.clone() } else { vec![0; 12] });
            out.extend(&lengths);
            out.extend(part.name.bytes());
            out.extend(stored);
            if let Some((is_signed, is_wide)) = part.descriptor {
                out.extend(if is_signed { &b"PK\x07\x08"[..] } else { b"" });
                out.extend(crc.to_le_bytes());
                for size in [packed, declared] {
                    let size = u64::from(size).to_le_bytes();
                    out.extend(if is_wide { &size[..] } else { &size[..4] });
                }
            }
            out.extend(part.gap_after);
        }
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&common);
        directory.extend(&values);
        directory.extend(&lengths);
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(part.name.bytes());
    }
    let start = u32::try_from(out.len()).unwrap();
    out.extend(&directory);
    let count = u16::try_from(parts.len()).unwrap_or(u16::MAX);
    if parts.len() >= usize::from(u16::MAX) {
        let at = out.len() as u64;
        out.extend(b"PK\x06\x06");
        out.extend(44u64.to_le_bytes());
        out.extend([45, 0, 45, 0]);
        out.extend([0; 8]);
        for value in [parts.len(), parts.len(), directory.len(), start as usize] {
            out.extend((value as u64).to_le_bytes());
        }
        out.extend(b"PK\x06\x07\0\0\0\0");
        out.extend(at.to_le_bytes());
        out.extend(1u32.to_le_bytes());
    }
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend(u32::try_from(directory.len()).unwrap().to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0; 2]);
    out
}

/// A local header with contents, and no record of it.
pub fn raw_local(name: &str, data: &[u8]) -> Vec<u8> {
    let bytes = raw(&[Part { name, data, ..Part::default() }]);
    bytes[..30 + name.len() + data.len()].to_vec()
}

/// Archives of every kind, to be damaged.
pub fn bases() -> Vec<(&'static str, Vec<u8>)> {
    let short = text(1_500);
    let entries: &[(&str, &[u8])] = &[("a.txt", &short), ("b/c", b"small"), ("d", &[0; 3_000])];
    let inner = zip_of(entries, true);
    let tarball = tar(entries);
    let described = [Part { name: "a", data: &short, descriptor: Some((true, false)), ..Part::default() }; 3];
    let plain = Part { name: "a", data: &short, ..Part::default() };
    let deb = ar(&[("debian-binary", b"2.0\n"), ("control.tar.gz", &gzip(&tarball)), ("data.tar.xz", &xz(&tarball))]);
    vec![
        ("stored", zip_of(entries, false)),
        ("deflate", inner.clone()),
        ("methods", every_method(&short)),
        ("kinds", kinds_of_entries()),
        ("descriptors", raw(&described)),
        ("shared", raw(&[plain, Part { at: Some(0), ..plain }, Part { gap_after: &inner, ..plain }])),
        ("nested stored", zip_of(&[("in.zip", &inner), ("x", b"y")], false)),
        ("nested deflate", zip_of(&[("in.zip", &inner), ("x", b"y")], true)),
        ("tar", tarball.clone()),
        ("odd tar", odd_tar()),
        ("tar.gz", gzip(&tarball)),
        ("tar.bz2", bzip2(&tarball)),
        ("tar.xz", xz(&tarball)),
        ("tar.zst", zstd(&tarball)),
        ("packed tars", zip_of(&[("a", &gzip(&tarball)), ("b", &bzip2(&tarball)), ("c", &xz(&inner)), ("d", &zstd(&inner))], false)),
        ("deb", zip_of(&[("x.deb", &deb)], true)),
        ("encrypted", encrypted("secret", &short)),
    ]
}
