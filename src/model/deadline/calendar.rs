//! Calendar: pieces as days that exist, and the deadline they make.

use super::piece::{Piece, Portion, Slot, Unit};
use super::pieces::{Join, Pieces};
use super::scan::{Cursor, Fault, Read};
use super::{Due, Inference, Kind, Why};
use jiff::civil::Date;
use std::ops::{Range, RangeInclusive};

pub(super) const YEARS: RangeInclusive<i16> = 2000..=2100;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    /// Trong, vào, or no word at all.
    Within,
    /// Chậm nhất, không quá, đến, đến hết: the end, included.
    By,
    /// Trước: the end, excluded.
    Before,
    /// Đến trước.
    UntilBefore,
    From,
    After,
}

impl Bound {
    pub fn is_before(self) -> bool {
        matches!(self, Bound::Before | Bound::UntilBefore)
    }
}

/// What a piece covers. `first` and `last` are both known, or neither.
struct Stretch {
    kind: Kind,
    first: Option<Date>,
    last: Option<Date>,
    /// Where the lost part leaves no more than a lower bound.
    not_before: Option<Date>,
}

/// Makes one deadline of the pieces, or one and `more`. Where the year is missing and the plan's period does not give it,
/// the deadline is the first that ends after the issue.
pub(super) fn due(pieces: Pieces, bound: Bound, c: &Cursor) -> Read<Due> {
    let open = pieces.list.iter().any(Piece::is_open);
    if open && (pieces.list.len() > 1 || !matches!(bound, Bound::Within | Bound::By)) {
        return Ok(None);
    }
    if pieces.join == Join::And && pieces.list.len() > 1 {
        return several(pieces.list, bound, c);
    }
    let missing = c.missing_year();
    let this_year = in_year(&pieces, bound, c, missing);
    if let Some(next) = pieces.list.iter().find(|piece| piece.is_of_next_year()) {
        plan_has_one_year(next, c)?;
        return this_year;
    }
    let (Some((year, Inference::YearFromIssue)), Some((issued, _))) = (missing, c.context().issued) else {
        return this_year;
    };
    let is_past = match &this_year {
        Ok(Some(due)) if due.inferred.contains(&Inference::YearFromIssue) => {
            due.end.or(due.start).is_some_and(|day| day < issued)
        }
        // The day that a year may lack is the last of its February.
        Err(fault) => fault.why == Why::NoSuchDay && Date::new(year, 2, 28).is_ok_and(|day| day < issued),
        _ => false,
    };
    if !is_past {
        nearly_over(&this_year, &pieces, issued)?;
        return this_year;
    }
    if matches!(bound, Bound::From | Bound::After) && pieces.join == Join::And {
        // Work may have begun before the plan was issued.
        return Err(c.fault(pieces.list[0].at.clone(), Why::YearMissing));
    }
    match in_year(&pieces, bound, c, Some((year + 1, Inference::YearFromIssue))) {
        Err(fault) if fault.why == Why::NoSuchDay => this_year,
        next_year => next_year,
    }
}

/// "Năm sau" of a plan of several years, or of one that was issued at the end of a year and may be for the next, is not
/// said.
fn plan_has_one_year(piece: &Piece, c: &Cursor) -> Result<(), Fault> {
    const LATE: i8 = 11;
    let late = c.context().issued.is_some_and(|(first, _)| first.month() >= LATE);
    match c.missing_year() {
        Some((_, Inference::YearFromIssue)) if late || c.context().period.is_some() => {
            Err(c.fault(piece.at.clone(), Why::YearMissing))
        }
        _ => Ok(()),
    }
}

/// "Từ tháng 1 đến tháng 12" of a plan of 31/12/2025: what is left of that year, or the next one?
fn nearly_over(read: &Read<Due>, pieces: &Pieces, issued: Date) -> Result<(), Fault> {
    const LEFT: i32 = 31;
    const GONE: i32 = 92;
    let (Ok(Some(due)), [first, .., last]) = (read, pieces.list.as_slice()) else { return Ok(()) };
    let leans = due.inferred.contains(&Inference::YearFromIssue);
    let Some((start, end)) = due.start.zip(due.end).filter(|_| leans) else { return Ok(()) };
    if (end - issued).get_days() < LEFT && (issued - start).get_days() > GONE {
        let fix = Some((last.at.end..last.at.end, format!("/{}", issued.year() + 1)));
        return Err(Fault { at: first.at.start..last.at.end, why: Why::YearMissing, fix });
    }
    Ok(())
}

