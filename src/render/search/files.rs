//! Files: a classic script each, that hands its content to the reader: it loads over HTTP and from a disk alike.

use super::hash;

/// Level 6 makes them 2 % smaller for half as much work again on the whole index.
const LEVEL: u8 = 4;

/// A file of the index: its path under `tim-kiem/` without `.js`, and its content as raw deflate.
///
/// As many of these as plans wait to be written, so they wait packed.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct File {
    pub id: String,
    pub packed: Vec<u8>,
}

impl File {
    pub fn new(id: &str, raw: &[u8]) -> Self {
        Self { id: id.to_owned(), packed: pack(raw) }
    }

    /// A file named by its content.
    pub fn named(folder: &str, raw: &[u8]) -> (String, Self) {
        let name = hash::of(raw).name();
        let file = Self::new(&format!("{folder}/{name}"), raw);
        (name, file)
    }

    pub fn script(&self) -> Vec<u8> {
        ["niemyetSearch.take(\"", &self.id, "\",\"", &base64(&self.packed), "\")\n"].concat().into_bytes()
    }
}

pub fn pack(raw: &[u8]) -> Vec<u8> {
    let mut packed = miniz_oxide::deflate::compress_to_vec(raw, LEVEL);
    packed.shrink_to_fit();
    packed
}

pub fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group = [16, 8, 0].iter().zip(chunk).fold(0, |group, (shift, byte)| group | u32::from(*byte) << shift);
        for digit in 0..=chunk.len() {
            out.push(char::from(DIGITS[(group >> (18 - 6 * digit)) as usize & 63]));
        }
        for _ in chunk.len()..3 {
            out.push('=');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_pads() {
        let cases = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("\u{ff}\u{fe}", "w7/Dvg=="),
        ];
        for (text, expected) in cases {
            assert_eq!(base64(text.as_bytes()), expected);
        }
    }
}
