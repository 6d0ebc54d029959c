//! The published JSON Schema, written from the shapes.
#![allow(clippy::unwrap_used)]

use serde_json::{Map, Value, json};

use super::{Ask, PACK, Row, Shape};

const PUBLISHED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/packs/pack.schema.json");

#[test]
fn the_published_schema_is_that_of_the_reader() {
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Dropscope pack, format 1",
    });
    schema.as_object_mut().unwrap().append(of_row(&PACK).as_object_mut().unwrap());
    let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
    if std::env::var_os("UPDATE_PACK_SCHEMA").is_some() {
        std::fs::write(PUBLISHED, &text).unwrap();
    }
    let published = std::fs::read_to_string(PUBLISHED).unwrap();
    assert!(published == text, "pack.schema.json is not up to date; UPDATE_PACK_SCHEMA=1 writes it");
}

fn of_row(row: &Row) -> Value {
    let properties: Map<String, Value> =
        row.fields.iter().map(|field| (field.name.to_owned(), of(&field.shape))).collect();
    let required: Vec<&str> = row.fields.iter().filter(|field| field.is_required).map(|field| field.name).collect();
    let mut schema = json!({
        "type": "object", "additionalProperties": false, "required": required, "properties": properties,
    });
    if !row.asks.is_empty() {
        schema["allOf"] = row.asks.iter().map(of_ask).collect();
    }
    schema
}

fn of_ask(ask: &Ask) -> Value {
    json!({
        "if": { "properties": { ask.field: { "const": ask.value } } },
        "then": { "required": [ask.wanted] },
    })
}

fn of(shape: &Shape) -> Value {
    let day = json!({ "type": "string", "format": "date" });
    match shape {
        Shape::Format => json!({ "const": 1 }),
        Shape::Text => json!({ "type": "string", "minLength": 1, "maxLength": crate::packs::check::TEXT_CHARS }),
        Shape::Id => json!({ "type": "string", "pattern": "^[a-z0-9][a-z0-9.-]*$" }),
        Shape::Version => json!({ "type": "string", "pattern": "^[0-9A-Za-z][0-9A-Za-z.+~:_-]*$" }),
        Shape::Range => json!({ "type": "string", "pattern": "^vers:[a-z0-9.-]+/.+$" }),
        Shape::Purl => json!({ "type": "string", "pattern": "^pkg:[a-z][a-z0-9.-]*/.+$" }),
        Shape::Sha256 => json!({ "type": "string", "pattern": "^[0-9a-f]{64}$" }),
        Shape::Date => day,
        Shape::DateOrBool => json!({ "anyOf": [day, { "type": "boolean" }] }),
        Shape::Bool => json!({ "type": "boolean" }),
        Shape::Single => json!({ "type": ["string", "number", "boolean"] }),
        Shape::SingleOrList => json!({ "anyOf": [of(&Shape::Single), of(&Shape::List(&Shape::Single))] }),
        Shape::Word(words) => json!({ "enum": words }),
        Shape::List(item) => json!({ "type": "array", "items": of(item) }),
        Shape::Filled(item) => json!({ "type": "array", "items": of(item), "minItems": 1 }),
        Shape::Row(row) => of_row(row),
        Shape::VersionOrRow(row) => json!({ "anyOf": [of(&Shape::Version), of_row(row)] }),
    }
}
