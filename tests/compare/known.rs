//! What the comparison says of the examples as they are: each entry is known, with its reason.

use super::{
    examples::{examples, sources},
    table::is_known,
};

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
    is_known("uncovered.tsv", 3, rows);
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
    is_known("added.tsv", 4, rows);
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
    is_known("differing-numbers.tsv", 5, rows);
}
