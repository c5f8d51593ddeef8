//! Read: content, source documents and git history → [`Sources`] in memory. The only reader of content on disk.

mod history;

pub use history::{Commit, Depth, History};
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};
use walkdir::WalkDir;

/// Everything that a site is made from.
#[derive(Debug, Default)]
pub struct Sources {
    /// YAML and Markdown under `content/`, in order of their paths.
    pub files: Vec<SourceFile>,
    /// What the paths of the files are relative to.
    pub root: Root,
    /// Other files in plan folders, by their path under `content/`.
    pub attachments: BTreeMap<String, std::sync::Arc<[u8]>>,
    /// Source documents under `seeds/`, by file name.
    pub originals: BTreeMap<String, Original>,
    pub history: History,
}

/// A folder that paths start at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Root {
    #[default]
    Content,
    /// Where the author works.
    Here,
}

#[derive(Debug)]
pub struct SourceFile {
    /// Under `content/`, with forward slashes: `plans/<issuer>/<folder>/plan.yaml`.
    pub path: String,
    pub content: Content,
}

/// What a path holds.
#[derive(Debug)]
pub enum Content {
    Text(String),
    /// First byte that is not UTF-8, and the text up to it.
    NotUtf8(String),
    TooLarge,
    /// A symbolic link that leads out of the content folder.
    LinkOut,
    Unreadable(String),
}

/// A source document as received.
#[derive(Clone, Debug)]
pub struct Original {
    pub bytes: std::sync::Arc<[u8]>,
    /// Lower-case hexadecimal SHA-256.
    pub sha256: String,
}

/// Whether versions are looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Versions {
    FromGit,
    Omit,
}

impl SourceFile {
    pub fn text(&self) -> Option<&str> {
        match &self.content {
            Content::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// Reads a content folder, and `seeds/` beside it.
///
/// # Errors
/// When the content folder itself cannot be read; a file that cannot is part of the sources, as such.
pub fn sources(content: &Path, versions: Versions) -> io::Result<Sources> {
    let root = content.canonicalize()?;
    let mut sources = Sources::default();
    for entry in WalkDir::new(&root).sort_by_file_name() {
        let entry = entry?;
        let path = slashed(entry.path().strip_prefix(&root).unwrap_or(entry.path()));
        if is_hidden(&path) || entry.file_type().is_dir() {
            continue;
        }
        let target = match follow(&root, entry.path()) {
            Some(target) if target.is_file() => target,
            Some(_) => continue,
            None => {
                sources.files.push(SourceFile { path, content: Content::LinkOut });
                continue;
            }
        };
        let ending = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        if matches!(ending.as_str(), "yaml" | "yml" | "md") {
            sources.files.push(SourceFile { path, content: text(&target) });
        } else if path.starts_with("plans/") {
            sources.attachments.insert(path, bytes(&target)?.into());
        }
    }
    // Folder by folder is not the order of whole paths: `a-2/x` stands before `a/x`.
    sources.files.sort_by(|a, b| a.path.cmp(&b.path));
    sources.originals = originals(&root.with_file_name("seeds"))?;
    if versions == Versions::FromGit {
        sources.history = history::read(&root);
    }
    Ok(sources)
}

/// Reads a file that stands by itself, whatever can be read of it.
pub fn single(path: &Path) -> Sources {
    let content = if path.exists() {
        text(path)
    } else {
        Content::Unreadable(io::Error::from(io::ErrorKind::NotFound).to_string())
    };
    let files = vec![SourceFile { path: slashed(path), content }];
    Sources { files, root: Root::Here, ..Sources::default() }
}

/// The file that a path leads to, if it lies in the content folder.
fn follow(root: &Path, path: &Path) -> Option<PathBuf> {
    if !path.is_symlink() {
        return Some(path.to_owned());
    }
    path.canonicalize().ok().filter(|target| target.starts_with(root))
}

/// # Errors
/// As [`fs::read`], with the file's name.
fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    fs::read(path).map_err(|why| io::Error::new(why.kind(), format!("{}: {why}", path.display())))
}

fn text(path: &Path) -> Content {
    match fs::metadata(path) {
        Ok(facts) if facts.len() > Content::LIMIT_MIB * 1024 * 1024 => return Content::TooLarge,
        Ok(_) => {}
        Err(why) => return Content::Unreadable(why.to_string()),
    }
    match fs::read(path).map(String::from_utf8) {
        Ok(Ok(text)) => Content::Text(match text.strip_prefix('\u{feff}') {
            Some(text) => text.to_owned(),
            None => text,
        }),
        Ok(Err(error)) => {
            let valid = error.utf8_error().valid_up_to();
            Content::NotUtf8(String::from_utf8_lossy(&error.as_bytes()[..valid]).into_owned())
        }
        Err(why) => Content::Unreadable(why.to_string()),
    }
}

fn originals(folder: &Path) -> io::Result<BTreeMap<String, Original>> {
    let mut originals = BTreeMap::new();
    if !folder.is_dir() {
        return Ok(originals);
    }
    let folder = folder.canonicalize()?;
    for entry in fs::read_dir(&folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(path) = follow(&folder, &entry.path()) else {
            let why = format!("{}: a symbolic link that leads out of the folder", entry.path().display());
            return Err(io::Error::new(io::ErrorKind::InvalidInput, why));
        };
        if !path.is_file() || name == "SHA256SUMS" || is_hidden(&name) {
            continue;
        }
        let bytes = bytes(&path)?;
        let sha256 = hex(&Sha256::digest(&bytes));
        originals.insert(name, Original { bytes: bytes.into(), sha256 });
    }
    Ok(originals)
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

fn is_hidden(path: &str) -> bool {
    path.split('/').any(|part| part.starts_with('.') || part.ends_with('~'))
}

fn slashed(path: &Path) -> String {
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

impl Content {
    /// A content file larger than this is refused.
    pub const LIMIT_MIB: u64 = 16;
}
