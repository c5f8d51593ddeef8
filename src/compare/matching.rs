//! Matching: which letter of the source each letter of the plan stands on, from what is certain to what is likely.

use super::{
    act::{Act, Role, Unit},
    align::{self, Pair, Run},
    anywhere::Indexed,
    letters::{self, Likeness, Word},
    page::{Page, STRAY},
};
use std::ops::Range;

/// Letters of a passage that can be told from another by how well it is read.
const PASSAGE: usize = 60;
/// Ten times what a letter of a passage is worth where the passage is the same.
const SAME_TEXT: i32 = 13;
/// A letter without a counterpart.
pub(super) const NONE: u32 = u32::MAX;
/// Words on each side of a row in which its cells are looked for, once close by and once further off.
const NEAR: usize = 14;
const FAR: usize = 90;
/// Letters of a passage that say for certain where it stands.
pub(super) const CERTAIN: usize = 8;

pub(super) struct Matching<'a> {
    pub(super) act: &'a Act,
    pub(super) page: &'a Page,
    pub(super) furniture: Vec<bool>,
    /// For each letter of the plan: the letter of the source it stands on, and whether it is like it.
    pub(super) on: Vec<u32>,
    pub(super) like: Vec<bool>,
    /// For each letter of the source: the letter of the plan that stands on it.
    pub(super) under: Vec<u32>,
    /// Whether the source is a text that nothing had to recognise.
    pub(super) clean: bool,
    /// The words of the source.
    pub(super) index: Indexed,
}

impl<'a> Matching<'a> {
    pub(super) fn new(act: &'a Act, page: &'a Page) -> Self {
        Self {
            act,
            page,
            furniture: page.furniture(),
            on: vec![NONE; act.letters.len()],
            like: vec![false; act.letters.len()],
            under: vec![NONE; page.letters.len()],
            clean: false,
            index: Indexed::of(page.words.clone()),
        }
    }

    /// The running text: words that are certain, then the letters between them.
    pub(super) fn running(&mut self) {
        let units = || self.act.units.iter().filter(|unit| unit.role == Role::Running);
        let plan: Vec<usize> = units().flat_map(|unit| unit.words.clone()).collect();
        let source: Vec<usize> = (0..self.page.words.len()).filter(|at| !self.furniture[*at]).collect();
        let plan_words: Vec<Word> = plan.iter().map(|at| self.act.words[*at]).collect();
        let source_words: Vec<Word> = source.iter().map(|at| self.page.words[*at]).collect();
        let anchors = align::anchors(&plan_words, &source_words);
        let (mut p, mut s) = (0, 0);
        let end = (plan.len() as u32, source.len() as u32);
        for (next_p, next_s) in anchors.into_iter().chain([end]) {
            let (next_p, next_s) = (next_p as usize, next_s as usize);
            self.gap(&plan[p..next_p], &source[s..next_s]);
            if let (Some(word), Some(other)) = (plan.get(next_p), source.get(next_s)) {
                let pairs = self.act.words[*word].letters().zip(self.page.words[*other].letters());
                for (plan, source) in pairs.collect::<Vec<_>>() {
                    self.put(plan, source, Likeness::Same);
                }
            }
            (p, s) = (next_p + 1, next_s + 1);
        }
    }

    fn put(&mut self, plan: usize, source: usize, likeness: Likeness) {
        self.on[plan] = source as u32;
        self.like[plan] = likeness != Likeness::Other;
        self.under[source] = plan as u32;
    }

    /// Letters of words of the plan that do not stand anywhere yet.
    pub(super) fn open_plan(&self, words: impl Iterator<Item = usize>) -> Vec<u32> {
        let letters = words.filter(|at| !self.stands(*at)).flat_map(|at| self.act.words[at].letters());
        letters.filter(|at| self.on[*at] == NONE).map(|at| at as u32).collect()
    }

    /// Letters of words of the source that nothing stands on yet. A number is taken as a whole.
    pub(super) fn open_source(&self, words: impl Iterator<Item = usize>) -> Vec<u32> {
        let taken = |at: usize| self.under[at] != NONE;
        let number = |at: usize| taken(at) && self.page.letters[at].is_ascii_digit();
        let words = words.filter(|at| !self.furniture[*at] && !self.page.words[*at].letters().any(number));
        words.flat_map(|at| self.page.words[at].letters()).filter(|at| !taken(*at)).map(|at| at as u32).collect()
    }

