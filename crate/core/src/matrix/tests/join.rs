//! Products, files, keys and states.

use super::kit::*;
use crate::context::{Context, InputChoice};
use crate::facts::{Facts, Location};
use crate::finding::{Confidence, Finding, Severity};
use crate::matrix::join;
use crate::report::{KeyOrigin, RowState};
use crate::rules::Outcome;

const PACK: &str = include_str!("../../../../../tests/src/sample/beside/dten.pack.toml");
const OWN: &str = include_str!("../../../../../tests/src/sample/beside/dten.yaml");
const INVENTORY: &str = include_str!("../../../../../tests/src/sample/beside/inventory.csv");
const DEFAULTS: &str = "dten:\n  hybrid:\n    enable: false\n  poll:\n    interval: 5s\n  agent:\n    unit: a\n";

/// The sample, with the files beside it.
fn sample(beside: &[(&str, &str)]) -> (Facts, Context) {
    let mut facts = package("dtenmgr", "5.0.1");
    put(&mut facts, "conf/dten.default.yaml", DEFAULTS);
    let mut context = Context::default();
    for (name, text) in beside {
        context.add_input(name, text.as_bytes(), &InputChoice::default());
    }
    (facts, context)
}

const ALL: &[(&str, &str)] = &[("dten.pack.toml", PACK), ("dten.yaml", OWN), ("inventory.csv", INVENTORY)];

fn of<'f>(found: &'f [Finding], rule: &str) -> &'f Finding {
    found.iter().find(|finding| finding.rule.ends_with(rule)).unwrap()
}

#[test]
fn the_sample_tells_its_story() {
    let (facts, context) = sample(ALL);
    let found = findings(&facts, &context);
    assert_eq!(found.len(), 3, "{found:#?}");

    let gone = of(&found, "removed-key");
    assert_eq!((gone.severity, gone.confidence), (Severity::Blocker, Confidence::High));
    assert_eq!(gone.subject, "dten.legacy.mode");
    assert!(
        matches!(&gone.primary, Location::Context { role, name, line: 4, .. } if role == "config" && name == "dten.yaml")
    );
    assert!(gone.message.starts_with("`dten.legacy.mode` is gone since `dten-manager` 5.0.0, and `dten.yaml` sets it. `dten.hybrid.enable` takes its place."), "{}", gone.message);
    assert!(gone.message.contains("The package brings 5.0.1; 4.1.5 to 4.7.1 run on 3 of 6 hosts"), "{}", gone.message);
    assert!(gone.message.contains("Source: DTEN Manager 5.0 release notes"), "{}", gone.message);
    assert!(
        gone.related.iter().any(|place| matches!(&place.location, Location::Context { role, .. } if role == "pack"))
    );

    let missing = of(&found, "missing-required-key");
    assert_eq!((missing.severity, missing.subject.as_str()), (Severity::Blocker, "dten.hybrid.enable"));
    assert!(matches!(&missing.primary, Location::Context { name, line, .. } if name == "dten.yaml" && *line > 0));
    assert!(
        missing
            .message
            .contains("must be set to `true`, and `dten.yaml` does not set it. The package's default is `false`."),
        "{}",
        missing.message
    );
    assert!(missing.related.iter().any(|place| place.location.path() == "conf/dten.default.yaml"));

    let default = of(&found, "default-changed");
    assert_eq!((default.severity, default.subject.as_str()), (Severity::Low, "dten.poll.interval"));
    assert!(default.message.contains("is `5s` instead of `30s`"), "{}", default.message);

    let shown = join(&facts, &context).shown();
    assert_eq!(shown.rows.len(), 3);
    assert!(shown.rows.iter().all(|row| row.state == RowState::Act));
    let product = &shown.products[0];
    assert_eq!((product.name.as_str(), product.from.len(), product.to.as_deref()), ("dten-manager", 3, Some("5.0.1")));
    assert_eq!(product.from_source, "inventory.csv, 3 of 6 hosts");
    assert_eq!((product.known, product.in_window), (3, 3));
    assert_eq!(product.source, "pack sample.dten of 2026-11-20");
    assert_eq!(shown.patches.len(), 1);
    assert_eq!(shown.patches[0].name, "dten.yaml");
}

#[test]
fn without_ones_own_configuration_nobody_can_say_what_is_missing() {
    let (facts, context) = sample(&[("dten.pack.toml", PACK), ("inventory.csv", INVENTORY)]);
    assert_eq!(run("removed-key", &facts, &context), Outcome::Clean);
    let default = run("default-changed", &facts, &context);
    assert!(matches!(default, Outcome::NotChecked(why) if why.contains("`dten.poll.interval`")));
    // The package's own default is not as its version wants it.
    let found = findings(&facts, &context);
    assert_eq!(told(&facts, &context), [("wrong-value".to_owned(), "dten.hybrid.enable".to_owned())]);
    assert_eq!(found[0].primary.path(), "conf/dten.default.yaml");
}

