//! Event: deadlines that hang on something other than the calendar: a condition, a request, a day still to come.

use super::calendar::{Bound, due};
use super::days::{self, bound, lead};
use super::phrase;
use super::piece::{self, Slot, Unit, count};
use super::pieces::{self, Pieces};
use super::scan::{Cursor, Fault, Read, Shape, Token};
use super::{Anchor, Due, Inference, Kind, Offset, OffsetUnit, Why};
use crate::model::holiday;
use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};
use std::ops::Range;

/// Words that begin a condition wherever they stand after a deadline.
pub(super) const CONDITIONS: [&str; 10] =
    ["theo", "tùy theo", "tùy", "căn cứ", "ngay sau khi", "ngay khi", "sau khi", "kể từ khi", "khi", "nếu"];

/// The highest number of days, weeks, … that a deadline is after something.
const LONGEST: u16 = 3660;

/// Words before a length of time.
const LENGTHS: [&str; 5] = ["trong thời hạn", "trong thời gian", "trong vòng", "thời hạn", "trong"];

/// "Trong thời hạn 15 ngày kể từ ngày ban hành Kế hoạch", "kể từ ngày ký", "Ngay sau khi Kế hoạch được ban hành"
pub(super) fn relative(c: &mut Cursor) -> Read<Due> {
    let mut ahead = *c;
    lead(&mut ahead);
    if let Some(due) = at_issue(&mut ahead)? {
        *c = ahead;
        return Ok(Some(due));
    }
    let latest = ahead.any(&["chậm nhất là", "chậm nhất", "muộn nhất", "không quá", "tối đa"]);
    let after = ahead.words("sau") && !latest;
    if !after {
        ahead.any(&LENGTHS);
        ahead.any(&["không quá", "tối đa", "chậm nhất"]);
    }
    let (at, limited) = (ahead.token_at(), ahead.at > c.at);
    let Some(number) = count(&mut ahead) else { return Ok(None) };
    let Some(unit) = offset_unit(&mut ahead) else { return Ok(None) };
    let Some(count) = u16::try_from(number).ok().filter(|count| (1..=LONGEST).contains(count)) else {
        let is_length = limited && ahead.done() || ahead.sees(&["kể từ", "tính từ", "sau khi", "sau ngày"]);
        return if is_length { Err(c.fault(at, Why::NotUnderstood)) } else { Ok(None) };
    };
    if matches!(ahead.peek(), Some(Shape::Number { .. } | Shape::Lost | Shape::Blank)) {
        return Ok(None);
    }
    let mut due = Due::of(Kind::Relative);
    let mut apart = ahead;
    if apart.mark(',') && apart.sees(&["kể từ", "tính từ", "sau khi", "sau ngày"]) {
        ahead = apart;
    }
    let anchored = ahead.any(&["kể từ sau", "kể từ", "tính từ", "từ"]) || ahead.sees(&["sau khi", "sau ngày", "sau"]);
    let mut anchor = Anchor::Missing;
    let mut tail = None;
    if anchored {
        ahead.words("sau");
        let start = ahead;
        let (end, rest) = clause(&mut ahead, start)?;
        if end == start.at {
            return Ok(None);
        }
        anchor = match issue(Cursor { end, ..start }) {
            Some(named) => {
                if !named {
                    due.infer(Inference::Anchor);
                }
                Anchor::Issue
            }
            None => match named_day(Cursor { end, ..start })? {
                Some(day) => Anchor::Day(day),
                None => Anchor::Event(start.text_to(end).to_owned()),
            },
        };
        tail = rest;
    }
    let from = match &anchor {
        Anchor::Issue => c.context().issue_day(),
        Anchor::Day(day) => Some(*day),
        Anchor::Event(_) | Anchor::Missing => None,
    };
    if let Some(from) = from {
        let day = later(from, count, unit);
        (due.start, due.end) = if after { (day, None) } else { (Some(from), day) };
    }
    if unit == OffsetUnit::WorkingDay && due.end.or(due.start).is_some() {
        due.infer(Inference::WorkingDays);
    }
    if anchor == Anchor::Missing {
        due.infer(Inference::AnchorMissing);
    }
    due.offset = Some(Offset { count, unit, anchor });
    let due = match tail {
        Some(tail) => phrase::combine(due, tail),
        None => Some(due),
    };
    *c = ahead;
    Ok(due)
}

