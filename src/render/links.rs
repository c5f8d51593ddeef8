//! Links that authors wrote in running text: each leads to another site, or to a file and an anchor of this one.

use super::Output;
use crate::{
    link::Site,
    model::{
        plan::{Block, Plan, body_passages},
        text::{Text, What, scheme},
    },
    problem::{Problem, Problems},
    span::Place,
};
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use std::borrow::Cow;

/// RFC 3986: what a path, query or fragment cannot hold as it is.
const UNSAFE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'%')
    .add(b'\\')
    .add(b'^')
    .add(b'[')
    .add(b']')
    .add(b'|')
    .add(b'#')
    .add(b'?')
    .add(b':');

/// The address of a file by its name: `bản đồ #1.pdf` → `b%E1%BA%A3n%20%C4%91%E1%BB%93%20%231.pdf`.
pub(crate) fn encoded(path: &str) -> String {
    utf8_percent_encode(path, UNSAFE).to_string()
}

/// An address as an author wrote it, with what it cannot hold encoded.
pub(crate) fn mended(address: &str) -> String {
    let end = address.find(['?', '#']).unwrap_or(address.len());
    let (path, rest) = address.split_at(end);
    let rest = rest.split_inclusive(['?', '#']).map(|part| {
        let (part, mark) = part.strip_suffix(['?', '#']).map_or((part, ""), |inner| (inner, &part[inner.len()..]));
        encoded(&decoded(part)) + mark
    });
    encoded(&decoded(path)) + &rest.collect::<String>()
}

fn decoded(address: &str) -> Cow<'_, str> {
    percent_decode_str(address).decode_utf8().unwrap_or(Cow::Borrowed(address))
}

/// Adds a problem for every link of a plan or a page that leads nowhere.
pub(crate) fn check(output: &Output, problems: &mut Problems) {
    let site = &output.room.site;
    for plan in &site.plans {
        let texts = plan.passages().into_iter().map(|(_, text)| text);
        check_texts(output, &plan.address(), plan.body_file.unwrap_or(plan.file), texts, problems);
    }
    for page in &site.pages {
        let texts = body_passages(&page.body).into_iter().map(|(_, text)| text);
        check_texts(output, &format!("{}/", page.slug), page.file, texts, problems);
    }
}

fn check_texts<'t>(
    output: &Output,
    address: &str,
    file: crate::span::FileId,
    texts: impl Iterator<Item = &'t Text>,
    problems: &mut Problems,
) {
    for span in texts.flat_map(|text| &text.spans) {
        if let What::Link(target) = &span.what
            && scheme(target).is_none()
            && !leads_somewhere(output, address, target)
        {
            problems.add(Place::words(file, format!("]({target}")), Problem::DeadLink { target: target.clone() });
        }
    }
}

/// Whether an address, as written on the page at `from`, is a file of the site, and its fragment an anchor there.
fn leads_somewhere(output: &Output, from: &str, target: &str) -> bool {
    let (path, fragment) = target.split_once('#').map_or((target, None), |(path, anchor)| (path, Some(anchor)));
    let path = decoded(path.split('?').next().unwrap_or_default());
    let Some(mut path) = resolved(from, &path) else { return false };
    if path.is_empty() || path.ends_with('/') {
        path.push_str("index.html");
    }
    let anchor = fragment.map(decoded).filter(|anchor| !anchor.is_empty());
    output.position(&path).is_some() && anchor.is_none_or(|anchor| has_anchor(&output.room.site, &path, &anchor))
}

/// `../x/y` on the page at `a/b/` is `a/x/y`; none above the root, or from the root of the server.
fn resolved(from: &str, path: &str) -> Option<String> {
    if path.starts_with('/') {
        return None;
    }
    let mut parts: Vec<&str> = from.split('/').filter(|part| !part.is_empty()).collect();
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    for part in folders.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    let name = if matches!(name, "." | "..") { return None } else { name };
    Some(parts.iter().map(|part| format!("{part}/")).collect::<String>() + name)
}

/// Anchors that the template of a plan has of its own.
const FIXED: [&str; 13] = [
    "ban-goc",
    "ban-goc-ten",
    "can-cu",
    "che-do-bao-cao",
    "che-do-bao-cao-ten",
    "lien-quan",
    "muc-luc",
    "noi-dung",
    "phien-ban",
    "toan-van",
    "tong-hop",
    "tong-hop-ten",
    "trich-yeu",
];

/// Anchors of plans and pages are known; those of other pages are taken on trust.
fn has_anchor(site: &Site, path: &str, anchor: &str) -> bool {
    let Some(address) = path.strip_suffix("index.html") else { return true };
    if let Some(plan) = site.plans.iter().find(|plan| plan.address() == address) {
        return FIXED.contains(&anchor) || plan_has(plan, anchor);
    }
    match site.pages.iter().find(|page| address.strip_suffix('/') == Some(&page.slug)) {
        Some(page) => body_has(&page.body, anchor),
        None => true,
    }
}

fn plan_has(plan: &Plan, anchor: &str) -> bool {
    let sections = || plan.sections.iter().any(|section| section.anchor() == anchor);
    plan.passages().iter().any(|(known, _)| *known == anchor) || sections()
}

fn body_has(body: &[Block], anchor: &str) -> bool {
    body_passages(body).iter().any(|(known, _)| *known == anchor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_resolve_as_the_table_says() {
        let table = [
            ("a/b/", "x.pdf", Some("a/b/x.pdf")),
            ("a/b/", "../x/", Some("a/x/")),
            ("a/b/", "", Some("a/b/")),
            ("a/b/", "./c/./d.pdf", Some("a/b/c/d.pdf")),
            ("a/", "../../x", None),
            ("a/", "/x", None),
        ];
        for (from, path, expected) in table {
            assert_eq!(resolved(from, path).as_deref(), expected, "{from} {path}");
        }
    }

    #[test]
    fn names_are_encoded_once() {
        for written in ["bản đồ.pdf", "b%E1%BA%A3n%20%C4%91%E1%BB%93.pdf"] {
            assert_eq!(encoded(&decoded(written)), "b%E1%BA%A3n%20%C4%91%E1%BB%93.pdf");
        }
        assert_eq!(encoded("50% #1.pdf"), "50%25%20%231.pdf");
        assert_eq!(mended("a b.pdf#trang-2"), "a%20b.pdf#trang-2");
        assert_eq!(mended("#đoạn"), "#%C4%91o%E1%BA%A1n");
    }

    #[test]
    fn the_template_has_the_fixed_anchors() {
        let template = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/themes/niemyet/templates/plan.html"));
        let mut ids: Vec<&str> = template.split("id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        ids.retain(|id| !id.contains('{'));
        ids.push("noi-dung");
        ids.sort_unstable();
        assert_eq!(ids, FIXED);
    }
}
