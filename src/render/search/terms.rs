//! Terms: a text becomes the syllables, pairs, numbers and months that a reader may look up.

use super::abbreviations;
use super::hash::Fnv;
use crate::vietnamese::{fold, tone as tone_of};
use std::collections::HashMap;
use std::fmt::Write as _;
use std::hash::BuildHasherDefault;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// A word is packed into 20 bits of a posting; words past that are not looked up.
pub const MAX_WORDS: usize = (1 << 20) - 1;
/// Longer runs of letters are data, not words.
const MAX_WORD_BYTES: usize = 96;

/// A syllable without its marks, and the marks.
pub struct Word {
    pub folded: Box<str>,
    pub marks: u8,
    number: Option<u32>,
    /// What it abbreviates, where it is written in capitals.
    meaning: Option<&'static str>,
}

type Map<V> = HashMap<Box<str>, V, BuildHasherDefault<Fnv>>;

/// The words met so far; 0 stands for none.
#[derive(Default)]
pub struct Words {
    list: Vec<Word>,
    written: Map<u32>,
    folded: Map<Vec<(u8, u32)>>,
}

impl Words {
    pub fn get(&self, id: u32) -> Option<&Word> {
        self.list.get((id as usize).wrapping_sub(1))
    }

    pub fn list(&self) -> &[Word] {
        &self.list
    }

    /// The id of a word as written in a text.
    fn written(&mut self, text: &str) -> u32 {
        if let Some(&id) = self.written.get(text) {
            return id;
        }
        let id = if text.len() > MAX_WORD_BYTES { 0 } else { self.spelled(&fold(text), marks(text)) };
        self.written.insert(text.into(), id);
        id
    }

    fn spelled(&mut self, folded: &str, marks: u8) -> u32 {
        if let Some(&(_, id)) = self.folded.get(folded).and_then(|ids| ids.iter().find(|(m, _)| *m == marks)) {
            return id;
        }
        if self.list.len() >= MAX_WORDS || folded.is_empty() {
            return 0;
        }
        let number =
            if folded.len() <= 6 && folded.bytes().all(|b| b.is_ascii_digit()) { folded.parse().ok() } else { None };
        self.list.push(Word { folded: folded.into(), marks, number, meaning: abbreviations::meaning(folded) });
        let id = self.list.len() as u32;
        self.folded.entry(folded.into()).or_default().push((marks, id));
        id
    }
}

/// What tells one spelling of a syllable from another, wherever its marks stand (hoà = hòa):
/// tone in bits 0–2, vowel in bits 3–5, the stroke of đ in bit 6. The reader computes the same.
fn marks(text: &str) -> u8 {
    let (mut tone, mut vowel, mut stroke) = (0, 0, 0);
    for c in text.nfd() {
        match c {
            c if tone_of(c) > 0 => tone = tone_of(c),
            '\u{302}' => vowel = 1,
            '\u{306}' => vowel = 2,
            '\u{31b}' => vowel = if vowel == 3 { 4 } else { 3 },
            'đ' | 'Đ' => stroke = 1,
            _ => {}
        }
    }
    stroke << 6 | vowel << 3 | tone
}

/// What stands between two words.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Joint {
    Space,
    Slash,
    Hyphen,
    Dot,
    /// The end of a sentence: no pair crosses it.
    Stop,
}

#[derive(Clone, Copy)]
struct Token {
    word: u32,
    before: Joint,
    /// White space stands around the joint.
    loose: bool,
    /// The first letter is a capital.
    upper: bool,
    capitals: bool,
}

/// Reads texts into terms: `sink(word, 0)` for a word, `sink(word, next)` for a pair.
#[derive(Default)]
pub struct Terms {
    pub words: Words,
    tokens: Vec<Token>,
    name: String,
}

/// The sign behind a term that is more than a word of a text. It sorts before letters and digits, so a number or a month
/// stands beside the one without it, and the reader finds both in one file.
const DUE: &str = "!";
const OWN_NUMBER: &str = "#";
const DOCUMENT_NUMBER: &str = "$";
const TITLE: &str = "%";
const LED: &str = "&";
/// A title of so few words may be all that a reader types.
const SHORT_TITLE: usize = 6;
/// Whoever looks for a place types the end of its issuer's name: `dong hai` of `UBND phường Đông Hải`.
const PLACE: usize = 2;
/// Longer names are sentences about who leads.
const LONGEST_NAME: usize = 12;

