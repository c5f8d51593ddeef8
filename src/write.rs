//! Write: [`Output`] → disk, the whole site or nothing; nothing else writes.

mod copy;

use crate::{
    lang::Lang,
    problem::{Problem, Problems},
    read::hex,
    render::Output,
};
pub use copy::copy;
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::{
    collections::HashSet,
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Component, Path, PathBuf},
};
use walkdir::WalkDir;

/// Names every other file of the site with its SHA-256, as `sha256sum -c` reads it; also how a site of ours is known.
pub const CHECKSUMS: &str = "du-lieu/SHA256SUMS";

/// What was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    pub files: usize,
    /// Files that are new or have other bytes than before.
    pub changed: usize,
    /// Files of the site before that are no more.
    pub removed: usize,
    pub bytes: u64,
}

#[derive(Debug)]
pub enum WriteError {
    /// Files that could not be rendered.
    Problems(Problems),
    /// There is a file where the folder should be.
    IsFile(PathBuf),
    /// A folder with something else than a site in it.
    NotASite(PathBuf),
    /// A folder that holds what the site is made from, or lies in it.
    Overlaps {
        folder: PathBuf,
        input: PathBuf,
    },
    Io {
        path: PathBuf,
        why: io::Error,
    },
}

impl WriteError {
    pub fn message(&self, lang: Lang) -> String {
        use WriteError::*;
        let other = match lang {
            Lang::Vi => "chọn thư mục khác bằng --out",
            Lang::En => "choose another with --out",
        };
        match (self, lang) {
            (Problems(problems), _) => {
                problems.sorted().iter().map(|(_, problem)| problem.message(lang)).collect::<Vec<_>>().join("; ")
            }
            (IsFile(path), Lang::Vi) => format!("{} là một tệp, không phải thư mục; {other}", path.display()),
            (IsFile(path), Lang::En) => format!("{} is a file, not a folder; {other}", path.display()),
            (NotASite(path), Lang::Vi) => format!(
                "{} không trống và không phải trang do niemyet dựng (không có {CHECKSUMS}), nên được giữ nguyên; {other}",
                path.display(),
            ),
            (NotASite(path), Lang::En) => format!(
                "{} is not empty and not a site made by niemyet (it has no {CHECKSUMS}), so it is left alone; {other}",
                path.display(),
            ),
            (Overlaps { folder, input }, Lang::Vi) => {
                format!("thư mục đặt trang {} trùng hoặc lồng với {}; {other}", folder.display(), input.display())
            }
            (Overlaps { folder, input }, Lang::En) => {
                format!("the site's folder {} is, holds or lies in {}; {other}", folder.display(), input.display(),)
            }
            (Io { path, why }, Lang::Vi) => {
                format!("không ghi được {}: {why}; trang đã đăng giữ nguyên", path.display())
            }
            (Io { path, why }, Lang::En) => {
                format!("cannot write {}: {why}; what is published stays as it is", path.display())
            }
        }
    }
}

/// Publishes the site in a folder.
///
/// # Errors
/// When anything could not be rendered or written; the folder then is as it was.
pub fn site(output: &Output, folder: &Path) -> Result<Written, WriteError> {
    files(output.len(), |index| output.at(index), folder)
}

/// The text of [`CHECKSUMS`] for a site that is not on disk.
///
/// # Errors
/// When a file could not be rendered.
pub fn checksums(output: &Output) -> Result<String, Problem> {
    let lines: Result<Vec<String>, Problem> = (0..output.len())
        .into_par_iter()
        .map(|index| {
            let (path, bytes) = output.at(index);
            Ok(checksum_line(&Sha256::digest(bytes?), path))
        })
        .collect();
    Ok(lines?.concat())
}

