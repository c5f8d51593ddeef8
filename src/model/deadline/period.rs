//! Period: the periods of reports, "hằng tháng, quý", "báo cáo 6 tháng", "hai năm một lần", and the day each is due.

use super::calendar::{Bound, checked_day_and_month};
use super::days::bound;
use super::piece::{Piece, Portion, Unit, count};
use super::pieces::{self, Join};
use super::rhythm::{
    EVERY, HALF_ENDS, Opening, QUARTER_ENDS, Rhythm, day_of_quarter, of_the_next_month, weekday_list, weekly_on, yearly,
};
use super::scan::{Cursor, Fault, Shape};
use super::{Inference, Why};
use crate::model::recurrence::{Frequency, Recurrence};

/// The periods of one or more reports: "hằng tháng, quý", "báo cáo Quý, báo cáo 6 tháng".
#[derive(Default)]
struct Periods {
    daily: bool,
    /// Every so many weeks, months, years.
    weekly: Option<u16>,
    monthly: Option<u16>,
    yearly: Option<u16>,
    /// The last months of parts of the year.
    ends: Vec<i8>,
    count: usize,
    /// Sơ kết, tổng kết, báo cáo: due at the end of its period.
    report: bool,
    scheduled: bool,
    explicit: bool,
    even: bool,
}

pub(super) fn periods_first(c: &mut Cursor, rhythm: &mut Rhythm) -> Result<bool, Fault> {
    let mut ahead = *c;
    let mut periods = Periods::default();
    loop {
        let mut next = ahead;
        if periods.count > 0 {
            let joined = next.mark(',') || next.sees(&["và", "hoặc"]);
            next.any(&["và", "hoặc"]);
            if !joined {
                break;
            }
        }
        if !period(&mut next, &mut periods) {
            break;
        }
        ahead = next;
    }
    if periods.count == 0 {
        return Ok(false);
    }
    rhythm.explicit |= periods.explicit || periods.report || periods.scheduled || periods.count > 1;
    if !rhythm.explicit {
        return Ok(false);
    }
    if periods.even {
        rhythm.infer(Inference::EvenSpacing);
    }
    if due_day(&mut ahead, &periods, rhythm)? {
        *c = ahead;
        return Ok(true);
    }
    if periods.daily {
        rhythm.add(Recurrence::every(Frequency::Daily));
    }
    if let Some(interval) = periods.weekly {
        rhythm.add(Recurrence { interval, ..Recurrence::every(Frequency::Weekly) });
    }
    if let Some(interval) = periods.monthly {
        rhythm.add(Recurrence { interval, ..Recurrence::monthly(-1) });
    }
    let mut months = periods.ends;
    months.sort_unstable();
    months.dedup();
    let with_the_reports = periods.yearly == Some(1) && (periods.report || periods.count > 1);
    match periods.yearly {
        Some(_) if with_the_reports && months.contains(&12) => {}
        Some(_) if with_the_reports => {
            rhythm.infer(Inference::YearEnd);
            months.push(12);
        }
        Some(interval) => rhythm.add(Recurrence { interval, ..Recurrence::every(Frequency::Yearly) }),
        None => {}
    }
    let spacing = i8::try_from(months.len()).ok().and_then(|parts| 12_i8.checked_div(parts)).unwrap_or(12);
    let opening = if periods.monthly.is_some() { 1 } else { spacing };
    if !months.is_empty() {
        rhythm.add(Recurrence::yearly(months, -1));
    }
    if periods.scheduled {
        rhythm.opening = Some(Opening::Months(opening));
    }
    *c = ahead;
    Ok(true)
}

