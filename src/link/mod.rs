//! Link: rules that need every file; names become the things they name, and each thing learns who names it.

mod agencies;
mod agendas;
mod backlinks;
mod citations;
mod shelves;
mod unknown;

use crate::{
    model::{
        agency::{AgencyId, Issuer, Level, Unit},
        citation::Mention,
        deadline::{Due, Kind},
        document::{Document, RelationKind},
        plan::Plan,
        site::{Config, Page},
        task::State,
        text::Target,
    },
    parse::Drafts,
    problem::{Problem, Problems, nearest},
    read::{Commit, History, Original, Sources},
    span::Place,
    vietnamese::same_name,
};
use jiff::{ToSpan, civil::Date};
use rayon::prelude::*;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

pub use agendas::AgencyYear;
pub use backlinks::{Backlinks, Cited};
pub use shelves::{By, Shelf};
pub use unknown::{Subject, Unknown};

/// Everything that is published, each name resolved.
#[derive(Debug)]
pub struct Site {
    pub config: Config,
    /// In order of file names.
    pub issuers: Vec<Issuer>,
    /// In order of file names.
    pub documents: Vec<Document>,
    /// Newest first.
    pub plans: Vec<Plan>,
    /// Position of each plan's issuer.
    pub plan_issuers: Vec<u32>,
    pub pages: Vec<Page>,
    /// Who cites a document or a plan, in order of the plans.
    pub cited: BTreeMap<Target, Vec<Passage>>,
    pub backlinks: Backlinks,
    /// What plans cite and no file of content is about, what is cited most first.
    pub unknown: Vec<Unknown>,
    /// The lists of documents.
    pub shelves: Vec<Shelf>,
    /// What a document or plan states of others, and what others state of it.
    pub relations: BTreeMap<Target, Vec<Related>>,
    /// Every issuer, each followed by its units.
    pub agencies: Vec<AgencyId>,
    /// The tasks of each agency.
    pub roles: BTreeMap<AgencyId, Roles>,
    /// Every task and report with a deadline, in order of the plans.
    pub entries: Vec<Entry>,
    /// Entries by the month they are due in, in order of days: of the whole site and of each issuer.
    pub months: BTreeMap<Month, Vec<u32>>,
    /// What each agency has to do in each year, in order of agencies and years.
    pub agency_years: Vec<AgencyYear>,
    /// Entries without a day, of the whole site and of each issuer.
    pub undated: BTreeMap<Option<u32>, Vec<u32>>,
    /// Issuer of each document, where the registry has it.
    pub document_issuers: Vec<Option<AgencyId>>,
    pub versions: Versions,
    pub originals: BTreeMap<String, Original>,
    /// Other files of plan folders by their path in the site.
    pub attachments: BTreeMap<String, Arc<[u8]>>,
}

impl Site {
    /// A site without content.
    pub fn empty(config: Config) -> Self {
        Self {
            config,
            issuers: Vec::new(),
            documents: Vec::new(),
            plans: Vec::new(),
            plan_issuers: Vec::new(),
            pages: Vec::new(),
            cited: BTreeMap::new(),
            backlinks: Backlinks::default(),
            unknown: Vec::new(),
            shelves: Vec::new(),
            relations: BTreeMap::new(),
            agencies: Vec::new(),
            roles: BTreeMap::new(),
            entries: Vec::new(),
            months: BTreeMap::new(),
            agency_years: Vec::new(),
            undated: BTreeMap::new(),
            document_issuers: Vec::new(),
            versions: Versions::Unknown,
            originals: BTreeMap::new(),
            attachments: BTreeMap::new(),
        }
    }
}

/// A text of a plan that cites something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage {
    pub plan: u32,
    /// Position in [`Plan::passages`].
    pub passage: u32,
    /// Position of the mention in the text's citations.
    pub cite: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Related {
    pub direction: Direction,
    pub kind: RelationKind,
    pub other: Target,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// This one states it: "triển khai".
    Forward,
    /// The other states it: "được triển khai bởi".
    Backward,
}

