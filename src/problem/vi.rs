//! Problems in Vietnamese words.

use super::{
    By, Counted, Expected, Problem, Refusal, Severity,
    show::{plain, quoted, quoted_list, sample, year_first},
};
use crate::model::{
    date::DateError,
    deadline::Why,
    number::{NumberError, NumberFault},
    plan::Placement,
};

pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "lỗi",
        Severity::Warning => "cảnh báo",
    }
}

pub fn help_label() -> &'static str {
    "gợi ý"
}

pub fn summary(errors: usize, warnings: usize) -> String {
    match (errors, warnings) {
        (0, 0) => "không có lỗi".to_owned(),
        (errors, 0) => format!("{errors} lỗi"),
        (0, warnings) => format!("{warnings} cảnh báo"),
        (errors, warnings) => format!("{errors} lỗi, {warnings} cảnh báo"),
    }
}

pub fn message(problem: &Problem) -> String {
    use Problem::*;
    match problem {
        NotUtf8 => "từ chỗ này trở đi, tệp không phải là văn bản UTF-8".into(),
        Empty => "tệp trống".into(),
        TooLarge { limit_mib } => format!("tệp lớn hơn {limit_mib} MiB"),
        LinkOut => "liên kết tượng trưng (symlink) không dẫn tới tệp nào trong content/".into(),
        Unreadable { why } => format!("không đọc được tệp: {}", plain(why)),
        Misplaced { path } => format!("tệp {} không thuộc chỗ nào trong content/", quoted(path)),
        Unprintable { code } => format!("ký tự U+{code:04X} không in được"),
        OpenComment => "chú thích “<!--” không có “-->” nên phần còn lại của tệp bị bỏ".into(),
        HtmlBlock => "chữ trong khối HTML này bị bỏ khỏi trang".into(),
        LongAddress { part } => format!("tên quá dài để làm địa chỉ trang: {}", quoted(part)),
        AttachmentName { name } => format!("tên tệp đính kèm {} không dùng được", quoted(name)),
        TooDeep { levels } => format!("danh sách hoặc trích dẫn lồng nhau quá {levels} cấp"),
        Missing { path } => format!("thiếu tệp {}", quoted(&format!("content/{path}"))),

        Yaml { why } => format!("sai cú pháp YAML: {}", why_yaml(why)),
        YamlColon => "giá trị chứa dấu hai chấm và dấu cách “: ” mà không đặt trong dấu nháy kép".into(),
        YamlTab => "dòng này dùng phím Tab để thụt vào".into(),
        YamlAlias => "không dùng được dấu neo “&”, dấu dẫn lại “*” và thẻ “!” của YAML".into(),
        YamlSecondDocument => "tệp bị dòng “---” chia thành nhiều phần".into(),
        DuplicateKey { key } => format!("trường {} được viết hai lần", quoted(key)),
        UnknownKey { key, .. } => format!("không có trường {} ở đây", quoted(key)),
        MissingKey { key } => format!("thiếu trường {}", quoted(key)),
        WrongType { key, expected } => format!("{} phải {}", field(key), kind(*expected)),
        EmptyValue { key } => format!("{} để trống", field(key)),
        NotOneOf { written, .. } => format!("giá trị {} không dùng được ở đây", quoted(written)),

        Date { written, why } => format!("không đọc được ngày {}: {}", quoted(written), why_date(*why)),
        Number { written, why } => {
            format!("không đọc được số, ký hiệu {}: {}", quoted(written), why_number(written, why))
        }
        Deadline { written, help } => {
            format!("không đọc được thời hạn {}: {}", quoted(written), why_deadline(help.why))
        }
        Measure { written } => format!("không đọc được mức phải đạt {}", quoted(written)),
        Period { written } => format!("{} không phải là năm hay giai đoạn", quoted(written)),
        ForceDays { state } => format!("các ngày của tình trạng hiệu lực trái với trạng thái {}", quoted(state)),
        BaseUrl { written } => format!("{} không phải địa chỉ của một trang", quoted(written)),
        Id { written } => format!("{} không dùng được trong địa chỉ trang", quoted(written)),
        Note { mark } => {
            format!("chú thích {} có dấu nhưng thiếu nội dung, hoặc có nội dung nhưng thiếu dấu", quoted(mark))
        }

        BodyNote { mark } => {
            format!("chú thích {} có dấu nhưng thiếu nội dung, hoặc có nội dung nhưng thiếu dấu", quoted(mark))
        }
        StrayNote { mark } => format!("dấu chú thích {} đứng ở chỗ không có lời chú thích", quoted(mark)),
        DuplicateTask { anchor } => format!("có hai dòng cùng mang số {} trong kế hoạch", quoted(anchor)),
        SameAddress { address, other } => {
            format!("địa chỉ trang {} đã được dùng cho {}", quoted(address), quoted(other))
        }
        SameDocument { number, other } => format!("văn bản số {} đã có ở {}", quoted(number), quoted(other)),
        DuplicateUnit { id } => format!("có hai đơn vị cùng mã {}", quoted(id)),

        TakenAddress { address } => format!("trang đã có một tệp khác ở địa chỉ {}", quoted(address)),
        SameName { name } => format!("tên {} đã là tên của một đơn vị khác", quoted(name)),
        ReservedName { name } => {
            format!("tệp của văn bản không đặt tên là {} được: đó là địa chỉ của một danh sách văn bản", quoted(name))
        }
        ParentCycle { name } => format!("cơ quan {} là cấp trên của chính mình", quoted(name)),
        UnknownIssuer { written, .. } => {
            format!("cơ quan ban hành {} chưa có trong agencies/", quoted(written))
        }
        UnknownAgency { written, .. } => format!("không có cơ quan hoặc đơn vị {} trong agencies/", quoted(written)),
        UnknownDocument { written, .. } => format!("không có văn bản hoặc kế hoạch {}", quoted(written)),
        RelationCycle { document } => format!(
            "{} và văn bản này không thể sửa đổi, thay thế lẫn nhau; một văn bản cũng không tự thay thế mình",
            quoted(document)
        ),
        Unfilled { key } => format!("{} vẫn là dấu “…” của tệp mẫu", quoted(key)),
        UnknownSource { file } => format!("không có bản gốc {} trong seeds/", quoted(file)),
        CitationUnreadable { text } => format!("không thấy văn bản nào được viện dẫn trong {}", quoted(text)),
        CitationDay { written } => format!("{} không phải là một ngày đủ ngày, tháng, năm trong lịch", quoted(written)),
        DeadLink { target } => format!("liên kết {} không dùng được", quoted(target)),
        UnknownPlacement { written } => format!("không có chỗ đặt bảng nào tên là {}", quoted(written)),
        IssuerFolder { written, folder } => {
            format!("cơ quan ban hành {} khác với thư mục {} của kế hoạch", quoted(written), quoted(folder))
        }

        ThemeFile { name } => format!("giao diện thiếu tệp {}", quoted(name)),
        ThemeBroken { name, why } => format!("tệp giao diện {} có lỗi: {}", quoted(name), plain(why)),
        ThemeWord { key } => format!("giao diện thiếu từ ngữ cho {}", quoted(key)),

        DeadlineBeforeIssue { wording, issued } => {
            format!("thời hạn {} sớm hơn ngày ban hành {}", quoted(wording), plain(issued))
        }
        BlankLead { anchor } => format!("nhiệm vụ {} không ghi cơ quan chủ trì", quoted(anchor)),
        BlankDeadline { anchor } => format!("nhiệm vụ {} không ghi thời hạn", quoted(anchor)),
        NumberingGap { before, after } => format!("số thứ tự nhảy từ {} sang {}", quoted(before), quoted(after)),
        CountDiffers { said, counted, what } => {
            let what = counted_things(*what);
            format!("lời văn nói có {said} {what} nhưng chép được {counted} {what}")
        }
        AgencyUnknown { name, .. } => format!("chưa biết {} là cơ quan, đơn vị nào", quoted(name)),
        CitationUnknown { text, .. } => format!("văn bản được viện dẫn {} chưa có trong documents/", quoted(text)),
        CitationUnsure { text, .. } => format!("chưa biết chắc viện dẫn {} là văn bản nào", quoted(text)),
        PersonalData { text } => format!("{} có thể là dữ liệu cá nhân", quoted(text)),
        UnsafeLink { target } => format!("liên kết đến {} bị bỏ, chỉ còn chữ", quoted(target)),
        RawHtml => "thẻ HTML bị bỏ qua, trang không hiện thẻ này".into(),
        AnnexAbsent { words } => format!("lời văn nói đến phụ lục nhưng bản chép không có phụ lục: {}", quoted(words)),
        EndsEarly { words } => format!("đoạn dừng giữa câu: {}", quoted(words)),
        NumberRepeats { printed } => format!("số thứ tự {} lặp lại", quoted(printed)),

        SameMember { address, other } => format!("địa chỉ {} đã có ở trang {}", quoted(address), quoted(other)),
        SiteRefused { site, file, line, why } => {
            let line = line.map(|line| format!(", dòng {line}")).unwrap_or_default();
            format!("trang {}: tệp {}{line}: {}; không dùng", quoted(site), quoted(file), refusal(why))
        }
        SiteGone { site, file, why } => {
            format!("trang {} không trả lời: tệp {}: {}", quoted(site), quoted(file), plain(why))
        }
        SiteUntrusted { site, why } => {
            format!("trang {}: không tin được chứng thư HTTPS của máy chủ: {}", quoted(site), plain(why))
        }
    }
}

