//! Phrase: the parts of a deadline cell, and the one meaning they make together.

use super::piece::{self, Unit};
use super::scan::{Cursor, Fault, Read, Scan, Shape, Spelling};
use super::{Context, Deadline, Due, Inference, Kind, Why, days, event, rhythm, tet, undated};
use crate::model::recurrence::{Frequency, Recurrence};
use jiff::civil::Date;

/// Words that say that something comes again.
const AGAIN: [&str; 6] = ["hằng", "hàng", "mỗi", "từng", "định kỳ", "lần"];

/// Longer than any deadline; what is longer is another cell.
const TOKENS: usize = 300;

pub(super) fn read(phrase: &str, context: &Context, spelling: Spelling) -> Result<Due, Fault> {
    read_scan(&Scan::new(phrase, context, spelling))
}

pub(super) fn read_scan(scan: &Scan) -> Result<Due, Fault> {
    if scan.tokens.is_empty() {
        return Ok(Due::of(Kind::Unspecified));
    }
    if scan.tokens.len() > TOKENS {
        return Err(scan.not_understood());
    }
    let mut all = scan.cursor();
    let mut inside = all;
    if inside.mark('(') && close(&inside) + 1 == all.end {
        // "(Tháng 9/2025)"
        all = Cursor { end: all.end - 1, ..inside };
    }
    if let Some(mut due) = whole(&mut all, Brackets::Open)? {
        if scan.has_doubt() {
            due.infer(Inference::Lost);
        }
        return Ok(due);
    }
    if scan.tokens.iter().any(|token| token.shape == Shape::Lost) {
        let mut due = Due::of(Kind::Illegible);
        due.infer(Inference::Lost);
        return Ok(due);
    }
    Err(scan.not_understood())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Brackets {
    Open,
    /// Already inside a pair.
    Inside,
}

/// All parts of the phrase, to its end.
fn whole(c: &mut Cursor, brackets: Brackets) -> Read<Due> {
    let mut ahead = *c;
    let Some(mut due) = part(&mut ahead)? else { return Ok(None) };
    while !ahead.done() {
        let next = if brackets == Brackets::Open && ahead.mark('(') {
            let close = close(&ahead);
            let from = ahead;
            let mut inside = Cursor { end: close, ..after(&due, ahead) };
            let Some(inner) = whole(&mut inside, Brackets::Inside)? else { return Ok(None) };
            one_rhythm(&due, &inner, Cursor { end: close, ..from })?;
            one_year(&due, &inner, Cursor { end: close, ..from }, true)?;
            days_of_a_rhythm(&due, &inner, Cursor { end: close, ..from })?;
            beside_a_rhythm(&due, &inner, Cursor { end: close, ..from }, Gap::Joined)?;
            ahead.at = (close + 1).min(ahead.end);
            let limits = one_limits(&due, &inner, Cursor { end: close, ..from }, Gap::Joined);
            bracketed(due, inner, &Cursor { end: close, ..from })?
                .map(|due| Due { limits: due.limits || limits, ..due })
        } else {
            let gap = if ahead.sees_mark(&[';', '.']) { Gap::Apart } else { Gap::Joined };
            let marked = ahead.mark(',') || ahead.mark(';') || ahead.mark('.');
            let and = ahead.any(&["và", "đồng thời"]);
            let two = and || !ahead.words("hoặc") && marked;
            let from = ahead;
            let mut following = after(&due, ahead);
            let Some(next) = part(&mut following)? else { return Ok(None) };
            ahead.at = following.at;
            if !two && due.kind.is_dated() && next.kind.is_dated() {
                return Ok(None);
            }
            one_bound(&due, Cursor { end: ahead.at, ..from }, gap)?;
            one_rhythm(&due, &next, Cursor { end: ahead.at, ..from })?;
            one_year(&due, &next, Cursor { end: ahead.at, ..from }, false)?;
            days_of_a_rhythm(&due, &next, Cursor { end: ahead.at, ..from })?;
            beside_a_rhythm(&due, &next, Cursor { end: ahead.at, ..from }, gap)?;
            years_agree(&due, &next, &Cursor { end: ahead.at, ..*c })?;
            let limits = one_limits(&due, &next, Cursor { end: ahead.at, ..from }, gap);
            let both = if closes(&due, &next, Cursor { end: ahead.at, ..from }, gap)? {
                Some(Due { kind: Kind::Range, start: due.start, ..exactly(due, next) })
            } else if narrows(&due, &next, from, gap) && !and {
                Some(exactly(due, next))
            } else {
                combine_worded(due, next, from.text_to(ahead.at))
            };
            both.map(|due| Due { limits: due.limits || limits, ..due })
        };
        let Some(next) = next else { return Ok(None) };
        due = next;
    }
    *c = ahead;
    Ok(Some(due))
}

/// What follows a dated part leans on its year before the plan's.
fn after<'s>(due: &Due, c: Cursor<'s>) -> Cursor<'s> {
    let year = due.end.or(due.start).filter(|_| due.kind.is_dated()).map(|day| day.year());
    Cursor { year: year.or(c.year), ..c }
}

