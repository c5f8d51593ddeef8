//! Calendars to subscribe to (RFC 5545, RFC 7986): of the site, of each plan, of each agency.
//!
//! A task or report is in the calendar on the days that [`Site::entries`] has it: work within a month or a quarter spans it
//! and ends on the day it is due, longer work is on that day alone; a rhythm is one event with a rule; what has no day
//! is not in a calendar.

mod lines;

use super::{Files, Room, task_table::shorten};
use crate::{
    link::{Site, TaskRef, occurrences},
    model::{
        agency::AgencyId,
        deadline::Due,
        plan::{Plan, Report},
        recurrence::{Frequency, Recurrence},
        task::{Task, Timing},
        text::{Party, Target},
    },
    problem::Problem,
};
use jiff::civil::Date;
use lines::{Lines, basic};

/// Octets after which a calendar of many plans takes no more, newest plans first: what a phone still fetches each day.
const OCTETS: usize = 1_000_000;

/// Letters of a text that are the title of its event.
const LETTERS: usize = 70;

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
    let mut calendar = Calendar::new(room, Detail::Brief);
    calendar.fill((0..room.site.plans.len() as u32).flat_map(|plan| items(&room.site, plan)));
    Ok(calendar.finish(&room.site.config.title, "lich/"))
}

fn of_plan(room: &Room, index: u32) -> Result<Vec<u8>, Problem> {
    let site = &room.site;
    let label = site.target_label(Target::Plan(index));
    let mut calendar = Calendar::new(room, Detail::Whole);
    calendar.fill(items(site, index));
    Ok(calendar.finish(&format!("{label} – {}", site.issuer_of(index).short), &site.plans[index as usize].address()))
}

fn of_agency(room: &Room, index: u32) -> Result<Vec<u8>, Problem> {
    let site = &room.site;
    let agency = site.agencies[index as usize];
    let is_own = |plan: u32| agency.unit.is_none() && site.plan_issuers[plan as usize] == agency.issuer;
    let mut calendar = Calendar::new(room, Detail::Brief);
    calendar.fill((0..site.plans.len() as u32).filter(|plan| is_own(*plan)).flat_map(|plan| items(site, plan)));
    if let Some(roles) = site.roles.get(&agency) {
        let mut tasks: Vec<TaskRef> = roles.leads.iter().chain(&roles.supports).copied().collect();
        tasks.sort_unstable();
        tasks.dedup();
        calendar.fill(tasks.into_iter().filter(|task| !is_own(task.plan)).filter_map(|task| {
            let content = site.plans[task.plan as usize].tasks().nth(task.task as usize)?;
            content.is_leaf().then(|| Item::task(task.plan, content))
        }));
    }
    Ok(calendar.finish(site.agency_name(agency), &site.agency_address(agency)))
}

/// What can have days: a task or a report.
struct Item<'s> {
    plan: u32,
    anchor: &'s str,
    kind: Kind,
    text: &'s str,
    timing: &'s Timing,
    lead: &'s [Party],
}

#[derive(Clone, Copy)]
enum Kind {
    Task,
    Report,
}

impl Kind {
    /// The key of its interface word.
    fn word(self) -> &'static str {
        match self {
            Self::Task => "task",
            Self::Report => "report",
        }
    }
}

impl<'s> Item<'s> {
    fn task(plan: u32, task: &'s Task) -> Self {
        Self {
            plan,
            anchor: &task.anchor,
            kind: Kind::Task,
            text: &task.text.plain,
            timing: &task.deadline,
            lead: &task.lead,
        }
    }

    fn report(plan: u32, report: &'s Report) -> Self {
        Self {
            plan,
            anchor: &report.anchor,
            kind: Kind::Report,
            text: &report.text.plain,
            timing: &report.deadline,
            lead: &[],
        }
    }
}

fn items(site: &Site, plan: u32) -> impl Iterator<Item = Item<'_>> {
    let content = &site.plans[plan as usize];
    let tasks = content.tasks().filter(|task| task.is_leaf()).map(move |task| Item::task(plan, task));
    tasks.chain(content.reports.iter().map(move |report| Item::report(plan, report)))
}

/// The days of one event, first and last included.
struct Days {
    first: Date,
    last: Date,
    rhythm: Option<Rhythm>,
}

/// How an event comes back.
struct Rhythm {
    /// The value of `RRULE`.
    rule: String,
    /// Days of the rule that another event of the same deadline has.
    except: Vec<Date>,
}

/// The longest span shown as one. A task of a whole year would be a bar on each of its days, dozens of them over a plan,
/// and hide what is due.
const LONGEST: i32 = 92;

