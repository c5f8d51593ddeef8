//! Issuer: the agency that a citation names, read from its first word to the word that cannot belong to it.

use super::words::{After, after, is_stop};
use crate::model::number::{
    DocumentKind, Number,
    reading::{
        char_at, digits_end, is_all_capital, is_capital, is_hyphen, name_at, one_line, phrase_at, phrase_before,
        skip_space, space_before, word_at, word_before,
    },
};
use std::ops::Range;

/// Agencies that are complete as they stand, longest first.
const WHOLE: &[&str] = &[
    "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ",
    "Bộ trưởng, Chủ nhiệm Ủy ban Dân tộc",
    "Thủ tướng Chính phủ",
    "Ủy ban Thường vụ Quốc hội",
    "Uỷ ban Thường vụ Quốc hội",
    "Bộ Chính trị",
    "Ban Bí thư Trung ương Đoàn",
    "Ban Bí thư Trung ương Đảng",
    "Ban Bí thư",
    "Chính phủ",
    "Chủ tịch nước",
    "Quốc hội",
    "Trung ương Đảng",
];

/// First words of an agency or of its head. “Bộ” begins one, “Đồng” does not.
const HEADS: &[&str] = &[
    "Ban",
    "Bảo",
    "BCĐ",
    "BCH",
    "Bộ",
    "BTV",
    "Chánh",
    "Chi",
    "Chính",
    "Chủ",
    "Công",
    "Cơ",
    "Cục",
    "Đại",
    "Đảng",
    "Đài",
    "Đoàn",
    "Giám",
    "HĐND",
    "Hiệu",
    "Học",
    "Hội",
    "Huyện",
    "Kho",
    "Kiểm",
    "Liên",
    "Mặt",
    "Ngân",
    "Phó",
    "Phòng",
    "Quận",
    "Quân",
    "Quốc",
    "Sở",
    "Tòa",
    "Toà",
    "Thanh",
    "Thành",
    "Thống",
    "Thủ",
    "Thường",
    "Thị",
    "Tỉnh",
    "Tổ",
    "Tổng",
    "Trung",
    "Trường",
    "Trưởng",
    "U.B.N.D",
    "UB",
    "UBMTTQ",
    "UBND",
    "UBTVQH",
    "Ủy",
    "Uỷ",
    "Văn",
    "Viện",
    "Vụ",
    "Xã",
    "TTg",
    "VPCP",
];

