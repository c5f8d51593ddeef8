//! Every task and target of a plan has an anchor of its own: it is an address for ever.

use super::each_task;
use crate::{
    model::plan::Plan,
    problem::{Problem, Problems},
    span::Place,
};
use std::collections::BTreeSet;

pub fn check(plan: &Plan, problems: &mut Problems) {
    let mut seen = BTreeSet::new();
    each_task(plan, &mut |task, path| {
        if !seen.insert(task.anchor.as_str()) {
            let key = if task.no.is_some() { format!("{path}.no") } else { path.to_owned() };
            problems.add(Place::key(plan.file, key), Problem::DuplicateTask { anchor: task.anchor.clone() });
        }
    });
    for (group, content) in plan.targets.iter().enumerate() {
        for (row, target) in content.targets.iter().enumerate() {
            if !seen.insert(&target.anchor) {
                let place = Place::key(plan.file, format!("targets[{group}].rows[{row}].no"));
                problems.add(place, Problem::DuplicateTask { anchor: target.anchor.clone() });
            }
        }
    }
}
