//! Running text: plain words, and what stands at places in them (citations, marks of the transcription, emphasis).

use crate::{
    model::{
        agency::AgencyId,
        citation::{self, Citation},
    },
    span::Bytes,
};

/// Words as printed, with what is known about parts of them. Spans are in order of their start; citations and links
/// never overlap one another.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Text {
    pub plain: String,
    pub spans: Vec<Span>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    /// Bytes of [`Text::plain`].
    pub bytes: Bytes,
    pub what: What,
}

#[derive(Clone, Debug, PartialEq)]
pub enum What {
    Strong,
    Emphasis,
    Code,
    Break,
    Link(String),
    /// `[^1]`: the mark of a footnote; stands between two letters, so its range is empty.
    Note(String),
    /// `[…]`: words lost at the source.
    Lost,
    /// `[?]`: the word before is uncertain.
    Doubt,
    /// The whole cell could not be read.
    Illegible,
    Cite(Box<Cite>),
}

/// Viện dẫn: a mention of a document, and the document once `link` has found it.
#[derive(Clone, Debug, PartialEq)]
pub struct Cite {
    pub citation: Citation,
    pub target: Option<Target>,
}

/// What a citation leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// Position in [`crate::link::Site::documents`].
    Document(u32),
    /// Position in [`crate::link::Site::plans`].
    Plan(u32),
}

/// An agency as printed in a cell, and the agency once `link` has found it.
#[derive(Clone, Debug, PartialEq)]
pub struct Party {
    pub name: Text,
    pub agency: Option<AgencyId>,
}

const LOST: &str = "[…]";
const DOUBT: &str = "[?]";
const ILLEGIBLE: &str = "illegible";

/// The scheme of an address that leads out of the site, in lower case: `https`, also where it is percent-encoded or
/// broken by blanks as a browser overlooks them; `//` for another host.
pub fn scheme(address: &str) -> Option<String> {
    let decoded = percent_encoding::percent_decode_str(address).decode_utf8_lossy();
    let plain: String = decoded.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    if plain.starts_with("//") || plain.starts_with('\\') {
        return Some("//".to_owned());
    }
    let end = plain.find(['/', '?', '#']).unwrap_or(plain.len());
    plain[..end].split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase())
}

/// At most so many letters, cut at a word.
pub fn shorten(text: &str, letters: usize) -> String {
    let Some((cut, _)) = text.char_indices().nth(letters) else { return text.replace('\n', " ") };
    let head = &text[..cut];
    let end = head.rfind(' ').unwrap_or(cut);
    format!("{}…", head[..end].trim_end_matches([',', ';', ' ']).replace('\n', " "))
}

impl Text {
    /// A YAML value: marks, footnote marks `[^1]` and line breaks are understood, nothing else.
    pub fn of_value(written: &str) -> Self {
        let mut text = Self::default();
        if written == ILLEGIBLE {
            text.push(written, What::Illegible);
            return text;
        }
        let mut rest = written.trim();
        while let Some(at) = rest.find(['[', '\n']) {
            text.plain.push_str(&rest[..at]);
            rest = &rest[at..];
            if let Some(after) = rest.strip_prefix('\n') {
                text.push("\n", What::Break);
                rest = after;
            } else if let Some((mark, after)) = rest.strip_prefix("[^").and_then(|inner| inner.split_once(']')) {
                text.push("", What::Note(mark.to_owned()));
                rest = after;
            } else {
                text.plain.push('[');
                rest = &rest[1..];
            }
        }
        text.plain.push_str(rest);
        text.finished()
    }

    /// Adds words that are something.
    pub fn push(&mut self, words: &str, what: What) {
        let start = self.plain.len();
        self.plain.push_str(words);
        self.spans.push(Span { bytes: (start..self.plain.len()).into(), what });
    }

    /// Finds marks and citations in the words, and puts the spans in order.
    #[must_use]
    pub fn finished(mut self) -> Self {
        for (mark, what) in [(LOST, What::Lost), (DOUBT, What::Doubt)] {
            for (at, _) in self.plain.match_indices(mark) {
                self.spans.push(Span { bytes: (at..at + mark.len()).into(), what: what.clone() });
            }
        }
        for mention in citation::mentions(&self.plain).into_iter().chain(citation::pointers(&self.plain)) {
            let bytes = Bytes::from(mention.range);
            let taken = self.spans.iter().any(|span| {
                matches!(span.what, What::Link(_) | What::Code)
                    && span.bytes.start < bytes.end
                    && bytes.start < span.bytes.end
            });
            if !taken {
                let cite = Cite { citation: mention.citation, target: None };
                self.spans.push(Span { bytes, what: What::Cite(Box::new(cite)) });
            }
        }
        self.spans.sort_by_key(|span| (span.bytes.start, std::cmp::Reverse(span.bytes.end)));
        self.spans.shrink_to_fit();
        self.plain.shrink_to_fit();
        self
    }

    /// The words as a reader sees them without the marks' styles: an illegible cell is `[…]`.
    pub fn shown(&self) -> &str {
        if self.plain == ILLEGIBLE { LOST } else { &self.plain }
    }

    pub fn is_empty(&self) -> bool {
        self.plain.is_empty() && self.spans.is_empty()
    }

    pub fn cites(&self) -> impl Iterator<Item = (Bytes, &Cite)> {
        self.spans.iter().filter_map(|span| match &span.what {
            What::Cite(cite) => Some((span.bytes, &**cite)),
            _ => None,
        })
    }

    pub fn cites_mut(&mut self) -> impl Iterator<Item = (Bytes, &mut Cite)> {
        self.spans.iter_mut().filter_map(|span| match &mut span.what {
            What::Cite(cite) => Some((span.bytes, &mut **cite)),
            _ => None,
        })
    }

    pub fn notes(&self) -> impl Iterator<Item = &str> {
        self.spans.iter().filter_map(|span| match &span.what {
            What::Note(mark) => Some(mark.as_str()),
            _ => None,
        })
    }

    /// How many places are marked as lost, uncertain or illegible.
    pub fn marks(&self) -> usize {
        self.spans.iter().filter(|span| matches!(span.what, What::Lost | What::Doubt | What::Illegible)).count()
    }

    pub fn slice(&self, bytes: Bytes) -> &str {
        self.plain.get(std::ops::Range::from(bytes)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_keeps_its_words_and_finds_its_marks() {
        let text = Text::of_value("thành phố Hải[?] Phòng[^1]. […]");
        assert_eq!(text.plain, "thành phố Hải[?] Phòng. […]");
        let what: Vec<_> = text.spans.iter().map(|span| (text.slice(span.bytes), &span.what)).collect();
        assert_eq!(what, [("[?]", &What::Doubt), ("", &What::Note("1".into())), ("[…]", &What::Lost)]);
        assert_eq!(Text::of_value("illegible").spans[0].what, What::Illegible);
    }
}
