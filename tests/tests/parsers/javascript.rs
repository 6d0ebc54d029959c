//! npm, pnpm, Yarn and Bun: what their lockfiles pin, what `package.json` asks for.

use dropscope_core::facts::{Facts, PackageOrigin, SourceKind};

use super::kit::{broken, example, facts, needs, pins};

/// The facts of a lockfile from the examples, under its own name.
fn locked(name: &str, example_name: &str) -> Facts {
    let facts = facts(name, example(&format!("javascript/{example_name}")));
    let [manifest] = facts.manifests.as_slice() else { panic!("{:?}", facts.manifests) };
    assert_eq!((manifest.kind, manifest.ecosystem.as_str()), (PackageOrigin::Lockfile, "npm"));
    assert_eq!((manifest.format.as_str(), manifest.path.as_str()), (name, name));
    assert!(!manifest.describes_package);
    assert_eq!(broken(&facts), None);
    facts
}

#[test]
fn package_lock_1() {
    let facts = locked("package-lock.json", "package-lock.v1.json");
    assert_eq!(
        pins(&facts),
        [
            "@dten/widgets 2.4.0 [Runtime] 7",
            "fsevents 2.3.2 [Optional] 22",
            "ms 0.7.3 [Runtime] 27",
            "mocha 9.2.0 [Development] 31",
            "ms 2.1.3 [Runtime] 36",
            "sip-stack  [Runtime] 40",
            "ms 2.0.0 [Runtime] 15",
        ]
    );
    assert_eq!(facts.packages[0].purl, "pkg:npm/%40dten/widgets@2.4.0");
}

#[test]
fn package_lock_3() {
    let wanted = [
        "@dten/widgets 2.4.0 [Runtime] 16",
        // For development below the widgets, and for everyone at the top.
        "ms 2.0.0 [Runtime] 22",
        "ms 0.7.3 [Runtime] 30",
        "sip-stack 1.4.0 [Optional] 42",
        "mocha 9.2.0 [Development] 51",
    ];
    assert_eq!(pins(&locked("package-lock.json", "package-lock.v3.json")), wanted);
    assert_eq!(pins(&locked("npm-shrinkwrap.json", "package-lock.v3.json")), wanted);
    let hidden = facts("app/node_modules/.package-lock.json", example("javascript/package-lock.v3.json"));
    assert_eq!(pins(&hidden), wanted);
    let of_others = facts("node_modules/x/package-lock.json", example("javascript/package-lock.v3.json"));
    assert!(of_others.packages.is_empty() && of_others.manifests.is_empty(), "npm ignores it there");
}

#[test]
fn pnpm_lock() {
    assert_eq!(
        pins(&locked("pnpm-lock.yaml", "pnpm-lock.v5.yaml")),
        [
            "@dten/widgets 2.4.0 [Runtime] 17",
            "mocha 9.2.0 [Development] 21",
            "react-dom 18.2.0 [Runtime] 25",
            "@dten/codec 1.1.0 [Optional] 30",
            "sip-stack 1.4.0 [Runtime] 34",
        ]
    );
    assert_eq!(
        pins(&locked("pnpm-lock.yaml", "pnpm-lock.v6.yaml")),
        ["@dten/codec 1.1.0 [Runtime] 16", "@dten/widgets 2.4.0 [Runtime] 19", "left-pad 1.3.0 [Development] 22"]
    );
    assert_eq!(
        pins(&locked("pnpm-lock.yaml", "pnpm-lock.v9.yaml")),
        [
            "@pnpm/exe 11.0.0 [Runtime] 14",
            "@dten/codec 1.1.0 [Runtime] 46",
            "@dten/widgets 2.4.0 [Runtime] 49",
            "mocha 9.2.0 [Development] 54",
            "ms 2.1.3 [Runtime] 57",
            "react 18.2.0 [Runtime] 60",
            "sip-stack 1.4.0 [Runtime] 63",
        ]
    );
}

#[test]
fn yarn_lock() {
    assert_eq!(
        pins(&locked("yarn.lock", "yarn.v1.lock")),
        [
            "@dten/widgets 2.4.0 [Runtime] 5",
            "ms 0.7.3 [Runtime] 13",
            "ms 2.0.0 [Runtime] 17",
            "@someone-else/resize-observer 1.5.2 [Runtime] 21",
            "sip-stack 1.4.0 [Runtime] 25",
        ]
    );
    assert_eq!(
        pins(&locked("yarn.lock", "yarn.berry.lock")),
        [
            "@dten/widgets 2.4.0 [Runtime] 8",
            "ms 0.7.3 [Runtime] 25",
            "typescript 5.4.5 [Runtime] 31",
            "chokidar 3.5.3 [Runtime] 43",
            "fsevents 2.3.3 [Optional] 55",
            "sass-embedded-win32-x64 1.80.0 [Optional] 67",
        ]
    );
}

