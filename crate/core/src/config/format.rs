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
    ("nginx", ConfigFormat::Nginx),
    ("tpl", ConfigFormat::Template),
    ("j2", ConfigFormat::Template),
    ("gotmpl", ConfigFormat::Template),
];

/// Endings that a sample has after its own extension.
const SAMPLE_ENDINGS: &[&str] =
    &["sample", "example", "dist", "default", "defaults", "template", "tmpl", "in", "rpmnew", "dpkg-dist", "orig"];

/// Most bytes that tell how a `.conf` is written, however much of the file is at hand.
const HEAD_BYTES: usize = 8 << 10;

/// How a configuration file is written; nothing where it does not look like one. Asked for every entry of a package, most
/// of which are no configuration by their names: so it copies nothing.
pub fn format_of(path: &str, head: &[u8]) -> Option<ConfigFormat> {
    let mut parts = path.rsplit(['/', '\\']);
    let name = without_sample_ending(parts.next().unwrap_or(path));
    let folder = parts.next().unwrap_or("");
    let head = head.get(..HEAD_BYTES).unwrap_or(head);
    by_name(name, path).or_else(|| by_extension(name, head)).or_else(|| by_head(name, folder, head))
}

/// Names that tell more than their extension, or have none.
const BY_NAME: &[(&str, ConfigFormat)] = &[
    (".env", ConfigFormat::Env),
    ("environment", ConfigFormat::Env),
    ("dockerfile", ConfigFormat::Dockerfile),
    ("containerfile", ConfigFormat::Dockerfile),
    ("sshd_config", ConfigFormat::Directives),
    ("ssh_config", ConfigFormat::Directives),
    ("haproxy.cfg", ConfigFormat::Directives),
    ("chrony.conf", ConfigFormat::Directives),
    ("redis.conf", ConfigFormat::Directives),
    ("httpd.conf", ConfigFormat::Directives),
    ("apache2.conf", ConfigFormat::Directives),
    ("postgresql.conf", ConfigFormat::Ini),
    ("my.cnf", ConfigFormat::Ini),
    ("odbc.ini", ConfigFormat::Ini),
    ("krb5.conf", ConfigFormat::Ini),
    ("smb.conf", ConfigFormat::Ini),
    ("nginx.conf", ConfigFormat::Nginx),
    ("tsconfig.json", ConfigFormat::Jsonc),
    ("jsconfig.json", ConfigFormat::Jsonc),
    ("settings.json", ConfigFormat::Jsonc),
    ("launch.json", ConfigFormat::Jsonc),
    (".eslintrc.json", ConfigFormat::Jsonc),
    ("celeryconfig.py", ConfigFormat::Python),
    ("settings.py", ConfigFormat::Python),
    ("local_settings.py", ConfigFormat::Python),
    ("gunicorn.conf.py", ConfigFormat::Python),
    ("superset_config.py", ConfigFormat::Python),
    ("webserver_config.py", ConfigFormat::Python),
    ("jupyter_server_config.py", ConfigFormat::Python),
];

/// Beginnings of names that tell the format whatever follows.
const BY_BEGINNING: &[(&str, ConfigFormat)] =
    &[(".env.", ConfigFormat::Env), ("setenv.", ConfigFormat::Env), ("dockerfile.", ConfigFormat::Dockerfile)];

fn by_name(name: &str, path: &str) -> Option<ConfigFormat> {
    if let Some((_, format)) = BY_NAME.iter().find(|(known, _)| name.eq_ignore_ascii_case(known)) {
        return Some(*format);
    }
    if let Some((_, format)) = BY_BEGINNING.iter().find(|(beginning, _)| begins_with(name, beginning)) {
        return Some(*format);
    }
    if begins_with(name, "tsconfig") && ends_with(name, ".json") {
        return Some(ConfigFormat::Jsonc);
    }
    if ends_with(name, ".py") && name.contains("celery") {
        return Some(ConfigFormat::Python);
    }
    if ends_with(name, ".conf") && path.contains(".service.d/") {
        return Some(ConfigFormat::Unit);
    }
    let is_default = || path.contains("etc/default/") || path.contains("etc/sysconfig/");
    (!name.contains('.') && is_default()).then_some(ConfigFormat::Env)
}

fn by_extension(name: &str, head: &[u8]) -> Option<ConfigFormat> {
    let (_, extension) = name.rsplit_once('.')?;
    let is = |known: &str| extension.eq_ignore_ascii_case(known);
    if ["conf", "cfg", "cf"].into_iter().any(is) {
        return Some(of_lines(head));
    }
    let is_markup = || head.trim_ascii_start().starts_with(b"<") || head.starts_with(&[0xEF, 0xBB, 0xBF]);
    if is("config") && !is_markup() {
        return Some(of_lines(head));
    }
    BY_EXTENSION.iter().find(|(known, _)| is(known)).map(|(_, format)| *format)
}

/// Settings of tools in JSON or YAML without an extension.
const JSON_OR_YAML: &[&str] = &[".eslintrc", ".stylelintrc", ".babelrc", ".prettierrc"];

/// Units of networkd and others, by extensions that other files have too.
const UNIT_EXTENSIONS: &[&str] =
    &[".link", ".network", ".netdev", ".nspawn", ".path", ".target", ".slice", ".scope", ".swap", ".automount"];

/// Folders of web servers, whose files are called as the sites are.
const SITE_FOLDERS: &[&str] = &["sites-available", "sites-enabled"];

/// Names that leave open how the file is written, or whether it is configuration at all.
fn by_head(name: &str, folder: &str, head: &[u8]) -> Option<ConfigFormat> {
    if SITE_FOLDERS.contains(&folder) {
        return Some(of_lines(head));
    }
    if JSON_OR_YAML.iter().any(|known| name.eq_ignore_ascii_case(known)) {
        let is_json = head.trim_ascii_start().starts_with(b"{") || head.trim_ascii_start().starts_with(b"/");
        return Some(if is_json { ConfigFormat::Jsonc } else { ConfigFormat::Yaml });
    }
    let is_unit = UNIT_EXTENSIONS.iter().any(|extension| ends_with(name, extension));
    (is_unit && of_lines(head) == ConfigFormat::Ini).then_some(ConfigFormat::Unit)
}

/// Whether a name begins so, in any case.
pub(super) fn begins_with(name: &str, beginning: &str) -> bool {
    name.get(..beginning.len()).is_some_and(|start| start.eq_ignore_ascii_case(beginning))
}

/// Whether a name ends so, in any case.
pub(super) fn ends_with(name: &str, end: &str) -> bool {
    let start = name.len().checked_sub(end.len());
    start.and_then(|start| name.get(start..)).is_some_and(|last| last.eq_ignore_ascii_case(end))
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

/// A name without what says that it is a sample: `app.conf.sample` is `app.conf`.
pub(super) fn without_sample_ending(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((before, last))
            if !before.is_empty() && SAMPLE_ENDINGS.iter().any(|end| last.eq_ignore_ascii_case(end)) =>
        {
            before
        }
        _ => name,
    }
}
