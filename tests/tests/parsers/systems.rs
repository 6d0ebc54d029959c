//! Packages of operating systems.

use std::io::Write as _;

use dropscope_core::limits::Limits;

use super::kit::{broken, example, facts, needs, packages};

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
fn indexes_of_repositories() {
    let debian = facts("repository/Packages", "Package: dten\nVersion: 5.0.1-2\nFilename: pool/dten.deb\n\n");
    assert_eq!(debian.manifests[0].format, "Debian package index");
    assert_eq!(packages(&debian), ["deb dten 5.0.1-2 [Listed] 1"]);
    let alpine = facts("repository/x86_64/APKINDEX", "C:Q1x=\nP:dten\nV:5.0.1-r3\n\n");
    assert_eq!(alpine.manifests[0].format, "Alpine package index");
    assert_eq!(packages(&alpine), ["apk dten 5.0.1-r3 [Listed] 2"]);
}

#[test]
fn a_broken_dpkg_status_is_read_on() {
    let facts = facts(
        "usr/lib/opkg/status",
        b"Package: ubus\r\nVersion: 1.0-r1\r\n\r\nodd line\r\n\r\nPackage: uci\r\nVersion: 2\r\n",
    );
    assert_eq!(packages(&facts), ["opkg ubus 1.0-r1 [Listed] 1", "opkg uci 2 [Listed] 6"]);
    assert_eq!(broken(&facts).unwrap(), (4, 1, "a line that is no field"));
}

#[test]
fn apk_installed() {
    let facts = facts("rootfs/lib/apk/db/installed", example("system/installed"));
    assert_eq!(packages(&facts), ["apk alpine-baselayout 3.4.3-r2 [Listed] 2", "apk musl 1.2.4-r2 [Listed] 14"]);
    assert_eq!(broken(&super::kit::facts("lib/apk/db/installed", "nothing\n")).unwrap().2, "no package");
}

#[test]
fn apk_package() {
    let facts = facts("dten-agent.apk!/.PKGINFO", example("system/apk.PKGINFO"));
    assert_eq!(packages(&facts), ["apk dten-agent 5.0.1-r3 [Manifest] 4"]);
    assert_eq!(needs(&facts), ["ca-certificates  [Runtime] 18", "python3 >=3.11 [Runtime] 19"]);
    assert!(facts.dependencies[1].range.as_ref().unwrap().is_unbounded_above());
    let hook = &super::kit::facts("x.apk!/.post-install", "#!/bin/sh\n").install_hooks[0];
    assert_eq!(hook.hook, "apk .post-install");
}

#[test]
fn pacman() {
    let package = facts(".PKGINFO", example("system/arch.PKGINFO"));
    assert_eq!(packages(&package), ["alpm dten-agent 1:5.0.1-1 [Manifest] 2"]);
    assert_eq!(needs(&package), ["glibc  [Runtime] 8", "openssl >=3.0 [Runtime] 9", "docker  [Optional] 10"]);
    let listed = facts("var/lib/pacman/local/openssl-3.2.1-1/desc", example("system/desc"));
    assert_eq!(packages(&listed), ["alpm openssl 3.2.1-1 [Listed] 2"]);
    assert_eq!(broken(&facts("x/desc", "%NAME%\ngawk\n\n%VERSION%\n")).unwrap().2, "no name or no version");
}

#[test]
fn rpm_container_manifest() {
    let facts = facts("var/lib/rpmmanifest/container-manifest-2", example("system/container-manifest-2"));
    assert_eq!(packages(&facts), ["rpm mariner-release 2.0-57.cm2 [Listed] 1", "rpm vim 2:9.1.0-1.cm2 [Listed] 2"]);
    let database = super::kit::facts("var/lib/rpm/rpmdb.sqlite", "SQLite format 3\0");
    assert!(database.skipped[0].reason.contains("rpm -qa"));
}

#[test]
fn lists_in_json() {
    let cos = facts("etc/cos-package-info.json", example("system/cos-package-info.json"));
    assert_eq!(packages(&cos), ["cos containerd 1.7.13 [Listed] 3", "cos curl 8.5.0 [Listed] 4"]);
    let bottlerocket = facts("application-inventory.json", example("system/application-inventory.json"));
    assert_eq!(
        packages(&bottlerocket),
        ["generic containerd 1.7.13 [Listed] 3", "generic kernel-6.1 6.1.79 [Listed] 4"]
    );
    let bitnami = facts("opt/bitnami/.bitnami_components.json", example("system/bitnami_components.json"));
    assert_eq!(packages(&bitnami), ["bitnami redis 7.2.4-0 [Listed] 2"]);
    assert_eq!(broken(&facts("cos-package-info.json", "{\"installedPackages\": [{")).unwrap().0, 1);
}

#[test]
fn portage() {
    let facts = facts("rootfs/var/db/pkg/app-containers/skopeo-1.5.1-r2/CONTENTS", "dir /usr\n");
    assert_eq!(packages(&facts), ["ebuild app-containers/skopeo 1.5.1-r2 [Listed] 0"]);
}

