//! Shards: terms in order with their lists become files of bounded size, and a directory finds the file of a term.
//!
//! A shard holds per folded term: bytes shared with the term before, length, rest; count of spellings; and per spelling
//! the marks of its words, `pages << 1 | long`, then length and list. Of a long list two files are named, of the texts and
//! of what stands beside them, each by its length, 0 for none, its name (6 bytes) and `pages << 1 | cut`: the newest pages,
//! where a list would be too long; then follow pages, length and list of the titles, or of all texts where these have no file.

use super::abbreviations;
use super::excerpts::{GROUP, ROWS};
use super::files::{File, base64};
use super::hash;
use super::index::{BATCH, shared};
use super::list::{List, put_varint};
use super::postings::{Coded, Part, coded, titles};
use super::{COLUMN, Named, PLACES, ROOT, SECTION_PLACES};
use crate::vietnamese::fold;
use rayon::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;
use std::hash::Hasher as _;

/// A shard ends after this many bytes at a term chosen by its hash, so that a new term moves few borders; at the latest
/// after [`SHARD_MAX`].
const SHARD: usize = 5 << 9;
const SHARD_MAX: usize = 6 << 10;
/// Of more pages there are so many shards that the root names directories only: then a shard may be a third of that.
const MANY: usize = 50_000;
/// Longer lists have files of their own.
const INLINE: usize = 2 << 10;
/// Of still longer lists only the newest part is kept: no reader on a phone loads more.
const LONGEST: usize = 40 << 10;
const TITLES: usize = 1 << 10;
/// More shards than this get directories of their own, of this many each.
const DIRECTORY: usize = 2048;
const SUBDIRECTORY: usize = 64;
/// Words known by heart to the reader: completion and rarity without a request.
const COMMON: usize = 4096;
/// Files packed at a time.
const PENDING: usize = 64;

#[derive(Default)]
pub struct Shards {
    /// Of all that is indexed.
    site_pages: usize,
    files: Vec<File>,
    directory: Vec<(String, String)>,
    pending: Vec<Raw>,
    raw: Vec<u8>,
    head: String,
    before: Vec<u8>,
    term: Vec<u8>,
    spellings: Vec<u8>,
    count: u64,
    pages: u32,
    words: Vec<(u32, String)>,
    /// The term has a list with a file of its own.
    long: bool,
    long_pairs: Vec<u32>,
}

/// A file to pack; a shard knows the head of its terms.
struct Raw {
    folder: &'static str,
    head: Option<String>,
    bytes: Vec<u8>,
}

impl Shards {
    pub fn of(pages: usize) -> Self {
        Self { site_pages: pages, ..Self::default() }
    }

    /// Takes the next spelling: `dat dai\0` and its marks.
    pub fn push(&mut self, term: &[u8], list: &List) {
        let split = term.iter().position(|byte| *byte == 0).unwrap_or(term.len());
        let (folded, marks) = term.split_at(split);
        if folded != self.term {
            self.close_term();
            self.term = folded.to_vec();
        }
        self.count += 1;
        self.pages += list.pages;
        self.spellings.extend(marks.get(1..).unwrap_or_default());
        let mut inline = coded(list, Part::All, INLINE);
        put_varint(&mut self.spellings, u64::from(list.pages) << 1 | u64::from(inline.cut));
        if inline.cut {
            let mut texts = coded(list, Part::Text, LONGEST);
            if texts.bytes.len() <= INLINE {
                inline = std::mem::take(&mut texts);
            } else {
                inline = titles(list, TITLES);
                self.long = true;
            }
            self.name_file(texts);
            self.name_file(coded(list, Part::Beside, LONGEST));
            put_varint(&mut self.spellings, u64::from(inline.pages));
        }
        put_varint(&mut self.spellings, inline.bytes.len() as u64);
        self.spellings.extend(inline.bytes);
    }

    fn name_file(&mut self, list: Coded) {
        put_varint(&mut self.spellings, list.bytes.len() as u64);
        if !list.bytes.is_empty() {
            self.spellings.extend(hash::of(&list.bytes).short());
            put_varint(&mut self.spellings, u64::from(list.pages) << 1 | u64::from(list.cut));
            self.pending.push(Raw { folder: "l", head: None, bytes: list.bytes });
        }
    }

