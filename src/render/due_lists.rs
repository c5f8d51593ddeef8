//! What falls due, as small files that a script shows against the reader's day: a month of the site or of an issuer,
//! a year of an agency. Results win over dates: what is done is in none of them.

use super::{
    Files, Room,
    calendar::{agency_year_address, month_address},
    task_table::shorten,
};
use crate::{
    link::{Entry, Item, Month, Progress, Rhythm, Site},
    model::{
        agency::AgencyId,
        text::{Party, Target},
    },
    problem::Problem,
};
use serde::Serialize;

/// Entries of one file, in order of days: what a phone loads without a thought.
const LISTED: usize = 400;
/// Letters of an entry: the plan is a link away.
const LETTERS: usize = 100;
/// Entries of each list on the home page.
const NEXT: usize = 5;
const FILE: &str = "den-han.js";

pub(crate) fn files(room: &Room, files: &mut Files) {
    let site = &room.site;
    for (index, month) in site.months.keys().enumerate() {
        files.add(format!("{}{FILE}", month_address(site, *month)), of_month, index);
    }
    for (index, year) in site.agency_years.iter().enumerate() {
        files.add(format!("{}{FILE}", agency_year_address(site, year)), of_agency_year, index);
    }
}

/// Where the script finds the files of a page.
#[derive(Serialize)]
pub(crate) struct DueLists {
    /// `2025-11 2025-12`, or years
    periods: String,
    /// Relative to the page, with `{period}` for `2025/11`.
    path: String,
    /// How many entries of each list the page shows, and where all of them are.
    limit: Option<usize>,
    more: Option<String>,
}

/// The next few of the whole site, for the home page.
pub(crate) fn next(site: &Site) -> Option<DueLists> {
    let more = Some("lich/index.html#viec-den-han".to_owned());
    of_months(site, None, "").map(|lists| DueLists { limit: Some(NEXT), more, ..lists })
}

/// The months of the site, or of an issuer.
pub(crate) fn of_months(site: &Site, issuer: Option<u32>, root: &str) -> Option<DueLists> {
    let own = site.months.keys().filter(|month| month.issuer == issuer);
    let periods: Vec<String> = own.map(|month| format!("{}-{:02}", month.year, month.month)).collect();
    let slug = issuer.map(|issuer| format!("{}/", site.issuers[issuer as usize].slug)).unwrap_or_default();
    lists(periods, format!("{root}lich/{slug}{{period}}/{FILE}"))
}

/// The years of a unit.
pub(crate) fn of_years(site: &Site, agency: AgencyId, root: &str) -> Option<DueLists> {
    let periods: Vec<String> = site.years_of(agency).iter().map(|year| year.year.to_string()).collect();
    lists(periods, format!("{root}{}lich/{{period}}/{FILE}", site.agency_address(agency)))
}

fn lists(periods: Vec<String>, path: String) -> Option<DueLists> {
    (!periods.is_empty()).then(|| DueLists { periods: periods.join(" "), path, limit: None, more: None })
}

fn of_month(room: &Room, index: u32) -> Result<Vec<u8>, Problem> {
    let site = &room.site;
    let Some((month, entries)) = site.months.iter().nth(index as usize) else { return Ok(Vec::new()) };
    let Month { year, month, .. } = *month;
    Ok(file(room, &format!("{year}-{month:02}"), entries, |_| true))
}

fn of_agency_year(room: &Room, index: u32) -> Result<Vec<u8>, Problem> {
    let year = &room.site.agency_years[index as usize];
    let leads = |lead: &[Party]| lead.iter().any(|party| party.agency == Some(year.agency));
    Ok(file(room, &year.year.to_string(), &year.entries, leads))
}

/// Day, position of the plan, anchor, text, who leads it, 1 for a rhythm, what is shown for the anchor of a report.
type Row<'r> = (String, usize, &'r str, String, String, u8, Option<&'r str>);

#[derive(Serialize)]
struct Due<'d> {
    /// Address from the root of the site and label.
    plans: Vec<(String, String)>,
    rows: Vec<Row<'d>>,
    /// How many entries come after the last row.
    left: usize,
}

fn file(room: &Room, name: &str, entries: &[u32], is_led: impl Fn(&[Party]) -> bool) -> Vec<u8> {
    let site = &room.site;
    let mut due = Due { plans: Vec::new(), rows: Vec::new(), left: 0 };
    let mut plans: Vec<u32> = Vec::new();
    let open = entries.iter().map(|index| &site.entries[*index as usize]);
    for entry in open.filter(|entry| entry.progress == Progress::Open) {
        let Some((row, lead)) = row(room, entry) else { continue };
        if !is_led(lead) {
            continue;
        }
        if due.rows.len() == LISTED {
            due.left += 1;
            continue;
        }
        let position = plans.iter().position(|plan| *plan == entry.plan).unwrap_or_else(|| {
            plans.push(entry.plan);
            let label =
                format!("{}, {}", site.target_label(Target::Plan(entry.plan)), site.issuer_of(entry.plan).short);
            due.plans.push((site.plans[entry.plan as usize].address(), label));
            plans.len() - 1
        });
        due.rows.push((row.0, position, row.2, row.3, row.4, row.5, row.6));
    }
    let data = serde_json::to_string(&due).unwrap_or_default();
    format!("niemyetDue(\"{name}\",{data});\n").into_bytes()
}

fn row<'r>(room: &'r Room, entry: &Entry) -> Option<(Row<'r>, &'r [Party])> {
    let plan = &room.site.plans[entry.plan as usize];
    let day = entry.end?.to_string();
    let rhythm = u8::from(entry.rhythm == Rhythm::Again);
    match entry.item {
        Item::Task(task) => {
            let task = plan.tasks().nth(task as usize)?;
            let lead: Vec<&str> = task.lead.iter().map(|party| party.name.shown()).collect();
            let row =
                (day, 0, task.anchor.as_str(), shorten(task.text.shown(), LETTERS), lead.join("; "), rhythm, None);
            Some((row, task.lead.as_slice()))
        }
        Item::Report(report) => {
            let report = plan.reports.get(report as usize)?;
            let row = (
                day,
                0,
                report.anchor.as_str(),
                shorten(report.text.shown(), LETTERS),
                String::new(),
                rhythm,
                Some(room.word("report")),
            );
            Some((row, &[]))
        }
    }
}
