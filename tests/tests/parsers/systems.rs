//! Packages of operating systems.

use dropscope_core::facts::{Facts, ManifestState};

use super::kit::{example, facts, packages};

fn broken(facts: &Facts) -> (u32, u32, &str) {
    match &facts.manifests[0].state {
        ManifestState::Unreadable { line, column, reason } => (*line, *column, reason),
        ManifestState::Read => panic!("it was read"),
    }
}

#[test]
fn dpkg_status() {
    let facts = facts("rootfs/var/lib/dpkg/status", example("system/status"));
    assert_eq!(facts.manifests[0].format, "dpkg status");
    assert_eq!(packages(&facts), ["deb libc6 2.36-9+deb12u4 [Listed] 1", "deb vim-tiny 2:9.0.1378-2 [Listed] 25"]);
    assert!(facts.dependencies.is_empty(), "what is installed already is not needed");
}

#[test]
fn dpkg_status_of_an_image_without_dpkg() {
    let facts =
        facts("var/lib/dpkg/status.d/tzdata", b"Package: tzdata\nVersion: 2024a-0+deb12u1\nArchitecture: all\n");
    assert_eq!(packages(&facts), ["deb tzdata 2024a-0+deb12u1 [Listed] 1"]);
}

#[test]
fn a_broken_dpkg_status_is_read_on() {
    let facts = facts(
        "usr/lib/opkg/status",
        b"Package: ubus\r\nVersion: 1.0-r1\r\n\r\nodd line\r\n\r\nPackage: uci\r\nVersion: 2\r\n",
    );
    assert_eq!(packages(&facts), ["opkg ubus 1.0-r1 [Listed] 1", "opkg uci 2 [Listed] 6"]);
    assert_eq!(broken(&facts), (4, 1, "a line that is no field"));
}
