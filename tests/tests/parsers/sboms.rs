//! Lists of parts: CycloneDX, SPDX, Syft.

use std::collections::BTreeSet;
use std::path::Path;

use dropscope_core::facts::{Facts, ManifestState, PackageOrigin};

use super::kit::{example, facts, packages};

/// Format and what the list is of.
fn about(facts: &Facts) -> (&str, String) {
    let [manifest] = facts.manifests.as_slice() else { panic!("{:?}", facts.manifests) };
    assert_eq!(manifest.kind, PackageOrigin::Listed);
    let value = |sited: &Option<dropscope_core::facts::Sited<String>>| {
        sited.as_ref().map_or(String::new(), |sited| sited.value.clone())
    };
    (&manifest.format, format!("{} {}", value(&manifest.name), value(&manifest.version)))
}

fn broken(facts: &Facts) -> (u32, u32, &str) {
    match &facts.manifests[0].state {
        ManifestState::Unreadable { line, column, reason } => (*line, *column, reason),
        ManifestState::Read => panic!("it was read"),
    }
}

#[test]
fn cyclonedx_json() {
    let facts = facts("sbom/bom.json", example("sbom/bom.json"));
    assert_eq!(about(&facts), ("CycloneDX 1.5", "dten-gateway 5.0.1".to_owned()));
    assert_eq!(facts.manifests[0].state, ManifestState::Read);
    assert_eq!(
        packages(&facts),
        [
            "maven org.slf4j:slf4j-api 2.0.12 [Listed] 17",
            "generic debian 12.5 [Listed] 27",
            "deb libssl3 3.0.11-1~deb12u2 [Listed] 30",
            "generic edge-proxy 1.9.0 [Listed] 24",
            "npm @dten/ui 5.0.1 [Listed] 37",
            "generic dten-gateway 5.0.1 [Manifest] 10",
        ]
    );
    assert_eq!(facts.packages[0].purl, "pkg:maven/org.slf4j/slf4j-api@2.0.12?type=jar", "the list's own");
    assert_eq!(facts.packages[3].purl, "pkg:generic/edge-proxy@1.9.0", "made, where it gives none");
    assert_eq!(
        facts.packages[4].site.excerpt,
        r#"{ "type": "library", "name": "@dten/ui", "purl": "pkg:npm/%40dten/ui@5.0.1" }"#
    );
}

#[test]
fn cyclonedx_xml() {
    let facts = facts("bom.xml", example("sbom/bom.xml"));
    assert_eq!(about(&facts), ("CycloneDX 1.4", "com.dten:server 5.0.1".to_owned()));
    assert_eq!(
        packages(&facts),
        [
            "generic janino 3.1.12 [Listed] 21",
            "maven ch.qos.logback:logback-core 1.4.14 [Listed] 15",
            "maven com.dten:server 5.0.1 [Manifest] 7",
        ]
    );
}

#[test]
fn cyclonedx_xml_with_a_prefix() {
    let xml = br#"<b:bom xmlns:b="http://cyclonedx.org/schema/bom/1.6"><b:components><b:component type="library">
<b:name>a &lt;b&gt;</b:name><b:version><![CDATA[1.0]]></b:version></b:component></b:components></b:bom>"#;
    let facts = facts("x.xml", xml);
    assert_eq!(facts.manifests[0].format, "CycloneDX 1.6");
    assert_eq!(packages(&facts), ["generic a <b> 1.0 [Listed] 2"]);
}

#[test]
fn spdx_json() {
    let facts = facts("image.spdx.json", example("sbom/image.spdx.json"));
    assert_eq!(about(&facts).0, "SPDX 2.3");
    assert_eq!(packages(&facts), ["rpm openssl-libs 1:3.0.7-27.el9 [Listed] 13", "golang stdlib 1.22.1 [Listed] 30"]);
}

#[test]
fn spdx_tag_value() {
    let facts = facts("agent.spdx", example("sbom/agent.spdx"));
    assert_eq!(about(&facts).0, "SPDX 2.2");
    assert_eq!(packages(&facts), ["generic zlib 1.3.1 [Listed] 8", "pypi requests 2.31.0 [Listed] 16"]);
}

#[test]
fn spdx_3() {
    let facts = facts("spdx3.json", example("sbom/spdx3.json"));
    assert_eq!(about(&facts).0, "SPDX 3.0.1");
    assert_eq!(packages(&facts), ["apk curl 8.5.0-r0 [Listed] 8", "pypi flask 3.0.2 [Listed] 15"]);
}

#[test]
fn syft_json() {
    let facts = facts("gateway.syft.json", example("sbom/gateway.syft.json"));
    assert_eq!(about(&facts), ("Syft JSON", "registry.dten.example/gateway sha256:9c1f".to_owned()));
    assert_eq!(
        packages(&facts),
        [
            "apk busybox 1.36.1-r15 [Listed] 5",
            "maven org.apache.logging.log4j:log4j-core 2.17.1 [Listed] 18",
            "generic python 3.11.8 [Listed] 24",
            "generic registry.dten.example/gateway sha256:9c1f [Manifest] 27",
        ]
    );
}

#[test]
fn what_stood_before_a_break_is_kept() {
    let whole = example("sbom/bom.json");
    let cut = &whole[..whole.windows(8).position(|w| w == b"libssl3\"").unwrap()];
    let facts = facts("bom.json", cut);
    assert_eq!(
        packages(&facts)[..2],
        ["maven org.slf4j:slf4j-api 2.0.12 [Listed] 17", "generic debian 12.5 [Listed] 27"]
    );
    assert_eq!(broken(&facts), (30, 19, "a text that is not closed"));

    let whole = example("sbom/bom.xml");
    let cut = &whole[..whole.windows(9).position(|w| w == b"</compone").unwrap() + 9];
    let facts = super::kit::facts("bom.xml", cut);
    assert!(matches!(broken(&facts), (10, _, _)), "{:?}", broken(&facts));
}

