//! Names of agencies → agencies: within the plan's issuer first, then in the issuers above it.

use crate::{
    model::{
        agency::{AgencyId, Issuer, Level},
        plan::Plan,
        task::Task,
        text::Party,
    },
    problem::{Problem, Problems, nearest},
    span::{FileId, Place},
    vietnamese::same_name,
};
use std::collections::{BTreeMap, HashMap};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Lead,
    Support,
}

/// Every name of every agency.
pub struct Names {
    issuers: BTreeMap<String, u32>,
    /// By issuer: names of the issuer and its units, and the issuer above.
    known: Vec<(HashMap<String, AgencyId>, Option<u32>)>,
    /// Names that mean one agency wherever they stand: the full and short names of the issuers, and all those of
    /// central bodies. A name that two issuers have is none of them.
    full: HashMap<String, AgencyId>,
    /// By issuer: whether it stands above all.
    is_central: Vec<bool>,
}

impl Names {
    pub fn of(issuers: &[Issuer], problems: &mut Problems) -> Self {
        let positions: BTreeMap<String, u32> = issuers.iter().map(|issuer| issuer.slug.clone()).zip(0..).collect();
        let mut known = Vec::with_capacity(issuers.len());
        for (position, issuer) in (0u32..).zip(issuers) {
            let mut names = HashMap::new();
            for name in issuer.names() {
                names.insert(same_name(name), AgencyId { issuer: position, unit: None });
            }
            for (unit, content) in (0u32..).zip(&issuer.units) {
                let agency = AgencyId { issuer: position, unit: Some(unit) };
                for name in content.names() {
                    if names.insert(same_name(name), agency).is_some_and(|other| other != agency) {
                        let place = Place::key(issuer.file, format!("units[{unit}]"));
                        problems.add(place, Problem::SameName { name: name.to_owned() });
                    }
                }
            }
            let parent = issuer.parent.as_ref().and_then(|slug| {
                let parent = positions.get(slug).copied().filter(|parent| *parent != position);
                if parent.is_none() {
                    let nearest = nearest(slug, positions.keys().map(String::as_str));
                    let problem = Problem::UnknownIssuer { written: slug.clone(), nearest };
                    problems.add(Place::key(issuer.file, "parent"), problem);
                }
                parent
            });
            known.push((names, parent));
        }
        let is_central: Vec<bool> = issuers.iter().map(|issuer| issuer.level == Level::Central).collect();
        let mut full: HashMap<String, Option<AgencyId>> = HashMap::new();
        let mut mean = |name: &str, agency| {
            let meant = full.entry(same_name(name)).or_insert(Some(agency));
            *meant = meant.filter(|other| *other == agency);
        };
        for (position, issuer) in (0u32..).zip(issuers) {
            for name in [&issuer.name, &issuer.short] {
                mean(name, AgencyId { issuer: position, unit: None });
            }
            for (unit, content) in (0u32..).zip(&issuer.units).filter(|_| issuer.level == Level::Central) {
                content.names().for_each(|name| mean(name, AgencyId { issuer: position, unit: Some(unit) }));
            }
        }
        let full = full.into_iter().filter_map(|(name, agency)| Some((name, agency?))).collect();
        let names = Self { issuers: positions, known, full, is_central };
        for (_, issuer) in (0u32..).zip(issuers).filter(|(position, _)| names.is_above_itself(*position)) {
            problems.add(Place::key(issuer.file, "parent"), Problem::ParentCycle { name: issuer.slug.clone() });
        }
        names
    }

    fn is_above_itself(&self, issuer: u32) -> bool {
        let mut above = self.known[issuer as usize].1;
        for _ in 0..self.known.len() {
            match above {
                Some(level) if level == issuer => return true,
                Some(level) => above = self.known[level as usize].1,
                None => return false,
            }
        }
        false
    }

    pub fn issuer(&self, slug: &str) -> Option<u32> {
        self.issuers.get(slug).copied()
    }

    /// `trung-uong/chinh-phu` or `ubnd-xa-hai-hung`.
    pub fn by_path(&self, path: &str, issuers: &[Issuer]) -> Option<AgencyId> {
        let (slug, unit) = path.split_once('/').map_or((path, None), |(slug, unit)| (slug, Some(unit)));
        let issuer = self.issuer(slug)?;
        let unit = match unit {
            Some(id) => {
                let position = issuers[issuer as usize].units.iter().position(|unit| unit.id == id)?;
                Some(position as u32)
            }
            None => None,
        };
        Some(AgencyId { issuer, unit })
    }

    /// "UBND xã Hải Hưng", "Chính phủ", whoever says it.
    pub fn of_full_name(&self, name: &str) -> Option<AgencyId> {
        self.full.get(&same_name(name)).copied()
    }

    pub fn resolve(&self, issuer: u32, name: &str) -> Option<AgencyId> {
        let name = same_name(&name.replace("[?]", ""));
        let mut level = Some(issuer);
        // A cycle of parents cannot be longer than the list.
        for _ in 0..=self.known.len() {
            let (names, parent) = &self.known[level? as usize];
            if let Some(agency) = names.get(&name) {
                return Some(*agency);
            }
            level = *parent;
        }
        None
    }

