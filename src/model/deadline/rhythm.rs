//! Rhythm: the words of a deadline that comes again, as rules of RFC 5545.

use super::calendar::{Bound, checked_day_and_month, days_in_month};
use super::days::{FINISHES, at_the_hour, bound, lead};
use super::hour::{part_of_day, weekday, weekday_number};
use super::period::{half_year, periods_first, unit_alone};
use super::piece::{Piece, Portion, Unit, count};
use super::pieces::{self, Join, Pieces};
use super::scan::{Cursor, Fault, Read, Shape};
use super::{Due, Inference, Kind, Why};
use crate::model::recurrence::{Frequency, Recurrence};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

pub(super) const QUARTER_ENDS: [i8; 4] = [3, 6, 9, 12];
const QUARTER_STARTS: [i8; 4] = [1, 4, 7, 10];
pub(super) const HALF_ENDS: [i8; 2] = [6, 12];
pub(super) const EVERY: [&str; 6] = ["của hằng", "của mỗi", "hằng", "hàng", "mỗi", "từng"];

/// From which day on an occurrence is worked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    /// The day itself.
    Day,
    /// Monday of its week.
    Week,
    /// The first day of so many months, of which the due day's is the last.
    Months(i8),
}

#[derive(Default)]
pub(super) struct Rhythm {
    rules: Vec<Recurrence>,
    inferred: Vec<Inference>,
    /// Set when the words say when in its period it is due.
    pub opening: Option<Opening>,
    /// Whether a word so far says that it comes again; "quý" alone does not, "quý, năm" does.
    pub explicit: bool,
    /// Day of the month of the latest rule, for "…, tháng cuối quý".
    latest_day: Option<(i8, Bound)>,
}

impl Rhythm {
    pub fn add(&mut self, rule: Recurrence) {
        let same_day = |known: &&mut Recurrence| {
            known.freq == Frequency::Yearly
                && rule.freq == Frequency::Yearly
                && known.interval == rule.interval
                && known.names_days()
                && known.by_month_day == rule.by_month_day
        };
        if let Some(known) = self.rules.iter_mut().find(same_day) {
            known.by_month.extend(rule.by_month);
            known.by_month.sort_unstable();
            known.by_month.dedup();
        } else if !self.rules.contains(&rule) {
            self.rules.push(rule);
        }
    }

    pub fn infer(&mut self, what: Inference) {
        if !self.inferred.contains(&what) {
            self.inferred.push(what);
        }
    }

    /// A day of the month, of every month when none is named. "Trước ngày 1" is the last day of the month before;
    /// where a month lacks the day, its last day stands in.
    pub fn add_day(&mut self, months: &[i8], day: i8, bound: Bound) {
        self.latest_day = Some((day, bound));
        let mut months = months.to_vec();
        let mut day = day;
        if bound.is_before() {
            day -= 1;
            if day == 0 {
                day = -1;
                months.iter_mut().for_each(|month| *month = if *month == 1 { 12 } else { *month - 1 });
                months.sort_unstable();
            }
        }
        let every_month = months.is_empty();
        let months = if every_month { (1..=12).collect() } else { months };
        let (long, short): (Vec<i8>, Vec<i8>) = months.into_iter().partition(|month| day <= shortest(*month));
        if !short.is_empty() {
            self.infer(Inference::ShortMonth);
        }
        match (every_month, short.len()) {
            (true, 0) => self.add(Recurrence::monthly(day)),
            (true, _) if day == 31 => self.add(Recurrence::monthly(-1)),
            (true, _) => {
                self.add(Recurrence { by_month: long, ..Recurrence::monthly(day) });
                self.add(Recurrence::yearly(short, -1));
            }
            (false, _) => {
                for (months, day) in [(long, day), (short, -1)] {
                    if !months.is_empty() {
                        self.add(Recurrence::yearly(months, day));
                    }
                }
            }
        }
    }

    fn into_due(self, c: &Cursor) -> Due {
        let mut due = Due::of(Kind::Recurring);
        due.inferred = self.inferred;
        if let Some((start, end)) = self.opening.and_then(|opening| first_occurrence(&self.rules, opening, c)) {
            (due.start, due.end) = (Some(start), Some(end));
            due.infer(Inference::FirstOccurrence);
        }
        due.rules = self.rules;
        due
    }
}

