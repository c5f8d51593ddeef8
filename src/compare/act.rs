//! Act: a plan's words in the order of the printed act, each with the key or the paragraph that it stands in.

use super::letters::{self, Word};
use crate::model::{
    date::Issued,
    plan::{Block, Placement, Plan},
    task::{Form, Section, Task},
    text::{Party, Text, What},
};

/// Where a passage of the plan was written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A value of `plan.yaml`, by its key path.
    Key(String),
    /// A paragraph, heading or cell of `plan.md`, counted from 0.
    Body(u32),
}

/// How the source must answer for a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// It stands in the source at its place.
    Running,
    /// It stands near its row, in any order with the other cells.
    Cell,
    /// The number of a row, alone in its cell.
    Number,
    /// As `Cell`, and it may repeat what stands elsewhere: the letterhead, the summary.
    Head,
    /// As `Cell`, and a source may lack it: what every act has printed on it.
    Emblem,
    /// It stands anywhere: a footnote.
    Aside,
    /// It repeats words that stand elsewhere in the plan.
    Digest,
}

/// A passage: a paragraph, a cell, a value.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    pub anchor: String,
    pub part: Part,
    pub role: Role,
    /// Positions in [`Act::words`].
    pub words: std::ops::Range<usize>,
    /// The row that it belongs to.
    pub row: Option<usize>,
    /// Marks of lost words: before which word of the act each stands.
    pub lost: Vec<usize>,
    /// Where the number is written that opens the passage, if not in it.
    pub number: Option<Part>,
}

/// What the comparing needs to know of a word beside its letters.
#[derive(Clone, Copy, Debug)]
pub(super) struct About {
    pub unit: u32,
    /// Words between the same white space share a number: the parts of "75/KH-UBND".
    pub written: u32,
    /// `[?]` follows.
    pub doubtful: bool,
    /// A mark that stands in the file within other words counts there as a word.
    pub place: u32,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Act {
    pub letters: Vec<u8>,
    pub words: Vec<Word>,
    pub about: Vec<About>,
    pub units: Vec<Unit>,
    /// Units of each row; those of running text say where the row stands.
    pub rows: Vec<Vec<usize>>,
    /// The words of each unit as they stand in the plan.
    pub texts: Vec<String>,
    written: u32,
    body: u32,
}

impl Act {
    /// `issuer` is the name that stands over the act.
    pub fn of(plan: &Plan, issuer: &str) -> Self {
        let mut act = Self::default();
        act.head(plan, issuer);
        let mut placed = Vec::new();
        for block in &plan.body {
            match block {
                Block::Place(placement) if !placed.contains(placement) => {
                    placed.push(*placement);
                    act.placed(plan, *placement);
                }
                block => act.block(block, Role::Running),
            }
        }
        for (_, placement) in Placement::ALL {
            if !placed.contains(&placement) {
                act.placed(plan, placement);
            }
        }
        for (at, section) in plan.sections.iter().enumerate().filter(|(_, section)| section.form == Form::Summary) {
            act.section(at, section);
        }
        for (at, report) in plan.reports.iter().enumerate() {
            let key = |name: &str| Part::Key(format!("reports[{at}].{name}"));
            let row = Some(act.rows.len());
            act.rows.push(Vec::new());
            act.text(&report.text, &report.anchor, key("text"), Role::Digest, row);
            act.text(&report.deadline.wording, &report.anchor, key("deadline"), Role::Digest, row);
        }
        act
    }

    fn head(&mut self, plan: &Plan, issuer: &str) {
        let row = Some(self.rows.len());
        self.rows.push(Vec::new());
        let key = |name: &str| Part::Key(name.to_owned());
        self.plain(issuer, "", key("issuer"), Role::Emblem, row);
        if let Some(number) = &plan.number {
            self.plain(&format!("Số: {number}"), "", key("number"), Role::Head, row);
        }
        let date = match plan.issued {
            Issued::Day(day) => format!("ngày {} tháng {} năm {}", day.day(), day.month(), day.year()),
            Issued::Month(year, month) => format!("tháng {month} năm {year}"),
        };
        self.plain(&plan.place, "", key("place"), Role::Head, row);
        self.plain(&date, "", key("issued"), Role::Head, row);
        self.plain(&plan.kind, "", key("kind"), Role::Emblem, row);
        self.text(&plan.summary, "trich-yeu", key("summary"), Role::Head, None);
        if let Some(line) = &plan.enacted_by {
            self.plain(line, "can-cu", key("enacted_by"), Role::Running, None);
        }
        for (at, basis) in plan.basis.iter().enumerate() {
            self.text(basis, "can-cu", Part::Key(format!("basis[{at}]")), Role::Running, None);
        }
    }

