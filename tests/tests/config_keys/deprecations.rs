//! What documents declare to be deprecated.

use dropscope_core::facts::{Deprecation, Facts};
use dropscope_core::limits::Limits;

use super::package::facts;

/// Each as `line subject -> replacement (since, reason)`, with `!` before what is no longer supported.
fn shown(facts: &Facts) -> Vec<String> {
    let one = |d: &Deprecation| {
        let removed = if d.is_removed { "!" } else { "" };
        format!("{} {removed}{} -> {} ({}, {})", d.site.line, d.subject, d.replacement, d.since, d.reason)
    };
    facts.deprecations.iter().map(one).collect()
}

fn of(path: &str, text: &str) -> Vec<String> {
    shown(&facts(&[(path, text)], &Limits::default()))
}

#[test]
fn springs_metadata_has_levels_and_replacements() {
    let text = r#"{"groups": [], "properties": [
  {"name": "server.port", "type": "java.lang.Integer"},
  {"name": "spring.resources.cache.period", "deprecated": true, "deprecation": {
    "level": "error", "replacement": "spring.web.resources.cache.period", "since": "2.4.0"}},
  {"name": "app.old", "deprecated": true},
  {"name": "app.why", "deprecation": {"reason": "Nobody used it."}},
  {"deprecated": true}
]}"#;
    let found = of("META-INF/spring-configuration-metadata.json", text);
    assert_eq!(
        found,
        [
            "3 !spring.resources.cache.period -> spring.web.resources.cache.period (2.4.0, )",
            "5 app.old ->  (, )",
            "6 app.why ->  (, Nobody used it.)",
        ]
    );
    let facts = facts(&[("META-INF/spring-configuration-metadata.json", text)], &Limits::default());
    assert!(facts.config_keys.is_empty(), "it describes keys and sets none");
}

#[test]
fn custom_resources_have_versions() {
    let text = "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: gateways.dten.example}\n\
                spec:\n  group: dten.example\n  names: {kind: Gateway, plural: gateways}\n  versions:\n  - name: v1alpha1\n\
                \x20   served: false\n    storage: false\n  - name: v1beta1\n    served: true\n    deprecated: true\n\
                \x20   deprecationWarning: dten.example/v1beta1 goes away in 6.0\n  - name: v1\n    served: true\n    storage: true\n";
    assert_eq!(
        of("crds/gateway.yaml", text),
        [
            "8 !dten.example/v1alpha1#Gateway -> dten.example/v1 (, )",
            "11 dten.example/v1beta1#Gateway -> dten.example/v1 (, dten.example/v1beta1 goes away in 6.0)",
        ]
    );
}

#[test]
fn schemas_describe_paths() {
    let text = r##"{"$schema": "https://json-schema.org/draft/2020-12/schema",
 "properties": {
  "mode": {"deprecated": true, "description": "Use hybrid."},
  "hosts": {"items": {"$ref": "#/$defs/host"}},
  "extra": {"additionalProperties": {"properties": {
     "old": {"deprecationMessage": "Gone soon."}}}}
 },
 "$defs": {"host": {"properties": {
   "legacy": {"deprecated": true}, "next": {"$ref": "#/$defs/host"}}}}}"##;
    let found = of("values.schema.json", text);
    assert_eq!(found[..2], ["3 mode ->  (, Use hybrid.)", "9 hosts[*].legacy ->  (, )"]);
    assert!(found.contains(&"6 extra.*.old ->  (, Gone soon.)".to_owned()), "{found:?}");
    // A schema that refers to itself describes values without end; some of them are listed.
    assert!(found.contains(&"9 hosts[*].next.legacy ->  (, )".to_owned()));
}

#[test]
fn interfaces_deprecate_operations_parameters_and_properties() {
    let text = "openapi: 3.1.0\npaths:\n  /pets:\n    parameters:\n    - {name: site, in: query, deprecated: true}\n    get:\n\
                \x20     deprecated: true\n      summary: All pets\n      parameters:\n      - name: limit\n        deprecated: true\n\
                \x20   post: {deprecated: false}\ncomponents:\n  schemas:\n    Pet:\n      properties:\n        tag: {deprecated: true}\n\
                \x20   Old: {deprecated: true}\n";
    let wanted = [
        "5 parameter site of /pets ->  (, )",
        "6 GET /pets ->  (, All pets)",
        "10 parameter limit of GET /pets ->  (, )",
        "17 property tag of Pet ->  (, )",
        "18 schema Old ->  (, )",
    ];
    assert_eq!(of("api/openapi.yaml", text), wanted);
    let swagger = "{\"swagger\": \"2.0\", \"paths\": {\"/a\": {\"delete\": {\"deprecated\": true}}},\n\
                   \"definitions\": {\"B\": {\"allOf\": [{\"properties\": {\"c\": {\"deprecated\": true}}}]}}}";
    assert_eq!(of("api.json", swagger), ["1 DELETE /a ->  (, )", "2 property c of B ->  (, )"]);
}

#[test]
fn other_documents_deprecate_nothing() {
    assert!(of("a.json", r#"{"openapi": true, "paths": {"/a": {"get": {"deprecated": true}}}}"#).is_empty());
    assert!(of("a.json", r#"{"properties": {"a": {"deprecated": true}}}"#).is_empty());
    assert!(of("a.yaml", "openapi: 3.0.0\npaths: [\n").is_empty());
}

#[test]
fn a_schema_that_doubles_itself_ends() {
    let level = |n: usize| {
        let next = n + 1;
        format!(
            r##""d{n}": {{"properties": {{"a": {{"$ref": "#/$defs/d{next}"}}, "b": {{"$ref": "#/$defs/d{next}"}}}}}}"##
        )
    };
    let levels: Vec<String> = (0..100).map(level).collect();
    let text = format!(
        r##"{{"$schema": "https://json-schema.org/draft-07/schema", "$ref": "#/$defs/d0", "deprecated": true, "$defs": {{{}}}}}"##,
        levels.join(",")
    );
    assert!(of("x.schema.json", &text).is_empty());
}

#[test]
fn a_schema_whose_every_property_is_the_whole_again_ends() {
    let properties: Vec<String> =
        (0..20_000).map(|n| format!(r##""p{n}": {{"$ref": "#", "deprecated": true}}"##)).collect();
    let text = format!(
        r##"{{"$schema": "https://json-schema.org/draft-07/schema", "properties": {{{}}}}}"##,
        properties.join(",")
    );
    assert_eq!(of("x.schema.json", &text).len(), 20_000);
}
