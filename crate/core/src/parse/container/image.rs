//! References to container images: `registry.example.com:5000/team/name:tag@sha256:…`.

use crate::facts::{Package, PackageOrigin, Site};
use crate::parse::fact;
use crate::purl;

/// A reference in its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Image<'t> {
    /// Registry, with its port; none where the tool's own default is meant.
    registry: Option<&'t str>,
    /// What stands before the tag.
    name: &'t str,
    /// The name without the registry.
    path: &'t str,
    tag: Option<&'t str>,
    digest: Option<&'t str>,
}

/// Longest reference that a registry takes, about.
const MOST_BYTES: usize = 512;

impl<'t> Image<'t> {
    /// Takes a reference apart; `None` for what is none, or is put together only later (`$TAG`, `{{ … }}`).
    pub(super) fn read(text: &'t str) -> Option<Self> {
        let text = text.trim();
        let is_allowed =
            |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-' | b'/' | b':' | b'@');
        if text.is_empty() || text.len() > MOST_BYTES || !text.bytes().all(is_allowed) {
            return None;
        }
        let (rest, digest) = text.split_once('@').map_or((text, None), |(rest, digest)| (rest, Some(digest)));
        let name_start = rest.rfind('/').map_or(0, |at| at.saturating_add(1));
        let (name, tag) = match rest.rfind(':').filter(|at| *at >= name_start) {
            Some(at) => (rest.get(..at)?, rest.get(at.saturating_add(1)..)),
            None => (rest, None),
        };
        let (registry, path) = match name.split_once('/') {
            Some((first, path)) if first.contains(['.', ':']) || first == "localhost" => (Some(first), path),
            _ => (None, name),
        };
        let is_part = |part: &str| part.starts_with(|c: char| c.is_ascii_alphanumeric()) && !part.contains([':', '@']);
        let is_valid = name.starts_with(|c: char| c.is_ascii_alphanumeric())
            && path.split('/').all(is_part)
            && digest.is_none_or(|digest| digest.contains(':'));
        Some(Self { registry, name, path, tag: tag.filter(|tag| !tag.is_empty()), digest }).filter(|_| is_valid)
    }

    /// With the tag and the digest that are written apart from the name.
    pub(super) fn with(self, tag: Option<&'t str>, digest: Option<&'t str>) -> Self {
        Self { tag: tag.or(self.tag), digest: digest.or(self.digest), ..self }
    }

    /// What stands before the tag.
    pub(super) fn name(&self) -> &'t str {
        self.name
    }

    /// The tag, else the digest, else `latest`, which is what every tool takes where nothing is said.
    pub(super) fn version(&self) -> &'t str {
        self.tag.or(self.digest).unwrap_or("latest")
    }

    /// The fact.
    pub(super) fn package(&self, site: Site) -> Package {
        let mut package = fact::package(PackageOrigin::Reference, "docker", (self.name, self.version()), site);
        package.purl = purl::purl("docker", self.path, self.version());
        if let Some(registry) = self.registry {
            package.purl.push_str("?repository_url=");
            package.purl.push_str(registry);
        }
        package
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn parts(text: &str) -> (String, String, String) {
        let package = Image::read(text).unwrap().package(Site::default());
        (package.name, package.version, package.purl)
    }

    #[test]
    fn references() {
        let of = |name: &str, version: &str, purl: &str| (name.to_owned(), version.to_owned(), purl.to_owned());
        assert_eq!(parts("nginx"), of("nginx", "latest", "pkg:docker/nginx@latest"));
        assert_eq!(parts("bitnami/redis:7.2"), of("bitnami/redis", "7.2", "pkg:docker/bitnami/redis@7.2"));
        assert_eq!(
            parts("ghcr.io/acme/api:1.2.0"),
            of("ghcr.io/acme/api", "1.2.0", "pkg:docker/acme/api@1.2.0?repository_url=ghcr.io")
        );
        assert_eq!(
            parts("localhost:5000/api@sha256:abcd"),
            of("localhost:5000/api", "sha256:abcd", "pkg:docker/api@sha256:abcd?repository_url=localhost:5000")
        );
        assert_eq!(parts("redis:7.2@sha256:abcd").1, "7.2");
    }

    #[test]
    fn what_is_no_reference_is_none() {
        for text in
            ["", "$IMAGE", "{{ .Values.image }}", "a b", "https://example.com/x", "/abs", "../rel", "x@abc", "a//b"]
        {
            assert_eq!(Image::read(text), None, "{text}");
        }
    }
}
