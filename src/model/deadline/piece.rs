//! Piece: the words that name one day, month, quarter or year. Nothing is checked here.

use super::hour::{Clock, clock, part_of_day, weekday, weekday_in_brackets};
use super::scan::{Cursor, Shape};
use jiff::civil::Weekday;
use std::ops::{Range, RangeInclusive};

/// A written number, or the gap where it was.
#[derive(Clone, Debug)]
pub(super) enum Slot {
    Is {
        value: u32,
        at: Range<usize>,
    },
    Lost,
    /// "Năm sau": the year after that of the piece before, or after the plan's.
    Next,
}

impl Slot {
    pub fn value(&self) -> Option<u32> {
        match self {
            Slot::Is { value, .. } => Some(*value),
            Slot::Lost | Slot::Next => None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Month,
    Quarter,
    /// "6 tháng đầu năm", "3 tháng cuối năm".
    Months {
        count: i8,
        late: bool,
    },
    Year,
}

#[derive(Clone, Debug)]
pub(super) enum Portion {
    Whole,
    Early,
    Middle,
    Late,
    FirstHalf,
    SecondHalf,
    Week(u32, Range<usize>),
    LastWeek,
    FirstDay,
    LastDay,
}

/// One named stretch of days as written: what is missing may stand in its neighbour or in the plan.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub unit: Unit,
    pub portion: Portion,
    pub day: Option<Slot>,
    /// The month or the quarter.
    pub number: Option<Slot>,
    pub year: Option<Slot>,
    /// "Thứ Sáu, ngày 14/11/2025": it must be that day's.
    pub weekday: Option<(Weekday, Range<usize>)>,
    pub at: Range<usize>,
    /// Whether the year stands in a neighbour that comes before this piece.
    pub year_from_start: bool,
}

impl Piece {
    /// Its day, where it is written.
    pub fn day_value(&self) -> Option<u32> {
        self.day.as_ref().and_then(Slot::value)
    }

    /// Its month or quarter, where it is written.
    pub fn number_value(&self) -> Option<u32> {
        self.number.as_ref().and_then(Slot::value)
    }

    /// "15/01 năm sau"
    pub fn is_of_next_year(&self) -> bool {
        matches!(self.year, Some(Slot::Next))
    }

    /// "Trong tháng", "cuối quý": which one is not said.
    pub fn is_open(&self) -> bool {
        matches!(self.unit, Unit::Month | Unit::Quarter) && self.number.is_none()
    }

