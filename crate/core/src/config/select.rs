//! Which files of a package are configuration.
//!
//! JSON, YAML and XML hold anything. What is left out here is data by its name or place: manifests and lockfiles, which
//! have facts of their own, translations, schemas, source maps, minified files; and what is not installed as it is.

use crate::facts::{ConfigFormat, Content, FileFact, FileType, Purpose};
use crate::parse::head::{has_line, holds};

use super::format::{ends_with, format_of, without_sample_ending};

/// Manifests, lockfiles and settings of services that build the package, in lower case.
const OTHER_NAMES: &[&str] = &[
    ".cargo_vcs_info.json",
    ".cargo-checksum.json",
    ".travis.yml",
    ".gitlab-ci.yml",
    ".cirrus.yml",
    ".appveyor.yml",
    "appveyor.yml",
    "azure-pipelines.yml",
    "bitbucket-pipelines.yml",
    ".codecov.yml",
    "codecov.yml",
    ".pre-commit-config.yaml",
    ".readthedocs.yml",
    ".readthedocs.yaml",
    "mkdocs.yml",
    "renovate.json",
    "rustfmt.toml",
    ".rustfmt.toml",
    "clippy.toml",
    "deny.toml",
    "cliff.toml",
    "release-plz.toml",
    ".release-plz.toml",
    "rust-toolchain.toml",
    "package.json",
    "package-lock.json",
    "npm-shrinkwrap.json",
    "composer.json",
    "bower.json",
    "deno.json",
    "pnpm-lock.yaml",
    "cargo.toml",
    "pyproject.toml",
    "poetry.toml",
    "pipfile",
    "pom.xml",
    "build.xml",
    "ivy.xml",
    "androidmanifest.xml",
    "chart.yaml",
    "galaxy.yml",
    "pubspec.yaml",
    "manifest.json",
    "plugin.xml",
    "packages.config",
    "nuget.config",
    "pom.properties",
    "metadata.json",
    "spring-configuration-metadata.json",
    "additional-spring-configuration-metadata.json",
    "project.assets.json",
    "composer.lock",
    "[content_types].xml",
];

/// Ends of names that are data, in lower case.
const DATA_ENDS: &[&str] = &[
    ".min.json",
    ".map.json",
    ".schema.json",
    "-schema.json",
    ".lock.json",
    "-lock.json",
    "-lock.yaml",
    ".deps.json",
    ".runtimeconfig.json",
    ".cdx.json",
    ".spdx.json",
    ".sarif.json",
    ".wsdl.xml",
    ".nuspec.xml",
];

/// Folders of data, and of what developers set for themselves, in lower case.
const DATA_FOLDERS: &[&str] = &[
    "locale",
    "locales",
    "i18n",
    "l10n",
    "lang",
    "langs",
    "translations",
    "messages",
    "nls",
    "schema",
    "schemas",
    "sbom",
    "maven",
    "assets",
    "static",
    "public",
    "icons",
    "images",
    "data",
    ".git",
    ".github",
    ".gitlab",
    ".circleci",
    ".cargo",
    ".vscode",
    ".idea",
    ".devcontainer",
    "migrations",
];

/// A file that is larger than this was not written by hand: it is data, in whatever format.
const DATA_BYTES: u64 = 1 << 20;

/// How a file of the package is written, where it is configuration. Asked for every entry, so the name comes first.
pub fn configuration_format(file: &FileFact, head: &[u8]) -> Option<ConfigFormat> {
    let inner_path = file.inner_path();
    let is_candidate = file.file_type == FileType::File
        && matches!(file.content, Content::Text | Content::Html | Content::Unknown)
        && file.size_bytes <= DATA_BYTES
        && is_used(file);
    let format = if is_candidate { format_of(inner_path, head)? } else { return None };
    let is_other = is_data(inner_path, head) || is_list(format, head) || is_described(format, head);
    (!is_other).then_some(format)
}

