//! What the structural pass observes and refuses, on archives that are built byte by byte, and that it observes nothing on
//! ordinary ones.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::io::{Cursor, Write as _};
use std::time::{Duration, Instant};

use dropscope_core::archive::{BatchKind, Directory, OpenError, open, plan};
use dropscope_core::facts::{ArchiveFormat, EncryptionScheme, ObservationKind as Kind};
use dropscope_core::limits::Limits;

/// One entry, as local header and central record give it.
#[derive(Clone)]
struct Item {
    name: Vec<u8>,
    flags: u16,
    method: u16,
    contents: Vec<u8>,
    extra: Vec<u8>,
    comment: Vec<u8>,
    made_by: u16,
    attributes: u32,
    dos_time: u32,
    /// Stated in the directory instead of the real ones.
    sizes: Option<(u32, u32)>,
    offset: Option<u32>,
}

fn item(name: &str) -> Item {
    Item {
        name: name.into(),
        flags: 0,
        method: 0,
        contents: b"contents".to_vec(),
        extra: vec![],
        comment: vec![],
        made_by: 20,
        attributes: 0,
        dos_time: 0x5d77_5094,
        sizes: None,
        offset: None,
    }
}

/// What the end record says, where it is not what is.
#[derive(Clone, Default)]
struct End {
    entries: Option<u16>,
    entries_on_disk: Option<u16>,
    size: Option<u32>,
    offset: Option<u32>,
    disk: u16,
    comment: Vec<u8>,
    comment_bytes: Option<u16>,
    /// Writes a ZIP64 record with these additions to entries, size and offset, and saturates the classic ones.
    zip64: Option<(u64, u64, u64)>,
    /// Leaves the classic values as they are beside a ZIP64 record.
    keep_classic: bool,
}

fn put16(out: &mut Vec<u8>, value: u16) {
    out.extend(value.to_le_bytes());
}

fn put32(out: &mut Vec<u8>, value: u32) {
    out.extend(value.to_le_bytes());
}

fn put64(out: &mut Vec<u8>, value: u64) {
    out.extend(value.to_le_bytes());
}

fn common(out: &mut Vec<u8>, item: &Item, sizes: (u32, u32)) {
    put16(out, item.flags);
    put16(out, item.method);
    put32(out, item.dos_time);
    put32(out, crc32fast::hash(&item.contents));
    put32(out, sizes.0);
    put32(out, sizes.1);
    put16(out, item.name.len() as u16);
    put16(out, item.extra.len() as u16);
}

fn build(items: &[Item], end: &End) -> Vec<u8> {
    let mut out = vec![];
    let mut offsets = vec![];
    for item in items {
        offsets.push(out.len() as u32);
        out.extend(b"PK\x03\x04");
        put16(&mut out, 20);
        let size = item.contents.len() as u32;
        common(&mut out, item, (size, size));
        out.extend(&item.name);
        out.extend(&item.extra);
        out.extend(&item.contents);
    }
    let start = out.len();
    for (item, offset) in items.iter().zip(offsets) {
        out.extend(b"PK\x01\x02");
        put16(&mut out, item.made_by);
        put16(&mut out, 20);
        let size = item.contents.len() as u32;
        common(&mut out, item, item.sizes.unwrap_or((size, size)));
        put16(&mut out, item.comment.len() as u16);
        put32(&mut out, 0);
        put32(&mut out, item.attributes);
        put32(&mut out, item.offset.unwrap_or(offset));
        out.extend(&item.name);
        out.extend(&item.extra);
        out.extend(&item.comment);
    }
    finish(&mut out, items.len() as u16, start, end);
    out
}

