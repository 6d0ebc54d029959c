//! Every key of the example configurations: deleted, renamed, and beside a new one.

use std::fs;
use std::path::Path;

use super::*;
use crate::config::canonical;
use crate::facts::ConfigKey;

fn examples() -> Vec<(String, ConfigFormat, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/config");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    files
        .into_iter()
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            let bytes = fs::read(&path).unwrap();
            (name.clone(), config::format_of(&name, &bytes).unwrap(), bytes)
        })
        .collect()
}

fn set_keys(keys: &[ConfigKey]) -> Vec<String> {
    let mut keys: Vec<String> = keys.iter().filter(|key| !key.is_commented).map(|key| canonical(&key.key)).collect();
    keys.sort();
    keys
}

/// What none of the examples' patches may show.
const SECRETS: &[&str] = &["geheim", "Z2VoZWlt", "Sommer-2026", "Wald-und-Wiese", "f3d1-99", "b3BlbiBzZXNhbWU"];

/// Either the patch does exactly what was asked, or a sentence says it, never both and never neither.
#[test]
fn each_change_is_made_exactly_or_said() {
    let (mut made_count, mut said_count) = (0, 0);
    for (name, format, bytes) in examples() {
        let before = read(&name, &bytes, format);
        for key in before.keys.iter().filter(|key| !key.is_commented) {
            let parent = key.key.rsplit_once('.').map_or(String::new(), |(parent, _)| format!("{parent}."));
            let other = format!("{parent}NEW_NAME");
            for fix in [delete(&key.key), rename(&key.key, &other), set(&key.key, "7"), set(&other, "7")] {
                let (made, after) = patched(&name, format, &bytes, std::slice::from_ref(&fix));
                let is_made = !made.diff.is_empty();
                for secret in SECRETS {
                    assert!(!format!("{made:?}").contains(secret), "{name}: {fix:?} {made:?}");
                }
                assert_eq!(usize::from(!is_made), made.by_hand.len(), "{name}: {fix:?} {made:?}");
                assert_eq!(u32::from(is_made), made.changes);
                if !is_made {
                    assert_eq!(after, bytes);
                    said_count += 1;
                    continue;
                }
                made_count += 1;
                let after = read(&name, &after, format);
                assert!(after.broken.is_none(), "{name}: {fix:?}");
                let is_key = |other: &String| *other != canonical(&key.key);
                let is_other = |key: &String| !key.ends_with("new_name");
                let mut expected = set_keys(&before.keys);
                let found = set_keys(&after.keys);
                match fix {
                    Fix::Delete { .. } => expected.retain(is_key),
                    Fix::Rename { .. } => {
                        expected.retain(is_key);
                        assert!(found.iter().any(|key| !is_other(key)), "{name}: {fix:?}\n{}", made.diff);
                    }
                    Fix::Set { key: ref set, ref value } => {
                        let of = after.keys.iter().filter(|own| config::matching(&own.key, set).is_some());
                        assert!(of.clone().any(|own| own.value == **value), "{name}: {fix:?}\n{}", made.diff);
                    }
                }
                let mut found: Vec<String> = found.into_iter().filter(is_other).collect();
                found.retain(|key| !key.is_empty());
                // A map that lost its last member stays as an empty one in some formats, and so does an element.
                let is_left = |found: &String| {
                    let is_around = canonical(&key.key).starts_with(&format!("{found}."));
                    let is_empty = after.keys.iter().any(|own| canonical(&own.key) == *found && own.value.is_empty());
                    is_around || format == ConfigFormat::Xml && is_empty
                };
                found.retain(|found| expected.contains(found) || !is_left(found));
                assert_eq!(found, expected, "{name}: {fix:?}\n{}", made.diff);
            }
        }
    }
    assert!(made_count > 130, "{made_count} made, {said_count} said");
}

/// Encodings and line ends: what cannot be expressed is said, everything else applies.
#[test]
fn encodings_and_line_ends() {
    for (name, format, bytes) in examples() {
        let Ok(text) = String::from_utf8(bytes) else { continue };
        let keys = read(&name, text.as_bytes(), format).keys;
        let Some(key) = keys.iter().find(|key| !key.is_commented) else { continue };
        let utf16: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        let mut latin1 = text.clone().into_bytes();
        latin1.extend(b"# \xfcber\n");
        for bytes in [
            text.replace('\n', "\r\n").into_bytes(),
            format!("\u{feff}{text}").into_bytes(),
            text.trim_end().to_owned().into_bytes(),
            latin1,
            utf16,
        ] {
            patched(&name, format, &bytes, &[delete(&key.key), set("brand.new.key", "x")]);
        }
    }
}

/// Cut anywhere and with signs in it that do not belong there: nothing panics, and every diff applies.
#[test]
fn hostile_input_ends() {
    for (name, format, bytes) in examples() {
        for cut in (0..bytes.len()).step_by(bytes.len() / 9 + 1) {
            let mut spoiled = bytes.clone();
            for (at, byte) in b"{\"\xff:\n'&*[".iter().enumerate() {
                spoiled.insert((cut + at * 5).min(spoiled.len()), *byte);
            }
            for bytes in [&bytes[..cut], &spoiled] {
                let keys = read(&name, bytes, format).keys;
                let fixes: Vec<Fix> = keys
                    .iter()
                    .take(4)
                    .flat_map(|key| [set(&key.key, "9"), rename(&key.key, "x.y"), delete(&key.key)])
                    .collect();
                patched(&name, format, bytes, &fixes);
            }
        }
    }
    let deep = format!("{}1{}", "{\"a\":".repeat(3_000), "}".repeat(3_000));
    patched("a.json", ConfigFormat::Json, deep.as_bytes(), &[set("a.b", "1")]);
    for (name, format, text) in [
        ("a.json", ConfigFormat::Json, format!("{{\"a\":{{{}\"z\":1}}}}", "\"k\":[{\"k\":1}],".repeat(20_000))),
        ("a.yml", ConfigFormat::Yaml, format!("a: {{{}z: 1}}\n", "k: [1], ".repeat(20_000))),
        ("a.service", ConfigFormat::Unit, format!("[Service]\nEnvironment={}\n", "A=1 ".repeat(20_000))),
        ("nginx.conf", ConfigFormat::Nginx, format!("a {{ {} }}\n", "b 1; ".repeat(19_000))),
        ("a.xml", ConfigFormat::Xml, format!("<a>{}</a>\n", "<p name='b' value='1'/>".repeat(18_000))),
        ("a.toml", ConfigFormat::Toml, "[a]\nb = 1\n".repeat(1) + &"[[c]]\nd = 1\n".repeat(9_000)),
    ] {
        let fixes = [
            set("a.z", "2"),
            delete("k"),
            set("a.n.m", "3"),
            set("Service.X", "1"),
            rename("b", "c"),
            delete("A"),
            set("d.e", "1"),
        ];
        patched(name, format, text.as_bytes(), &fixes);
    }
    let wide: String = (0..2_000).map(|at| format!("k{at}: {at}\n")).collect();
    let fixes: Vec<Fix> = (0..20).map(|at| delete(&format!("k{}", at * 7))).collect();
    let (made, _) = patched("a.yml", ConfigFormat::Yaml, wide.as_bytes(), &fixes);
    assert_eq!(made.changes, 20);
}
