//! Number: the *số, ký hiệu* of a document, read as people write it and compared in one canonical form.
//!
//! | form (DOMAIN §4) | example |
//! |---|---|
//! | `so/LOAI-CQ`, `so/nam/LOAI-CQ` | `268/NQ-CP`, `66.1/2025/NQ-CP` |
//! | `so/CQ-DONVI` | `508/SNV-CCHC&PC` |
//! | `so-LOAI/CAPUY` | `18-NQ/TW` |
//! | `so/nam/QHkhoa` | `72/2025/QH15` |
//! | `so/CQ`, `so-CQ`, before the 1990s | `118/CP`, `167-HĐBT` |
//! | `TCVN [ISO] so:nam` | `TCVN ISO 9001:2015` |
//!
//! Canonical: no spaces, a plain hyphen, composed letters, an ordinal below ten with its leading zero (NĐ 30/2020
//! App. I), symbols in capitals but for the spellings that have small letters (`CTr`, `TTr`, `QyĐ`, `TTg`, `nb`).
//! Marks are never added or dropped: `HĐ` is not `HD`.

mod body;
mod kind;
pub(crate) mod reading;

use self::body::{ASSEMBLIES, AUTHORITIES, PARTY, agencies};
use self::reading::{
    char_at, digits_end, is_all_capital, is_capital, is_hyphen, is_word, plain, same_word, skip_space, word_at,
};
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

/// Who wrote the text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// An author's field: it may be all in small letters.
    Field,
    /// Prose around it.
    RunningText,
    /// Prose, right after a type's name, or after “văn bản số”: what follows is a number, so older and looser forms
    /// are read too, `167-HĐBT`, `61/UB`, and the name says which mark a type has lost, `146/2013/ND-CP`.
    AfterName(Option<DocumentKind>),
}

type Fault = (Range<usize>, NumberFault);

/// The bodies of standards, whose symbols come first: `TCVN ISO 9001:2015`, `TCXDVN 104:2007`.
pub(crate) const STANDARDS: &[&str] = &["TCVN", "QCVN", "TCXDVN", "TCXD", "ISO", "IEC"];
/// Agencies that divide their symbol by a dot: `UBND.VX`, `T.Ư`.
const DOTTED: &[&str] = &["UBND", "HĐND", "VP", "VPCP", "T"];
/// What stands after the symbols of a document for use within the party: `919-CV/VPTW/nb`.
const INTERNAL: &str = "nb";
/// Words that lost the space between the number and them: `102/2024/NĐ-CPngày`.
const GLUED: &[&str] = &[
    "ban", "có", "của", "đã", "đang", "đến", "được", "hướng", "là", "năm", "ngày", "nêu", "quy", "sửa", "thì", "và",
    "về",
];

