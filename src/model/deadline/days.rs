//! Days: a deadline in days of the calendar, with the words around it: "hoàn thành trước ngày", "từ nay đến hết".

use super::calendar::{Bound, YEARS, due};
use super::event::issue_words;
use super::hour::{self, Clock};
use super::period::unit_alone;
use super::piece::{self, Piece, Slot, Unit, count};
use super::pieces::{self, Join, Pieces};
use super::scan::{Cursor, Fault, Read, Shape};
use super::{Due, Inference, Kind, Why};
use jiff::civil::Date;

/// A deadline in days of the calendar.
pub(super) fn dated(c: &mut Cursor) -> Read<Due> {
    let mut ahead = *c;
    let lead = lead(&mut ahead);
    let read = if let Some(due) = iso_interval(&mut ahead)? {
        Some(due)
    } else if reports(c, &ahead)
        && let Some(due) = one_report(&mut ahead)?
    {
        Some(due)
    } else {
        match bounded(&mut ahead)? {
            None if lead && free_words(&mut ahead) => bounded(&mut ahead)?,
            read => read,
        }
    };
    if read.is_some() {
        *c = ahead;
    }
    Ok(read)
}

fn reports(from: &Cursor, to: &Cursor) -> bool {
    (from.at..to.at).any(|at| Cursor { at, ..*from }.sees(&["báo cáo", "sơ kết", "tổng kết"]))
}

/// "[Báo cáo] năm trước ngày 15/12/2025", "[báo cáo] quý I trước ngày 25/3": the day of one report. The period it is of
/// is not over long before, so a day that writes no year may not come earlier ("[báo cáo] quý IV trước ngày 05/01"); of a
/// plan of several years it would be of each.
fn one_report(c: &mut Cursor) -> Read<Due> {
    let mut ahead = *c;
    let Some(period) = reported(&mut ahead) else { return Ok(None) };
    lead(&mut ahead);
    let mut day = ahead;
    let bound = bound(&mut day);
    at_the_hour(bound, &mut day);
    if !(bound.is_before() || bound == Bound::By) {
        return Ok(None);
    }
    let Some(pieces) = pieces::pieces(&mut day)? else { return Ok(None) };
    let year_is_written = |piece: &Piece| matches!(piece.year, Some(Slot::Is { .. }));
    let month = |piece: &Piece| piece.number_value().filter(|_| piece.unit == Unit::Day);
    let (Some(first), true) = (pieces.list.first(), pieces.list.iter().all(|piece| month(piece).is_some())) else {
        return Ok(None);
    };
    if !pieces.list.iter().all(year_is_written) {
        let Reported::Numbered { last_month, year } = period else { return Ok(None) };
        let one_year = year.is_some() || c.context().period.is_none_or(|(first, last)| first.year() == last.year());
        if !one_year || month(first) < Some(last_month) {
            return Err(c.fault(first.at.clone(), Why::YearMissing));
        }
        ahead.year = year.or(ahead.year);
    }
    let due = bounded(&mut ahead)?;
    if due.is_some() {
        *c = ahead;
    }
    Ok(due)
}

/// The period that one report is of.
enum Reported {
    /// "Năm", "quý", "6 tháng".
    Unnumbered,
    /// "Quý I/2026", "tháng 11".
    Numbered { last_month: u32, year: Option<i16> },
}

fn reported(c: &mut Cursor) -> Option<Reported> {
    let mut ahead = *c;
    if let Some(period) = piece::piece(&mut ahead, None) {
        let last_month = match (period.unit, period.number_value()) {
            (Unit::Month, Some(month @ 1..=12)) => month,
            (Unit::Quarter, Some(quarter @ 1..=4)) => quarter * 3,
            (Unit::Months { count, late: false }, _) => u32::try_from(count).ok()?,
            (Unit::Months { late: true, .. } | Unit::Year, _) => 12,
            _ => return None,
        };
        let year = match &period.year {
            Some(year) => {
                Some(year.value().and_then(|year| i16::try_from(year).ok()).filter(|year| YEARS.contains(year))?)
            }
            None => None,
        };
        *c = ahead;
        return Some(Reported::Numbered { last_month, year });
    }
    let mut counted = ahead;
    if count(&mut counted).is_some() && unit_alone(&mut counted, &["tháng"]) {
        *c = counted;
        return Some(Reported::Unnumbered);
    }
    unit_alone(&mut ahead, &["năm", "quý", "quí", "tháng"]).then(|| {
        *c = ahead;
        Reported::Unnumbered
    })
}

