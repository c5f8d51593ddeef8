//! Kế hoạch: a plan with its header, running text, tasks, targets and report duties.

use crate::{
    model::{
        date::Issued,
        document::Relation,
        measure::Measure,
        number::Number,
        task::{Section, Task, Timing},
        text::{Party, Text},
    },
    span::FileId,
};
use jiff::civil::Date;

#[derive(Clone, Debug)]
pub struct Plan {
    /// `plan.yaml`.
    pub file: FileId,
    /// `plan.md`, where there is one.
    pub body_file: Option<FileId>,
    /// Folder name of the issuer.
    pub issuer: String,
    /// Folder name of the plan.
    pub folder: String,
    /// Số, ký hiệu; none in a draft ("chưa cấp số").
    pub number: Option<Number>,
    /// Loại văn bản: "Kế hoạch".
    pub kind: String,
    pub place: String,
    pub issued: Issued,
    /// Years that the plan covers.
    pub period: Option<Period>,
    /// Trích yếu.
    pub summary: Text,
    /// The line above the legal basis, where one is printed.
    pub enacted_by: Option<String>,
    /// Căn cứ, each as printed.
    pub basis: Vec<Text>,
    pub source: Source,
    pub transcription: Transcription,
    pub relations: Vec<Relation>,
    pub signature: Signature,
    /// Nơi nhận.
    pub recipients: Vec<Text>,
    pub sections: Vec<Section>,
    pub targets: Vec<TargetGroup>,
    pub reports: Vec<Report>,
    pub body: Vec<Block>,
}

/// Giai đoạn: first and last year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    pub first: i16,
    pub last: i16,
}

/// Bản gốc: the document that the plan was transcribed from.
#[derive(Clone, Debug)]
pub struct Source {
    /// File name under `seeds/`.
    pub file: String,
    pub form: SourceForm,
    /// The day on which the transcription was compared with it.
    pub compared: Option<Date>,
    pub note: Option<Text>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceForm {
    Scan,
    /// Saved as text by a word processor.
    Export,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transcription {
    Complete,
    /// Some prose is still to be transcribed.
    Partial,
}

/// Thẩm quyền ký, chức vụ, họ tên; each as printed.
#[derive(Clone, Debug, Default)]
pub struct Signature {
    pub authority: Option<String>,
    pub title: Option<String>,
    pub name: Option<String>,
}

/// Chỉ tiêu under one heading row.
#[derive(Clone, Debug)]
pub struct TargetGroup {
    pub title: Option<Text>,
    pub targets: Vec<Target>,
}

#[derive(Clone, Debug)]
pub struct Target {
    pub anchor: String,
    pub no: String,
    pub text: Text,
    pub measures: Vec<Measure>,
    pub by: Option<i16>,
    pub lead: Vec<Party>,
    pub support: Vec<Party>,
    /// Lãnh đạo chỉ đạo.
    pub supervisor: Option<Text>,
}

/// Chế độ báo cáo: a duty to report by a date.
#[derive(Clone, Debug)]
pub struct Report {
    pub anchor: String,
    pub text: Text,
    pub to: Option<String>,
    pub deadline: Timing,
}

/// A block of running text.
#[derive(Clone, Debug)]
pub enum Block {
    Heading { level: u8, anchor: String, text: Text },
    Paragraph { anchor: String, text: Text },
    List(Vec<Item>),
    Table { anchor: String, head: Vec<Text>, rows: Vec<Vec<Text>> },
    Quote(Vec<Block>),
    Note { mark: String, blocks: Vec<Block> },
    Place(Placement),
    Rule,
}

/// An item of a list.
#[derive(Clone, Debug)]
pub struct Item {
    /// As written, also where it does not follow the one before; a bullet has none.
    pub number: Option<u64>,
    pub blocks: Vec<Block>,
}

/// Where in the running text the tasks or targets stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placement {
    TaskList,
    TaskTable,
    TargetTable,
    /// Recipients and signature, where parts of the act follow them.
    Signature,
}

impl Placement {
    pub const ALL: [(&str, Self); 4] = [
        ("[[nhiệm vụ]]", Self::TaskList),
        ("[[bảng nhiệm vụ]]", Self::TaskTable),
        ("[[bảng chỉ tiêu]]", Self::TargetTable),
        ("[[nơi nhận, chữ ký]]", Self::Signature),
    ];
}

impl Period {
    /// Reads `2026` or `2025-2030`.
    pub fn read(written: &str) -> Option<Self> {
        let year = |text: &str| text.trim().parse::<i16>().ok().filter(|year| (1945..=2999).contains(year));
        let (first, last) = match written.split_once(['-', '–']) {
            Some((first, last)) => (year(first)?, year(last)?),
            None => (year(written)?, year(written)?),
        };
        (first <= last).then_some(Self { first, last })
    }

    pub fn bounds(self) -> (Date, Date) {
        (Date::constant(self.first, 1, 1), Date::constant(self.last, 12, 31))
    }
}

impl Plan {
    /// Last part of its address: number and year, or the folder of a draft.
    pub fn address_part(&self) -> String {
        match &self.number {
            Some(number) => format!("{}-{}", number.slug(), self.issued.year()),
            None => self.folder.clone(),
        }
    }

    /// "Kế hoạch 75/KH-UBND"; a draft says that it has no number, as the registry does.
    pub fn label(&self) -> String {
        match &self.number {
            Some(number) => format!("{} {number}", self.kind),
            None => format!("{} (chưa cấp số)", self.kind),
        }
    }