#[test]
fn bun_lock() {
    assert_eq!(
        pins(&locked("bun.lock", "bun.lock")),
        [
            "@dten/widgets 2.4.0 [Runtime] 23",
            "mocha 9.2.0 [Development] 27",
            "ms 2.1.3 [Development] 29",
            "sip-stack  [Runtime] 31",
            "ms 2.0.0 [Runtime] 33",
            "ms 0.7.3 [Runtime] 35",
        ]
    );
    let binary = facts("bun.lockb", b"#!/usr/bin/env bun\nbun-lockfile-format-v0\n\0\0");
    assert!(binary.manifests.is_empty());
    assert!(binary.skipped[0].reason.contains("binary lockfile"), "{:?}", binary.skipped);
}

#[test]
fn package_json() {
    let facts = facts("package.json", example("javascript/package.json"));
    assert_eq!(
        needs(&facts),
        [
            "@dten/widgets ^2.4.0 [Runtime] 7",
            "ms npm:ms@^0.7.0 [Runtime] 9",
            "sip-stack github:dten/sip-stack#5a1b2c3d4e5f60718293a4b5c6d7e8f901234567 [Runtime] 10",
            "fsevents ~2.3.2 [Optional] 12",
            "react ^18.0.0 [Peer] 13",
            "vue ^3.0.0 [Optional] 13",
            "mocha 9.x [Development] 15",
            "node >=18.12 <21 [Runtime] 5",
            "pnpm 9.1.0 [Build] 4",
        ]
    );
    let source = facts.dependencies[2].source.as_ref().unwrap();
    assert_eq!((source.kind, source.pinned), (SourceKind::Git, true));
    assert_eq!(facts.dependencies[7].ecosystem, "generic");
    assert!(facts.dependencies[8].range.as_ref().unwrap().is_exact());
}

#[test]
fn deno_program() {
    let facts = facts("src/main.ts", example("javascript/main.ts"));
    assert_eq!(
        needs(&facts),
        ["hono 4.6.3 [Runtime] 2", "@std/cli ^1.0.6 [Runtime] 3", "@dten/widgets 2.4.0 [Runtime] 7"]
    );
}

#[test]
fn deno_imports() {
    let text = "// \"npm:not@1.0.0\"\nimport { say } from \"npm:cowsay@1.6.0\";\nimport x from 'jsr:@dten/codec@^1/rooms';\n\
                const y = await import(\n  \"https://esm.sh/@dten/widgets@2.4.0/button?bundle\"\n);\n\
                import z from 'https://deno.land/x/oak/mod.ts';\nconst help = 'npm: a registry';\n";
    let wanted = [
        "cowsay 1.6.0 [Runtime] 2",
        "@dten/codec ^1 [Runtime] 3",
        "@dten/widgets 2.4.0 [Runtime] 5",
        "oak  [Runtime] 7",
    ];
    assert_eq!(needs(&facts("src/main.ts", text)), wanted);
    assert_eq!(facts("src/main.ts", text).dependencies[2].purl, "pkg:npm/%40dten/widgets");
    for elsewhere in ["node_modules/x/main.ts", "src/main.d.ts", "src/main.txt"] {
        assert!(facts(elsewhere, text).dependencies.is_empty(), "{elsewhere}");
    }
    assert!(facts("src/main.ts", "import x from './npm:y';\n").dependencies.is_empty());
}

/// Each example in other encodings and with other line ends: the same packages in the same lines.
#[test]
fn encodings() {
    for (name, example_name) in EXAMPLES {
        let text = String::from_utf8(example(&format!("javascript/{example_name}"))).unwrap();
        let wanted = pins(&facts(name, &text));
        assert!(!wanted.is_empty(), "{example_name}");
        assert_eq!(pins(&facts(name, text.replace('\n', "\r\n"))), wanted, "CRLF {example_name}");
        assert_eq!(pins(&facts(name, format!("\u{feff}{text}"))), wanted, "BOM {example_name}");
        let utf16: Vec<u8> = "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        // What a file is, is looked for in its first bytes: Yarn's two formats are not told apart in UTF-16.
        if *example_name != "yarn.berry.lock" {
            assert_eq!(pins(&facts(name, utf16)), wanted, "UTF-16 {example_name}");
        }
    }
}

const EXAMPLES: &[(&str, &str)] = &[
    ("package-lock.json", "package-lock.v1.json"),
    ("package-lock.json", "package-lock.v3.json"),
    ("pnpm-lock.yaml", "pnpm-lock.v5.yaml"),
    ("pnpm-lock.yaml", "pnpm-lock.v6.yaml"),
    ("pnpm-lock.yaml", "pnpm-lock.v9.yaml"),
    ("yarn.lock", "yarn.v1.lock"),
    ("yarn.lock", "yarn.berry.lock"),
    ("bun.lock", "bun.lock"),
];

