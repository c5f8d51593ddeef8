//! Phone numbers and identity numbers do not belong in a published plan (Luật 91/2025/QH15).

use crate::{
    model::plan::Plan,
    problem::{Problem, Problems},
};

pub fn check(plan: &Plan, problems: &mut Problems) {
    for (position, (_, text)) in plan.passages().into_iter().enumerate() {
        if let Some(found) = personal_number(&text.plain) {
            problems.add(super::passage(plan, position, &found), Problem::PersonalData { text: found.clone() });
        }
    }
}

/// A mobile number (ten digits from 03, 05, 07, 08 or 09, in groups or not) or a twelve-digit identity number.
fn personal_number(text: &str) -> Option<String> {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ' ' | '-');
    text.split(|c| !is_part(c)).find_map(|run| {
        let digits: String = run.chars().filter(char::is_ascii_digit).collect();
        let mobile = digits.len() == 10 && ["03", "05", "07", "08", "09"].iter().any(|start| digits.starts_with(start));
        let identity = digits.len() == 12 && digits.starts_with('0');
        (mobile || identity).then(|| run.trim().to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_persons_are_found() {
        let table = [
            ("liên hệ 0912 345 678.", Some("0912 345 678.")),
            ("CCCD 031085001234", Some("031085001234")),
            ("ngày 31/8/2025", None),
            ("2025-2030, 1.000 dân", None),
        ];
        for (text, found) in table {
            assert_eq!(personal_number(text).as_deref(), found, "{text}");
        }
    }
}
