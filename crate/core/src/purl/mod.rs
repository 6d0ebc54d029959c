//! Package URLs: `pkg:type/namespace/name@version?qualifiers#subpath` as ECMA-427 defines them.

mod encoding;
mod kind;

use std::collections::BTreeMap;
use std::fmt;

use encoding::encode;

pub(crate) use encoding::decode;

/// A package URL in its parts, decoded.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Purl {
    /// The type: `npm`, `deb`, `maven`; lower case.
    pub kind: String,
    /// What stands before the name, its segments joined by `/`: `@scope`, `org.apache.commons`; empty where there is none.
    pub namespace: String,
    /// The package's name; never empty in what [`parse`] returns.
    pub name: String,
    /// The version; empty where none is given.
    pub version: String,
    /// Further facts by their lower-case key: `arch`, `distro`, `repository_url`.
    pub qualifiers: BTreeMap<String, String>,
    /// A path within the package; empty where there is none.
    pub subpath: String,
}

/// Why a text is no package URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PurlError {
    /// It does not begin with `pkg:`.
    Scheme,
    /// The type is missing, or has other characters than letters, digits, `.` and `-`, or begins with none of the letters.
    Kind,
    /// The name is missing.
    NameMissing,
    /// A name that the type does not allow.
    Name,
    /// A type that has no namespaces has one, or one that needs it has none.
    Namespace,
    /// A version that the type does not allow.
    Version,
    /// A qualifier without a key, with a key of other characters than letters, digits, `.`, `-` and `_`, or twice.
    QualifierKey,
    /// A qualifier that the type needs is missing.
    QualifierMissing,
    /// A `%` that no two hexadecimal digits follow, or bytes that are no UTF-8.
    Encoding,
    /// Longer than any package URL that is read.
    TooLong,
}

impl fmt::Display for PurlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Scheme => "does not begin with pkg:",
            Self::Kind => "has no valid type",
            Self::NameMissing => "has no name",
            Self::Name => "has a name that its type does not allow",
            Self::Namespace => "lacks the namespace that its type needs, or has one that its type does not allow",
            Self::Version => "has a version that its type does not allow",
            Self::QualifierKey => "has a qualifier with an invalid key",
            Self::QualifierMissing => "lacks a qualifier that its type needs",
            Self::Encoding => "has an invalid percent-encoding",
            Self::TooLong => "is too long",
        })
    }
}

impl std::error::Error for PurlError {}

/// Longest package URL that is read.
const MOST_BYTES: usize = 16 * 1_024;

/// Reads a package URL and brings it into the canonical form of its type.
pub fn parse(text: &str) -> Result<Purl, PurlError> {
    if text.len() > MOST_BYTES {
        return Err(PurlError::TooLong);
    }
    let (text, subpath) = text.rsplit_once('#').unwrap_or((text, ""));
    let (text, qualifiers) = text.rsplit_once('?').unwrap_or((text, ""));
    let (scheme, rest) = text.trim().split_once(':').ok_or(PurlError::Scheme)?;
    if !scheme.eq_ignore_ascii_case("pkg") {
        return Err(PurlError::Scheme);
    }
    let (kind, rest) = rest.trim_start_matches('/').split_once('/').unwrap_or((rest.trim_matches('/'), ""));
    let (path, version) = split_version(rest);
    let split = if kind::has_path_as_name(kind) { path.split_once('/') } else { path.rsplit_once('/') };
    let (namespace, name) = split.unwrap_or(("", path));
    let purl = Purl {
        kind: kind.to_owned(),
        namespace: segments(namespace, |_| true)?,
        name: if kind::has_path_as_name(kind) { segments(name, |_| true)? } else { decode(name)? },
        version: decode(version)?,
        qualifiers: read_qualifiers(qualifiers)?,
        subpath: segments(subpath, is_path_segment)?,
    };
    purl.canonical()
}

