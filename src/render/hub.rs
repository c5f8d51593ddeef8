//! The site of a hub: its search page, the index of what was pulled, and nothing of the other sites to run.

use super::{
    Files, Head, Options, Output, Part, Room, feed, page,
    search::{self, Kind, Page, Row, Section},
    search_page::{self, Keywords, Letter},
    statics,
};
use crate::{link::Site, model::hub::Hub, problem::Problem, pull, theme::Theme};
use serde::Serialize;
use std::borrow::Cow;

/// What the pages of a hub show of the sites it searches.
pub(crate) struct Portal {
    members: Vec<Member>,
    letters: Vec<Letter>,
}

/// Its own pages.
pub(crate) const ADDRESSES: [&str; 3] = ["", "tim-kiem/", search_page::KEYWORDS_ADDRESS];

#[derive(Serialize)]
struct Member {
    name: String,
    address: String,
    /// Its plans, documents and agencies.
    count: usize,
}

/// The site of a hub; `pages` are those of each member, in their order.
pub fn output<'t>(hub: &Hub, pages: &[Vec<pull::Page>], theme: &'t Theme, options: &Options) -> Output<'t> {
    let count = |at: usize| pages.get(at).map_or(0, Vec::len);
    let members = hub.members.iter().enumerate();
    let members =
        members.map(|(at, site)| Member { name: site.name.clone(), address: site.address.clone(), count: count(at) });
    let mut found: Vec<&pull::Page> = pages.iter().flatten().collect();
    // Those of a day stay in the order of the members.
    found.sort_by(|a, b| b.date.cmp(&a.date));
    let index = search::index(&found, |page| searched(page));
    let lang = options.lang.unwrap_or(hub.config.language);
    let room = Room {
        words: theme.words(lang),
        theme,
        lang,
        base_url: options.address(&hub.config),
        index,
        portal: Some(Portal { members: members.collect(), letters: keywords(&found).letters() }),
        site: Site::empty(hub.config.clone()),
    };
    let mut files = Files::default();
    files.page("", home, 0);
    files.page("tim-kiem/", search_of_all, 0);
    files.page(search_page::KEYWORDS_ADDRESS, keywords_page, 0);
    files.add("404.html", page::missing, 0);
    feed::for_search_engines(&room, &mut files);
    search_page::shards(&room, &mut files);
    statics::files(&room, &mut files);
    Output::new(room, files)
}

/// Agencies and documents; a list of every plan would be no list of keywords.
fn keywords(pages: &[&pull::Page]) -> Keywords {
    let mut keywords = Keywords::default();
    for page in pages.iter().filter(|page| page.kind != pull::Kind::Plan) {
        let label = if page.number.is_empty() { page.title.clone() } else { format!("{} {}", page.title, page.number) };
        keywords.add(&label, || page.address.clone());
    }
    keywords
}

fn searched(page: &pull::Page) -> Page<'_> {
    let kind = match page.kind {
        pull::Kind::Plan => Kind::Plan,
        pull::Kind::Document => Kind::Document,
        pull::Kind::Agency => Kind::Agency,
    };
    Page {
        address: &page.address,
        kind,
        title: &page.title,
        number: &page.number,
        issuer: &page.issuer,
        date: &page.date,
        body: vec![Cow::from(page.body.as_str())],
        rows: page.rows.iter().map(row).collect(),
        sections: page.sections.iter().map(section).collect(),
    }
}

fn row(row: &pull::Row) -> Row<'_> {
    Row {
        anchor: Cow::from(row.anchor.as_str()),
        text: Cow::from(row.text.as_str()),
        lead: Cow::from(row.agencies.join("; ")),
        support: Cow::default(),
        deadline: Cow::from(row.deadline.as_str()),
        product: Cow::from(row.rest.as_str()),
        due: row.due,
        agencies: row.agencies.iter().map(String::as_str).collect(),
    }
}

fn section(section: &pull::Section) -> Section<'_> {
    Section {
        anchor: Cow::from(section.anchor.as_str()),
        heading: Cow::from(section.heading.as_str()),
        text: vec![Cow::from(section.text.as_str())],
    }
}

fn members<'r>(room: &'r Room<'_>) -> &'r [Member] {
    room.portal.as_ref().map_or(&[], |portal| &portal.members)
}

fn keywords_page(room: &Room, _: u32) -> Result<Vec<u8>, Problem> {
    let letters = room.portal.as_ref().map_or(&[][..], |portal| &portal.letters);
    search_page::keywords_page(room, letters, Part::Hub)
}

#[derive(Serialize)]
struct HubView<'r> {
    sites: &'r [Member],
}

fn home(room: &Room, _: u32) -> Result<Vec<u8>, Problem> {
    let config = &room.site.config;
    let description = config.tagline.as_ref().unwrap_or(&config.title);
    room.page(
        "hub.html",
        &Head { address: "", title: &config.title, description, part: Part::Hub },
        &HubView { sites: members(room) },
    )
}

fn search_of_all(room: &Room, _: u32) -> Result<Vec<u8>, Problem> {
    let title = room.word("search");
    let head = Head { address: "tim-kiem/", title, description: title, part: Part::Hub };
    room.page("hub.html", &head, &HubView { sites: members(room) })
}
