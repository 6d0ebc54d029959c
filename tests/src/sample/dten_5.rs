//! DTEN Manager 5.0: the package that somebody has to decide about by Monday.

use super::archive::{Entry, checksums, manifest_files};
use super::binary::{Elf, pe};

/// The release.
const RELEASE: (u16, u8, u8) = (2026, 11, 20);
/// The binaries are three product cycles older (4.0, 4.4 and 4.8 came since).
const BUILD: (u16, u8, u8) = (2023, 4, 18);
/// The same day as the linker writes it: 2023-04-18T09:12:44Z.
const BUILD_SECONDS: u32 = 1_681_809_164;

/// Declared in the manifest, not in the package.
const ABSENT: &str = "lib/libdtenhybrid.so.5";
/// In the package, not in the manifest.
const UNLISTED: &[&str] = &[
    "README.md",
    "scripts/integrations.sh",
    "scripts/cron.d/dten-import",
    "conf/integration.properties",
    "conf/.agent_rsa.tmp",
];
/// In the package, not in `SHA256SUMS`.
const UNCOVERED: &[&str] = &["scripts/integrations.sh", "conf/integration.properties", "conf/.agent_rsa.tmp"];

macro_rules! texts {
    ($($path:literal),* $(,)?) => {
        vec![$(Entry::text($path, include_str!(concat!("package/", $path)), RELEASE)),*]
    };
}

pub fn entries() -> Vec<Entry> {
    let mut payload = programs();
    payload.extend(texts![
        "README.md",
        "RELEASE-NOTES.txt",
        "certs/dten-release-signing.chain.pem",
        "conf/.agent_rsa.tmp",
        "conf/dten.default.yaml",
        "conf/integration.properties",
        "migrations/0047_hybrid_pairing.sql",
        "migrations/0048_drop_legacy_mode.sql",
        "scripts/Install-DtenAgent.ps1",
        "scripts/common.sh",
        "scripts/cron.d/dten-import",
        "scripts/install.sh",
        "scripts/integrations.sh",
        "scripts/postcheck.sh",
        "scripts/preflight.sh",
        "scripts/rollback.sh",
        "scripts/upgrade.sh",
        "systemd/dten-agent.service",
        "systemd/dten-manager.service",
    ]);
    let files = manifest_files(&payload, |path| !UNLISTED.contains(&path), &[ABSENT]);
    let manifest = include_str!("package/manifest.json").replace("@{files}", &files);
    let mut entries = vec![Entry::text("manifest.json", &manifest, RELEASE)];
    entries.append(&mut payload);
    let sums = checksums(&entries, |path| !UNCOVERED.contains(&path));
    entries.push(Entry::text("SHA256SUMS", &sums, RELEASE));
    entries
}

fn programs() -> Vec<Entry> {
    let elf = |strings: &[&str], build_id: u8| {
        Elf {
            soname: None,
            needed: &["libdtencore.so.4", "libssl.so.1.1", "libcrypto.so.1.1", "libc.so.6"],
            exports: &[],
            strings,
            compiler: "GCC: (Debian 10.2.1-6) 10.2.1 20210110",
            build_id: [build_id; 20],
        }
        .bytes()
    };
    let library = Elf {
        soname: Some("libdtencore.so.4"),
        needed: &["libcrypto.so.1.1", "libc.so.6"],
        exports: &["dten_core_init", "dten_core_pair", "dten_core_version"],
        strings: &["dten-core 4.0.3", "built 2023-04-18T09:12:44Z on lab-build-02.dten.test"],
        compiler: "GCC: (Debian 10.2.1-6) 10.2.1 20210110",
        build_id: [0xd3; 20],
    };
    let manager =
        ["dten-manager 5.0.1", "built 2023-04-18T09:12:44Z on lab-build-02.dten.test", "OpenSSL 1.1.1n  15 Mar 2022"];
    let agent = ["dten-agent 5.0.1", "built 2023-04-18T09:12:44Z on lab-build-02.dten.test", "/run/dten-agentd.sock"];
    vec![
        Entry::program("bin/dten-manager", elf(&manager, 0xd1), BUILD),
        Entry::program("bin/dten-agent", elf(&agent, 0xd2), BUILD),
        Entry::program("bin/dten-agent.exe", pe(BUILD_SECONDS, &["DTEN Agent", "ProductVersion 4.0.3"]), BUILD),
        Entry::program("lib/libdtencore.so.4", library.bytes(), BUILD),
    ]
}
