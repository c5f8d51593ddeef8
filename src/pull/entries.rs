//! Entries: the lines of a part → [`Page`]s, each line checked as if its author wished harm.

use super::{Kind, Page, Row, Section};
use crate::{parse::is_unprintable, problem::Refusal};
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::BTreeSet;

/// Bytes of a line: a page with all its running text is one.
pub const LINE: usize = 4 << 20;
/// Letters of an address or an anchor.
const ADDRESS: usize = 400;

#[derive(Deserialize)]
struct Line {
    address: String,
    kind: LineKind,
    page: String,
    title: String,
    // What is not known is left out, or empty.
    number: Option<String>,
    #[serde(default)]
    issuer: String,
    #[serde(default)]
    date: String,
    #[serde(default)]
    agency: Vec<String>,
    #[serde(default)]
    deadline: String,
    due: Option<String>,
    text: String,
    /// Sites that do not say it give all of the text as their own words.
    #[serde(default = "all")]
    own: usize,
}

fn all() -> usize {
    usize::MAX
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum LineKind {
    Plan,
    Document,
    Agency,
    Row,
    Section,
}

/// What was read of a site so far.
pub struct Reader<'a> {
    /// With a slash at the end.
    site: &'a str,
    seen: BTreeSet<String>,
    pub pages: Vec<Page>,
}

/// What is wrong, and with which line.
pub type Wrong = (Refusal, Option<usize>);

impl<'a> Reader<'a> {
    pub fn new(site: &'a str) -> Self {
        Self { site, seen: BTreeSet::new(), pages: Vec::new() }
    }

    pub fn part(&mut self, bytes: &[u8]) -> Result<(), Wrong> {
        for (at, line) in bytes.split(|byte| *byte == b'\n').enumerate().filter(|(_, line)| !line.is_empty()) {
            self.line(line).map_err(|why| (why, Some(at + 1)))?;
        }
        Ok(())
    }

    fn line(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        if bytes.len() > LINE {
            return Err(Refusal::LongLine { bytes: LINE });
        }
        let line: Line = serde_json::from_slice(bytes).map_err(|why| Refusal::Unreadable { why: why.to_string() })?;
        line.check()?;
        let anchor = line.anchor()?;
        let (own, rest) = split(&line.text, line.own);
        let kind = match line.kind {
            LineKind::Plan => Kind::Plan,
            LineKind::Document => Kind::Document,
            LineKind::Agency => Kind::Agency,
            LineKind::Row | LineKind::Section => return self.below(&line, anchor, own, rest),
        };
        if !anchor.is_empty() {
            return Err(Refusal::Address { written: line.address });
        }
        if !self.seen.insert(line.page.clone()) {
            return Err(Refusal::SameAddress { written: line.address });
        }
        self.pages.push(Page {
            address: format!("{}{}", self.site, line.page),
            kind,
            body: rest.to_owned(),
            title: line.title,
            number: line.number.unwrap_or_default(),
            issuer: line.issuer,
            date: line.date,
            rows: Vec::new(),
            sections: Vec::new(),
        });
        Ok(())
    }

    /// A row or a section of the page read last.
    fn below(&mut self, line: &Line, anchor: &str, own: &str, rest: &str) -> Result<(), Refusal> {
        let of_last = |page: &&mut Page| page.address.strip_prefix(self.site) == Some(&line.page);
        let Some(page) = self.pages.last_mut().filter(of_last) else {
            return Err(Refusal::Stray { page: line.page.clone() });
        };
        if anchor.is_empty() {
            return Err(Refusal::Address { written: line.address.clone() });
        }
        let (anchor, own, rest) = (anchor.to_owned(), own.to_owned(), rest.to_owned());
        match line.kind {
            LineKind::Section => page.sections.push(Section { anchor, heading: own, text: rest }),
            _ => page.rows.push(Row {
                anchor,
                text: own,
                rest,
                agencies: line.agency.clone(),
                deadline: line.deadline.clone(),
                due: line.due()?,
            }),
        }
        Ok(())
    }
}

