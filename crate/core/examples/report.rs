//! `report FILE NOW [LIMIT=VALUE]…`: the native report on stdout, for comparing it with the browser's byte by byte.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, reason = "a tool for tests")]

use std::io::Write as _;
use std::path::Path;

use dropscope_core::analyze::{Reducer, Session, hex};
use dropscope_core::context::Context;
use dropscope_core::report::{Options, ReportInput};
use sha2::{Digest as _, Sha256};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().expect("a file");
    let mut options = Options { now: arguments.next(), ..Options::default() };
    for limit in arguments {
        let (name, value) = limit.split_once('=').expect("LIMIT=VALUE");
        assert!(options.limits.set(name, value.parse().expect("a number")), "{name} is no limit");
    }
    let bytes = std::fs::read(&path).expect("readable");
    let name = Path::new(&path).file_name().unwrap_or_default().to_string_lossy().into_owned();
    let session = Session::open(&bytes, &options.limits).expect("a package");
    let context = Context::new(&options, &name);
    let mut reducer = Reducer::default();
    for batch in session.batches() {
        reducer.add(batch.index, session.run(batch, &bytes).expect("readable"), &context);
    }
    let sha256 = Some(hex(&Sha256::digest(&bytes)));
    let input = ReportInput { role: "package".into(), name, size: bytes.len() as u64, sha256 };
    std::io::stdout().write_all(&reducer.report(&session, input, options, context).to_json()).expect("stdout");
}
