//! Problems: what can be wrong with content, as facts; the words are in `vi` and `en`.

mod en;
mod refusal;
mod show;
mod vi;

use crate::{
    lang::Lang,
    model::{date::DateError, number::NumberError},
    span::{FileId, Place},
    yaml::{Fault, FaultKind},
};
pub use refusal::Refusal;
pub use show::{Format, show, summary};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Stops the build; what is published stays as it is.
    Error,
    /// Published as it is, and said.
    Warning,
}

/// What a value of a YAML key must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    Text,
    Texts,
    TextOrTexts,
    WholeNumber,
    DaysBefore,
    YesNo,
    Map,
    Maps,
}

/// By what a citation tells its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    Number,
    /// "Nghị quyết 268", "Luật Đất đai".
    Name,
}

/// What a count counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    Tasks,
    Targets,
}

/// Everything that can be wrong, with the facts that a message needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    // The file as a file: 01
    NotUtf8,
    Empty,
    TooLarge { limit_mib: u64 },
    LinkOut,
    Unreadable { why: String },
    Misplaced { path: String },
    Missing { path: String },
    Unprintable { code: u32 },
    TooDeep { levels: usize },
    OpenComment,
    HtmlBlock,
    LongAddress { part: String },
    AttachmentName { name: String },
    // YAML: 02
    Yaml { why: String },
    YamlColon,
    YamlTab,
    YamlAlias,
    YamlSecondDocument,
    DuplicateKey { key: String },
    UnknownKey { key: String, nearest: Option<String> },
    MissingKey { key: &'static str },
    WrongType { key: String, expected: Expected },
    EmptyValue { key: String },
    // "…", as a starting file has it.
    Unfilled { key: &'static str },
    NotOneOf { written: String, allowed: &'static [&'static str] },
    // Meaning of a value: 03
    Date { written: String, why: DateError },
    Number { written: String, why: NumberError },
    Deadline { written: String, help: DeadlineHelp },
    Measure { written: String },
    Period { written: String },
    Id { written: String },
    BaseUrl { written: String },
    ForceDays { state: &'static str },
    Note { mark: String },
    BodyNote { mark: String },
    StrayNote { mark: String },
    // Identity: 04
    DuplicateTask { anchor: String },
    SameAddress { address: String, other: String },
    SameDocument { number: String, other: String },
    DuplicateUnit { id: String },
    TakenAddress { address: String },
    SameName { name: String },
    ParentCycle { name: String },
    ReservedName { name: String },
    // Links: 05
    UnknownIssuer { written: String, nearest: Option<String> },
    UnknownAgency { written: String },
    UnknownDocument { written: String, nearest: Option<String> },
    // A document that changes itself, or one that changes it.
    RelationCycle { document: String },
    UnknownSource { file: String },
    CitationUnreadable { text: String },
    CitationDay { written: String },
    DeadLink { target: String },
    UnknownPlacement { written: String },
    IssuerFolder { written: String, folder: String },
    // Theme: 06
    ThemeFile { name: String },
    ThemeBroken { name: String, why: String },
    ThemeWord { key: String },
    // Remarks on the sources: 07
    DeadlineBeforeIssue { wording: String, issued: String },
    BlankLead { anchor: String },
    BlankDeadline { anchor: String },
    NumberingGap { before: String, after: String },
    CountDiffers { said: u32, counted: u32, what: Counted },
    AgencyUnknown { name: String, nearest: Option<String> },
    // `others`: the documents of that number or name that are of another day or another issuer's.
    CitationUnknown { text: String, others: Vec<String> },
    CitationUnsure { text: String, by: By, candidates: Vec<String> },
    PersonalData { text: String },
    RawHtml,
    UnsafeLink { target: String },
    AnnexAbsent { words: String },
    EndsEarly { words: String },
    NumberRepeats { printed: String },
    // Sites that a hub searches; of one that is refused or gone the last good copy is searched: 08
    SameMember { address: String, other: String },
    SiteRefused { site: String, file: String, line: Option<usize>, why: Refusal },
    SiteGone { site: String, file: String, why: String },
    SiteUntrusted { site: String, why: String },
}

/// Why a deadline could not be read: the part that stopped the reading and the closest readable form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadlineHelp {
    pub why: crate::model::deadline::Why,
    pub nearest: Option<String>,
}

