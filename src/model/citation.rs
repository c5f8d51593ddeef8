//! Citation: every mention of a document in running text, read outward from its digits or its name.
//!
//! The grammar is DOMAIN §4. A mention begins at the type's name (“Nghị quyết số …”), or at the number where no type
//! stands before it, and ends with the date and issuer that follow. Precision comes first: what may be a date, a
//! fraction, a form, a count of things or prose is no mention, and a number whose letters are damaged is repaired only
//! where the name of its type before it says how: “Nghị định số 146/2013/ND-CP”.

mod composed;
mod date;
mod issuer;
mod law;
mod pointing;
mod tail;
mod term;
mod words;

use self::words::{After, after, is_counted, is_slogan};
pub use self::{pointing::pointers, term::Term};
use super::number::{
    self, DocumentKind, Number, Short, Source,
    reading::{
        char_at, char_before, digits_end, is_capital, is_hyphen, is_word, one_line, phrase_at, phrase_before,
        skip_comma, skip_space, space_before, word_before,
    },
};
use jiff::civil::Date;
use std::{borrow::Cow, ops::Range};

/// A mention of a document in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The bytes of the whole mention: “Nghị quyết số 268/NQ-CP ngày 31/8/2025 của Chính phủ”.
    pub range: Range<usize>,
    /// What it says.
    pub citation: Citation,
}

/// What a mention says of the document it cites. Words are composed (NFC), their line breaks made spaces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Citation {
    /// The type, as the words before the number say, or else as the number does.
    pub kind: Option<DocumentKind>,
    /// The whole number: `268/NQ-CP`.
    pub number: Option<Number>,
    /// The ordinal of a short form, “268” in “Nghị quyết 268”, with a leading zero below ten as in [`Number::ordinal`].
    pub short: Option<String>,
    /// The date of issue.
    pub date: Option<Date>,
    /// The issuer as written: “Ủy ban nhân dân thành phố Hải Phòng”; where only its place is, with the body that the
    /// number names: “UBND tỉnh Nghệ An” for “75/KH-UBND của tỉnh Nghệ An”.
    pub issuer: Option<String>,
    /// The name of a document that is cited by name: “Luật Đất đai”, “Đề án 06”.
    pub name: Option<String>,
    /// The year where neither number nor date tells it: of a name, 2024 in “Luật Đất đai năm 2024”; in a short form,
    /// 2025 in “Nghị định 151/2025”; after a number, where it may also be that of what the text says of the document,
    /// and is outside the mention, 2025 in “Quyết định 979/QĐ-TTg năm 2025”, unless the issuer or brackets follow.
    pub year: Option<i16>,
    /// Of a party number: the term of the congress that the words beside it name.
    pub term: Option<Term>,
}

/// The mark of a transcription after an uncertain word (DOMAIN §6): it divides no mention and is no part of its words.
const DOUBT: &str = "[?]";

/// The mentions in a text, composed or decomposed, in order and not overlapping.
pub fn mentions(text: &str) -> Vec<Mention> {
    // As many spaces, so that every place stays its own.
    let undoubted = match text.contains(DOUBT) {
        true => Cow::Owned(text.replace(DOUBT, "   ")),
        false => Cow::Borrowed(text),
    };
    if !composed::is_needed(&undoubted) {
        return Scan::of(&undoubted);
    }
    let composed = composed::compose(&undoubted);
    let mut found = Scan::of(&composed.text);
    for mention in &mut found {
        mention.range = composed.written(&mention.range);
    }
    found
}