/// Second syllables that belong to the capital before them, as pairs.
const TERMS: &[&str] = &[
    "Ủy ban",
    "Uỷ ban",
    "Hội đồng",
    "Chủ tịch",
    "Phó chủ tịch",
    "Bộ trưởng",
    "Thứ trưởng",
    "Giám đốc",
    "Cục trưởng",
    "Trưởng ban",
    "Trưởng phòng",
    "Tổng cục",
    "Tổng giám đốc",
    "Tổng bí thư",
    "Thống đốc",
    "Thủ tướng",
    "Viện trưởng",
    "Chánh án",
    "Văn phòng",
    "Chánh văn phòng",
    "Trung ương",
    "Trung tâm",
    "Chấp hành",
    "Chỉ đạo",
    "Thường vụ",
    "Thường trực",
    "Bí thư",
    "Chính trị",
    "Chính phủ",
    "Quốc hội",
    "Đảng ủy",
    "Đảng bộ",
    "Đảng đoàn",
    "Thành ủy",
    "Tỉnh ủy",
    "Huyện ủy",
    "Quận ủy",
    "Thị ủy",
    "Tổ chức",
    "Dân vận",
    "Tuyên giáo",
    "Nội chính",
    "Kiểm tra",
    "Thanh tra",
    "Kiểm toán",
    "Kiểm sát",
    "Tòa án",
    "Ngân hàng",
    "Nhà nước",
    "Mặt trận",
    "Tổ quốc",
    "Thanh niên",
    "Phụ nữ",
    "Nông dân",
    "Cựu chiến binh",
    "Liên đoàn",
    "Liên hiệp",
    "Công đoàn",
    "Công an",
    "Quốc phòng",
    "Ngoại giao",
    "Nội vụ",
    "Tài chính",
    "Tư pháp",
    "Xây dựng",
    "Công thương",
    "Nông nghiệp",
    "Môi trường",
    "Tài nguyên",
    "Khoa học",
    "Công nghệ",
    "Giáo dục",
    "Đào tạo",
    "Văn hóa",
    "Thể thao",
    "Du lịch",
    "Dân tộc",
    "Tôn giáo",
    "Y tế",
    "Kế hoạch",
    "Đầu tư",
    "Lao động",
    "Thương binh",
    "Xã hội",
    "Thông tin",
    "Truyền thông",
    "Giao thông",
    "Vận tải",
    "Phát triển",
    "Bảo hiểm",
    "Thống kê",
    "Kinh tế",
    "Hạ tầng",
    "Đô thị",
    "Quản lý",
    "Hành chính",
    "Phục vụ",
    "Công tác",
    "Quân sự",
    "Đặc khu",
    "Nhân dân",
    "Chuyển đổi số",
    "Cải cách",
    "Quy hoạch",
    "Kiến trúc",
    "Thi đua",
    "Khen thưởng",
    "Cơ yếu",
    "Hội đồng thành viên",
    "Hội đồng quản trị",
    "Hội đồng trường",
    "Hiệu trưởng",
    "Đại học",
    "Học viện",
    "Cao đẳng",
    "Bệnh viện",
    "Chi nhánh",
    "Chi cục",
    "Công ty",
    "Cổ phần",
    "Kho bạc",
    "Tập đoàn",
    "Hiệp hội",
    "Liên minh",
    "Khu ủy",
    "Bảo an",
    "Chăn nuôi",
    "Chính sách",
    "Chuyển đổi",
    "Cộng hòa",
    "Cộng sản",
    "Công nghiệp",
    "Cục trưởng",
    "Giám đốc",
    "Hòa bình",
    "Khám bệnh",
    "Kỹ thuật",
    "Liên tịch",
    "Pháp chế",
    "Pháp luật",
    "Phòng chống",
    "Quốc gia",
    "Quân ủy",
    "Tham mưu",
    "Thành phố",
    "Thẩm phán",
    "Thể dục",
    "Thương mại",
    "Thủy lợi",
    "Thủy sản",
    "Tổng cục trưởng",
    "Tổng tham mưu",
    "Tổng tham mưu trưởng",
    "Ủy viên",
    "Vệ sinh",
    "Đồng bào",
];

/// Small words that continue an agency's name wherever they stand.
const INNER: &[&str] = &[
    "nhân dân",
    "nông thôn",
    "vận tải",
    "thương binh",
    "xã hội",
    "môi trường",
    "công nghệ",
    "truyền thông",
    "tư vấn",
    "hành chính công",
    "khu vực",
    "thành phố",
    "thị xã",
    "thị trấn",
    "đặc khu",
    "tỉnh",
    "huyện",
    "quận",
    "phường",
    "xã",
    "tối cao",
    "trung ương",
    "nhà nước",
    "nước",
    "các cấp",
    "cấp cao",
];

/// Agencies that are often written in small letters.
const SMALL: &[&str] = &["ủy ban nhân dân", "uỷ ban nhân dân", "hội đồng nhân dân"];

/// The kinds of places, each with its level: a place may be followed by one above it, “phường Hưng Đạo, tỉnh Cao Bằng”.
const PLACES: &[(&str, u8)] = &[
    ("phường", 0),
    ("xã", 0),
    ("thị trấn", 0),
    ("đặc khu", 0),
    ("huyện", 1),
    ("quận", 1),
    ("thị xã", 1),
    ("thành phố", 2),
    ("TP", 2),
    ("tỉnh", 3),
];

