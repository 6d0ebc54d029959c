//! No value of a secret gets out.

use dropscope_core::config::{self, format_of};
use dropscope_core::facts::ConfigFormat;
use dropscope_core::limits::Limits;

use super::kit::{EXAMPLES, MOST_KEYS, bytes_of, read_as};
use super::package::facts;

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

/// Names that stand for secrets, as flags and variables have them.
const SECRETS: &[&str] =
    &["password", "db-password", "admin_passwd", "api-token", "client.secret", "access-key", "private_key"];

/// Every way in which a name gets a value; `NAME` stands for it, `FLAG` for it with dashes, `VARIABLE` in capitals.
const WAYS: &[(&str, &str)] = &[
    ("a.service", "[Service]\nExecStart=/opt/a/run FLAG=VALUE --x\nExecStart=/opt/a/run --x FLAG VALUE -y\n"),
    (
        "b.service",
        "[Service]\nExecStart=/usr/bin/java -DNAME=VALUE -jar a.jar FLAG='VALUE'\nEnvironment=VARIABLE=VALUE\n",
    ),
    ("c.service", "[Service]\nExecStart=/bin/sh -c 'exec /opt/a/run FLAG VALUE'\nEnvironment=\"A_OPTS=FLAG=VALUE\"\n"),
    ("supervisord.conf", "[program:a]\ncommand=/opt/a/run \\\n  FLAG=VALUE\n"),
    ("etc/default/app", "ARGS=\"FLAG=VALUE\"\nJAVA_OPTS='-DNAME=VALUE'\nexport VARIABLE=VALUE\n"),
    (
        "Dockerfile",
        "FROM a\nENV VARIABLE=VALUE A_OPTS=\"FLAG VALUE\"\nENTRYPOINT [\"/run\", \"FLAG\", \"VALUE\"]\nCMD /x FLAG=VALUE\n",
    ),
    (
        "compose.yaml",
        "services:\n  a:\n    image: a\n    command: run FLAG VALUE\n    environment:\n    - VARIABLE=VALUE\n  b:\n\
                      \x20   image: b\n    command: [FLAG, VALUE]\n    environment: {VARIABLE: VALUE}\n",
    ),
    (
        "pod.yaml",
        "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - image: a\n    args: [FLAG=VALUE]\n    env:\n\
                  \x20   - {name: VARIABLE, value: VALUE}\n    - {name: A_OPTS, value: FLAG=VALUE}\n",
    ),
    (
        "secret.yaml",
        "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Secret\n  data: {any: VALUE}\n\
                     \x20 stringData:\n    a.properties: |\n      any=VALUE\n",
    ),
    ("map.yaml", "apiVersion: v1\nkind: ConfigMap\ndata:\n  a.yml: |\n    NAME: VALUE\n  a.ini: \"NAME=VALUE\\n\"\n"),
    (
        "start.sh",
        "/opt/a/run FLAG VALUE\nVARIABLE=VALUE run FLAG=VALUE\nsshpass -pVALUE-x ssh -oa=b\nrun --user=a:VALUE\n",
    ),
    ("settings.py", "VARIABLE = 'VALUE'\n"),
    (
        "crd.json",
        "{\"openapi\": \"3.0\", \"paths\": {\"/a\": {\"get\": {\"deprecated\": true, \"summary\": \"VARIABLE=VALUE\"}}}}",
    ),
];

#[test]
fn no_secret_gets_out_of_a_package_by_any_way() {
    const VALUE: &str = "geheim7b";
    for name in SECRETS {
        for (path, way) in WAYS {
            let variable = name.replace(['-', '.'], "_").to_uppercase();
            let text = way.replace("NAME", name).replace("FLAG", &format!("--{name}"));
            let text = text.replace("VARIABLE", &variable).replace("VALUE", VALUE);
            let facts = facts(&[(path, text.as_str())], &Limits::default());
            let found = facts.config_keys.len() + facts.deprecations.len();
            assert!(found > 0, "{path}: nothing was read of\n{text}");
            let shown = serde_json::to_string(&facts).unwrap();
            assert!(!shown.contains(VALUE), "{path} shows the value of {name}:\n{text}\n{:?}", facts.config_keys);
        }
    }
}