impl Line {
    fn check(&self) -> Result<(), Refusal> {
        let texts = [&self.address, &self.title, &self.issuer, &self.deadline, &self.text];
        let texts = texts.into_iter().chain(&self.number).chain(&self.agency);
        if let Some(c) = texts.flat_map(|text| text.chars()).find(|c| is_unprintable(*c)) {
            return Err(Refusal::Unprintable { code: c.into() });
        }
        if !is_page_address(&self.page) {
            return Err(Refusal::Address { written: self.page.clone() });
        }
        let is_date = self.date.len() <= 10 && self.date.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        if is_date { Ok(()) } else { Err(Refusal::Date { written: self.date.clone() }) }
    }

    /// What follows `#`; the address must be that of the page before it.
    fn anchor(&self) -> Result<&str, Refusal> {
        let wrong = || Refusal::Address { written: self.address.clone() };
        let rest = self.address.strip_prefix(&self.page).filter(|_| self.address.len() <= ADDRESS).ok_or_else(wrong)?;
        if rest.is_empty() {
            return Ok("");
        }
        let anchor = rest.strip_prefix('#').filter(|anchor| !anchor.is_empty()).ok_or_else(wrong)?;
        if anchor.contains(['\n', '\r', '\t']) { Err(wrong()) } else { Ok(anchor) }
    }

    fn due(&self) -> Result<Option<Date>, Refusal> {
        let date = |written: &String| written.parse().map_err(|_| Refusal::Date { written: written.clone() });
        self.due.as_ref().map(date).transpose()
    }
}

/// The first characters of a text, and what follows the full stop after them.
fn split(text: &str, own: usize) -> (&str, &str) {
    let at = text.char_indices().nth(own).map_or(text.len(), |(at, _)| at);
    let (own, rest) = text.split_at(at);
    (own, rest.strip_prefix(". ").unwrap_or(rest))
}

/// Letters, digits, `-`, `_` and `.` between slashes, as our sites name their folders: so no address is percent-encoded,
/// has a scheme, names another host or climbs out of the site.
fn is_page_address(address: &str) -> bool {
    let is_name = |name: &str| {
        !matches!(name, "" | "." | "..")
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
    };
    address.len() <= ADDRESS && address.strip_suffix('/').is_some_and(|folders| folders.split('/').all(is_name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lie_within_the_site() {
        let table = [
            ("ke-hoach/ubnd-xa-a/75-2025/", true),
            ("van-ban/268-nq-cp-2025/", true),
            ("", false),
            ("/", false),
            ("/ke-hoach/", false),
            ("//x.vn/", false),
            ("https://x.vn/", false),
            ("javascript:alert(1)/", false),
            ("JaVaScRiPt:alert(1)//", false),
            ("ke-hoach/../../x/", false),
            ("ke-hoach/%2e%2e/x/", false),
            ("ke-hoach\\..\\x/", false),
            ("ke-hoach/x", false),
            ("ke-hoach/?q=/", false),
            ("ke-hoach/#/", false),
            ("kế-hoạch/", false),
        ];
        for (address, expected) in table {
            assert_eq!(is_page_address(address), expected, "{address}");
        }
    }

    #[test]
    fn what_is_not_known_may_be_left_out_empty_or_null() {
        let known = r#""address":"co-quan/a/","page":"co-quan/a/","kind":"agency","title":"A","text":"A""#;
        let rest = [
            "",
            r#","number":"","issuer":"","date":"","agency":[],"deadline":"""#,
            r#","number":null,"issuer":"","date":"","due":null,"own":1,"year":"2025""#,
        ];
        for rest in rest {
            let mut reader = Reader::new("https://a.vn/");
            assert!(reader.part(format!("{{{known}{rest}}}").as_bytes()).is_ok(), "{rest}");
            assert_eq!(reader.pages.len(), 1);
        }
    }

    #[test]
    fn texts_part_after_their_own_words() {
        assert_eq!(split("Rà soát đất. Phòng Kinh tế", 11), ("Rà soát đất", "Phòng Kinh tế"));
        assert_eq!(split("Rà soát", usize::MAX), ("Rà soát", ""));
    }
}