/// Abbreviations that stand before a bare ordinal, “NQ 268”; others, as “TT” or “CT”, have too many other meanings.
const SHORT_ABBREVIATIONS: &[&str] = &["NQ", "NĐ", "QĐ", "CV", "KH", "ĐA"];
/// Those to which an ordinal may be glued, “NQ268”; others make names of other things, as “KH01”.
const GLUED_ABBREVIATIONS: &[&str] = &["NQ", "NĐ", "QĐ"];
/// Types that prose goes on after without a stop, “Nghị quyết 57 xác định …”; other types also count, “Kế hoạch 5 năm”.
const BEFORE_PROSE: &[DocumentKind] = &[DocumentKind::Resolution, DocumentKind::Decree, DocumentKind::Circular];
/// Types whose numbers have a year in them, and may have lost the symbol after it: “Nghị định 151/2025”.
const NORMATIVE: &[DocumentKind] = &[
    DocumentKind::Decree,
    DocumentKind::Circular,
    DocumentKind::JointCircular,
    DocumentKind::Resolution,
    DocumentKind::Decision,
    DocumentKind::Law,
];
/// What has numbers of its own and is no document that a plan rests on: forms, files, accounts, places.
const FORMS: &[&str] = &[
    "mẫu",
    "biểu",
    "phụ lục",
    "tờ khai",
    "bảng kê",
    "bảng",
    "phiếu",
    "phiếu chi",
    "phiếu thu",
    "phiếu nhập",
    "phiếu xuất",
    "đề",
    "đề thi",
    "hộ",
    "hóa đơn",
    "hoá đơn",
    "biên lai",
    "chứng từ",
    "form",
    "mã",
    "mã hồ sơ",
    "hồ sơ",
    "tài khoản",
    "chuẩn mực",
    "danh mục",
    "thửa",
    "thửa đất",
    "tờ bản đồ",
    "bản đồ",
    "lô",
    "lô đất",
    "nhà",
    "căn",
    "căn hộ",
    "xe",
    "đường",
    "ngõ",
];
/// A standard that is cited without its year has as many digits at least; “ISO 400” is the speed of a film.
const SHORTEST_STANDARD: usize = 4;
/// A bare ordinal has no more digits.
const LONGEST_SHORT: usize = 5;

/// Bytes at which a mention can be anchored: digits, and the capitals of Luật, Bộ luật, Pháp lệnh, Hiến pháp.
const ANCHORS: [bool; 256] = {
    let mut anchors = [false; 256];
    let mut byte = 0;
    while byte < anchors.len() {
        anchors[byte] = matches!(byte as u8, b'0'..=b'9' | b'L' | b'B' | b'P' | b'H');
        byte += 1;
    }
    anchors
};

/// The words before a number.
struct Opening {
    start: usize,
    kind: Option<DocumentKind>,
    /// Whether “số” stands before the number.
    is_numbered: bool,
    name: Name,
    /// The agency between the type and “số”: “Quyết định của Thủ tướng Chính phủ số”.
    issuer: Option<String>,
}

/// The name of a type before a number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Name {
    /// Only “số”.
    None,
    /// One in small letters, “quyết định”, or an abbreviation with other meanings, “TT”.
    Small,
    /// One that can open a short form without “số”: “Quyết định”, “QĐ”.
    Capital,
}

impl Opening {
    /// Only “số”, or nothing, from a place.
    fn numbered_only(start: usize) -> Self {
        Self { start, kind: None, is_numbered: true, name: Name::None, issuer: None }
    }

    fn is_name(&self) -> bool {
        self.name != Name::None
    }
}

/// A composed text, and the mentions found up to a place.
struct Scan<'t> {
    text: &'t str,
    found: Vec<Mention>,
    /// Where the last mention ended: nothing before is read again.
    floor: usize,
    /// The first mention of the list that the last one belongs to: “Nghị định số A, B và C của Chính phủ”.
    list: usize,
}

impl<'t> Scan<'t> {
    fn of(text: &'t str) -> Vec<Mention> {
        let mut scan = Scan { text, found: Vec::new(), floor: 0, list: 0 };
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(offset) = bytes[at..].iter().position(|byte| ANCHORS[usize::from(*byte)]) {
            at += offset;
            at = match bytes[at] {
                b'0'..=b'9' => {
                    let end = digits_end(text, at);
                    scan.digits(at, end).unwrap_or(end)
                }
                _ if could_name(&bytes[at..]) => scan.law(at).unwrap_or(at + 1),
                _ => at + 1,
            };
        }
        scan.found
    }

    /// A mention anchored at digits; returns its end.
    fn digits(&mut self, at: usize, end: usize) -> Option<usize> {
        if !self.begins(at) {
            return None;
        }
        (self.numbered(at)).or_else(|| self.standard(at, end)).or_else(|| self.short(at, end))
    }

    /// Digits inside a word, path, decimal or range begin nothing; “số” may be glued to them.
    fn begins(&self, at: usize) -> bool {
        match char_before(self.text, at) {
            None => true,
            Some('/' | '_' | '@' | '#' | '=' | '+' | '\\') => false,
            Some('-') => !char_before(self.text, at - 1).is_some_and(is_word) || self.is_glued(at - 1, at),
            Some('.' | ',' | ':') => !char_before(self.text, at - 1).is_some_and(|c| c.is_ascii_digit()),
            Some(c) if is_word(c) => phrase_before(self.text, self.floor, at, "số").is_some() || self.is_glued(at, at),
            // A number left blank: “số    / 2020/NĐ-CP”.
            Some(_) => !self.text[self.floor..space_before(self.text, self.floor, at)].ends_with('/'),
        }
    }

