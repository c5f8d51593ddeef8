//! Backlinks: which plans cite a document or a plan, which of their tasks rest on it, and what each plan cites.

use super::{Passage, TaskRef};
use crate::model::{plan::Plan, text::Target};
use std::collections::BTreeMap;

/// Who cites what, by plans and tasks; passages are in [`super::Site::cited`].
#[derive(Debug, Default)]
pub struct Backlinks {
    /// What each plan cites, in the order of the first mentions.
    cites: Vec<Vec<Cited>>,
    citing: BTreeMap<Target, Vec<u32>>,
    resting: BTreeMap<Target, Vec<TaskRef>>,
}

/// Something that a plan cites, and how often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cited {
    pub target: Target,
    pub count: u32,
}

impl Backlinks {
    /// What the next plan cites, in its texts and in its tasks.
    pub(super) fn push(&mut self, found: &[(Target, Passage)], tasks: &[(Target, u32)]) {
        let plan = self.cites.len() as u32;
        let mut cites: Vec<Cited> = Vec::new();
        for (target, _) in found {
            match cites.iter_mut().find(|cited| cited.target == *target) {
                Some(cited) => cited.count += 1,
                None => cites.push(Cited { target: *target, count: 1 }),
            }
        }
        for cited in &cites {
            self.citing.entry(cited.target).or_default().push(plan);
        }
        for (target, task) in tasks {
            self.resting.entry(*target).or_default().push(TaskRef { plan, task: *task });
        }
        self.cites.push(cites);
    }

    pub fn cites(&self, plan: u32) -> &[Cited] {
        &self.cites[plan as usize]
    }

    /// The plans that cite it, in order.
    pub fn citing(&self, target: Target) -> &[u32] {
        self.citing.get(&target).map_or(&[], Vec::as_slice)
    }

    /// The tasks that cite it in their own texts, each once, in order of the plans.
    pub fn resting(&self, target: Target) -> &[TaskRef] {
        self.resting.get(&target).map_or(&[], Vec::as_slice)
    }
}

/// What the tasks of a plan cite: each pair of a target and the position of a task once.
pub(super) fn tasks(plan: &Plan, found: &[(Target, Passage)]) -> Vec<(Target, u32)> {
    // Texts of tasks follow the running text.
    let first = plan.body_passages().end as u32;
    if found.iter().all(|(_, passage)| passage.passage < first) {
        return Vec::new();
    }
    let mut of_passage: Vec<u32> = Vec::new();
    for (index, task) in (0u32..).zip(plan.tasks()) {
        of_passage.extend(task.texts().map(|_| index));
    }
    let mut resting: Vec<(Target, u32)> = Vec::new();
    for (target, passage) in found {
        let place = passage.passage.checked_sub(first);
        if let Some(task) = place.and_then(|place| of_passage.get(place as usize)) {
            resting.push((*target, *task));
        }
    }
    resting.sort_unstable_by_key(|(target, task)| (*task, *target));
    resting.dedup();
    resting
}