/// Days with the words that bound them, and nothing before.
pub(super) fn bounded(c: &mut Cursor) -> Read<Due> {
    let mut ahead = *c;
    if let Some(due) = term(&mut ahead)? {
        *c = ahead;
        return Ok(Some(due));
    }
    let mut bound = bound(&mut ahead);
    if bound == Bound::From
        && (ahead.any(&["nay", "bây giờ", "thời điểm hiện tại"]) || issue_words(&mut ahead).is_some())
    {
        ahead.mark(',');
        let to = ahead.any(&["cho đến", "đến", "tới"]) || ahead.mark('-');
        let before = ahead.words("trước");
        ahead.words("hết");
        let pieces = if to { pieces::pieces(&mut ahead)? } else { None };
        let Some(pieces) = pieces.filter(|pieces| pieces.list.len() == 1) else { return Ok(None) };
        let mut due = due(pieces, if before { Bound::UntilBefore } else { Bound::By }, &ahead)?;
        if let Some(due) = &mut due {
            due.kind = Kind::Range;
            due.start = ahead.context().issue_day();
            if due.start.is_some() {
                due.infer(Inference::IssueAsStart);
            }
            in_order(due.start, due.end, c, &ahead)?;
        }
        *c = ahead;
        return Ok(due);
    }
    let from = ahead;
    if bound.is_before() && hour::part_of_day(&mut ahead) && ahead.sees(&["ngày"]) {
        return Err(c.fault(c.bytes_to(ahead.at), Why::Ambiguous));
    }
    ahead = from;
    bound = at_the_hour(bound, &mut ahead);
    let first = ahead;
    let Some(mut pieces) = pieces::pieces(&mut ahead)? else { return Ok(None) };
    let lent = lend_month(&mut pieces, &ahead);
    if bound == Bound::Within && pieces.list.len() == 1 && is_round_the_clock(first, &ahead) {
        return Err(first.fault(first.bytes_to(ahead.at), Why::Ambiguous));
    }
    bound = hour_after(bound, &pieces, &mut ahead)?;
    let Some(mut due) = due(pieces, bound, &ahead)? else { return Ok(None) };
    years_apart(bound, first, &ahead)?;
    if let Some(month) = lent
        && !due.start.into_iter().chain(due.end).all(|day| (day.year(), day.month()) == month)
    {
        return Err(c.fault(c.bytes_to(ahead.at), Why::Contradiction));
    }
    if bound == Bound::From {
        ahead.words("trở đi");
    }
    if vision(&mut ahead) && due.kind == Kind::Year {
        due.kind = Kind::Range;
    }
    if goes_on(&mut ahead) {
        due.also = Some(Kind::Continuous);
    }
    *c = ahead;
    Ok(Some(due))
}

/// "Trong tháng 8/2025, trước ngày 15": days without a month are of the month before them.
fn lend_month(pieces: &mut Pieces, c: &Cursor) -> Option<(i16, i8)> {
    let (year, month) = c.month?;
    let bare = |piece: &Piece| piece.unit == Unit::Day && piece.number.is_none() && piece.year.is_none();
    if !pieces.list.iter().all(bare) {
        return None;
    }
    for piece in &mut pieces.list {
        let at = piece.at.clone();
        piece.number = Some(Slot::Is { value: u32::try_from(month).ok()?, at: at.clone() });
        piece.year = Some(Slot::Is { value: u32::try_from(year).ok()?, at });
        piece.year_from_start = true;
    }
    c.month
}

fn goes_on(c: &mut Cursor) -> bool {
    c.any(&["và các năm tiếp theo", "và những năm tiếp theo", "và các năm sau", "và các năm tới"])
}