#[test]
fn snap_and_distribution() {
    let snap = facts("meta/snap.yaml", example("system/snap.yaml"));
    assert_eq!(packages(&snap), ["snap dten-agent 5.0.1 [Manifest] 1"]);
    assert_eq!(needs(&snap), ["core22  [Runtime] 4", "snapd >=2.55 [Runtime] 6"]);
    assert_eq!(facts("meta/hooks/install", "#!/bin/sh\n").install_hooks[0].hook, "snap install");
    let distribution = facts("rootfs/etc/os-release", example("system/os-release"));
    assert_eq!(packages(&distribution), ["generic debian 12 [Listed] 5"]);
}

/// A header as rpm writes it.
fn rpm_header(tags: &[(u32, u32, u32, Vec<u8>)]) -> Vec<u8> {
    let (mut index, mut store) = (Vec::new(), Vec::new());
    for (tag, kind, count, bytes) in tags {
        while *kind == 4 && store.len() % 4 != 0 {
            store.push(0);
        }
        index.extend([*tag, *kind, store.len() as u32, *count].iter().flat_map(|number| number.to_be_bytes()));
        store.extend(bytes);
    }
    let counts = [tags.len() as u32, store.len() as u32];
    let mut header = vec![0x8E, 0xAD, 0xE8, 1, 0, 0, 0, 0];
    header.extend(counts.iter().flat_map(|number| number.to_be_bytes()));
    header.extend(index);
    header.extend(store);
    header
}

fn rpm(header: &[u8]) -> Vec<u8> {
    let mut file = vec![0xED, 0xAB, 0xEE, 0xDB, 3, 0];
    file.resize(96, 0);
    file.extend(rpm_header(&[(1000, 6, 1, b"odd\0".to_vec())]));
    file.resize(file.len().next_multiple_of(8), 0);
    file.extend(header);
    file
}

#[test]
fn rpm_package() {
    let numbers = |numbers: &[u32]| numbers.iter().flat_map(|number| number.to_be_bytes()).collect::<Vec<u8>>();
    let header = rpm_header(&[
        (1000, 6, 1, b"dten-server\0".to_vec()),
        (1001, 6, 1, b"5.0.1\0".to_vec()),
        (1002, 6, 1, b"2.el9\0".to_vec()),
        (1003, 4, 1, numbers(&[1])),
        (1022, 6, 1, b"x86_64\0".to_vec()),
        (1024, 6, 1, b"systemctl daemon-reload\nmysql -u root -phunter2\0".to_vec()),
        (1088, 8, 1, b"/sbin/ldconfig\0".to_vec()),
        (1048, 4, 5, numbers(&[0x0C, 0x02, 0x0100_000A, 0, 0x0C])),
        (1049, 8, 5, b"openssl-libs\0python3\0rpmlib(CompressedFileNames)\0/bin/sh\0openssl-libs\0".to_vec()),
        (1050, 8, 5, ["1:3.0", "4", "3.0.4-1", "", "1:3.0", ""].join("\0").into_bytes()),
        (5046, 8, 1, b"logrotate\0".to_vec()),
    ]);
    let facts = facts("packages/dten-server-5.0.1-2.el9.x86_64.rpm", rpm(&header));
    assert_eq!(packages(&facts), ["rpm dten-server 1:5.0.1-2.el9 [Manifest] 0"]);
    assert_eq!(facts.packages[0].purl, "pkg:rpm/dten-server@5.0.1-2.el9?arch=x86_64&epoch=1");
    assert_eq!(
        needs(&facts),
        ["openssl-libs >= 1:3.0 [Runtime] 0", "python3 < 4 [Runtime] 0", "logrotate  [Optional] 0"]
    );
    let hooks: Vec<_> = facts.install_hooks.iter().map(|hook| (hook.hook.as_str(), hook.command.as_str())).collect();
    assert_eq!(hooks[1], ("rpm %postun", "/sbin/ldconfig"));
    assert_eq!(hooks[0].0, "rpm %post");
    assert!(!hooks[0].1.contains("hunter2"), "{}", hooks[0].1);
}

