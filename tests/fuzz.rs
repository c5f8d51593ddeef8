//! Fuzz targets: phrases and texts broken at random are read or refused without panic, and every span is on characters.
//!
//! `NIEMYET_FUZZ` is the number of inputs of each target; `tests/run` asks for a million in a release build.

use fastrand::Rng;
use jiff::civil::date;
use niemyet::model::{
    citation,
    deadline::{self, Context},
};

const DEADLINES: [&str; 2] = [include_str!("deadlines.tsv"), include_str!("deadlines-more.tsv")];
const CITATIONS: [&str; 2] = [include_str!("citations.tsv"), include_str!("numbers.tsv")];

/// Pieces that readers give a meaning to, and characters that are cut wrongly with ease.
const PIECES: [&str; 46] = [
    "ngày ",
    "tháng ",
    "năm ",
    "quý ",
    "trước ",
    "sau khi ",
    "đến hết ",
    "hằng ",
    "tuần ",
    "và ",
    "31/12/2025",
    "29/2",
    "II",
    "IV/2026",
    "2025-2030",
    "(",
    ")",
    ";",
    "/",
    "-",
    "–",
    "[?]",
    "[…]",
    "…",
    "\n- ",
    "\u{301}",
    "\u{a0}",
    "𝟙",
    "đ",
    "Ư",
    "số ",
    "268/NQ-CP",
    "Nghị quyết ",
    "của Chính phủ",
    "các Nghị định số ",
    "NĐ-CP",
    "Quyết định số ",
    "167-HĐBT",
    "-ND-CPngày ",
    "QÐ/",
    "TCVN 5945–2005",
    "mẫu số ",
    "99999999999999999999",
    "0",
    ".",
    "\"",
];

fn inputs() -> usize {
    std::env::var("NIEMYET_FUZZ").ok().and_then(|count| count.parse().ok()).unwrap_or(20_000)
}

fn first_columns(tables: [&'static str; 2]) -> Vec<&'static str> {
    tables.iter().flat_map(|table| table.lines().skip(1)).filter_map(|line| line.split('\t').next()).collect()
}

/// A seed with parts cut out, put in, doubled or swapped with those of another.
fn mutated(rng: &mut Rng, seeds: &[&str]) -> String {
    let mut letters: Vec<char> = seeds[rng.usize(..seeds.len())].chars().collect();
    for _ in 0..rng.usize(1..6) {
        let at = rng.usize(..=letters.len());
        let to = (at + rng.usize(..8)).min(letters.len());
        match rng.u8(..6) {
            0 => _ = letters.drain(at..to),
            1 => _ = letters.splice(at..at, PIECES[rng.usize(..PIECES.len())].chars()),
            2 => letters.truncate(at),
            3 => _ = letters.splice(at..to, rng.char(..).to_string().chars()),
            4 => letters.extend_from_within(at..to),
            _ => {
                let other: Vec<char> = seeds[rng.usize(..seeds.len())].chars().collect();
                let from = rng.usize(..=other.len());
                letters.splice(at.., other[from..].iter().copied());
            }
        }
    }
    letters.into_iter().collect()
}

#[test]
fn deadlines() {
    let seeds = first_columns(DEADLINES);
    let mut rng = Rng::with_seed(1);
    let day = |day| Some((day, day));
    let contexts = [
        Context::default(),
        Context { issued: day(date(2025, 12, 26)), period: Some((date(2026, 1, 1), date(2026, 12, 31))) },
        Context { issued: Some((date(2025, 10, 1), date(2025, 10, 31))), period: None },
    ];
    for _ in 0..inputs() {
        let phrase = mutated(&mut rng, &seeds);
        match deadline::read(&phrase, &contexts[rng.usize(..contexts.len())]) {
            Ok(due) => {
                let dues = std::iter::once(&due).chain(due.more.iter().map(|more| &more.due));
                for due in dues {
                    assert!(due.start.zip(due.end).is_none_or(|(start, end)| start <= end), "{phrase:?}: {due:?}");
                }
            }
            Err(why) => assert!(phrase.get(why.at.clone()).is_some_and(|at| !at.is_empty()), "{phrase:?}: {why:?}"),
        }
    }
}

#[test]
fn citations() {
    let seeds = first_columns(CITATIONS);
    let mut rng = Rng::with_seed(2);
    for _ in 0..inputs() {
        let text = mutated(&mut rng, &seeds);
        let mut end = 0;
        for mention in citation::mentions(&text) {
            let words = text.get(mention.range.clone());
            assert!(words.is_some_and(|words| !words.is_empty()), "{text:?}: {mention:?}");
            assert!(mention.range.start >= end, "mentions overlap in {text:?}");
            end = mention.range.end;
        }
    }
}
