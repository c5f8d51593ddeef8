//! The page of a plan: header, outline, running text, tasks, targets, report duties, versions.

use super::{
    Files, Head, Part, Room,
    document::citing::{self, CitingView},
    home::Counted,
    html::Writer,
    legislation,
    lineage::{self, LineageView},
    links, root_of,
    task_table::{self, SectionView},
    timeline,
};
use crate::{
    compare::compare,
    lang::Lang,
    link::{Cited, Direction, Related, Site, Versions},
    model::{
        date::{self, Issued, padded_month},
        plan::{Block, Placement, Plan, SourceForm, Transcription},
        task::Form,
        text::{Target, Text},
    },
    problem::Problem,
    read::Original,
};
use serde::Serialize;

pub(crate) fn files(room: &Room, files: &mut Files) {
    let site = &room.site;
    for (index, plan) in site.plans.iter().enumerate() {
        files.page(&plan.address(), page, index);
    }
    for (index, path) in site.attachments.keys().enumerate() {
        files.add(path, attachment, index);
    }
}

fn attachment(room: &Room, index: u32) -> Result<Vec<u8>, Problem> {
    Ok(room.site.attachments.values().nth(index as usize).map(|bytes| bytes.to_vec()).unwrap_or_default())
}

#[derive(Serialize)]
struct PlanView {
    kind: String,
    /// None in a draft.
    number: Option<String>,
    issuer: String,
    issuer_short: String,
    issuer_href: String,
    issuer_plans: String,
    /// "Hưng Đạo, ngày 13 tháng 10 năm 2025"
    place_date: String,
    issued: String,
    iso: String,
    period: Option<String>,
    summary: String,
    enacted_by: Option<String>,
    basis: Vec<String>,
    outline: Vec<Outlined>,
    parts: Vec<PartView>,
    summaries: Vec<SectionView>,
    reports: Vec<ReportView>,
    recipients: Vec<String>,
    signature: SignatureView,
    source: SourceView,
    partial: bool,
    /// Places marked as lost, uncertain or illegible.
    marks: usize,
    task_count: usize,
    target_count: usize,
    relations: Vec<RelationView>,
    more_relations: usize,
    cites: Vec<Counted>,
    citing: Vec<CitingView>,
    pager: Vec<Counted>,
    lineage: Option<LineageView>,
    json_ld: String,
    versions: VersionsView,
    timeline: Option<timeline::Picture>,
}

#[derive(Serialize)]
struct Outlined {
    level: u8,
    anchor: String,
    text: String,
}

/// Part of the running text, or what stands in it.
#[derive(Serialize)]
#[serde(tag = "is", rename_all = "snake_case")]
enum PartView {
    Text { html: String },
    TaskList { sections: Vec<SectionView> },
    TaskTable { sections: Vec<SectionView> },
    TargetTable { groups: Vec<TargetGroupView> },
    Signature,
}

#[derive(Serialize)]
struct TargetGroupView {
    title: Option<String>,
    rows: Vec<TargetView>,
}

#[derive(Serialize)]
struct TargetView {
    anchor: String,
    no: String,
    text: String,
    measures: Vec<String>,
    by: Option<i16>,
    supervisor: String,
    lead: String,
    support: String,
}

#[derive(Serialize)]
struct ReportView {
    anchor: String,
    text: String,
    to: Option<String>,
    deadline: String,
}

#[derive(Serialize)]
struct SignatureView {
    authority: Option<String>,
    title: Option<String>,
    name: Option<String>,
}

#[derive(Serialize)]
struct SourceView {
    file: String,
    href: Option<String>,
    sha256: Option<String>,
    scan: bool,
    /// The day of the comparison.
    compared: Option<String>,
    /// How much of the source's letters and digits the copy has: "99,6".
    share: Option<String>,
    note: Option<String>,
}

/// "triển khai", and what.
#[derive(Serialize)]
pub(crate) struct RelationView {
    pub relation: String,
    pub href: String,
    pub label: String,
    pub title: String,
}

#[derive(Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
enum VersionsView {
    Unknown,
    NoRepository,
    None,
    Known { commits: Vec<CommitView>, changed: bool, shallow: bool },
}

#[derive(Serialize)]
struct CommitView {
    day: String,
    iso: String,
    id: String,
    subject: String,
}

