//! Order: passages that stand elsewhere than their neighbours say.

use super::{
    Moved,
    act::{Part, Role, Unit},
    align,
    matching::{CERTAIN, Matching, word_at},
};
use std::collections::BTreeMap;

/// The column of a cell, by its key.
fn column(unit: &Unit) -> Option<&str> {
    let Part::Key(key) = &unit.part else { return None };
    let key = key.rsplit_once('.')?.1;
    Some(key.split_once('[').map_or(key, |(key, _)| key))
}

impl Matching<'_> {
    pub(super) fn out_of_order(&self) -> Vec<Moved> {
        let mut moved = self.falling(|unit| unit.role == Role::Running);
        // Reports may be listed in any order, the rows of a summary stand as what they repeat.
        let is_task = |unit: &Unit| matches!(&unit.part, Part::Key(key) if key.starts_with("tasks["));
        moved.extend(self.falling(|unit| unit.role == Role::Digest && is_task(unit) && column(unit) == Some("text")));
        if self.clean {
            moved.extend(self.outside_of_row());
            moved.extend(self.in_another_column());
        }
        moved.sort_unstable();
        moved.dedup();
        moved.into_iter().map(|(unit, on)| self.moved_to(unit, on)).collect()
    }

    fn moved_to(&self, unit: usize, on: u32) -> Moved {
        let words = self.act.units[unit].words.clone();
        let line = self.page.line_of(word_at(&self.page.words, on));
        Moved { spot: self.spot(words.start), words: self.act.slice(words), line }
    }

    /// The letter of the source in the middle of those that the unit stands on, where it is read well.
    fn middle(&self, unit: &Unit) -> Option<u32> {
        let on = self.standing(&unit.words);
        let is_read = self.read(&unit.words) * 2 > self.letters_of(&unit.words).len();
        on.get(on.len() / 2).copied().filter(|_| is_read)
    }

    /// Units that stand before one that they should follow.
    fn falling(&self, is_one: impl Fn(&Unit) -> bool) -> Vec<(usize, u32)> {
        let units = self.act.units.iter().enumerate().filter(|(_, unit)| is_one(unit));
        let certain = units.filter(|(_, unit)| self.read(&unit.words) >= CERTAIN);
        let places: Vec<(usize, usize)> =
            certain.filter_map(|(at, unit)| Some((at, self.middle(unit)? as usize))).collect();
        let ordered = align::rising(&places);
        let falling = places.iter().filter(|place| ordered.binary_search(place).is_err());
        falling.map(|(at, on)| (*at, *on as u32)).collect()
    }

    /// Cells that stand before the text of their row or after that of the next.
    fn outside_of_row(&self) -> Vec<(usize, u32)> {
        let start = |row: &Vec<usize>| {
            let running = row.iter().filter(|unit| self.act.units[**unit].role == Role::Running);
            running.filter_map(|unit| self.standing(&self.act.units[*unit].words).first().copied()).min()
        };
        let mut starts: Vec<u32> = self.act.rows.iter().filter_map(start).collect();
        starts.sort_unstable();
        let mut outside = Vec::new();
        for row in &self.act.rows {
            let Some(first) = start(row) else { continue };
            let end = starts.get(starts.partition_point(|start| *start <= first)).copied().unwrap_or(u32::MAX);
            for unit in row.iter().filter(|unit| self.act.units[**unit].role == Role::Cell) {
                let on = self.middle(&self.act.units[*unit]);
                outside.extend(on.filter(|on| !(first..end).contains(on)).map(|on| (*unit, on)));
            }
        }
        outside
    }

    /// Cells that stand before a cell of their row that most rows have before them.
    fn in_another_column(&self) -> Vec<(usize, u32)> {
        let mut orders: BTreeMap<(&str, &str), Vec<(usize, u32)>> = BTreeMap::new();
        for row in &self.act.rows {
            let cells = row.iter().map(|unit| (*unit, &self.act.units[*unit]));
            let cells: Vec<(usize, &str, u32)> = cells
                .filter(|(_, unit)| unit.role == Role::Cell)
                .filter_map(|(at, unit)| Some((at, column(unit)?, self.middle(unit)?)))
                .collect();
            for (_, before, first) in &cells {
                for (unit, after, second) in cells.iter().filter(|(.., on)| on > first) {
                    if before != after {
                        orders.entry((before, after)).or_default().push((*unit, *second));
                    }
                }
            }
        }
        let often = |order: &(&str, &str)| orders.get(order).map_or(0, Vec::len);
        let rare = orders.iter().filter(|(order, units)| often(&(order.1, order.0)) > 3 * units.len());
        rare.flat_map(|(_, units)| units.iter().copied()).collect()
    }
}
