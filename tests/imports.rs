//! Imports point one way: a stage uses what comes before it, never what comes after.

use std::{collections::BTreeSet, fs, path::Path};

/// Rooms of the program in the order of the pipeline; each may use itself and those before it.
const ORDER: &[&str] = &[
    "lang",
    "span",
    "vietnamese",
    "yaml",
    "model",
    "read",
    "problem",
    "parse",
    "check",
    "link",
    "compare",
    "pull",
    "theme",
    "render",
    "write",
];

#[test]
fn imports_point_one_way() {
    let mut rooms = BTreeSet::new();
    let mut wrong = Vec::new();
    visit(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "", &mut |path, text| {
        let room = path.split(['/', '.']).next().unwrap_or_default().to_owned();
        // The library's face, the program and its commands stand above all stages.
        if ["lib", "main", "args", "command"].contains(&room.as_str()) {
            return;
        }
        let Some(own) = ORDER.iter().position(|name| *name == room) else {
            wrong.push(format!("src/{path} is in no room of the pipeline"));
            return;
        };
        rooms.insert(room);
        for used in used_rooms(text) {
            // `Options` is what the caller hands to `render`.
            if used == "Options" && ORDER[own] == "render" {
                continue;
            }
            match ORDER.iter().position(|name| *name == used) {
                Some(other) if other <= own => {}
                _ => wrong.push(format!("src/{path} uses crate::{used}")),
            }
        }
    });
    assert_eq!(wrong, Vec::<String>::new());
    assert_eq!(rooms.len(), ORDER.len(), "a room of the list is gone");
}

fn visit(folder: &Path, prefix: &str, file: &mut dyn FnMut(&str, &str)) {
    let mut entries: Vec<_> = fs::read_dir(folder).expect("src").map(|entry| entry.expect("src").path()).collect();
    entries.sort();
    for path in entries {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            visit(&path, &format!("{prefix}{name}/"), file);
        } else {
            file(&format!("{prefix}{name}"), &fs::read_to_string(&path).expect("UTF-8"));
        }
    }
}

/// First names after `crate::`, also of the groups in `use crate::{…}`.
fn used_rooms(text: &str) -> BTreeSet<String> {
    let mut rooms = BTreeSet::new();
    // A comment may point at a stage that comes after.
    let code: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let text = code.join("\n");
    for (at, _) in text.match_indices("crate::") {
        let rest = &text[at + "crate::".len()..];
        if let Some(group) = rest.strip_prefix('{') {
            let (mut depth, mut item) = (0, String::new());
            for c in group.chars() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => {
                        rooms.insert(first_name(&item));
                        item.clear();
                        continue;
                    }
                    _ => {}
                }
                if depth == 0 {
                    item.push(c);
                }
            }
            rooms.insert(first_name(&item));
        } else {
            rooms.insert(first_name(rest));
        }
    }
    rooms.remove("");
    rooms
}

fn first_name(path: &str) -> String {
    path.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

#[test]
fn groups_are_read() {
    let text = "use crate::{\n    model::{a::B, c},\n    parse,\n};\nfn f(x: crate::read::Y) {}";
    assert_eq!(used_rooms(text), ["model", "parse", "read"].map(str::to_owned).into());
}
