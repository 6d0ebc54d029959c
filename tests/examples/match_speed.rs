//! How fast the formats are asked: `cargo run --release -p dropscope-tests --example match_speed -- [ROUNDS]`.
//!
//! Every entry of a package is shown to every format, twice where one wants it. Prints the median time an entry, by what
//! the entry is, over paths and 8 KiB heads as large packages have them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use dropscope_core::facts::FileFact;
use dropscope_core::limits::Limits;
use dropscope_core::parse::{self, Candidate};

/// Entries of each kind.
const ENTRIES: usize = 2_000;

/// What a kind of entry is called, a line of its contents, and how it begins.
const KINDS: &[(&str, &str, &str)] = &[
    ("js", "module.exports = function (a, b) { return \"none\" + a[b]; };\n", "'use strict';\n"),
    ("ts", "export class Thing { constructor(private readonly a: string) {} }\n", "import { x } from './x';\n"),
    ("py", "    def value(self): return self.values.get(\"key\", None)\n", "import os\n"),
    ("php", "    public function value($key) { return $this->values['key']; }\n", "<?php\nnamespace App;\n"),
    ("json", "  {\"label\": \"A label\", \"text\": \"Some text of this language\"},\n", "[\n"),
    ("yaml", "  some.key.of.a.text: the text of this language\n", "texts:\n"),
    ("xml", "  <text key=\"some.key\">The text of this language</text>\n", "<?xml version=\"1.0\"?>\n<texts>\n"),
    ("txt", "Some words of a text that is there for people to read.\n", ""),
    ("so", "\0\u{1}\u{2}some_symbol\0other_symbol\0\u{7f}\0\0\0\0\0\0\0\0\0\0", "\u{7f}ELF\u{2}\u{1}\u{1}\0\0\0\0\0"),
    ("class", "\0\u{1}\u{2}()Ljava/lang/String;\0\u{7}\0\0\0\0\0", "\0\0\0"),
];

fn main() {
    let rounds: usize = std::env::args().nth(1).map_or(5, |rounds| rounds.parse().expect("a number"));
    let head_bytes = usize::try_from(Limits::default().head_bytes).unwrap();
    for (extension, line, beginning) in KINDS {
        let head: Vec<u8> = beginning.bytes().chain(line.bytes().cycle()).take(head_bytes).collect();
        let files: Vec<FileFact> = (0..ENTRIES).map(|number| file(number, extension, &head)).collect();
        let mut wanted = 0;
        let time = median(rounds, || {
            let candidates = files.iter().map(|file| Candidate::new(file, black_box(&head)));
            wanted = candidates.map(|candidate| parse::wanted(candidate).count()).sum();
        });
        println!("{extension:<6} {:>8.2} µs an entry, {wanted} wanted", time.as_secs_f64() * 1e6 / ENTRIES as f64);
    }
}

/// At some of the depths at which files lie.
fn file(number: usize, extension: &str, head: &[u8]) -> FileFact {
    let folder = ["", "app/", "product-5.2/lib/", "product-5.2/lib/views/settings/", "app.zip!/src/main/"][number % 5];
    let mut file = FileFact { path: format!("{folder}name{number}.{extension}"), ..FileFact::default() };
    file.content = parse::content(head);
    file.purpose = parse::purpose(&file);
    file
}

fn median(rounds: usize, mut run: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..rounds.max(1))
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed()
        })
        .collect();
    times.sort();
    times[times.len() / 2]
}
