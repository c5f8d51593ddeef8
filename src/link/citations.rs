//! Citations → documents: by number, day and issuer; then by what the plan cited before; then by being the only one.
//! A mention that could be two documents is no link.

use super::{Passage, agencies::Names, unknown::Stray};
use crate::{
    model::{
        agency::{AgencyId, Issuer},
        citation::{Citation, mentions},
        date,
        document::Document,
        number::{DocumentKind, Number},
        plan::Plan,
        text::Target,
    },
    problem::{By, Problem, Problems},
    span::Place,
    vietnamese::same_name,
};
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap};

/// Everything that can be cited, by number and by name.
pub struct Registry {
    things: Vec<Thing>,
    by_number: HashMap<String, Vec<u32>>,
    by_name: HashMap<String, Vec<u32>>,
    /// By `268` of `Nghị quyết 268`.
    by_ordinal: HashMap<String, Vec<u32>>,
}

struct Thing {
    target: Target,
    label: String,
    kind: Option<DocumentKind>,
    date: Option<Date>,
    /// Year of the number, else of the day.
    year: Option<i16>,
    issuer: Option<AgencyId>,
    /// The number is one of a local body, and counts by itself in each of thousands of them.
    local: bool,
    /// Short forms that its file lists as names of it: "Quyết định số 766".
    shorts: Vec<Citation>,
}

impl Thing {
    /// Whether a short form means it with nothing else said: its file says so; or its type has one issuer and numbers
    /// by years, and the year is told. There are other documents of any ordinal, whether or not they are registered.
    fn goes_by(&self, short: &Citation) -> bool {
        let is_name = |name: &Citation| {
            let is_of_year = name.year.is_none() || name.year == short.year;
            name.kind == short.kind && name.short == short.short && is_of_year
        };
        let has_one_issuer = short.kind.is_some_and(|kind| kind.issuer().is_some());
        self.shorts.iter().any(is_name) || (has_one_issuer && short.year.is_some() && self.year == short.year)
    }
}

enum Found {
    One(Target),
    /// Nothing certain; what it may be.
    Unsure(Vec<String>),
    /// Nothing; with the documents of that number that are of another day or another issuer's.
    None(Vec<String>),
}

impl Registry {
    pub fn of(
        issuers: &[Issuer],
        documents: &[Document],
        document_issuers: &[Option<AgencyId>],
        plans: &[Plan],
        plan_issuers: &[Option<u32>],
        problems: &mut Problems,
    ) -> Self {
        let mut registry =
            Self { things: Vec::new(), by_number: HashMap::new(), by_name: HashMap::new(), by_ordinal: HashMap::new() };
        let mut identities: BTreeMap<(String, String, Option<Date>), String> = BTreeMap::new();
        for (index, document) in documents.iter().enumerate() {
            let place = registry.things.len() as u32;
            registry.things.push(Thing {
                target: Target::Document(index as u32),
                label: document.label(),
                kind: DocumentKind::from_name(&document.kind),
                date: document.issued,
                year: document.number.as_ref().and_then(|number| number.year()).or(document.issued.map(Date::year)),
                issuer: document_issuers[index],
                local: document.number.as_ref().is_some_and(is_local),
                shorts: document.aliases.iter().flat_map(|alias| shorts(alias)).collect(),
            });
            for number in document.number.iter().chain(&document.also_printed) {
                registry.by_number.entry(number.canonical().to_owned()).or_default().push(place);
            }
            if let Some(number) = &document.number {
                registry.by_ordinal.entry(number.ordinal().to_owned()).or_default().push(place);
                let identity = (number.canonical().to_owned(), document.issuer.clone(), document.issued);
                if let Some(other) = identities.insert(identity, document.slug.clone()) {
                    let problem = Problem::SameDocument { number: number.to_string(), other };
                    problems.add(Place::key(document.file, "number"), problem);
                }
            }
            for name in document.aliases.iter().chain(document.kind.starts_with("Luật").then_some(&document.title)) {
                let list = registry.by_name.entry(same_name(name)).or_default();
                if !list.contains(&place) {
                    list.push(place);
                }
            }
        }
        for (index, plan) in plans.iter().enumerate() {
            let Some(number) = &plan.number else { continue };
            let place = registry.things.len() as u32;
            registry.things.push(Thing {
                target: Target::Plan(index as u32),
                label: match plan_issuers[index] {
                    Some(issuer) => format!("{} {number} ({})", plan.kind, issuers[issuer as usize].short),
                    None => plan.label(),
                },
                kind: DocumentKind::from_name(&plan.kind),
                date: plan.issued.day(),
                year: Some(plan.issued.year()),
                issuer: plan_issuers[index].map(|issuer| AgencyId { issuer, unit: None }),
                local: is_local(number),
                shorts: Vec::new(),
            });
            registry.by_number.entry(number.canonical().to_owned()).or_default().push(place);
        }
        registry
    }