impl Problem {
    /// Stable code; `E` stops the build, `W` does not.
    pub fn code(&self) -> &'static str {
        use Problem::*;
        match self {
            NotUtf8 => "E0101",
            Empty => "E0102",
            TooLarge { .. } => "E0103",
            LinkOut => "E0104",
            Unreadable { .. } => "E0105",
            Misplaced { .. } => "E0106",
            Missing { .. } => "E0107",
            Unprintable { .. } => "E0108",
            TooDeep { .. } => "E0109",
            OpenComment => "E0110",
            HtmlBlock => "E0111",
            LongAddress { .. } => "E0112",
            AttachmentName { .. } => "E0113",
            Yaml { .. } => "E0201",
            YamlColon => "E0202",
            YamlTab => "E0203",
            YamlAlias => "E0204",
            YamlSecondDocument => "E0205",
            DuplicateKey { .. } => "E0206",
            UnknownKey { .. } => "E0207",
            MissingKey { .. } => "E0208",
            WrongType { .. } => "E0209",
            EmptyValue { .. } => "E0210",
            NotOneOf { .. } => "E0211",
            Date { .. } => "E0301",
            Number { .. } => "E0302",
            Deadline { .. } => "E0303",
            Measure { .. } => "E0304",
            Period { .. } => "E0305",
            Id { .. } => "E0306",
            BaseUrl { .. } => "E0310",
            ForceDays { .. } => "E0311",
            Note { .. } => "E0307",
            BodyNote { .. } => "E0308",
            StrayNote { .. } => "E0309",
            DuplicateTask { .. } => "E0401",
            SameAddress { .. } => "E0402",
            SameDocument { .. } => "E0403",
            DuplicateUnit { .. } => "E0404",
            TakenAddress { .. } => "E0405",
            SameName { .. } => "E0406",
            ParentCycle { .. } => "E0407",
            ReservedName { .. } => "E0408",
            UnknownIssuer { .. } => "E0501",
            UnknownAgency { .. } => "E0502",
            UnknownDocument { .. } => "E0503",
            UnknownSource { .. } => "E0504",
            CitationUnreadable { .. } => "E0508",
            CitationDay { .. } => "E0510",
            RelationCycle { .. } => "E0509",
            Unfilled { .. } => "E0213",
            DeadLink { .. } => "E0505",
            UnknownPlacement { .. } => "E0506",
            IssuerFolder { .. } => "E0507",
            ThemeFile { .. } => "E0601",
            ThemeBroken { .. } => "E0602",
            ThemeWord { .. } => "E0603",
            DeadlineBeforeIssue { .. } => "W0701",
            BlankLead { .. } => "W0702",
            BlankDeadline { .. } => "W0703",
            NumberingGap { .. } => "W0704",
            CountDiffers { .. } => "W0705",
            AgencyUnknown { .. } => "W0706",
            CitationUnknown { .. } => "W0707",
            CitationUnsure { .. } => "W0708",
            PersonalData { .. } => "W0709",
            RawHtml => "W0710",
            UnsafeLink { .. } => "W0714",
            AnnexAbsent { .. } => "W0711",
            EndsEarly { .. } => "W0712",
            NumberRepeats { .. } => "W0713",
            SameMember { .. } => "E0801",
            SiteRefused { .. } => "E0802",
            SiteGone { .. } => "W0803",
            SiteUntrusted { .. } => "W0804",
        }
    }

    pub fn severity(&self) -> Severity {
        if self.code().starts_with('E') { Severity::Error } else { Severity::Warning }
    }

    /// One sentence: what is wrong.
    pub fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::Vi => vi::message(self),
            Lang::En => en::message(self),
        }
    }

    /// One sentence: what to write instead.
    pub fn help(&self, lang: Lang) -> String {
        match lang {
            Lang::Vi => vi::help(self),
            Lang::En => en::help(self),
        }
    }
}

/// All problems of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    list: Vec<(Option<Place>, Problem)>,
}

impl Problems {
    pub fn add(&mut self, place: Place, problem: Problem) {
        self.list.push((Some(place), problem));
    }

    /// What keeps a YAML file from being read.
    pub fn add_faults(&mut self, file: FileId, faults: Vec<Fault>) {
        for fault in faults {
            let place = fault.bytes.map_or(Place::file(file), |bytes| Place::range(file, bytes));
            let problem = match fault.kind {
                FaultKind::Empty => Problem::Empty,
                FaultKind::Syntax(why) => Problem::Yaml { why },
                FaultKind::Colon => Problem::YamlColon,
                FaultKind::Tab => Problem::YamlTab,
                FaultKind::Alias => Problem::YamlAlias,
                FaultKind::SecondDocument => Problem::YamlSecondDocument,
                FaultKind::DuplicateKey(key) => Problem::DuplicateKey { key },
            };
            self.add(place, problem);
        }
    }

    /// A problem of no content file: the theme, a missing folder.
    pub fn add_general(&mut self, problem: Problem) {
        self.list.push((None, problem));
    }

    pub fn append(&mut self, other: Problems) {
        self.list.extend(other.list);
    }

    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|(_, problem)| problem.severity() == Severity::Error)
    }

    pub fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|(_, problem)| problem.severity() == severity).count()
    }

    /// The problems by file, place and code; each once.
    pub fn sorted(&self) -> Vec<(&Option<Place>, &Problem)> {
        let mut list: Vec<_> = self.list.iter().map(|(place, problem)| (place, problem)).collect();
        list.sort_by_cached_key(|(place, problem)| ((*place).clone(), problem.code(), format!("{problem:?}")));
        list.dedup();
        list
    }
}

/// The candidate closest to what was written, if one is close.
pub fn nearest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let written = crate::vietnamese::fold(written);
    let limit = (written.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (distance(&written, &crate::vietnamese::fold(candidate)), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate.to_owned())
}

/// Letters to insert, delete or change to turn one word into the other.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let here = if x == *y { diagonal } else { 1 + diagonal.min(row[j]).min(row[j + 1]) };
            diagonal = row[j + 1];
            row[j + 1] = here;
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_candidate_is_close_or_none() {
        assert_eq!(nearest("deadlin", ["deadline", "product"]), Some("deadline".into()));
        assert_eq!(nearest("xyz", ["deadline", "product"]), None);
    }
}
