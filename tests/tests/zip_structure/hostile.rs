//! Sizes, damage and files that end while they are read.

use std::time::{Duration, Instant};

use dropscope_core::archive::{OpenError, open, plan};
use dropscope_core::limits::Limits;
use dropscope_core::source::{ReadAt, ReadError};

use crate::build::*;
use crate::opened;

#[test]
fn hostile_sizes() {
    // 20,000 end record signatures, an archive of 60,000 names, a name of 64 KB.
    let signatures = b"PK\x05\x06".repeat(20_000);
    timed(|| drop(open(&signatures, &Limits::default())));
    let names: Vec<Item> = (0..60_000).map(|n| Item { contents: vec![], ..item(&n.to_string()) }).collect();
    let bytes = build(&names, &End::default());
    let limits = Limits::default();
    let batches = timed_plan(&bytes, &limits);
    let by_entries = 60_000_usize.div_ceil(limits.batch_entries as usize);
    assert_eq!(batches, by_entries + usize::from(bytes.len() as u64 > limits.batch_bytes));
    let long = Item { name: vec![b'n'; 0xffff], comment: vec![b'c'; 0xffff], ..item("") };
    timed(|| assert_eq!(opened(&build(&[long.clone(), long], &End::default())).entries[1].path.len(), 0xffff));
}

fn timed_plan(bytes: &[u8], limits: &Limits) -> usize {
    let mut batches = 0;
    timed(|| batches = plan(&opened(bytes), limits).len());
    batches
}

/// Cuts and flips with a fixed seed: nothing panics, and nothing takes long.
#[test]
fn random_damage_ends_in_a_directory_or_a_refusal() {
    let seeds = [
        build(&[item("a"), item("b/"), Item { extra: extra(0x7075, b"\x01abcdpath"), ..item("c") }], &End::default()),
        build(&[item("a"), item("b")], &End { zip64: Some((0, 0, 0)), comment: b"comment".to_vec(), ..End::default() }),
        [&b"#!/bin/sh\n"[..], &build(&[item("a")], &End::default()), b"tail"].concat(),
    ];
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below as u64) as usize
    };
    timed(|| {
        for round in 0..20_000 {
            let mut bytes = seeds[round % seeds.len()].clone();
            for _ in 0..=random(4) {
                let at = random(bytes.len());
                match random(4) {
                    0 => bytes[at] ^= 1 << random(8),
                    1 => bytes[at] = [0, 0xff, 0x7f, b'P'][random(4)],
                    2 => bytes.truncate(at.max(1)),
                    _ => drop(bytes.drain(at..(at + random(8)).min(bytes.len()).max(at + 1))),
                }
                if bytes.is_empty() {
                    bytes.push(0);
                }
            }
            if let Ok(directory) = open(&bytes, &Limits::default()) {
                let batches = plan(&directory, &Limits { batch_bytes: 40, batch_entries: 2, ..Limits::default() });
                let planned: usize = batches.iter().map(|batch| batch.entries.len()).sum();
                assert_eq!(planned, directory.entries.len());
            }
        }
    });
}

/// A file that is zeros but for its end.
struct Sparse {
    zeros: u64,
    end: Vec<u8>,
}

impl ReadAt for Sparse {
    fn size_bytes(&self) -> u64 {
        self.zeros + self.end.len() as u64
    }

    fn read_exact_at(&self, offset: u64, buffer: &mut [u8]) -> Result<(), ReadError> {
        for (at, byte) in (offset..).zip(buffer) {
            *byte = at.checked_sub(self.zeros).map_or(0, |at| self.end[at as usize]);
        }
        Ok(())
    }
}

#[test]
fn offsets_beyond_four_gibibytes() {
    let zeros = 5_u64 << 30;
    let mut end = vec![];
    for n in 0..3_u64 {
        let mut value = vec![];
        put64(&mut value, 1 << 30);
        put64(&mut value, 1 << 30);
        put64(&mut value, n << 30);
        end.extend(b"PK\x01\x02");
        put16(&mut end, 45);
        put16(&mut end, 45);
        let wide = Item { extra: extra(1, &value), ..item("wide") };
        common(&mut end, &wide, (u32::MAX, u32::MAX));
        put16(&mut end, 0);
        put32(&mut end, 0);
        put32(&mut end, 0);
        put32(&mut end, u32::MAX);
        end.extend(&wide.name);
        end.extend(&wide.extra);
    }
    let record = zeros + end.len() as u64;
    finish(&mut end, 3, 0, &End { zip64: Some((0, 0, zeros)), ..End::default() });
    let locator = end.len() - 22 - 20;
    end[locator + 8..locator + 16].copy_from_slice(&record.to_le_bytes());
    let directory = open(&Sparse { zeros, end }, &Limits::default()).unwrap();
    assert_eq!(directory.observations, []);
    assert_eq!(directory.data_end, zeros);
    let offsets: Vec<u64> = directory.entries.iter().map(|entry| entry.header_offset).collect();
    assert_eq!(offsets, [0, 1 << 30, 2 << 30]);
    let batches = plan(&directory, &Limits::default());
    let lengths: Vec<u64> = batches.iter().map(|batch| batch.length).collect();
    assert_eq!(lengths, [1 << 30, 1 << 30, 3 << 30]);
}

/// A file that disappears after so many reads.
struct Gone {
    bytes: Vec<u8>,
    reads: std::cell::Cell<u32>,
}

impl ReadAt for Gone {
    fn size_bytes(&self) -> u64 {
        self.bytes.len() as u64
    }

    fn read_exact_at(&self, offset: u64, buffer: &mut [u8]) -> Result<(), ReadError> {
        let Some(left) = self.reads.get().checked_sub(1) else {
            return Err(ReadError { offset, length: buffer.len() as u64, reason: "gone".into() });
        };
        self.reads.set(left);
        self.bytes.read_exact_at(offset, buffer)
    }
}

#[test]
fn a_file_that_disappears_is_unreadable() {
    let bytes = build(&[item("a")], &End { zip64: Some((0, 0, 0)), ..End::default() });
    let reads = (0..).take_while(|&reads| {
        let source = Gone { bytes: bytes.clone(), reads: reads.into() };
        match open(&source, &Limits::default()) {
            Ok(_) => false,
            Err(error) => {
                assert!(matches!(error, OpenError::Unreadable(_)), "{error}");
                true
            }
        }
    });
    assert!((3..20).contains(&reads.count()));
}

fn timed(run: impl FnOnce()) {
    let start = Instant::now();
    run();
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}
