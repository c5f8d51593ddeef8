//! The time axis of a picture: whole months, quarters or years, and where days stand on it.

use crate::model::date;
use jiff::{Span, ToSpan, civil::Date};

/// Whole steps from the first day on; `end` is the day after the last.
pub(super) struct Axis {
    pub first: Date,
    end: Date,
    step: Step,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// Of one month, by its day numbers.
    Week,
    Month,
    Quarter,
    /// So many years.
    Years(i16),
}

pub(super) struct Tick {
    pub day: Date,
    pub label: String,
    /// The month or the year that starts here, where the label does not say it.
    pub above: Option<String>,
}

impl Axis {
    /// Steps as fine as a phone can label: up to 14 of them.
    pub fn over(first: Date, last: Date) -> Self {
        let months = i32::from(last.year() - first.year()) * 12 + i32::from(last.month() - first.month()) + 1;
        let years = last.year() - first.year() + 1;
        let step = match months {
            1 => Step::Week,
            2..=14 => Step::Month,
            15..=36 => Step::Quarter,
            _ => Step::Years((years + 9) / 10),
        };
        let starts = |day: Date| match step {
            Step::Week | Step::Month => day.first_of_month(),
            Step::Quarter => Date::constant(day.year(), (day.month() - 1) / 3 * 3 + 1, 1),
            Step::Years(_) => day.first_of_year(),
        };
        let first = starts(first);
        let length = match step {
            Step::Week | Step::Month => 1.month(),
            Step::Quarter => 3.months(),
            Step::Years(_) => 1.year(),
        };
        let end = starts(last).checked_add(length).unwrap_or(last);
        Self { first, end, step }
    }

    pub fn days(&self) -> i64 {
        i64::from((self.end - self.first).get_days()).max(1)
    }

    /// Hundredths of a percent from the left at which a day starts.
    pub fn at(&self, day: Date) -> u32 {
        let passed = i64::from((day - self.first).get_days()).clamp(0, self.days());
        (passed * 10_000 / self.days()) as u32
    }

    /// Where a day ends.
    pub fn after(&self, day: Date) -> u32 {
        day.tomorrow().map_or(10_000, |next| self.at(next))
    }

    pub fn middle(&self, day: Date) -> u32 {
        (self.at(day) + self.after(day)) / 2
    }

    pub fn ticks(&self) -> Vec<Tick> {
        let step: Span = match self.step {
            Step::Week => 7.days(),
            Step::Month => 1.month(),
            Step::Quarter => 3.months(),
            Step::Years(years) => years.years(),
        };
        let mut ticks: Vec<Tick> = Vec::new();
        let mut next = Some(self.first);
        while let Some(day) = next.filter(|day| *day < self.end) {
            let starts_year = ticks.is_empty() || day.month() == 1;
            let (label, above) = match self.step {
                Step::Week => (
                    day.day().to_string(),
                    ticks.is_empty().then(|| format!("{}/{}", date::padded_month(day.month()), day.year())),
                ),
                Step::Month => (day.month().to_string(), starts_year.then(|| day.year().to_string())),
                Step::Quarter => (
                    ["I", "II", "III", "IV"][(day.month() as usize - 1) / 3].to_owned(),
                    starts_year.then(|| day.year().to_string()),
                ),
                Step::Years(_) => (day.year().to_string(), None),
            };
            ticks.push(Tick { day, label, above });
            next = day.checked_add(step).ok();
        }
        ticks
    }
}
