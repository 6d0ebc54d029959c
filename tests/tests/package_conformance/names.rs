//! The names that formats have. Suites call their readers directly, with files named after what is odd about them
//! (`scoped-packages.v1.json`); a package has them under the format's own name.

/// Suite folder by its end, and the format's own name. A file that has the name already, or that is in no such folder,
/// keeps its path.
const NAMES: &[(&str, &str)] = &[
    ("containers/dockerbaseimage", "Dockerfile"),
    ("containers/dockercomposeimage", "docker-compose.yaml"),
    ("cpp/conanlock", "conan.lock"),
    ("c/conan", "conan.lock"),
    ("dart/pubspec", "pubspec.lock"),
    ("dotnet/depsjson", "app.deps.json"),
    ("dotnet/core_deps", "app.deps.json"),
    ("dotnet/packagesconfig", "packages.config"),
    ("nuget/config", "packages.config"),
    ("dotnet/packageslockjson", "packages.lock.json"),
    ("dotnet/csproj", "app.csproj"),
    ("dotnet/nugetcpm", "Directory.Packages.props"),
    ("dotnet/paketdependencies", "paket.dependencies"),
    ("dotnet/paketlock", "paket.lock"),
    ("dotnet/projectassetsjson", "project.assets.json"),
    ("nuget/lock", "packages.lock.json"),
    ("nuget/packagesprops", "Directory.Packages.props"),
    ("erlang/mixlock", "mix.lock"),
    ("hex/mix", "mix.lock"),
    ("gleam/gleamtoml", "gleam.toml"),
    ("golang/gomod", "go.mod"),
    ("golang/mod", "go.mod"),
    ("golang/sum", "go.sum"),
    ("golang/vendormodules", "vendor/modules.txt"),
    ("haskell/cabal", "cabal.project.freeze"),
    ("java/gradlelockfile", "gradle.lockfile"),
    ("gradle/lockfile", "gradle.lockfile"),
    ("java/gradleverificationmetadataxml", "gradle/verification-metadata.xml"),
    ("java/gradleversioncatalog", "gradle/libs.versions.toml"),
    ("java/pomxml", "pom.xml"),
    ("java/pom", "pom.xml"),
    ("sbt/lockfile", "build.sbt.lock"),
    ("javascript/bunlock", "bun.lock"),
    ("nodejs/bun", "bun.lock"),
    ("javascript/packagejson", "package.json"),
    ("javascript/packagelockjson", "package-lock.json"),
    ("nodejs/npm", "package-lock.json"),
    ("javascript/pnpmlock", "pnpm-lock.yaml"),
    ("nodejs/pnpm", "pnpm-lock.yaml"),
    ("javascript/yarnlock", "yarn.lock"),
    ("nodejs/yarn", "yarn.lock"),
    ("javascript/denotssource", "main.ts"),
    ("misc/chrome/extensions", "manifest.json"),
    ("misc/githubactions", ".github/workflows/main.yml"),
    ("misc/vscodeextensions", "extensions.json"),
    ("misc/wordpress/plugins", "wp-content/plugins/plugin/plugin.php"),
    ("ocaml/opam", ".opam-switch/install"),
    ("php/composerlock", "composer.lock"),
    ("php/composer", "composer.lock"),
    ("python/packaging", "METADATA"),
    ("python/pdmlock", "pdm.lock"),
    ("python/pipfilelock", "Pipfile.lock"),
    ("python/poetrylock", "poetry.lock"),
    ("python/poetry", "poetry.lock"),
    ("python/pylock", "pylock.toml"),
    ("python/pyprojecttoml", "pyproject.toml"),
    ("python/requirements", "requirements.txt"),
    ("python/pip", "requirements.txt"),
    ("python/setup", "setup.py"),
    ("python/uvlock", "uv.lock"),
    ("python/wheelegg", "METADATA"),
    ("python/uv", "uv.lock"),
    ("r/renvlock", "renv.lock"),
    ("ruby/gemfilelock", "Gemfile.lock"),
    ("ruby/gemspec", "package.gemspec"),
    ("rust/cargolock", "Cargo.lock"),
    ("rust/cargo", "Cargo.lock"),
    ("rust/cargotoml", "Cargo.toml"),
    ("julia/manifest", "Manifest.toml"),
    ("swift/swift", "Package.resolved"),
    ("julia/manifesttoml", "Manifest.toml"),
    ("julia/projecttoml", "Project.toml"),
    ("swift/packageresolved", "Package.resolved"),
    ("swift/podfilelock", "Podfile.lock"),
    ("swift/cocoapods", "Podfile.lock"),
    ("haskell/stacklock", "stack.yaml.lock"),
    ("elixir/mixlock", "mix.lock"),
    ("dart/pub", "pubspec.lock"),
    ("ruby/bundler", "Gemfile.lock"),
    ("conda/meta", "conda-meta/package-1.0-0.json"),
    ("os/chocolatey", "package.nuspec"),
    ("os/cos", "etc/cos-package-info.json"),
    ("os/dpkg", "var/lib/dpkg/status"),
    ("os/flatpak", "metainfo/app.metainfo.xml"),
    ("os/kernel/module", "module.ko"),
    ("os/macapps", "App.app/Contents/Info.plist"),
    ("os/pacman", "var/lib/pacman/local/package/desc"),
    ("os/spack", ".spack/spec.json"),
    ("annotator/osduplicate/apk", "lib/apk/db/installed"),
    ("cataloger/githubactions", ".github/workflows/main.yml"),
    ("runtime/asdf", ".tool-versions"),
    ("runtime/mise", "mise.toml"),
];

/// The same where a folder holds files of several formats: by the beginning of the file's name too.
const BEGINNINGS: &[(&str, &str, &str)] =
    &[("cataloger/cpp", "conanfile", "conanfile.txt"), ("cataloger/rust", "Cargo.lock", "Cargo.lock")];
/// Files that are told apart by the end of their names, in folders that hold several formats.
const ENDINGS: &[(&str, &str)] = &[("-setup.py", "setup.py")];

/// The path under which a file of a suite is read.
pub fn path(dir: &str, given: &str) -> String {
    let name = given.rsplit('/').next().unwrap_or(given);
    if let Some((_, canonical)) = ENDINGS.iter().find(|(ending, _)| name.ends_with(ending)) {
        return (*canonical).to_owned();
    }
    let begins = |(folder, start, _): &&(&str, &str, &str)| dir.ends_with(folder) && name.starts_with(start);
    let canonical = NAMES
        .iter()
        .find(|(folder, _)| dir.ends_with(folder))
        .map(|(_, name)| *name)
        .or_else(|| BEGINNINGS.iter().find(begins).map(|(_, _, name)| *name));
    match canonical {
        Some(canonical) if canonical.rsplit('/').next() != Some(name) => canonical.to_owned(),
        _ => given.strip_prefix("testdata/").unwrap_or(given).to_owned(),
    }
}
