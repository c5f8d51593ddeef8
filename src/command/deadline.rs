//! `niemyet deadline "<phrase>"`: how a deadline is read: what it means, what was filled in, or why it has no meaning.

use super::{Failure, Outcome, either, say};
use crate::args::{Answer, Deadline};
use jiff::{ToSpan, civil::Date};
use niemyet::{
    lang::Lang,
    model::{
        date::{self, Issued},
        deadline::{self, Anchor, Context, Due, Inference, Kind, Offset, OffsetUnit, Unreadable},
        plan::Period,
        recurrence::Recurrence,
    },
    problem::{DeadlineHelp, Problem},
};
use serde_json::json;
use std::io::{self, Write};

pub fn run(arguments: &Deadline, lang: Lang) -> Result<Outcome, Failure> {
    let context = context(arguments, lang)?;
    let phrase = arguments.phrase.trim();
    let (words, outcome) = match deadline::read(phrase, &context) {
        Ok(due) => (read_words(phrase, &due, arguments.answer, lang), Outcome::Clean),
        Err(why) => {
            say(&unread_words(phrase, &why, arguments.answer, lang));
            return Ok(Outcome::Problems);
        }
    };
    write!(io::stdout().lock(), "{words}").map_err(|why| Failure(why.to_string()))?;
    Ok(outcome)
}

fn context(arguments: &Deadline, lang: Lang) -> Result<Context, Failure> {
    let wrong = |option: &str, written: &str, example: &str| {
        Failure(match lang {
            Lang::Vi => format!("--{option} “{written}” không đọc được; viết như {example}"),
            Lang::En => format!("cannot read --{option} “{written}”; write it like {example}"),
        })
    };
    let issued = arguments.plan_issued.as_ref().map(|written| {
        Issued::read(written).map(Issued::bounds).map_err(|_| wrong("issued", written, "2025-10-13, 2025-10"))
    });
    let period = arguments.period.as_ref().map(|written| {
        Period::read(written).map(Period::bounds).ok_or_else(|| wrong("period", written, "2026, 2025-2030"))
    });
    Ok(Context { issued: issued.transpose()?, period: period.transpose()? })
}

/// The deadline, and each further one of the same phrase: as paragraphs, or as an object; as a list where there are
/// several.
fn read_words(phrase: &str, due: &Due, answer: Answer, lang: Lang) -> String {
    let mut parts = due.parts(phrase);
    match answer {
        Answer::Human => parts.map(|(wording, due)| human(wording, due, lang)).collect::<Vec<_>>().join("\n"),
        Answer::Json if due.more.is_empty() => format!("{}\n", json(due)),
        Answer::Json => {
            let objects: serde_json::Value = parts.by_ref().map(|(_, due)| json(due)).collect();
            format!("{objects}\n")
        }
    }
}

fn json(due: &Due) -> serde_json::Value {
    let rules: Vec<String> = own_rules(&due.rules).into_iter().map(ToString::to_string).collect();
    json!({
        "kind": due.kind_name(),
        "start": due.start.map(|day| day.to_string()),
        "end": due.end.map(|day| day.to_string()),
        "rrule": (!rules.is_empty()).then(|| rules.join("\n")),
        "inferred": due.inferred.iter().map(|what| what.name()).collect::<Vec<_>>(),
        "condition": due.condition,
    })
}

/// The rules without those whose days the first has all: "hằng tháng, quý" is monthly.
fn own_rules(rules: &[Recurrence]) -> Vec<&Recurrence> {
    let Some((first, rest)) = rules.split_first() else { return Vec::new() };
    // Every rule repeats within four years and their leap day.
    let from = Date::constant(2025, 1, 1);
    let to = from.checked_add(5.years()).unwrap_or(from);
    let days = first.dates(from, to, from);
    let adds = |rule: &&Recurrence| rule.dates(from, to, from).iter().any(|day| !days.contains(day));
    std::iter::once(first).chain(rest.iter().filter(adds)).collect()
}

fn human(wording: &str, due: &Due, lang: Lang) -> String {
    let mut lines = vec![(either(lang, "thời hạn", "deadline"), format!("“{wording}”"))];
    let kinds = std::iter::once(due.kind).chain(due.also).map(|kind| kind_words(kind, lang));
    lines.push((either(lang, "loại", "kind"), kinds.collect::<Vec<_>>().join(" + ")));
    if let Some(day) = due.start {
        lines.push((either(lang, "từ ngày", "from"), date::short(day)));
    }
    if let Some(day) = due.end {
        lines.push((either(lang, "hạn cuối", "due"), date::short(day)));
    }
    for rule in &due.rules {
        lines.push((either(lang, "lặp lại", "repeats"), rule.to_string()));
    }
    if let Some(offset) = &due.offset {
        lines.push((either(lang, "tính", "counted"), offset_words(offset, lang)));
    }
    if let Some(condition) = &due.condition {
        lines.push((either(lang, "điều kiện", "condition"), condition.clone()));
    }
    for what in &due.inferred {
        lines.push((either(lang, "suy ra", "inferred"), inference_words(*what, lang).to_owned()));
    }
    let width = lines.iter().map(|(label, _)| label.chars().count()).max().unwrap_or_default();
    lines.iter().fold(String::new(), |out, (label, words)| {
        let gap = " ".repeat(width - label.chars().count());
        out + label + ":" + &gap + " " + words + "\n"
    })
}

