//! One package in one worker.

use std::collections::BTreeSet;

use dropscope_core::analyze::{self, BatchRun, Reducer};
use dropscope_core::archive::BatchKind;
use dropscope_core::context::{Context, InputChoice, Role};
use dropscope_core::facts::{ArchiveFormat, Facts, Sketch, Skipped};
use dropscope_core::limits::Limits;
use dropscope_core::report::{self, Options, Parts, Report, ReportInput};
use dropscope_core::search::{self, KeyQuery};
use js_sys::Function;
use serde::Serialize;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use crate::baseline::Carried;
use crate::error::{failed, json, parse, thrown};
use crate::files::{FileList, FileQuery};
use crate::reader::JsFile;
use crate::shown::shown;

/// Names at the top level that the overview lists at most.
const TOP_LEVEL_NAMES: usize = 50;

/// One package in one worker: it maps batches to facts, and on one worker it also reduces them to the report.
#[wasm_bindgen]
pub struct Session {
    package: &'static Package,
    input: ReportInput,
    options: Options,
    context: Context,
    run: Option<BatchRun<'static>>,
    reducer: Reducer,
    report: Option<Judged>,
    files: FileList,
}

/// The report, and what of the facts it does not keep, so that it can be made again with other files beside the package.
struct Judged {
    report: Report,
    skipped: Vec<Skipped>,
    /// Of every file in turn. They would tell too much of the lines that they are made of to stand in a report.
    sketches: Vec<Option<Sketch>>,
}

impl Judged {
    /// The facts as they were before they were judged.
    fn into_facts(self) -> Facts {
        let mut facts = Facts { skipped: self.skipped, ..self.report.facts };
        for (file, sketch) in facts.files.iter_mut().zip(self.sketches) {
            file.sketch = sketch;
        }
        facts
    }
}

/// What a batch under way refers to.
///
/// It is leaked on purpose: a worker serves one package, and WASM memory is given back only with its worker. So a batch
/// can be held between two calls from JavaScript without `unsafe` and without shared ownership in the core.
struct Package {
    session: analyze::Session,
    file: JsFile,
}

#[wasm_bindgen]
impl Session {
    /// Opens the package. `read_at` is `(offset, length) => Uint8Array`, synchronous; `options` is JSON: `{now, limits}`.
    ///
    /// # Errors
    /// Throws an `OpenError`.
    #[wasm_bindgen(constructor)]
    pub fn new(name: String, size_bytes: f64, read_at: Function, options: &[u8]) -> Result<Session, JsValue> {
        let options: Options = parse(options)?;
        let size = size_bytes as u64;
        let file = JsFile::new(size, read_at);
        let session = analyze::Session::open(&file, &options.limits).map_err(|error| thrown(&error))?;
        let context = context(&options, &name)?;
        let input = ReportInput { role: Role::Package, name, size, sha256: None, ..ReportInput::default() };
        Ok(Session {
            package: Box::leak(Box::new(Package { session, file })),
            input,
            options,
            context,
            run: None,
            reducer: Reducer::default(),
            report: None,
            files: FileList::default(),
        })
    }

    /// What the directory says: `{name, sizeBytes, format, entries, unpackedBytes, topLevel}`.
    ///
    /// # Errors
    /// Only where it cannot be put into JSON.
    pub fn overview(&self) -> Result<Vec<u8>, JsValue> {
        let directory = self.package.session.directory();
        let top: BTreeSet<&str> = directory
            .entries
            .iter()
            .filter_map(|entry| entry.path.split(['/', '\\']).find(|part| !part.is_empty()))
            .collect();
        json(&Overview {
            name: &self.input.name,
            size_bytes: self.input.size,
            format: directory.fact.format,
            entries: directory.entries.len(),
            unpacked_bytes: directory.entries.iter().fold(0, |sum, entry| sum.saturating_add(entry.uncompressed_bytes)),
            top_level: top.into_iter().take(TOP_LEVEL_NAMES).collect(),
        })
    }

    /// The plan: `[{index, kind: "first" | "pushed", offset, length, entries}]`.
    ///
    /// # Errors
    /// Only where it cannot be put into JSON.
    pub fn batches(&self) -> Result<Vec<u8>, JsValue> {
        let batches = self.package.session.batches().iter().map(|batch| Planned {
            index: batch.index,
            kind: match batch.kind {
                BatchKind::First => "first",
                BatchKind::Pushed => "pushed",
            },
            offset: batch.offset,
            length: batch.length,
            entries: batch.entries.len(),
        });
        json(&batches.collect::<Vec<_>>())
    }

