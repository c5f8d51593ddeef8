//! `niemyet due --on DATE`: what is overdue and what falls due soon, for the Monday meeting.

use super::{Failure, Outcome, either, report, sources};
use crate::args::{Answer, Due};
use jiff::{ToSpan, civil::Date};
use niemyet::{
    check,
    lang::Lang,
    link::{self, Entry, Item, Progress, Rhythm, Site},
    model::{agency::AgencyId, date, plan::Plan, text::Target},
    parse,
    problem::{Problems, nearest},
    read::Versions,
    vietnamese::same_name,
};
use serde::Serialize;
use std::io::{self, Write};

pub fn run(arguments: &Due, lang: Lang) -> Result<Outcome, Failure> {
    let on = date::read_day(&arguments.on).map_err(|_| {
        Failure(match lang {
            Lang::Vi => format!("--on “{}” không phải là ngày; viết như 2025-11-24", arguments.on),
            Lang::En => format!("--on “{}” is not a day; write it like 2025-11-24", arguments.on),
        })
    })?;
    let sources = sources(&arguments.content, Versions::Omit, lang)?;
    let mut problems = Problems::default();
    let drafts = parse::drafts(&sources, &mut problems);
    check::drafts(&drafts, &mut problems);
    let site = link::site(drafts, &sources, &mut problems);
    let Some(site) = site.filter(|_| !problems.has_errors()) else {
        return Ok(report(&problems, &sources, crate::args::Format::Human, lang));
    };
    let agencies = match &arguments.agency {
        Some(written) => Some(agencies(&site, written).map_err(|nearest| unknown(written, nearest, lang))?),
        None => None,
    };
    let meeting = Meeting::of(&site, on, arguments.within.into(), agencies.as_deref());
    let words = match arguments.answer {
        Answer::Human => meeting.human(lang),
        Answer::Json => serde_json::to_string_pretty(&meeting).map_err(|why| Failure(why.to_string()))? + "\n",
    };
    write!(io::stdout().lock(), "{words}").map_err(|why| Failure(why.to_string()))?;
    Ok(Outcome::Clean)
}

/// The agencies of a path, `ubnd-xa-hai-hung/phong-kinh-te`, or of a name; or the closest name.
fn agencies(site: &Site, written: &str) -> Result<Vec<AgencyId>, Option<String>> {
    let name = same_name(written);
    let names = |agency: AgencyId| -> Vec<String> {
        let issuer = &site.issuers[agency.issuer as usize];
        match agency.unit {
            Some(unit) => {
                let unit = &issuer.units[unit as usize];
                let path = format!("{}/{}", issuer.slug, unit.id);
                std::iter::once(path).chain(unit.names().map(str::to_owned)).collect()
            }
            None => [&issuer.slug, &issuer.name, &issuer.short].into_iter().cloned().collect(),
        }
    };
    let known: Vec<(AgencyId, Vec<String>)> = site.agencies.iter().map(|agency| (*agency, names(*agency))).collect();
    let is_named = |names: &[String]| names.iter().any(|known| known == written || same_name(known) == name);
    let found: Vec<AgencyId> = known.iter().filter(|(_, names)| is_named(names)).map(|(agency, _)| *agency).collect();
    match found.is_empty() {
        true => Err(nearest(written, known.iter().flat_map(|(_, names)| names).map(String::as_str))),
        false => Ok(found),
    }
}

fn unknown(written: &str, nearest: Option<String>, lang: Lang) -> Failure {
    let near = nearest.map(|name| match lang {
        Lang::Vi => format!("; có phải “{name}”?"),
        Lang::En => format!("; do you mean “{name}”?"),
    });
    let near = near.unwrap_or_default();
    Failure(match lang {
        Lang::Vi => format!("không có cơ quan nào tên là “{written}”{near}"),
        Lang::En => format!("no agency is called “{written}”{near}"),
    })
}

