//! Show: how problems and the author's words in them are printed, for people and for machines.

use super::{Lang, Problem, Problems, Severity, en, vi};
use crate::{
    model::date::Issued,
    read::{Content, Root, Sources},
    span::{At, Bytes, FileId},
    yaml::{self, Node},
};
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use std::{fmt::Write, ops::Range};

/// Characters of an author's words that a message repeats, and of a reason from elsewhere.
const QUOTE: usize = 120;
const REASON: usize = 300;
/// Items of a list that a message repeats.
const LIST: usize = 6;
/// A line is not printed when this many characters stand before the problem.
const FAR: usize = 4_000;
/// Bytes of a line that are given to the printer: those marked, and those after them.
const MARKED: usize = 1_000;
const AFTER: usize = 400;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// With the line of the file, for a terminal.
    Human,
    /// As `Human`, in colours.
    Colour,
    /// One line a problem: `content/site.yaml:1:8: lỗi[E0210]: … (gợi ý: …)`.
    Short,
    /// An array of objects, one line a problem. The end column is that of the character after the last.
    Json,
}

/// Every problem, by file and place.
pub fn show(problems: &Problems, sources: &Sources, lang: Lang, format: Format) -> String {
    let mut out = String::new();
    let mut open: Option<File> = None;
    for (place, problem) in problems.sorted() {
        let spot = place.as_ref().and_then(|place| {
            if open.as_ref().is_none_or(|file| file.id != place.file) {
                open = File::open(sources, place.file);
            }
            open.as_mut().map(|file| {
                let spot = file.spot(&place.at);
                (file.path.as_str(), spot)
            })
        });
        let (path, spot) = spot.unzip();
        let shown = Shown { path, spot: spot.flatten(), problem, lang };
        match format {
            Format::Human => shown.human(&Renderer::plain(), &mut out),
            Format::Colour => shown.human(&Renderer::styled(), &mut out),
            Format::Short => shown.short(&mut out),
            Format::Json => {
                out.push_str(if out.is_empty() { "[\n" } else { ",\n" });
                out.push_str(&shown.json());
            }
        }
    }
    match (format, out.is_empty()) {
        (Format::Json, true) => "[]\n".to_owned(),
        (Format::Json, false) => out + "\n]\n",
        _ => out,
    }
}

/// `2 lỗi, 1 cảnh báo`, without a line's end.
pub fn summary(problems: &Problems, lang: Lang) -> String {
    let list = problems.sorted();
    let errors = list.iter().filter(|(_, problem)| problem.severity() == Severity::Error).count();
    match lang {
        Lang::Vi => vi::summary(errors, list.len() - errors),
        Lang::En => en::summary(errors, list.len() - errors),
    }
}

/// A file with what is needed to find places in it.
struct File<'s> {
    id: FileId,
    /// As the author knows it: `content/site.yaml`.
    path: String,
    text: Option<&'s str>,
    /// The byte at which each line starts.
    lines: Vec<usize>,
    tree: Tree<'s>,
}

/// A YAML file is parsed again only when a key has to be found in it.
enum Tree<'s> {
    NotParsed,
    Parsed(Option<Node<'s>>),
}

/// A place in a file: lines and columns count from 1, columns in characters.
struct Spot<'s> {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    /// The first line, as far as it is printed.
    text: &'s str,
    /// The bytes of that text that are marked.
    mark: Range<usize>,
}

/// Where words first stand in a text, at least the first few of them: an author may have broken the line.
fn find(text: &str, words: &str) -> Option<Bytes> {
    let few = words.char_indices().filter(|(_, c)| *c == ' ').nth(2).map_or(words, |(at, _)| &words[..at]);
    [words, few].iter().find_map(|words| text.find(words).map(|at| Bytes::from(at..at + words.len())))
}

impl<'s> File<'s> {
    fn open(sources: &'s Sources, id: FileId) -> Option<Self> {
        let file = sources.files.get(id.0 as usize)?;
        let text = match &file.content {
            Content::Text(text) | Content::NotUtf8(text) => Some(text.as_str()),
            Content::TooLarge | Content::LinkOut | Content::Unreadable(_) => None,
        };
        let ends = text.unwrap_or_default().bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let lines = std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect();
        let path = match sources.root {
            Root::Content => format!("content/{}", visible(&file.path)),
            Root::Here => visible(&file.path),
        };
        Some(Self { id, path, text, lines, tree: Tree::NotParsed })
    }

