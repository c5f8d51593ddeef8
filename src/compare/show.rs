//! Show: a comparison in words, for people in two languages and for machines.

use super::{Comparison, Lines, Spot};
use crate::lang::Lang;
use serde_json::{Value, json};
use std::fmt::Write;

/// Characters of a passage that are repeated.
const QUOTE: usize = 160;

/// The comparison for a reader. `source` is the path of the source text.
pub fn human(found: &Comparison, lines: &Lines, source: &str, lang: Lang) -> String {
    let mut out = covered(found, source, lang);
    if found.covered.all == 0 {
        return out;
    }
    let heading = |out: &mut String, count: usize, vietnamese: &str, english: &str| {
        if count > 0 {
            let words = match lang {
                Lang::Vi => vietnamese,
                Lang::En => english,
            };
            let _ = write!(out, "\n{words} ({count}):\n");
        }
    };
    heading(&mut out, found.missing.len(), "Có trong nguồn, không có trong kế hoạch", "In the source, not in the plan");
    for missing in &found.missing {
        let (first, last) = missing.lines;
        let range = if first == last { first.to_string() } else { format!("{first}-{last}") };
        let _ = writeln!(out, "  {source}:{range}: {}", quoted(&missing.words));
    }
    heading(&mut out, found.extra.len(), "Có trong kế hoạch, không có trong nguồn", "In the plan, not in the source");
    for extra in &found.extra {
        let near = match lang {
            Lang::Vi => format!("gần dòng {} của nguồn", extra.near),
            Lang::En => format!("near line {} of the source", extra.near),
        };
        let _ = writeln!(out, "  {}: {} ({near})", place(lines, &extra.spot), quoted(&extra.words));
    }
    heading(
        &mut out,
        found.differing.len(),
        "Số, ngày, số hiệu khác nhau",
        "Numbers, dates, document numbers that differ",
    );
    for differing in &found.differing {
        let there = match (&differing.source, lang) {
            (Some(words), Lang::Vi) => format!("nguồn viết {}", quoted(words)),
            (Some(words), Lang::En) => format!("the source has {}", quoted(words)),
            (None, Lang::Vi) => "nguồn không có".to_owned(),
            (None, Lang::En) => "the source has none".to_owned(),
        };
        let (place, line) = (place(lines, &differing.spot), differing.line);
        let _ = writeln!(out, "  {place}: {}; {source}:{line}: {there}", quoted(&differing.written));
    }
    heading(&mut out, found.moved.len(), "Đứng khác thứ tự trong nguồn", "In another order than in the source");
    for moved in &found.moved {
        let _ = writeln!(out, "  {}: {}; {source}:{}", place(lines, &moved.spot), quoted(&moved.words), moved.line);
    }
    out
}

fn covered(found: &Comparison, source: &str, lang: Lang) -> String {
    if found.covered.all == 0 {
        return match lang {
            Lang::Vi => format!("{source}: không có chữ nào để đối chiếu\n"),
            Lang::En => format!("{source}: there are no words to compare with\n"),
        };
    }
    let per_mille = found.covered.per_mille();
    let (whole, tenth) = (per_mille / 10, per_mille % 10);
    let (letters, all) = (found.covered.found, found.covered.all);
    match lang {
        Lang::Vi => format!("{source}: kế hoạch có {whole},{tenth} % chữ và số của nguồn ({letters}/{all})\n"),
        Lang::En => format!("{source}: the plan has {whole}.{tenth} % of its letters and digits ({letters}/{all})\n"),
    }
}

/// The same as JSON; see the README for the keys.
pub fn json(found: &Comparison, lines: &Lines, source: &str) -> String {
    let at = |spot: &Spot, entry: Value| {
        let (file, line) = lines.find(spot);
        let mut entry = entry;
        entry["anchor"] = json!(spot.anchor);
        entry["file"] = json!(file);
        entry["line"] = json!(line);
        entry
    };
    let value = json!({
        "source": source,
        "covered": {
            "characters": found.covered.found,
            "of": found.covered.all,
            "percent": found.covered.per_mille() as f64 / 10.0,
        },
        "missing": found.missing.iter().map(|missing| json!({
            "source_line": missing.lines.0,
            "source_end_line": missing.lines.1,
            "words": missing.words,
        })).collect::<Vec<_>>(),
        "extra": found.extra.iter().map(|extra| at(&extra.spot, json!({
            "words": extra.words,
            "source_line": extra.near,
        }))).collect::<Vec<_>>(),
        "differing": found.differing.iter().map(|differing| at(&differing.spot, json!({
            "words": differing.written,
            "source_words": differing.source,
            "source_line": differing.line,
        }))).collect::<Vec<_>>(),
        "moved": found.moved.iter().map(|moved| at(&moved.spot, json!({
            "words": moved.words,
            "source_line": moved.line,
        }))).collect::<Vec<_>>(),
    });
    format!("{value:#}\n")
}

/// `content/plans/…/plan.yaml:14 (#I.1)`.
fn place(lines: &Lines, spot: &Spot) -> String {
    let (file, line) = lines.find(spot);
    let anchor = if spot.anchor.is_empty() { String::new() } else { format!(" (#{})", spot.anchor) };
    format!("{file}:{line}{anchor}")
}

/// Words in quotes on one line; what could disturb a terminal is shown as `�`.
fn quoted(words: &str) -> String {
    let visible = |c: char| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c };
    let line: String = words.split_whitespace().collect::<Vec<_>>().join(" ").chars().map(visible).collect();
    match line.char_indices().nth(QUOTE) {
        Some((end, _)) => format!("“{}…”", &line[..end]),
        None => format!("“{line}”"),
    }
}