fn finish(out: &mut Vec<u8>, entries: u16, start: usize, end: &End) {
    let size = (out.len() - start) as u64;
    if let Some((more_entries, more_size, more_offset)) = end.zip64 {
        let record = out.len() as u64;
        out.extend(b"PK\x06\x06");
        put64(out, 44);
        put16(out, 45);
        put16(out, 45);
        put32(out, 0);
        put32(out, 0);
        put64(out, u64::from(entries) + more_entries);
        put64(out, u64::from(entries) + more_entries);
        put64(out, size + more_size);
        put64(out, start as u64 + more_offset);
        out.extend(b"PK\x06\x07");
        put32(out, 0);
        put64(out, record);
        put32(out, 1);
    }
    let saturated = end.zip64.is_some() && !end.keep_classic;
    out.extend(b"PK\x05\x06");
    put16(out, end.disk);
    put16(out, end.disk);
    put16(out, end.entries_on_disk.or(end.entries).unwrap_or(if saturated { 0xffff } else { entries }));
    put16(out, end.entries.unwrap_or(if saturated { 0xffff } else { entries }));
    put32(out, end.size.unwrap_or(if saturated { u32::MAX } else { size as u32 }));
    put32(out, end.offset.unwrap_or(if saturated { u32::MAX } else { start as u32 }));
    put16(out, end.comment_bytes.unwrap_or(end.comment.len() as u16));
    out.extend(&end.comment);
}

fn opened(bytes: &[u8]) -> Directory {
    open(&bytes.to_vec(), &Limits::default()).expect("opens")
}

fn refused(bytes: &[u8]) -> OpenError {
    open(&bytes.to_vec(), &Limits::default()).expect_err("is refused")
}

fn kinds(bytes: &[u8]) -> Vec<Kind> {
    opened(bytes).observations.into_iter().map(|observation| observation.kind).collect()
}

fn fields(kinds: &[Kind]) -> Vec<&str> {
    let field = |kind: &Kind| matches!(kind, Kind::DirectoryMismatch { .. });
    let mismatches = kinds.iter().filter(|kind| field(kind));
    mismatches.map(|kind| if let Kind::DirectoryMismatch { field, .. } = kind { field.as_str() } else { "" }).collect()
}

fn extra(id: u16, value: &[u8]) -> Vec<u8> {
    let mut out = vec![];
    put16(&mut out, id);
    put16(&mut out, value.len() as u16);
    out.extend(value);
    out
}

#[test]
fn a_plain_archive_has_nothing_to_observe() {
    let bytes = build(&[item("a.txt"), item("d/b.txt")], &End { comment: b"as built".to_vec(), ..End::default() });
    let directory = opened(&bytes);
    assert_eq!(directory.observations, []);
    assert_eq!(directory.entries.len(), 2);
    assert_eq!(directory.entries[1].path, "d/b.txt");
    assert_eq!((directory.fact.entries, directory.fact.unpacked_bytes, directory.fact.zip64), (2, 16, false));
    assert_eq!(directory.fact.comment, "as built");
    assert_eq!(directory.by_offset, [0, 1]);
    let start = directory.data_end as usize;
    assert_eq!(bytes[start..start + 4], *b"PK\x01\x02");
    assert_eq!(kinds(&build(&[], &End::default())), [], "an empty archive");
}

#[test]
fn archives_of_the_zip_crate_have_nothing_to_observe() {
    use zip::write::SimpleFileOptions as Options;
    for options in [
        Options::default(),
        Options::default().compression_method(zip::CompressionMethod::Stored),
        Options::default().large_file(true),
        Options::default().unix_permissions(0o755),
        Options::default().with_alignment(4096),
    ] {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        writer.add_directory("d/", options).unwrap();
        for name in ["d/a.txt", "größe.txt", "e"] {
            writer.start_file(name, options).unwrap();
            writer.write_all(&[b'x'; 5000]).unwrap();
        }
        writer.add_symlink("link", "e", options).unwrap();
        writer.set_comment("ordinary").unwrap();
        let bytes = writer.finish().unwrap().into_inner();
        let directory = opened(&bytes);
        assert_eq!(directory.observations, []);
        assert_eq!(directory.entries.len(), 5);
        assert!(directory.entries[0].is_directory && !directory.entries[1].is_directory);
        assert_eq!(directory.entries[4].unix_mode.map(|mode| mode & 0o170_000), Some(0o120_000));
    }
    let mut streamed = zip::ZipWriter::new_stream(Vec::new());
    streamed.start_file("a", Options::default()).unwrap();
    streamed.write_all(b"through a pipe").unwrap();
    let bytes = streamed.finish().unwrap().into_inner();
    assert_eq!(kinds(&bytes), []);
}

