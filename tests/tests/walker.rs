//! The walker over whole archives: every method, nesting, damage, limits; and the same result however bytes are pushed.
#![allow(
    missing_docs,
    clippy::type_complexity,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout
)]

mod walker {
    pub mod build;
    mod limits;
    pub mod record;
}

use dropscope_core::archive::{self, Walker};
use dropscope_core::facts::{
    ArchiveFormat, Disagreement, FileType, HeaderField, HeaderSource, ObservationKind, ReadState,
};
use dropscope_core::limits::Limits;
use dropscope_core::source::{ReadAt, ReadError};
use walker::build::{self, Part, gzip, tar, text, zip_of};
use walker::record::{Seen, walk, walk_in};

/// However the bytes are cut, the result is the same; gives it.
fn the_same(bytes: &[u8], limits: &Limits) -> Seen {
    let whole = walk_in(bytes, limits, 1 << 20);
    for chunk in [1, 7, 4096] {
        assert_eq!(walk_in(bytes, limits, chunk), whole, "chunks of {chunk} bytes");
    }
    let many = Limits { batch_bytes: 3_000, batch_entries: 3, ..limits.clone() };
    assert_eq!(walk_in(bytes, &many, 4096).sorted(), whole.clone().sorted(), "many batches");
    whole
}

fn kinds(seen: &Seen) -> Vec<&ObservationKind> {
    seen.observations.iter().map(|one| &one.kind).collect()
}

#[test]
fn every_method_is_read() {
    let contents = text(20_000);
    let bytes = build::every_method(&contents);
    let seen = the_same(&bytes, &Limits::default());
    assert_eq!(seen.observations, []);
    let names: Vec<_> = seen.files.iter().map(|file| (file.path.as_str(), file.method.as_str())).collect();
    let wanted = ["stored", "deflate", "deflate64", "bzip2", "lzma", "xz", "zstd"];
    assert_eq!(names, wanted.map(|name| (name, name)));
    for file in &seen.files {
        assert_eq!(file.read, ReadState::Whole, "{}", file.path);
        assert_eq!(file.crc32, Some(crc32fast::hash(&contents)), "{}", file.path);
        assert_eq!(file.size_bytes, contents.len() as u64);
        assert_eq!(seen.contents(&file.path), Some(&contents[..]), "{}", file.path);
    }
}

#[test]
fn directories_links_and_empty_files() {
    let bytes = build::kinds_of_entries();
    let seen = the_same(&bytes, &Limits::default());
    assert_eq!(seen.observations, []);
    let found: Vec<_> = seen
        .files
        .iter()
        .map(|file| (file.path.as_str(), file.file_type, file.read, file.link_target.as_deref()))
        .collect();
    assert_eq!(
        found,
        [
            ("d/", FileType::Directory, ReadState::Nothing, None),
            ("d/empty", FileType::File, ReadState::Whole, None),
            ("d/link", FileType::Symlink, ReadState::Whole, Some("../target")),
        ]
    );
}

#[test]
fn a_zip_in_a_tar_gz_in_a_zip() {
    let inner = zip_of(&[("deep.txt", b"deep down")], true);
    let tarball = gzip(&tar(&[("lib/inner.jar", &inner), ("lib/a.txt", b"beside")]));
    for is_packed in [false, true] {
        let bytes = zip_of(&[("pkg/lib.tgz", &tarball), ("z.txt", b"last")], is_packed);
        let seen = the_same(&bytes, &Limits::default());
        assert_eq!(seen.observations, []);
        assert_eq!(seen.contents("pkg/lib.tgz!/lib/inner.jar!/deep.txt"), Some(&b"deep down"[..]));
        assert_eq!(seen.contents("pkg/lib.tgz!/lib/a.txt"), Some(&b"beside"[..]));
        assert_eq!(seen.contents("z.txt"), Some(&b"last"[..]));
        let archives: Vec<_> = seen.archives.iter().map(|one| (one.path.as_str(), one.format, one.entries)).collect();
        assert_eq!(
            archives,
            [("pkg/lib.tgz!/lib/inner.jar", ArchiveFormat::Zip, 1), ("pkg/lib.tgz", ArchiveFormat::Gzip, 2)]
        );
    }
}

