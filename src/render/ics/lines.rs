//! Content lines of iCalendar: folding, escaping, days (RFC 5545 §3.1, §3.3).

use jiff::civil::Date;

/// The longest line without its end, in octets.
const OCTETS: usize = 75;

/// Lines of a calendar in the order written.
#[derive(Default)]
pub(super) struct Lines(String);

impl Lines {
    /// A content line, folded between letters. Control characters end lines and are left out.
    pub fn add(&mut self, line: &str) {
        let mut room = OCTETS;
        for c in line.chars().filter(|c| !c.is_control()) {
            if c.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = OCTETS - 1;
            }
            self.0.push(c);
            room -= c.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    /// A property whose value is text.
    pub fn text(&mut self, name: &str, text: &str) {
        self.add(&format!("{name}:{}", escape(text)));
    }

    pub fn append(&mut self, lines: &Lines) {
        self.0.push_str(&lines.0);
    }

    pub fn octets(&self) -> usize {
        self.0.len()
    }

    pub fn into_bytes(self) -> Vec<u8> {
        self.0.into_bytes()
    }
}

/// Text of RFC 5545 §3.3.11. The line and paragraph separators of Unicode are line ends to some readers.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' | '\u{2028}' | '\u{2029}' => out.push_str("\\n"),
            '\t' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// `20251130`
pub(super) fn basic(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, written: &str) {
        let mut lines = Lines::default();
        lines.add(line);
        assert_eq!(lines.0, written);
    }

    #[test]
    fn lines_fold_at_75_octets_between_letters() {
        let (a, b) = ("a".repeat(75), "a".repeat(74));
        check(&a, &format!("{a}\r\n"));
        check(&format!("{a}b"), &format!("{a}\r\n b\r\n"));
        check(&format!("{a}{b}c"), &format!("{a}\r\n {b}\r\n c\r\n"));
        // Two octets, three and four do not fit where one is left.
        for letter in ["đ", "ệ", "📅"] {
            check(&format!("{b}{letter}"), &format!("{b}\r\n {letter}\r\n"));
        }
    }

    #[test]
    fn nothing_in_a_text_ends_its_line() {
        let mut lines = Lines::default();
        lines.text("SUMMARY", "a;b,c\\d\ne\r\nf\u{2028}g\th\u{85}i: “j”");
        lines.add("URL:https://x.vn/\r\nEND:VCALENDAR");
        let written = "SUMMARY:a\\;b\\,c\\\\d\\ne\\nf\\ng hi: “j”\r\nURL:https://x.vn/END:VCALENDAR\r\n";
        assert_eq!(lines.0, written);
    }
}
