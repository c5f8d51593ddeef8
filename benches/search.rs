//! Writes what a reader's search loads, and only that, so that large content can be searched without its pages, and
//! says what making the index costs.
//!
//! `cargo bench --bench search -- CONTENT OUT`; without arguments nothing is done. The cost is that of compiling less
//! that of compiling without an index, each in a process of its own; it stands in `OUT/cost.json`, too, where
//! `tests/search` reads it.

#![allow(clippy::disallowed_methods, reason = "a benchmark writes what it measures")]

mod kernel;

use niemyet::{
    Options, compile, read,
    read::{Content, SourceFile, Sources},
    theme::Theme,
};
use std::{
    env, fs, io,
    path::Path,
    process::{Command, ExitCode},
    time::Duration,
};

const WITHOUT: &str = "--without-index";

/// User and system time, and the most memory held so far.
#[derive(Clone, Copy)]
struct Cost {
    cpu: Duration,
    peak: u64,
}

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).filter(|word| word != "--bench").collect();
    let done = match words.as_slice() {
        [flag, content] if flag == WITHOUT => without_index(Path::new(content)),
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
    let without = Cost::printed_by(Command::new(env::current_exe()?).arg(WITHOUT).arg(content));
    let (sources, theme) = (sources(content)?, theme()?);
    let ((output, _), compiled) = measured(|| compile(&sources, &theme, &Options::default()));
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
    // Without an index there is no site to give back, so the time of leaving it is in the other figure.
    let ((), left) = measured(|| drop(output));
    if let (Some(compiled), Some(left), Some(without)) = (compiled, left, without) {
        let cpu = (compiled.cpu + left.cpu).saturating_sub(without.cpu);
        let cost = Cost { cpu, peak: compiled.peak.saturating_sub(without.peak) };
        let plans = sources.files.iter().filter(|file| file.path.ends_with("/plan.yaml")).count();
        println!("{}", cost.line(plans));
        fs::write(out.join("cost.json"), cost.json())?;
    }
    Ok(())
}

/// Compiles with one error, which changes nothing but that there is no index: nobody would search such a site.
fn without_index(content: &Path) -> io::Result<()> {
    let (mut sources, theme) = (sources(content)?, theme()?);
    sources.files.push(SourceFile { path: "~/misplaced.yaml".to_owned(), content: Content::Text("-\n".to_owned()) });
    let ((output, _), cost) = measured(|| compile(&sources, &theme, &Options::default()));
    if output.is_some() {
        return Err(io::Error::other("the error was not found, so there is an index"));
    }
    if let Some(cost) = cost {
        println!("{} {}", cost.cpu.as_millis(), cost.peak);
    }
    Ok(())
}

fn sources(content: &Path) -> io::Result<Sources> {
    read::sources(content, read::Versions::Omit)
}

fn theme() -> io::Result<Theme> {
    Theme::built_in().map_err(|_| io::Error::other("the theme cannot be used"))
}

/// What is made and what that costs, where the system can tell.
fn measured<T>(make: impl FnOnce() -> T) -> (T, Option<Cost>) {
    let cpu = || kernel::times(14).map(|[user, system]| user + system);
    let before = cpu();
    let made = make();
    let cost = before.zip(cpu()).zip(kernel::peak("self"));
    (made, cost.map(|((before, after), peak)| Cost { cpu: after.saturating_sub(before), peak }))
}

impl Cost {
    fn printed_by(command: &mut Command) -> Option<Cost> {
        let printed = String::from_utf8(command.output().ok()?.stdout).ok()?;
        let (cpu, peak) = printed.trim().split_once(' ')?;
        Some(Cost { cpu: Duration::from_millis(cpu.parse().ok()?), peak: peak.parse().ok()? })
    }

    fn json(self) -> String {
        format!("{{\"cpu\":{},\"memory\":{}}}\n", self.cpu.as_secs_f64(), self.peak)
    }

    fn line(self, plans: usize) -> String {
        let each = plans.max(1) as f64;
        let (cpu, memory) = (self.cpu.as_secs_f64() * 1000.0 / each, self.peak as f64 / 1000.0 / each);
        format!("the index of {plans} plans: {cpu:.2} ms of CPU and {memory:.1} KB of memory a plan")
    }
}
