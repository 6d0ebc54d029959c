#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use crate::packs::key::{Fix, Require, RequireOp};
use crate::packs::{Effect, KeyChange, Keyed, Packs};

const EXAMPLE: &str = include_str!("../../../packs/example.pack.csv");

fn with(name: &str, bytes: &[u8]) -> Packs {
    let mut packs = Packs::default();
    packs.add(name, bytes, 0).unwrap();
    packs
}

fn problems(text: &str) -> Vec<(u32, u32, String, String)> {
    let problems = Packs::default().add("keys.csv", text.as_bytes(), 0).unwrap_err();
    problems.into_iter().map(|p| (p.line, p.column, p.field, p.reason)).collect()
}

fn product<'k, 'p>(keyed: &'k [Keyed<'p>], name: &str) -> &'k Keyed<'p> {
    keyed.iter().find(|product| product.is("generic", name)).unwrap()
}

#[test]
fn the_example_is_a_pack() {
    assert!(Packs::looks_like_pack(EXAMPLE.as_bytes()));
    let packs = with("example.pack.csv", EXAMPLE.as_bytes());
    let keyed = packs.keyed();
    let rows = &product(&keyed, "dten-manager").rows;
    assert_eq!(rows.len(), 3);
    let (pack, removed) = rows[0];
    assert_eq!(
        (removed.kind, removed.boundary(), removed.effect),
        (KeyChange::Removed, Some("5.0.0"), Some(Effect::Ignored))
    );
    assert_eq!(removed.note, "Silently ignored; the service runs in fallback mode.");
    assert_eq!(pack.cite(&removed.sources), "Release notes of 5.0 (pack example.pack.csv)");
    let require = Require { op: RequireOp::Equal, values: vec!["true".into()], when: "".into() };
    assert_eq!(rows[1].1.require, Some(require));
    assert_eq!(rows[1].1.fix, [Fix::Set { key: "dten.hybrid.enable".into(), value: "true".into() }]);
    assert_eq!((rows[2].1.old_default.as_deref(), rows[2].1.new_default.as_deref()), (Some("30s"), Some("5s")));
    let spring = product(&keyed, "spring-boot");
    let (pack, own) = spring.rows[0];
    assert_eq!(own.names, ["spring.redis.host", "spring.redis.port"]);
    assert_eq!(pack.cite(&own.sources), "example.pack.csv (pack example.pack.csv)", "no source: the table itself");
    assert_eq!(spring.rows.len(), 993, "the table's row stands for the two built-in ones");
}

#[test]
fn columns_come_in_any_order_between_any_signs_and_in_any_encoding() {
    let rows = |bytes: &[u8]| product(&with("k.csv", bytes).keyed(), "app").rows.len();
    assert_eq!(rows(b"Keys of App\n\nKind,Owner,Removed In,Key,Product\nremoved,me,2.0,a.b,app\n,,,,\n"), 1);
    assert_eq!(rows(b"sep=\t\nproduct\tkey\tkind\r\napp\ta\tadded\r\n"), 1);
    assert_eq!(rows("\u{feff}product;key;kind\napp;a;new\n".as_bytes()), 1);
    let wide: Vec<u8> =
        "\u{feff}product;key;kind\r\napp;a;Added\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(Packs::looks_like_pack(&wide));
    assert_eq!(rows(&wide), 1);
}

#[test]
fn a_problem_names_line_column_and_field() {
    let head = "product,key,Change,since,Removed in,effect\n";
    let row = |row: &str| problems(&format!("{head}app,ok,added,1.0,,\n{row}\n"));
    let (line, column, field, reason) = row("app,a.b,gone,1.0,,").remove(0);
    assert_eq!((line, column, field.as_str()), (3, 9, "Change"));
    assert!(reason.starts_with("`gone` is none of removed, renamed"), "{reason}");
    let place =
        |text: &str| row(text).into_iter().map(|(line, column, field, _)| (line, column, field)).collect::<Vec<_>>();
    assert_eq!(place("app,a.b,removed,,,"), [(3, 1, "Removed in".to_owned())]);
    assert_eq!(place("app,a.b,added,soon,,"), [(3, 15, "since".to_owned())]);
    assert_eq!(place("app,\"a.b\nc.d\",added,1.0,,loud"), [(4, 17, "effect".to_owned())]);
    assert_eq!(place(",a.b,added,1.0,,"), [(3, 1, "product".to_owned())]);
    assert_eq!(place("app,,added,1.0,,"), [(3, 1, "key".to_owned())]);
}

#[test]
fn a_list_of_what_is_installed_is_no_pack() {
    for text in ["product,version,host\nnginx,1.2,a\n", "key,value\na,b\n", "product,key\na,b\n", "kind: x\n", ""] {
        assert!(!Packs::looks_like_pack(text.as_bytes()), "{text}");
    }
}

#[test]
fn a_broken_table_leaves_the_other_packs_alone() {
    let mut packs = with("example.pack.csv", EXAMPLE.as_bytes());
    packs.add("broken.csv", b"product,key,kind\napp,a,gone\n", 1).unwrap_err();
    assert_eq!(product(&packs.keyed(), "dten-manager").rows.len(), 3);
}

#[test]
fn another_pack_may_describe_the_product() {
    let mut packs = with("keys.csv", b"product,key,kind\napp,a,new\n");
    let head = "format = 1\nid = \"t\"\ntitle = \"T\"\nversion = \"1\"\nlicense = \"MIT\"\n";
    let product =
        "[[product]]\nid = \"app\"\nscheme = \"semver\"\npurl = [\"pkg:deb/x/app-server\"]\nfiles = [\"app.ini\"]\n";
    packs.add("app.pack.toml", format!("{head}{product}").as_bytes(), 1).unwrap();
    let keyed = packs.keyed();
    let app = keyed.iter().find(|product| product.is("deb", "app-server")).unwrap();
    assert_eq!((app.files.as_slice(), app.rows.len()), (&["app.ini"][..], 1));
}

#[test]
fn a_table_without_end_is_refused() {
    let many = problems(&format!("product,key,kind\n{}", "app,a,added\n".repeat(30_000)));
    assert!(many[0].3.contains("rows; a pack may have"), "{}", many[0].3);
    let wide = problems(&format!("product,key,kind\napp,{},added\n", "a|".repeat(300_000)));
    assert_eq!((wide.len(), wide[0].0, wide[0].1), (1, 2, 5));
    assert!(wide[0].3.contains("values"), "{}", wide[0].3);
}