fn shortest(month: i8) -> i8 {
    match month {
        2 => 28,
        month => days_in_month(month, None),
    }
}

/// The first occurrence of the first rule that is due within the plan's period and not before its issue.
fn first_occurrence(rules: &[Recurrence], opening: Opening, c: &Cursor) -> Option<(Date, Date)> {
    let (first, last) = c.context().period?;
    let issued = c.context().issued.map_or(first, |(issued, _)| issued);
    let from = first.max(issued);
    let rule = rules.first().filter(|rule| rule.names_days())?;
    let end = rule.dates(from, last, from).first().copied()?;
    let start = match opening {
        Opening::Day => end,
        Opening::Week => end.checked_sub(i64::from(end.weekday().to_monday_zero_offset()).days()).ok()?,
        Opening::Months(months) => {
            let month = end.first_of_month();
            month.checked_sub((i64::from(months) - 1).months()).ok()?
        }
    };
    Some((start, end))
}

/// A deadline that comes again.
pub(super) fn recurring(c: &mut Cursor) -> Read<Due> {
    let mut ahead = *c;
    let mut rhythm = Rhythm::default();
    let mut end = None;
    loop {
        let before = (!rhythm.rules.is_empty()).then_some(rhythm.opening);
        let read = after_a_period(&mut ahead, &mut rhythm)
            || last_month_of_quarter_too(&mut ahead, &mut rhythm)
            || weekdays(&mut ahead, &mut rhythm)
            || day_first(&mut ahead, &mut rhythm)?
            || periods_first(&mut ahead, &mut rhythm)?;
        if !read {
            break;
        }
        // The occurrence shown is the first rule's.
        rhythm.opening = before.unwrap_or(rhythm.opening);
        end = Some(ahead);
        let joined = ahead.mark(',') || ahead.mark(';') || ahead.sees(&["và"]);
        ahead.words("và");
        if !joined {
            break;
        }
    }
    let Some(end) = end else { return Ok(None) };
    *c = end;
    Ok(Some(rhythm.into_due(c)))
}

/// "Chậm nhất 10 ngày sau khi kết thúc quý"
fn after_a_period(c: &mut Cursor, rhythm: &mut Rhythm) -> bool {
    let mut ahead = *c;
    lead(&mut ahead);
    ahead.any(&["chậm nhất là", "chậm nhất", "muộn nhất", "không quá", "trong thời hạn", "trong vòng", "trong"]);
    ahead.any(&["là", "sau", "không quá"]);
    let Some(days) = count(&mut ahead).and_then(|days| i8::try_from(days).ok()).filter(|days| (1..=28).contains(days))
    else {
        return false;
    };
    if !ahead.words("ngày")
        || !ahead.any(&["sau khi kết thúc", "kể từ khi kết thúc", "kể từ ngày kết thúc", "sau khi hết"])
    {
        return false;
    }
    ahead.any(&EVERY);
    let months: &[i8] = match () {
        () if half_year(&mut ahead) => &[1, 7],
        () if unit_alone(&mut ahead, &["quý", "quí"]) => &QUARTER_STARTS,
        () if unit_alone(&mut ahead, &["tháng"]) => &[],
        () if unit_alone(&mut ahead, &["năm"]) => &[1],
        () => return false,
    };
    rhythm.add_day(months, days, Bound::By);
    rhythm.explicit = true;
    rhythm.opening = Some(Opening::Months(1));
    *c = ahead;
    true
}

/// "trước ngày 15 hằng tháng, tháng cuối quý"
fn last_month_of_quarter_too(c: &mut Cursor, rhythm: &mut Rhythm) -> bool {
    let (Some((day, bound)), mut ahead) = (rhythm.latest_day, *c) else { return false };
    let Some(months) = month_of_quarter(&mut ahead) else { return false };
    rhythm.add_day(months, day, bound);
    *c = ahead;
    true
}