/// Names of which a comma is a part.
const WITH_COMMA: &[&str] = &["phòng, chống"];

/// First words of the head or unit that a line may open with, and of headings: none begins the name of a place.
const LINE_HEADS: &[&str] = &[
    "Ban",
    "Bộ",
    "Các",
    "Căn",
    "Công",
    "Cục",
    "Điều",
    "Đoàn",
    "Hội",
    "Kế",
    "Kính",
    "Luật",
    "Mục",
    "Nơi",
    "Ông",
    "Phòng",
    "Phụ",
    "Sở",
    "Tổ",
    "Trường",
    "Viện",
    "Vụ",
];
/// Last words of what is no whole name, so that a capital on the next line goes on with it.
const UNFINISHED: &[&str] =
    &["Ban", "Bộ", "Cục", "Chi cục", "Phòng", "Sở", "Tổng cục", "Trường", "Ủy ban", "Viện", "Vụ", "Hội"];
/// Names that a line may divide before a capital.
const DIVIDED: &[(&str, &str)] = &[
    ("Công", "Thương"),
    ("Chí", "Minh"),
    ("Thiên", "Huế"),
    ("Trưởng", "Ban"),
    ("Việt", "Nam"),
    ("Nhà nước", "Việt Nam"),
    ("Thẩm phán", "Tòa án"),
    ("Thẩm phán", "Toà án"),
    ("Tòa án", "Nhân dân"),
];
/// Titles and units that are those of the agency on the next line.
const TITLES: &[&str] = &[
    "Bộ trưởng",
    "Chủ tịch",
    "Cục trưởng",
    "Giám đốc",
    "Thống đốc",
    "Thứ trưởng",
    "Trưởng ban",
    "Trưởng phòng",
    "Văn phòng",
];
/// Bodies of the party, and what their name on the next line begins with.
const OF_PARTY: &[&str] = &["Chấp hành", "Chỉ đạo", "Thường vụ", "Tổ chức", "Trung ương", "Tuyên giáo"];
const PARTY: &[&str] = &["Đảng", "Huyện ủy", "Quận ủy", "Thành ủy", "Tỉnh ủy", "Trung ương"];

/// Words that open the subject of a document, in capitals too: “của Bộ Y tế Quy định …”.
const SUBJECTS: &[&str] = &[
    "Ban hành",
    "Bãi bỏ",
    "Bổ sung",
    "Công bố",
    "Điều chỉnh",
    "Hướng dẫn",
    "Không",
    "Một số",
    "Phê duyệt",
    "Quy định",
    "Sửa đổi",
    "Thay thế",
    "Về",
];

/// Bodies named by a phrase, which ends only at a stop: “Ban Chỉ đạo sắp xếp đơn vị hành chính các cấp và …”.
const PHRASED: &[&str] = &["Ban Chỉ đạo", "Tổ công tác"];
/// Words that such a phrase may have.
const LONGEST_PHRASE: usize = 30;
/// Letters that the words of a stop have at most, and one after them.
const LONGEST_STOP: usize = 24;
/// Words that an agency in capitals may have.
const LONGEST_SHOUT: usize = 16;

/// Reads the agency that starts at a place; returns its end.
pub(super) fn read(text: &str, at: usize) -> Option<usize> {
    if let Some(end) = SMALL.iter().find_map(|small| phrase_at(text, at, small))
        && !is_capital(&text[at..])
    {
        return Some(spoken(text, at, &text[at..end]));
    }
    let head = acronym_at(text, at);
    let known = HEADS.iter().find(|known| is_capital(head) && phrase_at(head, 0, known).is_some())?;
    if begins_document(text, at) {
        return None;
    }
    if let Some(end) = WHOLE.iter().find_map(|whole| name_at(text, at, whole)) {
        return Some(term_of_office(text, end));
    }
    if is_all_capital(head) && !is_all_capital(known) {
        return shouted(text, at);
    }
    let spoken = spoken(text, at, head);
    let end = with_comma(text, at, spoken).unwrap_or(spoken);
    if end == at + head.len() && !is_all_capital(head) && after(text, end) == After::Word {
        return None; // The first syllable of a word that is not known here: “Chi nhánh”.
    }
    let is_phrased = PHRASED.iter().any(|body| name_at(text, at, body).is_some());
    match is_phrased && after(text, end) == After::Word {
        true => Some(phrased(text, end).unwrap_or(end)),
        false => Some(end),
    }
}

