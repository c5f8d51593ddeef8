//! Date: the day of issue in a citation, “ngày 31/8/2025” or “ngày 31 tháng 8 năm 2025”.

use super::law;
use crate::model::number::reading::{
    char_at, char_before, digits_end, is_hyphen, is_word, phrase_at, skip_space, space_before,
};
use jiff::civil::Date;

/// Reads a date that starts at a place, with its end. Without “ngày” it must be in figures and whole: `31/8/2025`.
pub(super) fn read(text: &str, at: usize) -> Option<(Date, usize)> {
    match day_word(text, at) {
        Some(after) => day(text, skip_space(text, after), Written::AfterDayWord),
        None => day(text, at, Written::Alone),
    }
}

/// What follows “ngày” in the form of a day, where [`read`] finds none.
pub(super) fn unread(text: &str, at: usize) -> Option<&str> {
    let from = skip_space(text, day_word(text, at)?);
    let mut end = digits_end(text, from);
    for word in ["tháng", "năm"] {
        let Some((mark, next)) = divider(text, end, word) else { break };
        let digits = digits_end(text, next);
        // A full stop may end the sentence.
        if digits == next && mark != ' ' {
            break;
        }
        end = digits;
    }
    (end > from && read(text, at).is_none()).then(|| text[from..end].trim_end())
}

/// The date before a place and the comma there: “Ngày 31/8/2024, Chính phủ ban hành …”.
pub(super) fn before(text: &str, floor: usize, at: usize) -> Option<Date> {
    let mut end = space_before(text, floor, at);
    if char_before(&text[floor..end], end - floor) == Some(',') {
        end = space_before(text, floor, end - 1);
    }
    // The word before the year, month and day, and the signs and spaces between them.
    const LONGEST: usize = 40;
    let words = text[floor..end].char_indices().rev().map(|(offset, _)| floor + offset);
    let mut starts = words.take(LONGEST).filter(|start| matches!(text.as_bytes()[*start], b'n' | b'N'));
    let found = starts.find_map(|start| read(text, start).filter(|(_, after)| *after == end));
    found.map(|(date, _)| date)
}

/// The year of a date of which the day is left blank, at a place: “ngày ... tháng ... năm 2023”.
pub(super) fn year_of_blank(text: &str, at: usize) -> Option<(i16, usize)> {
    let month = phrase_at(text, blank(text, day_word(text, at)?), "tháng")?;
    let year = blank(text, month);
    phrase_at(text, year, "năm")?;
    law::year(text, year)
}

/// The end of the dots, lines and figures of a blank to be filled in by hand.
fn blank(text: &str, at: usize) -> usize {
    const LONGEST: usize = 24;
    let is_blank = |c: &char| matches!(c, '.' | '…' | '_' | ' ' | '\u{a0}' | '\t') || c.is_ascii_digit();
    at + text[at..].chars().take(LONGEST).take_while(is_blank).map(char::len_utf8).sum::<usize>()
}

/// The end of “ngày”; scans glue it to the day: “ngày30”.
fn day_word(text: &str, at: usize) -> Option<usize> {
    let word = text[at..].get(.."ngày".len())?;
    let is_day = phrase_at(word, 0, "ngày").is_some();
    let after = at + word.len();
    (is_day && !char_at(text, after).is_some_and(char::is_alphabetic)).then_some(after)
}

#[derive(PartialEq, Eq)]
enum Written {
    AfterDayWord,
    Alone,
}

fn day(text: &str, at: usize, written: Written) -> Option<(Date, usize)> {
    let (day, end) = figures(text, at, 2)?;
    let (mark, next) = divider(text, end, "tháng")?;
    let (month, end) = figures(text, next, 2)?;
    let (second, next) = divider(text, end, "năm")?;
    let (year, end) = figures(text, next, 4)?;
    let is_whole = mark == second && (written == Written::AfterDayWord || mark == '/');
    let is_bounded = !char_at(text, end).is_some_and(|c| is_word(c) || c == '/');
    let is_year = end - next == 4;
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    (is_whole && is_bounded && is_year).then_some((date, end))
}

fn figures(text: &str, at: usize, most: usize) -> Option<(i16, usize)> {
    let end = digits_end(text, at);
    let value = text[at..end].parse().ok()?;
    (end - at <= most).then_some((value, end))
}

/// `/`, `-`, `.` or the word; the word counts as a space.
fn divider(text: &str, at: usize, word: &str) -> Option<(char, usize)> {
    let next = skip_space(text, at);
    let (mark, after) = match char_at(text, next)? {
        mark @ ('/' | '.') => (mark, next + 1),
        hyphen if is_hyphen(hyphen) => ('-', next + hyphen.len_utf8()),
        _ => (' ', phrase_at(text, next, word)?),
    };
    Some((mark, skip_space(text, after)))
}
