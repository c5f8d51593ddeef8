//! Report: what a matching leaves over on either side, and what differs where both stand.

use super::{
    Comparison, Differing, Extra, Missing, Share, Spot,
    act::{Role, Unit},
    letters::Word,
    matching::{CERTAIN, Matching, NONE, word_at},
    page::STRAY,
};
use std::ops::Range;

/// Most words of the source that one mark of lost text stands for, in running text and elsewhere, and how many of them
/// can be words of the plan.
const LOST: usize = 24;
const LOST_IN_CELL: usize = 8;
const LOST_READABLE: usize = 2;
/// Words of the source that a word in doubt stands for: what recognition left of it.
const DOUBT: usize = 4;
/// Words before and after the text of a row that stand for lost words of the row.
const BESIDE: usize = 14;

/// Words between two neighbours of a passage that repeats others.
const BETWEEN: usize = 3;

/// Whether other words of the plan stand on what the passage stands on.
fn repeats(unit: &Unit) -> bool {
    matches!(unit.role, Role::Digest | Role::Head)
}

impl Matching<'_> {
    pub(super) fn report(mut self, source: &str) -> Comparison {
        let mut covered: Vec<bool> = self
            .page
            .words
            .iter()
            .map(|word| word.letters().filter(|at| self.under[*at] != NONE).count() * 2 >= word.len())
            .collect();
        self.stray(&covered);
        self.lost(&mut covered);
        let counted = |at: &usize| !self.furniture[*at];
        let all = (0..self.page.words.len()).filter(counted).map(|at| self.page.words[at].len()).sum();
        let found = (0..self.page.words.len())
            .filter(counted)
            .filter(|at| covered[*at])
            .map(|at| self.page.words[at].len())
            .sum();
        Comparison {
            covered: Share { found, all },
            missing: self.missing(&covered, source),
            extra: self.extra(),
            differing: self.differing(source),
            moved: self.out_of_order(),
        }
    }

    /// Page numbers and stray glyphs are furniture; a number that stands in a text is neither.
    fn stray(&mut self, covered: &[bool]) {
        let mut own: Vec<u64> = self.act.words.iter().map(|word| word.key).collect();
        own.sort_unstable();
        let mut at = 0;
        while at < covered.len() {
            let number = self.is_number(at);
            if covered[at] || number {
                self.furniture[at] |= !covered[at] && self.page.is_page_number(at);
                at += 1;
                continue;
            }
            let goes_on =
                |next: usize| !covered[next] && !self.is_number(next) && self.page.lines[next] == self.page.lines[at];
            let end = (at..covered.len()).find(|next| !goes_on(*next)).unwrap_or(covered.len());
            let letters = self.page.letters_of(at..end);
            let words = &self.page.words[at..end];
            let longest = words.iter().map(Word::len).max().unwrap_or(0);
            let glyphs = longest < STRAY || longest == STRAY && words.len() >= 3 && letters <= 2 * words.len();
            // Short words of the plan are words, not glyphs.
            let known = self.page.words[at..end].iter().filter(|word| own.binary_search(&word.key).is_ok());
            let known: usize = known.filter(|word| word.len() > 1).map(Word::len).sum();
            if (glyphs || letters < STRAY) && known * 2 < letters {
                self.furniture[at..end].fill(true);
            }
            at = end;
        }
    }

    /// Whether a word of the source is digits and nothing else.
    fn is_number(&self, word: usize) -> bool {
        self.page.letters[self.page.words[word].letters()].iter().all(u8::is_ascii_digit)
    }

    /// Whether a word of the source is a number that opens its line, as those of rows do.
    fn opens_line(&self, word: usize) -> bool {
        self.is_number(word) && self.page.starts[self.page.lines[word] as usize] == word
    }

    /// Whether a word of the plan holds a digit.
    fn has_digit(&self, word: usize) -> bool {
        self.act.letters[self.act.words[word].letters()].iter().any(u8::is_ascii_digit)
    }

    /// A mark of lost words answers for words of the source near it that stand nowhere in the plan, and that are few
    /// or unreadable.
    fn lost(&self, covered: &mut [bool]) {
        let known = self.known();
        let place = |letter: u32| word_at(&self.page.words, letter);
        for unit in self.act.units.iter().filter(|unit| unit.role != Role::Digest) {
            let doubts = unit.words.clone().filter(|at| self.act.about[*at].doubtful && !self.stands(*at));
            let most = if unit.role == Role::Running { LOST } else { LOST_IN_CELL };
            let marks = unit.lost.iter().map(|at| (*at, most, LOST_READABLE));
            for (at, most, most_readable) in marks.chain(doubts.map(|at| (at, DOUBT, 0))) {
                let letters = self.letters_of(&unit.words);
                let mark = self.act.words.get(at).map_or(letters.end, |word| word.start as usize);
                let (before, after) =
                    self.on[letters.clone()].split_at(mark.clamp(letters.start, letters.end) - letters.start);
                // One word beside the mark may have been read by chance, several are not.
                let stands = |on: &&u32| **on != NONE;
                let before = before.iter().rev().filter(stands).take(CERTAIN).map(|on| place(*on));
                let after = after.iter().filter(stands).take(CERTAIN).map(|on| place(*on));
                let (first, last) = (before.clone().min(), after.clone().max());
                let (before, after) = (before.clone().next(), after.clone().next());
                // Recognition mixes the cells of a row; running text is lost where the mark stands, and nowhere else.
                let in_table = unit
                    .row
                    .filter(|row| self.act.rows[*row].iter().any(|unit| self.act.units[*unit].role == Role::Cell));
                let row = in_table.and_then(|row| self.row_extent(row));
                let beside = |from: usize, to: usize| (from.saturating_sub(BESIDE), to + BESIDE);
                let around = row.map(|(first, last)| (place(first), place(last)));
                let (from, to) = match (around, before, after) {
                    (Some((from, to)), ..) if unit.role == Role::Running => {
                        beside(first.unwrap_or(from), last.unwrap_or(to))
                    }
                    (Some((from, to)), ..) => beside(from, to),
                    (None, Some(before), _) => (before, before + LOST),
                    (None, None, Some(after)) => (after.saturating_sub(LOST), after),
                    (None, None, None) => continue,
                };
                let near = before.or(after).unwrap_or(from);
                let mut open: Vec<usize> = (from..(to + 1).min(covered.len()))
                    .filter(|at| !covered[*at] && !self.furniture[*at] && !self.opens_line(*at))
                    .collect();
                open.sort_by_key(|at| (at.abs_diff(near), *at));
                let mut readable = 0;
                for at in open.into_iter().take(most) {
                    readable += usize::from(known.binary_search(&self.page.words[at].key).is_ok());
                    covered[at] = readable <= most_readable;
                }
            }
        }
    }

    /// Where a row stands: its running text, or its cells where that is lost.
    fn row_extent(&self, row: usize) -> Option<(u32, u32)> {
        let of = |running: bool| {
            let units =
                self.act.rows[row].iter().filter(|unit| (self.act.units[**unit].role == Role::Running) == running);
            let extents: Vec<(u32, u32)> = units.filter_map(|unit| self.extent(*unit)).collect();
            Some((extents.iter().map(|extent| extent.0).min()?, extents.iter().map(|extent| extent.1).max()?))
        };
        of(true).or_else(|| of(false))
    }

    fn missing(&self, covered: &[bool], source: &str) -> Vec<Missing> {
        let mut runs: Vec<Range<usize>> = Vec::new();
        for at in (0..covered.len()).filter(|at| !covered[*at] && !self.furniture[*at]) {
            match runs.last_mut() {
                Some(run) if (run.end..at).all(|at| self.furniture[at]) => run.end = at + 1,
                _ => runs.push(at..at + 1),
            }
        }
        runs.retain(|run| {
            run.clone().any(|at| self.is_number(at))
                || run.clone().filter(|at| !self.furniture[*at]).map(|at| self.page.words[at].len()).sum::<usize>()
                    >= STRAY
        });
        runs.into_iter()
            .map(|run| {
                let last = run.end - 1;
                let bytes = self.page.words[run.start].from as usize..self.page.words[last].to as usize;
                Missing {
                    lines: (self.page.line_of(run.start), self.page.line_of(last)),
                    words: source.get(bytes).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" "),
                }
            })
            .collect()
    }

    pub(super) fn spot(&self, word: usize) -> Spot {
        let about = self.act.about[word];
        let unit = &self.act.units[about.unit as usize];
        let number = unit.number.as_ref().filter(|_| self.act.words[word].to == 0 && word == unit.words.start);
        Spot { anchor: unit.anchor.clone(), part: number.unwrap_or(&unit.part).clone(), word: about.place }
    }

    /// The line on which the words before stand, or those after.
    fn near(&self, word: usize) -> u32 {
        let start = self.act.words[word].start as usize;
        let unit = &self.act.units[self.act.about[word].unit as usize];
        let letters = self.letters_of(&unit.words);
        let own = self.on[letters.start..start]
            .iter()
            .rev()
            .chain(&self.on[start..letters.end])
            .find(|on| **on != NONE)
            .copied();
        let on = own
            .or_else(|| unit.row.and_then(|row| self.row_extent(row)).map(|extent| extent.0))
            .or_else(|| self.on[..start].iter().rev().chain(&self.on[start..]).find(|on| **on != NONE).copied());
        on.map_or(1, |on| self.page.line_of(word_at(&self.page.words, on)))
    }

    fn extra(&self) -> Vec<Extra> {
        let mut extra = Vec::new();
        for unit in &self.act.units {
            let stands = |at: usize| match unit.role {
                // Set in large letters, it is read well.
                Role::Emblem => self.read(&(at..at + 1)) * 3 > self.act.words[at].len() * 2,
                _ => self.stands(at),
            };
            if unit.role == Role::Emblem && !unit.words.clone().any(stands) {
                continue;
            }
            let settled = |at: usize| {
                let about = self.act.about[at];
                about.doubtful || self.has_digit(at)
            };
            let mut runs: Vec<Range<usize>> = Vec::new();
            for at in unit.words.clone().filter(|at| !stands(*at) && !settled(*at)) {
                match runs.last_mut() {
                    Some(run) if (run.end..at).all(|at| settled(at) && !stands(at)) => run.end = at + 1,
                    _ => runs.push(at..at + 1),
                }
            }
            for run in runs.into_iter().filter(|run| self.letters_of(run).len() >= STRAY) {
                // A number that opens the passage is not quoted.
                let first = run.clone().find(|at| self.act.words[*at].to > 0).unwrap_or(run.start);
                extra.push(Extra { spot: self.spot(first), near: self.near(run.start), words: self.act.slice(run) });
            }
        }
        extra
    }

    fn differing(&self, source: &str) -> Vec<Differing> {
        let mut differing = Vec::new();
        let mut at = 0;
        while at < self.act.words.len() {
            let written = self.act.about[at].written;
            let end = (at..self.act.words.len())
                .find(|next| self.act.about[*next].written != written)
                .unwrap_or(self.act.words.len());
            let words = at..end;
            at = end;
            if let Some(found) = self.differs(words, source) {
                differing.push(found);
            }
        }
        differing.extend(self.left_out(source));
        differing
    }

    /// Numbers of the source between two words of a passage that repeats other words: those cover the numbers.
    fn left_out(&self, source: &str) -> Vec<Differing> {
        let mut left_out = Vec::new();
        for unit in self.act.units.iter().filter(|unit| repeats(unit)) {
            for (before, after) in unit.words.clone().zip(unit.words.clone().skip(1)) {
                let on = |word: usize| self.standing(&(word..word + 1));
                let (Some(last), Some(first)) = (on(before).last().copied(), on(after).first().copied()) else {
                    continue;
                };
                let (last, first) = (word_at(&self.page.words, last), word_at(&self.page.words, first));
                let between = last + 1..first;
                if (1..=BETWEEN).contains(&between.len())
                    && between.clone().all(|at| self.is_number(at))
                    && !unit.lost.contains(&after)
                {
                    let bytes = self.page.words[last].from as usize..self.page.words[first].to as usize;
                    left_out.push(Differing {
                        spot: self.spot(after),
                        written: self.act.slice(before..after + 1),
                        source: source.get(bytes).map(|words| words.split_whitespace().collect::<Vec<_>>().join(" ")),
                        line: self.page.line_of(between.start),
                    });
                }
            }
        }
        left_out
    }

    /// Whether a number stands on a digit that recognition put into another word ("x3" for "xã"), beside a number on
    /// which nothing stands.
    fn is_borrowed(&self, letters: &[usize], on: &[usize]) -> bool {
        let [word] = on else { return false };
        let is_number = letters.iter().all(|at| self.act.letters[*at].is_ascii_digit());
        let is_others = |at: usize| self.under[at] != NONE && !letters.contains(&(self.under[at] as usize));
        let is_free =
            |word: &Word| word.letters().all(|at| self.page.letters[at].is_ascii_digit() && self.under[at] == NONE);
        let beside = [word.checked_sub(1), word.checked_add(1)].into_iter().flatten();
        is_number
            && self.page.words[*word].letters().any(is_others)
            && beside.filter_map(|at| self.page.words.get(at)).any(is_free)
    }

    /// One written word that holds digits, against what it stands on. Its parts in doubt answer for themselves.
    fn differs(&self, written: Range<usize>, source: &str) -> Option<Differing> {
        let sure: Vec<usize> = written.clone().filter(|at| !self.act.about[*at].doubtful).collect();
        let letters: Vec<usize> = sure.iter().flat_map(|at| self.act.words[*at].letters()).collect();
        let digits: Vec<u8> = letters.iter().map(|at| self.act.letters[*at]).filter(u8::is_ascii_digit).collect();
        let word = sure.first().copied().filter(|_| !digits.is_empty())?;
        let mut on: Vec<usize> = letters
            .iter()
            .map(|at| self.on[*at])
            .filter(|on| *on != NONE)
            .map(|on| word_at(&self.page.words, on))
            .collect();
        on.sort_unstable();
        on.dedup();
        // Digits of those words, but for digits on which another word of the plan stands, and digits that can be what a
        // part in doubt was. What repeats other words shares its digits with them.
        let lost = written.clone().any(|at| !self.stands(at) && self.act.about[at].doubtful && self.has_digit(at));
        let repeats = repeats(&self.act.units[self.act.about[word].unit as usize]);
        let own = |at: usize| match self.under[at] {
            NONE => !lost,
            under => {
                repeats
                    || letters.contains(&(under as usize))
                    || letters.iter().any(|letter| self.on[*letter] == at as u32)
                    || self.is_number(word_at(&self.page.words, at as u32))
                        && !self.act.letters[under as usize].is_ascii_digit()
            }
        };
        let on_letters = on.iter().flat_map(|at| self.page.words[*at].letters());
        let of_source: Vec<u8> =
            on_letters.filter(|at| own(*at)).map(|at| self.page.letters[at]).filter(u8::is_ascii_digit).collect();
        // The letters of a document's number count as its digits do.
        let lettered = letters.iter().any(|at| !self.act.letters[*at].is_ascii_digit() && !self.like[*at]);
        if digits == of_source && !lettered && !self.is_borrowed(&letters, &on) {
            return None;
        }
        let first = on.first();
        let mut stands = String::new();
        for (place, at) in on.iter().enumerate() {
            let from = if place > 0 && on[place - 1] + 1 == *at {
                self.page.words[at - 1].to
            } else {
                self.page.words[*at].from
            };
            if place > 0 && on[place - 1] + 1 != *at {
                stands.push_str(" … ");
            }
            stands += source.get(from as usize..self.page.words[*at].to as usize).unwrap_or_default();
        }
        let stands = first.map(|_| stands.split_whitespace().collect::<Vec<_>>().join(" "));
        let line = first.map_or_else(|| self.near(word), |first| self.page.line_of(*first));
        Some(Differing { spot: self.spot(word), written: self.act.slice(written), source: stands, line })
    }
}
