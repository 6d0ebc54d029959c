//! What a limit cuts off is told, and nothing else is lost.

use dropscope_core::facts::{ObservationKind, ReadState};
use dropscope_core::limits::Limits;

use super::build::{gzip, tar, text, zip_of};
use crate::{kinds, the_same};

#[test]
fn a_bomb_stops_at_the_limit() {
    let limits = Limits { ratio: 100, ratio_floor_bytes: 10_000, ..Limits::default() };
    let bytes = zip_of(&[("zeros", &vec![0; 1_000_000]), ("b", b"after")], true);
    let seen = the_same(&bytes, &limits);
    let [ObservationKind::Bomb { packed, unpacked, limit }] = kinds(&seen)[..] else {
        panic!("{:?}", seen.observations)
    };
    assert!(*packed < 2_000 && *unpacked == 1_000_000 && limit == "ratio", "{packed} {unpacked} {limit}");
    assert_eq!(seen.files[0].read, ReadState::NotRead);
    assert_eq!(seen.contents("b"), Some(&b"after"[..]));
    // Bombs in bombs: what each layer unpacks to stays below the ratio, together they do not.
    let mut bomb = gzip(&vec![0; 20_000_000]);
    for _ in 0..2 {
        bomb = gzip(&bomb);
    }
    let limits = Limits { ratio_floor_bytes: 100_000, ..Limits::default() };
    let seen = the_same(&zip_of(&[("x.gz", &bomb), ("b", b"after")], true), &limits);
    assert!(kinds(&seen).iter().any(|kind| matches!(kind, ObservationKind::Bomb { .. })), "{:?}", seen.observations);
    assert_eq!(seen.contents("b"), Some(&b"after"[..]));
    // The same as a ZIP of ZIPs.
    let inner = zip_of(&[("0", &vec![0; 10_000_000])], true);
    let outer = zip_of(&[("1.zip", &inner), ("2.zip", &inner)], true);
    let seen = the_same(&zip_of(&[("0.zip", &outer), ("b", b"after")], true), &limits);
    assert!(kinds(&seen).iter().any(|kind| matches!(kind, ObservationKind::Bomb { .. })), "{:?}", seen.observations);
    assert_eq!(seen.contents("b"), Some(&b"after"[..]));
}

#[test]
fn nesting_has_an_end() {
    let mut bytes = zip_of(&[("core.txt", b"x")], true);
    for _ in 0..8 {
        bytes = zip_of(&[("n.zip", &bytes)], true);
    }
    let seen = the_same(&bytes, &Limits::default());
    assert_eq!(kinds(&seen), [&ObservationKind::NestedTooDeep { limit: 5 }]);
    assert_eq!(seen.archives.len(), 5);
    let limits = Limits { nested_depth: 1_000_000, ..Limits::default() };
    let mut bytes = b"core".to_vec();
    for _ in 0..100 {
        bytes = gzip(&bytes);
    }
    let seen = the_same(&zip_of(&[("a.gz", &bytes)], true), &limits);
    assert_eq!(kinds(&seen), [&ObservationKind::NestedTooDeep { limit: 16 }]);
}

#[test]
fn limits_on_nested_entries_and_held_bytes() {
    let many: Vec<(String, &[u8])> = (0..50).map(|n| (format!("{n}"), &b"x"[..])).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(name, data)| (name.as_str(), *data)).collect();
    let limits = Limits { nested_entries: 10, ..Limits::default() };
    for inner in [zip_of(&many, true), tar(&many)] {
        let seen = the_same(&zip_of(&[("in", &inner), ("b", b"after")], true), &limits);
        assert_eq!(seen.files.len(), 12);
        assert!(seen.skipped.iter().any(|one| one.reason.contains("nested_entries")), "{:?}", seen.skipped);
    }
    let limits = Limits { nested_held_bytes: 100, ..Limits::default() };
    let seen = the_same(&zip_of(&[("in.zip", &zip_of(&many, false))], true), &limits);
    assert!(seen.skipped.iter().any(|one| one.reason.contains("nested_held_bytes")), "{:?}", seen.skipped);
    // Stored, it is read where it lies.
    let seen = the_same(&zip_of(&[("in.zip", &zip_of(&many, false))], false), &limits);
    assert_eq!((seen.files.len(), seen.skipped.len()), (51, 0));
}

#[test]
fn contents_larger_than_wanted_are_named() {
    let bytes = zip_of(&[("a", &text(200_000))], true);
    let limits = Limits { text_bytes: 100_000, ..Limits::default() };
    let seen = the_same(&bytes, &limits);
    assert_eq!(seen.files[0].read, ReadState::Whole);
    assert_eq!(seen.contents("a"), None);
    assert!(seen.skipped[0].reason.contains("text_bytes"));
}