    /// Whether an ordinal of two digits or more is glued to its type, “NQ268”, which ends at a place: “NQ-268”.
    fn is_glued(&self, end: usize, at: usize) -> bool {
        let word = word_before(self.text, self.floor, end);
        let before = char_before(self.text, end - word.len());
        let is_inner = before.is_some_and(|c| matches!(c, '/' | '_' | '@' | '#' | '=' | '+' | '\\' | '.' | '-'));
        GLUED_ABBREVIATIONS.contains(&word) && !is_inner && digits_end(self.text, at) > at + 1
    }

    fn numbered(&mut self, at: usize) -> Option<usize> {
        let read = number::read(self.text, at, Source::RunningText);
        if read.is_err() && !number::may_begin(self.text, at) {
            return None;
        }
        let mut opening = self.opening(at);
        let (number, end) = match (read, &opening) {
            (Ok(read), _) => read,
            (Err(_), Some(opening)) => self.older(at, opening)?,
            (Err(_), None) => self.listed_number(at)?,
        };
        if is_file(self.text, end) {
            return None;
        }
        // A line that ends in a type is no part of the number that heads the next: “… về Hướng dẫn⏎Số: 06/QC-BCH”.
        if let Some(numbered) = self.numero(at).filter(|numbered| self.text[*numbered..].starts_with('S'))
            && let Some(opening) = &mut opening
            && self.text[..numbered].trim_end_matches([' ', '\t', '\r']).ends_with('\n')
            && number.kind().is_some_and(|kind| opening.kind.is_some_and(|other| other != kind))
        {
            *opening = Opening::numbered_only(numbered);
        }
        // “Luật … đi làm việc theo hợp đồng số 72/2006/QH11”
        if number.is_act() {
            opening = opening.filter(|opening| opening.kind != Some(DocumentKind::Contract));
        }
        // “quy định của Bộ Tài chính số 12/2020/TT-BTC”: prose before a number.
        let is_prose = |opening: &Opening| {
            opening.issuer.is_some() && opening.name == Name::Small && number.kind() != opening.kind
        };
        if let Some(opening) = opening.as_mut().filter(|opening| is_prose(opening)) {
            *opening = Opening::numbered_only(at);
        }
        let stands = match &opening {
            Some(opening) if opening.is_name() => true,
            Some(_) => number.year().is_some() || !(self.is_form(at) || is_street(self.text, end)),
            None if self.is_form(at) => number.year().is_some() && number.stands_alone(),
            None => number.stands_alone() || self.joins(at) || tail::issued_after(self.text, end).is_some(),
        };
        let (start, kind, issuer) =
            opening.map_or((at, None, None), |opening| (opening.start, opening.kind, opening.issuer));
        let kind = kind.or(number.kind()).or_else(|| self.listed_kind(at, &number));
        // A contract binds its parties; a plan rests on none.
        if !stands || kind == Some(DocumentKind::Contract) {
            return None;
        }
        let mut citation = Citation { kind, issuer, ..Citation::default() };
        if kind == Some(DocumentKind::Scheme) && !number.symbol().contains(['-', '/']) {
            citation.name = Some(scheme(number.ordinal()));
            citation.short = Some(number.ordinal().to_owned());
        } else {
            citation.number = Some(number);
        }
        Some(self.add(start, end, citation, start < at))
    }

    /// A number of an older or looser form, where the name before it vouches for it, or “số” before and a date after.
    fn older(&self, at: usize, opening: &Opening) -> Option<(Number, usize)> {
        let (number, end) = number::read(self.text, at, Source::AfterName(opening.kind)).ok()?;
        let vouches = match opening.name {
            Name::None => {
                !self.is_form(at) && (tail::issued_after(self.text, end).is_some() || number::is_spaced(self.text, at))
            }
            Name::Small => number.kind() == opening.kind || opening.is_numbered && opening.issuer.is_none(),
            Name::Capital => true,
        };
        vouches.then_some((number, end))
    }

