//! Anywhere: passages that no neighbour gives a place: moved ones, asides, and what repeats others of the plan.

use super::{
    act::Role,
    align::{self, Pair},
    letters::{Likeness, Word},
    matching::Matching,
};
use std::ops::Range;

/// Places that are tried for a passage that may stand anywhere.
const TRIES: usize = 4;
/// Words of a passage that are looked for where it does not stand in its order.
const MOVED: usize = 4;
/// Words before and after the place of a passage in which it is looked for too.
const BEFORE: usize = 4;
const AFTER: usize = 12;
/// Most runs of the same words that say where a passage may stand.
const RUNS: usize = 12;

/// Words, and where runs of one, two and three of them start.
pub(super) struct Indexed {
    words: Vec<Word>,
    runs: [Vec<(u64, u32)>; 3],
}

impl Indexed {
    pub fn of(words: Vec<Word>) -> Self {
        Self { runs: [1, 2, 3].map(|run| align::runs(&words, run)), words }
    }

    /// Where a passage may stand, by the runs of words that it shares: a few places apart from one another, the best
    /// first.
    fn places(&self, own: &[Word]) -> Vec<usize> {
        // How many runs of the passage stand where, if it starts at a word.
        let mut votes: Vec<u32> = Vec::new();
        for run in (1..=3.min(own.len())).rev() {
            for (key, offset) in align::runs(own, run) {
                let list = &self.runs[run - 1];
                let from = list.partition_point(|(other, _)| *other < key);
                let places = list[from..].iter().take_while(|(other, _)| *other == key).take(RUNS);
                votes.extend(places.map(|(_, at)| at.saturating_sub(offset)));
            }
            if !votes.is_empty() {
                break;
            }
        }
        votes.sort_unstable();
        // Words from where the passage may stand to where the next may.
        let reach = (own.len() as u32).max(4);
        let mut counted: Vec<(usize, u32)> = Vec::new();
        let mut first = 0;
        for last in 0..votes.len() {
            while votes[last] - votes[first] > reach {
                first += 1;
            }
            counted.push((last - first + 1, votes[first]));
        }
        counted.sort_by_key(|(count, at)| (std::cmp::Reverse(*count), *at));
        let mut apart: Vec<u32> = Vec::new();
        for (_, at) in counted {
            if apart.len() < TRIES && apart.iter().all(|other| other.abs_diff(at) >= reach / 2 + 2) {
                apart.push(at);
            }
        }
        apart.into_iter().map(|at| at as usize).collect()
    }

    /// Words around the places where a passage may stand.
    fn windows(&self, own: &[Word], piece: Piece) -> impl Iterator<Item = Range<usize>> + use<> {
        let (end, length) = (self.words.len(), own.len());
        let (before, ahead) = match piece {
            Piece::One => (0, length + length / 4),
            Piece::Mixed => (length, length * 3),
        };
        let window = move |at: usize| at.saturating_sub(before + BEFORE)..(at + ahead + AFTER).min(end);
        self.places(own).into_iter().map(window)
    }

    /// The most words of a passage that stand in its order in one of the windows: positions in the passage and here.
    fn most(&self, own: &[Word], windows: impl Iterator<Item = Range<usize>>) -> Vec<(usize, usize)> {
        let mut best = Vec::new();
        for window in windows {
            let found = align::words(own, &self.words[window.clone()]);
            if found.len() > best.len() {
                best = found.into_iter().map(|(own, other)| (own as usize, window.start + other as usize)).collect();
            }
            if best.len() == own.len() {
                break;
            }
        }
        best
    }
}

/// How a passage stands among the words around its place.
#[derive(Clone, Copy)]
enum Piece {
    One,
    /// Other cells may stand between its lines.
    Mixed,
}