    fn spot(&mut self, at: &At) -> Option<Spot<'s>> {
        let text = self.text?;
        let bytes = match at {
            At::File => return None,
            At::Range(bytes) => *bytes,
            At::Words(words) => find(text, words)?,
            At::Key(key) => {
                if let Tree::NotParsed = self.tree {
                    self.tree = Tree::Parsed(yaml::tree(text).0);
                }
                match &self.tree {
                    Tree::Parsed(Some(root)) => root.at(key).bytes,
                    Tree::Parsed(None) | Tree::NotParsed => return None,
                }
            }
        };
        let range = words(text, bytes.into());
        let (line, column) = self.line_and_column(text, range.start);
        let (end_line, end_column) = self.line_and_column(text, range.end);
        let whole = self.line(text, line);
        let start = range.start.min(whole.end);
        let marked = start..ceil(text, range.end.min(start + MARKED).min(whole.end));
        let printed = &text[whole.start..ceil(text, (marked.end + AFTER).min(whole.end))];
        let mark = marked.start - whole.start..marked.end - whole.start;
        Some(Spot { line, column, end_line, end_column, text: printed, mark })
    }

    fn line_and_column(&self, text: &str, at: usize) -> (usize, usize) {
        let line = self.lines.partition_point(|start| *start <= at);
        let whole = self.line(text, line);
        (line, text[whole.start..at.min(whole.end)].chars().count() + 1)
    }

    /// The bytes of a line, counted from 1, without its end.
    fn line(&self, text: &str, line: usize) -> Range<usize> {
        let start = self.lines[line - 1];
        let end = self.lines.get(line).map_or(text.len(), |next| next - 1);
        start..start + text[start..end].trim_end_matches('\r').len()
    }
}

/// The part of a range that has words: inside the text, on characters' boundaries, without the white space around it
/// and without the `>-` that opens a block of text.
fn words(text: &str, range: Range<usize>) -> Range<usize> {
    let start = floor(text, range.start.min(text.len()));
    let end = ceil(text, range.end.clamp(start, text.len()));
    let inside = &text[start..end];
    let opening = inside.find('\n').map_or("", |newline| &inside[..newline]).trim_end();
    let is_block = opening.starts_with(['>', '|']) && opening[1..].bytes().all(|byte| b"+-0123456789".contains(&byte));
    let skipped = if is_block { opening.len() } else { 0 };
    let words = inside[skipped..].trim();
    if words.is_empty() {
        return start..start;
    }
    let start = end - inside[skipped..].trim_start().len();
    start..start + words.len()
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

fn ceil(text: &str, at: usize) -> usize {
    (at..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

/// A problem and where it is, in a language.
struct Shown<'a> {
    path: Option<&'a str>,
    spot: Option<Spot<'a>>,
    problem: &'a Problem,
    lang: Lang,
}

impl Shown<'_> {
    fn severity(&self) -> &'static str {
        match self.lang {
            Lang::Vi => vi::severity(self.problem.severity()),
            Lang::En => en::severity(self.problem.severity()),
        }
    }

    fn help_label(&self) -> &'static str {
        match self.lang {
            Lang::Vi => vi::help_label(),
            Lang::En => en::help_label(),
        }
    }

    fn human(&self, renderer: &Renderer, out: &mut String) {
        let level = match self.problem.severity() {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let title = level.with_name(self.severity()).primary_title(self.problem.message(self.lang));
        let mut group = Group::with_title(title.id(self.problem.code()));
        group = match (self.path, &self.spot) {
            (Some(path), Some(spot)) if spot.column <= FAR => group.element(
                Snippet::source(spot.text)
                    .path(path)
                    .line_start(spot.line)
                    .annotation(AnnotationKind::Primary.span(spot.mark.clone())),
            ),
            (Some(path), Some(spot)) => group.element(Origin::path(path).line(spot.line).char_column(spot.column)),
            (Some(path), None) => group.element(Origin::path(path)),
            (None, _) => group,
        };
        group = group.element(Level::HELP.with_name(self.help_label()).message(self.problem.help(self.lang)));
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&renderer.render(&[group]));
        out.push('\n');
    }

    fn short(&self, out: &mut String) {
        if let Some(path) = self.path {
            out.push_str(path);
            if let Some(Spot { line, column, .. }) = self.spot {
                let _ = write!(out, ":{line}:{column}");
            }
            out.push_str(": ");
        }
        let (severity, code, message) = (self.severity(), self.problem.code(), self.problem.message(self.lang));
        let (label, help) = (self.help_label(), self.problem.help(self.lang));
        let _ = writeln!(out, "{severity}[{code}]: {message} ({label}: {help})");
    }

    fn json(&self) -> String {
        let spot = self.spot.as_ref();
        serde_json::json!({
            "code": self.problem.code(),
            "column": spot.map(|spot| spot.column),
            "end_column": spot.map(|spot| spot.end_column),
            "end_line": spot.map(|spot| spot.end_line),
            "file": self.path,
            "help": self.problem.help(self.lang),
            "line": spot.map(|spot| spot.line),
            "message": self.problem.message(self.lang),
            "severity": en::severity(self.problem.severity()),
        })
        .to_string()
    }
}

