//! Task rows and calendar entries as templates show them.

use super::{Room, html::Writer};
use crate::{
    link::{Entry, Item, TaskRef},
    model::{
        date,
        deadline::Due,
        plan::Plan,
        task::{Form, Meaning, Section, Task, Timing},
    },
};
use jiff::civil::Date;
use serde::Serialize;

pub(crate) use crate::model::text::shorten;

/// A section of a task table.
#[derive(Serialize)]
pub(crate) struct SectionView {
    anchor: String,
    printed: String,
    title: String,
    has_product: bool,
    rows: Vec<RowView>,
}

/// A task row; every text is HTML.
#[derive(Serialize)]
struct RowView {
    anchor: String,
    /// Printed number, empty for a row that starts with a dash.
    no: String,
    class: &'static str,
    text: String,
    lead: String,
    support: String,
    deadline: String,
    /// `hạn 30/11/2025`, where the words do not say the day.
    day: Option<String>,
    /// Who or what says the day, where the words do not.
    inferred: Option<String>,
    product: String,
    notes: Vec<NoteView>,
    /// ISO 8601: the days a script counts to, ascending; none for rhythms and for what is done.
    counted: Option<String>,
    status: Option<StatusView>,
}

/// "Hoàn thành 10/12/2025", and what shows it.
#[derive(Serialize)]
struct StatusView {
    state: &'static str,
    label: String,
    day: String,
    evidence: Option<String>,
}

#[derive(Serialize)]
struct NoteView {
    id: String,
    mark: String,
    text: String,
}

/// The sections of a plan that stand in one form.
pub(crate) fn sections(room: &Room, plan: &Plan, root: &str, form: Form) -> Vec<SectionView> {
    plan.sections.iter().filter(|section| section.form == form).map(|section| view(room, section, root)).collect()
}

fn view(room: &Room, section: &Section, root: &str) -> SectionView {
    let writer = room.writer(root, "");
    let mut rows = Vec::new();
    for task in section.tasks.iter().flat_map(Task::all) {
        rows.push(row(room, task, root));
    }
    SectionView {
        anchor: section.anchor(),
        printed: section.printed().to_owned(),
        title: writer.text(&section.title),
        has_product: section.tasks.iter().flat_map(Task::all).any(|task| !task.product.is_empty()),
        rows,
    }
}

fn row(room: &Room, task: &Task, root: &str) -> RowView {
    let writer = room.writer(root, &format!("{}-", task.anchor));
    let by_words = task.deadline.meaning == Meaning::Words;
    let inferred = task.deadline.parts().any(|(_, due)| !due.inferred.is_empty() && due.end.is_some());
    let says_day = |due: &Due| by_words && due.start == due.end && !task.deadline.wording.is_empty() && !inferred;
    let days = task.deadline.parts().filter(|(_, due)| !says_day(due)).filter_map(|(_, due)| due.own_end());
    let days: Vec<String> = days.map(date::short).collect();
    RowView {
        no: task.no.clone().unwrap_or_default(),
        class: match (task.is_leaf(), task.no.is_some()) {
            (true, true) => "task numbered",
            (true, false) => "task",
            (false, true) => "task parent numbered",
            (false, false) => "task parent",
        },
        text: writer.text(&task.text),
        lead: writer.parties(&task.lead),
        support: writer.parties(&task.support),
        deadline: match task.is_leaf() && task.deadline.wording.is_empty() && !task.lead.is_empty() {
            true => format!("<span class=\"hint\">{}</span>", room.word("not_stated")),
            false => writer.deadline(&task.deadline),
        },
        day: (!days.is_empty()).then(|| days.join(", ")),
        inferred: match by_words {
            true => inferred.then(|| room.word("inferred").to_owned()),
            false => Some(room.word("author_says").to_owned()),
        },
        counted: Some(counted_days(&task.deadline))
            .filter(|days| task.is_leaf() && !is_closed(task) && !days.is_empty())
            .map(|days| days.iter().map(Date::to_string).collect::<Vec<_>>().join(" ")),
        status: task.status.as_ref().map(|status| StatusView {
            state: status.state.name(),
            label: room.word(&format!("state_{}", status.state.name().replace('-', "_"))).to_owned(),
            day: date::short(status.on),
            evidence: status.evidence.as_ref().map(|text| writer.text(text)),
        }),
        product: lines(task.product.iter().map(|text| writer.text(text))),
        notes: task
            .notes
            .iter()
            .map(|(mark, text)| NoteView {
                id: super::html::note_id(&writer.notes, mark),
                mark: mark.clone(),
                text: writer.text(text),
            })
            .collect(),
        anchor: task.anchor.clone(),
    }
}

