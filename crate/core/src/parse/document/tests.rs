#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::indexing_slicing)]
#![allow(clippy::arithmetic_side_effects)]

use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use serde_json::Value as Json;

use super::{Document, Node, Value, headers, ini, json, toml, xml, yaml};
use crate::parse::text::Text;

type Reader = fn(&str) -> Document;

const READERS: &[(&str, Reader)] = &[
    ("json", json::read),
    ("yaml", yaml::read),
    ("toml", toml::read),
    ("xml", xml::read),
    ("ini", ini::read),
    ("properties", ini::read_properties),
];

/// A tree in one line.
fn shown(node: &Node) -> String {
    match &node.value {
        Value::Scalar(scalar) => format!("{:?}", scalar.text),
        Value::Seq(items) => format!("[{}]", items.iter().map(shown).collect::<Vec<_>>().join(" ")),
        Value::Map(members) => {
            let members: Vec<String> =
                members.iter().map(|(key, node)| format!("{}={}", key.text, shown(node))).collect();
            format!("{{{}}}", members.join(" "))
        }
    }
}

/// Where and why it broke, as `line:column reason`.
fn broken(read: Reader, text: &str) -> String {
    let text = Text::new("x", text.as_bytes());
    let Some(broken) = read(text.content()).broken else { return "whole".to_owned() };
    let (line, column) = text.position(broken.at);
    format!("{line}:{column} {}", broken.reason)
}