/// "ngày 01/01/2026", "khi kết thúc quý IV/2025"; a year that is not written would be a second guess.
fn named_day(mut c: Cursor) -> Read<Date> {
    let ends = c.any(&["khi kết thúc", "ngày kết thúc", "khi hết"]);
    let pieces = pieces::pieces(&mut c)?;
    let Some(pieces) = pieces.filter(|pieces| c.done() && pieces.list.len() == 1) else { return Ok(None) };
    let full = pieces
        .list
        .iter()
        .all(|piece| matches!(piece.year, Some(Slot::Is { .. })) && (ends || piece.unit == Unit::Day));
    if !full {
        return Ok(None);
    }
    Ok(due(pieces, Bound::By, &c)?.and_then(|due| due.end))
}

fn offset_unit(c: &mut Cursor) -> Option<OffsetUnit> {
    const UNITS: [(&[&str], OffsetUnit); 5] = [
        (&["ngày làm việc"], OffsetUnit::WorkingDay),
        (&["ngày"], OffsetUnit::Day),
        (&["tuần"], OffsetUnit::Week),
        (&["tháng"], OffsetUnit::Month),
        (&["năm"], OffsetUnit::Year),
    ];
    UNITS.iter().find(|(words, _)| c.any(words)).map(|(_, unit)| *unit)
}

fn later(day: Date, count: u16, unit: OffsetUnit) -> Option<Date> {
    let length = i64::from(count);
    let span = match unit {
        OffsetUnit::Day => length.days(),
        OffsetUnit::Week => Span::new().try_weeks(length).ok()?,
        OffsetUnit::Month => Span::new().try_months(length).ok()?,
        OffsetUnit::Year => Span::new().try_years(length).ok()?,
        OffsetUnit::WorkingDay => {
            let mut day = day;
            let mut left = count;
            while left > 0 {
                day = day.tomorrow().ok()?;
                let is_weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
                if !is_weekend && !holiday::of_year(day.year()).iter().any(|(holiday, _)| *holiday == day) {
                    left -= 1;
                }
            }
            return Some(day);
        }
    };
    day.checked_add(span).ok()
}

/// "kể từ ngày ký", "Ngay sau khi Kế hoạch được ban hành": from the plan's own issue on, or at once.
fn at_issue(c: &mut Cursor) -> Read<Due> {
    let mut ahead = *c;
    let at_once = ahead.any(&["ngay sau khi", "ngay sau", "ngay khi", "ngay từ khi"]);
    if !at_once && !ahead.sees(&["ngay trong", "ngay từ"]) && ahead.words("ngay") {
        let mut due = Due::of(Kind::Relative);
        due.offset = Some(Offset { count: 0, unit: OffsetUnit::Day, anchor: Anchor::Missing });
        *c = ahead;
        return Ok(Some(due));
    }
    if !at_once && !ahead.any(&["kể từ", "tính từ", "từ", "sau khi", "sau"]) {
        return Ok(None);
    }
    let start = ahead;
    if issue_words(&mut ahead).is_none() || goes_to_a_day(ahead) {
        return Ok(None);
    }
    ahead = start;
    let (end, tail) = clause(&mut ahead, start)?;
    let Some(named) = issue(Cursor { end, ..start }) else { return Ok(None) };
    let mut due = Due::of(Kind::Relative);
    if !named {
        due.infer(Inference::Anchor);
    }
    due.start = c.context().issue_day();
    due.end = due.start.filter(|_| at_once);
    due.offset = Some(Offset { count: 0, unit: OffsetUnit::Day, anchor: Anchor::Issue });
    *c = ahead;
    Ok(match tail {
        Some(tail) => phrase::combine(due, tail),
        None => Some(due),
    })
}