    fn gap(&mut self, plan: &[usize], source: &[usize]) {
        let plan = self.open_plan(plan.iter().copied());
        let source = self.open_source(source.iter().copied());
        let (mut pairs, worth) = self.aligned(&plan, &source);
        // Two passages that are not the same have many words in common.
        if plan.len() > PASSAGE && worth * 10 < plan.len() as i32 * SAME_TEXT {
            pairs = self.firm(&pairs);
        }
        self.accept(&pairs);
    }

    /// The pairs of open letters, by their places in the whole texts, and what they are worth.
    pub(super) fn aligned(&self, plan: &[u32], source: &[u32]) -> (Vec<Pair>, i32) {
        let run = |letters: &[u8], words: &[Word], list: &[u32]| -> (Vec<u8>, Vec<bool>) {
            let mut word = usize::MAX;
            let mut opens = |at: &u32| {
                let before = std::mem::replace(&mut word, word_at(words, *at));
                before != word
            };
            let opens: Vec<bool> = list.iter().map(&mut opens).collect();
            (list.iter().map(|at| letters[*at as usize]).collect(), opens)
        };
        let own = run(&self.act.letters, &self.act.words, plan);
        let other = run(&self.page.letters, &self.page.words, source);
        let (mut pairs, worth) =
            align::letters(Run { letters: &own.0, opens: &own.1 }, Run { letters: &other.0, opens: &other.1 });
        for pair in &mut pairs {
            pair.plan = plan[pair.plan as usize];
            pair.source = source[pair.source as usize];
        }
        (pairs, worth)
    }

    /// Takes the pairs of words that are read well enough.
    pub(super) fn accept(&mut self, pairs: &[Pair]) {
        let mut rest = pairs;
        while let Some(first) = rest.first() {
            let word = word_at(&self.act.words, first.plan);
            let letters = self.act.words[word].letters();
            let count = rest.iter().take_while(|pair| letters.contains(&(pair.plan as usize))).count();
            let (own, others) = rest.split_at(count);
            rest = others;
            let like = align::like(own);
            let digits = letters.clone().all(|at| self.act.letters[at].is_ascii_digit());
            let on_digits = own.iter().all(|pair| self.page.letters[pair.source as usize].is_ascii_digit());
            // A word is not read from letters here and there.
            let span = own.last().map_or(0, |last| last.source - own[0].source) as usize;
            let on = |pair: &Pair| word_at(&self.page.words, pair.source);
            let whole = !digits || own.first().zip(own.last()).is_some_and(|(first, last)| on(last) - on(first) <= 1);
            // A number stands for a number.
            let number = |pair: &Pair| {
                let word = &self.page.words[on(pair)];
                word.len() > 1 && self.page.letters[word.letters()].iter().all(u8::is_ascii_digit)
            };
            let has_digits = letters.clone().any(|at| self.act.letters[at].is_ascii_digit());
            let whole = whole && (has_digits || !own.iter().any(number));
            let close = whole && span <= letters.len() * 2 + 1;
            if close && (like * 2 >= letters.len() || digits && on_digits && own.len() == letters.len()) {
                self.free(letters);
                for pair in own {
                    self.put(pair.plan as usize, pair.source as usize, pair.likeness);
                }
            }
        }
    }

