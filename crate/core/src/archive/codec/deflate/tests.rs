#![allow(clippy::unwrap_used)]

use std::io::Write as _;

use flate2::write::DeflateEncoder;
use flate2::{Compression, Decompress};

use super::whole::{FAST_ROOM, Inflated, Inflater};
use super::{Deflate, State, inflate};

/// Contents of several kinds: text, runs, noise, patterns that overlap, nothing.
fn samples() -> Vec<Vec<u8>> {
    let mut state = 0x9e37_79b9_u32;
    let mut noise = move || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state
    };
    let text =
        "The import runs at 03:00; nothing else does.\n\tfn main() { println!(\"{}\", 1); }\n".repeat(300).into_bytes();
    let random: Vec<u8> = (0..70_000).map(|_| noise() as u8).collect();
    let mixed: Vec<u8> = text.iter().map(|&byte| if noise() % 11 == 0 { noise() as u8 } else { byte }).collect();
    // Literals of very different frequency have the longest codes.
    let skewed: Vec<u8> = (0..60_000).map(|_| (noise().leading_zeros() * 8 + (noise() & 7)) as u8).collect();
    let mut samples = vec![Vec::new(), vec![7], text, random, mixed, skewed];
    samples.extend((1..40).map(|period| (0..3_000_u32).map(|at| (at % period * 37) as u8).collect()));
    samples
}

fn packed(bytes: &[u8], level: u32) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::new(level));
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// What the decoder that streams makes of it: bytes taken, bytes made, whether it came to the end.
fn streamed(input: &[u8], output: &mut [u8]) -> (usize, usize, bool) {
    let step = inflate(&mut Decompress::new(false), input, output, true);
    (step.consumed, step.produced, matches!(step.state, State::Done))
}

#[test]
fn unpacks_what_was_packed_at_any_level_with_room_and_without() {
    let mut inflater = Inflater::default();
    for bytes in samples() {
        for level in 0..=9 {
            let input = packed(&bytes, level);
            for room in [0, 1, FAST_ROOM, FAST_ROOM + 100] {
                let mut output = vec![0xaa; bytes.len() + room];
                let done = inflater.inflate(&[&input[..], b"PK\x07\x08 more"].concat(), &mut output);
                assert!(
                    done == Some(Inflated { consumed: input.len(), produced: bytes.len() })
                        // One distance alone is no complete set of codes: it is left to the stream.
                        || done.is_none() && (bytes.len() < 2 || bytes.len() == 3_000),
                    "{} bytes at level {level}",
                    bytes.len()
                );
                assert!(done.is_none() || output[..bytes.len()] == bytes);
            }
        }
    }
}

#[test]
fn agrees_with_the_stream_on_damaged_data() {
    let mut inflater = Inflater::default();
    let mut agreed = 0;
    for bytes in samples() {
        let good = packed(&bytes, 6);
        for flipped in (0..good.len() * 8).step_by(1 + good.len() / 40) {
            let mut input = good.clone();
            input[flipped / 8] ^= 1 << (flipped % 8);
            let mut expected = vec![0; 300_000];
            let (consumed, produced, is_whole) = streamed(&input, &mut expected);
            let mut output = vec![0; 300_000];
            if let Some(done) = inflater.inflate(&input, &mut output) {
                assert!(is_whole);
                assert_eq!((done.consumed, done.produced), (consumed, produced));
                assert_eq!(output[..produced], expected[..produced]);
                agreed += 1;
            }
        }
        for cut in (0..good.len()).step_by(1 + good.len() / 40) {
            assert_eq!(inflater.inflate(&good[..cut], &mut vec![0; bytes.len() + FAST_ROOM]), None);
        }
    }
    assert!(agreed > 100, "{agreed}");
}

#[test]
fn gives_what_stands_before_the_damage() {
    let bytes = samples().swap_remove(4);
    let mut input = packed(&bytes, 6);
    let middle = input.len() / 2;
    input.truncate(middle);
    let mut decoder = Deflate::default();
    decoder.begin(bytes.len() as u64);
    let mut output = vec![0; bytes.len() + FAST_ROOM];
    let step = decoder.step(&input, &mut output, true);
    assert!(matches!(step.state, State::More));
    assert!(step.produced > bytes.len() / 4);
    assert_eq!(output[..step.produced], bytes[..step.produced]);
}