/// "Từ ngày ký [đến hết 31/12/2025]"
fn goes_to_a_day(mut c: Cursor) -> bool {
    c.mark(',');
    c.sees(&["cho đến", "đến", "tới"]) || c.sees_mark(&['-'])
}

/// Whether the words mean the issue of the plan itself, and if so whether they name the plan. Another actor or another
/// document ("ngày Thủ tướng ban hành kế hoạch …", "Kế hoạch số 310/KH-UBND") is another event.
fn issue(mut c: Cursor) -> Option<bool> {
    issue_words(&mut c).filter(|_| c.done())
}

pub(super) fn issue_words(c: &mut Cursor) -> Option<bool> {
    let mut ahead = *c;
    let named = issued(&mut ahead)?;
    *c = ahead;
    Some(named)
}

fn issued(c: &mut Cursor) -> Option<bool> {
    const ISSUED: [&str; 4] = ["ký ban hành", "ban hành", "ký", "kí"];
    const PLAN: [&str; 4] = ["bản kế hoạch này", "kế hoạch này", "quyết định này", "kế hoạch"];
    c.any(&["ngày", "khi", "thời điểm"]);
    let named = if c.any(&PLAN) {
        c.words("được");
        if !c.any(&ISSUED) {
            return None;
        }
        true
    } else {
        c.words("được");
        if !c.any(&ISSUED) {
            return None;
        }
        c.any(&PLAN)
    };
    Some(named)
}

/// Sau khi …, khi …, theo …, trước kỳ họp …
pub(super) fn conditional(c: &mut Cursor) -> Read<Due> {
    let mut ahead = *c;
    let mut due = Due::of(Kind::Conditional);
    while lead(&mut ahead) {}
    let start = ahead;
    let mut hold = Hold::Other;
    if ahead.any(&["theo yêu cầu", "theo đề nghị", "khi có yêu cầu", "khi được yêu cầu", "khi yêu cầu"])
        || ahead.any(&[
            "khi cần thiết",
            "khi cần",
            "khi có phát sinh",
            "khi phát sinh",
            "theo vụ việc",
            "theo từng vụ việc",
        ])
    {
        due.kind = Kind::OnDemand;
        hold = Hold::Request;
        // What follows the last of these words may be a deadline.
        ahead.at -= 1;
    } else if ahead.any(&CONDITIONS) || ahead.any(&["cho đến khi", "đến khi", "kể từ ngày", "kể từ", "phụ thuộc"])
    {
        if !has_words(&ahead) {
            return Ok(None);
        }
    } else if before_event(&mut ahead) {
        ahead.at -= 1;
        if !start.sees(&["sau", "ngay sau"]) {
            hold = Hold::Event;
        }
    } else if !ahead.words("năm học") && !citation(&mut ahead) {
        return Ok(None);
    }
    let words = ahead;
    let read = clause(&mut ahead, start);
    if !matches!(read, Ok((_, Some(_)))) {
        match hold {
            Hold::Request => deadline_in_a_request(words)?,
            Hold::Event => date_of_an_event(start, words)?,
            Hold::Other => {}
        }
    }
    let (end, tail) = read?;
    let condition = start.text_to(end);
    due.condition = Some(condition.to_owned());
    if let Some(ceiling) = ceiling(Cursor { end, ..start })? {
        due.end = Some(ceiling);
        due.infer(Inference::Ceiling);
    }
    *c = ahead;
    Ok(match tail {
        Some(tail) => phrase::combine(due, tail),
        None => Some(due),
    })
}

/// What a deadline hangs on, where that says what a date in its words may mean.
#[derive(Clone, Copy)]
enum Hold {
    /// "Khi có yêu cầu"
    Request,
    /// "Trước kỳ họp"
    Event,
    Other,
}

/// "Khi có yêu cầu trước ngày 20/11/2025", "Theo yêu cầu hằng quý": a deadline, or what the request says? The help sets
/// it off as a deadline.
fn deadline_in_a_request(words: Cursor) -> Result<(), Fault> {
    for at in words.at + 1..words.end {
        let here = Cursor { at, ..words };
        let deadline = phrase::timed(&mut { here }).ok().flatten();
        let said = deadline.is_some_and(|due| due.start.or(due.end).is_some() || !due.rules.is_empty());
        if said && !cites(Cursor { end: at, ..words }) {
            let fix = Some((before(here), ",".to_owned()));
            return Err(Fault { at: here.bytes_to(here.end), why: Why::Ambiguous, fix });
        }
    }
    Ok(())
}

