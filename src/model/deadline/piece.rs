//! Piece: the words that name a day, month, quarter or year, and lists and spans of them. Nothing is checked here.

use super::Why;
use super::scan::{Cursor, Fault, Read, Shape};
use jiff::civil::Weekday;
use std::ops::{Range, RangeInclusive};

/// A written number, or the gap where it was.
#[derive(Clone, Debug)]
pub(super) enum Slot {
    Is { value: u32, at: Range<usize> },
    Lost,
}

impl Slot {
    pub fn value(&self) -> Option<u32> {
        match self {
            Slot::Is { value, .. } => Some(*value),
            Slot::Lost => None,
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
    /// "Trong tháng", "cuối quý": which one is not said.
    pub fn is_open(&self) -> bool {
        matches!(self.unit, Unit::Month | Unit::Quarter) && self.number.is_none()
    }
}

impl Piece {
    fn new(unit: Unit) -> Piece {
        let portion = Portion::Whole;
        Piece { unit, portion, day: None, number: None, year: None, weekday: None, at: 0..0, year_from_start: false }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Join {
    /// A list: "Tháng 3, 6, 9/2026".
    And,
    /// A span: "Tháng 7-9/2026".
    To,
    /// A span that stops short of its second piece: "từ … đến trước …".
    ToBefore,
}

#[derive(Clone, Debug)]
pub(super) struct Pieces {
    pub list: Vec<Piece>,
    pub join: Join,
}

/// Pieces, and how they are joined. Nothing is checked against the calendar yet; an error is a list that can be taken
/// in more than one way.
pub(super) fn pieces(c: &mut Cursor) -> Read<Pieces> {
    pieces_after(c, None)
}

pub(super) fn pieces_after(c: &mut Cursor, unit: Option<Unit>) -> Read<Pieces> {
    const PIECES: usize = 24;
    let Some(first) = piece(c, unit) else { return Ok(None) };
    let mut pieces = Pieces { list: vec![first], join: Join::And };
    while pieces.list.len() < PIECES {
        let mut ahead = *c;
        let dash = ahead.mark('-');
        let join = if dash {
            Join::To
        } else if ahead.any(&["cho đến", "đến", "tới"]) {
            // Before an hour of a day is on that day.
            let mut hour = ahead;
            let on_the_day = hour.words("trước") && clock(&mut hour) == Some(Clock::InTheDay);
            match (on_the_day, ahead.words("trước")) {
                (false, true) => Join::ToBefore,
                _ => Join::To,
            }
        } else if ahead.mark(',') || ahead.sees(&["và"]) {
            ahead.words("và");
            Join::And
        } else {
            break;
        };
        let spans = pieces.join != Join::And;
        if spans || (join != Join::And && pieces.list.len() > 1) {
            break;
        }
        if join != Join::And {
            ahead.words("hết");
        }
        let unit = pieces.list.last().map(|piece| piece.unit);
        let of_another_year = if join == Join::And { year_again(&mut ahead, &pieces.list)? } else { None };
        let next = match of_another_year {
            Some(next) => next,
            None => {
                let Some(next) = piece(&mut ahead, unit) else { break };
                alike(&pieces.list, &next, c)?;
                next
            }
        };
        // "Cuối năm 2025 - 2026" may end with 2026 or be the ends of both.
        let part_of_years = unit == Some(Unit::Year) && dash && !matches!(pieces.list[0].portion, Portion::Whole);
        if part_of_years && matches!(next.portion, Portion::Whole) {
            return Err(c.fault(pieces.list[0].at.start..next.at.end, Why::Ambiguous));
        }
        let next = if join == Join::And { day_again(&pieces.list, next, c)? } else { next };
        pieces.list.push(next);
        pieces.join = join;
        *c = ahead;
    }
    inherit(&mut pieces.list);
    Ok(Some(pieces))
}

/// "Quý I năm 2026 và 2027": a year alone is the same stretch of another year. What could be that whole year too
/// ("Tháng 12/2025, 2026", "Quý I năm 2026 và năm 2027") is ambiguous, unless the year goes on where the piece ends:
/// "6 tháng cuối năm 2025 và năm 2026".
fn year_again(c: &mut Cursor, list: &[Piece]) -> Read<Piece> {
    let mut ahead = *c;
    let named = ahead.words("năm");
    let Some(year) = digits(&mut ahead, 4..=4) else { return Ok(None) };
    let Slot::Is { value, at } = &year else { return Ok(None) };
    let Some(last) = list.last() else { return Ok(None) };
    if last.unit == Unit::Year && matches!(last.portion, Portion::Whole)
        || !ends_here(&ahead)
        || ahead.sees_mark(&['-', '/'])
    {
        return Ok(None);
    }
    let Some(Slot::Is { value: last_year, at: last_at }) = &last.year else { return Ok(None) };
    let goes_on = *value == last_year + 1 && ends_its_year(last);
    if named && goes_on {
        return Ok(None);
    }
    let spelled = c.scan.word_before(last_at.start).is_some_and(|word| word == "năm");
    let same = |piece: &Piece| {
        let number = |slot: &Option<Slot>| slot.as_ref().and_then(Slot::value);
        piece.unit == last.unit
            && number(&piece.number) == number(&last.number)
            && number(&piece.day) == number(&last.day)
    };
    let rest_of_year = matches!(last.unit, Unit::Months { late: true, .. });
    if named || rest_of_year || goes_on && !spelled || !list.iter().all(same) {
        return Err(c.fault(last.at.start..at.end, Why::Ambiguous));
    }
    let at = at.clone();
    *c = ahead;
    Ok(Some(Piece { year: Some(year), at, weekday: None, year_from_start: false, ..last.clone() }))
}

/// Whether nothing of its year follows the piece.
fn ends_its_year(piece: &Piece) -> bool {
    let number = piece.number.as_ref().and_then(Slot::value);
    if !matches!(piece.portion, Portion::Whole | Portion::Late) {
        return false;
    }
    match piece.unit {
        Unit::Month => number == Some(12),
        Unit::Quarter => number == Some(4),
        Unit::Months { late, .. } => late,
        Unit::Year | Unit::Day => false,
    }
}

/// "Ngày 15 tháng 6 và tháng 12": the day of both months. Where the first is "15/6", the second may be all of December.
fn day_again(list: &[Piece], next: Piece, c: &Cursor) -> Result<Piece, Fault> {
    let Some(last) = list.last().filter(|last| last.unit == Unit::Day && next.unit == Unit::Month) else {
        return Ok(next);
    };
    let spelled = |piece: &Piece| match &piece.number {
        Some(Slot::Is { at, .. }) => c.scan.word_before(at.start).is_some_and(|word| word == "tháng"),
        _ => false,
    };
    let same_day = |piece: &Piece| {
        let day = |piece: &Piece| piece.day.as_ref().and_then(Slot::value);
        piece.unit == Unit::Day && spelled(piece) && day(piece).is_some() && day(piece) == day(last)
    };
    if !list.iter().all(same_day) || !matches!(next.portion, Portion::Whole) {
        return Err(c.fault(last.at.start..next.at.end, Why::Ambiguous));
    }
    Ok(Piece { unit: Unit::Day, day: last.day.clone(), ..next })
}

/// "Quý IV/2025 - 3/2026" may mean the third quarter or March.
fn alike(list: &[Piece], next: &Piece, c: &Cursor) -> Result<(), Fault> {
    let is_arabic = |at: &Range<usize>| c.scan.phrase[at.clone()].starts_with(|c: char| c.is_ascii_digit());
    let quarters = list.last().filter(|last| last.unit == Unit::Quarter && next.unit == Unit::Quarter);
    match (quarters, quarters.and_then(|last| last.number.as_ref())) {
        (Some(last), Some(Slot::Is { at, .. })) if is_arabic(&next.at) && !is_arabic(at) => {
            Err(c.fault(last.at.start..next.at.end, Why::Ambiguous))
        }
        _ => Ok(()),
    }
}

/// A month or year that is written once stands for its neighbours: "1 đến 15/3/2026".
fn inherit(list: &mut [Piece]) {
    for i in (1..list.len()).rev() {
        let (left, right) = list.split_at_mut(i);
        let (Some(left), Some(right)) = (left.last_mut(), right.first()) else { continue };
        if left.year.is_none() {
            left.year = right.year.clone();
        }
        if left.unit == Unit::Day && right.unit == Unit::Day && left.number.is_none() {
            left.number = right.number.clone();
        }
    }
    for i in 1..list.len() {
        let (left, right) = list.split_at_mut(i);
        let (Some(left), Some(right)) = (left.last(), right.first_mut()) else { continue };
        if right.year.is_none() && left.year.is_some() {
            right.year = left.year.clone();
            right.year_from_start = true;
        }
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

/// "… (thứ Sáu)"
fn weekday_in_brackets(c: &mut Cursor) -> Option<(Weekday, Range<usize>)> {
    let mut ahead = *c;
    let open = ahead.mark('(');
    let from = ahead;
    let day = weekday(&mut ahead)?;
    let at = from.bytes_to(ahead.at);
    if !open || !ahead.mark(')') {
        return None;
    }
    *c = ahead;
    Some((day, at))
}

/// "thứ Sáu", "thứ 6", "Chủ nhật"
pub(super) fn weekday(c: &mut Cursor) -> Option<Weekday> {
    if c.any(&["chủ nhật", "chúa nhật"]) {
        return Some(Weekday::Sunday);
    }
    let mut ahead = *c;
    let day = if ahead.words("thứ") { weekday_number(&mut ahead)? } else { return None };
    *c = ahead;
    Some(day)
}

/// What follows "thứ": Monday is the second.
pub(super) fn weekday_number(c: &mut Cursor) -> Option<Weekday> {
    let mut ahead = *c;
    let number = if ahead.words("tư") { 4 } else { count(&mut ahead)? };
    let day = i8::try_from(number).ok().filter(|day| (2..=7).contains(day))?;
    *c = ahead;
    Weekday::from_monday_one_offset(day - 1).ok()
}

pub(super) fn part_of_day(c: &mut Cursor) -> bool {
    c.any(&[
        "đầu giờ sáng",
        "đầu giờ chiều",
        "cuối giờ sáng",
        "cuối giờ chiều",
        "buổi sáng",
        "buổi trưa",
        "buổi chiều",
        "buổi tối",
        "sáng",
        "trưa",
        "chiều",
        "tối",
        "giờ hành chính",
        "giờ làm việc",
    ])
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clock {
    /// The day has not begun.
    Midnight,
    InTheDay,
}

/// "17 giờ", "17h00", "8 giờ 30 phút", "14:00"
pub(super) fn clock(c: &mut Cursor) -> Option<Clock> {
    let mut ahead = *c;
    let Some(Shape::Number { value: hour, digits: 1..=2 }) = ahead.peek() else { return None };
    ahead.skip();
    let colon = ahead.glued() && ahead.mark(':') && ahead.glued();
    if *hour > 24 || !(colon || ahead.any(&["giờ", "h", "g"])) {
        return None;
    }
    let mut minutes = 0;
    match ahead.peek() {
        Some(Shape::Number { value, digits: 1..=2 }) if ahead.peek_at(1) != Some(&Shape::Mark('/')) => {
            minutes = *value;
            ahead.skip();
            let _ = ahead.any(&["phút", "p", "giờ", "h"]) || ahead.mark('\'') || ahead.mark('’');
        }
        _ if colon => return None,
        _ => {}
    }
    ahead.mark(',');
    if minutes > 59 {
        return None;
    }
    *c = ahead;
    Some(if *hour == 0 && minutes == 0 { Clock::Midnight } else { Clock::InTheDay })
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
    if !ahead.words("năm") {
        return None;
    }
    let mut piece = Piece::new(Unit::Months { count: i8::try_from(count).ok()?, late });
    piece.year = digits(&mut ahead, 1..=9);
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
    let mut piece = if ahead.words("ngày") && matches!(portion, Portion::Whole) {
        day(&mut ahead)?
    } else if ahead.words("tháng") || short_month(&mut ahead) {
        let mut piece = Piece::new(Unit::Month);
        piece.number = slot(&mut ahead, 1..=3);
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
    } else {
        let whole = matches!(portion, Portion::Whole) && ahead.words("cả");
        if !ahead.words("năm") {
            return None;
        }
        let mut piece = Piece::new(Unit::Year);
        piece.year = slot(&mut ahead, 1..=9);
        if piece.year.is_none() && matches!(portion, Portion::Whole) && !whole && !said_within(c) {
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
    let open = said_within(c) || matches!(piece.portion, Portion::Early | Portion::Middle | Portion::Late);
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

/// `15/12/2025`, `15-12-2025`, `15.12.2025`, `15/12`, `15 tháng 12 năm 2025`
pub(super) fn numeric_day(c: &mut Cursor) -> Option<Piece> {
    let mut ahead = *c;
    let mut piece = Piece::new(Unit::Day);
    piece.day = Some(slot(&mut ahead, 1..=3)?);
    if ahead.mark('/') || ahead.words("tháng") {
        piece.number = Some(slot(&mut ahead, 1..=3)?);
        piece.year = year(&mut ahead);
    } else {
        let separator = ['-', '.'].into_iter().find(|mark| ahead.mark(*mark))?;
        piece.number = Some(slot(&mut ahead, 1..=2)?);
        if !ahead.mark(separator) {
            return None;
        }
        piece.year = Some(slot(&mut ahead, 4..=4)?);
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
fn ends_here(c: &Cursor) -> bool {
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
            "trong năm",
            "trong quý",
            "trong tháng",
        ])
}

/// The year after a month or quarter: `/2025`, `-2025`, `năm 2025`, `, năm 2025`, `2025`.
fn year(c: &mut Cursor) -> Option<Slot> {
    let mut ahead = *c;
    let year = if ahead.mark('/') {
        ahead.words("năm");
        let year = slot(&mut ahead, 1..=9)?;
        (!ahead.sees_mark(&['/'])).then_some(year)
    } else if ahead.mark('-') || ahead.mark('.') {
        digits(&mut ahead, 4..=4).filter(|_| !ahead.sees_mark(&['/']))
    } else {
        ahead.mark(',');
        ahead.words("của");
        if ahead.words("năm") { slot(&mut ahead, 1..=9) } else { digits(&mut ahead, 4..=4) }
    }?;
    *c = ahead;
    Some(year)
}

fn slot(c: &mut Cursor, length: RangeInclusive<usize>) -> Option<Slot> {
    if let Some(Shape::Lost | Shape::Blank) = c.peek() {
        c.skip();
        return Some(Slot::Lost);
    }
    digits(c, length)
}

fn digits(c: &mut Cursor, length: RangeInclusive<usize>) -> Option<Slot> {
    match c.peek() {
        Some(Shape::Number { value, digits }) if length.contains(digits) => {
            let at = c.token_at();
            c.skip();
            Some(Slot::Is { value: *value, at })
        }
        _ => None,
    }
}

/// I–IV or 1–4; V–XII are read to be refused.
fn quarter(c: &mut Cursor) -> Option<Slot> {
    const ROMAN: [&str; 12] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];
    if let Some(Shape::Word(word)) = c.peek() {
        let value = u32::try_from(ROMAN.iter().position(|roman| roman == word)? + 1).ok()?;
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
