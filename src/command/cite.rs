//! `niemyet cite FILE`: every mention of a document in a text, and what it leads to.

use super::{Failure, Outcome};
use crate::args::{Answer, Cite};
use niemyet::{
    lang::Lang,
    link::Library,
    model::{
        citation::{Citation, Mention, mentions},
        number::Number,
    },
    parse,
    problem::Problems,
    read::Versions,
};
use serde::Serialize;
use std::{
    fs,
    io::{self, Read, Write},
    path::Path,
};

pub fn run(arguments: &Cite, lang: Lang) -> Result<Outcome, Failure> {
    let text = text(&arguments.file, lang)?;
    let found = mentions(&text);
    let documents = documents(&arguments.content, &found, lang)?;
    let lines = lines(&text, &found, documents);
    let words = match arguments.answer {
        Answer::Json => serde_json::to_string_pretty(&lines).map_err(|why| Failure(why.to_string()))? + "\n",
        Answer::Human => lines.iter().map(|line| line.human(lang)).collect(),
    };
    write!(io::stdout().lock(), "{words}").map_err(|why| Failure(why.to_string()))?;
    Ok(Outcome::Clean)
}

/// A file, or standard input for `-`.
fn text(file: &Path, lang: Lang) -> Result<String, Failure> {
    let bytes = match file == Path::new("-") {
        true => {
            let mut bytes = Vec::new();
            io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
        }
        false => fs::read(file),
    };
    let name = file.display();
    let bytes = bytes.map_err(|why| {
        Failure(match (lang, why.kind()) {
            (Lang::Vi, io::ErrorKind::NotFound) => format!("không có tệp {name}"),
            (Lang::Vi, io::ErrorKind::IsADirectory) => format!("{name} là thư mục; cần một tệp văn bản"),
            (Lang::Vi, io::ErrorKind::PermissionDenied) => format!("không có quyền đọc {name}"),
            (Lang::Vi, _) => format!("không đọc được {name}: {why}"),
            (Lang::En, _) => format!("cannot read {name}: {why}"),
        })
    })?;
    let text = String::from_utf8(bytes).map_err(|why| {
        let at = why.utf8_error().valid_up_to();
        Failure(match lang {
            Lang::Vi => {
                let name = if file == Path::new("-") { "đầu vào".to_owned() } else { name.to_string() };
                format!("{name} không phải văn bản UTF-8 (từ byte {at}); lưu lại với bảng mã UTF-8")
            }
            Lang::En => format!("{name} is no UTF-8 text (from byte {at}); save it as UTF-8"),
        })
    })?;
    Ok(text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), str::to_owned))
}

/// Addresses in the site of a content folder; none where there is no such folder and none was asked for.
fn documents(
    content: &Option<std::path::PathBuf>,
    found: &[Mention],
    lang: Lang,
) -> Result<Vec<Option<String>>, Failure> {
    let folder = content.as_deref().unwrap_or(Path::new("content"));
    if content.is_none() && !folder.is_dir() {
        return Ok(vec![None; found.len()]);
    }
    let sources = super::sources(folder, Versions::Omit, lang)?;
    let drafts = parse::drafts(&sources, &mut Problems::default());
    Ok(Library::of(drafts).addresses(found))
}

/// A mention; offsets count characters from the start of the text.
#[derive(Serialize)]
struct Line<'t> {
    start: usize,
    end: usize,
    text: &'t str,
    /// Canonical; the bare ordinal of a short form; none for what is cited by name.
    number: Option<String>,
    #[serde(rename = "type")]
    kind: Option<&'static str>,
    issuer: Option<&'t str>,
    /// ISO 8601.
    date: Option<String>,
    /// Address from the root of the site.
    document: Option<String>,
}

fn lines<'t>(text: &'t str, found: &'t [Mention], documents: Vec<Option<String>>) -> Vec<Line<'t>> {
    // Mentions are in order, so characters are counted once.
    let (mut bytes, mut characters) = (0, 0);
    let mut count = |to: usize| {
        characters += text[bytes..to].chars().count();
        bytes = to;
        characters
    };
    let lines = found.iter().zip(documents).map(|(mention, document)| {
        let Citation { kind, number, short, date, issuer, .. } = &mention.citation;
        Line {
            start: count(mention.range.start),
            end: count(mention.range.end),
            text: &text[mention.range.clone()],
            number: number.as_ref().map(Number::canonical).map(str::to_owned).or_else(|| short.clone()),
            kind: kind.map(|kind| kind.name()),
            issuer: issuer.as_deref(),
            date: date.map(|day| day.to_string()),
            document,
        }
    });
    lines.collect()
}

impl Line<'_> {
    fn human(&self, lang: Lang) -> String {
        let unknown = match lang {
            Lang::Vi => "chưa có trong danh mục",
            Lang::En => "not in the registry",
        };
        let text = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        format!("{}–{}  {text}\n  → {}\n", self.start, self.end, self.document.as_deref().unwrap_or(unknown))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_count_characters() {
        let text = "Căn cứ Nghị quyết số 268/NQ-CP ngày 31/8/2025 của Chính phủ và Luật Đất đai năm 2024.";
        let found = mentions(text);
        let lines = lines(text, &found, vec![None; found.len()]);
        let letters: Vec<char> = text.chars().collect();
        for line in &lines {
            assert_eq!(letters[line.start..line.end].iter().collect::<String>(), line.text);
        }
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[0].number.as_deref(), Some("268/NQ-CP"));
        assert_eq!((lines[0].kind, lines[0].date.as_deref()), (Some("Nghị quyết"), Some("2025-08-31")));
        let keys = serde_json::to_value(&lines[0]).expect("an object");
        let keys: Vec<&str> = keys.as_object().expect("an object").keys().map(String::as_str).collect();
        assert_eq!(keys, ["date", "document", "end", "issuer", "number", "start", "text", "type"]);
    }
}
