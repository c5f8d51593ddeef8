//! Where the boxes and lines of a lineage stand: a row a member from the central level down, and beside the rows
//! the rails along which the bonds run, each in a lane of its own.
//!
//! A layered layout of the usual kind puts the boxes of a rank side by side, which no phone has room for; with one
//! box a row and the ranks given, all that is left to compute is the lanes.

use super::family::{Bond, By, Family};

/// The width of the picture, which a screen of 360 px shows without shrinking it to speak of.
pub(super) const WIDTH: u32 = 340;
const BOX: u32 = 46;
const GAP: u32 = 10;
const HEADING: u32 = 30;
const LANE: u32 = 11;
/// From the nearest lane to the boxes: room for a bend and the head of an arrow.
const APPROACH: u32 = 20;
const BEND: u32 = 5;

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Layout {
    pub height: u32,
    /// Where the boxes begin.
    pub left: u32,
    /// The top of each row's box.
    pub tops: Vec<u32>,
    pub box_height: u32,
    /// The first row of each level, and the base of the line of its name.
    pub headings: Vec<(usize, u32)>,
    /// The line of each bond, from the basis to what rests on it.
    pub lines: Vec<Line>,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub by: By,
    pub path: String,
    pub head: Head,
}

/// How a line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Head {
    /// At what rests on the basis.
    Arrow,
    /// In the line of another bond of the same rail, which has the arrow.
    Joins,
}

/// Bonds that share a line: all bases of a member, or all that rests on it, by relation or by citation.
struct Rail {
    hub: usize,
    way: Way,
    is_stated: bool,
    bonds: Vec<Bond>,
    first: usize,
    last: usize,
    lane: u32,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    Into,
    OutOf,
}

pub(super) fn of(family: &Family) -> Layout {
    let (mut tops, mut headings) = (Vec::new(), Vec::new());
    let mut y = 0;
    for (row, member) in family.members.iter().enumerate() {
        if row == 0 || family.members[row - 1].level != member.level {
            headings.push((row, y + HEADING - 12));
            y += HEADING;
        }
        tops.push(y);
        y += BOX + GAP;
    }
    let rails = rails(family);
    let lanes = rails.iter().map(|rail| rail.lane + 1).max().unwrap_or(1);
    let left = (lanes - 1) * LANE + APPROACH + 2;
    Layout { height: y, left, lines: lines(&rails, &tops, left), tops, box_height: BOX, headings }
}

fn rails(family: &Family) -> Vec<Rail> {
    let mut rails: Vec<Rail> = Vec::new();
    for bond in &family.bonds {
        let above_own = bond.basis != family.own && bond.resting <= family.own;
        let (hub, way) = if above_own { (bond.resting, Way::Into) } else { (bond.basis, Way::OutOf) };
        let is_stated = matches!(bond.by, By::Relation(_));
        let (first, last) = (bond.basis.min(bond.resting), bond.basis.max(bond.resting));
        match rails.iter_mut().find(|rail| (rail.hub, rail.way, rail.is_stated) == (hub, way, is_stated)) {
            Some(rail) => {
                rail.bonds.push(*bond);
                (rail.first, rail.last) = (rail.first.min(first), rail.last.max(last));
            }
            None => rails.push(Rail { hub, way, is_stated, bonds: vec![*bond], first, last, lane: 0 }),
        }
    }
    // The short ones are nearest to the boxes, so that few lines cross.
    rails.sort_by_key(|rail| (rail.last - rail.first, rail.first, rail.hub, rail.way, rail.is_stated));
    for index in 0..rails.len() {
        let (before, rest) = rails.split_at_mut(index);
        let rail = &mut rest[0];
        let meets = |other: &&Rail| other.first <= rail.last && rail.first <= other.last;
        let taken: Vec<u32> = before.iter().filter(meets).map(|other| other.lane).collect();
        rail.lane = (0..).find(|lane| !taken.contains(lane)).unwrap_or_default();
    }
    rails
}

fn lines(rails: &[Rail], tops: &[u32], left: u32) -> Vec<Line> {
    // Where rails meet a box they stand apart: those that come from above over those that go down.
    let mut ports: Vec<Vec<(bool, u32, usize)>> = vec![Vec::new(); tops.len()];
    for (index, rail) in rails.iter().enumerate() {
        let mut rows: Vec<usize> = rail.bonds.iter().flat_map(|bond| [bond.basis, bond.resting]).collect();
        rows.sort_unstable();
        rows.dedup();
        for row in rows {
            let goes_down = row < rail.last && (row == rail.hub || row == rail.first);
            // The outer of those that go down leaves lowest, the outer of those that go up highest.
            let order = if goes_down { rail.lane } else { u32::MAX - rail.lane };
            ports[row].push((goes_down, order, index));
        }
    }
    ports.iter_mut().for_each(|ports| ports.sort_unstable());
    let port = |row: usize, rail: usize| {
        let ports = &ports[row];
        let place = ports.iter().position(|(_, _, other)| *other == rail).unwrap_or_default() as u32;
        tops[row] + BOX * (place + 1) / (ports.len() as u32 + 1)
    };
    let mut lines = Vec::new();
    for (index, rail) in rails.iter().enumerate() {
        let x = left - APPROACH - rail.lane * LANE;
        let (bend, end) = (x + BEND, left - 2);
        let hub = port(rail.hub, index);
        let others = rail.bonds.iter().map(|bond| port(rail.other(bond), index));
        let (top, bottom) = others.fold((hub, hub), |(top, bottom), y| (top.min(y), bottom.max(y)));
        for bond in &rail.bonds {
            let y = port(rail.other(bond), index);
            let inwards = if y < hub { y + BEND } else { y - BEND };
            let outwards = if y < hub { hub - BEND } else { hub + BEND };
            // Dashes drawn twice would make a solid line, so only the farthest bond draws the way to the hub.
            let path = match (rail.way, y == top || y == bottom) {
                (Way::OutOf, true) => {
                    format!("M{left} {hub}H{bend}Q{x} {hub} {x} {outwards}V{inwards}Q{x} {y} {bend} {y}H{end}")
                }
                (Way::OutOf, false) => format!("M{x} {inwards}Q{x} {y} {bend} {y}H{end}"),
                (Way::Into, true) => {
                    format!("M{left} {y}H{bend}Q{x} {y} {x} {inwards}V{outwards}Q{x} {hub} {bend} {hub}H{end}")
                }
                (Way::Into, false) => format!("M{left} {y}H{bend}Q{x} {y} {x} {inwards}"),
            };
            let head = if path.ends_with(&format!("H{end}")) { Head::Arrow } else { Head::Joins };
            lines.push(Line { by: bond.by, path, head });
        }
    }
    lines
}