/// "tháng cuối của quý", "tháng đầu quý sau"
fn month_of_quarter(c: &mut Cursor) -> Option<&'static [i8]> {
    let mut ahead = *c;
    ahead.words("của");
    ahead.words("các");
    let months: &[i8] = if ahead.any(&["tháng cuối cùng", "tháng cuối"]) {
        &QUARTER_ENDS
    } else if ahead.words("tháng đầu") {
        &QUARTER_STARTS
    } else {
        return None;
    };
    ahead.words("của");
    let _ = ahead.any(&EVERY) || ahead.words("các");
    if !unit_alone(&mut ahead, &["quý", "quí"]) {
        return None;
    }
    ahead.any(&["sau", "tiếp theo", "kế tiếp"]);
    *c = ahead;
    Some(months)
}

/// "Thứ Hai hằng tuần"
fn weekdays(c: &mut Cursor, rhythm: &mut Rhythm) -> bool {
    let mut ahead = *c;
    lead(&mut ahead);
    ahead.any(&["định kỳ", "định kì"]);
    let bound = bound(&mut ahead);
    if matches!(bound, Bound::From | Bound::After) {
        return false;
    }
    let bound = at_the_hour(bound, &mut ahead);
    if !bound.is_before() {
        part_of_day(&mut ahead);
    }
    let Some(days) = weekday_list(&mut ahead) else { return false };
    if !(ahead.any(&EVERY) && ahead.words("tuần")) {
        return false;
    }
    rhythm.add(weekly_on(days, bound));
    rhythm.explicit = true;
    rhythm.opening = Some(if bound == Bound::Within { Opening::Day } else { Opening::Week });
    *c = ahead;
    true
}

pub(super) fn weekly_on(mut days: Vec<Weekday>, bound: Bound) -> Recurrence {
    if bound.is_before() {
        days.iter_mut().for_each(|day| *day = day.previous());
    }
    days.sort_unstable_by_key(|day| day.to_monday_zero_offset());
    days.dedup();
    Recurrence { by_day: days, ..Recurrence::every(Frequency::Weekly) }
}

pub(super) fn weekday_list(c: &mut Cursor) -> Option<Vec<Weekday>> {
    let mut ahead = *c;
    ahead.words("ngày");
    let mut days = vec![weekday(&mut ahead)?];
    loop {
        *c = ahead;
        if !ahead.mark(',') && !ahead.words("và") {
            return Some(days);
        }
        let Some(day) = weekday(&mut ahead).or_else(|| weekday_number(&mut ahead)) else { return Some(days) };
        days.push(day);
    }
}

/// "Trước ngày 25 hằng tháng", "Tháng 6, 12 hằng năm", "cuối mỗi quý"
fn day_first(c: &mut Cursor, rhythm: &mut Rhythm) -> Result<bool, Fault> {
    let mut ahead = *c;
    lead(&mut ahead);
    ahead.any(&["định kỳ", "định kì"]);
    if part_of_every(&mut ahead, rhythm) {
        *c = ahead;
        return Ok(true);
    }
    let bound = bound(&mut ahead);
    let bound = at_the_hour(bound, &mut ahead);
    if let Some((day, months)) = day_of_quarter(&mut ahead)? {
        if matches!(bound, Bound::From | Bound::After) {
            return Ok(false);
        }
        rhythm.add_day(months, day, bound);
        rhythm.explicit = true;
        rhythm.opening = Some(Opening::Months(1));
        *c = ahead;
        return Ok(true);
    }
    bare_day_of_every_month(ahead)?;
    let Some(pieces) = pieces::pieces(&mut ahead)? else { return Ok(false) };
    let mut next_month = ahead;
    // After other words the next month may be that of a quarter ("Hằng quý, trước ngày 10 tháng sau"), and what is
    // completed does not come again.
    let is_alone = c.at == 0
        && !c.sees(&FINISHES)
        && !c.sees(&["triển khai"])
        && pieces.join == Join::And
        && !matches!(bound, Bound::From | Bound::After);
    if is_alone && of_the_next_month(&mut next_month) {
        for piece in &pieces.list {
            if !monthly(piece, bound, rhythm)? {
                return Ok(false);
            }
        }
        rhythm.explicit = true;
        rhythm.opening = Some(Opening::Months(1));
        *c = next_month;
        return Ok(true);
    }
    let comma = ahead.mark(',');
    if !ahead.any(&EVERY) {
        return Ok(false);
    }
    let holds_within = is_span_of(&pieces, bound, ahead);
    let year_named = pieces.list.iter().all(|piece| piece.year.is_some());
    if every(pieces, bound, &mut ahead, rhythm)? {
        *c = ahead;
        return Ok(true);
    }
    // What is left is a span and a rhythm within it, or a deadline and, after a comma, a rhythm.
    let apart = comma && (year_named || !matches!(bound, Bound::From | Bound::After));
    if holds_within || apart { Ok(false) } else { Err(c.fault(c.bytes_to(ahead.at + 1), Why::NotUnderstood)) }
}

