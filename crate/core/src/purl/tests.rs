#![allow(clippy::unwrap_used)]

use super::{Purl, PurlError, parse, purl};

#[test]
fn reads_all_parts() {
    let read = parse("pkg:rpm/fedora/curl@7.50.3-1.fc25?arch=i386&Distro=fedora-25#usr/../bin/curl").unwrap();
    assert_eq!(read.kind, "rpm");
    assert_eq!(read.namespace, "fedora");
    assert_eq!(read.name, "curl");
    assert_eq!(read.version, "7.50.3-1.fc25");
    assert_eq!(read.qualifiers.get("distro").map(String::as_str), Some("fedora-25"));
    assert_eq!(read.subpath, "usr/bin/curl");
    assert_eq!(read.to_string(), "pkg:rpm/fedora/curl@7.50.3-1.fc25?arch=i386&distro=fedora-25#usr/bin/curl");
}

#[test]
fn writes_the_canonical_form() {
    for (text, canonical) in [
        ("pkg:npm/@babel/core@7.0.0", "pkg:npm/%40babel/core@7.0.0"),
        ("pkg:npm/%40babel/core", "pkg:npm/%40babel/core"),
        ("pkg://PyPI/Django_REST.framework@3.14", "pkg:pypi/django-rest-framework@3.14"),
        (
            "pkg:docker/library/nginx@sha256%3Aabc?repository_url=ghcr.io/x",
            "pkg:docker/library/nginx@sha256:abc?repository_url=ghcr.io%2Fx",
        ),
        ("pkg:generic/a%20b@1%2B2?empty=&z=1&a=2", "pkg:generic/a%20b@1%2B2?a=2&z=1"),
        ("pkg:golang/golang.org/x/net@v0.1.0#http2", "pkg:golang/golang.org/x/net@v0.1.0#http2"),
    ] {
        assert_eq!(parse(text).map(|purl| purl.to_string()).as_deref(), Ok(canonical), "{text}");
        assert_eq!(parse(canonical).map(|purl| purl.to_string()).as_deref(), Ok(canonical), "{canonical}");
    }
}

#[test]
fn says_what_is_wrong() {
    for (text, error) in [
        ("", PurlError::Scheme),
        ("npm/left-pad", PurlError::Scheme),
        ("http://example.org", PurlError::Scheme),
        ("pkg:", PurlError::Kind),
        ("pkg:3d/x", PurlError::Kind),
        ("pkg:n pm/x", PurlError::Kind),
        ("pkg:npm", PurlError::NameMissing),
        ("pkg:npm/@1.0", PurlError::NameMissing),
        ("pkg:npm/a?b c=1", PurlError::QualifierKey),
        ("pkg:npm/a?b=1&B=2", PurlError::QualifierKey),
        ("pkg:npm/a%2", PurlError::Encoding),
        ("pkg:npm/%ff", PurlError::Encoding),
        ("pkg:cargo/a/b", PurlError::Namespace),
        ("pkg:swift/Alamofire", PurlError::Namespace),
    ] {
        assert_eq!(parse(text), Err(error), "{text}");
    }
    assert_eq!(parse(&format!("pkg:npm/{}", "a/".repeat(100_000))), Err(PurlError::TooLong));
}

#[test]
fn builds_from_an_ecosystems_name() {
    for (ecosystem, name, version, wanted) in [
        ("npm", "@Scope/Name", "1.0.0+x", "pkg:npm/%40scope/name@1.0.0%2Bx"),
        ("maven", "org.apache:commons", "", "pkg:maven/org.apache/commons"),
        ("pypi", "Foo__Bar.baz", "1", "pkg:pypi/foo-bar-baz@1"),
        ("vsix", "Publisher/Name", "1", "pkg:vscode-extension/publisher/name@1"),
        ("web-extension", "{uuid}@Example", "1", "pkg:generic/%7Buuid%7D%40Example@1"),
        ("nuget", "Newtonsoft.Json", "13.0.1", "pkg:nuget/Newtonsoft.Json@13.0.1"),
    ] {
        assert_eq!(purl(ecosystem, name, version), wanted);
    }
}

#[test]
fn a_built_one_is_brought_into_form() {
    let built = Purl { kind: "GitHub".into(), namespace: "Owner".into(), name: "Repo".into(), ..Purl::default() };
    assert_eq!(built.canonical().unwrap().to_string(), "pkg:github/owner/repo");
    assert_eq!(Purl::default().canonical(), Err(PurlError::Kind));
}
