//! What the readers of lockfiles make of files that are broken, odd or large.

use dropscope_core::facts::{Facts, ManifestState, PackageOrigin};

use super::kit::{example, facts, facts_at_most, versions};

/// Every example with the path under which it is read.
pub const EXAMPLES: &[(&str, &str)] = &[
    ("golang/go.mod", "go.mod"),
    ("golang/go.sum", "go.sum"),
    ("golang/modules.txt", "vendor/modules.txt"),
    ("rust/Cargo.toml", "Cargo.toml"),
    ("rust/Cargo.lock", "Cargo.lock"),
    ("rust/build.rs", "build.rs"),
    ("ruby/Gemfile", "Gemfile"),
    ("ruby/Gemfile.lock", "Gemfile.lock"),
    ("ruby/relay.gemspec", "relay.gemspec"),
    ("ruby/metadata", "metadata"),
    ("php/composer.json", "composer.json"),
    ("php/composer.lock", "composer.lock"),
    ("php/installed.json", "vendor/composer/installed.json"),
    ("php/memcached.reg", "memcached.reg"),
    ("language/pubspec.yaml", "pubspec.yaml"),
    ("language/pubspec.lock", "pubspec.lock"),
    ("language/mix.lock", "mix.lock"),
    ("language/rebar.lock", "rebar.lock"),
    ("language/gleam.toml", "gleam.toml"),
    ("language/gleam-manifest.toml", "manifest.toml"),
    ("language/Package.resolved", "Package.resolved"),
    ("language/Podfile.lock", "Podfile.lock"),
    ("language/conan-v1.lock", "conan.lock"),
    ("language/conan.lock", "conan.lock"),
    ("language/conanfile.txt", "conanfile.txt"),
    ("language/vcpkg.json", "vcpkg.json"),
    ("language/renv.lock", "renv.lock"),
    ("language/DESCRIPTION", "DESCRIPTION"),
    ("language/Project.toml", "Project.toml"),
    ("language/Manifest.toml", "Manifest.toml"),
    ("language/cabal.project.freeze", "cabal.project.freeze"),
    ("language/stack.yaml.lock", "stack.yaml.lock"),
    ("language/relay.opam", "relay.opam"),
    ("language/pack.pl", "pack.pl"),
    ("language/relay-0.4.0-1.rockspec", "relay-0.4.0-1.rockspec"),
    ("language/.tool-versions", ".tool-versions"),
    ("language/mise.toml", "mise.toml"),
    ("language/stack.yaml", "stack.yaml"),
    ("language/relay.app", "ebin/relay.app"),
    ("language/META.json", "META.json"),
    ("language/META.yml", "META.yml"),
    ("language/cpanfile.snapshot", "cpanfile.snapshot"),
    ("language/conaninfo.txt", "conaninfo.txt"),
    ("language/relay.nimble", "relay.nimble"),
    ("language/flake.lock", "flake.lock"),
    ("language/spec.json", ".spack/spec.json"),
];

/// What is said, without how it is shown: names, versions and lines.
fn said(facts: &Facts) -> (Vec<String>, Vec<String>) {
    (versions(facts), super::kit::needs(facts))
}

#[test]
fn a_byte_order_mark_and_other_line_ends_change_nothing() {
    for (name, path) in EXAMPLES {
        let bytes = example(name);
        let plain = said(&facts(path, &bytes));
        let text = String::from_utf8(bytes).unwrap();
        let crlf = text.replace('\n', "\r\n");
        assert_eq!(said(&facts(path, crlf)), plain, "CRLF {path}");
        // What is known by its first bytes is not looked for behind a mark.
        if !matches!(*path, "metadata" | "memcached.reg") {
            assert_eq!(said(&facts(path, format!("\u{feff}{text}"))), plain, "mark {path}");
        }
    }
}

/// Formats that are known by their name alone are read in UTF-16 too.
#[test]
fn utf_16() {
    for (name, path) in EXAMPLES {
        let text = String::from_utf8(example(name)).unwrap();
        let utf16: Vec<u8> =
            b"\xFF\xFE".iter().copied().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let read = facts(path, utf16);
        if !read.manifests.is_empty() {
            assert_eq!(said(&read), said(&facts(path, text)), "{path}");
        }
    }
}

#[test]
fn latin_1() {
    let facts =
        facts("composer.json", b"{\"name\": \"dten/console\", \"description\": \"f\xFCr alle\", \"version\": \"1.0\"}");
    assert_eq!(versions(&facts), ["dten/console 1.0 [Manifest] 1"]);
}

#[test]
fn every_beginning_of_every_example_is_taken() {
    for (name, path) in EXAMPLES {
        let bytes = example(name);
        for end in 0..bytes.len() {
            facts(path, &bytes[..end]);
        }
        // And with zero bytes in the middle.
        let mut holed = bytes.clone();
        for at in (0..holed.len()).step_by(7) {
            holed[at] = 0;
        }
        facts(path, holed);
    }
}