/// Whether it is read as it is, or copied. What lies in somebody else's archive is not; but the classes of a Spring Boot
/// archive are the application itself.
fn is_used(file: &FileFact) -> bool {
    let is_own_class = || {
        let inner = file.path.split_once("!/").map_or("", |(_, inner)| inner);
        !inner.contains("!/") && inner.starts_with("BOOT-INF/classes/")
    };
    matches!(file.purpose, Purpose::Live | Purpose::Sample) || file.purpose == Purpose::Vendored && is_own_class()
}

/// JSON that begins with a list is a table, not settings by name.
fn is_list(format: ConfigFormat, head: &[u8]) -> bool {
    format == ConfigFormat::Json && head.trim_ascii_start().starts_with(b"[")
}

/// How bills of materials, schemas and descriptions of interfaces begin: they have facts of their own.
const DESCRIPTIONS: &[&[u8]] =
    &[b"\"bomFormat\"", b"\"spdxVersion\"", b"json-schema.org/", b"\"openapi\"", b"\"swagger\""];

/// What XML is where it is for reading: books, pages, pictures, results of tests.
const TEXTS: &[&[u8]] =
    &[b"docbook", b"DocBook", b"<!ENTITY", b"w3.org/1999/xhtml", b"w3.org/2000/svg", b"<rss", b"<testsuite"];

fn is_described(format: ConfigFormat, head: &[u8]) -> bool {
    match format {
        ConfigFormat::Xml => TEXTS.iter().any(|words| holds(head, words)),
        ConfigFormat::Json => DESCRIPTIONS.iter().any(|words| holds(head, words)),
        ConfigFormat::Yaml => has_line(head, b"openapi:") || has_line(head, b"swagger:"),
        _ => false,
    }
}

fn is_data(inner_path: &str, head: &[u8]) -> bool {
    let (folders, name) = inner_path.rsplit_once(['/', '\\']).unwrap_or(("", inner_path));
    // The manifest of a browser's extension says what it may do and how it runs.
    let own_name = without_sample_ending(name);
    OTHER_NAMES.iter().any(|other| own_name.eq_ignore_ascii_case(other)) && !holds(head, b"\"manifest_version\"")
        || DATA_ENDS.iter().any(|end| ends_with(name, end))
        || folders.split(['/', '\\']).any(|folder| DATA_FOLDERS.iter().any(|known| folder.eq_ignore_ascii_case(known)))
        || is_translation(name)
}

/// `messages_de.properties`, `Labels_pt_BR.properties`: a bundle of texts in a language.
fn is_translation(name: &str) -> bool {
    let Some((stem, _)) = name.rsplit_once('.').filter(|_| ends_with(name, ".properties")) else { return false };
    let mut parts = stem.rsplit('_');
    let is_code = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_alphabetic());
    stem.contains('_') && parts.next().is_some_and(is_code)
}

#[cfg(test)]
mod tests {
    use super::{FileFact, Purpose, configuration_format};

    #[test]
    fn data_and_manifests_are_no_configuration() {
        let is_taken = |path: &str, purpose| {
            configuration_format(&FileFact { path: path.to_owned(), purpose, ..FileFact::default() }, b"").is_some()
        };
        for path in
            ["conf/application.yml", "etc/app.conf", "lib/app.war!/WEB-INF/web.xml", "config/db_main.properties"]
        {
            assert!(is_taken(path, Purpose::Live), "{path}");
        }
        for path in [
            "package.json",
            "Cargo.toml.orig",
            "app/i18n/de.json",
            "conf/messages_de.properties",
            "conf/labels_pt_BR.properties",
            "dist/app.schema.json",
            "src/main.rs",
            "x.zip!/META-INF/maven/a/pom.properties",
        ] {
            assert!(!is_taken(path, Purpose::Live), "{path}");
        }
        assert!(is_taken("conf/app.yml.sample", Purpose::Sample));
        assert!(is_taken("app.jar!/BOOT-INF/classes/application.yml", Purpose::Vendored));
        assert!(!is_taken("app.jar!/BOOT-INF/lib/x.jar!/BOOT-INF/classes/application.yml", Purpose::Vendored));
        for purpose in [Purpose::Test, Purpose::Vendored, Purpose::Documentation] {
            assert!(!is_taken("conf/application.yml", purpose));
        }
    }
}
