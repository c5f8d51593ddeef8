//! Postings: a list in bits, as the reader loads it.
//!
//! First 5 bits: k. Then each page: its distance to the page before, less 1, in a Rice code of k; how many units more
//! than one it has, in a Rice code of 0; its first unit in a Rice code of 4, the distances of the others, less 1, of 2.
//! A Rice code of k is the number without its k lowest bits in unary (ones, then a zero), then these bits; instead of
//! 24 or more ones stand 24, then the number in 24 bits. The lowest bit of a byte comes first.

use super::BESIDE;
use super::list::List;

const ESCAPE: u32 = 24;

#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    free: u32,
}

impl Bits {
    fn put(&mut self, value: u32, count: u32) {
        for bit in 0..count {
            if self.free == 0 {
                self.bytes.push(0);
                self.free = 8;
            }
            if let Some(last) = self.bytes.last_mut() {
                *last |= ((value >> bit & 1) as u8) << (8 - self.free);
            }
            self.free -= 1;
        }
    }

    fn rice(&mut self, value: u32, k: u32) {
        let ones = value >> k;
        if ones >= ESCAPE {
            self.put(u32::MAX, ESCAPE);
            self.put(value, ESCAPE);
        } else {
            self.put((1 << ones) - 1, ones + 1);
            self.put(value, k);
        }
    }
}

/// Bits of a Rice code.
fn cost(value: u32, k: u32) -> usize {
    let ones = value >> k;
    (if ones >= ESCAPE { 2 * ESCAPE } else { ones + 1 + k }) as usize
}

/// What of a list is meant; the reader is not told which units stood beside a text.
#[derive(Clone, Copy)]
pub enum Part {
    All,
    Text,
    Beside,
}

impl Part {
    /// Adds its units, sorted and each once, of the sorted units of a page.
    fn add(self, of: &[u32], units: &mut Vec<u32>) {
        let (text, beside) = of.split_at(of.partition_point(|unit| *unit < BESIDE));
        match self {
            Self::Text => units.extend(text),
            Self::Beside => units.extend(beside.iter().map(|unit| unit - BESIDE).filter(|unit| !text.contains(unit))),
            Self::All if beside.is_empty() => units.extend(text),
            Self::All => {
                let from = units.len();
                units.extend(of.iter().map(|unit| unit % BESIDE));
                units[from..].sort_unstable();
                let mut kept = from;
                for at in from..units.len() {
                    if at == from || units[at] != units[kept - 1] {
                        units[kept] = units[at];
                        kept += 1;
                    }
                }
                units.truncate(kept);
            }
        }
    }
}

/// A part of a list in bits.
#[derive(Default)]
pub struct Coded {
    pub bytes: Vec<u8>,
    pub pages: u32,
    /// Older pages are left out.
    pub cut: bool,
}

/// A part of a list, or its newest pages where it would be longer than a limit in bytes.
pub fn coded(list: &List, part: Part, limit: usize) -> Coded {
    let (mut pages, mut ends, mut units) = (Vec::new(), Vec::new(), Vec::new());
    list.each(|page, of| {
        let before = units.len();
        part.add(of, &mut units);
        if units.len() > before {
            pages.push(page);
            ends.push(units.len());
        }
    });
    if pages.is_empty() {
        return Coded::default();
    }
    let spread = list.last.saturating_sub(list.first) / list.pages.max(1);
    let k = (spread * 7 / 10).max(1).ilog2();
    let of = |at: usize| &units[if at == 0 { 0 } else { ends[at - 1] }..ends[at]];
    let mut from = pages.len();
    let mut size = 5 + 2 * ESCAPE as usize;
    while from > 0 {
        let at = from - 1;
        let gap = if at == 0 { 0 } else { pages[at] - pages[at - 1] - 1 };
        size += cost(gap, k) + units_cost(of(at));
        if size > limit * 8 && from < pages.len() {
            break;
        }
        from = at;
    }
    let mut bits = Bits::default();
    bits.put(k, 5);
    let mut next = 0;
    for (at, &page) in pages.iter().enumerate().skip(from) {
        bits.rice(page - next, k);
        next = page + 1;
        let mut before = None;
        bits.rice(of(at).len() as u32 - 1, 0);
        for &unit in of(at) {
            match before {
                None => bits.rice(unit, 4),
                Some(before) => bits.rice(unit - before - 1, 2),
            }
            before = Some(unit);
        }
    }
    Coded { bytes: bits.bytes, pages: (pages.len() - from) as u32, cut: from > 0 }
}

fn units_cost(units: &[u32]) -> usize {
    let gaps: usize = units.windows(2).map(|pair| cost(pair[1] - pair[0] - 1, 2)).sum();
    cost(units.len() as u32 - 1, 0) + cost(units.first().copied().unwrap_or_default(), 4) + gaps
}

/// Of the pages that have the term in the title, the newest.
pub fn titles(list: &List, limit: usize) -> Coded {
    let mut titles = List::default();
    list.each(|page, units| {
        if units.first() == Some(&0) {
            titles.push(page, std::iter::once(0));
        }
    });
    coded(&titles, Part::Text, limit)
}
