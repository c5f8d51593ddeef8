//! Words: those that end the name of an agency, a law or a short citation in running text.

use crate::model::number::reading::{char_at, is_word, phrase_at, skip_space, word_at};

/// Words that never continue a name. Lower case: a capital letter makes them part of one (“Luật Quy hoạch”).
const STOPS: &[&str] = &[
    "ban hành",
    "báo cáo",
    "bao gồm",
    "bảo đảm",
    "bằng",
    "bổ sung",
    "bởi",
    "cho",
    "có",
    "còn",
    "của",
    "cùng",
    "cũng",
    "cụ thể",
    "dẫn",
    "do",
    "dưới",
    "đã",
    "đảm bảo",
    "đang",
    "đặt",
    "đề nghị",
    "đề ra",
    "để",
    "đến",
    "đến nay",
    "đó",
    "đối với",
    "đồng thời",
    "được",
    "gắn",
    "giai đoạn",
    "giao",
    "gồm",
    "gửi",
    "hiện hành",
    "hoặc",
    "hướng dẫn",
    "hết hiệu lực",
    "kèm theo",
    "kể từ",
    "khi",
    "không",
    "là",
    "làm",
    "liên quan",
    "mà",
    "mới",
    "một số",
    "nay",
    "này",
    "nên",
    "nêu",
    "nếu",
    "ngày",
    "nhằm",
    "nhất là",
    "nhiệm kỳ",
    "như",
    "phải",
    "phê duyệt",
    "qua",
    "quán triệt",
    "quy định",
    "ra",
    "sau",
    "sẽ",
    "sửa đổi",
    "tại",
    "thay thế",
    "theo",
    "thì",
    "thông qua",
    "thuộc",
    "thực hiện",
    "tổ chức thực hiện",
    "tổ chức triển khai",
    "tới",
    "trên",
    "triển khai",
    "trong",
    "trở",
    "trước",
    "từ",
    "và",
    "vào",
    "về",
    "vẫn",
    "với",
    "vừa",
    "yêu cầu",
];

/// What a bare ordinal counts rather than cites, even after “số”.
const COUNTED: &[&str] = &[
    "năm",
    "tháng",
    "tuần",
    "lần",
    "người",
    "triệu",
    "tỷ",
    "tỉ",
    "đồng",
    "nghìn",
    "trăm",
    "nội dung",
    "nhiệm vụ",
    "văn bản",
    "cấp",
    "xã",
    "phường",
    "đơn vị",
    "hộ",
    "giờ",
    "điều",
    "chương",
    "trang",
    "điểm",
    "khoản",
    "mục",
    "khóa",
    "khoá",
    "đợt",
    "bước",
    "nhóm",
    "chỉ tiêu",
    "giải pháp",
    "phần",
    "bản",
    "trường hợp",
    "kỳ",
    "dự án",
];

/// What an ordinal of one digit counts in a slogan: “Nghị quyết 3 không”, “6 rõ”.
const SLOGANS: &[&str] = &["không", "có", "cùng", "tăng", "giảm", "sạch", "rõ", "nhất"];

/// What stands at a place after a name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum After {
    /// The end of the text or paragraph, or punctuation other than a comma.
    End,
    Comma,
    /// A word that never continues a name.
    Stop,
    /// Any other word: it may continue the name.
    Word,
}

/// What stands after a name that ends at a place.
pub(super) fn after(text: &str, end: usize) -> After {
    let next = skip_space(text, end);
    match char_at(text, next) {
        Some(',') => After::Comma,
        Some(c) if !is_word(c) => After::End,
        None => After::End,
        Some(_) if is_stop(text, next) => After::Stop,
        Some(_) => After::Word,
    }
}

/// Whether a word that never continues a name stands at a place.
pub(super) fn is_stop(text: &str, at: usize) -> bool {
    let word = word_at(text, at);
    let is_shouted = word.chars().nth(1).is_some_and(char::is_uppercase);
    let may_stop = is_shouted || word.starts_with(char::is_lowercase);
    may_stop && STOPS.iter().any(|stop| phrase_at(text, at, stop).is_some())
}

/// Whether something that ordinals count stands at a place: “02 cấp”.
pub(super) fn is_counted(text: &str, at: usize) -> bool {
    COUNTED.iter().any(|counted| phrase_at(text, at, counted).is_some())
}

/// Whether what a slogan counts stands at a place.
pub(super) fn is_slogan(text: &str, at: usize) -> bool {
    SLOGANS.iter().any(|counted| phrase_at(text, at, counted).is_some())
}
