//! `niemyet hub`: what other sites publish → one site that searches them all.

use super::{Failure, Outcome, build, report, say, theme};
use crate::args::{self, Hub};
use niemyet::{
    Options,
    lang::Lang,
    parse,
    problem::Problems,
    pull::{self, Client, News, Patience},
    read, render,
    write::{self, WriteError},
};
use std::path::Path;

pub fn run(arguments: &Hub, lang: Lang) -> Result<Outcome, Failure> {
    let failed = |error: WriteError| Failure(error.message(lang));
    let (out, kept) = (&arguments.out, &arguments.kept);
    let inputs: Vec<&Path> = [Some(&arguments.file), Some(kept), arguments.theme.as_ref()]
        .into_iter()
        .flatten()
        .map(|path| path.as_path())
        .collect();
    write::apart(out, &inputs).map_err(failed)?;
    let sources = read::single(&arguments.file);
    let mut problems = Problems::default();
    let hub = parse::hub(&sources, &mut problems);
    let (theme, faults) = theme(arguments.theme.as_deref(), lang)?;
    problems.append(faults);
    let Some(hub) = hub.filter(|_| !problems.has_errors()) else {
        return Ok(report(&problems, &sources, arguments.format, lang));
    };

    let keep = |news: &News| {
        let manifest = (news.manifest.0, news.manifest.1.as_slice());
        let failed = |why| failed(WriteError::Io { path: news.folder.clone(), why });
        write::copy(&news.folder, manifest, &news.parts).map_err(failed)
    };
    let pulled = pull::sites(&Client::new(Patience::default()), &hub.members, kept, keep);
    let (mut pages, mut asked) = (Vec::new(), 0);
    for (member, pulled) in hub.members.iter().zip(pulled) {
        let pulled = pulled?;
        pulled.problem.into_iter().for_each(|problem| problems.add(member.place.clone(), problem));
        asked += pulled.asked;
        pages.push(pulled.pages);
    }
    let options = Options { base_url: arguments.base_url.clone(), ..Options::default() };
    // A site that is refused leaves the others to be searched.
    let written = write::site(&render::hub(&hub, &pages, &theme, &options), out).map_err(failed)?;
    let outcome = report(&problems, &sources, arguments.format, lang);
    if arguments.format != args::Format::Json {
        say(&pulled_words(&pages, asked, lang));
        say(&build::words(written, out, lang));
    }
    Ok(outcome)
}

fn pulled_words(pages: &[Vec<pull::Page>], asked: usize, lang: Lang) -> String {
    let (all, found) = (pages.len(), pages.iter().filter(|pages| !pages.is_empty()).count());
    let things: usize = pages.iter().map(Vec::len).sum();
    match lang {
        Lang::Vi => format!("tìm được {found}/{all} trang, {things} mục; kéo về {asked} tệp"),
        Lang::En => format!("{found} of {all} sites searched, {things} entries; {asked} files pulled"),
    }
}
