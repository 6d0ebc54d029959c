//! Which files of a package are configuration.
//!
//! JSON, YAML and XML hold anything. What is left out here is data by its name or place: manifests and lockfiles, which
//! have facts of their own, translations, schemas, source maps, minified files; and what is not installed as it is.

use crate::facts::{ConfigFormat, FileFact, FileType, Purpose};

use super::format_of;

/// Manifests, lockfiles and settings of tools that build the package, in lower case.
const OTHER_NAMES: &[&str] = &[
    "package.json",
    "package-lock.json",
    "npm-shrinkwrap.json",
    "composer.json",
    "bower.json",
    "deno.json",
    "tsconfig.json",
    "jsconfig.json",
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

/// Folders of data, in lower case.
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
    "migrations",
];

/// How a file of the package is written, where it is configuration.
pub fn configuration_format(file: &FileFact, head: &[u8]) -> Option<ConfigFormat> {
    let is_used = matches!(file.purpose, Purpose::Live | Purpose::Sample);
    if !is_used || file.file_type != FileType::File || is_data(file.inner_path()) {
        return None;
    }
    format_of(file.inner_path(), head)
}

fn is_data(inner_path: &str) -> bool {
    let path = inner_path.replace('\\', "/").to_ascii_lowercase();
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", &path));
    OTHER_NAMES.contains(&name)
        || DATA_ENDS.iter().any(|end| name.ends_with(end))
        || folders.split('/').any(|folder| DATA_FOLDERS.contains(&folder))
        || is_translation(name)
}

/// `messages_de.properties`, `Labels_pt_BR.properties`: a bundle of texts in a language.
fn is_translation(name: &str) -> bool {
    let Some(stem) = name.strip_suffix(".properties") else { return false };
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
        for purpose in [Purpose::Test, Purpose::Vendored, Purpose::Documentation] {
            assert!(!is_taken("conf/application.yml", purpose));
        }
    }
}