/// What a meeting on a day has before it.
#[derive(Serialize)]
struct Meeting {
    on: String,
    within: i64,
    overdue: Vec<Line>,
    due: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    /// ISO 8601.
    due: String,
    /// Days from the meeting; below zero when overdue.
    days: i64,
    #[serde(skip)]
    day: Date,
    anchor: String,
    text: String,
    deadline: String,
    lead: Vec<String>,
    plan: String,
    issuer: String,
    /// From the root of the site.
    address: String,
}

impl Meeting {
    /// Open entries in the order of their days. A rhythm is never overdue: its next time counts.
    fn of(site: &Site, on: Date, within: i64, agencies: Option<&[AgencyId]>) -> Self {
        let last = on.checked_add(within.days()).unwrap_or(on);
        let mut meeting = Self { on: on.to_string(), within, overdue: Vec::new(), due: Vec::new() };
        for entry in site.entries.iter().filter(|entry| entry.progress == Progress::Open) {
            let Some(day) = entry.end.filter(|day| *day <= last) else { continue };
            let rhythm = entry.rhythm == Rhythm::Again;
            if (day < on && rhythm) || agencies.is_some_and(|agencies| !concerns(site, entry, agencies)) {
                continue;
            }
            let list = if day < on { &mut meeting.overdue } else { &mut meeting.due };
            list.extend(line(site, entry, day, on));
        }
        meeting.overdue.sort_by_key(|line| line.day);
        meeting.due.sort_by_key(|line| line.day);
        meeting
    }

    fn human(&self, lang: Lang) -> String {
        let mut out = String::new();
        let due = match lang {
            Lang::Vi => format!("Đến hạn trong {} ngày", self.within),
            Lang::En => format!("Due within {} days", self.within),
        };
        for (title, lines) in [(either(lang, "Quá hạn", "Overdue"), &self.overdue), (&due, &self.due)] {
            out += &format!("{title}: {}\n", lines.len());
            for line in lines {
                out += &line.human(lang);
            }
            out.push('\n');
        }
        out.truncate(out.trim_end().len());
        out + "\n"
    }
}

impl Line {
    fn human(&self, lang: Lang) -> String {
        let days = match (self.days, lang) {
            (0, Lang::Vi) => "hôm nay".to_owned(),
            (0, Lang::En) => "today".to_owned(),
            (days @ 1.., Lang::Vi) => format!("còn {days} ngày"),
            (days @ 1.., Lang::En) => format!("{days} days left"),
            (days, Lang::Vi) => format!("quá hạn {} ngày", -days),
            (days, Lang::En) => format!("{} days late", -days),
        };
        let lead = if self.lead.is_empty() { String::new() } else { format!("  {}\n", self.lead.join("; ")) };
        let (day, anchor) = (date::short(self.day), &self.anchor);
        format!("\n{day} ({days}) – {anchor}, {}, {}\n  {}\n{lead}", self.plan, self.issuer, self.text)
    }
}

fn line(site: &Site, entry: &Entry, day: Date, on: Date) -> Option<Line> {
    let plan = &site.plans[entry.plan as usize];
    let days = (day - on).get_days().into();
    let (anchor, text, deadline, lead) = match entry.item {
        Item::Task(task) => {
            let task = plan.tasks().nth(task as usize)?;
            let lead = task.lead.iter().map(|party| party.name.shown().to_owned()).collect();
            (&task.anchor, &task.text, &task.deadline, lead)
        }
        Item::Report(report) => {
            let report = plan.reports.get(report as usize)?;
            (&report.anchor, &report.text, &report.deadline, Vec::new())
        }
    };
    Some(Line {
        due: day.to_string(),
        days,
        day,
        text: text.shown().replace('\n', " "),
        deadline: deadline.wording.shown().to_owned(),
        lead,
        plan: site.target_label(Target::Plan(entry.plan)),
        issuer: site.issuer_of(entry.plan).short.clone(),
        address: format!("{}index.html#{anchor}", plan.address()),
        anchor: anchor.clone(),
    })
}