/// An agency before a document.
pub(super) struct Before {
    pub(super) agency: Range<usize>,
    /// Whether the text says that it issued the document, so that a date before it is that of issue.
    pub(super) is_issuing: bool,
}

/// Reads the agency before a place, where “tại” or “ban hành” joins it to the document: “Chính phủ tại Nghị quyết …”.
pub(super) fn before(text: &str, floor: usize, at: usize) -> Option<Before> {
    let end = space_before(text, floor, at);
    let word_before = |end: usize, words: &[&str]| {
        let start = words.iter().find_map(|word| phrase_before(text, floor, end, word))?;
        Some(space_before(text, floor, start))
    };
    // Who signs is a person: “Thủ tướng Phạm Minh Chính ký”.
    let issued = word_before(end, &["ký ban hành", "ban hành"]);
    let mut joined = issued.or_else(|| word_before(end, &["tại"]))?;
    while let Some(before) = word_before(joined, &["đã", "vừa", "mới"]).filter(|_| issued.is_some()) {
        joined = before;
    }
    let start = ending(text, floor, joined)?;
    // The last word of a person's name, “Phạm Minh Chính”, may be the first of an agency's.
    let is_agency = text[start..joined].contains(char::is_whitespace)
        || text[start..joined].chars().skip(1).any(char::is_uppercase);
    is_agency.then_some(Before { agency: start..joined, is_issuing: issued.is_some() })
}

/// Whether nothing follows an agency of which it could be the subject.
pub(super) fn is_last(text: &str, end: usize) -> bool {
    after(text, end) == After::End
}

/// Whether an agency is the local body that a number names, “UBND tỉnh Nghệ An” for `75/KH-UBND`.
pub(super) fn is_of_body(agency: &str, number: &Number) -> bool {
    let agency = agency.to_lowercase();
    let has = |symbol: &str| number.symbol().split(['-', '/']).any(|part| part == symbol);
    let is_named = |names: &[&str]| names.iter().any(|name| agency.contains(name));
    has("UBND") && is_named(&["ubnd", "ủy ban nhân dân", "uỷ ban nhân dân", "u.b.n.d", "ub "])
        || has("HĐND") && is_named(&["hđnd", "hội đồng nhân dân"])
}

/// Reads a place that stands for its body, the one that the number names: “của tỉnh Nghệ An” after `75/KH-UBND` is
/// “UBND tỉnh Nghệ An”.
pub(super) fn of_place(text: &str, at: usize, number: &Number) -> Option<(String, usize)> {
    let (kind_end, level) = place_at(text, at)?;
    let mut end = kind_end;
    loop {
        let next = skip_space(text, end);
        let is_goer = next > end && !text[end..next].contains('\n') || goes_on(text, at, end, next);
        let word = word_at(text, next);
        if !is_goer || !is_place_word(word) || capital(text, next).is_none() {
            break;
        }
        end = next + word.len();
    }
    if end == kind_end {
        let next = skip_space(text, end);
        let is_whole = after(text, end) != After::Word || phrase_at(text, next, "năm").is_some();
        is_whole.then_some(())?;
    } else {
        end = ordinal(text, end).unwrap_or(end);
        end = above(text, end, level).unwrap_or(end);
    }
    let (place, name) = (one_line(&text[at..end]), one_line(&text[kind_end..end]));
    let has = |symbol: &str| number.symbol().split(['-', '/']).any(|part| part == symbol);
    let body = match level {
        _ if has("UBND") => format!("UBND {place}"),
        _ if has("HĐND") => format!("HĐND {place}"),
        _ if has("ĐU") => format!("Đảng ủy {place}"),
        3 if has("TU") => format!("Tỉnh ủy {name}"),
        2 if has("TU") => format!("Thành ủy {name}"),
        _ => return None,
    };
    Some((body.trim_end().to_owned(), end))
}

