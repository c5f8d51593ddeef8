//! Who belongs to the picture around a document or a plan: what it rests on, what rests on it, and one step further
//! where a relation is stated.

use crate::{
    link::{Direction, Related, Site},
    model::{agency::Level, document::RelationKind, text::Target},
};
use std::collections::{BTreeMap, BTreeSet};

/// Members of one level and one side that are drawn; the others are counted.
const SHOWN: usize = 6;
/// Plans that are looked at for a step further.
const LOOKED_AT: usize = 50;

/// Members in the order of their rows, and what binds them.
#[derive(Debug)]
pub(super) struct Family {
    pub members: Vec<Member>,
    pub bonds: Vec<Bond>,
    /// Row of the one whose family it is.
    pub own: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Member {
    pub level: Level,
    pub side: Side,
    pub who: Who,
}

/// Where a member stands to the one whose family it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    /// What it rests on.
    Above,
    Own,
    /// What rests on it.
    Below,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Who {
    One(Target),
    /// So many that are not drawn.
    More(usize, Sort),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Plans,
    Mixed,
}

/// One row rests on another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bond {
    pub basis: usize,
    pub resting: usize,
    pub by: By,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum By {
    Relation(RelationKind),
    Citation,
}

impl Family {
    /// None for what rests on nothing and has nothing resting on it.
    pub fn of(site: &Site, own: Target) -> Option<Self> {
        let mut gathering = Gathering { site, members: Vec::new(), bonds: Vec::new(), hidden: BTreeMap::new() };
        gathering.members.push((level(site, own), Side::Own, own));
        gathering.direct(own);
        if gathering.members.len() == 1 {
            return None;
        }
        gathering.further(own);
        Some(gathering.in_rows())
    }
}

struct Gathering<'s> {
    site: &'s Site,
    /// The one whose family it is comes first.
    members: Vec<(Level, Side, Target)>,
    bonds: Vec<(Target, Target, By)>,
    hidden: BTreeMap<(Level, Side), Hidden>,
}

/// Those of a level and a side that are not drawn.
struct Hidden {
    count: usize,
    sort: Sort,
    /// The weakest that binds them.
    by: By,
    first: Target,
}