#[test]
fn zip64_as_it_should_be() {
    for keep_classic in [false, true] {
        let end = End { zip64: Some((0, 0, 0)), keep_classic, ..End::default() };
        let directory = opened(&build(&[item("a"), item("b")], &end));
        assert_eq!(directory.observations, []);
        assert_eq!((directory.entries.len(), directory.fact.zip64), (2, true));
    }
    let mut value = vec![];
    put64(&mut value, 8);
    put64(&mut value, 8);
    let wide = Item { sizes: Some((u32::MAX, u32::MAX)), extra: extra(1, &value), ..item("a") };
    let directory = opened(&build(&[wide], &End::default()));
    assert_eq!(directory.entries[0].uncompressed_bytes, 8);
    assert!(directory.entries[0].is_zip64);
    assert_eq!(directory.observations, []);
}

#[test]
fn zip64_that_disagrees() {
    let end = End { zip64: Some((1, 0, 0)), keep_classic: true, ..End::default() };
    let found = kinds(&build(&[item("a")], &end));
    assert_eq!(fields(&found).len(), 2, "{found:?}");
    assert!(fields(&found).iter().all(|field| field.contains("ZIP64 against classic")));
    let short = Item { sizes: Some((8, u32::MAX)), extra: extra(1, &[0; 4]), ..item("a") };
    assert!(matches!(&kinds(&build(&[short], &End::default()))[..], [Kind::MalformedRecord { .. }]));
    let mut contradicting = vec![];
    put64(&mut contradicting, 99);
    put64(&mut contradicting, 8);
    let contradicting = Item { extra: extra(1, &contradicting), ..item("a") };
    assert!(matches!(&kinds(&build(&[contradicting], &End::default()))[..], [Kind::MalformedRecord { .. }]));
    let twice = Item { extra: [extra(1, &[]), extra(1, &[])].concat(), ..item("a") };
    assert!(matches!(&kinds(&build(&[twice], &End::default()))[..], [Kind::MalformedRecord { .. }]));
}

#[test]
fn counts_sizes_and_offsets_of_the_end_record() {
    let items = [item("a"), item("b")];
    let count = |end: &End| kinds(&build(&items, end));
    assert_eq!(
        count(&End { entries: Some(3), ..End::default() }),
        [Kind::EntryCount { declared: 3, found: 2 }],
        "more than there are"
    );
    assert_eq!(
        count(&End { entries: Some(1), ..End::default() }),
        [Kind::EntryCount { declared: 1, found: 2 }],
        "fewer than there are"
    );
    let found = count(&End { entries_on_disk: Some(1), ..End::default() });
    assert_eq!(fields(&found), ["total number of entries in the central directory on this disk"]);
    let found = count(&End { size: Some(47), ..End::default() });
    assert!(fields(&found).contains(&"size of the central directory"), "{found:?}");
    let found = count(&End { offset: Some(3), ..End::default() });
    assert!(fields(&found).contains(&"offset of start of central directory"), "{found:?}");
    let found = count(&End { comment_bytes: Some(7), ..End::default() });
    assert_eq!(fields(&found), [".ZIP file comment length"]);
    let found = count(&End { disk: 1, ..End::default() });
    assert_eq!(fields(&found).len(), 2, "{found:?}");
}

#[test]
fn a_directory_that_breaks_in_the_middle_yields_the_entries_before() {
    let mut bytes = build(&[item("a"), item("b"), item("c")], &End::default());
    let second = bytes.windows(4).enumerate().filter(|(_, window)| *window == b"PK\x01\x02").nth(1).unwrap().0;
    bytes[second] = b'X';
    let directory = opened(&bytes);
    assert_eq!(directory.entries.len(), 1);
    assert!(directory.observations.iter().any(|it| it.kind == Kind::EntryCount { declared: 3, found: 1 }));
    bytes[second] = b'P';
    bytes[second + 32..second + 34].copy_from_slice(&[0xff, 0xff]);
    let directory = opened(&bytes);
    assert_eq!(directory.entries.len(), 1, "a comment that runs over the end");
    assert!(directory.observations.iter().any(|it| matches!(it.kind, Kind::MalformedRecord { .. })));
}

