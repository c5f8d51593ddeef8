//! Phrase: the parts of a deadline cell, and the one meaning they make together.

use super::days::FINISHES;
use super::neighbours::{self, Gap};
use super::scan::{Cursor, Fault, Read, Scan, Shape, Spelling};
use super::{Context, Deadline, Due, Inference, Kind, Why, days, event, piece, rhythm, tet, undated};
use jiff::civil::Date;

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
    let mut numbered = entry(&mut ahead);
    let Some(mut due) = part(&mut ahead)? else { return Ok(None) };
    while !ahead.done() {
        let next = if brackets == Brackets::Open && ahead.mark('(') {
            let words = Cursor { end: close(&ahead), ..ahead };
            let mut number = words;
            if entry_number(&mut number) && number.done() {
                // "Trước 30/6/2025 (đợt 1)"
                numbered = true;
                ahead.at = (words.end + 1).min(ahead.end);
                continue;
            }
            let month = month_before(&due, words, Gap::Bracket);
            let mut inside = Cursor { month, ..after(&due, words) };
            let Some(inner) = whole(&mut inside, Brackets::Inside)? else { return Ok(None) };
            ahead.at = (words.end + 1).min(ahead.end);
            if numbered && !due.more.is_empty() && inner.kind != Kind::Unspecified {
                return Err(words.fault(words.bytes_to(words.end), Why::Ambiguous));
            }
            neighbours::joined(due, inner, words, Gap::Bracket, |due, inner| bracketed(due, inner, &words))?
        } else {
            let gap = if ahead.sees_mark(&[';', '.']) { Gap::Apart } else { Gap::Joined };
            let marked = ahead.mark(',') || ahead.mark(';') || ahead.mark('.');
            let and = ahead.any(&["và", "đồng thời"]);
            let then = ahead.words("sau đó");
            let or = ahead.words("hoặc");
            let entry_from = ahead;
            let next_entry = entry(&mut ahead);
            numbered |= next_entry;
            let gap = if numbered { Gap::Numbered } else { gap };
            let two = and || next_entry || !or && marked;
            let from = ahead;
            let mut following = after(&due, ahead);
            following.month = month_before(&due, ahead, gap).filter(|_| !and);
            let Some(next) = part(&mut following)? else { return Ok(None) };
            ahead.at = following.at;
            let words = Cursor { end: ahead.at, ..from };
            let both_dated = due.kind.is_dated() && next.kind.is_dated();
            let two = two || !or && neighbours::narrows(&due, &next, words, gap);
            if both_dated && !two || then && !matches!(next.kind, Kind::Continuous | Kind::Recurring) {
                return Ok(None);
            }
            neighbours::one_bound(&due, words, gap)?;
            neighbours::joined(due, next, words, gap, |due, next| {
                let apart = Cursor { end: words.end, ..entry_from };
                neighbours::years_agree(&due, &next, apart, &Cursor { end: words.end, ..*c })?;
                Ok(if neighbours::closes(&due, &next, words, gap)? {
                    Some(Due { kind: Kind::Range, start: due.start, ..exactly(due, next) })
                } else if neighbours::narrows(&due, &next, words, gap) && !and {
                    neighbours::no_rhythm_to_narrow(&due, words)?;
                    Some(exactly(due, next))
                } else {
                    combine_worded(due, next, entry_from.text_to(words.end))
                })
            })?
        };
        let Some(next) = next else { return Ok(None) };
        due = next;
    }
    *c = ahead;
    Ok(Some(due))
}

/// "Đợt 1: [trước ngày 30/6/2025]", "báo cáo lần 2 [trước 15/12]": the words that tell one deadline of the cell from the
/// others.
pub(super) fn entry(c: &mut Cursor) -> bool {
    let mut ahead = *c;
    days::lead(&mut ahead);
    if !entry_number(&mut ahead) {
        return false;
    }
    let said = ahead.mark(':')
        || ahead.sees(&[
            "trước",
            "chậm nhất",
            "muộn nhất",
            "không quá",
            "trong",
            "vào",
            "ngày",
            "từ",
            "đến",
            "tháng",
            "quý",
        ])
        || ahead.sees(&FINISHES);
    if said {
        *c = ahead;
    }
    said
}

/// "đợt 1", "lần thứ hai", "giai đoạn II"
fn entry_number(c: &mut Cursor) -> bool {
    let mut ahead = *c;
    if !ahead.any(&["đợt", "lần", "giai đoạn", "bước", "vòng", "kỳ", "kì"]) {
        return false;
    }
    let numbered = if ahead.words("thứ") {
        ahead.any(&["nhất", "hai", "ba", "tư"])
    } else {
        let figure = match ahead.peek() {
            Some(Shape::Number { value: 1..=12, digits: 1..=2 }) => true,
            Some(Shape::Word(word)) => matches!(word.as_str(), "i" | "ii" | "iii" | "iv"),
            _ => false,
        };
        if figure {
            ahead.skip();
        }
        figure && !ahead.sees_mark(&['/', '-'])
    };
    if numbered {
        *c = ahead;
    }
    numbered
}

/// What follows a dated part leans on its year before the plan's.
fn after<'s>(due: &Due, c: Cursor<'s>) -> Cursor<'s> {
    let year = due.end.or(due.start).filter(|_| due.kind.is_dated()).map(|day| day.year());
    Cursor { year: year.or(c.year), month: None, ..c }
}

/// "Trong tháng 8/2025, [trước ngày 15]": the month of a day in it.
fn month_before(due: &Due, words: Cursor, gap: Gap) -> Option<(i16, i8)> {
    neighbours::whole_month(due).filter(|_| neighbours::says_when(words, gap))
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
        || entry_number(&mut { *c })
        || neighbours::ends_a_rhythm(c)
        || neighbours::bounds_a_month(c)
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
    // "…, tháng, quý" goes on with the words before; "…, tháng 12 hằng năm" does not.
    let numbered = piece::piece(&mut { *c }, None).is_some_and(|piece| piece.number.is_some() || piece.year.is_some());
    let bare_list = c.sees(&["tháng", "quý", "năm", "tuần"]) && !numbered;
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
        let words = Cursor { end: ahead.at, ..from };
        let both = neighbours::joined(due, next, words, Gap::Joined, |due, next| {
            neighbours::years_agree(&due, &next, words, &Cursor { end: words.end, ..*c })?;
            Ok(combine_worded(due, next, words.text_to(words.end)))
        })?;
        let Some(both) = both else { return Ok(None) };
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
    let shows_its_days = !main.kind.is_dated() && main.start.is_none() && main.end.is_none();
    if shows_its_days {
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
        if what != Inference::FirstOccurrence || shows_its_days {
            main.infer(what);
        }
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
    neighbours::no_rhythm_to_narrow(&outer, *c)?;
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
