//! `niemyet new`: a starting file whose comments come from the shapes, so that they say what `check` will check.

use super::{Failure, Outcome, say};
use crate::args::{New, Thing};
use niemyet::{
    lang::Lang,
    link::Library,
    model::{
        citation::{Citation, mentions, unread_day},
        date::Issued,
        number::Number,
        plan::Placement,
    },
    parse::{
        self,
        shape::{Field, Form, Need, Shape},
    },
    problem::{Problem, Problems},
    read::Versions,
    vietnamese::{nfc, slug},
    write,
};
use std::{
    cmp::Ordering,
    fmt::Write,
    path::{Path, PathBuf},
};

pub fn run(arguments: &New, lang: Lang) -> Result<Outcome, Failure> {
    let (ids, folder, files): (Vec<&str>, PathBuf, Vec<(String, String)>) = match &arguments.thing {
        Thing::Plan { issuer, folder, issued } => {
            if let Err(why) = Issued::read(issued) {
                let problem = Problem::Date { written: issued.clone(), why };
                return Ok(refused(&problem, lang));
            }
            let values = [PLAN, &[("issuer", issuer.as_str()), ("issued", issued.as_str())]].concat();
            let yaml = starting(&parse::PLAN, &values);
            let files = vec![("plan.yaml".to_owned(), yaml), ("plan.md".to_owned(), body())];
            (vec![issuer, folder], ["plans", issuer, folder].iter().collect(), files)
        }
        Thing::Document { document } if document.contains(char::is_whitespace) => {
            return match cited(document, &arguments.content, lang)? {
                Ok((name, yaml)) => {
                    create(&arguments.content.join("documents"), &[(format!("{name}.yaml"), yaml)], lang)
                }
                Err(problem) => Ok(refused(&problem, lang)),
            };
        }
        Thing::Document { document } => {
            let yaml = starting(&parse::DOCUMENT, DOCUMENT);
            (vec![document], "documents".into(), vec![(format!("{document}.yaml"), yaml)])
        }
        Thing::Agency { agency } => {
            let yaml = starting(&parse::AGENCY, AGENCY);
            (vec![agency], "agencies".into(), vec![(format!("{agency}.yaml"), yaml)])
        }
    };
    if let Some(id) = ids.into_iter().find(|id| id.is_empty() || slug(id) != **id) {
        return Ok(refused(&Problem::Id { written: id.to_owned() }, lang));
    }
    create(&arguments.content.join(folder), &files, lang)
}

/// The file name and the entry of the first document that a text cites, or why there is none: "Nghị quyết số 268/NQ-CP
/// ngày 31/8/2025 của Chính phủ về …".
/// What neither the words nor the number say is left to be filled in, and `check` asks for it.
fn cited(text: &str, content: &Path, lang: Lang) -> Result<Result<(String, String), Problem>, Failure> {
    let text = &*nfc(text);
    let unreadable = || Ok(Err(Problem::CitationUnreadable { text: text.to_owned() }));
    let Some(mention) = mentions(text).into_iter().next() else { return unreadable() };
    let Citation { kind, number, date, issuer, name, year, .. } = mention.citation;
    let named = match (&number, &name) {
        (Some(number), _) => number.slug(),
        (None, Some(name)) => slug(name),
        (None, None) => return unreadable(),
    };
    if let Some(written) = unread_day(text, mention.range.end) {
        return Ok(Err(Problem::CitationDay { written: written.to_owned() }));
    }
    let year = number.as_ref().and_then(|number| number.year()).or(date.map(|day| day.year())).or(year);
    let file = match year.map(|year| year.to_string()).filter(|year| !named.contains(year.as_str())) {
        Some(year) => format!("{named}-{year}"),
        None => named,
    };
    let rest = text[mention.range.end..].trim();
    // “Quyết định 979/QĐ-TTg năm 2025 về việc …”
    let rest = year.and_then(|year| rest.strip_prefix(&format!("năm {year}"))).unwrap_or(rest).trim();
    let title = rest.trim_start_matches(',').trim_end_matches(['.', ';', '/']).trim();
    let title = match (title.is_empty(), name) {
        (false, _) => title.to_owned(),
        (true, Some(name)) => name,
        (true, None) => "…".to_owned(),
    };
    let sources = super::sources(content, Versions::Omit, lang)?;
    let library = Library::of(parse::drafts(&sources, &mut Problems::default()));
    let told = || number.as_ref().map_or_else(|| kind?.issuer(), Number::issuer).map(str::to_owned);
    // An agency that the registry lacks stands in its own words, which `check` points to.
    let issuer = issuer.or_else(told).map(|written| library.agency_path(&written).unwrap_or(written));
    let number = number.map(|number| quoted(&number.to_string()));
    let date = date.map(|day| day.to_string());
    let (title, issuer) = (quoted(&title), quoted(issuer.as_deref().unwrap_or("…")));
    let mut values: Vec<(&str, &str)> = vec![("issuer", &issuer), ("title", &title)];
    values.push(("type", kind.map_or("…", |kind| kind.name())));
    values.extend(number.as_ref().map(|number| ("number", number.as_str())));
    values.extend(date.as_ref().map(|day| ("issued", day.as_str())));
    Ok(Ok((file, starting(&parse::DOCUMENT, &values))))
}

