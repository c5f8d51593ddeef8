//! Check: rules that one plan must keep by itself, a file a rule.

mod annex_present;
mod blank_cells;
mod counts;
mod deadline_in_time;
mod numbering;
mod personal_data;
mod task_anchors;
mod whole_sentences;

use crate::{
    model::{plan::Plan, task::Task},
    parse::Drafts,
    problem::Problems,
    span::Place,
};
use rayon::prelude::*;

/// A rule adds what it finds wrong with a plan.
type Rule = fn(&Plan, &mut Problems);

const RULES: &[Rule] = &[
    task_anchors::check,
    deadline_in_time::check,
    blank_cells::check,
    numbering::check,
    counts::check,
    annex_present::check,
    whole_sentences::check,
    personal_data::check,
];

pub fn drafts(drafts: &Drafts, problems: &mut Problems) {
    let found: Vec<Problems> = drafts
        .plans
        .par_iter()
        .map(|plan| {
            let mut problems = Problems::default();
            RULES.iter().for_each(|rule| rule(plan, &mut problems));
            problems
        })
        .collect();
    found.into_iter().for_each(|found| problems.append(found));
}

/// The place of words in a passage of a plan.
fn passage(plan: &Plan, position: usize, words: &str) -> Place {
    let body = plan.body_file.filter(|_| plan.body_passages().contains(&position));
    Place::words(body.unwrap_or(plan.file), words)
}

fn last_words(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words[words.len().saturating_sub(4)..].join(" ")
}

/// Visits every task with its key path in `plan.yaml`, `tasks[2].rows[0]`.
fn each_task<'p>(plan: &'p Plan, visit: &mut dyn FnMut(&'p Task, &str)) {
    fn rows<'p>(tasks: &'p [Task], path: &str, visit: &mut dyn FnMut(&'p Task, &str)) {
        for (index, task) in tasks.iter().enumerate() {
            let path = format!("{path}.rows[{index}]");
            visit(task, &path);
            rows(&task.rows, &path, visit);
        }
    }
    for (index, section) in plan.sections.iter().enumerate() {
        rows(&section.tasks, &format!("tasks[{index}]"), visit);
    }
}