/// Tasks that an agency leads and supports; each by plan and position in [`Plan::tasks`].
#[derive(Debug, Default)]
pub struct Roles {
    pub leads: Vec<TaskRef>,
    pub supports: Vec<TaskRef>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TaskRef {
    pub plan: u32,
    pub task: u32,
}

/// Something with a deadline.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    pub plan: u32,
    pub item: Item,
    pub kind: Kind,
    pub start: Option<Date>,
    /// The day it is due.
    pub end: Option<Date>,
    pub rhythm: Rhythm,
    pub progress: Progress,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rhythm {
    Once,
    /// One time of several: it comes again, so it is never overdue.
    Again,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    Open,
    /// The task's result says that nothing is due any more.
    Closed,
}

/// A month of the calendar of the site, or of one issuer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    pub issuer: Option<u32>,
    pub year: i16,
    pub month: i8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// Position in [`Plan::tasks`].
    Task(u32),
    /// Position in [`Plan::reports`].
    Report(u32),
}

/// What is known of the versions of the plans.
#[derive(Debug)]
pub enum Versions {
    Unknown,
    NoRepository,
    Known { commits: Vec<Vec<Commit>>, uncommitted: BTreeSet<u32>, shallow: bool },
}

impl Site {
    pub fn issuer_of(&self, plan: u32) -> &Issuer {
        &self.issuers[self.plan_issuers[plan as usize] as usize]
    }

    pub fn agency_name(&self, agency: AgencyId) -> &str {
        let issuer = &self.issuers[agency.issuer as usize];
        agency.unit.map_or(&issuer.short, |unit| &issuer.units[unit as usize].name)
    }

    /// From the root of the site, with a slash at the end.
    pub fn agency_address(&self, agency: AgencyId) -> String {
        let issuer = &self.issuers[agency.issuer as usize];
        match agency.unit {
            Some(unit) => format!("co-quan/{}/{}/", issuer.slug, issuer.units[unit as usize].id),
            None => format!("co-quan/{}/", issuer.slug),
        }
    }

    pub fn target_address(&self, target: Target) -> String {
        match target {
            Target::Document(document) => format!("van-ban/{}/", self.documents[document as usize].slug),
            Target::Plan(plan) => self.plans[plan as usize].address(),
        }
    }

    /// "Nghị quyết 268/NQ-CP".
    pub fn target_label(&self, target: Target) -> String {
        match target {
            Target::Document(document) => self.documents[document as usize].label(),
            Target::Plan(plan) => self.plans[plan as usize].label(),
        }
    }
}

/// Links the drafts. The site is `None` when an issuer of a plan is unknown or `site.yaml` is missing; what else is
/// wrong is found all the same.
pub fn site(mut drafts: Drafts, sources: &Sources, problems: &mut Problems) -> Option<Site> {
    let plan_order = |plan: &Plan| (std::cmp::Reverse(plan.issued.bounds().1), plan.key());
    drafts.plans.sort_by_cached_key(plan_order);
    same_addresses(&drafts.plans, sources, problems);
    originals_exist(&drafts.plans, sources, problems);
    let names = agencies::Names::of(&drafts.issuers, problems);
    let known_issuers: Vec<Option<u32>> = drafts.plans.iter().map(|plan| names.issuer(&plan.issuer)).collect();
    for (plan, _) in drafts.plans.iter().zip(&known_issuers).filter(|(_, issuer)| issuer.is_none()) {
        let nearest = nearest(&plan.issuer, drafts.issuers.iter().map(|issuer| issuer.slug.as_str()));
        let problem = Problem::UnknownIssuer { written: plan.issuer.clone(), nearest };
        problems.add(Place::key(plan.file, "issuer"), problem);
    }
    let document_issuers = document_issuers(&drafts, &names, problems);
    let registry = citations::Registry::of(
        &drafts.issuers,
        &drafts.documents,
        &document_issuers,
        &drafts.plans,
        &known_issuers,
        problems,
    );
    let linked: Vec<(Linked, Problems)> = drafts
        .plans
        .par_iter_mut()
        .enumerate()
        .map(|(index, plan)| {
            let mut problems = Problems::default();
            let mentions = citations::link(index as u32, plan, known_issuers[index], &names, &registry, &mut problems);
            let roles = match known_issuers[index] {
                Some(issuer) => agencies::link(plan, issuer, &names, &drafts.issuers, &mut problems),
                None => Vec::new(),
            };
            let tasks = backlinks::tasks(plan, &mentions.found);
            (Linked { mentions, tasks, roles }, problems)
        })
        .collect();
    let relations = relations(&drafts, problems);
    let mut linked_plans = Vec::with_capacity(linked.len());
    for (linked, found) in linked {
        problems.append(found);
        linked_plans.push(linked);
    }
    let config = drafts.config.take()?;
    let plan_issuers: Vec<u32> = known_issuers.into_iter().collect::<Option<_>>()?;
    let entries = entries(&drafts.plans);
    let shelves = shelves::of(&drafts.documents, &document_issuers, &drafts.issuers);
    let mut strays = Vec::new();
    let mut site = Site {
        config,
        months: months(&entries, &plan_issuers),
        undated: agendas::undated(&entries, &plan_issuers),
        agency_years: Vec::new(),
        entries,
        versions: versions(&sources.history, &drafts.plans),
        attachments: attachments(&drafts.plans, sources),
        originals: sources.originals.clone(),
        agencies: all_agencies(&drafts.issuers),
        issuers: drafts.issuers,
        documents: drafts.documents,
        plans: drafts.plans,
        plan_issuers,
        pages: drafts.pages,
        cited: BTreeMap::new(),
        backlinks: Backlinks::default(),
        unknown: Vec::new(),
        shelves,
        relations,
        roles: BTreeMap::new(),
        document_issuers,
    };
    for (plan, linked) in linked_plans.into_iter().enumerate() {
        let plan = plan as u32;
        site.backlinks.push(&linked.mentions.found, &linked.tasks);
        strays.extend(linked.mentions.strays);
        for (target, passage) in linked.mentions.found {
            site.cited.entry(target).or_default().push(passage);
        }
        for (agency, role, task) in linked.roles {
            let roles = site.roles.entry(agency).or_default();
            let list = match role {
                agencies::Role::Lead => &mut roles.leads,
                agencies::Role::Support => &mut roles.supports,
            };
            let task = TaskRef { plan, task };
            if list.last() != Some(&task) {
                list.push(task);
            }
        }
    }
    site.unknown = unknown::documents(strays);
    site.agency_years = agendas::agency_years(&site.entries, &site.roles);
    Some(site)
}

