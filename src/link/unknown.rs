//! Documents that plans cite and the registry lacks: the mentions of one document together, as far as they tell.

use super::Passage;
use crate::{
    model::{agency::AgencyId, citation::Citation, number::DocumentKind},
    vietnamese::same_name,
};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A document that is not in the registry, by what the mentions say of it.
#[derive(Debug, PartialEq, Eq)]
pub struct Unknown {
    pub subject: Subject,
    pub kind: Option<DocumentKind>,
    pub date: Option<Date>,
    /// As printed.
    pub issuer: Option<String>,
    /// The mention that says most, white space aside.
    pub words: String,
    /// In order of the plans.
    pub passages: Vec<Passage>,
}

/// What a document is called: its canonical number, or its name and year.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    Number(String),
    Name(String, Option<i16>),
}

/// A mention that leads to nothing.
#[derive(Clone, Debug)]
pub(super) struct Stray {
    pub passage: Passage,
    subject: Subject,
    stated: Stated,
    kind: Option<DocumentKind>,
    /// The issuer as printed.
    issuer: Option<String>,
    words: String,
    /// Whose plan a bare number counts in, where each local body has a number like it.
    within: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Stated {
    issuer: Option<By>,
    date: Option<Date>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum By {
    Agency(AgencyId),
    Words(String),
}

impl Stray {
    /// None for a short form, which says too little to be told from others.
    pub fn of(
        citation: &Citation,
        words: &str,
        passage: Passage,
        agency: Option<AgencyId>,
        within: Option<u32>,
    ) -> Option<Self> {
        let subject = match (&citation.number, &citation.name) {
            (Some(number), _) => Subject::Number(number.canonical().to_owned()),
            (None, Some(name)) => Subject::Name(same_name(name), citation.year),
            (None, None) => return None,
        };
        let words = words.replace("[?]", "").split_whitespace().collect::<Vec<_>>().join(" ");
        Some(Self {
            passage,
            subject,
            stated: Stated {
                issuer: citation
                    .issuer
                    .as_ref()
                    .map(|written| agency.map_or_else(|| By::Words(same_name(written)), By::Agency)),
                date: citation.date,
            },
            kind: citation.kind,
            issuer: citation.issuer.clone(),
            words,
            within,
        })
    }
}

impl Stated {
    fn parts(&self) -> usize {
        usize::from(self.issuer.is_some()) + usize::from(self.date.is_some())
    }

    /// Says nothing that the other does not say too.
    fn is_within(&self, other: &Self) -> bool {
        (self.issuer.is_none() || self.issuer == other.issuer) && (self.date.is_none() || self.date == other.date)
    }
}

struct Group {
    stated: Stated,
    within: Option<u32>,
    mentions: Vec<Stray>,
}

/// The documents of the mentions, those that are cited most first. A mention that says less joins the one document
/// that says the same and more; a bare number joins the one that its own plan names.
pub(super) fn documents(strays: Vec<Stray>) -> Vec<Unknown> {
    let mut by_subject: BTreeMap<Subject, Vec<Stray>> = BTreeMap::new();
    for stray in strays {
        by_subject.entry(stray.subject.clone()).or_default().push(stray);
    }
    let mut unknown: Vec<Unknown> = by_subject.into_values().flat_map(groups).map(document).collect();
    unknown.sort_by(|a, b| b.passages.len().cmp(&a.passages.len()).then_with(|| key(a).cmp(&key(b))));
    unknown
}

fn key(unknown: &Unknown) -> (&Subject, Option<Date>, &Option<String>, &str) {
    (&unknown.subject, unknown.date, &unknown.issuer, &unknown.words)
}

fn groups(mut strays: Vec<Stray>) -> Vec<Group> {
    strays.sort_by_key(|stray| {
        (std::cmp::Reverse(stray.stated.parts()), stray.stated.clone(), stray.passage.plan, stray.passage.passage)
    });
    let mut groups: Vec<Group> = Vec::new();
    for stray in strays {
        let is_bare = stray.stated.parts() == 0;
        let fits = |group: &Group| match is_bare {
            false => stray.stated.is_within(&group.stated),
            true => group.mentions.iter().any(|mention| mention.passage.plan == stray.passage.plan),
        };
        let same = |group: &Group| group.stated == stray.stated && (!is_bare || group.within == stray.within);
        let only = |fits: &dyn Fn(&Group) -> bool| {
            let mut fitting = (0..groups.len()).filter(|index| fits(&groups[*index]));
            fitting.next().filter(|_| fitting.next().is_none())
        };
        let alone = || only(&|_| true).filter(|_| is_bare && stray.within.is_none());
        match only(&same).or_else(|| only(&fits)).or_else(alone) {
            Some(index) => groups[index].mentions.push(stray),
            None => groups.push(Group { stated: stray.stated.clone(), within: stray.within, mentions: vec![stray] }),
        }
    }
    groups
}

/// The first mention of a group says most, or as much as any.
fn document(mut group: Group) -> Unknown {
    let first = &group.mentions[0];
    let (subject, issuer, words) = (first.subject.clone(), first.issuer.clone(), first.words.clone());
    let kind = group.mentions.iter().find_map(|mention| mention.kind);
    group.mentions.sort_by_key(|mention| (mention.passage.plan, mention.passage.passage, mention.passage.cite));
    let passages = group.mentions.iter().map(|mention| mention.passage).collect();
    Unknown { subject, kind, date: group.stated.date, issuer, words, passages }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::citation::mentions;

    /// Mentions by plan; a local number counts within the plan's own issuer, here as many as plans.
    fn found(texts: &[(u32, &str)], local: bool) -> Vec<(String, usize)> {
        let mut strays = Vec::new();
        for (place, (plan, text)) in (0u32..).zip(texts) {
            for mention in mentions(text) {
                let passage = Passage { plan: *plan, passage: place, cite: 0 };
                let within = local.then_some(*plan);
                strays.extend(Stray::of(&mention.citation, &text[mention.range], passage, None, within));
            }
        }
        documents(strays).into_iter().map(|unknown| (unknown.words, unknown.passages.len())).collect()
    }

    #[test]
    fn mentions_of_one_document_are_together() {
        let full = "Nghị quyết số 99/NQ-CP ngày 31/8/2025 của Chính phủ";
        let texts = [(1, "Nghị quyết số 99/NQ-CP"), (0, full), (0, "Nghị quyết số 99/NQ-CP ngày 31/8/2025")];
        assert_eq!(found(&texts, false), [(full.to_owned(), 3)]);
    }

    #[test]
    fn days_and_issuers_that_differ_are_documents_that_differ() {
        let texts = [
            (0, "Nghị quyết số 99/NQ-CP ngày 31/8/2025"),
            (0, "Nghị quyết số 99/NQ-CP ngày 31/8/2024"),
            (1, "Nghị quyết số 99/NQ-CP"),
        ];
        assert_eq!(found(&texts, false).len(), 3);
    }

    #[test]
    fn a_bare_local_number_stays_with_its_plan() {
        let full = "Kế hoạch số 09/KH-UBND ngày 31/8/2025 của UBND xã A";
        let bare = "Kế hoạch số 09/KH-UBND";
        let texts = [(0, full), (0, bare), (1, bare), (2, bare)];
        let expected = [(full.to_owned(), 2), (bare.to_owned(), 1), (bare.to_owned(), 1)];
        assert_eq!(found(&texts, true), expected);
    }

    #[test]
    fn a_law_goes_by_its_name() {
        assert_eq!(
            found(&[(0, "theo Luật Đầu tư công,"), (1, "Luật Đầu tư công.")], false),
            [("Luật Đầu tư công".to_owned(), 2)]
        );
    }
}
