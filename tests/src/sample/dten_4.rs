//! DTEN Manager 4.8: the version before, plain and in order, to compare with.

use super::archive::{Entry, checksums, manifest_files};
use super::binary::Elf;

const RELEASE: (u16, u8, u8) = (2026, 8, 12);

macro_rules! texts {
    ($($path:literal),* $(,)?) => {
        vec![$(Entry::text($path, include_str!(concat!("predecessor/", $path)), RELEASE)),*]
    };
}

pub fn entries() -> Vec<Entry> {
    let mut payload = programs();
    payload.extend(texts![
        "README.md",
        "certs/dten-release-signing.chain.pem",
        "conf/dten.default.yaml",
        "scripts/install.sh",
        "scripts/uninstall.sh",
        "systemd/dten-agentd.service",
    ]);
    let manifest =
        include_str!("predecessor/manifest.json").replace("@{files}", &manifest_files(&payload, |_| true, &[]));
    let mut entries = vec![Entry::text("manifest.json", &manifest, RELEASE)];
    entries.append(&mut payload);
    let sums = checksums(&entries, |_| true);
    entries.push(Entry::text("SHA256SUMS", &sums, RELEASE));
    entries
}

fn programs() -> Vec<Entry> {
    let elf = |soname, exports: &[&str], strings: &[&str], build_id: u8| {
        Elf {
            soname,
            needed: &["libcrypto.so.3", "libc.so.6"],
            exports,
            strings,
            compiler: "GCC: (Debian 12.2.0-14) 12.2.0",
            build_id: [build_id; 20],
        }
        .bytes()
    };
    let built = "built 2026-08-11T04:00:00Z on build-07.dten.test";
    let exports = ["dten_core_init", "dten_core_pair", "dten_core_pair_legacy", "dten_core_version"];
    let library = elf(Some("libdtencore.so.4"), &exports, &["dten-core 4.8.2", built], 0x83);
    vec![
        Entry::program("bin/dten-manager", elf(None, &[], &["dten-manager 4.8.2", built], 0x81), RELEASE),
        Entry::program("bin/dten-agent", elf(None, &[], &["dten-agent 4.8.2", built], 0x82), RELEASE),
        Entry::program("lib/libdtencore.so.4", library, RELEASE),
    ]
}
