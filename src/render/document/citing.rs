//! Who cites a document or a plan: each plan with the passages, quoted.

use super::super::{Room, task_table};
use crate::{
    link::{Passage, Site},
    model::text::{Target, Text},
    span::Bytes,
};
use serde::Serialize;

/// Passages that a page quotes; the rest are listed by plan.
const QUOTED: usize = 100;
/// Letters of a quotation to each side of the mention.
const AROUND: usize = 110;

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

pub(crate) fn of(room: &Room, target: Target, root: &str) -> Vec<CitingView> {
    let site = &room.site;
    let passages = site.cited.get(&target).map_or(&[][..], Vec::as_slice);
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
        let quoted = of_plan.iter().filter_map(|passage| quote(&href, &texts, *passage));
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