/// One deadline of one piece or of a span, whose missing year is the given one.
fn in_year(pieces: &Pieces, bound: Bound, c: &Cursor, missing: Option<(i16, Inference)>) -> Read<Due> {
    let Pieces { list, join } = pieces;
    let mut inferred = Vec::new();
    let mut stretches = Vec::with_capacity(list.len());
    for piece in list {
        stretches.push(resolve(piece, missing, &mut inferred)?);
    }
    let (Some(head), Some(tail)) = (stretches.first(), stretches.last()) else { return Ok(None) };
    let mut due = Due::of(head.kind);
    match join {
        Join::And => match bound {
            Bound::Within => (due.start, due.end) = (head.first.or(head.not_before), head.last),
            Bound::By => due.end = head.last,
            Bound::Before | Bound::UntilBefore => {
                not_before_an_end(&list[0], c)?;
                due.end = head.first.and_then(|day| day.yesterday().ok());
                let day = bound == Bound::Before || head.kind == Kind::Date;
                due.kind = if day { Kind::Date } else { Kind::Range };
            }
            Bound::From => (due.kind, due.start) = (Kind::Range, head.first),
            Bound::After => (due.kind, due.start) = (Kind::Range, head.last.and_then(|day| day.tomorrow().ok())),
        },
        Join::To | Join::ToBefore => {
            if !matches!(bound, Bound::Within | Bound::From) {
                return Ok(None);
            }
            due.start = head.first;
            due.end = match join {
                Join::ToBefore => {
                    not_before_an_end(&list[1], c)?;
                    tail.first.and_then(|day| day.yesterday().ok())
                }
                _ => tail.last,
            };
            due.kind = span_kind(&list[0], &list[1], head.kind, tail.kind, due.start.zip(due.end));
            ascending(list, due.start, due.end)?;
            let ends_within = head.first.zip(head.last).zip(due.end).is_some_and(|((_, last), end)| end < last);
            if bound == Bound::Within && ends_within {
                // "Năm 2025 đến 15/12/2025": what has its end in that year, or what lasts from its first day?
                return Err(c.fault(list[0].at.start..list[1].at.end, Why::Ambiguous));
            }
        }
    }
    due.inferred = inferred;
    Ok(Some(due))
}

/// "Trước cuối năm 2025" is before December or before the year ends.
fn not_before_an_end(piece: &Piece, c: &Cursor) -> Result<(), Fault> {
    match piece.portion {
        Portion::Late => Err(c.fault(piece.at.clone(), Why::Ambiguous)),
        _ => Ok(()),
    }
}

fn span_kind(from: &Piece, to: &Piece, first: Kind, last: Kind, days: Option<(Date, Date)>) -> Kind {
    let one_year = days.is_none_or(|(start, end)| start.year() == end.year());
    match (from.unit, to.unit) {
        (Unit::Month, Unit::Month) if first == Kind::Month && last == Kind::Month => Kind::MonthRange,
        (Unit::Quarter, Unit::Quarter) if one_year && first == last => first,
        _ => Kind::Range,
    }
}

