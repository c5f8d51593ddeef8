//! Search: an index of plans, documents and agencies in files that a reader loads on demand.
//!
//! `terms` makes a text into terms, `index` the terms of pages into lists, `shards` the lists into files.
//! `search-engine.js` of the theme reads them.

mod abbreviations;
mod columns;
mod excerpts;
mod files;
mod hash;
mod index;
mod list;
mod postings;
mod shards;
mod terms;
#[cfg(test)]
mod tests;

use columns::Columns;
use excerpts::Excerpts;
pub use files::File;
use index::{BATCH, Batch, Run};
use jiff::civil::Date;
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
    /// What has no address of its own on the page.
    pub body: Vec<Cow<'a, str>>,
    pub rows: Vec<Row<'a>>,
    pub sections: Vec<Section<'a>>,
}

/// A task or a target.
#[derive(Debug, Default)]
pub struct Row<'a> {
    pub anchor: Cow<'a, str>,
    pub text: Cow<'a, str>,
    pub lead: Cow<'a, str>,
    pub support: Cow<'a, str>,
    pub deadline: Cow<'a, str>,
    pub product: Cow<'a, str>,
    /// The day it is due.
    pub due: Option<Date>,
    /// Who leads it, by the names that a reader may choose from.
    pub agencies: Vec<&'a str>,
}

/// A section of the running text: its heading is shown, its text is only found.
#[derive(Debug, Default)]
pub struct Section<'a> {
    pub anchor: Cow<'a, str>,
    pub heading: Cow<'a, str>,
    pub text: Vec<Cow<'a, str>>,
}

/// The file that a reader begins with.
pub const ROOT: &str = "root";

/// The index of pages, given in the order of their rank on ties (newest first), the same for any number of threads.
pub fn index<P: Sync>(items: &[P], page: impl Fn(&P) -> Page<'_> + Sync) -> Vec<File> {
    // Oldest first: a new page then gets a new place and leaves the others theirs.
    let items: Vec<&P> = items.iter().rev().collect();
    let stretch = COLUMN * items.len().div_ceil(16 * COLUMN).clamp(1, 4);
    let stretches: Vec<Stretch> = items
        .par_chunks(stretch)
        .enumerate()
        .map(|(at, items)| Stretch::new((at * stretch) as u32, items, &page))
        .collect();
    let mut named = Named::default();
    let (mut runs, mut files) = (Vec::new(), Vec::new());
    for stretch in stretches {
        runs.push(stretch.run);
        named.blocks += &stretch.named.blocks;
        named.columns += &stretch.named.columns;
        files.extend(stretch.files);
    }
    let mut shards = Shards::of(items.len());
    index::merge(runs, |term, list| shards.push(term, list));
    files.extend(shards.finish(named));
    files.sort_unstable();
    files.dedup_by(|a, b| a.id == b.id);
    files
}

/// Pages of a file of columns.
const COLUMN: usize = 8 * BATCH;

/// Names of the files that hold pages by their place, one after another.
#[derive(Default)]
pub struct Named {
    /// Of excerpts, one for each [`BATCH`] of pages.
    pub blocks: String,
    /// Of columns, one for each [`COLUMN`] of pages.
    pub columns: String,
}

/// Each two syllables of a text that stand together, folded: `dat_dai dai_xa`.
pub fn pairs(text: &str) -> String {
    let (mut terms, mut found) = (Terms::default(), Vec::new());
    terms.text(text, &mut |word, next| found.push((word, next)));
    let folded = |id| terms.words.get(id).map(|word: &terms::Word| &*word.folded);
    let pairs = found.into_iter().filter_map(|(word, next)| Some(format!("{}_{}", folded(word)?, folded(next)?)));
    pairs.collect::<Vec<_>>().join(" ")
}

/// What one thread makes of successive pages.
struct Stretch {
    run: Run,
    named: Named,
    files: Vec<File>,
}

impl Stretch {
    fn new<P>(first: u32, items: &[&P], page: impl Fn(&P) -> Page<'_>) -> Self {
        let mut terms = Terms::default();
        let mut batch = Batch::default();
        let (mut runs, mut named, mut files) = (Vec::new(), Named::default(), Vec::new());
        let mut columns = Columns::default();
        for (at, items) in items.chunks(BATCH).enumerate() {
            let mut excerpts = Excerpts::default();
            for (at, item) in items.iter().enumerate() {
                let page = page(item);
                units(&page, &mut terms, |unit, word, next| batch.add(at, unit, word, next));
                excerpts.push(&page);
                columns.push(&page);
            }
            runs.push(batch.run(terms.words.list(), first + (at * BATCH) as u32));
            let (block, packed) = excerpts.finish();
            named.blocks += &block;
            files.extend(packed);
            if (at + 1) % (COLUMN / BATCH) == 0 {
                files.extend(std::mem::take(&mut columns).finish(&mut named.columns));
            }
            if terms.words.list().len() > MAX_WORDS / 2 {
                terms = Terms::default();
            }
        }
        files.extend(columns.finish(&mut named.columns));
        Self { run: index::merged(runs), named, files }
    }
}

const TITLE: u32 = 0;
const ISSUER: u32 = 1;
const BODY: u32 = 2;
const ROWS: u32 = 3;
/// Rows past this share the places of the first ones: the reader looks into their texts in any case.
const PLACES: u32 = 48;
/// Sections follow; a unit fits into 6 bits.
const SECTIONS: u32 = ROWS + PLACES;
const SECTION_PLACES: u32 = 64 - SECTIONS;

/// Added to the unit of a row where a word stands beside its text: with who leads or supports, or in the product. There the
/// same few names stand in every plan, so long lists keep them apart.
const BESIDE: u32 = 64;

/// All terms of a page: `sink(unit, word, next)`.
fn units(page: &Page<'_>, terms: &mut Terms, mut sink: impl FnMut(u32, u32, u32)) {
    terms.title(page.title, &mut |word, next| sink(TITLE, word, next));
    terms.own_number(page.number, page.kind == Kind::Document, &mut |word, next| sink(TITLE, word, next));
    terms.text(page.issuer, &mut |word, next| sink(ISSUER, word, next));
    terms.day(page.date, &mut |word, next| sink(ISSUER, word, next));
    for text in &page.body {
        terms.text(text, &mut |word, next| sink(BODY, word, next));
    }
    for (row, unit) in page.rows.iter().zip((0..PLACES).cycle()) {
        let mut of_row = |word, next| sink(ROWS + unit, word, next);
        terms.text(&row.text, &mut of_row);
        terms.deadline(&row.deadline, &mut of_row);
        for agency in &row.agencies {
            terms.led(page.issuer, agency, &mut of_row);
        }
        for text in [&row.lead, &row.support, &row.product] {
            terms.text(text, &mut |word, next| sink(BESIDE + ROWS + unit, word, next));
        }
    }
    for (section, unit) in page.sections.iter().zip((0..SECTION_PLACES).cycle()) {
        for text in std::iter::once(&section.heading).chain(&section.text) {
            terms.text(text, &mut |word, next| sink(SECTIONS + unit, word, next));
        }
    }
}
