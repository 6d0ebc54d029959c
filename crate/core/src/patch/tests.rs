#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]
mod apply;
mod examples;
mod secrets;
mod table;

use std::borrow::Cow;

use super::patch;
use crate::config::{self, ConfigFile};
use crate::context::OwnConfig;
use crate::facts::ConfigFormat;
use crate::limits::OWN_CONFIG_KEYS;
use crate::packs::Fix;
use crate::report::ConfigPatch;

fn set(key: &str, value: &str) -> Fix {
    Fix::Set { key: Cow::Owned(key.to_owned()), value: Cow::Owned(value.to_owned()) }
}

fn delete(key: &str) -> Fix {
    Fix::Delete { key: Cow::Owned(key.to_owned()) }
}

fn rename(key: &str, to: &str) -> Fix {
    Fix::Rename { key: Cow::Owned(key.to_owned()), to: Cow::Owned(to.to_owned()) }
}

fn read(name: &str, bytes: &[u8], format: ConfigFormat) -> ConfigFile {
    config::read(name, bytes, format, OWN_CONFIG_KEYS)
}

fn own(name: &str, format: ConfigFormat, bytes: &[u8]) -> OwnConfig {
    let read = read(name, bytes, format);
    let (keys, broken) = (read.keys, read.broken);
    OwnConfig { name: name.to_owned(), format, keys, broken, bytes: bytes.to_vec(), ..OwnConfig::default() }
}

/// The patch of a file, and the file that `patch` and the tests' own reader of diffs make of it.
fn patched(name: &str, format: ConfigFormat, bytes: &[u8], fixes: &[Fix]) -> (ConfigPatch, Vec<u8>) {
    let made = patch(&own(name, format, bytes), fixes).patch;
    let after = apply::apply(bytes, &made.diff).unwrap_or_else(|why| panic!("{why}\n{}", made.diff));
    if !made.diff.is_empty() {
        apply::hold_against_program(bytes, &made.diff, &after);
    }
    (made, after)
}