fn refusal(why: &Refusal) -> String {
    use Refusal::*;
    match why {
        Moved { to } => format!("trang chuyển hướng tới {}", quoted(to)),
        Encoded { how } => format!("được nén kiểu {} dù không yêu cầu", quoted(how)),
        TooLarge { bytes } => format!("dài quá {bytes} byte"),
        Unreadable { why } => format!("không đọc được: {}", plain(why)),
        Format { found } => format!("theo định dạng {found}, chưa biết"),
        PartName { name } => format!("tên tệp {} không hợp lệ", quoted(name)),
        Hash => "nội dung không khớp mã SHA-256 ghi trong manifest.json".into(),
        LongLine { bytes } => format!("có dòng dài quá {bytes} byte"),
        Address { written } => format!("địa chỉ {} không nằm trong trang", quoted(written)),
        SameAddress { written } => format!("địa chỉ {} có hai lần", quoted(written)),
        Stray { page } => format!("dòng thuộc trang {} nhưng không đứng ngay sau trang ấy", quoted(page)),
        Unprintable { code } => format!("có ký tự không in được (U+{code:04X})"),
        Date { written } => format!("{} không phải ngày", quoted(written)),
    }
}

pub fn help(problem: &Problem) -> String {
    use Problem::*;
    match problem {
        NotUtf8 => "mở tệp trong trình soạn thảo và lưu lại với bảng mã (Encoding) UTF-8".into(),
        Empty => "viết nội dung vào tệp, hoặc xóa tệp nếu không dùng".into(),
        TooLarge { .. } => "bỏ phần không thuộc về tệp này, ví dụ hình ảnh được dán vào dưới dạng chữ".into(),
        LinkOut => "chép chính tệp đó vào đây thay cho liên kết".into(),
        Unreadable { .. } => "kiểm tra tệp còn đó và tài khoản này có quyền đọc, rồi chạy lại".into(),
        Misplaced { .. } => "đặt tệp vào đúng một trong các chỗ: site.yaml, agencies/<tên>.yaml, \
             documents/<tên>.yaml, pages/<tên>.md, plans/<cơ quan>/<thư mục>/plan.yaml và plan.md bên cạnh"
            .into(),
        Unprintable { .. } => "xóa ký tự này; trình soạn thảo thường hiện nó thành ô vuông hoặc không hiện".into(),
        OpenComment => "viết “-->” ở cuối chú thích".into(),
        HtmlBlock => "viết bằng Markdown; chú thích “<!-- … -->” phải đứng riêng một dòng".into(),
        LongAddress { .. } => "rút ngắn số, ký hiệu, mã hoặc tên tệp còn dưới 200 chữ".into(),
        AttachmentName { .. } => "đổi tên tệp: không có ký tự xuống dòng, ký tự điều khiển hay dấu “\\”".into(),
        TooDeep { .. } => "viết lại với ít cấp hơn; ký tự “>” hoặc “-” ở đầu dòng mở thêm một cấp".into(),
        Missing { path } if path == "site.yaml" => {
            "tạo tệp này với các trường title, language, publisher, ví dụ “language: vi”".into()
        }
        Missing { path } => format!("tạo tệp {}, hoặc sửa lại tên nếu tệp đã có dưới tên khác", quoted(path)),

        Yaml { .. } => "xem dòng này và dòng ngay trên: thụt vào bằng dấu cách, viết một dấu cách sau dấu hai chấm, \
             đóng mọi ngoặc và nháy; giá trị có ký tự đặc biệt thì đặt trong dấu nháy kép, ví dụ “measure: \">= 14 %/năm\"”"
            .into(),
        YamlColon => "đặt cả giá trị trong dấu nháy kép, ví dụ “text: \"Lưu ý: nộp đúng hạn\"”".into(),
        YamlTab => "thay mỗi Tab bằng hai dấu cách".into(),
        YamlAlias => "viết lại nội dung ngay tại đây; nếu dấu đó là chữ của văn bản thì đặt cả giá trị trong dấu \
             nháy kép, ví dụ “text: \"*Ghi chú\"”"
            .into(),
        YamlSecondDocument => "xóa dòng “---” này; nếu sau nó là một kế hoạch hay văn bản khác thì chuyển sang tệp riêng".into(),
        DuplicateKey { key } => format!(
            "giữ một dòng “{key}: …” và xóa dòng kia; trường nhận nhiều giá trị thì viết mỗi giá trị một dòng bắt đầu bằng “- ”",
            key = plain(key)
        ),
        UnknownKey { nearest: Some(nearest), .. } => format!("nếu đúng ý thì viết “{}: …”", plain(nearest)),
        UnknownKey { nearest: None, .. } => {
            "xóa dòng này; nếu là chữ của giá trị phía trên thì thụt vào sâu hơn, hoặc đặt cả giá trị trong dấu nháy kép".into()
        }
        MissingKey { key } => format!("thêm dòng “{key}: {}”", sample(key)),
        WrongType { key, expected } => how_to_write(&plain(key), *expected),
        EmptyValue { key } => format!(
            "viết giá trị, ví dụ “{key}: {}”; nếu không có gì để ghi và trường không bắt buộc thì xóa cả dòng",
            sample(key),
            key = plain(key)
        ),
        NotOneOf { allowed, .. } => format!("viết {}", quoted_list(allowed, "hoặc")),

        Date { written, .. } => match year_first(written) {
            Some(day) => format!("viết “{day}”: năm, tháng, ngày, cách nhau bằng gạch nối"),
            None => "viết năm-tháng-ngày, ví dụ “2025-10-13”; bản nháp kế hoạch chưa có ngày thì viết “2025-10”".into(),
        },
        Number { why, .. } => match &why.nearest {
            Some(nearest) => format!("nếu đúng với bản gốc thì viết {}", quoted(nearest)),
            None => "viết số, gạch chéo, ký hiệu, ví dụ “75/KH-UBND” hoặc “151/2025/NĐ-CP”".into(),
        },
        Deadline { help, .. } => match &help.nearest {
            Some(nearest) => format!(
                "nếu bản gốc ghi như vậy thì viết {}; nếu bản gốc ghi khác thì giữ nguyên và thêm nghĩa, ví dụ “due: 2026-06-30”",
                quoted(nearest)
            ),
            None => "viết như “Quý II/2026”, “trước ngày 15/12/2025”, “Thường xuyên”; bản gốc ghi khác thế thì giữ nguyên \
                 và thêm nghĩa, ví dụ “due: 2026-06-30”"
                .into(),
        },
        Measure { .. } => "viết dấu so sánh (>=, >, =, <, <=), số, rồi đơn vị, tất cả trong dấu nháy kép, ví dụ \
             “measure: \">= 14 %/năm\"”"
            .into(),
        Period { .. } => {
            "viết năm đủ bốn chữ số, ví dụ “2026”; với giai đoạn thì viết năm đầu và năm cuối, ví dụ “2025-2030”".into()
        }
        ForceDays { .. } => {
            "since không sau until; in-force và partly-expired: checked từ since đến until; expired: checked sau until; not-yet: checked trước since".into()
        }
        BaseUrl { .. } => "viết như “https://kehoach.vn/xa-a/”, chữ có dấu thì mã hóa %".into(),
        Id { written } => {
            let slug = crate::vietnamese::slug(written);
            let good = if slug.is_empty() { "phong-kinh-te" } else { &slug };
            format!("đổi thành tên chỉ có chữ thường không dấu, chữ số và gạch nối, ví dụ {}", quoted(good))
        }
        Note { mark } => {
            let mark = plain(mark);
            format!("đặt dấu “[^{mark}]” trong “text” và viết lời ở “footnotes”, ví dụ “footnotes: {{ {mark}: Lời chú thích }}”")
        }

        BodyNote { mark } => {
            let mark = plain(mark);
            format!("viết dấu “[^{mark}]” trong câu và lời ở một dòng riêng, ví dụ “[^{mark}]: Lời chú thích”")
        }
        StrayNote { .. } => "chỉ các ô của nhiệm vụ và lời văn trong plan.md có chú thích; bỏ dấu này, hoặc chuyển phần có dấu sang plan.md".into(),

        DuplicateTask { .. } => {
            "sửa “no” hoặc “section” để mỗi dòng một số, vì số là địa chỉ của dòng; nếu bản gốc trùng số thì thêm chữ, ví dụ “no: 4a”".into()
        }
        SameAddress { .. } => {
            "nếu hai tệp chép cùng một thứ thì xóa một tệp; nếu không thì sửa số, ký hiệu hoặc tên cho khác nhau".into()
        }
        SameDocument { .. } => {
            "xóa một trong hai tệp; nếu là hai văn bản khác nhau thì kiểm tra “number”, “issuer” và “issued”".into()
        }
        DuplicateUnit { .. } => "đặt cho mỗi đơn vị một mã riêng, ví dụ “id: phong-kinh-te”".into(),

        TakenAddress { .. } => "đổi tên tệp trong pages/ hoặc tệp đính kèm của kế hoạch".into(),
        SameName { .. } => "mỗi tên chỉ dùng cho một đơn vị: xóa tên này ở “aliases”, hoặc gộp hai đơn vị".into(),
        ReservedName { .. } => "đổi tên tệp theo số, ký hiệu của văn bản, ví dụ “268-nq-cp-2025.yaml”".into(),
        ParentCycle { .. } => "sửa “parent” thành cơ quan cấp trên thật, hoặc bỏ “parent” ở cơ quan cao nhất".into(),

        UnknownIssuer { nearest: Some(nearest), .. } => {
            format!("viết “issuer: {}”, đúng tên thư mục của kế hoạch và tên tệp trong agencies/", plain(nearest))
        }
        UnknownIssuer { nearest: None, written } => {
            format!("tạo tệp {}, hoặc sửa tên thư mục của kế hoạch", quoted(&format!("content/agencies/{written}.yaml")))
        }
        UnknownAgency { .. } => {
            "viết tên tệp trong agencies/ không có .yaml, rồi “/” và mã đơn vị nếu cần, ví dụ “trung-uong/chinh-phu”".into()
        }
        UnknownDocument { nearest: Some(nearest), .. } => format!("nếu đúng ý thì viết {}", quoted(nearest)),
        UnknownDocument { nearest: None, .. } => "viết tên tệp trong documents/ không có .yaml, ví dụ “268-nq-cp-2025”, \
             hoặc cơ quan và thư mục của kế hoạch, ví dụ “ubnd-xa-hai-hung/75-kh-ubnd”"
            .into(),
        RelationCycle { .. } => "chỉ để quan hệ ở tệp của văn bản ban hành sau, văn bản sửa đổi hoặc thay thế văn bản trước".into(),
        Unfilled { .. } => "ghi đúng theo bản gốc".into(),
        UnknownSource { .. } => "đặt bản gốc vào seeds/, hoặc sửa “file” thành đúng tên tệp ở đó, kể cả phần đuôi như .pdf".into(),
        DeadLink { .. } => {
            "viết địa chỉ đầy đủ bắt đầu bằng “https://”, ví dụ “https://vanban.chinhphu.vn/”, hoặc tên một trang có thật".into()
        }
        UnknownPlacement { .. } => {
            format!("viết một trong {}, hoặc bỏ hai dấu ngoặc vuông", quoted_list(&Placement::ALL.map(|(written, _)| written), "hoặc")) + ", thành một đoạn riêng ngoài danh sách và trích dẫn"
        }
        IssuerFolder { folder, .. } => format!("viết “issuer: {}”, hoặc chuyển kế hoạch sang thư mục khác", plain(folder)),

        ThemeFile { .. } => "thêm tệp này vào thư mục giao diện, ví dụ chép từ giao diện có sẵn".into(),
        ThemeBroken { .. } => "sửa tệp đó trong thư mục giao diện, hoặc chép lại từ giao diện có sẵn".into(),
        ThemeWord { .. } => "thêm từ ngữ này vào tệp từ ngữ của giao diện, cả tiếng Việt lẫn tiếng Anh".into(),

        DeadlineBeforeIssue { .. } => {
            "đối chiếu với bản gốc, nhất là năm; nếu bản gốc ghi đúng như vậy thì để nguyên".into()
        }
        BlankLead { .. } => "nếu bản gốc có ghi thì thêm, ví dụ “lead: [Phòng Kinh tế]”; nếu không thì để nguyên".into(),
        BlankDeadline { .. } => "nếu bản gốc có ghi thì thêm, ví dụ “deadline: Quý II/2026”; không đọc được thì viết \
             “deadline: illegible”; bản gốc không ghi thì để nguyên"
            .into(),
        NumberingGap { .. } => "xem có chép sót dòng nào không; nếu bản gốc nhảy số thì để nguyên".into(),
        CountDiffers { what, .. } => {
            format!("xem có chép sót hoặc tách thừa {} nào không; nếu bản gốc lệch như vậy thì để nguyên", counted_things(*what))
        }
        AgencyUnknown { nearest: Some(nearest), .. } => format!(
            "nếu là {} thì thêm cách viết này vào “aliases” của đơn vị đó; nếu không thì thêm đơn vị vào agencies/",
            quoted(nearest)
        ),
        AgencyUnknown { nearest: None, name } => format!(
            "thêm đơn vị vào “units” trong tệp cơ quan ở agencies/, ví dụ “{{ id: {}, name: \"{}\" }}”",
            crate::vietnamese::slug(name),
            plain(name)
        ),
        CitationUnreadable { .. } => {
            "viết như “Nghị quyết số 268/NQ-CP ngày 31/8/2025 của Chính phủ về …”, hoặc chỉ viết tên tệp không dấu"
                .into()
        }
        CitationDay { .. } => {
            "viết ngày như bản gốc, ví dụ “ngày 31/8/2025” hoặc “ngày 31 tháng 8 năm 2025”; chưa rõ ngày thì bỏ đi và ghi vào “issued” sau"
                .into()
        }
        CitationUnknown { text, others } if !others.is_empty() => format!(
            "có phải {}? Ngày hoặc cơ quan ban hành khác với câu này; nếu bản gốc viết đúng như văn bản ấy thì sửa bản chép, nếu là văn bản khác thì chạy “niemyet new document \"{}\"”",
            quoted_list(others, "hoặc"),
            plain(text)
        ),
        CitationUnknown { text, .. } => {
            format!("chạy “niemyet new document \"{}\"” để tạo tệp trong documents/ và viện dẫn thành liên kết; không có cũng vẫn đăng được", plain(text))
        }
        CitationUnsure { candidates, by: By::Number, .. } => format!(
            "có phải {}? Bản gốc có ghi ngày hoặc cơ quan ban hành thì chép đủ, ví dụ “Nghị quyết số 268/NQ-CP ngày 31/8/2025 của Chính phủ”; nếu là văn bản khác thì chạy “niemyet new document”",
            quoted_list(candidates, "hoặc")
        ),
        CitationUnsure { candidates, by: By::Name, .. } => format!(
            "có phải {}? Bản gốc có ghi số, ngày hoặc cơ quan ban hành thì chép đủ, ví dụ “Nghị quyết số 268/NQ-CP ngày 31/8/2025 của Chính phủ”; nếu tên gọi ấy luôn chỉ một văn bản thì thêm vào “aliases” của văn bản đó",
            quoted_list(candidates, "hoặc")
        ),
        UnsafeLink { .. } => "dùng địa chỉ http, https, mailto, tel hoặc tên tệp đính kèm; dấu “:” trong tên tệp viết là %3A".into(),
        RawHtml => "viết bằng Markdown, ví dụ **đậm**, hoặc viết “&lt;” khi chính dấu “<” cần hiện ra".into(),
        AnnexAbsent { .. } => "chép phụ lục vào “tasks” hoặc “targets”, hoặc đính kèm tệp và đặt liên kết; nếu bản gốc không có phụ lục thì để nguyên".into(),
        EndsEarly { .. } => "xem lại chỗ ngắt trang của bản gốc và chép nốt; nếu bản gốc dừng ở đó thì để nguyên".into(),
        NumberRepeats { .. } => "xem lại bản gốc; nếu bản gốc lặp số thì để nguyên".into(),
        SameMember { .. } => "xóa một trong hai trang".into(),
        SiteRefused { why: Refusal::Moved { to }, .. } => {
            format!("nếu trang đã dời đi thật, ghi địa chỉ mới vào “address”: {}", quoted(to))
        }
        SiteRefused { why: Refusal::Hash, .. } => {
            "chạy lại sau ít phút, phòng khi trang đang được đăng; nếu vẫn vậy thì báo đơn vị quản lý trang dựng và đăng lại cả thư mục; bản tốt kéo lần trước, nếu có, vẫn được tìm".into()
        }
        SiteRefused { why: Refusal::Format { .. }, .. } => {
            "dùng bản niemyet mới hơn; bản tốt kéo lần trước, nếu có, vẫn được tìm".into()
        }
        SiteRefused { why: Refusal::Encoded { .. }, .. } => {
            "báo đơn vị quản lý trang tắt việc nén khi yêu cầu ghi “Accept-Encoding: identity”; bản tốt kéo lần trước, nếu có, vẫn được tìm".into()
        }
        SiteRefused { .. } => {
            "báo đơn vị quản lý trang kiểm tra máy chủ, rồi dựng lại trang bằng “niemyet build”; bản tốt kéo lần trước, nếu có, vẫn được tìm".into()
        }
        SiteUntrusted { .. } => {
            "báo đơn vị quản lý trang xem hạn, tên miền và chứng thư trung gian; nếu tin tổ chức cấp, thêm chứng thư gốc của tổ chức vào kho của máy này, hoặc ghi tệp PEM vào biến SSL_CERT_FILE; bản kéo lần trước, nếu có, vẫn được tìm".into()
        }
        SiteGone { .. } => {
            "chạy lại sau; trang không còn nữa thì bỏ khỏi “sites”; bản kéo lần trước, nếu có, vẫn được tìm".into()
        }
        PersonalData { .. } => {
            "nếu là số điện thoại, số căn cước, thư điện tử của riêng một người thì bỏ đi, ví dụ thay bằng “[…]”; của cơ quan thì để nguyên".into()
        }
    }
}

