//! Reading Vietnamese text by hand: words and phrases forward and backward from a place, letter by letter.
//!
//! Every place taken or returned is a byte offset on a character boundary. Text and phrases are composed (NFC); phrases
//! have single spaces. White space with two line breaks or more ends a paragraph: nothing is read
//! across it.

use crate::vietnamese::fold_char;
use std::borrow::Cow;

/// What reads as a space inside a paragraph.
fn is_space(c: char) -> bool {
    c.is_ascii_whitespace() || matches!(c, '\u{a0}' | '\u{202f}')
}

/// A letter or digit: what words are made of.
pub(crate) fn is_word(c: char) -> bool {
    // The block of Vietnamese letters, without a look-up.
    c.is_ascii_alphanumeric() || matches!(c, '\u{1EA0}'..='\u{1EF9}') || (!c.is_ascii() && c.is_alphanumeric())
}

/// What stands for a hyphen in printed symbols: `-`, the hyphens of Unicode, and the en dash of Word.
pub(crate) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}' | '–')
}

/// What is written and cannot be seen: a zero-width space, a soft hyphen.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{ad}')
}

/// A text without what cannot be seen in it, and with the slash and hyphen of the keyboard for the signs of fraction
/// and minus: `93⁄2025/QH15`, `268/NQ−CP`.
pub(crate) fn plain(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let is_sign = |bytes: &[u8]| matches!(bytes, [0xE2, 0x80, 0x8B] | [0xE2, 0x81, 0x84] | [0xE2, 0x88, 0x92]);
    if !bytes.windows(3).any(is_sign) && !bytes.windows(2).any(|bytes| bytes == [0xC2, 0xAD]) {
        return Cow::Borrowed(text);
    }
    let seen = text.chars().filter(|c| !is_invisible(*c));
    Cow::Owned(
        seen.map(|c| match c {
            '\u{2044}' => '/',
            '\u{2212}' => '-',
            c => c,
        })
        .collect(),
    )
}

/// The character at a place.
pub(crate) fn char_at(text: &str, at: usize) -> Option<char> {
    text[at..].chars().next()
}

/// The character before a place.
pub(crate) fn char_before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().next_back()
}

/// The place after the white space at `at`; `at` itself where the white space ends the paragraph.
pub(crate) fn skip_space(text: &str, at: usize) -> usize {
    let mut breaks = 0;
    for (offset, c) in text[at..].char_indices() {
        if !is_space(c) {
            return at + offset;
        }
        breaks += usize::from(c == '\n');
        if breaks > 1 {
            return at;
        }
    }
    text.len()
}

/// The place after a comma and the space behind it, if a comma stands there.
pub(crate) fn skip_comma(text: &str, at: usize) -> usize {
    if text[at..].starts_with(',') { skip_space(text, at + 1) } else { at }
}

/// The place before the white space that ends at `end`; `end` itself where it begins the paragraph.
pub(crate) fn space_before(text: &str, floor: usize, end: usize) -> usize {
    let mut breaks = 0;
    for (offset, c) in text[floor..end].char_indices().rev() {
        if !is_space(c) {
            return floor + offset + c.len_utf8();
        }
        breaks += usize::from(c == '\n');
        if breaks > 1 {
            return end;
        }
    }
    floor
}

/// The word that starts at a place; empty where none does.
pub(crate) fn word_at(text: &str, at: usize) -> &str {
    let rest = &text[at..];
    let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
    &rest[..end]
}

/// The word that ends at a place; empty where none does.
pub(crate) fn word_before(text: &str, floor: usize, end: usize) -> &str {
    let before = &text[floor..end];
    &before[before.trim_end_matches(is_word).len()..]
}

/// The end of the ASCII digits at a place.
pub(crate) fn digits_end(text: &str, at: usize) -> usize {
    let digits = text.as_bytes()[at..].iter().take_while(|b| b.is_ascii_digit());
    at + digits.count()
}

/// Whether a word begins with a capital letter.
pub(crate) fn is_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// Whether a word has letters and all of them are capitals.
pub(crate) fn is_all_capital(word: &str) -> bool {
    is_capital(word) && !word.chars().any(char::is_lowercase)
}

