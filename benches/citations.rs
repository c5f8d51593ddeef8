//! How fast citations are found: ten megabytes of the plans' own running text on one core, against reading its bytes.
//!
//! `cargo bench --bench citations`

#![allow(clippy::disallowed_methods, reason = "a benchmark reads the clock")]

use niemyet::model::citation::mentions;
use std::{fs, hint::black_box, path::Path, time::Instant};

const BYTES: usize = 10_000_000;
const ROUNDS: usize = 5;

fn main() {
    let text = text();
    let read = best(|| text.bytes().fold(0u64, |sum, byte| sum.wrapping_add(u64::from(black_box(byte)))));
    let lines = best(|| text.lines().map(|line| mentions(line).len() as u64).sum());
    let found: usize = text.lines().map(|line| mentions(line).len()).sum();
    println!("{:.1} MB, {found} mentions", text.len() as f64 / 1e6);
    println!("reading the bytes: {read:.4} s; finding the mentions: {lines:.4} s; ratio {:.1}", lines / read);
}

/// The running text of the example's plans and the sentences of the citation table, over and over.
fn text() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut once = fs::read_to_string(root.join("tests/citations.tsv")).unwrap_or_default();
    for issuer in fs::read_dir(root.join("content/plans")).into_iter().flatten().flatten() {
        for plan in fs::read_dir(issuer.path()).into_iter().flatten().flatten() {
            once += &fs::read_to_string(plan.path().join("plan.md")).unwrap_or_default();
            once += &fs::read_to_string(plan.path().join("plan.yaml")).unwrap_or_default();
        }
    }
    once.repeat(BYTES / once.len().max(1) + 1)
}

/// Seconds of the fastest round.
fn best(work: impl Fn() -> u64) -> f64 {
    let rounds = (0..ROUNDS).map(|_| {
        let start = Instant::now();
        black_box(work());
        start.elapsed().as_secs_f64()
    });
    rounds.fold(f64::INFINITY, f64::min)
}