    /// A number of an older form that continues a list of such numbers: “Nghị định số 93/CP, 12/CP và 72/CP”.
    fn listed_number(&self, at: usize) -> Option<(Number, usize)> {
        let last = self.found.last()?;
        let (number, end) = number::read(self.text, at, Source::AfterName(last.citation.kind)).ok()?;
        self.listed_kind(at, &number).map(|_| (number, end))
    }

    /// The type that the first of a list of numbers with one symbol has: “Luật số 71/2014/QH13, 26/2012/QH13”.
    fn listed_kind(&self, at: usize, number: &Number) -> Option<DocumentKind> {
        let last = &self.found.last().filter(|_| self.joins(at))?.citation;
        let is_same = last.number.as_ref().is_some_and(|last| last.symbol() == number.symbol());
        last.kind.filter(|_| is_same)
    }

    /// Whether only a comma or “và” stands between the last mention and a place.
    fn joins(&self, at: usize) -> bool {
        self.found.last().is_some_and(|last| is_joint(&self.text[last.range.end..at]))
    }

    /// Whether a number is that of a form, a file or a place: “Mẫu số 01/ĐK-TCT”, “tài khoản số 0123/BIDV-HP”.
    fn is_form(&self, at: usize) -> bool {
        let end = space_before(self.text, self.floor, self.numero(at).unwrap_or(at));
        FORMS.iter().any(|form| phrase_before(self.text, self.floor, end, form).is_some())
    }

    /// A standard is anchored at its digits too, but begins before them: “TCVN ISO 9001:2015”.
    fn standard(&mut self, at: usize, end: usize) -> Option<usize> {
        let text = self.text;
        let mut start = at;
        loop {
            let word_end = match char_before(text, start) {
                Some('/') if start < at => start - 1,
                _ => space_before(text, self.floor, start),
            };
            let word = word_before(text, self.floor, word_end);
            if !number::STANDARDS.contains(&word) {
                break;
            }
            start = word_end - word.len();
        }
        if start == at {
            return None;
        }
        if let Ok((number, end)) = number::read(text, start, Source::RunningText) {
            let citation = Citation { kind: number.kind(), number: Some(number), ..Citation::default() };
            return Some(self.add(start, end, citation, true));
        }
        // “ISO 9001”: of no year, so it is a name and no number.
        let is_regulation = phrase_at(text, start, "QCVN").is_some();
        let is_year = number::is_year(&text[at..end]);
        if is_regulation || is_year || end - at < SHORTEST_STANDARD || self.is_measured(end) {
            return None;
        }
        let name = Some(one_line(&text[start..end]));
        let citation = Citation { kind: Some(DocumentKind::Standard), name, ..Citation::default() };
        Some(self.add(start, end, citation, true))
    }

    /// A short form, “Nghị quyết 268”, and the ordinals listed after it, “Nghị quyết 57, 59, 66 và 68”.
    fn short(&mut self, at: usize, digits: usize) -> Option<usize> {
        let end = number::ordinal_end(self.text, at);
        if digits - at > LONGEST_SHORT {
            return None;
        }
        if let Some(dated) = number::dated_ordinal(self.text, at) {
            return self.short_of_year(at, dated);
        }
        if let Some(year) = self.year_of_short(at, end) {
            return self.short_then_year(at, end, year);
        }
        let is_numbered = self.numero(at).is_some();
        let after = self.after_short(at, end, is_numbered)?;
        let opening = self.opening(at)?;
        let kind = opening.kind.filter(|_| opening.issuer.is_none())?;
        let is_allowed = match kind.short() {
            Short::Never => false,
            Short::Numbered => opening.is_numbered,
            Short::Free => opening.is_numbered || opening.name == Name::Capital,
        };
        let is_ended = match after {
            _ if is_numbered || BEFORE_PROSE.contains(&kind) => true,
            After::Word => false,
            _ => digits - at > 1,
        };
        if !is_allowed || !is_ended {
            return None;
        }
        let mut end = self.add_short(opening.start, at, end, kind, true);
        while let Some((at, after)) = self.listed(end) {
            end = self.add_short(at, at, after, kind, false);
        }
        Some(end)
    }

