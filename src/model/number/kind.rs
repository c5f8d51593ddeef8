//! Kind: the types of documents, each with its Vietnamese name and the abbreviation its number carries.

use crate::vietnamese::{fold, same_name};

/// The type of a document (*loại văn bản*). The first twenty-nine are those of NĐ 30/2020 App. III; the others are
/// types that other rules name and plans cite (DOMAIN §3, §4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocumentKind {
    /// Nghị quyết, `NQ`.
    Resolution,
    /// Quyết định, `QĐ`.
    Decision,
    /// Chỉ thị, `CT`.
    Directive,
    /// Quy chế, `QC`.
    Statute,
    /// Quy định, `QyĐ`; `QĐi` in party documents.
    Regulation,
    /// Thông cáo, `TC`.
    Communique,
    /// Thông báo, `TB`.
    Notice,
    /// Hướng dẫn, `HD`.
    Guidance,
    /// Chương trình, `CTr`.
    Programme,
    /// Kế hoạch, `KH`.
    Plan,
    /// Phương án, `PA`.
    Option,
    /// Đề án, `ĐA`.
    Scheme,
    /// Dự án, `DA`.
    Project,
    /// Báo cáo, `BC`.
    Report,
    /// Biên bản, `BB`.
    Minutes,
    /// Tờ trình, `TTr`.
    Submission,
    /// Hợp đồng, `HĐ`.
    Contract,
    /// Công điện, `CĐ`.
    Telegram,
    /// Bản ghi nhớ, `BGN`.
    Memorandum,
    /// Bản thỏa thuận, `BTT`.
    Agreement,
    /// Giấy ủy quyền, `GUQ`.
    Authorisation,
    /// Giấy mời, `GM`.
    Invitation,
    /// Giấy giới thiệu, `GGT`.
    Introduction,
    /// Giấy nghỉ phép, `GNP`.
    Leave,
    /// Phiếu gửi, `PG`.
    DispatchSlip,
    /// Phiếu chuyển, `PC`.
    TransferSlip,
    /// Phiếu báo, `PB`.
    NoticeSlip,
    /// Công văn: no abbreviation, the agency and the drafting unit instead; `CV` in party documents.
    OfficialLetter,
    /// Thư công: no abbreviation.
    PublicLetter,
    /// Nghị định, `NĐ`.
    Decree,
    /// Thông tư, `TT`.
    Circular,
    /// Thông tư liên tịch, `TTLT`.
    JointCircular,
    /// Nghị quyết liên tịch, `NQLT`.
    JointResolution,
    /// Hiến pháp: cited by its year.
    Constitution,
    /// Luật: numbered `72/2025/QH15`, where `QH` is the issuer and not a type.
    Law,
    /// Bộ luật: numbered as laws are.
    Code,
    /// Pháp lệnh: numbered `02/2020/UBTVQH14`.
    Ordinance,
    /// Lệnh, `L`.
    Order,
    /// Kết luận, `KL`: party documents.
    Conclusion,
    /// Văn bản hợp nhất, `VBHN`.
    ConsolidatedText,
    /// Giấy phép, `GP`.
    Licence,
    /// Sắc lệnh, `SL`: of the President, 1945 to 1959.
    Edict,
    /// Thông tri: of the party and the unions; its `TT` is that of circulars.
    PartyCircular,
    /// Tiêu chuẩn: `TCVN …`, `ISO …`.
    Standard,
    /// Quy chuẩn kỹ thuật quốc gia: `QCVN …`.
    TechnicalRegulation,
}

use DocumentKind as K;

/// Where a bare ordinal after the type's name cites a document: “Nghị quyết 268”.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Short {
    /// Never: “Phương án 1”, “Biên bản số 02” count things of a place.
    Never,
    /// Only after “số”: “Thông báo số 12”, but “Báo cáo 6 tháng”.
    Numbered,
    /// With or without “số”.
    Free,
}

struct Entry {
    kind: DocumentKind,
    name: &'static str,
    abbreviation: Option<&'static str>,
    short: Short,
}

const fn entry(kind: K, name: &'static str, abbreviation: &'static str, short: Short) -> Entry {
    let abbreviation = if abbreviation.is_empty() { None } else { Some(abbreviation) };
    Entry { kind, name, abbreviation, short }
}

