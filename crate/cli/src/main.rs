//! `dropscope`: the report from a terminal.
fn main() {}
