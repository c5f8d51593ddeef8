//! Kept: the last good copy of each site, on disk: a folder a site, parts named by their SHA-256.

use crate::{read::hex, vietnamese::slug};
use sha2::{Digest, Sha256};
use std::{
    fs,
    path::{Path, PathBuf},
};

pub const MANIFEST: &str = "manifest.json";

/// Letters of an address in the name of its folder.
const NAMED: usize = 60;

/// The folder of a site: its address to be read, and a hash because two addresses may read alike.
pub fn folder(kept: &Path, address: &str) -> PathBuf {
    let host = address.split_once("://").map_or(address, |(_, rest)| rest);
    let named: String = slug(host).chars().take(NAMED).collect();
    let hash: String = hex(&Sha256::digest(address)).chars().take(12).collect();
    kept.join(format!("{named}-{hash}"))
}

pub fn part_name(sha256: &str) -> String {
    format!("{sha256}.ndjson")
}

/// None where the disk no longer holds what was kept.
pub fn part(folder: &Path, sha256: &str) -> Option<Vec<u8>> {
    fs::read(folder.join(part_name(sha256))).ok().filter(|bytes| hex(&Sha256::digest(bytes)) == sha256)
}

pub fn manifest(folder: &Path) -> Option<Vec<u8>> {
    fs::read(folder.join(MANIFEST)).ok()
}
