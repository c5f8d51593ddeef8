//! Neighbours: what must hold of two parts of a phrase that stand side by side, and which of them says more of the other.

use super::days::{self, FINISHES};
use super::piece::{self, Unit};
use super::scan::{Cursor, Fault, Read, Shape};
use super::{Due, Inference, Kind, Why};
use crate::model::recurrence::{Frequency, Recurrence};
use jiff::civil::Date;

/// Words that say that something comes again.
const AGAIN: [&str; 6] = ["hằng", "hàng", "mỗi", "từng", "định kỳ", "lần"];

/// Words before what goes on once a deadline is over.
const GOES_ON: [&str; 2] = ["và", "sau đó"];

const UNTIL: [&str; 4] = ["đến", "cho đến", "tới", "hết"];

/// How a part is set off from the one before.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// By a comma, "và", or nothing.
    Joined,
    /// In brackets.
    Bracket,
    /// By a semicolon or a full stop.
    Apart,
    /// By its number: "đợt 1: …, đợt 2: …".
    Numbered,
}

/// Both as `join` makes one of them, where it is said what they mean together. `words` are those of the second.
pub(super) fn joined(
    first: Due,
    second: Due,
    words: Cursor,
    gap: Gap,
    join: impl FnOnce(Due, Due) -> Read<Due>,
) -> Read<Due> {
    one_of_several(&first, &second, words, gap)?;
    one_rhythm(&first, &second, words)?;
    one_year(&first, &second, words, gap)?;
    days_of_a_rhythm(&first, &second, words)?;
    beside_a_rhythm(&first, &second, words, gap)?;
    after_its_span(&first, &second, words)?;
    let limits = one_limits(&first, &second, words, gap);
    Ok(join(first, second)?.map(|due| Due { limits: due.limits || limits, ..due }))
}

/// "Trước 20/6 (nếu có) và 20/12": whether before the second day too is not said. Another entry of the cell that names
/// more than a day is its own.
pub(super) fn one_bound(first: &Due, second: Cursor, gap: Gap) -> Result<(), Fault> {
    let bounded = first.kind.is_dated() && first.start.is_none() && first.end.is_some();
    let unit = piece::piece(&mut { second }, None).map(|piece| piece.unit);
    let bare_year = unit == Some(Unit::Year) && matches!(second.peek(), Some(Shape::Number { .. }));
    match unit {
        // "Trước 15/12/2025; 2026"
        Some(_) if bare_year && gap != Gap::Numbered && first.kind.is_dated() && first.kind != Kind::Year => {
            Err(second.fault(second.bytes_to(second.end), Why::Ambiguous))
        }
        Some(unit) if bounded && (gap == Gap::Joined || unit == Unit::Day) => {
            Err(second.fault(second.bytes_to(second.end), Why::Ambiguous))
        }
        _ => Ok(()),
    }
}

/// "Đợt 1: quý I/2026; đợt 2: sau khi có hướng dẫn", "Năm 2026; quý III/2026 (trước ngày 15/9)": what is said of one deadline
/// is not said of the other.
fn one_of_several(first: &Due, second: &Due, words: Cursor, gap: Gap) -> Result<(), Fault> {
    let of_another = match gap {
        Gap::Joined | Gap::Apart => false,
        Gap::Bracket => !first.more.is_empty() && second.kind.is_dated(),
        Gap::Numbered => {
            let both = |fits: fn(&Due) -> bool| fits(first) && fits(second);
            !both(|due| due.also.is_none())
                || !both(|due| due.kind.is_dated()) && !both(|due| due.kind == Kind::Recurring)
        }
    };
    if of_another {
        return Err(words.fault(words.bytes_to(words.end), Why::Ambiguous));
    }
    Ok(())
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
    let is_span = days.span().0.is_some() || days.end.is_some() && words.sees(&UNTIL);
    holds && is_span && days.more.is_empty() && matches!(gap, Gap::Joined | Gap::Bracket) && !days::lead(&mut words)
}

const YEARLY: [&str; 4] = ["hằng năm", "hàng năm", "mỗi năm", "từng năm"];

