//! A total that the plan states agrees with what it lists: "Tổng số: 31 nhiệm vụ", "14 chỉ tiêu tại phụ lục".

use crate::{
    model::plan::Plan,
    problem::{Counted, Problem, Problems},
};

pub fn check(plan: &Plan, problems: &mut Problems) {
    for (position, (_, text)) in plan.passages().into_iter().enumerate() {
        let Some((said, what)) = stated(&text.plain) else { continue };
        let counted = match what {
            Counted::Tasks => plan.tasks().filter(|task| task.is_leaf()).count(),
            Counted::Targets => plan.targets().count(),
        };
        if counted > 0 && counted != said as usize {
            let problem = Problem::CountDiffers { said, counted: counted as u32, what };
            problems.add(super::passage(plan, position, &text.plain), problem);
        }
    }
}

/// A total in a text: a number before what it counts, with a word that makes it the total.
fn stated(text: &str) -> Option<(u32, Counted)> {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let lower = text.to_lowercase();
    for (words, what) in [(" nhiệm vụ", Counted::Tasks), (" chỉ tiêu", Counted::Targets)] {
        for (at, _) in lower.match_indices(words) {
            let before = &lower[..at];
            let digits = before.len() - before.bytes().rev().take_while(u8::is_ascii_digit).count();
            let total = before[..digits].trim_end().ends_with("tổng số:")
                || before[..digits].trim_end().ends_with("tổng số")
                || lower[at + words.len()..].trim_start().starts_with("tại phụ lục");
            if let (true, Ok(said)) = (total, before[digits..].parse()) {
                return Some((said, what));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_are_read() {
        let table = [
            ("Tổng số: 31 nhiệm vụ./.", Some((31, Counted::Tasks))),
            ("Các chỉ tiêu chủ yếu: 14 chỉ tiêu tại phụ lục kèm theo", Some((14, Counted::Targets))),
            ("hoàn thành 12 nhiệm vụ", None),
            ("nhiệm vụ", None),
        ];
        for (text, total) in table {
            assert_eq!(stated(text), total, "{text}");
        }
    }
}
