//! Page: a source text as words on lines, and what on its pages is furniture.

use super::letters::{self, Likeness, Word, likeness};

#[derive(Debug, Default)]
pub(super) struct Page {
    pub letters: Vec<u8>,
    pub words: Vec<Word>,
    /// The line of each word, from 0.
    pub lines: Vec<u32>,
    /// The first word of each line, and after the last line the number of words.
    pub starts: Vec<usize>,
    /// Whether a line opens a page, as far as white space tells.
    opens: Vec<bool>,
}

/// Words of the heading rows of task and target tables.
const HEADING: &[&str] = &[
    "tt", "stt", "noi", "dung", "cong", "viec", "co", "quan", "chu", "tri", "phoi", "hop", "thoi", "gian", "thuc",
    "hien", "hoan", "thanh", "san", "pham", "tien", "do", "don", "vi", "ten", "chi", "tieu", "lanh", "dao", "nhiem",
    "vu", "han", "phoihop", "chutri", "quanchu", "quanphoi", "viecco",
];
/// Those of them that running text rarely has together.
const MARKS: &[&str] = &["dung", "viec", "pham", "hoan", "gian", "tien", "tieu", "ten", "dao"];
/// The state's name and motto, which stand over every act.
const STATE: &[&str] =
    &["cong", "hoa", "xa", "hoi", "chu", "nghia", "viet", "nam", "doc", "lap", "tu", "do", "hanh", "phuc"];
/// Words of it in a row that are no accident.
const STATE_RUN: usize = 5;
/// Lines from the top of a page in which the table's heading row stands again.
const TOP: usize = 16;
/// Fewer letters than this on a line of a heading row are the rest of a column or noise.
const SHORT: usize = 14;
/// Fewer letters than this are a stray glyph.
pub(super) const STRAY: usize = 3;

impl Page {
    pub fn of(text: &str) -> Self {
        let mut page = Self::default();
        letters::read(text, &mut page.letters, &mut page.words);
        page.starts.push(0);
        let (mut word, mut at, mut blank) = (0, 0, 2);
        for line in lines(text) {
            at += line.len();
            let number = page.opens.len() as u32;
            while page.words.get(word).is_some_and(|next| (next.from as usize) < at) {
                page.lines.push(number);
                word += 1;
            }
            let open = line.starts_with([' ', '\u{c}']) || blank >= 2;
            page.opens.push(open);
            blank = if line.trim().is_empty() { blank + 1 } else { 0 };
            page.starts.push(word);
        }
        page
    }

    pub fn line_of(&self, word: usize) -> u32 {
        self.lines.get(word).or(self.lines.last()).map_or(1, |line| line + 1)
    }

    /// Which words are furniture whatever the plan says: the state's name, heading rows of tables.
    pub fn furniture(&self) -> Vec<bool> {
        let mut furniture = vec![false; self.words.len()];
        let mut top = 0;
        // The lines of a heading row so far.
        let mut heading: Vec<usize> = Vec::new();
        for line in 0..self.opens.len() {
            if self.opens[line] {
                top = 0;
            }
            let words = self.starts[line]..self.starts[line + 1];
            if words.is_empty() {
                continue;
            }
            top += 1;
            if top <= TOP {
                self.state(words.clone(), &mut furniture);
            }
            // Recognition often garbles the narrow columns beside the first two.
            let enough = if self.numbers(words.start) { 35 } else { 65 };
            let goes_on = !heading.is_empty() && self.letters_of(words.clone()) < SHORT / 2;
            let share =
                self.share(
                    words.clone(),
                    |at, known| {
                        if goes_on { self.can_be(at, known) } else { self.resembles(at, known) }
                    },
                );
            if top <= TOP && share >= enough {
                heading.push(line);
            } else if self.letters_of(words) >= SHORT {
                self.heading(&std::mem::take(&mut heading), &mut furniture);
            }
        }
        self.heading(&heading, &mut furniture);
        furniture
    }

    /// Lines that look like a heading row are one when they name enough of it; short lines among them belong to it.
    fn heading(&self, lines: &[usize], furniture: &mut [bool]) {
        let opens = lines.iter().position(|line| {
            let words = self.starts[*line]..self.starts[line + 1];
            self.numbers(words.start)
                || words.len() >= 4
                    && ["co", "quan", "co", "quan"].iter().zip(words).all(|(known, at)| self.resembles(at, known))
        });
        let Some(opens) = opens else { return };
        // Columns are centred, so that a line of a later column may stand above the first.
        let above = opens.saturating_sub(1);
        let words = self.starts[lines[above]]..self.starts[lines[above] + 1];
        let belongs = self.letters_of(words.clone()) < SHORT || self.resembles(words.start, "co");
        let first = if belongs { above } else { opens };
        let lines = &lines[first..];
        let words = || lines.iter().flat_map(|line| self.starts[*line]..self.starts[line + 1]);
        let marks = MARKS.iter().filter(|mark| words().any(|at| self.resembles(at, mark))).count();
        if let (Some(first), Some(last)) = (lines.first(), lines.last())
            && marks >= 2
        {
            furniture[self.starts[*first]..self.starts[last + 1]].fill(true);
        }
    }