/// The kind of a place at a place of the text: its end, with the dot of `TP.`, and its level.
fn place_at(text: &str, at: usize) -> Option<(usize, u8)> {
    let (end, level) = PLACES.iter().find_map(|(kind, level)| Some((phrase_at(text, at, kind)?, *level)))?;
    let is_dotted = text[at..end].eq_ignore_ascii_case("TP") && text[end..].starts_with('.');
    Some((if is_dotted { end + 1 } else { end }, level))
}

/// The kind of place that ends at a place.
fn place_before(text: &str, floor: usize, end: usize) -> Option<u8> {
    let ends = |(kind, level): &(&str, u8)| phrase_before(text, floor, end, kind).map(|_| *level);
    PLACES.iter().filter_map(ends).max()
}

/// The level of the place whose name ends at a place, all of it capitals: “UBND phường Đông Hải”.
fn placed(text: &str, floor: usize, end: usize) -> Option<u8> {
    let mut at = end;
    loop {
        let word = word_before(text, floor, at);
        if !is_capital(word) && !word.starts_with(|c: char| c.is_ascii_digit()) {
            return place_before(text, floor, at);
        }
        at = space_before(text, floor, at - word.len());
        if let Some(level) = place_before(text, floor, at) {
            return Some(level);
        }
    }
}

/// The end of the number of a ward after a name, on its line: “phường Đông Hải 2”.
fn ordinal(text: &str, end: usize) -> Option<usize> {
    let next = skip_space(text, end);
    let digits = digits_end(text, next);
    let is_short = (1..=2).contains(&(digits - next)) && next > end && !text[end..next].contains('\n');
    let mut rest = text[digits..].chars();
    let is_whole = match (rest.next(), rest.next()) {
        (Some('/' | '%' | '-' | '–'), _) => false,
        (Some('.' | ',' | ':'), second) => !second.is_some_and(|c| c.is_ascii_digit()),
        _ => true,
    };
    (is_short && is_whole && after(text, digits) != After::Word).then_some(digits)
}

/// A capital and small letters: what the names of places are made of.
fn is_place_word(word: &str) -> bool {
    is_capital(word) && !(is_all_capital(word) && word.chars().count() > 1)
}

/// The end of the place above, after a comma: “, tỉnh Cao Bằng”.
fn above(text: &str, end: usize, level: u8) -> Option<usize> {
    let comma = skip_space(text, end);
    let at = text[comma..].starts_with(',').then(|| skip_space(text, comma + 1))?;
    let (kind, higher) = place_at(text, at).filter(|(_, higher)| *higher > level)?;
    let mut last = kind;
    loop {
        let next = skip_space(text, last);
        let is_goer = next > last && (!text[last..next].contains('\n') || goes_on(text, at, last, next));
        let word = word_at(text, next);
        if !is_goer || !is_place_word(word) || capital(text, next).is_none() {
            break;
        }
        last = next + word.len();
    }
    (last > kind).then(|| above(text, last, higher).unwrap_or(last))
}

