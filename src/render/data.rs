//! Open data: tasks of each plan as CSV and JSON, lists of the whole site, and source documents as received.

use super::{
    Files, Head, Part, Room,
    home::{Counted, issuers_with_plans},
    ics,
    search_page::joined,
};
use crate::{
    link::{Entry, Item, Site},
    model::{
        plan::Plan,
        task::{Section, Task, Timing},
        text::{Party, Target, Text},
    },
    problem::Problem,
};
use jiff::civil::Date;
use serde::Serialize;

pub(crate) fn files(room: &Room, files: &mut Files) {
    let site = &room.site;
    files.page("du-lieu/", page, 0);
    files.add("du-lieu/ke-hoach.csv", plans_csv, 0);
    files.add("du-lieu/ke-hoach.json", plans_json, 0);
    files.add("du-lieu/van-ban.csv", documents_csv, 0);
    files.add("du-lieu/van-ban.json", documents_json, 0);
    for issuer in issuers_with_plans(site) {
        files.add(format!("du-lieu/nhiem-vu/{}.csv", site.issuers[issuer].slug), issuer_csv, issuer);
    }
    for (index, plan) in site.plans.iter().enumerate() {
        files.add(format!("{}nhiem-vu.csv", plan.address()), plan_csv, index);
        files.add(format!("{}nhiem-vu.json", plan.address()), plan_json, index);
    }
    for (index, name) in site.originals.keys().enumerate() {
        files.add(format!("nguon/{name}"), original, index);
    }
}

fn original(room: &Room, index: u32) -> Result<Vec<u8>, Problem> {
    Ok(room.site.originals.values().nth(index as usize).map(|original| original.bytes.to_vec()).unwrap_or_default())
}

#[derive(Serialize)]
struct DataView {
    issuers: Vec<Counted>,
}

fn page(room: &Room, _: u32) -> Result<Vec<u8>, Problem> {
    let site = &room.site;
    let issuers = issuers_with_plans(site).into_iter().map(|issuer| Counted {
        href: format!("nhiem-vu/{}.csv", site.issuers[issuer].slug),
        label: site.issuers[issuer].short.clone(),
        count: 0,
        current: false,
    });
    let title = room.word("data");
    let head = Head { address: "du-lieu/", title, description: title, part: Part::Data };
    room.page("data.html", &head, &DataView { issuers: issuers.collect() })
}

/// One task as data; the keys but `days` are the columns of the CSV.
#[derive(Serialize)]
struct TaskData<'d> {
    plan: &'d str,
    issuer: &'d str,
    section: &'d str,
    section_title: &'d str,
    anchor: &'d str,
    no: &'d str,
    text: &'d str,
    lead: Vec<&'d str>,
    support: Vec<&'d str>,
    deadline: &'d str,
    deadline_kind: String,
    start: Option<String>,
    due: Option<String>,
    /// The days and intervals of further deadlines in the same words: "…; báo cáo trước 05/12/2025".
    more: Vec<String>,
    rrule: Vec<String>,
    /// Where it stands in calendar files: days, and intervals of ISO 8601 (`2025-11-01/2025-11-30`).
    days: Vec<String>,
    inferred: Vec<&'static str>,
    status: Option<&'static str>,
    status_on: Option<String>,
    product: String,
    documents: Vec<String>,
}

const COLUMNS: &str = "plan,issuer,section,section_title,anchor,no,text,lead,support,deadline,deadline_kind,start,due,more,rrule,inferred,status,status_on,product,documents\r\n";

fn tasks<'d>(site: &'d Site, plan: &'d Plan, label: &'d str) -> Vec<TaskData<'d>> {
    let rows = plan.sections.iter().flat_map(|section| {
        section.tasks.iter().flat_map(Task::all).map(move |task| task_data(site, plan, label, section, task))
    });
    rows.collect()
}

