//! Runs in a real browser: `cargo xtask test wasm`.
#![cfg(target_arch = "wasm32")]
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

#[wasm_bindgen_test]
fn engine_says_its_version() {
    assert_eq!(dropscope_wasm::engine_version(), env!("CARGO_PKG_VERSION"));
}
