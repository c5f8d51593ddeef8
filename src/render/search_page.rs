//! What of the site can be found, and the page that finds it.

use super::{
    Files, Head, Part, Room,
    home::Counted,
    search::{self, Kind, Page, Row, Section},
    statics,
};
use crate::{
    link::Site,
    model::{
        agency::AgencyId,
        plan::{Block, Plan, body_passages},
        task::Task,
        text::{Party, Text},
    },
    problem::Problem,
    vietnamese::{fold, fold_char},
};
use serde::Serialize;
use std::{borrow::Cow, collections::BTreeMap};

pub(crate) fn files(room: &Room, files: &mut Files) {
    files.page("tim-kiem/", page, 0);
    files.page(KEYWORDS_ADDRESS, keywords, 0);
    shards(room, files);
}

pub(crate) fn shards(room: &Room, files: &mut Files) {
    for (index, file) in room.index.iter().enumerate() {
        files.add(format!("tim-kiem/{}.js", file.id), shard, index);
    }
}

fn shard(room: &Room, index: u32) -> Result<Vec<u8>, Problem> {
    let file = &room.index[index as usize];
    // A reader who asks waits for one file of engine and root.
    let engine = if file.id == search::ROOT { statics::search_engine(room) + "\n" } else { String::new() };
    Ok([engine.into_bytes(), file.script()].concat())
}

#[derive(Serialize)]
struct SearchView {
    issuers: Vec<Counted>,
    months: Vec<Counted>,
}

fn page(room: &Room, _: u32) -> Result<Vec<u8>, Problem> {
    let view = SearchView {
        issuers: super::home::issuer_links(&room.site, "../", None),
        months: super::calendar::month_links(room, "../"),
    };
    let title = room.word("search");
    room.page("search.html", &Head { address: "tim-kiem/", title, description: title, part: Part::Search }, &view)
}

pub(crate) const KEYWORDS_ADDRESS: &str = "tim-kiem/tu-khoa/";
/// Keywords on their page; those of most places stay.
const KEYWORDS: usize = 1500;

#[derive(Serialize)]
struct KeywordsView<'k> {
    letters: &'k [Letter],
}

/// Keywords that begin with a letter, as it is typed without marks.
#[derive(Serialize)]
pub(crate) struct Letter {
    id: String,
    name: String,
    keywords: Vec<Counted>,
}

/// Keywords with the first page of each and how many have it.
#[derive(Default)]
pub(crate) struct Keywords(BTreeMap<String, Counted>);

impl Keywords {
    pub fn add(&mut self, label: &str, address: impl FnOnce() -> String) {
        let label = label.trim_start_matches(|c: char| !c.is_alphabetic()).trim_end_matches([':', ';', '.', ' ']);
        if label.is_empty() {
            return;
        }
        let new = || Counted { href: address(), label: label.to_owned(), count: 0, current: false };
        self.0.entry(label.to_lowercase()).or_insert_with(new).count += 1;
    }

    pub fn letters(self) -> Vec<Letter> {
        let mut found: Vec<Counted> = self.0.into_values().collect();
        found.sort_by_key(|keyword| std::cmp::Reverse(keyword.count));
        found.truncate(KEYWORDS);
        found.sort_by_cached_key(|keyword| (fold(&keyword.label), keyword.label.clone()));
        let mut letters: Vec<Letter> = Vec::new();
        for mut keyword in found {
            let name = keyword.label.chars().next().map(fold_char).unwrap_or_default().to_uppercase().to_string();
            keyword.count = if keyword.count > 1 { keyword.count } else { 0 };
            if letters.last().is_none_or(|letter| letter.name != name) {
                letters.push(Letter { id: format!("chu-{}", letters.len() + 1), name, keywords: Vec::new() });
            }
            if let Some(letter) = letters.last_mut() {
                letter.keywords.push(keyword);
            }
        }
        letters
    }
}

/// Agencies, documents and sections of tasks.
fn keywords(room: &Room, _: u32) -> Result<Vec<u8>, Problem> {
    const ROOT: &str = "../../";
    let site = &room.site;
    let mut keywords = Keywords::default();
    for &agency in &site.agencies {
        keywords.add(site.agency_name(agency), || format!("{ROOT}{}index.html", site.agency_address(agency)));
    }
    for document in &site.documents {
        let address = || format!("{ROOT}van-ban/{}/index.html", document.slug);
        document.aliases.iter().for_each(|alias| keywords.add(alias, address));
        keywords.add(&document.label(), address);
    }
    for plan in &site.plans {
        for section in &plan.sections {
            let Some(first) = section.tasks.first() else { continue };
            let anchor = percent_encoding::utf8_percent_encode(&first.anchor, percent_encoding::NON_ALPHANUMERIC);
            keywords.add(&section.title.plain, || format!("{ROOT}{}index.html#{anchor}", plan.address()));
        }
    }
    keywords_page(room, &keywords.letters(), Part::Search)
}

pub(crate) fn keywords_page(room: &Room, letters: &[Letter], part: Part) -> Result<Vec<u8>, Problem> {
    let title = room.word("keywords");
    room.page(
        "keywords.html",
        &Head { address: KEYWORDS_ADDRESS, title, description: title, part },
        &KeywordsView { letters },
    )
}

