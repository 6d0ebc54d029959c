//! `report FILE NOW [LIMIT=VALUE]…`: the native report on stdout, for comparing it with the browser's byte by byte.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, reason = "a tool for tests")]

use std::io::Write as _;
use std::path::Path;

use dropscope_core::analyze::analyze;
use dropscope_core::report::Options;

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
    let report = analyze(&bytes, &name, options).expect("a package");
    std::io::stdout().write_all(&report.to_json()).expect("stdout");
}
