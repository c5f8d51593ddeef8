//! Citations → documents: by number, day and issuer; then by what the plan cited before; then by being the only one.
//! A mention that could be two documents is no link.

use super::Passage;
use crate::{
    model::{
        agency::{AgencyId, Issuer},
        citation::Citation,
        document::Document,
        number::DocumentKind,
        plan::Plan,
        text::Target,
    },
    problem::{Problem, Problems},
    span::Place,
    vietnamese::same_name,
};
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Everything that can be cited, by number and by name.
pub struct Registry {
    things: Vec<Thing>,
    by_number: HashMap<String, Vec<u32>>,
    by_name: HashMap<String, Vec<u32>>,
    /// By `268` of `Nghị quyết 268`.
    by_ordinal: HashMap<String, Vec<u32>>,
    /// Names of every issuer and unit.
    agencies: HashSet<String>,
}

struct Thing {
    target: Target,
    label: String,
    kind: Option<DocumentKind>,
    date: Option<Date>,
    /// Year of the number, else of the day.
    year: Option<i16>,
    /// Names of the issuer.
    issuers: Vec<String>,
}

enum Found {
    One(Target),
    Several(Vec<String>),
    None,
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
        let mut registry = Self {
            things: Vec::new(),
            by_number: HashMap::new(),
            by_name: HashMap::new(),
            by_ordinal: HashMap::new(),
            agencies: super::all_agencies(issuers).into_iter().flat_map(|agency| names(issuers, agency)).collect(),
        };
        let mut identities: BTreeMap<(String, String, Option<Date>), String> = BTreeMap::new();
        for (index, document) in documents.iter().enumerate() {
            let place = registry.things.len() as u32;
            let issuer_names = document_issuers[index].map(|agency| names(issuers, agency)).unwrap_or_default();
            registry.things.push(Thing {
                target: Target::Document(index as u32),
                label: document.label(),
                kind: DocumentKind::from_name(&document.kind),
                date: document.issued,
                year: document.number.as_ref().and_then(|number| number.year()).or(document.issued.map(Date::year)),
                issuers: issuer_names,
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
                issuers: plan_issuers[index]
                    .map(|issuer| names(issuers, AgencyId { issuer, unit: None }))
                    .unwrap_or_default(),
            });
            registry.by_number.entry(number.canonical().to_owned()).or_default().push(place);
        }
        registry
    }

    /// `before`: what the same plan cited before, which settles a short form.
    fn find(&self, citation: &Citation, before: &[Target]) -> Found {
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
        let fits = |thing: &&&Thing| {
            let day = citation.date.is_none_or(|day| thing.date.is_none_or(|date| date == day));
            let year = citation.year.is_none_or(|year| thing.year.is_none_or(|other| other == year));
            day && year
        };
        let mut fitting: Vec<&Thing> = candidates.iter().filter(fits).copied().collect();
        // A day that agrees is worth more than a day that is not known.
        if citation.date.is_some() && fitting.iter().any(|thing| thing.date == citation.date) {
            fitting.retain(|thing| thing.date == citation.date);
        }
        if let Some(issuer) = &citation.issuer {
            let written = same_name(issuer);
            let by_issuer: Vec<&Thing> = fitting
                .iter()
                .filter(|thing| {
                    thing.issuers.iter().any(|name| written.contains(name.as_str()) || name.contains(&written))
                })
                .copied()
                .collect();
            // A day and a number that agree settle it, unless the issuer is known to be another.
            if !by_issuer.is_empty() {
                fitting = by_issuer;
            } else if citation.date.is_none() || self.agencies.contains(&written) {
                fitting.clear();
            }
        }
        if fitting.len() > 1 {
            let cited: Vec<&Thing> = fitting.iter().filter(|thing| before.contains(&thing.target)).copied().collect();
            if cited.len() == 1 {
                fitting = cited;
            }
        }
        match fitting[..] {
            [thing] => Found::One(thing.target),
            [] => Found::None,
            _ => Found::Several(fitting.iter().map(|thing| thing.label.clone()).collect()),
        }
    }

    fn things_of(&self, places: Option<&Vec<u32>>) -> Vec<&Thing> {
        places.into_iter().flatten().map(|place| &self.things[*place as usize]).collect()
    }
}

fn names(issuers: &[Issuer], agency: AgencyId) -> Vec<String> {
    let issuer = &issuers[agency.issuer as usize];
    match agency.unit {
        Some(unit) => {
            let unit = &issuer.units[unit as usize];
            std::iter::once(&unit.name).chain(&unit.aliases).map(|name| same_name(name)).collect()
        }
        None => [&issuer.name, &issuer.short].into_iter().chain(&issuer.aliases).map(|name| same_name(name)).collect(),
    }
}

/// Finds the document of every citation of a plan; returns what was found, in order.
pub fn link(index: u32, plan: &mut Plan, registry: &Registry, problems: &mut Problems) -> Vec<(Target, Passage)> {
    let own = plan.number.clone();
    let (file, body_file, in_body) = (plan.file, plan.body_file, plan.body_passages());
    let mut before: Vec<Target> = Vec::new();
    let mut found = Vec::new();
    for (passage, text) in plan.texts_mut().into_iter().enumerate() {
        let mut unknown = Vec::new();
        for (cite, (bytes, mention)) in text.cites_mut().enumerate() {
            let citation = &mention.citation;
            match registry.find(citation, &before) {
                Found::One(target) if target == Target::Plan(index) => {}
                Found::One(target) => {
                    mention.target = Some(target);
                    if !before.contains(&target) {
                        before.push(target);
                    }
                    found.push((target, Passage { plan: index, passage: passage as u32, cite: cite as u32 }));
                }
                Found::Several(candidates) => unknown.push((bytes, Some(candidates))),
                Found::None if citation.number.is_some() && citation.number != own => unknown.push((bytes, None)),
                Found::None => {}
            }
        }
        for (bytes, candidates) in unknown {
            let text = text.slice(bytes).to_owned();
            let file = if in_body.contains(&passage) { body_file.unwrap_or(file) } else { file };
            let place = Place::words(file, &*text);
            let problem = match candidates {
                Some(candidates) => Problem::CitationAmbiguous { text, candidates },
                None => Problem::CitationUnknown { text },
            };
            problems.add(place, problem);
        }
    }
    found
}
