//! Every digit of the example plans, changed or left out in its file, is reported with its line.

use super::{
    examples::{self, sources},
    table::{Tried, silence_is_known},
};
use niemyet::{
    compare::{self, Comparison, Lines},
    parse,
    problem::Problems,
    read::{Content, Original, SourceFile, Sources},
};
use std::{collections::BTreeMap, ops::Range};

/// Keys whose values the act does not have: what the author says about it.
const ABOUT: &[&str] = &["source", "relations", "period", "due", "measure", "by"];
/// A plan whose files can be changed, byte by byte.
struct Files {
    key: String,
    issuer: String,
    files: [SourceFile; 2],
    source: String,
    originals: BTreeMap<String, Original>,
}

fn examples() -> Vec<Files> {
    let sources = sources();
    let file = |path: String| {
        let file = sources.files.iter().find(|file| file.path == path).expect("a file of the plan");
        SourceFile { path, content: Content::Text(file.text().expect("text").to_owned()) }
    };
    let example = |examples::Example { plan, issuer, source }| Files {
        files: ["yaml", "md"].map(|kind| file(format!("plans/{}/plan.{kind}", plan.key()))),
        key: plan.key(),
        issuer,
        source,
        originals: sources.originals.clone(),
    };
    examples::examples(&sources).into_iter().map(example).collect()
}

/// One entry of a report: the file of the plan and the line in it, where it has one, and what it says.
#[derive(PartialEq, Eq, Debug)]
struct Entry {
    place: Option<(usize, u32)>,
    words: String,
    line: u32,
}

impl Files {
    fn texts(&self) -> [&str; 2] {
        [0, 1].map(|at| self.files[at].text().unwrap_or_default())
    }

    /// The report with other texts in the files; none when they are no plan any more.
    fn report(&self, texts: [&str; 2]) -> Option<Vec<Entry>> {
        let files = self
            .files
            .iter()
            .zip(texts)
            .map(|(file, text)| SourceFile { path: file.path.clone(), content: Content::Text(text.to_owned()) });
        let sources = Sources { files: files.collect(), originals: self.originals.clone(), ..Sources::default() };
        let drafts = parse::drafts(&sources, &mut Problems::default());
        let plan = drafts.plans.first()?;
        let lines = Lines::of(plan, &sources);
        let at = |spot: &compare::Spot| {
            let (file, line) = lines.find(spot);
            Some((usize::from(file.ends_with(".md")), line))
        };
        let Comparison { missing, extra, differing, moved, .. } = compare::compare(plan, &self.issuer, &self.source);
        let missing = missing.into_iter().map(|it| Entry { place: None, words: it.words, line: it.lines.0 });
        let extra = extra.into_iter().map(|it| Entry { place: at(&it.spot), words: it.words, line: it.near });
        let differing = differing.into_iter().map(|it| Entry {
            place: at(&it.spot),
            words: format!("{} {:?}", it.written, it.source),
            line: it.line,
        });
        let moved = moved.into_iter().map(|it| Entry { place: at(&it.spot), words: it.words, line: it.line });
        Some(missing.chain(extra).chain(differing).chain(moved).collect())
    }

    /// Digits of the act in both files, but for those that the plan itself doubts.
    fn digits(&self) -> Vec<(usize, usize)> {
        let mut places = Vec::new();
        for (file, text) in self.texts().into_iter().enumerate() {
            let ranges = if file == 0 { of_act(text) } else { std::iter::once(0..text.len()).collect() };
            for at in ranges.into_iter().flatten().filter(|at| text.as_bytes()[*at].is_ascii_digit()) {
                let after = text[at..].trim_start_matches(|c: char| c.is_ascii_digit());
                if !after.trim_start_matches('%').starts_with("[?]") {
                    places.push((file, at));
                }
            }
        }
        places
    }
}

/// Byte ranges of the lines of a plan.yaml that hold values of the act.
fn of_act(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut at = 0;
    let mut inside: Option<usize> = None;
    for line in text.split_inclusive('\n') {
        let from = at;
        at += line.len();
        let value = line.trim_start_matches([' ', '-']);
        let indent = line.len() - value.len();
        if inside.is_some_and(|outer| indent > outer) {
            continue;
        }
        inside = ABOUT.contains(&value.split(':').next().unwrap_or_default()).then_some(indent);
        if inside.is_none() {
            ranges.push(from..at);
        }
    }
    ranges
}

/// The change of one digit: what stands before it, the digit, and what replaces it.
fn change(text: &str, at: usize, new: &str) -> String {
    let before: Vec<char> = text[..at].chars().rev().take(12).collect();
    let before: String = before.into_iter().rev().map(|c| if c == '\n' { '⏎' } else { c }).collect();
    format!("{before}{}→{new}", char::from(text.as_bytes()[at]))
}

