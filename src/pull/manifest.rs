//! The manifest of a site: which parts there are, checked before any of them is asked for.

use crate::problem::Refusal;
use serde::Deserialize;

/// What is understood of `du-lieu/tim-kiem/`.
const FORMAT: u32 = 1;
const PARTS: usize = 1000;
const PART_BYTES: u64 = 256 << 20;
const SITE_BYTES: u64 = 1 << 30;

#[derive(Deserialize)]
struct Manifest {
    format: u32,
    files: Vec<Part>,
}

#[derive(Deserialize)]
pub struct Part {
    /// A plain name beside the manifest.
    pub path: String,
    pub bytes: u64,
    /// Lower-case hexadecimal.
    pub sha256: String,
}

pub fn parts(bytes: &[u8]) -> Result<Vec<Part>, Refusal> {
    let manifest: Manifest =
        serde_json::from_slice(bytes).map_err(|why| Refusal::Unreadable { why: why.to_string() })?;
    if manifest.format != FORMAT {
        return Err(Refusal::Format { found: manifest.format });
    }
    if manifest.files.len() > PARTS {
        return Err(Refusal::Unreadable { why: format!("files: {} > {PARTS}", manifest.files.len()) });
    }
    let mut sum = 0_u64;
    for part in &manifest.files {
        if !is_part_name(&part.path) {
            return Err(Refusal::PartName { name: part.path.clone() });
        }
        if part.bytes > PART_BYTES {
            return Err(Refusal::TooLarge { bytes: PART_BYTES });
        }
        sum += part.bytes;
        if sum > SITE_BYTES {
            return Err(Refusal::TooLarge { bytes: SITE_BYTES });
        }
        let is_hash = part.sha256.len() == 64 && part.sha256.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        if !is_hash {
            return Err(Refusal::Unreadable { why: format!("sha256: {}", part.sha256) });
        }
    }
    Ok(manifest.files)
}

fn is_part_name(name: &str) -> bool {
    let stem = name.strip_suffix(".ndjson").unwrap_or_default();
    !stem.is_empty() && stem.len() <= 80 && stem.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_lies_beside_the_manifest() {
        let table = [
            ("search.ndjson", true),
            ("search-2.ndjson", true),
            ("../search.ndjson", false),
            ("https://a.vn/search.ndjson", false),
            ("..ndjson", false),
            (".ndjson", false),
            ("search.js", false),
        ];
        for (name, expected) in table {
            assert_eq!(is_part_name(name), expected, "{name}");
        }
    }
}