impl Gathering<'_> {
    fn direct(&mut self, own: Target) {
        let site = self.site;
        let cites = match own {
            Target::Plan(plan) => site.backlinks.cites(plan),
            Target::Document(_) => &[],
        };
        let mut known = BTreeSet::from([own]);
        let mut meet = |side, other: Target, by| {
            if known.insert(other) {
                self.meet(own, side, other, by);
            }
        };
        for related in stated(site, own, Direction::Forward) {
            meet(Side::Above, related.other, By::Relation(related.kind));
        }
        for cited in cites {
            meet(Side::Above, cited.target, By::Citation);
        }
        for related in stated(site, own, Direction::Backward) {
            meet(Side::Below, related.other, By::Relation(related.kind));
        }
        for plan in site.backlinks.citing(own) {
            meet(Side::Below, Target::Plan(*plan), By::Citation);
        }
        // A box for one more is no larger than that one itself.
        let single: Vec<(Level, Side)> =
            self.hidden.iter().filter(|(_, hidden)| hidden.count == 1).map(|(place, _)| *place).collect();
        for (level, side) in single {
            if let Some(hidden) = self.hidden.remove(&(level, side)) {
                self.draw(own, level, side, hidden.first, hidden.by);
            }
        }
    }

    fn draw(&mut self, own: Target, level: Level, side: Side, other: Target, by: By) {
        self.members.push((level, side, other));
        self.bonds.push(if side == Side::Above { (other, own, by) } else { (own, other, by) });
    }

    fn meet(&mut self, own: Target, side: Side, other: Target, by: By) {
        let level = level(self.site, other);
        if self.has_room(level, side) {
            return self.draw(own, level, side, other, by);
        }
        let sort = if matches!(other, Target::Plan(_)) { Sort::Plans } else { Sort::Mixed };
        let hidden = self.hidden.entry((level, side)).or_insert(Hidden { count: 0, sort, by, first: other });
        hidden.count += 1;
        hidden.sort = if sort == hidden.sort { sort } else { Sort::Mixed };
        hidden.by = hidden.by.max(by);
    }

    fn has_room(&self, level: Level, side: Side) -> bool {
        self.members.iter().filter(|member| (member.0, member.1) == (level, side)).count() < SHOWN
    }

    fn has(&self, target: Target) -> bool {
        self.members.iter().any(|(_, _, member)| *member == target)
    }

    /// What the bases rest on by a stated relation, and who rests on what implements it by one.
    fn further(&mut self, own: Target) {
        let site = self.site;
        for (_, side, member) in self.members.clone() {
            match side {
                Side::Above => {
                    for related in stated(site, member, Direction::Forward) {
                        self.add(Side::Above, related.other, (related.other, member, By::Relation(related.kind)));
                    }
                }
                Side::Below if self.bonds.contains(&(own, member, By::Citation)) => {}
                Side::Below => {
                    for related in stated(site, member, Direction::Backward).take(LOOKED_AT) {
                        self.add(Side::Below, related.other, (member, related.other, By::Relation(related.kind)));
                    }
                    for plan in site.backlinks.citing(member).iter().take(LOOKED_AT) {
                        let is_hidden = site.backlinks.cites(*plan).iter().any(|cited| cited.target == own);
                        let plan = Target::Plan(*plan);
                        if !is_hidden || self.has(plan) {
                            self.add(Side::Below, plan, (member, plan, By::Citation));
                        }
                    }
                }
                Side::Own => {}
            }
        }
    }

    /// A bond a step further: with a member, or with one for whom there is room.
    fn add(&mut self, side: Side, other: Target, bond: (Target, Target, By)) {
        let level = level(self.site, other);
        match self.members.iter().find(|(_, _, member)| *member == other) {
            Some((_, known, _)) if *known != side => return,
            Some(_) => {}
            None if self.has_room(level, side) && !self.hidden.contains_key(&(level, side)) => {
                self.members.push((level, side, other));
            }
            None => return,
        }
        if !self.bonds.iter().any(|(basis, resting, _)| (*basis, *resting) == (bond.0, bond.1)) {
            self.bonds.push(bond);
        }
    }

    fn in_rows(mut self) -> Family {
        let own = self.members[0].2;
        self.members.sort_by_key(|(level, side, _)| (*level, *side));
        let mut members: Vec<Member> = self
            .members
            .iter()
            .map(|(level, side, one)| Member { level: *level, side: *side, who: Who::One(*one) })
            .collect();
        for ((level, side), hidden) in &self.hidden {
            let at = members.partition_point(|member| (member.level, member.side) <= (*level, *side));
            members.insert(at, Member { level: *level, side: *side, who: Who::More(hidden.count, hidden.sort) });
        }
        let row = |target: Target| members.iter().position(|member| member.who == Who::One(target)).unwrap_or_default();
        let own = row(own);
        let mut bonds: Vec<Bond> = self
            .bonds
            .iter()
            .map(|(basis, resting, by)| Bond { basis: row(*basis), resting: row(*resting), by: *by })
            .collect();
        for (at, member) in members.iter().enumerate() {
            if let (Who::More(..), Some(hidden)) = (member.who, self.hidden.get(&(member.level, member.side))) {
                let (basis, resting) = if member.side == Side::Above { (at, own) } else { (own, at) };
                bonds.push(Bond { basis, resting, by: hidden.by });
            }
        }
        bonds.sort_by_key(|bond| (bond.resting, bond.basis, bond.by));
        Family { members, bonds, own }
    }
}

/// The relations of one direction; the list is in order of directions.
fn stated(site: &Site, target: Target, direction: Direction) -> impl Iterator<Item = &Related> {
    let all = site.relations.get(&target).map_or(&[][..], Vec::as_slice);
    let (forward, backward) = all.split_at(all.partition_point(|related| related.direction == Direction::Forward));
    match direction {
        Direction::Forward => forward.iter(),
        Direction::Backward => backward.iter(),
    }
}

fn level(site: &Site, target: Target) -> Level {
    match target {
        Target::Plan(plan) => site.issuer_of(plan).level,
        Target::Document(document) => site.document_issuers[document as usize]
            .map_or(Level::Central, |agency| site.issuers[agency.issuer as usize].level),
    }
}