/// One row a type, in the order of the enum.
const KINDS: &[Entry] = &[
    entry(K::Resolution, "Nghị quyết", "NQ", Short::Free),
    entry(K::Decision, "Quyết định", "QĐ", Short::Free),
    entry(K::Directive, "Chỉ thị", "CT", Short::Free),
    entry(K::Statute, "Quy chế", "QC", Short::Never),
    entry(K::Regulation, "Quy định", "QyĐ", Short::Numbered),
    entry(K::Communique, "Thông cáo", "TC", Short::Never),
    entry(K::Notice, "Thông báo", "TB", Short::Numbered),
    entry(K::Guidance, "Hướng dẫn", "HD", Short::Numbered),
    entry(K::Programme, "Chương trình", "CTr", Short::Numbered),
    entry(K::Plan, "Kế hoạch", "KH", Short::Free),
    entry(K::Option, "Phương án", "PA", Short::Never),
    entry(K::Scheme, "Đề án", "ĐA", Short::Free),
    entry(K::Project, "Dự án", "DA", Short::Never),
    entry(K::Report, "Báo cáo", "BC", Short::Numbered),
    entry(K::Minutes, "Biên bản", "BB", Short::Never),
    entry(K::Submission, "Tờ trình", "TTr", Short::Numbered),
    entry(K::Contract, "Hợp đồng", "HĐ", Short::Never),
    entry(K::Telegram, "Công điện", "CĐ", Short::Free),
    entry(K::Memorandum, "Bản ghi nhớ", "BGN", Short::Never),
    entry(K::Agreement, "Bản thỏa thuận", "BTT", Short::Never),
    entry(K::Authorisation, "Giấy ủy quyền", "GUQ", Short::Never),
    entry(K::Invitation, "Giấy mời", "GM", Short::Never),
    entry(K::Introduction, "Giấy giới thiệu", "GGT", Short::Never),
    entry(K::Leave, "Giấy nghỉ phép", "GNP", Short::Never),
    entry(K::DispatchSlip, "Phiếu gửi", "PG", Short::Never),
    entry(K::TransferSlip, "Phiếu chuyển", "PC", Short::Never),
    entry(K::NoticeSlip, "Phiếu báo", "PB", Short::Never),
    entry(K::OfficialLetter, "Công văn", "CV", Short::Free),
    entry(K::PublicLetter, "Thư công", "", Short::Never),
    entry(K::Decree, "Nghị định", "NĐ", Short::Free),
    entry(K::Circular, "Thông tư", "TT", Short::Free),
    entry(K::JointCircular, "Thông tư liên tịch", "TTLT", Short::Free),
    entry(K::JointResolution, "Nghị quyết liên tịch", "NQLT", Short::Free),
    entry(K::Constitution, "Hiến pháp", "", Short::Never),
    entry(K::Law, "Luật", "", Short::Numbered),
    entry(K::Code, "Bộ luật", "", Short::Never),
    entry(K::Ordinance, "Pháp lệnh", "", Short::Numbered),
    entry(K::Order, "Lệnh", "L", Short::Never),
    entry(K::Conclusion, "Kết luận", "KL", Short::Free),
    entry(K::ConsolidatedText, "Văn bản hợp nhất", "VBHN", Short::Never),
    entry(K::Licence, "Giấy phép", "GP", Short::Never),
    entry(K::Edict, "Sắc lệnh", "SL", Short::Numbered),
    entry(K::PartyCircular, "Thông tri", "", Short::Numbered),
    entry(K::Standard, "Tiêu chuẩn", "TCVN", Short::Never),
    entry(K::TechnicalRegulation, "Quy chuẩn", "QCVN", Short::Never),
];

/// Other names that come before a number, lower case; “văn bản” leaves the type to the number.
const OTHER_NAMES: &[(&str, Option<DocumentKind>)] = &[
    ("chương trình hành động", Some(K::Programme)),
    ("chương trình công tác", Some(K::Programme)),
    ("chương trình phối hợp", Some(K::Programme)),
    ("kế hoạch hành động", Some(K::Plan)),
    ("kế hoạch liên tịch", Some(K::Plan)),
    ("kế hoạch phối hợp", Some(K::Plan)),
    ("kế hoạch thanh tra", Some(K::Plan)),
    ("quy chế phối hợp", Some(K::Statute)),
    ("hướng dẫn liên ngành", Some(K::Guidance)),
    ("hướng dẫn liên tịch", Some(K::Guidance)),
    ("báo cáo thẩm tra", Some(K::Report)),
    ("báo cáo thẩm định", Some(K::Report)),
    ("báo cáo tiếp thu, giải trình", Some(K::Report)),
    ("thông báo kết luận", Some(K::Notice)),
    ("kết luận thanh tra", Some(K::Conclusion)),
    ("thông tư liên bộ", Some(K::JointCircular)),
    ("công văn hỏa tốc", Some(K::OfficialLetter)),
    ("giấy uỷ quyền", Some(K::Authorisation)),
    ("bản thoả thuận", Some(K::Agreement)),
    ("qui định", Some(K::Regulation)),
    ("qui chế", Some(K::Statute)),
    ("mệnh lệnh", Some(K::Order)),
    ("sắc luật", None),
    ("văn bản", None),
];

