//! SHA-256 of the input while it streams by.

use dropscope_core::analyze::hex;
use sha2::{Digest as _, Sha256};
use wasm_bindgen::prelude::wasm_bindgen;

/// SHA-256 of the input while it streams by.
#[wasm_bindgen]
#[derive(Default)]
pub struct InputDigest {
    state: Sha256,
}

#[wasm_bindgen]
impl InputDigest {
    /// Nothing hashed yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next bytes.
    pub fn update(&mut self, chunk: &[u8]) {
        self.state.update(chunk);
    }

    /// Ends the digest: lower-case hexadecimal.
    pub fn finish(self) -> String {
        hex(&self.state.finalize())
    }
}
