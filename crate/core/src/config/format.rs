//! How a file is written, by its name and first bytes.

use crate::facts::ConfigFormat;

/// Extensions that tell the format.
const BY_EXTENSION: &[(&str, ConfigFormat)] = &[
    ("yaml", ConfigFormat::Yaml),
    ("yml", ConfigFormat::Yaml),
    ("json", ConfigFormat::Json),
    ("jsonc", ConfigFormat::Jsonc),
    ("json5", ConfigFormat::Json5),
    ("toml", ConfigFormat::Toml),
    ("ini", ConfigFormat::Ini),
    ("cnf", ConfigFormat::Ini),
    ("service", ConfigFormat::Unit),
    ("socket", ConfigFormat::Unit),
    ("timer", ConfigFormat::Unit),
    ("mount", ConfigFormat::Unit),
    ("properties", ConfigFormat::Properties),
    ("xml", ConfigFormat::Xml),
    ("config", ConfigFormat::Xml),
    ("env", ConfigFormat::Env),
    ("reg", ConfigFormat::Registry),
    ("tpl", ConfigFormat::Template),
    ("j2", ConfigFormat::Template),
    ("gotmpl", ConfigFormat::Template),
];

/// Endings that a sample has after its own extension.
const SAMPLE_ENDINGS: &[&str] =
    &["sample", "example", "dist", "default", "defaults", "template", "tmpl", "in", "rpmnew", "dpkg-dist", "orig"];

/// How a configuration file is written; nothing where it does not look like one.
pub fn format_of(path: &str, head: &[u8]) -> Option<ConfigFormat> {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path).to_ascii_lowercase();
    let name = without_sample_ending(&name);
    by_name(name, path).or_else(|| by_extension(name, head))
}

/// Names that tell more than their extension, or have none.
fn by_name(name: &str, path: &str) -> Option<ConfigFormat> {
    if name == ".env" || name.starts_with(".env.") || name == "environment" || name.starts_with("setenv.") {
        return Some(ConfigFormat::Env);
    }
    if name == "dockerfile" || name == "containerfile" || name.starts_with("dockerfile.") {
        return Some(ConfigFormat::Dockerfile);
    }
    if name.ends_with(".conf") && path.contains(".service.d/") {
        return Some(ConfigFormat::Unit);
    }
    let is_default = path.contains("etc/default/") || path.contains("etc/sysconfig/");
    match name {
        "sshd_config" | "ssh_config" | "haproxy.cfg" | "chrony.conf" | "redis.conf" | "httpd.conf" | "apache2.conf" => {
            Some(ConfigFormat::Directives)
        }
        "postgresql.conf" | "my.cnf" | "odbc.ini" | "krb5.conf" | "smb.conf" => Some(ConfigFormat::Ini),
        "nginx.conf" => Some(ConfigFormat::Nginx),
        "tsconfig.json" | "jsconfig.json" | "settings.json" | "launch.json" => Some(ConfigFormat::Jsonc),
        _ if is_default && !name.contains('.') => Some(ConfigFormat::Env),
        _ => None,
    }
}

fn by_extension(name: &str, head: &[u8]) -> Option<ConfigFormat> {
    let (_, extension) = name.rsplit_once('.')?;
    match extension {
        "conf" | "cfg" | "cf" => Some(of_lines(head)),
        "config" if !head.trim_ascii_start().starts_with(b"<") && !head.starts_with(&[0xEF, 0xBB, 0xBF]) => {
            Some(of_lines(head))
        }
        _ => BY_EXTENSION.iter().find(|(known, _)| *known == extension).map(|(_, format)| *format),
    }
}

/// A `.conf` can be anything: the first lines that say something tell.
fn of_lines(head: &[u8]) -> ConfigFormat {
    let text = String::from_utf8_lossy(head);
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with(['#', ';', '!']));
    let is_section = |line: &str| line.starts_with('[') && line.ends_with(']');
    if lines().next().is_some_and(|line| line.starts_with("<?xml")) {
        return ConfigFormat::Xml;
    }
    if lines().next().is_some_and(is_section) {
        return ConfigFormat::Ini;
    }
    if lines().any(|line| line.ends_with('{')) && lines().any(|line| line.ends_with(';')) {
        return ConfigFormat::Nginx;
    }
    if lines().any(is_section) {
        return ConfigFormat::Ini;
    }
    let (assigned, all) = lines().take(50).fold((0_usize, 0_usize), |(assigned, all), line| {
        let word = line.find([' ', '\t', '=']).unwrap_or(line.len());
        let is_assigned = line.get(word..).is_some_and(|rest| rest.trim_start().starts_with('='));
        (assigned.saturating_add(usize::from(is_assigned)), all.saturating_add(1))
    });
    if assigned.saturating_mul(2) > all { ConfigFormat::Ini } else { ConfigFormat::Directives }
}

fn without_sample_ending(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((before, last)) if SAMPLE_ENDINGS.contains(&last) && !before.is_empty() => before,
        _ => name,
    }
}