/// Whether two letters are one but for case. A Vietnamese letter outside ASCII is never one inside it.
fn same_but_case(written: char, wanted: char) -> bool {
    match written.is_ascii() && wanted.is_ascii() {
        true => written.eq_ignore_ascii_case(&wanted),
        // The two cases of a Vietnamese letter are this near; the check spares most look-ups.
        false if !matches!(u32::from(written).abs_diff(u32::from(wanted)), 0 | 1 | 0x20) => false,
        false => written == wanted || written.to_lowercase().eq(wanted.to_lowercase()),
    }
}

/// Whether two texts may begin with one letter: the cases of a Vietnamese letter have one first byte, but for bit 5.
fn may_begin(text: &str, at: usize, phrase: &str) -> bool {
    let first = |bytes: &[u8]| bytes.first().map(|byte| byte | 0x20);
    first(&text.as_bytes()[at..]) == first(phrase.as_bytes())
}

/// Whether two words are one but for case.
pub(crate) fn same_word(written: &str, wanted: &str) -> bool {
    written.len() == wanted.len() && written.chars().zip(wanted.chars()).all(|(w, c)| same_but_case(w, c))
}

/// The end of a phrase at a place, whatever its case, whole words only.
#[inline]
pub(crate) fn phrase_at(text: &str, at: usize, phrase: &str) -> Option<usize> {
    may_begin(text, at, phrase).then(|| forward(text, at, phrase, same_but_case))?
}

/// As [`phrase_at`], also whatever its marks after the first letter: `Văn hoá` is `Văn hóa`. For lists of names, where
/// a fold cannot mislead.
#[inline]
pub(crate) fn name_at(text: &str, at: usize, name: &str) -> Option<usize> {
    may_begin(text, at, name).then(|| folded(text, at, name))?
}

fn folded(text: &str, at: usize, name: &str) -> Option<usize> {
    let (first, wanted) = (char_at(text, at)?, char_at(name, 0)?);
    let same = |written: char, wanted: char| match written.is_ascii() && wanted.is_ascii() {
        true => written.eq_ignore_ascii_case(&wanted),
        false => written == wanted || fold_char(written) == fold_char(wanted),
    };
    if !same_but_case(first, wanted) {
        return None;
    }
    forward(text, at + first.len_utf8(), &name[wanted.len_utf8()..], same)
}

fn forward(text: &str, mut at: usize, phrase: &str, same: impl Fn(char, char) -> bool) -> Option<usize> {
    for wanted in phrase.chars() {
        let written = char_at(text, at)?;
        at = if wanted == ' ' {
            let next = skip_space(text, at);
            (next > at).then_some(next)?
        } else {
            same(written, wanted).then_some(at + written.len_utf8())?
        };
    }
    (!char_at(text, at).is_some_and(is_word)).then_some(at)
}

/// The start of a phrase that ends at a place, whatever its case, whole words only.
#[inline]
pub(crate) fn phrase_before(text: &str, floor: usize, end: usize, phrase: &str) -> Option<usize> {
    let last = |bytes: &[u8]| bytes.last().map_or(0, u8::to_ascii_lowercase);
    let (written, wanted) = (last(&text.as_bytes()[floor..end]), last(phrase.as_bytes()));
    let may_end = written == wanted || (!written.is_ascii() && !wanted.is_ascii());
    may_end.then(|| backward(text, floor, end, phrase))?
}

fn backward(text: &str, floor: usize, end: usize, phrase: &str) -> Option<usize> {
    let mut at = end;
    for wanted in phrase.chars().rev() {
        let written = char_before(&text[floor..], at.checked_sub(floor)?)?;
        at = if wanted == ' ' {
            let before = space_before(text, floor, at);
            (before < at).then_some(before)?
        } else {
            same_but_case(written, wanted).then_some(at - written.len_utf8())?
        };
    }
    (!char_before(text, at).is_some_and(is_word)).then_some(at)
}

/// Words as written, their line breaks and runs of spaces made single spaces.
pub(crate) fn one_line(written: &str) -> String {
    let mut line = String::with_capacity(written.len());
    for word in written.split(is_space).filter(|word| !word.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}