fn field(key: &str) -> String {
    match key {
        "" => "nội dung ở đây".to_owned(),
        key => format!("trường {}", quoted(key)),
    }
}

fn kind(expected: Expected) -> &'static str {
    match expected {
        Expected::Text => "là một đoạn chữ",
        Expected::Texts => "là một danh sách, mỗi mục một đoạn chữ",
        Expected::TextOrTexts => "là một đoạn chữ hoặc một danh sách các đoạn chữ",
        Expected::WholeNumber => "là số nguyên",
        Expected::DaysBefore => "là một danh sách số ngày, mỗi số từ 0 đến 366",
        Expected::YesNo => "là “true” (có) hoặc “false” (không)",
        Expected::Map => "gồm các trường con, mỗi trường một dòng",
        Expected::Maps => "là một danh sách, mỗi mục có các trường con",
    }
}

fn how_to_write(key: &str, expected: Expected) -> String {
    let key = if key.is_empty() { "title" } else { key };
    match expected {
        Expected::Text => {
            format!("viết giá trị trên cùng dòng, không có “- ” hay ngoặc, ví dụ “{key}: {}”", sample(key))
        }
        Expected::Texts => {
            format!("viết mỗi mục một dòng bắt đầu bằng “- ” dưới “{key}:”, hoặc “{key}: [mục một, mục hai]”")
        }
        Expected::TextOrTexts => format!("viết “{key}: một mục”, hoặc “{key}: [mục một, mục hai]”"),
        Expected::WholeNumber => format!("chỉ viết chữ số, ví dụ “{key}: 2030”"),
        Expected::DaysBefore => format!("viết “{key}: [7, 1]” để nhắc trước 7 ngày và trước 1 ngày"),
        Expected::YesNo => format!("viết “{key}: true” hoặc “{key}: false”"),
        Expected::Map => "viết mỗi trường con một dòng, thụt vào thêm hai dấu cách, ví dụ “  title: …”".to_owned(),
        Expected::Maps => "bắt đầu mỗi mục bằng “- ” rồi viết các trường của mục, ví dụ “- text: …”".to_owned(),
    }
}

