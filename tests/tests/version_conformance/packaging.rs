//! The tests of Python's `packaging`.

use std::cmp::Ordering;

use dropscope_core::version::{Dialect, admits, compare, is_prerelease, range};
use serde_json::Value;

use super::table::{Table, load, rows, text};

const PYPI: Dialect = Dialect::Pypi;

pub fn run(table: &mut Table) {
    let suite = load("pep440-packaging.json.gz");
    for (group, tables) in suite.as_object().unwrap() {
        for cases in rows(tables) {
            let params = params(&cases["params"]);
            let cases = rows(&cases["cases"]);
            let Some(check) = check_for(group, &params) else {
                table.leave_out(group, cases.len(), "about objects, texts, markers or choosing among candidates");
                continue;
            };
            for value in cases {
                match check(&Case { params: &params, value }) {
                    Some(met) => table.check("pypi", group, &value.to_string(), met),
                    None => table.leave_out(group, 1, "a policy for pre-releases is set, which is not offered"),
                }
            }
        }
    }
}

/// The values of one case by the names of the test's parameters.
struct Case<'c> {
    params: &'c [String],
    value: &'c Value,
}

impl Case<'_> {
    fn get(&self, name: &str) -> &Value {
        let at = self.params.iter().position(|param| param == name);
        at.map_or(&Value::Null, |at| if self.params.len() == 1 { self.value } else { &self.value[at] })
    }

    fn text(&self, name: &str) -> &str {
        text(self.get(name))
    }
}

type Check = fn(&Case<'_>) -> Option<bool>;

/// How a group is checked; a check gives nothing where the case asks for what is not offered.
fn check_for(group: &str, params: &[String]) -> Option<Check> {
    let short = group.rsplit('.').next()?;
    let has = |names: &[&str]| names.iter().all(|name| params.iter().any(|param| param == name));
    Some(match short {
        "test_valid_versions" | "test_version_hash" | "test_specifiers_normalized" => {
            |case| Some(range(PYPI, &format!("=={}", case.text("version"))).is_some())
        }
        "test_invalid_versions" => |case| Some(range(PYPI, &format!("=={}", case.text("version"))).is_none()),
        "test_normalized_versions" => {
            |case| Some(compare(PYPI, case.text("version"), case.text("normalized")) == Ordering::Equal)
        }
        "test_version_is_prerelease" => {
            |case| Some(Some(is_prerelease(PYPI, case.text("version"))) == case.get("expected").as_bool())
        }
        "test_comparison_true" if group.starts_with("version.") => |case| Some(compared(case)),
        "test_comparison_false" if group.starts_with("version.") => |case| Some(!compared(case)),
        "test_specifiers_valid" => |case| Some(range(PYPI, case.text("specifier")).is_some()),
        "test_specifiers_invalid" => |case| Some(range(PYPI, case.text("specifier")).is_none()),
        "test_empty_specifier" => |case| Some(admits(PYPI, "", case.text("version")) == Some(true)),
        "test_specifier_prereleases_set" | "test_specifier_prereleases_explicit" => |case| {
            let specifier = if case.get("specifier").is_null() { "spec_str" } else { "specifier" };
            admitted(case, specifier, "initial_contains", &["initial_prereleases"])
        },
        _ if has(&["specifier", "version", "expected"]) => |case| {
            let policies = ["spec_pre", "contains_pre", "spec_prereleases", "contains_prereleases", "prereleases"];
            let is_installed = case.get("installed").as_bool() == Some(true);
            admitted(case, "specifier", "expected", &policies)
                .filter(|_| !is_installed || case.get("expected").is_boolean())
        },
        _ if has(&["spec_str", "version", "expected"]) => |case| admitted(case, "spec_str", "expected", &[]),
        _ if has(&["spec_str", "version_str", "expected"]) => |case| {
            let met = admits(PYPI, case.text("spec_str"), case.text("version_str"));
            Some(met == case.get("expected").as_bool())
        },
        _ => return None,
    })
}

fn admitted(case: &Case<'_>, specifier: &str, expected: &str, policies: &[&str]) -> Option<bool> {
    if policies.iter().any(|policy| !case.get(policy).is_null()) {
        return None;
    }
    Some(admits(PYPI, case.text(specifier), case.text("version")) == case.get(expected).as_bool())
}

fn compared(case: &Case<'_>) -> bool {
    let order = compare(PYPI, case.text("left"), case.text("right"));
    match case.text("op") {
        "lt" => order.is_lt(),
        "le" => order.is_le(),
        "eq" => order.is_eq(),
        "ne" => order.is_ne(),
        "ge" => order.is_ge(),
        "gt" => order.is_gt(),
        other => panic!("unknown operator {other}"),
    }
}

/// Names of parameters, which are one text or several.
fn params(value: &Value) -> Vec<String> {
    match value {
        Value::String(names) => names.split(',').map(|name| name.trim().to_owned()).collect(),
        names => rows(names).iter().map(|name| text(name).to_owned()).collect(),
    }
}