#[test]
fn a_rule_says_why_it_could_not_look() {
    let nothing = package("dtenmgr", "5.0.1");
    let context = Context::default();
    assert!(matches!(run("removed-key", &nothing, &context), Outcome::NotApplicable(_)));
    let mut unknown = package("acme", "1.0");
    put(&mut unknown, "conf/acme.yaml", "a:\n  b: 1\n");
    let outcome = run("removed-key", &unknown, &context);
    assert!(matches!(outcome, Outcome::NotChecked(why) if why.ends_with("keys of `acme`")));
    let shown = join(&unknown, &context).shown();
    assert_eq!((shown.uncovered.len(), shown.uncovered[0].keys), (1, 1));
    assert_eq!(shown.uncovered[0].origin, KeyOrigin::Package);
}

#[test]
fn the_start_may_be_the_predecessors_or_unknown() {
    let beside = [("dten.pack.toml", PACK), ("dten.yaml", OWN)];
    let (facts, mut context) = sample(&beside);
    let found = findings(&facts, &context);
    assert_eq!(of(&found, "removed-key").confidence, Confidence::Medium);
    assert!(of(&found, "removed-key").message.contains("which version runs now is not known"));
    baseline(&mut context, package("dten-manager", "4.8.0"));
    let found = findings(&facts, &context);
    assert_eq!(of(&found, "removed-key").confidence, Confidence::High);
    assert!(of(&found, "removed-key").message.contains("the predecessor has 4.8.0"));
    baseline(&mut context, package("dten-manager", "5.0.0"));
    assert!(findings(&facts, &context).is_empty(), "nothing lies between 5.0.0 and 5.0.1");
}

#[test]
fn a_variable_is_probably_the_key() {
    let (facts, mut context) = sample(&[("dten.pack.toml", PACK), ("inventory.csv", INVENTORY)]);
    own(&mut context, "dten.env", "DTEN_LEGACY_MODE=on\nDTEN_HYBRID_ENABLE=true\nDTEN_POLL_INTERVAL=10s\n");
    let found = findings(&facts, &context);
    assert_eq!(told(&facts, &context), [("removed-key".to_owned(), "DTEN_LEGACY_MODE".to_owned())]);
    assert_eq!((found[0].severity, found[0].confidence), (Severity::Blocker, Confidence::Medium));
}

#[test]
fn comments_and_samples_decide_nothing() {
    let (mut facts, context) = sample(&[("dten.pack.toml", PACK), ("inventory.csv", INVENTORY)]);
    facts.config_keys.clear();
    put(&mut facts, "conf/dten.properties", "# dten.legacy.mode=on\n");
    put(&mut facts, "conf/dten.yaml.sample", "dten:\n  legacy:\n    mode: on\n");
    assert_eq!(told(&facts, &context), []);
    let shown = join(&facts, &context).shown();
    let row = shown.rows.iter().find(|row| row.key == "dten.legacy.mode").unwrap();
    assert_eq!((row.state, row.places.len()), (RowState::Elsewhere, 2));
}

#[test]
fn generic_keys_are_not_looked_for_in_files_of_others() {
    let mut context = Context::default();
    pack(&mut context, "composer", &row("composer", "version", "removed", "removed_in = \"2.0\""));
    let mut facts = package("acme", "1.0");
    ship(&mut facts, "generic", "composer", "2.1");
    put(&mut facts, "conf/acme.yaml", "version: 3\nacme:\n  version: 4\n");
    assert_eq!(told(&facts, &context), []);
    let mut own_product = package("composer", "2.1");
    put(&mut own_product, "conf/any.yaml", "version: 3\n");
    assert_eq!(told(&own_product, &context), [("removed-key".to_owned(), "version".to_owned())]);
}

#[test]
fn what_the_package_does_not_move_is_left_alone() {
    let mut context = Context::default();
    pack_with_files(&mut context, "acmed", "acmed.conf", &row("acmed", "oldword", "removed", "removed_in = \"2.0\""));
    install(&mut context, "h1", "generic", "acmed", "2.4");
    own(&mut context, "acmed.conf", "oldword yes\nport 22\n");
    let facts = package("other", "1.0");
    assert_eq!(told(&facts, &context), []);
    // A file that the package brings meets what runs there.
    let mut shipping = package("other", "1.0");
    put(&mut shipping, "etc/acmed.conf", "oldword yes\nport 22\n");
    let found = findings(&shipping, &context);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].severity, found[0].confidence), (Severity::High, Confidence::Medium));
    assert!(found[0].message.contains("acmed 2.4 runs on h1."), "{}", found[0].message);
}

