//! The thread through the folders: one map step over batches, one reduce step over their facts.
//!
//! The page runs [`Session::start`] on several workers and [`Reducer`] on one; the CLI does the same with threads. Both
//! get the same bytes.

use std::collections::BTreeMap;

use sha2::{Digest as _, Sha256};

use crate::archive::{self, Batch, BatchKind, Directory, Keep, OpenError, Visitor, Walker};
use crate::context::{Baseline, Context, InvalidNow, Role};
use crate::facts::{ArchiveFact, ArchiveFormat, Content, Facts, FileFact, Observation, ReadState, excerpt};
use crate::finding::Finding;
use crate::limits::Limits;
use crate::parse::{self, Candidate};
use crate::report::{self, Options, Parts, Report, ReportInput};
use crate::rules::{self, Case, RuleScope};
use crate::source::{ReadAt, ReadError};

/// A package that was opened and whose work was cut into batches.
pub struct Session {
    directory: Directory,
    batches: Vec<Batch>,
    limits: Limits,
}

impl Session {
    /// Reads the directory and makes the plan.
    ///
    /// # Errors
    /// [`OpenError`] says what the file is instead of a package, or why it cannot be read.
    pub fn open(source: &dyn ReadAt, limits: &Limits) -> Result<Self, OpenError> {
        let directory = archive::open(source, limits)?;
        let batches = archive::plan(&directory, limits);
        Ok(Self { directory, batches, limits: limits.clone() })
    }

    /// The directory.
    pub fn directory(&self) -> &Directory {
        &self.directory
    }

    /// The work, in the order in which its facts are merged.
    pub fn batches(&self) -> &[Batch] {
        &self.batches
    }

    /// Begins one batch. Its bytes are then pushed, unless it is [`BatchKind::First`], which reads for itself.
    pub fn start<'a>(&'a self, batch: &'a Batch, source: &'a dyn ReadAt) -> BatchRun<'a> {
        let collector = Collector::new(&self.limits);
        BatchRun { walker: Walker::new(&self.directory, batch, source, &self.limits, collector) }
    }

    /// Runs one batch by reading its bytes from `source`.
    ///
    /// # Errors
    /// [`ReadError`] where the file cannot be read (any more).
    pub fn run(&self, batch: &Batch, source: &dyn ReadAt) -> Result<Facts, ReadError> {
        let mut run = self.start(batch, source);
        if batch.kind == BatchKind::Pushed {
            let end = batch.offset.saturating_add(batch.length);
            for_each_chunk(source, batch.offset, end, |chunk| run.push(chunk))?;
        }
        run.finish()
    }

    /// The facts that no batch yields: the container and its directory.
    pub fn directory_facts(&self) -> Facts {
        Facts {
            archives: vec![self.directory.fact.clone()],
            observations: self.directory.observations.clone(),
            skipped: self.directory.skipped.clone(),
            ..Facts::default()
        }
    }

    /// The paths of a batch's entries, for the list of what was lost with it.
    pub fn paths<'a>(&'a self, batch: &'a Batch) -> impl Iterator<Item = &'a str> {
        batch
            .entries
            .iter()
            .filter_map(|&index| self.directory.entries.get(usize::try_from(index).ok()?))
            .map(|entry| entry.path.as_str())
    }
}

/// Bytes that a native file is read by.
const READ_BYTES: usize = 1 << 20;

/// One batch on its way.
pub struct BatchRun<'a> {
    walker: Walker<'a, Collector>,
}

impl BatchRun<'_> {
    /// Takes the next bytes of the batch's range.
    ///
    /// # Errors
    /// [`ReadError`] where an entry had to be read by random access and the file cannot be read.
    pub fn push(&mut self, chunk: &[u8]) -> Result<(), ReadError> {
        self.walker.push(chunk)
    }

    /// How many entries are done.
    pub fn entries_done(&self) -> u64 {
        self.walker.visitor().facts.files.len() as u64
    }

    /// Ends the batch.
    ///
    /// # Errors
    /// As [`BatchRun::push`].
    pub fn finish(self) -> Result<Facts, ReadError> {
        Ok(self.walker.finish()?.facts)
    }
}

