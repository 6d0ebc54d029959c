//! Names of products, in packs as in manifests and inventories.

use crate::purl;

/// A name, within one ecosystem or in any.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    /// purl type; `""` for a name that holds in every ecosystem, `generic` for one that holds where no libraries are.
    kind: String,
    /// As inventories and manifests write it: `@scope/name`, `group:artifact`.
    text: String,
    key: String,
}

impl Name {
    /// A name that holds in every ecosystem.
    pub(crate) fn anywhere(text: &str) -> Self {
        Self::new("", text)
    }

    /// The name that a package URL stands for in its ecosystem; `None` where it is none.
    pub(crate) fn of_purl(text: &str) -> Option<Self> {
        let purl = purl::parse(text).ok()?;
        let text = match (purl.kind.as_str(), purl.namespace.as_str()) {
            // There the namespace is the distribution or the vendor, which no list of packages repeats.
            (_, "") | ("deb" | "rpm" | "apk", _) => purl.name,
            ("maven", namespace) => format!("{namespace}:{}", purl.name),
            (_, namespace) => format!("{namespace}/{}", purl.name),
        };
        Some(Self::new(&purl.kind, &text))
    }

    /// A name in an ecosystem.
    pub(crate) fn new(kind: &str, text: &str) -> Self {
        Self { kind: kind.to_owned(), text: text.to_owned(), key: key(text) }
    }

    /// The name as written.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The ecosystem to ask for things of this name.
    pub(super) fn ecosystem(&self) -> &str {
        if self.kind.is_empty() { "generic" } else { &self.kind }
    }

    /// The name as it is compared.
    pub(crate) fn key(&self) -> &str {
        &self.key
    }

    /// Whether both are one name of one ecosystem.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.kind == other.kind && self.key == other.key
    }

    /// The ways in which an inventory may write it.
    pub(crate) fn spellings(&self) -> impl Iterator<Item = String> {
        let hyphenated = self.text.contains(' ').then(|| self.text.replace(' ', "-"));
        std::iter::once(self.text.clone()).chain(hyphenated)
    }

    /// Whether something of an ecosystem has this name. A list without ecosystems (`generic`) may mean what a
    /// distribution packages; it does not mean a library of some language.
    pub(crate) fn is(&self, ecosystem: &str, name: &str) -> bool {
        self.holds_in(ecosystem) && self.key == key(name)
    }

    /// Whether the name means something in an ecosystem.
    pub(crate) fn holds_in(&self, ecosystem: &str) -> bool {
        match self.kind.as_str() {
            "" => true,
            "generic" => is_of_products(ecosystem),
            "deb" | "rpm" | "apk" => ecosystem == self.kind || matches!(ecosystem, "" | "generic"),
            "docker" | "oci" => matches!(ecosystem, "docker" | "oci"),
            kind => ecosystem == kind,
        }
    }
}

/// Ecosystems in which a plain name means a product. Elsewhere it means something for it: `redis` on PyPI is a client, a
/// chart, an extension.
fn is_of_products(ecosystem: &str) -> bool {
    matches!(ecosystem, "" | "generic" | "deb" | "rpm" | "apk" | "alpm" | "brew" | "chocolatey" | "winget" | "scoop")
}

/// What is compared: letters and digits in lower case, and what tells a namespace.
pub(crate) fn key(text: &str) -> String {
    // Docker's own images go by two names.
    let text = text.strip_prefix("docker.io/").unwrap_or(text);
    let text = text.strip_prefix("library/").unwrap_or(text);
    text.chars().filter(|c| c.is_alphanumeric() || matches!(c, '/' | ':' | '@')).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_name_holds_in_its_own_ecosystem() {
        assert!(Name::anywhere("DTEN Manager").is("generic", "dten-manager"));
        assert!(Name::new("generic", "redis").is("deb", "redis"));
        assert!(!Name::new("generic", "redis").is("pypi", "redis"));
        let name = |text| Name::of_purl(text).unwrap();
        assert!(name("pkg:deb/debian/openssl").is("deb", "openssl"));
        assert!(name("pkg:deb/debian/openssl").is("generic", "OpenSSL"));
        assert!(!name("pkg:deb/debian/openssl").is("rpm", "openssl"));
        assert!(name("pkg:maven/org.apache/log4j").is("maven", "org.apache:log4j"));
        assert!(name("pkg:npm/%40angular/core").is("npm", "@angular/core"));
        assert!(!name("pkg:generic/dten/manager").is("generic", "manager"));
        assert!(name("pkg:docker/library/postgres").is("oci", "docker.io/library/postgres"));
        assert!(!Name::new("generic", "redis").is("helm", "redis"), "a chart's version is not the product's");
    }
}
