//! `site.yaml` and `pages/<slug>.md` → [`Config`] and [`Page`].

use super::{
    markdown,
    shape::{self, Field, Fields, Form, Shape, may, must},
    tree,
};
use crate::{
    lang::Lang,
    model::{
        plan::Block,
        site::{Config, Page, is_base_url},
    },
    problem::{Problem, Problems},
    span::FileId,
};

pub static SHAPE: Shape = Shape {
    about: "Thông tin chung của trang",
    fields: &[
        must("title", Form::Text, "tên trang, ví dụ “Kế hoạch của thành phố Hải Phòng”"),
        TAGLINE,
        BASE_URL,
        LANGUAGE,
        PUBLISHER,
        CONTACT,
        may(
            "reminders",
            Form::DaysBefore,
            "lịch .ics nhắc trước hạn bao nhiêu ngày, ví dụ [7, 1]; không có thì không nhắc",
        ),
    ],
};

// What a hub says of itself too.
pub const TAGLINE: Field = may("tagline", Form::Text, "một câu nói trang này là gì");
pub const BASE_URL: Field = may("base_url", Form::Text, "địa chỉ nơi đăng trang, ví dụ https://kehoach.example.vn/");
pub const LANGUAGE: Field = must("language", Form::OneOf(&["vi", "en"]), "ngôn ngữ giao diện");
pub const PUBLISHER: Field = must("publisher", Form::Text, "đơn vị chịu trách nhiệm đăng");
pub const CONTACT: Field = may("contact", Form::Text, "địa chỉ thư điện tử hoặc trang liên hệ của đơn vị đăng");

pub fn config(file: FileId, text: &str, problems: &mut Problems) -> Option<Config> {
    let tree = tree(file, text, problems)?;
    Some(config_of(Fields::of(file, &tree, &SHAPE, problems), problems))
}

pub fn config_of(fields: Fields, problems: &mut Problems) -> Config {
    let base_url = fields.text("base_url").map(|url| format!("{}/", url.trim_end_matches('/')));
    if let Some(url) = base_url.as_ref().filter(|url| !is_base_url(url)) {
        problems.add(fields.place("base_url"), Problem::BaseUrl { written: url.clone() });
    }
    Config {
        title: fields.string("title"),
        tagline: fields.text("tagline").map(str::to_owned),
        base_url,
        language: if fields.text("language") == Some("en") { Lang::En } else { Lang::Vi },
        publisher: fields.string("publisher"),
        contact: fields.text("contact").map(str::to_owned),
        reminders: reminders(fields.texts("reminders")),
    }
}

fn reminders(written: Vec<&str>) -> Vec<u16> {
    let mut days: Vec<u16> = written.into_iter().filter_map(shape::days_before).collect();
    days.sort_unstable_by(|a, b| b.cmp(a));
    days.dedup();
    days
}

pub fn page(file: FileId, slug: &str, text: &str, problems: &mut Problems) -> Page {
    let body = markdown::blocks(file, text, problems);
    let title = body.iter().find_map(|block| match block {
        Block::Heading { text, .. } => Some(text.plain.clone()),
        _ => None,
    });
    Page { file, slug: slug.to_owned(), title: title.unwrap_or_else(|| slug.to_owned()), body }
}