fn page(room: &Room, index: u32) -> Result<Vec<u8>, Problem> {
    let site = &room.site;
    let plan = &site.plans[index as usize];
    let address = plan.address();
    let root = root_of(&address);
    let writer = room.writer(&root, "");
    let issuer = site.issuer_of(index);
    let number = plan.number.as_ref().map(ToString::to_string);
    let view = PlanView {
        kind: plan.kind.clone(),
        issuer: issuer.name.clone(),
        issuer_short: issuer.short.clone(),
        issuer_href: format!("{root}co-quan/{}/index.html", issuer.slug),
        issuer_plans: format!("{root}ke-hoach/{}/index.html", issuer.slug),
        place_date: place_date(plan),
        issued: plan.issued.short(),
        iso: plan.issued.iso(),
        period: plan.period.map(|period| match period.first == period.last {
            true => period.first.to_string(),
            false => format!("{}–{}", period.first, period.last),
        }),
        summary: writer.text(&plan.summary),
        enacted_by: plan.enacted_by.clone(),
        basis: plan.basis.iter().map(|text| writer.text(text)).collect(),
        outline: outline(plan),
        parts: parts(room, plan, &writer, &root),
        summaries: task_table::sections(room, plan, &root, Form::Summary),
        reports: reports(plan, &writer),
        recipients: plan.recipients.iter().map(|text| writer.text(text)).collect(),
        signature: SignatureView {
            authority: plan.signature.authority.clone(),
            title: plan.signature.title.clone(),
            name: plan.signature.name.clone(),
        },
        source: source(room, plan, &issuer.name, &writer),
        partial: plan.transcription == Transcription::Partial,
        marks: marks(plan),
        task_count: plan.tasks().filter(|task| task.is_leaf()).count(),
        target_count: plan.targets().count(),
        relations: relations(room, Target::Plan(index), &root),
        more_relations: more_relations(site, Target::Plan(index)),
        cites: cites(site, index, &root),
        citing: citing::of(room, Target::Plan(index), 0, &root),
        pager: citing::pager(site, Target::Plan(index), 0, &root),
        lineage: lineage::view(room, Target::Plan(index), &root, "#lien-quan"),
        json_ld: legislation::json_ld(room, Target::Plan(index)),
        versions: versions(site, index),
        timeline: timeline::of_plan(room, index),
        number,
    };
    let label = view.number.as_deref().unwrap_or(room.word("no_number"));
    let title = format!("{} {label}: {}", plan.kind, task_table::shorten(&plan.summary.plain, 90));
    let description = format!("{} – {}", issuer.short, task_table::shorten(&plan.summary.plain, 150));
    room.page(
        "plan.html",
        &Head { address: &address, title: &title, description: &description, part: Part::Plans },
        &view,
    )
}

/// Places marked as lost, uncertain or illegible, in every text and cell of a plan.
fn marks(plan: &Plan) -> usize {
    let parties = plan.tasks().flat_map(|task| task.lead.iter().chain(&task.support));
    let of_targets = plan.targets().flat_map(|target| target.lead.iter().chain(&target.support));
    let names = parties.chain(of_targets).map(|party| &party.name);
    let titles = plan.sections.iter().map(|section| &section.title);
    let supervisors = plan.targets().filter_map(|target| target.supervisor.as_ref());
    let passages = plan.passages().into_iter().map(|(_, text)| text);
    let texts = passages.chain(names).chain(titles).chain(supervisors).chain(&plan.recipients);
    texts.map(Text::marks).sum()
}

/// NĐ 30/2020, App. I: "Hưng Đạo, ngày 13 tháng 10 năm 2025"; a blank day stays blank.
fn place_date(plan: &Plan) -> String {
    let (place, issued) = (&plan.place, plan.issued);
    match issued {
        Issued::Day(day) => {
            format!("{place}, ngày {:02} tháng {} năm {}", day.day(), padded_month(day.month()), day.year())
        }
        Issued::Month(year, month) => format!("{place}, ngày …… tháng {} năm {year}", padded_month(month)),
    }
}

fn outline(plan: &Plan) -> Vec<Outlined> {
    let headings = plan.body.iter().filter_map(|block| match block {
        Block::Heading { level, anchor, text } if *level <= 3 => {
            Some(Outlined { level: *level, anchor: anchor.clone(), text: text.plain.clone() })
        }
        _ => None,
    });
    headings.collect()
}

/// The running text with tasks and targets in their places; those that have no place follow it.
fn parts(room: &Room, plan: &Plan, writer: &Writer, root: &str) -> Vec<PartView> {
    let mut parts = Vec::new();
    let mut html = String::new();
    let mut placed = Vec::new();
    for block in &plan.body {
        match block {
            Block::Place(placement) if !placed.contains(placement) => {
                placed.push(*placement);
                if !html.is_empty() {
                    parts.push(PartView::Text { html: std::mem::take(&mut html) });
                }
                parts.extend(placed_part(room, plan, root, *placement));
            }
            block => writer.block(block, &mut html),
        }
    }
    if !html.is_empty() {
        parts.push(PartView::Text { html });
    }
    let rest = Placement::ALL.iter().map(|(_, placement)| *placement).filter(|placement| !placed.contains(placement));
    parts.extend(rest.filter_map(|placement| placed_part(room, plan, root, placement)));
    parts
}

fn placed_part(room: &Room, plan: &Plan, root: &str, placement: Placement) -> Option<PartView> {
    let part = match placement {
        Placement::TaskList => PartView::TaskList { sections: task_table::sections(room, plan, root, Form::List) },
        Placement::TaskTable => PartView::TaskTable { sections: task_table::sections(room, plan, root, Form::Table) },
        Placement::TargetTable => PartView::TargetTable { groups: targets(room, plan, root) },
        Placement::Signature => PartView::Signature,
    };
    let empty = match &part {
        PartView::Text { html } => html.is_empty(),
        PartView::TaskList { sections } | PartView::TaskTable { sections } => sections.is_empty(),
        PartView::TargetTable { groups } => groups.is_empty(),
        PartView::Signature => false,
    };
    (!empty).then_some(part)
}