/// Whether one of the agencies leads the task, or is the issuer of the plan.
fn concerns(site: &Site, entry: &Entry, agencies: &[AgencyId]) -> bool {
    let issuer = AgencyId { issuer: site.plan_issuers[entry.plan as usize], unit: None };
    agencies.contains(&issuer)
        || leads(&site.plans[entry.plan as usize], entry.item).any(|agency| agencies.contains(&agency))
}

fn leads(plan: &Plan, item: Item) -> impl Iterator<Item = AgencyId> {
    let task = match item {
        Item::Task(task) => plan.tasks().nth(task as usize),
        Item::Report(_) => None,
    };
    task.into_iter().flat_map(|task| &task.lead).filter_map(|party| party.agency)
}

#[cfg(test)]
mod tests {
    use super::*;
    use niemyet::read;
    use std::path::Path;

    /// The example with results put into Hải Hưng's first tasks.
    fn site(status: &str) -> Site {
        let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
        let mut sources = read::sources(&content, Versions::Omit).expect("content is there");
        for file in &mut sources.files {
            if file.path.starts_with("plans/ubnd-xa-hai-hung/") && file.path.ends_with("plan.yaml") {
                let text = file.text().expect("text");
                let text = text.replacen("deadline: Tháng 11/2025\n", &format!("deadline: Tháng 11/2025\n{status}"), 1);
                file.content = read::Content::Text(text);
            }
        }
        let mut problems = Problems::default();
        let drafts = parse::drafts(&sources, &mut problems);
        let site = link::site(drafts, &sources, &mut problems).expect("a site");
        assert!(!problems.has_errors(), "{problems:?}");
        site
    }

    fn anchors(lines: &[Line]) -> Vec<String> {
        lines.iter().filter(|line| line.issuer.contains("Hải Hưng")).map(|line| line.anchor.clone()).collect()
    }

    #[test]
    fn days_split_into_overdue_and_due() {
        let site = site("");
        let meeting = Meeting::of(&site, Date::constant(2025, 11, 30), 1, None);
        let first = anchors(&meeting.due);
        assert!(first.contains(&"I.1".to_owned()) && meeting.due.iter().all(|line| (0..=1).contains(&line.days)));
        let meeting = Meeting::of(&site, Date::constant(2025, 12, 1), 1, None);
        assert!(
            anchors(&meeting.overdue).contains(&"I.1".to_owned()) && !anchors(&meeting.due).contains(&"I.1".to_owned())
        );
        assert!(meeting.overdue.iter().all(|line| line.days < 0));
        assert!(meeting.overdue.is_sorted_by_key(|line| line.day));
    }

    #[test]
    fn a_task_that_is_done_or_stopped_is_never_overdue() {
        for (state, overdue) in [("done", false), ("stopped", false), ("in-progress", true), ("not-started", true)] {
            let site = site(&format!("        status: {{ state: {state}, on: 2025-11-20 }}\n"));
            let meeting = Meeting::of(&site, Date::constant(2026, 6, 1), 30, None);
            assert_eq!(anchors(&meeting.overdue).contains(&"I.1".to_owned()), overdue, "{state}");
        }
    }

    #[test]
    fn an_agency_is_found_by_path_and_by_name() {
        let site = site("");
        let path = agencies(&site, "ubnd-xa-hai-hung/phong-kinh-te").expect("known");
        assert_eq!(path.len(), 1);
        assert!(agencies(&site, "phòng kinh tế").expect("known").contains(&path[0]));
        assert_eq!(agencies(&site, "Phòng Kinh tế và"), Err(Some("Phòng Kinh tế".to_owned())));
        let meeting = Meeting::of(&site, Date::constant(2026, 12, 31), 0, Some(&path));
        assert!(
            !meeting.overdue.is_empty()
                && meeting.overdue.iter().all(|line| line.lead.iter().any(|name| name.contains("Kinh tế")))
        );
    }
}
