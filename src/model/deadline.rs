//! Deadline (thời hạn): the words of a deadline, and the days they mean.
//!
//! A phrase becomes tokens (`scan`). Tokens become days (`piece`, `pieces`, `hour`, `calendar`, `days`, `tet`), rhythms
//! (`rhythm`, `period`), events (`event`) or no time at all (`undated`). These are joined to one meaning (`phrase`,
//! `neighbours`); a phrase that has none gets the closest one that has (`nearest`).
//! The policy is DOMAIN.md §5; its examples are `tests/deadlines.tsv`, and what goes beyond them `deadlines-more.tsv`.

mod calendar;
mod days;
#[cfg(test)]
mod drawn;
mod event;
mod hour;
mod nearest;
mod neighbours;
mod period;
mod phrase;
mod piece;
mod pieces;
mod rhythm;
mod scan;
#[cfg(test)]
mod tests;
mod tet;
mod undated;

use crate::model::recurrence::Recurrence;
use jiff::civil::Date;
use std::ops::Range;

/// A deadline as printed, and as understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// Verbatim: the wording is the commitment.
    pub wording: String,
    pub due: Due,
}

/// What the words of a deadline mean. All days are inclusive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    pub kind: Kind,
    /// The second kind of a combination: a month and a condition, a month and then continuously.
    pub also: Option<Kind>,
    /// The first day; of a recurring deadline, of its first occurrence within the plan.
    pub start: Option<Date>,
    /// The last day: the day it is due; of a recurring deadline, of its first occurrence within the plan.
    pub end: Option<Date>,
    /// In the order of the words; empty where the words name no period.
    pub rules: Vec<Recurrence>,
    /// Of a relative deadline: how long after what.
    pub offset: Option<Offset>,
    /// The words of the condition or the request, verbatim.
    pub condition: Option<String>,
    /// What the words leave open and was filled in or left unknown, each once.
    pub inferred: Vec<Inference>,
    /// Whether the days are those within which the rules hold, and no deadline of their own: "Trước ngày 15 hằng tháng
    /// trong năm 2026".
    pub limits: bool,
    /// Further deadlines in the same phrase, each with its own part of the words: "…; báo cáo trước 05/12/2025".
    pub more: Vec<Deadline>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Date,
    Month,
    MonthRange,
    Quarter,
    HalfYear,
    Year,
    Range,
    Continuous,
    Recurring,
    Relative,
    Conditional,
    OnDemand,
    /// Blank at the source, or words that name no time.
    Unspecified,
    /// Lost in the scan.
    Illegible,
}

impl Kind {
    /// The name in data: `month-range`.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Date => "date",
            Kind::Month => "month",
            Kind::MonthRange => "month-range",
            Kind::Quarter => "quarter",
            Kind::HalfYear => "half-year",
            Kind::Year => "year",
            Kind::Range => "range",
            Kind::Continuous => "continuous",
            Kind::Recurring => "recurring",
            Kind::Relative => "relative",
            Kind::Conditional => "conditional",
            Kind::OnDemand => "on-demand",
            Kind::Unspecified => "unspecified",
            Kind::Illegible => "illegible",
        }
    }

    /// Whether the words name days of the calendar.
    fn is_dated(self) -> bool {
        matches!(
            self,
            Kind::Date | Kind::Month | Kind::MonthRange | Kind::Quarter | Kind::HalfYear | Kind::Year | Kind::Range
        )
    }
}

/// How long after what: "15 ngày kể từ ngày ban hành Kế hoạch". The day of the anchor is not counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offset {
    /// 0 for "ngay sau khi" and "kể từ".
    pub count: u16,
    pub unit: OffsetUnit,
    pub anchor: Anchor,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OffsetUnit {
    Day,
    WorkingDay,
    Week,
    Month,
    Year,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The day the plan itself was issued.
    Issue,
    /// An event, in the words of the phrase.
    Event(String),
    /// A day the phrase names: "kể từ ngày 01/01/2026", "sau khi kết thúc quý IV/2025".
    Day(Date),
    /// The phrase names none: "Trong vòng 30 ngày".
    Missing,
}