    /// A short form with the year of its number, “Nghị định 151/2025”, and those listed after it. What may be a month
    /// needs “số”: “Nghị quyết 12/2025”.
    fn short_of_year(&mut self, at: usize, dated: (i16, usize)) -> Option<usize> {
        let opening = self.opening(at)?;
        let kind = opening.kind.filter(|kind| NORMATIVE.contains(kind) && opening.issuer.is_none())?;
        let is_monthly = matches!(kind, DocumentKind::Resolution | DocumentKind::Decision | DocumentKind::Law);
        let is_month = is_monthly && self.text[at..digits_end(self.text, at)].parse().is_ok_and(|n: u32| n <= 12);
        if !opening.is_numbered && (opening.name != Name::Capital || is_month) {
            return None;
        }
        let (mut start, mut at, mut dated) = (opening.start, at, dated);
        loop {
            let (year, end) = dated;
            let short = Some(padded(&self.text[at..number::ordinal_end(self.text, at)]));
            let citation = Citation { kind: Some(kind), short, year: Some(year), ..Citation::default() };
            let end = self.add(start, end, citation, start < at);
            let next = self.after_joint(end).and_then(|next| Some((next, number::dated_ordinal(self.text, next)?)));
            let Some((next, more)) = next.filter(|(next, _)| self.joins(*next)) else { return Some(end) };
            (start, at, dated) = (next, next, more);
        }
    }

    /// “năm 2021” after a bare ordinal, where no span of years begins: “Kế hoạch 5 năm 2021 - 2025”.
    fn year_of_short(&self, at: usize, end: usize) -> Option<(i16, usize)> {
        let text = self.text;
        phrase_at(text, skip_space(text, end), "năm")?;
        let (_, after) = law::year(text, end).filter(|_| !number::is_year(&text[at..end]))?;
        let next = skip_space(text, after);
        let is_span = char_at(text, next).is_some_and(is_hyphen) || phrase_at(text, next, "đến").is_some();
        law::year(text, end).filter(|_| !is_span)
    }

    /// A short form with the year after it: “Nghị định 118 năm 2021”.
    fn short_then_year(&mut self, at: usize, end: usize, (year, after): (i16, usize)) -> Option<usize> {
        let opening = self.opening(at)?;
        let kind = opening.kind.filter(|_| opening.issuer.is_none())?;
        let is_free = BEFORE_PROSE.contains(&kind) && opening.name == Name::Capital && end - at > 1;
        let is_dated = opening.is_numbered && NORMATIVE.contains(&kind);
        if !(is_free || is_dated) {
            return None;
        }
        let short = Some(padded(&self.text[at..end]));
        let citation = Citation { kind: Some(kind), short, year: Some(year), ..Citation::default() };
        Some(self.add(opening.start, after, citation, true))
    }

    fn add_short(&mut self, start: usize, at: usize, end: usize, kind: DocumentKind, opens: bool) -> usize {
        let short = padded(&self.text[at..end]);
        let name = (kind == DocumentKind::Scheme).then(|| scheme(&short));
        let citation = Citation { kind: Some(kind), short: Some(short), name, ..Citation::default() };
        self.add(start, end, citation, opens)
    }

    /// The next bare ordinal of a list.
    fn listed(&self, end: usize) -> Option<(usize, usize)> {
        let text = self.text;
        let at = self.after_joint(end)?;
        let digits = digits_end(text, at);
        let end = number::ordinal_end(text, at);
        let after = self.after_short(at, end, false).filter(|after| *after != After::Word);
        let is_ordinal = (1..=LONGEST_SHORT).contains(&(digits - at)) && after.is_some();
        (is_ordinal && number::read(text, at, Source::RunningText).is_err()).then_some((at, end))
    }

    /// What stands after a comma or “và”.
    fn after_joint(&self, end: usize) -> Option<usize> {
        let next = skip_space(self.text, end);
        let after = match char_at(self.text, next)? {
            ',' => next + 1,
            _ => phrase_at(self.text, next, "và")?,
        };
        Some(skip_space(self.text, after))
    }

    /// Whether a bare ordinal goes on as a fraction, a range, a percentage, a time.
    fn is_measured(&self, end: usize) -> bool {
        let text = self.text;
        let mut glued = text[end..].chars();
        let is_glued = match (glued.next(), glued.next()) {
            (Some(',' | '.' | ':'), second) => second.is_some_and(|c| c.is_ascii_digit()),
            (Some(c), _) => is_word(c) || is_hyphen(c) || matches!(c, '+' | '°'),
            (None, _) => false,
        };
        let next = skip_space(text, end);
        let is_digit = |at| text[at..].starts_with(|c: char| c.is_ascii_digit());
        match char_at(text, next) {
            Some('/' | '%') => true,
            // A number that recognition broke: “số 41 7/QĐ-UBND”.
            Some(c) if c.is_ascii_digit() => text[digits_end(text, next)..].starts_with(['/', '-', '.']),
            Some(c) if is_hyphen(c) => is_glued || is_digit(skip_space(text, next + c.len_utf8())),
            _ => is_glued,
        }
    }