/// Whether a capital that begins a line goes on with the name that ended the line before. A line rather ends it.
fn goes_on(text: &str, floor: usize, end: usize, next: usize) -> bool {
    let first = word_at(text, next);
    let ends = |words: &[&str]| words.iter().any(|word| phrase_before(text, floor, end, word).is_some());
    let begins = |words: &[&str]| words.iter().any(|word| phrase_at(text, next, word).is_some());
    if is_all_capital(first) && first.chars().count() > 1 {
        return ends(TITLES) && HEADS.contains(&first) || ends(&["UBND", "HĐND", "nhân dân"]) && begins(&["TP"]);
    }
    if ends(TITLES) {
        return begins_other(text, next) || begins(&["Công an", "Ngân hàng", "Chính phủ", "Quốc hội", "Trung ương"]);
    }
    if ends(OF_PARTY) && begins(PARTY) || DIVIDED.iter().any(|(last, first)| ends(&[last]) && begins(&[first])) {
        return true;
    }
    let is_heading = LINE_HEADS.contains(&first) || begins_document(text, next);
    if ends(UNFINISHED) {
        return !matches!(first, "Căn" | "Các" | "Điều" | "Mục" | "Nơi" | "Luật");
    }
    if ends(&["và", "-", "–", ","]) {
        return true;
    }
    if ends(&["UBND", "HĐND", "UB", "nhân dân"]) {
        return place_at(text, next).is_some();
    }
    let after_first = next + first.len();
    let second = word_at(text, skip_space(text, after_first));
    if place_before(text, floor, end).is_some() {
        let is_line = text[after_first..skip_space(text, after_first)].contains('\n');
        return !is_heading && !is_line && is_capital(second) && !is_all_capital(second);
    }
    // The second syllable of a place: “UBND phường Đông⏎Hải”.
    let before = space_before(text, floor, end - word_before(text, floor, end).len());
    place_before(text, floor, before).is_some()
        && !begins_document(text, next)
        && !begins_stop(text, next)
        && after(text, after_first) != After::Word
}

/// Whether a line opens with a word that never continues a name: “Đến nay, …”.
fn begins_stop(text: &str, at: usize) -> bool {
    let mut small = text[at..].chars();
    let first: String = small.next().into_iter().flat_map(char::to_lowercase).collect();
    let rest: String = small.take(LONGEST_STOP).collect();
    is_stop(&(first + &rest), 0)
}

/// The start of the agency that ends at a place, the longest.
pub(super) fn ending(text: &str, floor: usize, end: usize) -> Option<usize> {
    let mut start = end;
    let mut found = None;
    for _ in 0..LONGEST_SHOUT {
        // “UBND TP. Hải Phòng”
        let dotted = text[floor..start].strip_suffix('.').map(|rest| floor + rest.len());
        let dotted = dotted.filter(|end| is_abbreviated(word_before(text, floor, *end)));
        start = dotted.unwrap_or(start);
        let word = word_before(text, floor, start);
        if word.is_empty() {
            break;
        }
        start -= word.len();
        if read(text, start) == Some(end) {
            found = Some(start);
        }
        start = space_before(text, floor, start);
    }
    found
}

/// A word, or an acronym with its `&` and `-`: `KH&CN`, `TB&XH`.
fn acronym_at(text: &str, at: usize) -> &str {
    let mut end = at + word_at(text, at).len();
    while is_all_capital(&text[at..end]) && text[end..].starts_with(['&', '-']) {
        let more = word_at(text, end + 1);
        if !is_all_capital(more) {
            break;
        }
        end += 1 + more.len();
    }
    // `U.B.N.D`
    match text[at..].starts_with("U.B.N.D") {
        true => &text[at..at + "U.B.N.D".len()],
        false => &text[at..end],
    }
}

/// “khóa XV”, “khoá 13” after a body that is elected for a term.
fn term_of_office(text: &str, end: usize) -> usize {
    let next = skip_space(text, end);
    let Some(after) = name_at(text, next, "khóa") else {
        return end;
    };
    let term = word_at(text, skip_space(text, after));
    let is_term = !term.is_empty() && term.chars().all(|c| matches!(c, 'I' | 'V' | 'X') || c.is_ascii_digit());
    if is_term { skip_space(text, after) + term.len() } else { end }
}

