//! Finder: where a passage stands in a source, found in another way than the program's.

use niemyet::vietnamese::fold;

/// The lines of a source; a passage stands on those that share most runs of four letters with it.
pub struct Finder {
    /// Lines that are not blank: the number of each, and its runs.
    lines: Vec<(usize, Vec<u32>)>,
}

pub fn letters(text: &str) -> Vec<u8> {
    fold(text).bytes().filter(u8::is_ascii_alphanumeric).collect()
}

fn grams(text: &str) -> Vec<u32> {
    let letters = letters(text);
    let mut grams: Vec<u32> =
        letters.windows(4).map(|four| u32::from_be_bytes([four[0], four[1], four[2], four[3]])).collect();
    grams.sort_unstable();
    grams.dedup();
    grams
}

impl Finder {
    pub fn of(source: &str) -> Self {
        let lines = source.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        Self { lines: lines.map(|(at, line)| (at + 1, grams(line))).collect() }
    }

    /// Whether the passage can start near the line, counted from 1.
    pub fn stands(&self, passage: &str, line: u32, slack: usize) -> bool {
        let wanted = grams(passage);
        let height = letters(passage).len() / 60 + 2;
        let shared =
            |(_, line): &(usize, Vec<u32>)| line.iter().filter(|gram| wanted.binary_search(gram).is_ok()).count();
        let shared: Vec<usize> = self.lines.iter().map(shared).collect();
        let scores: Vec<usize> =
            (0..shared.len()).map(|from| shared[from..].iter().take(height).sum::<usize>().min(wanted.len())).collect();
        let best = scores.iter().copied().max().unwrap_or(0);
        let line = self.lines.partition_point(|(number, _)| *number < line as usize);
        (line.saturating_sub(height + slack)..(line + slack + 1).min(scores.len()))
            .any(|from| best > 0 && scores[from] * 2 >= best)
    }
}

/// Whether half of the pairs of letters of one passage are in the other: recognition spoils longer runs.
pub fn is_like(passage: &str, other: &str) -> bool {
    let (passage, other) = (letters(passage), letters(other));
    let is_in = |pair: &[u8]| other.windows(2).any(|found| found == pair);
    let pairs = passage.windows(2);
    let all = pairs.len();
    // In a long text they all are, somewhere.
    other.len() <= 2 * passage.len() && pairs.filter(|pair| is_in(pair)).count() * 2 >= all
}