    /// Begins a batch; one that was under way is forgotten.
    ///
    /// # Errors
    /// Throws where the plan has no such batch.
    pub fn begin(&mut self, batch: u32) -> Result<(), JsValue> {
        let Package { session, file } = self.package;
        let batch = usize::try_from(batch).ok().and_then(|index| session.batches().get(index));
        self.run = Some(session.start(batch.ok_or_else(|| failed("no such batch"))?, file));
        Ok(())
    }

    /// Takes the next bytes of the batch under way.
    ///
    /// # Errors
    /// Throws a `ReadError` where an entry had to be read by random access and the file cannot be read.
    pub fn push(&mut self, chunk: &[u8]) -> Result<(), JsValue> {
        let run = self.run.as_mut().ok_or_else(|| failed("no batch is under way"))?;
        run.push(chunk).map_err(|error| thrown(&error))
    }

    /// How many entries of the batch under way are done.
    pub fn entries_done(&self) -> f64 {
        self.run.as_ref().map_or(0.0, |run| run.entries_done() as f64)
    }

    /// Ends the batch under way and gives its facts.
    ///
    /// # Errors
    /// As [`Session::push`].
    pub fn finish(&mut self) -> Result<Vec<u8>, JsValue> {
        let run = self.run.take().ok_or_else(|| failed("no batch is under way"))?;
        json(&run.finish().map_err(|error| thrown(&error))?)
    }

    /// The findings that the directory alone supports, for a first look.
    ///
    /// # Errors
    /// Only where they cannot be put into JSON.
    pub fn directory_findings(&self) -> Result<Vec<u8>, JsValue> {
        json(&analyze::preview(&self.package.session.directory_facts(), &self.context))
    }

    /// Takes a batch's facts and gives the findings that they alone support.
    ///
    /// # Errors
    /// Throws where `facts` is not what [`Session::finish`] gave.
    pub fn add(&mut self, batch: u32, facts: &[u8]) -> Result<Vec<u8>, JsValue> {
        let facts: Facts = parse(facts)?;
        json(&self.reducer.add(batch, facts, &self.context))
    }

    /// Notes a batch that yields nothing; the report names its entries, with the reason, and is incomplete.
    pub fn lose(&mut self, batch: u32, reason: &str) {
        let session = &self.package.session;
        let lost = usize::try_from(batch).ok().and_then(|index| session.batches().get(index));
        if let Some(lost) = lost {
            self.reducer.lose(batch, session.paths(lost), reason);
        }
    }

    /// Takes in a file that lies beside the package; `choice` is JSON, an `InputChoice`. Gives what it was taken for, as
    /// JSON, a `Recognised`. A report that exists already is not changed: ask for it again.
    ///
    /// # Errors
    /// Throws where the choice is none.
    pub fn add_input(&mut self, name: &str, bytes: &[u8], choice: &[u8]) -> Result<Vec<u8>, JsValue> {
        let choice: InputChoice = parse(choice)?;
        json(&self.context.add_input(name, bytes, &choice))
    }

    /// Names a file beside the package that could not be taken in.
    pub fn lose_input(&mut self, name: &str, size_bytes: f64, reason: &str) {
        self.context.lose_input(name, size_bytes as u64, reason);
    }

    /// Forgets every file that lay beside the package; the package that it is compared with stays.
    ///
    /// # Errors
    /// None: the time given when the package was opened was one.
    pub fn clear_inputs(&mut self) -> Result<(), JsValue> {
        let baseline = self.context.baseline.take();
        self.context = Context { baseline, ..context(&self.options, &self.input.name)? };
        Ok(())
    }

    /// The package as the baseline of another: JSON for [`Session::set_baseline`] of the session that compares the two.
    /// It takes the facts along, so that this session makes no report.
    ///
    /// # Errors
    /// Only where it cannot be put into JSON.
    pub fn baseline(&mut self, sha256: Option<String>) -> Result<Vec<u8>, JsValue> {
        let (facts, complete) = std::mem::take(&mut self.reducer).facts(&self.package.session);
        json(&Carried { name: self.input.name.clone(), size_bytes: self.input.size, sha256, complete, facts })
    }

    /// Takes the package that this one is compared with, in the place of one before. A report that exists already is not
    /// changed: ask for it again.
    ///
    /// # Errors
    /// Throws where `baseline` is not what [`Session::baseline`] gave.
    pub fn set_baseline(&mut self, baseline: &[u8]) -> Result<(), JsValue> {
        self.context.baseline = Some(parse::<Carried>(baseline)?.into());
        Ok(())
    }

