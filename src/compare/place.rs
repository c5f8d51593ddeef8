//! Place: the line of a plan's file on which a word of the plan stands.

use super::{
    Part, Spot,
    letters::{self, Word},
};
use crate::{
    model::plan::{Block, Plan},
    read::Sources,
    span::FileId,
    yaml::{self, Node},
};

/// Finds words of one plan in its two files.
pub struct Lines<'s> {
    yaml: File<'s>,
    tree: Option<Node<'s>>,
    body: File<'s>,
    /// Where each passage of the body starts, as a position in the words of `plan.md`.
    passages: Vec<usize>,
}

struct File<'s> {
    path: String,
    text: &'s str,
    words: Vec<Word>,
}

impl<'s> Lines<'s> {
    pub fn of(plan: &Plan, sources: &'s Sources) -> Self {
        let yaml = File::of(Some(plan.file), sources);
        let body = File::of(plan.body_file, sources);
        let mut texts = Vec::new();
        body_texts(&plan.body, &mut texts);
        let mut passages = Vec::with_capacity(texts.len());
        let mut at = 0;
        for text in texts {
            let (mut letters, mut words) = (Vec::new(), Vec::new());
            letters::read(text, &mut letters, &mut words);
            let first: Vec<u64> = words.iter().take(4).map(|word| word.key).collect();
            let here = body.words[at..]
                .windows(first.len().max(1))
                .position(|window| window.iter().map(|word| word.key).eq(first.iter().copied()));
            let start = at + here.unwrap_or(0);
            passages.push(start);
            at = (start + words.len()).min(body.words.len());
        }
        Self { tree: yaml::tree(yaml.text).0, yaml, body, passages }
    }

    /// The file as its author knows it, and the line.
    pub fn find(&self, spot: &Spot) -> (&str, u32) {
        let word = spot.word as usize;
        match &spot.part {
            Part::Key(key) => {
                let Some(tree) = &self.tree else { return (&self.yaml.path, 1) };
                let node = tree.at(key).bytes;
                let first = self.yaml.words.partition_point(|word| word.from < node.start);
                let at = self.yaml.words.get(first + word).filter(|word| word.from < node.end);
                (&self.yaml.path, self.yaml.line(at.map_or(node.start, |word| word.from)))
            }
            Part::Body(passage) => {
                let start = self.passages.get(*passage as usize).copied().unwrap_or(0);
                let at = self.body.words.get(start + word).or(self.body.words.last());
                (&self.body.path, self.body.line(at.map_or(0, |word| word.from)))
            }
        }
    }
}

impl<'s> File<'s> {
    fn of(id: Option<FileId>, sources: &'s Sources) -> Self {
        let file = id.and_then(|id| sources.files.get(id.0 as usize));
        let text = file.and_then(|file| file.text()).unwrap_or_default();
        let (mut letters, mut words) = (Vec::new(), Vec::new());
        letters::read(text, &mut letters, &mut words);
        Self { path: file.map_or_else(String::new, |file| format!("content/{}", file.path)), text, words }
    }

    fn line(&self, byte: u32) -> u32 {
        let before = self.text.as_bytes().get(..byte as usize).unwrap_or_default();
        before.iter().filter(|byte| **byte == b'\n').count() as u32 + 1
    }
}

/// The texts that [`Part::Body`] counts.
fn body_texts<'p>(blocks: &'p [Block], texts: &mut Vec<&'p str>) {
    for block in blocks {
        match block {
            Block::Heading { text, .. } | Block::Paragraph { text, .. } => texts.push(&text.plain),
            Block::List(items) => items.iter().for_each(|item| body_texts(&item.blocks, texts)),
            Block::Quote(blocks) | Block::Note { blocks, .. } => body_texts(blocks, texts),
            Block::Table { head, rows, .. } => {
                texts.extend(head.iter().chain(rows.iter().flatten()).map(|text| text.plain.as_str()));
            }
            Block::Place(_) | Block::Rule => {}
        }
    }
}
