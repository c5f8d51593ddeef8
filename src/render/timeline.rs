//! Timeline picture of a plan or an agency: bars for stretches of time, dots for days, hatching for continuous work.
//!
//! Places along the time axis are percentages and places down the page are pixels, so the picture fits any width while
//! its letters keep their size.

mod axis;

use super::{Room, home::Counted, task_table::shorten};
use crate::{
    link::{Item, TaskRef},
    model::{
        date,
        deadline::{Due, Kind},
        task::Task,
        text::Target,
    },
};
use axis::Axis;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Up to so many tasks have a row each; of more, the sections have.
const TASKS: usize = 40;
/// Lines that a section may take where its stretches overlap.
const LINES: usize = 6;
/// Sections or plans that have a row.
const GROUPS: usize = 60;
/// Days of one task that are dots; more become one dotted bar.
const DOTS: usize = 24;
/// Letters of a label: what fits a phone.
const LETTERS: usize = 42;
/// Links to tasks that have no place in the picture.
const LINKS: usize = 60;

/// Pixels: the axis above, a row with its label, a further line of a section, the axis below.
const HEAD: usize = 40;
const ROW: usize = 38;
const LINE: usize = 20;
const FOOT: usize = 22;

/// The interface words of a key.
type Words<'w> = &'w dyn Fn(&'static str) -> String;

/// A section of a plan, or a plan of an agency.
struct Group {
    label: String,
    href: String,
    works: Vec<Work>,
}

/// A task or a report duty.
struct Work {
    label: String,
    text: String,
    href: String,
    wording: String,
    when: When,
}

enum When {
    Days(Vec<Stretch>),
    Continuous,
    Unknown,
}

/// Days from the first to the last, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Stretch {
    start: Date,
    end: Date,
    look: Look,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Look {
    Stated,
    Inferred,
    /// Many single days.
    Often,
}

/// The picture as the template draws it.
#[derive(Serialize)]
pub(crate) struct Picture {
    height: usize,
    first: String,
    days: i64,
    summary: String,
    ticks: Vec<Tick>,
    /// Where the lines of the axis end.
    foot: usize,
    rows: Vec<Row>,
    /// Where the lane of continuous work stands, and its label.
    continuous: Option<(usize, String)>,
    /// Continuous work, and work without a day, as links.
    lists: Vec<List>,
    /// Tasks with days that are not in the picture.
    more: usize,
}

#[derive(Serialize)]
struct Tick {
    x: String,
    label: String,
    /// The year or month that starts here.
    above: Option<String>,
    /// The words above end here, because the picture does.
    last: bool,
}

#[derive(Serialize)]
struct Row {
    y: usize,
    label: String,
    href: String,
    /// Of a row that is one task: the words of its deadline.
    title: Option<String>,
    marks: Vec<Mark>,
}

#[derive(Serialize)]
struct Link {
    href: String,
    title: String,
}

#[derive(Serialize)]
struct Mark {
    y: usize,
    x: String,
    /// None for a dot.
    width: Option<String>,
    class: &'static str,
    /// Of a row that is a section: the task it leads to, or the section where it stands for several.
    link: Option<Link>,
    /// How many tasks it stands for, if several.
    count: Option<usize>,
    /// The number stands before its mark, because the picture ends.
    last: bool,
}

#[derive(Serialize)]
struct List {
    id: &'static str,
    title: String,
    count: usize,
    links: Vec<Counted>,
    more: usize,
}

/// The timeline of a plan; its rows are tasks or, where there are many, sections.
pub(crate) fn of_plan(room: &Room, index: u32) -> Option<Picture> {
    let plan = &room.site.plans[index as usize];
    let mut position = 0;
    let mut groups = Vec::new();
    for section in &plan.sections {
        let mut works = Vec::new();
        for task in section.tasks.iter().flat_map(Task::all) {
            if task.is_leaf() {
                works.push(work(room, TaskRef { plan: index, task: position }, task, ""));
            }
            position += 1;
        }
        let label = format!("{}. {}", section.printed(), section.title.plain);
        groups.push(Group { label, href: format!("#{}", section.anchor()), works });
    }
    let reports = (0u32..).zip(&plan.reports).map(|(position, report)| Work {
        label: room.word("report").to_owned(),
        text: report.text.shown().to_owned(),
        href: format!("#{}", report.anchor),
        wording: report.deadline.wording.shown().to_owned(),
        when: when(room, index, Item::Report(position), &report.deadline.due),
    });
    let label = room.word("reports").to_owned();
    groups.push(Group { label, href: "#che-do-bao-cao".to_owned(), works: reports.collect() });
    picture(&|key| room.word(key).to_owned(), groups, Some(plan.time().0))
}

/// The timeline of what an agency leads; its rows are tasks or, where there are many, plans.
pub(crate) fn of_agency(room: &Room, leads: &[TaskRef], root: &str) -> Option<Picture> {
    let of_plan = |leads: &[TaskRef]| {
        let index = leads.first()?.plan;
        let plan = &room.site.plans[index as usize];
        let page = format!("{root}{}index.html", plan.address());
        let tasks: Vec<&Task> = plan.tasks().collect();
        let named = leads.iter().filter_map(|lead| Some((*lead, *tasks.get(lead.task as usize)?)));
        let works = named.filter(|(_, task)| task.is_leaf()).map(|(lead, task)| work(room, lead, task, &page));
        let (label, works) = (room.site.target_label(Target::Plan(index)), works.collect());
        Some(Group { label, href: page, works })
    };
    let groups = leads.chunk_by(|a, b| a.plan == b.plan).filter_map(of_plan).collect();
    picture(&|key| room.word(key).to_owned(), groups, None)
}

fn work(room: &Room, at: TaskRef, task: &Task, page: &str) -> Work {
    Work {
        label: task.anchor.clone(),
        text: task.text.shown().to_owned(),
        href: format!("{page}#{}", task.anchor),
        wording: task.deadline.wording.shown().to_owned(),
        when: when(room, at.plan, Item::Task(at.task), &task.deadline.due),
    }
}

fn when(room: &Room, plan: u32, item: Item, due: &Due) -> When {
    let look = if due.inferred.is_empty() || !due.rules.is_empty() { Look::Stated } else { Look::Inferred };
    let entries = room.site.entries_of(plan, item);
    let mut stretches: Vec<Stretch> = entries
        .iter()
        .filter_map(|entry| {
            let end = entry.end?;
            Some(Stretch { start: entry.start.unwrap_or(end).min(end), end, look })
        })
        .collect();
    stretches.sort_unstable();
    stretches.dedup();
    match &stretches[..] {
        [] if due.kind == Kind::Continuous => When::Continuous,
        [] => When::Unknown,
        [first, .., last] if stretches.len() > DOTS => {
            When::Days(vec![Stretch { start: first.start, end: last.end, look: Look::Often }])
        }
        _ => When::Days(stretches),
    }
}

/// None where no task has a day. `from` is a day that the axis should reach back to.
fn picture(word: Words, groups: Vec<Group>, from: Option<Date>) -> Option<Picture> {
    let stretches = |work: &Work| match &work.when {
        When::Days(days) => days.clone(),
        When::Continuous | When::Unknown => Vec::new(),
    };
    let works = || groups.iter().flat_map(|group| &group.works);
    let all: Vec<Stretch> = works().flat_map(stretches).collect();
    let first = all.iter().map(|stretch| stretch.start).min()?;
    let last = all.iter().map(|stretch| stretch.end).max()?;
    let axis = Axis::over(from.map_or(first, |from| from.min(first)), last);
    let dated = works().filter(|work| matches!(work.when, When::Days(_))).count();
    let (rows, more) = match dated <= TASKS {
        true => (task_rows(&axis, &groups), 0),
        false => group_rows(word, &axis, &groups),
    };
    let mut y = rows.iter().flat_map(|row| row.marks.iter().map(|mark| mark.y + LINE)).max().unwrap_or(HEAD);
    let lists = lists(word, &groups);
    let continuous = lists.iter().find(|list| list.id == CONTINUOUS).map(|list| {
        y += ROW;
        (y - ROW, format!("{}: {}", list.title, list.count))
    });
    let numbers = [("{n}", dated.to_string()), ("{from}", date::short(first)), ("{to}", date::short(last))];
    let mut summary = filled(word("timeline_span"), &numbers);
    if let Some(list) = lists.iter().find(|list| list.id == CONTINUOUS) {
        summary = format!("{summary} {}", filled(word("timeline_continuous_n"), &[("{n}", list.count.to_string())]));
    }
    Some(Picture {
        height: y + FOOT,
        first: axis.first.to_string(),
        days: axis.days(),
        summary,
        ticks: ticks(&axis),
        foot: y,
        rows,
        continuous,
        lists,
        more,
    })
}

fn filled(words: String, values: &[(&str, String)]) -> String {
    values.iter().fold(words, |words, (name, value)| words.replace(name, value))
}

fn ticks(axis: &Axis) -> Vec<Tick> {
    let mut ticks = axis.ticks();
    // On a phone two years need a tenth of the width each; the later one says which the months before it belong to.
    let years: Vec<usize> = (0..ticks.len()).filter(|tick| ticks[*tick].above.is_some()).collect();
    for pair in years.windows(2) {
        if axis.at(ticks[pair[1]].day) - axis.at(ticks[pair[0]].day) < 1_100 {
            ticks[pair[0]].above = None;
        }
    }
    let view = |tick: axis::Tick| {
        let at = axis.at(tick.day);
        Tick { x: percent(at), label: tick.label, above: tick.above, last: at > 8_800 }
    };
    ticks.into_iter().map(view).collect()
}

/// A row for each task that has days, in the order of the plan.
fn task_rows(axis: &Axis, groups: &[Group]) -> Vec<Row> {
    let mut rows = Vec::new();
    for work in groups.iter().flat_map(|group| &group.works) {
        let When::Days(stretches) = &work.when else { continue };
        let y = HEAD + rows.len() * ROW;
        let mark = |stretch: &Stretch| mark(axis, *stretch, y + 18, None, 1);
        rows.push(Row {
            y,
            label: shorten(&format!("{} {}", work.label, work.text), LETTERS),
            href: work.href.clone(),
            title: Some(format!("{}: {}", work.label, work.wording.replace('\n', " "))),
            marks: stretches.iter().map(mark).collect(),
        });
    }
    rows
}

fn title(work: &Work) -> String {
    format!("{} {}: {}", work.label, shorten(&work.text, 90), work.wording.replace('\n', " "))
}

/// A row for each section, tasks of the same days as one mark; and how many tasks found no place.
fn group_rows(word: Words, axis: &Axis, groups: &[Group]) -> (Vec<Row>, usize) {
    let (mut rows, mut y, mut more) = (Vec::new(), HEAD, 0);
    for group in groups {
        let dated = group.works.iter().filter(|work| matches!(work.when, When::Days(_))).count();
        if dated == 0 {
            continue;
        }
        if rows.len() == GROUPS {
            more += dated;
            continue;
        }
        let mut same: BTreeMap<Stretch, Vec<usize>> = BTreeMap::new();
        for (position, work) in group.works.iter().enumerate() {
            if let When::Days(stretches) = &work.when {
                stretches.iter().for_each(|stretch| same.entry(*stretch).or_default().push(position));
            }
        }
        let mut placed: BTreeSet<usize> = BTreeSet::new();
        let (mut marks, mut ends): (Vec<Mark>, Vec<u32>) = (Vec::new(), Vec::new());
        for (stretch, works) in same {
            let (start, end) = (axis.at(stretch.start), axis.after(stretch.end));
            // A number beside a dot needs room on a phone.
            let line = ends.iter().position(|taken| *taken <= start).unwrap_or(ends.len());
            if line == LINES {
                continue;
            }
            placed.extend(&works);
            ends.resize(ends.len().max(line + 1), 0);
            ends[line] = end.max(start + if works.len() > 1 { 1_000 } else { 350 });
            let (title, href) = match &works[..] {
                [work] => (title(&group.works[*work]), group.works[*work].href.clone()),
                several => {
                    let until = date::short(stretch.end);
                    let count = format!("{} {}", several.len(), word("n_entries"));
                    (format!("{}: {count}, {} {until}", group.label, word("due_on")), group.href.clone())
                }
            };
            marks.push(mark(axis, stretch, y + 18 + line * LINE, Some(Link { href, title }), works.len()));
        }
        more += dated - placed.len();
        let height = ROW + ends.len().saturating_sub(1) * LINE;
        rows.push(Row { y, label: shorten(&group.label, LETTERS), href: group.href.clone(), title: None, marks });
        y += height;
    }
    (rows, more)
}

fn mark(axis: &Axis, stretch: Stretch, y: usize, link: Option<Link>, count: usize) -> Mark {
    let (start, end) = (axis.at(stretch.start), axis.after(stretch.end));
    // A stretch too short to be seen is a dot on its last day.
    let dot = stretch.start == stretch.end || end - start < 150;
    let class = match (dot, stretch.look) {
        (true, Look::Inferred) => "dot inferred",
        (true, _) => "dot",
        (false, Look::Stated) => "bar",
        (false, Look::Inferred) => "bar inferred",
        (false, Look::Often) => "bar often",
    };
    Mark {
        y,
        // A dot stays whole at either end of the axis.
        x: percent(if dot { axis.middle(stretch.end).clamp(160, 9_840) } else { start }),
        width: (!dot).then(|| percent(end - start)),
        class,
        link,
        count: (count > 1).then_some(count),
        last: dot && start > 8_800,
    }
}

/// Hundredths of a percent: `12.5%` is 1250.
fn percent(hundredths: u32) -> String {
    match (hundredths / 100, hundredths % 100) {
        (whole, 0) => format!("{whole}%"),
        (whole, part) => format!("{whole}.{part:02}%"),
    }
}

const CONTINUOUS: &str = "hinh-thuong-xuyen";
const UNKNOWN: &str = "hinh-khong-ngay";

fn lists(word: Words, groups: &[Group]) -> Vec<List> {
    let list = |id: &'static str, key: &'static str, belongs: fn(&When) -> bool| {
        let works = || groups.iter().flat_map(|group| &group.works).filter(|work| belongs(&work.when));
        let link =
            |work: &Work| Counted { href: work.href.clone(), label: work.label.clone(), count: 0, current: false };
        let count = works().count();
        let links = works().take(LINKS).map(link).collect();
        List { id, title: word(key), count, links, more: count.saturating_sub(LINKS) }
    };
    [
        list(CONTINUOUS, "lane_continuous", |when| matches!(when, When::Continuous)),
        list(UNKNOWN, "lanes", |when| matches!(when, When::Unknown)),
    ]
    .into_iter()
    .filter(|list| list.count > 0)
    .collect()
}

#[cfg(test)]
mod tests;