impl Terms {
    pub fn text(&mut self, text: &str, sink: &mut impl FnMut(u32, u32)) {
        self.read(text, sink);
        self.numbers("", sink);
        self.months("", sink);
    }

    /// A month in a deadline is worth more than a month in a text.
    pub fn deadline(&mut self, text: &str, sink: &mut impl FnMut(u32, u32)) {
        self.read(text, sink);
        self.numbers("", sink);
        self.months(DUE, sink);
    }

    /// A short title is also a term as a whole: `phòng kinh tế` is first of all the page of that name.
    pub fn title(&mut self, text: &str, sink: &mut impl FnMut(u32, u32)) {
        self.text(text, sink);
        if (1..=SHORT_TITLE).contains(&self.tokens.len()) {
            self.name.clear();
            for token in &self.tokens {
                // A space would sort the term among the pairs of its first word, which are two words to the index.
                if !self.name.is_empty() {
                    self.name.push('_');
                }
                self.name.push_str(self.words.get(token.word).map_or("", |word| &word.folded));
            }
            self.name.push_str(TITLE);
            let id = self.words.spelled(&self.name, 0);
            sink(id, 0);
        }
    }

    /// The number a page bears itself, not one that it cites.
    pub fn own_number(&mut self, text: &str, of_document: bool, sink: &mut impl FnMut(u32, u32)) {
        self.text(text, sink);
        self.numbers(if of_document { DOCUMENT_NUMBER } else { OWN_NUMBER }, sink);
    }

    /// Who leads, and where: `&dong hai&phong kinh te`. Each commune has such an agency, so the words of its name say little
    /// and have long lists; together with the place they say much and have a short one.
    pub fn led(&mut self, issuer: &str, agency: &str, sink: &mut impl FnMut(u32, u32)) {
        let [place, name] = [issuer, agency].map(|text| {
            self.read(text, &mut |_, _| {});
            // The reader writes out abbreviations before it looks for names.
            let word = |at| match self.meaning(at) {
                Some(meaning) => fold(meaning),
                None => self.word(at).map_or_else(String::new, |word| word.folded.to_string()),
            };
            (0..self.tokens.len()).map(word).collect::<Vec<_>>().join(" ")
        });
        let place = place.rmatch_indices(' ').nth(PLACE - 1).map_or(&*place, |(at, _)| &place[at + 1..]);
        if place.is_empty() || name.is_empty() || name.split(' ').count() > LONGEST_NAME {
            return;
        }
        self.special(format_args!("{LED}{place}{LED}{name}"), sink);
    }

    /// `2025-10-13`: the day and its month.
    pub fn day(&mut self, iso: &str, sink: &mut impl FnMut(u32, u32)) {
        if iso.len() != 10 || iso.bytes().any(|byte| !byte.is_ascii_digit() && byte != b'-') {
            return;
        }
        for term in [&iso[..4], &iso[..7], iso] {
            let id = self.words.spelled(term, 0);
            sink(id, 0);
        }
    }

    fn read(&mut self, text: &str, sink: &mut impl FnMut(u32, u32)) {
        self.tokens.clear();
        let mut gap = 0;
        let mut start = None;
        for (at, c) in text.char_indices().chain(std::iter::once((text.len(), ' '))) {
            if in_word(c) {
                start.get_or_insert(at);
            } else if let Some(from) = start.take() {
                let written = &text[from..at];
                let (before, loose) = joint(&text[gap..from]);
                let upper = written.chars().next().is_some_and(char::is_uppercase);
                let capitals = upper && !written.chars().any(char::is_lowercase);
                self.tokens.push(Token { word: self.words.written(written), before, loose, upper, capitals });
                gap = at;
            }
        }
        let mut last = 0;
        for at in 0..self.tokens.len() {
            let Token { word, before, .. } = self.tokens[at];
            if before == Joint::Stop {
                last = 0;
            }
            if word == 0 {
                last = 0;
                continue;
            }
            sink(word, 0);
            match self.meaning(at) {
                None => last = self.pair(last, word, sink),
                Some(meaning) => {
                    for part in meaning.split(' ') {
                        let part = self.words.written(part);
                        sink(part, 0);
                        last = self.pair(last, part, sink);
                    }
                }
            }
        }
    }

