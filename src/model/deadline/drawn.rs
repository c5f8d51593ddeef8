//! Drawn: meanings drawn at random and put into words; what is read must be what was meant, reckoned here by itself.

use super::{Context, Due, Inference, Kind, Why, read};
use fastrand::Rng;
use jiff::civil::{Date, date};
use unicode_normalization::UnicodeNormalization;

/// A stretch of any year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Stretch {
    Day(i8, i8),
    Month(i8),
    Quarter(i8),
}

impl Stretch {
    fn of(self, year: i16) -> (Date, Date) {
        let months = |first: i8, last: i8| (date(year, first, 1), date(year, last, 1).last_of_month());
        match self {
            Stretch::Day(month, day) => (date(year, month, day), date(year, month, day)),
            Stretch::Month(month) => months(month, month),
            Stretch::Quarter(quarter) => months(quarter * 3 - 2, quarter * 3),
        }
    }

    /// One to four of one unit, ascending.
    fn list(rng: &mut Rng) -> Vec<Stretch> {
        let unit = rng.u8(..3);
        let mut list: Vec<Stretch> = (0..rng.usize(1..5))
            .map(|_| match unit {
                0 => Stretch::Day(rng.i8(1..=12), rng.i8(1..=28)),
                1 => Stretch::Month(rng.i8(1..=12)),
                _ => Stretch::Quarter(rng.i8(1..=4)),
            })
            .collect();
        list.sort_unstable();
        list.dedup();
        list
    }

