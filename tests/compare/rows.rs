//! Any two rows of the example plans that change places are reported, with the line on which one of them stands.

use super::{
    examples::{Example, examples, sources},
    finder::{Finder, is_like, letters},
    table::Tried,
};
use niemyet::{
    compare::Comparison,
    model::{
        plan::Plan,
        task::Form,
        text::{Text, What},
    },
};

/// Two rows of one list: which list, and their places in it.
#[derive(Clone, Copy)]
struct Pair {
    list: usize,
    rows: [usize; 2],
}

/// The texts of the rows of each list that is printed once.
fn lists(plan: &Plan) -> Vec<Vec<&Text>> {
    let sections = plan.sections.iter().filter(|section| section.form != Form::Summary);
    let tasks = sections.map(|section| section.tasks.iter().map(|task| &task.text).collect());
    tasks.chain(plan.targets.iter().map(|group| group.targets.iter().map(|row| &row.text).collect())).collect()
}

fn swap(plan: &mut Plan, Pair { list, rows: [a, b] }: Pair) {
    let sections = plan.sections.iter_mut().filter(|section| section.form != Form::Summary);
    let mut sections: Vec<_> = sections.collect();
    match list.checked_sub(sections.len()) {
        None => sections[list].tasks.swap(a, b),
        Some(group) => plan.targets[group].targets.swap(a, b),
    }
}

/// A row with lost words can stand in many places.
fn is_plain(text: &Text) -> bool {
    !text.spans.iter().any(|span| matches!(span.what, What::Lost | What::Doubt | What::Illegible))
}

fn pairs(plan: &Plan) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for (list, rows) in lists(plan).iter().enumerate() {
        for b in 0..rows.len() {
            let pair = |a: usize| Pair { list, rows: [a, b] };
            pairs.extend((0..b).filter(|a| is_plain(rows[*a]) && is_plain(rows[b])).map(pair));
        }
    }
    pairs
}

fn unreported(example: &Example, before: &Comparison, finder: &Finder, pair: Pair) -> Option<[String; 2]> {
    let swapped = pair.rows.map(|row| lists(&example.plan)[pair.list][row].plain.clone());
    let mut plan = example.plan.clone();
    swap(&mut plan, pair);
    let after = example.compare(&plan);
    let mut new = after.moved.iter().filter(|moved| !before.moved.contains(moved));
    let is_moved = new.any(|moved| {
        let is = |text: &&String| is_like(text, &moved.words);
        swapped.iter().filter(is).any(|text| finder.stands(text, moved.line, 4))
    });
    // Or what it says at its place is missed.
    let is_missed = |text: &String| {
        let missing = after.missing.iter().filter(|missing| !before.missing.contains(missing));
        let here = missing.filter(|missing| finder.stands(text, missing.lines.0, 4));
        here.map(|missing| letters(&missing.words).len()).sum::<usize>() * 3 >= letters(text).len()
    };
    (!is_moved && !swapped.iter().any(is_missed)).then_some(swapped)
}

#[test]
fn rows_that_change_places_are_reported() {
    let tried = Tried::asked();
    let (mut silent, mut count) = (Vec::new(), 0);
    for example in examples(&sources()) {
        let finder = Finder::of(&example.source);
        let before = example.compare(&example.plan);
        count += pairs(&example.plan).len();
        silent.extend(tried.each(pairs(&example.plan), |_, pair| {
            let rows = unreported(&example, &before, &finder, pair);
            rows.map(|[a, b]| format!("{}: “{a}”, “{b}”", example.plan.key())).into_iter().collect()
        }));
    }
    assert!(count > 300, "{count} pairs");
    assert!(silent.is_empty(), "not reported:\n{}", silent.join("\n"));
}
