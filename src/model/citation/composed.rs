//! Composed: a decomposed (NFD) text in NFC, without what cannot be seen in it, and the way back to its own places.

use crate::{
    model::number::reading::{is_invisible, plain},
    vietnamese::nfc,
};
use std::{borrow::Cow, ops::Range};
use unicode_normalization::char::is_combining_mark;

/// A composed text, and where each of its clusters stands in both texts.
pub(super) struct Composed {
    pub(super) text: String,
    /// The starts of clusters, (composed, written), ascending, and the ends of both texts.
    places: Vec<(usize, usize)>,
}

/// Whether a text must be composed to be read.
pub(super) fn is_needed(text: &str) -> bool {
    has_marks(text) || matches!(plain(text), Cow::Owned(_))
}

/// Whether a text may hold combining marks: U+0300 to U+036F all begin with one of two bytes, which begin nothing
/// that Vietnamese needs. This is all that a composed text pays.
fn has_marks(text: &str) -> bool {
    let in_block = |block: &[u8]| block.iter().fold(false, |found, byte| found | matches!(byte, 0xCC | 0xCD));
    text.as_bytes().chunks(256).any(in_block)
}

/// Composes a text cluster by cluster: a character with the marks that follow it.
pub(super) fn compose(written: &str) -> Composed {
    let mut text = String::with_capacity(written.len());
    let mut places = Vec::with_capacity(written.len());
    let mut from = 0;
    let starts = written.char_indices().filter(|(_, c)| !is_combining_mark(*c) && !is_invisible(*c)).map(|(at, _)| at);
    for next in starts.skip_while(|at| *at == 0).chain([written.len()]) {
        places.push((text.len(), from));
        text.push_str(&plain(&nfc(&written[from..next])));
        from = next;
    }
    places.push((text.len(), written.len()));
    Composed { text, places }
}

impl Composed {
    /// A range of the composed text in the written one, widened to whole clusters.
    pub(super) fn written(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.places.partition_point(|(composed, _)| *composed <= range.start);
        let end = self.places.partition_point(|(composed, _)| *composed < range.end);
        let at = |place: usize| self.places.get(place).map_or(0, |(_, written)| *written);
        at(start.saturating_sub(1))..at(end)
    }
}