/// "Trước 15/6 và trước 20/12 hằng năm": whether the first day too comes every year is not said. The help says that it
/// does.
fn one_year(first: &Due, second: &Due, words: Cursor, gap: Gap) -> Result<(), Fault> {
    let yearly = (words.at..words.end).any(|at| Cursor { at, ..words }.sees(&YEARLY));
    let latest = first.more.last().map_or(first, |more| &more.due);
    if !yearly || second.kind != Kind::Recurring || !latest.kind.is_dated() || !latest.year_is_missing() {
        return Ok(());
    }
    let last = last_before(words);
    let alone = words.at + 2 == words.end && words.sees(&YEARLY);
    let fix = last.filter(|_| gap != Gap::Numbered).map(|last| {
        let to = match alone {
            true => words.bytes_to(words.end).end + usize::from(gap == Gap::Bracket),
            false => last,
        };
        (last..to.min(words.scan.phrase.len()), " hằng năm".to_owned())
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
    let bare = is_bare_yearly(first);
    if !bare && days::lead(&mut { words }) {
        return Ok(());
    }
    let at = words.bytes_to(words.end);
    let whole = words.scan.tokens.first().map(|token| token.at.start..words.scan.phrase.len());
    let last = words.scan.tokens.len() <= words.end + 1;
    let fix = whole.filter(|_| bare && last).map(|whole| (whole, format!("{} hằng năm", words.text_to(words.end))));
    Err(Fault { at, why: Why::Ambiguous, fix })
}

/// "Hằng năm", and no day of it.
fn is_bare_yearly(rhythm: &Due) -> bool {
    rhythm.rules.iter().any(|rule| rule.freq == Frequency::Yearly && !rule.names_days())
}

/// "Tháng 12/2025 và hằng tháng": in every month after it, not within it, and of when the days do not say.
fn after_its_span(first: &Due, second: &Due, words: Cursor) -> Result<(), Fault> {
    let is_span = first.kind != Kind::Year && matches!(first.span(), (Some(_), Some(_)));
    let again = second.kind == Kind::Recurring && second.rules.iter().any(Recurrence::names_days);
    if is_span && again && words.follows(&GOES_ON) {
        return Err(words.fault(words.bytes_to(words.end), Why::Ambiguous));
    }
    Ok(())
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
    if first.kind == Kind::Recurring && !first.rules.is_empty() && one_time && !said && gap != Gap::Apart {
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
    let in_a_year = match (days.start, days.end) {
        (None, None) | (Some(_), None) => days.kind != Kind::Range,
        (None, Some(_)) => true,
        (Some(start), Some(end)) => days.kind != Kind::Year && start.year() == end.year(),
    };
    let missing = first.kind == Kind::Recurring && days.year_is_missing();
    // "Quý IV/2025 và hằng năm", "Hằng năm đến năm 2030"
    let goes_on = first.kind.is_dated() && words.follows(&GOES_ON);
    let until_a_year = days.kind == Kind::Year && days.start.is_none() && first.kind == Kind::Recurring;
    if goes_on || until_a_year && words.sees(&UNTIL) {
        return Ok(());
    }
    if rhythm.kind == Kind::Recurring && is_bare_yearly(rhythm) && days.kind.is_dated() && in_a_year && !missing {
        return Err(words.fault(words.bytes_to(words.end), Why::Ambiguous));
    }
    Ok(())
}

/// A missing year was taken from the neighbour or the plan: wrong if the days then run backwards, or if the neighbour
/// after it has another.
pub(super) fn years_agree(first: &Due, second: &Due, words: Cursor, c: &Cursor) -> Result<(), Fault> {
    if !first.kind.is_dated() || !second.kind.is_dated() {
        return Ok(());
    }
    let (Some(one), Some(two)) = (first.end.or(first.start), second.end.or(second.start)) else { return Ok(()) };
    let leans = second.inferred.contains(&Inference::YearFromPhrase);
    let of_years = first.span().0.is_some_and(|start| start.year() < one.year());
    if leans && of_years && two.year() > one.year() {
        // "Giai đoạn 2026-2030, trước 15/01 năm sau": of the last year, or of each?
        return Err(c.fault(c.bytes_to(c.end), Why::Ambiguous));
    }
    if leans && two < one && !contains(first, two) {
        return Err(c.fault(c.bytes_to(c.end), Why::EndsBeforeStart));
    }
    if !leans && first.leaned_on_plan() && one.year() != two.year() {
        return Err(c.fault(c.bytes_to(c.end), Why::Contradiction));
    }
    one_before_the_other(first, two, words, c)
}

/// "Tháng 12; tháng 01/2026": the year of the plan would put the first after the second. The help writes the year before.
fn one_before_the_other(first: &Due, second: Date, words: Cursor, c: &Cursor) -> Result<(), Fault> {
    let latest = first.more.last().map_or(first, |more| &more.due);
    let end = latest.end.or(latest.start).filter(|end| latest.leaned_on_plan() && *end > second);
    if end.is_none() || contains(latest, second) {
        return Ok(());
    }
    let fix = last_before(words).map(|last| (last..last, format!("/{}", second.year() - 1)));
    Err(Fault { at: c.bytes_to(c.end), why: Why::EndsBeforeStart, fix })
}

/// Where the part before the words ends, without what joins the two.
fn last_before(words: Cursor) -> Option<usize> {
    const JOINS: [&str; 3] = ["và", "đồng thời", "hoặc"];
    let tokens = words.scan.tokens[..words.at].iter().rev();
    let mut parts = tokens.skip_while(|token| match &token.shape {
        Shape::Mark(mark) => matches!(mark, ',' | ';' | '.' | '('),
        Shape::Word(word) => JOINS.contains(&word.as_str()),
        _ => false,
    });
    parts.next().map(|token| token.at.end)
}

fn contains(span: &Due, day: Date) -> bool {
    span.start.zip(span.end).is_some_and(|(start, end)| (start..=end).contains(&day))
}

/// "Hằng tháng [đến 31/12/2026]"
pub(super) fn ends_a_rhythm(c: &Cursor) -> bool {
    let again = AGAIN.iter().any(|again| Cursor { at: c.at.saturating_sub(2), ..*c }.sees(&[again]));
    again && c.sees(&["đến năm", "đến ngày", "đến tháng", "đến quý", "đến"]) && !c.sees(&["đến khi"])
}

/// "Tháng 12/2025 [trước ngày 15]"
pub(super) fn bounds_a_month(c: &Cursor) -> bool {
    let last = c.at.checked_sub(1).map(|last| &c.scan.tokens[last].shape);
    matches!(last, Some(Shape::Number { digits: 4, .. })) && c.sees(&["trước ngày", "chậm nhất", "muộn nhất"])
}

/// Whether the words begin as those do that say when in the span before them it is due.
pub(super) fn says_when(words: Cursor, gap: Gap) -> bool {
    let bounds = words.sees(&["trước", "chậm nhất", "muộn nhất", "không quá", "trong"]);
    let finishes = words.sees(&FINISHES);
    match gap {
        Gap::Joined => finishes || bounds,
        Gap::Bracket => finishes || !days::lead(&mut { words }),
        Gap::Apart => finishes,
        Gap::Numbered => false,
    }
}

/// The month that a part is, from its first day to its last.
pub(super) fn whole_month(due: &Due) -> Option<(i16, i8)> {
    let (start, end) = due.start.zip(due.end)?;
    let whole = due.kind == Kind::Month
        && due.also.is_none()
        && due.more.is_empty()
        && start == end.first_of_month()
        && !due.inferred.contains(&Inference::PartOfPeriod);
    whole.then(|| (end.year(), end.month()))
}

/// "Năm 2025, xong trước ngày 30/11/2025": the narrower days say when in the span it is due. What is reported by then is
/// another deadline.
pub(super) fn narrows(span: &Due, days: &Due, words: Cursor, gap: Gap) -> bool {
    span.kind.is_dated()
        && days.kind.is_dated()
        && span.more.is_empty()
        && says_when(words, gap)
        && days.end.is_some()
        && days.start.into_iter().chain(days.end).all(|day| contains(span, day))
}

/// "Trước 30/11 hằng năm, năm 2025 (15/12/2025)": the day of that year for the one that comes again, or one of them?
pub(super) fn no_rhythm_to_narrow(span: &Due, words: Cursor) -> Result<(), Fault> {
    if span.rules.is_empty() {
        return Ok(());
    }
    Err(words.fault(words.bytes_to(words.end), Why::Ambiguous))
}

/// "Từ ngày 01/8/2025, hoàn thành trước 31/12/2025": the end of what began.
pub(super) fn closes(first: &Due, second: &Due, words: Cursor, gap: Gap) -> Result<bool, Fault> {
    let finishes = words.sees(&FINISHES);
    let bounds = words.sees(&["trước", "chậm nhất", "muộn nhất", "không quá", "đến", "cho đến", "tới"]);
    let open = first.kind == Kind::Range && first.also.is_none() && first.more.is_empty() && !first.limits;
    let (Some(start), None, Some(end)) = (first.start, first.end, second.end) else { return Ok(false) };
    if !open || gap == Gap::Numbered || !second.kind.is_dated() || !(finishes || bounds && gap == Gap::Joined) {
        return Ok(false);
    }
    if end < start {
        return Err(words.fault(words.bytes_to(words.end), Why::EndsBeforeStart));
    }
    Ok(true)
}
