//! What a file is for, by its path.
//!
//! Heuristics, in the order in which they are asked; the first that fits wins.
//! 1. **Vendored**: in an archive nested in the package that is a library by its name (`x.jar!/`, `x.whl!/` …), or under
//!    `node_modules/`, `vendor/`, `third_party/`, `site-packages/`. What ships inside a third party's package is that
//!    party's, its tests and scripts too.
//! 2. **Sample**: `*.sample`, `*.example`, `*.dist`, `*.template`, `*.tmpl`, `example.*`, or a folder of that name.
//! 3. **Test**: a folder `test(s)/`, `spec(s)/`, `__tests__/`, `testdata/`, `fixtures/`; `test_x.py`, `x_test.go`, `x.spec.ts`,
//!    `test-x.sh`.
//! 4. **Documentation**: `doc(s)/`, `man/`, `javadoc/`; `*.md`, `*.rst`, `*.adoc`, README, LICENSE, CHANGELOG and the like.
//! 5. **InstallScript**: a maintainer script (`preinst`, `postinst` …), a script called install, setup, update, upgrade,
//!    migrate, deploy, pre-/post-something; any script in a `scripts/` folder at the top of the package; `setup.py`
//!    beside a source archive's metadata; NuGet's `tools/install.ps1`.
//! 6. **Live** otherwise.

use crate::facts::{FileFact, FileType, Purpose};

use super::place;

/// Archives that carry a library or a part that somebody else may have made.
const LIBRARY_ARCHIVES: &[&str] = &["jar", "whl", "nupkg", "egg", "gem", "crate", "aar"];

const SAMPLE_EXTENSIONS: &[&str] = &["sample", "example", "dist", "template", "tmpl", "tpl"];
const SAMPLE_FOLDERS: &[&str] = &["sample", "samples", "example", "examples", "template", "templates", "demo", "demos"];
const TEST_FOLDERS: &[&str] =
    &["test", "tests", "testing", "spec", "specs", "__tests__", "testdata", "test-data", "fixtures", "__mocks__"];
const DOCUMENT_FOLDERS: &[&str] = &["doc", "docs", "documentation", "man", "manual", "javadoc", "apidocs", "help"];
const DOCUMENT_EXTENSIONS: &[&str] = &["md", "markdown", "rst", "adoc", "asciidoc", "rtf", "pdf", "chm"];
const DOCUMENT_NAMES: &[&str] = &[
    "readme",
    "license",
    "licence",
    "copying",
    "notice",
    "notices",
    "changelog",
    "changes",
    "history",
    "news",
    "authors",
    "contributors",
    "contributing",
    "security",
    "release_notes",
    "release-notes",
    "releasenotes",
    "install",
    "upgrade",
    "upgrading",
    "faq",
    "todo",
];

/// Scripts that a package manager runs by name.
const MAINTAINER_SCRIPTS: &[&str] = &[
    "preinst",
    "postinst",
    "prerm",
    "postrm",
    "preinstall",
    "postinstall",
    "preremove",
    "postremove",
    "pretrans",
    "posttrans",
];
const SCRIPT_EXTENSIONS: &[&str] =
    &["sh", "bash", "ksh", "zsh", "ps1", "psm1", "bat", "cmd", "vbs", "py", "pl", "rb", "js", "php"];
/// Words of an installer script's name.
const INSTALL_WORDS: &[&str] = &[
    "install",
    "installer",
    "setup",
    "update",
    "updater",
    "upgrade",
    "migrate",
    "migration",
    "deploy",
    "bootstrap",
    "uninstall",
    "remove",
    "rollback",
    "patch",
    "hotfix",
    "preinstall",
    "postinstall",
    "preupgrade",
    "postupgrade",
    "preflight",
    "postflight",
    "configure",
    "provision",
];

