//! The boundary in a real browser: what goes in, what comes out, and what is thrown.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::io::Write as _;

use dropscope_core::analyze::{self, Reducer};
use dropscope_core::context::{Context, Role};
use dropscope_core::report::{Options, ReportInput};
use dropscope_wasm::{InputDigest, Session, engine_version, rule_document, rules};
use js_sys::{Function, Uint8Array};
use serde_json::{Value, json};
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::{Closure, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

const OPTIONS: &str = r#"{"now":"2026-11-23T17:00:00Z","limits":{"batch_entries":2}}"#;
const PATHS: [&str; 5] = ["manifest.json", "bin/tool", "../escape.sh", "etc/a.conf", "etc/b.conf"];

#[wasm_bindgen_test]
fn the_directory_is_told_first() {
    let session = open(&package());
    let overview = value(&session.overview().unwrap());
    assert_eq!(overview["name"], "up.zip");
    assert_eq!(overview["format"], "zip");
    assert_eq!(overview["entries"], PATHS.len());
    assert_eq!(overview["topLevel"], json!(["..", "bin", "etc", "manifest.json"]));
    let planned = value(&session.batches().unwrap());
    let entries: u64 = planned.as_array().unwrap().iter().map(|batch| batch["entries"].as_u64().unwrap()).sum();
    assert_eq!(entries, PATHS.len() as u64);
}

#[wasm_bindgen_test]
fn two_workers_and_a_native_run_give_the_same_bytes() {
    let bytes = package();
    let mut mappers = [open(&bytes), open(&bytes)];
    let mut reducer = open(&bytes);
    let planned = value(&reducer.batches().unwrap());
    let planned = planned.as_array().unwrap();
    assert!(planned.len() > 1, "the package must be cut for this test to say anything");
    for (turn, batch) in planned.iter().enumerate().rev() {
        let facts = read(&mut mappers[turn % 2], batch, &bytes);
        reducer.add(index(batch), &facts).unwrap();
    }
    let given = value(&reducer.report(Some("00".into())).unwrap());
    let shown = &given["report"];
    assert_eq!(shown["facts"]["files"], json!([]));
    assert_eq!(shown["complete"], true);

    let saved = reducer.report_json().unwrap();
    assert_eq!(String::from_utf8(saved).unwrap(), String::from_utf8(native(&bytes)).unwrap());

    let query = json!({"offset": 1, "limit": 2, "filter": "ETC", "sort": "path", "descending": true});
    let page = value(&reducer.files(query.to_string().as_bytes()).unwrap());
    assert_eq!((&page["total"], &page["matching"]), (&json!(PATHS.len()), &json!(2)));
    assert_eq!(page["files"][0]["path"], "etc/a.conf");
}

#[wasm_bindgen_test]
fn the_report_is_made_again_with_other_files_beside_the_package() {
    let bytes = package();
    let mut session = read_whole(&bytes);
    assert_eq!(names(&mut session), ["package up.zip"]);
    let bare = session.report_json().unwrap();

    let list = b"host,component,version\nweb01,nginx,1.22.1\n";
    let recognised = value(&session.add_input("hosts.csv", list, b"{}").unwrap());
    assert_eq!((&recognised["role"], &recognised["components"]), (&json!("inventory"), &json!(1)));
    session.lose_input("gone.csv", 12.0, "not read: it went away");
    assert_eq!(names(&mut session), ["package up.zip", "inventory hosts.csv", "unknown gone.csv"]);
    session.add_input("x", list, br#"{"role":"butler"}"#).unwrap_err();

    session.clear_inputs().unwrap();
    assert_eq!(names(&mut session), ["package up.zip"]);
    assert_eq!(session.report_json().unwrap(), bare);
    let bill = value(&session.cyclonedx().unwrap());
    assert_eq!(bill["specVersion"], "1.6");
}

#[wasm_bindgen_test]
fn a_package_is_compared_with_the_one_that_another_session_read() {
    let bytes = package();
    let mut session = read_whole(&bytes);
    session.report(None).unwrap();
    let bare = session.report_json().unwrap();
    let older = read_whole(&bytes).baseline(Some("11".into())).unwrap();
    session.set_baseline(&older).unwrap();
    session.clear_inputs().unwrap();
    assert_eq!(names(&mut session), ["package up.zip", "baseline up.zip"]);
    let whole = value(&session.report_json().unwrap());
    assert_eq!(whole["inputs"][1]["sha256"], "11");
    assert_eq!(whole["comparison"]["files"]["unchanged"], PATHS.len());
    assert_eq!(thrown(session.set_baseline(b"{}"))["kind"], "engine-failed");

    session.clear_baseline();
    session.report(None).unwrap();
    assert_eq!(session.report_json().unwrap(), bare);
}

#[wasm_bindgen_test]
fn keys_are_looked_for_in_what_was_read() {
    let bytes = package();
    let mut session = read_whole(&bytes);
    let query = br#"{"text":"NO_SUCH_KEY_AT_ALL","limit":5}"#;
    assert_eq!(thrown(session.keys(query))["message"], "there is no report yet");
    session.report(None).unwrap();
    let hits = value(&session.keys(query).unwrap());
    assert_eq!((&hits["rule"]["total"], &hits["package"]["total"]), (&json!(0), &json!(0)));
    assert_eq!(thrown(session.keys(br#"{"words":""}"#))["kind"], "engine-failed");
}

#[wasm_bindgen_test]
fn a_lost_batch_is_named() {
    let bytes = package();
    let mut session = open(&bytes);
    let planned = value(&session.batches().unwrap());
    for batch in planned.as_array().unwrap() {
        session.lose(index(batch), "the engine stopped");
    }
    let report = &value(&session.report(None).unwrap())["report"];
    assert_eq!(report["complete"], false);
    assert_eq!(report["inputs"][0]["sha256"], Value::Null);
    for path in PATHS {
        let lost = json!({"path": path, "reason": "the engine stopped"});
        assert!(report["skipped"].as_array().unwrap().contains(&lost), "{path}");
    }
}

#[wasm_bindgen_test]
fn what_is_no_package_is_thrown_with_its_data() {
    let refused =
        |bytes: &[u8]| thrown(Session::new("x".into(), bytes.len() as f64, source(bytes), OPTIONS.as_bytes()));
    assert_eq!(refused(b"")["kind"], "empty");
    assert_eq!(refused(b"<!doctype html><html>")["kind"], "not-an-archive");
    let whole = package();
    let broken = refused(&whole[..whole.len() / 2]);
    assert_eq!(broken["kind"], "truncated");
    assert_eq!(broken["size_bytes"], whole.len() / 2);
    assert!(broken["message"].as_str().unwrap().contains("cut off"));
}

#[wasm_bindgen_test]
fn a_file_that_cannot_be_read_is_thrown_with_the_browsers_word() {
    let gone = Function::new_with_args("offset, length", "throw new DOMException('moved away', 'NotFoundError')");
    let error = thrown(Session::new("x".into(), 1000.0, gone, OPTIONS.as_bytes()));
    assert_eq!(error["kind"], "unreadable");
    assert_eq!(error["reason"], "NotFoundError: moved away");
    let short = Function::new_with_args("offset, length", "return new Uint8Array(1)");
    assert_eq!(thrown(Session::new("x".into(), 1000.0, short, OPTIONS.as_bytes()))["reason"], "only 1 bytes came");
}

#[wasm_bindgen_test]
fn wrong_calls_are_thrown_and_leave_the_session_whole() {
    let bytes = package();
    assert_eq!(
        thrown(Session::new("x".into(), 1.0, source(&bytes), b"{\"limits\":{\"no_such\":1}}"))["kind"],
        "engine-failed"
    );
    let mut session = open(&bytes);
    assert_eq!(thrown(session.push(b"x"))["message"], "no batch is under way");
    assert_eq!(thrown(session.begin(99))["message"], "no such batch");
    assert_eq!(thrown(session.report_json())["message"], "there is no report yet");
    assert_eq!(thrown(session.add(0, b"no JSON"))["kind"], "engine-failed");
    assert_eq!(value(&session.overview().unwrap())["name"], "up.zip");
}

#[wasm_bindgen_test]
fn the_engine_says_its_version() {
    assert_eq!(engine_version(), env!("CARGO_PKG_VERSION"));
}

#[wasm_bindgen_test]
fn the_digest_is_that_of_the_bytes() {
    let mut digest = InputDigest::new();
    digest.update(b"a");
    digest.update(b"bc");
    assert_eq!(digest.finish(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

#[wasm_bindgen_test]
fn every_rule_has_a_document() {
    let listed = value(&rules().unwrap());
    for rule in listed.as_array().unwrap() {
        let id = rule["id"].as_str().unwrap();
        assert!(rule_document(id).unwrap().contains("What it finds"), "{id}");
    }
    assert_eq!(rule_document("no/such"), None);
}

fn package() -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for path in PATHS {
        zip.start_file(path, options).unwrap();
        let line = format!("{{\"name\": \"{path}\"}}\n");
        zip.write_all(line.repeat(500).as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn open(bytes: &[u8]) -> Session {
    Session::new("up.zip".into(), bytes.len() as f64, source(bytes), OPTIONS.as_bytes()).unwrap()
}

/// `(offset, length) => Uint8Array` over a copy of the bytes.
fn source(bytes: &[u8]) -> Function {
    let whole = Uint8Array::from(bytes);
    let read = Closure::<dyn Fn(f64, f64) -> Uint8Array>::new(move |offset: f64, length: f64| {
        whole.slice(offset as u32, (offset + length) as u32)
    });
    read.into_js_value().unchecked_into()
}

/// One batch's facts, its bytes pushed in small pieces.
fn read(session: &mut Session, batch: &Value, bytes: &[u8]) -> Vec<u8> {
    session.begin(index(batch)).unwrap();
    if batch["kind"] == "pushed" {
        let start = batch["offset"].as_u64().unwrap() as usize;
        let end = start + batch["length"].as_u64().unwrap() as usize;
        for piece in bytes[start..end].chunks(7) {
            session.push(piece).unwrap();
        }
    }
    session.finish().unwrap()
}

/// A session that has the facts of every batch.
fn read_whole(bytes: &[u8]) -> Session {
    let mut session = open(bytes);
    let planned = value(&session.batches().unwrap());
    for batch in planned.as_array().unwrap() {
        let facts = read(&mut session, batch, bytes);
        session.add(index(batch), &facts).unwrap();
    }
    session
}

/// Role and name of every input of the report that is made now.
fn names(session: &mut Session) -> Vec<String> {
    let given = value(&session.report(None).unwrap());
    let inputs = given["report"]["inputs"].as_array().unwrap();
    let named = |input: &Value| format!("{} {}", input["role"].as_str().unwrap(), input["name"].as_str().unwrap());
    inputs.iter().map(named).collect()
}

fn native(bytes: &[u8]) -> Vec<u8> {
    let options: Options = serde_json::from_str(OPTIONS).unwrap();
    let source = bytes.to_vec();
    let session = analyze::Session::open(&source, &options.limits).unwrap();
    let context = Context::new(options.now.as_deref(), "up.zip").unwrap();
    let mut reducer = Reducer::default();
    for batch in session.batches() {
        reducer.add(batch.index, session.run(batch, &source).unwrap(), &context);
    }
    let size = bytes.len() as u64;
    let input = ReportInput {
        role: Role::Package,
        name: "up.zip".into(),
        size,
        sha256: Some("00".into()),
        ..ReportInput::default()
    };
    reducer.report(&session, input, options, &context).to_json()
}

fn index(batch: &Value) -> u32 {
    batch["index"].as_u64().unwrap() as u32
}

fn value(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).unwrap()
}

fn thrown<T>(result: Result<T, JsValue>) -> Value {
    serde_json::from_str(&result.err().unwrap().as_string().unwrap()).unwrap()
}
