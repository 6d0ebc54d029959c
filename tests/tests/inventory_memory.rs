//! What a long list costs. A test of its own, since the peak is that of the whole program.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::fmt::Write as _;

use dropscope_core::context::{Context, InputChoice};
use peak_alloc::PeakAlloc;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

/// Rows by default; `INVENTORY_ROWS=2000010` tries the limit.
const ROWS: usize = 200_000;

/// Beside the list itself and an index of its lines, a row costs what its place and its numbers take.
const MOST_BYTES_A_ROW: usize = 400;

#[test]
fn a_row_costs_little() {
    let rows = std::env::var("INVENTORY_ROWS").ok().and_then(|rows| rows.parse().ok()).unwrap_or(ROWS);
    let mut csv = String::from("host,name,version\n");
    for row in 0..rows {
        writeln!(csv, "host{}.example.test,package-{},1.{}.0", row / 2_000, row % 2_000, row % 7).unwrap();
    }
    let before = ALLOCATOR.current_usage();
    ALLOCATOR.reset_peak_usage();
    let mut context = Context::default();
    let recognised = context.add_input("hosts.csv", csv.as_bytes(), &InputChoice::default());
    let held = ALLOCATOR.peak_usage().saturating_sub(before);
    let taken = context.inventory.installed().len();
    let list = csv.len();
    assert!(held < taken * MOST_BYTES_A_ROW, "{held} bytes for {taken} rows of a list of {list} bytes");
    assert_eq!(recognised.problems.is_empty(), taken == rows, "{:?}", recognised.problems);
}