/// One period with what is done in it: "báo cáo Quý", "hằng năm sơ kết", "Định kỳ 6 tháng", "hai năm một lần".
fn period(c: &mut Cursor, periods: &mut Periods) -> bool {
    let mut ahead = *c;
    let mut report = false;
    let mut scheduled = false;
    loop {
        if ahead.words("định kỳ") || ahead.words("định kì") {
            scheduled = true;
        } else if reporting(&mut ahead) {
            report = true;
        } else if !ahead.any(&[
            "thực hiện",
            "triển khai",
            "tổ chức",
            "kiểm tra",
            "rà soát",
            "cập nhật",
            "giao ban",
            "họp",
            "duy trì",
        ]) {
            break;
        }
    }
    let Some((step, explicit)) = step(&mut ahead) else { return false };
    while reporting(&mut ahead) {
        report = true;
    }
    let (unit, length) = step.every;
    match (unit, length) {
        (StepUnit::Unsaid, _) => {}
        (StepUnit::Day, 1) => periods.daily = true,
        (StepUnit::Week, weeks) => periods.weekly = Some(weeks),
        (StepUnit::Month, 3) => periods.ends.extend(QUARTER_ENDS),
        (StepUnit::Month, 6) => periods.ends.extend(HALF_ENDS),
        (StepUnit::Month, 9) if !step.repeats => periods.ends.push(9),
        (StepUnit::Month, 12) => periods.yearly = Some(1),
        (StepUnit::Month, months) if months == 1 || step.repeats => periods.monthly = Some(months),
        (StepUnit::Year, years) if years == 1 || step.repeats => periods.yearly = Some(years),
        _ => return false,
    }
    periods.even |= step.even;
    periods.explicit |= explicit;
    periods.report |= report;
    periods.scheduled |= scheduled;
    periods.count += 1;
    *c = ahead;
    true
}

