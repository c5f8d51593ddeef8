//! Agendas: the entries of a task, the entries of an agency year by year, and those that have no day.

use super::{Entry, Item, Roles, Site, TaskRef};
use crate::model::agency::AgencyId;
use std::collections::BTreeMap;

/// What an agency leads or supports and is due in one year.
#[derive(Debug)]
pub struct AgencyYear {
    pub agency: AgencyId,
    pub year: i16,
    /// Positions in [`Site::entries`], in order of days.
    pub entries: Vec<u32>,
}

/// The entries of one item, which stand side by side.
fn of_item(entries: &[Entry], plan: u32, item: Item) -> std::ops::Range<usize> {
    let key = (plan, order(item));
    let start = entries.partition_point(|entry| (entry.plan, order(entry.item)) < key);
    let length = entries[start..].iter().take_while(|entry| (entry.plan, order(entry.item)) == key).count();
    start..start + length
}

/// Tasks stand before reports.
fn order(item: Item) -> (u8, u32) {
    match item {
        Item::Task(task) => (0, task),
        Item::Report(report) => (1, report),
    }
}

impl Site {
    /// The entries of a task or report: several where it is due on several days.
    pub fn entries_of(&self, plan: u32, item: Item) -> &[Entry] {
        &self.entries[of_item(&self.entries, plan, item)]
    }

    /// The years of an agency, in order.
    pub fn years_of(&self, agency: AgencyId) -> &[AgencyYear] {
        let start = self.agency_years.partition_point(|year| year.agency < agency);
        let length = self.agency_years[start..].iter().take_while(|year| year.agency == agency).count();
        &self.agency_years[start..start + length]
    }
}

/// In order of agencies and years.
pub(super) fn agency_years(entries: &[Entry], roles: &BTreeMap<AgencyId, Roles>) -> Vec<AgencyYear> {
    let mut agency_years = Vec::new();
    for (agency, roles) in roles {
        let mut tasks: Vec<TaskRef> = roles.leads.iter().chain(&roles.supports).copied().collect();
        tasks.sort_unstable();
        tasks.dedup();
        let mut years: BTreeMap<i16, Vec<u32>> = BTreeMap::new();
        for index in tasks.into_iter().flat_map(|task| of_item(entries, task.plan, Item::Task(task.task))) {
            if let Some(end) = entries[index].end {
                years.entry(end.year()).or_default().push(index as u32);
            }
        }
        agency_years.extend(years.into_iter().map(|(year, mut found)| {
            found.sort_by_key(|index| (entries[*index as usize].end, *index));
            AgencyYear { agency: *agency, year, entries: found }
        }));
    }
    agency_years
}

/// Entries without a day: of the whole site and of each issuer, in order of the plans.
pub(super) fn undated(entries: &[Entry], plan_issuers: &[u32]) -> BTreeMap<Option<u32>, Vec<u32>> {
    let mut undated: BTreeMap<Option<u32>, Vec<u32>> = BTreeMap::new();
    for (index, entry) in (0u32..).zip(entries).filter(|(_, entry)| entry.end.is_none()) {
        for issuer in [None, Some(plan_issuers[entry.plan as usize])] {
            undated.entry(issuer).or_default().push(index);
        }
    }
    undated
}
