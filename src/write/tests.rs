//! Publishing, tried in folders of the system's temporary one.

use super::*;
use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicU32, Ordering},
};

/// A folder of one test, removed at its end.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("niemyet-write-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(&folder).expect("the temporary folder can be written");
        Self(folder)
    }

    fn public(&self) -> PathBuf {
        self.0.join("public")
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).expect("there");
        let mut names: Vec<String> =
            entries.map(|entry| entry.expect("there").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A text of `!` is one that cannot be rendered.
fn publish(site: &[(&str, &str)], folder: &Path) -> Result<Written, WriteError> {
    let file = |index: usize| {
        let (path, text): (&str, &str) = site[index];
        let bytes = match text {
            "!" => Err(Problem::ThemeFile { name: path.into() }),
            text => Ok(text.as_bytes().to_vec()),
        };
        (path, bytes)
    };
    files(site.len(), file, folder)
}

fn tree(folder: &Path) -> BTreeMap<String, String> {
    let files = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok).filter(|entry| entry.path().is_file());
    files
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).expect("below").to_string_lossy().into_owned();
            (path, fs::read_to_string(entry.path()).expect("text"))
        })
        .collect()
}

const SITE: &[(&str, &str)] = &[("404.html", "không có"), ("index.html", "đầu"), ("van-ban/a/index.html", "a")];

#[test]
fn a_site_is_its_files_and_their_checksums() {
    let scratch = Scratch::new();
    let written = publish(SITE, &scratch.public()).expect("written");
    assert_eq!((written.files, written.changed, written.removed), (4, 4, 0));
    let tree = tree(&scratch.public());
    assert_eq!(tree["van-ban/a/index.html"], "a");
    let of_a = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb  van-ban/a/index.html";
    let lines: Vec<&str> = tree[CHECKSUMS].lines().collect();
    assert_eq!((lines.len(), lines[2]), (3, of_a));
    assert_eq!(scratch.names(), ["public"]);
}

#[cfg(unix)]
#[test]
fn only_what_changed_is_written_and_nothing_when_nothing_did() {
    use std::os::unix::fs::MetadataExt;
    let scratch = Scratch::new();
    let node = |path: &str| fs::metadata(scratch.public().join(path)).expect("there").ino();
    publish(SITE, &scratch.public()).expect("written");
    let (root, kept, edited) = (node(""), node("404.html"), node("index.html"));

    let written = publish(SITE, &scratch.public()).expect("written");
    assert_eq!((written.changed, written.removed, node("")), (0, 0, root));

    let written = publish(&[SITE[0], ("index.html", "khác")], &scratch.public()).expect("written");
    assert_eq!((written.files, written.changed, written.removed), (3, 2, 1));
    assert_eq!(node("404.html"), kept);
    assert_ne!(node("index.html"), edited);
    assert_eq!(tree(&scratch.public()).into_keys().collect::<Vec<_>>(), ["404.html", CHECKSUMS, "index.html"]);
    assert_eq!(scratch.names(), ["public"]);
}

#[test]
fn a_file_that_was_tampered_with_is_written_again() {
    let scratch = Scratch::new();
    publish(SITE, &scratch.public()).expect("written");
    fs::write(scratch.public().join("index.html"), "đãu").expect("written");
    assert_eq!(publish(SITE, &scratch.public()).expect("written").changed, 2);
    assert_eq!(tree(&scratch.public())["index.html"], "đầu");
}

#[test]
fn a_site_that_cannot_be_rendered_leaves_the_old_one() {
    let scratch = Scratch::new();
    publish(SITE, &scratch.public()).expect("written");
    let before = tree(&scratch.public());
    let Err(WriteError::Problems(problems)) =
        publish(&[("404.html", "mới"), ("index.html", "!"), ("z.html", "!")], &scratch.public())
    else {
        panic!("rendered");
    };
    assert_eq!(problems.sorted().len(), 2);
    assert_eq!(tree(&scratch.public()), before);
    assert_eq!(scratch.names(), ["public"]);
}

