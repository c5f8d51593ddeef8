//! Term: the term of the Party's congress beside a number, “27-NQ/TW của Hội nghị Trung ương 7 (khóa XII)”.

use crate::model::number::reading::{phrase_at, skip_space, word_at, word_before};
use jiff::civil::Date;
use std::ops::Range;

/// Khóa: the years from one congress of the Party to the next; the eleventh met in 2011, and one meets every five years.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term(u8);

impl Term {
    /// Whether a day lies in the years of the term. That of a congress is of two terms.
    pub fn holds(self, day: Date) -> bool {
        let first = 2011 + (i16::from(self.0) - 11) * 5;
        (first..=first + 5).contains(&day.year())
    }
}

const SPELLINGS: [&str; 2] = ["khóa", "khoá"];

/// Words that may stand between a number and its term.
const BETWEEN: [&str; 32] = [
    "của", "tại", "hội", "nghị", "đại", "biểu", "lần", "thứ", "nhất", "hai", "ba", "tư", "bốn", "năm", "sáu", "bảy",
    "tám", "chín", "mười", "một", "ban", "chấp", "hành", "trung", "ương", "đảng", "bch", "tw", "cộng", "sản", "việt",
    "nam",
];

/// The term beside a mention of a party number, if one is named.
pub(super) fn beside(text: &str, range: &Range<usize>) -> Option<Term> {
    within(&text[range.clone()]).or_else(|| after(text, range.end)).or_else(|| before(text, range.start))
}

fn within(mention: &str) -> Option<Term> {
    let at = SPELLINGS.iter().find_map(|word| mention.rfind(word))?;
    named(mention, at)
}

fn after(text: &str, mut at: usize) -> Option<Term> {
    loop {
        at = skip_space(text, at);
        if text[at..].starts_with(['(', ',']) {
            at += 1;
            continue;
        }
        if let Some(term) = named(text, at) {
            return Some(term);
        }
        let word = word_at(text, at);
        let is_between = BETWEEN.contains(&&*word.to_lowercase()) || word.len() < 3 && word.parse::<u8>().is_ok();
        if word.is_empty() || !is_between {
            return None;
        }
        at += word.len();
    }
}

fn before(text: &str, start: usize) -> Option<Term> {
    let text = text[..start].trim_end();
    let text = text.strip_suffix("số").unwrap_or(text).trim_end_matches([' ', ',', ')']);
    let from = text.len() - word_before(text, 0, text.len()).len();
    named(text, text[..from].trim_end().rfind(char::is_whitespace)? + 1)
}

/// “khóa XII” at a place.
fn named(text: &str, at: usize) -> Option<Term> {
    let after = SPELLINGS.iter().find_map(|word| phrase_at(text, at, word))?;
    roman(word_at(text, skip_space(text, after))).map(Term)
}

/// Of the terms since the party governs: I to XX.
fn roman(written: &str) -> Option<u8> {
    const ROMAN: [&str; 20] = [
        "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII",
        "XVIII", "XIX", "XX",
    ];
    let place = ROMAN.iter().position(|known| *known == written)? as u8 + 1;
    Some(place)
}

#[cfg(test)]
mod tests {
    use crate::model::citation::mentions;
    use jiff::civil::date;

    #[test]
    fn a_term_is_read_beside_a_party_number() {
        let day = date(2017, 10, 25);
        let table = [
            ("Nghị quyết số 18-NQ/TW", None),
            ("Nghị quyết số 18-NQ/TW của Hội nghị Trung ương 6 (khóa XII)", Some(true)),
            ("Nghị quyết số 18-NQ/TW của Ban Chấp hành Trung ương Đảng khóa XII", Some(true)),
            ("Nghị quyết 18-NQ/TW, khoá XIII", Some(false)),
            ("18-NQ/TW khóa XI", Some(false)),
            ("Nghị quyết Hội nghị Trung ương 5 khóa XIII số 18-NQ/TW", Some(false)),
            ("Nghị quyết số 18-NQ/TW Hội nghị lần thứ năm Ban Chấp hành Trung ương Đảng khóa XIII", Some(false)),
            ("Nghị quyết số 18-NQ/TW và Nghị quyết Đại hội Đảng bộ thành phố khóa XVI", None),
            ("Nghị quyết số 268/NQ-CP của Chính phủ khóa XV", None),
        ];
        for (text, holds) in table {
            let term = mentions(text)[0].citation.term;
            assert_eq!(term.map(|term| term.holds(day)), holds, "{text}: {term:?}");
        }
    }
}
