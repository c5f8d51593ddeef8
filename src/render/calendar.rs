//! Calendar pages: months as grid and list, and lanes for work without a day.

use super::{
    Files, Head, Part, Room,
    home::{Counted, issuers_with_plans},
    root_of,
    task_table::{EntryView, entry},
};
use crate::{
    link::{Entry, Month, Site},
    model::{date, deadline::Kind},
    problem::Problem,
};
use jiff::{ToSpan, civil::Date, civil::Weekday};
use serde::Serialize;

/// Entries that one lane, or one month of the whole site, lists in full.
const LISTED: usize = 300;
/// Entries of one day in a larger month of the whole site; the months of the issuers list them all.
const LISTED_OF_DAY: usize = 10;

pub(crate) fn files(room: &Room, files: &mut Files) {
    let site = &room.site;
    files.page("lich/", overview, 0);
    for (index, month) in site.months.keys().enumerate() {
        files.page(&address(site, *month), page, index);
    }
}

/// `lich/2025/12/`, `lich/ubnd-xa-hai-hung/2025/12/`
fn address(site: &Site, month: Month) -> String {
    let Month { issuer, year, month } = month;
    match issuer {
        Some(issuer) => format!("lich/{}/{year}/{month:02}/", site.issuers[issuer as usize].slug),
        None => format!("lich/{year}/{month:02}/"),
    }
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
            href: format!("{root}{}index.html", address(site, *month)),
            label: month_label(room, *month),
            count: entries.len(),
            current: false,
        })
        .collect()
}

