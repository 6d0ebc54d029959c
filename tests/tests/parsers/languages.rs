//! Package managers of other languages.

use dropscope_core::facts::{Facts, ManifestState, SourceKind};

use super::kit::{example, facts, needs, pins, range, versions};

/// The facts of an example of this family under its own name, or under another.
fn read(name: &str) -> Facts {
    read_as(name, name)
}

fn read_as(name: &str, path: &str) -> Facts {
    let facts = facts(path, example(&format!("language/{name}")));
    assert_eq!(facts.manifests.len(), 1, "one reader for {path}: {:?}", facts.manifests);
    assert_eq!(facts.manifests[0].state, ManifestState::Read, "{path}");
    facts
}

#[test]
fn dart() {
    let facts = read("pubspec.yaml");
    assert!(facts.manifests[0].describes_package);
    assert_eq!(versions(&facts), ["relay_console 2.1.0+7 [Manifest] 1"]);
    assert_eq!(
        needs(&facts),
        [
            "http ^1.1.0 [Runtime] 8",
            "relay  [Runtime] 9",
            "wire  [Runtime] 13",
            "lints any [Development] 16",
            "dart >=3.2.0 <4.0.0 [Build] 4",
        ]
    );
    let source = facts.dependencies[1].source.as_ref().unwrap();
    assert_eq!(
        (source.kind, source.url.as_str(), source.pinned),
        (SourceKind::Git, "https://example.org/relay.git", false)
    );
    assert_eq!(range(&facts, "lints"), "");
    assert_eq!(range(&facts, "http"), ">=1.1.0 <2.0.0");
    let lock = read("pubspec.lock");
    assert_eq!(versions(&lock), ["http 1.1.2 [Lockfile] 7"]);
    assert_eq!(needs(&lock), ["dart >=3.2.0 <4.0.0 [Build] 15"]);
}

#[test]
fn elixir_erlang_and_gleam() {
    assert_eq!(versions(&read("mix.lock")), ["plug 1.15.2 [Lockfile] 2"]);
    assert_eq!(versions(&read("rebar.lock")), ["cowboy 2.10.0 [Lockfile] 2", "ranch 1.8.0 [Lockfile] 4"]);
    let otp = read_as("relay.app", "lib/relay-0.4.0/ebin/relay.app");
    assert_eq!(versions(&otp), ["relay 0.4.0 [Manifest] 2"]);
    assert_eq!(otp.manifests[0].version.as_ref().unwrap().site.line, 4);
    let gleam = read("gleam.toml");
    assert_eq!(versions(&gleam), ["relay 1.2.0 [Manifest] 1"]);
    assert_eq!(
        needs(&gleam),
        [
            "gleam_stdlib >= 0.34.0 and < 2.0.0 [Runtime] 6",
            "wire  [Runtime] 7",
            "gleeunit ~> 1.0 [Development] 10",
            "gleam >= 1.0.0 [Build] 3"
        ]
    );
    assert_eq!(range(&gleam, "gleam_stdlib"), ">=0.34.0 <2.0.0");
    assert_eq!((range(&gleam, "gleeunit").as_str(), range(&gleam, "wire").as_str()), (">=1.0 <2.0", "none"));
    assert_eq!(versions(&read_as("gleam-manifest.toml", "manifest.toml")), ["gleam_stdlib 0.36.0 [Lockfile] 5"]);
}

#[test]
fn swift_and_cocoapods() {
    let swift = read("Package.resolved");
    assert_eq!(
        versions(&swift),
        ["swift-nio 2.62.0 [Lockfile] 4", "relay 89abcdef0123456789abcdef0123456789abcdef [Lockfile] 13"]
    );
    assert_eq!(swift.packages[0].purl, "pkg:swift/github.com/apple/swift-nio@2.62.0");
    assert!(swift.packages[1].purl.starts_with("pkg:swift/example.org/dten/relay@89ab"), "{}", swift.packages[1].purl);
    assert_eq!(versions(&read_as("Package.resolved-v1", "Package.resolved")), ["Nimble 9.2.1 [Lockfile] 5"]);
    let pods = read("Podfile.lock");
    assert_eq!(
        versions(&pods),
        ["Texture/Core 3.1.0 [Lockfile] 2", "Texture 3.1.0 [Lockfile] 3", "Relay 0.4.0 [Lockfile] 5"]
    );
    assert_eq!(pods.packages[0].purl, "pkg:cocoapods/Texture@3.1.0#Core");
    assert_eq!(needs(&pods), ["Relay  [Runtime] 8", "Texture ~> 3.1 [Runtime] 9"]);
    assert!(pods.dependencies[0].source.as_ref().unwrap().pinned);
}

