//! Calendar files: names that last, links, reminders, days that two rules share, and how large a file may get.

use niemyet::{
    Options, compile,
    lang::Lang,
    problem::{Format, show},
    read::{self, Content, Sources, Versions},
    theme::Theme,
};
use std::{fmt::Write, path::Path};

const PLAN: &str = "plans/ubnd-xa-hai-hung/thuc-hien-nghi-quyet-268-nq-cp/plan.yaml";
const OF_PLAN: &str = "ke-hoach/ubnd-xa-hai-hung/thuc-hien-nghi-quyet-268-nq-cp/lich.ics";
const UID: &str = "UID:ubnd-xa-hai-hung/thuc-hien-nghi-quyet-268-nq-cp/I.1";

/// The example with one text of one file replaced.
fn example(path: &str, from: &str, to: &str) -> Sources {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let mut sources = read::sources(&content, Versions::Omit).expect("content is there");
    let file = sources.files.iter_mut().find(|file| file.path == path).expect("a file of the example");
    let text = file.text().expect("text").to_owned();
    assert!(text.contains(from), "{from}");
    file.content = Content::Text(text.replacen(from, to, 1));
    sources
}

/// A calendar with its lines unfolded, or what stands in its way.
fn calendar(sources: &Sources, path: &str) -> Result<String, String> {
    let theme = Theme::built_in().unwrap_or_else(|problems| panic!("{problems:?}"));
    let (output, problems) = compile(sources, &theme, &Options::default());
    let Some(output) = output else { return Err(show(&problems, sources, Lang::En, Format::Short)) };
    let bytes = output.get(path).expect("the file").expect("its bytes");
    Ok(String::from_utf8(bytes).expect("UTF-8").replace("\r\n ", ""))
}

/// The event whose UID starts so, after its UID.
fn event<'c>(calendar: &'c str, uid: &str) -> &'c str {
    let (_, after) = calendar.split_once(&format!("{uid}@niemyet\r\n")).unwrap_or_else(|| panic!("no {uid}"));
    after.split("END:VEVENT").next().unwrap_or_default()
}

#[test]
fn a_task_keeps_its_name_when_its_deadline_changes() {
    let days = |deadline: &str| {
        let to = format!("deadline: {deadline}");
        let calendar = calendar(&example(PLAN, "deadline: Tháng 11/2025", &to), OF_PLAN).expect("a calendar");
        event(&calendar, UID).split("DTSTAMP").next().unwrap_or_default().to_owned()
    };
    let table = [
        ("Tháng 11/2025", "DTSTART;VALUE=DATE:20251101|DTEND;VALUE=DATE:20251201|"),
        ("Quý I/2026", "DTSTART;VALUE=DATE:20260101|DTEND;VALUE=DATE:20260401|"),
        ("Cả năm 2026", "DTSTART;VALUE=DATE:20261231|DTEND;VALUE=DATE:20270101|"),
        ("trước ngày 15/12/2025", "DTSTART;VALUE=DATE:20251214|DTEND;VALUE=DATE:20251215|"),
        (
            "Ngày 25 hằng tháng",
            "DTSTART;VALUE=DATE:20251025|DTEND;VALUE=DATE:20251026|RRULE:FREQ=MONTHLY;BYMONTHDAY=25;UNTIL=20251225|",
        ),
        // One day is no rhythm.
        ("Ngày 10/10 hằng năm", "DTSTART;VALUE=DATE:20251010|DTEND;VALUE=DATE:20251011|"),
    ];
    for (deadline, expected) in table {
        assert_eq!(days(deadline).replace("\r\n", "|"), expected, "{deadline}");
    }
}

#[test]
fn a_day_that_two_rules_share_is_one_event() {
    let deadline = "deadline: Thứ Hai hằng tuần và ngày 15 hằng tháng";
    let calendar = calendar(&example(PLAN, "deadline: Tháng 11/2025", deadline), OF_PLAN).expect("a calendar");
    assert!(event(&calendar, UID).contains("RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20251229\r\n"));
    // 15/12/2025 is a Monday, and the last day of the second rule.
    let second = event(&calendar, &format!("{UID}/2"));
    assert!(second.contains("DTSTART;VALUE=DATE:20251015\r\n"), "{second}");
    assert!(second.contains("RRULE:FREQ=MONTHLY;BYMONTHDAY=15;UNTIL=20251115\r\n"), "{second}");
}

#[test]
fn without_an_address_an_event_says_where_it_is_from() {
    let sources = example("site.yaml", "base_url: https://kehoach.example.vn/\n", "");
    let calendar = calendar(&sources, OF_PLAN).expect("a calendar");
    assert!(!calendar.contains("URL") && !calendar.contains("SOURCE"), "{calendar}");
    assert!(event(&calendar, UID).contains("\\nKế hoạch (chưa cấp số)\\, UBND xã Hải Hưng\\, I.1\r\n"), "{calendar}");
}

#[test]
fn reminders_are_as_many_days_before_as_the_site_says() {
    let with = |reminders: &str| {
        calendar(&example("site.yaml", "language: vi", &format!("language: vi\nreminders: {reminders}")), OF_PLAN)
    };
    let triggers = |calendar: String| -> Vec<String> {
        let lines = event(&calendar, UID).lines().filter_map(|line| line.strip_prefix("TRIGGER;RELATED=END:"));
        lines.map(str::to_owned).collect()
    };
    for (written, expected) in [("[1, 7, 1]", vec!["-P7DT16H", "-P1DT16H"]), ("[0]", vec!["-P0DT16H"]), ("[]", vec![])]
    {
        assert_eq!(triggers(with(written).expect("a calendar")), expected, "{written}");
    }
    for written in ["[-1]", "[367]", "[mai]", "7"] {
        let shown = with(written).expect_err(written);
        assert!(shown.contains("site.yaml:5:") && shown.contains("E0209"), "{written}: {shown}");
    }
}

#[test]
fn a_calendar_of_many_plans_stays_under_a_megabyte_and_says_what_it_leaves_out() {
    let mut rows = String::from("tasks:\n  - section: XX\n    title: Nhiều việc\n    rows:\n");
    for no in 1..=2500 {
        let _ = writeln!(rows, "      - {{ no: {no}, text: Việc, lead: Phòng Kinh tế, deadline: Tháng 11/2025 }}");
    }
    let sources = example(PLAN, "tasks:\n", &rows);
    let whole = calendar(&sources, OF_PLAN).expect("a calendar");
    assert!(whole.matches("BEGIN:VEVENT").count() > 2500 && !whole.contains("X-WR-CALDESC"));
    for path in ["lich/lich.ics", "co-quan/ubnd-xa-hai-hung/phong-kinh-te/lich.ics"] {
        let cut = calendar(&sources, path).expect("a calendar");
        assert!(cut.contains("X-WR-CALDESC:") && cut.len() < 1_002_000 && cut.len() > 900_000, "{}", cut.len());
    }
}