    /// Reads words of which recognition left little, where the words beside them leave room for nothing else.
    pub(super) fn mend(&mut self) {
        let known = self.known();
        for unit in self.act.units.iter().filter(|unit| !matches!(unit.role, Role::Digest | Role::Number)) {
            let around = self.letters_of(&unit.words);
            for words in self.unread(unit.words.clone()) {
                let letters = self.letters_of(&words);
                let before = self.on[around.start..letters.start].last().filter(|on| **on != NONE);
                let after = self.on[letters.end..around.end].first().filter(|on| **on != NONE);
                let room = letters.len() as u32 + 3;
                let free = |at: &u32| self.under.get(*at as usize) == Some(&NONE);
                let open: Vec<u32> = match (before, after) {
                    (Some(before), Some(after)) if (*before + 1..*before + room + 2).contains(after) => {
                        (*before + 1..*after).filter(free).collect()
                    }
                    (Some(before), _) => (*before + 1..*before + 1 + room).take_while(free).collect(),
                    (None, Some(after)) => {
                        let mut open: Vec<u32> = (after.saturating_sub(room)..*after).rev().take_while(free).collect();
                        open.reverse();
                        open
                    }
                    (None, None) => continue,
                };
                // A word that the plan has somewhere is a word, not what recognition left of one.
                let is_word =
                    |at: &u32| known.binary_search(&self.page.words[word_at(&self.page.words, *at)].key).is_ok();
                if open.is_empty() || open.iter().any(is_word) {
                    continue;
                }
                let plan: Vec<u32> = letters.clone().map(|at| at as u32).collect();
                let (pairs, _) = self.aligned(&plan, &open);
                let like = align::like(&pairs);
                let digits = self.act.letters[letters.clone()].iter().any(u8::is_ascii_digit);
                if like > 0 && like * 4 >= letters.len() && !digits {
                    self.free(letters.clone());
                    for letter in letters.clone() {
                        self.like[letter] = true;
                    }
                    for source in open {
                        self.put(letters.start, source as usize, Likeness::Same);
                    }
                }
            }
        }
    }

    /// From where to where in the source a unit stands; a letter far from the others does not count.
    pub(super) fn extent(&self, unit: usize) -> Option<(u32, u32)> {
        let on = self.standing(&self.act.units[unit].words);
        let aside = on.len() / 25;
        Some((*on.get(aside)?, *on.get(on.len() - 1 - aside)?))
    }

    /// The letters of the source that the words stand on, in its order.
    pub(super) fn standing(&self, words: &Range<usize>) -> Vec<u32> {
        let mut on: Vec<u32> = self.on[self.letters_of(words)].iter().copied().filter(|on| *on != NONE).collect();
        on.sort_unstable();
        on
    }

    /// All letters of neighbouring words.
    pub(super) fn letters_of(&self, words: &Range<usize>) -> Range<usize> {
        if words.is_empty() {
            return 0..0;
        }
        self.act.words[words.start].start as usize..self.act.words[words.end - 1].end as usize
    }

    /// How many letters of the words stand on a letter like them.
    pub(super) fn read(&self, words: &Range<usize>) -> usize {
        self.like[self.letters_of(words)].iter().filter(|like| **like).count()
    }

    /// Frees passages that were read word by word, perhaps where another passage stands: hardly two words of theirs stand
    /// beside one another. What they stood on is the answer.
    pub(super) fn doubt(&mut self) -> Vec<(Range<usize>, Vec<Pair>)> {
        let mut doubtful = Vec::new();
        for unit in self.act.units.iter().filter(|unit| unit.role == Role::Running) {
            let letters = self.letters_of(&unit.words);
            if letters.len() < 2 * CERTAIN {
                continue;
            }
            let pairs: Vec<Pair> = letters
                .clone()
                .filter(|at| self.on[*at] != NONE)
                .map(|at| {
                    let source = self.on[at];
                    let likeness = letters::likeness(self.act.letters[at], self.page.letters[source as usize]);
                    Pair { plan: at as u32, source, likeness }
                })
                .collect();
            if self.firm(&pairs).len() * 3 < letters.len() {
                self.free(letters.clone());
                doubtful.push((letters, pairs));
            }
        }
        doubtful
    }

    /// Puts back what was not found elsewhere by far better: recognition left so little of it.
    pub(super) fn restore(&mut self, doubtful: &[(Range<usize>, Vec<Pair>)]) {
        for (letters, pairs) in doubtful {
            let before = align::like(pairs);
            let now = self.like[letters.clone()].iter().filter(|like| **like).count();
            if now * 5 >= before * 7 {
                continue;
            }
            self.free(letters.clone());
            for pair in pairs {
                if self.under[pair.source as usize] == NONE {
                    self.put(pair.plan as usize, pair.source as usize, pair.likeness);
                }
            }
        }
    }

    /// Runs of the unit's words that stand on nothing.
    pub(super) fn unread(&self, words: Range<usize>) -> Vec<Range<usize>> {
        let mut runs: Vec<Range<usize>> = Vec::new();
        for at in words {
            if self.stands(at) {
                continue;
            }
            match runs.last_mut() {
                // A small word between may have been read by chance.
                Some(run) if run.end + 1 >= at => run.end = at + 1,
                _ => runs.push(at..at + 1),
            }
        }
        runs
    }