/// Turns what the walker passes into facts.
struct Collector {
    facts: Facts,
    text_bytes: u64,
    most_facts: usize,
    most_keys: usize,
    head_bytes: usize,
}

impl Collector {
    fn new(limits: &Limits) -> Self {
        Self {
            facts: Facts::default(),
            text_bytes: limits.text_bytes,
            most_facts: usize::try_from(limits.facts_per_file).unwrap_or(usize::MAX),
            most_keys: most_config_keys(limits),
            head_bytes: usize::try_from(limits.head_bytes).unwrap_or(usize::MAX),
        }
    }
}

impl Visitor for Collector {
    fn head(&mut self, file: &mut FileFact, head: &[u8]) -> Keep {
        file.content = parse::content(head);
        file.purpose = parse::purpose(file);
        let is_wanted = parse::wanted(Candidate::new(file, head)).next().is_some();
        match file.content {
            _ if !is_wanted => Keep::Nothing,
            // What is read of it stands before its payload.
            Content::Rpm => Keep::Beginning { limit_bytes: self.text_bytes },
            _ => Keep::Whole { limit_bytes: self.text_bytes },
        }
    }

    fn end(&mut self, mut file: FileFact, contents: Option<&[u8]>) {
        if let Some(bytes) = contents.filter(|_| file.read == ReadState::Whole) {
            if bytes.len() as u64 == file.size_bytes {
                file.sha256 = Some(hex(&Sha256::digest(bytes)));
                file.sketch = (file.content == Content::Text).then(|| parse::sketch(bytes)).flatten();
            }
            let head = bytes.get(..self.head_bytes).unwrap_or(bytes);
            for format in parse::wanted(Candidate::new(&file, head)) {
                (format.parse)(parse::Input { file: &file, bytes, most_facts: self.most_facts }, &mut self.facts);
            }
            // One more than are kept of the whole package, so that the cut is noted whatever the batches are.
            self.facts.config_keys.truncate(self.most_keys.saturating_add(1));
        }
        self.facts.files.push(file);
    }

    fn archive(&mut self, fact: ArchiveFact) {
        self.facts.archives.push(fact);
    }

    fn observe(&mut self, observation: Observation) {
        self.facts.observations.push(observation);
    }

    fn skip(&mut self, path: &str, reason: String) {
        self.facts.skip(path, reason);
    }
}

/// Joins the batches' facts and makes the report.
#[derive(Default)]
pub struct Reducer {
    parts: BTreeMap<u32, Facts>,
    incomplete: bool,
}

impl Reducer {
    /// Takes a batch's facts, in any order. Gives the findings that these facts alone support, for a first look.
    pub fn add(&mut self, batch: u32, facts: Facts, context: &Context) -> Vec<Finding> {
        let findings = preview(&facts, context);
        self.insert(batch, facts);
        findings
    }

    /// Takes a batch's facts without judging them yet.
    pub fn insert(&mut self, batch: u32, facts: Facts) {
        self.parts.insert(batch, facts);
    }

    /// Notes a batch that yields nothing: the report becomes incomplete and names the entries.
    pub fn lose<'a>(&mut self, batch: u32, paths: impl Iterator<Item = &'a str>, reason: &str) {
        self.incomplete = true;
        let facts = self.parts.entry(batch).or_default();
        for path in paths {
            facts.skip(path, reason);
        }
    }

    /// Joins the facts: all of them, and whether no batch is missing.
    pub fn facts(self, session: &Session) -> (Facts, bool) {
        let mut facts = session.directory_facts();
        let mut complete = !self.incomplete;
        let mut parts = self.parts;
        for batch in session.batches() {
            match parts.remove(&batch.index) {
                Some(part) => facts.merge(part),
                None => {
                    complete = false;
                    for path in session.paths(batch) {
                        facts.skip(path, "not reached: the analysis was ended before");
                    }
                }
            }
        }
        if let Some(package) = facts.archives.first_mut().filter(|package| package.format != ArchiveFormat::Zip) {
            // A stream has no directory that could say it beforehand.
            let own = || facts.files.iter().filter(|file| !file.path.contains("!/"));
            package.entries = own().count() as u64;
            package.unpacked_bytes = own().fold(0, |sum, file| sum.saturating_add(file.size_bytes));
        }
        cut_config_keys(&mut facts, most_config_keys(&session.limits));
        // A list of files is read by path; entries of one path keep the order of the archive.
        facts.files.sort_by(|a, b| a.path.cmp(&b.path));
        (facts, complete)
    }

    /// Joins the facts of a package that another is compared with. `sha256` is that of the whole file, as
    /// [`ReportInput::sha256`] has it.
    pub fn baseline(self, session: &Session, name: &str, sha256: Option<String>) -> Baseline {
        let (facts, complete) = self.facts(session);
        Baseline { name: excerpt(name), size_bytes: session.directory().fact.size_bytes, sha256, facts, complete }
    }

    /// Makes the report.
    pub fn report(self, session: &Session, input: ReportInput, options: Options, context: &Context) -> Report {
        let (facts, complete) = self.facts(session);
        report::build(Parts { options, package: input, facts, context, complete })
    }
}