fn targets(room: &Room, plan: &Plan, root: &str) -> Vec<TargetGroupView> {
    let writer = room.writer(root, "");
    let group = |group: &crate::model::plan::TargetGroup| TargetGroupView {
        title: group.title.as_ref().map(|title| writer.text(title)),
        rows: group
            .targets
            .iter()
            .map(|target| TargetView {
                anchor: target.anchor.clone(),
                no: target.no.clone(),
                text: writer.text(&target.text),
                measures: target.measures.iter().map(crate::model::measure::Measure::label).collect(),
                by: target.by,
                supervisor: target.supervisor.as_ref().map(|text| writer.text(text)).unwrap_or_default(),
                lead: writer.parties(&target.lead),
                support: writer.parties(&target.support),
            })
            .collect(),
    };
    plan.targets.iter().map(group).collect()
}

fn reports(plan: &Plan, writer: &Writer) -> Vec<ReportView> {
    let reports = plan.reports.iter().map(|report| ReportView {
        anchor: report.anchor.clone(),
        text: writer.text(&report.text),
        to: report.to.clone(),
        deadline: writer.deadline(&report.deadline),
    });
    reports.collect()
}

fn source(room: &Room, plan: &Plan, issuer: &str, writer: &Writer) -> SourceView {
    let site = &room.site;
    let original = site.originals.get(&plan.source.file);
    SourceView {
        file: plan.source.file.clone(),
        href: original.map(|_| format!("{}nguon/{}", writer.root, links::encoded(&plan.source.file))),
        sha256: original.map(|original| original.sha256.clone()),
        scan: plan.source.form == SourceForm::Scan,
        compared: plan.source.compared.map(date::short),
        share: plan.source.compared.and_then(|_| share(room.lang, plan, issuer, original?)),
        note: plan.source.note.as_ref().map(|note| writer.text(note)),
    }
}

fn share(lang: Lang, plan: &Plan, issuer: &str, original: &Original) -> Option<String> {
    let text = std::str::from_utf8(&original.bytes).ok()?;
    let covered = compare(plan, issuer, text).covered.per_mille();
    let point = if lang == Lang::Vi { ',' } else { '.' };
    Some(format!("{}{point}{}", covered / 10, covered % 10))
}

/// Relations that a page lists; who states the others also stands among those that cite.
const RELATIONS: usize = 60;

pub(crate) fn more_relations(site: &Site, target: Target) -> usize {
    site.relations.get(&target).map_or(0, |related| related.len().saturating_sub(RELATIONS))
}

pub(crate) fn relations(room: &Room, target: Target, root: &str) -> Vec<RelationView> {
    let related = room.site.relations.get(&target).map_or(&[][..], Vec::as_slice);
    related.iter().take(RELATIONS).map(|related| relation(room, *related, root)).collect()
}

pub(crate) fn relation(room: &Room, related: Related, root: &str) -> RelationView {
    let way = match related.direction {
        Direction::Forward => "forward",
        Direction::Backward => "backward",
    };
    let key = format!("relation_{}_{way}", related.kind.name().replace('-', "_"));
    target_view(room, room.word(&key).to_owned(), related.other, root)
}

fn target_view(room: &Room, relation: String, target: Target, root: &str) -> RelationView {
    let site = &room.site;
    RelationView {
        relation,
        href: format!("{root}{}index.html", site.target_address(target)),
        label: site.target_label(target),
        title: match target {
            Target::Document(document) => site.documents[document as usize].title.clone(),
            Target::Plan(plan) => format!(
                "{} – {}",
                site.issuer_of(plan).short,
                task_table::shorten(&site.plans[plan as usize].summary.plain, 120)
            ),
        },
    }
}

/// Documents that the plan cites, in the order it first does, with how often.
fn cites(site: &Site, index: u32, root: &str) -> Vec<Counted> {
    let view = |cited: &Cited| Counted {
        href: format!("{root}{}index.html", site.target_address(cited.target)),
        label: site.target_label(cited.target),
        count: cited.count as usize,
        current: false,
    };
    site.backlinks.cites(index).iter().map(view).collect()
}

fn versions(site: &Site, index: u32) -> VersionsView {
    match &site.versions {
        Versions::Unknown => VersionsView::Unknown,
        Versions::NoRepository => VersionsView::NoRepository,
        Versions::Known { commits, uncommitted, shallow } => {
            let commits = &commits[index as usize];
            if commits.is_empty() && !shallow {
                return VersionsView::None;
            }
            let commits = commits.iter().map(|commit| CommitView {
                day: date::short(commit.day),
                iso: commit.day.to_string(),
                id: commit.short_id().to_owned(),
                subject: commit.subject.clone(),
            });
            VersionsView::Known { commits: commits.collect(), changed: uncommitted.contains(&index), shallow: *shallow }
        }
    }
}
