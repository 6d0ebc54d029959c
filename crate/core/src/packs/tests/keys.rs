//! `[[key]]` rows of a user's pack.

use super::*;

const HEAD: &str = "[[key]]\nid = \"k\"\nproduct = \"app\"\nmatch = [\"a.b\"]\nsource = [\"s\"]\n";

/// What is wrong with one row; its first line is 15 of the file.
fn wrong(rest: &str) -> Vec<(u32, u32, String)> {
    let found = problems(&pack(&format!("{HEAD}{rest}")));
    found.into_iter().map(|(line, column, field, _)| (line, column, field)).collect()
}

#[test]
fn a_row_is_read_with_everything_that_it_says() {
    let packs = with(SAMPLE);
    let keyed = packs.keyed();
    let product = keyed.iter().find(|product| product.is("deb", "dten-manager")).unwrap();
    assert_eq!((product.name(), product.dialect), ("sample.dten", Dialect::Cargo));
    let row = |id: &str| product.rows.iter().find(|(_, row)| row.id == id).unwrap();
    let (from, removed) = row("dten.legacy-mode");
    assert_eq!((removed.kind, removed.boundary()), (KeyChange::Removed, Some("5.0.0")));
    assert_eq!((removed.effect, removed.severity), (Some(Effect::Ignored), Some(crate::finding::Severity::High)));
    assert_eq!(removed.replacement, ["dten.hybrid.enable"]);
    assert!(removed.selectors.is_empty() && removed.is_matched());
    assert!(from.cite(&removed.sources).ends_with("(pack sample.dten of 2026-11-20)"));
    let (_, required) = row("dten.hybrid-required");
    let require = Require { op: RequireOp::Equal, values: vec!["true".into()], when: "always".into() };
    assert_eq!(required.require, Some(require));
    assert_eq!(required.fix, [Fix::Set { key: "dten.hybrid.enable".into(), value: "true".into() }]);
    assert_eq!((required.boundary(), required.phase), (Some("5.0.0"), Some(crate::finding::Phase::Before)));
    let (_, default) = row("dten.poll-default");
    assert_eq!((default.old_default.as_deref(), default.new_default.as_deref()), (Some("30s"), Some("5s")));
}

#[test]
fn a_row_names_the_configuration_that_it_is_about() {
    let selectors = |rest: &str| {
        let packs = with(&pack(&format!("{HEAD}kind = \"added\"\n{rest}")));
        packs.keyed()[0].rows[0].1.selectors.to_vec()
    };
    let one = |form, files: &[&'static str]| Selector { form, files: files.iter().map(|&file| file.into()).collect() };
    assert_eq!(selectors(""), []);
    assert_eq!(selectors("files = [\"*.conf\"]\n"), [one(None, &["*.conf"])]);
    assert_eq!(
        selectors("in = [\"cli\", \"flag\", \"conf\", \"directive\", \"kubernetes\"]\nfiles = [\"x\"]\n"),
        [Form::Flag, Form::Flag, Form::Directive, Form::Directive, Form::Kubernetes]
            .map(|form| one(Some(form), &["x"]))
    );
}

#[test]
fn what_is_wrong_with_a_row_has_its_place() {
    for (rest, wanted) in [
        ("kind = \"removed\"\n", (13, 1, "key[0].removed_in")),
        ("kind = \"renamed\"\n", (13, 1, "key[0].replacement")),
        ("kind = \"added\"\nsince = \"later\"\n", (19, 9, "key[0].since")),
        ("kind = \"removed\"\nremoved_in = \"4.0\"\nsince = \"5.0\"\n", (20, 9, "key[0].since")),
        ("kind = \"required-new\"\nrequire = { op = \"eq\" }\n", (19, 1, "key[0].require.value")),
        ("kind = \"required-new\"\nrequire = { op = \"eq\", value = [1] }\n", (19, 32, "key[0].require.value")),
        ("kind = \"required-new\"\nrequire = { op = \"in\", value = [] }\n", (19, 32, "key[0].require.value")),
        ("kind = \"added\"\nfix = [{ action = \"rename\", key = \"a\" }]\n", (19, 8, "key[0].fix[0].to")),
        ("kind = \"added\"\nfix = [{ action = \"set\", key = \"a\" }]\n", (19, 8, "key[0].fix[0].value")),
        ("kind = \"added\"\nallowed = []\n", (19, 11, "key[0].allowed")),
        ("kind = \"added\"\nallowed = [{ a = 1 }]\n", (19, 12, "key[0].allowed[0]")),
        ("kind = \"gone\"\n", (18, 8, "key[0].kind")),
        ("kind = \"added\"\nin = [\"flags\"]\n", (19, 7, "key[0].in[0]")),
    ] {
        let (line, column, field) = wanted;
        assert_eq!(wrong(rest), [(line, column, field.to_owned())], "{rest}");
    }
}

#[test]
fn rows_of_the_pack_that_wins_count() {
    let row = |kind: &str, note: &str| format!("{HEAD}kind = \"{kind}\"\nremoved_in = \"2\"\nnote = \"{note}\"\n");
    let mut packs = with(&pack(&(row("removed", "first") + &row("deprecated", "other") + &row("removed", "again"))));
    packs.add("second", pack(&row("removed", "second")).as_bytes(), 1).unwrap();
    let keyed = packs.keyed();
    let app = keyed.iter().find(|product| product.name() == "app").unwrap();
    let notes: Vec<&str> = app.rows.iter().map(|(_, row)| row.note.as_ref()).collect();
    assert_eq!(notes, ["second", "other"], "the last pack wins, key by key and change by change");
    assert_eq!(app.names.len(), 1);
}
