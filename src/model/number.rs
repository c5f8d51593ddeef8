//! Number: the *số, ký hiệu* of a document, read as people write it and compared in one canonical form.
//!
//! | form (DOMAIN §4) | example |
//! |---|---|
//! | `so/LOAI-CQ`, `so/nam/LOAI-CQ` | `268/NQ-CP`, `66.1/2025/NQ-CP` |
//! | `so/CQ-DONVI` | `508/SNV-CCHC&PC` |
//! | `so-LOAI/CAPUY` | `18-NQ/TW` |
//! | `so/nam/QHkhoa` | `72/2025/QH15` |
//! | `so/CQ`, before the 1990s | `118/CP` |
//! | `TCVN [ISO] so:nam` | `TCVN ISO 9001:2015` |
//!
//! Canonical: no spaces, a plain hyphen, composed letters, an ordinal below ten with its leading zero (NĐ 30/2020
//! App. I), symbols in capitals but for the spellings that have small letters (`CTr`, `TTr`, `QyĐ`, `TTg`).
//! Marks are never added or dropped: `HĐ` is not `HD`.

mod kind;
pub(crate) mod reading;

use self::reading::{char_at, digits_end, is_all_capital, is_hyphen, is_word, same_word, skip_space, word_at};
use crate::vietnamese::{fold, nfc, slug};
use std::{borrow::Cow, fmt, ops::Range};

pub use self::kind::DocumentKind;
pub(crate) use self::kind::Short;

/// A document's number and symbol in canonical form. Not an identity: many communes have a `09/KH-UBND` (DOMAIN §4).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number {
    canonical: String,
}

/// Why a text is not a number, where, and the number it may have meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberError {
    /// The bytes of the written text that are wrong.
    pub range: Range<usize>,
    /// What is wrong with them.
    pub fault: NumberFault,
    /// The closest number that can be read, in canonical form.
    pub nearest: Option<String>,
}

/// What can be wrong with a written number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberFault {
    /// No digits to begin with: `/KH-UBND`.
    NoOrdinal,
    /// Digits, but no agency's symbol after them: `268`.
    NoSymbol,
    /// A type without an agency: `268/NQ`.
    NoIssuer,
    /// Digits in the year's place that are no year: `151/25/NĐ-CP`.
    NotAYear,
    /// Letters that are no symbol: small letters, tone marks.
    NotASymbol,
    /// A party document's type that is not known: `18-XY/TW`.
    UnknownType,
    /// A type that lost its mark: `QD` for `QĐ`.
    LostMark,
    /// A number, and more after it.
    MoreAfter,
}

/// Who wrote the text: an author's field may be all in small letters, running text has prose around it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    Field,
    RunningText,
}

type Fault = (Range<usize>, NumberFault);

/// Agencies whose symbol is never followed by digits, so that digits after it are a footnote's mark; these also
/// number without a type: `118/CP`.
const AUTHORITIES: &[&str] = &["CP", "TTg", "UBND", "HĐND", "TW", "TU", "ĐU", "CTN", "HĐBT"];
/// Quốc hội and its standing committee number with their term: `QH15`.
const ASSEMBLIES: &[&str] = &["QH", "UBTVQH"];
/// Units whose symbols are spelled with small letters, and would not be known without being listed.
const UNITS: &[&str] = &["GDTrH"];
/// Agencies that divide their symbol by a dot: `UBND.VX`, `T.Ư`.
const DOTTED: &[&str] = &["UBND", "HĐND", "VP", "VPCP", "T"];

impl Number {
    /// Reads a number as an author writes it, white space around it aside.
    pub fn parse(written: &str) -> Result<Self, NumberError> {
        let composed = nfc(written);
        let start = composed.len() - composed.trim_start().len();
        let end = composed.trim_end().len();
        let fault = match read(&composed[..end.max(start)], start, Source::Field) {
            Ok((number, after)) if after == end => return Ok(number),
            Ok((_, after)) => (after..end, NumberFault::MoreAfter),
            Err(fault) => fault,
        };
        let range = match composed {
            Cow::Borrowed(_) => fault.0,
            Cow::Owned(_) => 0..written.len(),
        };
        Err(NumberError { range, fault: fault.1, nearest: nearest(&composed) })
    }

    /// The canonical form: `268/NQ-CP`.
    pub fn canonical(&self) -> &str {
        &self.canonical
    }

    /// The number before the symbol: `268`, `66.1`, `09`; of a standard `9001`.
    pub fn ordinal(&self) -> &str {
        let from_digits = self.canonical.rsplit(' ').next().unwrap_or_default();
        let end = match self.is_standard() {
            true => from_digits.find(':'),
            false => from_digits.find(['/', '-']),
        };
        &from_digits[..end.unwrap_or(from_digits.len())]
    }

