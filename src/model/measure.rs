//! Chỉ tiêu đo được: operator, value and unit of a target, `>= 14 %/năm`.

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    pub operator: Operator,
    /// As written, Vietnamese decimals: `14`, `1,5`.
    pub value: String,
    pub unit: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    AtLeast,
    MoreThan,
    Exactly,
    AtMost,
    LessThan,
}

impl Operator {
    const ALL: [(&str, Self); 5] = [
        (">=", Self::AtLeast),
        (">", Self::MoreThan),
        ("<=", Self::AtMost),
        ("<", Self::LessThan),
        ("=", Self::Exactly),
    ];

    pub fn sign(self) -> &'static str {
        match self {
            Self::AtLeast => "≥",
            Self::MoreThan => ">",
            Self::Exactly => "=",
            Self::AtMost => "≤",
            Self::LessThan => "<",
        }
    }
}

impl Measure {
    /// Reads an operator, a number and a unit.
    pub fn read(written: &str) -> Option<Self> {
        let (operator, rest) = Operator::ALL.iter().find_map(|(sign, operator)| {
            written.trim().strip_prefix(sign).map(|rest| (*operator, rest.trim_start()))
        })?;
        let end = rest.find(|c: char| !(c.is_ascii_digit() || c == ',' || c == '.')).unwrap_or(rest.len());
        let (value, unit) = rest.split_at(end);
        let well_formed =
            value.starts_with(|c: char| c.is_ascii_digit()) && value.ends_with(|c: char| c.is_ascii_digit());
        well_formed.then(|| Self { operator, value: value.to_owned(), unit: unit.trim().to_owned() })
    }

    /// `≥ 14 %/năm`.
    pub fn label(&self) -> String {
        let sign = self.operator.sign();
        match (self.operator, self.unit.is_empty()) {
            (Operator::Exactly, true) => self.value.clone(),
            (Operator::Exactly, false) => format!("{} {}", self.value, self.unit),
            (_, true) => format!("{sign} {}", self.value),
            (_, false) => format!("{sign} {} {}", self.value, self.unit),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_read_as_the_table_says() {
        let table = [
            (">= 14 %/năm", Some("≥ 14 %/năm")),
            ("= 100 %", Some("100 %")),
            ("> 85%", Some("> 85 %")),
            ("<= 1,5 lần", Some("≤ 1,5 lần")),
            ("= 20 doanh nghiệp/1.000 dân", Some("20 doanh nghiệp/1.000 dân")),
            ("14 %", None),
            (">= nhiều", None),
            ("", None),
        ];
        for (written, label) in table {
            assert_eq!(Measure::read(written).map(|measure| measure.label()), label.map(str::to_owned), "{written}");
        }
    }
}