    /// Half of the word's letters stand on letters like them, or it is a number on a number.
    pub(super) fn stands(&self, word: usize) -> bool {
        let letters = self.act.words[word].letters();
        let like = letters.clone().filter(|at| self.like[*at]).count();
        let on = letters.clone().filter(|at| self.on[*at] != NONE).count();
        like * 2 >= letters.len()
            || on == letters.len() && letters.clone().all(|at| self.act.letters[at].is_ascii_digit())
    }

    /// Cells: near their row, in whatever order the lines of the source mix them.
    pub(super) fn rows(&mut self) {
        let running = |unit: usize| self.act.units[unit].role == Role::Running;
        let extents: Vec<Option<(u32, u32)>> =
            (0..self.act.units.len()).map(|unit| self.extent(unit).filter(|_| running(unit))).collect();
        let end = u32::try_from(self.page.letters.len()).unwrap_or(u32::MAX);
        let mut bounds: Vec<(u32, u32)> = extents.iter().flatten().copied().collect();
        bounds.sort_unstable();
        // From the place of the row itself to the running text around it; a row that stands nowhere lies between its
        // neighbours.
        let places: Vec<Option<[u32; 4]>> = self
            .act
            .rows
            .iter()
            .map(|units| {
                let unit = *units.first()?;
                let own = || units.iter().filter_map(|unit| extents[*unit]);
                let (first, last) =
                    own().map(|own| own.0).min().zip(own().map(|own| own.1).max()).unwrap_or_else(|| {
                        let above = extents[..unit].iter().rev().flatten().next().map_or(0, |above| above.1);
                        let below = extents[unit..].iter().flatten().next().map_or(end, |below| below.0);
                        (above.min(below), above.max(below))
                    });
                let above = bounds.iter().map(|bound| bound.1).filter(|bound| *bound < first).max().unwrap_or(0);
                let below = bounds.iter().map(|bound| bound.0).find(|bound| *bound > last).unwrap_or(end);
                Some([above, first, last, below])
            })
            .collect();
        let rounds = [(0, Firmness::Firm), (0, Firmness::Loose), (NEAR, Firmness::Loose), (FAR, Firmness::Loose)];
        for (reach, firmness) in rounds {
            for (row, place) in places.iter().enumerate() {
                let Some([above, first, last, below]) = *place else { continue };
                let from = word_at(&self.page.words, above).saturating_sub(reach);
                let to = (word_at(&self.page.words, below.saturating_sub(1)) + 1 + reach).min(self.page.words.len());
                self.cells(row, from..to, (first, last), firmness);
            }
        }
    }

    fn cells(&mut self, row: usize, window: Range<usize>, extent: (u32, u32), firmness: Firmness) {
        let mut units: Vec<usize> = self.act.rows[row].clone();
        units.retain(|unit| matches!(self.act.units[*unit].role, Role::Cell | Role::Head | Role::Emblem));
        units.sort_by_key(|unit| {
            let Unit { role, words, .. } = &self.act.units[*unit];
            (*role == Role::Emblem, std::cmp::Reverse(self.letters_of(words).len()))
        });
        if window.len() > 3_000 {
            return;
        }
        self.number(row, extent);
        for unit in units {
            let plan = self.open_plan(self.act.units[unit].words.clone());
            if plan.is_empty() {
                continue;
            }
            let source = self.open_source(window.clone());
            let mut pairs = self.aligned(&plan, &source).0;
            if firmness == Firmness::Firm {
                pairs = self.firm(&pairs);
            }
            self.accept(&pairs);
        }
    }