impl Rail {
    fn other(&self, bond: &Bond) -> usize {
        match self.way {
            Way::Into => bond.basis,
            Way::OutOf => bond.resting,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::family::{Member, Side, Sort, Who},
        *,
    };
    use crate::model::{agency::Level, document::RelationKind, text::Target};

    const IMPLEMENTS: By = By::Relation(RelationKind::Implements);

    /// A resolution; a city's plan that implements it; communes' plans that cite both.
    fn family(communes: usize) -> Family {
        let member = |level, side, who| Member { level, side, who };
        let mut members = vec![
            member(Level::Central, Side::Own, Who::One(Target::Document(0))),
            member(Level::City, Side::Below, Who::One(Target::Document(1))),
        ];
        let mut bonds = vec![Bond { basis: 0, resting: 1, by: IMPLEMENTS }];
        for commune in 0..communes {
            members.push(member(Level::Commune, Side::Below, Who::One(Target::Plan(commune as u32))));
            bonds.push(Bond { basis: 0, resting: 2 + commune, by: By::Citation });
            bonds.push(Bond { basis: 1, resting: 2 + commune, by: By::Citation });
        }
        members.push(member(Level::Commune, Side::Below, Who::More(188, Sort::Plans)));
        bonds.push(Bond { basis: 0, resting: 2 + communes, by: By::Citation });
        Family { members, bonds, own: 0 }
    }

    #[test]
    fn boxes_stand_below_each_other_and_under_their_headings() {
        let layout = of(&family(3));
        assert!(layout.tops.windows(2).all(|pair| pair[0] + BOX < pair[1]), "{:?}", layout.tops);
        assert!(layout.tops.last().is_some_and(|top| top + BOX <= layout.height));
        let rows: Vec<usize> = layout.headings.iter().map(|(row, _)| *row).collect();
        assert_eq!(rows, [0, 1, 2]);
        assert!(layout.headings.iter().all(|(row, y)| *y < layout.tops[*row]));
        assert!(layout.left < WIDTH / 3);
    }

    #[test]
    fn rails_that_pass_each_other_have_lanes_of_their_own() {
        let rails = rails(&family(3));
        assert_eq!(rails.len(), 3);
        for (index, rail) in rails.iter().enumerate() {
            for other in &rails[..index] {
                let meet = other.first <= rail.last && rail.first <= other.last;
                assert!(!meet || rail.lane != other.lane);
            }
        }
    }

    /// The family the other way around: what the last row rests on.
    fn turned(family: &Family) -> Family {
        let last = family.members.len() - 1;
        let turn = |bond: &Bond| Bond { basis: last - bond.resting, resting: last - bond.basis, by: bond.by };
        let members = family.members.iter().rev().copied().collect();
        Family { members, bonds: family.bonds.iter().map(turn).collect(), own: last }
    }

    #[test]
    fn every_bond_has_a_line_and_every_rail_an_arrow() {
        for family in [family(2), turned(&family(2))] {
            let layout = of(&family);
            assert_eq!(layout.lines.len(), family.bonds.len());
            let arrows = layout.lines.iter().filter(|line| line.head == Head::Arrow).count();
            let resting: std::collections::BTreeSet<usize> = family.bonds.iter().map(|bond| bond.resting).collect();
            assert!(arrows >= resting.len(), "{arrows} arrows");
            for line in &layout.lines {
                let ends = line.path.ends_with(&format!("H{}", layout.left - 2));
                assert_eq!(ends, line.head == Head::Arrow, "{}", line.path);
            }
        }
    }

    #[test]
    fn an_arrow_ends_in_a_box_below_its_basis() {
        let family = family(2);
        let layout = of(&family);
        for line in &layout.lines {
            let ys: Vec<u32> = line.path.split([' ', 'H', 'Q', 'V']).filter_map(|part| part.parse().ok()).collect();
            let to = ys[ys.len() - 2];
            assert!(layout.tops[1..].iter().any(|top| (*top..=top + BOX).contains(&to)), "{}", line.path);
        }
    }

    #[test]
    fn two_thousand_rows_would_still_be_drawn() {
        let layout = of(&family(2000));
        assert_eq!(layout.lines.len(), 4002);
    }
}