    /// What follows a bare ordinal, if it lets the ordinal cite: no measure and nothing counted; nor is it a year.
    fn after_short(&self, at: usize, end: usize, is_numbered: bool) -> Option<After> {
        let text = self.text;
        // “Nghị quyết số 18 - NQ/TU”: the number goes on, whether or not all of it can be read.
        if number::apart(text, end).is_some() {
            return None;
        }
        if self.is_measured(end) || (!is_numbered && number::is_year(&text[at..end])) {
            return None;
        }
        let next = skip_space(text, end);
        let is_day = phrase_at(text, next, "ngày").is_some();
        match after(text, end) {
            After::Word if is_counted(text, next) => None,
            // “Nghị quyết 3 không”: a slogan.
            _ if end - at == 1 && !is_numbered && is_slogan(text, next) => None,
            After::Stop if is_day => date::read(text, next).map(|_| After::Stop),
            after => Some(after),
        }
    }

    /// The start of “số” before a number.
    fn numero(&self, at: usize) -> Option<usize> {
        let before = space_before(self.text, self.floor, at);
        let colon = self.text[self.floor..before].strip_suffix(':');
        phrase_before(self.text, self.floor, colon.map_or(before, |rest| self.floor + rest.len()), "số")
    }

    /// The type and “số” before a number.
    fn opening(&self, at: usize) -> Option<Opening> {
        let (text, floor) = (self.text, self.floor);
        let numbered = self.numero(at);
        let is_numbered = numbered.is_some();
        let end = match text[..at].ends_with('-') && self.is_glued(at - 1, at) {
            true => at - 1,
            false => space_before(text, floor, numbered.unwrap_or(at)),
        };
        let bare = is_numbered.then(|| Opening::numbered_only(at));
        let word = word_before(text, floor, end);
        // “HDQT_2016_NQ 13”: the name of a file.
        let is_inner = text[..end - word.len()].ends_with(['_', '\\', '@', '#']);
        if !word.ends_with(char::is_alphabetic) || is_inner {
            return bare;
        }
        if let Some((start, kind, name)) = self.named(end) {
            return Some(Opening { start, kind, is_numbered, name, issuer: None });
        }
        if let Some(kind) = DocumentKind::from_abbreviation(word).filter(|_| word.len() > 1) {
            let name = if SHORT_ABBREVIATIONS.contains(&word) { Name::Capital } else { Name::Small };
            return Some(Opening { start: end - word.len(), kind: Some(kind), is_numbered, name, issuer: None });
        }
        if is_numbered { self.issued_by(end).or(bare) } else { None }
    }

    /// The type before a place, from where it stands. The longest name: “Thông báo kết luận” ends in another, “kết luận”.
    fn named(&self, end: usize) -> Option<(usize, Option<DocumentKind>, Name)> {
        let names = DocumentKind::names();
        let starts = names.filter_map(|(name, kind)| Some((phrase_before(self.text, self.floor, end, name)?, kind)));
        let (start, kind) = starts.min_by_key(|(start, _)| *start)?;
        let name = if is_capital(&self.text[start..end]) { Name::Capital } else { Name::Small };
        Some((start, kind, name))
    }

    /// The type and the agency before “số”: “Quyết định của Thủ tướng Chính phủ số 06/QĐ-TTg”.
    fn issued_by(&self, end: usize) -> Option<Opening> {
        let (text, floor) = (self.text, self.floor);
        let from = issuer::ending(text, floor, end)?;
        let of = phrase_before(text, floor, space_before(text, floor, from), "của")?;
        let (start, kind, name) = self.named(space_before(text, floor, of))?;
        let issuer = Some(one_line(&text[from..end]));
        Some(Opening { start, kind, is_numbered: true, name, issuer })
    }