fn task_data<'d>(site: &'d Site, plan: &'d Plan, label: &'d str, section: &'d Section, task: &'d Task) -> TaskData<'d> {
    let due = &task.deadline.due;
    let cited = task.texts().flat_map(Text::cites).filter_map(|(_, cite)| cite.target);
    let mut documents: Vec<String> = Vec::new();
    for label in cited.map(|target| site.target_label(target)) {
        if !documents.contains(&label) {
            documents.push(label);
        }
    }
    TaskData {
        plan: label,
        issuer: &plan.issuer,
        section: &section.address,
        section_title: &section.title.plain,
        anchor: &task.anchor,
        no: task.no.as_deref().unwrap_or_default(),
        text: &task.text.plain,
        lead: party_names(&task.lead),
        support: party_names(&task.support),
        deadline: &task.deadline.wording.plain,
        deadline_kind: due.kind_name(),
        start: due.start.map(|day| day.to_string()),
        due: due.last_day().map(|day| day.to_string()),
        more: task.deadline.parts().skip(1).filter_map(|(_, due)| interval(due.start, due.last_day())).collect(),
        rrule: due.rules.iter().map(ToString::to_string).collect(),
        days: Vec::new(),
        inferred: inferences(&task.deadline),
        status: task.status.as_ref().map(|status| status.state.name()),
        status_on: task.status.as_ref().map(|status| status.on.to_string()),
        product: joined(task.product.iter()),
        documents,
    }
}

/// What any deadline of the cell leaves open, each once.
fn inferences(timing: &Timing) -> Vec<&'static str> {
    let mut names = Vec::new();
    for what in timing.parts().flat_map(|(_, due)| &due.inferred) {
        if !names.contains(&what.name()) {
            names.push(what.name());
        }
    }
    names
}

/// `2025-11-30`, `2025-11-01/2025-11-30`, or `2025-11-01/..` where no end is named.
fn interval(start: Option<Date>, end: Option<Date>) -> Option<String> {
    match (start, end) {
        (Some(start), Some(end)) if start < end => Some(format!("{start}/{end}")),
        (_, Some(end)) => Some(end.to_string()),
        (Some(start), None) => Some(format!("{start}/..")),
        (None, None) => None,
    }
}

fn party_names(parties: &[Party]) -> Vec<&str> {
    parties.iter().map(|party| party.name.plain.as_str()).collect()
}

fn label(site: &Site, plan: usize) -> String {
    site.target_label(Target::Plan(plan as u32))
}

fn plan_csv(room: &Room, index: u32) -> Result<Vec<u8>, Problem> {
    let mut csv = Csv::new(COLUMNS);
    csv.tasks(&room.site, index as usize);
    Ok(csv.0)
}

fn issuer_csv(room: &Room, issuer: u32) -> Result<Vec<u8>, Problem> {
    let mut csv = Csv::new(COLUMNS);
    let plans = (0..room.site.plans.len()).filter(|plan| room.site.plan_issuers[*plan] == issuer);
    plans.for_each(|plan| csv.tasks(&room.site, plan));
    Ok(csv.0)
}

/// A plan with its tasks and targets.
#[derive(Serialize)]
struct PlanData<'d> {
    #[serde(flatten)]
    facts: PlanFacts<'d>,
    basis: Vec<&'d str>,
    recipients: Vec<&'d str>,
    tasks: Vec<TaskData<'d>>,
    targets: Vec<TargetData<'d>>,
    reports: Vec<ReportData<'d>>,
}

#[derive(Serialize)]
struct PlanFacts<'d> {
    key: String,
    kind: &'d str,
    number: Option<String>,
    issuer: &'d str,
    issuer_name: &'d str,
    issued: String,
    summary: &'d str,
    address: String,
    source: &'d str,
    source_sha256: Option<&'d str>,
}

#[derive(Serialize)]
struct TargetData<'d> {
    anchor: &'d str,
    no: &'d str,
    text: &'d str,
    measures: Vec<String>,
    by: Option<i16>,
    lead: Vec<&'d str>,
    support: Vec<&'d str>,
    supervisor: Option<&'d str>,
}

