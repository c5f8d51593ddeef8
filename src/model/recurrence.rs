//! Recurrence: a rhythm of days, written and counted as RFC 5545 does.

use jiff::civil::{Date, Weekday};
use std::fmt;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frequency {
    Daily,
    Weekly,
    Monthly,
    Yearly,
}

impl Frequency {
    /// The value of `FREQ`.
    pub fn name(self) -> &'static str {
        match self {
            Frequency::Daily => "DAILY",
            Frequency::Weekly => "WEEKLY",
            Frequency::Monthly => "MONTHLY",
            Frequency::Yearly => "YEARLY",
        }
    }
}

/// An `RRULE` of RFC 5545 §3.3.10 without `COUNT`, `UNTIL` and `BYSETPOS`; shown as the value of that property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recurrence {
    pub freq: Frequency,
    /// Every so many periods, counted from the anchor's; 1 is not written and 0 counts as 1.
    pub interval: u16,
    /// Months 1–12, ascending; empty where the rule names none.
    pub by_month: Vec<i8>,
    /// Days 1–31 or, from the month's end, −1 (the last) to −31. A day that a month lacks is skipped.
    pub by_month_day: Vec<i8>,
    /// Days of the week, without an ordinal.
    pub by_day: Vec<Weekday>,
}

impl Recurrence {
    /// The bare rule: it falls on the anchor's day of each period.
    pub fn every(freq: Frequency) -> Recurrence {
        Recurrence { freq, interval: 1, by_month: Vec::new(), by_month_day: Vec::new(), by_day: Vec::new() }
    }

    /// One day of every month.
    pub fn monthly(day: i8) -> Recurrence {
        Recurrence { by_month_day: vec![day], ..Recurrence::every(Frequency::Monthly) }
    }

    /// One day of the given months of every year.
    pub fn yearly(months: Vec<i8>, day: i8) -> Recurrence {
        Recurrence { by_month: months, by_month_day: vec![day], ..Recurrence::every(Frequency::Yearly) }
    }

    /// Whether the rule itself says on which days it falls; if not, the anchor does.
    pub fn names_days(&self) -> bool {
        !self.by_month_day.is_empty() || !self.by_day.is_empty()
    }

    /// The days of the rule from `from` to `to`, both included, ascending. `anchor` is `DTSTART`: nothing falls before
    /// it, intervals are counted from its period, and a bare rule repeats its day. Unlike `DTSTART` it is not itself
    /// a day of the rule unless the rule says so. Weeks start on Monday.
    pub fn dates(&self, from: Date, to: Date, anchor: Date) -> Vec<Date> {
        let from = from.max(anchor);
        if from > to {
            return Vec::new();
        }
        match self.freq {
            Frequency::Daily | Frequency::Weekly => self.by_days(from, to, anchor),
            Frequency::Monthly | Frequency::Yearly => self.by_months(from, to, anchor),
        }
    }

    fn by_days(&self, from: Date, to: Date, anchor: Date) -> Vec<Date> {
        let weekly = self.freq == Frequency::Weekly;
        let interval = i64::from(self.interval.max(1));
        let anchor_week = i64::from(anchor.weekday().to_monday_zero_offset());
        let mut out = Vec::new();
        let mut next = Some(from);
        while let Some(day) = next.filter(|day| *day <= to) {
            let days = days_between(anchor, day);
            let periods = if weekly { (days + anchor_week) / 7 } else { days };
            let weekday_fits = match self.by_day.as_slice() {
                [] => !weekly || day.weekday() == anchor.weekday(),
                named => named.contains(&day.weekday()),
            };
            if periods % interval == 0 && weekday_fits && self.month_allowed(day.month()) {
                out.push(day);
            }
            next = day.tomorrow().ok();
        }
        out
    }

    fn by_months(&self, from: Date, to: Date, anchor: Date) -> Vec<Date> {
        let interval = i32::from(self.interval.max(1));
        let first_month = month_index(anchor);
        let mut out = Vec::new();
        for index in month_index(from)..=month_index(to) {
            let (year, month) = (index.div_euclid(12), (index.rem_euclid(12) + 1) as i8);
            let periods = match self.freq {
                Frequency::Yearly => year - i32::from(anchor.year()),
                _ => index - first_month,
            };
            let named = match self.freq {
                Frequency::Yearly if self.by_month.is_empty() && !self.names_days() => month == anchor.month(),
                _ => self.month_allowed(month),
            };
            if periods % interval != 0 || !named {
                continue;
            }
            let Ok(first) = Date::new(year as i16, month, 1) else { continue };
            let start = out.len();
            self.days_of_month(first, anchor, &mut out);
            out[start..].sort_unstable();
        }
        out.retain(|day| (from..=to).contains(day));
        out.dedup();
        out
    }

    fn days_of_month(&self, first: Date, anchor: Date, out: &mut Vec<Date>) {
        let length = first.days_in_month();
        let on = |day: i8| Date::new(first.year(), first.month(), day).ok();
        let weekday_fits = |day: &Date| self.by_day.is_empty() || self.by_day.contains(&day.weekday());
        if !self.by_month_day.is_empty() {
            let from_end = |day: i8| if day < 0 { length.checked_add(day)?.checked_add(1) } else { Some(day) };
            let named = self.by_month_day.iter().filter_map(|day| from_end(*day).and_then(on));
            out.extend(named.filter(weekday_fits));
        } else if !self.by_day.is_empty() {
            out.extend((1..=length).filter_map(on).filter(weekday_fits));
        } else {
            out.extend(on(anchor.day()));
        }
    }

