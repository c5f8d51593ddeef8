//! Render: [`Site`] + [`Theme`] → [`Output`]: pages, data, calendars. A file is made when it is asked for.

mod agency;
mod calendar;
mod data;
mod document;
mod due_lists;
mod feed;
mod home;
mod html;
mod hub;
mod ics;
mod legislation;
mod lineage;
mod links;
mod page;
mod plan;
mod search;
mod search_data;
mod search_page;
mod statics;
mod task_table;
mod timeline;

use crate::{
    lang::Lang,
    link::Site,
    model::site::Config,
    problem::{Problem, Problems},
    span::Place,
    theme::Theme,
};
pub use hub::output as hub;
use serde::Serialize;
use tera::{Context, Value};

/// Every kind of file of the site.
const OUTPUTS: &[fn(&Room, &mut Files)] = &[
    home::files,
    plan::files,
    document::files,
    agency::files,
    calendar::files,
    due_lists::files,
    ics::files,
    data::files,
    page::files,
    feed::files,
    search_page::files,
    search_data::files,
    statics::files,
];

/// What the caller decides about a site.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Interface language; the site's own by default.
    pub lang: Option<Lang>,
    /// Where the site will be published; `site.yaml` says by default.
    pub base_url: Option<String>,
}

impl Options {
    /// Where a site will be published, with a slash at the end.
    fn address(&self, config: &Config) -> Option<String> {
        let given = self.base_url.as_ref().map(|url| format!("{}/", url.trim_end_matches('/')));
        given.or_else(|| config.base_url.clone())
    }
}

/// Every file of the site by its path, rendered when it is asked for.
pub struct Output<'t> {
    room: Room<'t>,
    files: Vec<File>,
}

/// What every renderer sees.
pub(crate) struct Room<'t> {
    pub site: Site,
    pub theme: &'t Theme,
    pub lang: Lang,
    pub base_url: Option<String>,
    words: Value,
    /// The search index, by path.
    index: Vec<search::File>,
    /// What a hub knows of the sites it searches; none in a site of its own.
    portal: Option<hub::Portal>,
}

pub(crate) struct File {
    path: String,
    draw: Draw,
    nth: u32,
}

type Draw = fn(&Room, u32) -> Result<Vec<u8>, Problem>;

/// The files that renderers announce.
#[derive(Default)]
pub(crate) struct Files(Vec<File>);

impl Files {
    /// The nth file of its kind at a path from the root of the site.
    pub fn add(&mut self, path: impl Into<String>, draw: Draw, nth: usize) {
        self.0.push(File { path: path.into(), draw, nth: nth as u32 });
    }

    /// A page: `index.html` of a folder whose address ends with a slash.
    pub fn page(&mut self, address: &str, draw: Draw, nth: usize) {
        self.add(format!("{address}index.html"), draw, nth);
    }
}

pub(crate) fn output<'t>(site: Site, theme: &'t Theme, options: &Options, problems: &mut Problems) -> Output<'t> {
    let lang = options.lang.unwrap_or(site.config.language);
    let base_url = options.address(&site.config);
    // The index is work, and nobody will see the site that has errors.
    let index = if problems.has_errors() { Vec::new() } else { search_page::index(&site) };
    let room = Room { words: theme.words(lang), site, theme, lang, base_url, index, portal: None };
    let mut files = Files::default();
    OUTPUTS.iter().for_each(|output| output(&room, &mut files));
    let output = Output::new(room, files);
    let Output { room, files } = &output;
    for pair in files.windows(2).filter(|pair| pair[0].path == pair[1].path) {
        let problem = Problem::TakenAddress { address: pair[0].path.clone() };
        match author(&room.site, &pair[0].path) {
            Some(place) => problems.add(place, problem),
            None => problems.add_general(problem),
        }
    }
    for file in files {
        check_path(&room.site, &file.path, files, problems);
    }
    links::check(&output, problems);
    output
}

/// Bytes of a name that file systems take, less the ending that a build adds to it.
const LONGEST_NAME: usize = 240;

/// A path that the disk can hold: no part too long, none both a file and a folder.
fn check_path(site: &Site, path: &str, files: &[File], problems: &mut Problems) {
    let mut add = |problem| match author(site, path) {
        Some(place) => problems.add(place, problem),
        None => problems.add_general(problem),
    };
    if let Some(part) = path.split('/').find(|part| part.len() > LONGEST_NAME) {
        add(Problem::LongAddress { part: part.to_owned() });
    }
    if path.contains(|c: char| c.is_control() || c == '\\') {
        add(Problem::AttachmentName { name: path.rsplit('/').next().unwrap_or(path).to_owned() });
    }
    let folders = path.match_indices('/').map(|(at, _)| &path[..at]);
    for folder in folders.filter(|folder| folder.contains('.')) {
        if files.binary_search_by(|file| file.path.as_str().cmp(folder)).is_ok() {
            add(Problem::TakenAddress { address: folder.to_owned() });
        }
    }
}

