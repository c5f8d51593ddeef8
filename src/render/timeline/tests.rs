//! Axes and layouts by example: one task, a year of them, hundreds, one month, five years.

use super::*;
use jiff::ToSpan;

fn day(written: &str) -> Date {
    date::read_day(written).expect("a day")
}

fn stretch(start: &str, end: &str) -> Stretch {
    Stretch { start: day(start), end: day(end), look: Look::Stated }
}

fn work(number: usize, days: &[(&str, &str)]) -> Work {
    Work {
        label: format!("I.{number}"),
        text: "Rà soát".to_owned(),
        href: format!("#I.{number}"),
        wording: "Quý I".to_owned(),
        when: When::Days(days.iter().map(|(start, end)| stretch(start, end)).collect()),
    }
}

/// A word is its key, so that a change of words changes no test.
fn word(key: &'static str) -> String {
    match key {
        "timeline_span" => "{n}: {from} – {to}".to_owned(),
        key => key.to_owned(),
    }
}

/// A section of so many tasks, each due in a month of its own from `first` on, over again after `months` of them.
fn section(first: &str, tasks: usize, months: usize) -> Vec<Group> {
    let works = (0..tasks).map(|number| {
        let start = day(first).saturating_add(((number % months) as i64).months());
        work(number + 1, &[(&start.to_string(), &start.last_of_month().to_string())])
    });
    vec![Group { label: "I".to_owned(), href: "#nhom-I".to_owned(), works: works.collect() }]
}

#[test]
fn pictures_of_any_size_are_drawn_as_the_table_says() {
    // First day, tasks, months; rows, ticks, tasks left out, summary.
    let table = [
        ("2025-12-01", 1, 1, 1, 5, 0, "1: 01/12/2025 – 31/12/2025"),
        ("2025-12-01", 31, 1, 31, 5, 0, "31: 01/12/2025 – 31/12/2025"),
        ("2025-01-01", 31, 12, 31, 12, 0, "31: 01/01/2025 – 31/12/2025"),
        ("2026-01-01", 31, 60, 31, 11, 0, "31: 01/01/2026 – 31/7/2028"),
        ("2026-01-01", 400, 60, 1, 5, 34, "400: 01/01/2026 – 31/12/2030"),
    ];
    for (first, tasks, months, rows, ticks, more, summary) in table {
        let picture = picture(&word, section(first, tasks, months), None).expect("a picture");
        assert_eq!(
            (picture.rows.len(), picture.ticks.len(), picture.more),
            (rows, ticks, more),
            "{first} {tasks} {months}"
        );
        assert_eq!(picture.summary, summary);
        let lowest = picture.rows.iter().flat_map(|row| &row.marks).map(|mark| mark.y).max();
        assert!(lowest.is_some_and(|lowest| lowest + LINE <= picture.height - FOOT), "{first} {tasks} {months}");
    }
}

#[test]
fn nothing_is_drawn_where_no_task_has_a_day() {
    let undated =
        |when| vec![Group { label: String::new(), href: String::new(), works: vec![Work { when, ..work(1, &[]) }] }];
    assert!(picture(&word, undated(When::Continuous), Some(day("2025-10-13"))).is_none());
    assert!(picture(&word, undated(When::Unknown), None).is_none());
    assert!(picture(&word, Vec::new(), None).is_none());
}

