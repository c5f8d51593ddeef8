//! Search: an index of plans, documents and agencies in files that a reader loads on demand.
//!
//! `terms` makes a text into terms, `index` the terms of pages into lists, `shards` the lists into files.
//! `search.js` of the theme reads them.

mod excerpts;
mod files;
mod hash;
mod index;
mod list;
mod shards;
mod terms;
#[cfg(test)]
mod tests;

use excerpts::Excerpts;
use files::File;
use index::{BATCH, Batch, Run};
use rayon::prelude::*;
use shards::Shards;
use std::borrow::Cow;
use terms::{MAX_WORDS, Terms};

#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Kind {
    Plan,
    Document,
    Agency,
}

/// What can be found of a page; empty texts are none.
#[derive(Debug)]
pub struct Page<'a> {
    /// Relative to the root of the site: `ke-hoach/x/75-2025/`.
    pub address: &'a str,
    pub kind: Kind,
    pub title: &'a str,
    pub number: &'a str,
    pub issuer: &'a str,
    /// ISO.
    pub date: &'a str,
    pub body: Vec<Cow<'a, str>>,
    pub rows: Vec<Row<'a>>,
}

#[derive(Debug)]
pub struct Row<'a> {
    pub anchor: Cow<'a, str>,
    pub text: Cow<'a, str>,
    pub lead: Cow<'a, str>,
    pub support: Cow<'a, str>,
    pub deadline: Cow<'a, str>,
    pub product: Cow<'a, str>,
}

/// The index of pages, given in the order of their rank on ties (newest first): paths under `tim-kiem/` and bytes,
/// the same for any number of threads.
pub fn index<P: Sync>(items: &[P], page: impl Fn(&P) -> Page<'_> + Sync) -> Vec<File> {
    // Oldest first: a new page then gets a new place and leaves the others theirs.
    let items: Vec<&P> = items.iter().rev().collect();
    let stretch = BATCH * (items.len() / (16 * BATCH)).clamp(1, 16);
    let stretches: Vec<Stretch> = items
        .par_chunks(stretch)
        .enumerate()
        .map(|(at, items)| Stretch::new((at * stretch) as u32, items, &page))
        .collect();
    let (mut runs, mut blocks, mut files) = (Vec::new(), Vec::new(), Vec::new());
    for stretch in stretches {
        runs.push(stretch.run);
        blocks.extend(stretch.blocks);
        files.extend(stretch.files);
    }
    let mut shards = Shards::default();
    index::merge(runs, |term, list| shards.push(term, list));
    files.extend(shards.finish(items.len(), &blocks));
    files.sort();
    files.dedup_by(|a, b| a.0 == b.0);
    files
}

/// What one thread makes of successive pages.
struct Stretch {
    run: Run,
    blocks: Vec<String>,
    files: Vec<File>,
}

impl Stretch {
    fn new<P>(first: u32, items: &[&P], page: impl Fn(&P) -> Page<'_>) -> Self {
        let mut terms = Terms::default();
        let mut batch = Batch::default();
        let (mut runs, mut blocks, mut files) = (Vec::new(), Vec::new(), Vec::new());
        for (at, items) in items.chunks(BATCH).enumerate() {
            let mut excerpts = Excerpts::default();
            for (at, item) in items.iter().enumerate() {
                let page = page(item);
                units(&page, &mut terms, |unit, word, next| batch.add(at, unit, word, next));
                excerpts.push(&page);
            }
            runs.push(batch.run(terms.words.list(), first + (at * BATCH) as u32));
            let (block, packed) = excerpts.finish();
            blocks.push(block);
            files.extend(packed);
            if terms.words.list().len() > MAX_WORDS / 2 {
                terms = Terms::default();
            }
        }
        Self { run: index::merged(runs), blocks, files }
    }
}

const TITLE: u32 = 0;
const ISSUER: u32 = 1;
const BODY: u32 = 2;
const ROWS: u32 = 3;

/// All terms of a page: `sink(unit, word, next)`.
fn units(page: &Page<'_>, terms: &mut Terms, mut sink: impl FnMut(u32, u32, u32)) {
    terms.title(page.title, &mut |word, next| sink(TITLE, word, next));
    terms.own_number(page.number, page.kind == Kind::Document, &mut |word, next| sink(TITLE, word, next));
    terms.text(page.issuer, &mut |word, next| sink(ISSUER, word, next));
    terms.day(page.date, &mut |word, next| sink(ISSUER, word, next));
    for text in &page.body {
        terms.text(text, &mut |word, next| sink(BODY, word, next));
    }
    for (unit, row) in (ROWS..).step_by(2).zip(&page.rows) {
        for text in [&row.text, &row.lead] {
            terms.text(text, &mut |word, next| sink(unit, word, next));
        }
        terms.deadline(&row.deadline, &mut |word, next| sink(unit, word, next));
        for text in [&row.support, &row.product] {
            terms.text(text, &mut |word, next| sink(unit + 1, word, next));
        }
    }
}