/// "Trước 20/6 (nếu có) và 20/12": whether before the second day too is not said. Another entry of the cell that names
/// more than a day is its own.
fn one_bound(first: &Due, second: Cursor, gap: Gap) -> Result<(), Fault> {
    let bounded = first.kind.is_dated() && first.start.is_none() && first.end.is_some();
    let unit = piece::piece(&mut { second }, None).map(|piece| piece.unit);
    let bare_year = unit == Some(Unit::Year) && matches!(second.peek(), Some(Shape::Number { .. }));
    match unit {
        // "Trước 15/12/2025; 2026"
        Some(_) if bare_year && first.kind.is_dated() && first.kind != Kind::Year => {
            Err(second.fault(second.bytes_to(second.end), Why::Ambiguous))
        }
        Some(unit) if bounded && (gap == Gap::Joined || unit == Unit::Day) => {
            Err(second.fault(second.bytes_to(second.end), Why::Ambiguous))
        }
        _ => Ok(()),
    }
}

/// How a part is set off from the one before.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    /// By a comma, "và", or nothing.
    Joined,
    /// By a semicolon, a full stop or a new entry.
    Apart,
}

/// "Trước 15/6 (báo cáo 6 tháng)": the report that is due on that day, not one that is due at the end of each half-year.
fn one_rhythm(first: &Due, second: &Due, words: Cursor) -> Result<(), Fault> {
    let comes_again = |at| Cursor { at, ..words }.sees(&AGAIN);
    let reports = second.kind == Kind::Recurring && second.rules.iter().any(Recurrence::names_days);
    if first.kind == Kind::Date && reports && !(words.at..words.end).any(comes_again) {
        return Err(words.fault(words.bytes_to(words.end), Why::Ambiguous));
    }
    Ok(())
}

/// Whether of a rhythm and days the days only say within which it holds: "Ngày 15 hằng tháng từ tháng 9/2025". A verb of
/// their own makes another deadline of them: "Hằng tháng báo cáo, hoàn thành trong quý IV/2025".
fn one_limits(first: &Due, second: &Due, mut words: Cursor, gap: Gap) -> bool {
    let (days, rhythm) = match (first.kind, second.kind) {
        (Kind::Recurring, days) if days.is_dated() => (second, first),
        (days, Kind::Recurring) if days.is_dated() => (first, second),
        _ => return false,
    };
    let holds = rhythm.rules.iter().any(|rule| rule.names_days() || rule.freq == Frequency::Yearly);
    let is_span = days.span().0.is_some() || days.end.is_some() && words.sees(&["đến", "cho đến", "tới", "hết"]);
    holds && is_span && days.more.is_empty() && gap == Gap::Joined && !days::lead(&mut words)
}

const YEARLY: [&str; 4] = ["hằng năm", "hàng năm", "mỗi năm", "từng năm"];

/// "Trước 15/6 và trước 20/12 hằng năm": whether the first day too comes every year is not said. The help says that it
/// does.
fn one_year(first: &Due, second: &Due, words: Cursor, bracket: bool) -> Result<(), Fault> {
    let yearly = (words.at..words.end).any(|at| Cursor { at, ..words }.sees(&YEARLY));
    let latest = first.more.last().map_or(first, |more| &more.due);
    if !yearly || second.kind != Kind::Recurring || !latest.kind.is_dated() || !latest.year_is_missing() {
        return Ok(());
    }
    let last = words.scan.tokens[..words.at].iter().rev().find(|token| {
        !matches!(&token.shape, Shape::Mark(',' | ';' | '.' | '(')) && token.shape != Shape::Word("và".to_owned())
    });
    let alone = words.at + 2 == words.end && words.sees(&YEARLY);
    let fix = last.map(|last| {
        let to = match alone {
            true => words.bytes_to(words.end).end + usize::from(bracket),
            false => last.at.end,
        };
        (last.at.end..to.min(words.scan.phrase.len()), " hằng năm".to_owned())
    });
    Err(Fault { at: words.bytes_to(words.end), why: Why::Ambiguous, fix })
}