/// Extends a name word by word: capitals, their second syllables, places, “và” between capitals.
fn spoken(text: &str, at: usize, head: &str) -> usize {
    let (mut end, mut last) = (at + head.len(), at);
    loop {
        let next = skip_space(text, end);
        let Some(c) = char_at(text, next) else {
            return end;
        };
        let is_line = text[end..next].contains('\n');
        if begins_next(text, end, next) || is_line && c.is_uppercase() && !goes_on(text, at, end, next) {
            return end;
        }
        let taken = match c {
            ',' => match placed(text, at, end).and_then(|level| above(text, end, level)) {
                Some(end) => return end,
                None => listed(text, skip_space(text, next + 1)),
            },
            c if c.is_ascii_digit() => {
                let number = placed(text, at, end).and_then(|_| ordinal(text, end));
                number.map(|end| (last, end))
            }
            '.' if is_abbreviated(&text[last..end]) => capital(text, skip_space(text, next + 1)),
            c if is_hyphen(c) => dashed(text, skip_space(text, next + c.len_utf8())),
            _ if next == end => None,
            c if c.is_uppercase() => capital(text, next),
            c if c.is_lowercase() => small(text, next, last),
            _ => None,
        };
        match taken {
            Some(taken) => (last, end) = taken,
            None => return end,
        }
    }
}

/// `TP. Hải Phòng`, `P. Đông Hải`.
fn is_abbreviated(word: &str) -> bool {
    matches!(word, "TP" | "TX" | "TT" | "P" | "Q" | "H" | "X")
}

type Taken = Option<(usize, usize)>;

fn capital(text: &str, at: usize) -> Taken {
    let word = acronym_at(text, at);
    let is_subject = SUBJECTS.iter().any(|words| phrase_at(text, at, words).is_some());
    (is_capital(word) && !is_subject).then_some((at, at + word.len()))
}

/// “Lao động - Thương binh”: a capital after a dash that begins no agency and no document.
fn dashed(text: &str, at: usize) -> Taken {
    capital(text, at).filter(|_| !begins_other(text, at))
}

/// “Văn hóa, Thể thao và Du lịch”: a comma inside a name has “và” and a capital after it.
fn listed(text: &str, at: usize) -> Taken {
    let taken = dashed(text, at)?;
    let first = word_at(text, skip_space(text, taken.1));
    let second = skip_space(text, taken.1) + first.len();
    let joined = [taken.1, second].into_iter().filter_map(|end| phrase_at(text, skip_space(text, end), "và")).next();
    dashed(text, skip_space(text, joined?)).map(|_| taken)
}

fn begins_other(text: &str, at: usize) -> bool {
    let word = word_at(text, at);
    let agencies =
        ["Bộ", "Sở", "UBND", "HĐND", "Ủy ban", "Uỷ ban", "Hội đồng", "Ban", "Phòng", "Văn phòng", "Trung tâm"];
    is_capital(word) && (agencies.iter().any(|agency| name_at(text, at, agency).is_some()) || begins_document(text, at))
}

/// Whether what comes after a name belongs to the text again: a type and a number, and at the start of a line also a
/// type alone, “Số”, a standard, a law, a bullet or an item's number. Types that agencies are called by, “Sở⏎Kế hoạch
/// và Đầu tư”, need their number.
fn begins_next(text: &str, end: usize, next: usize) -> bool {
    const OF_AGENCIES: [&str; 6] = ["Kế hoạch", "Dự án", "Chương trình", "Tiêu chuẩn", "Đề án", "Hợp đồng"];
    let is_line = text[end..next].contains('\n');
    let Some(first) = char_at(text, next) else { return false };
    if is_line && first.is_ascii_digit() {
        return text[digits_end(text, next)..].starts_with(['.', ')', '/']);
    }
    if is_line && (is_hyphen(first) || matches!(first, '+' | '*' | '•')) {
        return true;
    }
    if !first.is_uppercase() {
        return false;
    }
    if is_line && ["Số", "TCVN", "QCVN"].iter().any(|word| phrase_at(text, next, word).is_some()) {
        return true;
    }
    let types = || DocumentKind::names().filter_map(|(name, _)| Some((name, phrase_at(text, next, name)?)));
    let is_numbered = |after: usize| {
        let at = skip_space(text, after);
        phrase_at(text, at, "số").is_some()
            || text[digits_end(text, at)..].starts_with(['/', '-']) && digits_end(text, at) > at
    };
    types().any(|(name, after)| (is_line && !OF_AGENCIES.contains(&name)) || is_numbered(after))
}