    /// From the root of the site, with a slash at the end.
    pub fn address(&self) -> String {
        format!("ke-hoach/{}/{}/", self.issuer, self.address_part())
    }

    /// `<issuer>/<folder>`: how content names a plan.
    pub fn key(&self) -> String {
        format!("{}/{}", self.issuer, self.folder)
    }

    /// First and last day of the plan's time: from its issue to the end of its period, or of the year of its issue.
    pub fn time(&self) -> (Date, Date) {
        let (issued, _) = self.issued.bounds();
        let year = Period { first: issued.year(), last: issued.year() };
        let (_, last) = self.period.unwrap_or(year).bounds();
        (issued, last.max(issued))
    }

    /// Every task row, parents before their sub-rows.
    pub fn tasks(&self) -> impl Iterator<Item = &Task> {
        self.sections.iter().flat_map(|section| &section.tasks).flat_map(Task::all)
    }

    pub fn targets(&self) -> impl Iterator<Item = &Target> {
        self.targets.iter().flat_map(|group| &group.targets)
    }

    /// Every text with the anchor that leads to it, in the order of the page; the same texts as [`Plan::texts_mut`].
    pub fn passages(&self) -> Vec<(&str, &Text)> {
        let mut passages = vec![("trich-yeu", &self.summary)];
        passages.extend(self.source.note.iter().map(|text| ("ban-goc", text)));
        passages.extend(self.basis.iter().map(|text| ("can-cu", text)));
        passages.extend(body_passages(&self.body));
        for section in &self.sections {
            for task in section.tasks.iter().flat_map(Task::all) {
                passages.extend(task.texts().map(|text| (task.anchor.as_str(), text)));
            }
        }
        passages.extend(self.targets().map(|target| (target.anchor.as_str(), &target.text)));
        for report in &self.reports {
            passages.extend([&report.text, &report.deadline.wording].map(|text| (report.anchor.as_str(), text)));
        }
        passages
    }

    /// Positions of the passages that stand in `plan.md`; the others stand in `plan.yaml`.
    pub fn body_passages(&self) -> std::ops::Range<usize> {
        let body = body_passages(&self.body);
        let before = 1 + usize::from(self.source.note.is_some()) + self.basis.len();
        before..before + body.len()
    }

    /// Every text in which documents are cited.
    pub fn texts_mut(&mut self) -> Vec<&mut Text> {
        let mut texts = vec![&mut self.summary];
        texts.extend(self.source.note.as_mut());
        texts.extend(&mut self.basis);
        block_texts_mut(&mut self.body, &mut texts);
        for section in &mut self.sections {
            task_texts_mut(&mut section.tasks, &mut texts);
        }
        texts.extend(self.targets.iter_mut().flat_map(|group| &mut group.targets).map(|target| &mut target.text));
        for report in &mut self.reports {
            texts.extend([&mut report.text, &mut report.deadline.wording]);
        }
        texts
    }
}

/// Every text of a running text with the anchor that leads to it.
pub fn body_passages(blocks: &[Block]) -> Vec<(&str, &Text)> {
    let mut passages = Vec::new();
    block_passages(blocks, &mut passages);
    passages
}

fn block_passages<'p>(blocks: &'p [Block], passages: &mut Vec<(&'p str, &'p Text)>) {
    for block in blocks {
        match block {
            Block::Heading { anchor, text, .. } | Block::Paragraph { anchor, text } => passages.push((anchor, text)),
            Block::List(items) => items.iter().for_each(|item| block_passages(&item.blocks, passages)),
            Block::Quote(blocks) | Block::Note { blocks, .. } => block_passages(blocks, passages),
            Block::Table { anchor, head, rows } => {
                passages.extend(head.iter().chain(rows.iter().flatten()).map(|text| (anchor.as_str(), text)));
            }
            Block::Place(_) | Block::Rule => {}
        }
    }
}

fn block_texts_mut<'p>(blocks: &'p mut [Block], texts: &mut Vec<&'p mut Text>) {
    for block in blocks {
        match block {
            Block::Heading { text, .. } | Block::Paragraph { text, .. } => texts.push(text),
            Block::List(items) => items.iter_mut().for_each(|item| block_texts_mut(&mut item.blocks, texts)),
            Block::Quote(blocks) | Block::Note { blocks, .. } => block_texts_mut(blocks, texts),
            Block::Table { head, rows, .. } => texts.extend(head.iter_mut().chain(rows.iter_mut().flatten())),
            Block::Place(_) | Block::Rule => {}
        }
    }
}

fn task_texts_mut<'p>(tasks: &'p mut [Task], texts: &mut Vec<&'p mut Text>) {
    for task in tasks {
        texts.push(&mut task.text);
        texts.extend(&mut task.product);
        texts.extend(task.notes.iter_mut().map(|(_, text)| text));
        texts.push(&mut task.deadline.wording);
        task_texts_mut(&mut task.rows, texts);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_read_as_the_table_says() {
        let table = [
            ("2026", Some((2026, 2026))),
            ("2025-2030", Some((2025, 2030))),
            ("2025 – 2030", Some((2025, 2030))),
            ("2030-2025", None),
            ("năm 2026", None),
            ("26", None),
        ];
        for (written, years) in table {
            assert_eq!(Period::read(written).map(|period| (period.first, period.last)), years, "{written}");
        }
    }
}