    fn signature(&mut self, plan: &Plan) {
        let row = Some(self.rows.len());
        self.rows.push(Vec::new());
        let key = |name: &str| Part::Key(name.to_owned());
        if !plan.recipients.is_empty() {
            self.plain("Nơi nhận:", "", key("recipients"), Role::Emblem, row);
        }
        for (at, recipient) in plan.recipients.iter().enumerate() {
            self.text(recipient, "", Part::Key(format!("recipients[{at}]")), Role::Running, row);
        }
        let signature = &plan.signature;
        for (name, line) in
            [("authority", &signature.authority), ("title", &signature.title), ("name", &signature.name)]
        {
            if let Some(line) = line {
                self.plain(line, "", Part::Key(format!("signature.{name}")), Role::Cell, row);
            }
        }
    }

    fn placed(&mut self, plan: &Plan, placement: Placement) {
        let form = match placement {
            Placement::TaskList => Form::List,
            Placement::TaskTable => Form::Table,
            Placement::TargetTable => return self.targets(plan),
            Placement::Signature => return self.signature(plan),
        };
        for (at, section) in plan.sections.iter().enumerate().filter(|(_, section)| section.form == form) {
            self.section(at, section);
        }
    }

    fn section(&mut self, at: usize, section: &Section) {
        let (role, anchor) = match section.form {
            Form::Summary => (Role::Digest, "tong-hop"),
            Form::List | Form::Table => (Role::Running, section.address.as_str()),
        };
        let path = format!("tasks[{at}]");
        if section.form != Form::Summary {
            self.before(section.printed());
        }
        self.text(&section.title, anchor, Part::Key(format!("{path}.title")), role, None);
        if let Some(unit) = self.units.last_mut() {
            unit.number = Some(Part::Key(format!("{path}.section")));
        }
        for (row, task) in section.tasks.iter().enumerate() {
            self.task(task, section.form, &format!("{path}.rows[{row}]"));
        }
    }

    fn task(&mut self, task: &Task, form: Form, path: &str) {
        let anchor = task.anchor.as_str();
        let key = |name: &str| Part::Key(format!("{path}.{name}"));
        let row = Some(self.rows.len());
        self.rows.push(Vec::new());
        let (text, cell) = match form {
            Form::Table => (Role::Running, Role::Cell),
            Form::List => (Role::Running, Role::Digest),
            Form::Summary => (Role::Digest, Role::Digest),
        };
        if let (Some(no), Form::List | Form::Summary) = (&task.no, form) {
            self.before(no);
        }
        self.text(&task.text, anchor, key("text"), text, row);
        if let Some(unit) = self.units.last_mut() {
            unit.number = Some(key("no"));
        }
        if let (Some(no), Form::Table) = (&task.no, form) {
            self.plain(no, anchor, key("no"), Role::Number, row);
        }
        for (name, parties) in [("lead", &task.lead), ("support", &task.support)] {
            self.parties(parties, anchor, &format!("{path}.{name}"), cell, row);
        }
        self.text(&task.deadline.wording, anchor, key("deadline"), cell, row);
        for (at, product) in task.product.iter().enumerate() {
            let path = if task.product.len() == 1 { key("product") } else { key(&format!("product[{at}]")) };
            self.text(product, anchor, path, cell, row);
        }
        for (at, sub) in task.rows.iter().enumerate() {
            self.task(sub, form, &format!("{path}.rows[{at}]"));
        }
        for (mark, note) in &task.notes {
            self.before(mark);
            self.text(note, anchor, key(&format!("footnotes.{mark}")), Role::Aside, None);
        }
    }

    fn parties(&mut self, parties: &[Party], anchor: &str, path: &str, role: Role, row: Option<usize>) {
        for (at, party) in parties.iter().enumerate() {
            let path = if parties.len() == 1 { path.to_owned() } else { format!("{path}[{at}]") };
            self.text(&party.name, anchor, Part::Key(path), role, row);
        }
    }

    fn targets(&mut self, plan: &Plan) {
        for (at, group) in plan.targets.iter().enumerate() {
            let path = format!("targets[{at}]");
            if let Some(title) = &group.title {
                self.text(title, "", Part::Key(format!("{path}.title")), Role::Running, None);
            }
            for (at, target) in group.targets.iter().enumerate() {
                let path = format!("{path}.rows[{at}]");
                let anchor = target.anchor.as_str();
                let key = |name: &str| Part::Key(format!("{path}.{name}"));
                let row = Some(self.rows.len());
                self.rows.push(Vec::new());
                self.text(&target.text, anchor, key("text"), Role::Running, row);
                self.plain(&target.no, anchor, key("no"), Role::Number, row);
                if let Some(supervisor) = &target.supervisor {
                    self.text(supervisor, anchor, key("supervisor"), Role::Cell, row);
                }
                for (name, parties) in [("lead", &target.lead), ("support", &target.support)] {
                    self.parties(parties, anchor, &format!("{path}.{name}"), Role::Cell, row);
                }
            }
        }
    }