/// A value as YAML reads it back: in double quotes where the words could mean something else.
fn quoted(words: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '/' | '-' | ',' | '.' | '…' | '(' | ')');
    match words.starts_with(char::is_alphabetic) && words.chars().all(is_plain) {
        true => words.to_owned(),
        false => serde_json::Value::from(words).to_string(),
    }
}

/// Writes all of the files, or none when one of them is there already.
fn create(folder: &Path, files: &[(String, String)], lang: Lang) -> Result<Outcome, Failure> {
    let paths: Vec<PathBuf> = files.iter().map(|(name, _)| folder.join(name)).collect();
    if let Some(there) = paths.iter().find(|path| path.symlink_metadata().is_ok()) {
        let path = there.display();
        say(&match lang {
            Lang::Vi => format!("lỗi: đã có {path}; tệp được giữ nguyên, không tạo gì"),
            Lang::En => format!("error: {path} exists already; it is left as it is and nothing was created"),
        });
        return Ok(Outcome::Problems);
    }
    for (path, (_, text)) in paths.iter().zip(files) {
        let shown = path.display();
        write::fresh(path, text).map_err(|why| {
            Failure(match lang {
                Lang::Vi => format!("không ghi được {shown}: {why}"),
                Lang::En => format!("cannot write {shown}: {why}"),
            })
        })?;
        say(&match lang {
            Lang::Vi => format!("đã tạo {shown}"),
            Lang::En => format!("created {shown}"),
        });
    }
    Ok(Outcome::Clean)
}

fn refused(problem: &Problem, lang: Lang) -> Outcome {
    let error = super::either(lang, "lỗi", "error");
    say(&format!("{error}[{}]: {}\n{}", problem.code(), problem.message(lang), problem.help(lang)));
    Outcome::Problems
}

/// First values by the way to their keys; an optional key that stands here is written, another is a comment.
type Values<'v> = &'v [(&'v str, &'v str)];

const PLAN: Values = &[
    ("kind", "Kế hoạch"),
    ("place", "Địa danh"),
    ("summary", "Trích yếu của kế hoạch"),
    ("transcription", "partial"),
    ("tasks.section", "I"),
    ("tasks.title", "Tên mục nhiệm vụ"),
    ("tasks.form", "table"),
    ("tasks.rows.no", "1"),
    ("tasks.rows.text", "Nội dung nhiệm vụ"),
    ("tasks.rows.deadline", "Thường xuyên"),
];

const DOCUMENT: Values =
    &[("type", "Nghị quyết"), ("issuer", "trung-uong/chinh-phu"), ("title", "Trích yếu của văn bản")];

const AGENCY: Values = &[("name", "Tên đầy đủ của cơ quan"), ("short", "Tên ngắn của cơ quan"), ("level", "commune")];

/// A file of a shape with every key: those that are needed with a value, the others as comments.
fn starting(shape: &'static Shape, values: Values) -> String {
    let mut file =
        format!("# {}. Dòng bắt đầu bằng “#” là chú thích; bỏ “# ” trước một khóa để dùng khóa đó.\n", shape.about);
    file += &Writer { values, within: vec![shape] }.fields(shape, "", Style::Needed);
    file
}

/// `plan.md`, with the places that running text can hold.
fn body() -> String {
    let places: Vec<&str> = Placement::ALL.iter().map(|(written, _)| *written).collect();
    format!(
        "## I. MỤC ĐÍCH, YÊU CẦU\n\nMục đích, yêu cầu của kế hoạch.\n\n## II. NHIỆM VỤ\n\n{}\n\n\
         <!-- Bảng và danh sách của plan.yaml hiện ở chỗ có dòng riêng: {}. -->\n",
        Placement::ALL.iter().find(|(_, place)| *place == Placement::TaskTable).map_or("", |(written, _)| written),
        places.join(", "),
    )
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    /// Optional keys without a first value are comments.
    Needed,
    /// Every key stands: the whole is a comment already.
    All,
}

struct Writer<'v> {
    values: Values<'v>,
    /// The shapes that are being written; a shape within itself stays empty.
    within: Vec<&'static Shape>,
}