/// What a file is for.
pub(super) fn purpose(file: &FileFact) -> Purpose {
    if file.file_type == FileType::Directory {
        return Purpose::Live;
    }
    let inner = file.inner_path();
    if is_in_library(&file.path) || place::is_vendored(inner) {
        return Purpose::Vendored;
    }
    let name = file.name().to_ascii_lowercase();
    let (stem, extension) = name.rsplit_once('.').unwrap_or((&name, ""));
    if SAMPLE_EXTENSIONS.contains(&extension)
        || SAMPLE_EXTENSIONS.iter().any(|word| stem.ends_with(word) && has_mark_before(stem, word))
        || matches!(stem, "example" | "sample")
        || in_folder(inner, SAMPLE_FOLDERS)
    {
        return Purpose::Sample;
    }
    if in_folder(inner, TEST_FOLDERS) || is_test_name(stem, extension) {
        return Purpose::Test;
    }
    let is_script = SCRIPT_EXTENSIONS.contains(&extension);
    if in_folder(inner, DOCUMENT_FOLDERS)
        || DOCUMENT_EXTENSIONS.contains(&extension)
        || (!is_script && !is_program_name(file.name()) && is_document_name(stem, extension))
    {
        return Purpose::Documentation;
    }
    if MAINTAINER_SCRIPTS.contains(&name.as_str())
        || is_program_name(file.name())
        || (is_script && is_install_script(inner, stem))
    {
        return Purpose::InstallScript;
    }
    Purpose::Live
}

/// Whether one of the archives that the file is nested in is a library.
fn is_in_library(path: &str) -> bool {
    let Some((archives, _)) = path.rsplit_once("!/") else { return false };
    archives.split("!/").any(|archive| {
        let extension = archive.rsplit('.').next().unwrap_or("");
        LIBRARY_ARCHIVES.iter().any(|library| extension.eq_ignore_ascii_case(library))
    })
}

fn in_folder(inner: &str, names: &[&str]) -> bool {
    // Asked for every entry: by bytes, not by characters.
    let mut folders = inner.as_bytes().split(|byte| matches!(byte, b'/' | b'\\'));
    let _name = folders.next_back();
    folders.any(|folder| names.iter().any(|name| folder.eq_ignore_ascii_case(name.as_bytes())))
}

/// `config.example.yaml`, `settings-sample.ini`, but not `resample.c`.
fn has_mark_before(stem: &str, word: &str) -> bool {
    stem.strip_suffix(word).is_some_and(|before| before.ends_with(['.', '-', '_']))
}

fn is_test_name(stem: &str, extension: &str) -> bool {
    match extension {
        "py" => stem.starts_with("test_") || stem.ends_with("_test") || stem == "conftest",
        "go" => stem.ends_with("_test"),
        "js" | "ts" | "jsx" | "tsx" | "mjs" => stem.ends_with(".test") || stem.ends_with(".spec"),
        "sh" | "bash" | "ps1" | "bat" | "cmd" => {
            matches!(stem.split(['-', '_', '.']).next(), Some("test" | "tests"))
        }
        "bats" => true,
        _ => false,
    }
}

/// `README`, `README.txt`, `README-upgrade.txt`, `LICENSE.html`.
fn is_document_name(stem: &str, extension: &str) -> bool {
    let word = stem.split(['.', ' ']).next().unwrap_or(stem);
    let first = word.split(['-', '_']).next().unwrap_or(word);
    matches!(extension, "" | "txt" | "html" | "htm")
        && (DOCUMENT_NAMES.contains(&word) || matches!(first, "readme" | "license" | "licence" | "changelog"))
}

/// `install` and `upgrade` without an extension are programs; `INSTALL` is for reading.
fn is_program_name(name: &str) -> bool {
    INSTALL_WORDS.contains(&name)
}

fn is_install_script(inner: &str, stem: &str) -> bool {
    let is_in_scripts = in_folder(inner, &["scripts", "script", "hooks", "debian"]) && place::depth(inner) <= 2;
    is_in_scripts || stem.split(['-', '_', '.', ' ']).any(|word| INSTALL_WORDS.contains(&word))
}
