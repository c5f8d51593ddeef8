//! What of the site can be found, and the page that finds it.

use super::{
    Files, Head, Part, Room,
    search::{self, Kind, Page, Row},
};
use crate::{
    link::Site,
    model::{
        agency::AgencyId,
        plan::Plan,
        text::{Party, Text},
    },
    problem::Problem,
};
use serde::Serialize;
use std::borrow::Cow;

pub(crate) fn files(room: &Room, files: &mut Files) {
    files.page("tim-kiem/", page, 0);
    for (index, (path, _)) in room.index.iter().enumerate() {
        files.add(path, shard, index);
    }
}

fn shard(room: &Room, index: u32) -> Result<Vec<u8>, Problem> {
    Ok(room.index[index as usize].1.clone())
}

#[derive(Serialize)]
struct SearchView {
    issuers: Vec<super::home::Counted>,
    months: Vec<super::home::Counted>,
}

fn page(room: &Room, _: u32) -> Result<Vec<u8>, Problem> {
    let view = SearchView {
        issuers: super::home::issuer_links(&room.site, "../", None),
        months: super::calendar::month_links(room, "../"),
    };
    let title = room.word("search");
    room.page("search.html", &Head { address: "tim-kiem/", title, description: title, part: Part::Search }, &view)
}

enum Found {
    Plan(u32),
    Document(u32),
    Agency(AgencyId, String),
}

/// The index of plans, documents and agencies, by path in the site.
pub(crate) fn index(site: &Site) -> Vec<(String, Vec<u8>)> {
    let plans = (0..site.plans.len() as u32).map(|plan| (Found::Plan(plan), site.plans[plan as usize].address()));
    let documents = (0..site.documents.len() as u32)
        .map(|document| (Found::Document(document), format!("van-ban/{}/", site.documents[document as usize].slug)));
    let agencies = site.agencies.iter().copied().map(|agency| {
        let issuer = &site.issuers[agency.issuer as usize];
        let above = if agency.unit.is_some() { issuer.short.clone() } else { issuer.name.clone() };
        (Found::Agency(agency, above), site.agency_address(agency))
    });
    let things: Vec<(&Site, Found, String, [String; 3])> = plans
        .chain(documents)
        .chain(agencies)
        .map(|(found, address)| {
            let texts = head_texts(site, &found);
            (site, found, address, texts)
        })
        .collect();
    search::index(&things, |(site, found, address, texts)| thing(site, found, address, texts))
        .into_iter()
        .map(|(path, bytes)| (format!("tim-kiem/{path}"), bytes))
        .collect()
}

/// Title, number and day.
fn head_texts(site: &Site, found: &Found) -> [String; 3] {
    match found {
        Found::Plan(plan) => {
            let plan = &site.plans[*plan as usize];
            let number = plan.number.as_ref().map(ToString::to_string).unwrap_or_default();
            [format!("{} {}", plan.kind, plan.summary.plain), number, plan.issued.iso()]
        }
        Found::Document(document) => {
            let document = &site.documents[*document as usize];
            let number = document.number.as_ref().map(ToString::to_string).unwrap_or_default();
            let named = document.title.starts_with(&document.kind);
            let mut title =
                if named { document.title.clone() } else { format!("{} {}", document.kind, document.title) };
            let aliases = document.aliases.iter().filter(|alias| **alias != document.title);
            aliases.for_each(|alias| title.push_str(&format!("; {alias}")));
            [title, number, document.issued.map(|day| day.to_string()).unwrap_or_default()]
        }
        Found::Agency(agency, _) => [site.agency_name(*agency).to_owned(), String::new(), String::new()],
    }
}

fn thing<'s>(site: &'s Site, found: &'s Found, address: &'s str, texts: &'s [String; 3]) -> Page<'s> {
    let [title, number, date] = texts;
    let (kind, issuer, body, rows) = match found {
        Found::Plan(plan) => {
            let content = &site.plans[*plan as usize];
            (Kind::Plan, site.issuer_of(*plan).short.as_str(), body(content), rows(content))
        }
        Found::Document(document) => {
            let issuer = site.document_issuers[*document as usize].map_or("", |agency| site.agency_name(agency));
            (Kind::Document, issuer, Vec::new(), Vec::new())
        }
        Found::Agency(_, above) => (Kind::Agency, above.as_str(), Vec::new(), Vec::new()),
    };
    Page { address, kind, title, number, issuer, date, body, rows }
}

fn body(plan: &Plan) -> Vec<Cow<'_, str>> {
    let basis = plan.basis.iter().map(|text| Cow::from(&text.plain));
    let passages = plan.passages();
    basis.chain(passages[plan.body_passages()].iter().map(|(_, text)| Cow::from(&text.plain))).collect()
}

fn rows(plan: &Plan) -> Vec<Row<'_>> {
    let tasks = plan.tasks().map(|task| Row {
        anchor: Cow::from(&task.anchor),
        text: Cow::from(&task.text.plain),
        lead: names(&task.lead),
        support: names(&task.support),
        deadline: Cow::from(&task.deadline.wording.plain),
        product: Cow::from(joined(task.product.iter())),
    });
    let targets = plan.targets().map(|target| Row {
        anchor: Cow::from(&target.anchor),
        text: Cow::from(&target.text.plain),
        lead: names(&target.lead),
        support: names(&target.support),
        deadline: Cow::from(""),
        product: Cow::from(target.supervisor.as_ref().map_or("", |text| text.plain.as_str())),
    });
    tasks.chain(targets).collect()
}

fn names(parties: &[Party]) -> Cow<'_, str> {
    match parties {
        [party] => Cow::from(&party.name.plain),
        parties => Cow::from(joined(parties.iter().map(|party| &party.name))),
    }
}

/// Texts one after another.
pub(crate) fn joined<'t>(texts: impl Iterator<Item = &'t Text>) -> String {
    texts.map(|text| text.plain.as_str()).collect::<Vec<_>>().join("; ")
}
