//! Another project's cron expressions in words.
//!
//! Skips where `../shared/conformance/schedules` is missing. `cargo test -p dropscope-tests --test schedule_conformance --
//! --nocapture` prints a table and each failure.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::print_stderr)]

use std::path::Path;

use dropscope_core::schedule::{CronStyle, describe_cron};
use serde::Deserialize;

/// The share of valid expressions that must be in the right words, in per cent.
const FLOOR: f64 = 95.0;

#[derive(Deserialize)]
struct Suite {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    expr: String,
    /// The suite's own options, as JavaScript.
    opts: Option<String>,
    text: Option<String>,
    throws: bool,
}

#[test]
fn expressions_are_in_the_right_words_and_invalid_ones_refused() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/conformance/schedules/cronstrue.json");
    let Ok(text) = std::fs::read_to_string(&path) else {
        return eprintln!("skipped: no conformance data at {}", path.display());
    };
    let suite: Suite = serde_json::from_str(&text).expect("the suite is JSON");
    let (invalid, valid): (Vec<&Case>, Vec<&Case>) = suite.cases.iter().partition(|case| case.throws);
    let right = valid.iter().filter(|case| is_right(case)).count();
    let refused = invalid.iter().filter(|case| is_refused(case)).count();
    let share = 100.0 * right as f64 / valid.len() as f64;
    println!("valid:   {right} of {} in the right words ({share:.1} %)", valid.len());
    println!("invalid: {refused} of {} refused", invalid.len());
    assert!(share >= FLOOR, "{share:.1} % of the valid expressions are in the right words");
    assert_eq!(refused, invalid.len());
}

fn is_right(case: &Case) -> bool {
    let wanted = case.text.as_deref().unwrap_or_default();
    match describe_cron(&case.expr, style(case.opts.as_deref())) {
        Ok(words) if words == wanted => true,
        other => {
            println!("`{}` {:?}: {other:?}, not {wanted:?}", case.expr, case.opts);
            false
        }
    }
}

fn is_refused(case: &Case) -> bool {
    let words = describe_cron(&case.expr, style(case.opts.as_deref()));
    words.inspect(|words| println!("`{}` is taken: {words:?}", case.expr)).is_err()
}

fn style(options: Option<&str>) -> CronStyle {
    let options = options.unwrap_or_default();
    let is = |name: &str, value: bool| options.contains(&format!("{name}: {value}"));
    CronStyle {
        is_24_hour: is("use24HourTimeFormat", true),
        is_verbose: is("verbose", true),
        trims_hours: is("trimHoursLeadingZero", true),
        is_sunday_zero: !is("dayOfWeekStartIndexZero", false),
        is_january_zero: is("monthStartIndexZero", true),
        needs_both_days: is("logicalAndDayFields", true),
    }
}
