//! `plans/<issuer>/<folder>/plan.yaml` with its `plan.md` → [`Plan`].

use super::{
    document, is_id, markdown,
    shape::{Fields, Form, Shape, blank, may, must},
    tree,
};
use crate::{
    model::{
        date::{DateError, Issued, read_day},
        deadline::{self, Context, Due, Kind},
        measure::Measure,
        plan::{
            Block, Period, Plan, Report, Signature, Source, SourceForm, Target, TargetGroup, Transcription,
            body_passages,
        },
        task::{self, Meaning, Section, State, Status, Task, Timing, anchor_part},
        text::{Party, Text},
    },
    problem::{DeadlineHelp, Problem, Problems},
    span::{FileId, Place},
};

pub static SHAPE: Shape = Shape {
    about: "Một kế hoạch",
    fields: &[
        blank("number", Form::Text, "số, ký hiệu, ví dụ 75/KH-UBND; để trống (null) khi chưa cấp số"),
        must("kind", Form::Text, "loại văn bản: Kế hoạch, Quyết định …"),
        must("issuer", Form::Text, "tên tệp của cơ quan ban hành trong agencies/, cũng là tên thư mục"),
        must("place", Form::Text, "địa danh, ví dụ Hưng Đạo"),
        must("issued", Form::Text, "ngày ban hành, ví dụ 2025-10-13; bản nháp chưa có ngày: 2025-10"),
        may("period", Form::Text, "năm hoặc giai đoạn của kế hoạch: 2026 hoặc 2025-2030"),
        must("summary", Form::Text, "trích yếu, không kèm loại văn bản"),
        may("enacted_by", Form::Text, "dòng cơ quan quyết định in trên phần căn cứ, nếu có"),
        may("basis", Form::Texts, "căn cứ, mỗi căn cứ một mục, đúng như bản in"),
        must("source", Form::Map(&SOURCE), "bản gốc mà kế hoạch được chép lại từ đó"),
        must(
            "transcription",
            Form::OneOf(&["complete", "partial"]),
            "complete: đủ toàn văn; partial: còn phần chưa chép",
        ),
        may("relations", Form::Maps(&document::RELATION), "quan hệ với văn bản khác, đúng như kế hoạch nói"),
        must("signature", Form::Map(&SIGNATURE), "thẩm quyền ký, đúng như bản in"),
        may("recipients", Form::Texts, "nơi nhận, mỗi nơi một mục"),
        may("tasks", Form::Maps(&SECTION), "các mục nhiệm vụ"),
        may("targets", Form::Maps(&TARGET_GROUP), "các nhóm chỉ tiêu"),
        may("reports", Form::Maps(&REPORT), "chế độ báo cáo có thời hạn"),
    ],
};

static SOURCE: Shape = Shape {
    about: "Bản gốc",
    fields: &[
        blank("file", Form::Text, "tên tệp trong thư mục seeds/"),
        must("form", Form::OneOf(&["scan", "export"]), "scan: bản quét nhận dạng chữ; export: xuất từ tệp soạn thảo"),
        blank(
            "compared",
            Form::Text,
            "ngày đối chiếu bản chép với bản gốc, ví dụ 2026-11-22; chưa đối chiếu thì false",
        ),
        may("note", Form::Text, "tình trạng bản gốc, ví dụ phụ lục bị cắt"),
    ],
};

static SIGNATURE: Shape = Shape {
    about: "Thẩm quyền ký",
    fields: &[
        blank("authority", Form::Text, "ví dụ TM. ỦY BAN NHÂN DÂN"),
        blank("title", Form::Text, "ví dụ KT. CHỦ TỊCH"),
        blank("name", Form::Text, "họ tên người ký"),
    ],
};

static SECTION: Shape = Shape {
    about: "Một mục nhiệm vụ",
    fields: &[
        must("section", Form::Text, "số của mục như bản in, ví dụ I hoặc III.4"),
        must("title", Form::Text, "tên mục"),
        may(
            "form",
            Form::OneOf(task::Form::NAMES),
            "table: bảng; list: các ý trong lời văn; summary: tổng hợp từ lời văn",
        ),
        must("rows", Form::Maps(&TASK), "các nhiệm vụ"),
    ],
};

