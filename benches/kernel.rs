//! What the kernel counts of a process.

use std::{fs, time::Duration};

/// The kernel counts processor time in hundredths of a second for every program.
const TICK: Duration = Duration::from_millis(10);

/// User and system time of this process from two fields of its `stat`, the first of which is named.
pub fn times(field: usize) -> Option<[Duration; 2]> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program stands in parentheses and may hold spaces; fields count on from 3 after it.
    let (_, fields) = stat.rsplit_once(')')?;
    let mut times = fields.split_whitespace().skip(field - 3);
    let mut time = || Some(TICK * times.next()?.parse().ok()?);
    Some([time()?, time()?])
}

/// The most memory that a process has held, in bytes: `process` is its number, or `self`.
pub fn peak(process: &str) -> Option<u64> {
    let text = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kilobytes * 1024)
}
