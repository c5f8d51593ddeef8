//! The site of a hub: its search page, the index of what was pulled, and nothing of the other sites to run.

use super::{
    Files, Head, Output, Part, Room,
    search::{self, Kind, Page, Row, Section},
    search_page, statics,
};
use crate::{link::Site, model::hub::Hub, problem::Problem, pull, theme::Theme};
use serde::Serialize;
use std::borrow::Cow;

/// A site that the hub searches.
#[derive(Serialize)]
pub(crate) struct Member {
    name: String,
    address: String,
    /// Its plans, documents and agencies.
    count: usize,
}

/// The site of a hub; `pages` are those of each member, in their order.
pub fn output<'t>(hub: &Hub, pages: &[Vec<pull::Page>], theme: &'t Theme) -> Output<'t> {
    let count = |at: usize| pages.get(at).map_or(0, Vec::len);
    let members = hub.members.iter().enumerate();
    let members =
        members.map(|(at, site)| Member { name: site.name.clone(), address: site.address.clone(), count: count(at) });
    let mut found: Vec<&pull::Page> = pages.iter().flatten().collect();
    // Those of a day stay in the order of the members.
    found.sort_by(|a, b| b.date.cmp(&a.date));
    let index = search_page::placed(search::index(&found, |page| searched(page)));
    let lang = hub.config.language;
    let room = Room {
        words: theme.words(lang),
        theme,
        lang,
        base_url: hub.config.base_url.clone(),
        index,
        members: members.collect(),
        site: Site::empty(hub.config.clone()),
    };
    let mut files = Files::default();
    files.page("", home, 0);
    files.page("tim-kiem/", page, 0);
    search_page::shards(&room, &mut files);
    statics::files(&room, &mut files);
    Output::new(room, files)
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
        &HubView { sites: &room.members },
    )
}

fn page(room: &Room, _: u32) -> Result<Vec<u8>, Problem> {
    let title = room.word("search");
    let head = Head { address: "tim-kiem/", title, description: title, part: Part::Hub };
    room.page("hub.html", &head, &HubView { sites: &room.members })
}
