//! Tables of what the comparison says, or leaves unsaid, about the examples: each row with its reason.

use super::examples::root;
use rayon::prelude::*;

/// One of how many changes is tried when not all are.
const STRIDE: usize = 17;

/// How many of the changes are tried.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Tried {
    Some,
    Every,
}

impl Tried {
    pub fn asked() -> Self {
        if std::env::var_os("NIEMYET_EVERY").is_some() { Self::Every } else { Self::Some }
    }

    /// What the change of some or all places comes to, in their order.
    pub fn each<T: Send, R: Send>(self, places: Vec<T>, change: impl Fn(usize, T) -> Vec<R> + Sync + Send) -> Vec<R> {
        let places = places.into_par_iter().enumerate();
        let tried = places.filter(|(nth, _)| self == Self::Every || nth % STRIDE == 0);
        tried.flat_map_iter(|(nth, place)| change(nth, place)).collect()
    }
}

/// The rows of a table without its comments and reasons.
fn rows(name: &str, columns: usize) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(root().join("tests/compare").join(name)).expect("the table is there");
    let rows = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let row = |line: &str| {
        let mut row: Vec<String> = line.split('\t').map(str::to_owned).collect();
        assert!(row.len() == columns + 1 && !row[columns].is_empty(), "a row of {name} without a reason: {row:?}");
        row.truncate(columns);
        row
    };
    rows.map(row).collect()
}

fn only(rows: &[Vec<String>], others: &[Vec<String>]) -> String {
    // A row that is found twice must be known twice.
    let count = |list: &[Vec<String>], row| list.iter().filter(|other| *other == row).count();
    let only = rows.iter().filter(|row| count(rows, *row) > count(others, *row));
    only.map(|row| row.join("\t")).collect::<Vec<_>>().join("\n")
}

/// What was found is what the table says.
pub fn is_known(name: &str, columns: usize, found: Vec<Vec<String>>) {
    compared(name, columns, Tried::Every, found);
}

/// What passed unseen is what the table says, once for all its places; of some tries, it is among what the table says.
pub fn silence_is_known(name: &str, columns: usize, tried: Tried, mut silent: Vec<Vec<String>>) {
    silent.sort();
    silent.dedup();
    compared(name, columns, tried, silent);
}

fn compared(name: &str, columns: usize, tried: Tried, mut found: Vec<Vec<String>>) {
    let mut known = rows(name, columns);
    found.sort();
    known.sort();
    let new = only(&found, &known);
    assert!(new.is_empty(), "found, and not in {name}:\n{new}");
    let gone = only(&known, &found);
    assert!(tried == Tried::Some || gone.is_empty(), "in {name}, and not found:\n{gone}");
}
