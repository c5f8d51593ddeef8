//! Scan: a phrase as tokens, and a cursor that takes them.

use super::{Context, Inference, Why};
use crate::vietnamese::{fold_char, nfc};
use std::cell::{Cell, RefCell};
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::ops::Range;

/// `Ok(None)` is "these words are not mine" and takes nothing; an error is "they are mine, and wrong".
pub(super) type Read<T> = Result<Option<T>, Fault>;

#[derive(Debug)]
pub(super) struct Fault {
    pub at: Range<usize>,
    pub why: Why,
    /// A part of the phrase and what to write in its place.
    pub fix: Option<(Range<usize>, String)>,
}

/// How a word may differ from the vocabulary's, beyond case, NFC/NFD and the place of the tone (hoà, hòa).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spelling {
    /// Not at all; but a phrase without any Vietnamese mark is read as one typed without Vietnamese keys.
    Exact,
    /// In marks or one letter: to find what an author meant to write, never what a plan says.
    Loose,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// In canonical spelling.
    Word(String),
    Number {
        /// `u32::MAX` for what does not fit.
        value: u32,
        digits: usize,
    },
    /// `[…]`, or `[?]` that stands alone or after a number, which is then uncertain.
    Lost,
    /// Dots to be filled in by hand.
    Blank,
    /// Dashes are `-`; a new line before a bullet is `;`.
    Mark(char),
}

impl Shape {
    /// A number, also a Roman one.
    fn is_figure(&self) -> bool {
        match self {
            Shape::Number { .. } => true,
            Shape::Word(word) => word.chars().all(|c| matches!(c, 'i' | 'v' | 'x')),
            _ => false,
        }
    }
}

#[derive(Debug)]
pub(super) struct Token {
    pub shape: Shape,
    pub at: Range<usize>,
}

pub(super) struct Scan<'p> {
    pub phrase: &'p str,
    pub context: &'p Context,
    pub tokens: Vec<Token>,
    spelling: Spelling,
    unmarked: bool,
    /// The first token that no reader took.
    far: Cell<usize>,
    /// Tokens that are a word of the vocabulary only loosely, and that word.
    respelled: RefCell<BTreeMap<usize, &'static str>>,
}

impl<'p> Scan<'p> {
    pub fn new(phrase: &'p str, context: &'p Context, spelling: Spelling) -> Scan<'p> {
        let mut tokens = tokens(phrase);
        while matches!(tokens.last(), Some(Token { shape: Shape::Mark('.' | ',' | ';' | ':'), .. })) {
            tokens.pop();
        }
        if tokens.len() > 1 && matches!(tokens[0].shape, Shape::Mark('-' | '+' | '•' | '*' | ';')) {
            tokens.remove(0);
        }
        let unmarked = !phrase.chars().any(|c| !c.is_ascii() && c.is_alphabetic() || is_combining(c));
        let respelled = RefCell::default();
        Scan { phrase, context, tokens, spelling, unmarked, far: Cell::new(0), respelled }
    }

    /// Whether a word is marked as uncertain: "hằng[?] năm".
    pub fn has_doubt(&self) -> bool {
        let is_doubted =
            |token: &&Token| matches!(token.shape, Shape::Word(_)) && self.phrase[token.at.clone()].ends_with(']');
        self.tokens.iter().any(|token| is_doubted(&token))
    }

    pub fn cursor(&self) -> Cursor<'_> {
        Cursor { scan: self, year: None, month: None, at: 0, end: self.tokens.len() }
    }

    /// The word that ends right before a byte of the phrase, in canonical spelling.
    pub fn word_before(&self, byte: usize) -> Option<&str> {
        let last = self.tokens.iter().take_while(|token| token.at.start < byte).last()?;
        match &last.shape {
            Shape::Word(word) => Some(word),
            _ => None,
        }
    }

    /// What was not understood: from the first token nobody took to the end, or everything.
    pub fn not_understood(&self) -> Fault {
        let from = self.tokens.get(self.far.get()).or(self.tokens.first());
        let at = match (from, self.tokens.last()) {
            (Some(from), Some(last)) => from.at.start..last.at.end,
            _ => 0..self.phrase.len(),
        };
        Fault { at, why: Why::NotUnderstood, fix: None }
    }

    /// The phrase in the spelling of the vocabulary, if it was read only loosely.
    pub fn respelled(&self) -> Option<String> {
        let respelled = self.respelled.borrow();
        let mut out = self.phrase.to_owned();
        for (index, word) in respelled.iter().rev() {
            let at = self.tokens[*index].at.clone();
            let capital = self.phrase[at.clone()].starts_with(char::is_uppercase);
            let mut letters = word.chars();
            let first = letters.next().filter(|_| capital);
            let word = match first {
                Some(first) => first.to_uppercase().chain(letters).collect(),
                None => (*word).to_owned(),
            };
            out.replace_range(at, &word);
        }
        (!respelled.is_empty()).then_some(out)
    }

    fn is_strict(&self) -> bool {
        !self.unmarked && self.spelling == Spelling::Exact
    }

    /// What is left of `words` when the token is their first.
    fn without_first(&self, words: &'static str, index: usize) -> Option<&'static str> {
        let Shape::Word(token) = &self.tokens[index].shape else { return None };
        let rest = words.strip_prefix(token.as_str()).filter(|rest| rest.is_empty() || rest.starts_with(' '));
        if rest.is_some() {
            // A reader before took it for another word.
            self.respelled.borrow_mut().remove(&index);
        }
        if rest.is_some() || self.is_strict() {
            return rest;
        }
        let (word, rest) = words.split_at(words.find(' ').unwrap_or(words.len()));
        if self.unmarked && same_letters(token, word) {
            return Some(rest);
        }
        if self.spelling == Spelling::Loose && is_close(token, word) {
            self.respelled.borrow_mut().insert(index, word);
            return Some(rest);
        }
        None
    }
}

