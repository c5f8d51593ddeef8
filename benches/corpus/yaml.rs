//! YAML as a clerk types it: plain where that is allowed, quoted or folded where it is not.

use std::fmt::Display;

const WIDTH: usize = 100;
const IN_FLOW: [char; 5] = [',', '[', ']', '{', '}'];

/// A file under way; each step returns it, longer.
#[derive(Default)]
pub struct Yaml {
    pub text: String,
}

impl Yaml {
    pub fn line(mut self, line: impl Display) -> Yaml {
        self.text += &format!("{line}\n");
        self
    }

    /// One key; `before` is its indentation, with the dash if it opens an item.
    pub fn entry(self, before: &str, key: &str, value: &str) -> Yaml {
        let value = scalar(value, &[]);
        self.line(format_args!("{before}{key}: {value}"))
    }

    /// One key whose long value is folded at spaces.
    pub fn folded(mut self, before: &str, key: &str, value: &str) -> Yaml {
        if value.chars().count() <= WIDTH {
            return self.entry(before, key, value);
        }
        let inside = " ".repeat(before.len() + 2);
        self.text += &format!("{before}{key}: >-");
        let mut width = WIDTH;
        for word in value.split(' ') {
            let length = word.chars().count() + 1;
            if width + length > WIDTH {
                self.text += &format!("\n{inside}{word}");
                width = length;
            } else {
                self.text += &format!(" {word}");
                width += length;
            }
        }
        self.line("")
    }

    /// A list on one line; nothing when it is empty.
    pub fn flow(self, before: &str, key: &str, values: &[impl AsRef<str>]) -> Yaml {
        if values.is_empty() {
            return self;
        }
        let values: Vec<String> = values.iter().map(|value| scalar(value.as_ref(), &IN_FLOW)).collect();
        self.line(format_args!("{before}{key}: [{}]", values.join(", ")))
    }

    /// A list of one line each.
    pub fn list(self, key: &str, values: &[impl AsRef<str>]) -> Yaml {
        values.iter().fold(self.line(format_args!("{key}:")), |file, value| {
            file.line(format_args!("  - {}", scalar(value.as_ref(), &[])))
        })
    }
}

/// The value, quoted when it holds something that YAML would read as its own, or opens with it.
fn scalar(value: &str, reserved: &[char]) -> String {
    let opens_plain = value.starts_with(|c: char| c.is_alphanumeric() || c == '“');
    let is_number = value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let ends_key = value.contains(": ") || value.ends_with(':') || value.contains(" #");
    if opens_plain && !is_number && !ends_key && !value.contains(reserved) {
        value.to_owned()
    } else {
        format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
    }
}