    fn block(&mut self, block: &Block, role: Role) {
        match block {
            Block::Heading { anchor, text, .. } | Block::Paragraph { anchor, text } => {
                let part = self.next_body();
                self.text(text, anchor, part, role, None);
            }
            Block::List(items) => {
                for item in items {
                    if let Some(number) = item.number {
                        self.before(&number.to_string());
                    }
                    item.blocks.iter().for_each(|block| self.block(block, role));
                }
            }
            Block::Quote(blocks) => blocks.iter().for_each(|block| self.block(block, role)),
            Block::Note { mark, blocks } => {
                self.before(mark);
                blocks.iter().for_each(|block| self.block(block, Role::Aside));
            }
            Block::Table { anchor, head, rows } => {
                for cells in std::iter::once(head).chain(rows) {
                    let row = Some(self.rows.len());
                    self.rows.push(Vec::new());
                    // The longest cell says best where the row stands.
                    let longest = (0..cells.len()).max_by_key(|at| (cells[*at].plain.len(), std::cmp::Reverse(*at)));
                    for (at, cell) in cells.iter().enumerate() {
                        let part = self.next_body();
                        let role = if Some(at) == longest { Role::Running } else { Role::Cell };
                        self.text(cell, anchor, part, role, row);
                    }
                }
            }
            Block::Place(_) | Block::Rule => {}
        }
    }

    fn next_body(&mut self) -> Part {
        self.body += 1;
        Part::Body(self.body - 1)
    }

    /// A printed number that opens the unit to come; it is not a word of that unit's value.
    fn before(&mut self, number: &str) {
        self.mark(number, 0);
        self.written += 1;
    }

    /// Printed letters that no byte of the unit's text stands for.
    fn mark(&mut self, printed: &str, place: u32) {
        let from = self.words.len();
        letters::read(printed, &mut self.letters, &mut self.words);
        self.written += 1;
        let unit = u32::try_from(self.units.len()).unwrap_or(u32::MAX);
        for word in &mut self.words[from..] {
            (word.from, word.to) = (0, 0);
            self.about.push(About { unit, written: self.written, doubtful: false, place });
        }
    }

    fn plain(&mut self, words: &str, anchor: &str, part: Part, role: Role, row: Option<usize>) {
        self.text(&Text { plain: words.to_owned(), spans: Vec::new() }, anchor, part, role, row);
    }

    fn text(&mut self, text: &Text, anchor: &str, part: Part, role: Role, row: Option<usize>) {
        let unit = u32::try_from(self.units.len()).unwrap_or(u32::MAX);
        // A number before the text is a word of this unit already.
        let mut start = self.words.len();
        while start > 0 && self.about[start - 1].unit == unit {
            start -= 1;
        }
        let mut lost = Vec::new();
        let mut place = 0;
        let mut at = 0;
        for span in &text.spans {
            let bytes = std::ops::Range::from(span.bytes);
            if bytes.start < at {
                continue;
            }
            match &span.what {
                What::Lost | What::Illegible | What::Doubt | What::Note(_) => {}
                _ => continue,
            }
            self.read(&text.plain, at..bytes.start, &mut place);
            at = bytes.end;
            match &span.what {
                What::Doubt => {
                    let own = self.words.len() > start;
                    if let Some(last) = self.about.last_mut().filter(|_| own) {
                        last.doubtful = true;
                    }
                }
                What::Note(mark) => {
                    self.mark(mark, place);
                    place += 1;
                }
                _ => lost.push(self.words.len()),
            }
        }
        self.read(&text.plain, at..text.plain.len(), &mut place);
        self.written += 1;
        if let Some(row) = row {
            self.rows[row].push(self.units.len());
        }
        self.texts.push(text.plain.clone());
        let words = start..self.words.len();
        self.units.push(Unit { anchor: anchor.to_owned(), part, role, words, row, lost, number: None });
    }

    fn read(&mut self, text: &str, range: std::ops::Range<usize>, place: &mut u32) {
        let from = self.words.len();
        let Some(part) = text.get(range.clone()) else { return };
        letters::read(part, &mut self.letters, &mut self.words);
        let unit = u32::try_from(self.units.len()).unwrap_or(u32::MAX);
        let shift = u32::try_from(range.start).unwrap_or(u32::MAX);
        let mut before = 0;
        for word in &mut self.words[from..] {
            if part[before..word.from as usize].contains(char::is_whitespace) {
                self.written += 1;
            }
            before = word.to as usize;
            word.from += shift;
            word.to += shift;
            self.about.push(About { unit, written: self.written, doubtful: false, place: *place });
            *place += 1;
        }
        if part[before..].contains(char::is_whitespace) {
            self.written += 1;
        }
    }

    /// Words of one unit as they stand in the plan; a number before the unit in its letters.
    pub fn slice(&self, words: std::ops::Range<usize>) -> String {
        let of_text = || words.clone().map(|at| &self.words[at]).filter(|word| word.to > 0);
        let unit = self.about.get(words.start).map(|about| about.unit as usize);
        let text = unit.and_then(|unit| self.texts.get(unit));
        let (from, to) = (of_text().map(|word| word.from as usize).min(), of_text().map(|word| word.to as usize).max());
        match (from, to, text) {
            (Some(from), Some(to), Some(text)) => text.get(from..to).unwrap_or_default().to_owned(),
            _ => words.map(|at| String::from_utf8_lossy(&self.letters[self.words[at].letters()])).collect(),
        }
    }
}