#[test]
fn one_tree_for_all() {
    let wanted = r#"{name="a" needs={b="1.0"} list=["x" {k="2"}]}"#;
    assert_eq!(shown(&json::read(r#"{"name":"a","needs":{"b":"1.0"},"list":["x",{"k":2}]}"#).root), wanted);
    assert_eq!(shown(&yaml::read("name: a\nneeds:\n  b: 1.0\nlist:\n- x\n- k: 2\n").root), wanted);
    assert_eq!(shown(&toml::read("name='a'\nneeds.b='1.0'\nlist=['x',{k=2}]\n").root), wanted);
    let xml = xml::read("<m a='1'><!-- c --><needs><b>1.0</b><b>2</b></needs>t &lt;&#x41;&u;<![CDATA[<c>]]></m>");
    assert_eq!(shown(&xml.root), r#"{m={a="1" needs={b="1.0" b="2"} $text="t <A&u;<c>"}}"#);
}

#[test]
fn places() {
    let at = |read: Reader, text: &str| {
        let document = read(text);
        let node = document.root.get("b").unwrap();
        let (key, _) = document.root.members().iter().find(|(key, _)| key.text == "b").unwrap();
        let text = Text::new("x", text.as_bytes());
        (text.position(key.at), text.position(node.at))
    };
    assert_eq!(at(json::read, "{\"ä\": 1,\r\n  \"b\": 2}"), ((2, 3), (2, 8)));
    assert_eq!(at(yaml::read, "ä: 1\r\nb: 2\r\n"), ((2, 1), (2, 4)));
    assert_eq!(at(toml::read, "\"ä\" = 1\n b = 2\n"), ((2, 2), (2, 6)));
    let text = "<r>\n <b>x</b>\n</r>";
    let document = xml::read(text);
    assert_eq!(Text::new("x", text.as_bytes()).position(document.root.get("r").unwrap().get("b").unwrap().at), (2, 2));
}

#[test]
fn breaks_have_places_and_keep_what_stood_before() {
    assert_eq!(broken(json::read, "{\"a\": 1,\n \"b\": }"), "2:7 expected a value");
    assert_eq!(broken(json::read, "{\"a\": 1\n \"b\": 2}"), "2:2 expected `,` or `}`");
    assert_eq!(broken(json::read, "{\"a\": \"ä\n\"}"), "1:9 a control character in a text");
    assert_eq!(broken(json::read, ""), "1:1 the document ends in the middle");
    assert_eq!(broken(json::read, "{} {}"), "1:4 more text after the end of the document");
    assert_eq!(broken(json::read, "{\"a\": 01}"), "1:7 a number with a leading zero");
    assert_eq!(broken(json::read, "{\n// c\n\"a\": 1}"), "2:1 a comment, which JSON does not have");
    assert_eq!(broken(json::read, "{\"a\": [1,]}"), "1:9 a comma before the closing bracket");
    assert_eq!(broken(json::read_with_comments, "{\n// c\n\"a\": 1 /* d */}"), "whole");
    assert_eq!(shown(&json::read("{\"a\": {\"b\": [1, 2").root), r#"{a={b=["1" "2"]}}"#);
    assert_eq!(shown(&json::read("{\"a\": 1, // c\n\"b\": 2,}").root), r#"{a="1" b="2"}"#);
    assert!(broken(yaml::read, "a: 1\nb: [1, 2\nc: 3\n").starts_with("3:"));
    assert_eq!(shown(&yaml::read("a: 1\nb: \"x\n").root), r#"{a="1"}"#);
    assert!(broken(toml::read, "a = 1\nb = \nc = 3\n").starts_with("2:"));
    assert_eq!(shown(&toml::read("a = 1\nb = \nc = 3\n").root), r#"{a="1"}"#);
    assert!(broken(toml::read, "a = 1\na = 2\n").starts_with("2:"));
    assert!(broken(xml::read, "<a>\n<b>x</c>\n</a>").starts_with("2:"));
    assert_eq!(broken(xml::read, "<a>\n<b>x</b>"), "2:9 `<a>` is not closed");
    assert_eq!(broken(xml::read, "plain text"), "1:1 no element");
}

#[test]
fn relaxed_json_allows_comments_and_trailing_commas() {
    let text = "{ // why\n \"a\": [1, 2,], }";
    assert!(broken(json::read, text).starts_with("1:"));
    assert!(json::read_relaxed(text).broken.is_none());
    assert_eq!(shown(&json::read_relaxed(text).root), shown(&json::read(text).root));
    assert!(json::read_relaxed("{\"a\": 1,, }").broken.is_some());
}

#[test]
fn all_documents_of_a_stream() {
    let all = |text: &str| {
        let documents = yaml::read_all(text);
        let broken = documents.last().is_some_and(|document| document.broken.is_some());
        (documents.iter().map(|document| shown(&document.root)).collect::<Vec<_>>().join(" "), broken)
    };
    assert_eq!(all("a: 1\n---\nb: 2\n"), (r#"{a="1"} {b="2"}"#.to_owned(), false));
    assert_eq!(all("---\na: 1\n---\nb: 2\nc: [3"), (r#"{a="1"} {b="2" c=["3"]}"#.to_owned(), true));
    assert_eq!(all(""), ("{}".to_owned(), false));
    let (shown, is_broken) = all(&"---\na: 1\n".repeat(10_100));
    assert_eq!(
        (shown.matches("a=").count(), is_broken),
        (10_000, true),
        "a stream of many documents is cut, and says so"
    );
}

#[test]
fn toml_that_breaks_inside_a_value_keeps_the_tables_before() {
    assert_eq!(shown(&toml::read("[[p]]\nn = 'a'\n[[p]]\nn = [\n 'b',\n 'c").root), r#"{p=[{n="a"}]}"#);
}

#[test]
fn keys_that_stand_twice() {
    let twice = |read: Reader, text: &str| {
        let keys = read(text).duplicate_keys;
        keys.iter().map(|key| key.text.clone()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(twice(json::read, r#"{"a":1,"b":{"a":1,"c":1,"c":2},"a":3}"#), "c a");
    assert_eq!(json::read(r#"{"a":1,"a":3}"#).root.get("a").and_then(Node::text), Some("3"));
    assert_eq!(twice(yaml::read, "a: 1\nb:\n  a: 1\na: 2\n"), "a");
    assert_eq!(twice(xml::read, "<a b='1' b='2'><c/><c/></a>"), "b");
}

#[test]
fn yaml_is_not_followed_where_it_grows() {
    let mut text = "a: &a [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for (before, this) in ('a'..='y').zip('b'..='z') {
        writeln!(text, "{this}: &{this} [{}]", vec![format!("*{before}"); 9].join(", ")).unwrap();
    }
    let document = yaml::read(&text);
    assert_eq!(document.broken, None);
    assert!(shown(&document.root).len() < 10_000);
    assert_eq!(shown(&yaml::read("v: &v 1.2\nneeds:\n  x: *v\n").root), r#"{v="1.2" needs={x="1.2"}}"#);
    assert_eq!(shown(&yaml::read("? {a: 1}\n: v\nb: 2\n").root), r#"{="v" b="2"}"#);
    assert_eq!(shown(&yaml::read("---\na: 1\n---\nb: 2\n").root), r#"{a="1"}"#);
}

#[test]
fn entities_are_not_replaced() {
    let bomb = "<!DOCTYPE a [<!ENTITY b \"xxxxxxxxxx\"><!ENTITY c \"&b;&b;&b;\">\
                <!ENTITY d SYSTEM \"file:///etc/passwd\">]><a>&c;&d;</a>";
    assert_eq!(shown(&xml::read(bomb).root), r#"{a="&c;&d;"}"#);
}

#[test]
fn deep_nesting_is_an_error_and_no_overflow() {
    const DEEP: usize = 100_000;
    let texts = [
        ("json", "[".repeat(DEEP)),
        ("json", "{\"a\":".repeat(DEEP)),
        ("yaml", "[".repeat(DEEP)),
        ("yaml", "{a: ".repeat(DEEP)),
        ("yaml", "- ".repeat(DEEP)),
        ("yaml", "? ".repeat(DEEP)),
        ("toml", format!("a = {}", "[".repeat(DEEP))),
        ("toml", format!("a = {}", "{a=".repeat(DEEP))),
        ("toml", format!("[{}]", vec!["a"; DEEP].join("."))),
        ("xml", "<a>".repeat(DEEP)),
    ];
    for (name, text) in texts {
        let read = READERS.iter().find(|(known, _)| *known == name).unwrap().1;
        let start = Instant::now();
        let document = read(&text);
        assert!(document.broken.is_some(), "{name} {}", &text[..20]);
        assert!(start.elapsed() < Duration::from_secs(5), "{name} {}: {:?}", &text[..20], start.elapsed());
    }
}

#[test]
fn settings_become_the_same_tree() {
    let text = "top=1\n[needs]\nb = \"1;0\" ; c\n[list]\nx>=2\ny\n[needs]\nd:\n  one\n  two\n";
    let wanted = r#"{top="1" needs={b="1;0" d="one\ntwo"} list=["x>=2" "y"]}"#;
    assert_eq!(shown(&ini::read(text).root), wanted);
    let text = "top 1\nneeds.b = 1\\\n   .0\na\\:b:c\\u00e4\\=\nneeds.d\n";
    assert_eq!(shown(&ini::read_properties(text).root), r#"{top="1" needs={b="1.0" d=""} a:b="cä="}"#);
    let at = |node: &Node| node.members().iter().map(|(key, _)| key.at).collect::<Vec<_>>();
    let root = ini::read("a=1\n  b=2\n[c]\n\td=3\n").root;
    assert_eq!((at(&root), at(root.get("c").unwrap())), (vec![0, 6, 10], vec![15]));
}

#[test]
fn many_values_are_an_error() {
    let many = crate::limits::DOCUMENT_NODES + 10;
    let reason = broken(json::read, &format!("[{}1]", "1,".repeat(many)));
    assert!(reason.contains("more than 200000 values"), "{reason}");
    assert!(broken(yaml::read, &"- 1\n".repeat(many)).contains("more than 200000 values"));
    assert!(broken(xml::read, &format!("<a>{}</a>", "<b/>".repeat(many))).contains("more than 200000 values"));
}

/// A small generator: the same mutations in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end.max(1)
    }
}

/// What has a meaning in one of the formats.
const SYNTAX: &[u8] = b"{}[]<>:,\"'\\&*?-#\n\t\0=!|%";

#[test]
fn mutations_never_panic() {
    let seeds: &[(&str, &str)] = &[
        ("json", r#"{"name": "a\u00e4\ud83d\ude00", "v": [1, -2.5e+3, true, null, {"x": "y"}], "d": {"a": ">=1"}}"#),
        (
            "yaml",
            "name: &n a\nlist:\n  - x: 1\n    y: \"q\\u1234\"\n  - {a: [b, *n]}\nt: |\n  text\n  more\n? k\n: v\n",
        ),
        (
            "toml",
            "a = 'x'\nb = [1, 2.5, 1979-05-27T07:32:00Z]\n[t.u]\nc = {d = \"e\\u00e4\"}\n[[arr]]\nx = '''m\n'''\n",
        ),
        ("ini", "; c\n[a]\nb = \"c;d\" ; e\nf:g\n[h]\ni>=1\n[j]\nk =\n  l\n\tm\nb=\n"),
        ("properties", "# c\na.b=c\\\n  d\n!e\nf g\nh\\:i\\u0041=\\n\\t\\\\\nj\n"),
        ("xml", "<?xml version='1.0'?><a b='c &amp; d'><x:y/>t<![CDATA[z]]><!-- c --><q>1&#65;</q></a>"),
    ];
    let mut random = Random(20_260_101);
    for (name, seed) in seeds {
        let read = READERS.iter().find(|(known, _)| known == name).unwrap().1;
        assert_eq!(read(seed).broken, None, "{name}");
        for _ in 0..4_000 {
            let mut bytes = seed.as_bytes().to_vec();
            for _ in 0..=random.below(4) {
                let at = random.below(bytes.len());
                match random.below(4) {
                    0 => bytes[at] = u8::try_from(random.below(256)).unwrap(),
                    1 => {
                        bytes.remove(at);
                    }
                    2 => bytes.insert(at, SYNTAX[random.below(SYNTAX.len())]),
                    _ => bytes.truncate(at.max(1)),
                }
                if bytes.is_empty() {
                    bytes.push(b' ');
                }
            }
            let text = Text::new("x", &bytes);
            let document = read(text.content());
            if let Some(broken) = document.broken {
                text.position(broken.at);
            }
            document.root.members().iter().for_each(|(key, node)| {
                text.site(key.at);
                text.site(node.at);
            });
        }
    }
}

#[test]
fn encodings() {
    let wanted = r#"{"ä": 1}"#;
    let utf16 = |unit: fn(u16) -> [u8; 2]| wanted.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
    let (little, big) = (utf16(u16::to_le_bytes), utf16(u16::to_be_bytes));
    let cases: Vec<Vec<u8>> = vec![
        wanted.as_bytes().to_vec(),
        [b"\xEF\xBB\xBF", wanted.as_bytes()].concat(),
        [b"\xFF\xFE".as_slice(), &little].concat(),
        [b"\xFE\xFF".as_slice(), &big].concat(),
        little,
        big,
        b"{\"\xE4\": 1}".to_vec(),
    ];
    for bytes in cases {
        let text = Text::new("x", &bytes);
        assert_eq!(text.content(), wanted, "{bytes:x?}");
    }
    assert!(json::read(Text::new("x", b"{\"a\0\": 1}").content()).broken.is_some());
}

#[test]
fn headers_fold() {
    let mail = headers::read("A: 1\r\nB: x\r\n  y\r\n\r\nC: body\r\n", headers::Folding::Mail);
    assert_eq!(
        mail.iter().map(|h| (h.key.text.as_str(), h.value.as_str())).collect::<Vec<_>>(),
        [("A", "1"), ("B", "x\ny")]
    );
    let jar = headers::read("Import: org.exam\n ple.core\nName: x\n", headers::Folding::Jar);
    assert_eq!(jar[0].value, "org.example.core");
    let properties = headers::properties("# c\na=1\nb : x\\\n  y\n! d\n\nc\n");
    let shown: Vec<_> = properties.iter().map(|h| (h.key.text.as_str(), h.value.as_str())).collect();
    assert_eq!(shown, [("a", "1"), ("b", "xy"), ("c", "")]);
}

fn published(name: &str) -> Option<Json> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/conformance/config").join(name);
    let bytes = std::fs::read(path).ok()?;
    if name.ends_with(".gz") {
        return Some(serde_json::from_reader(flate2::read::GzDecoder::new(bytes.as_slice())).unwrap());
    }
    Some(serde_json::from_slice(&bytes).unwrap())
}

fn base64(text: &str) -> Vec<u8> {
    let mut bits = 0_u32;
    let mut held = 0;
    let mut out = Vec::new();
    for byte in text.bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push(u8::try_from(bits >> held & 0xFF).unwrap());
        }
    }
    out
}

fn rate(name: &str, cases: &[(String, Vec<u8>, bool)], read: Reader, floor: usize) {
    let wrong: Vec<_> = cases
        .iter()
        .filter(|(_, bytes, valid)| read(Text::new("x", bytes).content()).broken.is_none() != *valid)
        .map(|(name, _, valid)| format!("{name} ({})", if *valid { "valid" } else { "invalid" }))
        .collect();
    println!("{name}: {} of {} as the suite has it; not: {wrong:?}", cases.len() - wrong.len(), cases.len());
    assert!((cases.len() - wrong.len()) * 100 >= cases.len() * floor, "{name}");
}

#[test]
fn published_suites() {
    let Some(suite) = published("json-test-suite.json") else { return println!("skipped: no conformance data") };
    let text = |value: &Json| value.as_str().unwrap().to_owned();
    let cases: Vec<_> = suite["cases"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|case| case["expect"] != "i" && case["b64"].is_string())
        .collect();
    let cases: Vec<_> = cases
        .into_iter()
        .map(|case| (text(&case["name"]), base64(case["b64"].as_str().unwrap()), case["expect"] == "y"))
        .collect();
    rate("JSONTestSuite", &cases, json::read, 97);
    let suite = published("toml-test.json.gz").unwrap();
    let cases = suite["cases"].as_array().unwrap().iter().filter(|case| case["b64"].is_string());
    let cases: Vec<_> =
        cases.map(|case| (text(&case["path"]), base64(case["b64"].as_str().unwrap()), case["valid"] == true)).collect();
    rate("toml-test", &cases, toml::read, 95);
    let suite = published("yaml-test-suite.json").unwrap();
    let cases = suite["cases"].as_array().unwrap().iter().filter(|case| case["yaml"].is_string());
    let cases: Vec<_> = cases
        .map(|case| (text(&case["id"]), case["yaml"].as_str().unwrap().as_bytes().to_vec(), case["fail"] != true))
        .collect();
    rate("yaml-test-suite", &cases, yaml::read, 90);
}
