//! Measures builds of large generated content and prints them as one Markdown table.
//!
//! `cargo bench --bench build` measures 100, 1,000 and 10,000 plans; `-- 100 1000` those numbers;
//! `-- --generate DIR N` only writes `DIR/content` and `DIR/seeds` with N plans, for a profiler or another program.
//! Without `--bench` (`cargo test --benches`) three plans show that it still runs.
//!
//! Every figure is taken with warm file caches: the content was just written and is read once, the program has run
//! once, and `sync` has ended before each run, so that no earlier writing goes on beside it. A figure is the median
//! by wall time of five runs up to 100 plans, of three up to 1,000, and one run above. All of it happens in a folder
//! of its own under `TMPDIR`: on a disk, making the files can cost more than building them (`TMPDIR=/dev/shm` does not).

#![allow(clippy::disallowed_methods, reason = "a benchmark reads the clock, and writes what it measures")]

mod corpus;
mod kernel;

use std::{
    env, fs, io,
    path::{Path, PathBuf},
    process::{self, Command, ExitCode, Stdio},
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

const PROGRAM: &str = env!("CARGO_BIN_EXE_niemyet");
const NUMBERS: [usize; 3] = [100, 1_000, 10_000];
const HEAD: &str = "\
| N | wall | CPU (user+sys) | peak memory | files | bytes | `cp -r` | wall ÷ cp | CPU a plan | second run | one edit |
|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|";
const POLL: Duration = Duration::from_millis(2);

enum Request {
    Measure(Vec<usize>),
    Generate(PathBuf, usize),
}

/// One run of a command; what the system cannot tell is `None`.
struct Run {
    wall: Duration,
    cpu: Option<Cpu>,
    /// In bytes.
    peak: Option<u64>,
    stderr: String,
}

#[derive(Clone, Copy)]
struct Cpu {
    user: Duration,
    system: Duration,
}

struct Row {
    plans: usize,
    first: Run,
    files: u64,
    bytes: u64,
    copy: Run,
    second: Run,
    edited: Run,
}

/// A folder that goes when it is no longer needed, whatever happened.
struct Scratch(PathBuf);

fn main() -> ExitCode {
    let done = request().and_then(|request| match request {
        Request::Generate(dir, plans) => corpus::write(&dir, plans),
        Request::Measure(numbers) => table(&numbers),
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

fn request() -> io::Result<Request> {
    let mut words: Vec<String> = env::args().skip(1).collect();
    let given = words.len();
    // Cargo adds this one.
    words.retain(|word| word != "--bench");
    let number = |word: &String| {
        let digits = word.replace([',', '_'], "");
        digits.parse().map_err(|_| io::Error::other(format!("not a number of plans: {word}")))
    };
    match words.as_slice() {
        [] if words.len() == given => Ok(Request::Measure(vec![3])),
        [] => Ok(Request::Measure(NUMBERS.to_vec())),
        [flag, dir, plans] if flag == "--generate" => Ok(Request::Generate(dir.into(), number(plans)?)),
        numbers => Ok(Request::Measure(numbers.iter().map(number).collect::<io::Result<_>>()?)),
    }
}

fn table(numbers: &[usize]) -> io::Result<()> {
    println!("{HEAD}");
    let mut largest: Option<Row> = None;
    for &plans in numbers {
        let row = measure(plans)?;
        println!("{}", row.line());
        if largest.as_ref().is_none_or(|largest| largest.plans < plans) {
            largest = Some(row);
        }
    }
    if let Some(Row { plans, first, .. }) = largest {
        let (stages, others): (Vec<&str>, Vec<&str>) = first.stderr.lines().partition(|line| line.ends_with(" ms"));
        println!("\nStages of the first build of {} plans:\n", thousands(plans as u64));
        for stage in stages {
            println!("    {stage}");
        }
        if let Some(line) = others.first() {
            println!("\nOther lines on stderr: {}, the first: {line}", others.len());
        }
    }
    Ok(())
}

fn measure(plans: usize) -> io::Result<Row> {
    let scratch = Scratch::new(plans)?;
    let [content, public, copy, log] = ["content", "public", "copy", "stderr"].map(|name| scratch.0.join(name));
    let rounds = match plans {
        0..=100 => 5,
        101..=1_000 => 3,
        _ => 1,
    };
    let build = |flags: &[&str]| {
        let mut command = Command::new(PROGRAM);
        command.arg("build").arg("--content").arg(&content).arg("--out").arg(&public).arg("--no-history");
        run(command.args(flags), &log)
    };

    eprintln!("{} plans: writing them", thousands(plans as u64));
    corpus::write(&scratch.0, plans)?;
    visit(&content, &mut |file| fs::read(file).map(|_| ()))?;
    run(Command::new(PROGRAM).arg("--version"), &log)?;

    eprintln!("{} plans: building", thousands(plans as u64));
    let first = median(rounds, || {
        remove(&public)?;
        build(&["--timings"])
    })?;
    let (mut files, mut bytes) = (0, 0);
    visit(&public, &mut |file| {
        files += 1;
        bytes += fs::metadata(file)?.len();
        Ok(())
    })?;
    let copied = median(rounds, || {
        remove(&copy)?;
        run(Command::new("cp").arg("-r").arg(&public).arg(&copy), &log)
    })?;
    remove(&copy)?;
    let second = median(rounds, || build(&[]))?;
    let edited = median(rounds, || {
        corpus::edit(&scratch.0)?;
        build(&[])
    })?;
    Ok(Row { plans, first, files, bytes, copy: copied, second, edited })
}

/// The run of middle wall time.
fn median(rounds: usize, mut one: impl FnMut() -> io::Result<Run>) -> io::Result<Run> {
    let mut runs = (0..rounds).map(|_| one()).collect::<io::Result<Vec<Run>>>()?;
    runs.sort_by_key(|run| run.wall);
    Ok(runs.swap_remove(rounds / 2))
}

/// Runs the command to its end; that it fails is an error with the end of what it said.
fn run(command: &mut Command, log: &Path) -> io::Result<Run> {
    // Where there is no `sync`, the figures are only less steady.
    let _ = Command::new("sync").status();
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(fs::File::create(log)?);
    let before = cpu_of_children();
    let start = Instant::now();
    let mut child = command.spawn()?;
    let ended = AtomicBool::new(false);
    let number = child.id().to_string();
    let (status, wall, peak) = thread::scope(|scope| {
        let watcher = scope.spawn(|| watch(&number, &ended));
        let status = child.wait();
        let wall = start.elapsed();
        ended.store(true, Ordering::Relaxed);
        (status, wall, watcher.join().ok().flatten())
    });
    let cpu = before.zip(cpu_of_children()).map(|(before, after)| after.since(before));
    let stderr = fs::read_to_string(log)?;
    if status?.success() {
        return Ok(Run { wall, cpu, peak, stderr });
    }
    let lines: Vec<&str> = stderr.lines().collect();
    let end = lines[lines.len().saturating_sub(20)..].join("\n");
    Err(io::Error::other(format!("{command:?} failed:\n{end}")))
}

/// The most memory that the process has held, read until it has ended.
fn watch(process: &str, ended: &AtomicBool) -> Option<u64> {
    let mut peak = None;
    while !ended.load(Ordering::Relaxed) {
        peak = kernel::peak(process).max(peak);
        thread::sleep(POLL);
    }
    peak
}

/// User and system time of all children that have ended: the fields `cutime` and `cstime`.
fn cpu_of_children() -> Option<Cpu> {
    let [user, system] = kernel::times(16)?;
    Some(Cpu { user, system })
}

/// Does something with every file under the folder.
fn visit(folder: &Path, each: &mut impl FnMut(&Path) -> io::Result<()>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            visit(&entry.path(), each)?;
        } else {
            each(&entry.path())?;
        }
    }
    Ok(())
}

fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(why) if why.kind() != io::ErrorKind::NotFound => Err(why),
        _ => Ok(()),
    }
}

