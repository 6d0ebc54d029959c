//! Every format has an example: a file of `tests/data/manifests`, or a test that makes one.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use dropscope_core::limits::Limits;
use dropscope_core::parse::{self, Candidate};

use super::kit::file;
use super::{damaged, languages_broken};

/// Examples that are named after what is odd about them, and the paths that they have in a package, beyond those that
/// other tests list.
const PLACES: &[(&str, &str)] = &[
    ("METADATA", "dten_client-5.0.1.dist-info/METADATA"),
    ("package.nuspec", "Dten.Client.nuspec"),
    ("vendor.json", "manifest.json"),
    ("vendor.toml", "product.toml"),
    ("vendor.xml", "manifest.xml"),
    ("vendor.yaml", "release.yaml"),
    ("web-extension.json", "manifest.json"),
    ("container/compose.yaml", "compose.yaml"),
    ("container/gitlab-ci.yml", ".gitlab-ci.yml"),
    ("container/terraform.lock.hcl", ".terraform.lock.hcl"),
    ("container/workflow.yml", ".github/workflows/release.yml"),
    ("javascript/package-lock.v1.json", "package-lock.json"),
    ("javascript/package-lock.v3.json", "package-lock.json"),
    ("javascript/pnpm-lock.v5.yaml", "pnpm-lock.yaml"),
    ("javascript/pnpm-lock.v6.yaml", "pnpm-lock.yaml"),
    ("javascript/pnpm-lock.v9.yaml", "pnpm-lock.yaml"),
    ("javascript/yarn.berry.lock", "yarn.lock"),
    ("javascript/yarn.v1.lock", "yarn.lock"),
    ("language/Package.resolved-v1", "Package.resolved"),
    ("platforms/Info-binary.plist", "Info.plist"),
    ("python/conda-meta.json", "conda-meta/numpy-1.26.4-py312_0.json"),
    ("python/dten_agent.egg-info", "dten_agent.egg-info"),
    ("python/pyproject.poetry.toml", "pyproject.toml"),
    ("schedule/dten-import", "etc/cron.d/dten-import"),
    ("system/apk.PKGINFO", ".PKGINFO"),
    ("system/arch.PKGINFO", ".PKGINFO"),
    ("system/bitnami_components.json", ".bitnami_components.json"),
    ("system/container-manifest-2", "var/lib/rpmmanifest/container-manifest-2"),
    ("system/desc", "var/lib/pacman/local/openssl-3.2.1-1/desc"),
    ("system/installed", "lib/apk/db/installed"),
    ("system/status", "var/lib/dpkg/status"),
];

/// Formats whose examples are made by a test, for they are binary or the name of a file is all.
const MADE: &[(&str, &str)] = &[
    ("bun.lockb", "bun_lock"),
    ("Go build info", "go_build_info"),
    ("kernel module", "kernel_modules"),
    ("RPM header", "rpm_package"),
    ("rpm database", "rpm_container_manifest"),
    ("Portage package", "portage"),
    ("Nix derivation", "spack_and_nix"),
    ("opam list", "ocaml"),
    ("tool version file", "tools"),
    ("NuGet install script", "nuspec_and_its_scripts"),
    ("Debian maintainer script", "debian_control_and_scripts"),
    ("apk or pacman script", "apk_package"),
    ("snap hook", "snap_and_distribution"),
];

#[test]
fn every_format_has_an_example() {
    let examples = files(&root().join("data/manifests"));
    let mut with_example: BTreeSet<&str> = MADE.iter().map(|(format, _)| *format).collect();
    for example in &examples {
        let path = example.strip_prefix(root().join("data/manifests")).unwrap().to_str().unwrap();
        let place = PLACES
            .iter()
            .chain(damaged::EXAMPLES)
            .chain(languages_broken::EXAMPLES)
            .find(|(name, _)| *name == path)
            .map_or(path, |(_, place)| place);
        let bytes = fs::read(example).unwrap();
        let head = &bytes[..bytes.len().min(Limits::default().head_bytes as usize)];
        let wanted: Vec<&str> =
            parse::wanted(Candidate::new(&file(place, &bytes), head)).map(|format| format.name).collect();
        assert!(!wanted.is_empty(), "no format wants {path} at {place}");
        with_example.extend(wanted);
    }
    let formats = parse::FORMATS.iter().copied().flatten().map(|format| format.name);
    let without: Vec<&str> = formats.filter(|name| !with_example.contains(name)).collect();
    assert!(without.is_empty(), "no example of {without:?}");
}

#[test]
fn the_tests_that_make_examples_are_there() {
    let sources: String =
        files(&root().join("tests/parsers")).iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    for (format, test) in MADE {
        assert!(sources.contains(&format!("\nfn {test}(")), "no test {test} for {format}");
        assert!(parse::FORMATS.iter().copied().flatten().any(|known| known.name == *format), "no format {format}");
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}
