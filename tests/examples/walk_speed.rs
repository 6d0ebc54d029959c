//! How fast the walker is: `cargo run --release -p dropscope-tests --example walk_speed -- FILE.zip [ROUNDS]`.
//!
//! Walks a real ZIP on one thread with a visitor that keeps nothing, and prints the median beside `unzip -t` on the same
//! file, if that is installed. The cost of inflate and CRC-32 alone is the floor.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use dropscope_core::archive::{self, BatchKind, Keep, Visitor, Walker};
use dropscope_core::facts::{ArchiveFact, FileFact, Observation};
use dropscope_core::limits::Limits;

#[derive(Default)]
struct Count {
    files: u64,
    bytes: u64,
    nested: u64,
    observations: u64,
}

impl Visitor for &mut Count {
    fn head(&mut self, _: &mut FileFact, _: &[u8]) -> Keep {
        Keep::Nothing
    }

    fn end(&mut self, file: FileFact, _: Option<&[u8]>) {
        self.files += 1;
        self.bytes += file.size_bytes;
        self.nested += u64::from(file.path.contains("!/"));
    }

    fn archive(&mut self, _: ArchiveFact) {}

    fn observe(&mut self, _: Observation) {
        self.observations += 1;
    }

    fn skip(&mut self, _: &str, _: String) {}
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().expect("the path of a ZIP");
    let rounds: usize = arguments.next().map_or(5, |rounds| rounds.parse().expect("a number"));
    let source = std::fs::read(&path).expect("a file that can be read");
    let limits = Limits::default();
    let mut count = Count::default();
    let walk = median(rounds, || {
        count = Count::default();
        let directory = archive::open(&source, &limits).expect("a package");
        for batch in &archive::plan(&directory, &limits) {
            let mut walker = Walker::new(&directory, batch, &source, &limits, &mut count);
            if batch.kind == BatchKind::Pushed {
                let start = usize::try_from(batch.offset).unwrap();
                let end = start + usize::try_from(batch.length).unwrap();
                for chunk in source[start..end].chunks(1 << 20) {
                    walker.push(chunk).unwrap();
                }
            }
            walker.finish().unwrap();
        }
    });
    let floor = median(rounds, || floor(&source, &limits));
    let rate = |time: Duration| count.bytes as f64 / time.as_secs_f64() / 1e6;
    println!(
        "{} entries ({} nested), {} bytes, {} observations",
        count.files, count.nested, count.bytes, count.observations
    );
    println!("walker            {:>6} ms  {:>6.0} MB/s", walk.as_millis(), rate(walk));
    println!("inflate and CRC   {:>6} ms  {:>6.0} MB/s", floor.as_millis(), rate(floor));
    let has_unzip = Command::new("unzip").arg("-v").stdout(Stdio::null()).status().is_ok();
    if has_unzip {
        let unzip = median(rounds, || {
            Command::new("unzip").args(["-tqq", &path]).stdout(Stdio::null()).status().unwrap();
        });
        let ratio = walk.as_secs_f64() / unzip.as_secs_f64();
        println!("unzip -t          {:>6} ms  {:>6.0} MB/s; ratio {ratio:.2}", unzip.as_millis(), rate(unzip));
    }
}

/// Inflate and CRC-32 of every entry, and nothing else: no header is looked at beyond its length.
#[allow(clippy::ptr_arg, reason = "a slice is no source: it has no size of its own")]
fn floor(source: &Vec<u8>, limits: &Limits) {
    let directory = archive::open(source, limits).expect("a package");
    let mut inflate = flate2::Decompress::new(false);
    let mut output = vec![0; 128 << 10];
    for entry in &directory.entries {
        let at = usize::try_from(entry.header_offset).unwrap();
        let data = at + archive::local::header_length(&source[at..]).unwrap();
        let mut input = &source[data..data + usize::try_from(entry.compressed_bytes).unwrap()];
        let mut crc = crc32fast::Hasher::new();
        if entry.method == 8 {
            inflate.reset(false);
            loop {
                let (before_in, before_out) = (inflate.total_in(), inflate.total_out());
                let status = inflate.decompress(input, &mut output, flate2::FlushDecompress::Finish).unwrap();
                input = &input[usize::try_from(inflate.total_in() - before_in).unwrap()..];
                crc.update(&output[..usize::try_from(inflate.total_out() - before_out).unwrap()]);
                if status == flate2::Status::StreamEnd {
                    break;
                }
            }
        } else {
            crc.update(input);
        }
        assert_eq!(crc.finalize(), entry.crc32);
    }
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
