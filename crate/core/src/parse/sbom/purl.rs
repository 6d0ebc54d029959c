//! Package URLs taken apart, as far as a list of parts needs it.

/// A package URL's parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Purl {
    /// The type, by this project's own name for it.
    pub(super) ecosystem: String,
    namespace: String,
    name: String,
    /// `""` where there is none.
    pub(super) version: String,
    /// The qualifier `arch`.
    pub(super) architecture: Option<String>,
}

/// Types whose namespace is a part of the name, and what stands between the two. Elsewhere it is the distribution
/// (`pkg:deb/debian/curl`).
const NAMESPACED: &[(&str, char)] = &[
    ("bitbucket", '/'),
    ("composer", '/'),
    ("docker", '/'),
    ("github", '/'),
    ("gitlab", '/'),
    ("golang", '/'),
    ("hex", '/'),
    ("huggingface", '/'),
    ("maven", ':'),
    ("npm", '/'),
    ("swift", '/'),
    ("terraform", '/'),
    ("vsix", '/'),
];

impl Purl {
    /// `pkg:type/namespace/name@version?qualifiers#subpath`.
    pub(super) fn read(text: &str) -> Option<Self> {
        let rest = text.trim().strip_prefix("pkg:")?.trim_start_matches('/');
        let rest = rest.split('#').next()?;
        let (rest, qualifiers) = rest.split_once('?').unwrap_or((rest, ""));
        let (kind, path) = rest.split_once('/')?;
        let path_end = path.rfind('/').map_or(0, |at| at.saturating_add(1));
        let (folder, last) = path.split_at_checked(path_end)?;
        // A scope that nobody encoded: `pkg:npm/@scope/name`.
        let (name, version) = match last.rsplit_once('@') {
            Some((name, version)) if !name.is_empty() => (name, version),
            _ => (last, ""),
        };
        let kind = kind.to_ascii_lowercase();
        let architecture = qualifiers.split('&').find_map(|pair| pair.strip_prefix("arch=")).map(decode);
        let purl = Self {
            ecosystem: if kind == "vscode-extension" { "vsix".to_owned() } else { kind },
            namespace: decode(folder.trim_matches('/')),
            name: decode(name),
            version: decode(version),
            architecture,
        };
        Some(purl).filter(|purl| !purl.ecosystem.is_empty() && !purl.name.is_empty())
    }

    /// The name as the ecosystem writes it.
    pub(super) fn full_name(&self) -> String {
        match NAMESPACED.iter().find(|(kind, _)| *kind == self.ecosystem) {
            Some((_, between)) if !self.namespace.is_empty() => format!("{}{between}{}", self.namespace, self.name),
            _ => self.name.clone(),
        }
    }
}

/// Percent-encoding undone; what is no encoding stays.
fn decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let pair = tail.first_chunk::<2>().and_then(|pair| std::str::from_utf8(pair).ok());
        match pair.filter(|_| *first == b'%').and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = tail.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn parts(text: &str) -> (String, String, String, Option<String>) {
        let purl = Purl::read(text).unwrap();
        (purl.ecosystem.clone(), purl.full_name(), purl.version.clone(), purl.architecture)
    }

    #[test]
    fn the_namespace_is_a_part_of_some_names() {
        let of = |text: &str| parts(text).1;
        assert_eq!(of("pkg:maven/org.slf4j/slf4j-api@2.0.7"), "org.slf4j:slf4j-api");
        assert_eq!(of("pkg:npm/%40babel/core@7.24.0"), "@babel/core");
        assert_eq!(of("pkg:npm/@babel/core@7.24.0"), "@babel/core");
        assert_eq!(of("pkg:golang/golang.org/x/net@v0.17.0#http2"), "golang.org/x/net");
        assert_eq!(of("pkg:deb/debian/curl@7.88.1-10?arch=amd64"), "curl");
        assert_eq!(of("pkg:pypi/django"), "django");
    }

    #[test]
    fn version_and_architecture_are_decoded() {
        let (ecosystem, name, version, architecture) = parts("pkg:deb/debian/vim@2%3A9.0?distro=debian-12&arch=arm64");
        assert_eq!((ecosystem.as_str(), name.as_str(), version.as_str()), ("deb", "vim", "2:9.0"));
        assert_eq!(architecture.as_deref(), Some("arm64"));
    }

    #[test]
    fn what_is_no_package_url_is_none() {
        for text in ["", "pkg:", "pkg:npm", "pkg:npm/", "https://example.com/x", "pkg:/x@1"] {
            assert_eq!(Purl::read(text), None, "{text}");
        }
    }
}
