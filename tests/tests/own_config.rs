//! The user's own configuration: which files are it, what is kept of them, and what is not let out.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::fs;
use std::path::{Path, PathBuf};

use dropscope_core::context::{Context, InputChoice, Recognised, Role};
use dropscope_core::facts::ConfigFormat;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name)
}

fn taken(name: &str, bytes: &[u8], role: Option<Role>) -> (Recognised, Context) {
    let mut context = Context::default();
    let recognised = context.add_input(name, bytes, &InputChoice { role, ..InputChoice::default() });
    (recognised, context)
}

#[test]
fn the_samples_configuration_is_taken_in() {
    let bytes = include_bytes!("../src/sample/beside/dten.yaml");
    let (recognised, context) = taken("dten.yaml", bytes, None);
    assert_eq!((recognised.role, recognised.form.as_str(), recognised.components), (Role::Config, "YAML", 6));
    assert_eq!(recognised.reason, "YAML with 6 keys");
    let config = &context.configs[0];
    assert_eq!((config.input, config.name.as_str(), config.format), (0, "dten.yaml", ConfigFormat::Yaml));
    let key = &config.keys[0];
    assert_eq!((key.key.as_str(), key.path.as_str(), key.line), ("dten.legacy.mode", "dten.yaml", 4));
}

#[test]
fn every_example_is_configuration_by_its_name() {
    for file in fs::read_dir(folder("config")).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let (recognised, context) = taken(name, &fs::read(&path).unwrap(), None);
        assert_eq!(recognised.role, Role::Config, "{name}: {recognised:?}");
        assert!(recognised.is_readable() && recognised.problems.is_empty(), "{name}: {recognised:?}");
        assert_eq!(context.configs.len(), 1);
    }
}

/// Some formats cannot be mistaken whatever the file is called; others take the user's word that it is configuration.
#[test]
fn a_name_that_says_nothing_leaves_the_look() {
    let unmistakable =
        ["application.yml", "config.jsonc", "core-site.xml", "agent.toml", "gateway.json5", "nginx.conf"];
    for name in unmistakable {
        let (recognised, _) = taken("x.bin", &fs::read(folder("config").join(name)).unwrap(), None);
        assert_eq!(recognised.role, Role::Config, "{name}: {recognised:?}");
    }
    for name in ["sshd_config", "gateway.env", "agent.toml", "my.cnf.sample", "application.yml"] {
        let bytes = fs::read(folder("config").join(name)).unwrap();
        let (recognised, _) = taken("x.txt", &bytes, Some(Role::Config));
        assert!(recognised.is_readable(), "{name}: {recognised:?}");
        assert!(recognised.reason.starts_with("you say that it is configuration: "), "{}", recognised.reason);
    }
}

#[test]
fn what_is_something_else_does_not_become_configuration() {
    let cases: [(&str, &str); 9] = [
        ("README.md", "# Gateway\n\nkey: value\nport = 80\n"),
        ("notes.txt", "a = 1\nb = 2\n"),
        ("app.log", "level=info msg=started\nlevel=warn msg=slow\n"),
        ("letter", "Dear all,\n\nNote: the upgrade is on Friday.\n"),
        ("control", "Package: bash\nVersion: 5.2\n"),
        ("requirements", "urllib3==2.0.7\nrequests==2.31.0\n"),
        ("package.json", "{\"name\": \"x\", \"scripts\": {}}"),
        ("prose.yaml", "only words\n"),
        ("users.csv", "user,password\nroot,hunter2secret\n"),
    ];
    for (name, text) in cases {
        let (recognised, context) = taken(name, text.as_bytes(), None);
        assert_ne!(recognised.role, Role::Config, "{name}: {recognised:?}");
        assert!(context.configs.is_empty());
    }
    for name in ["picture.png", "empty.txt", "letter.txt", "cert.pem"] {
        let bytes = fs::read(folder("inventory-not").join(name)).unwrap();
        assert_ne!(taken(name, &bytes, None).0.role, Role::Config, "{name}");
        let (asked, context) = taken(name, &bytes, Some(Role::Config));
        assert!(asked.role == Role::Config && !asked.is_readable() && !asked.problems.is_empty(), "{name}: {asked:?}");
        assert!(context.configs.is_empty());
    }
}

#[test]
fn a_list_of_what_is_installed_stays_one() {
    for file in fs::read_dir(folder("inventory")).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        assert_eq!(taken(name, &fs::read(&path).unwrap(), None).0.role, Role::Inventory, "{name}");
    }
}

#[test]
fn a_broken_file_says_where_and_keeps_what_came_before() {
    let (recognised, context) = taken("app.yaml", b"server:\n  port: 80\n  hosts: [a, b\n  x: 1\n", None);
    assert_eq!(recognised.role, Role::Config);
    assert!(recognised.problems[0].starts_with("line "), "{recognised:?}");
    assert_eq!(context.configs[0].keys[0].key, "server.port");
    assert!(context.configs[0].broken.is_some());
}

#[test]
fn comments_in_json_are_no_break() {
    let (recognised, context) = taken("appsettings.json", b"{\n  // level\n  \"level\": \"info\"\n}\n", None);
    assert_eq!((recognised.form.as_str(), recognised.problems.len()), ("JSON with comments", 0));
    assert_eq!(context.configs[0].format, ConfigFormat::Jsonc);
}

#[test]
fn encodings_do_not_matter() {
    let text = fs::read_to_string(folder("config").join("application.properties")).unwrap();
    let utf16: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [utf16, format!("\u{feff}{text}").into_bytes(), text.replace('\n', "\r\n").into_bytes()] {
        let (recognised, _) = taken("application.properties", &bytes, None);
        assert_eq!((recognised.role, recognised.components), (Role::Config, 3), "{recognised:?}");
    }
}

#[test]
fn no_secret_gets_out_of_the_context() {
    for (name, secret) in [("application.yml", "Sommer-2026"), ("my.cnf.sample", "geheim"), ("Web.config", "geheim")] {
        let (_, context) = taken(name, &fs::read(folder("config").join(name)).unwrap(), None);
        assert!(!context.configs[0].bytes.is_empty());
        let shown = format!("{context:?}");
        assert!(!shown.contains(secret), "{name}: {shown}");
    }
}

#[test]
fn a_large_file_is_read_but_not_kept() {
    let text: String =
        (0..30_000).map(|at| format!("service.instance.number{at}.name = a value of some length\n")).collect();
    let (recognised, context) = taken("large.properties", text.as_bytes(), None);
    assert_eq!(recognised.components, 20_000);
    assert!(recognised.problems[0].contains("more than 20000 keys"), "{recognised:?}");
    assert!(context.configs[0].bytes.is_empty());
}
