//! Calendar pages: years at a glance, months as grid and list, years of agencies, lanes for work without a day.

mod agency_year;
mod month;
mod overview;
mod subscribe;

use super::{
    Files, Room,
    home::{Counted, issuers_with_plans},
    task_table::{EntryView, entry},
};
use crate::{
    link::{Entry, Month, Site},
    model::{date, deadline::Kind},
};
use jiff::civil::{Date, Weekday};
use serde::Serialize;

pub(crate) use agency_year::{address as agency_year_address, years};

pub(crate) fn files(room: &Room, files: &mut Files) {
    let site = &room.site;
    files.page("lich/", overview::of_site, 0);
    for issuer in issuers_with_plans(site) {
        files.page(&overview_address(site, Some(issuer as u32)), overview::of_issuer, issuer);
    }
    for (index, month) in site.months.keys().enumerate() {
        files.page(&month_address(site, *month), month::page, index);
    }
    for (index, year) in site.agency_years.iter().enumerate() {
        files.page(&agency_year::address(site, year), agency_year::page, index);
    }
}

/// `lich/`, `lich/ubnd-xa-hai-hung/`
fn overview_address(site: &Site, issuer: Option<u32>) -> String {
    match issuer {
        Some(issuer) => format!("lich/{}/", site.issuers[issuer as usize].slug),
        None => "lich/".to_owned(),
    }
}

/// `lich/2025/12/`, `lich/ubnd-xa-hai-hung/2025/12/`
pub(crate) fn month_address(site: &Site, month: Month) -> String {
    format!("{}{}/{:02}/", overview_address(site, month.issuer), month.year, month.month)
}

/// Months that the home page names, from that of the newest plan on.
const AHEAD: usize = 12;

/// The next months of the whole site that have entries, with how many.
pub(crate) fn month_links(room: &Room, root: &str) -> Vec<Counted> {
    let site = &room.site;
    let newest = site.plans.first().map(|plan| plan.issued.bounds().0);
    let from = newest.map_or((0, 0), |day| (day.year(), day.month()));
    let months = site.months.iter().filter(|(month, _)| month.issuer.is_none() && (month.year, month.month) >= from);
    months
        .take(AHEAD)
        .map(|(month, entries)| Counted {
            href: format!("{root}{}index.html", month_address(site, *month)),
            label: month_label(room, month.year, month.month),
            count: entries.len(),
            current: false,
        })
        .collect()
}

fn month_label(room: &Room, year: i16, month: i8) -> String {
    format!("{} {}/{year}", room.word("month"), date::padded_month(month))
}

fn weekday(day: Date) -> &'static str {
    match day.weekday() {
        Weekday::Monday => "monday",
        Weekday::Tuesday => "tuesday",
        Weekday::Wednesday => "wednesday",
        Weekday::Thursday => "thursday",
        Weekday::Friday => "friday",
        Weekday::Saturday => "saturday",
        Weekday::Sunday => "sunday",
    }
}

/// One of the twelve months of a year at a glance.
#[derive(Serialize)]
struct MonthCell {
    month: i8,
    label: String,
    /// Only where something is due.
    href: Option<String>,
    count: usize,
    /// 0 for nothing to 5 for the fullest months.
    heat: usize,
}

/// The months of a year, shaded against the fullest month of all that are shown together.
fn months_of_year(
    room: &Room,
    year: i16,
    counts: [usize; 12],
    fullest: usize,
    href: impl Fn(i8) -> String,
) -> Vec<MonthCell> {
    (1i8..)
        .zip(counts)
        .map(|(month, count)| MonthCell {
            month,
            label: month_label(room, year, month),
            href: (count > 0).then(|| href(month)),
            count,
            heat: heat(count, fullest),
        })
        .collect()
}

/// Halves: more than half of the fullest is 5, more than a quarter 4, down to 1; nothing is 0.
fn heat(count: usize, fullest: usize) -> usize {
    match count {
        0 => 0,
        _ => 5 - (1..5).position(|halvings| count > fullest >> halvings).unwrap_or(4),
    }
}

/// Kinds of deadline that have no day, in the order of their lanes.
const LANES: [(&str, &[Kind]); 5] = [
    ("lane_continuous", &[Kind::Continuous]),
    ("lane_recurring", &[Kind::Recurring]),
    ("lane_conditional", &[Kind::Conditional, Kind::Relative]),
    ("lane_on_demand", &[Kind::OnDemand]),
    ("lane_undated", UNDATED),
];

/// Not stated or lost, or a month, quarter or day of which a part is lost.
const UNDATED: &[Kind] = &[
    Kind::Unspecified,
    Kind::Illegible,
    Kind::Date,
    Kind::Month,
    Kind::MonthRange,
    Kind::Quarter,
    Kind::HalfYear,
    Kind::Year,
    Kind::Range,
];

/// Work of one kind that has no day.
#[derive(Serialize)]
struct LaneView {
    id: &'static str,
    title: String,
    count: usize,
    entries: Vec<EntryView>,
    /// Entries that are not listed.
    more: usize,
}

/// The lanes that hold something, of the site or of an issuer; each lists so many entries.
fn lanes(
    room: &Room,
    issuer: Option<u32>,
    root: &str,
    listed: usize,
    belongs: impl Fn(&Entry) -> bool,
) -> Vec<LaneView> {
    let site = &room.site;
    let undated = site.undated.get(&issuer).map_or(&[][..], Vec::as_slice);
    let undated: Vec<&Entry> =
        undated.iter().map(|index| &site.entries[*index as usize]).filter(|entry| belongs(entry)).collect();
    let lane = |(id, kinds): (&'static str, &[Kind])| {
        let of_lane = || undated.iter().filter(|entry| kinds.contains(&entry.kind));
        let count = of_lane().count();
        LaneView {
            id,
            title: room.word(id).to_owned(),
            count,
            more: count.saturating_sub(listed),
            entries: of_lane().take(listed).filter_map(|lane| entry(room, lane, root)).collect(),
        }
    };
    LANES.into_iter().map(lane).filter(|lane| lane.count > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heat_halves_as_the_table_says() {
        let table =
            [(0, 100, 0), (1, 1, 5), (100, 100, 5), (51, 100, 5), (50, 100, 4), (13, 100, 3), (7, 100, 2), (1, 100, 1)];
        for (count, fullest, expected) in table {
            assert_eq!(heat(count, fullest), expected, "{count} of {fullest}");
        }
    }
}
