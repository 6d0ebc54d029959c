//! Reads an upgrade package and says what it will do.
//!
//! The folders follow the way of the data: [`source`] → [`archive`] → [`parse`] → [`facts`] → [`rules`] → [`finding`] →
//! [`report`]; [`analyze`] is the thread through them. Parsers turn bytes into facts and never judge; rules turn facts
//! into findings and never see bytes. [`version`] and [`purl`] are the two small languages that all of them speak;
//! [`config`] reads keys out of configuration, the package's and the user's own; `script` reads commands out of scripts,
//! and `effect`, [`schedule`] and `unit` say what they and other files do; [`packs`] is what is known about products beforehand, [`needs`] the join of the facts with what runs in
//! production, `matrix` their join with what is known about configuration keys, `compare` lays the package beside the one
//! before it, `patch` changes the user's own configuration, and `upgrade` finds the way from what is installed to the
//! package. `timeline` puts what scripts do in order, `rollback` says what a snapshot leaves of it, and
//! `plan` makes a runbook of all that.

pub mod analyze;
pub mod archive;
mod compare;
pub mod config;
pub mod context;
mod effect;
pub mod facts;
pub mod finding;
pub mod limits;
mod matrix;
pub mod needs;
pub mod packs;
pub mod parse;
mod patch;
mod plan;
pub mod purl;
pub mod report;
mod rollback;
pub mod rules;
pub mod schedule;
mod script;
pub mod search;
pub mod source;
mod timeline;
mod unit;
mod upgrade;
pub mod version;
