//! The 895 archives of `shared/conformance/zip` (other projects' test suites, not part of this project) through the whole
//! analysis. Skipped, with a word, where the folder is missing.
//!
//! `cargo test -p dropscope-tests --test zip_conformance -- --nocapture` prints the table and every miss.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, missing_docs)]

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use dropscope_core::analyze::{Reducer, Session};
use dropscope_core::archive::OpenError;
use dropscope_core::context::{Context, Role};
use dropscope_core::facts::Observation;
use dropscope_core::finding::Severity;
use dropscope_core::limits::Limits;
use dropscope_core::report::{Options, ReportInput};
use peak_alloc::PeakAlloc;
use serde::Deserialize;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const MOST_TIME: Duration = Duration::from_secs(2);
const MOST_BYTES: usize = 64 << 20;

#[derive(Deserialize)]
struct Manifest {
    cases: Vec<Case>,
}

#[derive(Clone, Deserialize)]
struct Case {
    suite: String,
    name: String,
    sha256: String,
    size: u64,
    source_verdict: Option<String>,
    consensus: String,
    #[serde(default)]
    n_entries: BTreeMap<String, u64>,
}

impl Case {
    /// Its own suite says that something is wrong with it.
    fn is_wrong(&self) -> bool {
        matches!(self.source_verdict.as_deref(), Some("reject" | "ambiguous" | "unsafe-path" | "suspicious"))
    }

    /// Its own suite and the readers take it.
    fn is_right(&self) -> bool {
        self.source_verdict.as_deref() == Some("accept") && self.consensus == "accept"
    }

    /// All readers take it; its suite does not say.
    fn is_taken(&self) -> bool {
        self.source_verdict.is_none() && self.consensus == "accept"
    }

    /// How many entries it has, where all readers list it and agree.
    fn agreed_entries(&self) -> Option<u64> {
        let first = *self.n_entries.values().next()?;
        let agree = self.consensus == "accept" && self.n_entries.values().all(|&count| count == first);
        agree.then_some(first)
    }
}

/// What the analysis came to.
struct Seen {
    /// Findings of the `archive` group: rule and severity.
    findings: Vec<(String, Severity)>,
    observations: Vec<Observation>,
    entries: u64,
}

enum Ended {
    Seen(Result<Seen, OpenError>),
    Panicked,
    Hung,
}

struct Run<'a> {
    case: &'a Case,
    ended: Ended,
    peak_bytes: usize,
    time: Duration,
}

impl Run<'_> {
    fn worst(&self) -> Option<Severity> {
        match &self.ended {
            Ended::Seen(Ok(seen)) => seen.findings.iter().map(|(_, severity)| *severity).max(),
            _ => None,
        }
    }

    fn is_refused(&self) -> bool {
        matches!(self.ended, Ended::Seen(Err(_)))
    }

    fn tells_wrong(&self) -> bool {
        self.is_refused() || self.worst() >= Some(Severity::Medium)
    }

    fn entries(&self) -> Option<u64> {
        match &self.ended {
            Ended::Seen(Ok(seen)) => Some(seen.entries),
            _ => None,
        }
    }

    fn print(&self, why: &str) {
        let Case { suite, name, sha256, source_verdict, consensus, n_entries, .. } = self.case;
        println!(
            "\n{why}: {suite} {name} ({}) suite={source_verdict:?} readers={consensus} {n_entries:?}",
            &sha256[..8]
        );
        match &self.ended {
            Ended::Seen(Ok(seen)) => {
                println!("  {} entries, findings {:?}", seen.entries, seen.findings);
                for observation in &seen.observations {
                    println!("  {observation:?}");
                }
            }
            Ended::Seen(Err(error)) => println!("  refused: {error}"),
            Ended::Panicked => println!("  PANIC"),
            Ended::Hung => println!("  HUNG"),
        }
    }
}

#[test]
fn the_archives_of_other_suites() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/conformance/zip");
    if !folder.is_dir() {
        println!("skipped: {} is not there", folder.display());
        return;
    }
    let cases = manifest(&folder);
    let files = files(&folder);
    let runs: Vec<Run<'_>> = cases.iter().filter_map(|case| Some(run(case, files.get(&case.sha256[..24])?))).collect();
    println!("{} cases, {} with their file here", cases.len(), runs.len());
    table(&runs);

    let share = |name: &str, wanted: &dyn Fn(&Run<'_>) -> bool, good: &dyn Fn(&Run<'_>) -> bool| -> f64 {
        let all: Vec<&Run<'_>> = runs.iter().filter(|run| wanted(run)).collect();
        let (hits, misses): (Vec<&Run<'_>>, Vec<&Run<'_>>) = all.into_iter().partition(|run| good(run));
        misses.iter().for_each(|run| run.print(name));
        let all = hits.len() + misses.len();
        let share = if all == 0 { 1.0 } else { hits.len() as f64 / all as f64 };
        println!("\n== {name}: {} of {} = {:.2} %", hits.len(), all, share * 100.0);
        share
    };
    let ends = share("ends in time", &|_| true, &|run| matches!(run.ended, Ended::Seen(_)) && run.time <= MOST_TIME);
    let small = share("within 64 MiB", &|_| true, &|run| run.peak_bytes <= MOST_BYTES);
    let told = share("wrong ones are told", &|run| run.case.is_wrong(), &|run| run.tells_wrong());
    let quiet = |run: &Run<'_>| !run.is_refused() && run.worst() < Some(Severity::High);
    let right = share("right ones are quiet", &|run| run.case.is_right(), &quiet);
    let taken = share("taken by all readers, quiet", &|run| run.case.is_taken(), &quiet);
    let counted = share("entries as all readers count", &|run| run.case.agreed_entries().is_some(), &|run| {
        run.entries() == run.case.agreed_entries()
    });
    let most = runs.iter().map(|run| run.peak_bytes).max().unwrap_or(0);
    let longest = runs.iter().map(|run| run.time).max().unwrap_or_default();
    println!("\nmost memory {} KiB, longest {longest:?}", most >> 10);

    assert_eq!(ends, 1.0, "every case ends without a panic, within {MOST_TIME:?}");
    assert_eq!(small, 1.0, "every case stays within {MOST_BYTES} bytes");
    assert!(told >= 0.95, "{told}");
    assert!(right >= 0.98, "{right}");
    assert!(taken >= 0.95, "{taken}");
    assert_eq!(counted, 1.0, "the same entries");
}