#[test]
fn a_large_rpm_is_read_by_its_beginning() {
    let header = rpm_header(&[
        (1000, 6, 1, b"dten-server\0".to_vec()),
        (1001, 6, 1, b"5.0.1\0".to_vec()),
        (1002, 6, 1, b"2\0".to_vec()),
        (1024, 6, 1, "true;".repeat(10_000).into_bytes().into_iter().chain([0]).collect()),
    ]);
    let mut file = rpm(&header);
    file.extend(vec![7; 500_000]);
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("dten.rpm", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(&file).unwrap();
    let zip = zip.finish().unwrap().into_inner();
    let limits = Limits { text_bytes: 100_000, ..Limits::default() };
    let facts = dropscope_tests::cases::read(&zip, &limits).unwrap();
    assert_eq!(packages(&facts), ["rpm dten-server 5.0.1-2 [Manifest] 0"]);
    assert_eq!(facts.install_hooks.len(), 1);
    assert_eq!(facts.files[0].sha256, None, "no digest of a part");
    assert!(facts.skipped.is_empty(), "{:?}", facts.skipped);
}

#[test]
fn hostile_rpm_headers_are_refused() {
    let good = rpm_header(&[(1000, 6, 1, b"x\0".to_vec())]);
    let with = |at: usize, number: u32| {
        let mut header = good.clone();
        header[at..at + 4].copy_from_slice(&number.to_be_bytes());
        rpm(&header)
    };
    let reason = |bytes: Vec<u8>| broken(&facts("x.rpm", bytes)).unwrap().2.to_owned();
    assert_eq!(reason(with(8, 0x7FFF_FFFF)), "a header with more tags than rpm allows");
    assert_eq!(reason(with(8, 0xFFFF)), "a header that is longer than the file");
    assert_eq!(reason(with(12, u32::MAX)), "a header that is longer than the file");
    assert_eq!(reason(with(24, u32::MAX)), "no name or no version", "an offset beyond the store");
    assert_eq!(reason(with(0, 0)), "a header does not begin with its magic number");
    assert_eq!(reason(rpm(&[])), "a header does not begin with its magic number");
    assert_eq!(reason(vec![0xED, 0xAB, 0xEE, 0xDB]), "the file ends in the lead");
    let mut many = rpm_header(&[(1049, 8, u32::MAX, b"a\0b\0".to_vec())]);
    many.extend([0; 64]);
    assert_eq!(needs(&facts("x.rpm", rpm(&many))), ["a  [Runtime] 0", "b  [Runtime] 0"]);
}

/// An ELF file with a section `.modinfo` and the table of names, in that order.
fn kernel_module(modinfo: &[u8]) -> Vec<u8> {
    let names = b"\0.modinfo\0.shstrtab\0";
    let mut file = vec![0; 0x40];
    file[..6].copy_from_slice(b"\x7FELF\x02\x01");
    file.extend(modinfo);
    file.extend(names);
    let table = file.len() as u64;
    file[0x28..0x30].copy_from_slice(&table.to_le_bytes());
    file[0x3C] = 3;
    file[0x3E] = 2;
    let section = |name: u32, offset: usize, size: usize| {
        let mut section = vec![0; 0x40];
        section[..4].copy_from_slice(&name.to_le_bytes());
        section[0x18..0x20].copy_from_slice(&(offset as u64).to_le_bytes());
        section[0x20..0x28].copy_from_slice(&(size as u64).to_le_bytes());
        section
    };
    file.extend(section(0, 0, 0));
    file.extend(section(1, 0x40, modinfo.len()));
    file.extend(section(10, 0x40 + modinfo.len(), names.len()));
    file
}

#[test]
fn kernel_modules() {
    let module =
        kernel_module(b"version=2.1.0\0license=GPL\0name=dten_hid\0vermagic=6.1.0-18-amd64 SMP preempt mod_unload \0");
    let facts = facts("drivers/dten_hid.ko", &module);
    assert_eq!(packages(&facts), ["generic dten_hid 2.1.0 [Manifest] 0"]);
    assert_eq!(needs(&facts), ["linux 6.1.0-18-amd64 [Runtime] 0"]);
    let of_kernel = |modinfo: &[u8]| super::kit::facts("x.ko", kernel_module(modinfo));
    assert!(of_kernel(b"intree=Y\0name=xfs\0vermagic=6.1.0 SMP\0").manifests.is_empty());
    let versioned = of_kernel(b"intree=Y\0name=e1000\0version=7.3.21\0vermagic=6.1.0 SMP\0");
    assert_eq!((versioned.packages.len(), versioned.dependencies.len()), (1, 0));
    for at in [0x28, 0x2F, 0x3C, 0x3E, module.len() - 0x20, module.len() - 0x60] {
        let mut hostile = module.clone();
        hostile[at] = 0xFF;
        super::kit::facts("x.ko", hostile);
    }
}

#[test]
fn debian_alternatives_are_no_single_range() {
    let control = "Package: dten\nVersion: 5\nPre-Depends: dpkg (>= 1.19)\n\
        Depends: default-mta | mail-transport-agent, java17-runtime (>= 17) | openjdk (>= 17), python3:any (>= 3.9~),\n";
    let facts = facts("DEBIAN/control", control);
    assert_eq!(
        needs(&facts),
        [
            "dpkg >= 1.19 [Runtime] 3",
            "default-mta | mail-transport-agent [Runtime] 4",
            "java17-runtime >= 17 | openjdk (>= 17) [Runtime] 4",
            "python3 >= 3.9~ [Runtime] 4",
        ]
    );
    let ranges: Vec<_> = facts.dependencies.iter().map(|needs| needs.range.is_some()).collect();
    assert_eq!(ranges, [true, false, false, true]);
    assert_eq!(facts.dependencies[0].range.as_ref().unwrap().dialect, "deb");
}
