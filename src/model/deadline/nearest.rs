//! Nearest: for a phrase without meaning, the closest one that has.

use super::scan::{Cursor, Fault, Scan, Shape, Spelling, Token};
use super::{Context, Kind, Unreadable, Why, phrase};

pub(super) fn unreadable(phrase: &str, context: &Context, fault: Fault) -> Unreadable {
    let nearest = fixed(phrase, context, &fault)
        .or_else(|| respelled(phrase, context))
        .or_else(|| readable_part(phrase, context, &fault));
    Unreadable { at: fault.at, why: fault.why, nearest }
}

fn reads(phrase: &str, context: &Context) -> bool {
    phrase::read(phrase, context, Spelling::Exact).is_ok_and(|due| due.kind != Kind::Unspecified)
}

/// The phrase with the wrong part written right.
fn fixed(phrase: &str, context: &Context, fault: &Fault) -> Option<String> {
    let (at, instead) = fault.fix.as_ref()?;
    let fixed = format!("{}{instead}{}", phrase.get(..at.start)?, phrase.get(at.end..)?);
    reads(&fixed, context).then_some(fixed)
}

/// The phrase with its words in the spelling of the vocabulary.
fn respelled(phrase: &str, context: &Context) -> Option<String> {
    let scan = Scan::new(phrase, context, Spelling::Loose);
    phrase::read_scan(&scan).ok()?;
    scan.respelled().filter(|respelled| reads(respelled, context))
}

/// The longest part that names a time when the rest is left out. Of a tail its first word must say that it is the
/// deadline: in "văn bản ban hành trước ngày 01/7/2025" the last words belong to those before them.
fn readable_part(phrase: &str, context: &Context, fault: &Fault) -> Option<String> {
    const TOKENS: usize = 60;
    const DEADLINE: [&str; 8] =
        ["chậm nhất", "muộn nhất", "không quá", "hoàn thành", "xong", "thường xuyên", "hằng", "định kỳ"];
    let scan = Scan::new(phrase, context, Spelling::Exact);
    if fault.why != Why::NotUnderstood || scan.tokens.len() > TOKENS {
        return None;
    }
    // What is left out must hold no number: that would be a dropped date. Nor words that make another date of it or
    // take the deadline back.
    const TURNS: [&str; 42] = [
        "lần",
        "dịp",
        "tết",
        "âm",
        "âl",
        "al",
        "học",
        "lịch",
        "mùng",
        "mồng",
        "rằm",
        "nếu",
        "trừ",
        "không",
        "chưa",
        "đã",
        "hoặc",
        "trước",
        "sau",
        "từ",
        "đến",
        "khi",
        "hằng",
        "hàng",
        "mỗi",
        "lùi",
        "gia",
        "hạn",
        "định",
        "đột",
        "thường",
        "ngày",
        "thứ",
        "tuần",
        "tháng",
        "quý",
        "năm",
        "nửa",
        "đầu",
        "giữa",
        "cuối",
        "giờ",
    ];
    let no_number = |tokens: &[Token]| {
        tokens.iter().all(|token| match &token.shape {
            Shape::Number { .. } => false,
            Shape::Word(word) => !TURNS.contains(&word.as_str()),
            _ => true,
        })
    };
    let cuts = 1..scan.tokens.len();
    let heads = cuts.clone().rev().filter(|end| no_number(&scan.tokens[*end..]));
    let heads = heads.map(|end| Cursor { end, ..scan.cursor() });
    let tails = cuts.filter(|at| no_number(&scan.tokens[..*at])).map(|at| Cursor { at, ..scan.cursor() });
    let tails = tails.filter(|tail| tail.sees(&DEADLINE));
    heads
        .chain(tails)
        .map(|part| part.text_to(part.end).trim_end_matches([',', ';', '.', '(']).trim_end().to_owned())
        // What is cut off within a bracket is not what the bracket says.
        .filter(|part| part.matches(['(', '（']).count() == part.matches([')', '）']).count())
        .find(|part| {
            phrase::read(part, context, Spelling::Exact)
                .is_ok_and(|due| due.end.is_some() || !due.rules.is_empty() || due.kind == Kind::Continuous)
        })
}