impl Number {
    /// Reads a number as an author writes it, white space around it aside.
    pub fn parse(written: &str) -> Result<Self, NumberError> {
        let composed = match nfc(written) {
            Cow::Borrowed(composed) => plain(composed),
            Cow::Owned(composed) => Cow::Owned(plain(&composed).into_owned()),
        };
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

    /// Reads a number beside which its type is written, so that it may name no agency: `89/SL`, `240/QĐ`, `26-TT-1982`.
    pub fn of_kind(written: &str, kind: DocumentKind) -> Option<Self> {
        let composed = nfc(written.trim());
        let (number, end) = read(&composed, 0, Source::AfterName(Some(kind))).ok()?;
        (end == composed.len()).then_some(number)
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

    /// The one body of the country that a symbol names: “Chính phủ” for `99/NQ-CP`. None for local bodies and for those
    /// of the party, of which several share a symbol.
    pub fn issuer(&self) -> Option<&'static str> {
        let mut symbols = self.symbol().split(['-', '/']).peekable();
        let is_kind = |first: &&str| DocumentKind::from_abbreviation(first).is_some();
        let is_typed = symbols.next_if(is_kind).is_some();
        let agency = symbols.next()?;
        // After a type, more agencies issue together; an agency's own unit follows it in a công văn.
        (!is_typed || symbols.next().is_none()).then(|| body::name(agency))?
    }

    /// The number for an address: `75-kh-ubnd`. It drops marks, so `12/HĐ-SNV` and `12/HD-SNV` share one: an address
    /// to be checked for collisions, never an identity.
    pub fn slug(&self) -> String {
        slug(&self.canonical)
    }

    /// 18-NQ/TW: of the Party's centre, whose numbers begin anew with each congress.
    pub(crate) fn is_central_party(&self) -> bool {
        self.canonical.ends_with("/TW")
    }

    /// Whether running text can only mean a document by it, without a type or “số” before. Forms have numbers of two
    /// digits too, `01/TB-ĐKĐT`, but not those of agencies that are known.
    pub(crate) fn stands_alone(&self) -> bool {
        let symbol = self.symbol();
        let (agency, unit) = symbol.split_once(['-', '/']).unwrap_or((symbol, ""));
        let may_be_form = self.ordinal().len() < 3
            && self.year().is_none()
            && self.canonical[self.ordinal().len()..].starts_with('/')
            && !symbol.split(['-', '/']).any(|part| agencies().any(|agency| agency == part));
        match self.kind() {
            Some(DocumentKind::OfficialLetter) if agency == "CV" => true,
            // Contracts have symbols of their own, as 05/HĐGK-ABC.
            Some(DocumentKind::OfficialLetter) if agency.starts_with("HĐ") => agency == "HĐND",
            Some(DocumentKind::OfficialLetter) if agency.chars().count() < 3 || unit.chars().count() < 2 => false,
            Some(_) => !may_be_form,
            None => self.is_act(),
        }
    }

    /// Whether it is that of an act of the state, which names no contract: `72/2006/QH11`, `15/2020/NĐ-CP`.
    pub(crate) fn is_act(&self) -> bool {
        let is_assembly = |symbol: &str| ASSEMBLIES.contains(&symbol.trim_end_matches(|c: char| c.is_ascii_digit()));
        self.year().is_some()
            && (self.symbol().split('-').any(is_assembly)
                || self.kind().is_some_and(|kind| kind != DocumentKind::Contract))
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
    let (head, next) = head(text, at, source)?;
    let (first, end) = symbol(text, next, source)?;
    let after = |(symbols, end): (String, usize)| {
        let (more, end) = bounded(text, end, source)?;
        Ok((Number { canonical: [&head.ordinal, &symbols, more].concat() }, end))
    };
    let letters = first.trim_end_matches(|c: char| c.is_ascii_digit());
    if let Some((kind, agency)) = glued(letters, source) {
        return match source {
            Source::AfterName(_) => after((format!("/{kind}-{agency}"), end + letters.len() - first.len())),
            _ => Err((next..end, NumberFault::NotASymbol)),
        };
    }
    let first = match (kind::with_marks(&first), source) {
        (None, _) => first,
        (Some(marked), Source::AfterName(Some(kind))) if kind.abbreviation() == Some(marked) => Cow::Borrowed(marked),
        (Some(_), _) => return Err((next..end, NumberFault::LostMark)),
    };
    let is_kind = DocumentKind::from_abbreviation(&first).is_some();
    let more = joint(text, end, &head, is_kind, source).map(|(mark, at)| (mark, more_symbols(text, at, source)));
    match more {
        Some((mark, Ok((second, end)))) => after((joined(&head, &first, is_kind, mark, &second), end)),
        Some((_, Err(fault))) if source == Source::Field => Err(fault),
        _ if head.mark == '/' && is_single(&first, head.year) => after((format!("/{first}"), end)),
        _ if may_be_single(&first, is_kind, source) && (source != Source::Field || end == text.len()) => {
            after((format!("{}{first}", head.mark), end))
        }
        Some((_, Err(fault))) => Err(fault),
        None if head.mark == '-' && !is_kind => Err((next..end, NumberFault::UnknownType)),
        None => Err((next..end, NumberFault::NoIssuer)),
    }
}

/// Whether an ordinal, a separator and a letter or year stand at a place: all that a number could begin with.
pub(crate) fn may_begin(text: &str, at: usize) -> bool {
    let end = ordinal_end(text, at);
    let next = separator(text, end).or_else(|| spaced(text, end)).map(|(_, next)| next);
    next.and_then(|next| char_at(text, next)).is_some_and(is_word)
}

/// Whether the ordinal at a place stands apart from the symbols after it: `18 - NQ/TU`, `268 NQ/HĐND`.
pub(crate) fn is_spaced(text: &str, at: usize) -> bool {
    spaced(text, ordinal_end(text, at)).is_some()
}

/// The separator of a number whose symbols stand apart, a dash between spaces or a space alone, where they can be
/// nothing else: a type's abbreviation, a separator and capitals. A space is read as what the agency's numbers have.
fn spaced(text: &str, at: usize) -> Option<(char, usize)> {
    let (dashed, next) = apart(text, at)?;
    let (_, agency) = dash(text, next + word_at(text, next).len())?;
    let agency = word_at(text, agency);
    let is_state = matches!(agency, "UBND" | "HĐND" | "CP" | "TTg");
    let mark = if dashed || !is_state { '-' } else { '/' };
    is_all_capital(agency).then_some((mark, next)).or((agency == "TTg").then_some((mark, next)))
}

/// Where a type's abbreviation begins after white space, or after a dash with white space before it; and whether there
/// is a dash.
pub(crate) fn apart(text: &str, at: usize) -> Option<(bool, usize)> {
    let next = skip_space(text, at);
    let dash = char_at(text, next).filter(|c| is_hyphen(*c));
    let from = dash.map_or(next, |c| skip_space(text, next + c.len_utf8()));
    let is_kind = DocumentKind::from_abbreviation(word_at(text, from)).is_some();
    (next > at && is_kind).then_some((dash.is_some(), from))
}

/// What stands before the symbols.
struct Head<'t> {
    /// The ordinal, and the year where there is one: `09`, `151/2025`.
    ordinal: String,
    year: &'t str,
    /// The separator after them; `-` is that of a party document.
    mark: char,
}

fn head(text: &str, at: usize, source: Source) -> Result<(Head<'_>, usize), Fault> {
    let after_ordinal = ordinal_end(text, at);
    let (mut mark, mut next) = separator(text, after_ordinal)
        .or_else(|| matches!(source, Source::AfterName(_)).then(|| spaced(text, after_ordinal))?)
        .ok_or((at..text.len(), NumberFault::NoSymbol))?;
    let after_year = digits_end(text, next);
    let year = &text[next..after_year];
    let zero = if after_ordinal - at == 1 { "0" } else { "" };
    let mut ordinal = [zero, &text[at..after_ordinal]].concat();
    if !year.is_empty() {
        // “76/2018 NĐ-CP”
        let is_named = matches!(source, Source::AfterName(_));
        match separator(text, after_year).or_else(|| is_named.then(|| spaced(text, after_year))?) {
            Some((_, after)) if mark == '/' && is_year(year) => (mark, next) = ('/', after),
            _ => return Err((next..after_year, NumberFault::NotAYear)),
        }
        ordinal.extend(["/", year]);
    }
    Ok((Head { ordinal, year, mark }, next))
}

/// The separator between the first symbol and the next. After a type it is a hyphen, and a slash in a party document;
/// where the number can be nothing else, any mark.
fn joint(text: &str, end: usize, head: &Head, is_kind: bool, source: Source) -> Option<(char, usize)> {
    let is_named = matches!(source, Source::AfterName(_));
    let (mark, next) = match (is_kind, head.mark) {
        (true, '/') if text[end..].starts_with('.') => ('-', end + 1),
        (true, '/') => dash(text, end)?,
        _ => separator(text, end)?,
    };
    let is_agency = || {
        let word = word_at(text, next);
        AUTHORITIES.contains(&word) || PARTY.contains(&word)
    };
    let is_joint = match (is_kind, head.mark, mark) {
        (true, '/', '-') | (true, '-', '/') | (false, '/', '-') => true,
        (true, '/', _) => is_named || !head.year.is_empty() || is_agency(),
        (true, ..) => is_named || is_agency(),
        (false, ..) => is_named,
    };
    is_joint.then_some((mark, next))
}

/// The symbols in canonical form: `/NQ-CP`, `-NQ/TW`.
fn joined(head: &Head, first: &str, is_kind: bool, mark: char, second: &str) -> String {
    let is_party = match (head.mark, mark) {
        ('-', '/') => true,
        ('/', '-') => false,
        _ => PARTY.contains(&second),
    };
    match (is_kind, is_party) {
        (true, true) => format!("-{first}/{second}"),
        (true, false) => format!("/{first}-{second}"),
        (false, _) => format!("{}{first}{mark}{second}", head.mark),
    }
}

/// The symbols after the first; spaces only around the separator before them, because ` - ` after them is prose again.
fn more_symbols(text: &str, at: usize, source: Source) -> Result<(String, usize), Fault> {
    let (second, mut end) = later_symbol(text, at, source)?;
    let mut symbols = second.into_owned();
    while let Some((mark, next)) = separator(text, end)
        && word_at(text, next) != INTERNAL
        && (mark == '-' || (next == end + 1 && word_at(text, next).chars().all(is_symbol_letter)))
        && let Ok((another, after)) = later_symbol(text, next, source)
    {
        symbols.push(mark);
        symbols.push_str(&another);
        end = after;
    }
    Ok((symbols, end))
}

/// Whether a symbol alone follows an ordinal: `118/CP`, `72/2025/QH15`.
fn is_single(symbol: &str, year: &str) -> bool {
    let letters = symbol.trim_end_matches(|c: char| c.is_ascii_digit());
    if ASSEMBLIES.contains(&letters) {
        return !year.is_empty() && letters.len() < symbol.len();
    }
    AUTHORITIES.contains(&symbol)
}

/// Whether an agency's symbol may be all: `167-HĐBT`, `173/BTTM`; after a type's name also the type's, `240/QĐ`.
fn may_be_single(symbol: &str, is_kind: bool, source: Source) -> bool {
    let is_word = symbol.chars().filter(|c| c.is_alphabetic()).count() > 1 && !matches!(symbol, "QH" | "UBTVQH");
    match source {
        Source::RunningText => false,
        Source::Field => is_word && !is_kind,
        Source::AfterName(_) => is_word,
    }
}

/// A type and an agency between which the hyphen was lost: `NĐCP`, `TTBYT`. After a type's name only that type.
fn glued(symbol: &str, source: Source) -> Option<(&'static str, &'static str)> {
    let split = |kind: &'static str| {
        let (at, _) = symbol.char_indices().nth(kind.chars().count())?;
        let (written, rest) = symbol.split_at(at);
        let agency = agencies().find(|agency| same_word(rest, agency))?;
        (fold(written) == fold(kind)).then_some((kind, agency))
    };
    match source {
        Source::RunningText => None,
        Source::AfterName(kind) => kind.and_then(DocumentKind::abbreviation).and_then(split),
        Source::Field if kind::abbreviations().any(|kind| kind == symbol) => None,
        Source::Field => kind::abbreviations().find_map(split),
    }
}

