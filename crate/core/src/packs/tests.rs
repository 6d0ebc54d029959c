#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use super::*;

mod keys;

const SAMPLE: &str = include_str!("../../../../tests/src/sample/beside/dten.pack.toml");
const EXAMPLE: &str = include_str!("../../packs/example.pack.toml");

fn with(text: &str) -> Packs {
    let mut packs = Packs::default();
    packs.add("given.pack.toml", text.as_bytes(), 0).unwrap();
    packs
}

fn problems(text: &str) -> Vec<(u32, u32, String, String)> {
    let problems = Packs::default().add("given.pack.toml", text.as_bytes(), 0).unwrap_err();
    problems.into_iter().map(|p| (p.line, p.column, p.field, p.reason)).collect()
}

/// A head and a product, ten lines, then `rest` from line 11 on.
fn pack(rest: &str) -> String {
    let head = "format = 1\nid = \"t\"\ntitle = \"T\"\nversion = \"1\"\nlicense = \"CC0-1.0\"\n";
    let product = "[[product]]\nid = \"app\"\nscheme = \"semver\"\n";
    let source = "[[source]]\nid = \"s\"\nref = \"manual\"\nbasis = \"manual\"\n";
    format!("{head}{product}{source}{rest}")
}

#[test]
fn the_example_and_the_samples_pack_are_packs() {
    for text in [EXAMPLE, SAMPLE] {
        assert!(Packs::looks_like_pack(text.as_bytes()));
        let summary = Packs::default().add("p", text.as_bytes(), 0).unwrap();
        assert_eq!((summary.version.as_str(), summary.updated.as_str()), ("2026.11.1", "2026-11-20"));
        assert!(summary.rows >= 9, "{summary:?}");
    }
}

#[test]
fn other_files_are_no_packs() {
    for text in [
        "",
        "version = 3\n[[package]]\nname = \"serde\"\n",
        "[project]\nname = \"x\"\nversion = \"1\"\n",
        "host,component,version\nmgmt01,format,1\n",
        "format: 1\nid: x\ntitle: y\n",
        "PK\u{3}\u{4}",
    ] {
        assert!(!Packs::looks_like_pack(text.as_bytes()), "{text}");
    }
    let broken = "format = 1\nid = \"x\"\ntitle = \"T\nversion = \"1\"\n";
    assert!(Packs::looks_like_pack(broken.as_bytes()), "a broken pack is told from another file, so that it is named");
}

#[test]
fn each_problem_has_its_place() {
    let text = pack("[[path]]\nproduct = \"app\"\nstop = [\"4.2\"]\ndowngrade = \"never\"\nsource = [\"s\", \"t\"]\n");
    assert_eq!(
        problems(&text),
        [
            (15, 1, "path[0].stop".into(), "is unknown; known are product, source, stops, edges, downgrade".into()),
            (16, 13, "path[0].downgrade".into(), "`never` is none of none, config-only, supported".into()),
            (17, 16, "path[0].source[1]".into(), "is the id of no [[source]]".into()),
        ]
    );
}

#[test]
fn what_is_missing_or_of_the_wrong_kind_is_named() {
    let field =
        |rest: &str| problems(&pack(rest)).into_iter().map(|(line, _, field, _)| (line, field)).collect::<Vec<_>>();
    assert_eq!(field("[[path]]\nproduct = \"app\"\n"), [(13, "path[0].source".to_owned())]);
    assert_eq!(field("[[path]]\nproduct = \"app\"\nsource = []\n"), [(15, "path[0].source".to_owned())]);
    assert_eq!(field("[[path]]\nproduct = \"other\"\nsource = [\"s\"]\n"), [(14, "path[0].product".to_owned())]);
    assert_eq!(
        field("[[path]]\nproduct = \"app\"\nsource = [\"s\"]\nedges = [{ from = \"1\", to = \"vers:semver/2\" }]\n"),
        [(16, "path[0].edges[0].from".to_owned())]
    );
    assert_eq!(
        field("[[key]]\nid = \"k\"\nproduct = \"app\"\nmatch = [\"a\"]\nkind = \"removed\"\nsource = [\"s\"]\n"),
        [(13, "key[0].removed_in".to_owned())]
    );
    assert_eq!(
        field("[[eol]]\nproduct = \"app\"\ncycle = \"1\"\neol = \"soon\"\nsource = [\"s\"]\n"),
        [(16, "eol[0].eol".to_owned())]
    );
}

#[test]
fn a_head_of_another_format_is_refused() {
    let found = problems("format = 2\nid = \"X\"\ntitle = \"\"\nversion = 1\nlicense = \"MIT\"\n");
    let places: Vec<_> = found.iter().map(|(line, column, field, _)| (*line, *column, field.as_str())).collect();
    assert_eq!(places, [(1, 10, "format"), (2, 6, "id"), (3, 9, "title"), (4, 11, "version")]);
}

