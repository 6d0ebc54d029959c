//! The examples in `tests/data/config`, and what is shown of their keys.

use dropscope_core::config::{self, ConfigFile, format_of};
use dropscope_core::facts::{ConfigFormat, ConfigKey};

pub const MOST_KEYS: usize = 1_000;

pub const FORMATS: &[ConfigFormat] = &[
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
    ConfigFormat::Python,
    ConfigFormat::Script,
    ConfigFormat::Template,
];

pub const EXAMPLES: &[&str] = &[
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

pub fn assert_keys(name: &str, format: ConfigFormat, wanted: &[&str]) {
    let file = example(name);
    assert_eq!(file.broken, None, "{name}");
    assert!(!file.is_cut, "{name}");
    assert!(file.keys.iter().all(|key| key.format == format), "{name}");
    assert_eq!(lines(&file.keys), wanted, "{name}");
}

/// Line, key and value; `#` before a key that stands in a comment.
pub fn lines(keys: &[ConfigKey]) -> Vec<String> {
    keys.iter()
        .map(|key| {
            let comment = if key.is_commented { "#" } else { "" };
            format!("{} {comment}{} = {}", key.line, key.key, key.value)
        })
        .collect()
}

pub fn example(name: &str) -> ConfigFile {
    let bytes = bytes_of(name);
    let format = format_of(name, &bytes).unwrap_or_else(|| panic!("{name} is not taken for configuration"));
    config::read(name, &bytes, format, MOST_KEYS)
}

pub fn read_as(name: &str, text: &str, format: ConfigFormat) -> ConfigFile {
    config::read(name, text.as_bytes(), format, MOST_KEYS)
}

pub fn bytes_of(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/data/config/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}
