//! The example plans with their sources, and what a test changes in them.

use niemyet::{
    compare::{self, Comparison},
    model::{
        plan::{Block, Plan},
        task::{Form, Task},
        text::Text,
    },
    parse,
    problem::Problems,
    read::{self, Sources, Versions},
};
use std::path::Path;

pub struct Example {
    pub plan: Plan,
    pub issuer: String,
    pub source: String,
}

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub fn sources() -> Sources {
    read::sources(&root().join("content"), Versions::Omit).expect("content is there")
}

pub fn examples(sources: &Sources) -> Vec<Example> {
    let drafts = parse::drafts(sources, &mut Problems::default());
    let issuer = |slug: &str| drafts.issuers.iter().find(|issuer| issuer.slug == slug).expect("an issuer").name.clone();
    let example = |plan: &Plan| Example {
        issuer: issuer(&plan.issuer),
        source: String::from_utf8(sources.originals[&plan.source.file].bytes.to_vec()).expect("UTF-8"),
        plan: plan.clone(),
    };
    drafts.plans.iter().map(example).collect()
}

impl Example {
    pub fn compare(&self, plan: &Plan) -> Comparison {
        compare::compare(plan, &self.issuer, &self.source)
    }
}

/// Texts of the act that stand in it once.
pub fn texts(plan: &mut Plan) -> Vec<&mut Text> {
    let mut texts: Vec<&mut Text> = plan.basis.iter_mut().collect();
    blocks(&mut plan.body, &mut texts);
    for section in plan.sections.iter_mut().filter(|section| section.form != Form::Summary) {
        section.tasks.iter_mut().for_each(|task| task_texts(task, &mut texts));
    }
    texts.extend(plan.targets.iter_mut().flat_map(|group| &mut group.targets).map(|target| &mut target.text));
    texts
}

fn blocks<'p>(list: &'p mut [Block], texts: &mut Vec<&'p mut Text>) {
    for block in list {
        match block {
            Block::Heading { text, .. } | Block::Paragraph { text, .. } => texts.push(text),
            Block::List(items) => items.iter_mut().for_each(|item| blocks(&mut item.blocks, texts)),
            Block::Quote(list) | Block::Note { blocks: list, .. } => blocks(list, texts),
            Block::Table { head, rows, .. } => texts.extend(head.iter_mut().chain(rows.iter_mut().flatten())),
            Block::Place(_) | Block::Rule => {}
        }
    }
}

fn task_texts<'p>(task: &'p mut Task, texts: &mut Vec<&'p mut Text>) {
    texts.push(&mut task.text);
    task.rows.iter_mut().for_each(|row| task_texts(row, texts));
}