    fn pair(&self, last: u32, word: u32, sink: &mut impl FnMut(u32, u32)) -> u32 {
        if last != 0 {
            sink(last, word);
        }
        word
    }

    /// What a token abbreviates; nothing within a number such as `75/KH-UBND`.
    fn meaning(&self, at: usize) -> Option<&'static str> {
        let meaning = self.word(at)?.meaning.filter(|_| self.tokens[at].capitals)?;
        let (mut from, mut slash) = (at, false);
        while let Joint::Slash | Joint::Hyphen = self.tokens[from].before
            && from > 0
        {
            slash |= self.tokens[from].before == Joint::Slash;
            from -= 1;
        }
        (!slash || self.number(from).is_none()).then_some(meaning)
    }

    /// `268/NQ-CP` → `268nqcp`, `151/2025/NĐ-CP` → `151ndcp`, `03/CV-BCĐ` → `3cvbcd`, `18-NQ/TW` → `18nqtw`.
    fn numbers(&mut self, sign: &str, sink: &mut impl FnMut(u32, u32)) {
        for at in 0..self.tokens.len() {
            if self.number_at(at) {
                self.name.push_str(sign);
                let id = self.words.spelled(&self.name, 0);
                sink(id, 0);
            }
        }
    }

    /// Leaves the canonical number that starts at a token in `self.name`.
    fn number_at(&mut self, at: usize) -> bool {
        let Some(number) = self.number(at) else { return false };
        if at > 0 && matches!(self.tokens[at].before, Joint::Slash | Joint::Hyphen | Joint::Dot) {
            return false;
        }
        self.name.clear();
        let _ = write!(self.name, "{number}");
        let mut next = at + 1;
        if let (Some(Joint::Dot), Some(part)) = (self.before(next), self.number(next)) {
            let _ = write!(self.name, ".{part}");
            next += 1;
        }
        if self.before(next) == Some(Joint::Slash) && self.year(next).is_some() {
            next += 1;
        }
        let party = self.before(next) == Some(Joint::Hyphen);
        if !party && self.before(next) != Some(Joint::Slash) {
            return false;
        }
        let (mut parts, mut slashes) = (0, 0);
        while let Some(token) = self.tokens.get(next) {
            let joined = matches!(token.before, Joint::Slash | Joint::Hyphen);
            let Some(word) = self.words.get(token.word) else { break };
            let letters = word.folded.starts_with(|c: char| c.is_ascii_lowercase()) && word.folded.len() <= 12;
            if !joined || !letters || (token.loose && !token.upper) || parts == 5 {
                break;
            }
            slashes += u32::from(token.before == Joint::Slash);
            self.name.push_str(&word.folded);
            parts += 1;
            next += 1;
        }
        parts > 0 && (!party || slashes > 0)
    }

    /// `tháng 11/2025`, `11/2025`, `tháng 11 năm 2025`, `T11/2025` → `2025-11`; a day also gives `2025-11-05`;
    /// `quý IV/2025` → `2025-q4`; `tháng 11-12/2025` → both.
    fn months(&mut self, sign: &str, sink: &mut impl FnMut(u32, u32)) {
        for at in 1..self.tokens.len() {
            let Some(year) = self.year(at) else { continue };
            if self.before(at + 1) == Some(Joint::Slash) {
                continue; // 12/2025/NĐ-CP
            }
            let mut tight = self.tokens[at].before;
            let mut from = at - 1;
            let named = self.is(from, "nam");
            if named {
                tight = Joint::Slash;
                if from == 0 {
                    continue;
                }
                from -= 1;
            }
            let before = |back: usize| from.checked_sub(back);
            let month_word = before(1).is_some_and(|i| self.is(i, "thang")) || self.written_month(from).is_some();
            let joined = matches!(tight, Joint::Slash | Joint::Hyphen | Joint::Dot);
            if joined && let (true, Some(quarter)) = (before(1).is_some_and(|i| self.is(i, "quy")), self.quarter(from))
            {
                self.special(format_args!("{year}-q{quarter}{sign}"), sink);
                continue;
            }
            let Some(month) = self.number(from).filter(|m| (1..=12).contains(m)).or_else(|| self.written_month(from))
            else {
                continue;
            };
            if !(joined || month_word && tight == Joint::Space) {
                continue;
            }
            self.special(format_args!("{year}-{month:02}{sign}"), sink);
            let day_at = if month_word { before(2) } else { before(1) };
            let earlier = day_at.and_then(|i| self.number(i));
            let range = !named && self.tokens[from].before == Joint::Hyphen && tight != Joint::Hyphen;
            match earlier {
                Some(first) if range && (1..month).contains(&first) => {
                    for month in first..month {
                        self.special(format_args!("{year}-{month:02}{sign}"), sink);
                    }
                }
                Some(day) if (1..=31).contains(&day) && (month_word || self.tokens[from].before == tight) => {
                    self.special(format_args!("{year}-{month:02}-{day:02}{sign}"), sink);
                }
                _ => {}
            }
        }
    }

    fn special(&mut self, term: std::fmt::Arguments<'_>, sink: &mut impl FnMut(u32, u32)) {
        self.name.clear();
        let _ = self.name.write_fmt(term);
        let id = self.words.spelled(&self.name, 0);
        sink(id, 0);
    }

    fn word(&self, at: usize) -> Option<&Word> {
        self.words.get(self.tokens.get(at)?.word)
    }

    fn is(&self, at: usize, folded: &str) -> bool {
        self.word(at).is_some_and(|word| &*word.folded == folded)
    }

    fn before(&self, at: usize) -> Option<Joint> {
        Some(self.tokens.get(at)?.before)
    }

    fn number(&self, at: usize) -> Option<u32> {
        self.word(at)?.number
    }

    fn year(&self, at: usize) -> Option<u32> {
        self.number(at).filter(|year| (1945..=2199).contains(year))
    }

    /// `T11`
    fn written_month(&self, at: usize) -> Option<u32> {
        let month = self.word(at)?.folded.strip_prefix('t')?.parse().ok()?;
        (1..=12).contains(&month).then_some(month)
    }

    fn quarter(&self, at: usize) -> Option<u32> {
        match &*self.word(at)?.folded {
            "i" | "1" | "01" => Some(1),
            "ii" | "2" | "02" => Some(2),
            "iii" | "3" | "03" => Some(3),
            "iv" | "4" | "04" => Some(4),
            _ => None,
        }
    }
}