/// The parser's words for the commonest mistakes; the rest stay in English.
fn why_yaml(why: &str) -> String {
    let words = match why {
        "mapping values are not allowed in this context" => {
            "dòng này thụt vào không khớp với dòng trên, hoặc dòng trên thiếu dấu cách sau dấu hai chấm"
        }
        "while parsing a block mapping, did not find expected key" => "dòng này thụt vào không khớp với các dòng trên",
        "while parsing a block collection, did not find expected '-' indicator" => {
            "thiếu “- ”, hoặc dòng này thụt vào không khớp với các dòng trên"
        }
        "block sequence entries are not allowed in this context" => "danh sách “- ” phải bắt đầu ở một dòng mới",
        "while scanning a block scalar, did not find expected comment or line break" => {
            "giá trị bắt đầu bằng “>” hoặc “|” mà không đặt trong dấu nháy kép"
        }
        "mapping keys are not allowed in this context" => "giá trị bắt đầu bằng “?” mà không đặt trong dấu nháy kép",
        "invalid trailing content after double-quoted scalar"
        | "invalid trailing content after single-quoted scalar" => "còn chữ ở sau dấu nháy đóng",
        "invalid indentation in multiline quoted scalar" => "dấu nháy chưa đóng, hoặc dòng sau thụt vào chưa đủ",
        "while parsing a quoted scalar, found unknown escape character" => {
            "dấu “\\” trong dấu nháy kép phải viết hai lần “\\\\”"
        }
        "illegal placement of ':' indicator" => "dấu hai chấm ở chỗ không được phép, thường vì ngoặc chưa đóng",
        "unclosed bracket '['" | "unclosed bracket '{'" => "ngoặc chưa đóng",
        "while scanning a plain scalar, found a tab" | "a block scalar content cannot start with a tab" => {
            "dòng sau thụt vào bằng phím Tab"
        }
        _ if why.starts_with("unexpected character") => {
            "giá trị bắt đầu bằng ký tự đặc biệt mà không đặt trong dấu nháy kép"
        }
        _ => return plain(why),
    };
    words.to_owned()
}

