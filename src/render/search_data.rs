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
/// Letters of an id: OpenSearch takes 512, Meilisearch 511.
const ID: usize = 500;
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

/// A page, or a row of one; the texts that a page shares stand in each of its lines. What is not known is left out:
/// no engine then counts a page without an issuer as one of the issuer "".
#[derive(Serialize)]
struct Line<'l> {
    /// Unique in the site, of at most [`ID`] letters, digits, `-` and `_` as engines want it.
    id: String,
    /// Relative to the root of the site: `ke-hoach/x/75-2025/#I.1`.
    address: String,
    kind: &'static str,
    /// The address of the page that the row stands on.
    page: &'l str,
    /// `plan`, `document` or `agency`, of a row and a section too.
    page_kind: &'static str,
    title: &'l str,
    #[serde(skip_serializing_if = "str::is_empty")]
    number: &'l str,
    /// The number in one spelling: `75/KH-UBND`.
    #[serde(skip_serializing_if = "String::is_empty")]
    canonical: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    issuer: &'l str,
    /// ISO, as far as it is known: `2025-10-13`, `2025`.
    #[serde(skip_serializing_if = "str::is_empty")]
    date: &'l str,
    /// Of the date: `2025`.
    #[serde(skip_serializing_if = "str::is_empty")]
    year: &'l str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    agency: Vec<&'l str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    deadline: &'l str,
    /// ISO: `2025-11-30`.
    #[serde(skip_serializing_if = "String::is_empty")]
    due: String,
    /// Of the due day: `2025-11`.
    #[serde(skip_serializing_if = "String::is_empty")]
    month: String,
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
    let page_kind = match page.kind {
        Kind::Plan => "plan",
        Kind::Document => "document",
        Kind::Agency => "agency",
    };
    let canonical = Number::parse(page.number).map(|number| number.canonical().to_owned()).unwrap_or_default();
    let line = move |kind, anchor: &str, texts: &[&str]| {
        let text = texts.iter().copied().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(". ");
        let own = texts.first().map_or(0, |text| text.chars().count());
        let address = if anchor.is_empty() { page.address.to_owned() } else { format!("{}#{anchor}", page.address) };
        Line {
            id: id(&address),
            address,
            kind,
            page: page.address,
            page_kind,
            title: page.title,
            number: page.number,
            canonical: canonical.clone(),
            issuer: page.issuer,
            date: page.date,
            year: page.date.get(..4).unwrap_or_default(),
            agency: Vec::new(),
            deadline: "",
            due: String::new(),
            month: String::new(),
            folded: fold(&text),
            pairs: search::pairs(&text),
            own,
            text,
        }
    };
    let mut head = vec![page.title, page.number, page.issuer];
    head.extend(page.body.iter().map(AsRef::as_ref));
    let head = line.clone()(page_kind, "", &head);
    let of_section = line.clone();
    let rows = page.rows.iter().map(move |row| Line {
        agency: row.agencies.clone(),
        deadline: &row.deadline,
        due: row.due.map(|day| day.to_string()).unwrap_or_default(),
        month: row.due.map(|day| format!("{:04}-{:02}", day.year(), day.month())).unwrap_or_default(),
        ..line("row", &row.anchor, &[&row.text, &row.lead, &row.support, &row.deadline, &row.product])
    });
    let sections = page.sections.iter().map(move |section| {
        let texts = std::iter::once(&section.heading).chain(&section.text).map(AsRef::as_ref).collect::<Vec<_>>();
        of_section("section", &section.anchor, &texts)
    });
    std::iter::once(head).chain(rows).chain(sections)
}

/// Letters and digits of the address as they are, the rest as hexadecimal numbers: two addresses never share an id. Of a
/// very long address it is the beginning and the SHA-256 of the whole.
fn id(address: &str) -> String {
    let mut id = address.chars().fold(String::new(), |mut id, c| {
        match c {
            c if c.is_ascii_alphanumeric() || c == '-' => id.push(c),
            '/' => id.push_str("__"),
            c => id.push_str(&format!("_{:x}_", u32::from(c))),
        }
        id
    });
    if id.len() > ID {
        let hash = hex(&Sha256::digest(address));
        id.truncate(ID - hash.len());
        id.push_str(&hash);
    }
    id
}

