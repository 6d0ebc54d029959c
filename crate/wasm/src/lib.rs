//! The boundary between the engine and JavaScript.
use wasm_bindgen::prelude::wasm_bindgen;

/// The engine's version, as the report's `tool.version` gives it.
#[wasm_bindgen]
pub fn engine_version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
