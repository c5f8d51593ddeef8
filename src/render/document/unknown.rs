//! Documents that are cited but not registered: what is known of each, who cites it, and the command that adds it.

use super::{
    super::{Files, Head, Part, Room, home::Counted, root_of},
    citing::{self, PassageView},
    list::{page_address, pager},
};
use crate::{
    link::{Site, Subject, Unknown},
    model::date,
    problem::Problem,
};
use serde::Serialize;
use std::collections::BTreeSet;

pub(super) const ADDRESS: &str = "van-ban/chua-co/";
/// Documents on one page.
const PAGE: usize = 50;
/// Passages that are quoted of one document; of the others the plans are named.
const QUOTED: usize = 6;

pub(super) fn files(room: &Room, files: &mut Files) {
    for (nth, address) in addresses(&room.site).enumerate() {
        files.page(&address, page, nth);
    }
}

pub(super) fn addresses(site: &Site) -> impl Iterator<Item = String> {
    (0..pages(site)).map(|page| page_address(ADDRESS.to_owned(), page))
}

/// There is a page even if it has nothing to list, so that links to it stay whole.
fn pages(site: &Site) -> usize {
    site.unknown.len().div_ceil(PAGE).max(1)
}

#[derive(Serialize)]
struct PageView {
    all: String,
    total: usize,
    documents: Vec<UnknownView>,
    pager: Vec<Counted>,
}

#[derive(Serialize)]
struct UnknownView {
    label: String,
    issuer: Option<String>,
    issued: Option<String>,
    iso: Option<String>,
    count: usize,
    command: String,
    passages: Vec<MentionView>,
    more: usize,
    /// The plans of the passages that are not quoted.
    plans: Vec<PlanView>,
}

#[derive(Serialize)]
struct PlanView {
    label: String,
    href: String,
    issuer: String,
}

#[derive(Serialize)]
struct MentionView {
    plan: String,
    plan_href: String,
    issuer: String,
    passage: PassageView,
}

fn page(room: &Room, nth: u32) -> Result<Vec<u8>, Problem> {
    let site = &room.site;
    let address = page_address(ADDRESS.to_owned(), nth as usize);
    let root = root_of(&address);
    let documents = site.unknown.chunks(PAGE).nth(nth as usize).unwrap_or_default();
    let view = PageView {
        all: format!("{root}van-ban/index.html"),
        total: site.unknown.len(),
        documents: documents.iter().map(|unknown| view(site, unknown, &root)).collect(),
        pager: pager(ADDRESS, pages(site), nth as usize, &root),
    };
    let title = room.word("unknown_documents");
    let head = Head { address: &address, title, description: title, part: Part::Documents };
    room.page("unknown.html", &head, &view)
}

fn view(site: &Site, unknown: &Unknown, root: &str) -> UnknownView {
    let passages = unknown.passages.iter().take(QUOTED).filter_map(|passage| {
        let plan = &site.plans[passage.plan as usize];
        Some(MentionView {
            plan: plan.label(),
            plan_href: format!("{root}{}index.html", plan.address()),
            issuer: site.issuer_of(passage.plan).short.clone(),
            passage: citing::quotation(site, *passage, root)?,
        })
    });
    let passages: Vec<MentionView> = passages.collect();
    let plans: BTreeSet<u32> = unknown.passages.iter().skip(QUOTED).map(|passage| passage.plan).collect();
    let plans = plans.into_iter().map(|index| {
        let plan = &site.plans[index as usize];
        PlanView {
            label: plan.label(),
            href: format!("{root}{}index.html", plan.address()),
            issuer: site.issuer_of(index).short.clone(),
        }
    });
    UnknownView {
        label: label(unknown),
        issuer: unknown.issuer.clone(),
        issued: unknown.date.map(date::short),
        iso: unknown.date.map(|day| day.to_string()),
        count: unknown.passages.len(),
        command: command(unknown),
        more: unknown.passages.len() - passages.len(),
        passages,
        plans: plans.collect(),
    }
}

fn label(unknown: &Unknown) -> String {
    match &unknown.subject {
        Subject::Number(number) => match unknown.kind {
            Some(kind) => format!("{} {number}", kind.name()),
            None => number.clone(),
        },
        Subject::Name(..) => unknown.words.clone(),
    }
}

/// A line for a shell: within its quotes stands nothing that a shell would read.
fn command(unknown: &Unknown) -> String {
    let words: String = unknown.words.chars().filter(|c| !matches!(c, '"' | '$' | '`' | '\\' | '!')).collect();
    match (&unknown.subject, words.contains(' ')) {
        // What has no blank would be taken for the name of a file.
        (Subject::Number(_), false) => format!("niemyet new document \"văn bản số {words}\""),
        _ => format!("niemyet new document \"{words}\""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::citation::mentions;

    #[test]
    fn a_command_names_the_document_and_nothing_else() {
        let table = [
            ("Nghị quyết số 99/NQ-CP ngày 31/8/2025", "99/NQ-CP"),
            ("99/NQ-CP", "99/NQ-CP"),
            ("Nghị quyết $(số) \"99/NQ-CP\"`", "99/NQ-CP"),
        ];
        for (words, number) in table {
            let unknown = Unknown {
                subject: Subject::Number(number.to_owned()),
                kind: None,
                date: None,
                issuer: None,
                words: words.to_owned(),
                passages: Vec::new(),
            };
            let command = command(&unknown);
            let argument = command.strip_prefix("niemyet new document \"").and_then(|rest| rest.strip_suffix('"'));
            let argument = argument.expect("one argument in quotes");
            assert!(argument.contains(' ') && !argument.contains(['"', '$', '`', '\\']), "{argument}");
            let found = mentions(argument);
            let numbers: Vec<_> = found.iter().filter_map(|found| found.citation.number.as_ref()).collect();
            assert_eq!(numbers.iter().map(|number| number.canonical()).collect::<Vec<_>>(), [number], "{argument}");
        }
    }
}
