//! What the parsers take from manifests, READMEs and scripts.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod parsers {
    mod kit;

    mod go_rust;
    mod kinds;
    mod languages;
    mod languages_broken;
    mod manifests;
    mod prose;
    mod ruby_php;
    mod scripts;
}