/// Words on one line; what could disturb a terminal or hide is shown as `�`.
fn visible(text: &str) -> String {
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().map(|c| if hidden(c) { char::REPLACEMENT_CHARACTER } else { c }));
    }
    out
}

fn shortened(text: &str, limit: usize) -> String {
    let visible = visible(text);
    match visible.char_indices().nth(limit) {
        Some((end, _)) => format!("{}…", visible[..end].trim_end()),
        None => visible,
    }
}

/// Words from elsewhere, without quotes: a reason, a key in an example.
pub(super) fn plain(text: &str) -> String {
    shortened(text, REASON)
}

/// An author's words in quotes.
pub(super) fn quoted(text: &str) -> String {
    format!("“{}”", shortened(text, QUOTE))
}

/// `“a”, “b” hoặc “c”`.
pub(super) fn quoted_list(items: &[impl AsRef<str>], or: &str) -> String {
    let mut list: Vec<String> = items.iter().take(LIST).map(|item| quoted(item.as_ref())).collect();
    if items.len() > LIST {
        return list.join(", ") + ", …";
    }
    match (list.pop(), list.is_empty()) {
        (None, _) => String::new(),
        (Some(last), true) => last,
        (Some(last), false) => format!("{} {or} {last}", list.join(", ")),
    }
}

/// A value that a key of any file could have.
pub(super) fn sample(key: &str) -> &'static str {
    match key {
        "number" => "75/KH-UBND",
        "issuer" => "ubnd-phuong-hung-dao",
        "place" => "Hưng Đạo",
        "issued" => "2025-10-13",
        "period" => "2025-2030",
        "transcription" => "complete",
        "compared" => "false",
        "file" => "75-KH-UBND.pdf",
        "document" => "268-nq-cp-2025",
        "authority" => "TM. ỦY BAN NHÂN DÂN",
        "section" => "I",
        "no" => "1",
        "deadline" => "Quý II/2026",
        "due" => "2026-06-30",
        "lead" => "Phòng Kinh tế",
        "support" => "Các đơn vị liên quan",
        "by" => "2030",
        "url" => "https://vanban.chinhphu.vn/",
        "language" => "vi",
        "base_url" => "https://kehoach.example.vn/",
        "level" => "commune",
        "id" => "phong-kinh-te",
        "short" => "UBND phường Hưng Đạo",
        _ => "…",
    }
}

