//! Git history → the commits that touched each plan. `git` runs as a subprocess; without it there is no history.

use jiff::{Timestamp, civil::Date, tz};
use std::{
    collections::BTreeMap,
    path::Path,
    process::{Command, Stdio},
};

/// What is known of the versions of plans.
#[derive(Debug, Default)]
pub enum History {
    /// It was not asked for.
    #[default]
    NotRead,
    /// No git, no repository, or one that git refuses to read.
    NoRepository,
    Read {
        /// Commits by plan (`<issuer>/<folder>`), newest first.
        plans: BTreeMap<String, Vec<Commit>>,
        /// Plans whose files differ from the newest commit.
        uncommitted: Vec<String>,
        depth: Depth,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    Whole,
    /// A shallow clone: older commits are missing.
    Shallow,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// 40 hexadecimal digits.
    pub id: String,
    /// The committer's moment as a day in Vietnam (+07:00).
    pub day: Date,
    /// Seconds since 1970, UTC.
    pub seconds: i64,
    /// First line of the message.
    pub subject: String,
}

impl Commit {
    pub fn short_id(&self) -> &str {
        self.id.get(..8).unwrap_or(&self.id)
    }
}

/// Reads the history of the plans below a content folder.
pub fn read(content: &Path) -> History {
    let Some(shallow) = git(content, &["rev-parse", "--is-shallow-repository"]) else { return History::NoRepository };
    let depth = if shallow.trim_ascii() == b"true" { Depth::Shallow } else { Depth::Whole };
    // An empty repository has no log yet.
    let log = git(
        content,
        &[
            "log",
            "--first-parent",
            "-m",
            "--raw",
            "-z",
            "--no-renames",
            "--relative",
            "--format=%x01%H %ct %s",
            "--",
            ".",
        ],
    )
    .unwrap_or_default();
    let status = git(content, &["status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", "--", "."])
        .unwrap_or_default();
    let prefix = git(content, &["rev-parse", "--show-prefix"]).unwrap_or_default();
    let prefix = String::from_utf8_lossy(&prefix).trim_end().to_owned();
    let status = String::from_utf8_lossy(&status).into_owned();
    let mut uncommitted: Vec<String> =
        status.split('\0').filter_map(|entry| plan_of(entry.get(3..)?.strip_prefix(&prefix)?)).collect();
    uncommitted.sort();
    uncommitted.dedup();
    History::Read { plans: commits(&String::from_utf8_lossy(&log)), uncommitted, depth }
}

fn git(folder: &Path, arguments: &[&str]) -> Option<Vec<u8>> {
    let output = Command::new("git")
        .env_remove("GIT_DIR")
        .env_remove("GIT_INDEX_FILE")
        .env_remove("GIT_WORK_TREE")
        .arg("--no-optional-locks")
        .arg("-C")
        .arg(folder)
        .args(["-c", "core.quotePath=false", "-c", "log.showSignature=false", "-c", "log.showRoot=true"])
        .args(arguments)
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output.status.success().then_some(output.stdout)
}

/// `\x01<id> <seconds> <subject>\0` then, for each file, `:<modes and ids>\0<path>\0`.
fn commits(log: &str) -> BTreeMap<String, Vec<Commit>> {
    let mut plans: BTreeMap<String, Vec<Commit>> = BTreeMap::new();
    let mut commit: Option<Commit> = None;
    for entry in log.split('\0') {
        let entry = entry.trim_start_matches('\n');
        if let Some(head) = entry.strip_prefix('\u{1}') {
            commit = header(head);
        } else if let (Some(commit), Some(plan), false) = (&commit, plan_of(entry), entry.starts_with(':')) {
            let list = plans.entry(plan).or_default();
            if list.last() != Some(commit) {
                list.push(commit.clone());
            }
        }
    }
    plans
}

fn header(head: &str) -> Option<Commit> {
    let mut parts = head.splitn(3, ' ');
    let (id, seconds, subject) = (parts.next()?, parts.next()?.parse().ok()?, parts.next().unwrap_or_default());
    let day = Timestamp::from_second(seconds).ok()?.to_zoned(tz::TimeZone::fixed(tz::offset(7))).date();
    Some(Commit { id: id.to_owned(), day, seconds, subject: subject.to_owned() })
}

/// `plans/<issuer>/<folder>/…` → `<issuer>/<folder>`.
fn plan_of(path: &str) -> Option<String> {
    let mut parts = path.strip_prefix("plans/")?.split('/');
    let (issuer, folder) = (parts.next()?, parts.next()?);
    parts.next().map(|_| format!("{issuer}/{folder}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_becomes_the_commits_of_each_plan() {
        let log = "\u{1}aaaaaaaaaaaa 1760313600 Sửa hạn\0\n:100644 100644 1 2 M\0plans/a/b/plan.yaml\0:1 2 M\0plans/a/b/plan.md\0\u{1}bbbb 1760227200 Thêm\0\n:1 2 A\0plans/a/b/plan.yaml\0:1 2 A\0documents/x.yaml\0";
        let plans = commits(log);
        let subjects: Vec<_> =
            plans["a/b"].iter().map(|commit| (commit.subject.as_str(), commit.day.to_string())).collect();
        assert_eq!(subjects, [("Sửa hạn", "2025-10-13".into()), ("Thêm", "2025-10-12".into())]);
        assert_eq!(plans.len(), 1);
    }
}
