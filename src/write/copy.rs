//! The copy of another site: its parts, then the manifest that names them; what no manifest names any more goes.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

/// Keeps a copy in a folder of its own. Parts are named by their content, so until the manifest is replaced the folder
/// holds the copy before.
///
/// # Errors
/// When the disk does not take it; the copy before is then whole.
pub fn copy(folder: &Path, manifest: (&str, &[u8]), parts: &[(String, Option<Vec<u8>>)]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for (name, bytes) in parts {
        if let Some(bytes) = bytes {
            replace(&folder.join(name), bytes)?;
        }
    }
    replace(&folder.join(manifest.0), manifest.1)?;
    let named: BTreeSet<&str> = parts.iter().map(|(name, _)| name.as_str()).collect();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name();
        let Some(name) = name.to_str() else { continue };
        if name.ends_with(".ndjson") && !named.contains(name) {
            fs::remove_file(folder.join(name))?;
        }
    }
    Ok(())
}

/// A reader sees the file before or the file after.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let new = PathBuf::from(format!("{}.new", path.display()));
    fs::write(&new, bytes)?;
    fs::rename(&new, path)
}