    fn month_allowed(&self, month: i8) -> bool {
        self.by_month.is_empty() || self.by_month.contains(&month)
    }
}

fn month_index(day: Date) -> i32 {
    i32::from(day.year()) * 12 + i32::from(day.month()) - 1
}

fn days_between(from: Date, to: Date) -> i64 {
    to.duration_since(from).as_hours() / 24
}

impl fmt::Display for Recurrence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FREQ={}", self.freq.name())?;
        if self.interval > 1 {
            write!(f, ";INTERVAL={}", self.interval)?;
        }
        list(f, "BYMONTH", &self.by_month)?;
        list(f, "BYMONTHDAY", &self.by_month_day)?;
        let days: Vec<_> = self.by_day.iter().map(|day| weekday_name(*day)).collect();
        list(f, "BYDAY", &days)
    }
}

fn list(f: &mut fmt::Formatter<'_>, name: &str, values: &[impl fmt::Display]) -> fmt::Result {
    for (i, value) in values.iter().enumerate() {
        match i {
            0 => write!(f, ";{name}={value}")?,
            _ => write!(f, ",{value}")?,
        }
    }
    Ok(())
}

fn weekday_name(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "MO",
        Weekday::Tuesday => "TU",
        Weekday::Wednesday => "WE",
        Weekday::Thursday => "TH",
        Weekday::Friday => "FR",
        Weekday::Saturday => "SA",
        Weekday::Sunday => "SU",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn check(rule: &Recurrence, text: &str, from: Date, to: Date, anchor: Date, expected: &str) {
        assert_eq!(rule.to_string(), text);
        let days: Vec<_> = rule.dates(from, to, anchor).iter().map(Date::to_string).collect();
        assert_eq!(days.join(" "), expected, "{text}");
    }

    #[test]
    fn rules_are_written_and_expanded_as_in_rfc_5545() {
        let (from, to) = (date(2026, 1, 1), date(2026, 6, 30));
        check(
            &Recurrence::monthly(-1),
            "FREQ=MONTHLY;BYMONTHDAY=-1",
            from,
            date(2026, 3, 31),
            from,
            "2026-01-31 2026-02-28 2026-03-31",
        );
        // A month without the day is skipped, not moved.
        check(
            &Recurrence::monthly(31),
            "FREQ=MONTHLY;BYMONTHDAY=31",
            from,
            date(2026, 4, 30),
            from,
            "2026-01-31 2026-03-31",
        );
        check(
            &Recurrence::yearly(vec![3, 6, 9, 12], 9),
            "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=9",
            from,
            to,
            date(2025, 12, 26),
            "2026-03-09 2026-06-09",
        );
        let weekly = Recurrence { by_day: vec![Weekday::Monday], ..Recurrence::every(Frequency::Weekly) };
        check(&weekly, "FREQ=WEEKLY;BYDAY=MO", from, date(2026, 1, 20), from, "2026-01-05 2026-01-12 2026-01-19");
        let fortnightly = Recurrence { interval: 2, ..weekly };
        check(
            &fortnightly,
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO",
            from,
            date(2026, 2, 1),
            date(2026, 1, 1),
            "2026-01-12 2026-01-26",
        );
        let two_years = Recurrence { interval: 2, ..Recurrence::every(Frequency::Yearly) };
        check(
            &two_years,
            "FREQ=YEARLY;INTERVAL=2",
            date(2024, 1, 1),
            date(2030, 1, 1),
            date(2025, 10, 13),
            "2025-10-13 2027-10-13 2029-10-13",
        );
        check(
            &Recurrence::every(Frequency::Yearly),
            "FREQ=YEARLY",
            date(2024, 1, 1),
            date(2029, 1, 1),
            date(2024, 2, 29),
            "2024-02-29 2028-02-29",
        );
        check(
            &Recurrence::every(Frequency::Daily),
            "FREQ=DAILY",
            from,
            date(2026, 1, 3),
            date(2026, 1, 2),
            "2026-01-02 2026-01-03",
        );
    }

    #[test]
    fn the_ends_of_time_do_not_overflow() {
        let odd = Recurrence {
            interval: 0,
            by_month: vec![-3, 0, 13, 2],
            by_month_day: vec![-128, 127, 0, -29],
            ..Recurrence::every(Frequency::Monthly)
        };
        assert!(odd.dates(date(2027, 1, 1), date(2027, 12, 31), date(2020, 1, 1)).is_empty());
        assert!(Recurrence::every(Frequency::Daily).dates(Date::MAX, Date::MIN, Date::MIN).is_empty());
        let far = Recurrence::monthly(-1).dates(date(9999, 11, 1), Date::MAX, Date::MIN);
        assert_eq!(far, [date(9999, 11, 30), date(9999, 12, 31)]);
        assert_eq!(Recurrence::every(Frequency::Daily).dates(Date::MAX, Date::MAX, Date::MIN), [Date::MAX]);
    }
}
