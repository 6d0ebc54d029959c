//! What the parsers take from manifests, READMEs and scripts.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod parsers {
    mod kit;

    mod javascript;
    mod kinds;
    mod manifests;
    mod prose;
    mod python;
    mod scripts;
}