    fn close_term(&mut self) {
        if self.count == 0 {
            return;
        }
        let term = std::mem::take(&mut self.term);
        if self.raw.is_empty() {
            let same = shared(&self.before, &term);
            // The shortest head above the last term of the shard before; both are text, so the cut is moved to a letter.
            let text = String::from_utf8_lossy(&term);
            let end =
                text.char_indices().map(|(at, c)| at + c.len_utf8()).find(|end| *end > same).unwrap_or(text.len());
            self.head = text[..end].to_owned();
            self.before.clear();
        }
        let same = shared(&self.before, &term);
        put_varint(&mut self.raw, same as u64);
        put_varint(&mut self.raw, (term.len() - same) as u64);
        self.raw.extend(&term[same..]);
        put_varint(&mut self.raw, self.count);
        self.raw.append(&mut self.spellings);
        if term.iter().all(u8::is_ascii_alphanumeric) {
            self.words.push((self.pages, String::from_utf8_lossy(&term).into_owned()));
        } else if self.long && term.contains(&b' ') {
            self.long_pairs.push(hash::fnv32(&term));
        }
        (self.count, self.pages, self.long) = (0, 0, false);
        let size = self.raw.len() * if self.site_pages > MANY { 3 } else { 1 };
        let border = hash::of(&term).finish().is_multiple_of(16);
        self.before = term;
        if size > SHARD_MAX || size > SHARD && border {
            self.close_shard();
        }
    }

    fn close_shard(&mut self) {
        if !self.raw.is_empty() {
            let (head, bytes) = (std::mem::take(&mut self.head), std::mem::take(&mut self.raw));
            self.pending.push(Raw { folder: "s", head: Some(head), bytes });
        }
        if self.pending.len() >= PENDING {
            self.pack();
        }
    }

    fn pack(&mut self) {
        let packed: Vec<(Option<String>, String, File)> = std::mem::take(&mut self.pending)
            .into_par_iter()
            .map(|raw| {
                let (name, file) = File::named(raw.folder, &raw.bytes);
                (raw.head, name, file)
            })
            .collect();
        for (head, name, file) in packed {
            self.files.push(file);
            self.directory.extend(head.map(|head| (head, name)));
        }
    }

    /// All files, with the root that finds them.
    pub fn finish(mut self, named_files: Named) -> Vec<File> {
        self.close_term();
        self.close_shard();
        self.pack();
        let mut depth = 0;
        while self.directory.len() > DIRECTORY {
            depth += 1;
            let mut upper = Vec::new();
            for part in self.directory.chunks(SUBDIRECTORY) {
                let raw = serde_json::to_vec(&directory(part)).unwrap_or_default();
                let (name, file) = File::named("d", &raw);
                upper.push((part.first().map(|(head, _)| head.clone()).unwrap_or_default(), name));
                self.files.push(file);
            }
            self.directory = upper;
        }
        self.words.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        self.words.truncate(COMMON);
        self.words.sort_by(|a, b| a.1.cmp(&b.1));
        let words: Vec<&str> = self.words.iter().map(|(_, word)| word.as_str()).collect();
        let root = Root {
            pages: self.site_pages,
            group: GROUP,
            block: BATCH,
            rows: ROWS,
            places: PLACES,
            sections: SECTION_PLACES,
            blocks: named_files.blocks,
            column: COLUMN,
            columns: named_files.columns,
            long: base64(&filter(&self.long_pairs)),
            abbreviations: abbreviations::TABLE.iter().map(|(short, long)| (fold(short), *long)).collect(),
            depth,
            terms: directory(&self.directory),
            words: words.join(" "),
            counts: self.words.iter().map(|(pages, _)| magnitude(*pages)).collect(),
        };
        self.files.push(File::new(ROOT, &serde_json::to_vec(&root).unwrap_or_default()));
        self.files
    }
}

#[derive(Serialize)]
struct Directory {
    heads: Vec<String>,
    names: String,
}

#[derive(Serialize)]
struct Root {
    pages: usize,
    group: usize,
    block: usize,
    rows: usize,
    places: u32,
    sections: u32,
    blocks: String,
    column: usize,
    columns: String,
    long: String,
    abbreviations: BTreeMap<String, &'static str>,
    depth: usize,
    terms: Directory,
    words: String,
    counts: String,
}

fn directory(entries: &[(String, String)]) -> Directory {
    Directory {
        heads: entries.iter().map(|(head, _)| head.clone()).collect(),
        names: entries.iter().map(|(_, name)| name.as_str()).collect(),
    }
}

/// A Bloom filter of the pairs that have a file of their own, 8 bits for each, 4 of them set: the reader begins with
/// other pairs.
fn filter(hashes: &[u32]) -> Vec<u8> {
    let mut bits = vec![0; hashes.len().max(8)];
    for &hash in hashes {
        for place in FILTER_SHIFTS.map(|shift| hash.rotate_left(shift) as usize % (bits.len() * 8)) {
            bits[place / 8] |= 1 << (place % 8);
        }
    }
    bits
}

const FILTER_SHIFTS: [u32; 4] = [0, 9, 17, 25];

/// Twice the binary logarithm of a count, as a letter from `A`.
fn magnitude(pages: u32) -> char {
    let twice = (f64::from(pages.max(1)).log2() * 2.0).round() as u8;
    char::from(b'A' + twice.min(57))
}