/// The end of an ordinal: `268`, `66.1`, `30a`.
pub(crate) fn ordinal_end(text: &str, at: usize) -> usize {
    let mut end = digits_end(text, at);
    if text[end..].starts_with('.') {
        let after = digits_end(text, end + 1);
        end = if (1..3).contains(&(after - end - 1)) { after } else { end };
    }
    match word_at(text, end).as_bytes() {
        [letter] if letter.is_ascii_alphabetic() => end + 1,
        _ => end,
    }
}

/// The year after an ordinal and the end of both, where no symbol follows: “151/2025”.
pub(crate) fn dated_ordinal(text: &str, at: usize) -> Option<(i16, usize)> {
    let slash = ordinal_end(text, at);
    let year = text[slash..].starts_with('/').then_some(slash + 1)?;
    let end = digits_end(text, year);
    let is_ended = !char_at(text, end).is_some_and(|c| is_word(c) || matches!(c, '/' | '-'));
    (is_ended && is_year(&text[year..end])).then(|| text[year..end].parse().ok().map(|year| (year, end)))?
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
    let mut end = at + unglued(word_at(text, at)).len();
    while let Some(mark @ ('&' | '.')) = char_at(text, end) {
        let more = unglued(word_at(text, end + 1));
        let joined = is_all_capital(more) && (mark == '&' || DOTTED.contains(&&text[at..end]));
        if !joined {
            break;
        }
        end += 1 + more.len();
    }
    let written = looking_alike(&text[at..end]);
    let fault = |fault| Err((at..end, fault));
    if !written.starts_with(char::is_alphabetic) {
        return fault(NumberFault::NoSymbol);
    }
    // The only symbol with a tone mark: `CV/TWĐTN-VPĐOÀN`.
    if !written.strip_suffix("ĐOÀN").unwrap_or(&written).chars().all(is_symbol_letter) {
        return fault(NumberFault::NotASymbol);
    }
    let letters = written.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = written.len() - letters.len();
    if let Some(known) = known_spelling(letters) {
        if AUTHORITIES.contains(&known) {
            return Ok((Cow::Borrowed(known), end - digits));
        }
        if ASSEMBLIES.contains(&known)
            && digits == 0
            && let Some((term, end)) = spaced_term(text, end)
        {
            return Ok((Cow::Owned([known, term].concat()), end));
        }
        return Ok((Cow::Owned([known, &written[letters.len()..]].concat()), end));
    }
    let is_lower = !written.chars().any(char::is_uppercase);
    match source {
        _ if is_all_capital(&written) => Ok((written, end)),
        Source::Field if is_lower => Ok((Cow::Owned(written.to_uppercase()), end)),
        Source::Field | Source::AfterName(_) if is_mostly_capital(&written) => Ok((written, end)),
        _ => fault(NumberFault::NotASymbol),
    }
}

