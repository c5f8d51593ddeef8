//! Hour: hours, parts of a day, and the days of the week.

use super::piece::count;
use super::scan::{Cursor, Shape};
use jiff::civil::Weekday;
use std::ops::Range;

/// "… (thứ Sáu)"
pub(super) fn weekday_in_brackets(c: &mut Cursor) -> Option<(Weekday, Range<usize>)> {
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

/// "17h00, [ngày …]"
pub(super) fn clock(c: &mut Cursor) -> Option<Clock> {
    let clock = clock_alone(c)?;
    c.mark(',');
    Some(clock)
}

/// "17 giờ", "17h00", "8 giờ 30 phút", "14:00"
pub(super) fn clock_alone(c: &mut Cursor) -> Option<Clock> {
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
    if minutes > 59 {
        return None;
    }
    *c = ahead;
    Some(if *hour == 0 && minutes == 0 { Clock::Midnight } else { Clock::InTheDay })
}
