//! A deadline that ends before the plan was issued is published as printed, and said.

use super::each_task;
use crate::{
    model::plan::Plan,
    problem::{Problem, Problems},
    span::Place,
};

pub fn check(plan: &Plan, problems: &mut Problems) {
    let (issued, _) = plan.issued.bounds();
    each_task(plan, &mut |task, path| {
        if task.deadline.due.end.is_some_and(|end| end < issued) {
            let problem = Problem::DeadlineBeforeIssue {
                wording: task.deadline.wording.plain.clone(),
                issued: plan.issued.short(),
            };
            problems.add(Place::key(plan.file, format!("{path}.deadline")), problem);
        }
    });
}
