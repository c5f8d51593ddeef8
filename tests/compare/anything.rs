//! Sources that are no transcription of the plan.

use super::examples::{examples, sources};
use niemyet::{compare, vietnamese::fold};

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
