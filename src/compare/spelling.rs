//! Spelling: words that stand at one place in both texts and are two words, not one that recognition misread.

use super::{
    act::{Part, Role},
    letters::Word,
    matching::{Matching, NONE, word_at},
    page::STRAY,
};

/// Of a thousand words on words, how many must be the same for the source to be text and not recognition.
const CLEAN: usize = 990;

/// Words that may stand between two of a line of the letterhead, whose other half stands beside it.
const APART: u32 = 8;

/// Keys of what stands on a line of its own.
fn is_line(key: &str) -> bool {
    matches!(key, "issuer" | "kind" | "place") || key.starts_with("signature.")
}

impl Matching<'_> {
    /// Frees words of the plan for which the source clearly spells another word: in a text that nothing recognised any
    /// other, in a recognised one another word of the plan with other consonants. A name is spelt as the source spells
    /// it.
    pub(super) fn spelling(&mut self) {
        let pairs: Vec<(usize, usize)> =
            (0..self.act.words.len()).filter_map(|word| Some((word, self.stands_alone_on(word)?))).collect();
        let same = pairs.iter().filter(|(word, on)| self.act.words[*word].key == self.page.words[*on].key).count();
        self.clean = same * 1000 >= pairs.len() * CLEAN;
        let known = self.known();
        for (word, on) in pairs {
            let (own, other) = (self.act.words[word], self.page.words[on]);
            let about = self.act.about[word];
            let unit = &self.act.units[about.unit as usize];
            let is_name = matches!(&unit.part, Part::Key(key) if key == "signature.name");
            // Recognition mixes the cells of a row, so that a word of one may have been put on a word of another.
            let is_another = unit.role != Role::Cell
                && own.len().min(other.len()) >= STRAY
                && known.binary_search(&other.key).is_ok()
                && self.consonants_differ(&own, &other);
            if own.key != other.key
                && !about.doubtful
                && unit.role != Role::Digest
                && (self.clean || is_name || is_another)
            {
                self.free(own.letters());
            }
        }
    }

    /// Frees words of the letterhead and the signature that stand apart from the rest of their line, where each word
    /// was found for itself.
    pub(super) fn together(&mut self) {
        let mut place = vec![0u32; self.page.words.len()];
        let mut places = 0;
        for (at, word) in place.iter_mut().enumerate() {
            *word = places;
            places += u32::from(!self.furniture[at]);
        }
        for unit in self.act.units.iter().filter(|unit| matches!(&unit.part, Part::Key(key) if is_line(key))) {
            let on = |word: usize| {
                let first = self.standing(&(word..word + 1)).first().copied()?;
                let read = self.read(&(word..word + 1)) * 3 > self.act.words[word].len() * 2;
                read.then(|| place[word_at(&self.page.words, first)])
            };
            let places: Vec<(usize, u32)> = unit.words.clone().filter_map(|word| Some((word, on(word)?))).collect();
            let line = |from: u32| from..from + unit.words.len() as u32 + APART;
            let on_line = |from: u32| places.iter().filter(move |(_, on)| line(from).contains(on));
            let starts = places.iter().map(|(_, on)| *on);
            let start = starts.max_by_key(|from| (on_line(*from).count(), std::cmp::Reverse(*from)));
            let kept: Vec<usize> = start.into_iter().flat_map(on_line).map(|(word, _)| *word).collect();
            for word in unit.words.clone().filter(|word| !kept.contains(word)) {
                self.free(self.act.words[word].letters());
            }
        }
    }

    /// The word of the source on which the word stands and nothing else does; none for numbers.
    fn stands_alone_on(&self, word: usize) -> Option<usize> {
        let letters = self.act.words[word].letters();
        let mut on = letters.clone().map(|at| self.on[at]).filter(|on| *on != NONE);
        let first = word_at(&self.page.words, on.next()?);
        let own = |at: usize| self.under[at] == NONE || letters.contains(&(self.under[at] as usize));
        let is_word = |letters: &[u8]| !letters.iter().any(u8::is_ascii_digit);
        let alone = self.stands(word)
            && on.all(|on| word_at(&self.page.words, on) == first)
            && self.page.words[first].letters().all(own)
            && is_word(&self.act.letters[letters.clone()])
            && is_word(&self.page.letters[self.page.words[first].letters()]);
        alone.then_some(first)
    }

    /// Whether a consonant of either word has nothing like it in the other.
    fn consonants_differ(&self, own: &Word, other: &Word) -> bool {
        let consonant = |letter: u8| !b"aeiouy*".contains(&letter);
        own.letters().any(|at| consonant(self.act.letters[at]) && !self.like[at])
            || other.letters().any(|at| consonant(self.page.letters[at]) && self.under[at] == NONE)
    }
}