impl Scratch {
    fn new(plans: usize) -> io::Result<Scratch> {
        let path = env::temp_dir().join(format!("niemyet-bench-{}-{plans}", process::id()));
        fs::create_dir(&path)?;
        Ok(Scratch(path))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Err(why) = remove(&self.0) {
            eprintln!("{} stays behind: {why}", self.0.display());
        }
    }
}

impl Cpu {
    fn since(self, earlier: Cpu) -> Cpu {
        Cpu { user: self.user.saturating_sub(earlier.user), system: self.system.saturating_sub(earlier.system) }
    }

    fn all(self) -> Duration {
        self.user + self.system
    }
}

impl Row {
    fn line(&self) -> String {
        let Row { plans, first, files, bytes, copy, second, edited } = self;
        let known = |text: Option<String>| text.unwrap_or_else(|| "–".to_owned());
        let cells = [
            thousands(*plans as u64),
            time(first.wall),
            known(first.cpu.map(|cpu| format!("{} ({} + {})", time(cpu.all()), time(cpu.user), time(cpu.system)))),
            known(first.peak.map(megabytes)),
            thousands(*files),
            megabytes(*bytes),
            time(copy.wall),
            format!("{:.2}", first.wall.div_duration_f64(copy.wall)),
            known(first.cpu.map(|cpu| format!("{:.2} ms", cpu.all().as_secs_f64() * 1000.0 / *plans as f64))),
            time(second.wall),
            time(edited.wall),
        ];
        format!("| {} |", cells.join(" | "))
    }
}

/// `850 ms`, `12.34 s`
fn time(time: Duration) -> String {
    match time.as_millis() {
        millis @ 0..10_000 => format!("{millis} ms"),
        _ => format!("{:.2} s", time.as_secs_f64()),
    }
}

/// `1,234.5 MB`
fn megabytes(bytes: u64) -> String {
    let tenths = bytes / 100_000;
    format!("{}.{} MB", thousands(tenths / 10), tenths % 10)
}

/// `12,450`
fn thousands(number: u64) -> String {
    match number {
        0..1_000 => number.to_string(),
        _ => format!("{},{:03}", thousands(number / 1_000), number % 1_000),
    }
}