/// "Trước Đại hội ngày 15/12/2025": its day, or a day before it? The help makes a deadline of it, as "Trước Đại hội, trước
/// ngày 15/12/2025" and "Trước ngày bầu cử (15/3/2026)" are.
fn date_of_an_event(opening: Cursor, words: Cursor) -> Result<(), Fault> {
    for at in words.at..words.end {
        let here = Cursor { at, ..words };
        let mut past = here;
        let named = piece::piece(&mut past, None).is_some_and(|piece| {
            matches!(piece.unit, Unit::Day | Unit::Month | Unit::Quarter) && piece.number.is_some()
        });
        if named && !cites(Cursor { end: at, ..words }) {
            let date = here.bytes_to(past.at);
            let fix = match opening.sees(&["trước ngày"]) {
                true => Some((date.clone(), format!("({})", here.text_to(past.at)))),
                false if opening.sees(&["trước"]) => Some((before(here), ", trước".to_owned())),
                false => None,
            };
            return Err(Fault { at: date, why: Why::Ambiguous, fix });
        }
    }
    Ok(())
}

/// From the words before to the end of what joins them to these.
fn before(c: Cursor) -> Range<usize> {
    let Some((last, rest)) = c.scan.tokens[..c.at].split_last() else { return 0..0 };
    let joins = match &last.shape {
        Shape::Mark(mark) => matches!(mark, ',' | ';' | ':' | '.' | '-' | '/'),
        Shape::Word(word) => word == "hoặc",
        _ => false,
    };
    let from = rest.last().filter(|_| joins).unwrap_or(last);
    from.at.end..last.at.end
}

fn has_words(c: &Cursor) -> bool {
    matches!(c.peek(), Some(Shape::Word(_) | Shape::Lost | Shape::Blank))
}

/// "Trước kỳ họp …": an event whose day others set. A word that is not in the list is not taken for an event,
/// because it may be a misspelt month.
fn before_event(c: &mut Cursor) -> bool {
    c.any(&["chậm nhất", "hoàn thành"]);
    c.any(&["đến trước", "trước và trong", "trước", "trong", "tại", "ngay sau", "sau"])
        && c.any(&[
            "kỳ họp",
            "kì họp",
            "phiên họp",
            "cuộc họp",
            "hội nghị",
            "đại hội",
            "bầu cử",
            "ngày bầu cử",
            "cuộc bầu cử",
            "khai giảng",
            "ngày khai giảng",
            "năm học",
            "mùa mưa bão",
            "mùa mưa lũ",
            "mùa mưa",
            "mùa",
            "khi",
            "thời điểm",
            "lễ",
            "dịp",
            "tết",
        ])
        || days_before(c)
        || days_ahead_of(c)
}

/// "Chậm nhất 05 ngày trước kỳ họp"
fn days_ahead_of(c: &mut Cursor) -> bool {
    let mut ahead = *c;
    ahead.any(&["chậm nhất là", "chậm nhất", "muộn nhất", "ít nhất", "tối thiểu"]);
    let counted = count(&mut ahead).is_some() && offset_unit(&mut ahead).is_some() && ahead.words("trước");
    let mut day = ahead;
    let on_a_day = !matches!(pieces::pieces(&mut day), Ok(None));
    if !counted || on_a_day || !has_words(&ahead) {
        return false;
    }
    *c = ahead;
    true
}

/// "Trước 15 ngày so với ngày khai giảng": counted back from a day nobody names here.
fn days_before(c: &mut Cursor) -> bool {
    let mut ahead = *c;
    let back = count(&mut ahead).is_some()
        && offset_unit(&mut ahead).is_some()
        && (has_words(&ahead) || ahead.done())
        && c.follows(&["trước"]);
    if back {
        *c = ahead;
    }
    back
}

