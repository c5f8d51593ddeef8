//! Ngày nghỉ lễ, tết: the days off of the Labour Code 2019 (Art. 112), and the lunar days among them.

use jiff::{ToSpan, civil::Date};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Holiday {
    /// Tết Dương lịch.
    NewYear,
    /// Tết Âm lịch, five days.
    Tet,
    /// Giỗ Tổ Hùng Vương, the tenth of the third lunar month.
    HungKings,
    /// Ngày Chiến thắng.
    Victory,
    /// Ngày Quốc tế lao động.
    Labour,
    /// Quốc khánh: 2/9 and, since 2021, the day before or after it.
    National,
}

impl Holiday {
    /// The name in lists of words: `hung-kings`.
    pub fn name(self) -> &'static str {
        match self {
            Self::NewYear => "new-year",
            Self::Tet => "tet",
            Self::HungKings => "hung-kings",
            Self::Victory => "victory",
            Self::Labour => "labour",
            Self::National => "national",
        }
    }
}

/// A year of the calendar of Vietnam (UTC+7), with the month and day of the first of its lunar year and of Giỗ Tổ.
struct Lunar {
    year: i16,
    tet: (i8, i8),
    hung_kings: (i8, i8),
}

const fn lunar(year: i16, tet: (i8, i8), hung_kings: (i8, i8)) -> Lunar {
    Lunar { year, tet, hung_kings }
}

/// Reckoned from the new moons and the sun's longitude at UTC+7; the test below finds the new moons again.
/// 2030 differs from China's.
const LUNAR: [Lunar; 21] = [
    lunar(2020, (1, 25), (4, 2)),
    lunar(2021, (2, 12), (4, 21)),
    lunar(2022, (2, 1), (4, 10)),
    lunar(2023, (1, 22), (4, 29)),
    lunar(2024, (2, 10), (4, 18)),
    lunar(2025, (1, 29), (4, 7)),
    lunar(2026, (2, 17), (4, 26)),
    lunar(2027, (2, 6), (4, 16)),
    lunar(2028, (1, 26), (4, 4)),
    lunar(2029, (2, 13), (4, 23)),
    lunar(2030, (2, 2), (4, 12)),
    lunar(2031, (1, 23), (4, 1)),
    lunar(2032, (2, 11), (4, 19)),
    lunar(2033, (1, 31), (4, 9)),
    lunar(2034, (2, 19), (4, 28)),
    lunar(2035, (2, 8), (4, 17)),
    lunar(2036, (1, 28), (4, 6)),
    lunar(2037, (2, 15), (4, 24)),
    lunar(2038, (2, 4), (4, 13)),
    lunar(2039, (1, 24), (4, 3)),
    lunar(2040, (2, 12), (4, 20)),
];

/// What the Prime Minister chose for civil servants (Art. 112 §3): how many of the five days of Tết come before the
/// first of the lunar year, and the second day of Quốc khánh, with where it was announced. Days off in exchange for a
/// weekend are not holidays. Ngày Văn hóa Việt Nam (24/11) is none yet: Nghị quyết 80-NQ/TW of 7/1/2026 wants it to be,
/// and Nghị quyết 30/NQ-CP leaves that to an amendment of Art. 112 §1.
const CHOSEN: [Chosen; 7] = [
    // 23–29/1/2020, two of them for a weekend: Sở Công Thương Đắk Lắk, 7/1/2020. One day of Quốc khánh, by the Labour
    // Code of 2012.
    chosen(2020, 2, None),
    // Thông báo 4875/TB-LĐTBXH.
    chosen(2021, 2, Some((9, 3))),
    // 29/1–6/2 with two weekends, and the day before 2/9: Bộ LĐTBXH, vnfinance.vn, 22/12/2021.
    chosen(2022, 1, Some((9, 1))),
    // Công văn 8056/VPCP-KGVX of 1/12/2022.
    chosen(2023, 2, Some((9, 1))),
    // 8–14/2 and 31/8–3/9: Bộ LĐTBXH, sucsongtre.vn.
    chosen(2024, 2, Some((9, 3))),
    // Văn bản 8726/VPCP-KGVX of 26/11/2024.
    chosen(2025, 2, Some((9, 1))),
    // 14–22/2 and 29/8–2/9, 31/8 in exchange for a Saturday: Văn phòng Chính phủ, kienthuc.net.vn, 13/10/2025.
    chosen(2026, 1, Some((9, 1))),
];

struct Chosen {
    year: i16,
    before_tet: i8,
    /// Month and day.
    national: Option<(i8, i8)>,
}

const fn chosen(year: i16, before_tet: i8, national: Option<(i8, i8)>) -> Chosen {
    Chosen { year, before_tet, national }
}

/// The first day of the lunar year, by the table.
pub fn tet(year: i16) -> Option<Date> {
    let found = LUNAR.iter().find(|lunar| lunar.year == year)?;
    Date::new(year, found.tet.0, found.tet.1).ok()
}

