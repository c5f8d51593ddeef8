use super::*;
use unicode_normalization::UnicodeNormalization;

/// `tests/citations.tsv` as texts, each with its mentions as rows.
fn table() -> Vec<(String, Vec<String>)> {
    let mut table: Vec<(String, Vec<String>)> = Vec::new();
    let rows = include_str!("../../../tests/citations.tsv").lines();
    for row in rows.filter(|row| !row.is_empty() && !row.starts_with('#')) {
        let (text, mention) = row.split_once('\t').unwrap_or((row, ""));
        let (text, mention) = (unescaped(text), unescaped(mention));
        if !text.is_empty() {
            table.push((text, Vec::new()));
        }
        if let Some((_, mentions)) = table.last_mut().filter(|_| mention != "-") {
            mentions.push(mention);
        }
    }
    table
}

fn unescaped(column: &str) -> String {
    column.replace("\\n", "\n").replace("\\t", "\t")
}

/// A mention as a row of the table.
fn row(text: &str, mention: &Mention) -> String {
    let Citation { kind, number, short, date, issuer, name, year, term: _ } = &mention.citation;
    let after_number = year.filter(|_| name.is_none()).map_or(String::new(), |year| format!(" ({year})"));
    let number = number.as_ref().map(|number| number.canonical().to_owned() + &after_number);
    let of_year = |short: &String| year.map_or(format!("({short})"), |year| format!("({short}/{year})"));
    let short = short.as_ref().map(of_year);
    let year = year.map_or(String::new(), |year| format!(" ({year})"));
    let columns = [
        text[mention.range.clone()].to_owned(),
        kind.map_or("", DocumentKind::name).to_owned(),
        number.or(short).unwrap_or_default(),
        date.map_or(String::new(), |date| date.to_string()),
        issuer.clone().unwrap_or_default(),
        name.as_ref().map_or(String::new(), |name| name.clone() + &year),
    ];
    columns.join("\t").trim_end_matches('\t').to_owned()
}

#[test]
fn mentions_are_found_as_the_table_says() {
    let mut wrong = Vec::new();
    for (text, wanted) in table() {
        let found: Vec<String> = mentions(&text).iter().map(|mention| row(&text, mention)).collect();
        if found != wanted {
            wrong.push(format!("{text}\n  found  {found:#?}\n  wanted {wanted:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn decomposed_texts_say_the_same() {
    for (text, _) in table() {
        let decomposed: String = text.nfd().collect();
        let (composed, found) = (mentions(&text), mentions(&decomposed));
        assert_eq!(composed.len(), found.len(), "{text}");
        for (one, other) in composed.iter().zip(&found) {
            assert_eq!(one.citation, other.citation);
            let range: String = decomposed[other.range.clone()].nfc().collect();
            assert_eq!(text[one.range.clone()], range);
        }
    }
}

/// Mentions in order, apart, and on character boundaries, or a panic.
fn check(text: &str) {
    let mut end = 0;
    for Mention { range, citation } in mentions(text) {
        assert!(end <= range.start && range.start < range.end, "{range:?} after {end} in {text:?}");
        assert!(text.get(range.clone()).is_some(), "{range:?} in {text:?}");
        assert!(citation.number.is_some() || citation.short.is_some() || citation.name.is_some());
        end = range.end;
    }
}

#[test]
fn no_text_panics() {
    let table = table();
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 33).unwrap_or(0) % below.max(1)
    };
    for (text, _) in &table {
        let decomposed: String = text.nfd().collect();
        for form in [text, &decomposed] {
            let letters: Vec<char> = form.chars().collect();
            for cut in 0..=letters.len() {
                check(&letters[..cut].iter().collect::<String>());
                check(&letters[cut..].iter().collect::<String>());
            }
            for _ in 0..30 {
                let mut mutated = letters.clone();
                for _ in 0..1 + random(4) {
                    let other: Vec<char> = table[random(table.len())].0.nfd().collect();
                    let (at, from) = (random(mutated.len()), random(other.len()));
                    let piece = &other[from..(from + random(6)).min(other.len())];
                    let gone = at..(at + random(4)).min(mutated.len());
                    mutated.splice(gone, piece.iter().copied());
                }
                check(&mutated.iter().collect::<String>());
            }
        }
    }
}