fn why_date(why: DateError) -> &'static str {
    match why {
        DateError::Form => "phải viết năm trước, rồi tháng, rồi ngày",
        DateError::NoSuchDay => "lịch không có ngày này",
        DateError::Year => "năm phải từ 1945 đến 2100",
    }
}

fn why_number(written: &str, why: &NumberError) -> String {
    let part = written.get(why.range.clone()).map_or("", str::trim);
    let part = quoted(if part.is_empty() { written } else { part });
    match why.fault {
        NumberFault::NoOrdinal => "thiếu số đứng đầu".to_owned(),
        NumberFault::NoSymbol => "thiếu ký hiệu sau số".to_owned(),
        NumberFault::NoIssuer => "thiếu cơ quan ban hành sau loại văn bản".to_owned(),
        NumberFault::NotAYear => format!("{part} không phải là năm viết đủ bốn chữ số"),
        NumberFault::NotASymbol => format!("{part} không phải là ký hiệu"),
        NumberFault::UnknownType => format!("không có loại văn bản {part}"),
        NumberFault::LostMark => format!("{part} bị mất dấu"),
        NumberFault::MoreAfter => format!("thừa {part} ở cuối"),
    }
}

fn why_deadline(why: Why) -> &'static str {
    match why {
        Why::NoSuchDay => "lịch không có ngày này",
        Why::NoSuchMonth => "tháng phải từ 1 đến 12",
        Why::NoSuchQuarter => "quý phải là I, II, III hoặc IV",
        Why::NoSuchWeek => "tháng không có tuần này",
        Why::YearOutOfRange => "năm phải viết đủ bốn chữ số, từ 2000 đến 2100",
        Why::MonthMissing => "có ngày mà không có tháng",
        Why::EndsBeforeStart => "thời hạn kết thúc trước khi bắt đầu",
        Why::Contradiction => "các phần của thời hạn trái ngược nhau",
        Why::Ambiguous => "câu chữ có thể hiểu hơn một cách",
        Why::YearMissing => "thiếu năm nên không biết là ngày của năm nào",
        Why::NotUnderstood => "không hiểu câu chữ này",
    }
}

fn counted_things(what: Counted) -> &'static str {
    match what {
        Counted::Tasks => "nhiệm vụ",
        Counted::Targets => "chỉ tiêu",
    }
}
