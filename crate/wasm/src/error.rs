//! Values and errors as JSON.

use std::fmt::Display;

use serde::Serialize;
use serde_json::{Value, json};
use wasm_bindgen::prelude::JsValue;

/// A value as UTF-8 JSON bytes.
pub fn json(value: &impl Serialize) -> Result<Vec<u8>, JsValue> {
    serde_json::to_vec(value).map_err(|error| failed(&error.to_string()))
}

/// JSON bytes from JavaScript.
pub fn parse<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Result<T, JsValue> {
    serde_json::from_slice(bytes).map_err(|error| failed(&error.to_string()))
}

/// An error of the core, thrown: its data, its `kind`, and its sentence as `message`.
pub fn thrown(error: &(impl Serialize + Display)) -> JsValue {
    let mut value = serde_json::to_value(error).unwrap_or_else(|_| json!({ "kind": "engine-failed" }));
    if let Value::Object(fields) = &mut value {
        fields.insert("message".into(), error.to_string().into());
    }
    JsValue::from_str(&value.to_string())
}

/// A call that the worker should not have made, or JSON that one side wrote and the other cannot read.
pub fn failed(message: &str) -> JsValue {
    JsValue::from_str(&json!({ "kind": "engine-failed", "message": message }).to_string())
}
