//! A month: grid with holidays, agenda, lanes for work without a day, and links to the same month of others.

use super::{
    super::{
        Head, Part, Room,
        home::{Counted, issuers_with_plans},
        root_of,
        task_table::{EntryView, entry},
    },
    LaneView, agency_year, lanes, month_address, month_label, overview_address, weekday,
};
use crate::{
    link::{Entry, Item, Month, Site},
    model::{
        agency::AgencyId,
        date,
        holiday::{self, Holiday},
    },
    problem::Problem,
};
use jiff::{ToSpan, civil::Date, civil::Weekday};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Entries that one month of the whole site lists in full.
const LISTED: usize = 300;
/// Entries of one day in a larger month of the whole site; the months of the issuers list them all.
const LISTED_OF_DAY: usize = 10;
/// Agencies that a month leads to.
const AGENCIES: usize = 40;
/// Lines of the agenda that one sheet of A4 holds beside the grid, in two columns.
const PRINTED: usize = 84;

#[derive(Serialize)]
struct MonthView {
    heading: String,
    /// The name of the issuer, if the page is of one.
    issuer: Option<String>,
    overview: String,
    before: Option<Counted>,
    after: Option<Counted>,
    weeks: Vec<Vec<DayView>>,
    holidays: Vec<HolidayView>,
    /// Some days off of this month are still to be chosen.
    open_holidays: bool,
    days: Vec<AgendaDay>,
    total: usize,
    /// Entries that paper has no room for.
    unprinted: usize,
    /// Lines that paper has for each entry.
    lines: usize,
    issuers: Vec<Counted>,
    agencies: Vec<Counted>,
    more_agencies: usize,
    /// Work without a day of plans that run in this month: how much of each kind, and where it is listed. Its tasks
    /// are no part of a month, where they would be noise.
    lanes: Vec<Counted>,
}

#[derive(Serialize)]
struct DayView {
    /// 0 for a day of another month.
    day: i8,
    iso: String,
    count: usize,
    holiday: Option<String>,
}

#[derive(Serialize)]
struct HolidayView {
    iso: String,
    days: String,
    name: String,
}

#[derive(Serialize)]
struct AgendaDay {
    id: String,
    iso: String,
    label: String,
    entries: Vec<EntryView>,
    /// Entries that are not listed.
    more: usize,
    /// Entries that are printed.
    printed: usize,
}

pub(super) fn page(room: &Room, index: u32) -> Result<Vec<u8>, Problem> {
    let site = &room.site;
    let Some((month, entries)) = site.months.iter().nth(index as usize) else { return Ok(Vec::new()) };
    let month = *month;
    let address = month_address(site, month);
    let root = root_of(&address);
    let link = |month: &Month, count: usize| Counted {
        href: format!("{root}{}index.html", month_address(site, *month)),
        label: month_label(room, month.year, month.month),
        count,
        current: false,
    };
    let first = Month { year: i16::MIN, ..month };
    let before = site.months.range(first..month).next_back().map(|(month, entries)| link(month, entries.len()));
    let last = Month { year: i16::MAX, ..month };
    let after = site.months.range(month..last).nth(1).map(|(month, entries)| link(month, entries.len()));
    let agencies = agencies(site, month, entries, &root);
    let mut days = agenda(room, month, entries, &root);
    let unprinted = fit_paper(&mut days);
    let holidays = holidays(month);
    let view = MonthView {
        heading: month_label(room, month.year, month.month),
        issuer: month.issuer.map(|issuer| site.issuers[issuer as usize].short.clone()),
        overview: format!("{root}{}index.html", overview_address(site, month.issuer)),
        before,
        after,
        weeks: weeks(room, month, entries, &holidays),
        holidays: holiday_views(room, &holidays),
        open_holidays: !holiday::is_chosen(month.year)
            && holidays.iter().any(|(_, holiday)| matches!(holiday, Holiday::Tet | Holiday::National)),
        total: entries.len(),
        unprinted,
        lines: lines(&days),
        days,
        issuers: issuers(room, month, link),
        more_agencies: agencies.len().saturating_sub(AGENCIES),
        agencies: agencies.into_iter().take(AGENCIES).collect(),
        lanes: lane_links(room, month, &root),
    };
    let title = match &view.issuer {
        Some(issuer) => format!("{} – {} – {issuer}", room.word("calendar"), view.heading),
        None => format!("{} – {}", room.word("calendar"), view.heading),
    };
    let head = Head { address: &address, title: &title, description: &title, part: Part::Calendar };
    room.page("month.html", &head, &view)
}