fn in_word(c: char) -> bool {
    match c {
        '\0'..='\u{7f}' => c.is_ascii_alphanumeric(),
        // The letters of Vietnamese without a look into the tables.
        '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{1b0}' | '\u{1ea0}'..='\u{1ef9}' => true,
        // The reader's language sorts what is past these differently.
        '\u{10000}'.. => false,
        _ => c.is_alphanumeric() || is_combining_mark(c),
    }
}

/// A dot or colon ends a sentence only before white space; a line ends one only before a bullet or an empty line.
fn joint(gap: &str) -> (Joint, bool) {
    if gap == " " {
        return (Joint::Space, true);
    }
    let mut joint = Joint::Space;
    let mut chars = gap.chars().peekable();
    let (mut loose, mut lines) = (false, 0);
    while let Some(c) = chars.next() {
        match c {
            ';' | '!' | '?' | '…' | '•' => return (Joint::Stop, loose),
            '.' | ':' if chars.peek().is_some_and(|c| c.is_whitespace()) => return (Joint::Stop, loose),
            '.' | ':' if joint == Joint::Space => joint = Joint::Dot,
            '/' => joint = Joint::Slash,
            '-' | '–' | '—' | '−' | '&' | '+' | '*' if lines > 0 && joint == Joint::Space => {
                return (Joint::Stop, loose);
            }
            '-' | '–' | '—' | '−' | '&' if joint != Joint::Slash => joint = Joint::Hyphen,
            '\n' => {
                lines += 1;
                loose = true;
                if lines > 1 {
                    return (Joint::Stop, loose);
                }
            }
            c if c.is_whitespace() => loose = true,
            _ => {}
        }
    }
    (joint, loose)
}