impl Writer<'_> {
    fn fields(&mut self, shape: &'static Shape, path: &str, style: Style) -> String {
        shape.fields.iter().map(|field| self.field(field, path, style)).collect()
    }

    fn field(&mut self, field: &'static Field, path: &str, style: Style) -> String {
        let path = if path.is_empty() { field.key.to_owned() } else { format!("{path}.{}", field.key) };
        let below = format!("{path}.");
        let stands = style == Style::All
            || field.need != Need::May
            || self.values.iter().any(|(known, _)| *known == path || known.starts_with(&below));
        let style = if stands { style } else { Style::All };
        let needed = match field.need {
            Need::Must => " (bắt buộc)",
            Need::MayBeBlank => " (không có thì để null)",
            Need::May => "",
        };
        let text = format!("{}:{}", field.key, self.value(field, &path, style));
        let text = if stands { text } else { lines(&text, "# ", "# ") };
        format!("# {}{needed}\n{text}", field.about)
    }

    /// What stands after the colon, to the end of the line or of the lines below.
    fn value(&mut self, field: &'static Field, path: &str, style: Style) -> String {
        let given = self.values.iter().find(|(known, _)| *known == path).map(|(_, value)| *value);
        match (&field.form, given) {
            (Form::Texts, given) => format!("\n  - {}\n", given.unwrap_or("…")),
            (_, Some(value)) => format!(" {value}\n"),
            _ if field.need == Need::MayBeBlank => " null\n".to_owned(),
            (Form::Text | Form::TextOrTexts, None) => " …\n".to_owned(),
            (Form::WholeNumber, None) => " 2030\n".to_owned(),
            (Form::DaysBefore, None) => " [7, 1]\n".to_owned(),
            (Form::YesNo, None) => " false\n".to_owned(),
            (Form::OneOf(allowed), None) => format!(" {}\n", allowed.first().unwrap_or(&"…")),
            (Form::TextByMark, None) => "\n  \"1\": …\n".to_owned(),
            (Form::Map(shape), None) => match self.nested(shape, path, style) {
                Some(fields) => format!("\n{}", lines(&fields, "  ", "  ")),
                None => " {}\n".to_owned(),
            },
            (Form::Maps(shape), None) => match self.nested(shape, path, style) {
                Some(fields) => format!("\n{}", item(&fields)),
                None => " []\n".to_owned(),
            },
        }
    }

    fn nested(&mut self, shape: &'static Shape, path: &str, style: Style) -> Option<String> {
        if self.within.iter().any(|outer| std::ptr::eq(*outer, shape)) {
            return None;
        }
        self.within.push(shape);
        let fields = self.fields(shape, path, style);
        self.within.pop();
        Some(fields)
    }
}

/// The lines of a map as one item of a list: the dash goes before the first line that is no comment.
fn item(fields: &str) -> String {
    let dash = fields.lines().position(|line| !line.starts_with('#')).unwrap_or_default();
    let indent = |index: usize| match index.cmp(&dash) {
        Ordering::Less => "  ",
        Ordering::Equal => "  - ",
        Ordering::Greater => "    ",
    };
    fields.lines().enumerate().map(|(index, line)| format!("{}{line}\n", indent(index))).collect()
}

