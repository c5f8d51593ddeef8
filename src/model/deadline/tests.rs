use super::*;
use jiff::civil::date;

/// Copied from the specification by example; DOMAIN.md §5.
const TABLE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/deadlines.tsv"));
/// What else is read, and what is refused: phrase, kind or reason, start, end, rules, the rest.
const MORE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/deadlines-more.tsv"));

/// Rows whose dates are not those of the first plan that their note names.
const OF_ANOTHER_PLAN: [(&str, &str, &str); 1] = [(
    "báo cáo năm gửi trước ngày 10/12",
    "seed002",
    "its first occurrence is in 12/2025: of the plan of 2025 that the note names second, not of the plan for 2026",
)];

/// A plan of 2026, issued on 26/12/2025.
fn plan_of_2026() -> Context {
    context_of("seed003")
}

/// The plan a row was taken from, by the first seed its note names.
fn context_of(note: &str) -> Context {
    let day = |day: Date| Some((day, day));
    let years = |from: i16, to: i16| Some((date(from, 1, 1), date(to, 12, 31)));
    match note.find("seed00").and_then(|at| note.get(at..at + 7)) {
        Some("seed001") => Context { issued: Some((date(2025, 10, 1), date(2025, 10, 31))), period: None },
        Some("seed002") => Context { issued: day(date(2025, 7, 30)), period: years(2025, 2025) },
        Some("seed003") => Context { issued: day(date(2025, 12, 26)), period: years(2026, 2026) },
        Some("seed004") => Context { issued: day(date(2025, 11, 5)), period: years(2025, 2030) },
        _ => Context { issued: day(date(2025, 10, 13)), period: None },
    }
}