    fn find(&self, citation: &Citation, from: &Citing) -> Found {
        if citation.number.is_none() && citation.name.is_none() && citation.short.is_none() {
            return self.pointed_at(citation, from).map_or(Found::None(Vec::new()), Found::One);
        }
        let candidates: Vec<&Thing> = match (&citation.number, &citation.name, &citation.short) {
            (Some(number), _, _) => self.things_of(self.by_number.get(number.canonical())),
            (None, Some(name), _) => self.things_of(self.by_name.get(&same_name(name))),
            (None, None, Some(short)) => {
                let mut things = self.things_of(self.by_ordinal.get(short));
                things.retain(|thing| citation.kind.is_none() || thing.kind == citation.kind);
                things
            }
            (None, None, None) => Vec::new(),
        };
        let is_of_other_year =
            |thing: &Thing| citation.year.is_some_and(|year| thing.year.is_some_and(|other| other != year));
        let fits = |thing: &&&Thing| {
            let day = citation.date.is_none_or(|day| thing.date.is_none_or(|date| date == day));
            // The year after a number may be a later one, “thực hiện Nghị quyết 57-NQ/TW năm 2026”: see below.
            let is_later = citation.number.is_some() && citation.year > thing.year;
            let term = citation.term.is_none_or(|term| thing.date.is_none_or(|date| term.holds(date)));
            day && term && (is_later || !is_of_other_year(thing))
        };
        let mut fitting: Vec<&Thing> = candidates.iter().filter(fits).copied().collect();
        // A day that agrees is worth more than a day that is not known.
        let is_of_day = |thing: &&Thing| citation.date.is_some() && thing.date == citation.date;
        if fitting.iter().any(is_of_day) {
            fitting.retain(is_of_day);
        }
        if fitting.iter().any(|thing| !is_of_other_year(thing)) {
            fitting.retain(|thing| !is_of_other_year(thing));
        }
        let of_day = fitting.clone();
        let issuer = citation.issuer.as_ref().map(|written| from.agency(written));
        match issuer {
            Some(Some(agency)) => fitting.retain(|thing| thing.issuer.is_none_or(|issuer| issuer == agency)),
            // A day and a number that agree settle it where the name can be read as the issuer's.
            Some(None) => fitting.retain(|thing| is_of_day(thing) && from.may_be_issuer(citation, thing)),
            None => {}
        }
        let known = |thing: &&Thing| from.before.contains(&thing.target);
        if fitting.len() > 1 && fitting.iter().filter(|thing| known(thing)).count() == 1 {
            fitting.retain(known);
        }
        let is_short = citation.number.is_none() && citation.name.is_none();
        let is_named = |thing: &&Thing| is_short && thing.goes_by(citation);
        if fitting.len() > 1 && fitting.iter().filter(|thing| is_named(thing)).count() == 1 {
            fitting.retain(is_named);
        }
        let is_stated = citation.issuer.is_some() || fitting.iter().any(is_of_day);
        if let Some(stranger) = from.strangers.iter().find(|stranger| !is_stated && repeats(citation, stranger))
            && !fitting.is_empty()
        {
            let mut candidates = labels(&fitting);
            candidates.push(label(stranger));
            return Found::Unsure(candidates);
        }
        // Two local bodies may give one number on one day.
        let is_settled_by_day = |thing: &&Thing| is_of_day(thing) && (!thing.local || from.is_near(thing));
        // "Quyết định số 268/NQ-CP": the type before the number is another than that in it. A name says no type.
        let kind = citation.kind.filter(|_| citation.number.is_some());
        let is_of_other_kind = |thing: &Thing| kind.is_some() && thing.kind.is_some() && thing.kind != kind;
        match fitting[..] {
            [thing] if is_of_other_year(thing) && !known(&thing) => Found::Unsure(labels(&fitting)),
            [thing] if is_of_other_kind(thing) => Found::Unsure(labels(&fitting)),
            [thing] if issuer.is_some() || is_settled_by_day(&thing) || known(&thing) || is_named(&thing) => {
                Found::One(thing.target)
            }
            [thing] if !is_short && (!thing.local || from.is_own(thing)) => Found::One(thing.target),
            [] if !of_day.is_empty() => Found::None(labels(&of_day)),
            [] => Found::None(labels(&candidates)),
            _ => Found::Unsure(labels(&fitting)),
        }
    }