#[test]
fn bytes_before_and_behind() {
    let plain = build(&[item("a")], &End::default());
    let mut stub = b"\x7fELF".to_vec();
    stub.resize(1000, 7);
    let directory = opened(&[&stub[..], &plain].concat());
    assert_eq!(directory.base_offset, 1000);
    assert_eq!(directory.entries[0].header_offset, 1000);
    let kinds_of = |bytes: &[u8]| kinds(bytes);
    assert_eq!(
        kinds_of(&[&stub[..], &plain].concat()),
        [Kind::PrependedBytes { length: 1000, looks_like: "elf".into() }]
    );
    assert_eq!(kinds_of(&[&plain[..], &[0; 512]].concat()), [Kind::TrailingBytes { length: 512, zeros: true }]);
    assert_eq!(kinds_of(&[&plain[..], b"junk"].concat()), [Kind::TrailingBytes { length: 4, zeros: false }]);
    let marked = [&b"PK00"[..], &plain].concat();
    assert_eq!(kinds_of(&marked), [], "the marker of an archive that was meant to be split");
}

#[test]
fn several_end_records() {
    let one = build(&[item("a")], &End::default());
    let two = build(&[item("b")], &End::default());
    let joined = kinds(&[&one[..], &two].concat());
    assert!(joined.contains(&Kind::SeveralEndRecords { count: 2 }), "{joined:?}");
    let hidden = build(&[item("a")], &End { comment: two.clone(), ..End::default() });
    assert!(kinds(&hidden).contains(&Kind::SeveralEndRecords { count: 2 }), "a whole archive in the comment");
    let text = build(&[item("a")], &End { comment: [&b"PK\x05\x06"[..], &[9; 30]].concat(), ..End::default() });
    assert_eq!(kinds(&text), [Kind::SeveralEndRecords { count: 2 }]);
    assert_eq!(opened(&text).entries[0].path, "a", "the last one that makes sense");
}

#[test]
fn an_archive_stored_as_an_entry_is_no_second_end_record() {
    let inner = build(&[item("inside")], &End { comment: b"x".to_vec(), ..End::default() });
    let outer = build(&[item("a"), Item { contents: inner, ..item("inner.zip") }], &End::default());
    let directory = opened(&outer);
    assert_eq!(directory.observations, []);
    assert_eq!(directory.entries.len(), 2);
}

#[test]
fn a_gap_between_directory_and_end_record() {
    let mut bytes = build(&[item("a")], &End::default());
    let end = bytes.len() - 22;
    bytes.splice(end..end, *b"gap");
    let found = kinds(&bytes);
    assert!(
        found.contains(&Kind::UnownedBytes { length: 3, zeros: false, hidden_entry: None, known: None }),
        "{found:?}"
    );
    assert_eq!(fields(&found), ["offset of start of central directory"]);
}

#[test]
fn names_that_readers_decode_differently() {
    let ambiguous = |item: Item| {
        let found = kinds(&build(&[item], &End::default()));
        assert!(matches!(&found[..], [Kind::AmbiguousName { .. }]), "{found:?}");
    };
    ambiguous(Item { name: b"a\xff".to_vec(), flags: 1 << 11, ..item("") });
    ambiguous(Item { name: b"a\0.txt".to_vec(), ..item("") });
    let field =
        |name: &[u8], path: &[u8]| extra(0x7075, &[&[1][..], &crc32fast::hash(name).to_le_bytes(), path].concat());
    ambiguous(Item { extra: field(b"a.txt", b"b.txt"), ..item("a.txt") });
    ambiguous(Item { extra: field(b"stale", b"b.txt"), ..item("a.txt") });
    ambiguous(Item { attributes: 0x10, ..item("file") });
    ambiguous(item("directory/"));
    let honest = Item { extra: field(b"#U00e4.txt", "ä.txt".as_bytes()), ..item("#U00e4.txt") };
    let directory = opened(&build(&[honest], &End::default()));
    assert_eq!((directory.entries[0].path.as_str(), directory.observations.len()), ("ä.txt", 0));
}

