//! What contents are and what files are for.

use dropscope_core::facts::{Content, FileFact, FileType, Purpose};
use dropscope_core::parse;

fn tar() -> Vec<u8> {
    let mut header = vec![0_u8; 512];
    header[..5].copy_from_slice(b"a.txt");
    header[257..263].copy_from_slice(b"ustar\0");
    header
}

/// A header from before POSIX: known by its checksum alone.
fn old_tar() -> Vec<u8> {
    let mut header = vec![0_u8; 512];
    header[..5].copy_from_slice(b"a.txt");
    header[100..107].copy_from_slice(b"0000644");
    let sum: u32 = header.iter().map(|&b| u32::from(b)).sum::<u32>() + 8 * 32;
    header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    header
}

fn pe() -> Vec<u8> {
    let mut bytes = vec![0_u8; 0x100];
    bytes[..2].copy_from_slice(b"MZ");
    bytes[0x3C] = 0x80;
    bytes[0x80..0x84].copy_from_slice(b"PE\0\0");
    bytes
}

#[test]
fn content_by_magic() {
    let utf16: Vec<u8> = b"\xFF\xFE".iter().copied().chain("Text".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let table: Vec<(Content, Vec<u8>)> = vec![
        (Content::Empty, b"".to_vec()),
        (Content::Text, b"x".to_vec()),
        (Content::Text, "Grüße\r\n\tzeile".as_bytes().to_vec()),
        (Content::Text, b"\xEF\xBB\xBF{}".to_vec()),
        (Content::Text, utf16),
        (Content::Text, b"Gr\xFC\xDFe aus K\xF6ln, in Latin-1".to_vec()),
        (Content::Text, b"MZ is how this text begins".to_vec()),
        (Content::Text, b"BZh is no archive".to_vec()),
        (Content::Text, b"<?xml version=\"1.0\"?><project/>".to_vec()),
        (Content::Html, b"\n <!-- x -->\n<!DOCTYPE HTML><html>".to_vec()),
        (Content::Html, b"<?xml version='1.0'?><html xmlns='x'>".to_vec()),
        (Content::Html, b"<HTML>".to_vec()),
        (Content::Zip, b"PK\x03\x04rest".to_vec()),
        (Content::Zip, b"PK\x05\x06".to_vec()),
        (Content::Tar, tar()),
        (Content::Tar, old_tar()),
        (Content::Gzip, b"\x1F\x8B\x08\0".to_vec()),
        (Content::Bzip2, b"BZh91AY&SY".to_vec()),
        (Content::Xz, b"\xFD7zXZ\0\0".to_vec()),
        (Content::Zstd, b"\x28\xB5\x2F\xFD\0".to_vec()),
        (Content::Zstd, b"\x50\x2A\x4D\x18\0\0".to_vec()),
        (Content::SevenZip, b"7z\xBC\xAF\x27\x1C\0".to_vec()),
        (Content::Rar, b"Rar!\x1A\x07\x01\0".to_vec()),
        (Content::Cab, b"MSCF\0\0\0\0".to_vec()),
        (Content::Rpm, b"\xED\xAB\xEE\xDB\x03".to_vec()),
        (Content::Deb, b"!<arch>\ndebian-binary   ".to_vec()),
        (Content::Msi, b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec()),
        (Content::Elf, b"\x7FELF\x02\x01".to_vec()),
        (Content::Pe, pe()),
        (Content::MachO, b"\xCF\xFA\xED\xFE\x07\0\0\x01".to_vec()),
        (Content::MachO, b"\xCA\xFE\xBA\xBE\0\0\0\x02".to_vec()),
        (Content::Class, b"\xCA\xFE\xBA\xBE\0\0\0\x34".to_vec()),
        (Content::Class, b"\xCA\xFE\xBA\xBE\0\x03\0\x2D".to_vec()),
        (Content::Png, b"\x89PNG\r\n\x1A\n".to_vec()),
        (Content::Jpeg, b"\xFF\xD8\xFF\xE0".to_vec()),
        (Content::Gif, b"GIF89a".to_vec()),
        (Content::Pdf, b"%PDF-1.7".to_vec()),
        (Content::Binary, vec![0, 1, 2, 3]),
        (Content::Binary, b"text with a \0 in it".to_vec()),
        (Content::Binary, (128..=255).collect()),
    ];
    for (wanted, bytes) in &table {
        assert_eq!(parse::content(bytes), *wanted, "{:?}", String::from_utf8_lossy(bytes));
    }
    // Every prefix of every example is taken without harm.
    for (_, bytes) in &table {
        for end in 0..bytes.len() {
            parse::content(&bytes[..end]);
        }
    }
    let long = "ä".repeat(5_000);
    assert_eq!(parse::content(&long.as_bytes()[..511]), Content::Text, "cut inside a character");
}

#[test]
fn purpose_by_path() {
    let table = [
        (Purpose::Live, "bin/dtend"),
        (Purpose::Live, "conf/dten.properties"),
        (Purpose::Live, "manifest.json"),
        (Purpose::Live, "lib/resample.so"),
        (Purpose::Live, "lib/setup.dll"),
        (Purpose::Live, "app/contest/a.py"),
        (Purpose::InstallScript, "install.sh"),
        (Purpose::InstallScript, "install"),
        (Purpose::InstallScript, "pkg/upgrade-db.sh"),
        (Purpose::InstallScript, "pkg/Update.ps1"),
        (Purpose::InstallScript, "scripts/stop.sh"),
        (Purpose::InstallScript, "Full-upgrade/scripts/10_flags.py"),
        (Purpose::InstallScript, "DEBIAN/postinst"),
        (Purpose::InstallScript, "sub/hotfix.bat"),
        (Purpose::Sample, "conf/dten.properties.sample"),
        (Purpose::Sample, "conf/app.example.yaml"),
        (Purpose::Sample, "conf/settings-sample.ini"),
        (Purpose::Sample, ".env.example"),
        (Purpose::Sample, "examples/install.sh"),
        (Purpose::Documentation, "README"),
        (Purpose::Documentation, "README.md"),
        (Purpose::Documentation, "INSTALL"),
        (Purpose::Documentation, "docs/install.sh"),
        (Purpose::Documentation, "LICENSE.txt"),
        (Purpose::Documentation, "Release_Notes.html"),
        (Purpose::Test, "tests/run.sh"),
        (Purpose::Test, "src/app.spec.ts"),
        (Purpose::Test, "src/test_app.py"),
        (Purpose::Test, "package/test-docker.sh"),
        (Purpose::InstallScript, "attest-upgrade.sh"),
        (Purpose::Vendored, "node_modules/x/install.sh"),
        (Purpose::Vendored, "third_party/zlib/README"),
        (Purpose::Vendored, "lib/a.jar!/META-INF/MANIFEST.MF"),
        (Purpose::Vendored, "bundle.zip!/lib/a.jar!/x.class"),
        (Purpose::InstallScript, "payload.zip!/install.sh"),
    ];
    for (wanted, path) in table {
        let file = FileFact { path: path.to_owned(), ..FileFact::default() };
        assert_eq!(parse::purpose(&file), wanted, "{path}");
    }
    let folder = FileFact { path: "tests/".to_owned(), file_type: FileType::Directory, ..FileFact::default() };
    assert_eq!(parse::purpose(&folder), Purpose::Live);
}