#[test]
fn odd_encodings() {
    let json = String::from_utf8(example("sbom/bom.json")).unwrap();
    let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(json.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let with_mark = format!("\u{feff}{}", json.replace('\n', "\r\n"));
    let latin = json.replace("\"debian\"", "\"d\u{e9}bian\"");
    let latin: Vec<u8> = latin.chars().map(|c| c as u8).collect();
    let expected = packages(&facts("sbom.json", &json));
    assert_eq!(packages(&facts("sbom.json", utf16)), expected);
    assert_eq!(packages(&facts("sbom.json", with_mark)), expected);
    assert_eq!(packages(&facts("sbom.json", latin))[1], "generic d\u{e9}bian 12.5 [Listed] 27");
}

#[test]
fn what_only_has_the_name_is_said_to_be_none() {
    assert_eq!(broken(&facts("x.spdx", b"Not a list at all!\n")).2, "no SPDXVersion");
    assert_eq!(broken(&facts("x.cdx.json", b"{\"a\": 1}")).2, "nothing says that it is CycloneDX");
    assert!(broken(&facts("x.spdx.json", b"{\"spdxVersion\": \"SPDX-2.3\", \"packages\": \0")).1 > 1);
    assert_eq!(facts("package.json", b"{\"artifacts\": []}").manifests[0].format, "package.json");
}

#[test]
fn deep_nesting_ends_with_a_word() {
    let json = format!("{{\"bomFormat\": \"CycloneDX\", \"components\": {}", "[{\"components\":".repeat(100_000));
    assert_eq!(broken(&facts("bom.json", json)).2, "nested deeper than 128 levels");
    let xml =
        format!("<bom xmlns=\"http://cyclonedx.org/schema/bom/1.4\">{}", "<components><component>".repeat(100_000));
    assert_eq!(broken(&facts("bom.xml", xml)).2, "nested deeper than 128 levels");
}

#[test]
fn a_large_list_is_read_to_its_end() {
    // More than 20 MB, and more values than a document may have in memory.
    let mut json = String::from("{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.6\", \"components\": [");
    let filler = format!("[{}\"{}\"]", "1,".repeat(150), "x".repeat(10_000));
    for number in 0..2_000 {
        json += &format!("{{\"name\": \"part-{number}\", \"version\": \"1.{number}\", \"data\": {filler}}},\n");
    }
    json += "{\"name\": \"last\", \"version\": \"2\"}]}";
    assert!(json.len() > 20_000_000, "{}", json.len());
    let facts = facts("bom.json", json);
    assert_eq!(facts.packages.len(), 2_001);
    assert_eq!(packages(&facts)[2_000], "generic last 2 [Listed] 2001");
    assert_eq!(facts.manifests[0].state, ManifestState::Read);
}

#[test]
fn a_hostile_package_url_is_not_shown_as_it_is() {
    let json = r#"{"bomFormat": "CycloneDX", "components": [
        {"name": "a", "version": "1", "purl": "pkg:npm/a@1?download_url=https://user:hunter2@example.com/a.tgz"},
        {"name": "b", "version": "1", "purl": "pkg:npm/b@1?x=\u202e"}]}"#;
    let facts = facts("bom.json", json);
    assert!(!facts.packages[0].purl.contains("hunter2"), "{}", facts.packages[0].purl);
    assert_eq!(facts.packages[1].purl, "pkg:npm/b@1");
}

/// The examples of the CycloneDX project itself. Skips where `../shared/conformance/sbom` is missing.
#[test]
fn every_component_of_the_projects_examples_is_found() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/conformance/sbom/cyclonedx.json.gz");
    let Ok(file) = std::fs::File::open(&path) else { return eprintln!("skipped: there is no {}", path.display()) };
    let suite: serde_json::Value = serde_json::from_reader(flate2::read::GzDecoder::new(file)).unwrap();
    let mut read = 0;
    for case in suite["cases"].as_array().unwrap() {
        let (path, text) = (case["path"].as_str().unwrap(), case["text"].as_str().unwrap());
        let facts = facts(path, text);
        let is_json = path.ends_with(".json");
        if case["valid"] != true || !(is_json || path.ends_with(".xml")) {
            continue;
        }
        assert_eq!(facts.manifests[0].state, ManifestState::Read, "{path}");
        if !is_json {
            continue;
        }
        let document: serde_json::Value = serde_json::from_str(text).unwrap();
        let mut wanted = BTreeSet::new();
        for part in [&document, &document["metadata"]["component"]] {
            components(part, &mut wanted);
        }
        let listed = facts.packages.iter().filter(|package| package.origin == PackageOrigin::Listed).count();
        assert_eq!(listed, wanted.len(), "{path}");
        read += 1;
    }
    assert!(read > 100, "only {read} were read");
}

/// The components that are packages, nested ones too, each once.
fn components(of: &serde_json::Value, found: &mut BTreeSet<String>) {
    for component in of["components"].as_array().map_or(&[][..], Vec::as_slice) {
        components(component, found);
        let is_package = !matches!(component["type"].as_str(), Some("file" | "data" | "cryptographic-asset"));
        if is_package || component["purl"].is_string() {
            found.insert(["group", "name", "version", "purl"].map(|key| component[key].to_string()).join(" "));
        }
    }
}
