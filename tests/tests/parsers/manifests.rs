//! Manifests of every format, from `tests/data/manifests`.

use super::kit::{example, facts, needs};

#[test]
fn vendor_json() {
    let facts = facts("Full-upgrade-package-dten/manifest.json", example("vendor.json"));
    let manifest = &facts.manifests[0];
    println!("{:#?}", facts);
    assert_eq!(manifest.format, "vendor JSON");
    assert!(manifest.describes_package && manifest.lists_files);
    assert_eq!(manifest.name.as_ref().unwrap().value, "dten-hybrid");
    assert_eq!(manifest.version.as_ref().unwrap().value, "5.0.1");
    assert_eq!(manifest.duplicate_keys[0].value, "reboot");
    assert_eq!(manifest.duplicate_keys[0].site.line, 24);
    assert_eq!(
        needs(&facts),
        [
            "openjdk >=11 [Runtime] 8",
            "postgresql * [Runtime] 9",
            "redis 6.x [Runtime] 10",
            "libssl 3.0.13 [Runtime] 11",
            "erlang as appropriate [Runtime] 12",
            "dten-ui ~> 5.0 [Runtime] 16",
        ]
    );
}
