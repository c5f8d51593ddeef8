//! A year of an agency: what it leads or supports, month by month.

use super::{
    super::{
        Head, Part, Room,
        home::Counted,
        root_of,
        task_table::{EntryView, entry, shorten},
    },
    MonthCell, month_label, months_of_year,
};
use crate::{
    link::{AgencyYear, Site},
    model::{agency::AgencyId, date},
    problem::Problem,
};
use jiff::civil::Date;
use serde::Serialize;

/// Entries that a month of a year lists: with twelve months, what a phone still reads.
const LISTED_OF_MONTH: usize = 8;
/// Letters of an entry: a year is for finding, the plan is for reading.
const LETTERS: usize = 100;

/// `co-quan/ubnd-xa-hai-hung/phong-kinh-te/lich/2026/`
pub(crate) fn address(site: &Site, year: &AgencyYear) -> String {
    format!("{}lich/{}/", site.agency_address(year.agency), year.year)
}

/// The years in which something of an agency is due.
pub(crate) fn years(site: &Site, agency: AgencyId, root: &str, current: Option<i16>) -> Vec<Counted> {
    let years = site.years_of(agency).iter().map(|year| Counted {
        href: format!("{root}{}index.html", address(site, year)),
        label: year.year.to_string(),
        count: year.entries.len(),
        current: current == Some(year.year),
    });
    years.collect()
}

#[derive(Serialize)]
struct AgencyYearView {
    heading: String,
    agency: Counted,
    total: usize,
    years: Vec<Counted>,
    cells: Vec<MonthCell>,
    agenda: Vec<MonthAgenda>,
}

#[derive(Serialize)]
struct MonthAgenda {
    /// `thang-12`
    id: String,
    label: String,
    count: usize,
    days: Vec<DayAgenda>,
    /// Entries that are not listed.
    more: usize,
}

#[derive(Serialize)]
struct DayAgenda {
    iso: String,
    label: String,
    entries: Vec<BriefEntry>,
}

#[derive(Serialize)]
struct BriefEntry {
    href: String,
    label: String,
    text: String,
    plan: String,
    deadline: String,
}

pub(super) fn page(room: &Room, index: u32) -> Result<Vec<u8>, Problem> {
    let site = &room.site;
    let year = &site.agency_years[index as usize];
    let address = address(site, year);
    let root = root_of(&address);
    let issuer = &site.issuers[year.agency.issuer as usize];
    let name = match year.agency.unit {
        Some(_) => format!("{} – {}", site.agency_name(year.agency), issuer.short),
        None => issuer.name.clone(),
    };
    let end = |index: &u32| site.entries[*index as usize].end.unwrap_or_default();
    let mut counts = [0; 12];
    year.entries.iter().for_each(|index| counts[end(index).month() as usize - 1] += 1);
    let fullest = counts.into_iter().max().unwrap_or(0);
    let agenda = year.entries.chunk_by(|a, b| end(a).month() == end(b).month()).map(|of_month| {
        let month = end(&of_month[0]).month();
        let listed = &of_month[..of_month.len().min(LISTED_OF_MONTH)];
        let days = listed.chunk_by(|a, b| end(a) == end(b)).map(|of_day| day(room, end(&of_day[0]), of_day, &root));
        MonthAgenda {
            id: format!("thang-{month}"),
            label: month_label(room, year.year, month),
            count: of_month.len(),
            days: days.collect(),
            more: of_month.len() - listed.len(),
        }
    });
    let title = format!("{name} – {} {}", room.word("calendar"), year.year);
    let view = AgencyYearView {
        heading: format!("{} {}", room.word("calendar"), year.year),
        agency: Counted {
            href: format!("{root}{}index.html", site.agency_address(year.agency)),
            label: name,
            count: 0,
            current: false,
        },
        total: year.entries.len(),
        years: years(site, year.agency, &root, Some(year.year)),
        cells: months_of_year(room, year.year, counts, fullest, |month| format!("#thang-{month}")),
        agenda: agenda.collect(),
    };
    let head = Head { address: &address, title: &title, description: &title, part: Part::Agencies };
    room.page("agency_year.html", &head, &view)
}

fn day(room: &Room, day: Date, entries: &[u32], root: &str) -> DayAgenda {
    DayAgenda {
        iso: day.to_string(),
        label: format!("{}, {}", room.word(super::weekday(day)), date::short(day)),
        entries: entries
            .iter()
            .filter_map(|index| Some(brief(entry(room, &room.site.entries[*index as usize], root)?)))
            .collect(),
    }
}

fn brief(entry: EntryView) -> BriefEntry {
    BriefEntry {
        href: entry.href,
        label: entry.label,
        text: shorten(&entry.text, LETTERS),
        plan: entry.plan,
        deadline: entry.deadline,
    }
}