/// The same month of the whole site and, from there, of each issuer.
fn issuers(room: &Room, month: Month, link: impl Fn(&Month, usize) -> Counted) -> Vec<Counted> {
    let site = &room.site;
    let listed = match month.issuer {
        // The month of an issuer leads back to the whole; only the whole lists them all.
        Some(issuer) => vec![issuer as usize],
        None => issuers_with_plans(site),
    };
    let of = |issuer: Option<u32>, label: &str| {
        let same = Month { issuer, ..month };
        let count = site.months.get(&same)?.len();
        Some(Counted { label: label.to_owned(), current: issuer == month.issuer, ..link(&same, count) })
    };
    let named = listed.into_iter().filter_map(|issuer| of(Some(issuer as u32), &site.issuers[issuer].short));
    of(None, room.word("all")).into_iter().chain(named).collect()
}

/// Agencies that lead or support what is due in a month, those with most first; none for a month too large to list.
fn agencies(site: &Site, month: Month, entries: &[u32], root: &str) -> Vec<Counted> {
    if month.issuer.is_none() && entries.len() > LISTED {
        return Vec::new();
    }
    let mut counts: BTreeMap<AgencyId, usize> = BTreeMap::new();
    for index in entries {
        let entry = &site.entries[*index as usize];
        let Item::Task(task) = entry.item else { continue };
        let Some(task) = site.plans[entry.plan as usize].tasks().nth(task as usize) else { continue };
        let named: BTreeSet<AgencyId> =
            task.lead.iter().chain(&task.support).filter_map(|party| party.agency).collect();
        named.into_iter().for_each(|agency| *counts.entry(agency).or_default() += 1);
    }
    let mut agencies: Vec<(usize, AgencyId)> = counts.into_iter().map(|(agency, count)| (count, agency)).collect();
    agencies.sort_by_cached_key(|(count, agency)| {
        (std::cmp::Reverse(*count), crate::vietnamese::order(site.agency_name(*agency)), *agency)
    });
    let link = |(count, agency): (usize, AgencyId)| {
        let year = site.years_of(agency).iter().find(|year| year.year == month.year)?;
        let href = format!("{root}{}index.html#thang-{}", agency_year::address(site, year), month.month);
        // Hải Hưng's "Phòng Kinh tế" is not Chấn Hưng's.
        let label = match (month.issuer, agency.unit) {
            (None, Some(_)) => {
                format!("{} ({})", site.agency_name(agency), site.issuers[agency.issuer as usize].short)
            }
            _ => site.agency_name(agency).to_owned(),
        };
        Some(Counted { href, label, count, current: false })
    };
    agencies.into_iter().filter_map(link).collect()
}

fn lane_links(room: &Room, month: Month, root: &str) -> Vec<Counted> {
    let site = &room.site;
    let overview = overview_address(site, month.issuer);
    let link = |lane: LaneView| Counted {
        href: format!("{root}{overview}index.html#{}", lane.id),
        label: lane.title,
        count: lane.count,
        current: false,
    };
    lanes(room, month.issuer, root, 0, |entry| in_force(site, entry, month)).into_iter().map(link).collect()
}

/// Whether the plan of an entry runs in a month.
fn in_force(site: &Site, entry: &Entry, month: Month) -> bool {
    let (from, to) = site.plans[entry.plan as usize].time();
    let first = Date::constant(month.year, month.month, 1);
    from <= first.last_of_month() && first <= to
}

fn holidays(month: Month) -> Vec<(Date, Holiday)> {
    let mut days = holiday::of_year(month.year);
    days.retain(|(day, _)| day.month() == month.month);
    days
}

fn holiday_name(room: &Room, holiday: Holiday) -> String {
    room.word(&format!("holiday_{}", holiday.name().replace('-', "_"))).to_owned()
}

/// Days that follow one another under one name: `16/02 – 20/02/2026`.
fn holiday_views(room: &Room, holidays: &[(Date, Holiday)]) -> Vec<HolidayView> {
    let runs = holidays.chunk_by(|a, b| a.1 == b.1).filter_map(|run| {
        let ((first, holiday), (last, _)) = (run.first()?, run.last()?);
        let days = match first == last {
            true => date::short(*first),
            false => format!("{:02} – {}", first.day(), date::short(*last)),
        };
        Some(HolidayView { iso: first.to_string(), days, name: holiday_name(room, *holiday) })
    });
    runs.collect()
}

