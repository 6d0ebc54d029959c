//! What of a report the page gets at once: the lists of facts are cut, the rest stays in the worker.

use dropscope_core::facts::Facts;
use dropscope_core::report::Report;
use serde::Serialize;
use wasm_bindgen::prelude::JsValue;

use crate::error::json;

/// Rows of each list of facts that the page gets. Who reads more than a thousand rows reads the saved report.
const ROWS: usize = 1_000;

/// The report as JSON, `{report, totals}`: `facts.files` is empty, the other lists of facts are cut to [`ROWS`], `totals`
/// says how long they are. The report itself is as it was before.
///
/// # Errors
/// Only where it cannot be put into JSON.
pub fn shown(report: &mut Report) -> Result<Vec<u8>, JsValue> {
    let facts = &mut report.facts;
    let totals = Totals {
        packages: facts.packages.len(),
        dependencies: facts.dependencies.len(),
        manifests: facts.manifests.len(),
        requirements: facts.requirements.len(),
        install_hooks: facts.install_hooks.len(),
        config_keys: facts.config_keys.len(),
        kubernetes_objects: facts.kubernetes_objects.len(),
        deprecations: facts.deprecations.len(),
    };
    let rest = Facts {
        files: std::mem::take(&mut facts.files),
        archives: cut(&mut facts.archives),
        observations: cut(&mut facts.observations),
        manifests: cut(&mut facts.manifests),
        packages: cut(&mut facts.packages),
        dependencies: cut(&mut facts.dependencies),
        requirements: cut(&mut facts.requirements),
        declared_files: cut(&mut facts.declared_files),
        install_hooks: cut(&mut facts.install_hooks),
        script_commands: cut(&mut facts.script_commands),
        config_keys: cut(&mut facts.config_keys),
        kubernetes_objects: cut(&mut facts.kubernetes_objects),
        deprecations: cut(&mut facts.deprecations),
        effects: cut(&mut facts.effects),
        invocations: cut(&mut facts.invocations),
        schedules: cut(&mut facts.schedules),
        endpoints: cut(&mut facts.endpoints),
        units: cut(&mut facts.units),
        unit_uses: cut(&mut facts.unit_uses),
        secrets: cut(&mut facts.secrets),
        migrations: cut(&mut facts.migrations),
        sql_hazards: cut(&mut facts.sql_hazards),
        ..Facts::default()
    };
    let bytes = json(&Shown { report, totals });
    report.facts.merge(rest);
    bytes
}

fn cut<T>(list: &mut Vec<T>) -> Vec<T> {
    list.split_off(list.len().min(ROWS))
}

#[derive(Serialize)]
struct Shown<'a> {
    report: &'a Report,
    totals: Totals,
}

#[derive(Serialize)]
struct Totals {
    packages: usize,
    dependencies: usize,
    manifests: usize,
    requirements: usize,
    install_hooks: usize,
    config_keys: usize,
    kubernetes_objects: usize,
    deprecations: usize,
}