fn text(day: Option<Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

fn rows(table: &str) -> impl Iterator<Item = [&str; 6]> {
    table.lines().skip(1).map(|line| {
        let fields: Vec<&str> = line.split('\t').collect();
        fields.try_into().unwrap_or_else(|_| panic!("six columns: {line}"))
    })
}

#[test]
fn the_specification_is_read_as_it_says() {
    let mut wrong = Vec::new();
    for [phrase, kind, start, end, rrule, note] in rows(TABLE) {
        let plan = OF_ANOTHER_PLAN.iter().find(|(other, ..)| *other == phrase).map_or(note, |(_, plan, _)| plan);
        let due = match read(phrase, &context_of(plan)) {
            Ok(due) => due,
            Err(why) => {
                wrong.push(format!("{phrase}\n  {why:?}"));
                continue;
            }
        };
        // A second rule, and the length of a relative deadline, stand in the note.
        let second = note.rfind("FREQ=").map(|at| note[at..].split([' ', '"']).next().unwrap_or_default());
        let length = due.offset.as_ref().and_then(|offset| match (offset.count, offset.unit) {
            (count, OffsetUnit::Day) => Some(format!("P{count}D")),
            (count, OffsetUnit::Month) => Some(format!("P{count}M")),
            _ => None,
        });
        let rule = |at: usize| due.rules.get(at).map(ToString::to_string).unwrap_or_default();
        let got = [due.kind_name(), text(due.start), text(due.end), rule(0), rule(1)];
        let row = [kind, start, end, rrule, second.unwrap_or_default()];
        if got != row || due.rules.len() > 2 || length.is_some_and(|length| !note.contains(&length)) {
            wrong.push(format!("{phrase}\n  row {row:?} {note}\n  got {got:?}"));
        }
    }
    assert_eq!(rows(TABLE).count(), 117);
    assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
}

/// A reading as a row of the second table.
fn row(phrase: &str, context: &Context) -> String {
    let fields = match read(phrase, context) {
        Ok(due) => {
            let rules: Vec<_> = due.rules.iter().map(ToString::to_string).collect();
            let mut rest: Vec<String> = due.inferred.iter().map(|what| what.name().to_owned()).collect();
            rest.extend(due.offset.iter().map(|offset| match &offset.anchor {
                Anchor::Issue => format!("{} {:?} from issue", offset.count, offset.unit),
                Anchor::Event(event) => format!("{} {:?} from “{event}”", offset.count, offset.unit),
                Anchor::Day(day) => format!("{} {:?} from {day}", offset.count, offset.unit),
                Anchor::Missing => format!("{} {:?}", offset.count, offset.unit),
            }));
            rest.extend(due.condition.iter().map(|condition| format!("“{condition}”")));
            rest.extend(due.more.iter().map(|more| {
                format!("“{}” {} {} {}", more.wording, more.due.kind_name(), text(more.due.start), text(more.due.end))
            }));
            [due.kind_name(), text(due.start), text(due.end), rules.join(" + "), rest.join("; ")]
        }
        Err(unreadable) => {
            let at = &phrase[unreadable.at];
            let nearest = unreadable.nearest.map(|nearest| format!(" → {nearest}")).unwrap_or_default();
            [format!("{:?}", unreadable.why), String::new(), String::new(), String::new(), format!("“{at}”{nearest}")]
        }
    };
    format!("{phrase}\t{}", fields.join("\t"))
}

#[test]
fn more_is_read_or_refused_as_the_second_table_says() {
    let wrong: Vec<_> = MORE
        .lines()
        .skip(1)
        .map(|line| (line, row(line.split('\t').next().unwrap_or_default(), &plan_of_2026())))
        .filter(|(line, got)| line != got)
        .map(|(line, got)| format!("row {line}\ngot {got}"))
        .collect();
    assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
}

#[track_caller]
fn check(phrase: &str, kind: Kind, start: Option<Date>, end: Option<Date>) {
    let due = read(phrase, &Context::default()).unwrap_or_else(|why| panic!("{phrase}: {why:?}"));
    assert_eq!((due.kind, due.start, due.end), (kind, start, end), "{phrase}");
    assert!(due.inferred.is_empty() && due.also.is_none() && due.more.is_empty(), "{phrase}: {due:?}");
}

#[test]
fn every_day_month_and_quarter_of_2020_to_2035_is_read() {
    const ROMAN: [&str; 4] = ["I", "II", "III", "IV"];
    for year in 2020..=2035_i16 {
        for month in 1..=12_i8 {
            let first = date(year, month, 1);
            let last = first.last_of_month();
            let before = first.yesterday().ok();
            let (whole, only_end) = ((Some(first), Some(last)), (None, Some(last)));
            for name in [
                format!("{month}/{year}"),
                format!("{month:02}/{year}"),
                format!("{month} năm {year}"),
                format!("{month}-{year}"),
            ] {
                check(&format!("Tháng {name}"), Kind::Month, whole.0, whole.1);
                check(&format!("Xong trong tháng {name}."), Kind::Month, whole.0, whole.1);
                check(&format!("Đến hết tháng {name}"), Kind::Month, only_end.0, only_end.1);
                check(&format!("Chậm nhất tháng {name}"), Kind::Month, only_end.0, only_end.1);
                check(&format!("Hoàn thành trước tháng {name}"), Kind::Date, None, before);
                check(&format!("Từ tháng {name}"), Kind::Range, whole.0, None);
            }
            for day in 1..=last.day() {
                let day = date(year, month, day);
                let (d, m) = (day.day(), month);
                for name in [
                    format!("{d}/{m}/{year}"),
                    format!("{d:02}/{m:02}/{year}"),
                    format!("{d:02}-{m:02}-{year}"),
                    format!("{d}.{m}.{year}"),
                    format!("{d:02} tháng {m:02} năm {year}"),
                    day.to_string(),
                ] {
                    check(&format!("Ngày {name}"), Kind::Date, Some(day), Some(day));
                    check(&format!("trước ngày {name}"), Kind::Date, None, day.yesterday().ok());
                    if ![1, 10, last.day()].contains(&d) {
                        continue;
                    }
                    check(&name, Kind::Date, Some(day), Some(day));
                    check(&format!("Xong trước {name}"), Kind::Date, None, day.yesterday().ok());
                    check(&format!("Chậm nhất là ngày {name}"), Kind::Date, None, Some(day));
                    check(&format!("Không quá ngày {name}"), Kind::Date, None, Some(day));
                    check(&format!("Đến hết ngày {name}"), Kind::Date, None, Some(day));
                }
            }
            for wrong in [last.day() + 1, 0, 32] {
                let phrase = format!("Trước ngày {wrong}/{month}/{year}");
                let unreadable = read(&phrase, &Context::default()).expect_err(&phrase);
                assert_eq!((unreadable.why, &phrase[unreadable.at]), (Why::NoSuchDay, wrong.to_string().as_str()));
                // 0 may be 10, 20 or 30.
                assert_eq!(unreadable.nearest.is_some(), wrong != 0, "{phrase}");
            }
        }
        for quarter in 1..=4_i8 {
            let (first, last) = (date(year, quarter * 3 - 2, 1), date(year, quarter * 3, 1).last_of_month());
            let roman = ROMAN[usize::from(quarter.unsigned_abs()) - 1];
            for name in [format!("{roman}/{year}"), format!("{quarter}/{year}"), format!("{roman} năm {year}")] {
                check(&format!("Quý {name}"), Kind::Quarter, Some(first), Some(last));
                check(&format!("trong quý {name}"), Kind::Quarter, Some(first), Some(last));
                check(&format!("Đến hết quý {name}"), Kind::Quarter, None, Some(last));
                check(&format!("Trước quý {name}"), Kind::Date, None, first.yesterday().ok());
            }
        }
        check(&format!("Năm {year}"), Kind::Year, Some(date(year, 1, 1)), Some(date(year, 12, 31)));
        check(&format!("Đến năm {year}"), Kind::Year, None, Some(date(year, 12, 31)));
        check(&format!("6 tháng cuối năm {year}"), Kind::HalfYear, Some(date(year, 7, 1)), Some(date(year, 12, 31)));
    }
}

#[test]
fn spelling_of_equal_phrases_does_not_matter() {
    use unicode_normalization::UnicodeNormalization;
    for [phrase, .., note] in rows(TABLE) {
        let context = context_of(note);
        let expected = read(phrase, &context).map(|due| Due { condition: None, more: Vec::new(), ..due });
        let same = |other: &str| {
            let got = read(other, &context).map(|due| Due { condition: None, more: Vec::new(), ..due });
            let anchor = |due: &Due| due.offset.as_ref().map(|offset| (offset.count, offset.unit));
            let (Ok(expected), Ok(got)) = (&expected, &got) else { panic!("{other}: {got:?}") };
            assert_eq!(anchor(expected), anchor(got), "{other}");
            assert_eq!(Due { offset: None, ..expected.clone() }, Due { offset: None, ..got.clone() }, "{other}");
        };
        same(&phrase.nfd().collect::<String>());
        same(&phrase.to_uppercase());
        same(&phrase.to_lowercase());
        same(&phrase.replace(' ', "  "));
        same(&phrase.replace(' ', "\u{a0}\n"));
        same(&format!("{phrase}."));
        same(&phrase.replace('-', "–"));
        same(&phrase.replace("hằng", "hàng").replace("Hằng", "Hàng"));
        if !phrase.contains(['[', '…']) {
            same(&crate::vietnamese::fold(phrase));
        }
    }
}

#[test]
fn a_new_line_wraps_or_begins_another_entry() {
    let dues = |phrase| {
        let due = read(phrase, &plan_of_2026()).unwrap_or_else(|why| panic!("{phrase:?}: {why:?}"));
        let more = due.more.iter().map(|more| (more.due.start, more.due.end));
        std::iter::once((due.start, due.end))
            .chain(more)
            .map(|(start, end)| [text(start), text(end)].join("/"))
            .collect()
    };
    let check = |phrase, expected: &[&str]| {
        let found: Vec<String> = dues(phrase);
        assert_eq!(found, expected, "{phrase:?}");
    };
    check("Tháng\n11/\n2025", &["2025-11-01/2025-11-30"]);
    check("giai đoạn 2021\n- 2030", &["2021-01-01/2030-12-31"]);
    check("- Tháng 11/2025\n- Tháng 12/2025", &["2025-11-01/2025-11-30", "2025-12-01/2025-12-31"]);
    check("Trước 30/11/2025\n+ báo cáo trước 05/12", &["/2025-11-29", "/2025-12-04"]);
    assert!(read("Tháng 11/2025\nTháng 3/2026", &plan_of_2026()).is_err());
}

/// Whatever is done to a phrase, reading it ends, points into it, and makes no impossible days.
fn survives(phrase: &str, context: &Context) {
    match read(phrase, context) {
        Ok(due) => {
            let sound = |due: &Due| {
                let years = due.start.into_iter().chain(due.end).map(Date::year);
                due.start.zip(due.end).is_none_or(|(start, end)| start <= end)
                    && years.into_iter().all(|year| (1999..=2111).contains(&year))
            };
            assert!(sound(&due) && due.more.iter().all(|more| sound(&more.due)), "{phrase}: {due:?}");
        }
        Err(unreadable) => {
            let at = phrase.get(unreadable.at.clone());
            assert!(at.is_some_and(|at| !at.is_empty()), "{phrase:?}: {unreadable:?}");
            if let Some(nearest) = unreadable.nearest {
                assert!(read(&nearest, context).is_ok(), "{phrase:?} → {nearest:?}");
            }
        }
    }
}

#[test]
fn broken_phrases_are_read_or_refused_without_panic() {
    const INSERTS: [&str; 14] =
        ["9", "0", "99999999999999999999", " ", "/", "-", "[?]", "[…]", "(", ")", "\u{301}", "đ", "𝟙", "\n- "];
    let contexts = [context_of(""), context_of("seed004"), Context::default()];
    let all: Vec<&str> = TABLE.lines().chain(MORE.lines()).filter_map(|line| line.split('\t').next()).collect();
    for (i, phrase) in all.iter().enumerate() {
        let context = &contexts[i % contexts.len()];
        let other = all[(i * 31 + 7) % all.len()];
        let bounds: Vec<usize> = phrase.char_indices().map(|(at, _)| at).chain([phrase.len()]).collect();
        for (n, &at) in bounds.iter().enumerate().skip(i % 2).step_by(2) {
            let (head, tail) = phrase.split_at(at);
            let insert = INSERTS[(n + i) % INSERTS.len()];
            survives(head, context);
            match (n / 2 + i) % 4 {
                0 => survives(tail, context),
                1 => survives(&format!("{head}{other}"), context),
                2 => survives(&format!("{head}{}", tail.chars().skip(1).collect::<String>()), context),
                _ => survives(&format!("{head}{insert}{tail}"), context),
            }
        }
    }
    for long in
        ["(", ", ", "và ", "1/", "tháng ", "Sau khi a, ", "Tháng 1/2026, ", "[?]", "- ", "định kỳ, ", "Ngày 1 và "]
    {
        survives(&long.repeat(200), &contexts[0]);
        survives(&long.repeat(2000), &contexts[0]);
    }
}

#[test]
fn the_ends_of_the_calendar_are_refused_not_overflowed() {
    for (phrase, why) in [
        ("Năm 0", Why::YearOutOfRange),
        ("Năm 0000", Why::YearOutOfRange),
        ("Năm 9999", Why::YearOutOfRange),
        ("Sau ngày 31/12/9999", Why::YearOutOfRange),
        ("Trước ngày 01/01/0001", Why::YearOutOfRange),
        ("Tháng 999/2026", Why::NoSuchMonth),
        ("Ngày 999/12/2026", Why::NoSuchDay),
        ("Tháng 99999999999999999999/2026", Why::NotUnderstood),
        ("Trong 99999999999999999999 ngày", Why::NotUnderstood),
    ] {
        assert_eq!(read(phrase, &Context::default()).map_err(|unreadable| unreadable.why), Err(why), "{phrase}");
    }
    let far = Context { issued: Some((Date::MAX, Date::MAX)), period: Some((Date::MIN, Date::MAX)) };
    for [phrase, ..] in rows(TABLE) {
        let _ = read(phrase, &far);
    }
}

#[test]
fn a_month_without_a_year_is_the_first_after_the_issue() {
    let issued = |day: Date| Context { issued: Some((day, day)), period: None };
    // The phrase, the day of issue, the day it is due.
    let table = [
        ("Tháng 11", date(2025, 12, 26), date(2026, 11, 30)),
        ("Tháng 12", date(2025, 12, 26), date(2025, 12, 31)),
        ("trước ngày 10/12", date(2025, 7, 30), date(2025, 12, 9)),
        ("Quý I", date(2025, 10, 13), date(2026, 3, 31)),
        ("Tháng 9/2025", date(2025, 10, 13), date(2025, 9, 30)),
    ];
    for (phrase, day, end) in table {
        let due = read(phrase, &issued(day)).unwrap_or_else(|why| panic!("{phrase}: {why:?}"));
        assert_eq!(due.end, Some(end), "{phrase}");
        assert!(phrase.contains('/') || due.inferred == [Inference::YearFromIssue], "{phrase}");
    }
    // A leap day after the issue, or the end of a February that is near.
    let leap = |day| read("29/2", &issued(day)).map(|due| due.end).map_err(|unreadable| unreadable.why);
    assert_eq!(leap(date(2027, 10, 10)), Ok(Some(date(2028, 2, 29))));
    assert_eq!(leap(date(2027, 1, 10)), Err(Why::NoSuchDay));
    // Of the year of issue, or of the next.
    for phrase in ["Từ tháng 3", "Sau ngày 01/10", "Trước ngày 25/3, 25/6, 25/9, 25/12", "Tháng 9, 11"] {
        let why = read(phrase, &issued(date(2025, 10, 13))).map_err(|unreadable| unreadable.why);
        assert_eq!(why, Err(Why::YearMissing), "{phrase}");
    }
    let year = |year: i16| Some((date(year, 1, 1), date(year, 12, 31)));
    let of_2025 = Context { period: year(2025), ..issued(date(2025, 10, 13)) };
    let ends = read("Trước ngày 25/3, 25/12", &of_2025).map(|due| (due.end, due.more[0].due.end));
    assert_eq!(ends, Ok((Some(date(2025, 3, 24)), Some(date(2025, 12, 24)))));
}

#[test]
fn the_next_year_is_that_after_the_plans_where_it_has_one() {
    let issued = |day: Date, period| Context { issued: Some((day, day)), period };
    let years = |from: i16, to: i16| Some((date(from, 1, 1), date(to, 12, 31)));
    let october = date(2025, 10, 13);
    let table = [
        ("Trước ngày 15/01 năm sau", issued(october, None), Ok(Some(date(2026, 1, 14)))),
        ("Quý I năm sau", issued(date(2025, 3, 1), None), Ok(Some(date(2026, 3, 31)))),
        ("Quý I năm sau", issued(october, years(2026, 2026)), Ok(Some(date(2027, 3, 31)))),
        // For the year of issue, or for the next.
        ("Quý I năm sau", issued(date(2025, 12, 26), None), Err(Why::YearMissing)),
        // Of each of its years.
        ("Quý I năm sau", issued(october, years(2025, 2030)), Err(Why::YearMissing)),
        ("Báo cáo quý I trước ngày 25/3", issued(october, years(2025, 2030)), Err(Why::YearMissing)),
        ("29/2 năm sau", issued(date(2026, 10, 13), None), Err(Why::NoSuchDay)),
        ("Quý I năm sau", Context::default(), Ok(None)),
    ];
    for (phrase, context, end) in table {
        let got = read(phrase, &context).map(|due| due.end).map_err(|unreadable| unreadable.why);
        assert_eq!(got, end, "{phrase} of {context:?}");
    }
}

#[test]
fn a_plan_of_the_last_day_of_a_year_leans_on_no_year_that_is_over() {
    let last = date(2025, 12, 31);
    let context = Context { issued: Some((last, last)), period: None };
    for (phrase, nearest) in
        [("Quý I, II, III, IV", "Quý I, II, III, IV/2026"), ("Từ tháng 1 đến tháng 12", "Từ tháng 1 đến tháng 12/2026")]
    {
        let unreadable = read(phrase, &context).expect_err(phrase);
        assert_eq!((unreadable.why, unreadable.nearest.as_deref()), (Why::YearMissing, Some(nearest)), "{phrase}");
    }
    let due = read("Quý I", &context).expect("the next one");
    assert_eq!((due.start, due.end), (Some(date(2026, 1, 1)), Some(date(2026, 3, 31))));
    // 1 January is a Thursday and a holiday.
    let due = read("05 ngày làm việc kể từ ngày ký", &context).expect("from the issue");
    assert_eq!(due.end, Some(date(2026, 1, 8)));
    assert!(due.inferred.contains(&Inference::WorkingDays));
}