#[test]
fn what_stood_before_a_break_is_kept() {
    let cut = |name: &str, example_name: &str, before: &str| {
        let text = String::from_utf8(example(&format!("javascript/{example_name}"))).unwrap();
        facts(name, text.split(before).next().unwrap())
    };
    let npm = cut("package-lock.json", "package-lock.v3.json", "\"node_modules/legacy-ms\"");
    assert_eq!(pins(&npm), ["@dten/widgets 2.4.0 [Runtime] 16", "ms 2.0.0 [Development] 22"]);
    assert_eq!(broken(&npm), Some((30, 5, "the document ends in the middle")));
    let bun = cut("bun.lock", "bun.lock", ", \"\", {}, \"sha512-6Flz");
    assert_eq!(broken(&bun), Some((29, 22, "the document ends in the middle")));
    assert_eq!(pins(&bun).len(), 3, "without a whole graph, nothing is for development alone");
    assert!(pins(&bun).iter().all(|pin| pin.contains("[Runtime]")), "{:?}", pins(&bun));
    let yarn = cut("yarn.lock", "yarn.v1.lock", "  version \"0.7.3\"");
    assert_eq!(pins(&yarn), ["@dten/widgets 2.4.0 [Runtime] 5"]);
    assert_eq!(broken(&yarn), Some((13, 1, "the file ends before the package's version")));
    let pnpm = cut("pnpm-lock.yaml", "pnpm-lock.v5.yaml", "integrity: sha512-6IM");
    assert_eq!(pins(&pnpm).len(), 3, "{pnpm:?}");
    assert_eq!(broken(&pnpm).map(|(line, ..)| line), Some(26));
    let berry = cut("yarn.lock", "yarn.berry.lock", "-ms@npm:ms@^0.7.0");
    assert_eq!(pins(&berry), ["@dten/widgets 2.4.0 [Runtime] 8"]);
    assert!(broken(&berry).is_some());
}

#[test]
fn a_merge_conflict_is_a_break() {
    let text =
        "<<<<<<< HEAD\nms@^2.0.0:\n  version \"2.0.0\"\n=======\nms@^2.1.0:\n  version \"2.1.3\"\n>>>>>>> main\n";
    let facts = facts("yarn.lock", text);
    assert_eq!(pins(&facts), ["ms 2.0.0 [Runtime] 2", "ms 2.1.3 [Runtime] 5"]);
    assert_eq!(broken(&facts), Some((1, 1, "expected the patterns of a package and `:`")));
}

#[test]
fn hostile_lockfiles_end() {
    let nested =
        format!("{{\"dependencies\": {}", "{\"a\": {\"version\": \"1.0.0\", \"dependencies\": ".repeat(50_000));
    let facts_of_nested = facts("package-lock.json", nested);
    assert_eq!(pins(&facts_of_nested), ["a 1.0.0 [Runtime] 1"]);
    assert!(broken(&facts_of_nested).is_some_and(|(.., reason)| reason.contains("nested deeper")));
    let deep_place = format!("{}x", "a/".repeat(200_000));
    let many: String = (0..20_000).map(|n| format!("\"d{n}\": \"1\",")).collect();
    let bun = format!(
        "{{\"workspaces\": {{\"\": {{\"dependencies\": {{\"{deep_place}\": \"1\"}}}}}}, \"packages\": {{\"{deep_place}\": \
         [\"x@1.0.0\", \"\", {{\"dependencies\": {{{many}}}}}, \"\"]}}}}"
    );
    assert_eq!(pins(&facts("bun.lock", bun)), ["x 1.0.0 [Runtime] 1"]);
    for (name, text) in [
        (
            "package-lock.json",
            "{\"packages\": {\"node_modules/\": {\"version\": \"\"}, \"node_modules/a\0\": {\"version\": \"1\0\"}}}",
        ),
        ("package-lock.json", "{\"packages\": [], \"dependencies\": 3}"),
        ("pnpm-lock.yaml", "packages: [a, b]\n"),
        ("pnpm-lock.yaml", "packages:\n  /: {}\n  '@': {}\n  '(': {}\n  '/@/': {}\n  ö@1.0.0: {}\nsnapshots: 1\n"),
        ("yarn.lock", "\0\0\0"),
        ("yarn.lock", "@:\n  version \"1\"\n\"\":\n  version \"1\"\nö@ö:\n  version"),
        ("bun.lock", "{\"packages\": {\"a\": [], \"b\": [\"@\"], \"c\": [[\"c@1.0.0\"]]}}"),
        ("bun.lock", ""),
    ] {
        facts(name, text);
    }
}

#[test]
fn large_lockfiles_are_taken_as_far_as_the_limits_go() {
    let entry =
        |n: u32| format!("\"node_modules/p{n}\": {{\"version\": \"1.0.{n}\", \"integrity\": \"{}\"}}", "x".repeat(90));
    let entries: Vec<String> = (0..80_000).map(entry).collect();
    let text = format!("{{\"packages\": {{{}}}}}", entries.join(",\n"));
    assert!(text.len() > 10_000_000);
    let facts = facts("package-lock.json", text);
    assert_eq!(pins(&facts).len(), 20_000);
    assert!(facts.skipped[0].reason.contains("facts_per_file"), "{:?}", facts.skipped);
    assert!(broken(&facts).is_some_and(|(.., reason)| reason.contains("values")));
}
