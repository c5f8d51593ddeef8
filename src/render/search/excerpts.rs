//! Excerpts: what a result shows of a page, a few pages a file.
//!
//! A page is `[address, kind, title, number, issuer, date, count of rows, first rows, sections]`, a row
//! `[anchor, text, lead, deadline, support]`, without the empty texts at its end,
//! a section `[anchor, heading]`.

use super::files::{File, pack};
use super::{Page, Section, hash};
use serde::Serialize;
use std::borrow::Cow;
use std::hash::Hasher as _;

/// Pages of a file.
pub const GROUP: usize = 2;
/// Rows of a page in its file; the rest stand in files of their own.
pub const ROWS: usize = 64;
const TITLE_CHARS: usize = 400;
const ROW_CHARS: usize = 1200;

#[derive(Serialize)]
struct Excerpt<'a>(
    &'a str,
    u8,
    Cow<'a, str>,
    Cow<'a, str>,
    Cow<'a, str>,
    &'a str,
    usize,
    &'a [RowExcerpt<'a>],
    &'a [[Cow<'a, str>; 2]],
);

type RowExcerpt<'a> = Vec<Cow<'a, str>>;

/// The files of one batch of pages. They share the hash in their names, so the root keeps one name for them all.
#[derive(Default)]
pub struct Excerpts {
    pages: usize,
    group: Vec<u8>,
    hash: hash::Fnv,
    packed: Vec<(String, Vec<u8>)>,
}

impl Excerpts {
    pub fn push<'p>(&mut self, page: &'p Page<'_>) {
        let rows: Vec<RowExcerpt<'_>> = page
            .rows
            .iter()
            .map(|row| {
                let texts = [&row.anchor, &row.text, &row.lead, &row.deadline, &row.support];
                let mut excerpt: RowExcerpt<'_> = texts.into_iter().map(|text| clip(text, ROW_CHARS)).collect();
                while excerpt.last().is_some_and(|text| text.is_empty()) {
                    excerpt.pop();
                }
                excerpt
            })
            .collect();
        let section =
            |section: &'p Section<'_>| [&section.anchor, &section.heading].map(|text| clip(text, TITLE_CHARS));
        let sections: Vec<[Cow<'_, str>; 2]> = page.sections.iter().map(section).collect();
        let (first, rest) = rows.split_at(rows.len().min(ROWS));
        let [title, number, issuer] = [page.title, page.number, page.issuer].map(|text| clip(text, TITLE_CHARS));
        let excerpt =
            Excerpt(page.address, page.kind as u8, title, number, issuer, page.date, rows.len(), first, &sections);
        self.group.push(if self.group.is_empty() { b'[' } else { b',' });
        self.group.extend(json(&excerpt));
        for (part, rows) in rest.chunks(ROWS).enumerate() {
            self.add(format!("{}.{}", self.pages, part + 1), &json(rows));
        }
        self.pages += 1;
        if self.pages.is_multiple_of(GROUP) {
            self.close();
        }
    }

    fn close(&mut self) {
        if !self.group.is_empty() {
            self.group.push(b']');
            let group = std::mem::take(&mut self.group);
            self.add(((self.pages - 1) / GROUP).to_string(), &group);
        }
    }

    fn add(&mut self, part: String, raw: &[u8]) {
        self.hash.write(raw);
        self.packed.push((part, pack(raw)));
    }

    /// The name that the files share, and the files.
    pub fn finish(mut self) -> (String, Vec<File>) {
        self.close();
        let name = self.hash.name();
        let file = |(part, packed)| File { id: format!("x/{name}-{part}"), packed };
        let files = self.packed.into_iter().map(file).collect();
        (name, files)
    }
}

fn json(value: &(impl Serialize + ?Sized)) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}

fn clip(text: &str, chars: usize) -> Cow<'_, str> {
    if text.len() <= chars {
        return Cow::Borrowed(text);
    }
    match text.char_indices().nth(chars) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}