/// "15 ngày kể từ ngày ban hành kế hoạch"
fn offset_words(offset: &Offset, lang: Lang) -> String {
    let anchor = match (&offset.anchor, lang) {
        (Anchor::Issue, Lang::Vi) => "ngày ban hành kế hoạch".to_owned(),
        (Anchor::Issue, Lang::En) => "the issue of the plan".to_owned(),
        (Anchor::Event(event), _) => format!("“{event}”"),
        (Anchor::Day(day), _) => date::short(*day),
        (Anchor::Missing, Lang::Vi) => "một mốc không nêu".to_owned(),
        (Anchor::Missing, Lang::En) => "something not named".to_owned(),
    };
    let (count, from) = (offset.count, either(lang, "kể từ", "from"));
    let (vietnamese, english) = match offset.unit {
        OffsetUnit::Day => ("ngày", "days"),
        OffsetUnit::WorkingDay => ("ngày làm việc", "working days"),
        OffsetUnit::Week => ("tuần", "weeks"),
        OffsetUnit::Month => ("tháng", "months"),
        OffsetUnit::Year => ("năm", "years"),
    };
    match count {
        0 if offset.anchor == Anchor::Missing => either(lang, "ngay", "at once").to_owned(),
        0 => format!("{from} {anchor}"),
        _ => format!("{count} {} {from} {anchor}", either(lang, vietnamese, english)),
    }
}

fn unread_words(phrase: &str, why: &Unreadable, answer: Answer, lang: Lang) -> String {
    let help = DeadlineHelp { why: why.why, nearest: why.nearest.clone() };
    let problem = Problem::Deadline { written: phrase.to_owned(), help };
    let characters = |bytes: usize| phrase.get(..bytes).unwrap_or(phrase).chars().count();
    match answer {
        Answer::Json => json!({
            "error": problem.message(lang),
            "start": characters(why.at.start),
            "end": characters(why.at.end),
            "nearest": why.nearest,
        })
        .to_string(),
        Answer::Human => {
            let (before, under) = (characters(why.at.start), characters(why.at.end) - characters(why.at.start));
            let marks = format!("{}{}", " ".repeat(before), "^".repeat(under.max(1)));
            let said = either(lang, "lỗi", "error");
            let advice = either(lang, "gợi ý", "help");
            format!("{said}: {}\n  {phrase}\n  {marks}\n{advice}: {}", problem.message(lang), problem.help(lang))
        }
    }
}

fn kind_words(kind: Kind, lang: Lang) -> &'static str {
    let (vietnamese, english) = match kind {
        Kind::Date => ("ngày", "a day"),
        Kind::Month => ("tháng", "a month"),
        Kind::MonthRange => ("nhiều tháng", "months"),
        Kind::Quarter => ("quý", "a quarter"),
        Kind::HalfYear => ("nửa năm", "half a year"),
        Kind::Year => ("năm", "a year"),
        Kind::Range => ("khoảng thời gian", "a span of time"),
        Kind::Continuous => ("thường xuyên", "continuous"),
        Kind::Recurring => ("định kỳ", "recurring"),
        Kind::Relative => ("tính từ một sự kiện", "counted from an event"),
        Kind::Conditional => ("có điều kiện", "on a condition"),
        Kind::OnDemand => ("theo yêu cầu", "on demand"),
        Kind::Unspecified => ("không nêu", "not stated"),
        Kind::Illegible => ("không đọc được ở bản gốc", "illegible at the source"),
    };
    either(lang, vietnamese, english)
}

