//! Ngày ban hành: a day, or a month whose day is still blank; and how days are written (NĐ 30/2020).

use jiff::civil::Date;

/// When a plan was issued. A draft may have no day yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Issued {
    Day(Date),
    /// Year and month.
    Month(i16, i8),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateError {
    /// Not `2025-10-13` or `2025-10`.
    Form,
    /// A day that the calendar does not have.
    NoSuchDay,
    /// Before 1945 or after 2100: a slip of the pen.
    Year,
}

impl Issued {
    /// Reads `2025-10-13` or `2025-10`.
    pub fn read(written: &str) -> Result<Self, DateError> {
        let parts: Vec<&str> = written.split('-').collect();
        match parts[..] {
            [year, month] => {
                let (year, month) = (number(year, 4)?, number(month, 2)?);
                let first = Date::new(year, month as i8, 1).map_err(|_| DateError::NoSuchDay)?;
                of_our_time(first).map(|_| Self::Month(year, month as i8))
            }
            _ => read_day(written).map(Self::Day),
        }
    }

    /// First and last day it can be.
    pub fn bounds(self) -> (Date, Date) {
        match self {
            Self::Day(day) => (day, day),
            Self::Month(year, month) => {
                let first = Date::constant(year, month, 1);
                (first, first.last_of_month())
            }
        }
    }

    pub fn day(self) -> Option<Date> {
        match self {
            Self::Day(day) => Some(day),
            Self::Month(..) => None,
        }
    }

    pub fn year(self) -> i16 {
        self.bounds().0.year()
    }

    /// ISO 8601, as precise as is known: `2025-10-13`, `2025-10`.
    pub fn iso(self) -> String {
        match self {
            Self::Day(day) => day.to_string(),
            Self::Month(year, month) => format!("{year:04}-{month:02}"),
        }
    }

    /// `13/10/2025` or `10/2025`.
    pub fn short(self) -> String {
        match self {
            Self::Day(day) => short(day),
            Self::Month(year, month) => format!("{}/{year}", padded_month(month)),
        }
    }
}

/// Reads `2025-10-13`.
pub fn read_day(written: &str) -> Result<Date, DateError> {
    let parts: Vec<&str> = written.split('-').collect();
    let [year, month, day] = parts[..] else { return Err(DateError::Form) };
    let (year, month, day) = (number(year, 4)?, number(month, 2)?, number(day, 2)?);
    Date::new(year, month as i8, day as i8).map_err(|_| DateError::NoSuchDay).and_then(of_our_time)
}

fn of_our_time(day: Date) -> Result<Date, DateError> {
    if (1945..=2100).contains(&day.year()) { Ok(day) } else { Err(DateError::Year) }
}

fn number(digits: &str, length: usize) -> Result<i16, DateError> {
    if digits.len() != length || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(DateError::Form);
    }
    digits.parse().map_err(|_| DateError::Form)
}

/// `05/11/2025`, `31/8/2025`: days under 10 and months 1 and 2 take a leading zero (NĐ 30/2020, App. I).
pub fn short(day: Date) -> String {
    format!("{:02}/{}/{}", day.day(), padded_month(day.month()), day.year())
}

/// `01`, `02`, `3` … `12`.
pub fn padded_month(month: i8) -> String {
    if month < 3 { format!("{month:02}") } else { month.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_read_as_the_table_says() {
        let table = [
            ("2025-10-13", Ok("13/10/2025")),
            ("2025-10", Ok("10/2025")),
            ("2025-02-05", Ok("05/02/2025")),
            ("2024-02-29", Ok("29/02/2024")),
            ("2025-08-31", Ok("31/8/2025")),
            ("2025-02-29", Err(DateError::NoSuchDay)),
            ("2025-13", Err(DateError::NoSuchDay)),
            ("0205-07-30", Err(DateError::Year)),
            ("9999-12", Err(DateError::Year)),
            ("13/10/2025", Err(DateError::Form)),
            ("2025-1-3", Err(DateError::Form)),
            ("", Err(DateError::Form)),
        ];
        for (written, meaning) in table {
            assert_eq!(Issued::read(written).map(Issued::short), meaning.map(str::to_owned), "{written}");
        }
    }
}