/// The content file whose page or attachment has a path.
fn author(site: &Site, path: &str) -> Option<Place> {
    let page = site.pages.iter().find(|page| path == format!("{}/index.html", page.slug));
    let plan = || site.plans.iter().find(|plan| path.starts_with(&plan.address()));
    page.map(|page| page.file).or_else(|| plan().map(|plan| plan.file)).map(Place::file)
}

impl<'t> Output<'t> {
    fn new(room: Room<'t>, Files(mut files): Files) -> Self {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Self { room, files }
    }
}

impl Output<'_> {
    pub fn len(&self) -> usize {
        self.files.len()
    }

    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Sorted, relative, with forward slashes.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|file| file.path.as_str())
    }

    /// The nth file and its bytes.
    ///
    /// # Errors
    /// A template of the theme that fails.
    pub fn at(&self, index: usize) -> (&str, Result<Vec<u8>, Problem>) {
        let file = &self.files[index];
        (&file.path, (file.draw)(&self.room, file.nth))
    }

    /// The bytes of the file at a path.
    pub fn get(&self, path: &str) -> Option<Result<Vec<u8>, Problem>> {
        Some(self.at(self.position(path)?).1)
    }

    fn position(&self, path: &str) -> Option<usize> {
        self.files.binary_search_by(|file| file.path.as_str().cmp(path)).ok()
    }
}

/// What every page says of itself.
#[derive(Serialize)]
pub(crate) struct Head<'p> {
    /// Address from the root, with a slash at the end: `lich/2025/12/`; empty for the home page.
    pub address: &'p str,
    pub title: &'p str,
    pub description: &'p str,
    /// The part of the site it belongs to.
    pub part: Part,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Part {
    Home,
    Plans,
    Documents,
    Agencies,
    Calendar,
    Search,
    /// The search of a hub, which has no other parts.
    Hub,
    Data,
    /// A page inside another site's page: no head, no foot.
    Embedded,
    Missing,
    Other,
}

impl Room<'_> {
    pub fn word<'w>(&'w self, key: &'w str) -> &'w str {
        self.theme.word(self.lang, key)
    }

    /// Renders a template for a page; `content` is what only this page shows.
    pub fn page(&self, template: &str, head: &Head, content: &impl Serialize) -> Result<Vec<u8>, Problem> {
        let broken = |why: String| Problem::ThemeBroken { name: format!("templates/{template}"), why };
        let mut context = Context::from_serialize(content).map_err(|error| broken(error.to_string()))?;
        let root = match (head.part, &self.base_url) {
            // A server shows it at any address, however deep.
            (Part::Missing, Some(base)) => path_of(base).to_owned(),
            _ => root_of(head.address),
        };
        context.insert("head", head);
        context.insert("root", &root);
        context.insert(
            "lang",
            match self.lang {
                Lang::Vi => "vi",
                Lang::En => "en",
            },
        );
        let canonical = self.base_url.as_ref().filter(|_| head.part != Part::Missing);
        context.insert("canonical", &canonical.map(|base| format!("{base}{}", head.address)));
        context.insert("base_url", &self.base_url);
        context.insert("hub", &self.portal.is_some());
        context.insert("site_title", &self.site.config.title);
        context.insert("tagline", &self.site.config.tagline);
        context.insert("publisher", &self.site.config.publisher);
        context.insert("contact", &self.site.config.contact);
        context.insert("pages", &page::links(&self.site));
        context.insert_value("w", self.words.clone());
        self.theme.tera.render(template, &context).map(String::into_bytes).map_err(|error| broken(reasons(&error)))
    }
}

/// An error with what caused it.
fn reasons(error: &dyn std::error::Error) -> String {
    match error.source() {
        Some(source) => format!("{error}: {}", reasons(source)),
        None => error.to_string(),
    }
}

/// `https://x.vn/a/` → `/a/`
fn path_of(base_url: &str) -> &str {
    let after = base_url.split_once("://").map_or(base_url, |(_, after)| after);
    after.find('/').map_or("/", |at| &after[at..])
}

/// From a page's address back to the root: `../../`.
pub(crate) fn root_of(address: &str) -> String {
    "../".repeat(address.matches('/').count())
}
