//! `agencies/<issuer>.yaml` → [`Issuer`].

use super::{
    is_id,
    shape::{Fields, Form, Shape, may, must},
    tree,
};
use crate::{
    model::agency::{Issuer, Level, Unit, UnitKind},
    problem::{Problem, Problems},
    span::FileId,
};

pub static SHAPE: Shape = Shape {
    about: "Một cơ quan ban hành và các đơn vị của cơ quan đó",
    fields: &[
        must("name", Form::Text, "tên đầy đủ, ví dụ “Ủy ban nhân dân phường Hưng Đạo”"),
        must("short", Form::Text, "tên ngắn dùng trong bảng và danh sách, ví dụ “UBND phường Hưng Đạo”"),
        must(
            "level",
            Form::OneOf(Level::NAMES),
            "cấp: central (trung ương), city (thành phố, tỉnh), commune (xã, phường)",
        ),
        may("parent", Form::Text, "tên tệp (không có .yaml) của cơ quan cấp trên"),
        may("aliases", Form::Texts, "các tên khác của cơ quan"),
        may("units", Form::Maps(&UNIT), "các đơn vị thuộc cơ quan"),
    ],
};

static UNIT: Shape = Shape {
    about: "Một đơn vị",
    fields: &[
        must("id", Form::Text, "mã dùng trong địa chỉ trang: chữ thường không dấu, số, gạch nối, ví dụ phong-kinh-te"),
        must("name", Form::Text, "tên đầy đủ, ví dụ “Phòng Kinh tế”"),
        may("aliases", Form::Texts, "các cách viết khác của tên, như trong các kế hoạch"),
        may("collective", Form::YesNo, "true khi tên chỉ nhiều đơn vị, ví dụ “Các sở, ban, ngành”"),
    ],
};

pub fn issuer(file: FileId, slug: &str, text: &str, problems: &mut Problems) -> Option<Issuer> {
    let tree = tree(file, text, problems)?;
    let fields = Fields::of(file, &tree, &SHAPE, problems);
    let mut units: Vec<Unit> = Vec::new();
    for unit in fields.maps("units") {
        let id = unit.string("id");
        if !is_id(&id) && unit.has("id") {
            problems.add(unit.place("id"), Problem::Id { written: id.clone() });
        }
        if units.iter().any(|other| other.id == id) {
            problems.add(unit.place("id"), Problem::DuplicateUnit { id: id.clone() });
        }
        let kind = if unit.flag("collective") { UnitKind::Collective } else { UnitKind::Single };
        units.push(Unit { id, name: unit.string("name"), aliases: unit.strings("aliases"), kind });
    }
    Some(Issuer {
        file,
        slug: slug.to_owned(),
        name: fields.string("name"),
        short: fields.string("short"),
        level: Level::read(fields.text("level")?)?,
        parent: fields.text("parent").map(str::to_owned),
        aliases: fields.strings("aliases"),
        units,
    })
}