/// The weeks of a month from Monday, with how much is due on each day.
fn weeks(room: &Room, month: Month, entries: &[u32], holidays: &[(Date, Holiday)]) -> Vec<Vec<DayView>> {
    let site = &room.site;
    let first = Date::constant(month.year, month.month, 1);
    let mut day = first.checked_sub(i64::from(first.weekday().since(Weekday::Monday)).days()).unwrap_or(first);
    let mut weeks = Vec::new();
    while day <= first.last_of_month() {
        let mut week = Vec::with_capacity(7);
        for _ in 0..7 {
            let here = day.month() == month.month;
            let count = entries.iter().filter(|index| site.entries[**index as usize].end == Some(day)).count();
            let holiday = holidays.iter().find(|(off, _)| *off == day).map(|(_, name)| holiday_name(room, *name));
            week.push(DayView { day: if here { day.day() } else { 0 }, iso: day.to_string(), count, holiday });
            let Ok(next) = day.tomorrow() else { return weeks };
            day = next;
        }
        weeks.push(week);
    }
    weeks
}

fn agenda(room: &Room, month: Month, entries: &[u32], root: &str) -> Vec<AgendaDay> {
    let limit = if month.issuer.is_none() && entries.len() > LISTED { LISTED_OF_DAY } else { usize::MAX };
    let end = |index: &u32| room.site.entries[*index as usize].end;
    let days = entries.chunk_by(|a, b| end(a) == end(b)).filter_map(|of_day| {
        let day = end(of_day.first()?)?;
        let listed = of_day.iter().take(limit);
        Some(AgendaDay {
            id: format!("ngay-{}", day.day()),
            label: format!("{}, {}", room.word(weekday(day)), date::short(day)),
            iso: day.to_string(),
            entries: listed.filter_map(|index| entry(room, &room.site.entries[*index as usize], root)).collect(),
            more: of_day.len().saturating_sub(limit),
            printed: 0,
        })
    });
    days.collect()
}

/// Gives each day its share of the lines on paper, a heading and its entries; says how many entries get none.
fn fit_paper(days: &mut [AgendaDay]) -> usize {
    let all: usize = days.iter().map(|day| day.entries.len() + day.more).sum();
    let mut left = PRINTED.saturating_sub(days.len());
    // Every day prints its first entry before any day prints its second.
    let mut share = left;
    for round in (1..=left).rev() {
        let needed: usize = days.iter().map(|day| day.entries.len().min(round)).sum();
        if needed <= left {
            share = round;
            break;
        }
    }
    for day in days.iter_mut() {
        day.printed = day.entries.len().min(share).min(left);
        left -= day.printed;
    }
    // What is left over goes to the days that have more, in their order.
    for day in days.iter_mut() {
        let extra = (day.entries.len() - day.printed).min(left);
        day.printed += extra;
        left -= extra;
    }
    all - days.iter().map(|day| day.printed).sum::<usize>()
}

/// Lines of paper for each printed entry: a month with little to do shows more of it.
fn lines(days: &[AgendaDay]) -> usize {
    let printed: usize = days.iter().map(|day| day.printed).sum();
    (PRINTED.saturating_sub(days.len()) / printed.max(1)).clamp(1, 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(entries: usize) -> AgendaDay {
        let entry = || EntryView {
            href: String::new(),
            label: String::new(),
            text: String::new(),
            plan: String::new(),
            issuer: String::new(),
            deadline: String::new(),
            day: None,
            lead: String::new(),
        };
        let entries = (0..entries).map(|_| entry()).collect();
        AgendaDay { id: String::new(), iso: String::new(), label: String::new(), entries, more: 0, printed: 0 }
    }

    #[test]
    fn paper_holds_a_sheet_and_no_day_starves() {
        // Entries of each day, how many of them are printed, how many not.
        let table: [(&[usize], &[usize], usize); 4] = [
            (&[3, 1], &[3, 1], 0),
            (&[200], &[83], 117),
            (&[200, 2, 1], &[78, 2, 1], 122),
            (&[60, 60, 60], &[27, 27, 27], 99),
        ];
        for (entries, printed, left_out) in table {
            let mut days: Vec<AgendaDay> = entries.iter().map(|entries| day(*entries)).collect();
            assert_eq!(fit_paper(&mut days), left_out, "{entries:?}");
            assert_eq!(days.iter().map(|day| day.printed).collect::<Vec<_>>(), printed, "{entries:?}");
        }
    }
}
