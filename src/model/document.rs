//! Văn bản: a legal or administrative document that can be cited.

use crate::{model::number::Number, span::FileId};
use jiff::civil::Date;

#[derive(Clone, Debug)]
pub struct Document {
    pub file: FileId,
    /// File name without `.yaml`; the address.
    pub slug: String,
    pub number: Option<Number>,
    /// Loại văn bản: "Nghị quyết".
    pub kind: String,
    /// `trung-uong/chinh-phu`, as written.
    pub issuer: String,
    pub issued: Option<Date>,
    /// Trích yếu.
    pub title: String,
    /// Names it goes by without a number: "Đề án 06".
    pub aliases: Vec<String>,
    /// Other spellings of the number found in sources.
    pub also_printed: Vec<Number>,
    pub url: Option<String>,
    pub relations: Vec<Relation>,
    /// None where nobody has checked it.
    pub force: Option<Force>,
    pub note: Option<String>,
}

/// Tình trạng hiệu lực: whether the document is in force, as somebody found on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Force {
    pub state: ForceState,
    /// The day it was looked up.
    pub checked: Date,
    /// Where: an address or words.
    pub source: String,
    /// The first day in force.
    pub since: Option<Date>,
    /// The last day in force.
    pub until: Option<Date>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForceState {
    /// Còn hiệu lực.
    InForce,
    /// Hết hiệu lực một phần.
    PartlyExpired,
    /// Hết hiệu lực.
    Expired,
    /// Chưa có hiệu lực.
    NotYet,
}

impl ForceState {
    pub const NAMES: &[&str] = &["in-force", "partly-expired", "expired", "not-yet"];

    pub fn read(name: &str) -> Option<Self> {
        use ForceState::*;
        [InForce, PartlyExpired, Expired, NotYet].into_iter().find(|state| state.name() == name)
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::InForce => "in-force",
            Self::PartlyExpired => "partly-expired",
            Self::Expired => "expired",
            Self::NotYet => "not-yet",
        }
    }
}

impl Force {
    /// Whether the days can be true of the state, on the day it was checked.
    pub fn is_possible(&self) -> bool {
        let (since, until) = (self.since, self.until);
        let in_order = since.is_none_or(|since| until.is_none_or(|until| since <= until));
        let begun = since.is_none_or(|since| since <= self.checked);
        let lasts = until.is_none_or(|until| self.checked <= until);
        in_order
            && match self.state {
                ForceState::InForce | ForceState::PartlyExpired => begun && lasts,
                ForceState::Expired => until.is_none_or(|until| until < self.checked),
                ForceState::NotYet => since.is_none_or(|since| self.checked < since),
            }
    }
}

/// Quan hệ giữa hai văn bản.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    pub kind: RelationKind,
    /// Slug of a document, or `<issuer>/<folder>` of a plan, as written.
    pub document: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RelationKind {
    Implements,
    Amends,
    Replaces,
    Guides,
    IssuedWith,
}

impl RelationKind {
    pub const NAMES: &[&str] = &["implements", "amends", "replaces", "guides", "issued-with"];

    pub fn read(name: &str) -> Option<Self> {
        use RelationKind::*;
        [Implements, Amends, Replaces, Guides, IssuedWith].into_iter().find(|kind| kind.name() == name)
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Implements => "implements",
            Self::Amends => "amends",
            Self::Replaces => "replaces",
            Self::Guides => "guides",
            Self::IssuedWith => "issued-with",
        }
    }
}

impl Document {
    /// The year it was issued in, else that of its number.
    pub fn year(&self) -> Option<i16> {
        self.issued.map(Date::year).or_else(|| self.number.as_ref()?.year())
    }

    /// "Nghị quyết 268/NQ-CP", or the title of a document without a number.
    pub fn label(&self) -> String {
        match &self.number {
            Some(number) if self.kind.is_empty() => number.to_string(),
            Some(number) => format!("{} {number}", self.kind),
            None => self.title.clone(),
        }
    }
}

/// Parts of addresses that the lists of documents have beside the documents: `van-ban/loai/`, `van-ban/trang-2/`.
const LISTS: [&str; 4] = ["chua-co", "co-quan", "loai", "nam"];

/// Whether a list of documents has, or will have as it grows, the address that a document of this name would have.
pub fn is_list(slug: &str) -> bool {
    let page = slug.strip_prefix("trang-");
    LISTS.contains(&slug) || page.is_some_and(|page| !page.is_empty() && page.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_agree_with_a_state_as_the_table_says() {
        let day = |day: i8| Some(Date::constant(2026, 1, day));
        let table = [
            (ForceState::InForce, None, None, true),
            (ForceState::InForce, day(10), day(10), true),
            (ForceState::InForce, day(11), None, false),
            (ForceState::PartlyExpired, day(1), day(9), false),
            (ForceState::Expired, day(1), day(9), true),
            (ForceState::Expired, day(1), day(10), false),
            (ForceState::Expired, day(9), day(1), false),
            (ForceState::NotYet, day(11), day(31), true),
            (ForceState::NotYet, day(10), None, false),
        ];
        for (state, since, until, possible) in table {
            let force = Force { state, checked: Date::constant(2026, 1, 10), source: String::new(), since, until };
            assert_eq!(force.is_possible(), possible, "{state:?} {since:?} {until:?}");
        }
    }

    #[test]
    fn every_state_has_one_name() {
        for name in ForceState::NAMES {
            assert_eq!(ForceState::read(name).map(ForceState::name), Some(*name));
        }
    }
}