/// Where the event of an interval starts that is due on its last day.
pub(super) fn first_day(start: Option<Date>, due: Date) -> Date {
    let spans = |start: &Date| *start <= due && (due - *start).get_days() < LONGEST;
    start.filter(spans).unwrap_or(due)
}

/// The events of a deadline: its own interval or day, and those of its rules within the plan's time.
fn days(plan: &Plan, due: &Due) -> Vec<Days> {
    let all = occurrences(plan, due);
    let own = due.own_end().map(|last| Days { first: first_day(due.start, last), last, rhythm: None });
    let mut events: Vec<Days> = own.into_iter().collect();
    let (Some(from), Some(to)) = (all.first().copied(), all.last().copied()) else { return events };
    let (anchor, _) = plan.time();
    let anchor = due.span().0.map_or(anchor, |start| start.max(anchor));
    let mut taken: Vec<Date> = Vec::new();
    for rule in due.rules.iter().filter(|rule| rule.names_days()) {
        let days = rule.dates(from, to, anchor);
        let mut own = days.iter().copied().filter(|day| !taken.contains(day));
        // The first day of its own is DTSTART, which RFC 5545 counts as an occurrence whatever the rule says.
        let Some(first) = own.next() else { continue };
        let last = own.next_back().unwrap_or(first);
        let except = days.iter().copied().filter(|day| (first..last).contains(day) && taken.contains(day)).collect();
        let rhythm = Rhythm { rule: format!("{};UNTIL={}", as_all_read(rule), basic(last)), except };
        events.push(Days { first, last: first, rhythm: (first < last).then_some(rhythm) });
        taken.extend(days);
    }
    events
}

/// The same days in the form that every calendar reads alike. Thunderbird's reader takes the last days of several
/// months of a yearly rule from the length of the first.
fn as_all_read(rule: &Recurrence) -> Recurrence {
    let freq = match rule.freq {
        Frequency::Yearly if rule.interval <= 1 && !rule.by_month.is_empty() => Frequency::Monthly,
        freq => freq,
    };
    Recurrence { freq, ..rule.clone() }
}

/// How much of a task a calendar repeats.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Detail {
    /// Everything: the calendar of one plan.
    Whole,
    /// What fits on a line; the rest is a link away.
    Brief,
}

/// What of its items a calendar holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Extent {
    All,
    Newest,
}

struct Calendar<'r> {
    room: &'r Room<'r>,
    detail: Detail,
    extent: Extent,
    events: Lines,
}

impl<'r> Calendar<'r> {
    fn new(room: &'r Room, detail: Detail) -> Self {
        Self { room, detail, extent: Extent::All, events: Lines::default() }
    }

    fn fill(&mut self, items: impl Iterator<Item = Item<'r>>) {
        for item in items {
            if self.detail == Detail::Brief && self.events.octets() > OCTETS {
                self.extent = Extent::Newest;
                return;
            }
            self.item(&item);
        }
    }

    fn item(&mut self, item: &Item) {
        let plan = &self.room.site.plans[item.plan as usize];
        let parts = item.timing.parts();
        let events: Vec<Days> = parts.flat_map(|(_, due)| days(plan, due)).collect();
        if events.is_empty() {
            return;
        }
        let words: Vec<&str> = item.text.split_whitespace().collect();
        let summary = format!("{}: {}", self.label(item), shorten(&words.join(" "), LETTERS));
        let address = self.room.base_url.as_ref().map(|base| format!("{base}{}#{}", plan.address(), item.anchor));
        let common = self.common(item, plan, &summary, address.as_deref());
        // Anchors have no slash. The first event keeps its name when the deadline comes to have more.
        let uid = format!("{}/{}", plan.key(), item.anchor);
        for (nth, days) in events.iter().enumerate() {
            match nth {
                0 => self.event(&format!("{uid}@niemyet"), days, &summary, &common),
                _ => self.event(&format!("{uid}/{}@niemyet", nth + 1), days, &summary, &common),
            }
        }
    }

    /// How a reader finds an item in its plan.
    fn label<'i>(&'i self, item: &Item<'i>) -> &'i str {
        match item.kind {
            Kind::Task => item.anchor,
            Kind::Report => self.room.word(item.kind.word()),
        }
    }

