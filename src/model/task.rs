//! Nhiệm vụ: a row of a plan's task table, its sub-rows, and the sections they stand in.

use jiff::civil::Date;

use crate::model::{
    deadline::Due,
    text::{Party, Text},
};

/// Mục của bảng nhiệm vụ.
#[derive(Clone, Debug)]
pub struct Section {
    /// Printed numbers from the outermost in, dotted: `I`, `III.4`.
    pub address: String,
    pub title: Text,
    pub form: Form,
    pub tasks: Vec<Task>,
}

/// Where the tasks of a section stand in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A table.
    Table,
    /// Items of the running text.
    List,
    /// Nowhere as such: a digest of assignments that the prose makes.
    Summary,
}

impl Form {
    pub const NAMES: &[&str] = &["table", "list", "summary"];

    pub fn read(name: &str) -> Self {
        match name {
            "list" => Self::List,
            "summary" => Self::Summary,
            _ => Self::Table,
        }
    }
}

/// Thời hạn: the words of a deadline and what they mean.
#[derive(Clone, Debug)]
pub struct Timing {
    pub wording: Text,
    pub due: Due,
    pub meaning: Meaning,
}

/// Where the meaning of a deadline comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    Words,
    /// Whoever transcribed the plan says it, with `due:`.
    Author,
}

/// Kết quả thực hiện: what became of a task, as of a day.
#[derive(Clone, Debug)]
pub struct Status {
    pub state: State,
    pub on: Date,
    /// The document or the page that shows it.
    pub evidence: Option<Text>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Chưa thực hiện.
    NotStarted,
    /// Đang thực hiện.
    InProgress,
    /// Hoàn thành.
    Done,
    /// Dừng thực hiện.
    Stopped,
}

impl State {
    pub const NAMES: &[&str] = &["not-started", "in-progress", "done", "stopped"];

    pub fn read(name: &str) -> Option<Self> {
        match name {
            "not-started" => Some(Self::NotStarted),
            "in-progress" => Some(Self::InProgress),
            "done" => Some(Self::Done),
            "stopped" => Some(Self::Stopped),
            _ => None,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::NotStarted => "not-started",
            Self::InProgress => "in-progress",
            Self::Done => "done",
            Self::Stopped => "stopped",
        }
    }

    /// Nothing is due any more.
    pub fn is_end(self) -> bool {
        matches!(self, Self::Done | Self::Stopped)
    }
}

#[derive(Clone, Debug)]
pub struct Task {
    /// `I.1`: section and number; a sub-row or an item without a number counts its place. Unique in the plan, for ever.
    pub anchor: String,
    /// As printed: `1`, `a`, `đ`; none for a row that starts with a dash.
    pub no: Option<String>,
    pub text: Text,
    pub lead: Vec<Party>,
    pub support: Vec<Party>,
    pub deadline: Timing,
    pub product: Vec<Text>,
    /// Footnotes by their mark.
    pub notes: Vec<(String, Text)>,
    pub status: Option<Status>,
    pub rows: Vec<Task>,
}

impl Timing {
    /// Each deadline of the cell with its words.
    pub fn parts(&self) -> impl Iterator<Item = (&str, &Due)> {
        self.due.parts(&self.wording.plain)
    }
}

impl Section {
    /// Where its table or list starts in the page.
    pub fn anchor(&self) -> String {
        format!("nhom-{}", anchor_part(&self.address))
    }

    /// The last printed number: `4` of `III.4`.
    pub fn printed(&self) -> &str {
        self.address.rsplit('.').next().unwrap_or(&self.address)
    }
}

impl Task {
    /// A row that is a task of its own: one without sub-rows.
    pub fn is_leaf(&self) -> bool {
        self.rows.is_empty()
    }

    /// This row and all rows under it, in order.
    pub fn all(&self) -> Box<dyn Iterator<Item = &Task> + '_> {
        Box::new(std::iter::once(self).chain(self.rows.iter().flat_map(Task::all)))
    }

    /// The texts of the row itself in which documents are cited.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        std::iter::once(&self.text)
            .chain(&self.product)
            .chain(self.notes.iter().map(|(_, text)| text))
            .chain(std::iter::once(&self.deadline.wording))
    }
}

/// The letters of an anchor: `đ` is typed `dd`, so that `d` and `đ` stay apart; anything else that is not a letter,
/// a digit or a dot becomes a hyphen.
pub fn anchor_part(printed: &str) -> String {
    let spelled: String = printed.to_lowercase().replace('đ', "dd");
    let upper = printed.chars().next().is_some_and(char::is_uppercase);
    let folded: String = crate::vietnamese::fold(&spelled)
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' })
        .collect();
    let folded = folded.trim_matches('-').to_owned();
    if upper { folded.to_uppercase() } else { folded }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_keep_d_and_dd_apart() {
        let table = [("1", "1"), ("d", "d"), ("đ", "dd"), ("III.4", "III.4"), ("(2)", "2"), ("8a", "8a")];
        for (printed, anchor) in table {
            assert_eq!(anchor_part(printed), anchor);
        }
    }
}