/// Makes sure that publishing in a folder cannot harm what the site is made from, nor feed on itself.
///
/// # Errors
/// When the folder is, holds or lies in one of the inputs.
pub fn apart(folder: &Path, inputs: &[&Path]) -> Result<(), WriteError> {
    let place = resolved(folder)?;
    for input in inputs {
        let there = resolved(input)?;
        if there.starts_with(&place) || place.starts_with(&there) {
            return Err(WriteError::Overlaps { folder: folder.to_owned(), input: (*input).to_owned() });
        }
    }
    Ok(())
}

/// Writes a file that is not there yet.
///
/// # Errors
/// `AlreadyExists` when it is.
pub fn fresh(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    OpenOptions::new().write(true).create_new(true).open(path)?.write_all(text.as_bytes())
}

/// Publishes `count` files, sorted by path; `file` gives the nth.
fn files<'a>(
    count: usize,
    file: impl Fn(usize) -> (&'a str, Result<Vec<u8>, Problem>) + Sync,
    folder: &Path,
) -> Result<Written, WriteError> {
    let folder = resolved(folder)?;
    let io = |path: &Path| {
        let path = path.to_owned();
        move |why| WriteError::Io { path, why }
    };
    let (Some(parent), Some(name)) = (folder.parent(), folder.file_name()) else {
        return Err(WriteError::NotASite(folder));
    };
    fs::create_dir_all(parent).map_err(io(parent))?;
    // Two builds of one site take turns. Released when dropped; a file system without locks does without.
    let _lock = lock(parent);
    let prefix = format!(".{}.niemyet-", name.to_string_lossy());
    clear_interrupted(parent, &prefix, &folder).map_err(io(parent))?;
    let old = Old::look(&folder)?;
    let staging = Staging(parent.join(format!("{prefix}{}", std::process::id())));

    let staged: Vec<_> = (0..count).into_par_iter().map(|index| stage(file(index), &old, &staging)).collect();
    let mut problems = Problems::default();
    let mut entries = Vec::with_capacity(count);
    for result in staged {
        match result {
            Ok(entry) => entries.push(entry),
            Err(WriteError::Problems(more)) => problems.append(more),
            Err(error) => return Err(error),
        }
    }
    if problems.has_errors() {
        return Err(WriteError::Problems(problems));
    }

    let checksums: String = entries.iter().map(|entry| checksum_line(&entry.sha256, entry.path)).collect();
    let changed = entries.iter().filter(|entry| entry.state == State::Changed).count();
    let mut written = Written {
        files: count + 1,
        changed,
        removed: 0,
        bytes: entries.iter().map(|entry| entry.bytes).sum::<u64>() + checksums.len() as u64,
    };
    if changed == 0 && old.checksums.as_ref() == Some(&checksums) {
        return Ok(written);
    }
    written.changed += 1;
    written.removed = old.count_missing_from(&entries);

    let kept: Vec<&Entry> = entries.iter().filter(|entry| entry.state == State::Kept).collect();
    kept.par_iter().try_for_each(|entry| {
        let target = staging.0.join(entry.path);
        in_folder(&target, || link(&folder.join(entry.path), &target)).map_err(io(&target))
    })?;
    for path in old.foreign(&entries).map_err(io(&folder))? {
        let target = staging.0.join(&path);
        in_folder(&target, || link(&folder.join(&path), &target)).map_err(io(&target))?;
    }
    let target = staging.0.join(CHECKSUMS);
    in_folder(&target, || fs::write(&target, &checksums)).map_err(io(&target))?;
    if let Some(permissions) = old.permissions {
        fs::set_permissions(&staging.0, permissions).map_err(io(&staging.0))?;
    }
    swap(&staging.0, &folder).map_err(io(&folder))?;
    Ok(written)
}

/// One file of the site that is being published.
struct Entry<'a> {
    path: &'a str,
    sha256: [u8; 32],
    bytes: u64,
    state: State,
}

#[derive(PartialEq, Eq)]
enum State {
    /// The same bytes are published already.
    Kept,
    /// Written to the staging folder.
    Changed,
}