    fn new(unit: Unit) -> Piece {
        let portion = Portion::Whole;
        Piece { unit, portion, day: None, number: None, year: None, weekday: None, at: 0..0, year_from_start: false }
    }
}

/// One piece. `unit` is that of the piece before, whose word need not be repeated: "Tháng 10 - 12/2025".
pub(super) fn piece(c: &mut Cursor, unit: Option<Unit>) -> Option<Piece> {
    if let Some(day) = day_with_its_hour(c) {
        return Some(day);
    }
    let mut ahead = *c;
    let start = ahead.at;
    let read = iso_day(&mut ahead)
        .or_else(|| months_of_year(&mut ahead))
        .or_else(|| named(&mut ahead))
        .or_else(|| numeric(&mut ahead, unit));
    read.map(|mut piece| {
        piece.at = Cursor { at: start, ..ahead }.bytes_to(ahead.at);
        if piece.unit == Unit::Day {
            piece.weekday = weekday_in_brackets(&mut ahead);
        }
        *c = ahead;
        piece
    })
}

/// "Thứ Sáu, ngày 14/11/2025", "sáng ngày 14/11/2025", "14:00 ngày 14/11/2025"
fn day_with_its_hour(c: &mut Cursor) -> Option<Piece> {
    let mut ahead = *c;
    ahead.words("lúc");
    let hour = clock(&mut ahead).filter(|clock| *clock == Clock::InTheDay).is_some() || part_of_day(&mut ahead);
    ahead.mark(',');
    let from = ahead;
    let weekday = weekday(&mut ahead).map(|day| (day, from.bytes_to(ahead.at)));
    if !hour && weekday.is_none() {
        return None;
    }
    ahead.mark(',');
    let bracket = weekday.is_some() && ahead.mark('(');
    let day = piece(&mut ahead, None).filter(|piece| piece.unit == Unit::Day && piece.number.is_some())?;
    if bracket && !ahead.mark(')') {
        return None;
    }
    let at = c.bytes_to(ahead.at);
    *c = ahead;
    Some(Piece { weekday: weekday.or(day.weekday), at, ..day })
}

/// "6 tháng cuối năm 2025"
fn months_of_year(c: &mut Cursor) -> Option<Piece> {
    let mut ahead = *c;
    let count = count(&mut ahead)?;
    if !(1..=11).contains(&count) || !ahead.words("tháng") {
        return None;
    }
    let late = ahead.words("cuối");
    if !late && !ahead.words("đầu") {
        return None;
    }
    ahead.words("của");
    let mut piece = Piece::new(Unit::Months { count: i8::try_from(count).ok()?, late });
    piece.year = next_year(&mut ahead);
    if piece.year.is_none() {
        if !ahead.words("năm") {
            return None;
        }
        piece.year = digits(&mut ahead, 1..=9);
    }
    *c = ahead;
    Some(piece)
}

/// A number in digits or in words, as in "ba tháng".
pub(super) fn count(c: &mut Cursor) -> Option<u32> {
    if let Some(Shape::Number { value, .. }) = c.peek() {
        c.skip();
        return Some(*value);
    }
    const WORDS: [&str; 10] = ["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"];
    let found = WORDS.iter().position(|word| c.words(word))?;
    u32::try_from(found + 1).ok()
}

/// A piece that begins with the word of its unit.
fn named(c: &mut Cursor) -> Option<Piece> {
    let mut ahead = *c;
    let portion = portion(&mut ahead);
    let several = matches!(portion, Portion::Whole) && ahead.words("các");
    let mut piece = if ahead.words("ngày") && matches!(portion, Portion::Whole) {
        day(&mut ahead)?
    } else if ahead.words("tháng") || short_month(&mut ahead) {
        let mut piece = Piece::new(Unit::Month);
        piece.number = slot(&mut ahead, 1..=3).or_else(|| spelled(&mut ahead));
        piece.year = piece.number.as_ref().and_then(|_| year(&mut ahead));
        piece
    } else if let Some(number) = joined_quarter(&mut ahead) {
        let year = year(&mut ahead);
        Piece { number: Some(number), year, ..Piece::new(Unit::Quarter) }
    } else if ahead.any(&["quý", "quí"]) || short_quarter(&mut ahead) {
        let mut piece = Piece::new(Unit::Quarter);
        piece.number = quarter(&mut ahead);
        piece.year = piece.number.as_ref().and_then(|_| year(&mut ahead));
        piece
    } else if !matches!(portion, Portion::Whole)
        && let Some(year) = next_year(&mut ahead)
    {
        // "Năm sau" alone may be said of anything.
        Piece { year: Some(year), ..Piece::new(Unit::Year) }
    } else {
        let whole = matches!(portion, Portion::Whole) && ahead.words("cả");
        if !ahead.words("năm") {
            return None;
        }
        let mut piece = Piece::new(Unit::Year);
        piece.year = slot(&mut ahead, 1..=9);
        let said = whole || !several && said_within(c);
        if piece.year.is_none() && matches!(portion, Portion::Whole) && !said {
            return None;
        }
        piece
    };
    piece.portion = portion;
    let fits = match (&piece.portion, piece.unit) {
        (Portion::Whole, _) => true,
        (Portion::Week(..) | Portion::LastWeek, unit) => unit == Unit::Month,
        (Portion::FirstDay | Portion::LastDay, unit) => unit != Unit::Day,
        (Portion::FirstHalf | Portion::SecondHalf, unit) => matches!(unit, Unit::Month | Unit::Year),
        (_, unit) => matches!(unit, Unit::Month | Unit::Quarter | Unit::Year),
    };
    let numbered = piece.number.is_some() || matches!(piece.unit, Unit::Year | Unit::Day);
    // "Trong tháng", "cuối quý": which one is not said.
    let open = !several && said_within(c) || matches!(piece.portion, Portion::Early | Portion::Middle | Portion::Late);
    if !fits || !(numbered || open) {
        return None;
    }
    *c = ahead;
    Some(piece)
}

fn said_within(c: &Cursor) -> bool {
    c.follows(&["trong", "hết", "suốt"])
}

fn portion(c: &mut Cursor) -> Portion {
    let mut ahead = *c;
    if ahead.words("tuần") {
        ahead.words("thứ");
        let at = ahead.token_at();
        let week = if ahead.any(&["cuối cùng", "cuối"]) {
            Some(Portion::LastWeek)
        } else if ahead.any(&["đầu tiên", "đầu", "nhất"]) {
            Some(Portion::Week(1, at))
        } else {
            count(&mut ahead).map(|week| Portion::Week(week, at))
        };
        ahead.words("của");
        if let Some(week) = week {
            *c = ahead;
            return week;
        }
        return Portion::Whole;
    }
    let portion = if c.any(&["ngày cuối cùng", "ngày cuối"]) {
        Portion::LastDay
    } else if c.words("ngày đầu tiên") {
        Portion::FirstDay
    } else if c.words("nửa đầu") {
        Portion::FirstHalf
    } else if c.any(&["nửa cuối", "nửa sau"]) {
        Portion::SecondHalf
    } else if c.any(&["thượng tuần", "đầu"]) {
        Portion::Early
    } else if c.any(&["trung tuần", "giữa"]) {
        Portion::Middle
    } else if c.any(&["hạ tuần", "cuối"]) {
        Portion::Late
    } else {
        return Portion::Whole;
    };
    c.words("của");
    portion
}

/// `T11/2025`, `T.11/2025`
fn short_month(c: &mut Cursor) -> bool {
    let mut ahead = *c;
    if !ahead.words("t") {
        return false;
    }
    ahead.mark('.');
    let short = ahead.glued() && matches!(ahead.peek(), Some(Shape::Number { digits: 1..=2, .. }));
    if short {
        *c = ahead;
    }
    short
}

/// `Q1/2026`, `Q.I/2026`
fn short_quarter(c: &mut Cursor) -> bool {
    let mut ahead = *c;
    if !ahead.words("q") {
        return false;
    }
    ahead.mark('.');
    let mut number = ahead;
    let short = ahead.glued() && quarter(&mut number).is_some();
    if short {
        *c = ahead;
    }
    short
}

/// `QIV/2026`
fn joined_quarter(c: &mut Cursor) -> Option<Slot> {
    const JOINED: [&str; 4] = ["qi", "qii", "qiii", "qiv"];
    let at = c.token_at();
    let value = JOINED.iter().position(|quarter| c.words(quarter))?;
    Some(Slot::Is { value: u32::try_from(value + 1).ok()?, at })
}

/// What follows "ngày": `15/12/2025`, `15 tháng 12 năm 2025`, `15/12`, or `15` alone.
fn day(c: &mut Cursor) -> Option<Piece> {
    if let Some(piece) = iso_day(c) {
        return Some(piece);
    }
    if let Some(piece) = numeric_day(c) {
        return Some(piece);
    }
    let mut piece = Piece::new(Unit::Day);
    piece.day = Some(slot(c, 1..=3)?);
    Some(piece)
}

/// `15/12/2025`, `15-12-2025`, `15.12.2025`, `15/12`, `15 tháng 12 năm 2025`, `15 các tháng 6`, `31-12`
pub(super) fn numeric_day(c: &mut Cursor) -> Option<Piece> {
    let mut ahead = *c;
    let mut piece = Piece::new(Unit::Day);
    piece.day = Some(slot(&mut ahead, 1..=3)?);
    if ahead.mark('/') || ahead.any(&["của các tháng", "các tháng", "của tháng", "tháng"]) {
        piece.number = Some(slot(&mut ahead, 1..=3)?);
        piece.year = year(&mut ahead);
    } else {
        let separator = ['-', '.'].into_iter().find(|mark| ahead.mark(*mark))?;
        let glued = ahead.glued();
        piece.number = Some(slot(&mut ahead, 1..=2)?);
        if ahead.mark(separator) {
            piece.year = Some(slot(&mut ahead, 4..=4)?);
        } else {
            // "10-12" may be days, months, or a day of December.
            let one_day = piece.day_value().is_some_and(|day| (13..=31).contains(&day))
                && piece.number_value().is_some_and(|month| (1..=12).contains(&month));
            if separator != '-' || !glued || !one_day || ahead.sees_mark(&['/', '-', '.']) {
                return None;
            }
            piece.year = year(&mut ahead);
        }
    }
    *c = ahead;
    Some(piece)
}

/// A piece without the word of its unit.
fn numeric(c: &mut Cursor, unit: Option<Unit>) -> Option<Piece> {
    let mut ahead = *c;
    let read = month_of_year(&mut ahead, unit)
        .or_else(|| numeric_day(&mut ahead))
        .or_else(|| alone(&mut ahead, unit))
        .filter(|_| ends_here(&ahead));
    if read.is_some() {
        *c = ahead;
    }
    read
}

/// `11/2025`, `2025-11`
fn month_of_year(c: &mut Cursor, unit: Option<Unit>) -> Option<Piece> {
    let mut ahead = *c;
    let mut piece = Piece::new(Unit::Month);
    if !matches!(unit, None | Some(Unit::Month | Unit::Quarter)) {
        return None;
    }
    if let Some(year) = digits(&mut ahead, 4..=4) {
        let glued = ahead.glued();
        if unit.is_some() || !glued || !ahead.mark('-') || !ahead.glued() {
            return None;
        }
        piece.number = Some(digits(&mut ahead, 2..=2)?);
        if ahead.sees_mark(&['-', '/']) {
            return None;
        }
        piece.year = Some(year);
    } else {
        piece.unit = if unit == Some(Unit::Quarter) { Unit::Quarter } else { Unit::Month };
        piece.number = Some(match unit {
            Some(Unit::Quarter) => quarter(&mut ahead)?,
            Some(_) => slot(&mut ahead, 1..=2)?,
            // "[?]/2026" may be a quarter.
            None => digits(&mut ahead, 1..=2)?,
        });
        if !ahead.mark('/') && !ahead.mark('-') {
            return None;
        }
        piece.year = Some(digits(&mut ahead, 4..=4)?);
        if ahead.sees_mark(&['/']) {
            return None;
        }
    }
    *c = ahead;
    Some(piece)
}

/// A number alone: a year, the first of "1-15/3/2026", or what the piece before it was.
fn alone(c: &mut Cursor, unit: Option<Unit>) -> Option<Piece> {
    match unit {
        None if matches!(c.peek(), Some(Shape::Number { digits: 1..=2, .. })) => {
            let mut ahead = *c;
            let mut piece = Piece::new(Unit::Day);
            piece.day = digits(&mut ahead, 1..=2);
            let mut last = ahead;
            let spans = last.mark('-') || last.any(&["đến", "tới"]);
            last.words("ngày");
            numeric_day(&mut last).filter(|_| spans)?;
            *c = ahead;
            Some(piece)
        }
        None => {
            let mut piece = Piece::new(Unit::Year);
            piece.year = Some(digits(c, 4..=4)?);
            Some(piece)
        }
        Some(Unit::Year) => {
            let mut piece = Piece::new(Unit::Year);
            piece.year = Some(slot(c, 1..=9)?);
            Some(piece)
        }
        Some(Unit::Quarter) => {
            let mut piece = Piece::new(Unit::Quarter);
            piece.number = Some(quarter(c)?);
            piece.year = year(c);
            Some(piece)
        }
        Some(Unit::Month) => {
            let mut piece = Piece::new(Unit::Month);
            piece.number = Some(slot(c, 1..=3)?);
            piece.year = year(c);
            Some(piece)
        }
        Some(Unit::Day) => {
            let mut piece = Piece::new(Unit::Day);
            piece.day = Some(slot(c, 1..=3)?);
            Some(piece)
        }
        Some(Unit::Months { .. }) => None,
    }
}

/// A bare number is a piece only if no noun follows that it counts.
pub(super) fn ends_here(c: &Cursor) -> bool {
    !matches!(c.peek(), Some(Shape::Word(_) | Shape::Number { .. }))
        || c.sees(&[
            "và",
            "hoặc",
            "đến",
            "tới",
            "cho đến",
            "hằng",
            "hàng",
            "mỗi",
            "trở đi",
            "tầm nhìn",
            "định hướng",
            "định kỳ",
            "theo",
            "sau khi",
            "ngay sau khi",
            "khi",
            "nếu",
            "thường xuyên",
            "đồng thời",
            "dự kiến",
            "lúc",
            "vào lúc",
            "trong năm",
            "trong quý",
            "trong tháng",
        ])
}

/// The year after a month or quarter: `/2025`, `-2025`, `năm 2025`, `, năm 2025`, `(năm 2025)`, `2025`.
pub(super) fn year(c: &mut Cursor) -> Option<Slot> {
    let mut ahead = *c;
    let year = if ahead.mark('/') {
        ahead.words("năm");
        let year = slot(&mut ahead, 1..=9)?;
        (!ahead.sees_mark(&['/'])).then_some(year)
    } else if ahead.mark('-') || ahead.mark('.') {
        digits(&mut ahead, 4..=4).filter(|_| !ahead.sees_mark(&['/']))
    } else if ahead.mark('(') {
        let year = if ahead.words("năm") { digits(&mut ahead, 4..=4) } else { None };
        year.filter(|_| ahead.mark(')'))
    } else {
        ahead.mark(',');
        ahead.words("của");
        if let Some(next) = next_year(&mut ahead) {
            Some(next)
        } else if ahead.words("năm") {
            slot(&mut ahead, 1..=9)
        } else {
            digits(&mut ahead, 4..=4)
        }
    }?;
    *c = ahead;
    Some(year)
}

/// "Năm sau", but not of "trong năm sau khi …".
fn next_year(c: &mut Cursor) -> Option<Slot> {
    let mut ahead = *c;
    if !ahead.any(&["năm sau liền kề", "năm liền kề sau", "năm sau", "năm tiếp theo", "năm kế tiếp", "năm tới"])
        || ahead.sees(&["khi"])
        || !ends_here(&ahead)
    {
        return None;
    }
    *c = ahead;
    Some(Slot::Next)
}

fn slot(c: &mut Cursor, length: RangeInclusive<usize>) -> Option<Slot> {
    if let Some(Shape::Lost | Shape::Blank) = c.peek() {
        c.skip();
        return Some(Slot::Lost);
    }
    digits(c, length)
}

pub(super) fn digits(c: &mut Cursor, length: RangeInclusive<usize>) -> Option<Slot> {
    match c.peek() {
        Some(Shape::Number { value, digits }) if length.contains(digits) => {
            let at = c.token_at();
            c.skip();
            Some(Slot::Is { value: *value, at })
        }
        _ => None,
    }
}

/// "[tháng] tư [năm 2026]", "[quý] một [năm 2026]": without a year that is said to be one, "quý một lần", "tháng năm".
fn spelled(c: &mut Cursor) -> Option<Slot> {
    let mut ahead = *c;
    if !matches!(ahead.peek(), Some(Shape::Word(_))) {
        return None;
    }
    let value = if ahead.words("tư") { 4 } else { count(&mut ahead)? };
    let value = match value {
        10 if ahead.words("một") => 11,
        10 if ahead.words("hai") => 12,
        value => value,
    };
    let year = ahead.sees(&["năm"]) && matches!(ahead.peek_at(1), Some(Shape::Number { digits: 4, .. }));
    if !year && !ahead.sees_mark(&['/']) {
        return None;
    }
    let at = c.bytes_to(ahead.at);
    *c = ahead;
    Some(Slot::Is { value, at })
}

/// I–IV or 1–4; V–XII are read to be refused.
fn quarter(c: &mut Cursor) -> Option<Slot> {
    const ROMAN: [&str; 12] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];
    if let Some(Shape::Word(word)) = c.peek() {
        let Some(roman) = ROMAN.iter().position(|roman| roman == word) else { return spelled(c) };
        let value = u32::try_from(roman + 1).ok()?;
        let at = c.token_at();
        c.skip();
        return Some(Slot::Is { value, at });
    }
    slot(c, 1..=2)
}

/// `2025-11-30`
pub(super) fn iso_day(c: &mut Cursor) -> Option<Piece> {
    let mut ahead = *c;
    let start = ahead.at;
    let year = digits(&mut ahead, 4..=4)?;
    let mut part = || (ahead.glued() && ahead.mark('-') && ahead.glued()).then(|| digits(&mut ahead, 2..=2)).flatten();
    let (month, day) = (part()?, part()?);
    let at = Cursor { at: start, ..ahead }.bytes_to(ahead.at);
    *c = ahead;
    Some(Piece { day: Some(day), number: Some(month), year: Some(year), at, ..Piece::new(Unit::Day) })
}
