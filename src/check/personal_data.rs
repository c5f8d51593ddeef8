//! Phone numbers and identity numbers do not belong in a published plan (Luật 91/2025/QH15).

use crate::{
    model::plan::Plan,
    problem::{Problem, Problems},
    span::Place,
};

pub fn check(plan: &Plan, problems: &mut Problems) {
    for (position, (_, text)) in plan.passages().into_iter().enumerate() {
        for found in personal_numbers(&text.plain) {
            problems.add(super::passage(plan, position, &found), Problem::PersonalData { text: found.clone() });
        }
    }
    for (index, recipient) in plan.recipients.iter().enumerate() {
        for text in personal_numbers(&recipient.plain) {
            problems.add(Place::key(plan.file, format!("recipients[{index}]")), Problem::PersonalData { text });
        }
    }
}

/// Each mobile number (ten digits from 03, 05, 07, 08 or 09, in groups or not) and each twelve-digit identity number.
fn personal_numbers(text: &str) -> Vec<String> {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ' ' | '-');
    let found = text.split(|c| !is_part(c)).filter_map(|run| {
        let digits: String = run.chars().filter(char::is_ascii_digit).collect();
        let mobile = digits.len() == 10 && ["03", "05", "07", "08", "09"].iter().any(|start| digits.starts_with(start));
        let identity = digits.len() == 12 && digits.starts_with('0');
        (mobile || identity).then(|| run.trim().to_owned())
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_persons_are_found() {
        let table = [
            ("liên hệ 0912 345 678.", "0912 345 678."),
            ("CCCD 031085001234, 0912345678", "031085001234 0912345678"),
            ("ngày 31/8/2025", ""),
            ("2025-2030, 1.000 dân", ""),
        ];
        for (text, found) in table {
            assert_eq!(personal_numbers(text).join(" "), found, "{text}");
        }
    }
}
