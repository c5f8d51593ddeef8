//! Writes what a reader's search loads, and only that, so that large content can be searched without its pages.
//!
//! `cargo bench --bench search -- CONTENT OUT`; without arguments nothing is done.

#![allow(clippy::disallowed_methods, reason = "a benchmark writes what it measures")]

use niemyet::{Options, compile, read, theme::Theme};
use std::{env, fs, io, path::Path, process::ExitCode};

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).filter(|word| word != "--bench").collect();
    let done = match words.as_slice() {
        [content, out] => write(Path::new(content), Path::new(out)),
        _ => Ok(()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

fn write(content: &Path, out: &Path) -> io::Result<()> {
    let sources = read::sources(content, read::Versions::Omit)?;
    let theme = Theme::built_in().map_err(|_| io::Error::other("the theme cannot be used"))?;
    let (output, _) = compile(&sources, &theme, &Options::default());
    let output = output.ok_or_else(|| io::Error::other("the content has errors"))?;
    let searched = |path: &str| ["tim-kiem/", "giao-dien/"].iter().any(|folder| path.starts_with(folder));
    let wanted: Vec<usize> = output.paths().enumerate().filter(|(_, path)| searched(path)).map(|(at, _)| at).collect();
    for at in wanted {
        let (path, bytes) = output.at(at);
        let bytes = bytes.map_err(|_| io::Error::other(format!("{path} cannot be made")))?;
        let path = out.join(path);
        fs::create_dir_all(path.parent().unwrap_or(out))?;
        fs::write(path, bytes)?;
    }
    Ok(())
}
