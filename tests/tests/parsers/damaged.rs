//! Every example of Java, .NET, extensions, platforms and settings, damaged: nothing panics, and what is shown is bounded.

use super::kit::{example, facts};

/// An example and the path under which its format is known.
pub const EXAMPLES: &[(&str, &str)] = &[
    ("java/pom.xml", "pom.xml"),
    ("java/gradle.lockfile", "gradle.lockfile"),
    ("java/verification-metadata.xml", "gradle/verification-metadata.xml"),
    ("java/libs.versions.toml", "gradle/libs.versions.toml"),
    ("java/build.gradle", "build.gradle"),
    ("java/build.sbt.lock", "build.sbt.lock"),
    ("java/ivy.xml", "ivy.xml"),
    ("MANIFEST.MF", "lib/x-1.0.jar!/META-INF/MANIFEST.MF"),
    ("dotnet/packages.config", "packages.config"),
    ("dotnet/Dten.Server.csproj", "Dten.Server.csproj"),
    ("dotnet/Dten.Server.deps.json", "Dten.Server.deps.json"),
    ("dotnet/Dten.Server.runtimeconfig.json", "Dten.Server.runtimeconfig.json"),
    ("dotnet/packages.lock.json", "packages.lock.json"),
    ("dotnet/project.assets.json", "obj/project.assets.json"),
    ("dotnet/paket.lock", "paket.lock"),
    ("dotnet/paket.dependencies", "paket.dependencies"),
    ("dotnet/global.json", "global.json"),
    ("dotnet/Dten.Tools.targets", "build/Dten.Tools.targets"),
    ("dotnet/chocolatey.nuspec", "dten-agent.nuspec"),
    ("extensions/extensions.json", "extensions.json"),
    ("extensions/plugin.php", "plugin.php"),
    ("extensions/style.css", "style.css"),
    ("extensions/jenkins.MF", "META-INF/MANIFEST.MF"),
    ("extensions/atlassian-plugin.xml", "atlassian-plugin.xml"),
    ("platforms/AppxManifest.xml", "AppxManifest.xml"),
    ("platforms/AppxBundleManifest.xml", "AppxBundleManifest.xml"),
    ("platforms/Info.plist", "X.app/Contents/Info.plist"),
    ("platforms/ota-metadata", "META-INF/com/android/metadata"),
    ("platforms/app.metainfo.xml", "app.metainfo.xml"),
    ("vendor/release.ini", "release.ini"),
    ("vendor/release.properties", "release.properties"),
];

#[test]
fn every_example_is_read() {
    for (name, path) in EXAMPLES {
        assert_eq!(read(path, &example(name)), 1, "{name}: one format each");
    }
}

#[test]
fn cut_and_changed_bytes() {
    for (name, path) in EXAMPLES {
        let whole = example(name);
        for at in (0..whole.len()).step_by(23) {
            read(path, &whole[..at]);
            for byte in [0, b'"', b'<', b'\n', 0xFF] {
                let mut changed = whole.clone();
                changed[at] = byte;
                read(path, &changed);
            }
        }
    }
}

#[test]
fn every_line_end_and_mark() {
    for (name, path) in EXAMPLES {
        let text = String::from_utf8(example(name)).unwrap();
        let plain = facts(path, &text);
        let dos = facts(path, text.replace('\n', "\r\n"));
        let marked = facts(path, format!("\u{feff}{text}"));
        let lines = |facts: &dropscope_core::facts::Facts| {
            let packages = facts.packages.iter().map(|package| (package.purl.clone(), package.site.line));
            let needs = facts.dependencies.iter().map(|needs| (needs.purl.clone(), needs.site.line));
            packages.chain(needs).collect::<Vec<_>>()
        };
        assert_eq!(lines(&plain), lines(&dos), "{name}");
        assert_eq!(lines(&plain), lines(&marked), "{name}");
    }
}

/// How many manifests, or hooks where a format has no manifest of its own, a file gives.
fn read(path: &str, bytes: &[u8]) -> usize {
    let facts = facts(path, bytes);
    facts.manifests.len().max(facts.install_hooks.len().min(1))
}