#[derive(Serialize)]
struct ReportData<'d> {
    anchor: &'d str,
    text: &'d str,
    to: Option<&'d str>,
    deadline: &'d str,
    rrule: Vec<String>,
    days: Vec<String>,
}

fn facts(site: &Site, index: usize) -> PlanFacts<'_> {
    let plan = &site.plans[index];
    PlanFacts {
        key: plan.key(),
        kind: &plan.kind,
        number: plan.number.as_ref().map(ToString::to_string),
        issuer: &plan.issuer,
        issuer_name: &site.issuer_of(index as u32).name,
        issued: plan.issued.iso(),
        summary: &plan.summary.plain,
        address: plan.address(),
        source: &plan.source.file,
        source_sha256: site.originals.get(&plan.source.file).map(|original| original.sha256.as_str()),
    }
}

fn plan_json(room: &Room, index: u32) -> Result<Vec<u8>, Problem> {
    let site = &room.site;
    let plan = &site.plans[index as usize];
    let label = label(site, index as usize);
    let mut tasks = tasks(site, plan, &label);
    let mut report_days = vec![Vec::new(); plan.reports.len()];
    let first = site.entries.partition_point(|entry| entry.plan < index);
    for entry in site.entries[first..].iter().take_while(|entry| entry.plan == index) {
        match entry.item {
            Item::Task(task) => tasks[task as usize].days.extend(days(entry)),
            Item::Report(report) => report_days[report as usize].extend(days(entry)),
        }
    }
    json(&PlanData {
        facts: facts(site, index as usize),
        basis: plan.basis.iter().map(|text| text.plain.as_str()).collect(),
        recipients: plan.recipients.iter().map(|text| text.plain.as_str()).collect(),
        tasks,
        targets: plan
            .targets()
            .map(|target| TargetData {
                anchor: &target.anchor,
                no: &target.no,
                text: &target.text.plain,
                measures: target.measures.iter().map(crate::model::measure::Measure::label).collect(),
                by: target.by,
                lead: party_names(&target.lead),
                support: party_names(&target.support),
                supervisor: target.supervisor.as_ref().map(|text| text.plain.as_str()),
            })
            .collect(),
        reports: plan
            .reports
            .iter()
            .zip(report_days)
            .map(|(report, days)| ReportData {
                anchor: &report.anchor,
                text: &report.text.plain,
                to: report.to.as_deref(),
                deadline: &report.deadline.wording.plain,
                rrule: report.deadline.due.rules.iter().map(ToString::to_string).collect(),
                days,
            })
            .collect(),
    })
}

/// `2025-11-30`, or `2025-11-01/2025-11-30`.
fn days(entry: &Entry) -> Option<String> {
    let end = entry.end?;
    let first = ics::first_day(entry.start, end);
    Some(if first < end { format!("{first}/{end}") } else { end.to_string() })
}

fn plans_json(room: &Room, _: u32) -> Result<Vec<u8>, Problem> {
    json(&(0..room.site.plans.len()).map(|plan| facts(&room.site, plan)).collect::<Vec<_>>())
}

fn plans_csv(room: &Room, _: u32) -> Result<Vec<u8>, Problem> {
    let mut csv = Csv::new("key,kind,number,issuer,issuer_name,issued,summary,address,source,source_sha256\r\n");
    for plan in 0..room.site.plans.len() {
        let facts = facts(&room.site, plan);
        csv.row(&[
            &facts.key,
            facts.kind,
            facts.number.as_deref().unwrap_or_default(),
            facts.issuer,
            facts.issuer_name,
            &facts.issued,
            facts.summary,
            &facts.address,
            facts.source,
            facts.source_sha256.unwrap_or_default(),
        ]);
    }
    Ok(csv.0)
}

