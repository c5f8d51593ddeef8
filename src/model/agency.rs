//! Cơ quan, đơn vị: issuers and their units, and the names they go by.

use crate::span::FileId;

/// Cấp: where an issuer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Central,
    City,
    Commune,
}

impl Level {
    pub const NAMES: &[&str] = &["central", "city", "commune"];

    pub fn read(name: &str) -> Option<Self> {
        match name {
            "central" => Some(Self::Central),
            "city" => Some(Self::City),
            "commune" => Some(Self::Commune),
            _ => None,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Central => "central",
            Self::City => "city",
            Self::Commune => "commune",
        }
    }
}

/// Cơ quan ban hành: an issuer with its units; one file of `content/agencies`.
#[derive(Clone, Debug)]
pub struct Issuer {
    pub file: FileId,
    /// File name without `.yaml`; the address.
    pub slug: String,
    pub name: String,
    pub short: String,
    pub level: Level,
    /// Slug of the issuer above, as written.
    pub parent: Option<String>,
    pub aliases: Vec<String>,
    pub units: Vec<Unit>,
}

/// Đơn vị của một cơ quan ban hành.
#[derive(Clone, Debug)]
pub struct Unit {
    pub id: String,
    pub name: String,
    pub aliases: Vec<String>,
    pub kind: UnitKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitKind {
    Single,
    /// "Các sở, ban, ngành": many under one name.
    Collective,
}

impl Issuer {
    /// Every name that plans call it by.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        [&self.name, &self.short].into_iter().chain(&self.aliases).map(String::as_str)
    }
}

impl Unit {
    /// Every name that plans call it by.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.name).chain(&self.aliases).map(String::as_str)
    }
}

/// An issuer (by position) or one of its units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AgencyId {
    pub issuer: u32,
    pub unit: Option<u32>,
}
