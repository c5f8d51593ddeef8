use super::*;
use unicode_normalization::UnicodeNormalization;

/// `tests/numbers.tsv`: what is written, then the number with its parts, or the fault with the nearest number.
#[test]
fn numbers_are_read_as_the_table_says() {
    let mut wrong = Vec::new();
    for row in include_str!("../../../tests/numbers.tsv").lines().filter(|row| !row.starts_with('#')) {
        let (written, wanted) = row.split_once('\t').unwrap_or((row, ""));
        let written = written.replace("\\n", "\n");
        let read = match Number::parse(&written) {
            Ok(number) => {
                let kind = number.kind().map_or("", DocumentKind::name);
                let year = number.year().map_or(String::new(), |year| year.to_string());
                let parts = [number.canonical(), kind, number.ordinal(), &year, number.symbol(), &number.slug()];
                parts.join("\t")
            }
            Err(error) => {
                assert!(written.get(error.range.clone()).is_some(), "{written:?} {error:?}");
                let nearest = error.nearest.map_or(String::new(), |nearest| format!(" → {nearest}"));
                format!("{:?}{nearest}", error.fault)
            }
        };
        if read != wanted {
            wrong.push(format!("{written:?}\n  read   {read:?}\n  wanted {wanted:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn canonical_forms_are_stable_and_ignore_composition() {
    for row in include_str!("../../../tests/numbers.tsv").lines().filter(|row| !row.starts_with('#')) {
        let written = row.split('\t').next().unwrap_or_default();
        let decomposed: String = written.nfd().collect();
        let Ok(number) = Number::parse(written) else {
            continue;
        };
        assert_eq!(Number::parse(number.canonical()).as_ref(), Ok(&number));
        assert_eq!(Number::parse(&decomposed).as_ref(), Ok(&number));
    }
}

#[test]
fn no_text_panics() {
    let odd =
        ["", "9", "9/", "9-", "9.", "9a", "9/é", "9/2025/", "ISO/", "ISO 9-", "ISO 9–1", "TCVN 9:", "9/NQ-é", "1/Đ-"];
    for text in odd {
        for cut in (0..=text.len()).filter(|cut| text.is_char_boundary(*cut)) {
            let _ = Number::parse(&text[..cut]);
            let _ = Number::parse(&text[cut..]);
        }
    }
}

#[test]
fn beside_its_type_a_number_may_name_no_agency() {
    let read = |written, kind| Number::of_kind(written, kind).map(|number| number.to_string());
    assert_eq!(read("89/SL", DocumentKind::Edict).as_deref(), Some("89/SL"));
    assert_eq!(read("5/QĐ", DocumentKind::Decision).as_deref(), Some("05/QĐ"));
    assert_eq!(read("26-TT-1982", DocumentKind::Circular).as_deref(), Some("26-TT-1982"));
    assert_eq!(read("240/", DocumentKind::Decision), None);
    assert_eq!(read("240/QĐ ngày", DocumentKind::Decision), None);
}
