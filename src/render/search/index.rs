//! Index: the terms of pages become runs of sorted terms with their lists, and runs are merged.

use super::list::{List, ListRef, put_varint, take, take_varint};
use super::terms::Word;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Pages of one batch; with words and units a posting fits into 64 bits.
pub const BATCH: usize = 64;
const UNIT_BITS: u32 = 18;
pub const MAX_UNIT: u32 = (1 << UNIT_BITS) - 1;

/// Postings of one batch of pages.
#[derive(Default)]
pub struct Batch(Vec<u64>);

impl Batch {
    pub fn add(&mut self, page_in_batch: usize, unit: u32, word: u32, next: u32) {
        let page = page_in_batch.min(BATCH - 1) as u64;
        let unit = u64::from(unit.min(MAX_UNIT));
        self.0.push(u64::from(word) << 44 | u64::from(next) << 24 | page << UNIT_BITS | unit);
    }

    /// Empties the batch into a run; `first_page` is the page of its first.
    pub fn run(&mut self, words: &[Word], first_page: u32) -> Run {
        self.0.sort_unstable();
        self.0.dedup();
        let ranks = ranks(words);
        let mut groups: Vec<(u64, &[u64])> = self
            .0
            .chunk_by(|a, b| a >> 24 == b >> 24)
            .filter_map(|group| Some((order(group.first()?, words, &ranks)?, group)))
            .collect();
        groups.sort_unstable_by_key(|(order, _)| *order);
        let mut run = RunWriter::default();
        let (mut term, mut list) = (Vec::new(), List::default());
        for (_, group) in groups {
            spell(group[0], words, &mut term);
            list.clear();
            for page in group.chunk_by(|a, b| a >> UNIT_BITS == b >> UNIT_BITS) {
                let at = first_page + (page[0] >> UNIT_BITS) as u32 % BATCH as u32;
                list.push(at, page.iter().map(|posting| *posting as u32 & MAX_UNIT));
            }
            run.push(&term, &list);
        }
        self.0.clear();
        run.finish()
    }
}

/// Place of each word among the folded words; the order of `a b` is that of (place of a, place of b).
fn ranks(words: &[Word]) -> Vec<u32> {
    let mut sorted: Vec<u32> = (0..words.len() as u32).collect();
    sorted.sort_unstable_by_key(|id| &*words[*id as usize].folded);
    let mut ranks = vec![0; words.len()];
    let (mut rank, mut last) = (0, "");
    for id in sorted {
        let folded = &*words[id as usize].folded;
        rank += u32::from(folded != last);
        last = folded;
        ranks[id as usize] = rank;
    }
    ranks
}

fn order(posting: &u64, words: &[Word], ranks: &[u32]) -> Option<u64> {
    let (word, next) = ids(*posting);
    let one = |id: usize| Some((u64::from(*ranks.get(id)?), u64::from(words.get(id)?.marks & 0x7f)));
    let (rank, marks) = one(word.checked_sub(1)?)?;
    let (next_rank, next_marks) = next.checked_sub(1).and_then(one).unwrap_or_default();
    Some(rank << 34 | next_rank << 14 | marks << 7 | next_marks)
}

fn ids(posting: u64) -> (usize, usize) {
    ((posting >> 44) as usize, (posting >> 24) as usize & 0xf_ffff)
}

/// `dat dai\0` and the marks of each word: spellings of one folded term stand together.
fn spell(posting: u64, words: &[Word], term: &mut Vec<u8>) {
    let (word, next) = ids(posting);
    let pair = [word, next].into_iter().filter_map(|id| words.get(id.wrapping_sub(1)));
    term.clear();
    for word in pair.clone() {
        if !term.is_empty() {
            term.push(b' ');
        }
        term.extend(word.folded.as_bytes());
    }
    term.push(0);
    term.extend(pair.map(|word| word.marks));
}

/// Bytes that the next term shares with the term before it.
pub fn shared(before: &[u8], term: &[u8]) -> usize {
    before.iter().zip(term).take_while(|(a, b)| a == b).count()
}

/// Terms in order with their lists, as bytes in pieces, the last piece first: a reader drops what it has read.
#[derive(Default)]
pub struct Run {
    pieces: Vec<Vec<u8>>,
    packed: bool,
}

