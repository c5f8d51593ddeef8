//! A task of a table has someone who leads it and a time to do it in.

use crate::{
    model::{
        plan::Plan,
        task::{Form, Task},
    },
    problem::{Problem, Problems},
    span::Place,
};

pub fn check(plan: &Plan, problems: &mut Problems) {
    for (index, section) in plan.sections.iter().enumerate() {
        if section.form == Form::Table {
            rows(plan, &section.tasks, &format!("tasks[{index}]"), problems);
        }
    }
}

fn rows(plan: &Plan, tasks: &[Task], path: &str, problems: &mut Problems) {
    for (index, task) in tasks.iter().enumerate() {
        let path = format!("{path}.rows[{index}]");
        if task.is_leaf() {
            if task.lead.is_empty() {
                problems.add(Place::key(plan.file, &*path), Problem::BlankLead { anchor: task.anchor.clone() });
            }
            if task.deadline.wording.is_empty() {
                problems.add(Place::key(plan.file, &*path), Problem::BlankDeadline { anchor: task.anchor.clone() });
            }
        }
        rows(plan, &task.rows, &path, problems);
    }
}