fn same_letters(unmarked: &str, word: &str) -> bool {
    unmarked.chars().eq(word.chars().map(fold_char))
}

/// Equal but for marks, or, in a word of four letters or more, for one letter.
fn is_close(token: &str, word: &str) -> bool {
    let (one, other) = (token.chars().count(), word.chars().count());
    if one.abs_diff(other) > 1 || one.min(other) < 4 && one != other {
        return false;
    }
    let (token, word): (Vec<char>, Vec<char>) =
        (token.chars().map(fold_char).collect(), word.chars().map(fold_char).collect());
    if token == word {
        return true;
    }
    // "Cuối tuần" is no misspelt "Mười tuần": a number is not guessed.
    if word.iter().copied().eq("muoi".chars()) {
        return false;
    }
    if token.len().min(word.len()) < 4 {
        return false;
    }
    let same_start = token.iter().zip(&word).take_while(|(a, b)| a == b).count();
    let (a, b) = (&token[same_start..], &word[same_start..]);
    match a.len().cmp(&b.len()) {
        Ordering::Less => a == &b[1..],
        Ordering::Greater => &a[1..] == b,
        // One letter for another, or two that changed places.
        Ordering::Equal => a[1..] == b[1..] || a.len() > 1 && a[0] == b[1] && a[1] == b[0] && a[2..] == b[2..],
    }
}

fn is_combining(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

fn tokens(phrase: &str) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut at = 0;
    while let Some(c) = phrase[at..].chars().next() {
        let rest = &phrase[at..];
        let run = |fits: fn(char) -> bool| rest.find(|c| !fits(c)).unwrap_or(rest.len());
        let (shape, length) = if let Some(length) = next_entry(phrase, rest) {
            (Shape::Mark(';'), length)
        } else if c.is_whitespace() || is_invisible(c) {
            at += c.len_utf8();
            continue;
        } else if c.is_ascii_digit() {
            let digits = run(|c| c.is_ascii_digit());
            (Shape::Number { value: rest[..digits].parse().unwrap_or(u32::MAX), digits }, digits)
        } else if c.is_alphabetic() || is_combining(c) {
            let length = run(|c| c.is_alphabetic() || is_combining(c));
            (Shape::Word(canonical(&rest[..length])), length)
        } else if let Some((shape, length)) = gap(rest) {
            (shape, length)
        } else {
            let mark = match c {
                '–' | '—' | '−' | '‐' | '‑' => '-',
                '⁄' | '∕' | '／' => '/',
                '（' => '(',
                '）' => ')',
                c => c,
            };
            (Shape::Mark(mark), c.len_utf8())
        };
        let end = at + length;
        let uncertain = shape == Shape::Lost && rest.starts_with("[?");
        match out.last_mut() {
            Some(token) if uncertain && token.shape.is_figure() => {
                *token = Token { shape: Shape::Lost, at: token.at.start..end };
            }
            // A word that is likely is read, and said to be uncertain.
            Some(Token { shape: Shape::Word(_), at: word }) if uncertain && word.end == at => word.end = end,
            _ => out.push(Token { shape, at: at..end }),
        }
        at = end;
    }
    out
}

