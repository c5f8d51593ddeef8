//! Sentences: a line of a word table, its slots filled by chance until none is left.

use super::{Commune, Date, documents::Document};
use std::collections::{BTreeMap, BTreeSet};

const FIELDS: &str = include_str!("../words/fields.txt");
const SENTENCES: &str = include_str!("../words/sentences.txt");
const AGENCIES: &str = include_str!("../words/agencies.txt");
const COMMUNES: &str = include_str!("../words/communes.txt");
const DOCUMENTS: &str = include_str!("../words/documents.txt");

/// splitmix64: small, and the same everywhere.
pub struct Rng(u64);

/// The word tables, read.
pub struct Words {
    tables: BTreeMap<&'static str, Vec<&'static str>>,
    pub fields: Vec<Field>,
    /// Departments of the city, no collective.
    departments: Vec<&'static str>,
}

/// A field of work: what a section of tasks is about.
#[derive(Default)]
pub struct Field {
    pub leads: Vec<&'static str>,
    pub titles: Vec<&'static str>,
    pub activities: Vec<&'static str>,
    pub things: Vec<&'static str>,
    pub goals: Vec<&'static str>,
    pub products: Vec<&'static str>,
    pub measures: Vec<&'static str>,
}

/// One plan's way of speaking: its facts, its field of the moment, and what it has cited so far.
pub struct Voice<'a> {
    pub rng: Rng,
    pub words: &'a Words,
    pub field: &'a Field,
    pub commune: &'a Commune,
    /// The commune that `{neighbour}` names.
    pub neighbour: &'a Commune,
    pub year: u32,
    /// What the deadline tables speak of.
    pub due: Date,
    /// Where reports go.
    pub to: &'a str,
    /// Those issued before the plan.
    pub documents: &'a [Document],
    /// The documents that this plan returns to.
    pub own: Vec<usize>,
    pub cited: BTreeSet<usize>,
    /// The place that `other` drew last.
    pub last: usize,
}

impl Rng {
    /// The chances of one thing of a kind.
    pub fn new(kind: &str, index: u64) -> Rng {
        let mut rng = Rng(index);
        for byte in kind.bytes() {
            rng.0 = rng.next() ^ u64::from(byte);
        }
        rng
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to one less than `end`.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// Both ends included.
    pub fn between(&mut self, low: u32, high: u32) -> u32 {
        low + self.below((high - low + 1) as usize) as u32
    }

    pub fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }

    pub fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    /// That many different places below `end`, in the order drawn.
    pub fn some(&mut self, count: usize, end: usize) -> Vec<usize> {
        let mut chosen = Vec::new();
        while chosen.len() < count.min(end) {
            let place = self.below(end);
            if !chosen.contains(&place) {
                chosen.push(place);
            }
        }
        chosen
    }
}

impl Words {
    pub fn new() -> Words {
        let mut words = Words {
            tables: [SENTENCES, AGENCIES, COMMUNES, DOCUMENTS].into_iter().flat_map(tables).collect(),
            fields: tables(FIELDS).map(|(leads, lines)| field(leads, &lines)).collect(),
            departments: Vec::new(),
        };
        let departments = words.table("city").iter().filter(|line| line.starts_with('-'));
        words.departments = departments.filter_map(|line| line.split(" | ").nth(1)).collect();
        words
    }

    pub fn table(&self, name: &str) -> &[&'static str] {
        match self.tables.get(name) {
            Some(lines) => lines,
            None => panic!("the word tables have no [{name}]"),
        }
    }

    pub fn pick(&self, rng: &mut Rng, table: &str) -> &'static str {
        rng.pick(self.table(table))
    }

    /// `Đông Lỗ`
    pub fn place_name(&self, rng: &mut Rng) -> String {
        format!("{} {}", self.pick(rng, "first"), self.pick(rng, "second"))
    }

    /// `Nguyễn Văn An`
    pub fn person(&self, rng: &mut Rng) -> String {
        let parts = ["family", "middle", "given"].map(|table| self.pick(rng, table));
        parts.join(" ")
    }
}

impl<'a> Voice<'a> {
    /// A line of the table, its slots filled.
    pub fn phrase(&mut self, table: &str) -> String {
        let mut out = String::new();
        self.say(table, &mut out);
        out
    }

    /// That line of the table, its slots filled.
    pub fn phrase_at(&mut self, table: &str, place: usize) -> String {
        let mut out = String::new();
        self.fill(self.words.table(table)[place], &mut out);
        out
    }

    /// The same as the opening of a text.
    pub fn sentence(&mut self, table: &str) -> String {
        capital(&self.phrase(table))
    }

    /// The name of the field, inside a sentence: `quản lý đất đai`.
    pub fn field_name(&mut self) -> String {
        let title = self.rng.pick(&self.field.titles);
        let title = title.strip_prefix("Về ").unwrap_or(title);
        uncapital(title)
    }

    /// The place among `documents` of one that the plan cites.
    pub fn document(&mut self) -> usize {
        if self.rng.percent(80) { self.rng.pick(&self.own) } else { self.rng.below(self.documents.len()) }
    }

