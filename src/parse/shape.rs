//! Shapes of YAML files: which keys there are, what each holds, what it is for. One table serves the
//! checking of a file and the JSON Schema that editors complete from.

use super::is_unprintable;
use crate::{
    problem::{Expected, Problem, Problems, nearest},
    span::{FileId, Place},
    yaml::{Node, Value},
};

/// A map of known keys.
#[derive(Debug)]
pub struct Shape {
    /// Vietnamese, for editors.
    pub about: &'static str,
    pub fields: &'static [Field],
}

#[derive(Debug)]
pub struct Field {
    pub key: &'static str,
    pub need: Need,
    pub form: Form,
    /// Vietnamese, for editors.
    pub about: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// The key stands and is not blank.
    Must,
    /// The key stands; blank says that there is nothing (`number:` of a draft).
    MayBeBlank,
    May,
}

#[derive(Clone, Copy, Debug)]
pub enum Form {
    Text,
    Texts,
    TextOrTexts,
    WholeNumber,
    /// Days before a deadline: whole numbers, none over a year.
    DaysBefore,
    YesNo,
    OneOf(&'static [&'static str]),
    /// Any keys, each with a text: footnotes by their mark.
    TextByMark,
    Map(&'static Shape),
    Maps(&'static Shape),
}

pub const fn must(key: &'static str, form: Form, about: &'static str) -> Field {
    Field { key, need: Need::Must, form, about }
}

pub const fn blank(key: &'static str, form: Form, about: &'static str) -> Field {
    Field { key, need: Need::MayBeBlank, form, about }
}

pub const fn may(key: &'static str, form: Form, about: &'static str) -> Field {
    Field { key, need: Need::May, form, about }
}

/// The values of a map whose shape was looked at; a key that is absent, blank or of a wrong type gives nothing.
#[derive(Clone, Copy)]
pub struct Fields<'n> {
    pub file: FileId,
    node: &'n Node<'n>,
}

impl<'n> Fields<'n> {
    /// Adds every deviation of the node from the shape, at any depth, to `problems`.
    pub fn of(file: FileId, node: &'n Node<'n>, shape: &'static Shape, problems: &mut Problems) -> Self {
        look(file, node, &Form::Map(shape), "", problems);
        Self { file, node }
    }

    fn unlooked(self, node: &'n Node<'n>) -> Self {
        Self { file: self.file, node }
    }

    pub fn node(self, key: &str) -> Option<&'n Node<'n>> {
        match &self.node.value {
            Value::Map(entries) => entries
                .iter()
                .find(|(name, _)| name.as_text() == Some(key))
                .map(|(_, value)| value)
                .filter(|value| !matches!(value.value, Value::Null)),
            _ => None,
        }
    }

    pub fn has(self, key: &str) -> bool {
        self.node(key).is_some()
    }

