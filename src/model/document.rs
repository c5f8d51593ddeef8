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
    pub note: Option<String>,
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
    /// "Nghị quyết 268/NQ-CP", or the title of a document without a number.
    pub fn label(&self) -> String {
        match &self.number {
            Some(number) if self.kind.is_empty() => number.to_string(),
            Some(number) => format!("{} {number}", self.kind),
            None => self.title.clone(),
        }
    }
}
