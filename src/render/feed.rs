//! For machines that follow the site: Atom feed (RFC 4287), sitemap, robots.

use super::{Files, Head, Part, Room};
use crate::{model::text::Target, problem::Problem};
use serde::Serialize;

/// Newest plans in the feed.
const LATEST: usize = 50;
/// Addresses that one sitemap may hold (sitemaps.org).
const ADDRESSES: usize = 50_000;

pub(crate) fn files(room: &Room, files: &mut Files) {
    files.add("feed.xml", feed, 0);
    for_search_engines(room, files);
}

/// What search engines ask a site for.
pub(crate) fn for_search_engines(room: &Room, files: &mut Files) {
    files.add("robots.txt", robots, 0);
    // sitemaps.org asks for whole addresses.
    if room.base_url.is_none() {
        return;
    }
    files.add("sitemap.xml", sitemap, 0);
    let parts = addresses(room).len().div_ceil(ADDRESSES);
    if parts > 1 {
        (0..parts).for_each(|part| files.add(format!("sitemap-{}.xml", part + 1), sitemap_part, part));
    }
}

#[derive(Serialize)]
struct FeedView {
    id: String,
    updated: String,
    entries: Vec<FeedEntry>,
}

#[derive(Serialize)]
struct FeedEntry {
    id: String,
    href: String,
    title: String,
    updated: String,
    summary: String,
    author: String,
}

fn feed(room: &Room, _: u32) -> Result<Vec<u8>, Problem> {
    let site = &room.site;
    let entries: Vec<FeedEntry> = (0..site.plans.len().min(LATEST))
        .map(|index| {
            let plan = &site.plans[index];
            FeedEntry {
                id: format!("tag:niemyet,{}:{}", plan.issued.year(), plan.key()),
                href: format!("{}{}", room.base_url.as_deref().unwrap_or_default(), plan.address()),
                title: format!(
                    "{} – {}",
                    site.target_label(Target::Plan(index as u32)),
                    site.issuer_of(index as u32).short
                ),
                updated: format!("{}T00:00:00+07:00", plan.issued.bounds().0),
                summary: plan.summary.plain.clone(),
                author: site.issuer_of(index as u32).name.clone(),
            }
        })
        .collect();
    let view = FeedView {
        id: room.base_url.clone().unwrap_or_else(|| "tag:niemyet,2025:feed".to_owned()),
        updated: entries.first().map_or_else(|| "2025-01-01T00:00:00+07:00".to_owned(), |entry| entry.updated.clone()),
        entries,
    };
    let title = &site.config.title;
    room.page("feed.xml", &Head { address: "", title, description: title, part: Part::Other }, &view)
}

/// Every page worth finding, from the root of the site.
fn addresses(room: &Room) -> Vec<String> {
    if room.portal.is_some() {
        return super::hub::ADDRESSES.map(str::to_owned).to_vec();
    }
    let site = &room.site;
    let fixed = ["", "ke-hoach/", "van-ban/", "co-quan/", "lich/", "du-lieu/"].map(str::to_owned);
    let plans = site.plans.iter().map(|plan| plan.address());
    let documents = site.documents.iter().map(|document| format!("van-ban/{}/", document.slug));
    let agencies = site.agencies.iter().map(|agency| site.agency_address(*agency));
    let pages = site.pages.iter().map(|page| format!("{}/", page.slug));
    let lists = super::document::list_addresses(site).filter(|address| address != "van-ban/");
    fixed.into_iter().chain(pages).chain(plans).chain(documents).chain(lists).chain(agencies).collect()
}

const SITEMAP: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

fn sitemap(room: &Room, _: u32) -> Result<Vec<u8>, Problem> {
    let addresses = addresses(room);
    let parts = addresses.len().div_ceil(ADDRESSES);
    if parts <= 1 {
        return Ok(urls(room, &addresses));
    }
    let base = escaped_base(room);
    let parts: String =
        (1..=parts).map(|part| format!("<sitemap><loc>{base}sitemap-{part}.xml</loc></sitemap>\n")).collect();
    Ok(format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sitemapindex xmlns=\"{SITEMAP}\">\n{parts}</sitemapindex>\n"
    )
    .into_bytes())
}

fn sitemap_part(room: &Room, part: u32) -> Result<Vec<u8>, Problem> {
    let addresses = addresses(room);
    Ok(addresses.chunks(ADDRESSES).nth(part as usize).map(|part| urls(room, part)).unwrap_or_default())
}

fn urls(room: &Room, addresses: &[String]) -> Vec<u8> {
    let base = escaped_base(room);
    let urls: String = addresses.iter().map(|address| format!("<url><loc>{base}{address}</loc></url>\n")).collect();
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"{SITEMAP}\">\n{urls}</urlset>\n").into_bytes()
}

fn escaped_base(room: &Room) -> String {
    let mut base = String::new();
    super::html::escape(room.base_url.as_deref().unwrap_or_default(), &mut base);
    base
}

fn robots(room: &Room, _: u32) -> Result<Vec<u8>, Problem> {
    let sitemap = room.base_url.as_ref().map(|base| format!("Sitemap: {base}sitemap.xml\n")).unwrap_or_default();
    Ok(format!("User-agent: *\nAllow: /\nDisallow: /nhung/\n{sitemap}").into_bytes())
}
