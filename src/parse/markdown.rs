//! Markdown → blocks of running text. Raw HTML is dropped, and links to dangerous schemes with it.

use super::is_unprintable;
use crate::{
    model::{
        plan::{Block, Item, Placement, body_passages},
        text::{Text, What, scheme},
    },
    problem::{Problem, Problems},
    span::{Bytes, FileId, Place},
    vietnamese::slug,
};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};
use std::collections::{BTreeMap, BTreeSet};

/// Blocks of a Markdown text, headings, paragraphs and tables with anchors that are unique in it.
///
/// Adds problems: lists and quotations that stand too deep, raw HTML, footnotes without text or mark.
pub fn blocks(file: FileId, markdown: &str, problems: &mut Problems) -> Vec<Block> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    let mut builder = Builder::default();
    for (event, range) in Parser::new_ext(markdown, options).into_offset_iter() {
        match &event {
            Event::Start(Tag::HtmlBlock) => html_block(file, &markdown[range.clone()], range.start, problems),
            Event::InlineHtml(html) if !html.starts_with("<!--") => {
                problems.add(Place::range(file, range.clone()), Problem::RawHtml);
            }
            Event::Text(words) | Event::Code(words) => {
                // An entity may stand for what the file itself does not hold.
                for c in words.chars().filter(|c| is_unprintable(*c)) {
                    problems.add(Place::range(file, range.clone()), Problem::Unprintable { code: c.into() });
                }
            }
            _ => {}
        }
        if let Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) = &event
            && !is_safe(dest_url)
        {
            problems.add(Place::range(file, range.clone()), Problem::UnsafeLink { target: dest_url.to_string() });
        }
        builder.event(event, &markdown[range.clone()]);
        if builder.open.len() > DEEPEST {
            problems.add(Place::range(file, range.start..range.start), Problem::TooDeep { levels: DEEPEST });
            break;
        }
    }
    let blocks = builder.finish();
    for mark in notes_without_pair(&blocks, markdown) {
        problems.add(Place::words(file, format!("[^{mark}]")), Problem::BodyNote { mark });
    }
    blocks
}

/// A block of HTML would be lost with its words: only a comment may stand, and nothing after it on its line.
fn html_block(file: FileId, html: &str, start: usize, problems: &mut Problems) {
    let mut rest = html;
    while let Some(comment) = rest.trim_start().strip_prefix("<!--") {
        match comment.split_once("-->") {
            Some((_, after)) => rest = after,
            None => return problems.add(Place::range(file, start..start + 4), Problem::OpenComment),
        }
    }
    let lost = rest.trim();
    if !lost.is_empty() {
        let at = start + html.len() - rest.trim_start().len();
        problems.add(Place::range(file, at..at + lost.len()), Problem::HtmlBlock);
    }
}

/// Lists and quotations in one another; a page that needs more cannot be read.
const DEEPEST: usize = 24;

/// Marks of footnotes that have no text, and of texts that no mark refers to.
fn notes_without_pair(blocks: &[Block], markdown: &str) -> BTreeSet<String> {
    if !markdown.contains("[^") {
        return BTreeSet::new();
    }
    let (mut marks, mut notes) = (BTreeSet::new(), BTreeSet::new());
    for (_, text) in body_passages(blocks) {
        marks.extend(text.notes().map(str::to_lowercase));
        // A mark without a text is plain words to Markdown.
        let mut rest = text.plain.as_str();
        while let Some((mark, after)) = rest.split_once("[^").and_then(|(_, rest)| rest.split_once(']')) {
            marks.insert(mark.to_lowercase());
            rest = after;
        }
    }
    collect_notes(blocks, &mut notes);
    marks.symmetric_difference(&notes).cloned().collect()
}

/// The same number before every item counts on, as usual in Markdown; other numbers stand as written.
fn counted(mut items: Vec<Item>) -> Vec<Item> {
    if let [first, rest @ ..] = &mut items[..]
        && rest.iter().all(|item| item.number == first.number)
    {
        for (item, place) in rest.iter_mut().zip(1..) {
            item.number = first.number.map(|number| number + place);
        }
    }
    items
}