impl Matching<'_> {
    /// Passages of the running text that stand in another place than their neighbours.
    pub(super) fn moved(&mut self) {
        for unit in self.act.units.iter().filter(|unit| unit.role == Role::Running) {
            for words in self.unread(unit.words.clone()) {
                if words.len() >= MOVED {
                    self.elsewhere(words);
                }
            }
        }
    }

    /// What may stand anywhere.
    pub(super) fn asides(&mut self) {
        for unit in &self.act.units {
            if unit.role == Role::Aside || unit.role == Role::Head && unit.row.is_none() {
                self.elsewhere(unit.words.clone());
            }
        }
    }

    /// What repeats other words of the act stands on what those stand on.
    pub(super) fn digests(&mut self) {
        let running = self.act.units.iter().filter(|unit| unit.role == Role::Running);
        let running = Indexed::of(running.flat_map(|unit| &self.act.words[unit.words.clone()]).copied().collect());
        // Where the text of each row of a summary was found; the rest of the row stands between it and the next.
        let mut starts: Vec<Option<usize>> = vec![None; self.act.rows.len()];
        let is_text = |at: usize| self.act.units[at].row.filter(|row| self.act.rows[*row].first() == Some(&at));
        for (at, unit) in self.act.units.iter().enumerate().filter(|(_, unit)| unit.role == Role::Digest) {
            if let Some(row) = is_text(at) {
                starts[row] = self.repeated(&running, unit.words.clone());
            }
        }
        for (at, unit) in self.act.units.iter().enumerate() {
            let found = match (unit.role, unit.row.and_then(|row| starts[row])) {
                (Role::Digest, Some(_)) if is_text(at).is_some() => true,
                (Role::Digest, Some(start)) => {
                    let next = starts.iter().flatten().copied().filter(|other| *other > start).min();
                    self.repeated_within(&running, unit.words.clone(), start..next.unwrap_or(running.words.len()));
                    true
                }
                (Role::Digest, None) => self.repeated(&running, unit.words.clone()).is_some(),
                (Role::Head, _) if self.read(&unit.words) * 3 < self.letters_of(&unit.words).len() * 2 => {
                    self.free(self.letters_of(&unit.words));
                    false
                }
                _ => true,
            };
            if !found {
                self.shared(unit.words.clone());
            }
        }
    }

    /// Looks for words that repeat others of the plan, letter by letter, and gives them the place of those. Returns
    /// where those start, when most do.
    fn repeated(&mut self, others: &Indexed, words: Range<usize>) -> Option<usize> {
        let own = &self.act.words[words.clone()];
        let best = others.most(own, others.windows(own, Piece::One));
        let start = best.first()?.1;
        (best.len() * 3 >= own.len() * 2).then(|| {
            self.stand_with(others, &words, &best);
            start
        })
    }

    /// The same within some words only, and all of one piece.
    fn repeated_within(&mut self, others: &Indexed, words: Range<usize>, within: Range<usize>) {
        let own = &self.act.words[words.clone()];
        let starts = within.clone().filter(|at| own.iter().any(|word| word.key == others.words[*at].key));
        let pieces = starts.map(|start| start..(start + own.len() + own.len() / 2).min(within.end));
        let best = others.most(own, pieces);
        self.stand_with(others, &words, &best);
    }

    /// Gives words the place of the others that they repeat.
    fn stand_with(&mut self, others: &Indexed, words: &Range<usize>, pairs: &[(usize, usize)]) {
        self.free(self.letters_of(words));
        for (own, other) in pairs {
            let own = self.act.words[words.start + own].letters();
            for (own, other) in own.zip(others.words[*other].letters()) {
                self.on[own] = self.on[other];
                self.like[own] = true;
            }
        }
    }

    /// Looks for words anywhere in the source where nothing stands yet. Words that are everywhere are no find.
    fn elsewhere(&mut self, words: Range<usize>) {
        let open = self.open_plan(words.clone());
        let best = self.best(&open, words, Piece::Mixed, |window| self.open_source(window));
        if align::like(&best) * 3 > open.len() * 2 {
            self.accept(&best);
        }
    }

    /// Looks for words anywhere in the source; what stands for other words may stand for them too.
    fn shared(&mut self, words: Range<usize>) {
        let open = self.open_plan(words.clone());
        let letters = |at: usize| self.page.words[at].letters().map(|at| at as u32);
        for pair in self.best(&open, words, Piece::One, |window| window.flat_map(letters).collect()) {
            self.on[pair.plan as usize] = pair.source;
            self.like[pair.plan as usize] = pair.likeness != Likeness::Other;
        }
    }

    /// The best reading of open letters of a passage around one of the places where it may stand.
    fn best(
        &self,
        open: &[u32],
        words: Range<usize>,
        piece: Piece,
        source: impl Fn(Range<usize>) -> Vec<u32>,
    ) -> Vec<Pair> {
        let own = &self.act.words[words];
        let mut best: (Vec<Pair>, i32) = (Vec::new(), 0);
        for window in self.index.windows(own, piece) {
            let found = self.aligned(open, &source(window));
            if found.1 > best.1 {
                best = found;
            }
            if align::like(&best.0) * 10 >= open.len() * 9 {
                break;
            }
        }
        best.0
    }
}
