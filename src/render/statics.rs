//! Static files of the theme; scripts without the white space and comments that only their authors need.

use super::{Files, Room};
use crate::problem::Problem;

/// What every page loads, in one request.
const EVERY_PAGE: &str = "giao-dien/niemyet.js";
const OF_EVERY_PAGE: [&str; 2] = ["giao-dien/due.js", "giao-dien/search.js"];
/// Stands at the head of the index.
const SEARCH_ENGINE: &str = "giao-dien/search-engine.js";

pub(crate) fn files(room: &Room, files: &mut Files) {
    for (index, path) in room.theme.statics.keys().enumerate() {
        if path != SEARCH_ENGINE && !OF_EVERY_PAGE.contains(&path.as_str()) {
            files.add(path, file, index);
        }
    }
    files.add(EVERY_PAGE, every_page, 0);
}

fn file(room: &Room, index: u32) -> Result<Vec<u8>, Problem> {
    let Some((path, bytes)) = room.theme.statics.iter().nth(index as usize) else { return Ok(Vec::new()) };
    let script = path.ends_with(".js").then(|| std::str::from_utf8(bytes).ok()).flatten();
    Ok(script.map_or_else(|| bytes.clone(), |script| squeezed(script).into_bytes()))
}

fn every_page(room: &Room, _: u32) -> Result<Vec<u8>, Problem> {
    Ok(OF_EVERY_PAGE.map(|path| script(room, path)).join("\n").into_bytes())
}

pub(crate) fn search_engine(room: &Room) -> String {
    script(room, SEARCH_ENGINE)
}

/// The theme has each of these, or it would not have been read.
fn script(room: &Room, path: &str) -> String {
    room.theme.statics.get(path).map(|bytes| squeezed(&String::from_utf8_lossy(bytes))).unwrap_or_default()
}

/// Drops indentation, empty lines and comments that begin a line. A script with a text over several lines stays as it is.
fn squeezed(script: &str) -> String {
    if script.lines().any(|line| line.matches('`').count() % 2 == 1) {
        return script.to_owned();
    }
    let mut out = String::with_capacity(script.len());
    let mut in_comment = false;
    for line in script.lines().map(str::trim) {
        let whole_comment = in_comment || line.starts_with("/*");
        if whole_comment {
            in_comment = !line.contains("*/");
        }
        let kept = match line.split_once("*/") {
            Some((_, rest)) if whole_comment => rest.trim_start(),
            _ if whole_comment || line.starts_with("//") => "",
            _ => line,
        };
        if !kept.is_empty() {
            out.push_str(kept);
            out.push('\n');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_lose_what_only_authors_need() {
        let table = [
            (
                "/* What\n   it is. */\n(function () {\n  // why\n  a('// b'); // c\n\n})();\n",
                "(function () {\na('// b'); // c\n})();\n",
            ),
            ("/* a */ b();\n", "b();\n"),
            ("x = `a\n  b`;\n", "x = `a\n  b`;\n"),
        ];
        for (script, expected) in table {
            assert_eq!(squeezed(script), expected);
        }
    }
}