    /// What "Nghị quyết này" means: the one document of its type that the plan named before, if the plan is none itself.
    fn pointed_at(&self, citation: &Citation, from: &Citing) -> Option<Target> {
        let is_other = |kind: DocumentKind| citation.kind.is_some_and(|pointed| pointed != kind);
        if !from.kind.is_some_and(is_other) || from.unsettled.contains(&citation.kind) {
            return None;
        }
        let mut named = from.before.iter().filter(|target| self.thing(**target).kind == citation.kind);
        let target = *named.next()?;
        named.next().is_none().then_some(target)
    }

    /// Things stand in the order of what they are: documents, then plans.
    fn thing(&self, target: Target) -> &Thing {
        &self.things[self.things.partition_point(|thing| thing.target < target)]
    }

    fn things_of(&self, places: Option<&Vec<u32>>) -> Vec<&Thing> {
        places.into_iter().flatten().map(|place| &self.things[*place as usize]).collect()
    }
}

/// The short forms in a name of a document.
fn shorts(name: &str) -> impl Iterator<Item = Citation> {
    let found = mentions(name).into_iter().map(|mention| mention.citation);
    found.filter(|citation| citation.short.is_some() && citation.name.is_none())
}

/// Whether a mention may repeat an earlier one: the same number, or its ordinal, and no other day; or the same name alone.
fn repeats(citation: &Citation, earlier: &Citation) -> bool {
    if let (None, Some(name), None, None) = (&citation.number, &citation.name, citation.date, citation.year) {
        return earlier.name.as_ref().is_some_and(|other| same_name(other) == same_name(name));
    }
    let is_number = match (&citation.number, &citation.short, &earlier.number) {
        (Some(number), _, Some(other)) => number == other,
        (None, Some(short), Some(other)) => short == other.ordinal() && citation.kind == earlier.kind,
        _ => false,
    };
    is_number && citation.date.is_none_or(|day| earlier.date.is_none_or(|other| other == day))
}

/// "Quyết định 55/QĐ-UBND của UBND thành phố Hà Nội".
fn label(citation: &Citation) -> String {
    let kind = citation.name.clone().or(citation.kind.map(|kind| kind.name().to_owned()));
    let number = citation.number.as_ref().map(ToString::to_string);
    let day = citation.date.map(|day| format!("ngày {}", date::short(day)));
    let issuer = citation.issuer.as_ref().map(|issuer| format!("của {issuer}"));
    let year = citation.year.filter(|_| citation.date.is_none()).map(|year| format!("năm {year}"));
    [kind, number, day, year, issuer].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn labels(things: &[&Thing]) -> Vec<String> {
    let label = |thing: &&Thing| match thing.date {
        Some(date) => format!("{} ngày {}", thing.label, date::short(date)),
        None => thing.label.clone(),
    };
    things.iter().map(label).collect()
}

/// 75/KH-UBND, 53/2025/NQ-HĐND, 03-CTr/ĐU: by the body at the end of the number.
fn is_local(number: &Number) -> bool {
    const LOCAL: [&str; 7] = ["UBND", "HĐND", "TU", "ĐU", "HU", "BCĐ", "MTTQ"];
    number.canonical().rsplit(['-', '/']).next().is_some_and(|body| LOCAL.contains(&body))
        || number.canonical().contains("/UBND-")
}

/// The plan that cites, and what it cited before, which settles a short form.
struct Citing<'c> {
    issuer: Option<u32>,
    kind: Option<DocumentKind>,
    names: &'c Names,
    before: Vec<Target>,
    /// What it cited before that is in no file: "Quyết định số 55/QĐ-UBND đã nêu" may mean it.
    strangers: Vec<Citation>,
    /// Types of what it cited before that is no link.
    unsettled: Vec<Option<DocumentKind>>,
}