/// A new line and a bullet begin another entry of the cell; a new line alone only wraps it. A dash is a bullet only if
/// the cell begins with one: in "2021\n- 2030" it joins the years.
fn next_entry(phrase: &str, rest: &str) -> Option<usize> {
    let line = rest.strip_prefix('\n')?.trim_start();
    let bullet = line.chars().next()?;
    let listed = match bullet {
        '+' | '•' | '*' => true,
        '-' | '–' => phrase.trim_start().starts_with(bullet),
        _ => false,
    };
    let after = line.get(bullet.len_utf8()..)?;
    (listed && after.starts_with(char::is_whitespace)).then(|| rest.len() - after.len())
}

fn gap(rest: &str) -> Option<(Shape, usize)> {
    if let Some(inside) = rest.strip_prefix('[') {
        let close = inside.find(']')?;
        let lost = inside[..close].chars().all(|c| matches!(c, '?' | '…' | '.' | ' '));
        return (lost && close > 0).then_some((Shape::Lost, close + 2));
    }
    let dots = rest.find(|c| !matches!(c, '.' | '…')).unwrap_or(rest.len());
    (rest.starts_with('…') || dots > 1).then_some((Shape::Blank, dots))
}

/// Lower case, NFC, and the tone of oa, oe, uy on the first vowel, except after q: hoà → hòa, uỷ → ủy, qúy → quý.
fn canonical(word: &str) -> String {
    const VOWELS: [[char; 6]; 5] = [
        ['a', 'à', 'á', 'ả', 'ã', 'ạ'],
        ['e', 'è', 'é', 'ẻ', 'ẽ', 'ẹ'],
        ['o', 'ò', 'ó', 'ỏ', 'õ', 'ọ'],
        ['u', 'ù', 'ú', 'ủ', 'ũ', 'ụ'],
        ['y', 'ỳ', 'ý', 'ỷ', 'ỹ', 'ỵ'],
    ];
    let lower = nfc(word).to_lowercase();
    if lower.is_ascii() {
        return lower;
    }
    let mut letters: Vec<char> = nfc(&lower).chars().collect();
    let find =
        |letter: char| VOWELS.iter().find_map(|row| row.iter().position(|c| *c == letter).map(|tone| (row, tone)));
    if let [.., first, second] = letters.as_slice()
        && let (Some((one, first_tone)), Some((two, second_tone))) = (find(*first), find(*second))
        && matches!((one[0], two[0]), ('o', 'a') | ('o', 'e') | ('u', 'y'))
    {
        let n = letters.len();
        let after_q = n > 2 && letters[n - 3] == 'q';
        if after_q && second_tone == 0 {
            (letters[n - 2], letters[n - 1]) = (one[0], two[first_tone]);
        } else if !after_q && first_tone == 0 {
            (letters[n - 2], letters[n - 1]) = (one[second_tone], two[0]);
        }
    }
    letters.into_iter().collect()
}

/// A place in a part of the phrase. Copy it to look ahead; assign it back to take what was seen.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'s> {
    pub scan: &'s Scan<'s>,
    /// The year of the part before this one.
    pub year: Option<i16>,
    /// The month, with its year, of the part before this one, if this one says when in it.
    pub month: Option<(i16, i8)>,
    pub at: usize,
    pub end: usize,
}