    /// Compares with nothing any more.
    pub fn clear_baseline(&mut self) {
        self.context.baseline = None;
    }

    /// Makes the report, and makes it again after other files were given beside the package. Gives `{report, totals}`, in
    /// which the lists of facts are cut; the list of files is paged with [`Session::files`].
    ///
    /// # Errors
    /// Only where it cannot be put into JSON.
    pub fn report(&mut self, sha256: Option<String>) -> Result<Vec<u8>, JsValue> {
        let (facts, complete) = match self.report.take() {
            Some(judged) => {
                let complete = judged.report.complete;
                (judged.into_facts(), complete)
            }
            None => std::mem::take(&mut self.reducer).facts(&self.package.session),
        };
        let skipped = facts.skipped.clone();
        let sketches = facts.files.iter().map(|file| file.sketch.clone()).collect();
        let package = ReportInput { sha256, ..self.input.clone() };
        let options = self.options.clone();
        let mut report = report::build(Parts { options, package, facts, context: &self.context, complete });
        let bytes = shown(&mut report);
        self.report = Some(Judged { report, skipped, sketches });
        bytes
    }

    /// Plans the work between two times; `window` is JSON, a `PlannedWindow`. A report that exists already is not changed:
    /// ask for it again.
    ///
    /// # Errors
    /// Throws where the window is none.
    pub fn set_window(&mut self, window: &[u8]) -> Result<(), JsValue> {
        self.options.window = Some(parse(window)?);
        Ok(())
    }

    /// The report as Markdown; `ticks` is JSON, the ids of the steps that are ticked.
    ///
    /// # Errors
    /// Throws where there is no report yet.
    pub fn markdown(&self, ticks: &[u8]) -> Result<Vec<u8>, JsValue> {
        let judged = self.report.as_ref().ok_or_else(|| failed("there is no report yet"))?;
        let ticks: Vec<String> = parse(ticks)?;
        Ok(report::markdown_with_ticks(&judged.report, &ticks.into_iter().collect()).into_bytes())
    }

    /// Looks for keys of configuration: in what is known, in the package, in the one that it is compared with, and in the
    /// user's own files; `query` is JSON, a `KeyQuery`. Gives JSON, a `KeyHits`.
    ///
    /// # Errors
    /// Throws where the query is none, or where there is no report yet.
    pub fn keys(&self, query: &[u8]) -> Result<Vec<u8>, JsValue> {
        let query: KeyQuery = parse(query)?;
        let judged = self.report.as_ref().ok_or_else(|| failed("there is no report yet"))?;
        json(&search::keys(&query, &judged.report.facts, &self.context))
    }

    /// The whole report, as it is saved.
    ///
    /// # Errors
    /// Throws where there is no report yet.
    pub fn report_json(&self) -> Result<Vec<u8>, JsValue> {
        self.report.as_ref().map(|judged| judged.report.to_json()).ok_or_else(|| failed("there is no report yet"))
    }

    /// The bill of materials of the report, CycloneDX 1.6.
    ///
    /// # Errors
    /// Throws where there is no report yet.
    pub fn cyclonedx(&self) -> Result<Vec<u8>, JsValue> {
        let judged = self.report.as_ref().ok_or_else(|| failed("there is no report yet"))?;
        Ok(report::cyclonedx(&judged.report))
    }

    /// A page of the list of files; `query` is JSON: `{offset, limit, filter, sort, descending}`.
    ///
    /// # Errors
    /// Throws where the query is not one.
    pub fn files(&mut self, query: &[u8]) -> Result<Vec<u8>, JsValue> {
        let query: FileQuery = parse(query)?;
        let files = self.report.as_ref().map_or(&[][..], |judged| &judged.report.facts.files);
        json(&self.files.page(files, &query))
    }
}

fn context(options: &Options, name: &str) -> Result<Context, JsValue> {
    Context::new(options.now.as_deref(), name).map_err(|error| failed(&error.to_string()))
}

/// The names and values of all limits by default, as JSON.
///
/// # Errors
/// Only where it cannot be put into JSON.
#[wasm_bindgen]
pub fn default_limits() -> Result<Vec<u8>, JsValue> {
    json(&Limits::default())
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Overview<'a> {
    name: &'a str,
    size_bytes: u64,
    format: ArchiveFormat,
    entries: usize,
    unpacked_bytes: u64,
    top_level: Vec<&'a str>,
}

#[derive(Serialize)]
struct Planned {
    index: u32,
    kind: &'static str,
    offset: u64,
    length: u64,
    entries: usize,
}
