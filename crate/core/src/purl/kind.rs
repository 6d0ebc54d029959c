//! What the types of package URLs ask for beyond the common form: the case of letters, namespaces, names.

use super::{Purl, PurlError};

/// Brings the parts into the form in which the type compares them.
pub(super) fn normalize(purl: &mut Purl) {
    match purl.kind.as_str() {
        "alpm" | "apk" | "bitbucket" | "brew" | "composer" | "deb" | "git" | "github" | "hex" | "npm"
        | "vscode-extension" => {
            lower(&mut purl.namespace);
            lower(&mut purl.name);
        }
        "qpkg" | "rpm" => lower(&mut purl.namespace),
        "bitnami" | "luarocks" | "oci" => lower(&mut purl.name),
        "pypi" => purl.name = pypi_name(&purl.name),
        "pub" => purl.name = purl.name.to_lowercase().replace('-', "_"),
        "huggingface" => lower(&mut purl.version),
        // Azure's registry of models tells cases apart, Databricks' does not.
        "mlflow" if purl.qualifiers.get("repository_url").is_some_and(|url| url.contains("databricks")) => {
            lower(&mut purl.name);
        }
        _ => {}
    }
}

/// Whether the namespace is a host and the name all of the path there.
pub(super) fn has_path_as_name(kind: &str) -> bool {
    kind.eq_ignore_ascii_case("git")
}

/// Refuses what the type does not allow. A namespace that a type asks for but that many producers leave out (`deb`,
/// `rpm`, `golang`) is not asked for.
pub(super) fn check(purl: &Purl) -> Result<(), PurlError> {
    let has_namespace = !purl.namespace.is_empty();
    match purl.kind.as_str() {
        "swift" | "vscode-extension" if !has_namespace => Err(PurlError::Namespace),
        "bazel" | "bitnami" | "cargo" | "chrome-extension" | "cocoapods" | "conda" | "cran" | "gem" | "hackage"
        | "julia" | "mlflow" | "nuget" | "oci" | "opam" | "otp" | "pub" | "pypi" | "vcpkg"
            if has_namespace =>
        {
            Err(PurlError::Namespace)
        }
        "cpan" if purl.name.contains("::") => Err(PurlError::Name),
        "chrome-extension" => chrome_extension(purl),
        "julia" if !purl.qualifiers.contains_key("uuid") => Err(PurlError::QualifierMissing),
        _ => Ok(()),
    }
}

/// The identifier is 32 letters from `a` to `p`, the version up to four numbers.
fn chrome_extension(purl: &Purl) -> Result<(), PurlError> {
    if purl.name.len() != 32 || !purl.name.bytes().all(|byte| matches!(byte, b'a'..=b'p')) {
        return Err(PurlError::Name);
    }
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_version =
        purl.version.is_empty() || (purl.version.split('.').count() <= 4 && purl.version.split('.').all(is_number));
    if is_version { Ok(()) } else { Err(PurlError::Version) }
}

fn lower(text: &mut String) {
    if text.chars().any(char::is_uppercase) {
        *text = text.to_lowercase();
    }
}

/// A project's name as PyPI compares it: lower case, runs of `-`, `_` and `.` are one hyphen.
fn pypi_name(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        if matches!(c, '-' | '_' | '.') {
            if !out.ends_with('-') {
                out.push('-');
            }
        } else {
            out.extend(c.to_lowercase());
        }
    }
    out
}