#[test]
fn compressed_files_and_tars_of_every_kind() {
    let plain = text(3_000);
    let tarball = tar(&[("x/y", &plain)]);
    let packers: [(&str, fn(&[u8]) -> Vec<u8>); 4] =
        [("gz", gzip), ("bz2", build::bzip2), ("xz", build::xz), ("zst", build::zstd)];
    for (suffix, pack) in packers {
        let (single, twice) = (pack(&plain), [pack(&plain), pack(&plain)].concat());
        let bytes = zip_of(
            &[
                (&format!("t.tar.{suffix}"), &pack(&tarball)),
                (&format!("notes.txt.{suffix}"), &single),
                ("twice", &twice),
            ],
            true,
        );
        let seen = the_same(&bytes, &Limits::default());
        assert_eq!(seen.observations, [], "{suffix}");
        assert_eq!(seen.contents(&format!("t.tar.{suffix}!/x/y")), Some(&plain[..]), "{suffix}");
        assert_eq!(seen.contents(&format!("notes.txt.{suffix}!/notes.txt")), Some(&plain[..]), "{suffix}");
        assert_eq!(seen.contents("twice!/twice"), Some(&[&plain[..], &plain[..]].concat()[..]), "{suffix}");
        // The package itself may be one of them.
        let seen = the_same(&pack(&tarball), &Limits::default());
        assert_eq!(seen.contents("x/y"), Some(&plain[..]), "{suffix}");
        assert_eq!((seen.files.len(), seen.archives.len()), (1, 0));
    }
    let seen = the_same(&tarball, &Limits::default());
    assert_eq!(seen.contents("x/y"), Some(&plain[..]));
}

#[test]
fn a_debian_package() {
    let control = gzip(&tar(&[("control", b"Package: x")]));
    let data = build::xz(&tar(&[("usr/bin/x", b"#!/bin/sh")]));
    let deb = build::ar(&[("debian-binary", b"2.0\n"), ("control.tar.gz", &control), ("data.tar.xz", &data)]);
    let seen = the_same(&zip_of(&[("x.deb", &deb)], true), &Limits::default());
    assert_eq!(seen.observations, []);
    assert_eq!(seen.contents("x.deb!/control.tar.gz!/control"), Some(&b"Package: x"[..]));
    assert_eq!(seen.contents("x.deb!/data.tar.xz!/usr/bin/x"), Some(&b"#!/bin/sh"[..]));
    let seen = the_same(&deb, &Limits::default());
    assert_eq!(seen.observations, []);
    assert_eq!(seen.contents("control.tar.gz!/control"), Some(&b"Package: x"[..]));
}

#[test]
fn long_names_links_and_modes_in_a_tar() {
    let seen = the_same(&zip_of(&[("t.tar", &build::odd_tar())], false), &Limits::default());
    assert_eq!(seen.observations, []);
    let file = |path: String| seen.files.iter().find(|file| file.path == path).unwrap();
    let long = "n".repeat(300);
    assert_eq!(file(format!("t.tar!/{long}")).unix_mode, Some(0o104_755));
    assert_eq!(file("t.tar!/link".into()).link_target.as_deref(), Some(&*"t".repeat(200)));
    assert_eq!(file("t.tar!/link".into()).file_type, FileType::Symlink);
    assert_eq!(file("t.tar!/hard".into()).file_type, FileType::HardLink);
    assert_eq!(file("t.tar!/pipe".into()).file_type, FileType::Fifo);
    assert_eq!(file("t.tar!/dev".into()).file_type, FileType::CharDevice);
    assert_eq!(file("t.tar!/dir/".into()).file_type, FileType::Directory);
    assert_eq!(seen.contents("t.tar!/after"), Some(&b"after"[..]));
}

