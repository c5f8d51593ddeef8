//! Watching the folders that a site is made from: many events of one edit become one.

use crate::args::Site;
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::{
    path::{Path, PathBuf},
    sync::mpsc::{self, Receiver},
    time::Duration,
};

/// An editor's events of one save lie closer together than this.
const QUIET: Duration = Duration::from_millis(50);

pub struct Edits {
    events: Receiver<notify::Result<Event>>,
    theme: Option<PathBuf>,
    /// Stops watching when dropped.
    _watcher: RecommendedWatcher,
}

pub struct Edit {
    /// Whether the theme is among what was edited.
    pub theme: bool,
}

pub fn start(site: &Site) -> notify::Result<Edits> {
    let (sender, events) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(sender)?;
    // Absolute, so that the paths of events can be compared with the theme's.
    let content = site.content.canonicalize()?;
    watcher.watch(&content, RecursiveMode::Recursive)?;
    let seeds = content.with_file_name("seeds");
    if seeds.is_dir() {
        watcher.watch(&seeds, RecursiveMode::NonRecursive)?;
    }
    let theme = site.theme.as_ref().map(|theme| theme.canonicalize()).transpose()?;
    if let Some(theme) = &theme {
        watcher.watch(theme, RecursiveMode::Recursive)?;
    }
    Ok(Edits { events, theme, _watcher: watcher })
}

impl Edits {
    /// Waits for an edit and for the quiet after it; none when there is nothing to watch any more.
    pub fn next(&self) -> Option<Edit> {
        let mut paths = Vec::new();
        while paths.is_empty() {
            paths.extend(edited(self.events.recv().ok()?));
        }
        while let Ok(event) = self.events.recv_timeout(QUIET) {
            paths.extend(edited(event));
        }
        let theme = self.theme.as_ref().is_some_and(|theme| paths.iter().any(|path| path.starts_with(theme)));
        Some(Edit { theme })
    }
}

/// The paths that an event changed, without what editors keep for themselves.
fn edited(event: notify::Result<Event>) -> Vec<PathBuf> {
    let Ok(event) = event else { return Vec::new() };
    if matches!(event.kind, EventKind::Access(_)) {
        return Vec::new();
    }
    event.paths.into_iter().filter(|path| !is_editors(path)).collect()
}

fn is_editors(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with('.') || name.ends_with('~')
}