impl<'c> Citing<'c> {
    /// What cites, before it cited anything; a text that is no plan has neither issuer nor kind.
    fn of(issuer: Option<u32>, kind: Option<DocumentKind>, names: &'c Names) -> Self {
        Self { issuer, kind, names, before: Vec::new(), strangers: Vec::new(), unsettled: Vec::new() }
    }

    /// The agency of a name, as this plan means it: "UBND thành phố" is that of its own city.
    fn agency(&self, written: &str) -> Option<AgencyId> {
        self.names.of_full_name(written).or_else(|| self.names.resolve(self.issuer?, written))
    }

    /// Whether the issuer that a citation names in words of its own can be that of a document.
    fn may_be_issuer(&self, citation: &Citation, thing: &Thing) -> bool {
        let Some(written) = &citation.issuer else { return true };
        thing.issuer.is_none_or(|agency| self.names.may_mean(self.issuer, written, agency))
    }

    fn remember(&mut self, target: Target) {
        if !self.before.contains(&target) {
            self.before.push(target);
        }
    }

    fn remember_stranger(&mut self, citation: &Citation) {
        let is_told = citation.issuer.is_some() || citation.date.is_some();
        let is_other_law = citation.name.is_some() && (is_told || citation.number.is_some() || citation.year.is_some());
        if (citation.number.is_some() && is_told || is_other_law) && !self.strangers.contains(citation) {
            self.strangers.push(citation.clone());
        }
    }

    /// Whether a document is of the plan's own issuer or of one above it.
    fn is_near(&self, thing: &Thing) -> bool {
        self.issuer.zip(thing.issuer).is_some_and(|(own, agency)| self.names.is_at_or_above(agency.issuer, own))
    }

    fn is_own(&self, thing: &Thing) -> bool {
        self.issuer.is_some() && thing.issuer.map(|agency| agency.issuer) == self.issuer
    }
}

/// The document of every citation of a text that belongs to no plan, in order.
pub fn resolve<'c>(
    citations: impl Iterator<Item = &'c Citation>,
    names: &Names,
    registry: &Registry,
) -> Vec<Option<Target>> {
    let mut from = Citing::of(None, None, names);
    let found = citations.map(|citation| match registry.find(citation, &from) {
        Found::One(target) => {
            from.remember(target);
            Some(target)
        }
        Found::None(_) => {
            from.remember_stranger(citation);
            None
        }
        Found::Unsure(_) => None,
    });
    found.collect()
}

/// The mentions of a plan, in order: those that lead to something, and those of documents that nobody registered.
pub struct Mentions {
    pub found: Vec<(Target, Passage)>,
    pub strays: Vec<Stray>,
}

/// Why a mention is no link.
enum Doubt {
    Unsure(By, Vec<String>),
    Unknown(Vec<String>),
}