/// A merge holds one piece of each run.
const PIECE: usize = 128 << 10;

#[derive(Default)]
struct RunWriter {
    run: Run,
    piece: Vec<u8>,
    before: Vec<u8>,
}

impl RunWriter {
    fn push(&mut self, term: &[u8], list: &List) {
        let same = shared(&self.before, term);
        put_varint(&mut self.piece, same as u64);
        put_varint(&mut self.piece, (term.len() - same) as u64);
        self.piece.extend(&term[same..]);
        self.before.clear();
        self.before.extend(term);
        put_varint(&mut self.piece, u64::from(list.pages));
        put_varint(&mut self.piece, u64::from(list.first));
        if list.pages > 1 {
            put_varint(&mut self.piece, u64::from(list.last - list.first));
        }
        put_varint(&mut self.piece, list.bytes.len() as u64);
        self.piece.extend(&list.bytes);
        if self.piece.len() > PIECE {
            self.close();
        }
    }

    fn close(&mut self) {
        let mut piece = std::mem::take(&mut self.piece);
        if self.run.packed {
            piece = miniz_oxide::deflate::compress_to_vec(&piece, 1);
        }
        // Both grow by doubling, and wait.
        piece.shrink_to_fit();
        self.run.pieces.push(piece);
    }

    fn finish(mut self) -> Run {
        self.close();
        self.run.pieces.reverse();
        self.run
    }
}

struct Cursor {
    run: Run,
    piece: Vec<u8>,
    at: usize,
    list: ListAt,
}

#[derive(Default)]
struct ListAt {
    pages: u32,
    first: u32,
    last: u32,
    from: usize,
}

impl Cursor {
    fn new(run: Run) -> Self {
        Self { run, piece: Vec::new(), at: 0, list: ListAt::default() }
    }

    /// Reads the next term over the one before it; false at the end.
    fn next(&mut self, term: &mut Vec<u8>) -> bool {
        while self.at >= self.piece.len() {
            let Some(piece) = self.run.pieces.pop() else { return false };
            self.piece = if self.run.packed {
                miniz_oxide::inflate::decompress_to_vec(&piece).unwrap_or_default()
            } else {
                piece
            };
            self.at = 0;
        }
        let mut rest = &self.piece[self.at..];
        term.truncate(take_varint(&mut rest) as usize);
        let len = take_varint(&mut rest) as usize;
        term.extend(take(&mut rest, len));
        let pages = take_varint(&mut rest) as u32;
        let first = take_varint(&mut rest) as u32;
        let last = if pages > 1 { first + take_varint(&mut rest) as u32 } else { first };
        let len = take_varint(&mut rest) as usize;
        let from = self.piece.len() - rest.len();
        take(&mut rest, len);
        self.at = self.piece.len() - rest.len();
        self.list = ListAt { pages, first, last, from };
        true
    }

    fn list(&self) -> ListRef<'_> {
        let ListAt { pages, first, last, from } = self.list;
        ListRef { pages, first, last, bytes: &self.piece[from..self.at] }
    }
}

/// All terms of runs over successive pages, in order, each with its one list.
pub fn merge(runs: Vec<Run>, mut each: impl FnMut(&[u8], &List)) {
    let mut cursors: Vec<Cursor> = runs.into_iter().map(Cursor::new).collect();
    let mut heap = BinaryHeap::new();
    for (at, cursor) in cursors.iter_mut().enumerate() {
        let mut term = Vec::new();
        if cursor.next(&mut term) {
            heap.push(Reverse((term, at)));
        }
    }
    let (mut current, mut list) = (Vec::new(), List::default());
    while let Some(Reverse((mut term, at))) = heap.pop() {
        if term != current {
            if list.pages > 0 {
                each(&current, &list);
            }
            current.clone_from(&term);
            list.clear();
        }
        list.append(&cursors[at].list());
        if cursors[at].next(&mut term) {
            heap.push(Reverse((term, at)));
        }
    }
    if list.pages > 0 {
        each(&current, &list);
    }
}

/// One run of successive runs, packed: it waits until all pages are read.
pub fn merged(runs: Vec<Run>) -> Run {
    let mut writer = RunWriter { run: Run { pieces: Vec::new(), packed: true }, ..RunWriter::default() };
    merge(runs, |term, list| writer.push(term, list));
    writer.finish()
}