#[test]
fn axes_are_labelled_as_the_table_says() {
    // First and last day of the work; labels; years and months above them.
    let table = [
        ("2025-12-05", "2025-12-31", "1 8 15 22 29", "12/2025"),
        ("2025-10-13", "2025-12-31", "10 11 12", "2025"),
        ("2025-11-30", "2026-02-01", "11 12 1 2", "2025 2026"),
        ("2025-01-01", "2026-02-28", "1 2 3 4 5 6 7 8 9 10 11 12 1 2", "2025 2026"),
        ("2025-02-10", "2026-04-01", "I II III IV I II", "2025 2026"),
        ("2025-10-13", "2030-12-31", "2025 2026 2027 2028 2029 2030", ""),
        ("2025-10-13", "2050-12-31", "2025 2028 2031 2034 2037 2040 2043 2046 2049", ""),
    ];
    for (first, last, labels, above) in table {
        let ticks = Axis::over(day(first), day(last)).ticks();
        let found: Vec<&str> = ticks.iter().map(|tick| tick.label.as_str()).collect();
        assert_eq!(found.join(" "), labels, "{first} {last}");
        let found: Vec<&str> = ticks.iter().filter_map(|tick| tick.above.as_deref()).collect();
        assert_eq!(found.join(" "), above, "{first} {last}");
    }
}

#[test]
fn days_stand_where_the_calendar_says() {
    let axis = Axis::over(day("2025-01-15"), day("2025-12-01"));
    assert_eq!(axis.days(), 365);
    let table = [("2025-01-01", 0, 27), ("2025-07-02", 4986, 5013), ("2025-12-31", 9972, 10_000)];
    for (written, start, end) in table {
        assert_eq!((axis.at(day(written)), axis.after(day(written))), (start, end), "{written}");
    }
    assert_eq!((axis.at(day("2020-01-01")), axis.at(day("2030-01-01"))), (0, 10_000));
    assert_eq!([0, 5, 1250, 10_000].map(percent), ["0%", "0.05%", "12.50%", "100%"]);
}

#[test]
fn a_task_has_bars_and_dots_in_one_row() {
    let axis = Axis::over(day("2025-01-01"), day("2025-12-31"));
    let group = Group {
        label: "I".to_owned(),
        href: "#nhom-I".to_owned(),
        works: vec![
            work(1, &[("2025-01-01", "2025-03-31")]),
            Work { when: When::Continuous, ..work(2, &[]) },
            work(3, &[("2025-03-15", "2025-03-15"), ("2025-12-01", "2025-12-03")]),
        ],
    };
    let rows = task_rows(&axis, &[group]);
    let found: Vec<String> = rows
        .iter()
        .map(|row| {
            let marks =
                row.marks.iter().map(|mark| format!(" {} {}", mark.class, mark.width.as_deref().unwrap_or("–")));
            format!("{} {}:{}", row.y, row.label, marks.collect::<String>())
        })
        .collect();
    assert_eq!(found, ["40 I.1 Rà soát: bar 24.65%", "78 I.3 Rà soát: dot – dot –"]);
}

/// Four hundred tasks: one row, one mark for the same days, lines where they overlap, and a count of what is left out.
#[test]
fn hundreds_of_tasks_share_the_marks_of_their_section() {
    let months: Vec<(String, String)> = (1..=12)
        .map(|month| {
            let first = Date::constant(2025, month, 1);
            (first.to_string(), Date::constant(2025, 12, 31).to_string())
        })
        .collect();
    let works = (0..400).map(|number| {
        let (start, end) = &months[number % 12];
        work(number, &[(start, end)])
    });
    let works: Vec<Work> = works.collect();
    let group = Group { label: "I".to_owned(), href: "#nhom-I".to_owned(), works };
    let axis = Axis::over(day("2025-01-01"), day("2025-12-31"));
    let (rows, more) = group_rows(&word, &axis, &[group]);
    assert_eq!(rows.len(), 1);
    let counts: Vec<usize> = rows[0].marks.iter().filter_map(|mark| mark.count).collect();
    assert_eq!(counts.len(), LINES);
    assert_eq!(counts.iter().sum::<usize>() + more, 400);
    assert_eq!(
        rows[0].marks[0].link.as_ref().map(|link| link.title.as_str()),
        Some("I: 34 n_entries, due_on 31/12/2025")
    );
    let lines: std::collections::BTreeSet<usize> = rows[0].marks.iter().map(|mark| mark.y).collect();
    assert_eq!(lines.len(), LINES);
}
