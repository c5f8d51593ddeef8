//! Text and blocks → HTML.

use super::links;
use crate::{
    link::Site,
    model::{
        plan::Block,
        task::{Meaning, Timing},
        text::{Party, Span, Text, What, scheme},
    },
    span::Bytes,
};
use std::{cell::RefCell, collections::BTreeSet};

/// Writes HTML for one page: addresses are relative to it.
pub(crate) struct Writer<'w> {
    pub site: &'w Site,
    /// Back to the root of the site: `../../`.
    pub root: &'w str,
    /// What a footnote's id starts with, so that ids stay unique in the page.
    pub notes: String,
    /// Ids of the footnotes whose mark was written.
    pub marked: RefCell<BTreeSet<String>>,
    pub words: MarkWords<'w>,
    /// The level of a heading `#`: 2 where the page has a title of its own above the text.
    pub first_level: u8,
}

/// What a screen reader says at a mark.
#[derive(Clone, Copy)]
pub(crate) struct MarkWords<'w> {
    pub lost: &'w str,
    pub doubt: &'w str,
    pub illegible: &'w str,
}

pub(crate) fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
}

impl Writer<'_> {
    pub fn text(&self, text: &Text) -> String {
        let mut out = String::with_capacity(text.plain.len() + 64);
        self.range(text, whole(text), &mut out);
        out
    }

    /// Part of a text. Links and citations enclose; emphasis is closed and opened again at their edges.
    pub fn range(&self, text: &Text, within: Bytes, out: &mut String) {
        self.pieces(text, within, None, out);
    }

    /// Part of a text, all of it in a link where a start tag is given.
    fn pieces(&self, text: &Text, within: Bytes, link: Option<String>, out: &mut String) {
        if text.spans.is_empty() && link.is_none() {
            return escape(text.slice(within), out);
        }
        let mut edges: BTreeSet<u32> = BTreeSet::from([within.start, within.end]);
        for span in &text.spans {
            edges.extend(
                [span.bytes.start, span.bytes.end].iter().filter(|at| within.start < **at && **at < within.end),
            );
        }
        let edges: Vec<u32> = edges.into_iter().collect();
        // The spans are in order of their starts; `around` holds those that cover the piece at hand.
        let mut to_come = text.spans.iter().peekable();
        let mut around: Vec<&Span> = Vec::new();
        // Where the open link ends, and its start tag.
        let mut open_link: Option<(u32, String)> = link.map(|tag| (within.end, tag));
        out.push_str(open_link.as_ref().map_or("", |(_, tag)| tag));
        for (index, start) in edges.iter().enumerate() {
            if open_link.as_ref().is_some_and(|(end, _)| end <= start) {
                out.push_str("</a>");
                open_link = None;
            }
            around.retain(|span| span.bytes.end > *start);
            while let Some(span) = to_come.next_if(|span| span.bytes.start <= *start) {
                if span.bytes.end > *start {
                    around.push(span);
                }
                if let What::Note(mark) = &span.what
                    && span.bytes.start == *start
                {
                    // A mark is a link of its own, and links do not stand in links.
                    let tag = open_link.as_ref().map(|(_, tag)| tag.as_str());
                    if tag.is_some() {
                        out.push_str("</a>");
                    }
                    self.note_mark(mark, out);
                    out.push_str(tag.unwrap_or_default());
                }
            }
            let Some(end) = edges.get(index + 1) else { break };
            let here = Bytes { start: *start, end: *end };
            if open_link.is_none() {
                for span in &around {
                    if let Some((start, address)) = self.href(&span.what) {
                        let mut tag = start.to_owned();
                        escape(&address, &mut tag);
                        tag.push_str("\">");
                        out.push_str(&tag);
                        open_link = Some((span.bytes.end.min(within.end), tag));
                        break;
                    }
                }
            }
            self.piece(text.slice(here), &around.iter().map(|span| &span.what).collect::<Vec<_>>(), out);
        }
        if open_link.is_some() {
            out.push_str("</a>");
        }
    }

    /// The start of a link's tag, and its address.
    fn href(&self, what: &What) -> Option<(&'static str, String)> {
        match what {
            What::Cite(cite) => {
                let target = cite.target?;
                let address = format!("{}{}index.html", self.root, self.site.target_address(target));
                Some(("<a class=\"cite\" href=\"", address))
            }
            What::Link(address) if scheme(address).is_some() => {
                Some(("<a rel=\"noopener noreferrer\" href=\"", address.clone()))
            }
            What::Link(address) => Some(("<a href=\"", links::mended(address))),
            _ => None,
        }
    }

    fn piece(&self, words: &str, what: &[&What], out: &mut String) {
        let mut closing = Vec::new();
        let mut special = None;
        let mut open = |tag: &str, close: &'static str, out: &mut String| {
            out.push_str(tag);
            closing.push(close);
        };
        for what in what {
            match what {
                What::Strong => open("<strong>", "</strong>", out),
                What::Emphasis => open("<em>", "</em>", out),
                What::Code => open("<code>", "</code>", out),
                What::Break | What::Lost | What::Doubt | What::Illegible => special = Some(*what),
                What::Link(_) | What::Note(_) | What::Cite(_) => {}
            }
        }
        match special {
            Some(What::Break) => out.push_str("<br>"),
            Some(What::Lost) => mark("lost", words, self.words.lost, out),
            Some(What::Doubt) => mark("doubt", words, self.words.doubt, out),
            Some(What::Illegible) => mark("lost", "[…]", self.words.illegible, out),
            _ => escape(words, out),
        }
        closing.iter().rev().for_each(|close| out.push_str(close));
    }

    fn note_mark(&self, mark: &str, out: &mut String) {
        let id = note_id(&self.notes, mark);
        // The note leads back to the first of its marks.
        match self.marked.borrow_mut().insert(id.clone()) {
            true => out.push_str(&format!("<sup><a href=\"#{id}\" id=\"{id}-goi\">")),
            false => out.push_str(&format!("<sup><a href=\"#{id}\">")),
        }
        escape(mark, out);
        out.push_str("</a></sup>");
    }

    pub fn blocks(&self, blocks: &[Block]) -> String {
        let mut out = String::new();
        self.write_blocks(blocks, &mut out);
        out
    }

    fn write_blocks(&self, blocks: &[Block], out: &mut String) {
        for block in blocks {
            self.block(block, out);
        }
    }

    pub fn block(&self, block: &Block, out: &mut String) {
        match block {
            Block::Heading { level, anchor, text } => {
                let level = (level - 1 + self.first_level).min(6);
                out.push_str(&format!("<h{level} id=\"{anchor}\">{}</h{level}>", self.text(text)));
            }
            Block::Paragraph { anchor, text } => {
                out.push_str(&format!("<p id=\"{anchor}\">{}</p>", self.text(text)));
            }
            Block::List(items) => {
                let first = items.first().and_then(|item| item.number);
                let (open, close) = match first {
                    Some(1) => ("<ol>".to_owned(), "</ol>"),
                    Some(first) => (format!("<ol start=\"{first}\">"), "</ol>"),
                    None => ("<ul>".to_owned(), "</ul>"),
                };
                out.push_str(&open);
                let mut next = first;
                for item in items {
                    let out_of_turn = item.number.filter(|_| item.number != next);
                    let value = out_of_turn.map_or_else(String::new, |number| format!(" value=\"{number}\""));
                    self.item(&item.blocks, &value, out);
                    next = item.number.map(|number| number.saturating_add(1));
                }
                out.push_str(close);
            }
            Block::Quote(blocks) => {
                out.push_str("<blockquote>");
                self.write_blocks(blocks, out);
                out.push_str("</blockquote>");
            }
            Block::Note { mark, blocks } => {
                out.push_str(&format!("<aside class=\"note\" id=\"{}\"><sup>", note_id(&self.notes, mark)));
                escape(mark, out);
                out.push_str("</sup> ");
                self.write_blocks(blocks, out);
                out.push_str("</aside>");
            }
            Block::Table { anchor, head, rows } => self.table(anchor, head, rows, out),
            Block::Rule => out.push_str("<hr>"),
            Block::Place(_) => {}
        }
    }

    /// A tight item is its one paragraph. `value` is the attribute of a number that does not follow the one before.
    fn item(&self, item: &[Block], value: &str, out: &mut String) {
        match item {
            [Block::Paragraph { anchor, text }, rest @ ..] => {
                out.push_str(&format!("<li id=\"{anchor}\"{value}>{}", self.text(text)));
                self.write_blocks(rest, out);
            }
            blocks => {
                out.push_str(&format!("<li{value}>"));
                self.write_blocks(blocks, out);
            }
        }
        out.push_str("</li>");
    }

    fn table(&self, anchor: &str, head: &[Text], rows: &[Vec<Text>], out: &mut String) {
        out.push_str(&format!("<div class=\"scroll\" id=\"{anchor}\" tabindex=\"0\"><table><thead><tr>"));
        head.iter().for_each(|cell| out.push_str(&format!("<th scope=\"col\">{}</th>", self.text(cell))));
        out.push_str("</tr></thead><tbody>");
        for row in rows {
            out.push_str("<tr>");
            row.iter().for_each(|cell| out.push_str(&format!("<td>{}</td>", self.text(cell))));
            out.push_str("</tr>");
        }
        out.push_str("</tbody></table></div>");
    }

    /// Agencies of a cell, each a link where it is known.
    pub fn parties(&self, parties: &[Party]) -> String {
        let mut out = String::new();
        for (index, party) in parties.iter().enumerate() {
            if index > 0 {
                out.push_str("<br>");
            }
            match party.agency {
                Some(agency) => {
                    let tag = format!("<a href=\"{}{}index.html\">", self.root, self.site.agency_address(agency));
                    self.pieces(&party.name, whole(&party.name), Some(tag), &mut out);
                }
                None => out.push_str(&self.text(&party.name)),
            }
        }
        out
    }

    /// The words of a deadline, as a time where they mean one day.
    pub fn deadline(&self, timing: &Timing) -> String {
        let words = self.text(&timing.wording);
        match timing.due.end {
            // A link cannot stand inside a time that is read by machines, nor is a rhythm one day.
            Some(day)
                if timing.meaning == Meaning::Words
                    && timing.due.rules.is_empty()
                    && timing.due.more.is_empty()
                    && timing.wording.spans.is_empty() =>
            {
                format!("<time datetime=\"{day}\">{words}</time>")
            }
            _ => words,
        }
    }
}

/// Marks that differ have ids that differ: `*` is `chu-thich-x2a`.
fn whole(text: &Text) -> Bytes {
    Bytes::from(0..text.plain.len())
}

pub(crate) fn note_id(prefix: &str, mark: &str) -> String {
    let mut id = format!("{prefix}chu-thich-");
    for c in mark.chars() {
        match c {
            '0'..='9' | 'a'..='z' | 'A'..='Z' => id.push(c),
            c => id.push_str(&format!("-x{:x}", u32::from(c))),
        }
    }
    id
}

fn mark(class: &str, shown: &str, said: &str, out: &mut String) {
    out.push_str(&format!("<span class=\"{class}\"><span aria-hidden=\"true\">"));
    escape(shown, out);
    out.push_str("</span><span class=\"said\"> (");
    escape(said, out);
    out.push_str(") </span></span>");
}
