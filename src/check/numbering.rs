//! Sections are numbered without gaps: I, II, III; 1, 2, 3. A gap is the source's own and is said.

use crate::{
    model::plan::{Block, Plan},
    problem::{Problem, Problems},
    span::Place,
};

pub fn check(plan: &Plan, problems: &mut Problems) {
    // The last number seen at each heading level; a heading ends the numbering of the levels under it.
    let mut last: [Option<(u32, &str)>; 7] = [None; 7];
    for block in &plan.body {
        let Block::Heading { level, text, .. } = block else { continue };
        let level = usize::from(*level).min(6);
        last[level + 1..].fill(None);
        let Some((number, printed)) = leading_number(&text.plain) else { continue };
        if let Some((before, printed_before)) = last[level]
            && number > before + 1
        {
            let problem = Problem::NumberingGap { before: printed_before.to_owned(), after: printed.to_owned() };
            problems.add(Place::words(plan.body_file.unwrap_or(plan.file), &*text.plain), problem);
        }
        last[level] = Some((number, printed));
    }
    let mut before: Option<(u32, &str)> = None;
    for (index, section) in plan.sections.iter().enumerate() {
        let Some(number) = value(section.printed()) else { continue };
        if let Some((last, printed)) = before
            && number > last + 1
        {
            let problem = Problem::NumberingGap { before: printed.to_owned(), after: section.printed().to_owned() };
            problems.add(Place::key(plan.file, format!("tasks[{index}].section")), problem);
        }
        before = Some((number, section.printed()));
    }
}

/// `IV. KINH PHÍ` → 4 and `IV`.
fn leading_number(heading: &str) -> Option<(u32, &str)> {
    let (printed, _) = heading.split_once(['.', ')'])?;
    Some((value(printed)?, printed))
}

/// The value of a Roman or Arabic number.
fn value(printed: &str) -> Option<u32> {
    if let Ok(number) = printed.parse() {
        return Some(number);
    }
    let digits: Option<Vec<u32>> = printed
        .chars()
        .map(|letter| match letter {
            'I' => Some(1),
            'V' => Some(5),
            'X' => Some(10),
            _ => None,
        })
        .collect();
    let digits = digits.filter(|digits| !digits.is_empty() && digits.len() <= 6)?;
    let smaller_before_larger = |index: usize| digits.get(index + 1).is_some_and(|next| *next > digits[index]);
    let subtracted: u32 =
        (0..digits.len()).filter(|index| smaller_before_larger(*index)).map(|index| digits[index]).sum();
    digits.iter().sum::<u32>().checked_sub(2 * subtracted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_values() {
        let table = [
            ("I", Some(1)),
            ("IV", Some(4)),
            ("IX", Some(9)),
            ("XIV", Some(14)),
            ("12", Some(12)),
            ("a", None),
            ("", None),
        ];
        for (printed, number) in table {
            assert_eq!(value(printed), number, "{printed}");
        }
        assert_eq!(leading_number("III. NHIỆM VỤ"), Some((3, "III")));
    }
}
