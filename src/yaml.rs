//! YAML text → a tree that knows the bytes of each node.

use crate::span::Bytes;
use granit_parser::{ErrorKind, Event, Parser, ScalarStyle};
use std::borrow::Cow;

/// Deepest nesting that content needs is 7 (`tasks[].rows[].rows[].footnotes`).
const DEPTH: usize = 24;

#[derive(Clone, Debug)]
pub struct Node<'a> {
    pub value: Value<'a>,
    pub bytes: Bytes,
}

#[derive(Clone, Debug)]
pub enum Value<'a> {
    /// `~`, `null` or nothing after the colon.
    Null,
    Scalar(Cow<'a, str>),
    List(Vec<Node<'a>>),
    Map(Vec<(Node<'a>, Node<'a>)>),
}

impl Node<'_> {
    pub fn as_text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(text) => Some(text),
            _ => None,
        }
    }

    /// The node at a key path such as `tasks[2].rows[0].deadline`; as far as the path leads.
    pub fn at(&self, path: &str) -> &Self {
        let mut node = self;
        for step in path.split(['.', '[', ']']).filter(|step| !step.is_empty()) {
            let next = match &node.value {
                Value::Map(entries) => {
                    entries.iter().find(|(key, _)| key.as_text() == Some(step)).map(|(_, value)| value)
                }
                Value::List(items) => step.parse::<usize>().ok().and_then(|index| items.get(index)),
                Value::Null | Value::Scalar(_) => None,
            };
            match next {
                Some(next) => node = next,
                None => break,
            }
        }
        node
    }
}

/// What keeps a text from being a tree, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// `None`: the file as a whole.
    pub bytes: Option<Bytes>,
    pub kind: FaultKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// Nothing but white space and comments.
    Empty,
    /// The parser's words.
    Syntax(String),
    /// A plain value with `: ` in it.
    Colon,
    Tab,
    /// An anchor, an alias or a tag.
    Alias,
    SecondDocument,
    /// A key that stands twice in one map; the tree is whole.
    DuplicateKey(String),
}

/// The tree of one YAML document; `None` where it has none. Faults are in the order found.
pub fn tree(text: &str) -> (Option<Node<'_>>, Vec<Fault>) {
    let mut faults = Vec::new();
    let root = read(text, &mut faults);
    (root, faults)
}

fn read<'a>(text: &'a str, faults: &mut Vec<Fault>) -> Option<Node<'a>> {
    let mut options = granit_parser::options! { block_nesting_limit: DEPTH, flow_nesting_limit: DEPTH };
    options.set_emit_comments(false);
    let mut stack: Vec<Open<'a>> = Vec::new();
    let mut root = None;
    for next in Parser::new_from_str_with_options(text, options) {
        let (event, span) = match next {
            Ok(next) => next,
            Err(error) => {
                let at = error.marker().byte_offset().unwrap_or(text.len()).min(text.len());
                let kind = explain(text, at, error.kind(), &error.info());
                faults.push(Fault { bytes: Some(Bytes::from(at..end_of_line(text, at))), kind });
                return None;
            }
        };
        let bytes = Bytes::from(span.byte_range().unwrap_or(0..0));
        let (value, anchor, tag) = match event {
            Event::Scalar(scalar, style, anchor, tag) => (scalar_value(scalar, style), anchor, tag.is_some()),
            Event::SequenceStart(_, anchor, tag) => {
                stack.push(Open { start: bytes.start, children: Children::List(Vec::new()) });
                if !refused(bytes, anchor, tag.is_some(), faults) {
                    continue;
                }
                return None;
            }
            Event::MappingStart(_, anchor, tag) => {
                stack.push(Open { start: bytes.start, children: Children::Map(Vec::new(), None) });
                if !refused(bytes, anchor, tag.is_some(), faults) {
                    continue;
                }
                return None;
            }
            Event::SequenceEnd | Event::MappingEnd => match stack.pop() {
                Some(open) => {
                    let bytes = Bytes { start: open.start, end: bytes.end.max(open.start) };
                    let value = match open.children {
                        Children::List(items) => Value::List(items),
                        Children::Map(entries, _) => Value::Map(entries),
                    };
                    put(&mut stack, &mut root, Node { value, bytes }, faults);
                    continue;
                }
                None => continue,
            },
            Event::Alias(_) => {
                faults.push(Fault { bytes: Some(bytes), kind: FaultKind::Alias });
                return None;
            }
            Event::DocumentStart(..) if root.is_some() => {
                faults.push(Fault { bytes: Some(bytes), kind: FaultKind::SecondDocument });
                return None;
            }
            _ => continue,
        };
        if refused(bytes, anchor, tag, faults) {
            return None;
        }
        put(&mut stack, &mut root, Node { value, bytes }, faults);
    }
    match root {
        Some(Node { value: Value::Null, .. }) | None => {
            faults.push(Fault { bytes: None, kind: FaultKind::Empty });
            None
        }
        root => root,
    }
}

struct Open<'a> {
    start: u32,
    children: Children<'a>,
}

enum Children<'a> {
    List(Vec<Node<'a>>),
    /// Finished entries, and the key that waits for its value.
    Map(Vec<(Node<'a>, Node<'a>)>, Option<Node<'a>>),
}

fn scalar_value(scalar: Cow<'_, str>, style: ScalarStyle) -> Value<'_> {
    match (&*scalar, style) {
        ("" | "~" | "null", ScalarStyle::Plain) => Value::Null,
        _ => Value::Scalar(scalar),
    }
}

fn refused(bytes: Bytes, anchor: usize, tag: bool, faults: &mut Vec<Fault>) -> bool {
    let refused = anchor != 0 || tag;
    if refused {
        faults.push(Fault { bytes: Some(bytes), kind: FaultKind::Alias });
    }
    refused
}

fn put<'a>(stack: &mut [Open<'a>], root: &mut Option<Node<'a>>, node: Node<'a>, faults: &mut Vec<Fault>) {
    match stack.last_mut().map(|open| &mut open.children) {
        None => *root = Some(node),
        Some(Children::List(items)) => items.push(node),
        Some(Children::Map(entries, waiting)) => match waiting.take() {
            None => {
                if let Some(key) = node.as_text()
                    && entries.iter().any(|(other, _)| other.as_text() == Some(key))
                {
                    faults.push(Fault { bytes: Some(node.bytes), kind: FaultKind::DuplicateKey(key.to_owned()) });
                }
                *waiting = Some(node);
            }
            Some(key) => entries.push((key, node)),
        },
    }
}

/// The commonest mistakes get a problem of their own; the rest keep the parser's words.
fn explain(text: &str, at: usize, kind: &ErrorKind, info: &str) -> FaultKind {
    let line_start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let line = &text[line_start..end_of_line(text, at)];
    if matches!(
        kind,
        ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
            | ErrorKind::TabInPlainScalar
            | ErrorKind::TabAtBlockScalarStart
    ) || line.starts_with('\t')
    {
        return FaultKind::Tab;
    }
    let after_key = line.split_once(": ").map_or("", |(_, value)| value);
    if matches!(
        kind,
        ErrorKind::MappingValueNotAllowed
            | ErrorKind::InvalidSimpleKey
            | ErrorKind::SimpleKeyExpected
            | ErrorKind::UnexpectedCharacter { .. }
    ) && after_key.contains(": ")
    {
        return FaultKind::Colon;
    }
    if matches!(kind, ErrorKind::UnknownAnchor) {
        return FaultKind::Alias;
    }
    FaultKind::Syntax(info.to_owned())
}

fn end_of_line(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |length| at + length)
}