/// A list: one stretch when its pieces follow each other without a gap, else a deadline for each.
fn several(list: Vec<Piece>, bound: Bound, c: &Cursor) -> Read<Due> {
    if matches!(bound, Bound::From | Bound::After) {
        return Ok(None);
    }
    let whole = list.iter().fold(None, |at: Option<Range<usize>>, piece| {
        Some(at.map_or(piece.at.clone(), |at| at.start..at.end.max(piece.at.end)))
    });
    let ambiguous = |why| c.fault(whole.clone().unwrap_or_default(), why);
    let one_unit = list.iter().all(|piece| piece.unit == list[0].unit);
    if bound != Bound::Within && !one_unit {
        return Err(ambiguous(Why::Ambiguous));
    }
    let mut stretches = Vec::with_capacity(list.len());
    for piece in &list {
        stretches.push(resolve(piece, c.missing_year(), &mut Vec::new())?);
    }
    for (pieces, stretches) in list.windows(2).zip(stretches.windows(2)) {
        ascending(pieces, stretches[0].last.and_then(|day| day.tomorrow().ok()), stretches[1].first)?;
    }
    let adjacent = stretches.windows(2).all(|pair| match (pair[0].last, pair[1].first) {
        (Some(last), Some(first)) => last.tomorrow().is_ok_and(|next| next == first),
        _ => false,
    });
    let is_whole = one_unit && list.iter().all(|piece| matches!(piece.portion, Portion::Whole));
    if let ([first, .., last], true) = (list.as_slice(), bound == Bound::Within && adjacent && is_whole) {
        return due(Pieces { list: vec![first.clone(), last.clone()], join: Join::To }, bound, c);
    }
    let mut dues = Vec::new();
    for piece in list {
        let wording = c.scan.phrase.get(piece.at.clone()).unwrap_or_default().to_owned();
        let Some(due) = due(Pieces { list: vec![piece], join: Join::And }, bound, c)? else { return Ok(None) };
        dues.push(super::Deadline { wording, due });
    }
    // Some of the days are past in the year of issue and some are to come: of one year, or the next time of each?
    let from_issue = |deadline: &super::Deadline| {
        let leans = deadline.due.inferred.contains(&Inference::YearFromIssue);
        deadline.due.end.filter(|_| leans)
    };
    if dues.windows(2).any(|pair| from_issue(&pair[0]) > from_issue(&pair[1])) {
        return Err(ambiguous(Why::YearMissing));
    }
    let mut rest = dues.split_off(1);
    Ok(dues.pop().map(|mut first| {
        first.due.more.append(&mut rest);
        first.due
    }))
}

/// The first of two pieces must not lie after the second. Where it has no year of its own, the help writes one.
fn ascending(pieces: &[Piece], first: Option<Date>, last: Option<Date>) -> Result<(), Fault> {
    let (Some(first), Some(last)) = (first, last) else { return Ok(()) };
    if first <= last {
        return Ok(());
    }
    let (from, to) = (&pieces[0], &pieces[1]);
    let fix = if to.year_from_start {
        Some((to.at.end..to.at.end, format!("/{}", last.year() + 1)))
    } else if !written_in(&from.year, &from.at) {
        Some((from.at.end..from.at.end, format!("/{}", first.year() - 1)))
    } else {
        None
    };
    Err(Fault { at: from.at.start..to.at.end, why: Why::EndsBeforeStart, fix })
}

fn written_in(slot: &Option<Slot>, piece: &Range<usize>) -> bool {
    match slot {
        Some(Slot::Is { at, .. }) => piece.contains(&at.start),
        Some(Slot::Lost | Slot::Next) => true,
        None => false,
    }
}