/// "Hằng năm, từ 01/10 đến 31/10", "Hằng tháng, trước 25/7": days without a year after a rhythm are days of every year, or
/// of one.
fn days_of_a_rhythm(first: &Due, second: &Due, words: Cursor) -> Result<(), Fault> {
    one_or_every_year(first, second, words)?;
    if first.kind != Kind::Recurring || !second.kind.is_dated() || !second.year_is_missing() {
        return Ok(());
    }
    let bare = first.rules.iter().any(|rule| rule.freq == Frequency::Yearly && !rule.names_days());
    if !bare && days::lead(&mut { words }) {
        return Ok(());
    }
    let at = words.bytes_to(words.end);
    let whole = words.scan.tokens.first().map(|token| token.at.start..words.scan.phrase.len());
    let last = words.scan.tokens.len() <= words.end + 1;
    let fix = whole.filter(|_| bare && last).map(|whole| (whole, format!("{} hằng năm", words.text_to(words.end))));
    Err(Fault { at, why: Why::Ambiguous, fix })
}

/// "Hằng quý, tháng 9/2025": the time of one occurrence, the last or another deadline.
fn beside_a_rhythm(first: &Due, second: &Due, words: Cursor, gap: Gap) -> Result<(), Fault> {
    let often = |rule: &Recurrence| matches!(rule.freq, Frequency::Daily | Frequency::Weekly);
    let one_time = match second.kind {
        Kind::Date => true,
        Kind::Month | Kind::Quarter => !first.rules.iter().any(often),
        _ => false,
    };
    let said =
        words.sees(&["trong", "từ", "kể từ", "bắt đầu", "đến", "cho đến", "tới", "hết"]) || days::lead(&mut { words });
    if first.kind == Kind::Recurring && !first.rules.is_empty() && one_time && !said && gap == Gap::Joined {
        return Err(words.fault(words.bytes_to(words.end), Why::Ambiguous));
    }
    Ok(())
}

/// "Tháng 10/2025 và hằng năm": the rhythm names no day, and those of one year are not said to come again.
fn one_or_every_year(first: &Due, second: &Due, words: Cursor) -> Result<(), Fault> {
    let (days, rhythm) = match (first.kind, second.kind) {
        (Kind::Recurring, _) => (second, first),
        _ => (first, second),
    };
    let bare = rhythm.rules.iter().any(|rule| rule.freq == Frequency::Yearly && !rule.names_days());
    let in_a_year = match (days.start, days.end) {
        (None, None) | (Some(_), None) => days.kind != Kind::Range,
        (None, Some(_)) => true,
        (Some(start), Some(end)) => days.kind != Kind::Year && start.year() == end.year(),
    };
    let missing = first.kind == Kind::Recurring && days.year_is_missing();
    if rhythm.kind == Kind::Recurring && bare && days.kind.is_dated() && in_a_year && !missing {
        return Err(words.fault(words.bytes_to(words.end), Why::Ambiguous));
    }
    Ok(())
}

/// A missing year was taken from the neighbour or the plan: wrong if the days then run backwards, or if the neighbour
/// after it has another.
fn years_agree(first: &Due, second: &Due, c: &Cursor) -> Result<(), Fault> {
    if !first.kind.is_dated() || !second.kind.is_dated() {
        return Ok(());
    }
    let (Some(one), Some(two)) = (first.end.or(first.start), second.end.or(second.start)) else { return Ok(()) };
    let leans = second.inferred.contains(&Inference::YearFromPhrase);
    if leans && two < one && !contains(first, two) {
        return Err(c.fault(c.bytes_to(c.end), Why::EndsBeforeStart));
    }
    if !leans && first.leaned_on_plan() && one.year() != two.year() {
        return Err(c.fault(c.bytes_to(c.end), Why::Contradiction));
    }
    Ok(())
}

fn contains(span: &Due, day: Date) -> bool {
    span.start.zip(span.end).is_some_and(|(start, end)| (start..=end).contains(&day))
}