#[test]
fn a_site_that_cannot_be_written_leaves_the_old_one() {
    let scratch = Scratch::new();
    publish(SITE, &scratch.public()).expect("written");
    let before = tree(&scratch.public());
    for wrong in ["../x", "/x", "a/../../x", "a\nb", "index.html/below"] {
        let site = [("index.html", "khác"), (wrong, "x")];
        assert!(matches!(publish(&site, &scratch.public()), Err(WriteError::Io { .. })), "{wrong}");
        assert_eq!(tree(&scratch.public()), before, "{wrong}");
    }
    assert_eq!(scratch.names(), ["public"]);
}

#[test]
fn what_is_not_a_site_is_left_alone() {
    let scratch = Scratch::new();
    let (full, file) = (scratch.0.join("full"), scratch.0.join("file"));
    fs::create_dir(&full).expect("made");
    fs::write(full.join("thesis.txt"), "mine").expect("written");
    fs::write(&file, "mine").expect("written");
    assert!(matches!(publish(SITE, &full), Err(WriteError::NotASite(_))));
    assert!(matches!(publish(SITE, &file), Err(WriteError::IsFile(_))));
    assert!(matches!(publish(SITE, Path::new("/")), Err(WriteError::NotASite(_))));
    assert_eq!(scratch.names(), ["file", "full"]);

    let empty = scratch.0.join("empty");
    fs::create_dir(&empty).expect("made");
    assert_eq!(publish(SITE, &empty).expect("written").files, 4);
    assert_eq!(publish(SITE, &scratch.0.join("new/folder")).expect("written").files, 4);
}

#[test]
fn leftovers_of_interrupted_builds_go_and_only_they() {
    let scratch = Scratch::new();
    for name in [".public.niemyet-1", ".public.niemyet-2-old", ".public.niemyet-notes", ".other.niemyet-1"] {
        fs::create_dir_all(scratch.0.join(name).join("below")).expect("made");
    }
    fs::create_dir(scratch.public()).expect("made");
    publish(SITE, &scratch.public()).expect("written");
    assert_eq!(scratch.names(), [".other.niemyet-1", ".public.niemyet-notes", "public"]);
}

#[test]
fn a_site_that_was_moved_aside_comes_back() {
    let scratch = Scratch::new();
    publish(SITE, &scratch.public()).expect("written");
    fs::rename(scratch.public(), scratch.0.join(".public.niemyet-7-old")).expect("moved");
    assert!(publish(&[("index.html", "!")], &scratch.public()).is_err());
    assert_eq!(tree(&scratch.public())["index.html"], "đầu");
}

#[test]
fn the_site_and_what_it_is_made_from_are_apart() {
    let scratch = Scratch::new();
    let content = scratch.0.join("content");
    fs::create_dir(&content).expect("made");
    for (folder, is_apart) in
        [("public", true), ("content", false), ("content/public", false), ("", false), ("x/../content", false)]
    {
        let folder = scratch.0.join(folder);
        fs::create_dir_all(scratch.0.join("x")).expect("made");
        assert_eq!(apart(&folder, &[&content]).is_ok(), is_apart, "{}", folder.display());
    }
}

#[test]
fn a_fresh_file_replaces_none() {
    let scratch = Scratch::new();
    let path = scratch.0.join("a/b.yaml");
    fresh(&path, "1").expect("written");
    assert_eq!(fresh(&path, "2").expect_err("there").kind(), io::ErrorKind::AlreadyExists);
    assert_eq!(fs::read_to_string(path).expect("there"), "1");
}

#[test]
fn what_someone_else_put_there_stays() {
    let scratch = Scratch::new();
    let folder = scratch.public();
    publish(&[("index.html", "a"), ("b/index.html", "b")], &folder).expect("published");
    fs::create_dir_all(folder.join(".git/objects")).expect("made");
    fs::write(folder.join(".git/objects/one"), "1").expect("written");
    fs::write(folder.join("CNAME"), "x.vn").expect("written");
    publish(&[("index.html", "c")], &folder).expect("published");
    let paths: Vec<String> = tree(&folder).into_keys().collect();
    assert_eq!(paths, [".git/objects/one", "CNAME", "du-lieu/SHA256SUMS", "index.html"]);
}