    /// Whether words that are no known name can be read as that of an agency: they are one but for abbreviations, the
    /// head's title, the term of office and the place; or they say less, "UBND thành phố", where no other can be meant
    /// in the text of an issuer.
    pub fn may_mean(&self, from: Option<u32>, written: &str, agency: AgencyId) -> bool {
        let written = spelled_out(written);
        let headless = HEADS.iter().find_map(|head| written.strip_prefix(head)).unwrap_or(&written);
        let above = self.and_above(agency.issuer);
        let places: Vec<String> =
            above.iter().flat_map(|issuer| self.names_of(AgencyId { issuer: *issuer, unit: None })).collect();
        let is_near =
            self.is_central[agency.issuer as usize] || from.is_none_or(|from| self.is_at_or_above(agency.issuer, from));
        let may_be = |written: &str, name: &str| match (written.strip_prefix(name), name.strip_prefix(written)) {
            (Some(""), _) => true,
            (Some(more), _) => {
                let is_place = || places.iter().any(|place| place.ends_with(more.trim_start_matches(',')));
                more.starts_with(" khóa ") || more.starts_with(" khoá ") || (more.starts_with([' ', ',']) && is_place())
            }
            (None, Some(more)) => is_near && more.starts_with(' '),
            (None, None) => false,
        };
        self.names_of(agency).iter().any(|name| may_be(&written, name) || may_be(headless, name))
    }

    fn names_of(&self, agency: AgencyId) -> Vec<String> {
        let names = self.known[agency.issuer as usize].0.iter().filter(|(_, known)| **known == agency);
        names.map(|(name, _)| spelled_out(name)).collect()
    }

    /// Whether an issuer is another or stands above it.
    pub fn is_at_or_above(&self, above: u32, issuer: u32) -> bool {
        self.and_above(issuer).contains(&above)
    }

    /// An issuer and those above it, nearest first.
    fn and_above(&self, issuer: u32) -> Vec<u32> {
        let mut levels = vec![issuer];
        while let Some(parent) = levels.last().and_then(|level| self.known[*level as usize].1)
            && !levels.contains(&parent)
        {
            levels.push(parent);
        }
        levels
    }

    fn nearest(&self, issuer: u32, name: &str, issuers: &[Issuer]) -> Option<String> {
        let own = issuers[issuer as usize].units.iter().map(|unit| unit.name.as_str());
        nearest(name, own)
    }
}

/// Titles before the name of an agency whose head signs.
const HEADS: [&str; 5] = ["chủ tịch ", "phó chủ tịch ", "bộ trưởng ", "giám đốc ", "trưởng ban "];

/// A name for comparing, its usual abbreviations written out: "UBND TP. Hải Phòng".
fn spelled_out(name: &str) -> String {
    let name = same_name(&name.replace("[?]", ""));
    let words = name.split(' ').map(|word| match word {
        "ubnd" => "ủy ban nhân dân",
        "uỷ" => "ủy",
        "hđnd" => "hội đồng nhân dân",
        "tp" | "tp." => "thành phố",
        "bch" => "ban chấp hành",
        "btv" => "ban thường vụ",
        "bcđ" => "ban chỉ đạo",
        _ => word,
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Finds the agencies of every task and target of a plan.
pub fn link(
    plan: &mut Plan,
    issuer: u32,
    names: &Names,
    issuers: &[Issuer],
    problems: &mut Problems,
) -> Vec<(AgencyId, Role, u32)> {
    let mut linker = Linker { file: plan.file, issuer, names, issuers, problems, roles: Vec::new(), tasks: 0 };
    for (index, section) in plan.sections.iter_mut().enumerate() {
        linker.tasks(&mut section.tasks, &format!("tasks[{index}]"));
    }
    for (index, group) in plan.targets.iter_mut().enumerate() {
        for (row, target) in group.targets.iter_mut().enumerate() {
            let path = format!("targets[{index}].rows[{row}]");
            linker.parties(&mut target.lead, &path, "lead");
            linker.parties(&mut target.support, &path, "support");
        }
    }
    linker.roles
}

struct Linker<'l> {
    file: FileId,
    issuer: u32,
    names: &'l Names,
    issuers: &'l [Issuer],
    problems: &'l mut Problems,
    roles: Vec<(AgencyId, Role, u32)>,
    /// Tasks seen so far, parents before their rows.
    tasks: u32,
}

impl Linker<'_> {
    fn tasks(&mut self, tasks: &mut [Task], path: &str) {
        for (index, task) in tasks.iter_mut().enumerate() {
            let path = format!("{path}.rows[{index}]");
            let position = self.tasks;
            self.tasks += 1;
            for (role, parties, key) in
                [(Role::Lead, &mut task.lead, "lead"), (Role::Support, &mut task.support, "support")]
            {
                self.parties(parties, &path, key);
                let agencies = parties.iter().filter_map(|party| party.agency);
                self.roles.extend(agencies.map(|agency| (agency, role, position)));
            }
            self.tasks(&mut task.rows, &path);
        }
    }

    fn parties(&mut self, parties: &mut [Party], path: &str, key: &str) {
        for (index, party) in parties.iter_mut().enumerate() {
            party.agency = self.names.resolve(self.issuer, &party.name.plain);
            if party.agency.is_none() && party.name.marks() == 0 {
                let name = party.name.plain.clone();
                let nearest = self.names.nearest(self.issuer, &name, self.issuers);
                let place = Place::key(self.file, format!("{path}.{key}[{index}]"));
                self.problems.add(place, Problem::AgencyUnknown { name, nearest });
            }
        }
    }
}