static TASK: Shape = Shape {
    about: "Một nhiệm vụ",
    fields: &[
        may("no", Form::Text, "số thứ tự như bản in; bỏ trống với ý bắt đầu bằng gạch đầu dòng"),
        must("text", Form::Text, "nội dung nhiệm vụ, đúng như bản in"),
        may("lead", Form::TextOrTexts, "cơ quan chủ trì, mỗi cơ quan một mục"),
        may("support", Form::TextOrTexts, "cơ quan phối hợp, mỗi cơ quan một mục"),
        may("deadline", Form::Text, "thời hạn, đúng như bản in; illegible khi không đọc được"),
        may("due", Form::Text, "nghĩa của thời hạn khi câu chữ không nói rõ: 2025-11-30 hoặc một thời hạn khác"),
        may("product", Form::TextOrTexts, "sản phẩm"),
        may("footnotes", Form::TextByMark, "chú thích theo dấu, dấu trong nội dung viết [^1]"),
        may("status", Form::Map(&STATUS), "kết quả thực hiện, khi đã có"),
        may("rows", Form::Maps(&TASK), "các ý con"),
    ],
};

static STATUS: Shape = Shape {
    about: "Kết quả thực hiện một nhiệm vụ",
    fields: &[
        must(
            "state",
            Form::OneOf(task::State::NAMES),
            "not-started: chưa thực hiện; in-progress: đang thực hiện; done: hoàn thành; stopped: dừng thực hiện",
        ),
        must("on", Form::Text, "ngày ghi nhận, ví dụ 2025-12-10; với việc định kỳ, các kỳ đến ngày này coi như xong"),
        may("evidence", Form::Text, "căn cứ: số, ký hiệu văn bản hoặc lời ghi ngắn"),
    ],
};

static TARGET_GROUP: Shape = Shape {
    about: "Một nhóm chỉ tiêu",
    fields: &[
        may("title", Form::Text, "dòng tiêu đề của nhóm trong bảng"),
        must("rows", Form::Maps(&TARGET), "các chỉ tiêu"),
    ],
};

static TARGET: Shape = Shape {
    about: "Một chỉ tiêu",
    fields: &[
        must("no", Form::Text, "số thứ tự như bản in"),
        must("text", Form::Text, "nội dung chỉ tiêu, đúng như bản in"),
        may("measure", Form::TextOrTexts, "mức phải đạt: dấu so sánh, số, đơn vị, ví dụ \">= 14 %/năm\""),
        may("by", Form::WholeNumber, "năm phải đạt"),
        may("lead", Form::TextOrTexts, "cơ quan chủ trì"),
        may("support", Form::TextOrTexts, "cơ quan phối hợp"),
        may("supervisor", Form::Text, "lãnh đạo chỉ đạo"),
    ],
};

static REPORT: Shape = Shape {
    about: "Một nghĩa vụ báo cáo",
    fields: &[
        must("text", Form::Text, "câu nêu nghĩa vụ, đúng như bản in"),
        may("to", Form::Text, "nơi nhận báo cáo"),
        must("deadline", Form::Text, "thời hạn, đúng như bản in"),
    ],
};

/// The files of one plan, and the folders they lie in.
pub struct Files<'s> {
    pub yaml: FileId,
    pub body: Option<(FileId, &'s str)>,
    pub issuer: &'s str,
    pub folder: &'s str,
}

pub fn plan(files: Files, text: &str, problems: &mut Problems) -> Option<Plan> {
    let file = files.yaml;
    let mut body = Vec::new();
    if let Some((file, markdown)) = files.body {
        body = markdown::blocks(file, markdown, problems);
        check_placements(file, markdown, &body, problems);
    }
    let tree = tree(file, text, problems)?;
    let fields = Fields::of(file, &tree, &SHAPE, problems);
    for name in [files.issuer, files.folder] {
        if !is_id(name) {
            problems.add(Place::file(file), Problem::Id { written: name.to_owned() });
        }
    }
    if let Some(written) = fields.text("issuer").filter(|written| *written != files.issuer) {
        problems.add(
            fields.place("issuer"),
            Problem::IssuerFolder { written: written.to_owned(), folder: files.issuer.to_owned() },
        );
    }
    let number_place = fields.place("number");
    let issued = fields.text("issued").and_then(|written| {
        let read = Issued::read(written);
        read.map_err(|why| {
            problems.add(fields.place("issued"), Problem::Date { written: written.to_owned(), why });
        })
        .ok()
    });
    let period = fields.text("period").and_then(|written| {
        let period = Period::read(written);
        if period.is_none() {
            problems.add(fields.place("period"), Problem::Period { written: written.to_owned() });
        }
        period
    });
    let context = Context { issued: issued.map(Issued::bounds), period: period.map(Period::bounds) };
    let mut reader = Reader { context, problems: &mut *problems };
    let sections = fields.maps("tasks").into_iter().map(|section| reader.section(section)).collect();
    let targets = fields.maps("targets").into_iter().map(|group| reader.target_group(group)).collect();
    let reports = fields
        .maps("reports")
        .into_iter()
        .enumerate()
        .map(|(index, report)| Report {
            anchor: format!("bao-cao-{}", index + 1),
            text: value(report, "text"),
            to: report.text("to").map(str::to_owned),
            deadline: reader.deadline(report),
        })
        .collect();
    check_stray_notes(fields, problems);
    Some(Plan {
        file,
        body_file: files.body.map(|(file, _)| file),
        issuer: files.issuer.to_owned(),
        folder: files.folder.to_owned(),
        number: fields.text("number").and_then(|written| document::number(written, &number_place, problems)),
        kind: fields.string("kind"),
        place: fields.string("place"),
        // Where it could not be read, the rest of the plan is looked at as if it were old.
        issued: issued.unwrap_or(Issued::Month(1945, 9)),
        period,
        summary: value(fields, "summary"),
        enacted_by: fields.text("enacted_by").map(str::to_owned),
        basis: values(fields, "basis"),
        source: source(fields.map("source"), problems),
        transcription: match fields.text("transcription") {
            Some("complete") => Transcription::Complete,
            _ => Transcription::Partial,
        },
        relations: document::relations(fields),
        signature: fields.map("signature").map(signature).unwrap_or_default(),
        recipients: values(fields, "recipients"),
        sections,
        targets,
        reports,
        body,
    })
}

