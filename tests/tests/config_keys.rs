//! Keys of configuration files of every format, with their values and lines; and what hostile files do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use dropscope_core::config::{self, ConfigFile, canonical, format_of};
use dropscope_core::facts::{ConfigFormat, ConfigKey};

const MOST_KEYS: usize = 1_000;

const FORMATS: &[ConfigFormat] = &[
    ConfigFormat::Yaml,
    ConfigFormat::Json,
    ConfigFormat::Jsonc,
    ConfigFormat::Json5,
    ConfigFormat::Toml,
    ConfigFormat::Ini,
    ConfigFormat::Unit,
    ConfigFormat::Properties,
    ConfigFormat::Xml,
    ConfigFormat::Env,
    ConfigFormat::Dockerfile,
    ConfigFormat::Nginx,
    ConfigFormat::Directives,
    ConfigFormat::Registry,
    ConfigFormat::Template,
];

const EXAMPLES: &[&str] = &[
    "application.yml",
    "config.jsonc",
    "gateway.json5",
    "agent.toml",
    "my.cnf.sample",
    "gateway.service",
    "application.properties",
    "core-site.xml",
    "Web.config",
    "gateway.env",
    "compose.yaml",
    "deployment.yaml",
    "Dockerfile",
    "nginx.conf",
    "sshd_config",
    "haproxy.cfg",
    "gateway.reg",
    "values.yaml.tpl",
];

#[test]
fn yaml_has_documents_anchors_merged_maps_and_keys_in_comments() {
    assert_keys(
        "application.yml",
        ConfigFormat::Yaml,
        &[
            "3 server.port = 8080",
            "5 server.ssl.enabled = true",
            "6 server.ssl.protocols[0] = TLSv1.2",
            "6 admin.protocols[0] = TLSv1.2",
            "6 server.ssl.protocols[1] = TLSv1.3",
            "6 admin.protocols[1] = TLSv1.3",
            "7 #server.shutdown = graceful",
            "10 dten.hybrid.enable = false",
            "11 #dten.hybrid.retries = 3",
            "14 datasource.url = jdbc:postgresql://•••@db.example.com/app",
            "15 datasource.password = •••",
            "18 admin.enabled = false",
            "20 spring.config.activate.on-profile = test",
            "22 server.port = 0",
        ],
    );
}

#[test]
fn json_may_have_comments_and_trailing_commas() {
    assert_keys(
        "config.jsonc",
        ConfigFormat::Jsonc,
        &[
            "3 logging.level = info",
            "3 logging.files = []",
            "4 auth.clientSecret = •••",
            "4 auth.scopes[0] = read",
            "4 auth.scopes[1] = write",
        ],
    );
}

#[test]
fn json5_has_names_without_quotes() {
    assert_keys("gateway.json5", ConfigFormat::Json5, &["2 host = localhost", "3 port = 0x1F90", "4 retry-after = .5"]);
}

#[test]
fn toml_comments_belong_to_the_section_above() {
    assert_keys(
        "agent.toml",
        ConfigFormat::Toml,
        &[
            "3 agent.interval = 10s",
            "4 #agent.metric_batch_size = 1000",
            "8 outputs.influxdb[0].urls[0] = http://127.0.0.1:8086",
            "9 outputs.influxdb[0].token = •••",
        ],
    );
}

#[test]
fn ini_has_sections_and_names_without_values() {
    assert_keys(
        "my.cnf.sample",
        ConfigFormat::Ini,
        &[
            "2 mysqld.max_connections = 200",
            "3 mysqld.skip-name-resolve = ",
            "4 #mysqld.innodb_buffer_pool_size = 1G",
            "7 client.password = •••",
        ],
    );
}

#[test]
fn units_set_the_environment() {
    assert_keys(
        "gateway.service",
        ConfigFormat::Unit,
        &[
            "2 Unit.Description = DTEN gateway",
            "4 DTEN_HYBRID_ENABLE = true",
            "4 JAVA_OPTS = -Xmx1g -Xms1g",
            "5 DB_PASSWORD = •••",
            "6 Service.ExecStart = /opt/gateway/bin/run --port 8080",
            "8 Service.Restart = on-failure",
        ],
    );
}

#[test]
fn properties_go_on_after_a_backslash() {
    assert_keys(
        "application.properties",
        ConfigFormat::Properties,
        &[
            "2 dten.hybrid.enable = true",
            "3 #dten.legacy.mode = off",
            "4 hosts = alpha,beta",
            "6 spring.datasource.password = •••",
        ],
    );
}

#[test]
fn hadoop_has_pairs_of_name_and_value() {
    assert_keys("core-site.xml", ConfigFormat::Xml, &["3 fs.defaultFS = hdfs://nn:8020", "7 fs.s3a.secret.key = •••"]);
}

#[test]
fn dotnet_has_settings_beside_plain_elements() {
    assert_keys(
        "Web.config",
        ConfigFormat::Xml,
        &[
            "4 Main = •••",
            "7 Hybrid:Enable = true",
            "10 configuration.system.web.compilation.debug = false",
            "11 configuration.system.web.handler[0] = a",
            "12 configuration.system.web.handler[1] = b",
        ],
    );
}

#[test]
fn environment_files_export() {
    assert_keys(
        "gateway.env",
        ConfigFormat::Env,
        &["2 DTEN_HYBRID_ENABLE = true", "3 #DTEN_LEGACY_MODE = off", "4 API_TOKEN = •••"],
    );
}

#[test]
fn compose_sets_variables_in_two_ways() {
    assert_keys(
        "compose.yaml",
        ConfigFormat::Yaml,
        &["5 DTEN_HYBRID_ENABLE = true", "9 POSTGRES_PASSWORD = •••", "10 POSTGRES_DB = app"],
    );
}

