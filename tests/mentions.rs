//! Every mention of a document in the five plans, and where it leads: `mentions.tsv` is the list, a line a mention.

use niemyet::{
    check, link,
    model::text::Text,
    parse,
    problem::Problems,
    read::{self, Versions},
};
use std::path::Path;

const LIST: &str = include_str!("mentions.tsv");

fn site() -> link::Site {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let sources = read::sources(&content, Versions::Omit).expect("content is there");
    let mut problems = Problems::default();
    let drafts = parse::drafts(&sources, &mut problems);
    check::drafts(&drafts, &mut problems);
    link::site(drafts, &sources, &mut problems).expect("the example has no errors")
}

#[test]
fn the_mentions_of_the_plans_are_those_of_the_list() {
    let site = site();
    let mut found = vec!["# kế hoạch\tchỗ\tviện dẫn\tdẫn đến".to_owned()];
    for plan in &site.plans {
        for (anchor, text) in plan.passages() {
            for (bytes, cite) in text.cites() {
                let words = text.slice(bytes).split_whitespace().collect::<Vec<_>>().join(" ");
                let target = cite.target.map_or_else(|| "-".to_owned(), |target| site.target_address(target));
                found.push(format!("{}\t{anchor}\t{words}\t{target}", plan.issuer));
            }
        }
    }
    let listed: Vec<&str> = LIST.lines().collect();
    for (line, (found, listed)) in found.iter().zip(&listed).enumerate() {
        assert_eq!(found, listed, "line {}", line + 1);
    }
    assert_eq!(found.len(), listed.len(), "{found:#?}");
}

/// Figures, a stroke and capitals, "268/NQ-CP", are part of a mention wherever they stand.
#[test]
fn no_numbered_document_is_left_out() {
    for plan in &site().plans {
        for (anchor, text) in plan.passages() {
            for at in numbers(text) {
                let covered = text.cites().any(|(bytes, _)| (bytes.start as usize..bytes.end as usize).contains(&at));
                let words = text.plain[at..].split_whitespace().take(3).collect::<Vec<_>>();
                assert!(covered, "{} {anchor}: {words:?}", plan.issuer);
            }
        }
    }
}

/// Where figures are followed by a stroke or hyphen and two capitals.
fn numbers(text: &Text) -> Vec<usize> {
    let letters: Vec<(usize, char)> = text.plain.char_indices().collect();
    let at = |index: usize| letters.get(index).map_or(' ', |(_, c)| *c);
    let is_number = |index: &usize| {
        let digits = (0..6).take_while(|ahead| at(index + ahead).is_ascii_digit()).count();
        let starts = *index == 0 || !at(index - 1).is_alphanumeric();
        let mark = at(index + digits);
        let capitals = at(index + digits + 1).is_uppercase() && at(index + digits + 2).is_uppercase();
        starts && digits > 0 && matches!(mark, '/' | '-') && capitals
    };
    (0..letters.len()).filter(is_number).map(|index| letters[index].0).collect()
}
