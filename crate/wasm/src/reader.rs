//! Random access to the file through the worker's synchronous reader.

use dropscope_core::source::{ReadAt, ReadError};
use js_sys::{Error, Function, Uint8Array};
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::JsValue;

/// The file as a JavaScript function `(offset, length) => Uint8Array` gives it. Numbers are exact up to 2^53 bytes.
pub struct JsFile {
    size_bytes: u64,
    read_at: Function,
}

impl JsFile {
    pub fn new(size_bytes: u64, read_at: Function) -> Self {
        Self { size_bytes, read_at }
    }
}

impl ReadAt for JsFile {
    fn size_bytes(&self) -> u64 {
        self.size_bytes
    }

    fn read_exact_at(&self, offset: u64, buffer: &mut [u8]) -> Result<(), ReadError> {
        let length = buffer.len() as u64;
        let failed = |reason: String| ReadError { offset, length, reason };
        if offset.checked_add(length).is_none_or(|end| end > self.size_bytes) {
            return Err(failed("beyond the end of the file".into()));
        }
        let answer = self
            .read_at
            .call2(&JsValue::NULL, &JsValue::from_f64(offset as f64), &JsValue::from_f64(length as f64))
            .map_err(|thrown| failed(sentence(&thrown)))?;
        let bytes: Uint8Array = answer.dyn_into().map_err(|_| failed("the reader gave no bytes".into()))?;
        if u64::from(bytes.length()) != length {
            return Err(failed(format!("only {} bytes came", bytes.length())));
        }
        bytes.copy_to(buffer);
        Ok(())
    }
}

/// What a thrown value says; a `DOMException` by name and message.
fn sentence(thrown: &JsValue) -> String {
    match thrown.dyn_ref::<Error>() {
        Some(error) => format!("{}: {}", error.name(), error.message()),
        None => thrown.as_string().unwrap_or_else(|| "the reader failed".into()),
    }
}
