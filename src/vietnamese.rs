//! Vietnamese letters: comparing without marks, slugs for addresses, and dictionary order.

use std::borrow::Cow;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark, is_nfc};

/// The text in NFC; borrowed when it already is.
pub fn nfc(text: &str) -> Cow<'_, str> {
    if is_nfc(text) { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}

/// One letter without case, tone and vowel marks, `đ` as `d`: `Ệ` → `e`. Letters that fold to several keep the first.
pub fn fold_char(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    let lower = c.to_lowercase().next().unwrap_or(c);
    match lower {
        'đ' => 'd',
        _ => std::iter::once(lower).nfd().find(|c| !is_combining_mark(*c)).unwrap_or(lower),
    }
}

/// The text as someone types it without Vietnamese keys: lower case, no marks, `đ` as `d`.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if !is_combining_mark(c) {
            out.push(fold_char(c));
        }
    }
    out
}

/// Letters and digits of the folded text joined by single hyphens: `75/KH-UBND` → `75-kh-ubnd`.
pub fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in fold(text).chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    while out.ends_with('-') {
        out.pop();
    }
    out
}

/// A phrase for comparing names: NFC, lower case, every dash a hyphen, white space single, no space around hyphens.
pub fn same_name(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in nfc(text).chars().flat_map(char::to_lowercase) {
        match c {
            '–' | '—' | '−' | '-' => {
                while out.ends_with(' ') {
                    out.pop();
                }
                out.push('-');
            }
            c if c.is_whitespace() => {
                if !out.is_empty() && !out.ends_with([' ', '-']) {
                    out.push(' ');
                }
            }
            c => out.push(c),
        }
    }
    while out.ends_with([' ', '.', ';', ',']) {
        out.pop();
    }
    out
}

/// The tone that a combining mark writes, in the order of dictionaries: huyền, hỏi, ngã, sắc, nặng; 0 for none.
pub fn tone(mark: char) -> u8 {
    match mark {
        '\u{300}' => 1,
        '\u{309}' => 2,
        '\u{303}' => 3,
        '\u{301}' => 4,
        '\u{323}' => 5,
        _ => 0,
    }
}

/// Key of Vietnamese dictionary order: letters first (a ă â b c d đ e ê … y), then tones
/// (none, huyền, hỏi, ngã, sắc, nặng) syllable by syllable, then case.
pub fn order(text: &str) -> (Vec<u32>, Vec<u8>, String) {
    let mut letters = Vec::with_capacity(text.len());
    let mut tones = Vec::with_capacity(8);
    let mut tone = 0;
    for c in text.nfd() {
        match c {
            c if self::tone(c) > 0 => tone = self::tone(c),
            '\u{306}' | '\u{302}' | '\u{31b}' => {
                if let Some(last) = letters.last_mut() {
                    // ă before â, ơ after ô: breve 1, circumflex 2, horn 3.
                    *last += match c {
                        '\u{306}' => 1,
                        '\u{302}' => 2,
                        _ => 3,
                    };
                }
            }
            c if is_combining_mark(c) => {}
            c => {
                if !c.is_alphanumeric() {
                    tones.push(std::mem::take(&mut tone));
                }
                let lower = c.to_lowercase().next().unwrap_or(c);
                letters.push(match lower {
                    'đ' => ('d' as u32) * 8 + 4,
                    other => (other as u32) * 8,
                });
            }
        }
    }
    tones.push(tone);
    (letters, tones, text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_ignores_form_case_and_marks() {
        assert_eq!(fold("ĐẤT ĐAI, Ủy ban"), "dat dai, uy ban");
        assert_eq!(fold("Đất"), fold("Đa\u{302}\u{301}t"));
        assert_eq!(slug("5256/QĐ-UBND"), "5256-qd-ubnd");
        assert_eq!(same_name("Phòng Văn hóa  –  Xã hội;"), same_name("phòng văn hóa - xã hội"));
    }

    #[test]
    fn order_is_the_dictionary_s() {
        let sorted =
            ["an", "ăn", "ân", "da", "đa", "ma", "mà", "mả", "mã", "má", "mạ", "mà ca", "ô", "ơ", "u", "ư", "y"];
        let mut shuffled = sorted;
        shuffled.reverse();
        shuffled.sort_by_key(|word| order(word));
        assert_eq!(shuffled, sorted);
    }
}
