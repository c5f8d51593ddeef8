//! A plan that says anything else than its source is found out, wherever the difference stands.

use niemyet::{
    compare::{self, Comparison},
    model::{
        plan::{Block, Plan},
        task::{Form, Task},
        text::{Text, What},
    },
    parse,
    problem::Problems,
    read::{self, Sources, Versions},
    vietnamese::fold,
};
use rayon::prelude::*;
use std::path::Path;

struct Example {
    plan: Plan,
    issuer: String,
    source: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources() -> Sources {
    read::sources(&root().join("content"), Versions::Omit).expect("content is there")
}

fn examples(sources: &Sources) -> Vec<Example> {
    let drafts = parse::drafts(sources, &mut Problems::default());
    let issuer = |slug: &str| drafts.issuers.iter().find(|issuer| issuer.slug == slug).expect("an issuer").name.clone();
    let example = |plan: &Plan| Example {
        issuer: issuer(&plan.issuer),
        source: String::from_utf8(sources.originals[&plan.source.file].bytes.to_vec()).expect("UTF-8"),
        plan: plan.clone(),
    };
    drafts.plans.iter().map(example).collect()
}

impl Example {
    fn compare(&self, plan: &Plan) -> Comparison {
        compare::compare(plan, &self.issuer, &self.source)
    }
}

/// Numbers without a clock: the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % end.max(1)
    }
}

/// Where a passage stands in a source, found in another way than the program's: the lines that share most runs of four
/// letters with it.
struct Finder {
    /// Lines that are not blank: the number of each, and its runs.
    lines: Vec<(usize, Vec<u32>)>,
}

fn letters(text: &str) -> Vec<u8> {
    fold(text).bytes().filter(u8::is_ascii_alphanumeric).collect()
}

fn grams(text: &str) -> Vec<u32> {
    let letters = letters(text);
    let mut grams: Vec<u32> =
        letters.windows(4).map(|four| u32::from_be_bytes([four[0], four[1], four[2], four[3]])).collect();
    grams.sort_unstable();
    grams.dedup();
    grams
}

impl Finder {
    fn of(source: &str) -> Self {
        let lines = source.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        Self { lines: lines.map(|(at, line)| (at + 1, grams(line))).collect() }
    }

    /// Whether the passage can start near the line, counted from 1.
    fn stands(&self, passage: &str, line: u32, slack: usize) -> bool {
        let wanted = grams(passage);
        let height = letters(passage).len() / 60 + 2;
        let shared =
            |(_, line): &(usize, Vec<u32>)| line.iter().filter(|gram| wanted.binary_search(gram).is_ok()).count();
        let shared: Vec<usize> = self.lines.iter().map(shared).collect();
        let scores: Vec<usize> =
            (0..shared.len()).map(|from| shared[from..].iter().take(height).sum::<usize>().min(wanted.len())).collect();
        let best = scores.iter().copied().max().unwrap_or(0);
        let line = self.lines.partition_point(|(number, _)| *number < line as usize);
        (line.saturating_sub(height + slack)..(line + slack + 1).min(scores.len())).any(|from| scores[from] * 2 >= best)
    }
}

/// Texts of the act that stand in it once, with the anchor near them.
fn texts(plan: &mut Plan) -> Vec<&mut Text> {
    let mut texts: Vec<&mut Text> = plan.basis.iter_mut().collect();
    blocks(&mut plan.body, &mut texts);
    for section in plan.sections.iter_mut().filter(|section| section.form != Form::Summary) {
        section.tasks.iter_mut().for_each(|task| task_texts(task, &mut texts));
    }
    texts.extend(plan.targets.iter_mut().flat_map(|group| &mut group.targets).map(|target| &mut target.text));
    texts
}

fn blocks<'p>(list: &'p mut [Block], texts: &mut Vec<&'p mut Text>) {
    for block in list {
        match block {
            Block::Heading { text, .. } | Block::Paragraph { text, .. } => texts.push(text),
            Block::List(items) => items.iter_mut().for_each(|item| blocks(&mut item.blocks, texts)),
            Block::Quote(list) | Block::Note { blocks: list, .. } => blocks(list, texts),
            Block::Table { head, rows } => texts.extend(head.iter_mut().chain(rows.iter_mut().flatten())),
            Block::Place(_) | Block::Rule => {}
        }
    }
}