fn engine(_: &Room, nth: u32) -> Result<Vec<u8>, Problem> {
    Ok(ENGINES.get(nth as usize).map(|(_, settings)| pretty(&settings())).unwrap_or_default())
}

/// `PUT /ke-hoach`; a query as typed is folded and paired by the analyzers of the field that it searches.
fn opensearch() -> Value {
    let keyword = json!({ "type": "keyword" });
    let (kept, folded) =
        (json!({ "type": "keyword", "index": false }), json!({ "type": "text", "analyzer": "folded" }));
    json!({
        "settings": { "analysis": {
            "filter": { "pairs": { "type": "shingle", "output_unigrams": false, "token_separator": "_" } },
            "normalizer": { "number": { "type": "custom", "filter": ["lowercase", "asciifolding"] } },
            "analyzer": {
                "folded": { "type": "custom", "tokenizer": "standard", "filter": ["lowercase", "asciifolding"] },
                "paired": { "type": "custom", "tokenizer": "standard", "filter": ["lowercase", "asciifolding", "pairs"] },
            },
        } },
        "mappings": { "dynamic": false, "properties": {
            "id": kept, "address": kept, "kind": keyword, "page": keyword, "page_kind": keyword, "title": folded, "number": kept,
            "canonical": { "type": "keyword", "normalizer": "number" },
            "issuer": keyword, "date": keyword, "year": keyword, "agency": keyword,
            "deadline": folded, "due": { "type": "date", "format": "strict_date" }, "month": keyword,
            "text": { "type": "text", "analyzer": "standard" }, "own": { "type": "integer", "index": false }, "folded": folded,
            "pairs": { "type": "text", "analyzer": "whitespace", "search_analyzer": "paired" },
        } },
    })
}

/// `PATCH /indexes/ke-hoach/settings`, with `id` as the primary key.
///
/// It folds marks by itself and weighs how near words stand, so `folded` and `pairs` are only kept. The text of a page
/// begins with its title: so the page stands before its rows, which have the title beside their text.
fn meilisearch() -> Value {
    json!({
        "searchableAttributes": ["text", "canonical", "title"],
        "filterableAttributes": ["issuer", "kind", "page_kind", "agency", "date", "year", "due", "month", "page"],
        "sortableAttributes": ["due", "date"],
        "rankingRules": ["sort", "words", "typo", "proximity", "attribute", "exactness", "date:desc"],
        "displayedAttributes": [
            "id", "address", "kind", "page", "page_kind", "title", "number", "canonical", "issuer", "date", "year", "agency", "deadline",
            "due", "month", "text", "own",
        ],
        "typoTolerance": { "disableOnAttributes": ["canonical"] },
        "faceting": { "maxValuesPerFacet": 1000, "sortFacetValuesBy": { "*": "count" } },
    })
}