/// The days of all deadlines of a cell that do not come again, ascending.
fn counted_days(timing: &Timing) -> Vec<Date> {
    let parts = timing.parts().map(|(_, due)| due);
    let mut days: Vec<Date> = parts.filter(|due| due.rules.is_empty()).filter_map(Due::own_end).collect();
    days.sort_unstable();
    days.dedup();
    days
}

fn is_closed(task: &Task) -> bool {
    task.status.as_ref().is_some_and(|status| status.state.is_end())
}

pub(crate) fn lines(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join("<br>")
}

impl Room<'_> {
    /// A writer for a page at a depth; `notes` starts the ids of its footnotes.
    pub(crate) fn writer<'w>(&'w self, root: &'w str, notes: &str) -> Writer<'w> {
        Writer {
            site: &self.site,
            root,
            notes: notes.to_owned(),
            marked: Default::default(),
            first_level: 2,
            words: super::html::MarkWords {
                lost: self.word("mark_lost"),
                doubt: self.word("mark_doubt"),
                illegible: self.word("mark_illegible"),
            },
        }
    }
}

/// A task or report outside its plan: in calendars, on agency pages.
#[derive(Serialize)]
pub(crate) struct EntryView {
    pub href: String,
    /// `V.1`
    pub label: String,
    /// Plain words, cut at a word when long.
    pub text: String,
    pub plan: String,
    pub issuer: String,
    /// Wording of the deadline.
    pub deadline: String,
    /// ISO 8601, the day it is due.
    pub day: Option<String>,
    pub lead: String,
}

pub(crate) fn task_entry(room: &Room, task: TaskRef, root: &str) -> Option<EntryView> {
    let plan = &room.site.plans[task.plan as usize];
    let content = plan.tasks().nth(task.task as usize)?;
    Some(task_view(room, task.plan, content, root))
}

pub(crate) fn entry(room: &Room, entry: &Entry, root: &str) -> Option<EntryView> {
    match entry.item {
        Item::Task(task) => task_entry(room, TaskRef { plan: entry.plan, task }, root),
        Item::Report(report) => {
            let plan = &room.site.plans[entry.plan as usize];
            let report = plan.reports.get(report as usize)?;
            Some(EntryView {
                href: format!("{root}{}index.html#{}", plan.address(), report.anchor),
                label: room.word("report").to_owned(),
                text: shorten(&report.text.plain, 220),
                plan: room.site.target_label(crate::model::text::Target::Plan(entry.plan)),
                issuer: room.site.issuer_of(entry.plan).short.clone(),
                deadline: report.deadline.wording.shown().to_owned(),
                day: report.deadline.due.last_day().map(|day| day.to_string()),
                lead: report.to.clone().unwrap_or_default(),
            })
        }
    }
}

fn task_view(room: &Room, plan: u32, task: &Task, root: &str) -> EntryView {
    let content = &room.site.plans[plan as usize];
    EntryView {
        href: format!("{root}{}index.html#{}", content.address(), task.anchor),
        label: task.anchor.clone(),
        text: shorten(task.text.shown(), 220),
        plan: room.site.target_label(crate::model::text::Target::Plan(plan)),
        issuer: room.site.issuer_of(plan).short.clone(),
        deadline: task.deadline.wording.shown().to_owned(),
        day: task.deadline.due.last_day().map(|day| day.to_string()),
        lead: task.lead.iter().map(|party| party.name.shown()).collect::<Vec<_>>().join("; "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        deadline::{Context, read},
        text::Text,
    };

    #[test]
    fn each_deadline_of_a_cell_is_counted_to_and_no_rhythm() {
        for (phrase, days) in [
            ("Trước 15/12/2025; báo cáo trước 05/12/2025", &["2025-12-04", "2025-12-14"][..]),
            ("Tháng 3, 6/2026 và thường xuyên", &["2026-03-31", "2026-06-30"]),
            ("Trước ngày 15 hằng tháng trong năm 2026", &[]),
            ("Năm 2025 và các năm tiếp theo", &[]),
        ] {
            let due = read(phrase, &Context::default()).expect(phrase);
            let timing = Timing { wording: Text::of_value(phrase), due, meaning: Meaning::Words };
            let counted: Vec<String> = counted_days(&timing).iter().map(Date::to_string).collect();
            assert_eq!(counted, days, "{phrase}");
        }
    }
}
