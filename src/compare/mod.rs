//! Compare: how faithfully a plan repeats its source text; what either says that the other does not.

mod act;
mod align;
mod anywhere;
mod letters;
mod matching;
mod order;
mod page;
mod place;
mod report;
mod show;
mod spelling;

pub use act::Part;
pub use place::Lines;
pub use show::{human, json};

use crate::model::plan::Plan;
use act::Act;
use matching::Matching;
use page::Page;

/// What a comparison found. Every list is in the order of the source or of the plan that it speaks of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    pub covered: Share,
    /// Passages of the source that stand nowhere in the plan.
    pub missing: Vec<Missing>,
    /// Passages of the plan that stand nowhere in the source.
    pub extra: Vec<Extra>,
    /// Numbers, dates and document numbers that differ.
    pub differing: Vec<Differing>,
    /// Rows and paragraphs that stand in another order.
    pub moved: Vec<Moved>,
}

/// Letters and digits of the source, page furniture aside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    pub found: usize,
    pub all: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// First and last line, from 1.
    pub lines: (u32, u32),
    pub words: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extra {
    pub spot: Spot,
    pub words: String,
    /// The line of the source near which it would stand.
    pub near: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differing {
    pub spot: Spot,
    pub written: String,
    /// What stands for it in the source; nothing where it was lost.
    pub source: Option<String>,
    pub line: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    pub spot: Spot,
    pub words: String,
    pub line: u32,
}

/// A place in a plan.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// Of the page; empty in the head of the act.
    pub anchor: String,
    pub part: Part,
    /// Which word of the part, from 0.
    pub word: u32,
}

impl Comparison {
    pub fn is_clean(&self) -> bool {
        self.missing.is_empty() && self.extra.is_empty() && self.differing.is_empty() && self.moved.is_empty()
    }
}

impl Share {
    /// In tenths of a per cent, rounded down: what is not whole does not read as whole. Of nothing it is nothing.
    pub fn per_mille(self) -> usize {
        (self.found * 1000).checked_div(self.all).unwrap_or(0)
    }
}

/// Compares a plan with its source text. `issuer` is the name that stands over the act.
pub fn compare(plan: &Plan, issuer: &str, source: &str) -> Comparison {
    let act = Act::of(plan, issuer);
    let page = Page::of(source);
    let mut matching = Matching::new(&act, &page);
    matching.running();
    let doubtful = matching.doubt();
    matching.moved();
    matching.restore(&doubtful);
    matching.asides();
    matching.rows();
    matching.digests();
    matching.mend();
    matching.settle();
    matching.spelling();
    matching.together();
    matching.report(source)
}
