#![allow(clippy::unwrap_used, clippy::panic)]

use super::*;
use crate::context::{Context, OwnConfig};
use crate::facts::{ConfigFormat, ConfigKey, KubernetesObject, Site};

fn key(path: &str, key: &str, format: ConfigFormat) -> ConfigKey {
    ConfigKey { path: path.into(), key: key.into(), line: 3, format, ..ConfigKey::default() }
}

fn deprecation(by: DeprecationSource, subject: &str, path: &str) -> Deprecation {
    let site = Site { path: path.into(), line: 7, ..Site::default() };
    Deprecation { subject: subject.into(), by, site, ..Deprecation::default() }
}

fn found(facts: &Facts, context: &Context) -> Vec<Finding> {
    match check(&RULE, &Case::new(facts, context)) {
        Outcome::Findings(findings) => findings,
        Outcome::Clean => Vec::new(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_users_own_configuration_comes_first() {
    let removed = Deprecation {
        is_removed: true,
        ..deprecation(DeprecationSource::SpringMetadata, "spring.resources.static-locations", "b.jar!/m.json")
    };
    let facts = Facts {
        deprecations: vec![
            deprecation(DeprecationSource::SpringMetadata, "spring.resources.static-locations", "a.jar!/m.json"),
            removed,
        ],
        config_keys: vec![key("conf/application.yml", "spring.resources.staticLocations[0]", ConfigFormat::Yaml)],
        ..Facts::default()
    };
    let keys = vec![key("prod.properties", "spring.resources.static-locations", ConfigFormat::Properties)];
    let context = Context { configs: vec![OwnConfig { keys, ..OwnConfig::default() }], ..Context::default() };
    let findings = found(&facts, &context);
    assert_eq!(findings.len(), 1);
    assert_eq!((findings[0].severity, findings[0].confidence), (Severity::High, Confidence::High));
    let Location::Context { role, name, line, .. } = &findings[0].primary else { panic!("{:?}", findings[0].primary) };
    assert_eq!((role.as_str(), name.as_str(), *line), ("config", "prod.properties", 3));
    let places: Vec<&str> = findings[0].related.iter().map(|related| related.location.path()).collect();
    assert_eq!(places, ["b.jar!/m.json", "conf/application.yml"]);
}

#[test]
fn a_variable_is_probably_the_setting() {
    let facts = Facts {
        deprecations: vec![deprecation(DeprecationSource::SpringMetadata, "spring.http.log-request-details", "m.json")],
        config_keys: vec![key("app.env", "SPRING_HTTP_LOGREQUESTDETAILS", ConfigFormat::Env)],
        ..Facts::default()
    };
    let findings = found(&facts, &Context::default());
    assert_eq!(findings.iter().map(|finding| finding.confidence).collect::<Vec<_>>(), [Confidence::Medium]);
}

#[test]
fn what_is_commented_a_sample_or_another_programs_is_no_use() {
    let subject = "logging.file";
    let yaml = |path: &str| key(path, subject, ConfigFormat::Yaml);
    let facts = Facts {
        deprecations: vec![deprecation(DeprecationSource::SpringMetadata, subject, "m.json")],
        config_keys: vec![
            ConfigKey { is_commented: true, ..yaml("application.yml") },
            ConfigKey { is_sample: true, ..yaml("application.yml.sample") },
            yaml("other.yml"),
        ],
        ..Facts::default()
    };
    assert!(found(&facts, &Context::default()).is_empty());
}

#[test]
fn a_resource_of_a_deprecated_version_is_found_in_the_users_own_list() {
    let site = Site { path: "live.yaml".into(), line: 2, ..Site::default() };
    let object = KubernetesObject {
        api_version: "dten.example/v1alpha1".into(),
        kind: "Gateway".into(),
        name: "edge".into(),
        site,
    };
    let facts = Facts {
        deprecations: vec![deprecation(DeprecationSource::CustomResource, "dten.example/v1alpha1#Gateway", "crd.yaml")],
        ..Facts::default()
    };
    let own = OwnConfig { objects: vec![object], ..OwnConfig::default() };
    let used = found(&facts, &Context { configs: vec![own], ..Context::default() });
    assert_eq!(used.iter().map(|finding| finding.severity).collect::<Vec<_>>(), [Severity::Medium]);
    let unused = found(&facts, &Context::default());
    assert_eq!(unused.iter().map(|finding| finding.severity).collect::<Vec<_>>(), [Severity::Info]);
}

#[test]
fn a_schema_describes_the_file_beside_it_and_those_that_refer_to_it() {
    let of = |keys: Vec<ConfigKey>| {
        let declared = |subject| deprecation(DeprecationSource::JsonSchema, subject, "chart/values.schema.json");
        let deprecations = vec![declared("hosts[*].legacy"), declared("mode"), declared("extra.*.old")];
        let findings = found(&Facts { deprecations, config_keys: keys, ..Facts::default() }, &Context::default());
        findings.into_iter().map(|finding| finding.subject).collect::<Vec<_>>()
    };
    let beside = |name: &str| key("chart/values.yaml", name, ConfigFormat::Yaml);
    assert_eq!(of(vec![beside("hosts[3].legacy"), beside("mode.inner")]), ["hosts[*].legacy", "mode"]);
    assert_eq!(of(vec![beside("extra.x.old.y"), beside("modes"), beside("hosts")]), ["extra.*.old"]);
    assert!(of(vec![key("other/values.yaml", "mode", ConfigFormat::Yaml)]).is_empty());
    let refers = ConfigKey { value: "./values.schema.json".into(), ..key("a.json", "$schema", ConfigFormat::Json) };
    assert_eq!(of(vec![refers, key("a.json", "mode", ConfigFormat::Json)]), ["mode"]);
}
