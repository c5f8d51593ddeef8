//! Sections, items and rows are numbered without gaps: I, II, III; (1), (2); a, b, c, d, đ, e, g. What is not is the
//! source's own, and is said.

use crate::{
    model::{
        plan::{Block, Plan},
        task::Task,
    },
    problem::{Problem, Problems},
    span::{FileId, Place},
};

/// Letters that number items, in the order of the Vietnamese alphabet without its marked vowels.
const LETTERS: &str = "abcdđeghiklmnopqrstuvxy";

pub fn check(plan: &Plan, problems: &mut Problems) {
    headings_and_items(plan, problems);
    let mut sections = Sequence::default();
    for (index, section) in plan.sections.iter().enumerate() {
        let place = || Place::key(plan.file, format!("tasks[{index}].section"));
        sections.next(value(section.printed()), section.printed(), place, problems);
        rows(plan.file, &section.tasks, &format!("tasks[{index}]"), problems);
    }
}

fn rows(file: FileId, tasks: &[Task], path: &str, problems: &mut Problems) {
    let mut sequence = Sequence::default();
    for (index, task) in tasks.iter().enumerate() {
        let path = format!("{path}.rows[{index}]");
        if let Some(no) = &task.no {
            let printed = no.trim_matches(|c: char| !c.is_alphanumeric());
            sequence.next(value(printed), printed, || Place::key(file, format!("{path}.no")), problems);
        }
        rows(file, &task.rows, &path, problems);
    }
}

fn headings_and_items(plan: &Plan, problems: &mut Problems) {
    let file = plan.body_file.unwrap_or(plan.file);
    // A heading ends the numbering of the levels under it, and of the items.
    let mut levels: [Sequence; 7] = Default::default();
    let mut items = Items::default();
    for block in &plan.body {
        match block {
            Block::Heading { level, text, .. } => {
                let level = usize::from(*level).min(6);
                levels[level + 1..].fill_with(Sequence::default);
                items = Items::default();
                let first = text.plain.split_whitespace().next().unwrap_or_default();
                let printed = first.trim_end_matches(['.', ')']);
                // "1.2." is the second of its level.
                let own = printed.rsplit('.').next().unwrap_or_default();
                if printed.len() < first.len() {
                    levels[level].next(value(own), printed, || Place::words(file, &*text.plain), problems);
                }
            }
            Block::Paragraph { text, .. } => {
                if let Some((style, number)) = label(&text.plain) {
                    let printed = text.plain.split_whitespace().next().unwrap_or_default();
                    items.of(style, number).next(Some(number), printed, || Place::words(file, &*text.plain), problems);
                }
            }
            _ => {}
        }
    }
}

/// The numbers of the items under one heading. Each style of figures and of letters counts by itself; one that opens
/// with more than 1 goes on another.
struct Items {
    styles: [Sequence; 6],
    /// The style of the last figure and of the last letter.
    last: [usize; 2],
}

impl Default for Items {
    fn default() -> Self {
        Self { styles: Default::default(), last: [0, 1] }
    }
}

impl Items {
    /// The sequence that the number goes on. One that opens its style and is not the first goes on the last style of its
    /// kind: "e. …" and "g) …".
    fn of(&mut self, style: usize, number: u32) -> &mut Sequence {
        let last = std::mem::replace(&mut self.last[style % 2], style);
        if self.styles[style].last.is_none() && number > 1 {
            self.styles[style] = self.styles[last].clone();
        }
        &mut self.styles[style]
    }
}

/// The numbers of one level, in order.
#[derive(Clone, Default)]
struct Sequence {
    last: Option<(u32, String)>,
}

impl Sequence {
    /// The next number must follow the last, or be smaller and so begin another run; what has no value is passed over.
    fn next(&mut self, value: Option<u32>, printed: &str, place: impl Fn() -> Place, problems: &mut Problems) {
        let Some(value) = value else { return };
        if let Some((last, before)) = &self.last {
            if value == *last {
                problems.add(place(), Problem::NumberRepeats { printed: printed.to_owned() });
            } else if value > last.saturating_add(1) {
                let problem = Problem::NumberingGap { before: before.clone(), after: printed.to_owned() };
                problems.add(place(), problem);
            }
        }
        self.last = Some((value, printed.to_owned()));
    }
}

