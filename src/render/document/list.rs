//! Lists of documents: all, by type, by issuer and by year, in pages that a phone can load.

use super::{
    super::{Files, Head, Part, Room, home::Counted, root_of},
    force_label, issuer, unknown,
};
use crate::{
    link::{By, Shelf, Site},
    model::{date, text::Target},
    problem::Problem,
};
use serde::Serialize;

/// Documents on one page.
const PAGE: usize = 200;
/// Links of one facet on every list; its own page has all of them.
const CHIPS: usize = 24;

pub(super) fn files(room: &Room, files: &mut Files) {
    let site = &room.site;
    for (nth, (shelf, page)) in pages(site).enumerate() {
        files.page(&address(site, shelf, page), list, nth);
    }
    for (nth, facet) in FACETS.iter().enumerate() {
        files.page(facet.address, facet_page, nth);
    }
}

/// Every list, from the root of the site.
pub(super) fn addresses(site: &Site) -> impl Iterator<Item = String> {
    let lists = pages(site).map(|(shelf, page)| address(site, shelf, page));
    lists.chain(FACETS.iter().map(|facet| facet.address.to_owned()))
}

/// Each page of each shelf, by position and number.
fn pages(site: &Site) -> impl Iterator<Item = (&Shelf, usize)> {
    site.shelves.iter().flat_map(|shelf| (0..page_count(shelf)).map(move |page| (shelf, page)))
}

fn page_count(shelf: &Shelf) -> usize {
    shelf.documents.len().div_ceil(PAGE).max(1)
}

fn address(site: &Site, shelf: &Shelf, page: usize) -> String {
    page_address(shelf.address(site), page)
}

/// The first page has the list's own address.
pub(super) fn page_address(list: String, page: usize) -> String {
    if page == 0 { list } else { format!("{list}trang-{}/", page + 1) }
}

/// What documents are told apart by.
struct Facet {
    address: &'static str,
    /// Key of its name.
    word: &'static str,
    has: fn(&By) -> bool,
}

const FACETS: [Facet; 3] = [
    Facet { address: "van-ban/loai/", word: "by_kind", has: |by| matches!(by, By::Kind { .. }) },
    Facet { address: "van-ban/co-quan/", word: "by_issuer", has: |by| matches!(by, By::Issuer(_)) },
    Facet { address: "van-ban/nam/", word: "by_year_of_issue", has: |by| matches!(by, By::Year(_)) },
];

#[derive(Serialize)]
struct ListView {
    heading: String,
    total: usize,
    /// The list of all, where this is one of the others.
    all: Option<String>,
    facets: Vec<FacetView>,
    groups: Vec<GroupView>,
    pager: Vec<Counted>,
    unknown: Option<Counted>,
}

#[derive(Serialize)]
struct FacetView {
    label: String,
    values: Vec<Counted>,
    /// The page of all values.
    all: Counted,
    /// Whether its values are in sight from the start.
    open: bool,
}

#[derive(Serialize)]
struct GroupView {
    name: String,
    documents: Vec<DocumentCard>,
}

#[derive(Serialize)]
struct DocumentCard {
    href: String,
    label: String,
    title: String,
    issuer: String,
    issued: Option<String>,
    force: Option<String>,
    cited: usize,
}

fn list(room: &Room, nth: u32) -> Result<Vec<u8>, Problem> {
    let site = &room.site;
    let Some((shelf, page)) = pages(site).nth(nth as usize) else { return Ok(Vec::new()) };
    let address = address(site, shelf, page);
    let root = root_of(&address);
    let documents = shelf.documents.chunks(PAGE).nth(page).unwrap_or_default();
    let is_all = shelf.by == By::All;
    let view = ListView {
        heading: match is_all {
            true => room.word("documents").to_owned(),
            false => format!("{} – {}", room.word("documents"), name(room, &shelf.by)),
        },
        total: shelf.documents.len(),
        all: (!is_all).then(|| format!("{root}van-ban/index.html")),
        facets: facets(room, shelf, &root),
        groups: groups(room, shelf, documents, &root),
        pager: pager(&shelf.address(site), page_count(shelf), page, &root),
        unknown: is_all.then(|| Counted {
            href: format!("{root}{}index.html", unknown::ADDRESS),
            label: room.word("unknown_documents").to_owned(),
            count: site.unknown.len(),
            current: false,
        }),
    };
    let title = match page {
        0 => view.heading.clone(),
        page => format!("{} ({} {})", view.heading, room.word("page_number"), page + 1),
    };
    let head = Head { address: &address, title: &title, description: &title, part: Part::Documents };
    room.page("documents.html", &head, &view)
}

