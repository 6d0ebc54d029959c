//! Encodings, broken files, and files that are made to do harm.

use dropscope_core::config::{self, format_of};
use dropscope_core::facts::ConfigFormat;

use super::kit::{EXAMPLES, FORMATS, MOST_KEYS, bytes_of, example, lines, read_as};

#[test]
fn line_ends_marks_and_encodings_change_nothing() {
    for name in
        ["application.yml", "application.properties", "gateway.env", "gateway.reg", "sshd_config", "core-site.xml"]
    {
        let plain = example(name);
        let text = String::from_utf8(bytes_of(name)).unwrap();
        let format = format_of(name, text.as_bytes()).unwrap();
        let crlf = text.replace('\n', "\r\n").into_bytes();
        let marked = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
        let utf16: Vec<u8> = "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        for (encoding, bytes) in [("CRLF", crlf), ("BOM", marked), ("UTF-16", utf16)] {
            assert_eq!(
                lines(&config::read(name, &bytes, format, MOST_KEYS).keys),
                lines(&plain.keys),
                "{name}, {encoding}"
            );
        }
    }
}

#[test]
fn hostile_files_end_without_a_panic() {
    let hostile: Vec<Vec<u8>> = vec![
        Vec::new(),
        vec![0; 10_000],
        b"\xEF\xBB\xBF".to_vec(),
        b"\xFF\xFE\x00".to_vec(),
        vec![b'['; 100_000],
        vec![b'{'; 100_000],
        b"a: {".repeat(20_000),
        b"<a>".repeat(50_000),
        b"a {".repeat(50_000),
        b"# a: b\n".repeat(20_000),
        [b"k=".as_slice(), &[b'x'; 1_000_000]].concat(),
        [b"x".repeat(1_000_000), b": 1\n".to_vec()].concat(),
        b"\\\n".repeat(50_000),
        [b"[Service]\nExecStart=".to_vec(), b"! ".repeat(200_000)].concat(),
        [b"CMD ".to_vec(), b"sh -c ".repeat(100_000)].concat(),
        b"{{ if .Capabilities }}\napiVersion: v1\n".repeat(20_000),
        "\u{202e}a = b\u{0}\n".as_bytes().to_vec(),
    ];
    for bytes in &hostile {
        for &format in FORMATS {
            let file = config::read("a", bytes, format, MOST_KEYS);
            assert!(file.keys.len() <= MOST_KEYS);
            assert!(file.keys.iter().all(|key| key.key.chars().count() <= 201 && !key.key.contains('\u{202e}')));
        }
    }
    for name in EXAMPLES {
        let bytes = bytes_of(name);
        for &format in FORMATS {
            for end in 0..bytes.len() {
                config::read(name, &bytes[..end], format, MOST_KEYS);
            }
        }
    }
}

#[test]
fn a_handful_of_aliases_does_not_stand_for_billions_of_values() {
    let mut text = "a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n".to_owned();
    for level in 1..12 {
        let items = vec![format!("*a{}", level - 1); 10].join(", ");
        text.push_str(&format!("a{level}: &a{level} [{items}]\n"));
    }
    let file = read_as("a.yml", &text, ConfigFormat::Yaml);
    assert!(file.broken.unwrap().reason.contains("more than"));
    assert!(file.is_cut);
    let own = read_as("a.yml", "a: &a [1, *a]\n", ConfigFormat::Yaml);
    assert_eq!(lines(&own.keys), ["1 a[0] = 1", "1 a[1] = "]);
}

#[test]
fn what_stood_before_a_break_is_kept() {
    let file = read_as("a.yml", "a: 1\nb: 2\nc: [\n", ConfigFormat::Yaml);
    assert_eq!(lines(&file.keys)[..2], ["1 a = 1", "2 b = 2"]);
    assert!(file.broken.unwrap().line >= 3);
    let file = read_as("a.json", "{\"a\": 1, // no\n \"b\": 2}", ConfigFormat::Json);
    assert_eq!(lines(&file.keys), ["1 a = 1", "2 b = 2"]);
    assert_eq!(file.broken.map(|broken| (broken.line, broken.column)), Some((1, 10)));
    let file = read_as("nginx.conf", "user www;\nhttp {\n", ConfigFormat::Nginx);
    assert_eq!(lines(&file.keys), ["1 user = www"]);
    assert_eq!(file.broken.map(|broken| broken.line), Some(2));
}