    /// What all events of an item say.
    fn common(&self, item: &Item, plan: &Plan, summary: &str, address: Option<&str>) -> Lines {
        let mut lines = Lines::default();
        // The plan says no time of day; its issue is the one moment that stays the same in every build.
        lines.add(&format!("DTSTAMP:{}T000000Z", basic(plan.issued.bounds().0)));
        lines.text("SUMMARY", summary);
        lines.text("DESCRIPTION", &self.description(item, address));
        if let Some(address) = address {
            lines.add(&format!("URL:{address}"));
        }
        let issuer = lines::escape(&self.room.site.issuer_of(item.plan).short);
        lines.add(&format!("CATEGORIES:{},{issuer}", lines::escape(self.room.word(item.kind.word()))));
        lines.add("TRANSP:TRANSPARENT");
        lines
    }

    /// Ends with the plan and the address of the task: some calendars show nothing else of where an event is from.
    fn description(&self, item: &Item, address: Option<&str>) -> String {
        let (room, site) = (self.room, &self.room.site);
        let lead: Vec<&str> = item.lead.iter().map(|party| party.name.plain.as_str()).collect();
        let lead = lead.join("; ");
        let wording = item.timing.wording.plain.as_str();
        let named = [("deadline", wording), ("lead", &lead)].into_iter().filter(|(_, text)| !text.is_empty());
        let mut parts: Vec<String> = match self.detail {
            Detail::Whole => vec![item.text.to_owned()],
            Detail::Brief => Vec::new(),
        };
        parts.extend(named.map(|(key, text)| match self.detail {
            Detail::Whole => format!("{}: {text}", room.word(key)),
            Detail::Brief => format!("{}: {}", room.word(key), shorten(text, 120)),
        }));
        let plan = format!("{}, {}", site.target_label(Target::Plan(item.plan)), site.issuer_of(item.plan).short);
        match address {
            Some(address) => parts.extend([plan, address.to_owned()]),
            None => parts.push(format!("{plan}, {}", self.label(item))),
        }
        parts.join("\n")
    }

    fn event(&mut self, uid: &str, days: &Days, summary: &str, common: &Lines) {
        let Ok(after) = days.last.tomorrow() else { return };
        let lines = &mut self.events;
        lines.add("BEGIN:VEVENT");
        lines.add(&format!("UID:{uid}"));
        lines.add(&format!("DTSTART;VALUE=DATE:{}", basic(days.first)));
        lines.add(&format!("DTEND;VALUE=DATE:{}", basic(after)));
        if let Some(rhythm) = &days.rhythm {
            lines.add(&format!("RRULE:{}", rhythm.rule));
            if !rhythm.except.is_empty() {
                let except: Vec<String> = rhythm.except.iter().copied().map(basic).collect();
                lines.add(&format!("EXDATE;VALUE=DATE:{}", except.join(",")));
            }
        }
        lines.append(common);
        for before in &self.room.site.config.reminders {
            lines.add("BEGIN:VALARM");
            lines.add("ACTION:DISPLAY");
            lines.text("DESCRIPTION", summary);
            // At eight in the morning, counted from the midnight after the day it is due.
            lines.add(&format!("TRIGGER;RELATED=END:-P{before}DT16H"));
            lines.add("END:VALARM");
        }
        lines.add("END:VEVENT");
    }

    /// The calendar of a page of the site.
    fn finish(self, name: &str, page: &str) -> Vec<u8> {
        let mut lines = Lines::default();
        for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Niem Yet//niemyet//VI", "CALSCALE:GREGORIAN"] {
            lines.add(line);
        }
        // RFC 7986, and what older programs read in its place.
        lines.text("NAME", name);
        lines.text("X-WR-CALNAME", name);
        if self.extent == Extent::Newest {
            let note = self.room.word("calendar_newest");
            lines.text("DESCRIPTION", note);
            lines.text("X-WR-CALDESC", note);
        }
        if let Some(base) = &self.room.base_url {
            lines.add(&format!("URL:{base}{page}"));
            lines.add(&format!("SOURCE;VALUE=URI:{base}{page}lich.ics"));
        }
        for line in [
            "COLOR:darkred",
            "X-APPLE-CALENDAR-COLOR:#8C1D18",
            "REFRESH-INTERVAL;VALUE=DURATION:P1D",
            "X-PUBLISHED-TTL:P1D",
            "X-WR-TIMEZONE:Asia/Ho_Chi_Minh",
            // A calendar needs a component, and an agency may have no event yet.
            "BEGIN:VTIMEZONE",
            "TZID:Asia/Ho_Chi_Minh",
            "BEGIN:STANDARD",
            "DTSTART:19700101T000000",
            "TZOFFSETFROM:+0700",
            "TZOFFSETTO:+0700",
            "TZNAME:+07",
            "END:STANDARD",
            "END:VTIMEZONE",
        ] {
            lines.add(line);
        }
        lines.append(&self.events);
        lines.add("END:VCALENDAR");
        lines.into_bytes()
    }
}
