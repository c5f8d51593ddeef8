//! Calendars to subscribe to (RFC 5545, RFC 7986): of the site, of each plan, of each agency.

use super::{Files, Room};
use crate::{
    link::{Site, TaskRef},
    model::{
        agency::AgencyId,
        deadline::Due,
        plan::{Plan, Report},
        task::Task,
    },
    problem::Problem,
};
use jiff::civil::Date;
use std::fmt::Write;

/// Events that a calendar of many plans holds, newest plans first: what a phone still reads.
const EVENTS: usize = 5000;

pub(crate) fn files(room: &Room, files: &mut Files) {
    let site = &room.site;
    files.add("lich/lich.ics", of_site, 0);
    for (index, plan) in site.plans.iter().enumerate() {
        files.add(format!("{}lich.ics", plan.address()), of_plan, index);
    }
    for (index, agency) in site.agencies.iter().copied().enumerate() {
        if has_agency(site, agency) {
            files.add(format!("{}lich.ics", site.agency_address(agency)), of_agency, index);
        }
    }
}

/// An issuer with plans, or an agency that leads or supports a task.
pub(crate) fn has_agency(site: &Site, agency: AgencyId) -> bool {
    site.roles.contains_key(&agency) || (agency.unit.is_none() && site.plan_issuers.contains(&agency.issuer))
}

fn of_site(room: &Room, _: u32) -> Result<Vec<u8>, Problem> {
    let mut calendar = Calendar::new(&room.site.config.title);
    let plans = 0..room.site.plans.len() as u32;
    plans.for_each(|plan| calendar.plan(room, plan));
    Ok(calendar.finish())
}

fn of_plan(room: &Room, index: u32) -> Result<Vec<u8>, Problem> {
    let plan = &room.site.plans[index as usize];
    let label = room.site.target_label(crate::model::text::Target::Plan(index));
    let mut calendar = Calendar::new(&format!("{label} – {}", room.site.issuer_of(index).short));
    if plan.tasks().next().is_some() || !plan.reports.is_empty() {
        calendar.plan(room, index);
    }
    Ok(calendar.finish())
}

fn of_agency(room: &Room, index: u32) -> Result<Vec<u8>, Problem> {
    let site = &room.site;
    let agency = site.agencies[index as usize];
    let mut calendar = Calendar::new(site.agency_name(agency));
    if agency.unit.is_none() {
        let own = (0u32..).zip(&site.plan_issuers).filter(|(_, issuer)| **issuer == agency.issuer);
        own.for_each(|(plan, _)| calendar.plan(room, plan));
    }
    if let Some(roles) = site.roles.get(&agency) {
        let mut tasks: Vec<TaskRef> = roles.leads.iter().chain(&roles.supports).copied().collect();
        tasks.sort_unstable();
        tasks.dedup();
        for task in tasks {
            let plan = &site.plans[task.plan as usize];
            if let Some(content) = plan.tasks().nth(task.task as usize).filter(|task| task.is_leaf())
                && (agency.unit.is_some() || site.plan_issuers[task.plan as usize] != agency.issuer)
            {
                calendar.task(room, task.plan, content);
            }
        }
    }
    Ok(calendar.finish())
}

struct Calendar {
    text: String,
    events: usize,
}

/// One event before it is written.
struct Event<'e> {
    plan: u32,
    anchor: &'e str,
    summary: String,
    description: String,
    due: &'e Due,
}