    /// Whether the word heads the column of numbers.
    fn numbers(&self, at: usize) -> bool {
        matches!(&self.letters[self.words[at].letters()], b"tt" | b"stt")
    }

    /// The state's name and its motto, also when the issuer stands on the same line.
    fn state(&self, words: std::ops::Range<usize>, furniture: &mut [bool]) {
        let mut at = words.start;
        while at < words.end {
            let run = (0..STATE.len()).map(|from| {
                (at..words.end).zip(&STATE[from..]).take_while(|(at, known)| self.can_be(*at, known)).count()
            });
            let run = run.max().unwrap_or(0);
            if run >= STATE_RUN {
                furniture[at..at + run].fill(true);
            }
            at += run.max(1);
        }
    }

    /// A number of up to three digits alone on its line, apart from the text above it and below it. The numbers of
    /// rows stand alone on their lines too, beside their text.
    pub fn is_page_number(&self, word: usize) -> bool {
        let line = self.lines[word] as usize;
        let is_apart = |line: usize| line + 1 >= self.starts.len() || self.starts[line] == self.starts[line + 1];
        let digits = &self.letters[self.words[word].letters()];
        self.starts[line] == word
            && self.starts[line + 1] == word + 1
            && digits.len() <= STRAY
            && digits.iter().all(u8::is_ascii_digit)
            && (self.opens[line] || line.checked_sub(1).is_none_or(is_apart))
            && (is_apart(line + 1) || self.opens[line + 1])
    }

    pub fn letters_of(&self, words: std::ops::Range<usize>) -> usize {
        self.words[words].iter().map(Word::len).sum()
    }

    /// Per cent of the letters that stand in words of a heading row.
    fn share(&self, words: std::ops::Range<usize>, is: impl Fn(usize, &str) -> bool) -> usize {
        let all = self.letters_of(words.clone());
        let known = words.filter(|at| HEADING.iter().any(|known| is(*at, known)));
        known.map(|at| self.words[at].len()).sum::<usize>() * 100 / all.max(1)
    }

    /// Whether a word can be the one that is known: a letter too many or one wrong, where it has more than two.
    fn resembles(&self, at: usize, known: &str) -> bool {
        let (similar, other) = self.unlike(at, known.as_bytes());
        match known.len() {
            ..4 => similar + other == 0,
            4 => other == 0 && similar <= 1,
            _ => other <= 1,
        }
    }

    /// Whether recognition can have made the word of the one that is known.
    fn can_be(&self, at: usize, known: &str) -> bool {
        let (_, other) = self.unlike(at, known.as_bytes());
        other <= usize::from(known.len() > 4)
    }

    /// Letters that are only similar, and letters that are others.
    fn unlike(&self, at: usize, known: &[u8]) -> (usize, usize) {
        let word = &self.letters[self.words[at].letters()];
        let count = |word: &[u8]| {
            known.iter().zip(word).fold((0, 0), |(similar, other), (known, letter)| match likeness(*known, *letter) {
                Likeness::Same => (similar, other),
                Likeness::Similar => (similar + 1, other),
                Likeness::Other => (similar, other + 1),
            })
        };
        if word.len() == known.len() {
            count(word)
        } else if word.len() == known.len() + 1 && known.len() > 3 {
            // One letter too many, the first that differs.
            let same = known.iter().zip(word).take_while(|(a, b)| a == b).count();
            count(&[&word[..same], &word[same + 1..]].concat())
        } else {
            (0, known.len())
        }
    }
}

/// Lines with their ends: a line feed, a carriage return, or both.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end =
            rest.find(['\n', '\r']).map_or(rest.len(), |at| at + if rest[at..].starts_with("\r\n") { 2 } else { 1 });
        let (line, after) = rest.split_at(end);
        rest = after;
        (!line.is_empty()).then_some(line)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_end_ends_a_line() {
        for (text, expected) in [
            ("a\nb\n", vec!["a\n", "b\n"]),
            ("a\r\nb", vec!["a\r\n", "b"]),
            ("a\rb\r\rc", vec!["a\r", "b\r", "\r", "c"]),
            ("", vec![]),
        ] {
            assert_eq!(lines(text).collect::<Vec<_>>(), expected);
        }
    }

    #[test]
    fn a_number_apart_from_the_text_numbers_a_page() {
        for (text, expected) in [
            ("a\n\n12\n\nb", true),
            ("a\n\n12\n\u{c}b", true),
            ("a\n\n12", true),
            ("a\n12\nb", false),
            ("a\n\n12\nb", false),
            ("a\n\n2025\n\nb", false),
        ] {
            let page = Page::of(text);
            assert_eq!(page.is_page_number(1), expected, "{text:?}");
        }
    }
}
