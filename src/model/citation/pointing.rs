//! Pointing: “Nghị quyết này”, “Nghị định nêu trên”, which mean a document that the text named before.

use super::{Citation, Mention};
use crate::model::number::{
    DocumentKind,
    reading::{char_at, is_capital, is_word, phrase_before, space_before},
};

/// Words behind a type that point back.
const BACK: [&str; 3] = ["này", "nêu trên", "nói trên"];

/// The places of a text that name a document by its type alone and point back to it, with nothing but the type. What
/// a plan calls “Kế hoạch này” is the plan.
pub fn pointers(text: &str) -> Vec<Mention> {
    let mut found: Vec<Mention> = BACK
        .iter()
        .flat_map(|back| text.match_indices(back))
        .filter_map(|(at, back)| pointer(text, at, at + back.len()))
        .collect();
    found.sort_by_key(|mention| mention.range.start);
    found
}

fn pointer(text: &str, at: usize, end: usize) -> Option<Mention> {
    let named = space_before(text, 0, at);
    if named == at || char_at(text, end).is_some_and(is_word) {
        return None;
    }
    let names = DocumentKind::names().filter_map(|(name, kind)| Some((phrase_before(text, 0, named, name)?, kind?)));
    let (start, kind) = names.min_by_key(|(start, _)| *start)?;
    let is_other = kind != DocumentKind::Plan && is_capital(&text[start..named]);
    is_other.then(|| Mention { range: start..end, citation: Citation { kind: Some(kind), ..Citation::default() } })
}

#[cfg(test)]
mod tests {
    use super::pointers;

    #[test]
    fn a_type_that_points_back_is_a_mention() {
        let table = [
            ("Triển khai Nghị quyết này và Nghị định nêu trên.", &["Nghị quyết này", "Nghị định nêu trên"][..]),
            ("thực hiện Kế hoạch này; nghị quyết này; Nghị quyết nàyy; Nghị quyết trên địa bàn", &[]),
            ("Thông báo kết luận này", &["Thông báo kết luận này"]),
            ("này", &[]),
        ];
        for (text, expected) in table {
            let found: Vec<&str> = pointers(text).into_iter().map(|mention| &text[mention.range]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