#[test]
fn kubernetes_objects_have_data_and_variables() {
    assert_keys(
        "deployment.yaml",
        ConfigFormat::Yaml,
        &["6 dten.hybrid.enable = true", "13 licence = •••", "25 DTEN_MODE = hybrid", "27 DB_PASSWORD = •••"],
    );
}

#[test]
fn dockerfiles_set_variables_over_several_lines() {
    assert_keys(
        "Dockerfile",
        ConfigFormat::Dockerfile,
        &["2 VERSION = 5.0.1", "3 DTEN_HYBRID_ENABLE = true", "3 JAVA_OPTS = -Xmx1g -Xms1g", "5 LANG = C.UTF-8"],
    );
}

#[test]
fn nginx_blocks_are_parts_of_the_path() {
    assert_keys(
        "nginx.conf",
        ConfigFormat::Nginx,
        &[
            "1 worker_processes = auto",
            "3 #http.gzip = on",
            "5 http.server.listen = 443 ssl",
            "7 http.server.location /api.proxy_set_header = Host ${host}",
        ],
    );
}

#[test]
fn sshd_directives_in_comments_have_no_blank() {
    assert_keys(
        "sshd_config",
        ConfigFormat::Directives,
        &["2 #Port = 22", "3 PermitRootLogin = no", "5 Match User deploy.X11Forwarding = no"],
    );
}

#[test]
fn haproxy_sections_hold_indented_lines() {
    assert_keys(
        "haproxy.cfg",
        ConfigFormat::Directives,
        &["2 global.maxconn = 4096", "4 frontend web.bind = :443", "5 frontend web.stats = auth •••"],
    );
}

#[test]
fn registry_files_name_values_under_keys() {
    assert_keys(
        "gateway.reg",
        ConfigFormat::Registry,
        &[
            "4 HKEY_LOCAL_MACHINE\\SOFTWARE\\DTEN\\Gateway\\Hybrid = dword:00000001",
            "5 HKEY_LOCAL_MACHINE\\SOFTWARE\\DTEN\\Gateway\\InstallDir = C:\\Program Files\\DTEN",
            "6 HKEY_LOCAL_MACHINE\\SOFTWARE\\DTEN\\Gateway\\@ = gateway",
        ],
    );
}

#[test]
fn templates_are_read_line_by_line() {
    assert_keys(
        "values.yaml.tpl",
        ConfigFormat::Template,
        &["2 server.port = {{ .Values.port }}", "3 #server.debug = true", "5 dten.hybrid.enable = true"],
    );
}

#[test]
fn samples_are_told_by_their_name() {
    assert!(example("my.cnf.sample").keys.iter().all(|key| key.is_sample));
    assert!(read_as("sshd_config.default", "Port 22", ConfigFormat::Directives).keys[0].is_sample);
    assert!(read_as("etc/examples/app.ini", "a=1", ConfigFormat::Ini).keys[0].is_sample);
    assert!(!example("application.yml").keys[0].is_sample);
}

#[test]
fn names_and_first_lines_tell_the_format() {
    let format = |name: &str, head: &str| format_of(name, head.as_bytes());
    assert_eq!(format("etc/nginx/sites/app.conf", "server {\n  listen 80;\n}\n"), Some(ConfigFormat::Nginx));
    assert_eq!(format("etc/app.conf", "# Ports\n[main]\na=1\n"), Some(ConfigFormat::Ini));
    assert_eq!(format("etc/app.conf", "port = 1\nhost = a\n"), Some(ConfigFormat::Ini));
    assert_eq!(format("etc/app.conf", "Port 1\nHost a\n"), Some(ConfigFormat::Directives));
    assert_eq!(format("etc/default/gateway", "A=1\n"), Some(ConfigFormat::Env));
    assert_eq!(format("x.service.d/override.conf", "[Service]\n"), Some(ConfigFormat::Unit));
    assert_eq!(format(".env.example", "A=1\n"), Some(ConfigFormat::Env));
    assert_eq!(format("application.yml.dist", "a: 1\n"), Some(ConfigFormat::Yaml));
    assert_eq!(format("main.rs", "fn main() {}"), None);
    assert_eq!(format("conf", ""), None);
}

#[test]
fn canonical_keys_are_in_lower_case_and_the_shown_ones_are_not() {
    let file = read_as("a.yml", "Server:\n  Ports: [80]\n", ConfigFormat::Yaml);
    assert_eq!(file.keys[0].key, "Server.Ports[0]");
    assert_eq!(canonical(&file.keys[0].key), "server.ports[0]");
}

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

fn assert_keys(name: &str, format: ConfigFormat, wanted: &[&str]) {
    let file = example(name);
    assert_eq!(file.broken, None, "{name}");
    assert!(!file.is_cut, "{name}");
    assert!(file.keys.iter().all(|key| key.format == format), "{name}");
    assert_eq!(lines(&file.keys), wanted, "{name}");
}

/// Line, key and value; `#` before a key that stands in a comment.
fn lines(keys: &[ConfigKey]) -> Vec<String> {
    keys.iter()
        .map(|key| {
            let comment = if key.is_commented { "#" } else { "" };
            format!("{} {comment}{} = {}", key.line, key.key, key.value)
        })
        .collect()
}

fn example(name: &str) -> ConfigFile {
    let bytes = bytes_of(name);
    let format = format_of(name, &bytes).unwrap_or_else(|| panic!("{name} is not taken for configuration"));
    config::read(name, &bytes, format, MOST_KEYS)
}

fn read_as(name: &str, text: &str, format: ConfigFormat) -> ConfigFile {
    config::read(name, text.as_bytes(), format, MOST_KEYS)
}

fn bytes_of(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/data/config/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}
