//! Every sentence of the example plans, left out, is reported with the line of the source that it stands on.

use super::{
    examples::{Example, examples, sources, texts},
    finder::{Finder, is_like, letters},
    table::{Tried, silence_is_known},
};
use niemyet::{
    compare::{Comparison, Missing},
    model::{
        plan::Plan,
        text::{Span, Text},
    },
};
use std::ops::Range;

/// Letters of a sentence that is more than a number or a name.
const SENTENCE: usize = 12;

/// Byte ranges of the sentences of a text: each with its stop.
fn sentences(plain: &str) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, stop) in plain.match_indices(['.', ';', '\n']) {
        let end = at + stop.len();
        let is_end = stop == "\n" || plain[end..].is_empty() || plain[end..].starts_with(char::is_whitespace);
        if is_end {
            sentences.push(start..end);
            start = end;
        }
    }
    sentences.push(start..plain.len());
    sentences.retain(|range| letters(&plain[range.clone()]).len() >= SENTENCE);
    sentences
}

/// The text without a part of it and without what is known about that part.
fn without(text: &Text, part: &Range<usize>) -> Text {
    let mut plain = text.plain.clone();
    plain.replace_range(part.clone(), "");
    let moved = |at: usize| if at >= part.end { at - part.len() } else { at };
    let spans = text.spans.iter().filter_map(|span| {
        let bytes = Range::from(span.bytes);
        let is_apart = bytes.end <= part.start || bytes.start >= part.end;
        is_apart.then(|| Span { bytes: (moved(bytes.start)..moved(bytes.end)).into(), what: span.what.clone() })
    });
    Text { spans: spans.collect(), plain }
}

/// The sentence, where its absence is not reported.
fn unreported(
    example: &Example,
    before: &Comparison,
    finder: &Finder,
    (text, part): (usize, Range<usize>),
) -> Option<String> {
    let mut plan = example.plan.clone();
    let mut list = texts(&mut plan);
    let text = list.swap_remove(text);
    let sentence = text.plain[part.clone()].trim().to_owned();
    *text = without(text, &part);
    let after = example.compare(&plan);
    let new: Vec<_> = after.missing.iter().filter(|missing| !before.missing.contains(missing)).collect();
    let is_there =
        |missing: &Missing| (missing.lines.0..=missing.lines.1).any(|line| finder.stands(&sentence, line, 2));
    let here = new.iter().filter(|missing| is_there(missing) || is_like(&sentence, &missing.words));
    // In a table that recognition garbled, other cells find a word or two of it.
    let found = here.map(|missing| letters(&missing.words).len()).sum::<usize>() * 3 >= letters(&sentence).len();
    (!found).then_some(sentence)
}

fn places(plan: &Plan) -> Vec<(usize, Range<usize>)> {
    let mut plan = plan.clone();
    let texts = texts(&mut plan);
    let of_text = |(at, text): (usize, &&mut Text)| sentences(&text.plain).into_iter().map(move |part| (at, part));
    texts.iter().enumerate().flat_map(of_text).collect()
}

#[test]
fn a_sentence_that_the_plan_lacks_is_reported() {
    let tried = Tried::asked();
    let mut silent = Vec::new();
    for example in examples(&sources()) {
        let finder = Finder::of(&example.source);
        let before = example.compare(&example.plan);
        let places = places(&example.plan);
        assert!(places.len() > 20, "{}: {} sentences", example.plan.key(), places.len());
        silent.extend(tried.each(places, |_, place| {
            let sentence = unreported(&example, &before, &finder, place);
            sentence.map(|sentence| vec![example.plan.key(), sentence.replace('\n', " ")]).into_iter().collect()
        }));
    }
    silence_is_known("unreported-sentences.tsv", 2, tried, silent);
}
