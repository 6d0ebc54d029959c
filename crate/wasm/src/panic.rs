//! Tells JavaScript where the engine panicked, before the instance is thrown away.

use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = globalThis, js_name = dropscopePanicked, catch)]
    fn dropscope_panicked(place: &str) -> Result<(), JsValue>;
}

/// Runs when the module is instantiated.
#[wasm_bindgen(start)]
pub fn set_panic_hook() {
    std::panic::set_hook(Box::new(|info| {
        // Only the place: a panic's message can quote the text that it fell over, and that may be a secret.
        let place = info.location().map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
        // Nobody listens outside of the worker (in tests); the trap that follows says enough there.
        drop(dropscope_panicked(&place));
    }));
}
