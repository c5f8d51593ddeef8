//! The chain from the central level over the city to the communes around a document or a plan, as a picture and in
//! words that say the same.

mod family;
mod layout;

use super::{Room, task_table::shorten};
use crate::{
    link::Site,
    model::{agency::Level, date, text::Target},
};
use family::{By, Family, Side, Sort, Who};
use serde::Serialize;

/// Pixels from the edge of a box to its words.
const INSET: u32 = 10;
/// Pixels of a letter of the first and of the second line, in a wide font.
const LETTER: (u32, u32) = (8, 7);

#[derive(Serialize)]
pub(crate) struct LineageView {
    width: u32,
    height: u32,
    /// Where the boxes and the names of levels begin.
    left: u32,
    headings: Vec<HeadingView>,
    boxes: Vec<BoxView>,
    lines: Vec<LineView>,
    /// The same in words.
    levels: Vec<LevelView>,
}

#[derive(Serialize)]
struct HeadingView {
    y: u32,
    name: String,
}

#[derive(Serialize)]
struct BoxView {
    /// None for the page's own subject.
    href: Option<String>,
    class: &'static str,
    x: u32,
    y: u32,
    width: u32,
    height: u32,
    text_x: u32,
    first_y: u32,
    first: String,
    second_y: u32,
    second: String,
}

#[derive(Serialize)]
struct LineView {
    class: &'static str,
    has_arrow: bool,
    path: String,
}

#[derive(Serialize)]
struct LevelView {
    name: String,
    members: Vec<MemberView>,
}

#[derive(Serialize)]
struct MemberView {
    href: Option<String>,
    label: String,
    /// "Chính phủ, 31/8/2025"
    origin: String,
    /// "triển khai Nghị quyết 268/NQ-CP", "viện dẫn …"
    bonds: Vec<String>,
}

/// None where there is no chain. `rest` is where the page lists what the picture leaves out.
pub(crate) fn view(room: &Room, own: Target, root: &str, rest: &str) -> Option<LineageView> {
    let site = &room.site;
    let family = Family::of(site, own)?;
    let layout = layout::of(&family);
    let width = layout::WIDTH - layout.left - 1;
    let fit = |text: &str, letter: u32| shorten(text, ((width - 2 * INSET) / letter) as usize);
    let mut boxes = Vec::new();
    let mut levels: Vec<(Level, LevelView)> = Vec::new();
    for (row, member) in family.members.iter().enumerate() {
        let top = layout.tops[row];
        let (label, origin) = names(room, member.who);
        let href = match member.who {
            _ if row == family.own => None,
            Who::One(target) => Some(format!("{root}{}index.html", site.target_address(target))),
            Who::More(..) => Some(rest.to_owned()),
        };
        let single = origin.is_empty();
        boxes.push(BoxView {
            href: href.clone(),
            class: match (member.who, member.side) {
                (Who::More(..), _) => "more",
                (_, Side::Own) => "own",
                _ => "one",
            },
            x: layout.left,
            y: top,
            width,
            height: layout.box_height,
            text_x: layout.left + INSET,
            first_y: top + if single { 28 } else { 19 },
            first: fit(&label, LETTER.0),
            second_y: top + 36,
            second: fit(&origin, LETTER.1),
        });
        let view = MemberView { href, label, origin, bonds: bonds(room, &family, row) };
        match levels.last_mut().filter(|(level, _)| *level == member.level) {
            Some((_, level)) => level.members.push(view),
            None => {
                levels.push((member.level, LevelView { name: level_name(room, member.level), members: vec![view] }))
            }
        }
    }
    Some(LineageView {
        width: layout::WIDTH,
        height: layout.height,
        left: layout.left,
        headings: layout
            .headings
            .iter()
            .map(|(row, y)| HeadingView { y: *y, name: level_name(room, family.members[*row].level) })
            .collect(),
        boxes,
        lines: layout
            .lines
            .into_iter()
            .map(|line| LineView {
                class: match line.by {
                    By::Relation(_) => "stated",
                    By::Citation => "cited",
                },
                has_arrow: line.head == layout::Head::Arrow,
                path: line.path,
            })
            .collect(),
        levels: levels.into_iter().map(|(_, view)| view).collect(),
    })
}

/// What a row rests on: "triển khai A, B", "viện dẫn C và 5 văn bản khác".
fn bonds(room: &Room, family: &Family, row: usize) -> Vec<String> {
    let mut bases: Vec<(By, Who)> = Vec::new();
    for bond in family.bonds.iter().filter(|bond| bond.resting == row) {
        bases.push((bond.by, family.members[bond.basis].who));
    }
    bases.sort_by_key(|(by, who)| (*by, matches!(who, Who::More(..))));
    let of_one = |bases: &[(By, Who)]| {
        let mut words = match bases[0].0 {
            By::Relation(kind) => room.word(&format!("relation_{}_forward", kind.name().replace('-', "_"))).to_owned(),
            By::Citation => room.word("lineage_cites").to_owned(),
        };
        for (index, (_, who)) in bases.iter().enumerate() {
            words += if index > 0 && matches!(who, Who::One(_)) { ", " } else { " " };
            words += &names(room, *who).0;
        }
        words
    };
    bases.chunk_by(|a, b| a.0 == b.0).map(of_one).collect()
}

fn level_name(room: &Room, level: Level) -> String {
    room.word(&format!("level_{}", level.name())).to_owned()
}

/// What a member is called, and where it comes from.
fn names(room: &Room, who: Who) -> (String, String) {
    let site = &room.site;
    match who {
        Who::One(target) => (site.target_label(target), origin(site, target)),
        Who::More(count, sort) => {
            let key = match sort {
                Sort::Plans => "lineage_more_plans",
                Sort::Mixed => "lineage_more",
            };
            (room.word(key).replace("{n}", &count.to_string()), String::new())
        }
    }
}

fn origin(site: &Site, target: Target) -> String {
    let (issuer, issued) = match target {
        Target::Plan(plan) => (site.issuer_of(plan).short.as_str(), Some(site.plans[plan as usize].issued.short())),
        Target::Document(document) => (
            site.document_issuers[document as usize].map_or("", |agency| site.agency_name(agency)),
            site.documents[document as usize].issued.map(date::short),
        ),
    };
    match issued {
        Some(issued) => format!("{issued} · {issuer}"),
        None => issuer.to_owned(),
    }
}
