//! The package URL specification's cases.

use std::collections::BTreeMap;

use dropscope_core::purl::{self, Purl};
use serde_json::Value;

use super::table::{Table, load, rows, text};

pub fn run(table: &mut Table) {
    for (file, cases) in load("purl-spec.json").as_object().unwrap() {
        for case in rows(cases) {
            let group = format!("{} {}", file.trim_end_matches("-test.json"), text(&case["test_type"]));
            let must_fail = case["expected_failure"].as_bool() == Some(true);
            let result = match text(&case["test_type"]) {
                "parse" => purl::parse(text(&case["input"])).map(|purl| purl == from_json(&case["expected_output"])),
                "build" => {
                    from_json(&case["input"]).canonical().map(|purl| purl.to_string() == text(&case["expected_output"]))
                }
                _ => purl::parse(text(&case["input"])).map(|purl| purl.to_string() == text(&case["expected_output"])),
            };
            let met = if must_fail { result.is_err() } else { result == Ok(true) };
            table.check("purl", &group, &format!("{} {}", case["input"], case["expected_output"]), met);
        }
    }
}

fn from_json(value: &Value) -> Purl {
    let field = |name: &str| text(&value[name]).to_owned();
    let qualifiers: BTreeMap<_, _> = value["qualifiers"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(key, value)| (key.clone(), text(value).to_owned()))
        .collect();
    Purl {
        kind: field("type"),
        namespace: field("namespace"),
        name: field("name"),
        version: field("version"),
        qualifiers,
        subpath: field("subpath"),
    }
}