fn begins_document(text: &str, at: usize) -> bool {
    DocumentKind::names().any(|(name, _)| phrase_at(text, at, name).is_some())
}

/// A small word: the second syllable of the word before, a place's kind, “và”, or one last syllable before an end.
fn small(text: &str, at: usize, last: usize) -> Taken {
    if let Some(term) = TERMS.iter().filter_map(|term| name_at(text, last, term)).max()
        && term > at
        && is_capital(&text[last..])
    {
        return Some((at, term));
    }
    let office = term_of_office(text, at);
    if office > at {
        return Some((at, office));
    }
    if let Some(end) = INNER.iter().find_map(|inner| phrase_at(text, at, inner)) {
        return Some((at, end));
    }
    if let Some(and) = phrase_at(text, at, "và") {
        return dashed(text, skip_space(text, and));
    }
    let end = at + word_at(text, at).len();
    let is_syllable = is_capital(&text[last..]) && !is_all_capital(word_at(text, last)) && !is_stop(text, at);
    (is_syllable && after(text, end) != After::Word).then_some((at, end))
}

/// The end of a name with a comma in it, where its first word ends at a place: “phòng, chống”.
fn with_comma(text: &str, floor: usize, end: usize) -> Option<usize> {
    let last = word_before(text, floor, end);
    WITH_COMMA.iter().find_map(|name| phrase_at(text, end - last.len(), name))
}

/// The end of a phrase that names a body: the words up to a stop other than “và”.
fn phrased(text: &str, at: usize) -> Option<usize> {
    let mut end = at;
    for _ in 0..LONGEST_PHRASE {
        let next = skip_space(text, end);
        let is_line = text[end..next].contains('\n');
        if begins_next(text, end, next) || is_line && is_capital(word_at(text, next)) && !goes_on(text, at, end, next) {
            return Some(end);
        }
        if let Some(more) = with_comma(text, at, end) {
            end = more;
            continue;
        }
        match after(text, end) {
            After::Word => end = next + word_at(text, next).len(),
            After::Stop if phrase_at(text, next, "và").is_some() => end = next + word_at(text, next).len(),
            After::Stop | After::End => return Some(end),
            After::Comma => return None,
        }
    }
    None
}

/// Whether a line opens with the number of an item: “⏎II. NỘI DUNG”.
fn is_item(text: &str, end: usize, next: usize) -> bool {
    let word = word_at(text, next);
    let is_mark = text[next + word.len()..].starts_with(['.', ')', '/']);
    text[end..next].contains('\n')
        && is_mark
        && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X') || c.is_ascii_digit())
}

/// An agency in capitals, up to a stop: “CỦA ỦY BAN NHÂN DÂN THÀNH PHỐ HẢI PHÒNG VỀ …”.
fn shouted(text: &str, at: usize) -> Option<usize> {
    let mut end = at;
    for _ in 0..LONGEST_SHOUT {
        let next = skip_space(text, end);
        let word = word_at(text, next);
        let begins_stop = end > at && (is_stop(text, next) || begins_next(text, end, next) || is_item(text, end, next));
        if begins_stop || !is_all_capital(word) || digits_end(text, next) > next {
            return (end > at).then_some(end);
        }
        end = next + word.len();
    }
    None
}