    fn words(self, rng: &mut Rng) -> String {
        match self {
            Stretch::Day(month, day) => pick(
                rng,
                [format!("ngày {day}/{month}"), format!("{day:02}/{month:02}"), format!("ngày {day} tháng {month}")],
            ),
            Stretch::Month(month) => pick(rng, [format!("tháng {month}"), format!("tháng {month:02}")]),
            Stretch::Quarter(quarter) => {
                let roman = ["I", "II", "III", "IV"][usize::from(quarter.unsigned_abs()) - 1];
                pick(rng, [format!("quý {roman}"), format!("Quý {quarter}")])
            }
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bound {
    Within,
    By,
    Before,
}

impl Bound {
    fn words(self, rng: &mut Rng) -> &'static str {
        match self {
            Bound::Within => "",
            Bound::By => pick(rng, ["chậm nhất ", "đến hết ", "không quá ", "muộn nhất là "]),
            Bound::Before => "trước ",
        }
    }

    fn of(self, (first, last): (Date, Date)) -> (Option<Date>, Option<Date>) {
        match self {
            Bound::Within => (Some(first), Some(last)),
            Bound::By => (None, Some(last)),
            Bound::Before => (None, first.yesterday().ok()),
        }
    }
}

fn pick<T: Clone, const N: usize>(rng: &mut Rng, from: [T; N]) -> T {
    from[rng.usize(..N)].clone()
}

fn joined(rng: &mut Rng, parts: &[String]) -> String {
    let mut out = String::new();
    for (n, part) in parts.iter().enumerate() {
        match (n, n + 1 == parts.len()) {
            (0, _) => {}
            (_, true) => out += pick(rng, [", ", " và ", ","]),
            (_, false) => out += pick(rng, [", ", ","]),
        }
        out += part;
    }
    out
}

/// Words before and after that change no day, and spellings that change nothing.
fn dressed(rng: &mut Rng, words: &str) -> (String, Option<&'static str>) {
    let before = match words.starts_with("hằng") {
        true => pick(rng, ["", "", "Tổ chức ", "Thực hiện "]),
        false => pick(rng, ["", "Hoàn thành ", "Xong ", "Phấn đấu hoàn thành ", "Thời hạn: ", "Báo cáo "]),
    };
    let condition =
        pick(rng, [None, None, Some("sau khi có hướng dẫn của Sở Nội vụ"), Some("theo kế hoạch của thành phố")]);
    let after = pick(rng, ["", ".", ";", " (dự kiến)"]);
    let after = condition.map_or(after.to_owned(), |condition| format!(" ({condition})"));
    let phrase = format!("{before}{words}{after}");
    let phrase = match rng.u8(..5) {
        0 => phrase.nfd().collect(),
        1 => phrase.replace(' ', "  "),
        2 => phrase.replace("hằng", "hàng"),
        _ => phrase,
    };
    (phrase, condition)
}

fn contexts(rng: &mut Rng) -> Context {
    let day = date(rng.i16(2024..2028), rng.i8(1..=12), rng.i8(1..=28));
    let year = day.year() + rng.i16(0..2);
    let period = rng.bool().then(|| (date(year, 1, 1), date(year, 12, 31)));
    Context { issued: Some((day, day)), period }
}

/// All days of the deadline, as first and last.
fn days(due: &Due) -> Vec<(Option<Date>, Option<Date>)> {
    std::iter::once(due).chain(due.more.iter().map(|more| &more.due)).map(|due| (due.start, due.end)).collect()
}

/// The same stretches joined where nothing bounds them and each begins on the day after the one before.
fn expected(list: &[(Date, Date)], bound: Bound) -> Vec<(Option<Date>, Option<Date>)> {
    let follows = list.windows(2).all(|pair| pair[0].1.tomorrow().is_ok_and(|next| next == pair[1].0));
    match (list, bound) {
        ([first, .., last], Bound::Within) if follows => vec![(Some(first.0), Some(last.1))],
        _ => list.iter().map(|stretch| bound.of(*stretch)).collect(),
    }
}

const DRAWS: usize = 4_000;

#[test]
fn lists_with_a_year_mean_their_days() {
    let mut rng = Rng::with_seed(1);
    for _ in 0..DRAWS {
        let (list, bound, context) = (Stretch::list(&mut rng), draw_bound(&mut rng), contexts(&mut rng));
        let year = rng.i16(2020..=2035);
        // A year each, ascending, or one at the end.
        let own = rng.bool();
        let years: Vec<i16> = (0i16..).map(|n| if own { year + n } else { year }).take(list.len()).collect();
        let written = rng.bool();
        let parts: Vec<String> = list
            .iter()
            .zip(&years)
            .enumerate()
            .map(|(n, (stretch, year))| {
                let words = stretch.words(&mut rng);
                let slash = if written && !words.contains("tháng ") || words.contains('/') { "/" } else { " năm " };
                if own || n + 1 == list.len() { format!("{words}{slash}{year}") } else { words }
            })
            .collect();
        let words = format!("{}{}", bound.words(&mut rng), joined(&mut rng, &parts));
        let (phrase, condition) = dressed(&mut rng, &words);
        let due = read(&phrase, &context).unwrap_or_else(|why| panic!("{phrase}: {why:?}"));
        let stretches: Vec<_> = list.iter().zip(&years).map(|(stretch, year)| stretch.of(*year)).collect();
        assert_eq!(days(&due), expected(&stretches, bound), "{phrase}");
        assert!(due.inferred.is_empty() && due.rules.is_empty(), "{phrase}: {due:?}");
        assert_eq!(
            due.condition.as_deref().map(|words| words.nfc().collect::<String>().replace("  ", " ")).as_deref(),
            condition,
            "{phrase}"
        );
    }
}

#[test]
fn lists_without_a_year_are_of_the_period_or_come_after_the_issue() {
    let mut rng = Rng::with_seed(2);
    let (mut refused, mut moved) = (0, 0);
    for _ in 0..DRAWS {
        let (list, bound, context) = (Stretch::list(&mut rng), draw_bound(&mut rng), contexts(&mut rng));
        let parts: Vec<String> = list.iter().map(|stretch| stretch.words(&mut rng)).collect();
        let words = format!("{}{}", bound.words(&mut rng), joined(&mut rng, &parts));
        let (phrase, _) = dressed(&mut rng, &words);
        let (issued, _) = context.issued.expect("drawn with one");
        let of = |year: i16| list.iter().map(|stretch| stretch.of(year)).collect::<Vec<_>>();
        let this_year = context.period.map_or(issued.year(), |(first, _)| first.year());
        let wanted = expected(&of(this_year), bound);
        let past = |days: &(Option<Date>, Option<Date>)| days.1.is_some_and(|end| end < issued);
        let one = wanted.len() == 1;
        // Several joined to one, of which hardly a month is left.
        let nearly_over = |days: &(Option<Date>, Option<Date>)| {
            let span = days.0.zip(days.1).filter(|_| list.len() > 1 && one);
            span.is_some_and(|(start, end)| (end - issued).get_days() < 31 && (issued - start).get_days() > 92)
        };
        let got = read(&phrase, &context);
        let (wanted, why) = match context.period {
            Some(_) => (wanted, Inference::YearFromPeriod),
            None if wanted.iter().all(past) => {
                moved += 1;
                (expected(&of(this_year + 1), bound), Inference::YearFromIssue)
            }
            None if wanted.iter().any(past) => {
                refused += 1;
                assert_eq!(got.map_err(|unreadable| unreadable.why), Err(Why::YearMissing), "{phrase} of {issued}");
                continue;
            }
            None if wanted.iter().any(nearly_over) => {
                assert_eq!(got.map_err(|unreadable| unreadable.why), Err(Why::YearMissing), "{phrase} of {issued}");
                continue;
            }
            None => (wanted, Inference::YearFromIssue),
        };
        let due = got.unwrap_or_else(|why| panic!("{phrase} of {issued}: {why:?}"));
        assert_eq!(days(&due), wanted, "{phrase} of {context:?}");
        let all = std::iter::once(&due).chain(due.more.iter().map(|more| &more.due));
        for due in all {
            assert_eq!(due.inferred, [why], "{phrase} of {context:?}");
        }
    }
    assert!(refused > DRAWS / 20 && moved > DRAWS / 20, "{refused} refused, {moved} moved of {DRAWS}");
}

#[test]
fn lists_of_every_year_come_again_on_their_days() {
    let mut rng = Rng::with_seed(3);
    for _ in 0..DRAWS {
        let (list, bound, context) = (Stretch::list(&mut rng), draw_bound(&mut rng), contexts(&mut rng));
        let parts: Vec<String> = list.iter().map(|stretch| stretch.words(&mut rng)).collect();
        let words = joined(&mut rng, &parts);
        let bound_words = bound.words(&mut rng);
        // Brackets say when in every year; without them the list comes first.
        let words = match rng.u8(..3) {
            0 if list.len() == 1 => format!("hằng năm ({bound_words}{words})"),
            1 if list.len() == 1 => format!("hằng năm, {bound_words}{words}"),
            _ => format!("{bound_words}{words} hằng năm"),
        };
        let (phrase, _) = dressed(&mut rng, &words);
        let due = read(&phrase, &context).unwrap_or_else(|why| panic!("{phrase}: {why:?}"));
        assert_eq!(due.kind, Kind::Recurring, "{phrase}");
        let (from, to) = (date(2026, 1, 1), date(2029, 12, 31));
        let mut got: Vec<Date> = due.rules.iter().flat_map(|rule| rule.dates(from, to, from)).collect();
        let ends = (2026..=2030).flat_map(|year| list.iter().filter_map(move |stretch| bound.of(stretch.of(year)).1));
        let mut wanted: Vec<Date> = ends.filter(|day| (from..=to).contains(day)).collect();
        for days in [&mut got, &mut wanted] {
            days.sort_unstable();
            days.dedup();
        }
        assert_eq!(got, wanted, "{phrase}");
    }
}

#[test]
fn days_of_every_month_come_again() {
    let mut rng = Rng::with_seed(4);
    for _ in 0..DRAWS {
        let (bound, context) = (draw_bound(&mut rng), contexts(&mut rng));
        let mut list: Vec<i8> = (0..rng.usize(1..4)).map(|_| rng.i8(2..=28)).collect();
        list.sort_unstable();
        list.dedup();
        let parts: Vec<String> = list.iter().map(|day| format!("ngày {day:02}")).collect();
        let every = pick(&mut rng, ["hằng tháng", "mỗi tháng", "hàng tháng", "của tháng sau", "tháng tiếp theo"]);
        let words = format!("{}{} {every}", bound.words(&mut rng), joined(&mut rng, &parts));
        // What comes before may say another month than the next.
        let phrase =
            if every.contains("sau") || every.contains("tiếp") { words } else { dressed(&mut rng, &words).0 };
        let due = read(&phrase, &context).unwrap_or_else(|why| panic!("{phrase}: {why:?}"));
        let (from, to) = (date(2026, 1, 1), date(2027, 12, 31));
        let mut got: Vec<Date> = due.rules.iter().flat_map(|rule| rule.dates(from, to, from)).collect();
        got.sort_unstable();
        let less = i8::from(bound == Bound::Before);
        let months = (2026..=2027).flat_map(|year| (1..=12).map(move |month| (year, month)));
        let wanted: Vec<Date> =
            months.flat_map(|(year, month)| list.iter().map(move |day| date(year, month, day - less))).collect();
        assert_eq!(got, wanted, "{phrase}");
    }
}

/// The day after its weekday: read where they agree, refused where they do not.
#[test]
fn a_weekday_must_be_that_of_its_day() {
    const NAMES: [&str; 7] = ["thứ Hai", "thứ 3", "thứ Tư", "thứ năm", "thứ 6", "Thứ Bảy", "Chủ nhật"];
    let mut rng = Rng::with_seed(5);
    for _ in 0..DRAWS {
        let day = date(rng.i16(2020..=2035), rng.i8(1..=12), rng.i8(1..=28));
        // 1 January 2024 was a Monday.
        let weekday = (day - date(2024, 1, 1)).get_days().rem_euclid(7) as usize;
        let said = rng.usize(..7);
        let name = NAMES[said];
        let written = format!("{}/{}/{}", day.day(), day.month(), day.year());
        let bound = draw_bound(&mut rng);
        let words = pick(
            &mut rng,
            [format!("{name}, ngày {written}"), format!("{name} ngày {written}"), format!("ngày {written} ({name})")],
        );
        let phrase = format!("{}{words}", bound.words(&mut rng));
        match read(&phrase, &Context::default()) {
            Ok(due) => {
                assert_eq!(said, weekday, "{phrase}");
                assert_eq!(days(&due), [bound.of((day, day))], "{phrase}");
            }
            Err(unreadable) => {
                assert_ne!(said, weekday, "{phrase}: {unreadable:?}");
                assert_eq!(unreadable.why, Why::Contradiction, "{phrase}");
            }
        }
    }
}

/// "Quý I năm 2026 và 2027"
#[test]
fn a_second_year_is_the_same_stretch_or_refused() {
    let mut rng = Rng::with_seed(6);
    let mut read_at_all = 0;
    for _ in 0..DRAWS {
        let stretch = Stretch::list(&mut rng)[0];
        let (bound, year) = (draw_bound(&mut rng), rng.i16(2020..=2030));
        let later = year + rng.i16(1..3);
        let slash = pick(&mut rng, ["/", " năm "]);
        let words = stretch.words(&mut rng);
        let slash = if words.contains("tháng ") && matches!(stretch, Stretch::Day(..)) { " năm " } else { slash };
        let and = pick(&mut rng, [", ", " và ", ", năm ", " và năm "]);
        let phrase = format!("{}{words}{slash}{year}{and}{later}", bound.words(&mut rng));
        let (first, again) = (bound.of(stretch.of(year)), bound.of(stretch.of(later)));
        let whole = (Some(date(later, 1, 1)), Some(date(later, 12, 31)));
        match read(&phrase, &Context::default()) {
            // A year that is named and follows at once may be the whole of it, where no bound could hold for it too.
            Ok(due) if days(&due) == [first, whole] => {
                let goes_on = first.1.and_then(|end| end.tomorrow().ok()) == whole.0;
                assert!(bound == Bound::Within && goes_on && and.contains("năm"), "{phrase}");
            }
            Ok(due) => {
                read_at_all += 1;
                assert_eq!(days(&due), [first, again], "{phrase}");
            }
            Err(unreadable) => assert_eq!(unreadable.why, Why::Ambiguous, "{phrase}: {unreadable:?}"),
        }
    }
    assert!(read_at_all > DRAWS / 4, "{read_at_all}");
}

fn draw_bound(rng: &mut Rng) -> Bound {
    pick(rng, [Bound::Within, Bound::By, Bound::Before])
}

/// "Trước 15/6 và trước 20/12 hằng năm": never once and then every year.
#[test]
fn days_with_a_bound_each_are_not_once_and_every_year() {
    let mut rng = Rng::with_seed(7);
    for _ in 0..DRAWS {
        let (list, bound, context) = (Stretch::list(&mut rng), draw_bound(&mut rng), contexts(&mut rng));
        let and = pick(&mut rng, [" và ", ", ", "; "]);
        let before: Vec<String> =
            list.iter().map(|stretch| format!("{}{}", bound.words(&mut rng), stretch.words(&mut rng))).collect();
        let every = pick(&mut rng, ["hằng năm", "hàng năm", "mỗi năm"]);
        let phrase = format!("{} {every}", before.join(and));
        if let Ok(due) = read(&phrase, &context) {
            assert_eq!((due.kind, due.also, due.more.len()), (Kind::Recurring, None, 0), "{phrase}: {due:?}");
        }
    }
}

/// "Trước ngày 15 hằng tháng trong năm 2026": the year limits the rhythm and is no deadline.
#[test]
fn the_limits_of_a_rhythm_are_no_deadline() {
    let mut rng = Rng::with_seed(8);
    let mut read_at_all = 0;
    for _ in 0..DRAWS {
        let (bound, context, year) = (draw_bound(&mut rng), contexts(&mut rng), rng.i16(2020..=2035));
        let rhythm = pick(&mut rng, ["ngày 15 hằng tháng", "ngày 10 tháng cuối quý", "15/12 hằng năm"]);
        let (limits, first, last) = pick(
            &mut rng,
            [
                (format!("trong năm {year}"), date(year, 1, 1), Some(date(year, 12, 31))),
                (format!("trong quý II/{year}"), date(year, 4, 1), Some(date(year, 6, 30))),
                (format!("từ tháng 9/{year} đến tháng 10/{year}"), date(year, 9, 1), Some(date(year, 10, 31))),
                (format!("từ quý IV/{year}"), date(year, 10, 1), None),
            ],
        );
        let phrase = match rng.u8(..3) {
            0 => format!("{}{rhythm} ({limits})", bound.words(&mut rng)),
            1 => format!("{}{rhythm}, {limits}", bound.words(&mut rng)),
            _ => format!("{limits}, {}{rhythm}", bound.words(&mut rng)),
        };
        let Ok(due) = read(&phrase, &context) else { continue };
        read_at_all += 1;
        assert_eq!((due.span(), due.own_end(), due.more.len()), ((Some(first), last), None, 0), "{phrase}: {due:?}");
    }
    assert!(read_at_all > DRAWS / 2, "{read_at_all}");
}

/// "Quý III/2025, xong trước ngày 15/9/2025": the narrower day alone.
#[test]
fn a_day_within_its_span_is_the_deadline() {
    let mut rng = Rng::with_seed(9);
    for _ in 0..DRAWS {
        let (context, day) = (contexts(&mut rng), date(rng.i16(2020..=2035), rng.i8(1..=12), rng.i8(2..=28)));
        let bound = pick(&mut rng, [Bound::By, Bound::Before]);
        let (year, month) = (day.year(), day.month());
        let span = pick(
            &mut rng,
            [
                format!("Năm {year}"),
                format!("Tháng {month}/{year}"),
                format!("Quý {}/{year}", (month + 2) / 3),
                format!("Từ tháng {month} đến tháng 12/{year}"),
            ],
        );
        let done = pick(&mut rng, ["xong ", "hoàn thành "]);
        let phrase = format!("{span}, {done}{}{}/{month}/{year}", bound.words(&mut rng), day.day());
        let due = read(&phrase, &context).unwrap_or_else(|why| panic!("{phrase}: {why:?}"));
        assert_eq!(days(&due), [bound.of((day, day))], "{phrase}");
    }
}