/// "Tháng 12/2025 hằng tuần", "từ 01/01/2026 hằng tháng", "năm 2026 hằng năm"
fn is_span_of(pieces: &Pieces, bound: Bound, every: Cursor) -> bool {
    let yearly = every.sees(&["năm"]);
    pieces.list.iter().all(|piece| match piece.unit {
        Unit::Year => true,
        _ if yearly || piece.year.is_none() => false,
        Unit::Day => bound == Bound::From || pieces.join != Join::And,
        _ => matches!(bound, Bound::Within | Bound::From | Bound::By),
    })
}

/// "ngày 05 [tháng sau]"
pub(super) fn of_the_next_month(c: &mut Cursor) -> bool {
    let mut ahead = *c;
    ahead.words("của");
    let next =
        ahead.words("tháng") && ahead.any(&["sau liền kề", "liền kề sau", "sau", "tiếp theo", "kế tiếp", "liền kề"]);
    if next {
        *c = ahead;
    }
    next
}

/// "Trước 20 hằng tháng": the number may be of anything.
fn bare_day_of_every_month(c: Cursor) -> Result<(), Fault> {
    let mut ahead = c;
    let at = c.token_at();
    let Some(Shape::Number { value: 1..=31, digits: 1..=2 }) = ahead.peek() else { return Ok(()) };
    ahead.at += 1;
    if ahead.any(&EVERY) && unit_alone(&mut ahead, &["tháng"]) && !c.follows(&["tháng", "ngày"]) {
        let fix = Some((at.start..at.start, "ngày ".to_owned()));
        return Err(Fault { at, why: Why::NotUnderstood, fix });
    }
    Ok(())
}

/// What comes again every month or year: the pieces before the word that says so.
fn every(pieces: Pieces, bound: Bound, c: &mut Cursor, rhythm: &mut Rhythm) -> Result<bool, Fault> {
    let mut ahead = *c;
    let (join, list) = (pieces.join, pieces.list);
    let mixed = list.iter().any(|piece| piece.unit != list[0].unit);
    if list.iter().any(|piece| piece.year.is_some()) || bound != Bound::Within && join == Join::And && mixed {
        return Ok(false);
    }
    // Of a span only the end is due.
    let list = if join == Join::And { list } else { list.into_iter().skip(1).collect() };
    let bound = match join {
        Join::ToBefore => Bound::Before,
        Join::To if bound.is_before() => return Ok(false),
        _ if bound == Bound::After || bound == Bound::From && join == Join::And => return Ok(false),
        _ => bound,
    };
    let opening = match list.as_slice() {
        [piece] if piece.unit == Unit::Day && bound == Bound::Within && join == Join::And => Some(Opening::Day),
        [piece, ..] if piece.unit == Unit::Quarter && join == Join::And => Some(Opening::Months(3)),
        _ if join == Join::And => Some(Opening::Months(1)),
        _ => None,
    };
    let month = unit_alone(&mut ahead, &["tháng"]);
    if !month && !unit_alone(&mut ahead, &["năm"]) {
        return Ok(false);
    }
    for piece in &list {
        let added = if month { monthly(piece, bound, rhythm)? } else { yearly(piece, bound, rhythm)? };
        if !added {
            return Ok(false);
        }
    }
    rhythm.explicit = true;
    rhythm.opening = opening;
    *c = ahead;
    Ok(true)
}