    /// A law by its name, with the number that may follow: “Luật Đất đai số 31/2024/QH15”.
    fn law(&mut self, at: usize) -> Option<usize> {
        let named = law::read(self.text, self.floor, at)?;
        let name = one_line(&self.text[at..named.name_end]);
        let mut citation =
            Citation { kind: Some(named.kind), name: Some(name), year: named.year, ..Citation::default() };
        let mut end = named.end;
        let next = skip_space(self.text, end);
        let digits = phrase_at(self.text, next, "số").map_or(next, |after| skip_space(self.text, after));
        if let Ok((number, after)) = number::read(self.text, digits, Source::RunningText) {
            citation.number = Some(number);
            end = after;
        }
        Some(self.add(at, end, citation, true))
    }

    /// Adds a mention with the date and issuer around it; returns its end. One that opens with a type is no
    /// continuation of a list.
    fn add(&mut self, start: usize, end: usize, mut citation: Citation, opens: bool) -> usize {
        let end = tail::read(self.text, end, &mut citation);
        if citation.issuer.is_none()
            && let Some(before) = issuer::before(self.text, self.floor, start)
        {
            citation.issuer = Some(one_line(&self.text[before.agency.clone()]));
            let day = || date::before(self.text, self.floor, before.agency.start);
            citation.date = citation.date.or_else(|| day().filter(|_| before.is_issuing));
        }
        let continues = !opens && self.found.last().is_some_and(|last| is_joint(&self.text[last.range.end..start]));
        if !continues {
            self.list = self.found.len();
        }
        if citation.issuer.is_some() {
            let unissued = |earlier: &&mut Mention| earlier.citation.issuer.is_none();
            for earlier in self.found[self.list..].iter_mut().rev().take_while(unissued) {
                if is_of_one_issuer(&earlier.citation, &citation) {
                    earlier.citation.issuer.clone_from(&citation.issuer);
                }
            }
        }
        if citation.number.as_ref().is_some_and(Number::is_central_party) {
            citation.term = term::beside(self.text, &(start..end));
        }
        self.found.push(Mention { range: start..end, citation });
        self.floor = end;
        end
    }
}

/// Words after a mention that stand where its day does and are no whole day: “31/13/2025”, “    tháng 10 năm 2025”.
pub fn unread_day(text: &str, end: usize) -> Option<&str> {
    date::unread(text, tail::signed(text, skip_comma(text, skip_space(text, end))))
}

/// Whether a number is that in the name of a file: “268/NQ-CP.pdf”.
fn is_file(text: &str, end: usize) -> bool {
    const ENDINGS: [&str; 11] = ["pdf", "doc", "docx", "xls", "xlsx", "rtf", "zip", "rar", "jpg", "png", "html"];
    text[end..].starts_with('.') && ENDINGS.iter().any(|ending| phrase_at(text, end + 1, ending).is_some())
}

/// Whether a street follows a number, which is a house's: “số 8/TP-HD đường Lê Lợi”.
fn is_street(text: &str, end: usize) -> bool {
    let next = skip_space(text, end);
    ["đường", "phố", "ngõ", "ngách", "hẻm"].iter().any(|street| phrase_at(text, next, street).is_some())
}

/// Below ten with a leading zero, as in [`Number::ordinal`].
fn padded(ordinal: &str) -> String {
    if ordinal.len() == 1 { format!("0{ordinal}") } else { ordinal.to_owned() }
}

fn scheme(ordinal: &str) -> String {
    format!("{} {ordinal}", DocumentKind::Scheme.name())
}

/// Whether only a comma or “và”, and “số”, stand between two mentions.
fn is_joint(between: &str) -> bool {
    let between = between.trim_end().trim_end_matches("số").trim();
    matches!(between.trim_start_matches([',', ';']).trim(), "" | "và" | "hoặc") && !between.is_empty()
}

/// Whether the issuer named after a list is that of an earlier member too.
fn is_of_one_issuer(earlier: &Citation, last: &Citation) -> bool {
    let symbols = [earlier, last].map(|citation| citation.number.as_ref().map(Number::symbol));
    earlier.kind == last.kind && symbols[0] == symbols[1]
}

/// Whether the first letters are those of a law's title.
fn could_name(bytes: &[u8]) -> bool {
    let titles = ["Luậ", "LUẬ", "Bộ ", "BỘ ", "Phá", "PHÁ", "Hiế", "HIẾ"];
    titles.iter().any(|title| bytes.starts_with(title.as_bytes()))
}

#[cfg(test)]
mod tests;