    /// The year in the number, which only normative acts, laws and standards have: `151/2025/NĐ-CP`.
    pub fn year(&self) -> Option<i16> {
        let field = match self.is_standard() {
            true => self.canonical.split([':', '/']).find(|field| is_year(field))?,
            false => self.canonical.split('/').nth(1).filter(|field| is_year(field))?,
        };
        field.parse().ok()
    }

    /// What follows the ordinal and the year: `NQ-CP`, `NQ/TW`, `QH15`; empty for a standard.
    pub fn symbol(&self) -> &str {
        if self.is_standard() {
            return "";
        }
        let rest = &self.canonical[self.ordinal().len()..];
        let rest = rest.trim_start_matches(['/', '-']);
        match rest.split_once('/') {
            Some((year, symbol)) if is_year(year) => symbol,
            _ => rest,
        }
    }

    /// The type that the symbol tells. `so/CQ-DONVI` is a công văn; None where the symbol tells no type, as `QH15`,
    /// which laws and resolutions of Quốc hội share.
    pub fn kind(&self) -> Option<DocumentKind> {
        match self.canonical.get(..4) {
            _ if !self.is_standard() => {}
            Some("QCVN") => return Some(DocumentKind::TechnicalRegulation),
            _ => return Some(DocumentKind::Standard),
        }
        let symbol = self.symbol();
        let (first, more) = symbol.split_once(['-', '/']).unwrap_or((symbol, ""));
        match DocumentKind::from_abbreviation(first) {
            None if self.year().is_none() && !more.is_empty() => Some(DocumentKind::OfficialLetter),
            kind => kind,
        }
    }

    /// The number for an address: `75-kh-ubnd`. It drops marks, so `12/HĐ-SNV` and `12/HD-SNV` share one: an address
    /// to be checked for collisions, never an identity.
    pub fn slug(&self) -> String {
        slug(&self.canonical)
    }

    /// Whether running text can only mean a document by it, without a type or “số” before.
    pub(crate) fn stands_alone(&self) -> bool {
        let symbol = self.symbol();
        let (agency, unit) = symbol.split_once(['-', '/']).unwrap_or((symbol, ""));
        match self.kind() {
            Some(DocumentKind::OfficialLetter) if agency == "CV" => true,
            // Contracts have symbols of their own, as 05/HĐGK-ABC.
            Some(DocumentKind::OfficialLetter) if agency.starts_with("HĐ") => agency == "HĐND",
            Some(DocumentKind::OfficialLetter) => agency.chars().count() > 2 && unit.chars().count() > 1,
            Some(_) => true,
            None => ASSEMBLIES.contains(&agency.trim_end_matches(|c: char| c.is_ascii_digit())),
        }
    }

    fn is_standard(&self) -> bool {
        !self.canonical.starts_with(|c: char| c.is_ascii_digit())
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.canonical)
    }
}

/// A year that a document can have.
pub(crate) fn is_year(digits: &str) -> bool {
    digits.len() == 4 && matches!(digits.parse(), Ok(1945..=2099))
}

/// Reads the number that starts at a place of composed text; returns it with its end.
pub(crate) fn read(text: &str, at: usize, source: Source) -> Result<(Number, usize), Fault> {
    if !text[at..].starts_with(|c: char| c.is_ascii_digit()) {
        return standard(text, at, source);
    }
    let after_ordinal = ordinal_end(text, at);
    let (mark, mut next) = separator(text, after_ordinal).ok_or((at..text.len(), NumberFault::NoSymbol))?;
    let after_year = digits_end(text, next);
    let year = &text[next..after_year];
    if !year.is_empty() {
        let slash = separator(text, after_year).filter(|(second, _)| (mark, *second) == ('/', '/'));
        match slash {
            Some((_, after)) if is_year(year) => next = after,
            _ => return Err((next..after_year, NumberFault::NotAYear)),
        }
    }

    let (first, end) = symbol(text, next, source)?;
    if kind::with_marks(&first).is_some() {
        return Err((next..end, NumberFault::LostMark));
    }
    let mut canonical = String::with_capacity(end - at + 16);
    if after_ordinal - at == 1 {
        canonical.push('0');
    }
    canonical.push_str(&text[at..after_ordinal]);
    if !year.is_empty() {
        canonical.push('/');
        canonical.push_str(year);
    }
    canonical.push(mark);
    canonical.push_str(&first);
    let joint = match (mark, DocumentKind::from_abbreviation(&first)) {
        ('-', None) => return Err((next..end, NumberFault::UnknownType)),
        ('-', Some(_)) => separator(text, end).filter(|(joint, _)| *joint == '/'),
        (_, Some(_)) => dash(text, end).filter(|(joint, _)| *joint == '-'),
        (_, None) => separator(text, end).filter(|(joint, _)| *joint == '-'),
    };
    let end = match joint {
        Some((joint, next)) => more_symbols(text, joint, next, source, &mut canonical)?,
        None if mark == '/' && is_single(&first, year) => end,
        None => return Err((next..end, NumberFault::NoIssuer)),
    };
    bounded(text, end).map(|end| (Number { canonical }, end))
}