const DOCUMENTS: [&str; 16] = [
    "kế hoạch",
    "nghị quyết",
    "quyết định",
    "chỉ thị",
    "nghị định",
    "thông tư",
    "công văn",
    "hướng dẫn",
    "chương trình",
    "đề án",
    "kết luận",
    "thông báo",
    "văn bản",
    "công điện",
    "quy định",
    "luật",
];

/// "Kế hoạch số 310/KH-UBND ngày 24/11/2025": a document that sets the time; its own date is no deadline.
fn citation(c: &mut Cursor) -> bool {
    let mut ahead = *c;
    if !ahead.any(&DOCUMENTS) {
        return false;
    }
    let numbered = ahead.words("số") || ahead.peek_at(1) == Some(&Shape::Mark('/'));
    let cited = numbered && matches!(ahead.peek(), Some(Shape::Number { .. } | Shape::Lost | Shape::Blank));
    if cited {
        *c = ahead;
    }
    cited
}

/// "… cuối năm 2025": an event that is over by the last day of that year.
fn ceiling(c: Cursor) -> Read<Date> {
    let mut first = c;
    if !first.any(&["trước", "chậm nhất trước", "đến trước"]) {
        return Ok(None);
    }
    for at in c.at..c.end {
        let mut ahead = Cursor { at, ..c };
        if ahead.words("cuối năm") && matches!(ahead.peek(), Some(Shape::Number { digits: 4, .. })) {
            let mut year = Cursor { at: at + 1, ..c };
            let Some(pieces) = pieces::pieces(&mut year)?.filter(|_| year.done()) else { return Ok(None) };
            return Ok(due(pieces, Bound::By, &year)?.and_then(|due| due.end));
        }
    }
    Ok(None)
}

/// The words of a condition up to the end of the part, or up to a deadline of its own: "…, hoàn thành trước 30/11/2025".
/// Returns where the words end, and that deadline. `opening` is where the condition begins.
fn clause(c: &mut Cursor, opening: Cursor) -> Result<(usize, Option<Due>), Fault> {
    let from = *c;
    let before = opening.sees(&["trước", "đến trước", "chậm nhất trước", "hoàn thành trước"]);
    for at in from.at..from.end {
        let mut here = Cursor { at, ..from };
        let bracket = here.mark('(');
        let separated = bracket || at > from.at && sets_off(&mut here);
        let marked = at > from.at
            && here.sees(&["chậm nhất", "muộn nhất", "không quá", "hoàn thành", "xong trước", "xong trong"]);
        if !separated && !marked {
            continue;
        }
        if bracket {
            let closed = from.end > at + 1 && from.scan.tokens[from.end - 1].shape == Shape::Mark(')');
            here.end = if closed { from.end - 1 } else { from.end };
        }
        if separated && phrase::entry(&mut { here }) {
            // "… kể từ ngày ký; đợt 2: …": the next entry is no part of the words.
            return Err(here.fault(here.bytes_to(here.end), Why::Ambiguous));
        }
        let words = Cursor { end: at, ..from };
        if bare_date(here) && cites(words) {
            if ends_in_symbol(words) {
                continue;
            }
            return Err(here.fault(here.bytes_to(here.end), Why::NotUnderstood));
        }
        if separated && let Some(pieces) = named_alone(here) {
            let daily = pieces.list.iter().all(|piece| piece.unit == Unit::Day);
            if bracket && daily && before && opening.sees(&["trước ngày"]) && pieces.list.len() == 1 {
                c.at = from.end;
                return Ok((at, due(pieces, Bound::Before, &here)?));
            }
            // The days of the event, or those until which it is done?
            if bracket || daily || before {
                return Err(here.fault(here.bytes_to(here.end), Why::Ambiguous));
            }
        }
        if let Some(tail) = phrase::timed(&mut here)? {
            c.at = from.end;
            return Ok((at, Some(tail)));
        }
    }
    for at in from.at + 1..from.end {
        swallowed_deadline(Cursor { at, ..from })?;
    }
    c.at = from.end;
    Ok((from.end, None))
}