    /// A mention of the document: whole the first time, then type and number.
    pub fn citation(&mut self, place: usize) -> String {
        let documents: &'a [Document] = self.documents;
        let document = &documents[place];
        let first = self.cited.insert(place);
        let Document { kind, number, .. } = document;
        let issuer = document.issuer_name;
        match (&document.alias, first, self.rng.below(10)) {
            (Some(alias), true, 0..6) | (Some(alias), false, _) => alias.clone(),
            (Some(_), true, _) if *kind == "Luật" => {
                format!("{} số {number} ngày {}", document.title, document.issued.short())
            }
            (_, true, 0) => format!("{kind} {number} ngày {} của {issuer}", document.issued.short()),
            (_, true, 1..4) => format!("{kind} số {number} ngày {} của {issuer}", document.issued.long()),
            (_, true, _) => format!("{kind} số {number} ngày {} của {issuer}", document.issued.short()),
            (_, false, 0..2) => format!("{kind} {number}"),
            (_, false, _) => format!("{kind} số {number}"),
        }
    }

    fn say(&mut self, table: &str, out: &mut String) {
        let field = self.field;
        let lines = match table {
            "activity" => &field.activities,
            "thing" => &field.things,
            "goal" => &field.goals,
            "product" => &field.products,
            "measure" => &field.measures,
            _ => self.words.table(table),
        };
        let line = lines[self.other(lines.len())];
        self.fill(line, out);
    }

    fn fill(&mut self, mut line: &str, out: &mut String) {
        while let Some((before, rest)) = line.split_once('{') {
            let Some((slot, after)) = rest.split_once('}') else {
                panic!("a slot is not closed in “{line}”");
            };
            out.push_str(before);
            self.slot(slot, out);
            line = after;
        }
        out.push_str(line);
    }

    fn slot(&mut self, slot: &str, out: &mut String) {
        let commune = self.commune;
        let words = self.words;
        let text = match slot {
            "kind" => commune.kind.to_owned(),
            "place" => commune.place(),
            "hamlet" => commune.hamlet().to_owned(),
            "village" => format!("{} {}", commune.hamlet(), commune.villages[self.other(commune.villages.len())]),
            "neighbour" => self.neighbour.place(),
            "name" => words.place_name(&mut self.rng),
            "official" => {
                let official = &commune.officials[self.rng.below(commune.officials.len())];
                format!("đồng chí {}, {}", official.name, official.title)
            }
            "unit" => {
                // The last unit is the collective.
                let place = self.rng.below(commune.units.len() - 1);
                commune.units[place].name.clone()
            }
            "agency" => self.agency().to_owned(),
            "to" => self.to.to_owned(),
            "field" => self.field_name(),
            "cite" => {
                let place = self.document();
                self.citation(place)
            }
            "before" => (self.year - 1).to_string(),
            "year" => self.year.to_string(),
            "next" => (self.year + 1).to_string(),
            "M" => self.due.written_month(),
            "Y" => self.due.year().to_string(),
            "Q" => ["I", "II", "III", "IV"][self.quarter()].to_owned(),
            "q" => (self.quarter() + 1).to_string(),
            "D" => self.due.short(),
            _ if slot.contains('|') => {
                let choices: Vec<&str> = slot.split('|').collect();
                self.rng.pick(&choices).to_owned()
            }
            _ => match slot.split_once('-').map(|(low, high)| (low.parse(), high.parse())) {
                Some((Ok(low), Ok(high))) => thousands(self.rng.between(low, high)),
                _ => return self.say(slot, out),
            },
        };
        out.push_str(&text);
    }

    /// From 0 to one less than `end`, but not what was drawn just before: no sentence says a thing twice.
    fn other(&mut self, end: usize) -> usize {
        let place = self.rng.below(end);
        self.last = if place == self.last { (place + 1) % end } else { place };
        self.last
    }

    fn quarter(&self) -> usize {
        (self.due.month() as usize - 1) / 3
    }

    pub fn agency(&mut self) -> &'static str {
        self.rng.pick(&self.words.departments)
    }
}

/// `quản lý` → `Quản lý`
pub fn capital(text: &str) -> String {
    with_first(text, |first| first.to_uppercase().collect())
}

/// `Trước ngày` → `trước ngày`
pub fn uncapital(text: &str) -> String {
    with_first(text, |first| first.to_lowercase().collect())
}

fn with_first(text: &str, change: impl Fn(char) -> String) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| change(first) + rest.as_str())
}

/// `12.450`
fn thousands(number: u32) -> String {
    match number {
        0..1000 => number.to_string(),
        _ => format!("{}.{:03}", number / 1000, number % 1000),
    }
}

/// What stands under each `[name]`.
fn tables(text: &'static str) -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
    text.split("\n[").skip(1).filter_map(|section| {
        let (name, body) = section.split_once("]\n")?;
        let lines = body.lines().filter(|line| !line.is_empty() && !line.starts_with(';'));
        Some((name, lines.collect()))
    })
}

fn field(leads: &'static str, lines: &[&'static str]) -> Field {
    let marked = |mark| lines.iter().filter_map(|line| line.strip_prefix(mark)).collect();
    Field {
        leads: leads.split(' ').collect(),
        titles: marked("= "),
        activities: marked("+ "),
        things: marked("- "),
        goals: marked("> "),
        products: marked("* "),
        measures: marked("% "),
    }
}
