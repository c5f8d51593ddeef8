//! Body: the agencies that symbols name, and what their symbols tell of a number.

/// Agencies whose symbol is never followed by digits, so that digits after it are a footnote's mark; these also
/// number without a type: `118/CP`.
pub(super) const AUTHORITIES: &[&str] = &["CP", "TTg", "UBND", "HĐND", "TW", "TU", "ĐU", "CTN", "HĐBT"];
/// Bodies that number with their term: `QH15`.
pub(super) const ASSEMBLIES: &[&str] = &["QH", "UBTVQH", "HĐNN"];
/// Party bodies, whose numbers are `18-NQ/TW` whatever their separators.
pub(super) const PARTY: &[&str] = &["TW", "TƯ", "TU", "ĐU", "HU"];
/// Agencies of many places whose symbol cannot be taken for that of a form or a contract: departments. [m]
const DEPARTMENTS: &[&str] = &[
    "SCT", "SDTTG", "SGDĐT", "SGTVT", "SKHCN", "SKHĐT", "SLĐTBXH", "SNNMT", "SNNPTNT", "SNV", "STC", "STNMT", "STP",
    "STTTT", "SVHTT", "SVHTTDL", "SXD", "SYT", "TCHQ", "TCT", "VPUBND",
];

/// The bodies of which the country has one, former ones too, under the names that documents of theirs give. [m]
const NAMES: &[(&str, &str)] = &[
    ("CP", "Chính phủ"),
    ("TTg", "Thủ tướng Chính phủ"),
    ("CTN", "Chủ tịch nước"),
    ("HĐBT", "Hội đồng Bộ trưởng"),
    ("QH", "Quốc hội"),
    ("UBTVQH", "Ủy ban Thường vụ Quốc hội"),
    ("BCA", "Bộ Công an"),
    ("BCT", "Bộ Công Thương"),
    ("BDTTG", "Bộ Dân tộc và Tôn giáo"),
    ("BGDĐT", "Bộ Giáo dục và Đào tạo"),
    ("BGTVT", "Bộ Giao thông vận tải"),
    ("BKHCN", "Bộ Khoa học và Công nghệ"),
    ("BKHĐT", "Bộ Kế hoạch và Đầu tư"),
    ("BLĐTBXH", "Bộ Lao động - Thương binh và Xã hội"),
    ("BNG", "Bộ Ngoại giao"),
    ("BNN", "Bộ Nông nghiệp và Phát triển nông thôn"),
    ("BNNMT", "Bộ Nông nghiệp và Môi trường"),
    ("BNNPTNT", "Bộ Nông nghiệp và Phát triển nông thôn"),
    ("BNV", "Bộ Nội vụ"),
    ("BQP", "Bộ Quốc phòng"),
    ("BTC", "Bộ Tài chính"),
    ("BTNMT", "Bộ Tài nguyên và Môi trường"),
    ("BTP", "Bộ Tư pháp"),
    ("BTTTT", "Bộ Thông tin và Truyền thông"),
    ("BVHTTDL", "Bộ Văn hóa, Thể thao và Du lịch"),
    ("BXD", "Bộ Xây dựng"),
    ("BYT", "Bộ Y tế"),
    ("NHNN", "Ngân hàng Nhà nước Việt Nam"),
    ("TTCP", "Thanh tra Chính phủ"),
    ("UBDT", "Ủy ban Dân tộc"),
    ("VPCP", "Văn phòng Chính phủ"),
];

/// The name of the one body that has a symbol, whatever its term and its `&`: `QH15`, `BKH&CN`.
pub(super) fn name(symbol: &str) -> Option<&'static str> {
    let bare = symbol.trim_end_matches(|c: char| c.is_ascii_digit()).replace('&', "");
    NAMES.iter().find(|(known, _)| *known == bare).map(|(_, name)| *name)
}

/// Symbols of agencies that cannot be taken for that of a form or a contract.
pub(super) fn agencies() -> impl Iterator<Item = &'static str> {
    AUTHORITIES.iter().copied().chain(NAMES.iter().map(|(symbol, _)| *symbol)).chain(DEPARTMENTS.iter().copied())
}
