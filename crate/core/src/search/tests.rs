#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
use super::*;
use crate::context::{Baseline, OwnConfig};
use crate::facts::{ConfigKey, Deprecation, KubernetesObject, Site};

fn key(path: &str, line: u32, key: &str, value: &str) -> ConfigKey {
    ConfigKey { key: key.into(), value: value.into(), path: path.into(), line, ..ConfigKey::default() }
}

fn facts() -> Facts {
    let sample = ConfigKey { is_sample: true, ..key("conf/app.sample.yml", 3, "dten.hybrid.enable", "false") };
    let comment = ConfigKey { is_commented: true, ..key("conf/app.yml", 9, "dten.hybrid.enable", "false") };
    Facts {
        config_keys: vec![
            key("conf/app.yml", 1, "dten.hybridised", "1"),
            key("conf/app.yml", 2, "dten.nonhybrid", "2"),
            comment,
            sample,
            key("env", 4, "HYBRID", "yes"),
            key("env", 5, "DTEN_LEGACY_MODE", "on"),
        ],
        kubernetes_objects: vec![KubernetesObject {
            api_version: "extensions/v1beta1".into(),
            kind: "Ingress".into(),
            name: "web".into(),
            site: Site::line("k8s.yml", 1, "apiVersion: extensions/v1beta1"),
        }],
        deprecations: vec![Deprecation {
            subject: "dten.old.pool".into(),
            replacement: "dten.hybrid.pool".into(),
            site: Site::line("META-INF/spring-configuration-metadata.json", 12, ""),
            ..Deprecation::default()
        }],
        ..Facts::default()
    }
}

fn find(text: &str, limit: u32) -> KeyHits {
    let own = OwnConfig { keys: vec![key("own.env", 1, "DTEN_HYBRID_ENABLE", "•••")], ..OwnConfig::default() };
    let baseline = Baseline { facts: facts(), ..Baseline::default() };
    let context = Context { configs: vec![own], baseline: Some(baseline), ..Context::default() };
    keys(&KeyQuery { text: text.into(), limit }, &facts(), &context)
}

fn shown(hits: &PlaceHits) -> Vec<(&str, u32)> {
    hits.hits.iter().map(|hit| (hit.key.as_str(), hit.site.line)).collect()
}

#[test]
fn what_is_set_and_fits_best_comes_first() {
    let hits = find("hybrid", 50);
    let wanted = [
        ("HYBRID", 4),
        ("dten.hybridised", 1),
        ("dten.hybrid.enable", 3),
        ("dten.hybrid.enable", 9),
        ("dten.nonhybrid", 2),
        ("dten.old.pool", 12),
    ];
    assert_eq!(shown(&hits.package), wanted);
    assert_eq!(hits.package, hits.baseline);
    assert_eq!(shown(&hits.config), [("DTEN_HYBRID_ENABLE", 1)]);
    assert_eq!(hits.config.hits[0].value, "•••");
}

#[test]
fn the_limit_cuts_the_hits_and_not_their_number() {
    let few = find("hybrid", 2);
    assert_eq!(shown(&few.package), [("HYBRID", 4), ("dten.hybridised", 1)]);
    assert_eq!((few.package.total, few.total()), (6, find("hybrid", 50).total()));
    assert_eq!(find("hybrid", 0).package, PlaceHits { total: 6, hits: Vec::new() });
}

#[test]
fn every_word_must_be_found() {
    assert_eq!(shown(&find("enable dten", 50).config), [("DTEN_HYBRID_ENABLE", 1)]);
    assert_eq!(find("enable nothing", 50).total(), 0);
}

#[test]
fn an_object_is_found_by_the_name_that_packs_give_it() {
    let hits = find("v1beta1#ingress", 50).package;
    assert_eq!(hits.hits[0].kind, PlaceKind::KubernetesObject);
    assert_eq!((&*hits.hits[0].key, &*hits.hits[0].value), ("extensions/v1beta1#Ingress", "web"));
}

#[test]
fn nothing_is_found_without_a_word_and_everything_with_a_star() {
    assert_eq!(find(" -- ", 50), KeyHits::default());
    assert_eq!(find("*", 50).package.total, 8);
}

fn rules(text: &str) -> Vec<RuleHit> {
    let pack = include_bytes!("../../../../tests/src/sample/beside/dten.pack.toml");
    let mut context = Context::default();
    context.packs.add("dten.pack.toml", pack, 0).unwrap();
    keys(&KeyQuery { text: text.into(), ..KeyQuery::default() }, &Facts::default(), &context).rule.hits
}

#[test]
fn what_a_pack_knows_is_found_by_key_note_product_and_replacement() {
    let keys = |text: &str| rules(text).into_iter().map(|hit| hit.keys.concat()).collect::<Vec<_>>();
    assert_eq!(keys("DTEN_HYBRID_ENABLE"), ["dten.hybrid.enable", "dten.legacy.mode"]);
    assert_eq!(keys("fallback legacy"), ["dten.legacy.mode"]);
    assert_eq!(keys("dtenmgr"), ["dten.hybrid.enable", "dten.legacy.mode", "dten.poll.interval"]);
    let hybrid = &rules("dten.hybrid.enable")[0];
    assert_eq!((&*hybrid.product, &*hybrid.requirement), ("sample.dten", "`true`"));
    assert_eq!((hybrid.since.as_deref(), hybrid.removed_in.as_deref()), (Some("5.0.0"), None));
    assert!(hybrid.source.contains("release notes") && hybrid.source.ends_with("of 2026-11-20)"), "{}", hybrid.source);
}

#[test]
fn a_key_of_ones_own_finds_the_row_that_has_a_star_in_its_place() {
    let packs = "format = 1\nid = \"t\"\ntitle = \"T\"\nversion = \"1\"\nlicense = \"CC0-1.0\"\n\
        [[product]]\nid = \"app\"\nscheme = \"semver\"\n[[source]]\nid = \"s\"\nref = \"manual\"\nbasis = \"manual\"\n\
        [[key]]\nid = \"k\"\nproduct = \"app\"\nmatch = [\"app.client.*.secret-name\"]\nkind = \"removed\"\n\
        removed_in = \"2.0\"\nsource = [\"s\"]\n";
    let mut context = Context::default();
    context.packs.add("t.toml", packs.as_bytes(), 0).unwrap();
    let total = |text: &str| {
        keys(&KeyQuery { text: text.into(), ..KeyQuery::default() }, &Facts::default(), &context).rule.total
    };
    assert_eq!((total("app.client.web.secretName"), total("app.client.web.other")), (1, 0));
}
