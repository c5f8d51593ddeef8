//! Abbreviations of offices, and the words they stand for: whoever types one finds the other.

/// In capitals as offices write them; what folds alike must mean alike.
pub const TABLE: &[(&str, &str)] = &[
    ("ANTT", "an ninh trật tự"),
    ("ATGT", "an toàn giao thông"),
    ("ATTP", "an toàn thực phẩm"),
    ("BCĐ", "ban chỉ đạo"),
    ("BHXH", "bảo hiểm xã hội"),
    ("BHYT", "bảo hiểm y tế"),
    ("BVMT", "bảo vệ môi trường"),
    ("CBCC", "cán bộ công chức"),
    ("CCHC", "cải cách hành chính"),
    ("CCVC", "công chức viên chức"),
    ("CĐS", "chuyển đổi số"),
    ("CLB", "câu lạc bộ"),
    ("CNTT", "công nghệ thông tin"),
    ("CSDL", "cơ sở dữ liệu"),
    ("CTMTQG", "chương trình mục tiêu quốc gia"),
    ("DVC", "dịch vụ công"),
    ("GCN", "giấy chứng nhận"),
    ("GPMB", "giải phóng mặt bằng"),
    ("HĐND", "hội đồng nhân dân"),
    ("HTX", "hợp tác xã"),
    ("KSTTHC", "kiểm soát thủ tục hành chính"),
    ("KTXH", "kinh tế xã hội"),
    ("MTTQ", "mặt trận tổ quốc"),
    ("NSNN", "ngân sách nhà nước"),
    ("NTM", "nông thôn mới"),
    ("NVQS", "nghĩa vụ quân sự"),
    ("PCCC", "phòng cháy chữa cháy"),
    ("PCTN", "phòng chống tham nhũng"),
    ("PCTT", "phòng chống thiên tai"),
    ("QLNN", "quản lý nhà nước"),
    ("QPAN", "quốc phòng an ninh"),
    ("QSDĐ", "quyền sử dụng đất"),
    ("SXKD", "sản xuất kinh doanh"),
    ("TDP", "tổ dân phố"),
    ("TĐC", "tái định cư"),
    ("THCS", "trung học cơ sở"),
    ("THPT", "trung học phổ thông"),
    ("TKCN", "tìm kiếm cứu nạn"),
    ("TTHC", "thủ tục hành chính"),
    ("UBND", "ủy ban nhân dân"),
    ("VBQPPL", "văn bản quy phạm pháp luật"),
    ("XDCB", "xây dựng cơ bản"),
];

/// The words behind an abbreviation, given folded.
pub fn meaning(folded: &str) -> Option<&'static str> {
    TABLE.iter().find(|(short, _)| same(short, folded)).map(|(_, long)| *long)
}

fn same(short: &str, folded: &str) -> bool {
    short.chars().count() == folded.len()
        && short.chars().zip(folded.chars()).all(|(a, b)| crate::vietnamese::fold_char(a) == b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vietnamese::fold;

    #[test]
    fn each_stands_once_and_for_words_that_its_letters_begin() {
        for (at, (short, long)) in TABLE.iter().enumerate() {
            let folded = fold(short);
            assert!(TABLE[..at].iter().all(|(other, _)| fold(other) != folded), "{short}");
            assert!(short.chars().all(char::is_uppercase), "{short}");
            assert_eq!(meaning(&folded), Some(*long));
            let mut letters = folded.chars().peekable();
            for word in fold(long).split(' ') {
                letters.next_if(|letter| word.starts_with(*letter));
            }
            assert_eq!(letters.next(), None, "{short} = {long}");
        }
        assert_eq!(meaning("nq"), None);
    }
}