fn groups(room: &Room, shelf: &Shelf, documents: &[u32], root: &str) -> Vec<GroupView> {
    let site = &room.site;
    let mut groups: Vec<GroupView> = Vec::new();
    for index in documents {
        let document = &site.documents[*index as usize];
        let card = DocumentCard {
            href: format!("{root}van-ban/{}/index.html", document.slug),
            label: document.label(),
            title: document.title.clone(),
            issuer: issuer(site, *index as usize),
            issued: document.issued.map(date::short),
            force: document.force.as_ref().map(|force| force_label(room, force)),
            cited: site.cited.get(&Target::Document(*index)).map_or(0, Vec::len),
        };
        let name = match (&shelf.by, document.year()) {
            (By::Kind { .. }, Some(year)) => format!("{} {year}", room.word("year")),
            (By::Kind { .. }, None) => room.word("year_not_known").to_owned(),
            _ => document.kind.clone(),
        };
        match groups.last_mut().filter(|group| group.name == name) {
            Some(group) => group.documents.push(card),
            None => groups.push(GroupView { name, documents: vec![card] }),
        }
    }
    groups
}

/// Links to the pages of a list; none where there is only one.
pub(super) fn pager(list: &str, count: usize, current: usize, root: &str) -> Vec<Counted> {
    let links = (0..count).map(|page| Counted {
        href: format!("{root}{}index.html", page_address(list.to_owned(), page)),
        label: (page + 1).to_string(),
        count: 0,
        current: page == current,
    });
    links.filter(|_| count > 1).collect()
}

fn name(room: &Room, by: &By) -> String {
    match by {
        By::All => room.word("all").to_owned(),
        By::Kind { name, .. } => name.clone(),
        By::Issuer(agency) => room.site.agency_name(*agency).to_owned(),
        By::Year(year) => format!("{} {year}", room.word("year")),
    }
}

/// A few values of each facet, those of most documents, in the order of the shelves.
fn facets(room: &Room, current: &Shelf, root: &str) -> Vec<FacetView> {
    // The list of all shows its first facet open.
    let first = room.site.shelves.get(1).map_or(&By::All, |shelf| &shelf.by);
    let view = |facet: &Facet| {
        let mut values: Vec<(usize, &Shelf)> = values(&room.site, facet).enumerate().collect();
        let count = values.len();
        values.sort_by_key(|(_, shelf)| (shelf.by != current.by, std::cmp::Reverse(shelf.documents.len())));
        values.truncate(CHIPS);
        values.sort_by_key(|(place, _)| *place);
        FacetView {
            label: room.word(facet.word).to_owned(),
            values: values.into_iter().map(|(_, shelf)| counted(room, shelf, Some(current), root)).collect(),
            all: Counted {
                href: format!("{root}{}index.html", facet.address),
                label: room.word("see_all").to_owned(),
                count,
                current: false,
            },
            open: (facet.has)(&current.by) || (current.by == By::All && (facet.has)(first)),
        }
    };
    FACETS.iter().map(view).filter(|facet| !facet.values.is_empty()).collect()
}

fn values<'s>(site: &'s Site, facet: &Facet) -> impl Iterator<Item = &'s Shelf> {
    site.shelves.iter().filter(|shelf| (facet.has)(&shelf.by))
}

fn counted(room: &Room, shelf: &Shelf, current: Option<&Shelf>, root: &str) -> Counted {
    Counted {
        href: format!("{root}{}index.html", shelf.address(&room.site)),
        label: name(room, &shelf.by),
        count: shelf.documents.len(),
        current: current.is_some_and(|current| current.by == shelf.by),
    }
}

#[derive(Serialize)]
struct FacetPageView {
    heading: String,
    all: String,
    values: Vec<Counted>,
}

fn facet_page(room: &Room, nth: u32) -> Result<Vec<u8>, Problem> {
    let facet = &FACETS[nth as usize];
    let root = root_of(facet.address);
    let view = FacetPageView {
        heading: format!("{} – {}", room.word("documents"), room.word(facet.word)),
        all: format!("{root}van-ban/index.html"),
        values: values(&room.site, facet).map(|shelf| counted(room, shelf, None, &root)).collect(),
    };
    let head = Head { address: facet.address, title: &view.heading, description: &view.heading, part: Part::Documents };
    room.page("document_facet.html", &head, &view)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::document;

    #[test]
    fn no_document_can_have_the_address_of_a_list() {
        let second = page_address("van-ban/".to_owned(), 1);
        let lists = FACETS.iter().map(|facet| facet.address).chain([unknown::ADDRESS, &second]);
        for list in lists {
            let name = list.trim_start_matches("van-ban/").trim_end_matches('/');
            assert!(document::is_list(name), "{list}");
        }
    }
}
