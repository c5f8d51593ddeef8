//! Shelves: the documents of one type, one issuer, one year, and all of them, in the order that lists show.

use super::Site;
use crate::{
    model::{
        agency::{AgencyId, Issuer},
        document::Document,
    },
    vietnamese::{order, slug},
};
use std::{cmp::Reverse, collections::BTreeMap};

/// Documents that have something in common.
#[derive(Debug)]
pub struct Shelf {
    pub by: By,
    /// By type; in a type by day, newest first.
    pub documents: Vec<u32>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    All,
    /// Loại: "Nghị quyết", and its part of the address.
    Kind {
        name: String,
        slug: String,
    },
    Issuer(AgencyId),
    Year(i16),
}

/// All documents, then types and issuers in order of names, then years from the newest.
pub(super) fn of(documents: &[Document], agencies: &[Option<AgencyId>], issuers: &[Issuer]) -> Vec<Shelf> {
    let mut all: Vec<u32> = (0..documents.len() as u32).collect();
    all.sort_by_cached_key(|index| {
        let document = &documents[*index as usize];
        (order(&document.kind), Reverse((document.year(), document.issued)), document.slug.clone())
    });
    let mut kinds: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    let mut of_issuers: BTreeMap<AgencyId, Vec<u32>> = BTreeMap::new();
    let mut years: BTreeMap<Reverse<i16>, Vec<u32>> = BTreeMap::new();
    for index in &all {
        let document = &documents[*index as usize];
        kinds.entry(slug(&document.kind)).or_default().push(*index);
        if let Some(agency) = agencies[*index as usize] {
            of_issuers.entry(agency).or_default().push(*index);
        }
        if let Some(year) = document.year() {
            years.entry(Reverse(year)).or_default().push(*index);
        }
    }
    // Words without a letter have no address.
    kinds.remove("");
    let mut kinds: Vec<Shelf> = kinds
        .into_iter()
        .map(|(slug, on)| Shelf { by: By::Kind { name: documents[on[0] as usize].kind.clone(), slug }, documents: on })
        .collect();
    kinds.sort_by_cached_key(|shelf| match &shelf.by {
        By::Kind { name, .. } => Some(order(name)),
        _ => None,
    });
    let mut of_issuers: Vec<(AgencyId, Vec<u32>)> = of_issuers.into_iter().collect();
    of_issuers.sort_by_cached_key(|(agency, _)| {
        let issuer = &issuers[agency.issuer as usize];
        let name = agency.unit.map_or(&issuer.short, |unit| &issuer.units[unit as usize].name);
        (issuer.level, order(name), *agency)
    });
    let of_issuers = of_issuers.into_iter().map(|(agency, documents)| Shelf { by: By::Issuer(agency), documents });
    let years = years.into_iter().map(|(Reverse(year), documents)| Shelf { by: By::Year(year), documents });
    std::iter::once(Shelf { by: By::All, documents: all }).chain(kinds).chain(of_issuers).chain(years).collect()
}

impl Shelf {
    /// From the root of the site, with a slash at the end.
    pub fn address(&self, site: &Site) -> String {
        match &self.by {
            By::All => "van-ban/".to_owned(),
            By::Kind { slug, .. } => format!("van-ban/loai/{slug}/"),
            By::Issuer(agency) => format!("van-ban/{}", site.agency_address(*agency)),
            By::Year(year) => format!("van-ban/nam/{year}/"),
        }
    }
}
