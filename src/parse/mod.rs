//! Parse: [`Sources`] → [`Drafts`]: text becomes types, one file at a time.

mod agency;
mod document;
mod hub;
mod markdown;
mod plan;
pub mod shape;
mod site;

use crate::{
    model::{
        agency::Issuer,
        document::{Document, is_list},
        plan::Plan,
        site::{Config, Page},
    },
    problem::{Problem, Problems},
    read::{Content, SourceFile, Sources},
    span::{FileId, Place},
    yaml::{self, Node},
};
use rayon::prelude::*;

pub use agency::SHAPE as AGENCY;
pub use document::SHAPE as DOCUMENT;
pub use hub::{SHAPE as HUB, hub};
pub use plan::SHAPE as PLAN;
pub use site::SHAPE as SITE;

/// Every thing of the content, not yet linked to one another. Each list is in order of file paths.
#[derive(Debug, Default)]
pub struct Drafts {
    pub config: Option<Config>,
    pub issuers: Vec<Issuer>,
    pub documents: Vec<Document>,
    pub plans: Vec<Plan>,
    pub pages: Vec<Page>,
}

/// One file's thing.
enum Draft {
    Config(Config),
    Issuer(Issuer),
    Document(Document),
    Plan(Box<Plan>),
    Page(Page),
}

/// Parses every file, on all threads; the result does not depend on their number.
pub fn drafts(sources: &Sources, problems: &mut Problems) -> Drafts {
    let parsed: Vec<(Option<Draft>, Problems)> = sources
        .files
        .par_iter()
        .enumerate()
        .map(|(index, file)| {
            let mut problems = Problems::default();
            (draft(FileId(index as u32), file, sources, &mut problems), problems)
        })
        .collect();
    let mut drafts = Drafts::default();
    for (draft, found) in parsed {
        problems.append(found);
        match draft {
            Some(Draft::Config(config)) => drafts.config = Some(config),
            Some(Draft::Issuer(issuer)) => drafts.issuers.push(issuer),
            Some(Draft::Document(document)) => drafts.documents.push(document),
            Some(Draft::Plan(plan)) => drafts.plans.push(*plan),
            Some(Draft::Page(page)) => drafts.pages.push(page),
            None => {}
        }
    }
    if drafts.config.is_none() && !sources.files.iter().any(|file| file.path == "site.yaml") {
        problems.add_general(Problem::Missing { path: "site.yaml".into() });
    }
    drafts
}

fn draft(id: FileId, file: &SourceFile, sources: &Sources, problems: &mut Problems) -> Option<Draft> {
    let text = text(id, file, problems)?;
    let parts: Vec<&str> = file.path.split('/').collect();
    match parts[..] {
        ["site.yaml"] => site::config(id, text, problems).map(Draft::Config),
        ["agencies", name] => {
            let slug = stem(id, name, ".yaml", &file.path, problems)?;
            agency::issuer(id, slug, text, problems).map(Draft::Issuer)
        }
        ["documents", name] => {
            let slug = stem(id, name, ".yaml", &file.path, problems)?;
            if is_list(slug) {
                problems.add(Place::file(id), Problem::ReservedName { name: name.to_owned() });
            }
            document::document(id, slug, text, problems).map(Draft::Document)
        }
        ["pages", name] => {
            let slug = stem(id, name, ".md", &file.path, problems)?;
            Some(Draft::Page(site::page(id, slug, text, problems)))
        }
        ["plans", issuer, folder, "plan.yaml"] => {
            let body = body_of(sources, &file.path);
            plan::plan(plan::Files { yaml: id, body, issuer, folder }, text, problems)
                .map(|plan| Draft::Plan(Box::new(plan)))
        }
        ["plans", issuer, folder, "plan.md"] => {
            let yaml = format!("plans/{issuer}/{folder}/plan.yaml");
            if sources.files.binary_search_by(|file| file.path.as_str().cmp(&yaml)).is_err() {
                problems.add(Place::file(id), Problem::Missing { path: yaml });
            }
            None
        }
        _ => {
            problems.add(Place::file(id), Problem::Misplaced { path: file.path.clone() });
            None
        }
    }
}

fn text<'s>(id: FileId, file: &'s SourceFile, problems: &mut Problems) -> Option<&'s str> {
    let problem = match &file.content {
        Content::Text(text) if text.trim().is_empty() => Problem::Empty,
        Content::Text(text) => {
            for (at, c) in text.char_indices().filter(|(_, c)| is_unprintable(*c)) {
                problems.add(Place::range(id, at..at + c.len_utf8()), Problem::Unprintable { code: c.into() });
            }
            return Some(text);
        }
        Content::NotUtf8(valid) => {
            problems.add(Place::range(id, valid.len()..valid.len()), Problem::NotUtf8);
            return None;
        }
        Content::TooLarge => Problem::TooLarge { limit_mib: Content::LIMIT_MIB },
        Content::LinkOut => Problem::LinkOut,
        Content::Unreadable(why) => Problem::Unreadable { why: why.clone() },
    };
    problems.add(Place::file(id), problem);
    None
}

/// Characters that no printed act has, that XML forbids or that turn the direction of a line.
pub(crate) fn is_unprintable(c: char) -> bool {
    match c {
        '\n' | '\r' | '\t' => false,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => true,
        c => c.is_control(),
    }
}

/// The file name without its ending, which must be fit for an address.
fn stem<'s>(id: FileId, name: &'s str, ending: &str, path: &str, problems: &mut Problems) -> Option<&'s str> {
    let Some(stem) = name.strip_suffix(ending) else {
        problems.add(Place::file(id), Problem::Misplaced { path: path.to_owned() });
        return None;
    };
    if !is_id(stem) {
        problems.add(Place::file(id), Problem::Id { written: stem.to_owned() });
    }
    Some(stem)
}

/// Lower-case ASCII letters, digits and single hyphens.
fn is_id(written: &str) -> bool {
    !written.is_empty() && crate::vietnamese::slug(written) == written
}

/// `plan.md` beside a `plan.yaml`; sources are sorted by path.
fn body_of<'s>(sources: &'s Sources, yaml: &str) -> Option<(FileId, &'s str)> {
    let path = yaml.replace("plan.yaml", "plan.md");
    let index = sources.files.binary_search_by(|file| file.path.cmp(&path)).ok()?;
    Some((FileId(index as u32), sources.files[index].text()?))
}

/// The tree of a YAML file; its faults are problems.
fn tree<'a>(file: FileId, text: &'a str, problems: &mut Problems) -> Option<Node<'a>> {
    let (tree, faults) = yaml::tree(text);
    problems.add_faults(file, faults);
    tree
}