/// The day `2025-10-13`, when it was written as `13/10/2025`, `2025/10/13` or in words.
pub(super) fn year_first(written: &str) -> Option<String> {
    let numbers: Vec<&str> = written.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty()).collect();
    let (year, month, day) = match numbers[..] {
        [day, month, year] if year.len() == 4 => (year, month, day),
        [year, month, day] if year.len() == 4 => (year, month, day),
        _ => return None,
    };
    let day = format!("{year}-{month:0>2}-{day:0>2}");
    Issued::read(&day).is_ok().then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::{date::DateError, deadline::Why, number::Number},
        problem::{By, Counted, DeadlineHelp, Expected, Refusal},
        read::SourceFile,
        span::Place,
    };

    fn sources(content: Content) -> Sources {
        let files = vec![SourceFile { path: "plans/xa/ke-hoach/plan.yaml".into(), content }];
        Sources { files, ..Sources::default() }
    }

    fn shown(content: Content, at: At, problem: Problem, lang: Lang, format: Format) -> String {
        let mut problems = Problems::default();
        problems.add(Place { file: FileId(0), at }, problem);
        show(&problems, &sources(content), lang, format)
    }

    /// `14:15` and the marked words, as the short and the human form agree on them.
    fn place_of(text: &str, at: At) -> String {
        let short = shown(Content::Text(text.into()), at.clone(), Problem::YamlTab, Lang::En, Format::Short);
        let place =
            short.split(": error").next().unwrap_or_default().replace("content/plans/xa/ke-hoach/plan.yaml", "");
        let human = shown(Content::Text(text.into()), at, Problem::YamlTab, Lang::En, Format::Human);
        let carets = human.lines().find(|line| line.contains('^')).map_or(0, |line| line.matches('^').count());
        assert!(human.contains(&format!("plan.yaml{place}\n")), "{human}");
        format!("{} {carets}", place.trim_start_matches(':')).trim().to_owned()
    }

    fn range(start: u32, end: u32) -> At {
        At::Range(crate::span::Bytes { start, end })
    }

    #[test]
    fn places_are_found_as_the_table_says() {
        let tasks = "tasks:\n  - rows:\n      - text: Tiếp tục\n        deadline: Quý V/2026  \n      - no: 2\n";
        let key = |key: &str| At::Key(key.into());
        let table = [
            // content                          | place                       | line:column carets
            (tasks, key("tasks[0].rows[0].deadline"), "4:19 10"),
            (tasks, key("tasks[0].rows[0].product"), "3:9 14"),
            (tasks, key("tasks[0].rows[9].text"), "3:7 16"),
            ("kind: Kế hoạch\r\nplace: Hải Hưng\r\n", key("place"), "2:8 8"),
            ("kind: Ke\u{302}\u{301} hoạch # chữ tổ hợp\n", key("kind"), "1:7 8"),
            ("title:\t“日本” Đạo\n", range(7, 19), "1:8 6"),
            ("title:\t“日本” Đạo\n", key("title"), "1:8 10"),
            ("text: >-\n  Dòng một\n  dòng hai\nno: 1\n", key("text"), "2:3 8"),
            ("text: \"Dòng một\n  dòng hai\"\n", key("text"), "1:7 9"),
            ("a: [1\n", key("a"), "0"),
            ("a: 1\n", At::File, "0"),
            ("a: 1\n", range(0, 0), "1:1 1"),
            ("a: 1\n", range(5, 5), "2:1 1"),
            ("a: 1\r\n", range(5, 6), "1:5 1"),
            ("a: 1", range(90, 9000), "1:5 1"),
            ("a: 1", range(3, u32::MAX), "1:4 1"),
            ("a: 1", range(3, 2), "1:4 1"),
            ("a: ế\n", range(4, 5), "1:4 1"),
            ("", range(0, 7), "1:1 1"),
            ("\n\n\n", range(1, 3), "2:1 1"),
        ];
        for (text, at, expected) in table {
            assert_eq!(place_of(text, at.clone()), expected, "{at:?} in {text:?}");
        }
    }

    #[test]
    fn every_range_of_a_text_can_be_shown() {
        let text = "a: >-\r\n\tế e\u{301}\n\u{1b}[31m| 日\r\r\n\n“b”: 1";
        for start in 0..=text.len() as u32 + 1 {
            for end in 0..=text.len() as u32 + 1 {
                place_of(text, range(start, end));
            }
        }
    }

    #[test]
    fn syntax_errors_read_as_the_table_says() {
        let table = [
            (
                "text: Lưu ý: nộp đúng hạn\n",
                "1:12: lỗi[E0202]: giá trị chứa dấu hai chấm và dấu cách “: ” mà không đặt trong dấu nháy kép (gợi ý: đặt cả giá trị trong dấu nháy kép, ví dụ “text: \"Lưu ý: nộp đúng hạn\"”)",
            ),
            (
                "tasks:\n\t- no: 1\n",
                "2:2: lỗi[E0203]: dòng này dùng phím Tab để thụt vào (gợi ý: thay mỗi Tab bằng hai dấu cách)",
            ),
            (
                "kind: Kế hoạch\r\nkind: Kế hoạch\r\n",
                "2:1: lỗi[E0206]: trường “kind” được viết hai lần (gợi ý: giữ một dòng “kind: …” và xóa dòng kia; trường nhận nhiều giá trị thì viết mỗi giá trị một dòng bắt đầu bằng “- ”)",
            ),
            (
                "tasks:\n  - no: 1\n - no: 2\n",
                "3:2: lỗi[E0201]: sai cú pháp YAML: dòng này thụt vào không khớp với các dòng trên (gợi ý: xem dòng này và dòng ngay trên: thụt vào bằng dấu cách, viết một dấu cách sau dấu hai chấm, đóng mọi ngoặc và nháy; giá trị có ký tự đặc biệt thì đặt trong dấu nháy kép, ví dụ “measure: \">= 14 %/năm\"”)",
            ),
            ("   \n", ": lỗi[E0102]: tệp trống (gợi ý: viết nội dung vào tệp, hoặc xóa tệp nếu không dùng)"),
        ];
        for (text, expected) in table {
            let mut problems = Problems::default();
            problems.add_faults(FileId(0), yaml::tree(text).1);
            let short = show(&problems, &sources(Content::Text(text.into())), Lang::Vi, Format::Short);
            let line = short.trim_start_matches("content/plans/xa/ke-hoach/plan.yaml").trim_start_matches(':');
            assert_eq!(line.trim(), expected.trim_start_matches(':').trim(), "{text:?}");
        }
    }

    const PLAN: &str = "kind: Kế hoạch\ntasks:\n  - rows:\n      - deadline: Quý V/2026\n";

    fn quarter() -> (At, Problem) {
        let help = DeadlineHelp { why: Why::NoSuchQuarter, nearest: Some("Quý IV/2026".into()) };
        (At::Key("tasks[0].rows[0].deadline".into()), Problem::Deadline { written: "Quý V/2026".into(), help })
    }

    #[test]
    fn a_person_sees_the_line() {
        let (at, problem) = quarter();
        let human = shown(Content::Text(PLAN.into()), at, problem, Lang::Vi, Format::Human);
        let expected = "\
lỗi[E0303]: không đọc được thời hạn “Quý V/2026”: quý phải là I, II, III hoặc IV
 --> content/plans/xa/ke-hoach/plan.yaml:4:19
  |
4 |       - deadline: Quý V/2026
  |                   ^^^^^^^^^^
  |
  = gợi ý: nếu bản gốc ghi như vậy thì viết “Quý IV/2026”; nếu bản gốc ghi khác thì giữ nguyên và thêm nghĩa, ví dụ “due: 2026-06-30”
";
        assert_eq!(human, expected);
    }

    #[test]
    fn a_machine_sees_sorted_keys() {
        let mut problems = Problems::default();
        let (at, problem) = quarter();
        problems.add(Place { file: FileId(0), at }, problem);
        problems.add(Place::file(FileId(0)), Problem::Empty);
        problems.add_general(Problem::ThemeFile { name: "page.html".into() });
        let json = show(&problems, &sources(Content::Text(PLAN.into())), Lang::En, Format::Json);
        let expected = r#"[
{"code":"E0601","column":null,"end_column":null,"end_line":null,"file":null,"help":"add this file to the theme's folder, for example copied from the built-in theme","line":null,"message":"the theme lacks the file “page.html”","severity":"error"},
{"code":"E0102","column":null,"end_column":null,"end_line":null,"file":"content/plans/xa/ke-hoach/plan.yaml","help":"write something into the file, or delete it if it is not used","line":null,"message":"the file is empty","severity":"error"},
{"code":"E0303","column":19,"end_column":29,"end_line":4,"file":"content/plans/xa/ke-hoach/plan.yaml","help":"if the source says so, write “Quý IV/2026”; if it says something else, keep it and add what it means, for example “due: 2026-06-30”","line":4,"message":"cannot read the deadline “Quý V/2026”: a quarter is I, II, III or IV","severity":"error"}
]
"#;
        assert_eq!(json, expected);
        assert_eq!(show(&Problems::default(), &Sources::default(), Lang::Vi, Format::Json), "[]\n");
        assert_eq!(show(&Problems::default(), &Sources::default(), Lang::Vi, Format::Human), "");
    }

    #[test]
    fn a_file_without_text_is_shown_by_its_path() {
        let problem = || Problem::Id { written: "Phòng \u{1b}[31mKinh tế\n".into() };
        let short = shown(Content::TooLarge, range(3, 9), problem(), Lang::Vi, Format::Short);
        assert_eq!(
            short,
            "content/plans/xa/ke-hoach/plan.yaml: lỗi[E0306]: “Phòng �[31mKinh tế” không dùng được trong địa chỉ trang (gợi ý: đổi thành tên chỉ có chữ thường không dấu, chữ số và gạch nối, ví dụ “phong-31mkinh-te”)\n"
        );
        let prefix = Content::NotUtf8("kind: Kế ".into());
        let short = shown(prefix, range(11, 11), Problem::NotUtf8, Lang::En, Format::Short);
        assert!(short.starts_with("content/plans/xa/ke-hoach/plan.yaml:1:10: error[E0101]: "), "{short}");
        let mut problems = Problems::default();
        problems.add(Place::file(FileId(7)), Problem::Empty);
        let short = show(&problems, &Sources::default(), Lang::En, Format::Short);
        assert!(short.starts_with("error[E0102]: the file is empty"), "{short}");
    }

    #[test]
    fn long_lines_do_not_flood() {
        let text = format!("a: {} Quý V {}\n", "rất dài ".repeat(400), "sau đó ".repeat(100_000));
        let at = text.find("Quý").unwrap_or_default() as u32;
        for place in [range(at, at + 8), range(3, text.len() as u32), range(text.len() as u32 - 9, text.len() as u32)] {
            let human = shown(Content::Text(text.clone()), place, Problem::YamlTab, Lang::Vi, Format::Human);
            assert!(human.lines().all(|line| line.chars().count() < 200), "{human}");
        }
        let human = shown(Content::Text(text), range(at, at + 8), Problem::YamlTab, Lang::Vi, Format::Human);
        assert!(human.contains("rất dài  Quý V sau đó"), "{human}");
        assert!(human.contains("^^^^^"), "{human}");
    }

    #[test]
    fn the_parser_speaks_vietnamese() {
        let table = [
            "kind: Kế hoạch\n  place: x\n",
            "a:b\nc: d\n",
            "tasks:\n - a: 1\n- b: 1\n",
            "- a\nb: 1\n",
            "a: - b\n",
            "measure: >= 14 %\n",
            "a: ? b\n",
            "a: \"b\" c\n",
            "a: 'b' c\n",
            "a: \"b\nc: d\n",
            "a: \"\\q\"\n",
            "a: [b\nc: d\n",
            "a: {b: c\n",
            "a: [b\n",
            "a: b\n\tc: d\n",
            "a: |\n\tb\n",
            "a: @b\n",
        ];
        for text in table {
            let mut problems = Problems::default();
            problems.add_faults(FileId(0), yaml::tree(text).1);
            let short = show(&problems, &sources(Content::Text(text.into())), Lang::Vi, Format::Short);
            println!("{text:?} {short}");
            assert!(short.contains("lỗi[E02") && !short.contains(" not ") && !short.contains("invalid"), "{short}");
        }
    }

    #[test]
    fn the_summary_counts_what_is_shown() {
        let mut problems = Problems::default();
        assert_eq!(summary(&problems, Lang::Vi), "không có lỗi");
        problems.add(Place::file(FileId(0)), Problem::Empty);
        problems.add(Place::file(FileId(0)), Problem::Empty);
        assert_eq!(summary(&problems, Lang::En), "1 error");
        problems.add(Place::file(FileId(0)), Problem::BlankLead { anchor: "I.1".into() });
        problems.add(Place::file(FileId(0)), Problem::BlankLead { anchor: "I.2".into() });
        assert_eq!(summary(&problems, Lang::Vi), "1 lỗi, 2 cảnh báo");
        assert_eq!(summary(&problems, Lang::En), "1 error, 2 warnings");
    }

    #[test]
    fn a_day_is_turned_round_as_the_table_says() {
        let table = [
            ("13/10/2025", Some("2025-10-13")),
            ("ngày 3 tháng 9 năm 2025", Some("2025-09-03")),
            ("2025.1.5", Some("2025-01-05")),
            ("31/02/2025", None),
            ("10/2025", None),
            ("", None),
        ];
        for (written, day) in table {
            assert_eq!(year_first(written).as_deref(), day, "{written}");
        }
    }

    #[test]
    fn every_problem_speaks_both_languages_on_one_line() {
        let long = "Ủy ban\u{202e}\nnhân dân: ".repeat(40);
        let words = || long.clone();
        let nearest = || Some("Quý IV/2026".to_owned());
        let whys = [
            Why::NoSuchDay,
            Why::NoSuchMonth,
            Why::NoSuchQuarter,
            Why::NoSuchWeek,
            Why::YearOutOfRange,
            Why::MonthMissing,
            Why::EndsBeforeStart,
            Why::Contradiction,
            Why::NotUnderstood,
        ];
        let deadlines =
            whys.map(|why| Problem::Deadline { written: words(), help: DeadlineHelp { why, nearest: None } });
        let numbers =
            ["/KH-UBND", "268", "268/NQ", "151/25/NĐ-CP", "12/Phòng-UBND", "18-XY/TW", "12/QD-UBND", "75/KH-UBND thừa"]
                .into_iter()
                .filter_map(|written| {
                    Some(Problem::Number { written: written.into(), why: Number::parse(written).err()? })
                });
        let expected = [
            Expected::Text,
            Expected::Texts,
            Expected::TextOrTexts,
            Expected::WholeNumber,
            Expected::DaysBefore,
            Expected::YesNo,
            Expected::Map,
            Expected::Maps,
        ];
        let types = expected.map(|expected| Problem::WrongType { key: "lead".into(), expected });
        let mut all = vec![
            Problem::NotUtf8,
            Problem::Empty,
            Problem::TooLarge { limit_mib: 16 },
            Problem::LinkOut,
            Problem::Unreadable { why: words() },
            Problem::Misplaced { path: words() },
            Problem::Missing { path: "site.yaml".into() },
            Problem::Missing { path: words() },
            Problem::Yaml { why: words() },
            Problem::YamlColon,
            Problem::YamlTab,
            Problem::YamlAlias,
            Problem::YamlSecondDocument,
            Problem::DuplicateKey { key: words() },
            Problem::UnknownKey { key: words(), nearest: nearest() },
            Problem::UnknownKey { key: words(), nearest: None },
            Problem::MissingKey { key: "issued" },
            Problem::WrongType { key: String::new(), expected: Expected::Map },
            Problem::EmptyValue { key: "place".into() },
            Problem::NotOneOf { written: words(), allowed: &["complete", "partial"] },
            Problem::Date { written: "13/10/2025".into(), why: DateError::Form },
            Problem::Date { written: "0205-07-30".into(), why: DateError::Year },
            Problem::Date { written: "2025-02-30".into(), why: DateError::NoSuchDay },
            Problem::Measure { written: words() },
            Problem::Period { written: words() },
            Problem::Id { written: words() },
            Problem::BaseUrl { written: words() },
            Problem::ForceDays { state: "in-force" },
            Problem::Note { mark: words() },
            Problem::DuplicateTask { anchor: "I.1".into() },
            Problem::SameAddress { address: words(), other: words() },
            Problem::SameDocument { number: words(), other: words() },
            Problem::DuplicateUnit { id: words() },
            Problem::UnknownIssuer { written: words(), nearest: nearest() },
            Problem::UnknownIssuer { written: words(), nearest: None },
            Problem::UnknownAgency { written: words() },
            Problem::UnknownDocument { written: words(), nearest: nearest() },
            Problem::UnknownDocument { written: words(), nearest: None },
            Problem::RelationCycle { document: words() },
            Problem::CitationDay { written: words() },
            Problem::Unfilled { key: "title" },
            Problem::UnknownSource { file: words() },
            Problem::CitationUnreadable { text: words() },
            Problem::DeadLink { target: words() },
            Problem::UnknownPlacement { written: words() },
            Problem::ThemeFile { name: words() },
            Problem::ThemeBroken { name: words(), why: words() },
            Problem::ThemeWord { key: words() },
            Problem::DeadlineBeforeIssue { wording: words(), issued: "13/10/2025".into() },
            Problem::BlankLead { anchor: "I.1".into() },
            Problem::BlankDeadline { anchor: "I.1".into() },
            Problem::NumberingGap { before: "3".into(), after: "5".into() },
            Problem::CountDiffers { said: 14, counted: 15, what: Counted::Targets },
            Problem::CountDiffers { said: 14, counted: 15, what: Counted::Tasks },
            Problem::AgencyUnknown { name: "Phòng Kinh tế".into(), nearest: nearest() },
            Problem::AgencyUnknown { name: "Phòng Kinh tế".into(), nearest: None },
            Problem::CitationUnknown { text: words(), others: Vec::new() },
            Problem::CitationUnknown { text: words(), others: vec![words()] },
            Problem::CitationUnsure { text: words(), by: By::Number, candidates: vec!["a".into()] },
            Problem::CitationUnsure {
                text: words(),
                by: By::Name,
                candidates: vec!["a".into(), "b".into(), "c".into()],
            },
            Problem::PersonalData { text: words() },
            Problem::RawHtml,
            Problem::UnsafeLink { target: words() },
            Problem::AnnexAbsent { words: words() },
            Problem::EndsEarly { words: words() },
            Problem::NumberRepeats { printed: words() },
            Problem::Unprintable { code: 7 },
            Problem::TooDeep { levels: 24 },
            Problem::OpenComment,
            Problem::HtmlBlock,
            Problem::LongAddress { part: words() },
            Problem::AttachmentName { name: words() },
            Problem::BodyNote { mark: words() },
            Problem::StrayNote { mark: words() },
            Problem::TakenAddress { address: words() },
            Problem::SameName { name: words() },
            Problem::ParentCycle { name: words() },
            Problem::ReservedName { name: words() },
            Problem::IssuerFolder { written: words(), folder: words() },
            Problem::SameMember { address: words(), other: words() },
            Problem::SiteGone { site: words(), file: words(), why: words() },
            Problem::SiteUntrusted { site: words(), why: words() },
        ];
        let refusals = [
            Refusal::Moved { to: words() },
            Refusal::Encoded { how: words() },
            Refusal::TooLarge { bytes: 1 },
            Refusal::Unreadable { why: words() },
            Refusal::Format { found: 2 },
            Refusal::PartName { name: words() },
            Refusal::Hash,
            Refusal::LongLine { bytes: 1 },
            Refusal::Address { written: words() },
            Refusal::SameAddress { written: words() },
            Refusal::Stray { page: words() },
            Refusal::Unprintable { code: 7 },
            Refusal::Date { written: words() },
        ];
        let refused = |why| Problem::SiteRefused { site: words(), file: words(), line: Some(1), why };
        all.extend(refusals.map(refused));
        all.extend(deadlines);
        all.extend(numbers);
        all.extend(types);
        let faults = all.iter().filter(|problem| matches!(problem, Problem::Number { .. })).count();
        assert_eq!(faults, 8);
        for problem in &all {
            for lang in [Lang::Vi, Lang::En] {
                for words in [problem.message(lang), problem.help(lang)] {
                    println!("{} {words}", problem.code());
                    assert!(!words.is_empty() && !words.contains(char::is_control), "{words}");
                    assert!(!words.contains(['\u{202e}']) && !words.ends_with('.'), "{words}");
                    assert!(!words.starts_with(char::is_uppercase), "{words}");
                    assert!(!words.contains("  ") || words.contains("“  title"), "{words}");
                }
            }
        }
    }
}