/// A symbol after the first: in prose it may have small letters, `BC-SoNNMT`, or only such where the one before ends
/// in one, `46/2010/tt-byt`.
fn later_symbol(text: &str, at: usize, source: Source) -> Result<(Cow<'_, str>, usize), Fault> {
    let read = symbol(text, at, source);
    let is_after_small = text[..at].strip_suffix('-').is_some_and(|before| before.ends_with(char::is_lowercase));
    let is_small = source != Source::RunningText && is_after_small;
    match is_small || is_mostly_capital(word_at(text, at)) {
        true => read.or_else(|_| symbol(text, at, Source::Field)),
        false => read,
    }
}

/// `SoNNMT`, `SNgV`, `GDTrH`: a capital first, and more of them than of small letters.
fn is_mostly_capital(word: &str) -> bool {
    let (capitals, small) = (word.chars().filter(|c| c.is_uppercase()), word.chars().filter(|c| c.is_lowercase()));
    is_capital(word) && capitals.count() > small.count()
}

/// A word without the word of prose that is glued to its end.
fn unglued(word: &str) -> &str {
    if !word.ends_with(char::is_lowercase) || !is_capital(word) {
        return word;
    }
    let mut heads = GLUED.iter().filter_map(|glued| word.strip_suffix(glued));
    heads.find(|head| !head.is_empty()).unwrap_or(word)
}