#[test]
fn what_stood_before_a_break_is_kept() {
    // Cut inside the last package of each.
    let cut = |name: &str, path: &str, at: &str| {
        let bytes = example(name);
        let end = String::from_utf8_lossy(&bytes).rfind(at).unwrap() + at.len();
        let facts = facts(path, &bytes[..end]);
        let ManifestState::Unreadable { line, column, .. } = facts.manifests[0].state else {
            panic!("{path} reads as whole")
        };
        (versions(&facts), line, column)
    };
    assert_eq!(
        cut("rust/Cargo.lock", "Cargo.lock", "\"memchr\","),
        (vec!["memchr 2.7.1 [Lockfile] 6".to_owned()], 15, 11)
    );
    assert_eq!(
        cut("php/composer.lock", "composer.lock", "\"packages-dev\": ["),
        (vec!["monolog/monolog 3.5.0 [Lockfile] 5".to_owned()], 13, 22)
    );
    assert_eq!(cut("language/mix.lock", "mix.lock", "{:git,"), (vec!["plug 1.15.2 [Lockfile] 2".to_owned()], 3, 1));
    assert_eq!(
        cut("language/rebar.lock", "rebar.lock", "{pkg,<<\"ranch"),
        (vec!["cowboy 2.10.0 [Lockfile] 2".to_owned()], 4, 15)
    );
    let (found, line, _) = cut("language/relay.opam", "relay.opam", "\"alcotest\" {");
    assert_eq!((found.len(), line), (1, 8));
}

#[test]
fn what_a_third_party_locked_and_asks_for_is_read_over() {
    for (name, path) in EXAMPLES {
        let facts = facts(&format!("third_party/{path}"), example(name));
        assert!(facts.dependencies.is_empty() && facts.install_hooks.is_empty(), "{path}");
        let is_locked = |p: &dropscope_core::facts::Package| p.origin == PackageOrigin::Lockfile;
        assert!(!facts.packages.iter().any(is_locked), "{path}");
    }
}

/// Large lockfiles, one of ten megabytes, are read to the limit of facts, and what is cut off is said.
#[test]
fn large_lockfiles() {
    let many = |line: &dyn Fn(usize) -> String| (0..20_000).map(line).collect::<String>();
    let sums: String =
        (0..100_000).map(|i| format!("example.org/module/number{i} v1.0.{i} h1:{}=\n", "x".repeat(50))).collect();
    let files = [
        ("go.sum", sums),
        ("go.mod", format!("require (\n{})\n", many(&|i| format!("\texample.org/{}{i} v1.0.{i}\n", "x".repeat(60))))),
        (
            "Gemfile.lock",
            format!("GEM\n  specs:\n{}", many(&|i| format!("    gem{i} (1.0.{i})\n      other (>= 1)\n"))),
        ),
        ("Gemfile", many(&|i| format!("gem 'gem{i}', '~> 1.0.{i}'\n"))),
        ("mix.lock", format!("%{{\n{}}}\n", many(&|i| format!("  \"a{i}\": {{:hex, :a{i}, \"1.0.{i}\", \"x\"}},\n")))),
        ("relay.opam", format!("opam-version: \"2.0\"\ndepends: [{}]", many(&|i| format!("\"a{i}\" {{>= \"1\"}}\n")))),
        ("cabal.project.freeze", format!("constraints: {}", many(&|i| format!(" any.a{i} ==1.{i},\n")))),
    ];
    for (path, text) in files {
        let facts = facts_at_most(path, text.as_bytes(), 2_000);
        assert_eq!(facts.packages.len().max(facts.dependencies.len()), 2_000, "{path}");
        assert!(facts.skipped.iter().any(|skipped| skipped.reason.contains("facts_per_file")), "{path}");
    }
    // Many gems that the next statement closes, and a line without an end.
    facts("Gemfile", "group :test do\n".repeat(50_000));
    facts("Gemfile", "gem('a',\n".repeat(50_000));
    facts("relay.gemspec", "s.a = ".repeat(100_000));
    facts("x.rockspec", format!("a = \"{}\"\nb = {}a", "x".repeat(1_000), "a..".repeat(100_000)));
    facts("x.rockspec", "{".repeat(1_000_000));
    facts("rebar.lock", format!("{}\">>,<<\"1\">>}}.", "{pkg,<<\"".repeat(100_000)));
    facts("relay.app", format!("{{application\n%{}", "{application".repeat(100_000)));
    let asked = many(&|i| format!("a{i} = {{ workspace = true }}\n"));
    facts("Cargo.toml", format!("[workspace.dependencies]\n{asked}[dependencies]\n{asked}"));
    facts("relay.opam", format!("opam-version: \"2.0\"\n{}", "a:{".repeat(100_000)));
}

/// A text that is read into parts before anything is looked for holds no more of them than a document holds values.
#[test]
fn many_parts_are_said_to_be_too_many() {
    let gemspec = "Gem::Specification.new do |s|\n  s.name = 'relay'\n";
    for (path, text) in [
        ("relay.gemspec", format!("{gemspec}{}", "  s.x = 1\n".repeat(100_000))),
        ("relay.gemspec", format!("{gemspec}{}", "s.x 1;".repeat(100_000))),
        ("relay.gemspec", format!("{gemspec}  s.files = %w[{}]\n", "a ".repeat(300_000))),
        ("setup.cfg", format!("[metadata]\nname = relay\n{}", "a = 1\n".repeat(300_000))),
        ("Cargo.toml", format!("[package]\nname = 'relay'\nversion = '1'\n[x]\n{}", "# a comment\n".repeat(800_000))),
        ("Cargo.toml", format!("[package]\nname = 'relay'\nversion = '1'\n{}", "[[a]]\nb = 1\n".repeat(300_000))),
    ] {
        let facts = facts(path, text);
        assert_eq!(super::kit::identity(&facts).0, "relay", "{path}");
        assert!(
            super::kit::broken(&facts).is_some_and(|(_, _, reason)| reason.ends_with("the rest was not read")),
            "{path}"
        );
    }
}