/// A package URL. `name` may carry a namespace: `@scope/name`, `group:artifact`, `publisher/name`.
pub fn purl(ecosystem: &str, name: &str, version: &str) -> String {
    let kind = match ecosystem {
        "vsix" => "vscode-extension",
        "web-extension" => "generic",
        other => other,
    };
    let path = if ecosystem == "maven" { name.replacen(':', "/", 1) } else { name.to_owned() };
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let (name, namespace) = parts.split_last().unwrap_or((&"", &[]));
    let mut purl = Purl {
        kind: kind.to_owned(),
        namespace: namespace.join("/"),
        name: (*name).to_owned(),
        version: version.to_owned(),
        ..Purl::default()
    };
    kind::normalize(&mut purl);
    purl.to_string()
}

impl Purl {
    /// The canonical form of its type: letters in the case that the type compares them in, keys in lower case, nothing
    /// empty.
    pub fn canonical(mut self) -> Result<Self, PurlError> {
        self.kind.make_ascii_lowercase();
        if !is_kind(&self.kind) {
            return Err(PurlError::Kind);
        }
        if self.name.is_empty() {
            return Err(PurlError::NameMissing);
        }
        let mut qualifiers = BTreeMap::new();
        for (key, value) in std::mem::take(&mut self.qualifiers) {
            if !is_key(&key) {
                return Err(PurlError::QualifierKey);
            }
            if !value.is_empty() && qualifiers.insert(key.to_ascii_lowercase(), value).is_some() {
                return Err(PurlError::QualifierKey);
            }
        }
        self.qualifiers = qualifiers;
        kind::normalize(&mut self);
        kind::check(&self)?;
        Ok(self)
    }
}

impl fmt::Display for Purl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "pkg:{}/", self.kind)?;
        for segment in self.namespace.split('/').filter(|segment| !segment.is_empty()) {
            write!(f, "{}/", encode(segment))?;
        }
        if kind::has_path_as_name(&self.kind) {
            f.write_str(&encode(&self.name).replace("%2F", "/"))?;
        } else {
            f.write_str(&encode(&self.name))?;
        }
        if !self.version.is_empty() {
            write!(f, "@{}", encode(&self.version))?;
        }
        let mut separator = '?';
        for (key, value) in self.qualifiers.iter().filter(|(_, value)| !value.is_empty()) {
            write!(f, "{separator}{key}={}", encode(value))?;
            separator = '&';
        }
        let mut separator = '#';
        for segment in self.subpath.split('/').filter(|segment| is_path_segment(segment)) {
            write!(f, "{separator}{}", encode(segment))?;
            separator = '/';
        }
        Ok(())
    }
}

/// Path and version. An `@` before the last `/` is a scope's; `node@20@20.10.0` has the version behind the last one.
fn split_version(text: &str) -> (&str, &str) {
    let text = text.trim_end_matches('/');
    let name_at = text.rfind('/').map_or(0, |at| at.saturating_add(1));
    match text.rfind('@').filter(|at| *at >= name_at) {
        Some(at) => (text.get(..at).unwrap_or(""), text.get(at.saturating_add(1)..).unwrap_or("")),
        None => (text, ""),
    }
}

/// The decoded segments of a path without empty ones, and without those that are not wanted.
fn segments(text: &str, is_wanted: impl Fn(&str) -> bool) -> Result<String, PurlError> {
    let mut out = String::with_capacity(text.len());
    for segment in text.split('/') {
        let segment = decode(segment)?;
        if segment.is_empty() || !is_wanted(&segment) {
            continue;
        }
        if !out.is_empty() {
            out.push('/');
        }
        out.push_str(&segment);
    }
    Ok(out)
}

fn is_path_segment(segment: &str) -> bool {
    !matches!(segment, "" | "." | "..")
}

fn read_qualifiers(text: &str) -> Result<BTreeMap<String, String>, PurlError> {
    let mut qualifiers = BTreeMap::new();
    for pair in text.split('&').filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        if !is_key(key) || qualifiers.insert(key.to_ascii_lowercase(), decode(value)?).is_some() {
            return Err(PurlError::QualifierKey);
        }
    }
    Ok(qualifiers)
}

fn is_kind(kind: &str) -> bool {
    kind.starts_with(|c: char| c.is_ascii_lowercase())
        && kind.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
}

fn is_key(key: &str) -> bool {
    key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'))
}

#[cfg(test)]
mod tests;
