//! Pages of agencies: the tasks they lead and support.

use super::{
    Files, Head, Part, Room, calendar,
    due_lists::{self, DueLists},
    home::{self, Counted, PlanCard},
    root_of,
    task_table::{EntryView, task_entry},
    timeline,
};
use crate::{
    link::{Site, TaskRef},
    model::agency::{AgencyId, UnitKind},
    problem::Problem,
};
use serde::Serialize;

/// Tasks that a page lists in each role; the rest are a search away.
const LISTED: usize = 200;

pub(crate) fn files(room: &Room, files: &mut Files) {
    let site = &room.site;
    files.page("co-quan/", list, 0);
    for (index, agency) in site.agencies.iter().enumerate() {
        files.page(&site.agency_address(*agency), page, index);
    }
}

#[derive(Serialize)]
struct ListView {
    issuers: Vec<IssuerView>,
}

#[derive(Serialize)]
struct IssuerView {
    name: String,
    href: String,
    units: Vec<UnitView>,
}

#[derive(Serialize)]
struct UnitView {
    name: String,
    href: String,
    leads: usize,
    supports: usize,
    collective: bool,
}

fn units(site: &Site, issuer: usize, root: &str) -> Vec<UnitView> {
    let content = &site.issuers[issuer];
    let mut units: Vec<UnitView> = (0u32..)
        .zip(&content.units)
        .map(|(unit, named)| {
            let agency = AgencyId { issuer: issuer as u32, unit: Some(unit) };
            let roles = site.roles.get(&agency);
            UnitView {
                name: named.name.clone(),
                href: format!("{root}{}index.html", site.agency_address(agency)),
                leads: roles.map_or(0, |roles| roles.leads.len()),
                supports: roles.map_or(0, |roles| roles.supports.len()),
                collective: named.kind == UnitKind::Collective,
            }
        })
        .collect();
    units.sort_by_cached_key(|unit| (unit.collective, crate::vietnamese::order(&unit.name)));
    units
}

fn list(room: &Room, _: u32) -> Result<Vec<u8>, Problem> {
    let site = &room.site;
    let mut order: Vec<usize> = (0..site.issuers.len()).collect();
    order.sort_by_cached_key(|issuer| {
        (site.issuers[*issuer].level, crate::vietnamese::order(&site.issuers[*issuer].short))
    });
    let issuers = order
        .into_iter()
        .map(|issuer| IssuerView {
            name: site.issuers[issuer].name.clone(),
            href: format!("../co-quan/{}/index.html", site.issuers[issuer].slug),
            units: units(site, issuer, "../"),
        })
        .collect();
    let title = room.word("agencies");
    let head = Head { address: "co-quan/", title, description: title, part: Part::Agencies };
    room.page("agencies.html", &head, &ListView { issuers })
}

#[derive(Serialize)]
struct AgencyView {
    name: String,
    collective: bool,
    /// The issuer of a unit, or the one above an issuer.
    parent: Option<Counted>,
    units: Vec<UnitView>,
    plans: Vec<PlanCard>,
    leads: Vec<EntryView>,
    lead_count: usize,
    supports: Vec<EntryView>,
    support_count: usize,
    calendar: bool,
    /// Its calendar year by year.
    years: Vec<Counted>,
    timeline: Option<timeline::Picture>,
    due: Option<DueLists>,
}

fn page(room: &Room, index: u32) -> Result<Vec<u8>, Problem> {
    let site = &room.site;
    let agency = site.agencies[index as usize];
    let address = site.agency_address(agency);
    let root = root_of(&address);
    let issuer = &site.issuers[agency.issuer as usize];
    let roles = site.roles.get(&agency);
    let tasks = |list: Option<&Vec<TaskRef>>| -> Vec<EntryView> {
        let list = list.map_or(&[][..], Vec::as_slice);
        list.iter().take(LISTED).filter_map(|task| task_entry(room, *task, &root)).collect()
    };
    let link = |slug: &str, label: &str| Counted {
        href: format!("{root}co-quan/{slug}/index.html"),
        label: label.to_owned(),
        count: 0,
        current: false,
    };
    let (name, parent) = match agency.unit {
        Some(unit) => (&issuer.units[unit as usize].name, Some(link(&issuer.slug, &issuer.name))),
        None => {
            let above = issuer.parent.as_ref().and_then(|slug| site.issuers.iter().find(|above| above.slug == *slug));
            (&issuer.name, above.map(|above| link(&above.slug, &above.name)))
        }
    };
    let view = AgencyView {
        name: name.clone(),
        collective: agency.unit.is_some_and(|unit| issuer.units[unit as usize].kind == UnitKind::Collective),
        parent,
        units: if agency.unit.is_none() { units(site, agency.issuer as usize, &root) } else { Vec::new() },
        plans: plans(site, agency, &root),
        leads: tasks(roles.map(|roles| &roles.leads)),
        lead_count: roles.map_or(0, |roles| roles.leads.len()),
        supports: tasks(roles.map(|roles| &roles.supports)),
        support_count: roles.map_or(0, |roles| roles.supports.len()),
        calendar: super::ics::has_agency(site, agency),
        years: calendar::years(site, agency, &root, None),
        due: match agency.unit {
            Some(_) => due_lists::of_years(site, agency, &root),
            None => due_lists::of_months(site, Some(agency.issuer), &root),
        },
        timeline: roles
            .and_then(|roles| timeline::of_agency(room, &roles.leads[..roles.leads.len().min(LISTED)], &root)),
    };
    let title = match agency.unit {
        Some(_) => format!("{name} – {}", issuer.short),
        None => name.clone(),
    };
    let head = Head { address: &address, title: &title, description: &title, part: Part::Agencies };
    room.page("agency.html", &head, &view)
}

fn plans(site: &Site, agency: AgencyId, root: &str) -> Vec<PlanCard> {
    if agency.unit.is_some() {
        return Vec::new();
    }
    let own = (0u32..).zip(&site.plan_issuers).filter(|(_, issuer)| **issuer == agency.issuer);
    own.take(LISTED).map(|(plan, _)| home::card(site, plan, root)).collect()
}
