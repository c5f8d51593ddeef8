//! Align: where the letters of one text stand in another, in order, letter by letter.

use super::letters::{Likeness, Word, likeness, mix};

/// Letters of a plan times letters of a source that are compared at once; beyond it they count as different texts.
const AREA: usize = 6_000_000;

const SAME: i32 = 4;
const SAME_DIGIT: i32 = 6;
const SIMILAR: i32 = 1;
const OTHER: i32 = -3;
const OTHER_DIGIT: i32 = -1;
/// Letters of the plan that the source lacks.
const PLAN_OPEN: i32 = -3;
const PLAN_MORE: i32 = -1;
/// A few letters too many in the source.
const FEW_OPEN: i32 = -3;
const FEW_MORE: i32 = -2;
/// Other text in between, as the next column of a table.
const JUMP: i32 = -7;
/// The same in the middle of a word of the plan.
const BREAK: i32 = -16;
/// More for a jump from or into the middle of a word of the source.
const SPLIT: i32 = -5;
const NEVER: i32 = i32::MIN / 2;

/// A letter of the plan on a letter of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    pub plan: u32,
    pub source: u32,
    pub likeness: Likeness,
}

/// How many letters stand on a letter like them.
pub(super) fn like(pairs: &[Pair]) -> usize {
    pairs.iter().filter(|pair| pair.likeness != Likeness::Other).count()
}

/// Letters, and which of them open a word.
#[derive(Clone, Copy)]
pub(super) struct Run<'a> {
    pub letters: &'a [u8],
    pub opens: &'a [bool],
}

fn score(plan: u8, source: u8) -> (i32, Likeness) {
    let like = likeness(plan, source);
    let points = match like {
        Likeness::Same if plan.is_ascii_digit() => SAME_DIGIT,
        Likeness::Same => SAME,
        Likeness::Similar => SIMILAR,
        Likeness::Other if plan.is_ascii_digit() && source.is_ascii_digit() => OTHER_DIGIT,
        Likeness::Other => OTHER,
    };
    (points, like)
}

/// The best way to read the plan's letters from the source's in order, and what it is worth. The source may hold
/// other text before, between and after. Positions are those in the slices.
pub(super) fn letters(
    Run { letters: plan, opens }: Run,
    Run { letters: source, opens: starts }: Run,
) -> (Vec<Pair>, i32) {
    let (rows, columns) = (plan.len(), source.len());
    if rows == 0 || columns == 0 || rows.saturating_mul(columns) > AREA {
        return (Vec::new(), 0);
    }
    // What came before each of the four states of a cell: two bits each.
    // 0: a pair. 1: a letter of the plan alone. 2: a few of the source alone. 3: other text of the source.
    let mut came = vec![0u8; (rows + 1) * (columns + 1)];
    let width = columns + 1;
    let mut pair = vec![NEVER; width];
    let mut alone = vec![NEVER; width];
    let mut few = vec![NEVER; width];
    let mut jump = vec![0; width];
    for (cell, mark) in came.iter_mut().take(width).enumerate() {
        *mark = if cell == 0 { 0 } else { 3 << 6 };
    }
    let best = |a: [i32; 4]| {
        let mut at = 0;
        for (state, value) in a.iter().enumerate() {
            if *value > a[at] {
                at = state;
            }
        }
        (a[at], at as u8)
    };
    for (row, letter) in plan.iter().enumerate() {
        let (mut diagonal, mut left) = ([pair[0], alone[0], few[0], jump[0]], [NEVER; 4]);
        for column in 0..width {
            let above = [pair[column], alone[column], few[column], jump[column]];
            let (p, from_p) = match column.checked_sub(1) {
                Some(at) => {
                    diagonal[3] += if starts[at] { 0 } else { SPLIT };
                    let (value, from) = best(diagonal);
                    (value + score(*letter, source[at]).0, from)
                }
                None => (NEVER, 0),
            };
            let (a, from_a) =
                best([above[0] + PLAN_OPEN, above[1] + PLAN_MORE, above[2] + PLAN_OPEN, above[3] + PLAN_OPEN]);
            let (f, from_f) = best([left[0] + FEW_OPEN, left[1] + FEW_OPEN, left[2] + FEW_MORE, NEVER]);
            // After the last letter of the plan, the rest of the source is free.
            let cost = match opens.get(row + 1) {
                None => 0,
                Some(true) => JUMP,
                Some(false) => BREAK,
            };
            let cost = cost + if starts.get(column.wrapping_sub(1)).is_none_or(|starts| *starts) { 0 } else { SPLIT };
            let (j, from_j) = best([left[0] + cost, left[1] + cost, NEVER, left[3]]);
            came[(row + 1) * width + column] = from_p | from_a << 2 | from_f << 4 | from_j << 6;
            (pair[column], alone[column], few[column], jump[column]) = (p, a, f, j);
            left = [p, a, f, j];
            diagonal = above;
        }
    }
    let (worth, mut state) = best([pair[columns], alone[columns], few[columns], jump[columns]]);
    let (mut row, mut column) = (rows, columns);
    let mut pairs = Vec::with_capacity(rows);
    while row > 0 {
        let before = came[row * width + column] >> (2 * state) & 3;
        match state {
            0 => {
                row -= 1;
                column -= 1;
                let (_, likeness) = score(plan[row], source[column]);
                pairs.push(Pair { plan: row as u32, source: column as u32, likeness });
            }
            1 => row -= 1,
            _ => column -= 1,
        }
        state = before;
    }
    pairs.reverse();
    (pairs, worth)
}

