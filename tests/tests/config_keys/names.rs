//! How a file's name and first lines tell its format, and how keys are named.

use dropscope_core::config::{canonical, format_of};
use dropscope_core::facts::ConfigFormat;

use super::kit::{example, read_as};

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
    assert_eq!(
        format("etc/nginx/sites-available/example.com", "server {\n  listen 80;\n}\n"),
        Some(ConfigFormat::Nginx)
    );
    assert_eq!(format("net/50-a.network", "[Match]\nName=a\n"), Some(ConfigFormat::Unit));
    assert_eq!(format("web/a.path", "M 0 0 L 1 1\n"), None);
    assert_eq!(format("tsconfig.build.json", "{}"), Some(ConfigFormat::Jsonc));
    assert_eq!(format(".eslintrc", "rules:\n"), Some(ConfigFormat::Yaml));
    assert_eq!(format(".eslintrc", "// why\n{}"), Some(ConfigFormat::Jsonc));
    assert_eq!(format("APP/Settings.PY", ""), Some(ConfigFormat::Python));
    assert_eq!(format("main.rs", "fn main() {}"), None);
    assert_eq!(format("conf", ""), None);
}

#[test]
fn canonical_keys_are_in_lower_case_and_the_shown_ones_are_not() {
    let file = read_as("a.yml", "Server:\n  Ports: [80]\n", ConfigFormat::Yaml);
    assert_eq!(file.keys[0].key, "Server.Ports[0]");
    assert_eq!(canonical(&file.keys[0].key), "server.ports[0]");
}
