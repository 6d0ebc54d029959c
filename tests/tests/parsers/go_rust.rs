//! Go and Cargo.

use dropscope_core::facts::{Facts, ManifestState, PackageOrigin, SourceKind};

use super::kit::{example, facts, hooks, needs, pins, range, versions};

fn sources(facts: &Facts) -> Vec<(SourceKind, &str, bool)> {
    let sources = facts.dependencies.iter().filter_map(|d| d.source.as_ref());
    sources.map(|source| (source.kind, source.url.as_str(), source.pinned)).collect()
}

#[test]
fn go_mod() {
    let facts = facts("relay-1.0.0/go.mod", example("golang/go.mod"));
    let manifest = &facts.manifests[0];
    assert_eq!((manifest.format.as_str(), manifest.kind), ("go.mod", PackageOrigin::Manifest));
    assert_eq!((&manifest.state, manifest.describes_package), (&ManifestState::Read, true));
    assert_eq!(
        versions(&facts),
        [
            "example.org/dten/relay  [Manifest] 2",
            "github.com/gorilla/mux v1.8.1 [Lockfile] 9",
            "github.com/example/crypto v0.17.1 [Lockfile] 19",
            "golang.org/x/net v0.19.0 [Lockfile] 14",
        ]
    );
    assert_eq!(facts.packages[1].purl, "pkg:golang/github.com/gorilla/mux@v1.8.1");
    assert_eq!(
        needs(&facts),
        [
            "go 1.21 [Build] 4",
            "go 1.22.4 [Build] 6",
            "github.com/gorilla/mux v1.8.1 [Runtime] 9",
            "golang.org/x/crypto v0.17.0 [Runtime] 10",
            "example.org/dten/wire v0.0.0-20240102030405-0123456789ab [Runtime] 11",
            "golang.org/x/net v0.19.0 [Runtime] 14",
        ]
    );
    assert_eq!(range(&facts, "go"), ">=1.21");
    let fork = (SourceKind::Url, "github.com/example/crypto@v0.17.1", true);
    assert_eq!(sources(&facts), [fork, (SourceKind::Path, "../wire", false)]);
}

#[test]
fn go_mod_that_is_broken() {
    let facts = facts("go.mod", "module a.example/b\nrequire (\n\tc.example/d v1.0.0\n\tnonsense\n");
    assert_eq!(versions(&facts), ["a.example/b  [Manifest] 1", "c.example/d v1.0.0 [Lockfile] 3"]);
    let ManifestState::Unreadable { line, column, reason } = &facts.manifests[0].state else { panic!() };
    assert_eq!((*line, *column, reason.as_str()), (4, 2, "`nonsense` is no directive of go.mod"));
    let facts = super::kit::facts("go.mod", "module a.example/b\nrequire (\n\tc.example/d v1.0.0\n");
    let ManifestState::Unreadable { line, reason, .. } = &facts.manifests[0].state else { panic!() };
    assert_eq!((*line, reason.as_str()), (2, "the block `require (` is not closed"));
}

#[test]
fn go_sum_names_what_is_taken_and_what_was_looked_at() {
    let facts = facts("go.sum", example("golang/go.sum"));
    assert_eq!(pins(&facts), ["github.com/gorilla/mux v1.8.1 [Runtime] 3", "golang.org/x/term v0.15.0 [Optional] 5"]);
    assert!(!facts.manifests[0].describes_package);
}

#[test]
fn vendored_go_modules() {
    let facts = facts("server/vendor/modules.txt", example("golang/modules.txt"));
    assert_eq!(
        versions(&facts),
        [
            "github.com/gorilla/mux v1.8.1 [Listed] 1",
            "github.com/example/crypto v0.17.1 [Listed] 4",
            "example.org/dten/wire v0.3.0 [Listed] 10",
        ]
    );
}

/// A program of Go as far as its build info goes: an ELF header, the note with the build id, the header, the list.
fn go_program(is_inline: bool) -> Vec<u8> {
    let mut program = b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0\x3e\0\x04\0\0\0Go\0\0".to_vec();
    program.extend(b"\xff Go buildinf:\x08");
    program.push(if is_inline { 2 } else { 0 });
    program.extend([0; 16]);
    program.extend(b"\x08go1.22.4");
    program.extend(b"\x30\x77\xaf\x0c\x92\x74\x08\x02\x41\xe1\xc1\x07\xe6\xd6\x18\xe6");
    program.extend(
        b"path\texample.org/dten/relay/cmd/relayd\nmod\texample.org/dten/relay\tv1.4.0\th1:x=\n\
          dep\tgithub.com/gorilla/mux\tv1.8.1\th1:x=\n\
          dep\tgolang.org/x/crypto\tv0.17.0\n=>\tgithub.com/example/crypto\tv0.17.1\th1:x=\n\
          dep\texample.org/dten/wire\tv0.3.0\n=>\t../wire\t(devel)\t\n\
          build\t-compiler=gc\nbuild\tCGO_ENABLED=0\n",
    );
    program.extend(b"\xf9\x32\x43\x31\x86\x18\x20\x72\x00\x82\x42\x10\x41\x16\xd8\xf2");
    program
}