#[test]
fn records_that_are_malformed() {
    let malformed = |item: Item| {
        let found = kinds(&build(&[item], &End::default()));
        assert!(matches!(&found[..], [Kind::MalformedRecord { .. }]), "{found:?}");
    };
    malformed(Item { extra: vec![1, 2, 200, 0, 1], ..item("a") });
    malformed(Item { extra: extra(0x7075, &[1]), ..item("a") });
    malformed(Item { comment: b"PK\x01\x02 and so on".to_vec(), ..item("a") });
    malformed(Item { flags: 1 << 5, ..item("a") });
    malformed(Item { flags: 1 << 6, ..item("a") });
    malformed(Item { dos_time: 0xa85e_d955, ..item("a") });
    malformed(item(""));
    for padding in [vec![0], vec![0, 0, 0], vec![0; 8]] {
        assert_eq!(kinds(&build(&[Item { extra: padding, ..item("a") }], &End::default())), [], "zipalign's padding");
    }
    assert_eq!(kinds(&build(&[Item { dos_time: 0, ..item("a") }], &End::default())), [], "no date at all");
}

#[test]
fn encryption_and_methods() {
    let one = |item: Item| kinds(&build(&[item], &End::default()));
    let encrypted = |scheme| [Kind::Encrypted { scheme }];
    assert_eq!(one(Item { flags: 1, ..item("a") }), encrypted(EncryptionScheme::ZipCrypto));
    assert_eq!(one(Item { flags: 1 | (1 << 6), ..item("a") }), encrypted(EncryptionScheme::Strong));
    let aes = extra(0x9901, &[2, 0, b'A', b'E', 3, 8, 0]);
    let aes = build(&[Item { flags: 1, method: 99, extra: aes, ..item("a") }], &End::default());
    assert_eq!(kinds(&aes), encrypted(EncryptionScheme::Aes));
    assert_eq!(opened(&aes).entries[0].method, 8, "the method behind AES");
    assert_eq!(one(Item { method: 6, ..item("a") }), [Kind::UnsupportedMethod { method: 6 }]);
    for method in [0, 8, 9, 12, 14, 93, 95] {
        assert_eq!(one(Item { method, ..item("a") }), []);
    }
}

#[test]
fn entries_outside_of_the_file() {
    let beyond = Item { offset: Some(1 << 20), ..item("a") };
    let found = kinds(&build(&[item("first"), beyond], &End::default()));
    assert_eq!(found, [Kind::MissingLocalHeader]);
    let long = Item { sizes: Some((1 << 20, 1 << 20)), ..item("a") };
    assert!(matches!(&kinds(&build(&[long], &End::default()))[..], [Kind::Truncated { missing: Some(_) }]));
    let mut value = vec![];
    put64(&mut value, 1 << 60);
    let bomb = Item { sizes: Some((8, u32::MAX)), extra: extra(1, &value), ..item("a") };
    assert!(
        matches!(&kinds(&build(&[bomb], &End::default()))[..], [Kind::Bomb { unpacked, .. }] if *unpacked == 1 << 60)
    );
}

