//! What cannot be opened, or only in part.

use dropscope_core::archive::{BatchKind, OpenError, open, plan};
use dropscope_core::facts::ArchiveFormat;
use dropscope_core::limits::Limits;

use crate::build::*;
use crate::{opened, refused};

#[test]
fn what_is_no_archive() {
    assert_eq!(refused(b""), OpenError::Empty);
    for head in [
        &b"x"[..],
        b"<!DOCTYPE html><html>",
        b"\x89PNG\r\n\x1a\n",
        b"7z\xbc\xaf\x27\x1c",
        b"%PDF-1.7",
        b"!<arch>\nmain.o/         ",
        &[0; 600],
    ] {
        assert!(
            matches!(refused(head), OpenError::NotAnArchive { size_bytes, .. } if size_bytes == head.len() as u64),
            "{head:?}"
        );
    }
}

#[test]
fn what_is_left_of_a_zip() {
    let whole = build(&[item("a"), item("b")], &End::default());
    let size = whole.len() as u64;
    let expected = |cut: usize| match refused(&whole[..cut]) {
        OpenError::Truncated { size_bytes, expected_bytes } => {
            assert_eq!(size_bytes, cut as u64);
            expected_bytes
        }
        other => panic!("{other}"),
    };
    assert!(expected(20).is_none());
    assert!((38..=size).contains(&expected(35).unwrap()), "in the first entry");
    for cut in 78..whole.len() {
        assert_eq!(expected(cut), Some(size), "in the directory");
    }
    let streamed = build(&[Item { flags: 1 << 3, ..item("a") }], &End::default());
    let mut streamed = streamed[..50].to_vec();
    streamed[18..26].fill(0);
    assert_eq!(refused(&streamed), OpenError::Truncated { size_bytes: 50, expected_bytes: None });

    let inner = build(&[item("inside")], &End::default());
    let outer = build(&[Item { contents: inner, ..item("inner.zip") }, item("b")], &End::default());
    let cut = &outer[..outer.len() - 30];
    assert!(matches!(refused(cut), OpenError::Truncated { .. }), "not the archive that is stored in it");

    let mut damaged = whole.clone();
    for at in 0..damaged.len() - 4 {
        if damaged[at..at + 4] == *b"PK\x01\x02" {
            damaged[at] = 0;
        }
    }
    assert!(matches!(refused(&damaged), OpenError::DamagedDirectory { .. }));
    let mut overrun = whole.clone();
    let at = overrun.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    overrun[at + 32..at + 34].fill(0xff);
    assert!(matches!(refused(&overrun), OpenError::DamagedDirectory { .. }), "not one entry");
    let end = damaged.len() - 22;
    damaged[end + 4] = 3;
    assert_eq!(refused(&damaged), OpenError::Split { disk: 3 });
    assert_eq!(refused(b"PK\x07\x08PK\x03\x04 and so on"), OpenError::Split { disk: 0 });
    let directory = whole.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    let mut encrypted = whole.clone();
    encrypted[directory..directory + 4].copy_from_slice(b"PK\x06\x08");
    assert_eq!(refused(&encrypted), OpenError::EncryptedDirectory);
}

#[test]
fn limits_of_the_directory() {
    let bytes = build(&[item("a"), item("b"), item("c")], &End::default());
    let limits = Limits { directory_bytes: 50, ..Limits::default() };
    let error = open(&bytes, &limits).unwrap_err();
    assert_eq!(error, OpenError::OverLimit { limit: "directory_bytes", value: 50, needed: 141 });
    let directory = open(&bytes, &Limits { entries: 2, ..Limits::default() }).unwrap();
    assert_eq!((directory.entries.len(), directory.entries_left_out, directory.fact.entries), (2, 1, 3));
    assert_eq!(directory.skipped.len(), 1);
    let odd: Vec<Item> = (0..10).map(|_| Item { flags: 1, ..item("a") }).collect();
    let limits = Limits { facts_per_file: 3, ..Limits::default() };
    let directory = open(&build(&odd, &End::default()), &limits).unwrap();
    assert_eq!((directory.observations.len(), directory.skipped.len()), (3, 1));
}

#[test]
fn containers_without_a_directory() {
    let mut header = [0u8; 512];
    header[..5].copy_from_slice(b"a.txt");
    header[148..156].fill(b' ');
    let sum: u32 = header.iter().map(|&byte| u32::from(byte)).sum();
    header[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
    let zip = build(&[item("a")], &End::default());
    let tar = [&header[..], &zip, &[0; 1024]].concat();
    for (bytes, format) in [
        (&tar[..], ArchiveFormat::Tar),
        (b"\x1f\x8b\x08\0rest", ArchiveFormat::Gzip),
        (b"BZh91AY&SY", ArchiveFormat::Bzip2),
        (b"\xfd7zXZ\0rest", ArchiveFormat::Xz),
        (b"\x28\xb5\x2f\xfdrest", ArchiveFormat::Zstd),
    ] {
        let directory = opened(bytes);
        assert_eq!((directory.fact.format, directory.entries.len()), (format, 0));
        let batches = plan(&directory, &Limits::default());
        assert_eq!(batches.len(), 1);
        assert_eq!((batches[0].kind, batches[0].offset, batches[0].length), (BatchKind::Pushed, 0, bytes.len() as u64));
    }
}
