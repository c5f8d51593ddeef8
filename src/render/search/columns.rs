//! Columns: by what the reader narrows and sorts results, for many pages in one file.
//!
//! `{ issuers, agencies, pages }`; a page is `[kind, issuer, year, due of its rows, agencies of its rows]`: names are
//! positions in the lists, a day is counted from 2000-01-01 (0 for none), the agencies of a row are a list or -1.

use super::Page;
use super::files::File;
use jiff::civil::{Date, date};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Default)]
pub struct Columns {
    issuers: Names,
    agencies: Names,
    pages: Vec<Column>,
}

#[derive(Serialize)]
struct Column(u8, usize, u16, Vec<i32>, Vec<Led>);

#[derive(Serialize)]
#[serde(untagged)]
enum Led {
    Nobody(i8),
    One(usize),
    Several(Vec<usize>),
}

/// Names in the order in which they are first met.
#[derive(Default)]
struct Names {
    list: Vec<String>,
    places: BTreeMap<String, usize>,
}

impl Names {
    fn place(&mut self, name: &str) -> usize {
        if let Some(place) = self.places.get(name) {
            return *place;
        }
        self.places.insert(name.to_owned(), self.list.len());
        self.list.push(name.to_owned());
        self.list.len() - 1
    }
}

#[derive(Serialize)]
struct Written<'c> {
    issuers: &'c [String],
    agencies: &'c [String],
    pages: &'c [Column],
}

impl Columns {
    pub fn push(&mut self, page: &Page<'_>) {
        let mut led = |agencies: &[&str]| match agencies {
            [] => Led::Nobody(-1),
            [one] => Led::One(self.agencies.place(one)),
            several => Led::Several(several.iter().map(|name| self.agencies.place(name)).collect()),
        };
        let year = page.date.get(..4).and_then(|year| year.parse().ok()).unwrap_or_default();
        let agencies = page.rows.iter().map(|row| led(&row.agencies)).collect();
        let due = page.rows.iter().map(|row| row.due.map_or(0, day)).collect();
        self.pages.push(Column(page.kind as u8, self.issuers.place(page.issuer), year, due, agencies));
    }

    /// The file, unless there are no pages; its name is added to the names.
    pub fn finish(self, names: &mut String) -> Option<File> {
        if self.pages.is_empty() {
            return None;
        }
        let Self { issuers, agencies, pages } = &self;
        let written = Written { issuers: &issuers.list, agencies: &agencies.list, pages };
        let (name, file) = File::named("c", &serde_json::to_vec(&written).unwrap_or_default());
        names.push_str(&name);
        Some(file)
    }
}

fn day(day: Date) -> i32 {
    const FIRST: Date = date(2000, 1, 1);
    FIRST.until(day).map_or(0, |span| span.get_days())
}