fn stage<'a>(
    (path, bytes): (&'a str, Result<Vec<u8>, Problem>),
    old: &Old,
    staging: &Staging,
) -> Result<Entry<'a>, WriteError> {
    let bytes = bytes.map_err(|problem| {
        let mut problems = Problems::default();
        problems.add_general(problem);
        WriteError::Problems(problems)
    })?;
    let target = staging.0.join(path);
    let write = || {
        if !is_plain(path) {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a path of a site"));
        }
        in_folder(&target, || fs::write(&target, &bytes))
    };
    let state = if old.holds(path, &bytes) {
        State::Kept
    } else {
        write().map_err(|why| WriteError::Io { path: target.clone(), why })?;
        State::Changed
    };
    Ok(Entry { path, sha256: Sha256::digest(&bytes).into(), bytes: bytes.len() as u64, state })
}

/// Below the root, and fit for a line of the checksums.
fn is_plain(path: &str) -> bool {
    Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
        && !path.contains(|c: char| c.is_control() || c == '\\')
}

/// The site that is published now.
struct Old {
    /// None when nothing is.
    folder: Option<PathBuf>,
    checksums: Option<String>,
    permissions: Option<fs::Permissions>,
}

impl Old {
    fn look(folder: &Path) -> Result<Self, WriteError> {
        let failed = |why| WriteError::Io { path: folder.to_owned(), why };
        let facts = match fs::metadata(folder) {
            Ok(facts) => facts,
            Err(why) if why.kind() == io::ErrorKind::NotFound => {
                return Ok(Self { folder: None, checksums: None, permissions: None });
            }
            Err(why) => return Err(failed(why)),
        };
        if !facts.is_dir() {
            return Err(WriteError::IsFile(folder.to_owned()));
        }
        let checksums = fs::read_to_string(folder.join(CHECKSUMS)).ok();
        let is_empty = fs::read_dir(folder).map_err(failed)?.next().is_none();
        if checksums.is_none() && !is_empty {
            return Err(WriteError::NotASite(folder.to_owned()));
        }
        Ok(Self { folder: Some(folder.to_owned()), checksums, permissions: Some(facts.permissions()) })
    }

    fn holds(&self, path: &str, bytes: &[u8]) -> bool {
        let Some(path) = self.folder.as_ref().map(|folder| folder.join(path)) else { return false };
        fs::symlink_metadata(&path).is_ok_and(|facts| facts.is_file() && facts.len() == bytes.len() as u64)
            && fs::read(&path).is_ok_and(|there| there == bytes)
    }

    /// Paths of the files that were published.
    fn listed(&self) -> impl Iterator<Item = &str> {
        let lines = self.checksums.iter().flat_map(|text| text.lines());
        lines.filter_map(|line| line.split_once("  ")).map(|(_, path)| path)
    }

    fn count_missing_from(&self, entries: &[Entry]) -> usize {
        let new: HashSet<&str> = entries.iter().map(|entry| entry.path).collect();
        self.listed().filter(|path| !new.contains(path)).count()
    }

    /// Files that someone else put into the folder, such as `.git` or `CNAME`: they stay.
    fn foreign(&self, entries: &[Entry]) -> io::Result<Vec<PathBuf>> {
        let Some(folder) = &self.folder else { return Ok(Vec::new()) };
        let mut ours: HashSet<&Path> =
            self.listed().chain(entries.iter().map(|entry| entry.path)).map(Path::new).collect();
        ours.insert(Path::new(CHECKSUMS));
        let mut foreign = Vec::new();
        for entry in WalkDir::new(folder) {
            let entry = entry?;
            let path = entry.path().strip_prefix(folder).unwrap_or(entry.path());
            if !entry.file_type().is_dir() && !ours.contains(path) {
                foreign.push(path.to_owned());
            }
        }
        Ok(foreign)
    }
}

/// A folder beside the site; whatever is there in the end, an unfinished site or the one before, is removed.
struct Staging(PathBuf);

impl Drop for Staging {
    fn drop(&mut self) {
        // What cannot be removed now is removed by the next build.
        let _ = remove(&self.0);
    }
}