fn collect_notes(blocks: &[Block], notes: &mut BTreeSet<String>) {
    for block in blocks {
        match block {
            Block::Note { mark, blocks } => {
                notes.insert(mark.to_lowercase());
                collect_notes(blocks, notes);
            }
            Block::Quote(blocks) => collect_notes(blocks, notes),
            Block::List(items) => items.iter().for_each(|item| collect_notes(&item.blocks, notes)),
            _ => {}
        }
    }
}

#[derive(Default)]
struct Builder {
    /// Open containers, outermost first.
    open: Vec<Open>,
    done: Vec<Block>,
    text: Text,
    /// Emphasis and links whose end is to come: where they start and what they are.
    styles: Vec<(usize, Option<What>)>,
    paragraphs: usize,
    tables: usize,
    /// Anchors taken, each with how often its words came.
    anchors: BTreeMap<String, u32>,
    heading: u8,
}

enum Open {
    List(Vec<Item>),
    Item(Item),
    Quote(Vec<Block>),
    Note { mark: String, blocks: Vec<Block> },
    Table { head: Vec<Text>, rows: Vec<Vec<Text>> },
}

impl Builder {
    /// `written` is the Markdown that the event speaks of.
    fn event(&mut self, event: Event, written: &str) {
        match event {
            Event::Start(tag) => self.start(tag, written),
            Event::End(tag) => self.end(tag),
            Event::Text(words) => self.text.plain.push_str(&words),
            Event::Code(words) => self.text.push(&words, What::Code),
            Event::SoftBreak => self.text.plain.push(' '),
            Event::HardBreak => self.text.push("\n", What::Break),
            Event::Rule => self.put(Block::Rule),
            Event::FootnoteReference(mark) => self.text.push("", What::Note(mark.into_string())),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag, written: &str) {
        match tag {
            Tag::Heading { level, .. } => {
                self.flush();
                self.heading = heading_level(level);
            }
            Tag::Paragraph => self.flush(),
            Tag::List(_) => {
                self.flush();
                self.open.push(Open::List(Vec::new()));
            }
            Tag::Item => {
                let digits = written.split_once(|c: char| !c.is_ascii_digit()).map_or(written, |(digits, _)| digits);
                self.open.push(Open::Item(Item { number: digits.parse().ok(), blocks: Vec::new() }));
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.open.push(Open::Quote(Vec::new()));
            }
            Tag::FootnoteDefinition(mark) => {
                self.flush();
                self.open.push(Open::Note { mark: mark.into_string(), blocks: Vec::new() });
            }
            Tag::Table(_) => {
                self.flush();
                self.open.push(Open::Table { head: Vec::new(), rows: Vec::new() });
            }
            Tag::TableRow => {
                if let Some(Open::Table { rows, .. }) = self.open.last_mut() {
                    rows.push(Vec::new());
                }
            }
            Tag::Emphasis => self.styles.push((self.text.plain.len(), Some(What::Emphasis))),
            Tag::Strong => self.styles.push((self.text.plain.len(), Some(What::Strong))),
            Tag::Link { link_type: LinkType::Email, dest_url, .. } => {
                self.styles.push((self.text.plain.len(), Some(What::Link(format!("mailto:{dest_url}")))));
            }
            Tag::Link { dest_url, .. } => {
                let what = is_safe(&dest_url).then(|| What::Link(dest_url.into_string()));
                self.styles.push((self.text.plain.len(), what));
            }
            // A picture is an attachment that the page links to: its words stand, and scanned text stays out of the act.
            Tag::Image { dest_url, .. } => {
                let what = is_safe(&dest_url).then(|| What::Link(dest_url.into_string()));
                self.styles.push((self.text.plain.len(), what));
            }
            Tag::CodeBlock(CodeBlockKind::Indented | CodeBlockKind::Fenced(_)) => {
                self.flush();
                self.styles.push((0, Some(What::Code)));
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                let text = self.take_text();
                let anchor = self.unique(heading_anchor(&text.plain));
                let level = self.heading;
                self.put(Block::Heading { level, anchor, text });
            }
            TagEnd::Paragraph => self.flush(),
            TagEnd::CodeBlock => {
                self.close_style();
                self.flush();
            }
            TagEnd::Item => {
                self.flush();
                if let Some(Open::Item(item)) = self.open.pop()
                    && let Some(Open::List(items)) = self.open.last_mut()
                {
                    items.push(item);
                }
            }
            TagEnd::List(_) | TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition | TagEnd::Table => {
                self.flush();
                self.close();
            }
            TagEnd::TableCell => {
                let cell = self.take_text();
                if let Some(Open::Table { head, rows }) = self.open.last_mut() {
                    rows.last_mut().unwrap_or(head).push(cell);
                }
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link | TagEnd::Image => self.close_style(),
            _ => {}
        }
    }

    fn close_style(&mut self) {
        if let Some((start, Some(what))) = self.styles.pop() {
            let bytes = Bytes::from(start..self.text.plain.len());
            self.text.spans.push(crate::model::text::Span { bytes, what });
        }
    }

    fn close(&mut self) {
        let block = match self.open.pop() {
            Some(Open::List(items)) => Block::List(counted(items)),
            Some(Open::Quote(blocks)) => Block::Quote(blocks),
            Some(Open::Note { mark, blocks }) => Block::Note { mark, blocks },
            Some(Open::Table { head, rows }) => {
                self.tables += 1;
                Block::Table { anchor: format!("bang-{}", self.tables), head, rows }
            }
            Some(Open::Item(_)) | None => return,
        };
        self.put(block);
    }

    fn take_text(&mut self) -> Text {
        std::mem::take(&mut self.text).finished()
    }

    /// The words so far become a paragraph.
    fn flush(&mut self) {
        if self.text.is_empty() {
            return;
        }
        let text = self.take_text();
        let placement = Placement::ALL.iter().find(|(written, _)| *written == text.plain);
        if let Some((_, placement)) = placement.filter(|_| self.open.is_empty()) {
            return self.put(Block::Place(*placement));
        }
        self.paragraphs += 1;
        let anchor = format!("doan-{}", self.paragraphs);
        self.put(Block::Paragraph { anchor, text });
    }

    fn put(&mut self, block: Block) {
        match self.open.last_mut() {
            Some(Open::Item(Item { blocks, .. }) | Open::Quote(blocks) | Open::Note { blocks, .. }) => {
                blocks.push(block)
            }
            Some(Open::List(_) | Open::Table { .. }) | None => self.done.push(block),
        }
    }

    fn unique(&mut self, anchor: String) -> String {
        let mut unique = anchor.clone();
        while self.anchors.contains_key(&unique) {
            let count = self.anchors.entry(anchor.clone()).or_default();
            *count += 1;
            unique = format!("{anchor}-{}", *count + 1);
        }
        self.anchors.insert(unique.clone(), 0);
        unique
    }

    fn finish(mut self) -> Vec<Block> {
        self.flush();
        while !self.open.is_empty() {
            self.close();
        }
        self.done
    }
}

fn heading_level(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

fn heading_anchor(words: &str) -> String {
    let slug = slug(words);
    let short: String = slug.chars().take(48).collect();
    format!("muc-{}", short.trim_end_matches('-'))
}

/// Web and mail addresses, and addresses inside the site.
fn is_safe(address: &str) -> bool {
    match scheme(address) {
        Some(scheme) => matches!(scheme.as_str(), "http" | "https" | "mailto" | "tel") && address.contains(':'),
        None => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn running_text_becomes_blocks() {
        let blocks = blocks(
            FileId(0),
            "## I. MỤC ĐÍCH\n\nMột **hai**\nba.\n\n- a\n- b\n\n[[bảng nhiệm vụ]]\n\n## I. MỤC ĐÍCH\n",
            &mut Problems::default(),
        );
        let kinds: Vec<String> = blocks
            .iter()
            .map(|block| match block {
                Block::Heading { anchor, level, .. } => format!("h{level} {anchor}"),
                Block::Paragraph { anchor, text } => format!("{anchor} {} {}", text.plain, text.spans.len()),
                Block::List(items) => format!("list {:?}", items.iter().map(|item| item.number).collect::<Vec<_>>()),
                Block::Place(place) => format!("{place:?}"),
                other => format!("{other:?}"),
            })
            .collect();
        assert_eq!(
            kinds,
            ["h2 muc-i-muc-dich", "doan-1 Một hai ba. 1", "list [None, None]", "TaskTable", "h2 muc-i-muc-dich-2"]
        );
    }

    #[test]
    fn items_keep_the_numbers_that_are_written() {
        let table = [
            ("1. a\n2. b\n", "[Some(1), Some(2)]"),
            ("3. a\n5. b\n", "[Some(3), Some(5)]"),
            ("1. a\n1. b\n1. c\n", "[Some(1), Some(2), Some(3)]"),
            ("1) a\n\n   7. x\n   8. y\n", "[Some(1)]"),
            ("> 2. a\n> 4. b\n", "[Some(2), Some(4)]"),
            ("- 1\n- 2\n", "[None, None]"),
        ];
        for (markdown, expected) in table {
            let blocks = blocks(FileId(0), markdown, &mut Problems::default());
            let list = match &blocks[0] {
                Block::Quote(blocks) => &blocks[0],
                block => block,
            };
            let Block::List(items) = list else { panic!("{list:?}") };
            let numbers: Vec<_> = items.iter().map(|item| item.number).collect();
            assert_eq!(format!("{numbers:?}"), expected, "{markdown}");
        }
    }

    #[test]
    fn dangerous_links_and_html_are_dropped() {
        for markdown in [
            "[x](javascript:alert(1))",
            "[x](  JAVA\tSCRIPT:alert(1))",
            "[x](&#106;avascript:alert(1))",
            "[x](data:text/html,y)",
            "[x](javascript%3Aalert(1)//../index.html)",
            "[x](https%3A//evil.example/)",
            "[x](//evil.example/)",
        ] {
            let blocks = blocks(FileId(0), markdown, &mut Problems::default());
            let [Block::Paragraph { text, .. }] = &blocks[..] else { panic!("{blocks:?}") };
            assert!(text.spans.is_empty(), "{markdown}: {text:?}");
        }
        let mut problems = Problems::default();
        assert!(blocks(FileId(0), "<!-- lời nhắc -->", &mut problems).is_empty() && problems == Problems::default());
        assert!(blocks(FileId(0), "<script>alert(1)</script>", &mut problems).is_empty());
        assert_eq!(problems.sorted()[0].1, &Problem::HtmlBlock);
        for (markdown, problem) in [
            ("a <b>c</b>", Problem::RawHtml),
            ("<!-- a --> b", Problem::HtmlBlock),
            ("<!-- a\n\nb", Problem::OpenComment),
            ("a &#7; b", Problem::Unprintable { code: 7 }),
        ] {
            let mut problems = Problems::default();
            blocks(FileId(0), markdown, &mut problems);
            assert_eq!(problems.sorted()[0].1, &problem, "{markdown}");
        }
    }

    #[test]
    fn depth_ends_before_the_stack_does() {
        for markdown in [">".repeat(60_000), "1. ".repeat(60_000)] {
            let mut problems = Problems::default();
            blocks(FileId(0), &markdown, &mut problems);
            assert_eq!(problems.sorted()[0].1, &Problem::TooDeep { levels: DEEPEST });
        }
    }

    #[test]
    fn a_footnote_has_a_mark_and_a_text() {
        for (markdown, faults) in
            [("a[^1]\n\n[^1]: b", 0), ("a[^1]", 1), ("a\n\n[^1]: b", 1), ("a[^1] b[^1]\n\n[^1]: c", 0)]
        {
            let mut problems = Problems::default();
            blocks(FileId(0), markdown, &mut problems);
            assert_eq!(problems.sorted().len(), faults, "{markdown}");
        }
    }
}