fn inference_words(what: Inference, lang: Lang) -> &'static str {
    let (vietnamese, english) = match what {
        Inference::YearFromPeriod => ("năm lấy theo thời kỳ của kế hoạch", "the year is that of the plan's period"),
        Inference::YearFromIssue => ("năm lấy theo ngày ban hành", "the year is that of the day of issue"),
        Inference::YearFromPhrase => ("năm lấy theo phần trước của câu chữ", "the year stands earlier in the phrase"),
        Inference::YearUnknown => ("không rõ năm nên không có ngày", "the year is not known, so there is no day"),
        Inference::PartOfPeriod => (
            "đầu, giữa, cuối hiểu theo quy ước (tháng: ngày 1–10, 11–20, 21 đến hết)",
            "start, middle and end are by convention (of a month: days 1–10, 11–20, 21 to the last)",
        ),
        Inference::Week => ("tuần của tháng hiểu là ngày 1–7, 8–14, …", "weeks of a month are days 1–7, 8–14, …"),
        Inference::YearEnd => ("không nêu ngày nên lấy 31/12", "no day is named, so it is 31 December"),
        Inference::EvenSpacing => ("số lần trong năm chia đều", "the times of a year are spread evenly"),
        Inference::ShortMonth => {
            ("tháng không có ngày ấy thì lấy ngày cuối tháng", "months without the day take their last")
        }
        Inference::FirstOccurrence => ("ngày là của lần đầu", "the days are those of the first time"),
        Inference::PeriodEnd => ("ngày cuối là ngày cuối thời kỳ của kế hoạch", "it ends with the plan's period"),
        Inference::IssueAsStart => ("ngày đầu là ngày ban hành", "it starts on the day of issue"),
        Inference::Anchor => {
            ("mốc được hiểu là ngày ban hành kế hoạch", "the event is taken to be the issue of the plan")
        }
        Inference::AnchorMissing => {
            ("không nêu mốc bắt đầu tính nên không có ngày", "nothing says from when it is counted, so there is no day")
        }
        Inference::WorkingDays => (
            "ngày làm việc đã trừ thứ bảy, chủ nhật và ngày lễ đã biết, chưa tính ngày nghỉ hoán đổi",
            "working days leave out weekends and known holidays; days off that were swapped are not known",
        ),
        Inference::Ceiling => ("ngày muộn nhất có thể của sự kiện", "the latest day that the event can have"),
        Inference::LunarCalendar => ("ngày Tết lấy theo bảng âm lịch", "the day of Tết is from a table"),
        Inference::Lost => ("có phần bị mất hoặc không chắc chắn", "a part is lost or uncertain"),
        Inference::SameAsAbove => ("câu chữ dẫn đến ô khác", "the words refer to another cell"),
    };
    either(lang, vietnamese, english)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(phrase: &str) -> Due {
        deadline::read(phrase, &Context::default()).unwrap_or_else(|why| panic!("{phrase}: {why:?}"))
    }

    #[test]
    fn a_machine_gets_six_keys() {
        let object = json(&read("Tháng 12/2025 (sau khi có hướng dẫn)"));
        let keys: Vec<&str> =
            object.as_object().map(|map| map.keys().map(String::as_str).collect()).unwrap_or_default();
        let mut expected = ["kind", "start", "end", "rrule", "inferred", "condition"];
        expected.sort_unstable();
        assert_eq!(keys, expected);
        assert_eq!(object["kind"], "month+conditional");
        assert_eq!(object["end"], "2025-12-31");
    }

    #[test]
    fn several_deadlines_are_one_list() {
        let words = |phrase| read_words(phrase, &read(phrase), Answer::Json, Lang::Vi);
        let value = |phrase| serde_json::from_str::<serde_json::Value>(&words(phrase)).expect("JSON");
        assert!(value("Tháng 12/2025").is_object());
        let list = value("Trước 30/11/2025; báo cáo trước 05/12/2025");
        assert_eq!((&list[0]["end"], &list[1]["end"]), (&json!("2025-11-29"), &json!("2025-12-04")));
        assert!(list[0].get("more").is_none(), "{list}");
    }

    #[test]
    fn a_person_is_told_from_when_it_is_counted() {
        let words = |phrase| human(phrase, &read(phrase), Lang::Vi);
        assert!(words("Trong thời hạn 15 ngày kể từ ngày ký").contains("15 ngày kể từ ngày ban hành kế hoạch"));
        assert!(words("05 ngày làm việc kể từ khi nhận hồ sơ").contains("5 ngày làm việc kể từ “khi nhận hồ sơ”"));
        assert!(words("Trong vòng 30 ngày").contains("không nêu mốc bắt đầu tính"));
    }

    #[test]
    fn a_rule_that_another_covers_is_left_out() {
        let rule = |phrase| json(&read(phrase))["rrule"].clone();
        assert_eq!(rule("hằng tháng, quý"), "FREQ=MONTHLY;BYMONTHDAY=-1");
        assert_eq!(rule("Tháng 9/2025"), serde_json::Value::Null);
    }

    #[test]
    fn what_cannot_be_read_is_marked_by_character() {
        let why = deadline::read("Quý V/2026", &Context::default()).expect_err("no fifth quarter");
        let words = unread_words("Quý V/2026", &why, Answer::Human, Lang::Vi);
        assert!(words.contains("\n  Quý V/2026\n      ^"), "{words}");
        assert!(words.contains("gợi ý: "), "{words}");
    }
}
