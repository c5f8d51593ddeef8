//! The three hundred documents that plans cite: some everyone knows, the others invented.

use super::{CITY, Date, voice::Rng, voice::Words, yaml::Yaml};

pub struct Document {
    pub slug: String,
    pub number: String,
    pub kind: &'static str,
    issuer: &'static str,
    /// As a citation has it: `Bộ trưởng Bộ Tài chính`.
    pub issuer_name: &'static str,
    pub issued: Date,
    pub title: String,
    pub alias: Option<String>,
    /// 0 for what parliament and party decide, 6 for a letter of the city.
    rank: u32,
    relation: Option<Relation>,
}

struct Relation {
    kind: &'static str,
    slug: String,
}

/// Oldest first; each relation points to an older one.
pub fn all(words: &Words) -> Vec<Document> {
    let mut rng = Rng::new("documents", 0);
    let known = words.table("known").iter().filter_map(|line| known(words, line));
    let mut documents: Vec<Document> = known.collect();
    for line in words.table("invented") {
        invent(&mut documents, words, &mut rng, line);
    }
    documents.sort_by(|a, b| (a.issued, &a.slug).cmp(&(b.issued, &b.slug)));
    for place in 1..documents.len() {
        let (older, rest) = documents.split_at_mut(place);
        rest[0].relation = relation(&mut rng, &rest[0], older);
    }
    documents
}

fn known(words: &Words, line: &'static str) -> Option<Document> {
    let mut cells = line.split('|').map(str::trim);
    let (number, kind, issuer) = (cells.next()?, cells.next()?, cells.next()?);
    let issued = Date::parse(cells.next()?)?;
    let title = cells.next()?.to_owned();
    let alias = cells.next().filter(|alias| !alias.is_empty()).map(str::to_owned);
    Some(Document {
        slug: slug(number, issuer, issued),
        number: number.to_owned(),
        kind,
        issuer,
        issuer_name: issuer_name(words, issuer)?,
        issued,
        title,
        alias,
        rank: u32::from(number.ends_with("TTg")),
        relation: None,
    })
}

/// Adds the documents of one class, their numbers rising with their dates.
fn invent(documents: &mut Vec<Document>, words: &Words, rng: &mut Rng, class: &'static str) -> Option<()> {
    let mut cells = class.split(" | ");
    let (symbol, kind, issuer) = (cells.next()?, cells.next()?, cells.next()?);
    let rank = cells.next()?.parse().ok()?;
    let yearly = cells.next()? == "yearly";
    let count: u32 = cells.next()?.parse().ok()?;
    let (first, last) = (Date::new(2019, 1, 1).months, Date::new(2026, 6, 1).months);
    let mut running = rng.between(90, 200);
    for step in 0..count {
        let low = first + (last - first) * step / count;
        let high = first + (last - first) * (step + 1) / count;
        let issued = Date { months: rng.between(low, high.max(low + 1) - 1), day: rng.between(1, 28) };
        let number = loop {
            running += rng.between(1, 23);
            let number =
                if yearly { format!("{running}/{}/{symbol}", issued.year()) } else { format!("{running}/{symbol}") };
            if documents.iter().all(|document| document.number != number) {
                break number;
            }
        };
        documents.push(Document {
            slug: slug(&number, issuer, issued),
            number,
            kind,
            issuer,
            issuer_name: issuer_name(words, issuer)?,
            issued,
            title: title(words, rng, kind),
            alias: None,
            rank,
            relation: None,
        });
    }
    Some(())
}

/// A title of that type, of lines that name no place.
fn title(words: &Words, rng: &mut Rng, kind: &str) -> String {
    let mut title = words.pick(rng, &format!("title {kind}")).to_owned();
    while let Some(slot) = ["{activity}", "{act}"].into_iter().find(|slot| title.contains(slot)) {
        let field = &words.fields[rng.below(words.fields.len())];
        let lines = if slot == "{act}" { words.table("act") } else { &field.activities };
        let line = rng.pick(lines);
        if !line.contains('{') {
            title = title.replacen(slot, line, 1);
        }
    }
    title
}

fn issuer_name(words: &Words, issuer: &str) -> Option<&'static str> {
    let mut issuers = words.table("issuers").iter().filter_map(|line| line.split_once(" | "));
    issuers.find(|(id, _)| *id == issuer).map(|(_, name)| name)
}

/// `66.1/2025/NQ-CP` → `66-1-2025-nq-cp`; the issuer and the year where the number alone says neither.
fn slug(number: &str, issuer: &str, issued: Date) -> String {
    let mut slug = number.to_lowercase().replace('đ', "d").replace(['/', '.'], "-");
    if issuer.starts_with(CITY) {
        slug += "-hai-phong";
    }
    if !slug.contains(&format!("-{}-", issued.year())) {
        slug += &format!("-{}", issued.year());
    }
    slug
}

/// What a document says of an older one: most rest on one of higher rank, a few change one of their own.
fn relation(rng: &mut Rng, document: &Document, older: &[Document]) -> Option<Relation> {
    let kind = match (rng.below(10), document.rank) {
        (0, _) => "replaces",
        (1, _) => "amends",
        (_, 3) => "guides",
        _ => "implements",
    };
    let own = matches!(kind, "replaces" | "amends");
    let fits = |other: &&Document| match kind {
        _ if own => other.rank == document.rank && other.kind == document.kind && other.issuer == document.issuer,
        "guides" => other.rank < 2 && other.kind != "Nghị quyết",
        _ => other.rank < document.rank,
    };
    let possible: Vec<&Document> = older.iter().filter(fits).collect();
    if possible.is_empty() {
        return None;
    }
    let slug = rng.pick(&possible).slug.clone();
    Some(Relation { kind, slug })
}

impl Document {
    pub fn yaml(&self) -> String {
        let file = Yaml::default()
            .entry("", "number", &self.number)
            .entry("", "type", self.kind)
            .entry("", "issuer", self.issuer)
            .line(format_args!("issued: {}", self.issued))
            .entry("", "title", &self.title)
            .flow("", "aliases", self.alias.as_slice());
        let file = match &self.relation {
            None => file,
            Some(Relation { kind, slug }) => {
                file.line("relations:").line(format_args!("  - {{ kind: {kind}, document: {slug} }}"))
            }
        };
        file.text
    }
}
