//! Tết: the feasts of the new year, of which the calendar of deadlines knows the solar one alone.

use super::calendar::{Bound, YEARS, due};
use super::days::{bound, lead};
use super::piece::Unit;
use super::pieces;
use super::scan::{Cursor, Fault, Read, Shape};
use super::{Due, Inference, Kind, Why};
use crate::model::holiday;
use jiff::civil::Date;

const STEMS: [&str; 10] = ["giáp", "ất", "bính", "đinh", "mậu", "kỷ", "canh", "tân", "nhâm", "quý"];
const BRANCHES: [&str; 12] = ["tý", "sửu", "dần", "mão", "thìn", "tỵ", "ngọ", "mùi", "thân", "dậu", "tuất", "hợi"];

/// "Trước Tết Nguyên đán Bính Ngọ 2026": the day before the first of the lunar year; "Trước Tết Dương lịch 2026".
pub(super) fn before_tet(c: &mut Cursor) -> Read<Due> {
    let mut ahead = *c;
    lead(&mut ahead);
    if !bound(&mut ahead).is_before() {
        return Ok(None);
    }
    let solar = ahead.words("tết dương lịch");
    if !solar && !ahead.any(&["tết nguyên đán", "tết âm lịch", "tết cổ truyền", "tết"]) {
        return Ok(None);
    }
    ahead.words("năm");
    let from = ahead;
    let stem = STEMS.iter().position(|stem| ahead.words(stem));
    let branch = stem.and_then(|_| BRANCHES.iter().position(|branch| ahead.words(branch)));
    if stem.is_some() != branch.is_some() {
        return Ok(None);
    }
    let year = year(&mut ahead);
    let at = ahead.at;
    let day = its_day(&mut ahead)?;
    let year = year.or(day.map(Date::year)).filter(|year| YEARS.contains(year));
    let first = match solar {
        true => year.and_then(|year| Date::new(year, 1, 1).ok()),
        false => year.and_then(holiday::tet),
    };
    let Some(first) = first else { return Ok(None) };
    if day.is_some_and(|day| day != first) {
        return Err(c.fault(Cursor { at, ..ahead }.bytes_to(ahead.at), Why::Ambiguous));
    }
    if let (Some(stem), Some(branch)) = (stem, branch) {
        // 1984 was Giáp Tý.
        let since = (i32::from(first.year()) - 1984).rem_euclid(60) as usize;
        if since % 10 != stem || since % 12 != branch {
            let name = from.bytes_to(from.at + 2);
            let fix = format!("{} {}", capital(STEMS[since % 10]), capital(BRANCHES[since % 12]));
            return Err(Fault { at: name.clone(), why: Why::Contradiction, fix: Some((name, fix)) });
        }
    }
    let mut due = Due::of(Kind::Date);
    due.end = first.yesterday().ok();
    if !solar {
        due.infer(Inference::LunarCalendar);
    }
    *c = ahead;
    Ok(Some(due))
}

/// "2026", "năm 2026", "(2026)"
fn year(c: &mut Cursor) -> Option<i16> {
    let mut ahead = *c;
    let bracket = ahead.mark('(');
    let _ = ahead.mark('-') || ahead.mark(',') || ahead.words("năm");
    let Some(Shape::Number { value, digits: 4 }) = ahead.peek() else { return None };
    ahead.skip();
    if bracket && !ahead.mark(')') {
        return None;
    }
    *c = ahead;
    i16::try_from(*value).ok()
}

/// The day of the feast: "(17/02/2026)". Another day may be the deadline, before the feast.
fn its_day(c: &mut Cursor) -> Read<Date> {
    let mut ahead = *c;
    let bracket = ahead.mark('(');
    if !bracket && !ahead.mark(',') {
        return Ok(None);
    }
    let Some(pieces) = pieces::pieces(&mut ahead)? else { return Ok(None) };
    let one_day = pieces.list.len() == 1 && pieces.list.iter().all(|piece| piece.unit == Unit::Day);
    if !one_day || bracket && !ahead.mark(')') {
        return Ok(None);
    }
    let day = due(pieces, Bound::Within, &ahead)?.and_then(|due| due.end);
    *c = ahead;
    Ok(day)
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}