impl<'s> Cursor<'s> {
    pub fn context(&self) -> &'s Context {
        self.scan.context
    }

    /// The year of a part that writes none, and whose it is.
    pub fn missing_year(&self) -> Option<(i16, Inference)> {
        self.year.map(|year| (year, Inference::YearFromPhrase)).or_else(|| self.context().year())
    }

    pub fn done(&self) -> bool {
        self.at >= self.end
    }

    pub fn peek(&self) -> Option<&'s Shape> {
        self.peek_at(0)
    }

    pub fn peek_at(&self, ahead: usize) -> Option<&'s Shape> {
        let index = self.at.checked_add(ahead).filter(|index| *index < self.end)?;
        Some(&self.scan.tokens[index].shape)
    }

    pub fn skip(&mut self) {
        self.at = (self.at + 1).min(self.end);
        self.scan.far.set(self.scan.far.get().max(self.at));
    }

    /// Takes the words if all of them come next. The words are written in NFC, lower case.
    pub fn words(&mut self, words: &'static str) -> bool {
        self.any(&[words])
    }

    /// Takes the first of the phrases that comes next: longer ones go first.
    pub fn any(&mut self, phrases: &[&'static str]) -> bool {
        let Some(past) = self.past_any(phrases) else { return false };
        self.at = past;
        self.scan.far.set(self.scan.far.get().max(past));
        true
    }

    pub fn sees(&self, phrases: &[&'static str]) -> bool {
        self.past_any(phrases).is_some()
    }

    /// Whether the words stand just before.
    pub fn follows(&self, phrases: &[&'static str]) -> bool {
        phrases.iter().any(|words| {
            let before = self.at.checked_sub(words.split(' ').count()).map(|at| Cursor { at, end: self.at, ..*self });
            before.is_some_and(|before| before.past(words).is_some())
        })
    }

    fn past_any(&self, phrases: &[&'static str]) -> Option<usize> {
        let Some(Shape::Word(token)) = self.peek() else { return None };
        let (token, strict) = (token.as_bytes(), self.scan.is_strict());
        // Most phrases differ in one of two bytes, and most of the work of reading a deadline is to find that.
        let may_begin =
            |words: &[u8]| words.first() == token.first() && matches!(words.get(token.len()), None | Some(b' '));
        phrases.iter().filter(|words| !strict || may_begin(words.as_bytes())).find_map(|words| self.past(words))
    }

    fn past(&self, words: &'static str) -> Option<usize> {
        let (mut at, mut words) = (self.at, words);
        while at < self.end {
            let rest = self.scan.without_first(words, at)?;
            at += 1;
            match rest.strip_prefix(' ') {
                Some(next) => words = next,
                None => return Some(at),
            }
        }
        None
    }

    pub fn mark(&mut self, mark: char) -> bool {
        let next = self.peek() == Some(&Shape::Mark(mark));
        if next {
            self.skip();
        }
        next
    }

    pub fn sees_mark(&self, marks: &[char]) -> bool {
        matches!(self.peek(), Some(Shape::Mark(mark)) if marks.contains(mark))
    }

    /// Whether the next token follows the one before it without a space.
    pub fn glued(&self) -> bool {
        let tokens = &self.scan.tokens;
        self.at > 0 && self.at < self.end && tokens[self.at - 1].at.end == tokens[self.at].at.start
    }

    /// The bytes of the next token, or the last one's at the end.
    pub fn token_at(&self) -> Range<usize> {
        let tokens = &self.scan.tokens;
        tokens.get(self.at).or(tokens.last()).map_or(0..0, |token| token.at.clone())
    }

    /// The bytes from here to where `to` stands.
    pub fn bytes_to(&self, to: usize) -> Range<usize> {
        let tokens = &self.scan.tokens;
        match (tokens.get(self.at), to.checked_sub(1).and_then(|last| tokens.get(last))) {
            (Some(from), Some(last)) if from.at.start < last.at.end => from.at.start..last.at.end,
            _ => self.token_at(),
        }
    }

    /// The words from here to where `to` stands, verbatim.
    pub fn text_to(&self, to: usize) -> &'s str {
        self.scan.phrase.get(self.bytes_to(to)).unwrap_or_default()
    }

    pub fn fault(&self, at: Range<usize>, why: Why) -> Fault {
        Fault { at, why, fix: None }
    }
}