/// The most words that stand in the same order in both lists, as positions in them.
pub(super) fn words(plan: &[Word], source: &[Word]) -> Vec<(u32, u32)> {
    let width = source.len() + 1;
    if (plan.len() + 1).saturating_mul(width) > AREA {
        return Vec::new();
    }
    // How many words the rests of both lists have in common; neighbours in the source are worth a little more.
    let mut common = vec![0u32; (plan.len() + 1) * width];
    let same = |p: usize, s: usize| plan.get(p).zip(source.get(s)).is_some_and(|(p, s)| p.key == s.key);
    let worth = |p, s| if same(p + 1, s + 1) { 9 } else { 8 };
    for p in (0..plan.len()).rev() {
        for s in (0..source.len()).rev() {
            let with = if same(p, s) { common[(p + 1) * width + s + 1] + worth(p, s) } else { 0 };
            common[p * width + s] = with.max(common[(p + 1) * width + s]).max(common[p * width + s + 1]);
        }
    }
    let (mut p, mut s, mut pairs) = (0, 0, Vec::new());
    while p < plan.len() && s < source.len() {
        let here = common[p * width + s];
        if same(p, s) && here == common[(p + 1) * width + s + 1] + worth(p, s) {
            pairs.push((p as u32, s as u32));
            (p, s) = (p + 1, s + 1);
        } else if here == common[(p + 1) * width + s] {
            p += 1;
        } else {
            s += 1;
        }
    }
    pairs
}

/// Words that stand in the same order in both lists and whose place is certain: runs of words that occur once in each,
/// then such runs between them. Positions are those in the lists; both ascend.
pub(super) fn anchors(plan: &[Word], source: &[Word]) -> Vec<(u32, u32)> {
    let mut found = Vec::new();
    between(plan, source, (0, 0), Search { run: LONGEST, depth: 0 }, &mut found);
    found
}

/// Words of a run that is looked for first.
const LONGEST: usize = 4;
const SHORTEST: usize = 2;
/// Runs between runs between runs: texts of much the same words are not taken apart further.
const DEEPEST: usize = 32;

#[derive(Clone, Copy)]
struct Search {
    /// How many words a run has.
    run: usize,
    depth: usize,
}

fn between(plan: &[Word], source: &[Word], at: (usize, usize), search: Search, found: &mut Vec<(u32, u32)>) {
    let Search { run, depth } = search;
    if depth > DEEPEST || plan.len() < SHORTEST || source.len() < SHORTEST {
        return;
    }
    let chain = rising(&once_in_both(plan, source, run));
    if chain.is_empty() {
        if run > SHORTEST {
            between(plan, source, at, Search { run: run - 1, depth }, found);
        }
        return;
    }
    let search = Search { run, depth: depth + 1 };
    let (mut p, mut s) = (0, 0);
    for (start_p, start_s) in chain {
        if start_p < p || start_s < s {
            // Its first words are taken; those that are left follow on the same distance.
            let skip = (p.saturating_sub(start_p)).max(s.saturating_sub(start_s));
            if skip >= run || start_p + skip != p || start_s + skip != s {
                continue;
            }
        } else {
            between(&plan[p..start_p], &source[s..start_s], (at.0 + p, at.1 + s), search, found);
            p = start_p;
        }
        for step in p - start_p..run {
            found.push(((at.0 + start_p + step) as u32, (at.1 + start_s + step) as u32));
        }
        (p, s) = (start_p + run, start_s + run);
    }
    between(&plan[p..], &source[s..], (at.0 + p, at.1 + s), search, found);
}