/// The documents and plans of a content folder, to look citations of any text up in.
pub struct Library {
    drafts: Drafts,
    names: agencies::Names,
    registry: citations::Registry,
}

impl Library {
    /// Content with errors still has documents; what is wrong with it is not said here.
    pub fn of(drafts: Drafts) -> Self {
        let mut problems = Problems::default();
        let names = agencies::Names::of(&drafts.issuers, &mut problems);
        let issuers: Vec<Option<u32>> = drafts.plans.iter().map(|plan| names.issuer(&plan.issuer)).collect();
        let document_issuers = document_issuers(&drafts, &names, &mut problems);
        let Drafts { issuers: agencies, documents, plans, .. } = &drafts;
        let registry = citations::Registry::of(agencies, documents, &document_issuers, plans, &issuers, &mut problems);
        Self { drafts, names, registry }
    }

    /// How content names the agency of a name: `trung-uong/chinh-phu`; none where several have it and none is central.
    pub fn agency_path(&self, name: &str) -> Option<String> {
        let name = same_name(name);
        let issuers = &self.drafts.issuers;
        let paths = |issuer: &Issuer| {
            let own = issuer.names().any(|known| same_name(known) == name);
            let is_named = |unit: &&Unit| unit.names().any(|known| same_name(known) == name);
            let units = issuer.units.iter().filter(is_named).map(|unit| format!("{}/{}", issuer.slug, unit.id));
            own.then(|| issuer.slug.clone()).into_iter().chain(units).collect::<Vec<_>>()
        };
        let central = issuers.iter().filter(|issuer| issuer.level == Level::Central).flat_map(paths).next();
        let mut all = issuers.iter().flat_map(paths);
        central.or_else(|| all.next().filter(|_| all.next().is_none()))
    }

    /// What each mention of a text leads to, from the root of the site; as for a plan of no known issuer.
    pub fn addresses(&self, mentions: &[Mention]) -> Vec<Option<String>> {
        let found = citations::resolve(mentions.iter().map(|mention| &mention.citation), &self.names, &self.registry);
        let address = |target| match target {
            Target::Document(document) => format!("van-ban/{}/", self.drafts.documents[document as usize].slug),
            Target::Plan(plan) => self.drafts.plans[plan as usize].address(),
        };
        found.into_iter().map(|target| target.map(address)).collect()
    }
}

