//! The home page and the lists of plans.

use super::{
    Files, Head, Part, Room,
    due_lists::{self, DueLists},
    root_of,
};
use crate::{link::Site, model::plan::Plan, problem::Problem};
use serde::Serialize;

/// Plans that the home page and the list of all plans name; the rest is a link away.
const NEWEST: usize = 60;

pub(crate) fn files(room: &Room, files: &mut Files) {
    let site = &room.site;
    files.page("", home, 0);
    files.page("ke-hoach/", all_plans, 0);
    for issuer in issuers_with_plans(site) {
        files.page(&format!("ke-hoach/{}/", site.issuers[issuer].slug), plans_of_issuer, issuer);
        files.page(&format!("nhung/{}/", site.issuers[issuer].slug), embedded_plans, issuer);
    }
}

/// Positions of issuers that have plans, city before communes, each in order of names.
pub(crate) fn issuers_with_plans(site: &Site) -> Vec<usize> {
    let mut issuers: Vec<usize> = site.plan_issuers.iter().map(|issuer| *issuer as usize).collect();
    issuers.sort_unstable();
    issuers.dedup();
    issuers.sort_by_cached_key(|issuer| {
        let issuer = &site.issuers[*issuer];
        (issuer.level, crate::vietnamese::order(&issuer.short))
    });
    issuers
}

/// A plan in a list.
#[derive(Serialize)]
pub(crate) struct PlanCard {
    pub href: String,
    pub number: Option<String>,
    pub kind: String,
    pub summary: String,
    pub issuer: String,
    pub issued: String,
    pub iso: String,
    pub tasks: usize,
}

pub(crate) fn card(site: &Site, plan: u32, root: &str) -> PlanCard {
    let content = &site.plans[plan as usize];
    PlanCard {
        href: format!("{root}{}index.html", content.address()),
        number: content.number.as_ref().map(ToString::to_string),
        kind: content.kind.clone(),
        summary: content.summary.plain.clone(),
        issuer: site.issuer_of(plan).short.clone(),
        issued: content.issued.short(),
        iso: content.issued.iso(),
        tasks: leaves(content),
    }
}

/// Tasks that have no sub-rows.
fn leaves(plan: &Plan) -> usize {
    plan.tasks().filter(|task| task.is_leaf()).count()
}

/// A link with a count.
#[derive(Serialize)]
pub(crate) struct Counted {
    pub href: String,
    pub label: String,
    pub count: usize,
    pub current: bool,
}

#[derive(Serialize)]
struct HomeView {
    plans: Vec<PlanCard>,
    issuers: Vec<Counted>,
    months: Vec<Counted>,
    due: Option<DueLists>,
    plan_count: usize,
    task_count: usize,
    document_count: usize,
}

fn home(room: &Room, _: u32) -> Result<Vec<u8>, Problem> {
    let site = &room.site;
    let view = HomeView {
        plans: (0..site.plans.len().min(12)).map(|plan| card(site, plan as u32, "")).collect(),
        issuers: issuer_links(site, "", None),
        months: super::calendar::month_links(room, ""),
        due: due_lists::next(site),
        plan_count: site.plans.len(),
        task_count: site.plans.iter().map(leaves).sum(),
        document_count: site.documents.len(),
    };
    let description = site.config.tagline.as_deref().unwrap_or(&site.config.title);
    room.page("home.html", &Head { address: "", title: &site.config.title, description, part: Part::Home }, &view)
}

pub(crate) fn issuer_links(site: &Site, root: &str, current: Option<usize>) -> Vec<Counted> {
    issuers_with_plans(site)
        .into_iter()
        .map(|issuer| Counted {
            href: format!("{root}ke-hoach/{}/index.html", site.issuers[issuer].slug),
            label: site.issuers[issuer].short.clone(),
            count: site.plan_issuers.iter().filter(|other| **other as usize == issuer).count(),
            current: current == Some(issuer),
        })
        .collect()
}

#[derive(Serialize)]
struct PlansView {
    heading: String,
    /// Whole years, newest first.
    years: Vec<YearView>,
    issuers: Vec<Counted>,
    /// Plans that are not in the list.
    more: usize,
    agency: Option<String>,
}

#[derive(Serialize)]
struct YearView {
    year: i16,
    plans: Vec<PlanCard>,
}

fn by_year(site: &Site, plans: impl Iterator<Item = usize>, root: &str) -> Vec<YearView> {
    let mut years: Vec<YearView> = Vec::new();
    for plan in plans {
        let year = site.plans[plan].issued.year();
        let card = card(site, plan as u32, root);
        match years.last_mut().filter(|last| last.year == year) {
            Some(last) => last.plans.push(card),
            None => years.push(YearView { year, plans: vec![card] }),
        }
    }
    years
}

fn all_plans(room: &Room, _: u32) -> Result<Vec<u8>, Problem> {
    let site = &room.site;
    let view = PlansView {
        heading: room.word("plans").to_owned(),
        years: by_year(site, 0..site.plans.len().min(NEWEST), "../"),
        issuers: issuer_links(site, "../", None),
        more: site.plans.len().saturating_sub(NEWEST),
        agency: None,
    };
    let head = Head { address: "ke-hoach/", title: &view.heading, description: &view.heading, part: Part::Plans };
    room.page("plans.html", &head, &view)
}

fn plans_of_issuer(room: &Room, issuer: u32) -> Result<Vec<u8>, Problem> {
    let slug = &room.site.issuers[issuer as usize].slug;
    issuer_list(room, issuer as usize, &format!("ke-hoach/{slug}/"), Part::Plans)
}

fn embedded_plans(room: &Room, issuer: u32) -> Result<Vec<u8>, Problem> {
    let slug = &room.site.issuers[issuer as usize].slug;
    issuer_list(room, issuer as usize, &format!("nhung/{slug}/"), Part::Embedded)
}

fn issuer_list(room: &Room, issuer: usize, address: &str, part: Part) -> Result<Vec<u8>, Problem> {
    let site = &room.site;
    let root = root_of(address);
    let plans = (0..site.plans.len()).filter(|plan| site.plan_issuers[*plan] as usize == issuer);
    let content = &site.issuers[issuer];
    let heading = format!("{} – {}", room.word("plans"), content.short);
    let view = PlansView {
        years: by_year(site, plans, &root),
        issuers: match part {
            Part::Embedded => Vec::new(),
            _ => issuer_links(site, &root, Some(issuer)),
        },
        more: 0,
        agency: Some(format!("{root}co-quan/{}/index.html", content.slug)),
        heading,
    };
    let head = Head { address, title: &view.heading, description: &content.name, part };
    room.page("plans.html", &head, &view)
}