/// Something the words leave open. The page and the data say so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Inference {
    /// No year is written; it is the year of the plan's period.
    YearFromPeriod,
    /// No year is written; it is the year in which the plan was issued.
    YearFromIssue,
    /// The year stands earlier in the phrase: "từ 01/11/2025 đến 30/11".
    YearFromPhrase,
    /// No year is written and the plan has none to lean on: no date was made.
    YearUnknown,
    /// Đầu, giữa, cuối: by convention 1–10, 11–20, 21–end of a month; the first, middle, last month of a quarter;
    /// months 1, 6, 12 of a year.
    PartOfPeriod,
    /// A week of a month: by convention days 1–7, 8–14, …; it could be a calendar week.
    Week,
    /// A yearly report without a day: by convention 31/12.
    YearEnd,
    /// "2 lần/năm": taken as every half-year; "4 lần/năm": as every quarter.
    EvenSpacing,
    /// A day that some months lack falls on their last day.
    ShortMonth,
    /// The start and end of a recurring deadline are its first occurrence within the plan's period.
    FirstOccurrence,
    /// "Hết nhiệm kỳ": the last day of the plan's period.
    PeriodEnd,
    /// The start is the plan's issue: "từ nay", "cho đến hết nhiệm kỳ".
    IssueAsStart,
    /// The anchor does not name the plan ("kể từ ngày ký") and was taken to be its issue.
    Anchor,
    /// A length of time that nothing says the beginning of: "Trong vòng 30 ngày".
    AnchorMissing,
    /// Working days skip weekends and the holidays that are known, not days off that are still to be chosen or that were
    /// changed for a weekend.
    WorkingDays,
    /// An event without a day; the end is the latest it can be: "kỳ họp cuối năm 2025".
    Ceiling,
    /// Tết of the year, from a table.
    LunarCalendar,
    /// A part is lost in the scan or left blank; what it hits was not guessed.
    Lost,
    /// "Như trên": the words mean another cell, which has to be written out.
    SameAsAbove,
}

impl Inference {
    /// The name in data: `year-from-period`.
    pub fn name(self) -> &'static str {
        match self {
            Inference::YearFromPeriod => "year-from-period",
            Inference::YearFromIssue => "year-from-issue",
            Inference::YearFromPhrase => "year-from-phrase",
            Inference::YearUnknown => "year-unknown",
            Inference::PartOfPeriod => "part-of-period",
            Inference::Week => "week",
            Inference::YearEnd => "year-end",
            Inference::EvenSpacing => "even-spacing",
            Inference::ShortMonth => "short-month",
            Inference::FirstOccurrence => "first-occurrence",
            Inference::PeriodEnd => "period-end",
            Inference::IssueAsStart => "issue-as-start",
            Inference::Anchor => "anchor",
            Inference::AnchorMissing => "anchor-missing",
            Inference::WorkingDays => "working-days",
            Inference::Ceiling => "ceiling",
            Inference::LunarCalendar => "lunar-calendar",
            Inference::Lost => "lost",
            Inference::SameAsAbove => "same-as-above",
        }
    }
}

impl Due {
    pub fn of(kind: Kind) -> Due {
        Due {
            kind,
            also: None,
            start: None,
            end: None,
            rules: Vec::new(),
            offset: None,
            condition: None,
            inferred: Vec::new(),
            limits: false,
            more: Vec::new(),
        }
    }