/// Abbreviations beside those of the types: the party's of *Quy định*, and that of the President's *Lệnh*, under which
/// laws and ordinances were numbered until the 1980s.
const OTHER_ABBREVIATIONS: &[(&str, DocumentKind)] = &[("QĐi", K::Regulation), ("LCT", K::Order)];

impl DocumentKind {
    /// All types, in the order of NĐ 30/2020 App. III, then the others.
    pub fn all() -> impl Iterator<Item = Self> {
        KINDS.iter().map(|entry| entry.kind)
    }

    /// The Vietnamese name: `Nghị quyết`.
    pub fn name(self) -> &'static str {
        KINDS[self as usize].name
    }

    /// The abbreviation in a number: `NQ`. None where the number carries no type.
    pub fn abbreviation(self) -> Option<&'static str> {
        KINDS[self as usize].abbreviation
    }

    /// The type with a name, whatever its case: `kế hoạch`, `Chương trình hành động`.
    pub fn from_name(name: &str) -> Option<Self> {
        let name = same_name(name);
        let mut named = Self::names().filter(|(known, _)| known.to_lowercase() == name);
        named.next().and_then(|(_, kind)| kind)
    }

    /// The type with an abbreviation in its canonical spelling: `QĐ` is one, `QD` and `qđ` are none.
    pub fn from_abbreviation(abbreviation: &str) -> Option<Self> {
        let same = |entry: &&Entry| entry.abbreviation == Some(abbreviation);
        let other = || OTHER_ABBREVIATIONS.iter().find(|(other, _)| *other == abbreviation);
        KINDS.iter().find(same).map(|entry| entry.kind).or_else(|| other().map(|(_, kind)| *kind))
    }

    /// The only body that issues documents of this type.
    pub fn issuer(self) -> Option<&'static str> {
        match self {
            K::Decree => Some("Chính phủ"),
            K::Constitution | K::Law | K::Code => Some("Quốc hội"),
            K::Ordinance => Some("Ủy ban Thường vụ Quốc hội"),
            K::Edict => Some("Chủ tịch nước"),
            _ => None,
        }
    }

    /// Whether “Nghị quyết 268”, without agency, cites a document of this type.
    pub(crate) fn short(self) -> Short {
        KINDS[self as usize].short
    }

    /// All names that come before a number, with the types they tell.
    pub(crate) fn names() -> impl Iterator<Item = (&'static str, Option<Self>)> {
        let other = OTHER_NAMES.iter().copied();
        KINDS.iter().map(|entry| (entry.name, Some(entry.kind))).chain(other)
    }
}

/// All abbreviations in their canonical spelling.
pub(super) fn abbreviations() -> impl Iterator<Item = &'static str> {
    let standard = KINDS.iter().filter_map(|entry| entry.abbreviation);
    standard.chain(OTHER_ABBREVIATIONS.iter().map(|(other, _)| *other))
}

/// The abbreviation that an abbreviation without its marks must have meant: `QD` is no type, `QĐ` is; `HD` is one.
pub(super) fn with_marks(abbreviation: &str) -> Option<&'static str> {
    if DocumentKind::from_abbreviation(abbreviation).is_some() {
        return None;
    }
    let bare = fold(abbreviation);
    abbreviations().find(|marked| !marked.is_ascii() && fold(marked) == bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_follows_the_enum() {
        for (place, entry) in KINDS.iter().enumerate() {
            assert_eq!(entry.kind as usize, place, "{}", entry.name);
            assert_eq!(DocumentKind::from_name(entry.name), Some(entry.kind));
            if let Some(abbreviation) = entry.abbreviation {
                assert_eq!(DocumentKind::from_abbreviation(abbreviation), Some(entry.kind));
            }
        }
    }

    #[test]
    fn a_mark_makes_another_type() {
        assert_ne!(DocumentKind::from_abbreviation("HĐ"), DocumentKind::from_abbreviation("HD"));
        assert_eq!(with_marks("HD"), None);
        assert_eq!(with_marks("QD"), Some("QĐ"));
        assert_eq!(with_marks("UBND"), None);
    }
}