fn table(runs: &[Run<'_>]) {
    let mut rows: BTreeMap<(&str, &str, &str), [usize; 5]> = BTreeMap::new();
    for run in runs {
        let verdict = run.case.source_verdict.as_deref().unwrap_or("-");
        let row = rows.entry((&run.case.suite, verdict, &run.case.consensus)).or_default();
        row[0] += 1;
        row[1] += usize::from(run.is_refused());
        row[2] += usize::from(run.worst() >= Some(Severity::High));
        row[3] += usize::from(run.worst() == Some(Severity::Medium));
        row[4] += usize::from(!run.tells_wrong());
    }
    println!(
        "{:18} {:12} {:22} {:>5} {:>7} {:>5} {:>6} {:>5}",
        "suite", "its verdict", "readers", "all", "refused", "high", "medium", "quiet"
    );
    for ((suite, verdict, consensus), [all, refused, high, medium, quiet]) in rows {
        println!("{suite:18} {verdict:12} {consensus:22} {all:5} {refused:7} {high:5} {medium:6} {quiet:5}");
    }
}

fn run<'a>(case: &'a Case, bytes: &[u8]) -> Run<'a> {
    let (sender, receiver) = mpsc::channel();
    let (bytes, name) = (bytes.to_vec(), case.name.clone());
    assert_eq!(bytes.len() as u64, case.size);
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let start = Instant::now();
    let thread = std::thread::spawn(move || {
        // The receiver is gone where this took too long.
        let _ = sender.send(analyze(bytes, name));
    });
    let ended = match receiver.recv_timeout(MOST_TIME * 5) {
        Ok(seen) => Ended::Seen(seen),
        Err(mpsc::RecvTimeoutError::Disconnected) => Ended::Panicked,
        Err(mpsc::RecvTimeoutError::Timeout) => Ended::Hung,
    };
    let time = start.elapsed();
    let peak_bytes = MEMORY.peak_usage().saturating_sub(before);
    if !matches!(ended, Ended::Hung) {
        let _ = thread.join();
    }
    Run { case, ended, peak_bytes, time }
}

fn analyze(bytes: Vec<u8>, name: String) -> Result<Seen, OpenError> {
    let limits = Limits::default();
    let session = Session::open(&bytes, &limits)?;
    let context = Context { package_name: name.clone(), ..Context::default() };
    let mut reducer = Reducer::default();
    for batch in session.batches() {
        let facts = session.run(batch, &bytes)?;
        reducer.add(batch.index, facts, &context);
    }
    let input =
        ReportInput { role: Role::Package, name, size: bytes.len() as u64, sha256: None, ..ReportInput::default() };
    let options = Options { limits, ..Options::default() };
    let report = reducer.report(&session, input, options, &context);
    let of_group = report.findings.iter().filter(|finding| finding.rule.starts_with("archive/"));
    Ok(Seen {
        findings: of_group.map(|finding| (finding.rule.clone(), finding.severity)).collect(),
        entries: report.facts.archives.first().map_or(0, |archive| archive.entries),
        observations: report.facts.observations,
    })
}

fn manifest(folder: &Path) -> Vec<Case> {
    let file = std::fs::File::open(folder.join("manifest.json.gz")).unwrap();
    let manifest: Manifest = serde_json::from_reader(flate2::read::GzDecoder::new(file)).unwrap();
    manifest.cases
}

/// The archives, by the first 24 digits of their SHA-256.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let file = std::fs::File::open(folder.join("files.tar.gz")).unwrap();
    let mut archive = tar::Archive::new(flate2::read::GzDecoder::new(file));
    let entries = archive.entries().unwrap().map(|entry| {
        let mut entry = entry.unwrap();
        let path: PathBuf = entry.path().unwrap().into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        (path.file_stem().unwrap().to_string_lossy().into_owned(), bytes)
    });
    entries.collect()
}