/// Before an hour of a day is on that day; until its midnight is before it.
pub(super) fn at_the_hour(bound: Bound, c: &mut Cursor) -> Bound {
    let mut ahead = *c;
    ahead.words("lúc");
    let Some(clock) = hour::clock(&mut ahead) else { return bound };
    let (read, taken) = match (bound, clock) {
        (Bound::Before | Bound::UntilBefore, Clock::InTheDay) => (Bound::By, true),
        (Bound::Before | Bound::UntilBefore, Clock::Midnight) => (bound, true),
        (Bound::By, Clock::Midnight) => (Bound::Before, true),
        (Bound::Within | Bound::From, Clock::Midnight) => (bound, true),
        (Bound::From, Clock::InTheDay) => {
            // "Từ 8 giờ đến 11 giờ 30 ngày …" is on one day.
            let to = ahead.mark('-') || ahead.any(&["đến", "tới"]);
            let one_day = to && hour::clock(&mut ahead) == Some(Clock::InTheDay);
            (if one_day { Bound::Within } else { bound }, one_day)
        }
        (Bound::By | Bound::Within | Bound::After, _) => (bound, false),
    };
    if taken {
        *c = ahead;
    }
    read
}

/// "15/8/2025, 17h00". "Trước ngày 15/8/2025, 17h00" is before the hour or before the day; the help puts the hour first.
fn hour_after(bound: Bound, pieces: &Pieces, c: &mut Cursor) -> Result<Bound, Fault> {
    let [day] = pieces.list.as_slice() else { return Ok(bound) };
    let mut ahead = *c;
    let bracket = ahead.mark('(');
    if !bracket {
        ahead.mark(',');
    }
    ahead.any(&["vào lúc", "lúc", "vào"]);
    let from = ahead;
    let before = ahead.words("trước");
    let hour = ahead;
    let Some(clock) = hour::clock_alone(&mut ahead).filter(|_| day.unit == Unit::Day) else { return Ok(bound) };
    let words = hour.text_to(ahead.at);
    if bracket && !ahead.mark(')') {
        return Ok(bound);
    }
    // "15/8/2025, 17h00 ngày 16/8/2025": the hour is the next day's.
    let mut next = ahead;
    next.mark(',');
    if piece::piece(&mut next, None).is_some() {
        return Ok(bound);
    }
    let in_the_day = clock == Clock::InTheDay;
    if bound.is_before() || !in_the_day && bound != Bound::By || before && !in_the_day {
        let phrase = &c.scan.phrase[day.at.clone()];
        let named = if phrase.to_lowercase().starts_with("ngày") { "" } else { "ngày " };
        let whole = day.at.start..c.bytes_to(ahead.at).end;
        let fix = in_the_day.then(|| (whole, format!("{words} {named}{phrase}")));
        return Err(Fault { at: from.bytes_to(ahead.at), why: Why::Ambiguous, fix });
    }
    *c = ahead;
    Ok(if in_the_day { bound } else { Bound::Before })
}

/// "24/7" alone is a day of July, or work that never stops.
fn is_round_the_clock(from: Cursor, to: &Cursor) -> bool {
    from.text_to(to.at)
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| if c == '-' { '/' } else { c })
        .eq("24/7".chars())
}

/// "Trước quý IV/2025 và năm 2026": whether before that year too or within it is not said.
fn years_apart(bound: Bound, first: Cursor, c: &Cursor) -> Result<(), Fault> {
    let mut next = *c;
    let listed = next.mark(',') || next.sees(&["và"]);
    next.words("và");
    next.words("năm");
    let year = matches!(next.peek(), Some(Shape::Number { digits: 4, .. }));
    if bound != Bound::Within && listed && year && !next.done() {
        return Err(first.fault(first.bytes_to(next.at + 1), Why::Ambiguous));
    }
    Ok(())
}

/// Verbs of what is over by the deadline.
pub(super) const FINISHES: [&str; 11] = [
    "hoàn thành",
    "hoàn tất",
    "xong",
    "kết thúc",
    "phấn đấu",
    "phải hoàn thành",
    "phải hoàn tất",
    "phải xong",
    "cần hoàn thành",
    "cần hoàn tất",
    "cần xong",
];

/// Words before a deadline that say what is done by then, not when.
pub(super) fn lead(c: &mut Cursor) -> bool {
    let mut labelled = *c;
    if labelled.any(&[
        "thời hạn hoàn thành",
        "thời gian hoàn thành",
        "thời gian thực hiện",
        "tiến độ hoàn thành",
        "tiến độ thực hiện",
        "thời hạn",
        "thời gian",
        "tiến độ",
        "hạn hoàn thành",
        "hạn",
    ]) && labelled.mark(':')
    {
        *c = labelled;
    }
    let mut any = false;
    while c.any(&[
        "hoàn thành xong",
        "hoàn thành",
        "hoàn tất",
        "kết thúc",
        "triển khai",
        "thực hiện",
        "tiến hành",
        "tổ chức",
        "xây dựng",
        "tham mưu",
        "báo cáo kết quả",
        "báo cáo",
        "gửi",
        "nộp",
        "trình",
        "ban hành",
        "phê duyệt",
        "sơ kết",
        "tổng kết",
        "kiểm tra",
        "rà soát",
        "cập nhật",
        "họp",
        "giao ban",
        "dự kiến",
        "phấn đấu",
        "xong",
        "phải",
        "cần",
    ]) {
        any = true;
    }
    if any {
        c.mark(':');
    }
    any
}

