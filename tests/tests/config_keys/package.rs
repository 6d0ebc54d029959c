//! The keys of a whole package: which files are asked, and what the limits do.

use dropscope_core::analyze::{Reducer, Session};
use dropscope_core::facts::Facts;
use dropscope_core::limits::Limits;
use dropscope_tests::zipcraft::{Bytes, Entry, Package};

use super::kit::lines;

/// The facts of a package of these files; the batches come in backwards.
pub fn facts(files: &[(&str, &str)], limits: &Limits) -> Facts {
    let entry = files.iter().map(|(name, text)| Entry {
        name: Bytes::Text((*name).into()),
        data: Bytes::Text((*text).into()),
        ..Entry::default()
    });
    let package = Package { entry: entry.collect(), ..Package::default() }.build().unwrap();
    let session = Session::open(&package, limits).unwrap();
    let mut reducer = Reducer::default();
    for batch in session.batches().iter().rev() {
        reducer.insert(batch.index, session.run(batch, &package).unwrap());
    }
    reducer.facts(&session).0
}

/// Path and reason of everything that was not read.
fn skipped(facts: &Facts) -> Vec<String> {
    facts.skipped.iter().map(|skipped| format!("{}: {}", skipped.path, skipped.reason)).collect()
}

#[test]
fn live_files_and_samples_give_keys_and_others_none() {
    let files = [
        ("conf/app.yml", "server: {port: 8080}\n"),
        ("conf/swagger.yml", "swagger:\n  enabled: true\n"),
        ("conf/app.ini.sample", "[server]\nport = 1\n"),
        ("tests/app.yml", "server: {port: 1}\n"),
        ("node_modules/x/config.json", "{\"a\": 1}"),
        ("docs/app.yml", "a: 1\n"),
        ("package.json", "{\"name\": \"x\"}"),
        ("conf/table.json", "[{\"a\": 1}]"),
        ("conf/api.json", "{\"openapi\": \"3.0.0\"}"),
        ("conf/api.yaml", "openapi: 3.0.0\n"),
        ("conf/app.png.yml", "\u{0}\u{1}\u{2}"),
    ];
    let facts = facts(&files, &Limits::default());
    assert_eq!(lines(&facts.config_keys), ["1 server.port = 8080", "2 swagger.enabled = true", "2 server.port = 1"]);
    let samples: Vec<bool> = facts.config_keys.iter().map(|key| key.is_sample).collect();
    assert_eq!(samples, [false, false, true]);
}

#[test]
fn a_broken_file_gives_its_keys_and_says_where_it_breaks_but_is_no_manifest() {
    let files = [("conf/app.yml", "a: 1\nb: [\n"), ("conf/comments.json", "{\n  // why\n  \"a\": 1\n}")];
    let facts = facts(&files, &Limits::default());
    assert_eq!(lines(&facts.config_keys), ["1 a = 1", "2 b = []", "3 a = 1"]);
    assert!(facts.manifests.is_empty());
    let skipped = skipped(&facts);
    assert_eq!(skipped.len(), 1, "{skipped:?}");
    assert!(skipped[0].starts_with("conf/app.yml: the configuration breaks at line 3, column 1 ("), "{skipped:?}");
}

#[test]
fn the_limit_cuts_at_the_same_key_whatever_the_batches_are() {
    let names: Vec<String> = (0..20).map(|number| format!("conf/{number:02}.properties")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "a=1\nb=2\nc=3\n")).collect();
    for batch_entries in [1, 3, 7, 100] {
        let limits = Limits { config_keys: 31, batch_entries, ..Limits::default() };
        let facts = facts(&files, &limits);
        assert_eq!(facts.config_keys.len(), 31);
        assert_eq!(facts.config_keys.last().map(|key| key.path.as_str()), Some("conf/10.properties"));
        let said = "conf/10.properties: the package has more than 31 configuration keys (limit config_keys); those from \
                    line 2 on, and those of the files after it, were not taken";
        assert_eq!(skipped(&facts), [said], "{batch_entries} entries in a batch");
    }
    let all = facts(&files, &Limits { config_keys: 60, ..Limits::default() });
    assert_eq!((all.config_keys.len(), skipped(&all).len()), (60, 0));
}

#[test]
fn one_file_gives_no_more_than_its_own_limit() {
    let text: String = (0..50).map(|number| format!("key{number} = 1\n")).collect();
    let facts = facts(&[("conf/app.ini", &text)], &Limits { facts_per_file: 20, ..Limits::default() });
    assert_eq!(facts.config_keys.len(), 20);
    let said = "conf/app.ini: sets more than 20 keys (limit facts_per_file); the rest was not taken";
    assert_eq!(skipped(&facts), [said]);
}