    pub fn text(self, key: &str) -> Option<&'n str> {
        self.node(key).and_then(Node::as_text)
    }

    pub fn string(self, key: &str) -> String {
        self.text(key).unwrap_or_default().to_owned()
    }

    pub fn flag(self, key: &str) -> bool {
        self.text(key) == Some("true")
    }

    /// The texts of a list, or the one text.
    pub fn texts(self, key: &str) -> Vec<&'n str> {
        match self.node(key).map(|node| &node.value) {
            Some(Value::List(items)) => items.iter().filter_map(Node::as_text).collect(),
            Some(Value::Scalar(text)) => vec![text],
            _ => Vec::new(),
        }
    }

    pub fn strings(self, key: &str) -> Vec<String> {
        self.texts(key).into_iter().map(str::to_owned).collect()
    }

    pub fn map(self, key: &str) -> Option<Fields<'n>> {
        self.node(key).filter(|node| matches!(node.value, Value::Map(_))).map(|node| self.unlooked(node))
    }

    pub fn maps(self, key: &str) -> Vec<Fields<'n>> {
        match self.node(key).map(|node| &node.value) {
            Some(Value::List(items)) => items
                .iter()
                .filter(|item| matches!(item.value, Value::Map(_)))
                .map(|item| self.unlooked(item))
                .collect(),
            _ => Vec::new(),
        }
    }

    /// Marks and their texts, in the order written.
    pub fn by_mark(self, key: &str) -> Vec<(&'n str, &'n str)> {
        match self.node(key).map(|node| &node.value) {
            Some(Value::Map(entries)) => {
                entries.iter().filter_map(|(mark, text)| Some((mark.as_text()?, text.as_text()?))).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The place of a key's value, or of the map when the key is absent.
    pub fn place(self, key: &str) -> Place {
        Place::range(self.file, self.node(key).unwrap_or(self.node).bytes)
    }
}

/// The longest time before a deadline that a calendar reminds of it.
pub const MOST_DAYS_BEFORE: u16 = 366;

pub fn days_before(written: &str) -> Option<u16> {
    written.parse().ok().filter(|days| *days <= MOST_DAYS_BEFORE)
}

fn look(file: FileId, node: &Node, form: &Form, key: &str, problems: &mut Problems) {
    let expected = match (form, &node.value) {
        (Form::Map(shape), Value::Map(entries)) => return look_map(file, node, entries, shape, problems),
        (Form::Maps(shape), Value::List(items)) => {
            for item in items {
                look(file, item, &Form::Map(shape), key, problems);
            }
            return;
        }
        (Form::TextByMark, Value::Map(entries)) => {
            for (_, value) in entries {
                look(file, value, &Form::Text, key, problems);
            }
            return;
        }
        (Form::Texts | Form::TextOrTexts, Value::List(items)) => {
            for item in items {
                look(file, item, &Form::Text, key, problems);
            }
            return;
        }
        (Form::Text | Form::TextOrTexts, Value::Scalar(text)) => {
            // An escape of YAML may stand for what the file itself does not hold.
            if let Some(c) = text.chars().find(|c| is_unprintable(*c)) {
                problems.add(Place::range(file, node.bytes), Problem::Unprintable { code: c.into() });
            }
            if text.trim().is_empty() {
                problems.add(Place::range(file, node.bytes), Problem::EmptyValue { key: key.to_owned() });
            }
            return;
        }
        (Form::OneOf(allowed), Value::Scalar(text)) => {
            if !allowed.contains(&&**text) {
                let problem = Problem::NotOneOf { written: text.to_string(), allowed };
                problems.add(Place::range(file, node.bytes), problem);
            }
            return;
        }
        (Form::WholeNumber, Value::Scalar(text)) if text.parse::<u32>().is_ok() => return,
        (Form::DaysBefore, Value::List(items)) => {
            for item in items.iter().filter(|item| item.as_text().and_then(days_before).is_none()) {
                let problem = Problem::WrongType { key: key.to_owned(), expected: Expected::DaysBefore };
                problems.add(Place::range(file, item.bytes), problem);
            }
            return;
        }
        (Form::YesNo, Value::Scalar(text)) if matches!(&**text, "true" | "false") => return,
        (Form::Map(_) | Form::TextByMark, _) => Expected::Map,
        (Form::Maps(_), _) => Expected::Maps,
        (Form::Texts, _) => Expected::Texts,
        (Form::TextOrTexts, _) => Expected::TextOrTexts,
        (Form::Text | Form::OneOf(_), _) => Expected::Text,
        (Form::WholeNumber, _) => Expected::WholeNumber,
        (Form::DaysBefore, _) => Expected::DaysBefore,
        (Form::YesNo, _) => Expected::YesNo,
    };
    problems.add(Place::range(file, node.bytes), Problem::WrongType { key: key.to_owned(), expected });
}

fn look_map(file: FileId, node: &Node, entries: &[(Node, Node)], shape: &Shape, problems: &mut Problems) {
    for (name, value) in entries {
        let written = name.as_text().unwrap_or_default();
        let Some(field) = shape.fields.iter().find(|field| field.key == written) else {
            let nearest = nearest(written, shape.fields.iter().map(|field| field.key));
            problems.add(Place::range(file, name.bytes), Problem::UnknownKey { key: written.to_owned(), nearest });
            continue;
        };
        match (&value.value, field.need) {
            (Value::Null, Need::Must) => {
                problems.add(Place::range(file, name.bytes), Problem::EmptyValue { key: written.to_owned() });
            }
            (Value::Null, _) => {}
            _ => look(file, value, &field.form, field.key, problems),
        }
    }
    for field in shape.fields {
        if field.need != Need::May && !entries.iter().any(|(name, _)| name.as_text() == Some(field.key)) {
            let start = crate::span::Bytes { start: node.bytes.start, end: node.bytes.start };
            problems.add(Place::range(file, start), Problem::MissingKey { key: field.key });
        }
    }
}
