//! Which package a manifest is about, by where it lies, and how a path in it is to be read.

/// Folders in which an upgrade package keeps its parts; a manifest in one of them is about that part.
const PART_FOLDERS: &[&str] = &[
    "addons",
    "agents",
    "assets",
    "bin",
    "charts",
    "components",
    "conf",
    "config",
    "data",
    "db",
    "deps",
    "dist",
    "doc",
    "docs",
    "etc",
    "examples",
    "extensions",
    "extras",
    "fixtures",
    "image",
    "images",
    "lib",
    "libs",
    "migrations",
    "modules",
    "packages",
    "payload",
    "plugins",
    "resources",
    "sample",
    "samples",
    "schema",
    "schemas",
    "scripts",
    "services",
    "share",
    "sql",
    "src",
    "static",
    "templates",
    "test",
    "tests",
    "themes",
    "tools",
    "ui",
    "usr",
    "utils",
    "web",
    "webapps",
];

/// Folders that hold other people's packages.
const VENDOR_FOLDERS: &[&str] = &[
    "node_modules",
    "bower_components",
    "jspm_packages",
    "vendor",
    "vendored",
    "_vendor",
    "third_party",
    "third-party",
    "thirdparty",
    "3rdparty",
    "3rd-party",
    "external",
    "externals",
    "site-packages",
    "dist-packages",
    "bundled",
];

/// Whether a path leads through a folder of other people's packages.
pub(crate) fn is_vendored(path: &str) -> bool {
    folders(path).any(|folder| VENDOR_FOLDERS.iter().any(|name| folder.eq_ignore_ascii_case(name)))
}

/// Whether a file lies at the top of the package: in no archive nested in it, and in no folder but perhaps the one that
/// wraps everything (`Full-upgrade-package-5.0.1/manifest.json`).
pub(crate) fn is_at_root(path: &str) -> bool {
    if path.contains("!/") || is_vendored(path) {
        return false;
    }
    let mut folders = folders(path);
    match (folders.next(), folders.next()) {
        (None, _) => true,
        (Some(folder), None) => !PART_FOLDERS.iter().any(|part| folder.eq_ignore_ascii_case(part)),
        _ => false,
    }
}

/// Folders in which a format keeps its manifest: npm's tarballs, VSIX, jars, eggs, Debian packages.
const USUAL_FOLDERS: &[&str] = &["package", "extension", "META-INF", "EGG-INFO", "DEBIAN"];

/// Whether the manifest of an ecosystem lies where that of the package itself would: at the top, in the folder that its
/// format has for it, or in one that wraps everything and has a version in its name (`name-1.2.3/`). Any other folder may
/// hold one part among several (`server/package.json`).
pub(crate) fn is_at_usual_place(path: &str) -> bool {
    if path.contains("!/") || is_vendored(path) {
        return false;
    }
    let mut folders = folders(path);
    match (folders.next(), folders.next()) {
        (None, _) => true,
        (Some(folder), None) => {
            USUAL_FOLDERS.contains(&folder)
                || folder.ends_with(".dist-info")
                || folder.ends_with(".egg-info")
                || folder.rsplit_once('-').is_some_and(|(_, version)| crate::version::looks_like_version(version))
        }
        _ => false,
    }
}

/// Whether a manifest lies where npm's tarballs have it.
pub(crate) fn is_in_npm_tarball(path: &str) -> bool {
    path.rsplit("!/").next() == Some("package/package.json")
}

/// How many folders a file lies in, within the innermost archive.
pub(crate) fn depth(inner_path: &str) -> usize {
    folders(inner_path).count()
}

fn folders(path: &str) -> impl Iterator<Item = &str> {
    let end = path.rfind(['/', '\\']).unwrap_or(0);
    path.get(..end).unwrap_or("").split(['/', '\\']).filter(|part| !part.is_empty() && *part != ".")
}

/// A path that a manifest names, resolved against the manifest's own folder: `..` is followed as far as the innermost
/// archive's top. An absolute path is taken from that top.
pub(crate) fn resolve(manifest_path: &str, named: &str) -> String {
    let (archive, inner) = match manifest_path.rfind("!/") {
        Some(at) => manifest_path.split_at(at.saturating_add(2)),
        None => ("", manifest_path),
    };
    let named = named.replace('\\', "/");
    let mut parts: Vec<&str> = if named.starts_with('/') { Vec::new() } else { folders(inner).collect() };
    for part in named.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    format!("{archive}{}", parts.join("/"))
}