fn reporting(c: &mut Cursor) -> bool {
    let mut ahead = *c;
    let any = ahead.any(&["báo cáo kết quả", "báo cáo", "sơ kết", "tổng kết", "đánh giá"]);
    if any {
        *c = ahead;
    }
    any
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum StepUnit {
    Day,
    Week,
    Month,
    Year,
    /// "2 lần/tháng": how often is said, not when.
    Unsaid,
}

struct Step {
    every: (StepUnit, u16),
    /// "một lần" is said.
    repeats: bool,
    /// "2 lần/năm": only how often, not when.
    even: bool,
}

/// "hằng quý", "mỗi quý một lần", "6 tháng", "hai năm một lần", "01 lần/tháng"; and whether a word says it comes again.
fn step(c: &mut Cursor) -> Option<(Step, bool)> {
    let mut ahead = *c;
    let least = at_least(&mut ahead);
    if let Some(times) = count(&mut ahead)
        && ahead.words("lần")
    {
        let joined = ahead.mark('/') || ahead.any(&["mỗi", "một", "trong một", "trong"]);
        let every = step_unit(&mut ahead).filter(|_| joined)?;
        *c = ahead;
        return spaced(every, times).map(|step| (step, true));
    }
    if least {
        return None;
    }
    ahead = *c;
    let explicit = ahead.any(&EVERY);
    if half_year(&mut ahead) {
        let repeats = once(&mut ahead);
        *c = ahead;
        return Some((Step { every: (StepUnit::Month, 6), repeats, even: false }, explicit || repeats));
    }
    let mut counted = ahead;
    if let Some(length) = count(&mut counted).and_then(|length| u16::try_from(length).ok())
        && (1..=60).contains(&length)
        && let Some((unit, size)) = step_unit(&mut counted)
    {
        let repeats = once(&mut counted);
        let named = explicit || repeats || matches!((unit, size * length), (StepUnit::Month, 3 | 6 | 9));
        if !named {
            return None;
        }
        *c = counted;
        return Some((Step { every: (unit, size * length), repeats, even: false }, explicit || repeats));
    }
    let every = step_unit(&mut ahead)?;
    let mut times = ahead;
    times.mark(',');
    at_least(&mut times);
    if once(&mut ahead) {
        *c = ahead;
        return Some((Step { every, repeats: true, even: false }, true));
    }
    if let Some(number) = count(&mut times)
        && times.words("lần")
    {
        *c = times;
        return spaced(every, number).map(|step| (step, true));
    }
    *c = ahead;
    Some((Step { every, repeats: false, even: false }, explicit))
}

fn at_least(c: &mut Cursor) -> bool {
    c.any(&["ít nhất là", "ít nhất", "tối thiểu là", "tối thiểu"])
}

fn spaced(every: (StepUnit, u16), times: u32) -> Option<Step> {
    let (every, even) = match (every, times) {
        (_, 0) => return None,
        (every, 1) => (every, false),
        ((StepUnit::Year, 1), 2) => ((StepUnit::Month, 6), true),
        ((StepUnit::Year, 1), 4) => ((StepUnit::Month, 3), true),
        ((StepUnit::Year, 1), 12) => ((StepUnit::Month, 1), true),
        _ => ((StepUnit::Unsaid, 1), false),
    };
    Some(Step { every, repeats: true, even })
}

fn once(c: &mut Cursor) -> bool {
    let mut ahead = *c;
    let once =
        if ahead.mark('/') { ahead.words("lần") } else { count(&mut ahead) == Some(1) && ahead.words("lần") };
    if once {
        *c = ahead;
    }
    once
}

fn step_unit(c: &mut Cursor) -> Option<(StepUnit, u16)> {
    const UNITS: [(&[&str], StepUnit, u16); 5] = [
        (&["ngày"], StepUnit::Day, 1),
        (&["tuần"], StepUnit::Week, 1),
        (&["tháng"], StepUnit::Month, 1),
        (&["quý", "quí"], StepUnit::Month, 3),
        (&["năm"], StepUnit::Year, 1),
    ];
    UNITS.iter().find(|(words, ..)| unit_alone(c, words)).map(|(_, unit, size)| (*unit, *size))
}

/// "6 tháng" that is neither "6 tháng đầu năm" nor "6 tháng 12".
pub(super) fn half_year(c: &mut Cursor) -> bool {
    let mut ahead = *c;
    let half = ahead.words("nửa năm") || count(&mut ahead) == Some(6) && unit_alone(&mut ahead, &["tháng"]);
    if half {
        *c = ahead;
    }
    half
}

/// A unit without its number: not "tháng 11", "quý II", "tháng cuối".
pub(super) fn unit_alone(c: &mut Cursor, words: &[&'static str]) -> bool {
    let mut ahead = *c;
    if !ahead.any(words) || ahead.sees(&["cuối", "đầu", "i", "ii", "iii", "iv", "v", "học"]) {
        return false;
    }
    let mut times = ahead;
    let numbered = match ahead.peek() {
        Some(Shape::Number { .. }) => !(count(&mut times).is_some() && times.words("lần")),
        Some(Shape::Lost | Shape::Blank) => true,
        _ => false,
    };
    if !numbered {
        *c = ahead;
    }
    !numbered
}

/// The day after the periods: "… gửi trước ngày 10 tháng cuối của quý", "hằng năm (trước ngày 15/12)".
fn due_day(c: &mut Cursor, periods: &Periods, rhythm: &mut Rhythm) -> Result<bool, Fault> {
    let mut ahead = *c;
    let bracket = ahead.mark('(');
    if !bracket && !ahead.mark(',') {
        ahead.mark(':');
    }
    ahead.any(&["gửi báo cáo", "gửi", "nộp", "báo cáo", "hoàn thành", "xong"]);
    let start = ahead;
    let bound = bound(&mut ahead);
    if matches!(bound, Bound::From | Bound::After) {
        return Ok(false);
    }
    if periods.weekly == Some(1) && periods.count == 1 {
        let days = weekday_list(&mut ahead);
        if let Some(days) = days
            && closes(bracket, &mut ahead)
        {
            rhythm.add(weekly_on(days, bound));
            rhythm.opening = Some(if bound == Bound::Within { Opening::Day } else { Opening::Week });
            *c = ahead;
            return Ok(true);
        }
        return Ok(false);
    }
    let intervals = [periods.weekly, periods.monthly, periods.yearly];
    if periods.daily || intervals.iter().flatten().any(|interval| *interval != 1) || periods.weekly.is_some() {
        return Ok(false);
    }
    if let Some((day, months)) = day_of_quarter(&mut ahead)? {
        if !closes(bracket, &mut ahead) || periods.ends.is_empty() {
            return Ok(false);
        }
        if periods.monthly.is_some() {
            rhythm.add_day(&[], day, bound);
        }
        rhythm.add_day(months, day, bound);
        rhythm.opening = Some(Opening::Months(1));
        *c = ahead;
        return Ok(true);
    }
    let Some(pieces) = pieces::pieces(&mut ahead)?.filter(|pieces| pieces.join == Join::And) else { return Ok(false) };
    let year_is_written = |piece: &Piece| piece.year.is_some() && !piece.is_of_next_year();
    let one_day = |piece: &Piece| piece.unit == Unit::Day && year_is_written(piece);
    if (bracket || bound == Bound::Within) && pieces.list.iter().any(one_day) {
        // "Hằng năm (31/12/2026)": of that year, or of every year?
        return Err(c.fault(start.bytes_to(ahead.at), Why::Ambiguous));
    }
    let fits = |piece: &Piece| {
        !year_is_written(piece)
            && matches!(piece.portion, Portion::Whole)
            && match piece.unit {
                Unit::Day if piece.number.is_none() => periods.monthly.is_some(),
                Unit::Day | Unit::Month | Unit::Quarter => piece.number.is_some() && periods.monthly.is_none(),
                _ => false,
            }
    };
    let mut ends = periods.ends.clone();
    if periods.yearly.is_some() {
        ends.push(12);
    }
    ends.sort_unstable();
    ends.dedup();
    // "Báo cáo 6 tháng trước ngày 15/6" is one report; "hằng quý, trước ngày 15/12" leaves three without a day.
    let one_report = ends == HALF_ENDS && periods.yearly.is_none() && !periods.explicit && !periods.scheduled;
    let each_has_a_day = ends == [12]
        || ends.len() == pieces.list.len()
        || one_report && pieces.list.len() == 1
        || periods.monthly.is_some();
    if !pieces.list.iter().all(fits) {
        return Ok(false);
    }
    if !each_has_a_day {
        return Err(c.fault(start.bytes_to(ahead.at), Why::NotUnderstood));
    }
    let daily = pieces.list.iter().all(|piece| piece.unit == Unit::Day);
    // "hằng tháng trước ngày 15 hằng tháng": said twice.
    let mut again = ahead;
    if again.any(&EVERY) && again.any(&["tháng", "năm", "quý"])
        || again.any(&["của tháng", "trong tháng"]) && !again.sees(&["sau", "tiếp theo", "kế tiếp", "liền kề"])
    {
        ahead = again;
    } else if periods.monthly.is_some() {
        of_the_next_month(&mut ahead);
    }
    if !closes(bracket, &mut ahead) {
        return Ok(false);
    }
    for piece in &pieces.list {
        if piece.unit == Unit::Day && piece.number.is_none() {
            let (Some(day), _) = checked_day_and_month(piece)? else { return Ok(false) };
            rhythm.add_day(&[], day, bound);
            if !ends.is_empty() {
                rhythm.add_day(&ends, day, bound);
            }
        } else if !yearly(piece, bound, rhythm)? {
            return Ok(false);
        }
    }
    let day_itself = daily && bound == Bound::Within;
    rhythm.opening = Some(if day_itself { Opening::Day } else { Opening::Months(1) });
    *c = ahead;
    Ok(true)
}

fn closes(bracket: bool, c: &mut Cursor) -> bool {
    !bracket || c.mark(')')
}
