//! Law: laws, codes, ordinances and the constitution cited by name, “Luật Đất đai năm 2024”.

use super::words::{After, after};
use crate::model::number::{
    DocumentKind, is_year,
    reading::{
        digits_end, is_all_capital, is_capital, name_at, phrase_at, skip_comma, skip_space, space_before, word_at,
        word_before,
    },
};

/// A name read from the text.
pub(super) struct Named {
    pub(super) kind: DocumentKind,
    /// The end of the name: “Luật Đất đai”.
    pub(super) name_end: usize,
    /// “năm 2024” or “2024” after it.
    pub(super) year: Option<i16>,
    pub(super) end: usize,
}

/// What laws are about. A name in this list is read whole, whatever words it has; other names end at a comma or a
/// stop, so the list holds above all names with “,”, “và” and other such words. [m]
const LAWS: &[&str] = &[
    "An ninh mạng",
    "An ninh quốc gia",
    "An toàn thông tin mạng",
    "An toàn thực phẩm",
    "An toàn, vệ sinh lao động",
    "Ban hành văn bản quy phạm pháp luật",
    "Báo chí",
    "Bảo hiểm xã hội",
    "Bảo hiểm y tế",
    "Bảo vệ bí mật nhà nước",
    "Bảo vệ dữ liệu cá nhân",
    "Bảo vệ môi trường",
    "Bảo vệ quyền lợi người tiêu dùng",
    "Bảo vệ và kiểm dịch thực vật",
    "Bầu cử đại biểu Quốc hội và đại biểu Hội đồng nhân dân",
    "Bình đẳng giới",
    "Các tổ chức tín dụng",
    "Cán bộ, công chức",
    "Căn cước",
    "Căn cước công dân",
    "Cạnh tranh",
    "Chăn nuôi",
    "Chất lượng sản phẩm, hàng hóa",
    "Chứng khoán",
    "Chuyển giao công nghệ",
    "Công an nhân dân",
    "Công chứng",
    "Công đoàn",
    "Công nghệ cao",
    "Công nghệ thông tin",
    "Công nghiệp công nghệ số",
    "Cư trú",
    "Dân quân tự vệ",
    "Dầu khí",
    "Di sản văn hóa",
    "Doanh nghiệp",
    "Dược",
    "Du lịch",
    "Dữ liệu",
    "Đầu tư",
    "Đầu tư công",
    "Đầu tư theo phương thức đối tác công tư",
    "Đất đai",
    "Đấu giá tài sản",
    "Đấu thầu",
    "Đê điều",
    "Điện ảnh",
    "Điện lực",
    "Đo lường",
    "Đường bộ",
    "Đường sắt",
    "Giá",
    "Giám định tư pháp",
    "Giao dịch điện tử",
    "Giao thông đường bộ",
    "Giao thông đường thủy nội địa",
    "Giáo dục",
    "Giáo dục đại học",
    "Giáo dục nghề nghiệp",
    "Giáo dục quốc phòng và an ninh",
    "Hải quan",
    "Hòa giải ở cơ sở",
    "Hoạt động giám sát của Quốc hội và Hội đồng nhân dân",
    "Hộ tịch",
    "Hôn nhân và gia đình",
    "Hợp tác xã",
    "Hóa chất",
    "Kế toán",
    "Khám bệnh, chữa bệnh",
    "Khí tượng thủy văn",
    "Khiếu nại",
    "Khoa học và công nghệ",
    "Khoa học, công nghệ và đổi mới sáng tạo",
    "Khoáng sản",
    "Kiểm toán nhà nước",
    "Kiến trúc",
    "Kinh doanh bảo hiểm",
    "Kinh doanh bất động sản",
    "Lâm nghiệp",
    "Lực lượng dự bị động viên",
    "Lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở",
    "Lưu trữ",
    "Lý lịch tư pháp",
    "Mặt trận Tổ quốc Việt Nam",
    "Năng lượng nguyên tử",
    "Ngân hàng Nhà nước Việt Nam",
    "Ngân sách nhà nước",
    "Nhập cảnh, xuất cảnh, quá cảnh, cư trú của người nước ngoài tại Việt Nam",
    "Nghĩa vụ quân sự",
    "Nhà giáo",
    "Nhà ở",
    "Người cao tuổi",
    "Người khuyết tật",
    "Nuôi con nuôi",
    "Phá sản",
    "Phí và lệ phí",
    "Phòng bệnh",
    "Phòng cháy và chữa cháy",
    "Phòng cháy, chữa cháy và cứu nạn, cứu hộ",
    "Phòng không nhân dân",
    "Phòng thủ dân sự",
    "Phòng, chống bạo lực gia đình",
    "Phòng, chống bệnh truyền nhiễm",
    "Phòng, chống ma túy",
    "Phòng, chống mua bán người",
    "Phòng, chống rửa tiền",
    "Phòng, chống tác hại của rượu, bia",
    "Phòng, chống tác hại của thuốc lá",
    "Phòng, chống tham nhũng",
    "Phòng, chống thiên tai",
    "Phổ biến, giáo dục pháp luật",
    "Quản lý nợ công",
    "Quản lý, sử dụng vốn nhà nước đầu tư vào sản xuất, kinh doanh tại doanh nghiệp",
    "Quản lý thuế",
    "Quản lý, sử dụng tài sản công",
    "Quản lý, sử dụng vũ khí, vật liệu nổ và công cụ hỗ trợ",
    "Quảng cáo",
    "Quốc phòng",
    "Quốc tịch Việt Nam",
    "Quy hoạch",
    "Quy hoạch đô thị và nông thôn",
    "Sở hữu trí tuệ",
    "Sử dụng năng lượng tiết kiệm và hiệu quả",
    "Tài nguyên nước",
    "Tài nguyên, môi trường biển và hải đảo",
    "Thanh niên",
    "Thanh tra",
    "Thi đua, khen thưởng",
    "Thi hành án dân sự",
    "Thi hành án hình sự",
    "Thể dục, thể thao",
    "Thống kê",
    "Thú y",
    "Thuế giá trị gia tăng",
    "Thuế sử dụng đất nông nghiệp",
    "Thuế sử dụng đất phi nông nghiệp",
    "Thuế thu nhập cá nhân",
    "Thuế thu nhập doanh nghiệp",
    "Thuế tiêu thụ đặc biệt",
    "Thủ đô",
    "Thủy lợi",
    "Thủy sản",
    "Thư viện",
    "Thực hành tiết kiệm, chống lãng phí",
    "Thực hiện dân chủ ở cơ sở",
    "Thương mại",
    "Tiếp cận thông tin",
    "Tiếp công dân",
    "Tiêu chuẩn và quy chuẩn kỹ thuật",
    "Tín ngưỡng, tôn giáo",
    "Tổ chức chính quyền địa phương",
    "Tổ chức Chính phủ",
    "Tổ chức Quốc hội",
    "Tổ chức Tòa án nhân dân",
    "Tổ chức Viện kiểm sát nhân dân",
    "Tố cáo",
    "Tố tụng hành chính",
    "Trách nhiệm bồi thường của Nhà nước",
    "Trật tự, an toàn giao thông đường bộ",
    "Trẻ em",
    "Trồng trọt",
    "Trợ giúp pháp lý",
    "Trưng cầu ý dân",
    "Viên chức",
    "Viễn thông",
    "Việc làm",
    "Xây dựng",
    "Xuất bản",
    "Xuất cảnh, nhập cảnh của công dân Việt Nam",
    "Xử lý vi phạm hành chính",
    "Dân sự",
    "Hình sự",
    "Lao động",
    "Hàng hải Việt Nam",
    "Tố tụng dân sự",
    "Tố tụng hình sự",
    "Ưu đãi người có công với cách mạng",
    "Chi phí tố tụng",
    "Dân số",
];

