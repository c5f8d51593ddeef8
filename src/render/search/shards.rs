//! Shards: terms in order with their lists become files of bounded size, and a directory finds the file of a term.
//!
//! A shard holds per folded term: bytes shared with the term before, length, rest; count of spellings; and per spelling
//! the marks of its words, `pages << 1 | cut`, then length and list, or, when cut: length and name (6 bytes) of
//! the file with the newest part of the list, length and list of the pages that have it in their title.

use super::excerpts::{GROUP, ROWS};
use super::files::{File, file, named};
use super::hash;
use super::index::{BATCH, shared};
use super::list::{List, put_varint};
use rayon::prelude::*;
use serde::Serialize;
use std::hash::Hasher as _;

/// A shard ends after this many bytes at a term chosen by its hash, so that a new term moves few borders.
const SHARD: usize = 5 << 10;
const SHARD_MAX: usize = 10 << 10;
/// Longer lists have files of their own.
const INLINE: usize = 3 << 10;
/// Of still longer lists only the newest part is kept: no reader on a phone loads more.
const LONGEST: usize = 48 << 10;
const TITLES: usize = 1 << 10;
/// More shards than this get directories of their own, of this many each.
const DIRECTORY: usize = 2048;
const SUBDIRECTORY: usize = 128;
/// Words known by heart to the reader: completion and rarity without a request.
const COMMON: usize = 4096;
/// Files packed at a time.
const PENDING: usize = 64;

#[derive(Default)]
pub struct Shards {
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
}

/// A file to pack; a shard knows the head of its terms.
struct Raw {
    folder: &'static str,
    head: Option<String>,
    bytes: Vec<u8>,
}

impl Shards {
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
        let cut = list.size() > INLINE;
        put_varint(&mut self.spellings, u64::from(list.pages) << 1 | u64::from(cut));
        let mut bytes = Vec::new();
        if cut {
            if list.size() > LONGEST {
                list.newest(LONGEST, &mut bytes);
            } else {
                list.whole(&mut bytes);
            }
            put_varint(&mut self.spellings, bytes.len() as u64);
            self.spellings.extend(hash::of(&bytes).short());
            self.pending.push(Raw { folder: "l", head: None, bytes: std::mem::take(&mut bytes) });
            list.titles(TITLES, &mut bytes);
        } else {
            list.whole(&mut bytes);
        }
        put_varint(&mut self.spellings, bytes.len() as u64);
        self.spellings.extend(bytes);
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
        if term.iter().all(u8::is_ascii_lowercase) {
            self.words.push((self.pages, String::from_utf8_lossy(&term).into_owned()));
        }
        (self.count, self.pages) = (0, 0);
        let size = self.raw.len();
        let border = hash::of(&term).finish().is_multiple_of(64);
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
                let (name, file) = named(raw.folder, &raw.bytes);
                (raw.head, name, file)
            })
            .collect();
        for (head, name, file) in packed {
            self.files.push(file);
            self.directory.extend(head.map(|head| (head, name)));
        }
    }

    /// All files, with the root that finds them.
    pub fn finish(mut self, pages: usize, blocks: &[String]) -> Vec<File> {
        self.close_term();
        self.close_shard();
        self.pack();
        let mut depth = 0;
        while self.directory.len() > DIRECTORY {
            depth += 1;
            let mut upper = Vec::new();
            for part in self.directory.chunks(SUBDIRECTORY) {
                let raw = serde_json::to_vec(&directory(part)).unwrap_or_default();
                let (name, file) = named("d", &raw);
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
            pages,
            group: GROUP,
            block: BATCH,
            rows: ROWS,
            blocks: blocks.concat(),
            depth,
            terms: directory(&self.directory),
            words: words.join(" "),
            counts: self.words.iter().map(|(pages, _)| magnitude(*pages)).collect(),
        };
        self.files.push(file("root", &serde_json::to_vec(&root).unwrap_or_default()));
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
    blocks: String,
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

/// Twice the binary logarithm of a count, as a letter from `A`.
fn magnitude(pages: u32) -> char {
    let twice = (f64::from(pages.max(1)).log2() * 2.0).round() as u8;
    char::from(b'A' + twice.min(57))
}
