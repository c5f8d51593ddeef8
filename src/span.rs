//! Places in content: which file, and where in it.

use std::ops::Range;

/// A file of the sources, by its position in [`crate::read::Sources::files`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// Where in a file a problem is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum At {
    /// The file as a whole.
    File,
    /// Bytes of the file's text.
    Range(Bytes),
    /// A key of a YAML file, `tasks[2].rows[0].deadline`; becomes bytes only when it is shown.
    Key(String),
    /// Words of the file, where they first stand; found only when it is shown.
    Words(String),
}

/// A byte range that can be ordered and copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bytes {
    pub start: u32,
    pub end: u32,
}

impl From<Range<usize>> for Bytes {
    fn from(range: Range<usize>) -> Self {
        let fit = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { start: fit(range.start), end: fit(range.end) }
    }
}

impl From<Bytes> for Range<usize> {
    fn from(range: Bytes) -> Self {
        range.start as usize..range.end as usize
    }
}

/// A file and where in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub file: FileId,
    pub at: At,
}

impl Place {
    pub fn file(file: FileId) -> Self {
        Self { file, at: At::File }
    }

    pub fn range(file: FileId, range: impl Into<Bytes>) -> Self {
        Self { file, at: At::Range(range.into()) }
    }

    pub fn words(file: FileId, words: impl Into<String>) -> Self {
        Self { file, at: At::Words(words.into()) }
    }

    pub fn key(file: FileId, key: impl Into<String>) -> Self {
        Self { file, at: At::Key(key.into()) }
    }
}