/// The symbols after the first; spaces only around the first separator, because ` - ` after them is prose again.
fn more_symbols(text: &str, mark: char, at: usize, source: Source, into: &mut String) -> Result<usize, Fault> {
    let (second, mut end) = symbol(text, at, source)?;
    into.push(mark);
    into.push_str(&second);
    while char_at(text, end).is_some_and(is_hyphen)
        && let Some((_, next)) = separator(text, end)
        && let Ok((another, after)) = symbol(text, next, source)
    {
        into.push('-');
        into.push_str(&another);
        end = after;
    }
    Ok(end)
}

/// Whether a symbol alone follows an ordinal: `118/CP`, `72/2025/QH15`.
fn is_single(symbol: &str, year: &str) -> bool {
    let letters = symbol.trim_end_matches(|c: char| c.is_ascii_digit());
    if ASSEMBLIES.contains(&letters) {
        return !year.is_empty() && letters.len() < symbol.len();
    }
    AUTHORITIES.contains(&symbol)
}

/// The end of an ordinal: `268`, `66.1`, `30a`.
pub(crate) fn ordinal_end(text: &str, at: usize) -> usize {
    let mut end = digits_end(text, at);
    if text[end..].starts_with('.') {
        let after = digits_end(text, end + 1);
        end = if after > end + 1 { after } else { end };
    }
    match word_at(text, end).as_bytes() {
        [letter] if letter.is_ascii_alphabetic() => end + 1,
        _ => end,
    }
}

/// A slash or hyphen with the spaces around it. A hyphen between two spaces is a dash, and separates nothing.
fn separator(text: &str, at: usize) -> Option<(char, usize)> {
    let (mark, next) = dash(text, at)?;
    let is_spaced = skip_space(text, at) > at && text[..next].ends_with(char::is_whitespace);
    (mark == '/' || !is_spaced).then_some((mark, next))
}

/// As [`separator`], a hyphen between two spaces too: `75/KH - UBND`.
fn dash(text: &str, at: usize) -> Option<(char, usize)> {
    let before = skip_space(text, at);
    let mark = char_at(text, before).filter(|c| *c == '/' || is_hyphen(*c))?;
    let next = skip_space(text, before + mark.len_utf8());
    Some((if mark == '/' { '/' } else { '-' }, next))
}

/// One symbol, `NQ`, `CCHC&PC`, `QH15`, in its canonical spelling, with its end.
fn symbol(text: &str, at: usize, source: Source) -> Result<(Cow<'_, str>, usize), Fault> {
    let mut end = at + word_at(text, at).len();
    while let Some(mark @ ('&' | '.')) = char_at(text, end) {
        let more = word_at(text, end + 1);
        let joined = is_all_capital(more) && (mark == '&' || DOTTED.contains(&&text[at..end]));
        if !joined {
            break;
        }
        end += 1 + more.len();
    }
    let written = &text[at..end];
    let fault = |fault| Err((at..end, fault));
    if !written.starts_with(char::is_alphabetic) {
        return fault(NumberFault::NoSymbol);
    }
    if !written.chars().all(is_symbol_letter) {
        return fault(NumberFault::NotASymbol);
    }
    let letters = written.trim_end_matches(|c: char| c.is_ascii_digit());
    if let Some(known) = known_spelling(letters) {
        if AUTHORITIES.contains(&known) {
            return Ok((Cow::Borrowed(known), at + letters.len()));
        }
        return Ok((Cow::Owned([known, &written[letters.len()..]].concat()), end));
    }
    if is_all_capital(written) {
        return Ok((Cow::Borrowed(written), end));
    }
    match source {
        Source::Field if !written.chars().any(char::is_uppercase) => Ok((Cow::Owned(written.to_uppercase()), end)),
        _ => fault(NumberFault::NotASymbol),
    }
}

fn is_symbol_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '&' | '.') || "ĐđƯưƠơĂăÂâÊêÔô".contains(c)
}

/// The canonical spelling of a symbol that is known in any case.
fn known_spelling(letters: &str) -> Option<&'static str> {
    let listed = AUTHORITIES.iter().chain(ASSEMBLIES).chain(UNITS).copied();
    kind::abbreviations().chain(listed).find(|known| same_word(letters, known))
}