/// Finds the document of every citation of a plan.
pub fn link(
    index: u32,
    plan: &mut Plan,
    issuer: Option<u32>,
    names: &Names,
    registry: &Registry,
    problems: &mut Problems,
) -> Mentions {
    let own = plan.number.clone();
    let (file, body_file, in_body) = (plan.file, plan.body_file, plan.body_passages());
    let mut from = Citing::of(issuer, DocumentKind::from_name(&plan.kind), names);
    let (mut found, mut strays) = (Vec::new(), Vec::new());
    for (passage, text) in plan.texts_mut().into_iter().enumerate() {
        let mut unknown = Vec::new();
        let mut lost = Vec::new();
        for (cite, (bytes, mention)) in text.cites_mut().enumerate() {
            let citation = &mention.citation;
            let here = Passage { plan: index, passage: passage as u32, cite: cite as u32 };
            let led = registry.find(citation, &from);
            if !matches!(led, Found::One(_)) {
                from.unsettled.push(citation.kind);
            }
            match led {
                Found::One(target) if target == Target::Plan(index) => {}
                Found::One(target) => {
                    mention.target = Some(target);
                    from.remember(target);
                    found.push((target, here));
                }
                Found::Unsure(candidates) => {
                    let by = if citation.number.is_some() { By::Number } else { By::Name };
                    unknown.push((bytes, Doubt::Unsure(by, candidates)));
                }
                Found::None(_) if citation.number.is_some() && citation.number == own => {}
                Found::None(others) => {
                    from.remember_stranger(citation);
                    lost.push((bytes, here, citation.clone()));
                    if citation.number.is_some() || citation.name.is_some() {
                        unknown.push((bytes, Doubt::Unknown(others)));
                    }
                }
            }
        }
        for (bytes, here, citation) in lost {
            let agency = citation.issuer.as_ref().and_then(|written| from.agency(written));
            let within = issuer.filter(|_| citation.number.as_ref().is_some_and(is_local));
            strays.extend(Stray::of(&citation, text.slice(bytes), here, agency, within));
        }
        for (bytes, doubt) in unknown {
            let text = text.slice(bytes).to_owned();
            let file = if in_body.contains(&passage) { body_file.unwrap_or(file) } else { file };
            let place = Place::words(file, &*text);
            let problem = match doubt {
                Doubt::Unsure(by, candidates) => Problem::CitationUnsure { text, by, candidates },
                Doubt::Unknown(others) => Problem::CitationUnknown { text, others },
            };
            problems.add(place, problem);
        }
    }
    Mentions { found, strays }
}

#[cfg(test)]
mod tests {
    use super::{AgencyId, Target, Thing, mentions, shorts};
    use crate::{
        link::Library,
        parse,
        problem::Problems,
        read::{self, Versions},
    };
    use std::path::Path;

    /// Where the mentions of a text lead among the documents of the example.
    fn led(texts: &[&str]) -> Vec<Vec<Option<String>>> {
        let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
        let sources = read::sources(&content, Versions::Omit).expect("content is there");
        let library = Library::of(parse::drafts(&sources, &mut Problems::default()));
        texts.iter().map(|text| library.addresses(&mentions(text))).collect()
    }

    #[test]
    fn a_name_with_a_year_is_no_name_without_it() {
        let issuer = Some(AgencyId { issuer: 0, unit: None });
        let thing = |alias: &str| Thing {
            target: Target::Document(0),
            label: String::new(),
            kind: None,
            date: None,
            year: None,
            issuer,
            local: false,
            shorts: shorts(alias).collect(),
        };
        for (alias, written, goes) in [
            ("Quyết định 766", "Quyết định 766", true),
            ("Nghị định 151/2025", "Nghị định 151/2025", true),
            ("Nghị định 151/2025", "Nghị định 151", false),
            ("Nghị định 151/2025", "Nghị định 151/2024", false),
        ] {
            let citation = &mentions(written)[0].citation;
            assert_eq!(thing(alias).goes_by(citation), goes, "{alias}: {written} {citation:?}");
        }
    }

    #[test]
    fn another_issuer_is_another_document() {
        let texts = [
            "Kế hoạch số 310/KH-UBND ngày 24/11/2025 của UBND tỉnh Quảng Ninh",
            "Kế hoạch số 75/KH-UBND ngày 13/10/2025 của UBND xã Tân Lập",
            "Công văn số 1478/UBND-KSTTHC ngày 16/6/2025 của UBND tỉnh Lào Cai",
            "Nghị quyết 268/NQ-CP ngày 31/8/2025 của Quốc hội",
        ];
        assert_eq!(led(&texts), vec![vec![None]; texts.len()]);
    }

    #[test]
    fn what_contradicts_the_document_is_no_link() {
        let texts = [
            "Nghị quyết số 27-NQ/TW của Hội nghị Trung ương 7 (khóa XII)",
            "Nghị quyết 27-NQ/TW của Ban Chấp hành Trung ương Đảng khóa XII",
            "Nghị quyết số 18-NQ/TW, khóa XIII",
            "Quyết định số 268/NQ-CP",
            // A local number and a day, and nobody's name.
            "Kế hoạch số 310/KH-UBND ngày 24/11/2025",
        ];
        assert_eq!(led(&texts), vec![vec![None]; texts.len()]);
    }