/// Words before “Luật” that make it part of another name: “Khoa Luật”, “Công ty Luật”, “PHÁP LUẬT”.
const NOT_LAWS_AFTER: &[&str] =
    &["khoa", "học", "ty", "ngành", "pháp", "phòng", "hội", "môn", "cử", "bộ", "kỷ", "án", "dự"];
/// Words that a name outside the list may have.
const LONGEST_NAME: usize = 9;

/// Reads the named law that starts at a place, which holds a capital L, B, P or H.
pub(super) fn read(text: &str, floor: usize, at: usize) -> Option<Named> {
    let (kind, title) = title(text, at)?;
    let is_inner = text[..at].ends_with(|c: char| c.is_alphanumeric());
    let before = word_before(text, floor, space_before(text, floor, at));
    if is_inner || (kind == DocumentKind::Law && NOT_LAWS_AFTER.contains(&before.to_lowercase().as_str())) {
        return None;
    }
    let name_end = match kind {
        DocumentKind::Constitution => title,
        _ => {
            let named = name(text, skip_space(text, title))?;
            former(text, named).or_else(|| amending(text, named)).unwrap_or(named)
        }
    };
    let year_of = |end| year(text, end).or_else(|| bracketed(text, end));
    let read = match kind {
        DocumentKind::Constitution => year_of(of_country(text, name_end)),
        _ => year_of(name_end).or_else(|| year_of(whole(text, name_end)?)),
    };
    let (year, end) = match read {
        Some((year, end)) => (Some(year), end),
        None if kind == DocumentKind::Constitution => return None,
        None => (None, name_end),
    };
    Some(Named { kind, name_end, year, end })
}

fn title(text: &str, at: usize) -> Option<(DocumentKind, usize)> {
    let kind = match text.as_bytes().get(at)? {
        b'L' => DocumentKind::Law,
        b'B' => DocumentKind::Code,
        b'P' => DocumentKind::Ordinance,
        _ => DocumentKind::Constitution,
    };
    phrase_at(text, at, kind.name()).map(|end| (kind, end))
}

/// The end of a law's name that starts at a place.
fn name(text: &str, at: usize) -> Option<usize> {
    if let Some(amended) = amended(text, at) {
        return amended_names(text, amended);
    }
    let first = word_at(text, at);
    let is_name = |law: &&&str| is_capital(first) || law.contains(' ');
    let listed = LAWS.iter().filter(is_name).filter_map(|law| name_at(text, at, law)).max();
    listed.or_else(|| is_capital(first).then(|| unlisted(text, at, first))?)
}

