//! What the parsers take from manifests, READMEs and scripts.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod parsers {
    mod containers;
    mod kit;

    mod kinds;
    mod manifests;
    mod prose;
    mod sboms;
    mod scripts;
    mod systems;
}