/// A report answers for a changed digit with its line, or with what the source has there.
fn unreported(example: &Files, before: &[Entry], (file, at): (usize, usize), nth: usize) -> Vec<Vec<String>> {
    let text = example.texts()[file];
    let line = text[..at].matches('\n').count() as u32 + 1;
    let digit = text.as_bytes()[at];
    let other = char::from(b'0' + (digit - b'0' + 1 + (nth % 8) as u8) % 10).to_string();
    let mut silent = Vec::new();
    for new in [other.as_str(), ""] {
        let mut changed = text.to_owned();
        changed.replace_range(at..=at, new);
        let mut texts = example.texts();
        texts[file] = &changed;
        let is_reported = example.report(texts).is_none_or(|after| {
            let new = after.iter().filter(|entry| !before.contains(entry));
            new.into_iter().any(|entry| entry.place.is_none_or(|place| place == (file, line)))
        });
        if !is_reported {
            let kind = if new.is_empty() { "left out" } else { "changed" };
            silent.push(vec![example.key.clone(), change(text, at, ""), kind.to_owned()]);
        }
    }
    silent
}

#[test]
fn a_digit_that_is_not_the_sources_is_reported() {
    let tried = Tried::asked();
    let mut silent = Vec::new();
    for example in examples() {
        let before = example.report(example.texts()).expect("a plan");
        let digits = example.digits();
        assert!(digits.len() > 100, "{}: {} digits", example.key, digits.len());
        silent.extend(tried.each(digits, |nth, place| unreported(&example, &before, place, nth)));
    }
    silence_is_known("unreported-digits.tsv", 3, tried, silent);
}

/// Values that another line or row of the act has, or none: plan, what is written, what is written instead, a word of
/// the report.
const WRONG: &[(&str, &[[&str; 2]], &str)] = &[
    ("5256-qd-ubnd-2025", &[["name: Lê Ngọc Châu", "name: Trần Quốc Tuấn"]], "Tuấn"),
    ("5256-qd-ubnd-2025", &[["title: CHỦ TỊCH\n", "title: PHÓ CHỦ TỊCH\n"]], "PHÓ"),
    ("75-kh-ubnd-2025", &[["name: null", "name: Nguyễn Văn An"]], "Nguyễn"),
    ("75-kh-ubnd-2025", &[["không để", "hông bể"]], "hông"),
    ("09-kh-ubnd-2025", &[["kind: Kế hoạch", "kind: Quyết định"]], "KE HOACH"),
    // Deadlines and cells that change places in a text that nothing recognised.
    (
        "thuc-hien-nghi-quyet-268-nq-cp",
        &[["Tháng 10/2025", "@"], ["Tháng 3/2026", "Tháng 10/2025"], ["@", "Tháng 3/2026"]],
        "Tháng 10/2025",
    ),
    (
        "thuc-hien-nghi-quyet-268-nq-cp",
        &[[
            "lead: [Văn phòng HĐND-UBND xã]\n        support: [\"Các cơ quan, đơn vị thuộc xã\"]",
            "lead: [\"Các cơ quan, đơn vị thuộc xã\"]\n        support: [Văn phòng HĐND-UBND xã]",
        ]],
        "Các cơ quan",
    ),
    // A summary says what the body does not say there.
    (
        "103-kh-ubnd-2025",
        &[[
            "          - phòng Kinh tế, Hạ tầng và Đô thị\n        support:\n          - Thuế cơ sở 1",
            "          - Công an phường\n        support:\n          - Thuế cơ sở 1",
        ]],
        "an phường",
    ),
    ("103-kh-ubnd-2025", &[["deadline: Thường xuyên", "deadline: Trước ngày 15 hằng tháng"]], "Trước ngày"),
    ("103-kh-ubnd-2025", &[["deadline: trước ngày 15 hằng[?] tháng", "deadline: trước ngày 20 hằng[?] tháng"]], "20"),
];

#[test]
fn a_wrong_value_is_reported() {
    let examples = examples();
    for (key, changes, word) in WRONG {
        let example = examples.iter().find(|example| example.key.ends_with(key)).expect("a plan");
        let [yaml, body] = example.texts();
        let before = example.report([yaml, body]).expect("a plan");
        let mut texts = [yaml.to_owned(), body.to_owned()];
        for [from, to] in *changes {
            let text = texts.iter_mut().find(|text| text.contains(from)).expect(from);
            *text = text.replacen(from, to, 1);
        }
        let after = example.report([&texts[0], &texts[1]]).expect("a plan");
        let new: Vec<_> = after.iter().filter(|entry| !before.contains(entry)).collect();
        assert!(new.iter().any(|entry| entry.words.contains(word)), "{key} {changes:?}: {new:?}");
    }
}
