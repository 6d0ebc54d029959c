//! Sample packages and test tools.

pub mod cases;
pub mod sample;
pub mod zipcraft;
