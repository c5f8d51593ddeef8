//! `niemyet compare`: how faithfully a plan repeats its source text.

use super::{Failure, Outcome, sources};
use crate::args::{Answer, Compare};
use niemyet::{
    compare,
    lang::Lang,
    model::{agency::Issuer, plan::Plan},
    parse,
    problem::{self, Problems},
    read::Versions,
};
use std::{
    fs,
    io::{self, Write},
    path::Path,
};

pub fn run(arguments: &Compare, lang: Lang) -> Result<Outcome, Failure> {
    let sources = sources(&arguments.content, Versions::Omit, lang)?;
    let mut problems = Problems::default();
    let drafts = parse::drafts(&sources, &mut problems);
    let Some(plan) = named(&drafts.plans, &arguments.plan, &arguments.content) else {
        return Err(unknown(&drafts.plans, &arguments.plan, lang));
    };
    let (name, bytes) = match &arguments.source {
        Some(path) => {
            let bytes = fs::read(path).map_err(|why| unreadable(path, &why, lang))?;
            (path.display().to_string(), bytes.into())
        }
        None => {
            let name = format!("seeds/{}", plan.source.file);
            let original = sources.originals.get(&plan.source.file).ok_or_else(|| absent(&name, lang))?;
            (name, original.bytes.clone())
        }
    };
    let text = text(&bytes).ok_or_else(|| not_text(&name, lang))?;
    let issuer = drafts.issuers.iter().find(|issuer: &&Issuer| issuer.slug == plan.issuer);
    let found = compare::compare(plan, issuer.map_or("", |issuer| issuer.name.as_str()), text);
    let lines = compare::Lines::of(plan, &sources);
    let words = match arguments.answer {
        Answer::Human => compare::human(&found, &lines, &name, lang),
        Answer::Json => compare::json(&found, &lines, &name),
    };
    // A reader that went away is not worth a word.
    let _ = io::stdout().lock().write_all(words.as_bytes());
    Ok(if found.is_clean() { Outcome::Clean } else { Outcome::Problems })
}

/// What names the plan in `<issuer>/<folder>`, `plans/<issuer>/<folder>` and the paths of its files.
fn key(written: &str) -> &str {
    let folder = written.trim_end_matches('/').trim_end_matches("/plan.yaml").trim_end_matches("/plan.md");
    folder.strip_prefix("plans/").unwrap_or(folder)
}

/// By `<issuer>/<folder>`, or by a path that ends so or leads to the folder or its files.
fn named<'p>(plans: &'p [Plan], written: &str, content: &Path) -> Option<&'p Plan> {
    let key = key(written);
    plans.iter().find(|plan| plan.key() == key).or_else(|| {
        let folder = Path::new(key).canonicalize().ok()?;
        plans.iter().find(|plan| content.join("plans").join(plan.key()).canonicalize().is_ok_and(|path| path == folder))
    })
}

/// The text without its byte order mark; `None` for what is no text.
fn text(bytes: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(bytes).ok()?;
    (!text.contains('\0')).then(|| text.strip_prefix('\u{feff}').unwrap_or(text))
}

fn unknown(plans: &[Plan], written: &str, lang: Lang) -> Failure {
    let keys: Vec<String> = plans.iter().map(Plan::key).collect();
    let key = key(written);
    let folder = |key: &str| key.rsplit('/').next().map(str::to_owned);
    let same_folder = || keys.iter().find(|other| folder(other) == folder(key)).cloned();
    let nearest = same_folder().or_else(|| problem::nearest(key, keys.iter().map(String::as_str)));
    let hint = match (&nearest, lang) {
        (Some(nearest), Lang::Vi) => format!(" Có phải “{nearest}”?"),
        (Some(nearest), Lang::En) => format!(" Is it “{nearest}”?"),
        (None, _) => String::new(),
    };
    Failure(match lang {
        Lang::Vi => format!(
            "không có kế hoạch “{written}” đọc được; viết <cơ quan>/<thư mục> hoặc đường dẫn tới thư mục của kế hoạch (niemyet check nói chỗ sai trong tệp).{hint}"
        ),
        Lang::En => format!(
            "no readable plan “{written}”; write <issuer>/<folder> or the path to the plan's folder (niemyet check says what is wrong in a file).{hint}"
        ),
    })
}

fn unreadable(path: &Path, why: &io::Error, lang: Lang) -> Failure {
    let path = path.display();
    Failure(match lang {
        Lang::Vi => format!("không đọc được {path}: {why} (ghi đường dẫn tới tệp chữ sau --source)"),
        Lang::En => format!("cannot read {path}: {why} (give the path to a text file after --source)"),
    })
}

fn absent(name: &str, lang: Lang) -> Failure {
    Failure(match lang {
        Lang::Vi => format!("không có {name}; đặt tệp nguồn vào đó, sửa source.file, hoặc chọn tệp khác bằng --source"),
        Lang::En => {
            format!("there is no {name}; put the source there, mend source.file, or choose another with --source")
        }
    })
}

fn not_text(name: &str, lang: Lang) -> Failure {
    Failure(match lang {
        Lang::Vi => format!(
            "{name} không phải tệp chữ UTF-8; lấy phần chữ ra (ví dụ pdftotext -layout, hoặc nhận dạng bản quét) rồi chọn bằng --source"
        ),
        Lang::En => format!(
            "{name} is no UTF-8 text; take its text out (such as pdftotext -layout, or recognise the scan) and choose it with --source"
        ),
    })
}