#[test]
fn a_damaged_entry_does_not_lose_the_next() {
    let big = text(5_000);
    let good = zip_of(&[("a", &big), ("b", b"after")], true);
    // Into the deflate stream, behind the header of 31 bytes.
    for (at, bit) in [(200, 1), (800, 4), (31, 7), (32, 2)] {
        let mut bytes = good.clone();
        bytes[at] ^= 1 << bit;
        let seen = the_same(&bytes, &Limits::default());
        assert!(
            matches!(kinds(&seen)[..], [ObservationKind::DamagedContents { .. }, ..]),
            "{at}: {:?}",
            seen.observations
        );
        assert_eq!(seen.files[0].read, ReadState::NotRead);
        assert_eq!(seen.files[0].crc32, None);
        assert_eq!(seen.contents("b"), Some(&b"after"[..]));
    }
}

#[test]
fn a_wrong_checksum_and_a_wrong_size() {
    let stored = zip_of(&[("a", b"contents"), ("b", b"after")], false);
    let mut bytes = stored.clone();
    bytes[31] ^= 1;
    let seen = the_same(&bytes, &Limits::default());
    let [ObservationKind::DamagedContents { reason }] = kinds(&seen)[..] else { panic!("{:?}", seen.observations) };
    assert!(reason.contains("CRC-32"), "{reason}");
    let parts = [Part { name: "a", data: b"contents", declared: Some(9), ..Part::default() }];
    let seen = the_same(&build::raw(&parts), &Limits::default());
    let [ObservationKind::DamagedContents { reason }] = kinds(&seen)[..] else { panic!("{:?}", seen.observations) };
    assert_eq!(reason, "unpacks to 8 bytes, but 9 are declared");
}

#[test]
fn every_form_of_data_descriptor() {
    for (signed, wide) in [(true, true), (true, false), (false, true), (false, false)] {
        let part = |name| Part { name, data: b"some contents", descriptor: Some((signed, wide)), ..Part::default() };
        let bytes = build::raw(&[part("a"), part("b"), part("c")]);
        let seen = the_same(&bytes, &Limits::default());
        assert_eq!(seen.observations, [], "{signed} {wide}");
        assert_eq!(seen.files.iter().filter(|file| file.read == ReadState::Whole).count(), 3);
    }
}

#[test]
fn a_descriptor_that_disagrees() {
    let mut bytes = build::raw(&[
        Part { name: "a", data: b"contents", descriptor: Some((true, false)), ..Part::default() },
        Part { name: "b", data: b"x", ..Part::default() },
    ]);
    bytes[31 + 8 + 4] ^= 0xff;
    let seen = the_same(&bytes, &Limits::default());
    let [ObservationKind::HeaderMismatch(Disagreement { field, source, .. })] = kinds(&seen)[..] else {
        panic!("{:?}", seen.observations)
    };
    assert_eq!((*field, *source), (HeaderField::Crc32, HeaderSource::DataDescriptor));
}

#[test]
fn a_local_header_that_says_otherwise() {
    let good = build::raw(&[Part { name: "a.txt", data: b"contents", ..Part::default() }]);
    let cases: [(usize, HeaderField); 6] = [
        (30, HeaderField::Name),
        (6, HeaderField::Flags),
        (8, HeaderField::Method),
        (14, HeaderField::Crc32),
        (18, HeaderField::CompressedSize),
        (22, HeaderField::UncompressedSize),
    ];
    for (at, field) in cases {
        let mut bytes = good.clone();
        bytes[at] ^= if field == HeaderField::Flags { 8 } else { 1 };
        let seen = the_same(&bytes, &Limits::default());
        let fields: Vec<_> = seen
            .observations
            .iter()
            .filter_map(|one| match &one.kind {
                ObservationKind::HeaderMismatch(Disagreement { field, source: HeaderSource::LocalHeader, .. }) => {
                    Some(*field)
                }
                _ => None,
            })
            .collect();
        assert_eq!(fields, [field], "{:?}", seen.observations);
        assert_eq!(seen.contents("a.txt"), Some(&b"contents"[..]), "the directory is believed");
    }
    // Version and time differ in practice and mean nothing.
    for at in [4, 10, 12] {
        let mut bytes = good.clone();
        bytes[at] ^= 1;
        assert_eq!(the_same(&bytes, &Limits::default()).observations, []);
    }
}