#[test]
fn conan_and_vcpkg() {
    assert_eq!(
        versions(&read_as("conan-v1.lock", "conan.lock")),
        ["zlib 1.2.13 [Lockfile] 5", "fmt 8.1.1 [Lockfile] 7"]
    );
    assert_eq!(pins(&read("conan.lock")), ["zlib 1.2.13 [Runtime] 4", "cmake 3.27.9 [Build] 7"]);
    assert_eq!(
        versions(&read_as("conaninfo.txt", "data/relay/0.4.0/dten/stable/package/0a1b2c/conaninfo.txt")),
        ["relay 0.4.0 [Listed] 1", "zlib 1.2.13 [Listed] 8"]
    );
    let conanfile = read("conanfile.txt");
    assert_eq!(
        needs(&conanfile),
        [
            "zlib 1.2.13 [Runtime] 3",
            "openssl [>=3.0 <4, include_prerelease] [Runtime] 4",
            "fmt 8.1.1 [Runtime] 5",
            "cmake 3.27.9 [Build] 8"
        ]
    );
    assert_eq!(range(&conanfile, "zlib"), ">=1.2.13 <=1.2.13");
    assert!(range(&conanfile, "openssl").starts_with(">=3.0"));
    let vcpkg = read("vcpkg.json");
    assert_eq!(versions(&vcpkg), ["relay 1.2.0 [Manifest] 2"]);
    assert_eq!(
        needs(&vcpkg),
        ["fmt  [Runtime] 5", "openssl >=3.1.0#2 [Runtime] 6", "protobuf  [Build] 7", "zlib 1.2.13 [Runtime] 10"]
    );
    assert_eq!(range(&vcpkg, "openssl"), ">=3.1.0");
}

#[test]
fn perl() {
    let meta = read("META.json");
    assert_eq!(versions(&meta), ["Relay-Client 0.004 [Manifest] 3"]);
    assert_eq!(
        needs(&meta),
        [
            "perl 5.010 [Runtime] 9",
            "JSON::PP >= 4.0, < 5 [Runtime] 9",
            "JSON::XS 0 [Optional] 8",
            "ExtUtils::MakeMaker 6.64 [Build] 6"
        ]
    );
    assert_eq!((range(&meta, "perl").as_str(), range(&meta, "JSON::XS").as_str()), (">=5.010", ""));
    let old = read("META.yml");
    assert_eq!(needs(&old), ["Moo 2.0 [Runtime] 7", "Test::More 0 [Build] 9"]);
    assert_eq!(versions(&read("cpanfile.snapshot")), ["JSON-PP 4.16 [Lockfile] 3"]);
}

#[test]
fn nim() {
    let nimble = read("relay.nimble");
    assert_eq!(versions(&nimble), ["relay 0.4.0 [Manifest] 1"]);
    assert_eq!(needs(&nimble), ["nim >= 2.0 [Runtime] 4", "chronos >= 4.0 [Runtime] 4", "stew  [Runtime] 5"]);
}

#[test]
fn r() {
    let lock = read("renv.lock");
    assert_eq!(versions(&lock), ["jsonlite 1.8.7 [Lockfile] 4", "relay 0.4.0 [Lockfile] 10"]);
    assert_eq!(lock.packages[1].purl, "pkg:github/dten/relay-r@0123456789abcdef0123456789abcdef01234567");
    let description = read("DESCRIPTION");
    assert_eq!(versions(&description), ["relayR 0.4.0 [Manifest] 1"]);
    assert_eq!(
        needs(&description),
        [
            "r >= 3.5 [Runtime] 4",
            "jsonlite >= 1.8.0 [Runtime] 6",
            "methods  [Runtime] 7",
            "Rcpp  [Build] 8",
            "testthat >= 3.0.0 [Optional] 9"
        ]
    );
}

#[test]
fn julia() {
    let project = read("Project.toml");
    assert_eq!(versions(&project), ["Relay 0.4.0 [Manifest] 1"]);
    assert_eq!(needs(&project), ["HTTP 0.9, 1.10 [Runtime] 10", "Dates  [Runtime] 7", "julia 1.9 [Runtime] 11"]);
    assert_eq!(range(&project, "HTTP"), ">=0.9.0 <0.10.0 || >=1.10.0 <2.0.0");
    assert_eq!(versions(&read("Manifest.toml")), ["Dates 1.9.4 [Lockfile] 7", "HTTP 1.10.1 [Lockfile] 12"]);
}

