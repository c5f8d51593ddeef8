//! Pages of documents: facts, relations, and every passage that cites them.

use super::{
    Files, Head, Part, Room,
    plan::{RelationView, relations},
    root_of, task_table,
};
use crate::{
    link::{Passage, Site},
    model::{
        date,
        text::{Target, Text},
    },
    problem::Problem,
    span::Bytes,
};
use serde::Serialize;

/// Passages that a document page quotes; the rest are listed by plan.
const QUOTED: usize = 100;
/// Letters of a quotation to each side of the mention.
const AROUND: usize = 110;

pub(crate) fn files(room: &Room, files: &mut Files) {
    let site = &room.site;
    files.page("van-ban/", list, 0);
    for (index, document) in site.documents.iter().enumerate() {
        files.page(&format!("van-ban/{}/", document.slug), page, index);
    }
}

#[derive(Serialize)]
struct ListView {
    groups: Vec<GroupView>,
}

#[derive(Serialize)]
struct GroupView {
    kind: String,
    documents: Vec<DocumentCard>,
}

#[derive(Serialize)]
struct DocumentCard {
    href: String,
    label: String,
    title: String,
    issuer: String,
    issued: Option<String>,
    cited: usize,
}

fn list(room: &Room, _: u32) -> Result<Vec<u8>, Problem> {
    let site = &room.site;
    let mut order: Vec<usize> = (0..site.documents.len()).collect();
    order.sort_by_cached_key(|index| {
        let document = &site.documents[*index];
        (crate::vietnamese::order(&document.kind), std::cmp::Reverse(document.issued), document.slug.clone())
    });
    let mut groups: Vec<GroupView> = Vec::new();
    for index in order {
        let document = &site.documents[index];
        let card = DocumentCard {
            href: format!("../van-ban/{}/index.html", document.slug),
            label: document.label(),
            title: document.title.clone(),
            issuer: issuer(site, index),
            issued: document.issued.map(date::short),
            cited: site.cited.get(&Target::Document(index as u32)).map_or(0, Vec::len),
        };
        match groups.last_mut().filter(|group| group.kind == document.kind) {
            Some(group) => group.documents.push(card),
            None => groups.push(GroupView { kind: document.kind.clone(), documents: vec![card] }),
        }
    }
    let title = room.word("documents");
    let head = Head { address: "van-ban/", title, description: title, part: Part::Documents };
    room.page("documents.html", &head, &ListView { groups })
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
    note: Option<String>,
    aliases: Vec<String>,
    also_printed: Vec<String>,
    relations: Vec<RelationView>,
    citing: Vec<CitingView>,
    passage_count: usize,
}

/// A plan that cites the document, and where.
#[derive(Serialize)]
struct CitingView {
    href: String,
    label: String,
    issuer: String,
    summary: String,
    passages: Vec<PassageView>,
}

#[derive(Serialize)]
struct PassageView {
    href: String,
    before: String,
    mention: String,
    after: String,
}

fn page(room: &Room, index: u32) -> Result<Vec<u8>, Problem> {
    let site = &room.site;
    let document = &site.documents[index as usize];
    let address = format!("van-ban/{}/", document.slug);
    let root = root_of(&address);
    let passages = site.cited.get(&Target::Document(index)).map_or(&[][..], Vec::as_slice);
    let agency = site.document_issuers[index as usize];
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
        note: document.note.clone(),
        aliases: document.aliases.clone(),
        also_printed: document.also_printed.iter().map(ToString::to_string).collect(),
        relations: relations(room, Target::Document(index), &root),
        citing: citing(room, passages, &root),
        passage_count: passages.len(),
    };
    let title = format!("{}: {}", view.label, task_table::shorten(&document.title, 90));
    let head = Head { address: &address, title: &title, description: &document.title, part: Part::Documents };
    room.page("document.html", &head, &view)
}

fn citing(room: &Room, passages: &[Passage], root: &str) -> Vec<CitingView> {
    let site = &room.site;
    let mut citing: Vec<CitingView> = Vec::new();
    for (position, of_plan) in passages.chunk_by(|a, b| a.plan == b.plan).scan(0, |position, chunk| {
        let here = *position;
        *position += chunk.len();
        Some((here, chunk))
    }) {
        let plan_index = of_plan[0].plan;
        let plan = &site.plans[plan_index as usize];
        let href = format!("{root}{}index.html", plan.address());
        let texts = if position < QUOTED { plan.passages() } else { Vec::new() };
        let quoted = of_plan.iter().filter_map(|passage| {
            let (anchor, text) = texts.get(passage.passage as usize)?;
            let (bytes, _) = text.cites().nth(passage.cite as usize)?;
            Some(quote(&href, anchor, text, bytes))
        });
        citing.push(CitingView {
            passages: quoted.collect(),
            label: site.target_label(Target::Plan(plan_index)),
            issuer: site.issuer_of(plan_index).short.clone(),
            summary: task_table::shorten(&plan.summary.plain, 140),
            href,
        });
    }
    citing
}

/// The mention with the words around it.
fn quote(href: &str, anchor: &str, text: &Text, bytes: Bytes) -> PassageView {
    let plain = &text.plain;
    let (start, end) = (bytes.start as usize, bytes.end as usize);
    let from = plain[..start].char_indices().rev().take(AROUND).last().map_or(start, |(at, _)| at);
    let from = if from == 0 { 0 } else { plain[from..start].find(' ').map_or(start, |space| from + space + 1) };
    let to = plain[end..].char_indices().nth(AROUND).map_or(plain.len(), |(at, _)| end + at);
    let to = if to == plain.len() { to } else { plain[end..to].rfind(' ').map_or(end, |space| end + space) };
    PassageView {
        href: format!("{href}#{anchor}"),
        before: format!("{}{}", if from > 0 { "… " } else { "" }, &plain[from..start]),
        mention: plain[start..end].to_owned(),
        after: format!("{}{}", &plain[end..to], if to < plain.len() { " …" } else { "" }),
    }
}