/// Letters of other alphabets that look like those of symbols, as those: the eth of `QÐ`, the Cyrillic of `СР`.
fn looking_alike(written: &str) -> Cow<'_, str> {
    const ALIKE: [(char, char); 14] = [
        ('Ð', 'Đ'),
        ('ð', 'đ'),
        ('А', 'A'),
        ('В', 'B'),
        ('Е', 'E'),
        ('К', 'K'),
        ('М', 'M'),
        ('Н', 'H'),
        ('О', 'O'),
        ('Р', 'P'),
        ('С', 'C'),
        ('Т', 'T'),
        ('У', 'Y'),
        ('Х', 'X'),
    ];
    let alike = |c: char| ALIKE.iter().find(|(other, _)| *other == c).map(|(_, letter)| *letter);
    match !written.is_ascii() && written.chars().any(|c| alike(c).is_some()) {
        true => Cow::Owned(written.chars().map(|c| alike(c).unwrap_or(c)).collect()),
        false => Cow::Borrowed(written),
    }
}

/// The term that stands apart from its assembly: `33/2002/QH 10`, `22/2003/QH.11`.
fn spaced_term(text: &str, end: usize) -> Option<(&str, usize)> {
    let at = if text[end..].starts_with('.') { end + 1 } else { skip_space(text, end) };
    let term = word_at(text, at);
    let is_term = (1..3).contains(&term.len()) && term.bytes().all(|b| b.is_ascii_digit()) && !term.starts_with('0');
    (is_term && at > end).then_some((term, at + term.len()))
}