    /// The pairs of words that stand beside one another in both texts.
    fn firm(&self, pairs: &[Pair]) -> Vec<Pair> {
        let mut words: Vec<(Range<usize>, usize, usize, usize)> = Vec::new();
        for (at, pair) in pairs.iter().enumerate() {
            let (own, on) = (word_at(&self.act.words, pair.plan), word_at(&self.page.words, pair.source));
            match words.last_mut() {
                Some((range, word, _, last)) if *word == own => (range.end, *last) = (at + 1, on),
                _ => words.push((at..at + 1, own, on, on)),
            }
        }
        let good = |at: usize| {
            let (range, word, ..) = &words[at];
            let same = pairs[range.clone()].iter().filter(|pair| pair.likeness == Likeness::Same).count();
            same * 5 >= self.act.words[*word].len() * 4
        };
        let beside = |a: usize, b: usize| {
            let ((_, word, _, last), (_, next, first, _)) = (&words[a], &words[b]);
            good(a) && good(b) && word + 1 == *next && (*last == *first || last + 1 == *first)
        };
        let kept = (0..words.len()).filter(|at| {
            at.checked_sub(1).is_some_and(|before| beside(before, *at)) || at + 1 < words.len() && beside(*at, at + 1)
        });
        kept.flat_map(|at| pairs[words[at].0.clone()].iter().copied()).collect()
    }

    /// The number of a row: the same number alone, best at the start of a line of the row.
    fn number(&mut self, row: usize, extent: (u32, u32)) {
        let Some(unit) = self.act.rows[row].iter().find(|unit| self.act.units[**unit].role == Role::Number) else {
            return;
        };
        let words = self.act.units[*unit].words.clone();
        if words.len() != 1 || self.stands(words.start) {
            return;
        }
        let own = self.act.words[words.start];
        let lines =
            [extent.0, extent.1].map(|letter| self.page.line_of(word_at(&self.page.words, letter)) as usize - 1);
        let from = self.page.starts[lines[0].saturating_sub(4)];
        let to = self.page.starts[(lines[1] + 3).min(self.page.starts.len() - 1)];
        let found = (from..to)
            .filter(|at| self.page.words[*at].key == own.key)
            .filter(|at| self.page.words[*at].letters().all(|letter| self.under[letter] == NONE))
            .min_by_key(|at| {
                let line = self.page.lines[*at] as usize;
                let opens = self.page.starts[line] == *at;
                (usize::from(!opens), line.abs_diff(lines[0]), *at)
            });
        if let Some(at) = found {
            for (plan, source) in own.letters().zip(self.page.words[at].letters()) {
                self.put(plan, source, Likeness::Same);
            }
        }
    }

    /// Undoes what these letters of the plan stand on.
    pub(super) fn free(&mut self, letters: Range<usize>) {
        for letter in letters {
            if let Some(under) = self.under.get_mut(self.on[letter] as usize).filter(|under| **under == letter as u32) {
                *under = NONE;
            }
            self.on[letter] = NONE;
            self.like[letter] = false;
        }
    }

    /// Words of the plan, sorted; those too short to tell are left out.
    pub(super) fn known(&self) -> Vec<u64> {
        let words = self.act.words.iter().filter(|word| word.len() >= STRAY);
        let mut known: Vec<u64> = words.map(|word| word.key).collect();
        known.sort_unstable();
        known
    }

    /// Undoes what was read by chance: a word or two in the middle of a passage that stands nowhere.
    pub(super) fn settle(&mut self) {
        for unit in &self.act.units {
            if unit.role == Role::Number {
                continue;
            }
            let mut runs: Vec<(bool, Range<usize>)> = Vec::new();
            for at in unit.words.clone() {
                let stands = self.stands(at);
                match runs.last_mut() {
                    Some((same, run)) if *same == stands => run.end = at + 1,
                    _ => runs.push((stands, at..at + 1)),
                }
            }
            for at in 0..runs.len() {
                let (stands, run) = runs[at].clone();
                let size = self.letters_of(&run).len();
                let open = |other: Option<&(bool, Range<usize>)>| {
                    other.is_none_or(|(_, run)| self.letters_of(run).len() > 2 * size)
                };
                let before = at.checked_sub(1).and_then(|at| runs.get(at));
                if stands && size < 12 && runs.len() > 1 && open(before) && open(runs.get(at + 1)) {
                    self.free(self.letters_of(&run));
                }
            }
        }
    }
}

/// Which words of a cell are taken.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Firmness {
    /// Those that stand beside one another, so that no cell takes from another what it only resembles.
    Firm,
    Loose,
}

/// The word that a letter belongs to.
pub(super) fn word_at(words: &[Word], letter: u32) -> usize {
    words.partition_point(|word| word.start <= letter).saturating_sub(1)
}