#[test]
fn a_cluster_has_to_be_known_to_judge_its_objects() {
    let mut facts = package("acme", "1.0");
    put_object(&mut facts, "k8s/ingress.yaml", "networking.k8s.io/v1beta1", "Ingress", "web");
    let mut context = Context::default();
    let keyed =
        "in = [\"kubernetes\"]\nsince = \"1.19.0\"\nremoved_in = \"1.22.0\"\nreplacement = [\"networking.k8s.io/v1\"]";
    pack(&mut context, "kubernetes", &row("kubernetes", "networking.k8s.io/v1beta1#Ingress", "removed", keyed));
    assert!(matches!(run("removed-key", &facts, &context), Outcome::NotChecked(why) if why.contains("`kubernetes`")));
    install(&mut context, "node1", "generic", "kubelet", "v1.29.3");
    let found = findings(&facts, &context);
    assert_eq!(found.len(), 1);
    assert!(
        found[0].message.contains("no longer serves Ingress of `networking.k8s.io/v1beta1`"),
        "{}",
        found[0].message
    );
    assert!(found[0].message.contains("v1.29.3 runs on node1"), "{}", found[0].message);
    assert_eq!(found[0].severity, Severity::High);
    let mut older = Context { packs: context.packs.clone(), ..Context::default() };
    install(&mut older, "node1", "generic", "kubelet", "v1.20.1");
    assert_eq!(told(&facts, &older), [("deprecated-key".to_owned(), "networking.k8s.io/v1beta1#Ingress".to_owned())]);
}

#[test]
fn a_required_key_is_right_by_default_or_by_a_variable() {
    let (mut facts, context) = sample(ALL);
    facts.config_keys.clear();
    put(&mut facts, "conf/dten.default.yaml", &DEFAULTS.replace("false", "true"));
    assert!(told(&facts, &context).iter().all(|(rule, _)| rule != "missing-required-key"));
    let (facts, mut context) = sample(ALL);
    own(&mut context, "service.env", "DTEN_HYBRID_ENABLE=${HYBRID}\n");
    let told = told(&facts, &context);
    assert!(told.iter().all(|(rule, _)| rule != "missing-required-key" && rule != "wrong-value"), "{told:?}");
}

#[test]
fn rows_without_a_version_make_no_finding() {
    let mut context = Context::default();
    pack(&mut context, "acme", &row("acme", "a.old", "deprecated", ""));
    own(&mut context, "acme.yaml", "a:\n  old: 1\n");
    let facts = package("acme", "2.0");
    assert_eq!(told(&facts, &context), []);
    assert_eq!(join(&facts, &context).shown().rows[0].state, RowState::Unknown);
}

#[test]
fn a_key_renamed_twice_gets_its_last_name() {
    let mut context = Context::default();
    let first = row("acme", "a.one", "renamed", "since = \"2.0\"\nremoved_in = \"2.5\"\nreplacement = [\"a.two\"]");
    let second = row("acme", "a.two", "renamed", "removed_in = \"3.0\"\nreplacement = [\"a.three\"]");
    pack(&mut context, "acme", &(first + &second));
    own(&mut context, "acme.properties", "a.one=1\n");
    install(&mut context, "h", "generic", "acme", "1.9");
    let found = findings(&package("acme", "3.1"), &context);
    assert!(found[0].message.starts_with("`a.one` is `a.three` since `acme` 2.5"), "{}", found[0].message);
    let found = findings(&package("acme", "2.1"), &context);
    assert_eq!(found[0].severity, Severity::Medium);
    assert!(found[0].message.contains("The old name works until 2.5."), "{}", found[0].message);
}

#[test]
fn a_new_spelling_is_not_taken_for_the_old_one() {
    let mut context = Context::default();
    let respelled = "removed_in = \"2.0\"\nreplacement = [\"a.key-store-path\"]";
    pack(&mut context, "acme", &row("acme", "a.keystore-path", "renamed", respelled));
    own(&mut context, "acme.properties", "a.key-store-path=1\n");
    assert_eq!(told(&package("acme", "2.0"), &context), []);
    own(&mut context, "old.properties", "a.keystore-path=1\n");
    assert_eq!(told(&package("acme", "2.0"), &context).len(), 1);
}

#[test]
fn a_name_that_goes_on_working_is_no_more_than_medium() {
    let mut context = Context::default();
    let kept = "since = \"2.0\"\nreplacement = [\"a.new\"]\n";
    let rows = row("acme", "a.old", "renamed", kept)
        + &row("acme", "a.older", "renamed", &format!("{kept}effect = \"warning\""));
    pack(&mut context, "acme", &rows);
    own(&mut context, "acme.properties", "a.old=1\na.older=1\n");
    let found = findings(&package("acme", "2.0"), &context);
    let severities: Vec<_> = found.iter().map(|finding| (finding.subject.as_str(), finding.severity)).collect();
    assert_eq!(severities, [("a.old", Severity::High), ("a.older", Severity::Medium)]);
}

#[test]
fn a_patch_is_offered_only_where_it_does_the_whole_change() {
    let is_offered = |text: &str| {
        let mut context = Context::default();
        let renamed = "removed_in = \"2.0\"\nreplacement = [\"b.value\"]";
        pack(&mut context, "acme", &row("acme", "a.value", "renamed", renamed));
        own(&mut context, "acme.properties", text);
        let found = findings(&package("acme", "2.0"), &context);
        found[0].steps.iter().any(|step| step.text.contains("apply the patch"))
    };
    assert!(is_offered("a.value=1\n"));
    assert!(!is_offered("a.value=postgres://u:geheim@db/x\n"), "a secret's line is not in a diff");
}
