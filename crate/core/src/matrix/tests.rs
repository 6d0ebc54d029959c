//! The join on facts that are made by hand.
#![allow(clippy::unwrap_used)]

mod join;
mod kit;

mod migration;
mod windows;
