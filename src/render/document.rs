//! Pages of documents: facts, whether it is in force, the chain it stands in, the tasks that rest on it, and every
//! passage that cites it.

pub(crate) mod citing;
mod list;
mod unknown;

use super::{
    Files, Head, Part, Room,
    home::Counted,
    legislation,
    lineage::{self, LineageView},
    plan::{RelationView, more_relations, relation, relations},
    root_of,
    task_table::{self, EntryView, task_entry},
};
use crate::{
    link::{Direction, Site},
    model::{
        date,
        document::{Force, RelationKind},
        text::Target,
    },
    problem::Problem,
};
use citing::CitingView;
use serde::Serialize;

/// Tasks that a page lists; the rest are counted.
const TASKS: usize = 100;

pub(crate) fn files(room: &Room, files: &mut Files) {
    list::files(room, files);
    unknown::files(room, files);
    citing::files(room, files);
    for (index, document) in room.site.documents.iter().enumerate() {
        files.page(&format!("van-ban/{}/", document.slug), page, index);
    }
}

/// Lists of documents for the site map, from the root of the site.
pub(crate) fn list_addresses(site: &Site) -> impl Iterator<Item = String> {
    list::addresses(site).chain(unknown::addresses(site))
}

fn issuer(site: &Site, document: usize) -> String {
    site.document_issuers[document].map(|agency| site.agency_name(agency).to_owned()).unwrap_or_default()
}

#[derive(Serialize)]
struct DocumentView {
    label: String,
    kind: String,
    number: Option<String>,
    title: String,
    issuer: String,
    issuer_href: Option<String>,
    issued: Option<String>,
    iso: Option<String>,
    url: Option<String>,
    force: Option<ForceView>,
    /// What amends or replaces it, as far as this site knows.
    changed_by: Vec<RelationView>,
    note: Option<String>,
    aliases: Vec<String>,
    also_printed: Vec<String>,
    relations: Vec<RelationView>,
    more_relations: usize,
    lineage: Option<LineageView>,
    tasks: Vec<EntryView>,
    task_count: usize,
    more_tasks: usize,
    citing: Vec<CitingView>,
    pager: Vec<Counted>,
    plan_count: usize,
    passage_count: usize,
    json_ld: String,
}

/// "Còn hiệu lực", since when, and who says so.
#[derive(Serialize)]
struct ForceView {
    state: &'static str,
    label: String,
    since: Option<Day>,
    until: Option<Day>,
    checked: Day,
    source: String,
    source_href: Option<String>,
}

#[derive(Serialize)]
struct Day {
    shown: String,
    iso: String,
}

fn day(day: jiff::civil::Date) -> Day {
    Day { shown: date::short(day), iso: day.to_string() }
}

fn force_label(room: &Room, force: &Force) -> String {
    room.word(&format!("force_{}", force.state.name().replace('-', "_"))).to_owned()
}

fn force_view(room: &Room, force: &Force) -> ForceView {
    let is_address = force.source.starts_with("https://") || force.source.starts_with("http://");
    ForceView {
        state: force.state.name(),
        label: force_label(room, force),
        since: force.since.map(day),
        until: force.until.map(day),
        checked: day(force.checked),
        source: force.source.clone(),
        source_href: is_address.then(|| force.source.clone()),
    }
}

fn page(room: &Room, index: u32) -> Result<Vec<u8>, Problem> {
    let site = &room.site;
    let document = &site.documents[index as usize];
    let target = Target::Document(index);
    let address = format!("van-ban/{}/", document.slug);
    let root = root_of(&address);
    let agency = site.document_issuers[index as usize];
    let tasks = site.backlinks.resting(target);
    let changes = |kind| matches!(kind, RelationKind::Amends | RelationKind::Replaces);
    let related = site.relations.get(&target).map_or(&[][..], Vec::as_slice);
    let changed_by = related.iter().filter(|related| related.direction == Direction::Backward && changes(related.kind));
    let view = DocumentView {
        label: document.label(),
        kind: document.kind.clone(),
        number: document.number.as_ref().map(ToString::to_string),
        title: document.title.clone(),
        issuer: issuer(site, index as usize),
        issuer_href: agency.map(|agency| format!("{root}{}index.html", site.agency_address(agency))),
        issued: document.issued.map(date::short),
        iso: document.issued.map(|day| day.to_string()),
        url: document.url.clone(),
        force: document.force.as_ref().map(|force| force_view(room, force)),
        changed_by: changed_by.map(|related| relation(room, *related, &root)).collect(),
        note: document.note.clone(),
        aliases: document.aliases.clone(),
        also_printed: document.also_printed.iter().map(ToString::to_string).collect(),
        relations: relations(room, target, &root),
        more_relations: more_relations(site, target),
        lineage: lineage::view(room, target, &root, "#vien-dan"),
        tasks: tasks.iter().take(TASKS).filter_map(|task| task_entry(room, *task, &root)).collect(),
        task_count: tasks.len(),
        more_tasks: tasks.len().saturating_sub(TASKS),
        citing: citing::of(room, target, 0, &root),
        pager: citing::pager(site, target, 0, &root),
        plan_count: site.backlinks.citing(target).len(),
        passage_count: site.cited.get(&target).map_or(0, Vec::len),
        json_ld: legislation::json_ld(room, target),
    };
    let title = format!("{}: {}", view.label, task_table::shorten(&document.title, 90));
    let head = Head { address: &address, title: &title, description: &document.title, part: Part::Documents };
    room.page("document.html", &head, &view)
}
