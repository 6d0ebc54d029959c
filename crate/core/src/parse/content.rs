//! What contents are, by magic numbers. Runs for every entry, so it looks at a few bytes only.

use crate::facts::Content;

/// Signatures at the very beginning. Longer ones that share a beginning stand first.
const SIGNATURES: &[(&[u8], Content)] = &[
    (b"PK\x03\x04", Content::Zip),
    (b"PK\x05\x06", Content::Zip),
    (b"PK\x07\x08PK", Content::Zip),
    (b"PK00PK\x03\x04", Content::Zip),
    (b"\x1F\x8B\x08", Content::Gzip),
    (b"\xFD7zXZ\x00", Content::Xz),
    (b"\x28\xB5\x2F\xFD", Content::Zstd),
    (b"7z\xBC\xAF\x27\x1C", Content::SevenZip),
    (b"Rar!\x1A\x07", Content::Rar),
    (b"MSCF\x00\x00\x00\x00", Content::Cab),
    (b"\xED\xAB\xEE\xDB", Content::Rpm),
    (b"!<arch>\ndebian-binary", Content::Deb),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Content::Msi),
    (b"\x7FELF", Content::Elf),
    (b"\xFE\xED\xFA\xCE", Content::MachO),
    (b"\xFE\xED\xFA\xCF", Content::MachO),
    (b"\xCE\xFA\xED\xFE", Content::MachO),
    (b"\xCF\xFA\xED\xFE", Content::MachO),
    (b"\xCA\xFE\xBA\xBF", Content::MachO),
    (b"\x89PNG\r\n\x1A\n", Content::Png),
    (b"\xFF\xD8\xFF", Content::Jpeg),
    (b"GIF87a", Content::Gif),
    (b"GIF89a", Content::Gif),
    (b"%PDF-", Content::Pdf),
];

/// How far text is looked at. Enough to tell it from binary data, short enough for 100,000 entries.
const TEXT_BYTES: usize = 512;

/// What contents are, by their first bytes.
pub(super) fn content(head: &[u8]) -> Content {
    if head.is_empty() {
        return Content::Empty;
    }
    let begins_with = |magic: &[u8]| magic.first() == head.first() && head.starts_with(magic);
    if let Some((_, content)) = SIGNATURES.iter().find(|(magic, _)| begins_with(magic)) {
        return *content;
    }
    match head {
        [b'B', b'Z', b'h', b'1'..=b'9', rest @ ..] if is_bzip2_block(rest) => Content::Bzip2,
        [0xCA, 0xFE, 0xBA, 0xBE, rest @ ..] => class_or_fat_binary(rest),
        // A skippable frame may come before the first real one.
        [0x50..=0x5F, 0x2A, 0x4D, 0x18, ..] => Content::Zstd,
        [b'M', b'Z', ..] if is_pe(head) => Content::Pe,
        _ if is_tar(head) => Content::Tar,
        _ => text_or_binary(head),
    }
}

/// A first block begins with the digits of π, an empty stream with those of its square root.
fn is_bzip2_block(rest: &[u8]) -> bool {
    rest.starts_with(b"\x31\x41\x59\x26\x53\x59") || rest.starts_with(b"\x17\x72\x45\x38\x50\x90")
}

/// Java classes and fat Mach-O share their magic. A class goes on with its minor and major version (45 and up), a fat
/// binary with its number of architectures, of which there are a handful.
fn class_or_fat_binary(rest: &[u8]) -> Content {
    match rest {
        [0, 0, 0, count, ..] if *count < 45 => Content::MachO,
        _ => Content::Class,
    }
}

/// `MZ` alone may begin a text. A program has its header where the DOS header points to, or a DOS header that makes sense.
fn is_pe(head: &[u8]) -> bool {
    let Some(&[a, b, c, d]) = head.get(0x3C..0x40).and_then(|bytes| bytes.first_chunk::<4>()) else { return false };
    let offset = usize::try_from(u32::from_le_bytes([a, b, c, d])).unwrap_or(usize::MAX);
    match head.get(offset..).filter(|at| at.len() >= 4) {
        Some(header) => header.starts_with(b"PE\0\0"),
        // The header lies beyond what is here: a large stub. Text has no zero bytes.
        None => head.get(..0x40).is_some_and(|stub| stub.contains(&0)),
    }
}

/// `ustar` at 257; or, in archives from before POSIX, a header whose checksum is right.
fn is_tar(head: &[u8]) -> bool {
    if head.get(257..262) == Some(b"ustar") {
        return true;
    }
    let Some(header) = head.get(..512) else { return false };
    let octal = |field: &[u8]| {
        let text = std::str::from_utf8(field).ok()?;
        u32::from_str_radix(text.trim_matches([' ', '\0']), 8).ok()
    };
    let Some(declared) = header.get(148..156).and_then(octal) else { return false };
    let sum = header.iter().enumerate().map(|(at, &byte)| if (148..156).contains(&at) { 32 } else { u32::from(byte) });
    header.first().is_some_and(|&byte| byte != 0) && sum.sum::<u32>() == declared
}

fn text_or_binary(head: &[u8]) -> Content {
    let sample = head.get(..TEXT_BYTES).unwrap_or(head);
    if sample.starts_with(b"\xFF\xFE") || sample.starts_with(b"\xFE\xFF") {
        return Content::Text;
    }
    let text = sample.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(sample);
    let is_binary = match std::str::from_utf8(text) {
        Ok(_) => !text.iter().copied().all(is_printable),
        // Cut inside a character at the end of the sample: still text.
        Err(error) if error.error_len().is_none() && sample.len() < head.len().max(sample.len().saturating_add(1)) => {
            !text.iter().copied().all(is_printable)
        }
        Err(_) => is_mostly_unprintable(text),
    };
    if is_binary {
        return Content::Binary;
    }
    if is_html(text) { Content::Html } else { Content::Text }
}

/// What text is made of: everything but control characters; escape is for coloured logs.
fn is_printable(byte: u8) -> bool {
    !matches!(byte, 0..=8 | 14..=26 | 28..=31 | 127)
}

/// Text in an 8-bit encoding has no zero bytes and hardly a control character; and most of it is ASCII.
fn is_mostly_unprintable(text: &[u8]) -> bool {
    let unprintable = text.iter().filter(|&&byte| !is_printable(byte)).count();
    let ascii = text.iter().filter(|byte| byte.is_ascii()).count();
    text.contains(&0) || unprintable.saturating_mul(50) > text.len() || ascii.saturating_mul(2) < text.len()
}

/// As browsers sniff it: a tag that only begins a page, after blank space and comments.
fn is_html(text: &[u8]) -> bool {
    let mut text = text.trim_ascii_start();
    while let Some(rest) = text.strip_prefix(b"<!--") {
        let Some(end) = rest.windows(3).position(|window| window == b"-->") else { return false };
        text = rest.get(end.saturating_add(3)..).unwrap_or_default().trim_ascii_start();
    }
    if starts_with_ignoring_case(text, b"<?xml") {
        let Some(end) = text.windows(2).position(|window| window == b"?>") else { return false };
        text = text.get(end.saturating_add(2)..).unwrap_or_default().trim_ascii_start();
    }
    [b"<!doctype html".as_slice(), b"<html", b"<head>", b"<head ", b"<body>", b"<body ", b"<title>"]
        .iter()
        .any(|tag| starts_with_ignoring_case(text, tag))
}

fn starts_with_ignoring_case(text: &[u8], prefix: &[u8]) -> bool {
    text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}