fn all_agencies(issuers: &[Issuer]) -> Vec<AgencyId> {
    let mut agencies = Vec::new();
    for (issuer, content) in (0u32..).zip(issuers) {
        agencies.push(AgencyId { issuer, unit: None });
        agencies.extend((0u32..).zip(&content.units).map(|(unit, _)| AgencyId { issuer, unit: Some(unit) }));
    }
    agencies
}

/// What one plan says of others.
struct Linked {
    mentions: citations::Mentions,
    /// What its tasks cite.
    tasks: Vec<(Target, u32)>,
    roles: Vec<(AgencyId, agencies::Role, u32)>,
}

fn same_addresses(plans: &[Plan], sources: &Sources, problems: &mut Problems) {
    let mut seen: BTreeMap<String, &Plan> = BTreeMap::new();
    for plan in plans {
        if let Some(other) = seen.insert(plan.address(), plan) {
            let key = if plan.number.is_some() { "number" } else { "kind" };
            let other = sources.files[other.file.0 as usize].path.clone();
            problems.add(Place::key(plan.file, key), Problem::SameAddress { address: plan.address(), other });
        }
    }
}

fn originals_exist(plans: &[Plan], sources: &Sources, problems: &mut Problems) {
    for plan in plans {
        if !plan.source.file.is_empty() && !sources.originals.contains_key(&plan.source.file) {
            let problem = Problem::UnknownSource { file: plan.source.file.clone() };
            problems.add(Place::key(plan.file, "source.file"), problem);
        }
    }
}

fn document_issuers(drafts: &Drafts, names: &agencies::Names, problems: &mut Problems) -> Vec<Option<AgencyId>> {
    drafts
        .documents
        .iter()
        .map(|document| {
            let agency = names.by_path(&document.issuer, &drafts.issuers);
            if agency.is_none() {
                let problem = Problem::UnknownAgency { written: document.issuer.clone() };
                problems.add(Place::key(document.file, "issuer"), problem);
            }
            agency
        })
        .collect()
}

fn relations(drafts: &Drafts, problems: &mut Problems) -> BTreeMap<Target, Vec<Related>> {
    let mut targets: BTreeMap<String, Target> = BTreeMap::new();
    for (index, document) in drafts.documents.iter().enumerate() {
        targets.insert(document.slug.clone(), Target::Document(index as u32));
    }
    for (index, plan) in drafts.plans.iter().enumerate() {
        targets.insert(plan.key(), Target::Plan(index as u32));
    }
    let documents = drafts.documents.iter().enumerate();
    let plans = drafts.plans.iter().enumerate();
    let stated = documents
        .map(|(index, document)| (Target::Document(index as u32), document.file, &document.relations))
        .chain(plans.map(|(index, plan)| (Target::Plan(index as u32), plan.file, &plan.relations)));
    let mut relations: BTreeMap<Target, Vec<Related>> = BTreeMap::new();
    for (target, file, stated) in stated {
        for (index, relation) in stated.iter().enumerate() {
            let Some(other) = targets.get(&relation.document) else {
                let nearest = nearest(&relation.document, targets.keys().map(String::as_str));
                let problem = Problem::UnknownDocument { written: relation.document.clone(), nearest };
                problems.add(Place::key(file, format!("relations[{index}].document")), problem);
                continue;
            };
            let changes = |kind| matches!(kind, RelationKind::Amends | RelationKind::Replaces);
            let is_answered = relations.get(&target).is_some_and(|known| {
                let answers = |known: &Related| known.direction == Direction::Backward && changes(known.kind);
                known.iter().any(|known| answers(known) && known.other == *other)
            });
            if *other == target || (changes(relation.kind) && is_answered) {
                let problem = Problem::RelationCycle { document: relation.document.clone() };
                problems.add(Place::key(file, format!("relations[{index}].document")), problem);
                continue;
            }
            let forward = Related { direction: Direction::Forward, kind: relation.kind, other: *other };
            let backward = Related { direction: Direction::Backward, kind: relation.kind, other: target };
            relations.entry(target).or_default().push(forward);
            relations.entry(*other).or_default().push(backward);
        }
    }
    relations.values_mut().for_each(|list| list.sort());
    relations
}

/// Longest list of days that one recurring deadline puts into calendars.
const OCCURRENCES: usize = 400;

