//! How many packages were wanted, found and found beyond, by a heading.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};
use std::ops::AddAssign;

/// Packages wanted, found of those, and found beyond them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Score {
    pub cases: usize,
    pub wanted: usize,
    pub found: usize,
    pub beyond: usize,
}

impl Score {
    pub fn missing(&self) -> usize {
        self.wanted - self.found
    }

    /// Of what is wanted, the share that is found.
    pub fn found_share(&self) -> f64 {
        share(self.found, self.wanted)
    }

    /// Of what is found, the share that is not wanted.
    pub fn beyond_share(&self) -> f64 {
        share(self.beyond, self.found + self.beyond)
    }
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

impl AddAssign for Score {
    fn add_assign(&mut self, other: Self) {
        self.cases += other.cases;
        self.wanted += other.wanted;
        self.found += other.found;
        self.beyond += other.beyond;
    }
}

impl Display for Score {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        let Self { cases, wanted, found, beyond } = self;
        let (of_wanted, of_found) = (100.0 * self.found_share(), 100.0 * self.beyond_share());
        write!(out, "{cases} cases, {found} of {wanted} found ({of_wanted:.1} %), {beyond} beyond ({of_found:.1} %)")
    }
}

/// Scores by a heading.
pub struct Table {
    title: &'static str,
    rows: BTreeMap<String, Score>,
}

impl Table {
    pub fn new(title: &'static str) -> Self {
        Self { title, rows: BTreeMap::new() }
    }

    pub fn add(&mut self, row: &str, score: Score) {
        *self.rows.entry(row.to_owned()).or_default() += score;
    }
}

impl Display for Table {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        writeln!(out, "{:58} cases wanted  found beyond", self.title)?;
        for (row, score) in &self.rows {
            writeln!(out, "{row:58} {:5} {:6} {:6} {:6}", score.cases, score.wanted, score.found, score.beyond)?;
        }
        Ok(())
    }
}
