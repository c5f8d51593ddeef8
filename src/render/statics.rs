//! Static files of the theme, as they are.

use super::{Files, Room};
use crate::problem::Problem;

pub(crate) fn files(room: &Room, files: &mut Files) {
    for (index, path) in room.theme.statics.keys().enumerate() {
        files.add(path, file, index);
    }
}

fn file(room: &Room, index: u32) -> Result<Vec<u8>, Problem> {
    Ok(room.theme.statics.values().nth(index as usize).cloned().unwrap_or_default())
}
