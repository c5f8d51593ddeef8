//! Commands: a file each; here is what they share: reading, compiling and saying what is wrong.

mod build;
mod check;
mod cite;
mod compare;
mod deadline;
mod due;
mod hub;
mod new;
mod schema;
mod serve;
mod stopwatch;

use crate::args::{self, Arguments, Command};
use niemyet::{
    Options, compile,
    lang::Lang,
    problem::{self, Problems},
    read::{self, Sources, Versions},
    render::Output,
    theme::Theme,
};
use std::{
    io::{self, IsTerminal, Write},
    path::Path,
    process::ExitCode,
};
use stopwatch::Stopwatch;

pub enum Outcome {
    Clean,
    /// The content is wrong, and that was said.
    Problems,
}

/// The environment's failure, in words; no author can mend it in the content.
pub struct Failure(pub String);

pub fn run(arguments: &Arguments, lang: Lang) -> ExitCode {
    let outcome = match &arguments.command {
        Command::Build(arguments) => build::run(arguments, lang),
        Command::Check(arguments) => check::run(arguments, lang),
        Command::Compare(arguments) => compare::run(arguments, lang),
        Command::Serve(arguments) => serve::run(arguments, lang),
        Command::New(arguments) => new::run(arguments, lang),
        Command::Schema(arguments) => schema::run(arguments),
        Command::Deadline(arguments) => deadline::run(arguments, lang),
        Command::Due(arguments) => due::run(arguments, lang),
        Command::Hub(arguments) => hub::run(arguments, lang),
        Command::Cite(arguments) => cite::run(arguments, lang),
    };
    match outcome {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Problems) => ExitCode::from(1),
        Err(Failure(why)) => {
            say(&format!("{}: {why}", either(lang, "lỗi", "error")));
            ExitCode::from(2)
        }
    }
}

/// Reads and compiles, hands a site without errors to `then`, and says what is wrong and what was written.
fn compiled(
    site: &args::Site,
    versions: Versions,
    options: &Options,
    lang: Lang,
    stopwatch: &mut Stopwatch,
    then: impl FnOnce(&Output, &mut Stopwatch) -> Result<Done, Failure>,
) -> Result<Outcome, Failure> {
    let sources = sources(&site.content, versions, lang)?;
    let (theme, faults) = theme(site.theme.as_deref(), lang)?;
    stopwatch.lap("read");
    let (output, mut problems) = compile(&sources, &theme, options);
    problems.append(faults);
    stopwatch.lap("compile");
    let mut answer = None;
    if let Some(output) = output.filter(|_| !problems.has_errors()) {
        match then(&output, stopwatch)? {
            Done::Written(words) => answer = Some(words),
            Done::Found(more) => problems.append(more),
        }
    }
    let outcome = report(&problems, &sources, site.format, lang);
    if let Some(words) = answer.filter(|_| site.format != args::Format::Json) {
        say(&words);
    }
    Ok(outcome)
}

/// What a command made of a compiled site.
enum Done {
    /// It is published; with what to say of that.
    Written(String),
    /// What is wrong, perhaps nothing; nothing was published.
    Found(Problems),
}

fn sources(content: &Path, versions: Versions, lang: Lang) -> Result<Sources, Failure> {
    read::sources(content, versions).map_err(|why| {
        let content = content.display();
        Failure(match lang {
            Lang::Vi => format!("không đọc được thư mục nội dung {content}: {why} (chọn thư mục khác bằng --content)"),
            Lang::En => format!("cannot read the content folder {content}: {why} (choose another with --content)"),
        })
    })
}

/// The theme; the built-in one and what is wrong where the folder's cannot be used, so that the content is looked at too.
fn theme(folder: Option<&Path>, lang: Lang) -> Result<(Theme, Problems), Failure> {
    let broken = |problems: Problems| {
        let said = problems.sorted().iter().map(|(_, problem)| problem.message(lang)).collect::<Vec<_>>();
        Failure(said.join("; "))
    };
    let Some(folder) = folder else { return Ok((Theme::built_in().map_err(broken)?, Problems::default())) };
    let read = Theme::from_folder(folder).map_err(|why| {
        let folder = folder.display();
        Failure(match lang {
            Lang::Vi => format!("không đọc được thư mục giao diện {folder}: {why}"),
            Lang::En => format!("cannot read the theme folder {folder}: {why}"),
        })
    })?;
    match read {
        Ok(theme) => Ok((theme, Problems::default())),
        Err(problems) => Ok((Theme::built_in().map_err(broken)?, problems)),
    }
}

/// Prints the problems, and a line that counts them unless a machine reads along.
fn report(problems: &Problems, sources: &Sources, format: args::Format, lang: Lang) -> Outcome {
    let form = match format {
        args::Format::Human if is_coloured() => problem::Format::Colour,
        args::Format::Human => problem::Format::Human,
        args::Format::Short => problem::Format::Short,
        args::Format::Json => problem::Format::Json,
    };
    let mut words = problem::show(problems, sources, lang, form);
    if format != args::Format::Json {
        if !words.is_empty() && !words.ends_with('\n') {
            words.push('\n');
        }
        words += &problem::summary(problems, lang);
    }
    match format {
        // A closed pipe is nobody's mistake.
        args::Format::Json => _ = writeln!(io::stdout().lock(), "{}", words.trim_end()),
        _ if words.trim().is_empty() => {}
        _ => say(words.trim_end()),
    }
    if problems.has_errors() { Outcome::Problems } else { Outcome::Clean }
}

fn is_coloured() -> bool {
    io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Prints for a person. A closed standard error is nobody's mistake, so it is passed over.
fn say(words: &str) {
    let _ = writeln!(io::stderr().lock(), "{words}");
}

fn either<'w>(lang: Lang, vietnamese: &'w str, english: &'w str) -> &'w str {
    match lang {
        Lang::Vi => vietnamese,
        Lang::En => english,
    }
}
