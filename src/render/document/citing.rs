//! Who cites a document or a plan: each plan with the passages, quoted; first on its own page, then on pages after it.

use super::{
    super::{Files, Head, Part, Room, home::Counted, root_of, task_table},
    list,
};
use crate::{
    link::{Passage, Site},
    model::text::{Target, Text},
    problem::Problem,
    span::Bytes,
};
use serde::Serialize;

/// Plans on one page.
const PLANS: usize = 50;
/// Letters of a quotation to each side of the mention.
const AROUND: usize = 110;

pub(super) fn files(room: &Room, files: &mut Files) {
    let site = &room.site;
    let targets = targets(site);
    for nth in 0..targets {
        let target = target(site, nth);
        for page in 1..page_count(site, target) {
            files.page(&list::page_address(site.target_address(target), page), further, page * targets + nth);
        }
    }
}

/// Everything that can be cited: documents, then plans.
fn targets(site: &Site) -> usize {
    site.documents.len() + site.plans.len()
}

fn target(site: &Site, nth: usize) -> Target {
    match nth.checked_sub(site.documents.len()) {
        None => Target::Document(nth as u32),
        Some(plan) => Target::Plan(plan as u32),
    }
}

fn page_count(site: &Site, target: Target) -> usize {
    site.backlinks.citing(target).len().div_ceil(PLANS).max(1)
}

#[derive(Serialize)]
struct FurtherView {
    label: String,
    href: String,
    citing: Vec<CitingView>,
    pager: Vec<Counted>,
}

fn further(room: &Room, nth: u32) -> Result<Vec<u8>, Problem> {
    let site = &room.site;
    let (page, nth) = (nth as usize / targets(site), nth as usize % targets(site));
    let target = target(site, nth);
    let address = list::page_address(site.target_address(target), page);
    let root = root_of(&address);
    let view = FurtherView {
        label: site.target_label(target),
        href: format!("{root}{}index.html", site.target_address(target)),
        citing: of(room, target, page, &root),
        pager: pager(site, target, page, &root),
    };
    let title = format!("{}: {} ({} {})", view.label, room.word("cited_by"), room.word("page_number"), page + 1);
    let part = if matches!(target, Target::Plan(_)) { Part::Plans } else { Part::Documents };
    room.page("cited_by.html", &Head { address: &address, title: &title, description: &title, part }, &view)
}

/// Links to all pages of who cites it.
pub(crate) fn pager(site: &Site, target: Target, page: usize, root: &str) -> Vec<Counted> {
    list::pager(&site.target_address(target), page_count(site, target), page, root)
}

/// A plan that cites the document, and where.
#[derive(Serialize)]
pub(crate) struct CitingView {
    href: String,
    label: String,
    issuer: String,
    summary: String,
    passages: Vec<PassageView>,
}

#[derive(Serialize)]
pub(crate) struct PassageView {
    href: String,
    before: String,
    mention: String,
    after: String,
}

/// The plans of one page, the first being 0.
pub(crate) fn of(room: &Room, target: Target, page: usize, root: &str) -> Vec<CitingView> {
    let site = &room.site;
    let plans = site.backlinks.citing(target).chunks(PLANS).nth(page).unwrap_or_default();
    let passages = site.cited.get(&target).map_or(&[][..], Vec::as_slice);
    let view = |plan_index: &u32| {
        let plan = &site.plans[*plan_index as usize];
        let href = format!("{root}{}index.html", plan.address());
        let texts = plan.passages();
        let from = passages.partition_point(|passage| passage.plan < *plan_index);
        let of_plan = passages[from..].iter().take_while(|passage| passage.plan == *plan_index);
        CitingView {
            passages: of_plan.filter_map(|passage| quote(&href, &texts, *passage)).collect(),
            label: site.target_label(Target::Plan(*plan_index)),
            issuer: site.issuer_of(*plan_index).short.clone(),
            summary: task_table::shorten(&plan.summary.plain, 140),
            href,
        }
    };
    plans.iter().map(view).collect()
}

/// One passage with the words around its mention.
pub(super) fn quotation(site: &Site, passage: Passage, root: &str) -> Option<PassageView> {
    let plan = &site.plans[passage.plan as usize];
    quote(&format!("{root}{}index.html", plan.address()), &plan.passages(), passage)
}

fn quote(href: &str, texts: &[(&str, &Text)], passage: Passage) -> Option<PassageView> {
    let (anchor, text) = texts.get(passage.passage as usize)?;
    let (bytes, _) = text.cites().nth(passage.cite as usize)?;
    Some(around(href, anchor, text, bytes))
}

fn around(href: &str, anchor: &str, text: &Text, bytes: Bytes) -> PassageView {
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