/// What interrupted builds left beside the site.
fn clear_interrupted(parent: &Path, prefix: &str, folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(parent)? {
        let entry = entry?;
        let name = entry.file_name();
        let Some(process) = name.to_str().and_then(|name| name.strip_prefix(prefix)) else { continue };
        let is_ours = |process: &str| !process.is_empty() && process.bytes().all(|byte| byte.is_ascii_digit());
        match process.strip_suffix(ASIDE) {
            Some(process) if is_ours(process) && !folder.exists() => fs::rename(entry.path(), folder)?,
            Some(process) if is_ours(process) => remove(&entry.path())?,
            None if is_ours(process) => remove(&entry.path())?,
            _ => {}
        }
    }
    Ok(())
}

/// Ends the name of a site that was moved aside for another.
const ASIDE: &str = "-old";

/// Puts the new site in the place of the old, which is then where the new one was.
fn swap(new: &Path, folder: &Path) -> io::Result<()> {
    if !folder.exists() {
        return fs::rename(new, folder);
    }
    if exchange(new, folder).is_ok() {
        return Ok(());
    }
    let mut aside = new.as_os_str().to_owned();
    aside.push(ASIDE);
    let aside = PathBuf::from(aside);
    fs::rename(folder, &aside)?;
    if let Err(why) = fs::rename(new, folder) {
        fs::rename(&aside, folder)?;
        return Err(why);
    }
    fs::rename(&aside, new)
}

#[cfg(target_os = "linux")]
fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
}

#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(target_os = "linux")]
fn lock(folder: &Path) -> Option<File> {
    let folder = File::open(folder).ok()?;
    rustix::fs::flock(&folder, rustix::fs::FlockOperation::LockExclusive).ok()?;
    Some(folder)
}

#[cfg(not(target_os = "linux"))]
fn lock(_: &Path) -> Option<File> {
    None
}

/// One name more for a file, or a copy where the file system has no such names.
fn link(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Err(why) if why.kind() != io::ErrorKind::NotFound => fs::copy(from, to).map(drop),
        done => done,
    }
}

/// Makes a file, and the folder for it if that was what it lacked: so each folder is made once.
fn in_folder(target: &Path, make: impl Fn() -> io::Result<()>) -> io::Result<()> {
    match (make(), target.parent()) {
        (Err(why), Some(folder)) if why.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(folder)?;
            make()
        }
        (done, _) => done,
    }
}

/// Removes a folder on all threads; one that is not there is as good as removed.
fn remove(folder: &Path) -> io::Result<()> {
    let entries: Vec<fs::DirEntry> = match fs::read_dir(folder) {
        Ok(entries) => entries.collect::<io::Result<_>>()?,
        Err(why) if why.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(why) => return Err(why),
    };
    entries.par_iter().try_for_each(|entry| {
        if entry.file_type()?.is_dir() { remove(&entry.path()) } else { fs::remove_file(entry.path()) }
    })?;
    fs::remove_dir(folder)
}

/// An absolute path without links, as far as there is anything.
fn resolved(path: &Path) -> Result<PathBuf, WriteError> {
    let failed = |why| WriteError::Io { path: path.to_owned(), why };
    let absolute = std::path::absolute(path).map_err(failed)?;
    match absolute.canonicalize() {
        Ok(path) => Ok(path),
        // A link to nowhere would be replaced by the site; better to say that it leads nowhere.
        Err(why) if why.kind() != io::ErrorKind::NotFound || absolute.is_symlink() => Err(failed(why)),
        Err(why) => match (absolute.parent(), absolute.file_name()) {
            (Some(parent), Some(name)) => Ok(resolved(parent)?.join(name)),
            _ => Err(failed(why)),
        },
    }
}

fn checksum_line(sha256: &[u8], path: &str) -> String {
    format!("{}  {path}\n", hex(sha256))
}

#[cfg(test)]
mod tests;
