//! What the parsers take from manifests, READMEs and scripts.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod parsers {
    mod containers;
    mod kit;

    mod damaged;
    mod dotnet;
    mod extensions;
    mod java;
    mod go_rust;
    mod kinds;
    mod languages;
    mod languages_broken;
    mod manifests;
    mod platforms;
    mod prose;
    mod sboms;
    mod ruby_php;
    mod scripts;
    mod systems;
    mod vendor_settings;
}
