//! Plain pages of `content/pages`, and the page for addresses that do not exist.

use super::{Files, Head, Part, Room, html::Writer, root_of};
use crate::{link::Site, problem::Problem};
use serde::Serialize;

pub(crate) fn files(room: &Room, files: &mut Files) {
    let site = &room.site;
    for (index, page) in site.pages.iter().enumerate() {
        files.page(&format!("{}/", page.slug), plain_page, index);
    }
    files.add("404.html", missing, 0);
}

/// A plain page in the footer of every page.
#[derive(Serialize)]
pub(crate) struct PageLink<'p> {
    slug: &'p str,
    title: &'p str,
}

pub(crate) fn links(site: &Site) -> Vec<PageLink<'_>> {
    site.pages.iter().map(|page| PageLink { slug: &page.slug, title: &page.title }).collect()
}

#[derive(Serialize)]
struct PageView {
    html: String,
}

fn plain_page(room: &Room, index: u32) -> Result<Vec<u8>, Problem> {
    let page = &room.site.pages[index as usize];
    let address = format!("{}/", page.slug);
    let root = root_of(&address);
    // The first heading, `#`, is the title of the page.
    let (first_level, body) = match &page.body[..] {
        [crate::model::plan::Block::Heading { .. }, rest @ ..] => (1, rest),
        body => (2, body),
    };
    let writer = Writer { first_level, ..room.writer(&root, "") };
    let head = Head { address: &address, title: &page.title, description: &page.title, part: Part::Other };
    room.page("page.html", &head, &PageView { html: writer.blocks(body) })
}

pub(crate) fn missing(room: &Room, _: u32) -> Result<Vec<u8>, Problem> {
    let title = room.word("missing_title");
    room.page(
        "404.html",
        &Head { address: "", title, description: title, part: Part::Missing },
        &PageView { html: String::new() },
    )
}