fn resolve(piece: &Piece, missing: Option<(i16, Inference)>, inferred: &mut Vec<Inference>) -> Result<Stretch, Fault> {
    let mut infer = |what| {
        if !inferred.contains(&what) {
            inferred.push(what);
        }
    };
    let kind = match (&piece.portion, piece.unit) {
        (Portion::Week(..) | Portion::LastWeek, _) => Kind::Range,
        (Portion::FirstDay | Portion::LastDay, _) => Kind::Date,
        (Portion::FirstHalf | Portion::SecondHalf, Unit::Year) => Kind::HalfYear,
        (Portion::Early | Portion::Middle | Portion::Late, Unit::Quarter | Unit::Year) => Kind::Month,
        (_, Unit::Day) => Kind::Date,
        (_, Unit::Month) => Kind::Month,
        (_, Unit::Quarter) => Kind::Quarter,
        (_, Unit::Months { count: 6, .. }) => Kind::HalfYear,
        (_, Unit::Months { .. }) => Kind::MonthRange,
        (_, Unit::Year) => Kind::Year,
    };
    let unknown = Stretch { kind, first: None, last: None, not_before: None };
    let number = checked_number(piece)?;
    let day = day_number(piece)?;
    let year = match &piece.year {
        Some(Slot::Is { value, at }) => {
            if piece.year_from_start {
                infer(Inference::YearFromPhrase);
            }
            Some(checked_year(*value, at)?)
        }
        Some(Slot::Lost) => {
            infer(Inference::Lost);
            None
        }
        // "Trong tháng": without its number no year helps.
        None if number.is_none() && matches!(piece.unit, Unit::Month | Unit::Quarter) => None,
        None | Some(Slot::Next) => match missing {
            Some((year, why)) if YEARS.contains(&year) => {
                infer(why);
                Some(if piece.is_of_next_year() { year + 1 } else { year })
            }
            _ => {
                infer(Inference::YearUnknown);
                None
            }
        },
    };
    if matches!(piece.number, Some(Slot::Lost)) || matches!(piece.day, Some(Slot::Lost)) {
        infer(Inference::Lost);
    }
    check_day(piece, day, number, year)?;
    let Some(year) = year else { return Ok(unknown) };
    let on = |month: i8, day: i8| Date::new(year, month, day).ok();
    let months = |from: i8, to: i8| (on(from, 1), on(to, 1).map(Date::last_of_month));
    let lost = Stretch { kind, first: None, last: None, not_before: on(1, 1) };
    let (first, last) = match piece.unit {
        Unit::Year => match piece.portion {
            Portion::Early => months(1, 1),
            Portion::Middle => months(6, 6),
            Portion::Late => months(12, 12),
            Portion::FirstHalf => months(1, 6),
            Portion::SecondHalf => months(7, 12),
            _ => months(1, 12),
        },
        Unit::Months { count, late: false } => months(1, count),
        Unit::Months { count, late: true } => months(13 - count, 12),
        Unit::Quarter => {
            let Some(number) = number else { return Ok(if piece.number.is_some() { lost } else { unknown }) };
            let first = number * 3 - 2;
            match piece.portion {
                Portion::Early => months(first, first),
                Portion::Middle => months(first + 1, first + 1),
                Portion::Late => months(first + 2, first + 2),
                _ => months(first, first + 2),
            }
        }
        Unit::Month => {
            let Some(month) = number else { return Ok(if piece.number.is_some() { lost } else { unknown }) };
            let (Some(first), Some(last)) = months(month, month) else { return Ok(unknown) };
            let (from, to) = match &piece.portion {
                Portion::Whole | Portion::FirstDay | Portion::LastDay => (1, last.day()),
                Portion::Early => (1, 10),
                Portion::Middle => (11, 20),
                Portion::Late => (21, last.day()),
                Portion::FirstHalf => (1, 15),
                Portion::SecondHalf => (16, last.day()),
                Portion::LastWeek => (last.day() - 6, last.day()),
                Portion::Week(week, at) => match i8::try_from(*week) {
                    Ok(week @ 1..=4) => (week * 7 - 6, week * 7),
                    Ok(5) if last.day() > 28 => (29, last.day()),
                    _ => {
                        return Err(Fault {
                            at: at.clone(),
                            why: Why::NoSuchWeek,
                            fix: Some((at.clone(), if last.day() > 28 { "5" } else { "4" }.to_owned())),
                        });
                    }
                },
            };
            (on(first.month(), from), on(first.month(), to))
        }
        Unit::Day => match (day, number) {
            (Some(day), Some(month)) => (on(month, day), on(month, day)),
            (None, Some(month)) => return Ok(Stretch { not_before: on(month, 1), ..lost }),
            (_, None) => return Ok(lost),
        },
    };
    match (&piece.portion, piece.unit) {
        (Portion::Early | Portion::Middle | Portion::Late, _) => infer(Inference::PartOfPeriod),
        (Portion::Week(..) | Portion::LastWeek, _) => infer(Inference::Week),
        _ => {}
    }
    let (first, last) = match piece.portion {
        Portion::FirstDay => (first, first),
        Portion::LastDay => (last, last),
        _ => (first, last),
    };
    if let (Some((weekday, at)), Some(day)) = (&piece.weekday, first)
        && *weekday != day.weekday()
    {
        return Err(Fault { at: at.clone(), why: Why::Contradiction, fix: None });
    }
    Ok(Stretch { kind, first, last, not_before: None })
}