/// Reads the rows of one plan, whose dates its deadlines lean on.
struct Reader<'p> {
    context: Context,
    problems: &'p mut Problems,
}

impl Reader<'_> {
    fn section(&mut self, fields: Fields) -> Section {
        let address = fields.string("section");
        let prefix = anchor_part(&address);
        Section {
            title: value(fields, "title"),
            form: task::Form::read(fields.text("form").unwrap_or_default()),
            tasks: self.tasks(fields, &prefix),
            address,
        }
    }

    fn tasks(&mut self, fields: Fields, prefix: &str) -> Vec<Task> {
        fields.maps("rows").into_iter().enumerate().map(|(index, row)| self.task(row, prefix, index + 1)).collect()
    }

    fn task(&mut self, fields: Fields, prefix: &str, place: usize) -> Task {
        let no = fields.text("no").map(str::to_owned);
        let part = no.as_deref().map_or_else(|| place.to_string(), anchor_part);
        let anchor = format!("{prefix}.{part}");
        let notes = fields.by_mark("footnotes").into_iter();
        let mut task = Task {
            deadline: self.deadline(fields),
            lead: parties(fields, "lead"),
            support: parties(fields, "support"),
            product: values(fields, "product"),
            text: value(fields, "text"),
            notes: notes.map(|(mark, text)| (mark.to_owned(), Text::of_value(text))).collect(),
            status: fields.map("status").and_then(|status| self.status(status)),
            rows: Vec::new(),
            anchor,
            no,
        };
        self.notes(fields, &task);
        task.rows = self.tasks(fields, &task.anchor);
        task
    }

    fn status(&mut self, fields: Fields) -> Option<Status> {
        let written = fields.text("on")?;
        let on = match Issued::read(written) {
            Ok(on) => on.day(),
            Err(_) => None,
        };
        if on.is_none() {
            let problem = Problem::Date { written: written.to_owned(), why: DateError::Form };
            self.problems.add(fields.place("on"), problem);
        }
        Some(Status {
            state: State::read(fields.text("state")?)?,
            on: on?,
            evidence: fields.text("evidence").map(Text::of_value),
        })
    }

    /// Each mark in a cell of the row has its text, and each text its mark.
    fn notes(&mut self, fields: Fields, task: &Task) {
        let known = |mark: &str| task.notes.iter().any(|(known, _)| known == mark);
        let parties =
            |parties: &[Party]| parties.iter().flat_map(|party| party.name.notes()).map(str::to_owned).collect();
        let products = task.product.iter().flat_map(Text::notes).map(str::to_owned).collect();
        let cells: [(&str, Vec<String>); 5] = [
            ("text", task.text.notes().map(str::to_owned).collect()),
            ("lead", parties(&task.lead)),
            ("support", parties(&task.support)),
            ("deadline", task.deadline.wording.notes().map(str::to_owned).collect()),
            ("product", products),
        ];
        for (key, marks) in &cells {
            for mark in marks.iter().filter(|mark| !known(mark)) {
                self.problems.add(fields.place(key), Problem::Note { mark: mark.clone() });
            }
        }
        for (mark, _) in task.notes.iter().filter(|(mark, _)| !cells.iter().any(|(_, marks)| marks.contains(mark))) {
            self.problems.add(fields.place("footnotes"), Problem::Note { mark: mark.clone() });
        }
    }

    /// The wording of `deadline:`, with the meaning of `due:` where that stands.
    fn deadline(&mut self, fields: Fields) -> Timing {
        let key = if fields.has("due") { "due" } else { "deadline" };
        let written = fields.text(key).unwrap_or_default();
        let due = match deadline::read(written, &self.context) {
            Ok(due) => due,
            Err(error) => {
                let help = DeadlineHelp { why: error.why, nearest: error.nearest };
                self.problems.add(fields.place(key), Problem::Deadline { written: written.to_owned(), help });
                Due::of(Kind::Unspecified)
            }
        };
        let meaning = if key == "due" { Meaning::Author } else { Meaning::Words };
        Timing { wording: value(fields, "deadline"), due, meaning }
    }

    fn target_group(&mut self, fields: Fields) -> TargetGroup {
        TargetGroup {
            title: fields.text("title").map(Text::of_value),
            targets: fields.maps("rows").into_iter().map(|row| self.target(row)).collect(),
        }
    }

    fn target(&mut self, fields: Fields) -> Target {
        let mut measures = Vec::new();
        for written in fields.texts("measure") {
            match Measure::read(written) {
                Some(measure) => measures.push(measure),
                None => {
                    let problem = Problem::Measure { written: written.to_owned() };
                    self.problems.add(fields.place("measure"), problem);
                }
            }
        }
        let by = fields.text("by").and_then(|year| year.parse().ok());
        if fields.has("by") && !by.is_some_and(|year| (1945..=2999).contains(&year)) {
            self.problems.add(fields.place("by"), Problem::Period { written: fields.string("by") });
        }
        let no = fields.string("no");
        Target {
            anchor: format!("chi-tieu-{}", anchor_part(&no)),
            no,
            text: value(fields, "text"),
            measures,
            by,
            lead: parties(fields, "lead"),
            support: parties(fields, "support"),
            supervisor: fields.text("supervisor").map(Text::of_value),
        }
    }
}

