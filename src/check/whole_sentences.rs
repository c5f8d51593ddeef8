//! Texts end where their sentences end: not in a comma, a joining word or lost words.

use crate::{
    model::plan::Plan,
    problem::{Problem, Problems},
};

/// Words that no sentence ends with.
const JOINING: [&str; 13] =
    ["và", "hoặc", "của", "các", "những", "với", "bằng", "để", "mà", "bởi", "rằng", "thì", "[…]"];

pub fn check(plan: &Plan, problems: &mut Problems) {
    for (position, (_, text)) in plan.passages().into_iter().enumerate() {
        if ends_early(&text.plain) {
            let problem = Problem::EndsEarly { words: super::last_words(&text.plain) };
            problems.add(super::passage(plan, position, &text.plain), problem);
        }
    }
}

fn ends_early(text: &str) -> bool {
    let text = text.trim_end();
    let last = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    // A cell that is lost as a whole has no sentence to end.
    last.len() < text.len() && (last.ends_with(',') || JOINING.contains(&last.to_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_are_read() {
        let table = [
            ("Ban hành Kế hoạch 6 tháng cuối […]", true),
            ("rà soát, sửa đổi và", true),
            ("rà soát, sửa đổi,", true),
            ("rà soát, sửa đổi./.", false),
            ("Kế hoạch của UBND xã", false),
            ("[…]", false),
            ("", false),
        ];
        for (text, expected) in table {
            assert_eq!(ends_early(text), expected, "{text}");
        }
    }
}