/// How an item starts: `(4) …` is the fourth of its style; styles of letters are odd.
fn label(text: &str) -> Option<(usize, u32)> {
    let word = text.split_whitespace().next()?;
    let word = word.strip_suffix('.').filter(|word| word.ends_with(')')).unwrap_or(word);
    let (style, inside) = if let Some(inside) = word.strip_prefix('(') {
        (0, inside.strip_suffix(')')?)
    } else if let Some(inside) = word.strip_suffix(')') {
        (1, inside)
    } else {
        (2, word.strip_suffix('.')?)
    };
    let is_letter = inside.chars().all(char::is_alphabetic);
    if inside.chars().any(|c| c.is_uppercase()) || inside.len() > 2 {
        return None;
    }
    Some((style * 2 + usize::from(is_letter), value(inside)?))
}

/// The value of a Roman or Arabic number, or the place of a small letter.
fn value(printed: &str) -> Option<u32> {
    if let Ok(number) = printed.parse() {
        return Some(number);
    }
    let mut letters = printed.chars();
    if let (Some(letter), None) = (letters.next(), letters.next())
        && letter.is_lowercase()
    {
        return LETTERS.chars().position(|known| known == letter).map(|place| place as u32 + 1);
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
            ("a", Some(1)),
            ("đ", Some(5)),
            ("e", Some(6)),
            ("g", Some(7)),
            ("f", None),
            ("ab", None),
            ("", None),
        ];
        for (printed, number) in table {
            assert_eq!(value(printed), number, "{printed}");
        }
    }

    #[test]
    fn items_start_with_labels() {
        let table = [
            ("(1) Giữ vững", Some((0, 1))),
            ("(2). Hằng năm", Some((0, 2))),
            ("đ) Các đơn vị", Some((3, 5))),
            ("d. Các cơ quan", Some((5, 4))),
            ("3. Kinh phí", Some((4, 3))),
            ("2025. Năm", None),
            ("(Danh mục kèm theo)", None),
            ("- a", None),
            ("", None),
        ];
        for (text, expected) in table {
            assert_eq!(label(text), expected, "{text}");
        }
    }

    #[test]
    fn a_style_goes_on_another_of_its_kind() {
        // How items start, and how many remarks they give.
        let table = [
            ("d. đ. e. g)", 0),
            ("d. đ. e. h)", 1),
            ("1. a) b) 2. a) b)", 0),
            ("1. 2. (1) (2) 3. (4)", 1),
            ("(1) a. b. (2) a. b. c. (3)", 0),
            ("b)", 0),
            ("(1) (2) e)", 0),
            ("(1) (2) (3) c)", 0),
        ];
        for (starts, remarks) in table {
            let mut problems = Problems::default();
            let mut items = Items::default();
            for start in starts.split(' ') {
                let (style, number) = label(start).expect("a label");
                items.of(style, number).next(Some(number), start, || Place::file(FileId(0)), &mut problems);
            }
            assert_eq!(problems.count(crate::problem::Severity::Warning), remarks, "{starts}");
        }
    }

    #[test]
    fn a_sequence_says_what_is_missing_or_twice() {
        // The numbers, and how many remarks they give.
        for (numbers, remarks) in
            [("a b c d đ e g", 0), ("a b c d e", 1), ("1 2 4", 1), ("1 1 2", 1), ("1 2 1 2", 0), ("I III IV", 1)]
        {
            let mut problems = Problems::default();
            let mut sequence = Sequence::default();
            for printed in numbers.split(' ') {
                sequence.next(value(printed), printed, || Place::file(FileId(0)), &mut problems);
            }
            assert_eq!(problems.count(crate::problem::Severity::Warning), remarks, "{numbers}");
        }
    }
}