#[test]
fn what_is_no_archive() {
    assert_eq!(refused(b""), OpenError::Empty);
    for head in
        [&b"x"[..], b"<!DOCTYPE html><html>", b"\x89PNG\r\n\x1a\n", b"7z\xbc\xaf\x27\x1c", b"%PDF-1.7", &[0; 600]]
    {
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

#[test]
fn the_plan_covers_every_byte_and_every_entry_once() {
    let mut items: Vec<Item> =
        (0..100).map(|n| Item { contents: vec![1; 100 + n], ..item(&format!("d/{n}.bin")) }).collect();
    items.insert(50, Item { contents: vec![1; 5000], ..item("huge.bin") });
    items.insert(70, item("manifest.json"));
    items.push(item("README.md"));
    items.push(Item { offset: Some(1 << 24), ..item("nowhere") });
    let directory = opened(&build(&items, &End::default()));
    let limits = Limits { batch_bytes: 1000, batch_entries: 5, ..Limits::default() };
    let batches = plan(&directory, &limits);
    assert_eq!(batches[0].kind, BatchKind::First);
    let first: Vec<&str> = batches[0].entries.iter().map(|&at| directory.entries[at as usize].path.as_str()).collect();
    assert_eq!(first, ["manifest.json", "README.md"]);
    let mut at = 0;
    let mut seen: Vec<u32> = batches[0].entries.clone();
    for batch in &batches[1..] {
        assert_eq!((batch.kind, batch.offset), (BatchKind::Pushed, at));
        assert!(batch.length <= 1000 || batch.entries.len() == 1, "{batch:?}");
        assert!(batch.entries.len() <= 5);
        at += batch.length;
        seen.extend(&batch.entries);
    }
    assert_eq!(at, directory.data_end);
    seen.sort_unstable();
    assert_eq!(seen, (0..items.len() as u32).collect::<Vec<_>>());
    assert!(batches.iter().enumerate().all(|(index, batch)| batch.index as usize == index));
    assert_eq!(plan(&directory, &Limits::default()).len(), 1, "a small archive is one batch");
    assert_eq!(plan(&opened(&build(&[], &End::default())), &limits), []);
}

#[test]
fn hostile_sizes() {
    // 20,000 end record signatures, an archive of 60,000 names, a name of 64 KB.
    let signatures = b"PK\x05\x06".repeat(20_000);
    timed(|| drop(open(&signatures, &Limits::default())));
    let names: Vec<Item> = (0..60_000).map(|n| Item { contents: vec![], ..item(&n.to_string()) }).collect();
    let bytes = build(&names, &End::default());
    timed(|| assert_eq!(plan(&opened(&bytes), &Limits::default()).len(), 15 + usize::from(bytes.len() > 16 << 20)));
    let long = Item { name: vec![b'n'; 0xffff], comment: vec![b'c'; 0xffff], ..item("") };
    timed(|| assert_eq!(opened(&build(&[long.clone(), long], &End::default())).entries[1].path.len(), 0xffff));
}

/// Cuts and flips with a fixed seed: nothing panics, and nothing takes long.
#[test]
fn random_damage_ends_in_a_directory_or_a_refusal() {
    let seeds = [
        build(&[item("a"), item("b/"), Item { extra: extra(0x7075, b"\x01abcdpath"), ..item("c") }], &End::default()),
        build(&[item("a"), item("b")], &End { zip64: Some((0, 0, 0)), comment: b"comment".to_vec(), ..End::default() }),
        [&b"#!/bin/sh\n"[..], &build(&[item("a")], &End::default()), b"tail"].concat(),
    ];
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below as u64) as usize
    };
    timed(|| {
        for round in 0..20_000 {
            let mut bytes = seeds[round % seeds.len()].clone();
            for _ in 0..=random(4) {
                let at = random(bytes.len());
                match random(4) {
                    0 => bytes[at] ^= 1 << random(8),
                    1 => bytes[at] = [0, 0xff, 0x7f, b'P'][random(4)],
                    2 => bytes.truncate(at.max(1)),
                    _ => drop(bytes.drain(at..(at + random(8)).min(bytes.len()).max(at + 1))),
                }
                if bytes.is_empty() {
                    bytes.push(0);
                }
            }
            if let Ok(directory) = open(&bytes, &Limits::default()) {
                let batches = plan(&directory, &Limits { batch_bytes: 40, batch_entries: 2, ..Limits::default() });
                let planned: usize = batches.iter().map(|batch| batch.entries.len()).sum();
                assert_eq!(planned, directory.entries.len());
            }
        }
    });
}

fn timed(run: impl FnOnce()) {
    let start = Instant::now();
    run();
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}
