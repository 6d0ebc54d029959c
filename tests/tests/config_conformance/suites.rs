//! One function for each suite.

use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::PathBuf;

use dropscope_core::config::{self, ConfigFile};
use dropscope_core::facts::ConfigFormat;
use serde_json::Value;

use super::flatten;
use super::table::Table;

pub fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/conformance/config")
}

/// Files whose name begins with `y_` are valid and those with `n_` are not; `i_` may be either.
pub fn json(table: &mut Table) {
    for case in cases("json-test-suite.json") {
        let (name, bytes) = (text(&case["name"]), decoded(&case));
        let file = read(&bytes, ConfigFormat::Json);
        match text(&case["expect"]) {
            "y" => {
                accepted(table, "json", name, &file);
                same_keys(table, "json", name, &file, serde_json::from_slice(&bytes).ok());
            }
            "n" => refused(table, "json", name, &file),
            _ => {}
        }
    }
}

pub fn json5(table: &mut Table) {
    for case in cases("json5-tests.json") {
        let (name, bytes) = (text(&case["path"]), decoded(&case));
        let file = read(&bytes, ConfigFormat::Json5);
        match text(&case["expect"]) {
            "json+json5 ok" => {
                accepted(table, "json5", name, &file);
                same_keys(table, "json5", name, &file, serde_json::from_slice(&bytes).ok());
            }
            "json5 ok" => accepted(table, "json5", name, &file),
            "must reject" | "ES5 ok, json5 must reject" => refused(table, "json5", name, &file),
            _ => {}
        }
    }
}

/// The list of TOML 1.1, with the suite's tagged JSON.
pub fn toml(table: &mut Table) {
    let suite = load("toml-test.json.gz");
    let listed: BTreeSet<&str> = rows(&suite["files"]["tests/files-toml-1.1.0"]).iter().map(text).collect();
    for case in rows(&suite["cases"]) {
        let name = text(&case["path"]);
        if !listed.contains(name) {
            continue;
        }
        let file = read(&decoded(case), ConfigFormat::Toml);
        if case["valid"] == true {
            accepted(table, "toml", name, &file);
            same_keys(table, "toml", name, &file, tagged(case));
        } else {
            refused(table, "toml", name, &file);
        }
    }
}

/// A case is invalid where its events break off: the flag `fail` is handed down to later cases of one file that are valid.
/// Streams of several documents have several JSON values. Cases without JSON have keys that JSON cannot have.
pub fn yaml(table: &mut Table) {
    for case in cases("yaml-test-suite.json") {
        let name = format!("{} {}", text(&case["id"]), text(&case["name"]));
        let file = read(text(&case["yaml"]).as_bytes(), ConfigFormat::Yaml);
        if !text(&case["tree"]).trim_end().ends_with("-STR") {
            refused(table, "yaml", &name, &file);
            continue;
        }
        accepted(table, "yaml", &name, &file);
        if let Some(json) = case["json"].as_str() {
            let values: Result<Vec<Value>, _> = serde_json::Deserializer::from_str(json).into_iter().collect();
            let keys = values.ok().map(|values| values.iter().flat_map(flatten::keys).collect());
            compare(table, "yaml", &name, &file, keys);
        }
    }
}

fn accepted(table: &mut Table, suite: &str, case: &str, file: &ConfigFile) {
    let failure =
        file.broken.as_ref().map(|broken| format!("refused: {}:{} {}", broken.line, broken.column, broken.reason));
    table.count(&format!("{suite} / valid accepted"), case, failure);
}

fn refused(table: &mut Table, suite: &str, case: &str, file: &ConfigFile) {
    let failure = file.broken.is_none().then(|| "accepted".to_owned());
    table.count(&format!("{suite} / invalid refused"), case, failure);
}

fn same_keys(table: &mut Table, suite: &str, case: &str, file: &ConfigFile, value: Option<Value>) {
    compare(table, suite, case, file, value.as_ref().map(flatten::keys));
}

/// Cases that the other reader cannot read are left out.
fn compare(table: &mut Table, suite: &str, case: &str, file: &ConfigFile, wanted: Option<BTreeSet<String>>) {
    let Some(wanted) = wanted else { return };
    let own: BTreeSet<String> = file.keys.iter().filter(|key| !key.is_commented).map(|key| key.key.clone()).collect();
    let failure = (own != wanted).then(|| {
        let missing: Vec<_> = wanted.difference(&own).take(5).collect();
        let extra: Vec<_> = own.difference(&wanted).take(5).collect();
        format!("missing {missing:?}, not wanted {extra:?}")
    });
    table.count(&format!("{suite} / keys"), case, failure);
}

fn read(bytes: &[u8], format: ConfigFormat) -> ConfigFile {
    config::read("case", bytes, format, 100_000)
}

/// The suite writes a value as `{"type": …, "value": …}`.
fn tagged(case: &Value) -> Option<Value> {
    let json = match &case["json"] {
        Value::String(json) => serde_json::from_str(json).ok()?,
        Value::Null => return None,
        value => value.clone(),
    };
    Some(untagged(&json))
}

fn untagged(value: &Value) -> Value {
    match value {
        Value::Object(members) => match (members.get("type"), members.get("value")) {
            (Some(Value::String(_)), Some(Value::String(value))) if members.len() == 2 => value.clone().into(),
            _ => members.iter().map(|(name, value)| (name.clone(), untagged(value))).collect(),
        },
        Value::Array(items) => items.iter().map(untagged).collect(),
        other => other.clone(),
    }
}

fn cases(name: &str) -> Vec<Value> {
    rows(&load(name)["cases"]).to_vec()
}

fn load(name: &str) -> Value {
    let bytes = std::fs::read(folder().join(name)).unwrap();
    if !name.ends_with(".gz") {
        return serde_json::from_slice(&bytes).unwrap();
    }
    let mut json = Vec::new();
    flate2::read::GzDecoder::new(bytes.as_slice()).read_to_end(&mut json).unwrap();
    serde_json::from_slice(&json).unwrap()
}

fn rows(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("")
}

/// The bytes of a case, from Base64.
fn decoded(case: &Value) -> Vec<u8> {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bytes = Vec::new();
    let (mut bits, mut count) = (0_u32, 0);
    for digit in text(&case["b64"]).bytes().filter_map(|byte| DIGITS.iter().position(|digit| *digit == byte)) {
        bits = bits << 6 | u32::try_from(digit).unwrap();
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xFF).unwrap());
        }
    }
    bytes
}