const TITLES: [&str; 3] = ["Bộ luật", "Luật", "Pháp lệnh"];
/// Words between “sửa đổi” and the law that is amended.
const LONGEST_AMENDING: usize = 14;

/// Where the name of the first law begins that an amending law amends: “sửa đổi, bổ sung một số điều của Luật …”.
fn amended(text: &str, at: usize) -> Option<usize> {
    let mut end = phrase_at(text, at, "sửa đổi")?;
    for _ in 0..LONGEST_AMENDING {
        let comma = skip_space(text, end);
        let next = skip_comma(text, comma);
        if let Some(title) = TITLES.iter().find_map(|title| phrase_at(text, next, title)) {
            return Some(skip_space(text, title));
        }
        let word = word_at(text, next);
        if word.is_empty() {
            return None;
        }
        end = next + word.len();
    }
    None
}

/// The end of the names of the laws that one law amends: none of them is cited by itself.
fn amended_names(text: &str, at: usize) -> Option<usize> {
    let mut end = name(text, at)?;
    loop {
        let next = skip_space(text, end);
        let after = if text[next..].starts_with([',', ';']) { skip_space(text, next + 1) } else { next };
        let after = phrase_at(text, after, "và").map_or(after, |after| skip_space(text, after));
        let title = TITLES.iter().find_map(|title| phrase_at(text, after, title)).filter(|_| after > next);
        match title.and_then(|title| name(text, skip_space(text, title))) {
            Some(more) => end = more,
            None => return Some(end),
        }
    }
}

/// A name outside the list: a capital, then words up to a stop.
fn unlisted(text: &str, at: usize, first: &str) -> Option<usize> {
    let is_shouted = is_all_capital(first) && first.chars().count() > 1;
    let is_kind = DocumentKind::names().any(|(kind, _)| phrase_at(text, at, kind).is_some());
    // The law of a country is no law.
    if is_shouted || is_kind || phrase_at(text, at, "Việt Nam").is_some() {
        return None;
    }
    let mut end = at + first.len();
    for _ in 1..LONGEST_NAME {
        let next = skip_space(text, end);
        match after(text, end) {
            After::Word if digits_end(text, next) > next => return Some(end),
            After::Word if phrase_at(text, next, "năm").is_some() || phrase_at(text, next, "số").is_some() => {
                return Some(end);
            }
            After::Word => end = next + word_at(text, next).len(),
            After::Comma | After::End | After::Stop => return Some(end),
        }
    }
    None
}

/// The end of “sửa đổi” after a name, where a year follows: “Luật Xây dựng sửa đổi 2020” is not the law that it amends.
fn amending(text: &str, named: usize) -> Option<usize> {
    let amended = phrase_at(text, skip_space(text, named), "sửa đổi")?;
    let comma = skip_space(text, amended);
    let next = skip_comma(text, comma);
    let end = phrase_at(text, next, "bổ sung").unwrap_or(amended);
    year(text, end).map(|_| end)
}

/// “Luật Đất đai cũ”: the name of none that is in force.
fn former(text: &str, named: usize) -> Option<usize> {
    let next = skip_space(text, named);
    ["cũ", "trước đây"].iter().find_map(|word| phrase_at(text, next, word))
}

/// The end of “(sửa đổi)” after the name of a law that took the place of the one before it.
fn whole(text: &str, named: usize) -> Option<usize> {
    let open = skip_space(text, named);
    let word = text[open..].starts_with('(').then(|| phrase_at(text, open + 1, "sửa đổi"))??;
    text[word..].starts_with(')').then_some(word + 1)
}

/// “(2013)”.
fn bracketed(text: &str, end: usize) -> Option<(i16, usize)> {
    let open = skip_space(text, end);
    let (year, after) =
        text[open..].starts_with('(').then(|| year(text, open + 1).or_else(|| figures(text, open + 1)))??;
    text[after..].starts_with(')').then_some((year, after + 1))
}

/// The end of the country's name after “Hiến pháp”.
fn of_country(text: &str, end: usize) -> usize {
    let at = skip_space(text, end);
    let country = ["nước CHXHCN Việt Nam", "nước Cộng hòa xã hội chủ nghĩa Việt Nam", "Việt Nam"];
    country.iter().find_map(|name| name_at(text, at, name)).unwrap_or(end)
}

/// “năm 2024” or “2024”.
pub(super) fn year(text: &str, end: usize) -> Option<(i16, usize)> {
    let next = skip_space(text, end);
    let digits = phrase_at(text, next, "năm").map_or(next, |after| skip_space(text, after));
    figures(text, digits).filter(|_| digits > end)
}

/// The figures of a year at a place.
pub(super) fn figures(text: &str, at: usize) -> Option<(i16, usize)> {
    let after = digits_end(text, at);
    let written = &text[at..after];
    let is_whole = !text[after..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '-'));
    (is_whole && is_year(written)).then(|| written.parse().ok().map(|year| (year, after)))?
}