fn is_symbol_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '&' | '.') || "ĐđƯưƠơĂăÂâÊêÔô".contains(c)
}

/// The canonical spelling of a symbol that is known in any case.
fn known_spelling(letters: &str) -> Option<&'static str> {
    let listed = AUTHORITIES.iter().chain(ASSEMBLIES).copied();
    kind::abbreviations().chain(listed).find(|known| same_word(letters, known))
}

/// A number ends where a word does, where a footnote's digits begin or a glued word, and not inside a path or a longer
/// number; the year after it, `26-TT-1982`, is a part of it where it can be nothing else.
fn bounded(text: &str, end: usize, source: Source) -> Result<(&str, usize), Fault> {
    let fault = || Err((end..text.len(), NumberFault::MoreAfter));
    let mut after = text[end..].chars();
    match (after.next(), after.next()) {
        (Some('/'), Some(_)) if word_at(text, end + 1) == INTERNAL => {
            let to = end + 1 + INTERNAL.len();
            Ok((&text[end..to], to))
        }
        (Some('/' | '-'), Some(c)) if c.is_ascii_digit() => {
            let to = digits_end(text, end + 1);
            let is_ended = !char_at(text, to).is_some_and(|c| is_word(c) || matches!(c, '/' | '-'));
            // “102-SL/L-004”: the serial of a law among the edicts that promulgate them.
            let is_serial = text[..end].ends_with("/L") && to == end + 4;
            let is_last = is_serial || is_year(&text[end + 1..to]);
            if source != Source::RunningText && is_ended && is_last { Ok((&text[end..to], to)) } else { fault() }
        }
        (Some('/' | '-'), Some(c)) if is_word(c) && !c.is_uppercase() => fault(),
        (Some(c), _) if c.is_alphabetic() && !GLUED.contains(&word_at(text, end)) => fault(),
        _ => Ok(("", end)),
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
        if !STANDARDS.contains(&upper.as_str()) || (source != Source::Field && upper != word) {
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
    // Standards of before 2005 have a hyphen before the year: `TCVN 5945-1995`.
    let old_year = dash(text, digits)
        .filter(|(mark, year)| *mark == '-' && is_year(&text[*year..digits_end(text, *year)]))
        .map(|(_, year)| year);
    if text[digits..].starts_with('-') && old_year.is_none() {
        let part = digits_end(text, digits + 1);
        digits = if part > digits + 1 { part } else { digits };
    }
    canonical.push_str(&text[at..digits]);
    let colon = skip_space(text, digits);
    let year = match old_year {
        Some(year) => year,
        None if text[colon..].starts_with(':') => skip_space(text, colon + 1),
        None => return Err((at..digits, NumberFault::NotAYear)),
    };
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
    bounded(text, end, Source::RunningText).map(|(_, end)| (Number { canonical }, end))
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