fn month_label(room: &Room, month: Month) -> String {
    format!("{} {}/{}", room.word("month"), date::padded_month(month.month), month.year)
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

#[derive(Serialize)]
struct OverviewView {
    years: Vec<YearView>,
    lanes: Vec<LaneView>,
    issuers: Vec<Counted>,
}

#[derive(Serialize)]
struct YearView {
    year: i16,
    months: Vec<Counted>,
}

#[derive(Serialize)]
struct LaneView {
    id: &'static str,
    title: String,
    count: usize,
    entries: Vec<EntryView>,
    /// Entries that are not listed.
    more: usize,
}

fn overview(room: &Room, _: u32) -> Result<Vec<u8>, Problem> {
    let site = &room.site;
    let mut years: Vec<YearView> = Vec::new();
    for (month, entries) in site.months.iter().filter(|(month, _)| month.issuer.is_none()) {
        let link = Counted {
            href: format!("../{}index.html", address(site, *month)),
            label: format!("{} {}", room.word("month"), month.month),
            count: entries.len(),
            current: false,
        };
        match years.last_mut().filter(|last| last.year == month.year) {
            Some(last) => last.months.push(link),
            None => years.push(YearView { year: month.year, months: vec![link] }),
        }
    }
    let lanes = LANES.iter().map(|(id, kinds)| lane(room, id, kinds)).filter(|lane| lane.count > 0).collect();
    let view = OverviewView { years, lanes, issuers: issuer_calendars(site, "../") };
    let title = room.word("calendar");
    room.page("calendar.html", &Head { address: "lich/", title, description: title, part: Part::Calendar }, &view)
}

fn lane(room: &Room, id: &'static str, kinds: &[Kind]) -> LaneView {
    let site = &room.site;
    let of_lane = |entry: &&Entry| entry.end.is_none() && kinds.contains(&entry.kind);
    let entries: Vec<&Entry> = site.entries.iter().filter(of_lane).collect();
    LaneView {
        id,
        title: room.word(id).to_owned(),
        count: entries.len(),
        more: entries.len().saturating_sub(LISTED),
        entries: entries.into_iter().take(LISTED).filter_map(|lane| entry(room, lane, "../")).collect(),
    }
}

/// The calendar file of each issuer.
fn issuer_calendars(site: &Site, root: &str) -> Vec<Counted> {
    issuers_with_plans(site)
        .into_iter()
        .map(|issuer| Counted {
            href: format!("{root}co-quan/{}/lich.ics", site.issuers[issuer].slug),
            label: site.issuers[issuer].short.clone(),
            count: 0,
            current: false,
        })
        .collect()
}

#[derive(Serialize)]
struct MonthView {
    heading: String,
    /// The name of the issuer, if the page is of one.
    issuer: Option<String>,
    before: Option<Counted>,
    after: Option<Counted>,
    weeks: Vec<Vec<DayView>>,
    days: Vec<AgendaDay>,
    total: usize,
    issuers: Vec<Counted>,
}

#[derive(Serialize)]
struct DayView {
    /// 0 for a day of another month.
    day: i8,
    iso: String,
    count: usize,
}

#[derive(Serialize)]
struct AgendaDay {
    id: String,
    iso: String,
    label: String,
    entries: Vec<EntryView>,
    /// Entries that are not listed.
    more: usize,
}

fn page(room: &Room, index: u32) -> Result<Vec<u8>, Problem> {
    let site = &room.site;
    let Some((month, entries)) = site.months.iter().nth(index as usize) else { return Ok(Vec::new()) };
    let address_here = address(site, *month);
    let root = root_of(&address_here);
    let link = |month: &Month, count: usize| Counted {
        href: format!("{root}{}index.html", address(site, *month)),
        label: month_label(room, *month),
        count,
        current: false,
    };
    let first = Month { year: i16::MIN, ..*month };
    let before = site.months.range(first..*month).next_back().map(|(month, entries)| link(month, entries.len()));
    let last = Month { year: i16::MAX, ..*month };
    let after = site.months.range(*month..last).nth(1).map(|(month, entries)| link(month, entries.len()));
    // The month of an issuer leads back to the whole; only the whole lists them all.
    let listed = if month.issuer.is_none() { issuers_with_plans(site) } else { Vec::new() };
    let issuers = listed.into_iter().filter_map(|issuer| {
        let of_issuer = Month { issuer: Some(issuer as u32), ..*month };
        let count = site.months.get(&of_issuer)?.len();
        let label = site.issuers[issuer].short.clone();
        Some(Counted { label, ..link(&of_issuer, count) })
    });
    let whole = Month { issuer: None, ..*month };
    let all = site.months.get(&whole).map(|entries| Counted {
        label: room.word("all").to_owned(),
        current: month.issuer.is_none(),
        ..link(&whole, entries.len())
    });
    let view = MonthView {
        heading: month_label(room, *month),
        issuer: month.issuer.map(|issuer| site.issuers[issuer as usize].short.clone()),
        before,
        after,
        weeks: weeks(site, *month, entries),
        days: agenda(room, *month, entries, &root),
        total: entries.len(),
        issuers: all.into_iter().chain(issuers).collect(),
    };
    let title = match &view.issuer {
        Some(issuer) => format!("{} – {} – {issuer}", room.word("calendar"), view.heading),
        None => format!("{} – {}", room.word("calendar"), view.heading),
    };
    let head = Head { address: &address_here, title: &title, description: &title, part: Part::Calendar };
    room.page("month.html", &head, &view)
}

/// The weeks of a month from Monday, with how much is due on each day.
fn weeks(site: &Site, month: Month, entries: &[u32]) -> Vec<Vec<DayView>> {
    let first = Date::constant(month.year, month.month, 1);
    let mut day = first.checked_sub(i64::from(first.weekday().since(Weekday::Monday)).days()).unwrap_or(first);
    let mut weeks = Vec::new();
    while day <= first.last_of_month() {
        let mut week = Vec::with_capacity(7);
        for _ in 0..7 {
            let here = day.month() == month.month;
            let count = entries.iter().filter(|index| site.entries[**index as usize].end == Some(day)).count();
            week.push(DayView { day: if here { day.day() } else { 0 }, iso: day.to_string(), count });
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
        })
    });
    days.collect()
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