fn task_texts<'p>(task: &'p mut Task, texts: &mut Vec<&'p mut Text>) {
    texts.push(&mut task.text);
    task.rows.iter_mut().for_each(|row| task_texts(row, texts));
}

/// Texts of cells, whose numbers count too.
fn cells(plan: &mut Plan) -> Vec<(String, &mut Text)> {
    let mut cells = Vec::new();
    for section in plan.sections.iter_mut().filter(|section| section.form == Form::Table) {
        section.tasks.iter_mut().for_each(|task| task_cells(task, &mut cells));
    }
    cells
}

fn task_cells<'p>(task: &'p mut Task, cells: &mut Vec<(String, &'p mut Text)>) {
    let row = task.text.plain.clone();
    cells.push((row.clone(), &mut task.deadline.wording));
    cells.extend(task.product.iter_mut().map(|product| (row.clone(), product)));
    task.rows.iter_mut().for_each(|row| task_cells(row, cells));
}

fn is_plain(text: &Text) -> bool {
    !text.spans.iter().any(|span| matches!(span.what, What::Note(_) | What::Lost | What::Doubt | What::Illegible))
}

/// A row whose neighbour cannot be read: words of the source that stand nowhere may be the neighbour's.
const BESIDE_UNREADABLE: &str = "Báo cáo đánh giá kết quả thực hiện, đề xuất giải pháp";

/// Places in each plan that are tried for each kind of change.
const PLACES: usize = 40;

fn every_plan(kind: u64, change: impl Fn(&Example, &Comparison, &Finder, &mut Dice) -> Option<String> + Sync) {
    let sources = sources();
    let failures: Vec<String> = examples(&sources)
        .par_iter()
        .flat_map_iter(|example| {
            let finder = Finder::of(&example.source);
            let before = example.compare(&example.plan);
            let places: Vec<u64> = (0..PLACES as u64).collect();
            let found: Vec<String> = places
                .into_par_iter()
                .filter_map(|place| {
                    let mut dice = Dice(kind << 32 | place << 8);
                    dice.below(9);
                    change(example, &before, &finder, &mut dice).map(|why| format!("{}: {why}", example.plan.key()))
                })
                .collect();
            found
        })
        .collect();
    assert!(failures.is_empty(), "{} of {}:\n{}", failures.len(), PLACES * 5, failures.join("\n"));
}

#[test]
fn a_deleted_sentence_is_missed() {
    every_plan(1, |example, before, finder, dice| {
        let mut plan = example.plan.clone();
        let mut list = texts(&mut plan);
        let text = loop {
            let at = dice.below(list.len());
            if letters(&list[at].plain).len() >= 28 && is_plain(list[at]) {
                break list.swap_remove(at);
            }
        };
        let sentences: Vec<&str> =
            text.plain.split_inclusive(['.', ';']).filter(|sentence| letters(sentence).len() >= 28).collect();
        if sentences.is_empty() {
            return None;
        }
        let sentence = sentences[dice.below(sentences.len())].to_owned();
        // The summary of the act says the same once more.
        if example.plan.summary.plain.contains(sentence.trim()) || sentence == BESIDE_UNREADABLE {
            return None;
        }
        *text = Text::of_value(&text.plain.replacen(&sentence, "", 1));
        let after = example.compare(&plan);
        let new: Vec<_> = after.missing.iter().filter(|missing| !before.missing.contains(missing)).collect();
        let size = letters(&sentence).len();
        // In a table that recognition garbled, other cells find a word or two of it.
        let here = new
            .iter()
            .filter(|missing| (missing.lines.0..=missing.lines.1).any(|line| finder.stands(&sentence, line, 2)));
        let found = here.map(|missing| letters(&missing.words).len()).sum::<usize>() * 3 >= size;
        (!found).then(|| format!("“{sentence}” is not missed in {new:?}"))
    });
}