#[test]
fn go_build_info() {
    let facts = facts("bin/relayd", go_program(true));
    let modules = [
        "example.org/dten/relay v1.4.0 [Manifest] 0",
        "github.com/gorilla/mux v1.8.1 [Listed] 0",
        "github.com/example/crypto v0.17.1 [Listed] 0",
        "example.org/dten/wire v0.3.0 [Listed] 0",
    ];
    assert_eq!(versions(&facts)[0], "stdlib 1.22.4 [Listed] 0");
    assert_eq!(versions(&facts)[1..], modules);
    // Before Go 1.18 the header holds pointers, and the version of Go is not looked for.
    assert_eq!(versions(&super::kit::facts("bin/relayd", go_program(false))), modules);
    for end in 0..go_program(true).len() {
        super::kit::facts("bin/relayd", &go_program(true)[..end]);
    }
}

#[test]
fn cargo_toml() {
    let facts = facts("relay-0.4.2/Cargo.toml", example("rust/Cargo.toml"));
    assert!(facts.manifests[0].describes_package);
    assert_eq!(versions(&facts), ["relay 0.4.2 [Manifest] 2"]);
    assert_eq!(
        needs(&facts),
        [
            "rust 1.74 [Build] 5",
            "serde 1.0.190 [Runtime] 9",
            "tokio 1 [Runtime] 10",
            "rustls ~0.22.1 [Optional] 11",
            "wire 0.3 [Runtime] 12",
            "codec  [Runtime] 13",
            "log 0.4.20 [Runtime] 14",
            "cc =1.0.83 [Build] 17",
            "tempfile >=3, <4 [Development] 20",
            "winapi 0.3.9 [Runtime] 23",
        ]
    );
    assert!(range(&facts, "tokio").starts_with(">=1.0.0 <2.0.0"), "{}", range(&facts, "tokio"));
    assert_eq!(range(&facts, "rust"), ">=1.74");
    let [(path, wire, _), (git, codec, is_pinned)] = sources(&facts)[..] else { panic!("{:?}", sources(&facts)) };
    assert_eq!((path, wire), (SourceKind::Path, "../wire"));
    assert_eq!((git, is_pinned), (SourceKind::Git, true));
    assert!(!codec.contains("hunter2"), "{codec}");
    assert!(!format!("{facts:?}").contains("hunter2"));
    assert_eq!(hooks(&facts), ["cargo build script `build/main.rs` 6"]);
}

#[test]
fn a_vendored_crate_asks_for_nothing() {
    let facts = facts("vendor/relay/Cargo.toml", example("rust/Cargo.toml"));
    assert_eq!(versions(&facts), ["relay 0.4.2 [Manifest] 2"]);
    assert!(facts.dependencies.is_empty() && facts.install_hooks.is_empty());
    assert!(!facts.manifests[0].describes_package);
}

#[test]
fn a_member_of_a_workspace_elsewhere() {
    let text = "[package]\nname = 'wire'\nversion.workspace = true\n[dependencies]\nlog.workspace = true\n";
    let facts = facts("wire/Cargo.toml", text);
    assert_eq!(versions(&facts), ["wire  [Manifest] 2"]);
    assert_eq!(needs(&facts), ["log workspace = true [Runtime] 5"]);
    assert_eq!(range(&facts, "log"), "none");
}

#[test]
fn cargo_lock() {
    let facts = facts("Cargo.lock", example("rust/Cargo.lock"));
    assert_eq!(
        versions(&facts),
        ["memchr 2.7.1 [Lockfile] 6", "relay 0.4.2 [Manifest] 12", "codec 0.1.0 [Lockfile] 20"]
    );
    assert_eq!(facts.packages[0].purl, "pkg:cargo/memchr@2.7.1");
}

#[test]
fn build_rs() {
    assert_eq!(hooks(&facts("build.rs", example("rust/build.rs"))), ["cargo build.rs `` 3"]);
    assert!(facts("src/deep/build.rs", example("rust/build.rs")).install_hooks.is_empty());
    assert!(facts("build.rs", "pub mod a;").install_hooks.is_empty());
}
