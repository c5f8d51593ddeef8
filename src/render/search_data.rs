//! The search as data: a line for each page and each of its rows, for portals and engines that build their own index.
//!
//! `du-lieu/tim-kiem/manifest.json` names the parts with their SHA-256; a part holds at most [`PART`] pages.
//! A portal pulls what the manifest names, and never runs a script of this site.

use super::{
    Files, Room,
    search::{self, Kind, Page},
    search_page,
};
use crate::{model::number::Number, problem::Problem, read::hex, vietnamese::fold};
use serde::Serialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const FOLDER: &str = "du-lieu/tim-kiem/";
/// Pages of a part: some tens of megabytes where each is a plan of thirty tasks.
const PART: usize = 1000;
/// What reads the lines must agree with.
const FORMAT: u32 = 1;

type Settings = (&'static str, fn() -> Value);
const ENGINES: &[Settings] =
    &[("meilisearch.json", meilisearch), ("opensearch.json", opensearch), ("typesense.json", typesense)];

pub(crate) fn files(room: &Room, files: &mut Files) {
    files.add(format!("{FOLDER}manifest.json"), manifest, 0);
    for nth in 0..parts(room) {
        files.add(format!("{FOLDER}{}", name(nth)), part, nth);
    }
    for (nth, (name, _)) in ENGINES.iter().enumerate() {
        files.add(format!("{FOLDER}{name}"), engine, nth);
    }
}

fn parts(room: &Room) -> usize {
    search_page::count(&room.site).div_ceil(PART).max(1)
}

/// `search.ndjson`, `search-2.ndjson`, …
fn name(nth: usize) -> String {
    if nth == 0 { "search.ndjson".to_owned() } else { format!("search-{}.ndjson", nth + 1) }
}

#[derive(Serialize)]
struct Manifest<'m> {
    format: u32,
    title: &'m str,
    base_url: Option<&'m str>,
    files: Vec<PartOf>,
}

#[derive(Serialize)]
struct PartOf {
    path: String,
    bytes: usize,
    lines: usize,
    sha256: String,
}

fn manifest(room: &Room, _: u32) -> Result<Vec<u8>, Problem> {
    let described = |nth: usize| {
        let bytes = part(room, nth as u32)?;
        let lines = bytes.iter().filter(|byte| **byte == b'\n').count();
        Ok(PartOf { path: name(nth), bytes: bytes.len(), lines, sha256: hex(&Sha256::digest(&bytes)) })
    };
    let files = (0..parts(room)).map(described).collect::<Result<_, Problem>>()?;
    let title = room.site.config.title.as_str();
    Ok(pretty(&Manifest { format: FORMAT, title, base_url: room.base_url.as_deref(), files }))
}

fn pretty(value: &impl Serialize) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// A page, or a row of one; the texts that a page shares stand in each of its lines.
#[derive(Serialize)]
struct Line<'l> {
    /// Unique in the site, of letters, digits, `-` and `_` as engines want it.
    id: String,
    /// Relative to the root of the site: `ke-hoach/x/75-2025/#I.1`.
    address: String,
    kind: &'static str,
    /// The address of the page that the row stands on.
    page: &'l str,
    title: &'l str,
    number: Option<&'l str>,
    /// The number in one spelling: `75/KH-UBND`.
    canonical: Option<String>,
    issuer: &'l str,
    date: &'l str,
    agency: Vec<&'l str>,
    deadline: &'l str,
    /// ISO.
    due: Option<String>,
    text: String,
    /// How many characters of the text are the title of the page, the words of the row or the heading of the section.
    own: usize,
    /// The text without marks.
    folded: String,
    /// Each two syllables that stand together: `dat_dai`.
    pairs: String,
}

fn part(room: &Room, nth: u32) -> Result<Vec<u8>, Problem> {
    let mut out = Vec::new();
    let from = nth as usize * PART;
    for thing in search_page::things(&room.site, from..from + PART) {
        let page = thing.page();
        for line in lines(&page) {
            // Writing to memory fails only where serializing does, and texts and numbers always serialize.
            out.extend(serde_json::to_vec(&line).unwrap_or_default());
            out.push(b'\n');
        }
    }
    Ok(out)
}