#[test]
fn a_file_that_is_no_toml_says_where_it_breaks() {
    let found = problems("format = 1\nid = \"x\ntitle = 2\n");
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].0, found[0].2.as_str()), (2, ""));
}

#[test]
fn bytes_of_any_kind_are_refused_without_harm() {
    for bytes in [&b""[..], b"\0\0\0", b"\xff\xfe", b"[[[[[[", "format = 1\u{202e}".as_bytes()] {
        assert!(Packs::default().add("x", bytes, 0).is_err());
    }
    let deep = format!("format = {}1", "[".repeat(100_000));
    assert!(Packs::default().add("x", deep.as_bytes(), 0).is_err());
    let hidden =
        pack("[[path]]\nproduct = \"app\"\nsource = [\"s\"]\nstops = [{ version = \"1\", wait = \"\\u202Enone\" }]\n");
    assert_eq!(problems(&hidden)[0].2, "path[0].stops[0].wait");
}

#[test]
fn what_is_too_large_is_refused() {
    let large = format!("{}#{}", pack(""), "x".repeat(crate::limits::PACK_BYTES));
    assert!(problems(&large)[0].3.contains("bytes"));
    let edge = "{ from = \"vers:semver/1\", to = \"vers:semver/2\" },";
    let edges = edge.repeat(crate::limits::PACK_EDGES + 1);
    let found = problems(&pack(&format!("[[path]]\nproduct = \"app\"\nsource = [\"s\"]\nedges = [{edges}]\n")));
    assert_eq!(found[0].2, "path[0].edges");
}

#[test]
fn a_product_goes_by_id_alias_and_package_url() {
    let packs = with(SAMPLE);
    for (ecosystem, name) in [("generic", "DTEN Manager"), ("generic", "dtenmgr"), ("deb", "dten-manager")] {
        let product = packs.product(ecosystem, name).unwrap();
        assert!(product.paths().is_some(), "{name}");
        assert_eq!(product.compat().len(), 1);
    }
    assert!(packs.product("generic", "manager").is_none());
    assert!(packs.product("generic", "GitLab-EE").unwrap().paths().is_some(), "a built-in pack knows it");
}

#[test]
fn the_users_rows_win_over_the_built_in_ones() {
    let stops = |packs: &Packs| packs.product("generic", "gitlab").unwrap().paths().unwrap().1[0].stops.len();
    assert_eq!(stops(&Packs::default()), 34);
    let own = pack(
        "[[path]]\nproduct = \"gitlab\"\nstops = [\"17.3\"]\nsource = [\"s\"]\n\
         [[eol]]\nproduct = \"postgresql\"\ncycle = \"12\"\neol = 2027-01-01\nsource = [\"s\"]\n",
    );
    let packs = with(&own);
    assert_eq!(stops(&packs), 1);
    let end = |packs: &Packs, version: &str| packs.support("generic", "postgresql", version).unwrap().end.day();
    assert_eq!(end(&packs, "12.19"), "2027-01-01");
    assert_eq!(end(&packs, "13.2"), "2025-11-13", "what the user does not speak of stays");
    assert_eq!(end(&Packs::default(), "12.19"), "2024-11-21");
}

#[test]
fn of_several_packs_the_last_wins_and_a_broken_one_changes_nothing() {
    let stops = |stop: &str| pack(&format!("[[path]]\nproduct = \"app\"\nstops = [\"{stop}\"]\nsource = [\"s\"]\n"));
    let mut packs = with(&stops("1.0"));
    packs.add("second", stops("2.0").as_bytes(), 1).unwrap();
    packs.add("broken", b"format = 1\nid = 3\n", 2).unwrap_err();
    let (from, paths) = packs.product("generic", "app").unwrap().paths().unwrap();
    assert_eq!((from.file.as_str(), paths[0].stops[0].line.as_str()), ("second", "2.0"));
}

#[test]
fn a_source_is_cited_with_the_packs_date() {
    let packs = with(SAMPLE);
    let product = packs.product("generic", "dtenmgr").unwrap();
    let (pack, paths) = product.paths().unwrap();
    assert_eq!(
        pack.cite(&paths[0].sources),
        "DTEN Manager 5.0 release notes, section 'Configuration' (pack sample.dten of 2026-11-20)"
    );
    assert!(packs.support("generic", "openssl", "1.1.1w").unwrap().source.contains("August 2026"));
}

#[test]
fn names_lead_to_what_inventories_call_it() {
    let names = Packs::default().names_of(&Name::of_purl("pkg:generic/postgresql").unwrap());
    assert!(names.iter().any(|name| name.is("deb", "postgresql-15")));
    assert!(names.iter().any(|name| name.is("rpm", "postgresql-server")));
    assert!(!names.iter().any(|name| name.is("deb", "postgresql-client-15")));
    let client = Packs::default().names_of(&Name::new("pypi", "redis"));
    assert!(!client.iter().any(|name| name.is("deb", "redis-server")), "a client is not the server");
}
