//! The boundary between the engine and JavaScript: one [`Session`] per worker, bytes in, UTF-8 JSON bytes out.
//!
//! Errors are thrown as JSON text: an object with `kind`, `message` and the error's data. Anything else that is thrown
//! (a trap) means that the instance must not be used any more.

mod baseline;
mod digest;
mod error;
mod files;
mod panic;
mod reader;
mod session;
mod shown;

pub use digest::InputDigest;
pub use session::Session;

use dropscope_core::{finding, report, rules};
use serde::Serialize;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// The engine's version, as the report's `tool.version` gives it.
#[wasm_bindgen]
pub fn engine_version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// A rule's document in Markdown; nothing where no rule has that id.
#[wasm_bindgen]
pub fn rule_document(id: &str) -> Option<String> {
    rules::find(id).map(|rule| rule.document.to_owned())
}

/// A saved report as Markdown; `ticks` is JSON, the ids of the steps that are ticked.
///
/// # Errors
/// Throws where the report is none.
#[wasm_bindgen]
pub fn markdown(report: &[u8], ticks: &[u8]) -> Result<Vec<u8>, JsValue> {
    let report: report::Report = error::parse(report)?;
    let ticks: Vec<String> = error::parse(ticks)?;
    Ok(report::markdown_with_ticks(&report, &ticks.into_iter().collect()).into_bytes())
}

/// The steps of `plan` (JSON, a `Plan`) that are ticked in one saved as Markdown, as JSON: `{ids, others}`, where `others`
/// counts ticks of no step of it.
///
/// # Errors
/// Throws where the plan is none.
#[wasm_bindgen]
pub fn ticks(plan: &[u8], markdown: &str) -> Result<Vec<u8>, JsValue> {
    #[derive(Serialize)]
    struct Ticked<'a> {
        ids: Vec<&'a str>,
        others: usize,
    }
    let plan: report::Plan = error::parse(plan)?;
    let ticks = report::ticks(markdown);
    let steps = [&plan.before, &plan.during, &plan.verify, &plan.rollback].into_iter().flatten();
    let ids: Vec<&str> = steps.filter(|step| ticks.is_done(step)).map(|step| step.id.as_str()).collect();
    let others = ticks.done().saturating_sub(ids.len());
    error::json(&Ticked { ids, others })
}

/// Every rule in the order of the report: `[{id, severity, phase}]`.
///
/// # Errors
/// Only where the list cannot be put into JSON.
#[wasm_bindgen]
pub fn rules() -> Result<Vec<u8>, JsValue> {
    #[derive(Serialize)]
    struct Listed {
        id: &'static str,
        severity: finding::Severity,
        phase: finding::Phase,
    }
    let listed: Vec<Listed> =
        rules::all().map(|rule| Listed { id: rule.id, severity: rule.severity, phase: rule.phase }).collect();
    error::json(&listed)
}
