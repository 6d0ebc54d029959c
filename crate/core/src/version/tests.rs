#![allow(clippy::unwrap_used)]

use super::testing::is_total;
use super::{Dialect, Matcher, admits, compare, contains, intersect, is_prerelease, range};

/// Versions of all dialects, and what is none.
const MIXED: &[&str] = &[
    "",
    " ",
    "0",
    "00",
    "1",
    "1.0",
    "1.0.0",
    "01.0",
    "1.",
    ".1",
    "1..0",
    "1.0-",
    "1.0-0",
    "1.0-1",
    "1-0.1",
    "1.0.1",
    "1.0a",
    "1.0.a",
    "1.0a1",
    "1.0-a1",
    "1.0a0",
    "1.0-alpha",
    "1.0-alpha.1",
    "1.0-ALPHA",
    "1.0beta2",
    "1.0.rc.1",
    "1.0rc1",
    "1.0-SNAPSHOT",
    "1.0.Final",
    "1.0-ga",
    "1.0-sp1",
    "1.0.dev0",
    "1.0.dev1",
    "1.0.post1",
    "1.0.post1.dev2",
    "1.0+local",
    "1.0+1",
    "1.0+local.2",
    "1!0.1",
    "0!1.0",
    "1:0.9",
    "0:1.0",
    "1:1.0-1",
    "1.0~",
    "1.0~rc1",
    "1.0~~",
    "1.0^",
    "1.0^git1",
    "1.0^~",
    "1.0-1~deb12u1",
    "1.0-1+b1",
    "1.0+dfsg-1",
    "1.0_alpha",
    "1.0_alpha1",
    "1.0_p1",
    "1.0_git20200101-r1",
    "1.0-r0",
    "1.0-r1",
    "1.0-r",
    "1.0b",
    "1.01",
    "1.10",
    "1.9",
    "v1.0",
    "v1.0.0-20200101000000-abcdef",
    "v2.0.0+incompatible",
    "dev-main",
    "master",
    "1.x-dev",
    "1.0.x-dev",
    "1.0-dev",
    "1.0-p1",
    "2010-01-02",
    "20100102",
    "1.0.0-rc.011",
    "1.0.0-rc.11",
    "1.0.0-rc.a",
    "1.0.0-2147483648",
    "18446744073709551616.0",
    "not a version",
    "latest",
    "é",
    "1.é",
    "1.0-é",
    "☃",
    "\u{0}",
];

#[test]
fn every_order_is_total() {
    for dialect in Dialect::ALL {
        is_total(*dialect, MIXED);
    }
}

/// Versions put together from pieces that mean something to one dialect or another, the same ones each time.
fn made_up(rounds: u32) -> Vec<String> {
    const PIECES: &[&str] = &[
        "0", "1", "01", "10", "9", ".", ".", "-", "_", "+", "~", "^", ":", "!", "a", "b", "rc", "alpha", "dev", "post",
        "x", "*", "p", "r", "-r1", "ga", "SNAPSHOT", "git", "é", "v", " ", "@",
    ];
    let mut state = 1_u32;
    let mut next = |most: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize % most
    };
    (0..rounds).map(|_| (0..=next(6)).map(|_| PIECES[next(PIECES.len())]).collect()).collect()
}

#[test]
fn orders_of_made_up_versions_are_total() {
    let versions = made_up(400);
    for dialect in Dialect::ALL {
        for some in versions.chunks(80) {
            is_total(*dialect, &some.iter().map(String::as_str).collect::<Vec<_>>());
        }
    }
}

#[test]
fn hostile_versions_are_read_in_passing() {
    let long = "9".repeat(20_000);
    let dots = "1.".repeat(10_000);
    let hyphens = "1-".repeat(10_000);
    let words = "a1".repeat(10_000);
    let zeros = "1-0".repeat(10_000);
    for dialect in Dialect::ALL {
        for version in [&long, &dots, &hyphens, &words, &zeros] {
            assert!(compare(*dialect, version, version).is_eq(), "{dialect:?}");
            let _ = compare(*dialect, version, "1.0-1");
            let _ = is_prerelease(*dialect, version);
            assert_eq!(range(*dialect, version), None, "{dialect:?}");
        }
        let hostile = format!(">={}", &long[..1_000]);
        if let Some(matcher) = Matcher::read(*dialect, &hostile) {
            assert!(!matcher.admits("1.0.0") || *dialect == Dialect::Maven, "{dialect:?}");
        }
    }
}

#[test]
fn what_lies_in_two_ranges() {
    let both = |a, b| intersect(&range(Dialect::Npm, a).unwrap(), &range(Dialect::Npm, b).unwrap());
    assert!(contains(&both("^1.2", "<1.5"), "1.4.9"));
    assert!(!contains(&both("^1.2", "<1.5"), "1.5.0"));
    assert!(both("^1", "^2").intervals.is_empty());
}

#[test]
fn a_requirement_means_what_its_ecosystem_says() {
    for (dialect, wanted) in [
        (Dialect::Npm, Some(false)),
        (Dialect::Cargo, Some(true)),
        (Dialect::Pypi, None),
        (Dialect::Maven, Some(true)),
        (Dialect::Nuget, Some(true)),
        (Dialect::Gem, Some(false)),
        (Dialect::Composer, Some(false)),
        (Dialect::Deb, Some(false)),
        (Dialect::Generic, Some(false)),
    ] {
        assert_eq!(admits(dialect, "1.2.3", "1.4.0"), wanted, "{dialect:?}");
    }
}
