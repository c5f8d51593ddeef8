//! A deadline that ends before the plan was issued is published as printed, and said.

use super::each_task;
use crate::{
    model::{plan::Plan, task::Timing},
    problem::{Problem, Problems},
    span::Place,
};

pub fn check(plan: &Plan, problems: &mut Problems) {
    each_task(plan, &mut |task, path| look(plan, &task.deadline, &format!("{path}.deadline"), problems));
    for (index, report) in plan.reports.iter().enumerate() {
        look(plan, &report.deadline, &format!("reports[{index}].deadline"), problems);
    }
}

fn look(plan: &Plan, deadline: &Timing, key: &str, problems: &mut Problems) {
    let (issued, _) = plan.issued.bounds();
    for (wording, due) in deadline.parts() {
        // The first time of a rhythm may be past; the next is not.
        if due.own_end().is_some_and(|end| end < issued) {
            let problem = Problem::DeadlineBeforeIssue { wording: wording.to_owned(), issued: plan.issued.short() };
            problems.add(Place::key(plan.file, key), problem);
        }
    }
}