/// The month or quarter; none where it is lost or not written.
fn checked_number(piece: &Piece) -> Result<Option<i8>, Fault> {
    let Some(Slot::Is { value, at }) = &piece.number else {
        if piece.unit == Unit::Day && piece.number.is_none() {
            return Err(Fault { at: piece.at.clone(), why: Why::MonthMissing, fix: None });
        }
        return Ok(None);
    };
    let (most, why, highest) = match piece.unit {
        Unit::Quarter => (4, Why::NoSuchQuarter, "IV"),
        _ => (12, Why::NoSuchMonth, "12"),
    };
    match i8::try_from(*value) {
        Ok(value) if (1..=most).contains(&value) => Ok(Some(value)),
        _ => {
            let fix = match (&piece.day, *value) {
                // "11/20/2025"
                (Some(Slot::Is { value: month @ 1..=12, at: from }), day @ 13..=31) if piece.unit == Unit::Day => {
                    Some((from.start..at.end, format!("{day}/{month}")))
                }
                (_, value) if i64::from(value) == i64::from(most) + 1 => Some((at.clone(), highest.to_owned())),
                _ => None,
            };
            Err(Fault { at: at.clone(), why, fix })
        }
    }
}

fn day_number(piece: &Piece) -> Result<Option<i8>, Fault> {
    let Some(Slot::Is { value, at }) = &piece.day else { return Ok(None) };
    match i8::try_from(*value) {
        Ok(value @ 1..=31) => Ok(Some(value)),
        _ => {
            let month = piece.number_value().and_then(|month| i8::try_from(month).ok());
            let last =
                month.filter(|month| (1..=12).contains(month)).map_or(28, |month| days_in_month(month, Some(2001)));
            let fix = match *value {
                32 => Some((at.clone(), last.to_string())),
                _ => None,
            };
            Err(Fault { at: at.clone(), why: Why::NoSuchDay, fix })
        }
    }
}

/// 31/11 is no day in any year; 29/2 is one in some.
fn check_day(piece: &Piece, day: Option<i8>, month: Option<i8>, year: Option<i16>) -> Result<(), Fault> {
    let (Some(Slot::Is { at, .. }), Some(day), Some(month)) = (&piece.day, day, month) else { return Ok(()) };
    let length = days_in_month(month, year);
    if day > length {
        // "Ngày 31 các tháng 3, 6": the first month has the day.
        let fix = written_in(&piece.day, &piece.at).then(|| (at.clone(), length.to_string()));
        return Err(Fault { at: at.clone(), why: Why::NoSuchDay, fix });
    }
    Ok(())
}

/// Of a leap year when the year is not known.
pub(super) fn days_in_month(month: i8, year: Option<i16>) -> i8 {
    const LEAP_YEAR: i16 = 2000;
    Date::new(year.unwrap_or(LEAP_YEAR), month, 1).map_or(31, Date::days_in_month)
}

fn checked_year(value: u32, at: &Range<usize>) -> Result<i16, Fault> {
    match i16::try_from(value) {
        Ok(year) if YEARS.contains(&year) => Ok(year),
        _ => {
            let fix = (value < 100 && at.len() == 2).then(|| (at.clone(), format!("20{value:02}")));
            Err(Fault { at: at.clone(), why: Why::YearOutOfRange, fix })
        }
    }
}

/// The month and day of a piece that names no year: "10/12" of "hằng năm".
pub(super) fn checked_day_and_month(piece: &Piece) -> Result<(Option<i8>, Option<i8>), Fault> {
    let day = day_number(piece)?;
    let month = match (piece.unit, &piece.number) {
        (Unit::Day, None) => None,
        _ => checked_number(piece)?,
    };
    check_day(piece, day, month, None)?;
    Ok((day, month))
}