/// "Năm 2025, xong trước ngày 30/11/2025": the narrower days say when in the span it is due. What is reported by then is
/// another deadline.
fn narrows(span: &Due, days: &Due, words: Cursor, gap: Gap) -> bool {
    let finishes = words.sees(&["hoàn thành", "hoàn tất", "xong", "kết thúc", "phấn đấu"]);
    let bounds = words.sees(&["trước", "chậm nhất", "muộn nhất", "không quá", "trong"]);
    span.kind.is_dated()
        && days.kind.is_dated()
        && span.more.is_empty()
        && (finishes || bounds && gap == Gap::Joined)
        && days.end.is_some()
        && days.start.into_iter().chain(days.end).all(|day| contains(span, day))
}

/// "Từ ngày 01/8/2025, hoàn thành trước 31/12/2025": the end of what began.
fn closes(first: &Due, second: &Due, words: Cursor, gap: Gap) -> Result<bool, Fault> {
    let finishes = words.sees(&["hoàn thành", "hoàn tất", "xong", "kết thúc", "phấn đấu"]);
    let bounds = words.sees(&["trước", "chậm nhất", "muộn nhất", "không quá", "đến", "cho đến", "tới"]);
    let open = first.kind == Kind::Range && first.also.is_none() && first.more.is_empty() && !first.limits;
    let (Some(start), None, Some(end)) = (first.start, first.end, second.end) else { return Ok(false) };
    if !open || !second.kind.is_dated() || !(finishes || bounds && gap == Gap::Joined) {
        return Ok(false);
    }
    if end < start {
        return Err(words.fault(words.bytes_to(words.end), Why::EndsBeforeStart));
    }
    Ok(true)
}

fn exactly(outer: Due, inner: Due) -> Due {
    let mut exact = inner;
    exact.also = exact.also.or(outer.also);
    exact.condition = exact.condition.or(outer.condition);
    for what in outer.inferred {
        exact.infer(what);
    }
    exact.more.extend(outer.more);
    exact
}

