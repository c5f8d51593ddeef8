//! Tết: the one feast that deadlines name and the solar calendar does not.

use super::days::{bound, lead};
use super::scan::{Cursor, Fault, Read, Shape};
use super::{Due, Inference, Kind, Why};
use jiff::civil::Date;

/// First days of the lunar year by the calendar of Vietnam (UTC+7); 2030 differs from China's.
const TET: [(i16, i8, i8); 21] = [
    (2020, 1, 25),
    (2021, 2, 12),
    (2022, 2, 1),
    (2023, 1, 22),
    (2024, 2, 10),
    (2025, 1, 29),
    (2026, 2, 17),
    (2027, 2, 6),
    (2028, 1, 26),
    (2029, 2, 13),
    (2030, 2, 2),
    (2031, 1, 23),
    (2032, 2, 11),
    (2033, 1, 31),
    (2034, 2, 19),
    (2035, 2, 8),
    (2036, 1, 28),
    (2037, 2, 15),
    (2038, 2, 4),
    (2039, 1, 24),
    (2040, 2, 12),
];
const STEMS: [&str; 10] = ["giáp", "ất", "bính", "đinh", "mậu", "kỷ", "canh", "tân", "nhâm", "quý"];
const BRANCHES: [&str; 12] = ["tý", "sửu", "dần", "mão", "thìn", "tỵ", "ngọ", "mùi", "thân", "dậu", "tuất", "hợi"];

/// "Trước Tết Nguyên đán Bính Ngọ 2026": the day before the first of the lunar year.
pub(super) fn before_tet(c: &mut Cursor) -> Read<Due> {
    let mut ahead = *c;
    lead(&mut ahead);
    if !bound(&mut ahead).is_before() || !ahead.any(&["tết nguyên đán", "tết âm lịch", "tết cổ truyền", "tết"])
    {
        return Ok(None);
    }
    ahead.words("năm");
    let from = ahead;
    let stem = STEMS.iter().position(|stem| ahead.words(stem));
    let branch = stem.and_then(|_| BRANCHES.iter().position(|branch| ahead.words(branch)));
    if stem.is_some() != branch.is_some() {
        return Ok(None);
    }
    let bracket = ahead.mark('(');
    let _ = ahead.mark('-') || ahead.mark(',') || ahead.words("năm");
    let Some(Shape::Number { value, digits: 4 }) = ahead.peek() else { return Ok(None) };
    ahead.skip();
    if bracket {
        ahead.mark(')');
    }
    let Some((year, month, day)) = TET.into_iter().find(|(year, ..)| u32::try_from(*year) == Ok(*value)) else {
        return Ok(None);
    };
    if let (Some(stem), Some(branch)) = (stem, branch) {
        // 1984 was Giáp Tý.
        let since = (i32::from(year) - 1984).rem_euclid(60) as usize;
        if since % 10 != stem || since % 12 != branch {
            let name = from.bytes_to(from.at + 2);
            let fix = format!("{} {}", capital(STEMS[since % 10]), capital(BRANCHES[since % 12]));
            return Err(Fault { at: name.clone(), why: Why::Contradiction, fix: Some((name, fix)) });
        }
    }
    let mut due = Due::of(Kind::Date);
    due.end = Date::new(year, month, day).ok().and_then(|day| day.yesterday().ok());
    due.infer(Inference::LunarCalendar);
    *c = ahead;
    Ok(Some(due))
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}
