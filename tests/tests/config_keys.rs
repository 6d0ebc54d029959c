//! Keys of configuration files of every format, with their values and lines; and what hostile files do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod config_keys {
    mod kit;

    mod deprecations;
    mod flags;
    mod formats;
    mod hostile;
    mod kubernetes;
    mod names;
    mod package;
    mod secrets;
}