#[test]
fn a_local_header_that_is_missing() {
    let mut bytes = build::raw(&[
        Part { name: "a", data: b"contents", ..Part::default() },
        Part { name: "b", data: b"after", ..Part::default() },
    ]);
    bytes[0] = b'X';
    let seen = the_same(&bytes, &Limits::default());
    assert_eq!(kinds(&seen), [&ObservationKind::MissingLocalHeader]);
    assert_eq!(seen.files.iter().find(|file| file.path == "a").unwrap().read, ReadState::NotRead);
    assert_eq!(seen.contents("b"), Some(&b"after"[..]));
}

#[test]
fn bytes_that_nothing_owns() {
    let hidden = build::raw_local("secret.sh", b"rm -rf /");
    let cases: [(&[u8], bool, Option<&str>, Option<&str>); 4] = [
        (&[0; 64], true, None, None),
        (b"somebody's bytes", false, None, None),
        (&hidden, false, Some("secret.sh"), None),
        (b"........APK Sig Block 42", false, None, Some("APK Signing Block")),
    ];
    for (gap, zeros, hidden_entry, known) in cases {
        let bytes = build::raw(&[
            Part { name: "a", data: b"contents", ..Part::default() },
            Part { name: "b", data: b"after", gap_after: gap, ..Part::default() },
        ]);
        let seen = the_same(&bytes, &Limits::default());
        let kind = ObservationKind::UnownedBytes {
            length: gap.len() as u64,
            zeros,
            hidden_entry: hidden_entry.map(str::to_owned),
            known: known.map(str::to_owned),
        };
        assert_eq!(kinds(&seen), [&kind]);
    }
}

#[test]
fn two_entries_that_share_bytes() {
    let first = Part { name: "a", data: b"contents", ..Part::default() };
    // The same bytes under another record of the directory.
    let bytes = build::raw(&[first, Part { at: Some(0), ..first }, Part { name: "c", data: b"after", ..first }]);
    let seen = the_same(&bytes, &Limits::default());
    assert_eq!(kinds(&seen), [&ObservationKind::OverlappingData { other: "a".into(), length: 39 }]);
    assert_eq!(seen.files.len(), 3);
    assert!(seen.files.iter().all(|file| file.read == ReadState::Whole), "{:?}", seen.files);
    // An entry that claims everything to the directory hides none of the others.
    let greedy = Part { name: "a", data: b"contents", packed: Some(8 + 2 * 36), ..Part::default() };
    let bytes = build::raw(&[
        greedy,
        Part { name: "b", data: b"after", ..Part::default() },
        Part { name: "c", data: b"after", ..Part::default() },
    ]);
    let seen = the_same(&bytes, &Limits::default());
    let overlaps: Vec<_> = kinds(&seen)
        .into_iter()
        .filter(|kind| matches!(kind, ObservationKind::OverlappingData { other, length: 36 } if other == "a"))
        .collect();
    assert_eq!(overlaps.len(), 2, "{:?}", seen.observations);
    assert_eq!(seen.contents("b"), Some(&b"after"[..]));
    assert_eq!(seen.contents("c"), Some(&b"after"[..]));
}

#[test]
fn encrypted_contents_are_not_read() {
    let bytes = build::encrypted("secret.txt", b"contents");
    let seen = the_same(&bytes, &Limits::default());
    assert_eq!(seen.files[0].read, ReadState::NotRead);
    assert!(seen.skipped[0].reason.contains("encrypted"), "{:?}", seen.skipped);
}

#[test]
fn a_broken_nested_archive_is_named() {
    let inner = zip_of(&[("x", &text(2_000))], true);
    let cut = &inner[..inner.len() - 40];
    let seen =
        the_same(&zip_of(&[("in.zip", cut), ("t.tar", &tar(&[("y", &[7; 2_000])])[..900])], true), &Limits::default());
    assert!(seen.skipped.iter().any(|one| one.path == "in.zip"), "{:?}", seen.skipped);
    let truncated = ObservationKind::Truncated { missing: Some(2_048 - 388) };
    assert!(
        seen.observations.iter().any(|one| one.path == "t.tar" && one.kind == truncated),
        "{:?}",
        seen.observations
    );
}

