//! Sample packages and test tools.

pub mod sample;