/// Words between a leading verb and its deadline: "Hoàn thành [việc rà soát] xong trước …". They stop only at a word
/// that cannot belong to them, and "trước" could: "văn bản ban hành trước ngày 01/7/2025" is no deadline.
fn free_words(c: &mut Cursor) -> bool {
    const WORDS: usize = 16;
    let mut ahead = *c;
    for taken in 0..WORDS {
        match ahead.peek() {
            Some(Shape::Word(_)) => {}
            Some(Shape::Mark('-' | ',')) if taken > 0 => {}
            _ => return false,
        }
        if ahead.sees(&["xong trước", "xong trong", "hoàn thành trước", "hoàn thành trong", "gửi trước"])
        {
            ahead.skip();
            if !ahead.sees(&["trước", "trong"]) {
                ahead.skip();
            }
            *c = ahead;
            return true;
        }
        if ahead.sees(&["chậm nhất", "muộn nhất", "không quá"]) {
            *c = ahead;
            return true;
        }
        if taken > 0 && reports_to_someone(c, &ahead) && ahead.sees(&["trước"]) {
            *c = ahead;
            return true;
        }
        if ahead.sees(&["sau", "khi", "theo", "kể", "từ", "nếu", "trước", "thường", "hằng", "hàng", "định", "mỗi"])
        {
            return false;
        }
        ahead.skip();
    }
    false
}

/// "Báo cáo UBND thành phố trước ngày …": the words between name only who receives it.
fn reports_to_someone(from: &Cursor, to: &Cursor) -> bool {
    const RECEIVERS: &[&str] = &[
        "ubnd",
        "hđnd",
        "ủy ban",
        "hội đồng",
        "sở",
        "bộ",
        "thành phố",
        "tỉnh",
        "thành ủy",
        "tỉnh ủy",
        "đảng ủy",
        "ban",
        "văn phòng",
        "phòng",
        "thường trực",
        "cấp",
        "về",
        "chủ tịch",
        "lãnh đạo",
    ];
    const DOINGS: &[&str] = &[
        "ban hành",
        "ký",
        "cấp phép",
        "thành lập",
        "hiệu lực",
        "phát sinh",
        "nhận",
        "được",
        "đã",
        "có",
        "những",
        "văn bản",
        "hồ sơ",
    ];
    let mut between = Cursor { end: to.at, ..*from };
    if !from.follows(&["báo cáo", "gửi", "nộp", "trình", "báo cáo kết quả"]) || !between.sees(RECEIVERS) {
        return false;
    }
    while !between.done() {
        if between.sees(DOINGS) {
            return false;
        }
        between.at += 1;
    }
    true
}

pub(super) fn bound(c: &mut Cursor) -> Bound {
    if c.any(&[
        "không muộn hơn",
        "không chậm hơn",
        "không quá",
        "chậm nhất",
        "muộn nhất",
        "trễ nhất",
        "hạn cuối",
        "hạn chót",
    ]) {
        c.any(&["là", "vào"]);
        c.mark(':');
        if c.words("trước") {
            return Bound::Before;
        }
        if c.any(&["cho đến", "đến", "tới"]) {
            c.words("hết");
        } else {
            c.any(&["trong", "hết"]);
        }
        return Bound::By;
    }
    if c.any(&["cho đến", "đến", "tới"]) {
        if c.words("trước") {
            return Bound::UntilBefore;
        }
        c.words("hết");
        return Bound::By;
    }
    if c.any(&["hết", "trước khi kết thúc", "trước khi hết"]) {
        return Bound::By;
    }
    if c.words("trước") {
        let mut moment = *c;
        if moment.words("thời điểm") && (moment.sees(&["ngày"]) || matches!(moment.peek(), Some(Shape::Number { .. })))
        {
            *c = moment;
        }
        return Bound::Before;
    }
    if c.any(&["kể từ", "bắt đầu từ", "bắt đầu", "từ"]) {
        return Bound::From;
    }
    if c.words("sau") {
        return Bound::After;
    }
    if c.words("ngay trong") {
        return Bound::Within;
    }
    if c.any(&["trong thời gian", "trong khoảng thời gian", "trong suốt", "trong", "vào"]) && c.words("từ") {
        return Bound::From;
    }
    Bound::Within
}

