//! Ranges of the `vers` specification: read, written, held against versions, made from native ones.

use dropscope_core::version::{Dialect, contains, range, vers};
use serde_json::Value;

use super::table::{Table, load, rows, text};

pub fn run(table: &mut Table) {
    for file in ["univers.json.gz", "vers-spec.json.gz"] {
        let short = file.trim_end_matches(".json.gz");
        for (name, cases) in load(file).as_object().unwrap() {
            for case in rows(cases) {
                let group = format!("{short} {}", text(&case["test_type"]));
                match text(&case["test_type"]) {
                    "comparison" | "equality" => {}
                    _ if name.contains("gitlab") => table.leave_out(name, 1, "GitLab's own language of ranges"),
                    _ => match check(case) {
                        Some(met) => {
                            table.check("vers", &group, &format!("{} {}", case["input"], case["expected_output"]), met)
                        }
                        None => table.leave_out(&format!("{short} {name}"), 1, "a scheme without a dialect"),
                    },
                }
            }
        }
    }
}

fn check(case: &Value) -> Option<bool> {
    let input = &case["input"];
    Some(match text(&case["test_type"]) {
        "containment" => {
            let range = vers::read(text(&input["vers"]))?;
            Some(contains(&range, text(&input["version"]))) == case["expected_output"].as_bool()
        }
        "roundtrip" => written(text(&input["vers"])).as_deref() == case["expected_output"].as_str(),
        "validate" => written(text(input)).as_deref() == case["expected_output"].as_str(),
        // Strict parsing takes the canonical form and no other; reading is lenient, but shows what is not canonical.
        "parse" if !is_known(text(input).trim_start_matches("vers:").split('/').next()?) => return None,
        "parse" => {
            let is_canonical = written(text(input)).as_deref() == Some(text(input));
            is_canonical != case["expected_failure"].as_bool().unwrap_or(false)
        }
        "from_native" if is_known(text(&input["scheme"])) => {
            let range = range(Dialect::of(text(&input["scheme"])), text(&input["native_range"]));
            range.map(|range| vers::write(&range)).as_deref() == case["expected_output"].as_str()
        }
        _ => return None,
    })
}

fn written(text: &str) -> Option<String> {
    vers::read(text).map(|range| vers::write(&range))
}

fn is_known(scheme: &str) -> bool {
    matches!(scheme, "generic" | "intdot" | "cargo") || Dialect::of(scheme) != Dialect::Generic
}
