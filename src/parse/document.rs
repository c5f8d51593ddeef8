//! `documents/<slug>.yaml` → [`Document`].

use super::{
    shape::{Fields, Form, Shape, may, must},
    tree,
};
use crate::{
    model::{
        date::read_day,
        document::{Document, Force, ForceState, Relation, RelationKind},
        number::{DocumentKind, Number},
    },
    problem::{Problem, Problems},
    span::{FileId, Place},
};
use jiff::civil::Date;

pub static SHAPE: Shape = Shape {
    about: "Một văn bản có thể được viện dẫn",
    fields: &[
        may("number", Form::Text, "số, ký hiệu, ví dụ 268/NQ-CP; bỏ trống khi văn bản không có số"),
        must("type", Form::Text, "loại văn bản, ví dụ Nghị quyết"),
        must("issuer", Form::Text, "cơ quan ban hành: <tệp> hoặc <tệp>/<đơn vị>, ví dụ trung-uong/chinh-phu"),
        may("issued", Form::Text, "ngày ban hành, năm-tháng-ngày, ví dụ 2025-08-31; bỏ trống khi không biết chắc"),
        must("title", Form::Text, "trích yếu"),
        may("aliases", Form::Texts, "các tên gọi khác và cách gọi tắt, ví dụ “Đề án 06”, “Quyết định 766”"),
        may("also_printed", Form::Texts, "các cách viết khác của số, ký hiệu đã gặp trong bản gốc"),
        may("url", Form::Text, "địa chỉ bản chính thức, bắt đầu bằng https://"),
        may("relations", Form::Maps(&RELATION), "quan hệ với văn bản khác"),
        may("status", Form::Map(&STATUS), "tình trạng hiệu lực, chỉ ghi khi đã tra cứu"),
        may("note", Form::Text, "ghi chú, ví dụ điều gì là suy ra"),
    ],
};

pub static RELATION: Shape = Shape {
    about: "Quan hệ với một văn bản khác",
    fields: &[
        must(
            "kind",
            Form::OneOf(RelationKind::NAMES),
            "implements (triển khai), amends (sửa đổi), replaces (thay thế), guides (hướng dẫn), issued-with (ban hành kèm theo)",
        ),
        must("document", Form::Text, "tên tệp văn bản (không có .yaml), hoặc <cơ quan>/<thư mục> của một kế hoạch"),
    ],
};

static STATUS: Shape = Shape {
    about: "Tình trạng hiệu lực của một văn bản",
    fields: &[
        must(
            "state",
            Form::OneOf(ForceState::NAMES),
            "in-force: còn hiệu lực; partly-expired: hết hiệu lực một phần; expired: hết hiệu lực; not-yet: chưa có hiệu lực",
        ),
        must("checked", Form::Text, "ngày tra cứu, năm-tháng-ngày, ví dụ 2026-01-15"),
        must("source", Form::Text, "nơi tra cứu: địa chỉ bắt đầu bằng https://, hoặc tên nguồn"),
        may("since", Form::Text, "ngày bắt đầu có hiệu lực, ví dụ 2025-07-01"),
        may("until", Form::Text, "ngày cuối cùng còn hiệu lực"),
    ],
};

pub fn document(file: FileId, slug: &str, text: &str, problems: &mut Problems) -> Option<Document> {
    let tree = tree(file, text, problems)?;
    let fields = Fields::of(file, &tree, &SHAPE, problems);
    let issued = day(fields, "issued", problems);
    let url = fields.text("url").map(str::to_owned);
    if let Some(url) = url.as_ref().filter(|url| !url.starts_with("https://") && !url.starts_with("http://")) {
        problems.add(fields.place("url"), Problem::DeadLink { target: url.clone() });
    }
    let place = fields.place("also_printed");
    let also_printed =
        fields.texts("also_printed").into_iter().filter_map(|written| number(written, &place, problems)).collect();
    for key in ["title", "type"] {
        if fields.text(key) == Some("…") {
            problems.add(fields.place(key), Problem::Unfilled { key });
        }
    }
    let place = fields.place("number");
    Some(Document {
        file,
        slug: slug.to_owned(),
        number: fields.text("number").and_then(|written| {
            old_number(written, &fields.string("type"), issued).or_else(|| number(written, &place, problems))
        }),
        kind: fields.string("type"),
        issuer: fields.string("issuer"),
        issued,
        title: fields.string("title"),
        aliases: fields.strings("aliases"),
        also_printed,
        url,
        relations: relations(fields),
        force: fields.map("status").and_then(|status| force(status, problems)),
        note: fields.text("note").map(str::to_owned),
    })
}

fn day(fields: Fields, key: &str, problems: &mut Problems) -> Option<Date> {
    let written = fields.text(key)?;
    match read_day(written) {
        Ok(day) => Some(day),
        Err(why) => {
            problems.add(fields.place(key), Problem::Date { written: written.to_owned(), why });
            None
        }
    }
}

fn force(fields: Fields, problems: &mut Problems) -> Option<Force> {
    let (checked, since, until) =
        (day(fields, "checked", problems), day(fields, "since", problems), day(fields, "until", problems));
    let state = ForceState::read(fields.text("state")?)?;
    let force = Force { state, checked: checked?, source: fields.string("source"), since, until };
    if !force.is_possible() {
        problems.add(fields.place("state"), Problem::ForceDays { state: state.name() });
    }
    Some(force)
}

/// The number of a document of the years in which numbers named no agency. Of a later one such a number is cut short.
fn old_number(written: &str, kind: &str, issued: Option<Date>) -> Option<Number> {
    const LAST: i16 = 1999;
    issued.filter(|day| day.year() <= LAST)?;
    Number::of_kind(written, DocumentKind::from_name(kind)?)
}

pub fn number(written: &str, place: &Place, problems: &mut Problems) -> Option<Number> {
    match Number::parse(written) {
        Ok(number) => Some(number),
        Err(why) => {
            problems.add(place.clone(), Problem::Number { written: written.to_owned(), why });
            None
        }
    }
}

pub fn relations(fields: Fields) -> Vec<Relation> {
    fields
        .maps("relations")
        .into_iter()
        .filter_map(|relation| {
            Some(Relation { kind: RelationKind::read(relation.text("kind")?)?, document: relation.string("document") })
        })
        .collect()
}