fn value(fields: Fields, key: &str) -> Text {
    fields.text(key).map(Text::of_value).unwrap_or_default()
}

fn values(fields: Fields, key: &str) -> Vec<Text> {
    fields.texts(key).into_iter().map(Text::of_value).collect()
}

fn parties(fields: Fields, key: &str) -> Vec<Party> {
    fields.texts(key).into_iter().map(|name| Party { name: Text::of_value(name), agency: None }).collect()
}

fn source(fields: Option<Fields>, problems: &mut Problems) -> Source {
    let text = |key| fields.and_then(|fields| fields.text(key));
    Source {
        file: text("file").unwrap_or_default().to_owned(),
        form: if text("form") == Some("export") { SourceForm::Export } else { SourceForm::Scan },
        compared: text("compared").filter(|written| *written != "false").and_then(|written| {
            let day = read_day(written);
            day.map_err(|why| {
                if let Some(fields) = fields {
                    problems.add(fields.place("compared"), Problem::Date { written: written.to_owned(), why });
                }
            })
            .ok()
        }),
        note: text("note").map(Text::of_value),
    }
}

fn signature(fields: Fields) -> Signature {
    let part = |key| fields.text(key).map(str::to_owned);
    Signature { authority: part("authority"), title: part("title"), name: part("name") }
}

/// Footnotes belong to tasks and to the running text; a mark elsewhere would lead nowhere.
fn check_stray_notes(fields: Fields, problems: &mut Problems) {
    let mut look = |fields: Fields, keys: &[&str]| {
        for key in keys {
            let marks: Vec<String> = values(fields, key).iter().flat_map(Text::notes).map(str::to_owned).collect();
            for mark in marks {
                problems.add(fields.place(key), Problem::StrayNote { mark });
            }
        }
    };
    look(fields, &["summary", "basis", "recipients"]);
    fields.maps("tasks").into_iter().for_each(|section| look(section, &["title"]));
    for group in fields.maps("targets") {
        look(group, &["title"]);
        group.maps("rows").into_iter().for_each(|row| look(row, &["text", "lead", "support", "supervisor"]));
    }
    fields.maps("reports").into_iter().for_each(|report| look(report, &["text", "deadline"]));
    fields.map("source").into_iter().for_each(|source| look(source, &["note"]));
}

/// A paragraph in double brackets must be one of the known places.
fn check_placements(file: FileId, markdown: &str, body: &[Block], problems: &mut Problems) {
    // The known ones are places by now, unless they stand in a list or a quotation.
    for (_, text) in body_passages(body) {
        let written = text.plain.as_str();
        if written.starts_with("[[") && written.ends_with("]]") {
            let at = markdown.find(written).unwrap_or(0);
            let problem = Problem::UnknownPlacement { written: written.to_owned() };
            problems.add(Place::range(file, at..at + written.len()), problem);
        }
    }
}