    /// Each deadline of the phrase: the first with the words of the whole, the further ones with their own.
    pub fn parts<'d>(&'d self, wording: &'d str) -> impl Iterator<Item = (&'d str, &'d Due)> {
        std::iter::once((wording, self)).chain(self.more.iter().map(|more| (more.wording.as_str(), &more.due)))
    }

    /// Both kinds in data: `month+conditional`.
    pub fn kind_name(&self) -> String {
        match self.also {
            None => self.kind.name().to_owned(),
            Some(also) => format!("{}+{}", self.kind.name(), also.name()),
        }
    }

    /// The day that the deadline itself falls on; none for work that goes on, nor for a rhythm, whose days are its
    /// occurrences. "Trước 30/11/2025, báo cáo hằng tháng" has both.
    pub fn own_end(&self) -> Option<Date> {
        let goes_on = self.kind == Kind::Continuous || (self.kind == Kind::Year && self.also == Some(Kind::Continuous));
        let is_rhythm = !self.kind.is_dated() && self.rules.iter().any(Recurrence::names_days);
        self.last_day().filter(|_| !goes_on && !is_rhythm)
    }

    /// The last day that the phrase names; none where that only limits a rhythm.
    pub fn last_day(&self) -> Option<Date> {
        self.end.filter(|_| !self.limits)
    }

    /// The first and the last day that the rules of the phrase may fall on, where it names them: "Năm 2026, báo cáo hằng
    /// tháng", "Hằng quý từ quý IV/2025".
    pub fn span(&self) -> (Option<Date>, Option<Date>) {
        let is_span = self.kind.is_dated() && self.kind != Kind::Date;
        let start = self.start.filter(|_| is_span);
        (start, self.end.filter(|_| self.limits || start.is_some()))
    }

    fn leaned_on_plan(&self) -> bool {
        self.inferred.iter().any(|what| matches!(what, Inference::YearFromPeriod | Inference::YearFromIssue))
    }

    /// Whether the days are of a year that the words do not write beside them.
    fn year_is_missing(&self) -> bool {
        self.leaned_on_plan()
            || self.inferred.iter().any(|what| matches!(what, Inference::YearFromPhrase | Inference::YearUnknown))
    }

    fn infer(&mut self, what: Inference) {
        if !self.inferred.contains(&what) {
            self.inferred.push(what);
        }
    }
}

/// What a phrase may lean on: the plan's own days, first and last, inclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// The same day twice, or the days of a month when only that is known.
    pub issued: Option<(Date, Date)>,
    pub period: Option<(Date, Date)>,
}

impl Context {
    fn issue_day(&self) -> Option<Date> {
        self.issued.filter(|(first, last)| first == last).map(|(day, _)| day)
    }

    /// The year of a phrase that writes none.
    fn year(&self) -> Option<(i16, Inference)> {
        let one_year = |days: Option<(Date, Date)>| {
            days.filter(|(first, last)| first.year() == last.year()).map(|(first, _)| first.year())
        };
        one_year(self.period)
            .map(|year| (year, Inference::YearFromPeriod))
            .or(one_year(self.issued).map(|year| (year, Inference::YearFromIssue)))
    }
}

/// A phrase, or the part of one, that has no meaning here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The bytes of the phrase that are wrong, on character boundaries and not empty.
    pub at: Range<usize>,
    pub why: Why,
    /// The whole phrase or its readable part as it could be written; [`read`] reads it.
    pub nearest: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    NoSuchDay,
    NoSuchMonth,
    NoSuchQuarter,
    NoSuchWeek,
    /// Outside 2000–2100, or not written with four digits.
    YearOutOfRange,
    /// "Ngày 15" and no month anywhere.
    MonthMissing,
    EndsBeforeStart,
    /// Two parts of the phrase cannot both be true: brackets outside what they explain, the year of another name
    /// (Bính Ngọ), a day whose missing year is not that of the day beside it.
    Contradiction,
    /// The words can mean more than one day: "Trước cuối năm 2025", "Trước 15/6 và tháng 12".
    Ambiguous,
    /// No year is written, and the days would be of different years or before the issue.
    YearMissing,
    NotUnderstood,
}

/// Reads a deadline: a phrase of a plan, an ISO 8601 day or interval, or the word `illegible`.
///
/// A month without a year is that of the plan's period, or else the first after the issue: in a plan of 26/12/2025
/// "Tháng 11" is that of 2026.
pub fn read(phrase: &str, context: &Context) -> Result<Due, Unreadable> {
    let due = phrase::read(phrase, context, scan::Spelling::Exact);
    due.map_err(|fault| nearest::unreadable(phrase, context, fault))
}