#[test]
fn a_changed_digit_differs() {
    every_plan(2, |example, before, finder, dice| {
        let mut plan = example.plan.clone();
        let mut numbers = plan.clone();
        let has_digit = |text: &Text| is_plain(text) && text.plain.bytes().any(|byte| byte.is_ascii_digit());
        let mut list: Vec<(String, &mut Text)> =
            texts(&mut plan).into_iter().map(|text| (text.plain.clone(), text)).collect();
        list.extend(cells(&mut numbers));
        let in_text = list.iter().filter(|(_, text)| has_digit(text)).count();
        if in_text == 0 {
            return None;
        }
        let wanted = dice.below(in_text);
        let count = texts(&mut example.plan.clone()).len();
        let at = list.iter().enumerate().filter(|(_, (_, text))| has_digit(text)).nth(wanted).map_or(0, |(at, _)| at);
        let (context, text) = list.swap_remove(at);
        let places: Vec<usize> =
            text.plain.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_digit()).map(|(at, _)| at).collect();
        let place = places[dice.below(places.len())];
        let digit = text.plain.as_bytes()[place];
        let other = b'0' + (digit - b'0' + 1 + dice.below(8) as u8) % 10;
        let mut changed = text.plain.clone();
        changed.replace_range(place..=place, &char::from(other).to_string());
        *text = Text::of_value(&changed);
        let plan = if at < count { plan } else { numbers };
        let after = example.compare(&plan);
        let new: Vec<_> = after.differing.iter().filter(|differing| !before.differing.contains(differing)).collect();
        let slack = if at < count { 1 } else { 14 };
        // A heading of a few words stands in many places.
        let short = letters(&context).len() < 30 || !is_plain(&Text::of_value(&context));
        let found = new.iter().any(|differing| short || finder.stands(&context, differing.line, slack));
        (!found).then(|| format!("{digit} → {} in “{changed}” does not differ in {new:?}", char::from(other)))
    });
}

#[test]
fn swapped_rows_stand_in_another_order() {
    every_plan(3, |example, before, finder, dice| {
        let mut plan = example.plan.clone();
        let swapped = if plan.sections.iter().any(|section| section.form != Form::Summary) {
            let sections: Vec<usize> = (0..plan.sections.len())
                .filter(|at| plan.sections[*at].form != Form::Summary && plan.sections[*at].tasks.len() > 1)
                .collect();
            let tasks = &mut plan.sections[sections[dice.below(sections.len())]].tasks;
            let (a, b) = two(tasks.len(), dice);
            tasks.swap(a, b);
            [tasks[a].text.plain.clone(), tasks[b].text.plain.clone()]
        } else {
            let rows = &mut plan.targets[0].targets;
            let (a, b) = two(rows.len(), dice);
            rows.swap(a, b);
            [rows[a].text.plain.clone(), rows[b].text.plain.clone()]
        };
        if swapped.iter().any(|text| !is_plain(&Text::of_value(text))) {
            return None;
        }
        let after = example.compare(&plan);
        let new: Vec<_> = after.moved.iter().filter(|moved| !before.moved.contains(moved)).collect();
        let found = new.iter().any(|moved| {
            let is = |text: &&String| letters(text).ends_with(&letters(&moved.words)[1..]);
            swapped.iter().filter(is).any(|text| finder.stands(text, moved.line, 4))
        });
        // Or what it says at its place is missed.
        let found = found
            || swapped.iter().any(|text| {
                let missing = after.missing.iter().filter(|missing| !before.missing.contains(missing));
                let here = missing.filter(|missing| finder.stands(text, missing.lines.0, 4));
                here.map(|missing| letters(&missing.words).len()).sum::<usize>() * 3 >= letters(text).len()
            });
        (!found).then(|| format!("{swapped:?} are not moved in {new:?}"))
    });
}

fn two(count: usize, dice: &mut Dice) -> (usize, usize) {
    let a = dice.below(count);
    (a, (a + 1 + dice.below(count - 1)) % count)
}

/// A table's rows without its comments, each as its columns.
fn table(name: &str) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(root().join("tests").join(name)).expect("the table is there");
    let rows = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    rows.map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

