//! Years at a glance: twelve months each, shaded by how much is due; lanes for work without a day; how to subscribe.

use super::{
    super::{
        Head, Part, Room,
        due_lists::{self, DueLists},
        home::{Counted, issuers_with_plans},
        root_of,
    },
    LaneView, MonthCell, lanes, month_address, months_of_year, overview_address,
    subscribe::{self, SubscribeView},
};
use crate::{link::Month, problem::Problem};
use serde::Serialize;
use std::collections::BTreeMap;

/// Entries that a lane lists; the rest stands in the plans.
const LISTED: usize = 100;

#[derive(Serialize)]
struct OverviewView {
    /// The name of the issuer, if the page is of one.
    issuer: Option<String>,
    years: Vec<YearView>,
    issuers: Vec<Counted>,
    subscribe: SubscribeView,
    due: Option<DueLists>,
    lanes: Vec<LaneView>,
}

#[derive(Serialize)]
struct YearView {
    year: i16,
    count: usize,
    months: Vec<MonthCell>,
}

pub(super) fn of_site(room: &Room, _: u32) -> Result<Vec<u8>, Problem> {
    page(room, None)
}

pub(super) fn of_issuer(room: &Room, issuer: u32) -> Result<Vec<u8>, Problem> {
    page(room, Some(issuer))
}

fn page(room: &Room, issuer: Option<u32>) -> Result<Vec<u8>, Problem> {
    let site = &room.site;
    let address = overview_address(site, issuer);
    let root = root_of(&address);
    let name = issuer.map(|issuer| site.issuers[issuer as usize].short.clone());
    let view = OverviewView {
        years: years(room, issuer, &root),
        issuers: issuers(room, issuer, &root),
        due: due_lists::of_months(site, issuer, &root),
        subscribe: subscribe::view(room, issuer, &root),
        lanes: lanes(room, issuer, &root, LISTED, |_| true),
        issuer: name,
    };
    let title = match &view.issuer {
        Some(issuer) => format!("{} – {issuer}", room.word("calendar")),
        None => room.word("calendar").to_owned(),
    };
    let head = Head { address: &address, title: &title, description: &title, part: Part::Calendar };
    room.page("calendar.html", &head, &view)
}

fn years(room: &Room, issuer: Option<u32>, root: &str) -> Vec<YearView> {
    let site = &room.site;
    let mut years: BTreeMap<i16, [usize; 12]> = BTreeMap::new();
    let first = Month { issuer, year: i16::MIN, month: 1 };
    let last = Month { issuer, year: i16::MAX, month: 12 };
    for (month, entries) in site.months.range(first..=last) {
        years.entry(month.year).or_default()[month.month as usize - 1] = entries.len();
    }
    let fullest = years.values().flatten().copied().max().unwrap_or(0);
    let view = |(year, counts): (i16, [usize; 12])| YearView {
        year,
        count: counts.iter().sum(),
        months: months_of_year(room, year, counts, fullest, |month| {
            format!("{root}{}index.html", month_address(site, Month { issuer, year, month }))
        }),
    };
    years.into_iter().map(view).collect()
}

/// The calendars of all and of each issuer; an issuer's page leads back to all.
fn issuers(room: &Room, current: Option<u32>, root: &str) -> Vec<Counted> {
    let site = &room.site;
    let link = |issuer: Option<u32>, label: &str| Counted {
        href: format!("{root}{}index.html", overview_address(site, issuer)),
        label: label.to_owned(),
        count: 0,
        current: issuer == current,
    };
    let all = link(None, room.word("all"));
    let named = issuers_with_plans(site).into_iter().map(|issuer| issuer as u32);
    let named = named.filter(|issuer| current.is_none_or(|current| current == *issuer));
    let named = named.map(|issuer| link(Some(issuer), &site.issuers[issuer as usize].short));
    std::iter::once(all).chain(named).collect()
}
