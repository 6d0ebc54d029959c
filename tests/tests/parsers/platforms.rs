//! What stores and devices take, from `tests/data/manifests/platforms`.

use dropscope_core::facts::Stance;

use super::kit::{broken, example, facts, hooks, identity, needs, purls};

#[test]
fn appx() {
    let facts = facts("AppxManifest.xml", example("platforms/AppxManifest.xml"));
    assert_eq!(facts.manifests.len(), 1, "it is no vendor's manifest as well");
    assert!(facts.manifests[0].describes_package);
    assert_eq!(purls(&facts), ["pkg:generic/Dten.RoomConsole@5.0.1.0 [Manifest] 4"]);
    assert_eq!(
        needs(&facts),
        ["Windows.Desktop >=10.0.17763.0 [Runtime] 6", "Microsoft.VCLibs.140.00 >=14.0.33519.0 [Runtime] 7"]
    );
    assert_eq!(hooks(&facts), ["MSIX install action `setup.exe /quiet` 13"]);
}

#[test]
fn appx_bundle() {
    let facts = facts("AppxMetadata/AppxBundleManifest.xml", example("platforms/AppxBundleManifest.xml"));
    assert!(facts.manifests[0].describes_package);
    assert_eq!(purls(&facts), ["pkg:generic/Dten.RoomConsole@2026.101.0.0 [Manifest] 3"]);
    let files: Vec<_> = facts.declared_files.iter().map(|f| (f.resolved.as_str(), f.size_bytes, f.site.line)).collect();
    assert_eq!(files, [("RoomConsole_x64.msix", Some(12_000_000), 5), ("RoomConsole_de.msix", Some(20_000), 6)]);
}

#[test]
fn property_list() {
    let app = facts("Room Console.app/Contents/Info.plist", example("platforms/Info.plist"));
    assert!(app.manifests[0].describes_package);
    assert_eq!(identity(&app), ("Room Console".to_owned(), "5.0.1".to_owned()));
    assert_eq!(purls(&app), ["pkg:generic/com.example.dten.console@5.0.1 [Manifest] 15"]);
    assert_eq!(needs(&app), ["macos >=12.0 [Runtime] 21"]);
    let part = "Room Console.app/Contents/Frameworks/Helper.app/Contents/Info.plist";
    assert!(!facts(part, example("platforms/Info.plist")).manifests[0].describes_package);
    let binary = facts("Payload/X.app/Info.plist", example("platforms/Info-binary.plist"));
    assert_eq!(identity(&binary), ("Room Console".to_owned(), "5.0.1".to_owned()));
    assert_eq!(purls(&binary), ["pkg:generic/com.example.dten.console@5.0.1 [Manifest] 0"]);
    assert_eq!(needs(&binary), ["macos >=12.0 [Runtime] 0"]);
    let cut = facts("X.app/Contents/Info.plist", b"bplist00 and then nothing");
    assert_eq!(broken(&cut), Some((0, 0, "a binary property list that is cut off")));
}

#[test]
fn android_update() {
    let facts = facts("META-INF/com/android/metadata", example("platforms/ota-metadata"));
    assert!(facts.manifests[0].describes_package);
    assert_eq!(identity(&facts), ("d7".to_owned(), "10750268".to_owned()));
    assert_eq!(needs(&facts), ["android-device d7 [Runtime] 13", "android-build 10316531 [Runtime] 12"]);
    assert!(facts.dependencies[0].range.is_none(), "a device has no versions");
    let said: Vec<_> = facts.requirements.iter().map(|r| (r.text.as_str(), r.stance, r.site.line)).collect();
    assert_eq!(
        said,
        [
            ("ota-downgrade=yes: it goes back to an older build", Stance::Statement, 1),
            ("ota-wipe=yes: it erases the user's data", Stance::Statement, 5),
        ]
    );
}

#[test]
fn appstream() {
    let facts = facts("share/metainfo/app.metainfo.xml", example("platforms/app.metainfo.xml"));
    assert_eq!(purls(&facts), ["pkg:generic/com.example.dten.Console@5.0.1 [Manifest] 3"]);
    assert_eq!(needs(&facts), ["Linux >=5.15 [Runtime] 6", "com.example.dten.Helper >=2.0 [Optional] 10"]);
}