/// The report and the table name the same; each row of the table has a reason.
fn listed(name: &str, columns: usize, mut found: Vec<Vec<String>>) {
    let mut known = table(name);
    for row in &known {
        assert!(row.len() == columns + 1 && !row[columns].is_empty(), "a row of {name} without a reason: {row:?}");
    }
    known.iter_mut().for_each(|row| row.truncate(columns));
    found.sort();
    known.sort();
    let lines = |rows: &[Vec<String>], others: &[Vec<String>]| {
        let only = rows.iter().filter(|row| !others.contains(row));
        only.map(|row| row.join("\t")).collect::<Vec<_>>().join("\n")
    };
    assert!(
        found == known,
        "reported and not in {name}:\n{}\nin {name} and not reported:\n{}",
        lines(&found, &known),
        lines(&known, &found)
    );
}

#[test]
fn what_the_examples_lack_of_their_sources_is_known() {
    let sources = sources();
    let mut rows = Vec::new();
    for example in examples(&sources) {
        let found = example.compare(&example.plan);
        assert!(found.covered.per_mille() >= 995, "{}: {:?}", example.plan.key(), found.covered);
        assert!(found.moved.is_empty(), "{:?}", found.moved);
        for missing in found.missing {
            let (first, last) = missing.lines;
            let lines = if first == last { first.to_string() } else { format!("{first}-{last}") };
            rows.push(vec![example.plan.key(), lines, missing.words]);
        }
    }
    listed("uncovered.tsv", 3, rows);
}

#[test]
fn what_the_examples_add_to_their_sources_is_known() {
    let sources = sources();
    let mut rows = Vec::new();
    for example in examples(&sources) {
        for extra in example.compare(&example.plan).extra {
            rows.push(vec![example.plan.key(), extra.spot.anchor, extra.near.to_string(), extra.words]);
        }
    }
    listed("added.tsv", 4, rows);
}

#[test]
fn numbers_that_differ_in_the_examples_are_known() {
    let sources = sources();
    let mut rows = Vec::new();
    for example in examples(&sources) {
        for differing in example.compare(&example.plan).differing {
            let source = differing.source.unwrap_or_default();
            rows.push(vec![
                example.plan.key(),
                differing.spot.anchor,
                differing.written,
                differing.line.to_string(),
                source,
            ]);
        }
    }
    listed("differing-numbers.tsv", 5, rows);
}

/// What a source can be that is no transcription of the plan: quick, and nothing is taken for found.
#[test]
fn a_source_may_be_anything() {
    let sources = sources();
    for example in examples(&sources) {
        let nothing = compare::compare(&example.plan, &example.issuer, "");
        assert_eq!((nothing.covered.all, nothing.missing.len()), (0, 0));
        assert!(!nothing.extra.is_empty());
        let other = "lorem ipsum dolor sit amet 12 consectetur\n".repeat(20_000);
        let found = compare::compare(&example.plan, &example.issuer, &other);
        assert!(found.covered.per_mille() < 20, "{:?}", found.covered);
    }
}

/// The line that a difference names holds the word that differs.
#[test]
fn differences_name_the_line_of_their_word() {
    let sources = sources();
    for example in examples(&sources) {
        let lines = compare::Lines::of(&example.plan, &sources);
        let found = compare::compare(&example.plan, &example.issuer, "");
        let mut seen = 0;
        for extra in &found.extra {
            let (file, line) = lines.find(&extra.spot);
            let file = sources.files.iter().find(|other| format!("content/{}", other.path) == file).expect("the file");
            let text = file.text().and_then(|text| text.lines().nth(line as usize - 1)).unwrap_or_default();
            let first = extra.words.split_whitespace().next().map(fold).unwrap_or_default();
            seen += usize::from(fold(text).contains(first.trim_matches(|c: char| !c.is_alphanumeric())));
        }
        // The number, the day and what opens with a printed number stand otherwise in the file.
        assert!(seen * 10 >= found.extra.len() * 8, "{}: {seen} of {}", example.plan.key(), found.extra.len());
    }
}