/// Whether the days of Tết and Quốc khánh that the law leaves open are known; of other years only the days that every
/// choice so far had in common are holidays here.
pub fn is_chosen(year: i16) -> bool {
    CHOSEN.iter().any(|chosen| chosen.year == year)
}

/// The holidays of a year, in order of days; of years outside the table only those of the solar calendar.
pub fn of_year(year: i16) -> Vec<(Date, Holiday)> {
    let mut days = Vec::new();
    let mut add = |holiday: Holiday, month: i8, day: i8| {
        days.extend(Date::new(year, month, day).ok().map(|day| (day, holiday)));
    };
    add(Holiday::NewYear, 1, 1);
    add(Holiday::Victory, 4, 30);
    add(Holiday::Labour, 5, 1);
    add(Holiday::National, 9, 2);
    let chosen = CHOSEN.iter().find(|chosen| chosen.year == year);
    if let Some((month, day)) = chosen.and_then(|chosen| chosen.national) {
        add(Holiday::National, month, day);
    }
    if let Some(found) = LUNAR.iter().find(|lunar| lunar.year == year) {
        add(Holiday::HungKings, found.hung_kings.0, found.hung_kings.1);
    }
    if let Some(first) = tet(year) {
        // One day before and three from the first on belong to either choice.
        let (before, from) = chosen.map_or((1, 3), |chosen| (chosen.before_tet, 5 - chosen.before_tet));
        let around = (-before..from).filter_map(|offset| first.checked_add(i64::from(offset).days()).ok());
        days.extend(around.map(|day| (day, Holiday::Tet)));
    }
    days.sort_unstable();
    days
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_have_the_holidays_of_the_table() {
        let table = [
            (2020, "01-01 01-23 01-24 01-25 01-26 01-27 04-02 04-30 05-01 09-02"),
            (2025, "01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-30 05-01 09-01 09-02"),
            (2026, "01-01 02-16 02-17 02-18 02-19 02-20 04-26 04-30 05-01 09-01 09-02"),
            // Not chosen yet: four days of Tết and one of Quốc khánh.
            (2030, "01-01 02-01 02-02 02-03 02-04 04-12 04-30 05-01 09-02"),
            (2060, "01-01 04-30 05-01 09-02"),
        ];
        for (year, days) in table {
            let found: Vec<String> = of_year(year).iter().map(|(day, _)| day.to_string()[5..].to_owned()).collect();
            assert_eq!(found.join(" "), days, "{year}");
        }
    }

    /// Both lunar days hang on a new moon: Tết is its day, Giỗ Tổ nine days after it.
    #[test]
    fn the_lunar_table_follows_the_moon() {
        for row in &LUNAR {
            let day = |(month, day)| Date::new(row.year, month, day).expect("a day");
            let (tet, hung_kings) = (day(row.tet), day(row.hung_kings));
            let third = hung_kings.checked_sub(9.days()).expect("a day");
            assert!(is_new_moon(tet), "{tet}");
            assert!(is_new_moon(third), "{third}");
            // Two months, or three where one of them is a leap month.
            let months = (third - tet).get_days();
            assert!((58..=60).contains(&months) || (87..=90).contains(&months), "{tet} {third}");
            // Between 21 January and 20 February: the second new moon after the solstice, or the third.
            assert!((day((1, 21))..=day((2, 20))).contains(&tet), "{tet}");
        }
    }

    /// Whether the moon is new on a day at UTC+7, by the main terms of J. Meeus, Astronomical Algorithms, chapter 49:
    /// right to a few minutes, which is enough for every day of the table.
    fn is_new_moon(day: Date) -> bool {
        let since_2000 = f64::from((day - Date::constant(2000, 1, 1)).get_days());
        let around = (since_2000 - 5.26) / 29.530_588_861;
        [around.floor(), around.ceil()].into_iter().any(|k| {
            let t = k / 1236.85;
            let angle = |at_zero: f64, each: f64| (at_zero + each * k).to_radians();
            let (sun, moon, node) =
                (angle(2.5534, 29.105_356_70), angle(201.5643, 385.816_935_28), angle(160.7108, 390.670_502_84));
            let shift = -0.40720 * moon.sin()
                + 0.17241 * sun.sin()
                + 0.01608 * (2.0 * moon).sin()
                + 0.01039 * (2.0 * node).sin()
                + 0.00739 * (moon - sun).sin()
                - 0.00514 * (moon + sun).sin()
                + 0.00208 * (2.0 * sun).sin();
            // Days since 1 January 2000, 0:00 UTC; terrestrial time is about 70 s ahead of UTC.
            let new = 5.097_66 + 0.5 - 0.000_8 + 29.530_588_861 * k + 0.000_154_37 * t * t + shift;
            (new + 7.0 / 24.0).floor() == since_2000
        })
    }
}