/// A number ends where a word does, or where a footnote's digits begin, and not inside a path or a longer number.
fn bounded(text: &str, end: usize) -> Result<usize, Fault> {
    let mut after = text[end..].chars();
    match (after.next(), after.next()) {
        (Some('/' | '-'), Some(c)) if is_word(c) => Err((end..text.len(), NumberFault::MoreAfter)),
        (Some(c), _) if c.is_alphabetic() => Err((end..text.len(), NumberFault::MoreAfter)),
        _ => Ok(end),
    }
}

/// `TCVN ISO 9001:2015`, `ISO/IEC 27001:2022`, `QCVN 01:2021/BXD`.
fn standard(text: &str, start: usize, source: Source) -> Result<(Number, usize), Fault> {
    let no_ordinal = || (start..text.len(), NumberFault::NoOrdinal);
    let mut canonical = String::with_capacity(24);
    let mut at = start;
    loop {
        let word = word_at(text, at);
        let upper = word.to_uppercase();
        let expected = matches!(upper.as_str(), "TCVN" | "QCVN" | "ISO" | "IEC");
        if !expected || (source == Source::RunningText && upper != word) {
            break;
        }
        canonical.push_str(&upper);
        at += word.len();
        if text[at..].starts_with('/') {
            canonical.push('/');
            at += 1;
        } else {
            canonical.push(' ');
            at = skip_space(text, at);
        }
    }
    let mut digits = digits_end(text, at);
    if canonical.is_empty() || digits == at {
        return Err(no_ordinal());
    }
    if text[digits..].starts_with('-') {
        let part = digits_end(text, digits + 1);
        digits = if part > digits + 1 { part } else { digits };
    }
    canonical.push_str(&text[at..digits]);
    let colon = skip_space(text, digits);
    if !text[colon..].starts_with(':') {
        return Err((at..digits, NumberFault::NotAYear));
    }
    let year = skip_space(text, colon + 1);
    let mut end = digits_end(text, year);
    if !is_year(&text[year..end]) {
        return Err((year..end, NumberFault::NotAYear));
    }
    canonical.push(':');
    canonical.push_str(&text[year..end]);
    if canonical.starts_with("QCVN")
        && text[end..].starts_with('/')
        && let Ok((agency, after)) = symbol(text, end + 1, source)
    {
        canonical.push('/');
        canonical.push_str(&agency);
        end = after;
    }
    bounded(text, end).map(|end| (Number { canonical }, end))
}

/// The number that a text which is none may have meant: what can be read inside it, or its letters with year,
/// separators, capitals and marks put right.
fn nearest(written: &str) -> Option<String> {
    let starts = written.char_indices().filter(|(_, c)| c.is_ascii_digit());
    let mut inside = starts.map(|(at, _)| read(written, at, Source::Field).ok());
    let found = inside.next()?.map(|(number, _)| number.canonical);
    found.or_else(|| put_right(written)).or_else(|| inside.flatten().next().map(|(number, _)| number.canonical))
}

/// The first ordinal of a text, with its letters put right.
fn put_right(written: &str) -> Option<String> {
    let from = written.find(|c: char| c.is_ascii_digit())?;
    let after = ordinal_end(written, from);
    let mark = if written[after..].trim_start().starts_with('-') { '-' } else { '/' };
    let rest = written[after..].trim_start_matches(|c: char| !is_word(c));
    let digits = digits_end(rest, 0);
    let year = match &rest[..digits] {
        short if short.len() == 2 => format!("/20{short}"),
        "" => String::new(),
        year => format!("/{year}"),
    };
    let upper = rest[digits..].to_uppercase();
    let mut symbols: Vec<&str> = upper.split(|c| !is_word(c) && c != '&').filter(|s| !s.is_empty()).collect();
    if let [only] = symbols[..] {
        let pairs = kind::abbreviations().flat_map(|kind| AUTHORITIES.iter().map(move |agency| (kind, *agency)));
        let (kind, agency) = pairs.into_iter().find(|(k, a)| fold(&[*k, *a].concat()) == fold(only))?;
        symbols = vec![kind, agency];
    }
    if let Some(first) = symbols.first_mut() {
        *first = kind::with_marks(first).unwrap_or(first);
    }
    let symbols = match mark {
        '-' => symbols.join("/"),
        _ => symbols.join("-"),
    };
    let guess = format!("{}{year}{mark}{symbols}", &written[from..after]);
    let (number, end) = read(&guess, 0, Source::Field).ok()?;
    (end == guess.len()).then_some(number.canonical)
}

#[cfg(test)]
mod tests;