/// Where runs of words start, by what they are: sorted.
pub(super) fn runs(words: &[Word], run: usize) -> Vec<(u64, u32)> {
    let mut runs: Vec<(u64, u32)> = (0u32..)
        .zip(words.windows(run))
        .map(|(at, words)| (words.iter().fold(run as u64, |key, word| mix(key, word.key)), at))
        .collect();
    runs.sort_unstable();
    runs
}

fn once_in_both(plan: &[Word], source: &[Word], run: usize) -> Vec<(usize, usize)> {
    let (plan, source) = (once(runs(plan, run)), once(runs(source, run)));
    let mut both = Vec::new();
    let mut rest = source.iter().peekable();
    for (key, p) in plan {
        while rest.next_if(|(other, _)| *other < key).is_some() {}
        if let Some((_, s)) = rest.next_if(|(other, _)| *other == key) {
            both.push((p as usize, *s as usize));
        }
    }
    both.sort_unstable();
    both
}

fn once(runs: Vec<(u64, u32)>) -> Vec<(u64, u32)> {
    let alone = |at: usize| {
        (at == 0 || runs[at - 1].0 != runs[at].0) && runs.get(at + 1).is_none_or(|next| next.0 != runs[at].0)
    };
    (0..runs.len()).filter(|at| alone(*at)).map(|at| runs[at]).collect()
}

/// The longest part of the list whose second numbers rise as the first do.
pub(super) fn rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // The pair that ends the best chain of each length, and the pair before each pair.
    let mut ends: Vec<usize> = Vec::new();
    let mut before = vec![usize::MAX; pairs.len()];
    for (at, (_, second)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| pairs[*end].1 < *second);
        if length > 0 {
            before[at] = ends[length - 1];
        }
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut chain = Vec::with_capacity(ends.len());
    let mut at = ends.last().copied().unwrap_or(usize::MAX);
    while at != usize::MAX {
        chain.push(pairs[at]);
        at = before[at];
    }
    chain.reverse();
    chain
}

#[cfg(test)]
mod tests {
    use super::{super::letters::read, *};

    fn words(text: &str) -> (Vec<u8>, Vec<Word>) {
        let (mut letters, mut words) = (Vec::new(), Vec::new());
        read(text, &mut letters, &mut words);
        (letters, words)
    }

    #[test]
    fn noise_is_read_through_and_other_columns_are_passed() {
        let table = [
            ("Thủ trưởng", "Thi truong", 9),
            ("cách hành chính", "c4dch hanh chinh", 13),
            ("số 76/NQ-CP", "56 76/NQ CP", 8),
            ("Công an thành phố", "Cong an thanh UBND cap x4 Ca nam 2026 50 phd doi song", 14),
            ("kế hoạch của các sở", "ke hoach Ca nam cua Van phong cac so", 15),
        ];
        for (plan, source, expected) in table {
            let opens = |(letters, list): &(Vec<u8>, Vec<Word>)| -> Vec<bool> {
                (0..letters.len()).map(|at| list.iter().any(|word| word.start as usize == at)).collect()
            };
            let (plan, source) = (words(plan), words(source));
            let run = |letters, opens| Run { letters, opens };
            let (pairs, _) = letters(run(&plan.0, &opens(&plan)), run(&source.0, &opens(&source)));
            let same = like(&pairs);
            assert!(same >= expected, "{same} of {expected} in {:?}", String::from_utf8_lossy(&source.0));
        }
    }

    #[test]
    fn anchors_stand_in_order() {
        let plan = words("a b c d e f x y z g h i").1;
        let source = words("a b c d q f x y w z g h i").1;
        let found = anchors(&plan, &source);
        assert!(found.windows(2).all(|two| two[0].0 < two[1].0 && two[0].1 < two[1].1), "{found:?}");
        assert!(found.contains(&(0, 0)) && found.contains(&(11, 12)), "{found:?}");
    }
}
