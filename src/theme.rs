//! The theme: templates, static files and interface words, built in or from a folder.

use crate::{
    lang::Lang,
    problem::{Problem, Problems},
};
use include_dir::{Dir, include_dir};
use std::{collections::BTreeMap, fs, io, path::Path};
use tera::{Tera, Value};
use walkdir::WalkDir;

static BUILT_IN: Dir = include_dir!("$CARGO_MANIFEST_DIR/themes/niemyet");

/// Every template that the program renders.
const TEMPLATES: &[&str] = &[
    "404.html",
    "act_end.html",
    "agencies.html",
    "agency.html",
    "agency_year.html",
    "base.html",
    "calendar.html",
    "cited_by.html",
    "citing.html",
    "data.html",
    "document.html",
    "document_facet.html",
    "documents.html",
    "due.html",
    "entries.html",
    "feed.xml",
    "home.html",
    "hub.html",
    "keywords.html",
    "lineage.html",
    "month.html",
    "page.html",
    "pager.html",
    "plan.html",
    "plans.html",
    "results.html",
    "search.html",
    "status.html",
    "tasks.html",
    "timeline.html",
    "unknown.html",
    "year_months.html",
];

/// Every static file that templates and scripts of the program name.
const STATICS: &[&str] = &["calendar.js", "due.js", "icon.svg", "niemyet.css", "search-engine.js", "search.js"];

pub struct Theme {
    pub tera: Tera,
    /// By path in the site, `giao-dien/niemyet.css`.
    pub statics: BTreeMap<String, Vec<u8>>,
    /// Vietnamese and English by key.
    words: BTreeMap<String, (String, String)>,
}

impl Theme {
    /// # Errors
    /// Problems of the theme: a file that is missing, a template that cannot be read, a word without its translation.
    pub fn built_in() -> Result<Self, Problems> {
        let mut files = BTreeMap::new();
        collect(&BUILT_IN, &mut files);
        Self::of(files)
    }

    /// # Errors
    /// `io::Error` when the folder cannot be read; else problems as for [`Theme::built_in`].
    pub fn from_folder(folder: &Path) -> io::Result<Result<Self, Problems>> {
        let mut files = BTreeMap::new();
        for entry in WalkDir::new(folder).sort_by_file_name() {
            let entry = entry?;
            if entry.file_type().is_file() {
                let path = entry.path().strip_prefix(folder).unwrap_or(entry.path());
                files.insert(path.to_string_lossy().replace('\\', "/"), fs::read(entry.path())?);
            }
        }
        Ok(Self::of(files))
    }

    fn of(files: BTreeMap<String, Vec<u8>>) -> Result<Self, Problems> {
        let mut problems = Problems::default();
        let mut templates = Vec::new();
        let mut statics = BTreeMap::new();
        let mut words = BTreeMap::new();
        for (path, bytes) in files {
            if let Some(name) = path.strip_prefix("templates/") {
                match String::from_utf8(bytes) {
                    Ok(text) => templates.push((name.to_owned(), squeeze(&text))),
                    Err(_) => problems.add_general(broken(&path, "UTF-8")),
                }
            } else if let Some(name) = path.strip_prefix("static/") {
                statics.insert(format!("giao-dien/{name}"), bytes);
            } else if path == "words.tsv" {
                words = read_words(&String::from_utf8_lossy(&bytes), &mut problems);
            }
        }
        for name in TEMPLATES.iter().filter(|name| templates.iter().all(|(known, _)| known != *name)) {
            problems.add_general(Problem::ThemeFile { name: format!("templates/{name}") });
        }
        for name in STATICS.iter().filter(|name| !statics.contains_key(&format!("giao-dien/{name}"))) {
            problems.add_general(Problem::ThemeFile { name: format!("static/{name}") });
        }
        if words.is_empty() {
            problems.add_general(Problem::ThemeFile { name: "words.tsv".into() });
        }
        let mut tera = Tera::new();
        tera.autoescape_on(vec![".html", ".xml"]);
        if !problems.has_errors()
            && let Err(error) = tera.add_raw_templates(templates)
        {
            problems.add_general(broken("templates", &error.to_string()));
        }
        if problems.has_errors() { Err(problems) } else { Ok(Self { tera, statics, words }) }
    }

    /// The interface word of a key; the key itself where the theme has no such word.
    pub fn word<'t>(&'t self, lang: Lang, key: &'t str) -> &'t str {
        match (self.words.get(key), lang) {
            (Some((vi, _)), Lang::Vi) => vi,
            (Some((_, en)), Lang::En) => en,
            (None, _) => key,
        }
    }

    /// All words of a language for templates.
    pub fn words(&self, lang: Lang) -> Value {
        let words: BTreeMap<&str, &str> = self.words.keys().map(|key| (key.as_str(), self.word(lang, key))).collect();
        Value::from_serializable(&words)
    }
}

fn broken(name: &str, why: &str) -> Problem {
    Problem::ThemeBroken { name: name.to_owned(), why: why.to_owned() }
}

fn collect(folder: &Dir, files: &mut BTreeMap<String, Vec<u8>>) {
    for file in folder.files() {
        files.insert(file.path().to_string_lossy().replace('\\', "/"), file.contents().to_vec());
    }
    folder.dirs().for_each(|folder| collect(folder, files));
}

/// `key<TAB>vi<TAB>en`, one word a line; `#` starts a comment line.
fn read_words(table: &str, problems: &mut Problems) -> BTreeMap<String, (String, String)> {
    let mut words = BTreeMap::new();
    for line in table.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        match line.split('\t').collect::<Vec<_>>()[..] {
            [key, vi, en] if !vi.is_empty() && !en.is_empty() => {
                if words.insert(key.to_owned(), (vi.to_owned(), en.to_owned())).is_some() {
                    problems.add_general(broken("words.tsv", &format!("“{key}” stands twice")));
                }
            }
            _ => {
                let key = line.split('\t').next().unwrap_or(line).to_owned();
                problems.add_general(Problem::ThemeWord { key });
            }
        }
    }
    words
}

/// Drops the indentation of a template: pages get smaller, and no text of content is touched.
fn squeeze(template: &str) -> String {
    let lines: Vec<&str> = template.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}