/// "ngày 10 tháng cuối quý"
pub(super) fn day_of_quarter(c: &mut Cursor) -> Read<(i8, &'static [i8])> {
    let mut ahead = *c;
    ahead.words("ngày");
    let Some(Shape::Number { value, digits: 1..=2 }) = ahead.peek() else { return Ok(None) };
    let at = ahead.token_at();
    ahead.skip();
    let Some(months) = month_of_quarter(&mut ahead) else { return Ok(None) };
    match i8::try_from(*value) {
        Ok(day @ 1..=31) => {
            *c = ahead;
            Ok(Some((day, months)))
        }
        _ => Err(c.fault(at, Why::NoSuchDay)),
    }
}

/// "cuối mỗi tháng", "cuối hằng quý", "ngày cuối cùng của mỗi tháng"
fn part_of_every(c: &mut Cursor, rhythm: &mut Rhythm) -> bool {
    let mut ahead = *c;
    if !matches!(bound(&mut ahead), Bound::Within | Bound::By) {
        return false;
    }
    let (day, conventional) = if ahead.any(&["ngày cuối cùng", "ngày cuối"]) {
        (-1, false)
    } else if ahead.words("cuối") {
        (-1, true)
    } else if ahead.words("giữa") {
        (20, true)
    } else if ahead.words("đầu") {
        (10, true)
    } else {
        return false;
    };
    let before_unit = ahead.any(&EVERY);
    let (months, length): (&[i8], i8) = if unit_alone(&mut ahead, &["tháng"]) {
        (&[], 1)
    } else if day == -1 && unit_alone(&mut ahead, &["quý", "quí"]) {
        (&QUARTER_ENDS, 3)
    } else if day == -1 && unit_alone(&mut ahead, &["năm"]) {
        (&[12], 12)
    } else {
        return false;
    };
    if !before_unit {
        let repeated = match length {
            1 => ahead.any(&["hằng tháng", "hàng tháng"]),
            3 => ahead.any(&["hằng quý", "hàng quý"]),
            _ => ahead.any(&["hằng năm", "hàng năm"]),
        };
        if !repeated {
            return false;
        }
    }
    rhythm.add_day(months, day, Bound::By);
    if conventional {
        rhythm.infer(Inference::PartOfPeriod);
    }
    rhythm.explicit = true;
    rhythm.opening = Some(Opening::Months(length));
    *c = ahead;
    true
}

fn monthly(piece: &Piece, bound: Bound, rhythm: &mut Rhythm) -> Result<bool, Fault> {
    match (piece.unit, checked_day_and_month(piece)?) {
        (Unit::Day, (Some(day), None)) if piece.number.is_none() => rhythm.add_day(&[], day, bound),
        _ => return Ok(false),
    }
    Ok(true)
}

pub(super) fn yearly(piece: &Piece, bound: Bound, rhythm: &mut Rhythm) -> Result<bool, Fault> {
    let (day, number) = checked_day_and_month(piece)?;
    let (first, last) = match (piece.unit, number) {
        (Unit::Day, Some(month)) => {
            let Some(day) = day else { return Ok(false) };
            rhythm.add_day(&[month], day, bound);
            return Ok(true);
        }
        (Unit::Month, Some(month)) => (month, month),
        (Unit::Quarter, Some(quarter)) => (quarter * 3 - 2, quarter * 3),
        (Unit::Months { count, late: false }, _) => (1, count),
        (Unit::Months { count, late: true }, _) => (13 - count, 12),
        _ => return Ok(false),
    };
    let months = first..=last;
    let (month, day) = match (&piece.portion, piece.unit) {
        (Portion::Whole, _) if bound.is_before() => {
            rhythm.add_day(&[*months.start()], 1, bound);
            return Ok(true);
        }
        (Portion::Whole, _) => (*months.end(), -1),
        (Portion::LastDay, _) => (*months.end(), -1),
        (Portion::Early, Unit::Month) => (*months.end(), 10),
        (Portion::Middle, Unit::Month) => (*months.end(), 20),
        (Portion::Late, Unit::Month | Unit::Quarter) => (*months.end(), -1),
        _ => return Ok(false),
    };
    if bound.is_before() {
        return Ok(false);
    }
    if !matches!(piece.portion, Portion::Whole | Portion::LastDay) {
        rhythm.infer(Inference::PartOfPeriod);
    }
    rhythm.add_day(&[month], day, Bound::By);
    Ok(true)
}