fn lines(text: &str, first: &str, other: &str) -> String {
    text.lines().enumerate().fold(String::new(), |mut out, (index, line)| {
        let _ = writeln!(out, "{}{line}", if index == 0 { first } else { other });
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use niemyet::{parse::shape::Fields, problem::Problems, span::FileId, yaml};

    const THINGS: &[(&Shape, Values)] = &[
        (&parse::PLAN, &[("issuer", "ubnd-xa-a"), ("issued", "2025-10")]),
        (&parse::DOCUMENT, DOCUMENT),
        (&parse::AGENCY, AGENCY),
    ];

    fn problems(text: &str, shape: &'static Shape) -> Problems {
        let mut problems = Problems::default();
        let (tree, faults) = yaml::tree(text);
        problems.add_faults(FileId(0), faults);
        if let Some(tree) = tree {
            Fields::of(FileId(0), &tree, shape, &mut problems);
        }
        problems
    }

    #[test]
    fn a_starting_file_is_of_its_shape() {
        for (shape, values) in THINGS {
            let text = starting(shape, &[PLAN, values].concat());
            assert_eq!(problems(&text, shape), Problems::default(), "{text}");
        }
    }

    #[test]
    fn it_still_is_when_every_comment_is_made_a_key() {
        for (shape, values) in THINGS {
            let values = [PLAN, values].concat();
            let text = Writer { values: &values, within: vec![shape] }.fields(shape, "", Style::All);
            assert_eq!(problems(&text, shape), Problems::default(), "{text}");
        }
    }

    #[test]
    fn the_dash_goes_to_the_first_key() {
        assert_eq!(item("# a\n# b: 1\n# c\nd: 2\ne: 3\n"), "  # a\n  # b: 1\n  # c\n  - d: 2\n    e: 3\n");
    }

    #[test]
    fn a_citation_fills_in_the_entry_of_its_document() {
        let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
        let entry = |text: &str| cited(text, &content, Lang::Vi).unwrap_or_else(|_| panic!("content is there"));
        let keys = |text: &str| {
            let (name, yaml) = entry(text).expect(text);
            let keys = yaml.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect::<Vec<_>>();
            (name, keys.join("; "))
        };
        let table = [
            (
                "Nghị quyết số 268/NQ-CP ngày 31/8/2025 của Chính phủ về tình hình: vận hành;",
                "268-nq-cp-2025",
                "number: \"268/NQ-CP\"; type: Nghị quyết; issuer: \"trung-uong/chinh-phu\"; issued: 2025-08-31; \
                 title: \"về tình hình: vận hành\"",
            ),
            (
                "Quyết định 979/QĐ-TTg năm 2025 về việc khen thưởng",
                "979-qd-ttg-2025",
                "number: \"979/QĐ-TTg\"; type: Quyết định; issuer: \"trung-uong/thu-tuong-chinh-phu\"; \
                 title: \"về việc khen thưởng\"",
            ),
            (
                "Quyết định số 12/QĐ-UBND ngày 3/3/2025 của UBND phường Hưng Đạo",
                "12-qd-ubnd-2025",
                "number: \"12/QĐ-UBND\"; type: Quyết định; issuer: \"ubnd-phuong-hung-dao\"; issued: 2025-03-03; title: \"…\"",
            ),
        ];
        for (text, name, expected) in table {
            let (file, found) = keys(text);
            assert_eq!(file, name);
            assert_eq!(found.replace('"', ""), expected.replace('"', ""), "{text}");
        }
        // Where no agency is named, the number or the type tells it, if it can.
        let issuers = [
            ("Nghị quyết số 99/NQ-CP về tình hình", "trung-uong/chinh-phu"),
            ("Quyết định số 469/QĐ-TTg", "trung-uong/thu-tuong-chinh-phu"),
            ("Luật số 99/2025/QH15", "trung-uong/quoc-hoi"),
            ("Luật Đầu tư công năm 2024", "trung-uong/quoc-hoi"),
            ("Thông tư số 24/2025/TT-BNNMT", "trung-uong/bo-nong-nghiep-va-moi-truong"),
            ("Công văn số 999/BNV-CCHC", "trung-uong/bo-noi-vu"),
            ("Thông tư số 24/2025/TT-BKH&CN", "trung-uong/bo-khoa-hoc-va-cong-nghe"),
            ("Thông tư số 24/2025/TT-BXD", "Bộ Xây dựng"),
            ("Thông tư liên tịch số 24/2015/TTLT-BNV-BYT", "…"),
            ("Kế hoạch số 99/KH-UBND", "…"),
            ("Nghị quyết số 99-NQ/TW", "…"),
        ];
        for (text, issuer) in issuers {
            let (_, found) = keys(text);
            assert!(found.contains(&format!("issuer: {}", quoted(issuer))), "{text}: {found}");
        }
        for text in [
            "Nghị quyết số 99/NQ-CP của Chính phủ, ban hành ngày 30 tháng 8 năm 2025 về tình hình",
            "Nghị quyết số 99/NQ-CP ký ngày 30/8/2025",
        ] {
            let (_, found) = keys(text);
            assert!(found.contains("issued: 2025-08-30"), "{text}: {found}");
        }
        for (text, day) in [
            ("Nghị quyết số 99/NQ-CP ngày 5/9. Về tình hình", "5/9"),
            ("Nghị quyết số 99/NQ-CP ngày 31/13/2025 của Chính phủ về tình hình", "31/13/2025"),
            ("Nghị quyết số 99/NQ-CP của Chính phủ, ban hành ngày 30 tháng 02 năm 2025", "30 tháng 02 năm 2025"),
            ("Nghị quyết số 99/NQ-CP ngày     tháng 10 năm 2025 của Chính phủ", "tháng 10 năm 2025"),
            ("Nghị quyết số 99/NQ-CP ngày 31/8/25", "31/8/25"),
        ] {
            assert_eq!(entry(text), Err(Problem::CitationDay { written: day.to_owned() }), "{text}");
        }
        assert!(matches!(entry("không viện dẫn gì"), Err(Problem::CitationUnreadable { .. })));
    }
}