/// What may stand between a condition and a deadline of its own.
fn sets_off(c: &mut Cursor) -> bool {
    let mark = c.mark(',') || c.mark(';') || c.mark('.');
    let word = c.any(&["và", "nhưng", "đồng thời", "sau đó"]);
    mark || word
}

/// Days and nothing that says what they are: "(17/02/2026)", "(trong tháng 7/2025)".
fn named_alone(mut c: Cursor) -> Option<Pieces> {
    c.any(&["trong", "vào", "dự kiến"]);
    pieces::pieces(&mut c).ok().flatten().filter(|_| c.done())
}

/// "…, ngày 24/11/2025": after a document it is the document's date or the deadline.
fn bare_date(mut c: Cursor) -> bool {
    let pieces = pieces::pieces(&mut c).ok().flatten();
    pieces.is_some_and(|pieces| c.done() && pieces.list.iter().all(|piece| piece.unit == Unit::Day))
}

fn cites(words: Cursor) -> bool {
    // One word before too: the clause may begin after "theo".
    (words.at..words.end).any(|at| Cursor { at, ..words }.sees(&DOCUMENTS)) || words.follows(&["số"])
}

/// "310/KH-UBND": its date follows it, with or without a comma.
fn ends_in_symbol(words: Cursor) -> bool {
    let tokens = &words.scan.tokens[words.at..words.end];
    match tokens {
        [.., mark, word] => {
            matches!((&mark.shape, &word.shape), (Shape::Mark('/' | '-' | '&'), Shape::Word(_)))
                && mark.at.end == word.at.start
        }
        _ => false,
    }
}

/// "[sau khi có hướng dẫn, báo cáo] trong 15 ngày kể từ ngày ký"
fn counts_from_issue(mut c: Cursor) -> bool {
    lead(&mut c);
    bound(&mut c);
    c.any(&LENGTHS);
    c.any(&["không quá", "tối đa", "chậm nhất"]);
    let counted = count(&mut c).is_some() && offset_unit(&mut c).is_some();
    counted && c.any(&["kể từ", "tính từ", "từ", "sau"]) && issue(c).is_some()
}

/// A deadline inside a condition that cannot be told from its words ("theo hướng dẫn ban hành trước ngày 01/7/2025") is
/// neither taken nor dropped.
fn swallowed_deadline(c: Cursor) -> Result<(), Fault> {
    let marked = c.sees(&["trước", "đến", "hết", "trong", "vào", "xong"]) || c.follows(&["riêng", "nhưng"]);
    let words = Cursor { at: 0, end: c.at.saturating_sub(1), ..c };
    let last = c.scan.tokens[..c.at].last().map(|last| &last.shape);
    let separated = match last {
        Some(Shape::Mark(',' | ';' | '(' | '.' | ':')) => !ends_in_symbol(words),
        // A dash, not of "2026 - 2030" nor of "KH-UBND".
        Some(Shape::Mark('-')) => {
            !c.glued() && matches!(c.scan.tokens[..words.end].last(), Some(Token { shape: Shape::Word(_), .. }))
        }
        _ => false,
    };
    if !marked && !separated {
        return Ok(());
    }
    let (mut whole, mut day) = (c, c);
    if counts_from_issue(c) {
        return Err(c.fault(c.bytes_to(c.end), Why::Ambiguous));
    }
    let rhythm = phrase::timed(&mut { c }).ok().flatten().is_some_and(|due| !due.rules.is_empty());
    if rhythm {
        return Err(c.fault(c.bytes_to(c.end), Why::NotUnderstood));
    }
    let deadline = days::dated(&mut whole).ok().flatten().is_some_and(|due| {
        matches!(due.kind, Kind::Date | Kind::Month | Kind::Quarter) && due.end.is_some() && whole.done()
    });
    lead(&mut day);
    bound(&mut day);
    day.words("ngày");
    let full_date = piece::numeric_day(&mut day).is_some_and(|piece| piece.year.is_some());
    if deadline || full_date {
        let end = if full_date { day.at } else { whole.at };
        return Err(c.fault(c.bytes_to(end), Why::NotUnderstood));
    }
    Ok(())
}