impl Calendar {
    fn new(name: &str) -> Self {
        let mut calendar = Self { text: String::new(), events: 0 };
        for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Niem Yet//niemyet//VI", "CALSCALE:GREGORIAN"] {
            calendar.line(line);
        }
        calendar.line(&format!("NAME:{}", escape(name)));
        calendar.line(&format!("X-WR-CALNAME:{}", escape(name)));
        calendar.line("REFRESH-INTERVAL;VALUE=DURATION:P1D");
        calendar
    }

    fn plan(&mut self, room: &Room, index: u32) {
        let plan = &room.site.plans[index as usize];
        plan.tasks().filter(|task| task.is_leaf()).for_each(|task| self.task(room, index, task));
        plan.reports.iter().for_each(|report| self.report(room, index, report));
    }

    fn task(&mut self, room: &Room, plan: u32, task: &Task) {
        let lead: Vec<&str> = task.lead.iter().map(|party| party.name.plain.as_str()).collect();
        let mut description = task.text.plain.clone();
        let _ = write!(description, "\n{}: {}", room.word("deadline"), task.deadline.wording.plain);
        if !lead.is_empty() {
            let _ = write!(description, "\n{}: {}", room.word("lead"), lead.join("; "));
        }
        self.event(
            room,
            Event {
                plan,
                anchor: &task.anchor,
                summary: format!("{} {}", task.anchor, super::task_table::shorten(&task.text.plain, 90)),
                description,
                due: &task.deadline.due,
            },
        );
    }

    fn report(&mut self, room: &Room, plan: u32, report: &Report) {
        let description =
            format!("{}\n{}: {}", report.text.plain, room.word("deadline"), report.deadline.wording.plain);
        self.event(
            room,
            Event {
                plan,
                anchor: &report.anchor,
                summary: format!("{}: {}", room.word("report"), super::task_table::shorten(&report.text.plain, 80)),
                description,
                due: &report.deadline.due,
            },
        );
    }

    fn event(&mut self, room: &Room, event: Event) {
        let plan = &room.site.plans[event.plan as usize];
        let dues = std::iter::once(event.due).chain(event.due.more.iter().map(|more| &more.due));
        for (count, due) in dues.enumerate() {
            let rules: Vec<_> = due.rules.iter().filter(|rule| rule.names_days()).collect();
            let (from, to) = plan.time();
            if rules.is_empty() {
                if let Some(end) = due.end {
                    self.write(room, plan, &event, &format!("{count}"), due.start.unwrap_or(end), end, None);
                }
                continue;
            }
            for (index, rule) in rules.iter().enumerate() {
                // Nothing before the plan's issue; the first occurrence is DTSTART.
                let Some(first) = rule.dates(from, to, from).first().copied() else { continue };
                let until = format!("{rule};UNTIL={}", basic(to));
                self.write(room, plan, &event, &format!("{count}.{index}"), first, first, Some(&until));
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one event, written in one place")]
    fn write(
        &mut self,
        room: &Room,
        plan: &Plan,
        event: &Event,
        nth: &str,
        start: Date,
        end: Date,
        rule: Option<&str>,
    ) {
        if self.events == EVENTS {
            return;
        }
        let Ok(after) = end.tomorrow() else { return };
        self.events += 1;
        let (issued, _) = plan.issued.bounds();
        self.line("BEGIN:VEVENT");
        self.line(&format!("UID:{}.{}.{nth}@niemyet", plan.key(), event.anchor));
        self.line(&format!("DTSTAMP:{}T000000Z", basic(issued)));
        self.line(&format!("DTSTART;VALUE=DATE:{}", basic(start.min(end))));
        self.line(&format!("DTEND;VALUE=DATE:{}", basic(after)));
        if let Some(rule) = rule {
            self.line(&format!("RRULE:{rule}"));
        }
        self.line(&format!("SUMMARY:{}", escape(&event.summary)));
        self.line(&format!("DESCRIPTION:{}", escape(&event.description)));
        if let Some(base) = &room.base_url {
            self.line(&format!("URL:{base}{}#{}", plan.address(), event.anchor));
        }
        self.line("TRANSP:TRANSPARENT");
        self.line("END:VEVENT");
    }

    /// A content line, folded at 75 octets without cutting a letter (RFC 5545 §3.1).
    fn line(&mut self, line: &str) {
        let mut room = 75;
        for c in line.chars() {
            if c.len_utf8() > room {
                self.text.push_str("\r\n ");
                room = 74;
            }
            self.text.push(c);
            room -= c.len_utf8();
        }
        self.text.push_str("\r\n");
    }

    fn finish(mut self) -> Vec<u8> {
        self.line("END:VCALENDAR");
        self.text.into_bytes()
    }
}

/// `20251130`
fn basic(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// Text of RFC 5545 §3.3.11.
fn escape(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n").replace('\r', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fold_at_75_octets_between_letters() {
        let mut calendar = Calendar { text: String::new(), events: 0 };
        calendar.line(&format!("SUMMARY:{}", "ệ".repeat(60)));
        let lines: Vec<&str> = calendar.text.trim_end().split("\r\n").collect();
        assert!(lines.len() == 3 && lines.iter().all(|line| line.len() <= 75), "{lines:?}");
        assert_eq!(lines.concat().replace(' ', "").matches('ệ').count(), 60);
    }
}