    #[test]
    fn a_name_that_was_another_laws_is_no_link() {
        for first in [
            "Luật Viên chức số 129/2025/QH15 ngày 10/12/2025",
            "Luật Đất đai ngày 29/11/2013",
            "Luật Đất đai số 45/2013/QH13",
            "Luật Đất đai năm 2013",
        ] {
            let name = first.split([' ']).take(3).collect::<Vec<_>>().join(" ");
            assert!(led(&[&name])[0][0].is_some(), "{name}");
            assert_eq!(led(&[&format!("{first}; theo {name}.")]), [[None, None]], "{first}");
        }
    }

    #[test]
    fn an_issuer_is_read_in_each_of_its_spellings() {
        let texts = [
            "Kế hoạch số 310/KH-UBND ngày 24/11/2025 của UBND TP Hải Phòng",
            "Kế hoạch số 310/KH-UBND ngày 24/11/2025 của UBND thành phố",
            "Nghị quyết số 18-NQ/TW ngày 25/10/2017 của Ban Chấp hành Trung ương khóa XII",
            "Nghị định 151/2025/NĐ-CP của Chính phủ",
            "Quyết định số 06/QĐ-TTg của Thủ tướng Chính phủ",
            "Nghị quyết số 57-NQ/TW của Bộ Chính trị",
        ];
        for (text, found) in texts.iter().zip(led(&texts)) {
            assert!(matches!(&found[..], [Some(_)]), "{text}: {found:?}");
        }
    }

    #[test]
    fn a_bare_ordinal_needs_an_earlier_mention_or_what_else_tells_it() {
        let table = [
            ("Nghị quyết 18", false),
            ("Nghị quyết số 18", false),
            ("Nghị quyết 18 của Ban Chấp hành Trung ương Đảng khóa XII", true),
            ("Nghị quyết 268 ngày 31/8/2025", true),
            ("Nghị quyết 268 ngày 31/8/2024", false),
            ("Quyết định 766", true),
            ("Quyết định số 468", false),
            ("Nghị định 151", false),
            ("Nghị định 151/2025", true),
            ("Nghị định 151/2024", false),
            ("Thông tư 23/2025", false),
            ("Thông tư 23/2025 của Bộ Nông nghiệp và Môi trường", true),
        ];
        for (text, links) in table {
            let found: Vec<bool> = led(&[text])[0].iter().map(Option::is_some).collect();
            assert_eq!(found, [links], "{text}");
        }
        let after = "Nghị quyết số 18-NQ/TW ngày 25/10/2017 của Ban Chấp hành Trung ương Đảng khóa XII, Nghị quyết 18";
        assert!(led(&[after])[0].iter().all(Option::is_some));
    }

    #[test]
    fn a_year_after_a_number_may_be_that_of_another_document() {
        let full = "Nghị quyết số 268/NQ-CP ngày 31/8/2025 của Chính phủ";
        assert_eq!(led(&["Nghị quyết số 268/NQ-CP năm 2024"]), [[None]]);
        assert_eq!(led(&["Nghị quyết số 268/NQ-CP của Chính phủ năm 2024"]), [[None]]);
        assert!(led(&["Nghị quyết số 268/NQ-CP năm 2025"])[0][0].is_some());
        let again = format!("{full}; kết quả thực hiện Nghị quyết số 268/NQ-CP năm 2026");
        assert!(led(&[&again])[0].iter().all(Option::is_some));
        assert_eq!(led(&[&format!("{full}; Nghị quyết số 268/NQ-CP năm 2024")])[0][1], None);
    }

    #[test]
    fn what_may_repeat_an_unknown_document_is_no_link() {
        let known = "Kế hoạch số 310/KH-UBND ngày 24/11/2025 của UBND thành phố Hải Phòng";
        let unknown = "Kế hoạch số 310/KH-UBND ngày 03/3/2025 của UBND thành phố Hà Nội";
        let text = format!("{known}; {unknown}; Kế hoạch số 310/KH-UBND đã nêu; {known}");
        let found = led(&[&text]).remove(0);
        assert_eq!(found.iter().map(Option::is_some).collect::<Vec<_>>(), [true, false, false, true]);
        let alone = led(&[&format!("{known}; Kế hoạch số 310/KH-UBND đã nêu")]).remove(0);
        assert!(alone.iter().all(Option::is_some), "{alone:?}");
    }
}
