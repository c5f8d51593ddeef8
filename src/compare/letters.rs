//! Letters: a text as the letters and digits that comparing goes by, in words that know where they stand.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// What recognition makes of a letter that it cannot read: `¢` of "hi¢n", `@` of "@8".
pub(super) const ANY: u8 = b'*';

/// A run of letters and digits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    /// Positions in the list of letters.
    pub start: u32,
    pub end: u32,
    /// Bytes of the text.
    pub from: u32,
    pub to: u32,
    /// The same for words of the same letters.
    pub key: u64,
}

impl Word {
    pub fn letters(&self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    pub fn len(&self) -> usize {
        (self.end - self.start) as usize
    }
}

/// The folded letters of one character; none where it ends a word, `None` where it belongs to the letter before.
fn folded(c: char, out: &mut Vec<u8>) -> Option<()> {
    if c.is_ascii_alphanumeric() {
        out.push(c.to_ascii_lowercase() as u8);
    } else if matches!(c, '¢' | '@' | '§' | '$' | '£') {
        out.push(ANY);
    } else if !c.is_ascii() {
        if is_combining_mark(c) {
            return None;
        }
        let before = out.len();
        for part in std::iter::once(c).nfkd() {
            match part {
                'đ' | 'Đ' => out.push(b'd'),
                part if part.is_ascii_alphanumeric() => out.push(part.to_ascii_lowercase() as u8),
                _ => {}
            }
        }
        if out.len() == before && c.is_alphabetic() {
            out.push(ANY);
        }
    }
    Some(())
}

/// Adds the words of a text and their letters to the lists.
pub(super) fn read(text: &str, letters: &mut Vec<u8>, words: &mut Vec<Word>) {
    let mut open: Option<(usize, usize)> = None;
    let mut close = |open: &mut Option<(usize, usize)>, letters: &[u8], to: usize| {
        if let Some((start, from)) = open.take() {
            let key = key(&letters[start..]);
            let place = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            words.push(Word { start: place(start), end: place(letters.len()), from: place(from), to: place(to), key });
        }
    };
    for (at, c) in text.char_indices() {
        let before = letters.len();
        match folded(c, letters) {
            None => {}
            Some(()) if letters.len() == before => close(&mut open, letters, at),
            Some(()) => _ = open.get_or_insert((before, at)),
        }
    }
    close(&mut open, letters, text.len());
}

fn key(letters: &[u8]) -> u64 {
    letters.iter().fold(0xcbf2_9ce4_8422_2325, |key, letter| mix(key, u64::from(*letter)))
}

/// FNV-1a, with the high bits brought down.
pub(super) fn mix(key: u64, next: u64) -> u64 {
    let key = (key ^ next).wrapping_mul(0x0000_0100_0000_01b3);
    key ^ (key >> 29)
}

/// How well a letter of the source stands for a letter of the plan: the same, one that recognition takes for it, or
/// another.
pub(super) fn likeness(plan: u8, source: u8) -> Likeness {
    if plan == source {
        return Likeness::Same;
    }
    let vowel = |c: u8| b"aeiouy".contains(&c);
    let taken_for: &[u8] = match plan {
        b'a' => b"48dn",
        b'b' => b"6hd",
        b'c' => b"eo",
        b'd' => b"pb04a9",
        b'e' => b"c8",
        b'f' => b"t",
        b'g' => b"9",
        b'h' => b"bnkl",
        b'i' => b"l1tjr",
        b'k' => b"h",
        b'l' => b"1it",
        b'm' => b"n",
        b'n' => b"mhr",
        b'o' => b"06859dbc3q",
        b'p' => b"d",
        b'q' => b"o09",
        b'r' => b"tn",
        b's' => b"56",
        b't' => b"lfr",
        b'u' => b"wtvi",
        b'v' => b"yw",
        b'y' => b"vjg",
        b'0' => b"od",
        b'1' => b"lit",
        b'4' => b"a",
        b'5' => b"s",
        b'6' => b"o",
        b'8' => b"s",
        b'9' => b"g",
        _ => b"",
    };
    if source == ANY || taken_for.contains(&source) || (vowel(plan) && vowel(source)) {
        Likeness::Similar
    } else {
        Likeness::Other
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Likeness {
    Same,
    Similar,
    Other,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded_and_know_their_bytes() {
        let text = "Số: 75/KH-UBND hi¢n pha\u{323}m";
        let (mut letters, mut words) = (Vec::new(), Vec::new());
        read(text, &mut letters, &mut words);
        let read: Vec<_> = words
            .iter()
            .map(|word| {
                let folded = std::str::from_utf8(&letters[word.letters()]).unwrap_or_default();
                (folded, &text[word.from as usize..word.to as usize])
            })
            .collect();
        let expected =
            [("so", "Số"), ("75", "75"), ("kh", "KH"), ("ubnd", "UBND"), ("hi*n", "hi¢n"), ("pham", "pha\u{323}m")];
        assert_eq!(read, expected);
    }
}
