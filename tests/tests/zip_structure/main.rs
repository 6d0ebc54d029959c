//! What the structural pass observes and refuses, on archives that are built byte by byte, and that it observes nothing on
//! ordinary ones.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod build;
mod hostile;
mod refusals;

use std::io::{Cursor, Write as _};

use dropscope_core::archive::{BatchKind, Directory, OpenError, open, plan};
use dropscope_core::facts::{EncryptionScheme, ObservationKind as Kind};
use dropscope_core::limits::Limits;

use build::*;

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