fn most_config_keys(limits: &Limits) -> usize {
    usize::try_from(limits.config_keys).unwrap_or(usize::MAX)
}

/// Keeps the first keys of the package. The facts are in the order of the batches, so that it does not matter which of
/// them came in first.
fn cut_config_keys(facts: &mut Facts, most: usize) {
    if let Some(first) = facts.config_keys.get(most) {
        let reason = format!(
            "the package has more than {most} configuration keys (limit config_keys); those from line {} on, and those of \
             the files after it, were not taken",
            first.line
        );
        facts.skip(first.path.clone(), reason);
        facts.config_keys.truncate(most);
        facts.are_config_keys_cut = true;
    }
}

/// The findings that some of the facts alone support, for a first look while the rest is read.
pub fn preview(facts: &Facts, context: &Context) -> Vec<Finding> {
    let case = Case::new(facts, context);
    let mut findings: Vec<Finding> =
        rules::all().filter(|rule| rule.scope == RuleScope::Fact).flat_map(|rule| report::run(rule, &case).1).collect();
    report::sort(&mut findings);
    findings
}

/// Bytes as lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Analyses a package on one thread, from the first byte to the report.
///
/// # Errors
/// [`Failure`] where there is nothing to report on.
pub fn analyze(source: &dyn ReadAt, name: &str, options: Options) -> Result<Report, Failure> {
    let context = Context::new(options.now.as_deref(), name).map_err(Failure::Now)?;
    let session = Session::open(source, &options.limits).map_err(Failure::Open)?;
    let mut reducer = Reducer::default();
    for batch in session.batches() {
        let facts = session.run(batch, source).map_err(Failure::Read)?;
        reducer.add(batch.index, facts, &context);
    }
    let sha256 = Some(sha256(source).map_err(Failure::Read)?);
    let input = ReportInput {
        role: Role::Package,
        name: name.to_owned(),
        size: source.size_bytes(),
        sha256,
        ..ReportInput::default()
    };
    Ok(reducer.report(&session, input, options, &context))
}

/// SHA-256 of a whole source, in hexadecimal.
///
/// # Errors
/// [`ReadError`] where it cannot be read to its end.
pub fn sha256(source: &dyn ReadAt) -> Result<String, ReadError> {
    let mut hash = Sha256::new();
    for_each_chunk(source, 0, source.size_bytes(), |chunk| {
        hash.update(chunk);
        Ok(())
    })?;
    Ok(hex(&hash.finalize()))
}

fn for_each_chunk(
    source: &dyn ReadAt,
    start: u64,
    end: u64,
    mut take: impl FnMut(&[u8]) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let mut buffer = vec![0; READ_BYTES];
    let mut offset = start;
    while offset < end {
        let length = usize::try_from(end - offset).unwrap_or(READ_BYTES).min(READ_BYTES);
        let chunk = buffer.get_mut(..length).unwrap_or_default();
        source.read_exact_at(offset, chunk)?;
        take(chunk)?;
        offset += length as u64;
    }
    Ok(())
}

/// Why there is no report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The file is no package that can be opened.
    Open(OpenError),
    /// The file could not be read to its end.
    Read(ReadError),
    /// The time given as "now" is none.
    Now(InvalidNow),
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Open(error) => error.fmt(f),
            Self::Read(error) => error.fmt(f),
            Self::Now(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Failure {}