/// "Giai đoạn 2026-2030", "nhiệm kỳ 2025 - 2030", "cho đến hết nhiệm kỳ Đại hội".
fn term(c: &mut Cursor) -> Read<Due> {
    let mut ahead = *c;
    let bound = bound(&mut ahead);
    let whole = ahead.words("cả");
    let to_its_end = bound == Bound::By && ahead.follows(&["hết"]);
    if !ahead.any(&["giai đoạn", "thời kỳ", "thời kì", "nhiệm kỳ", "nhiệm kì"]) {
        return Ok(None);
    }
    let words = ahead;
    ahead.words("từ");
    ahead.words("năm");
    if let Some(pieces) = pieces::pieces_after(&mut ahead, Some(Unit::Year))?
        && pieces.list.iter().all(|piece| piece.unit == Unit::Year)
    {
        let Some(mut due) = due(pieces, Bound::Within, &ahead)? else { return Ok(None) };
        due.kind = Kind::Range;
        match bound {
            Bound::Within => {}
            Bound::By => due.start = None,
            Bound::Before | Bound::UntilBefore => {
                due.kind = Kind::Date;
                due.end = due.start.take().and_then(|day| day.yesterday().ok());
            }
            Bound::From => due.end = None,
            Bound::After => due.start = due.end.take().and_then(|day| day.tomorrow().ok()),
        }
        vision(&mut ahead);
        if goes_on(&mut ahead) {
            due.also = Some(Kind::Continuous);
        }
        *c = ahead;
        return Ok(Some(due));
    }
    ahead = words;
    if !ahead.follows(&["nhiệm kỳ", "nhiệm kì"]) || !(to_its_end || whole && bound == Bound::Within) {
        return Ok(None);
    }
    ahead.any(&["đại hội đảng bộ", "đại hội đảng", "đại hội", "hđnd", "của đại hội"]);
    let mut due = Due::of(Kind::Range);
    // A plan of one year says nothing of the term it falls in.
    const TERM_YEARS: i16 = 4;
    let period = ahead.context().period.filter(|(first, last)| last.year().saturating_sub(first.year()) >= TERM_YEARS);
    due.end = period.map(|(_, last)| last);
    due.start = if whole { period.map(|(first, _)| first) } else { ahead.context().issue_day() };
    if due.end.is_some() {
        due.infer(Inference::PeriodEnd);
    }
    if !whole && due.start.is_some() {
        due.infer(Inference::IssueAsStart);
    }
    *c = ahead;
    Ok(Some(due))
}

/// "…, tầm nhìn đến năm 2050": a prospect, not a deadline.
fn vision(c: &mut Cursor) -> bool {
    let mut ahead = *c;
    ahead.mark(',');
    ahead.words("và");
    if !ahead.any(&["tầm nhìn", "định hướng"]) {
        return false;
    }
    ahead.any(&["đến", "tới"]);
    let prospect = piece::piece(&mut ahead, Some(Unit::Year)).is_some_and(|piece| piece.unit == Unit::Year);
    if prospect {
        *c = ahead;
    }
    prospect
}

/// `2025-11-01/2025-11-30`
fn iso_interval(c: &mut Cursor) -> Read<Due> {
    let mut ahead = *c;
    let Some(first) = piece::iso_day(&mut ahead) else { return Ok(None) };
    if !ahead.mark('/') {
        return Ok(None);
    }
    let Some(last) = piece::iso_day(&mut ahead) else { return Ok(None) };
    let list = vec![first, last];
    let due = due(Pieces { list, join: Join::To }, Bound::Within, &ahead)?;
    *c = ahead;
    Ok(due)
}

fn in_order(start: Option<Date>, end: Option<Date>, from: &Cursor, to: &Cursor) -> Result<(), Fault> {
    match start.zip(end) {
        Some((start, end)) if start > end => Err(from.fault(from.bytes_to(to.at), Why::EndsBeforeStart)),
        _ => Ok(()),
    }
}