#[derive(Serialize)]
struct DocumentData<'d> {
    slug: &'d str,
    kind: &'d str,
    number: Option<String>,
    issuer: &'d str,
    issued: Option<String>,
    title: &'d str,
    /// Passages of plans that cite it.
    cited: usize,
    status: Option<&'static str>,
    /// The day the status was looked up.
    status_checked: Option<String>,
}

fn documents(site: &Site) -> Vec<DocumentData<'_>> {
    let data = site.documents.iter().enumerate().map(|(index, document)| DocumentData {
        slug: &document.slug,
        kind: &document.kind,
        number: document.number.as_ref().map(ToString::to_string),
        issuer: site.document_issuers[index].map_or("", |agency| site.agency_name(agency)),
        issued: document.issued.map(|day| day.to_string()),
        title: &document.title,
        cited: site.cited.get(&Target::Document(index as u32)).map_or(0, Vec::len),
        status: document.force.as_ref().map(|force| force.state.name()),
        status_checked: document.force.as_ref().map(|force| force.checked.to_string()),
    });
    data.collect()
}

fn documents_json(room: &Room, _: u32) -> Result<Vec<u8>, Problem> {
    json(&documents(&room.site))
}

fn documents_csv(room: &Room, _: u32) -> Result<Vec<u8>, Problem> {
    let mut csv = Csv::new("slug,kind,number,issuer,issued,title,cited,status,status_checked\r\n");
    for document in documents(&room.site) {
        csv.row(&[
            document.slug,
            document.kind,
            document.number.as_deref().unwrap_or_default(),
            document.issuer,
            document.issued.as_deref().unwrap_or_default(),
            document.title,
            &document.cited.to_string(),
            document.status.unwrap_or_default(),
            document.status_checked.as_deref().unwrap_or_default(),
        ]);
    }
    Ok(csv.0)
}

fn json(value: &impl Serialize) -> Result<Vec<u8>, Problem> {
    let mut bytes = serde_json::to_vec(value)
        .map_err(|error| Problem::ThemeBroken { name: "json".into(), why: error.to_string() })?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// RFC 4180, with the mark that makes spreadsheets read UTF-8.
struct Csv(Vec<u8>);

impl Csv {
    fn new(columns: &str) -> Self {
        Self(format!("\u{feff}{columns}").into_bytes())
    }

    fn tasks(&mut self, site: &Site, plan: usize) {
        let label = label(site, plan);
        for task in tasks(site, &site.plans[plan], &label) {
            self.row(&[
                task.plan,
                task.issuer,
                task.section,
                task.section_title,
                task.anchor,
                task.no,
                task.text,
                &task.lead.join("; "),
                &task.support.join("; "),
                task.deadline,
                &task.deadline_kind,
                task.start.as_deref().unwrap_or_default(),
                task.due.as_deref().unwrap_or_default(),
                &task.more.join(" "),
                &task.rrule.join(" "),
                &task.inferred.join(" "),
                task.status.unwrap_or_default(),
                task.status_on.as_deref().unwrap_or_default(),
                &task.product,
                &task.documents.join("; "),
            ]);
        }
    }

    fn row(&mut self, cells: &[&str]) {
        for (index, cell) in cells.iter().enumerate() {
            if index > 0 {
                self.0.push(b',');
            }
            // A spreadsheet would run a cell that starts like a formula.
            let guard = if cell.starts_with(['=', '+', '-', '@']) { "'" } else { "" };
            if cell.contains(['"', ',', '\n', '\r']) {
                self.0.extend(format!("\"{guard}{}\"", cell.replace('"', "\"\"")).bytes());
            } else {
                self.0.extend(format!("{guard}{cell}").bytes());
            }
        }
        self.0.extend(b"\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_needed() {
        let mut csv = Csv(Vec::new());
        csv.row(&["a", "b, \"c\"", "=1+1", "Tháng 11/2025"]);
        assert_eq!(String::from_utf8_lossy(&csv.0), "a,\"b, \"\"c\"\"\",'=1+1,Tháng 11/2025\r\n");
    }
}