/// `POST /collections`; `id` is a field of every collection and is not declared.
///
/// It reads a query as its first field is read, and folds Vietnamese marks only where its build can: so `folded` is what
/// is searched, with a folded query, and the other texts are only kept. Words part at `/` and `-` too: `268` finds `268/NQ-CP`.
fn typesense() -> Value {
    let kept = |name, kind| json!({ "name": name, "type": kind, "index": false, "optional": true });
    let facet = |name, kind| json!({ "name": name, "type": kind, "facet": true, "optional": true });
    let day = |name| json!({ "name": name, "type": "string", "facet": true, "sort": true, "optional": true });
    let text = |name| json!({ "name": name, "type": "string", "optional": true });
    json!({
        "name": "ke-hoach",
        "token_separators": ["/", "-", ".", ",", ":", ";", "(", ")"],
        "fields": [
            kept("address", "string"), facet("kind", "string"), facet("page", "string"), facet("page_kind", "string"), kept("title", "string"),
            kept("number", "string"), text("canonical"), facet("issuer", "string"), day("date"), facet("year", "string"),
            facet("agency", "string[]"), kept("deadline", "string"), day("due"), facet("month", "string"),
            kept("text", "string"), kept("own", "int32"), text("folded"), kept("pairs", "string"),
        ],
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// A line with every field.
    fn whole() -> Value {
        let line = Line {
            id: "a".to_owned(),
            address: "a/#I.1".to_owned(),
            kind: "row",
            page: "a/",
            page_kind: "plan",
            title: "A",
            number: "75/KH-UBND",
            canonical: "75/KH-UBND".to_owned(),
            issuer: "UBND xã A",
            date: "2025-10-13",
            year: "2025",
            agency: vec!["Phòng Kinh tế"],
            deadline: "Tháng 11/2025",
            due: "2025-11-30".to_owned(),
            month: "2025-11".to_owned(),
            text: "Rà soát đất đai".to_owned(),
            own: 15,
            folded: "ra soat dat dai".to_owned(),
            pairs: "ra_soat soat_dat dat_dai".to_owned(),
        };
        serde_json::to_value(line).unwrap()
    }

    /// The names of an object's keys, or the texts of a list.
    fn names(value: &Value) -> BTreeSet<&str> {
        match value {
            Value::Object(keys) => keys.keys().map(String::as_str).collect(),
            list => list.as_array().into_iter().flatten().filter_map(Value::as_str).collect(),
        }
    }

    #[test]
    fn each_engine_is_told_of_each_field_and_its_type() {
        let line = whole();
        let (all, opensearch, typesense, meilisearch) = (names(&line), opensearch(), typesense(), meilisearch());
        let properties = &opensearch["mappings"]["properties"];
        assert_eq!(names(properties), all);
        let fields = typesense["fields"].as_array().unwrap();
        let declared: BTreeSet<&str> = fields.iter().filter_map(|field| field["name"].as_str()).collect();
        assert_eq!((declared.len(), declared), (fields.len(), &all - &BTreeSet::from(["id"])));
        for (name, value) in line.as_object().unwrap() {
            let (opens, types): (&[&str], &str) = match value {
                Value::String(_) if name == "due" => (&["date"], "string"),
                Value::String(_) => (&["keyword", "text"], "string"),
                Value::Array(_) => (&["keyword"], "string[]"),
                Value::Number(_) => (&["integer"], "int32"),
                other => panic!("{name}: {other}"),
            };
            let opensearch = properties[name]["type"].as_str().unwrap();
            assert!(opens.contains(&opensearch), "{name}: {opensearch}");
            let typesense = fields.iter().find(|field| field["name"] == **name);
            assert!(typesense.is_none_or(|field| field["type"] == types), "{name}: {typesense:?}");
        }
        let shown = names(&meilisearch["displayedAttributes"]);
        assert_eq!(&shown | &BTreeSet::from(["folded", "pairs"]), all);
        for key in ["searchableAttributes", "filterableAttributes", "sortableAttributes"] {
            assert!(names(&meilisearch[key]).is_subset(&shown), "{key}");
        }
    }

    #[test]
    fn what_is_not_known_is_left_out() {
        let kind = Kind::Agency;
        let (body, rows, sections) = (Vec::new(), Vec::new(), Vec::new());
        let page = Page { address: "a/", kind, title: "A", number: "", issuer: "", date: "", body, rows, sections };
        let line = serde_json::to_value(lines(&page).next().unwrap()).unwrap();
        let expected = ["address", "folded", "id", "kind", "own", "page", "page_kind", "pairs", "text", "title"];
        assert_eq!(names(&line), BTreeSet::from(expected));
    }

    #[test]
    fn long_addresses_have_ids_that_engines_take() {
        let long = format!("ke-hoach/{}/", "ă".repeat(200));
        let other = format!("{long}#1");
        assert_eq!((id(&long).len(), id(&other).len()), (ID, ID));
        assert_ne!(id(&long), id(&other));
    }

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