#[test]
fn haskell() {
    let freeze = read("cabal.project.freeze");
    let pinned = ["aeson 2.1.2.1 [Lockfile] 2", "zlib 0.6.3.0 [Lockfile] 6", "Cabal 3.10.1.0 [Lockfile] 8"];
    assert_eq!(versions(&freeze), pinned);
    assert_eq!(needs(&freeze), ["network 3.1.4.0 [Runtime] 7"]);
    assert_eq!(versions(&read("stack.yaml.lock")), ["fuzzyset 0.2.4 [Lockfile] 3", "relay 0.4.0 [Lockfile] 9"]);
}

#[test]
fn ocaml() {
    let opam = read("relay.opam");
    assert_eq!(versions(&opam), ["relay 0.4.0 [Manifest] 1"]);
    assert_eq!(
        needs(&opam),
        ["ocaml >= 4.14, < 5.2 [Runtime] 6", "dune >= 3.0 [Build] 7", "alcotest  [Test] 8", "lwt  [Optional] 10"]
    );
    assert_eq!(range(&opam, "ocaml"), ">=4.14 <5.2");
    let state = facts("x/.opam-switch/switch-state", "opam-version: \"2.0\"\ninstalled: [\n  \"dune.3.7.2\"\n]\n");
    assert_eq!(versions(&state), ["dune 3.7.2 [Listed] 3"]);
    let of_place = facts("repo/packages/lwt/lwt.5.7.0/opam", "opam-version: \"2.0\"\n");
    assert_eq!(versions(&of_place), ["lwt 5.7.0 [Manifest] 1"]);
}

#[test]
fn prolog_and_lua() {
    let pack = read("pack.pl");
    assert_eq!(versions(&pack), ["relay 0.4.0 [Manifest] 1"]);
    assert_eq!(needs(&pack), ["list_util >= 0.13 [Runtime] 4"]);
    assert_eq!(range(&pack, "list_util"), ">=0.13");
    let rock = read("relay-0.4.0-1.rockspec");
    assert_eq!(versions(&rock), ["relay 0.4.0-1 [Manifest] 1"]);
    assert_eq!(needs(&rock), ["lua >= 5.1, < 5.5 [Runtime] 7", "luasocket ~> 3.0 [Runtime] 8", "busted  [Test] 10"]);
}

#[test]
fn tools() {
    assert_eq!(versions(&read(".tool-versions")), ["nodejs 20.10.0 [Lockfile] 1", "nodejs 18.19.0 [Lockfile] 1"]);
    assert_eq!(versions(&facts(".nvmrc", "# 5.10\nv20.10.0\n")), ["nodejs 20.10.0 [Lockfile] 2"]);
    assert_eq!(versions(&facts("app/.ruby-version", "ruby-3.2.2\r\n")), ["ruby 3.2.2 [Lockfile] 1"]);
    assert!(facts(".node-version", "lts/*\nnode\n").packages.is_empty());
    let mise = read("mise.toml");
    assert_eq!(
        needs(&mise),
        [
            "terraform 1.6 [Development] 2",
            "node 22 [Development] 3",
            "python 3.12.1 [Development] 4",
            "python 3.11 [Development] 4",
            "go latest [Development] 5"
        ]
    );
    assert_eq!(range(&mise, "node"), ">=22 <23");
}

#[test]
fn spack_and_nix() {
    assert_eq!(
        versions(&read_as("spec.json", "opt/spack/libelf/.spack/spec.json")),
        ["libelf 0.8.13 [Listed] 5", "gmake 4.4.1 [Listed] 7"]
    );
    let flake = read("flake.lock");
    assert_eq!(versions(&flake), ["NixOS/nixpkgs 2c7f3c0fb7c08a0814627611d9d7d45ab6d75335 [Lockfile] 7"]);
    let derivation = facts("nix/store/5av396z8xa13jg89g9jws145c0k26k2x-glibc-2.34-210.drv", "Derive([");
    assert_eq!(versions(&derivation), ["glibc 2.34-210 [Listed] 0"]);
    let source = facts("nix/store/5av396z8xa13jg89g9jws145c0k26k2x-glibc-2.34.tar.gz.drv", "Derive([");
    assert!(source.packages.is_empty());
}
