//! No value of a secret gets out.

use dropscope_core::config::{self, format_of};
use dropscope_core::facts::ConfigFormat;

use super::kit::{EXAMPLES, MOST_KEYS, bytes_of, read_as};

#[test]
fn no_secret_gets_out_wherever_a_file_is_cut() {
    for name in EXAMPLES {
        let bytes = bytes_of(name);
        let format = format_of(name, &bytes).unwrap();
        let line_ends = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at);
        for end in line_ends.chain([bytes.len()]) {
            let shown = format!("{:?}", config::read(name, &bytes[..end], format, MOST_KEYS));
            for secret in ["geheim", "Sommer-2026", "Wald-und-Wiese", "f3d1-99", "b3BlbiBzZXNhbWU", "Z2VoZWlt"] {
                assert!(!shown.contains(secret), "{name} cut at {end}: {shown}");
            }
        }
    }
}

#[test]
fn secrets_hide_in_lists_pairs_and_words() {
    let shown = |text: &str, format| format!("{:?}", read_as("a", text, format));
    let cases = [
        ("args: [--password, geheim]", ConfigFormat::Yaml),
        ("env:\n  - name: DB_PASSWORD\n    value: geheim\n", ConfigFormat::Yaml),
        ("secrets:\n  db: geheim\n", ConfigFormat::Yaml),
        ("a: &x geheim\npassword: *x\n", ConfigFormat::Yaml),
        ("key: |\n  -----BEGIN PRIVATE KEY-----\n  geheim\n", ConfigFormat::Yaml),
        (r#"{"a": 1, "token": "geheim", "b": 2}"#, ConfigFormat::Json),
        ("url=https://app:geheim@example.com/", ConfigFormat::Properties),
        ("# password = geheim", ConfigFormat::Properties),
        ("requirepass geheim", ConfigFormat::Directives),
        ("http { proxy_set_header Authorization \"Basic geheim\"; }", ConfigFormat::Nginx),
        ("[Service]\nExecStart=/bin/run --token geheim\n", ConfigFormat::Unit),
        ("ENV DB_PASSWORD geheim", ConfigFormat::Dockerfile),
        ("[HKEY_LOCAL_MACHINE\\A]\n\"Password\"=\"geheim\"\n", ConfigFormat::Registry),
        ("db:\n  password: geheim\n  port: {{ .port }}\n", ConfigFormat::Template),
    ];
    // The plain value of an anchor stands under a name that tells nothing; the alias is masked.
    for (text, format) in cases.into_iter().filter(|(text, _)| !text.starts_with("a: &x")) {
        assert!(!shown(text, format).contains("geheim"), "{text}: {}", shown(text, format));
    }
    let file = read_as("a.yml", "a: &x geheim\npassword: *x\n", ConfigFormat::Yaml);
    assert_eq!(file.keys[1].value, "•••");
}