fn lines<'p>(page: &'p Page<'p>) -> impl Iterator<Item = Line<'p>> {
    let canonical = Number::parse(page.number).ok().map(|number| number.canonical().to_owned());
    let line = move |kind, anchor: &str, texts: &[&str]| {
        let text = texts.iter().copied().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(". ");
        let own = texts.first().map_or(0, |text| text.chars().count());
        let address = if anchor.is_empty() { page.address.to_owned() } else { format!("{}#{anchor}", page.address) };
        Line {
            id: id(&address),
            address,
            kind,
            page: page.address,
            title: page.title,
            number: Some(page.number).filter(|number| !number.is_empty()),
            canonical: canonical.clone(),
            issuer: page.issuer,
            date: page.date,
            agency: Vec::new(),
            deadline: "",
            due: None,
            folded: fold(&text),
            pairs: search::pairs(&text),
            own,
            text,
        }
    };
    let kind = match page.kind {
        Kind::Plan => "plan",
        Kind::Document => "document",
        Kind::Agency => "agency",
    };
    let mut head = vec![page.title, page.number, page.issuer];
    head.extend(page.body.iter().map(AsRef::as_ref));
    let head = line.clone()(kind, "", &head);
    let of_section = line.clone();
    let rows = page.rows.iter().map(move |row| Line {
        agency: row.agencies.clone(),
        deadline: &row.deadline,
        due: row.due.map(|day| day.to_string()),
        ..line("row", &row.anchor, &[&row.text, &row.lead, &row.support, &row.deadline, &row.product])
    });
    let sections = page.sections.iter().map(move |section| {
        let texts = std::iter::once(&section.heading).chain(&section.text).map(AsRef::as_ref).collect::<Vec<_>>();
        of_section("section", &section.anchor, &texts)
    });
    std::iter::once(head).chain(rows).chain(sections)
}

/// Letters and digits of the address as they are, the rest as hexadecimal numbers: two addresses never share an id.
fn id(address: &str) -> String {
    address.chars().fold(String::new(), |mut id, c| {
        match c {
            c if c.is_ascii_alphanumeric() || c == '-' => id.push(c),
            '/' => id.push_str("__"),
            c => id.push_str(&format!("_{:x}_", u32::from(c))),
        }
        id
    })
}

fn engine(_: &Room, nth: u32) -> Result<Vec<u8>, Problem> {
    Ok(ENGINES.get(nth as usize).map(|(_, settings)| pretty(&settings())).unwrap_or_default())
}

/// `PUT /ke-hoach`; a query is folded by the analyzer, so that both spellings match.
fn opensearch() -> Value {
    let text = json!({ "type": "text", "analyzer": "vietnamese_folded" });
    let keyword = json!({ "type": "keyword" });
    json!({
        "settings": { "analysis": {
            "char_filter": { "d": { "type": "mapping", "mappings": ["đ => d", "Đ => d"] } },
            "analyzer": { "vietnamese_folded": {
                "type": "custom", "tokenizer": "standard", "char_filter": ["d"], "filter": ["lowercase", "asciifolding"],
            } },
        } },
        "mappings": { "dynamic": false, "properties": {
            "id": keyword, "address": { "type": "keyword", "index": false }, "kind": keyword, "page": keyword,
            "title": text, "number": keyword, "canonical": keyword, "issuer": keyword, "agency": keyword,
            "date": { "type": "keyword" }, "due": { "type": "date" }, "deadline": text,
            "text": { "type": "text" }, "folded": text, "pairs": { "type": "text", "analyzer": "whitespace" },
        } },
    })
}

/// `PATCH /indexes/ke-hoach/settings`, with `id` as the primary key.
fn meilisearch() -> Value {
    json!({
        "searchableAttributes": ["canonical", "number", "title", "pairs", "text", "folded"],
        "filterableAttributes": ["issuer", "kind", "agency", "date", "due", "page"],
        "sortableAttributes": ["due", "date"],
        "rankingRules": ["words", "typo", "proximity", "attribute", "exactness", "sort", "date:desc"],
        "distinctAttribute": null,
        "displayedAttributes": ["id", "address", "kind", "page", "title", "number", "issuer", "date", "agency", "deadline", "due", "text"],
    })
}

/// `POST /collections`.
fn typesense() -> Value {
    let field =
        |name: &str, kind: &str, facet: bool| json!({ "name": name, "type": kind, "facet": facet, "optional": true });
    json!({
        "name": "ke-hoach",
        "fields": [
            field("address", "string", false), field("kind", "string", true), field("page", "string", false),
            field("title", "string", false), field("number", "string", false), field("canonical", "string", false),
            field("issuer", "string", true), field("agency", "string[]", true), field("date", "string", true),
            field("due", "string", true), field("deadline", "string", false), field("text", "string", false),
            field("folded", "string", false), field("pairs", "string", false),
        ],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_keep_their_own_ids() {
        let addresses =
            ["ke-hoach/a/75-2025/", "ke-hoach/a/75-2025/#I.1", "ke-hoach/a/75-2025/#I-1", "ke-hoach/a/75-2025/#I_1"];
        let ids: Vec<String> = addresses.iter().map(|address| id(address)).collect();
        assert_eq!(ids[1], "ke-hoach__a__75-2025___23_I_2e_1");
        for (at, one) in ids.iter().enumerate() {
            assert!(
                !ids[..at].contains(one) && one.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b)),
                "{one}"
            );
        }
    }
}