fn entries(plans: &[Plan]) -> Vec<Entry> {
    let mut entries = Vec::new();
    for (plan, content) in plans.iter().enumerate() {
        let plan = plan as u32;
        let tasks = content.tasks().enumerate().filter(|(_, task)| task.is_leaf());
        let tasks = tasks.map(|(index, task)| (Item::Task(index as u32), &task.deadline, task.status.as_ref()));
        let reports = content.reports.iter().enumerate();
        let reports = reports.map(|(index, report)| (Item::Report(index as u32), &report.deadline, None));
        for (item, deadline, status) in tasks.chain(reports) {
            // What is stopped comes no more; what is done is done up to that day.
            let closed = status.filter(|status| status.state.is_end());
            let is_past = |day: Date| closed.is_some_and(|status| status.state == State::Stopped || day <= status.on);
            let progress = |closed: bool| if closed { Progress::Closed } else { Progress::Open };
            for (_, due) in deadline.parts() {
                let (kind, start, end) = (due.kind, due.start, due.own_end());
                let (rhythm, progress_of_own) = (Rhythm::Once, progress(closed.is_some()));
                let own = Entry { plan, item, kind, start, end, rhythm, progress: progress_of_own };
                let days = occurrences(content, due);
                if end.is_some() || days.is_empty() {
                    entries.push(own);
                }
                entries.extend(days.into_iter().map(|day| {
                    let progress = progress(is_past(day));
                    Entry { start: None, end: Some(day), rhythm: Rhythm::Again, progress, ..own }
                }));
            }
        }
    }
    entries
}

/// The days of a recurring deadline within the plan's time: from its issue to the end of its period, or of the year
/// it was issued in.
pub(crate) fn occurrences(plan: &Plan, due: &Due) -> Vec<Date> {
    let (from, to) = plan.time();
    let (start, end) = due.span();
    let (from, to) = (start.map_or(from, |start| start.max(from)), end.unwrap_or(to));
    let days_to = |to: Date| {
        let rules = due.rules.iter().filter(|rule| rule.names_days());
        let mut days: Vec<Date> = rules.flat_map(|rule| rule.dates(from, to, from)).collect();
        days.sort_unstable();
        days.dedup();
        days
    };
    let mut days = days_to(to);
    if days.is_empty() {
        // A yearly duty whose day of the year of issue is past begins with the next.
        let year = from.checked_add(1.year()).unwrap_or(to);
        days = days_to(end.map_or(year, |end| end.min(year)));
        days.truncate(1);
    }
    days.truncate(OCCURRENCES);
    days
}

fn months(entries: &[Entry], plan_issuers: &[u32]) -> BTreeMap<Month, Vec<u32>> {
    let mut months: BTreeMap<Month, Vec<u32>> = BTreeMap::new();
    for (index, entry) in (0u32..).zip(entries) {
        let Some(end) = entry.end else { continue };
        for issuer in [None, Some(plan_issuers[entry.plan as usize])] {
            months.entry(Month { issuer, year: end.year(), month: end.month() }).or_default().push(index);
        }
    }
    months.values_mut().for_each(|list| list.sort_by_key(|index| (entries[*index as usize].end, *index)));
    months
}

fn versions(history: &History, plans: &[Plan]) -> Versions {
    match history {
        History::NotRead => Versions::Unknown,
        History::NoRepository => Versions::NoRepository,
        History::Read { plans: commits, uncommitted, depth } => Versions::Known {
            commits: plans.iter().map(|plan| commits.get(&plan.key()).cloned().unwrap_or_default()).collect(),
            uncommitted: (0u32..)
                .zip(plans)
                .filter(|(_, plan)| uncommitted.contains(&plan.key()))
                .map(|(i, _)| i)
                .collect(),
            shallow: *depth == crate::read::Depth::Shallow,
        },
    }
}

/// `plans/<issuer>/<folder>/x.pdf` → `<address of the plan>/x.pdf`.
fn attachments(plans: &[Plan], sources: &Sources) -> BTreeMap<String, Arc<[u8]>> {
    let addresses: BTreeMap<String, String> = plans.iter().map(|plan| (plan.key(), plan.address())).collect();
    let mut attachments = BTreeMap::new();
    for (path, bytes) in &sources.attachments {
        let mut parts = path.splitn(4, '/').skip(1);
        if let (Some(issuer), Some(folder), Some(name)) = (parts.next(), parts.next(), parts.next())
            && let Some(address) = addresses.get(&format!("{issuer}/{folder}"))
        {
            attachments.insert(format!("{address}{name}"), bytes.clone());
        }
    }
    attachments
}