enum Found {
    Plan(u32),
    Document(u32),
    Agency(AgencyId),
}

/// Something with a page of its own that can be found.
pub(crate) struct Thing<'s> {
    site: &'s Site,
    found: Found,
    address: String,
    /// Title, number and day.
    texts: [String; 3],
}

/// All that can be found, the newest plans first; of a part of it only that part is made.
pub(crate) fn things(site: &Site, part: std::ops::Range<usize>) -> Vec<Thing<'_>> {
    let plans = (0..site.plans.len() as u32).map(Found::Plan);
    let documents = (0..site.documents.len() as u32).map(Found::Document);
    let found = plans.chain(documents).chain(site.agencies.iter().copied().map(Found::Agency));
    let thing = |found| Thing { site, texts: head_texts(site, &found), address: address(site, &found), found };
    found.skip(part.start).take(part.len()).map(thing).collect()
}

/// How many things can be found.
pub(crate) fn count(site: &Site) -> usize {
    site.plans.len() + site.documents.len() + site.agencies.len()
}

fn address(site: &Site, found: &Found) -> String {
    match found {
        Found::Plan(plan) => site.plans[*plan as usize].address(),
        Found::Document(document) => format!("van-ban/{}/", site.documents[*document as usize].slug),
        Found::Agency(agency) => site.agency_address(*agency),
    }
}

/// The index of plans, documents and agencies.
pub(crate) fn index(site: &Site) -> Vec<search::File> {
    search::index(&things(site, 0..count(site)), Thing::page)
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
        Found::Agency(agency) => [site.agency_name(*agency).to_owned(), String::new(), String::new()],
    }
}

impl Thing<'_> {
    pub fn page(&self) -> Page<'_> {
        let site = self.site;
        let [title, number, date] = &self.texts;
        let (mut body_texts, mut task_rows, mut parts) = (Vec::new(), Vec::new(), Vec::new());
        let (kind, issuer) = match &self.found {
            Found::Plan(plan) => {
                let content = &site.plans[*plan as usize];
                (body_texts, task_rows, parts) = (body(content), rows(site, content), sections(content));
                (Kind::Plan, site.issuer_of(*plan).short.as_str())
            }
            Found::Document(document) => {
                let issuer = site.document_issuers[*document as usize].map_or("", |agency| site.agency_name(agency));
                (Kind::Document, issuer)
            }
            Found::Agency(agency) => {
                let issuer = &site.issuers[agency.issuer as usize];
                (Kind::Agency, if agency.unit.is_some() { issuer.short.as_str() } else { issuer.name.as_str() })
            }
        };
        let (body, rows, sections) = (body_texts, task_rows, parts);
        Page { address: &self.address, kind, title, number, issuer, date, body, rows, sections }
    }
}

/// The legal basis, and the running text before its first heading.
fn body(plan: &Plan) -> Vec<Cow<'_, str>> {
    let basis = plan.basis.iter().map(|text| Cow::from(&text.plain));
    let first = plan.body.iter().position(|block| matches!(block, Block::Heading { .. })).unwrap_or(plan.body.len());
    basis.chain(body_passages(&plan.body[..first]).into_iter().map(|(_, text)| Cow::from(&text.plain))).collect()
}

/// Tasks, then targets.
fn rows<'s>(site: &'s Site, plan: &'s Plan) -> Vec<Row<'s>> {
    let mut rows: Vec<Row<'_>> = plan.tasks().map(|task| task_row(site, task)).collect();
    rows.extend(plan.targets().map(|target| Row {
        anchor: Cow::from(&target.anchor),
        text: Cow::from(&target.text.plain),
        lead: names(&target.lead),
        support: names(&target.support),
        product: Cow::from(target.supervisor.as_ref().map_or("", |text| text.plain.as_str())),
        agencies: agencies(site, &target.lead),
        ..Row::default()
    }));
    rows
}

fn sections(plan: &Plan) -> Vec<Section<'_>> {
    let mut sections: Vec<Section<'_>> = Vec::new();
    for block in &plan.body {
        if let Block::Heading { anchor, text, .. } = block {
            let (anchor, heading) = (Cow::from(anchor), Cow::from(&text.plain));
            sections.push(Section { anchor, heading, text: Vec::new() });
        } else if let Some(section) = sections.last_mut() {
            let passages = body_passages(std::slice::from_ref(block));
            section.text.extend(passages.into_iter().map(|(_, text)| Cow::from(&text.plain)));
        }
    }
    sections
}

fn task_row<'s>(site: &'s Site, task: &'s Task) -> Row<'s> {
    Row {
        anchor: Cow::from(&task.anchor),
        text: Cow::from(&task.text.plain),
        lead: names(&task.lead),
        support: names(&task.support),
        deadline: Cow::from(&task.deadline.wording.plain),
        product: Cow::from(joined(task.product.iter())),
        due: task.deadline.due.own_end(),
        agencies: agencies(site, &task.lead),
    }
}

/// Names to choose from: as the registry has them, else as printed.
fn agencies<'s>(site: &'s Site, parties: &'s [Party]) -> Vec<&'s str> {
    let name = |party: &'s Party| party.agency.map_or(party.name.plain.as_str(), |agency| site.agency_name(agency));
    parties.iter().map(name).collect()
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