/// Where the bracket that was just opened closes; a cell that was cut off closes at its end.
fn close(c: &Cursor) -> usize {
    let mut depth = 1_usize;
    for at in c.at..c.end {
        match c.scan.tokens[at].shape {
            Shape::Mark('(') => depth += 1,
            Shape::Mark(')') => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    c.end
}

/// One part: the first reading that ends where a part can end.
fn part(c: &mut Cursor) -> Read<Due> {
    const READERS: [fn(&mut Cursor) -> Read<Due>; 8] = [
        undated::no_time,
        undated::continuous,
        rhythm::recurring,
        undated::on_demand,
        event::relative,
        tet::before_tet,
        days::dated,
        event::conditional,
    ];
    first_of(&READERS, c)
}

fn first_of(readers: &[fn(&mut Cursor) -> Read<Due>], c: &mut Cursor) -> Read<Due> {
    for reader in readers {
        let mut ahead = *c;
        if let Some(due) = reader(&mut ahead)?
            && at_edge(&ahead)
        {
            *c = ahead;
            return Ok(Some(due));
        }
    }
    Ok(None)
}

fn at_edge(c: &Cursor) -> bool {
    let lost_end = c.peek() == Some(&Shape::Lost) && c.peek_at(1).is_none();
    c.done()
        || lost_end
        || c.sees_mark(&[',', ';', '.', '(', ')'])
        || c.sees(&["và", "hoặc", "đồng thời", "hằng", "hàng", "định kỳ", "đột xuất", "giai đoạn", "kể từ ngày", "từ"])
        || c.sees(&[
            "trong năm",
            "trong cả năm",
            "trong suốt năm",
            "trong quý",
            "trong tháng",
            "trong giai đoạn",
            "đến hết",
            "dự kiến",
        ])
        || c.sees(&event::CONDITIONS)
}

/// Parts that name a time themselves, to the end: what may follow a condition.
pub(super) fn timed(c: &mut Cursor) -> Read<Due> {
    const READERS: [fn(&mut Cursor) -> Read<Due>; 4] =
        [undated::continuous, rhythm::recurring, tet::before_tet, days::dated];
    let bare_list = c.sees(&["tháng", "quý", "năm", "tuần"]);
    let mut ahead = *c;
    let Some(mut due) = first_of(&READERS, &mut ahead)? else { return Ok(None) };
    if bare_list && due.kind == Kind::Recurring {
        return Ok(None);
    }
    while !ahead.done() {
        if !ahead.mark(',') && !ahead.mark(';') && !ahead.words("và") {
            return Ok(None);
        }
        let from = ahead;
        let Some(next) = first_of(&READERS, &mut ahead)? else { return Ok(None) };
        one_year(&due, &next, Cursor { end: ahead.at, ..from }, false)?;
        days_of_a_rhythm(&due, &next, Cursor { end: ahead.at, ..from })?;
        let Some(both) = combine_worded(due, next, from.text_to(ahead.at)) else { return Ok(None) };
        due = both;
    }
    *c = ahead;
    Ok(Some(due))
}

pub(super) fn combine(main: Due, other: Due) -> Option<Due> {
    combine_worded(main, other, "")
}

/// Two parts as one meaning: days before what has none; two deadlines in days stay two.
fn combine_worded(first: Due, second: Due, wording: &str) -> Option<Due> {
    if second.kind == Kind::Unspecified {
        return Some(first);
    }
    if first.kind == Kind::Unspecified {
        return Some(second);
    }
    let vague = |due: &Due| due.kind.is_dated() && due.start.or(due.end).is_none() && due.inferred.is_empty();
    let clash = |one: &Due, other: &Due| {
        (vague(one) || one.kind == Kind::Relative) && (other.kind.is_dated() || other.kind == Kind::Recurring)
    };
    if clash(&first, &second) || clash(&second, &first) {
        return None;
    }
    if first.kind.is_dated() && second.kind.is_dated() {
        let mut first = first;
        first.more.push(Deadline { wording: wording.to_owned(), due: second });
        return Some(first);
    }
    let (mut main, other) = if second.kind.is_dated() { (second, first) } else { (first, second) };
    if main.condition.is_some() && other.condition.is_some() || main.offset.is_some() && other.offset.is_some() {
        return None;
    }
    let kinds = [main.also, Some(other.kind), other.also];
    if !main.kind.is_dated() && main.start.is_none() && main.end.is_none() {
        (main.start, main.end) = (other.start, other.end);
    }
    for rule in other.rules {
        if !main.rules.contains(&rule) {
            main.rules.push(rule);
        }
    }
    main.condition = main.condition.or(other.condition);
    main.offset = main.offset.or(other.offset);
    for what in other.inferred {
        main.infer(what);
    }
    main.more.extend(other.more);
    // A third kind has no field of its own: its rules or its condition must tell of it.
    let told = |kind: &Kind| match kind {
        Kind::Conditional | Kind::OnDemand => main.condition.is_some(),
        Kind::Recurring => !main.rules.is_empty(),
        _ => false,
    };
    let mut kinds: Vec<Kind> = kinds.into_iter().flatten().filter(|kind| *kind != main.kind).collect();
    kinds.sort_by_key(told);
    kinds.dedup();
    if kinds.iter().skip(1).any(|kind| !told(kind)) {
        return None;
    }
    main.also = kinds.first().copied();
    Some(main)
}

fn is_plain_span(due: &Due) -> bool {
    matches!(due.span(), (Some(_), Some(_))) && due.also.is_none() && due.more.is_empty()
}

/// A part in brackets adds a condition, or says more exactly when within the days before the brackets.
fn bracketed(outer: Due, inner: Due, c: &Cursor) -> Read<Due> {
    if outer.kind == Kind::Continuous && outer.start.or(outer.end).is_none() && is_plain_span(&inner) {
        // "Thường xuyên (năm 2026)"
        return Ok(Some(Due { start: inner.start, end: inner.end, inferred: inner.inferred, ..outer }));
    }
    if !outer.kind.is_dated() || !inner.kind.is_dated() {
        return Ok(combine_worded(outer, inner, ""));
    }
    let within = |day: Date| outer.start.is_none_or(|start| start <= day) && outer.end.is_none_or(|end| day <= end);
    if inner.start.or(inner.end).is_none() {
        return Ok(None);
    }
    let reports = c.sees(&["báo cáo", "gửi", "nộp", "trình", "sơ kết", "tổng kết"]);
    let inside = inner.start.into_iter().chain(inner.end).all(within);
    if reports && outer.span().0.is_some() && (inside || !inner.year_is_missing()) {
        // "Quý IV/2025 (báo cáo trước 15/12)"
        return Ok(combine_worded(outer, inner, c.text_to(c.end)));
    }
    if !inside {
        return Err(c.fault(c.bytes_to(c.end), Why::Contradiction));
    }
    Ok(Some(exactly(outer, inner)))
}