#[test]
fn an_entry_that_is_cut_off() {
    // The directory came first, as in a download that was put together wrongly: the last entry has no end.
    let parts = [
        Part { name: "a", data: b"whole", ..Part::default() },
        Part { name: "b", data: b"contents", packed: Some(100_000), ..Part::default() },
    ];
    let seen = the_same(&build::raw(&parts), &Limits::default());
    assert_eq!(seen.contents("a"), Some(&b"whole"[..]));
    assert_eq!(seen.files.iter().find(|file| file.path == "b").unwrap().read, ReadState::NotRead);
}

#[test]
fn a_pipe_that_was_packed_is_a_file() {
    let mut bytes = zip_of(&[("-", b"from a pipe")], false);
    let at = bytes.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
    bytes[at + 40..at + 42].copy_from_slice(&0o010_600u16.to_le_bytes());
    assert_eq!(walk(&bytes).files[0].file_type, FileType::File);
}

#[test]
fn a_file_that_vanishes_is_an_error() {
    struct Gone(u64);
    impl ReadAt for Gone {
        fn size_bytes(&self) -> u64 {
            self.0
        }
        fn read_exact_at(&self, offset: u64, buffer: &mut [u8]) -> Result<(), ReadError> {
            Err(ReadError { offset, length: buffer.len() as u64, reason: "gone".into() })
        }
    }
    let bytes = zip_of(&[("in.zip", &zip_of(&[("x", b"y")], true)), ("b", b"after")], false);
    let limits = Limits::default();
    let directory = archive::open(&bytes, &limits).unwrap();
    let batches = archive::plan(&directory, &limits);
    let (gone, mut seen) = (Gone(bytes.len() as u64), Seen::default());
    let mut walker = Walker::new(&directory, &batches[0], &gone, &limits, &mut seen);
    // What is pushed needs no source, but the ZIP in it does; and the rest of a batch that was pushed in part.
    assert!(walker.push(&bytes[..40]).is_ok());
    assert_eq!(walker.finish().err().unwrap().reason, "gone");
}

#[test]
fn a_hundred_thousand_entries() {
    let names: Vec<String> = (0..100_000).map(|n| format!("f{n}")).collect();
    let parts: Vec<Part<'_>> = names.iter().map(|name| Part { name, data: b"x", ..Part::default() }).collect();
    let bytes = build::raw(&parts);
    let seen = walk(&bytes);
    assert_eq!((seen.files.len(), seen.observations.len()), (100_000, 0));
    assert!(seen.files.iter().all(|file| file.read == ReadState::Whole));
}

#[test]
fn a_name_of_64_kib() {
    let name = "n".repeat(65_535);
    let parts =
        [Part { name: &name, data: b"x", ..Part::default() }, Part { name: "b", data: b"y", ..Part::default() }];
    let seen = the_same(&build::raw(&parts), &Limits { nested_depth: 5, ..Limits::default() });
    assert_eq!(seen.contents(&name), Some(&b"x"[..]));
    assert_eq!(seen.contents("b"), Some(&b"y"[..]));
}

#[test]
fn random_bit_flips_neither_panic_nor_depend_on_chunks() {
    let limits = Limits { ratio_floor_bytes: 1 << 20, nested_held_bytes: 1 << 20, ..Limits::default() };
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut random = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below as u64).unwrap()
    };
    let bases = build::bases();
    // `ROUNDS=4000 cargo test …` for a longer search.
    let rounds: u32 = std::env::var("ROUNDS").map_or(150, |rounds| rounds.parse().unwrap());
    assert!(bases.len() >= 12);
    for (name, base) in &bases {
        assert!(!walk_in(base, &limits, 1 << 20).files.is_empty(), "{name}");
        for round in 0..rounds {
            let mut bytes = base.clone();
            for _ in 0..=random(4) {
                let at = random(bytes.len());
                bytes[at] ^= 1 << random(8);
            }
            if round % 5 == 0 {
                bytes.truncate(random(bytes.len()) + 1);
            }
            let whole = walk_in(&bytes, &limits, 1 << 20);
            let cut = walk_in(&bytes, &limits, 61);
            assert_eq!(cut.observations, whole.observations, "{name}, round {round}");
            assert_eq!(cut, whole, "{name}, round {round}");
        }
    }
}
