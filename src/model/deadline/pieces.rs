//! Pieces: lists and spans of pieces, "Tháng 3, 6, 9/2026", "từ ngày 1 đến 15/3/2026", and what each lends to the others.

use super::Why;
use super::hour::{Clock, clock};
use super::piece::{Piece, Portion, Slot, Unit, digits, ends_here, piece, year};
use super::scan::{Cursor, Fault, Read, Shape};
use std::ops::Range;

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
        let again = match join {
            Join::And => match year_again(&mut ahead, &pieces.list)? {
                None => month_again(&mut ahead, &pieces.list),
                again => again,
            },
            _ => None,
        };
        let next = match again {
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
    next_years(&mut pieces.list, c)?;
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
        piece.unit == last.unit && piece.number_value() == last.number_value() && piece.day_value() == last.day_value()
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
    let number = piece.number_value();
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
    if !is_day_of_months(list, c) || !matches!(next.portion, Portion::Whole) {
        return Err(c.fault(last.at.start..next.at.end, Why::Ambiguous));
    }
    Ok(Piece { unit: Unit::Day, day: last.day.clone(), ..next })
}

/// "Ngày 15 các tháng 3, 6, 9, 12": a number alone is another month of the same day. "12/2025" may be all of December,
/// unless "các tháng" or a number before it says what it is one of.
fn month_again(c: &mut Cursor, list: &[Piece]) -> Option<Piece> {
    let mut ahead = *c;
    let (first, last) = (list.first()?, list.last()?);
    let number = digits(&mut ahead, 1..=2).filter(|number| number.value().is_some_and(|month| month <= 12))?;
    let slash = ahead.sees_mark(&['/', '-', '.']);
    let of_months = list.len() > 1 || follows_months(first, c);
    let day_and_month = matches!(ahead.peek_at(1), Some(Shape::Number { digits: 1..=2, .. }));
    if !is_day_of_months(list, c) || slash && (!of_months || day_and_month) {
        return None;
    }
    let year = year(&mut ahead);
    if !ends_here(&ahead) {
        return None;
    }
    let at = c.bytes_to(ahead.at);
    *c = ahead;
    Some(Piece { number: Some(number), year, at, weekday: None, year_from_start: false, ..last.clone() })
}

/// Whether each piece is the same day of a month that is spelled out or stands in a list of months.
fn is_day_of_months(list: &[Piece], c: &Cursor) -> bool {
    let spelled = |piece: &Piece| match &piece.number {
        Some(Slot::Is { at, .. }) => c.scan.word_before(at.start).is_some_and(|word| word == "tháng"),
        _ => false,
    };
    let lent = |piece: &Piece| matches!(&piece.day, Some(Slot::Is { at, .. }) if at.end <= piece.at.start);
    list.iter().all(|piece| {
        piece.unit == Unit::Day
            && (spelled(piece) || lent(piece))
            && piece.day_value().is_some()
            && piece.day_value() == list[0].day_value()
    })
}

/// "[ngày 15] các tháng 3"
fn follows_months(piece: &Piece, c: &Cursor) -> bool {
    let Some(Slot::Is { at: number, .. }) = &piece.number else { return false };
    let at = c.scan.tokens.iter().position(|token| token.at.start == number.start);
    at.is_some_and(|at| Cursor { at, ..*c }.follows(&["các tháng"]))
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

/// "Tháng 11/2025 đến tháng 3 năm sau": the year after that of the first. Where the first writes none, it is of the plan's
/// if only the second can be of the next: "từ 15/11 đến 15/3 năm sau", but not "tháng 01, 02 năm sau".
fn next_years(list: &mut [Piece], c: &Cursor) -> Result<(), Fault> {
    let Some(at) = list.iter().position(Piece::is_of_next_year) else { return Ok(()) };
    let (before, rest) = list.split_at_mut(at);
    let (Some(last), [next]) = (before.last(), rest) else {
        let whole = list[0].at.start..list[list.len() - 1].at.end;
        return if list.len() == 1 { Ok(()) } else { Err(c.fault(whole, Why::Ambiguous)) };
    };
    let order = |piece: &Piece| piece.number_value().map(|number| (number, piece.day_value()));
    match &last.year {
        Some(Slot::Is { value, at }) => {
            next.year = Some(Slot::Is { value: value + 1, at: at.clone() });
            next.year_from_start = true;
            Ok(())
        }
        None if last.unit == next.unit && order(last).zip(order(next)).is_some_and(|(one, two)| one > two) => Ok(()),
        _ => Err(c.fault(last.at.start..next.at.end, Why::Ambiguous)),
    }
}

/// A month or year that is written once stands for its neighbours: "1 đến 15/3/2026".
fn inherit(list: &mut [Piece]) {
    for i in (1..list.len()).rev() {
        let (left, right) = list.split_at_mut(i);
        let (Some(left), Some(right)) = (left.last_mut(), right.first()) else { continue };
        if left.year.is_none() && !right.is_of_next_year() {
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
