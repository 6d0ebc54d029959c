//! What the parsers take from manifests, READMEs and scripts.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr)]

mod parsers {
    mod containers;
    mod coverage;
    mod kit;

    mod damaged;
    mod dotnet;
    mod extensions;
    mod go_rust;
    mod java;
    mod javascript;
    mod kinds;
    mod languages;
    mod languages_broken;
    mod manifests;
    mod platforms;
    mod prose;
    mod python;
    mod ruby_php;
    mod sboms;
    mod schedules;
    mod scripts;
    mod systems;
    mod vendor_settings;
}
