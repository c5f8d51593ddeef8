//! `niemyet build`: content → site in a folder; what is published stays as it is when anything is wrong.

use super::{Done, Failure, Outcome, Stopwatch, compiled};
use crate::args::Build;
use niemyet::{
    Options,
    lang::Lang,
    model::site::is_base_url,
    read::Versions,
    write::{self, WriteError, Written},
};
use rayon::ThreadPoolBuilder;
use std::path::Path;

pub fn run(arguments: &Build, lang: Lang) -> Result<Outcome, Failure> {
    let failed = |error: WriteError| Failure(error.message(lang));
    if let Some(threads) = arguments.threads {
        ThreadPoolBuilder::new().num_threads(threads.into()).build_global().map_err(|why| Failure(why.to_string()))?;
    }
    let inputs: Vec<&Path> = [Some(&arguments.site.content), arguments.site.theme.as_ref()]
        .into_iter()
        .flatten()
        .map(|folder| folder.as_path())
        .collect();
    write::apart(&arguments.out, &inputs).map_err(failed)?;
    if let Some(url) = arguments.base_url.as_ref().filter(|url| !is_base_url(url)) {
        return Err(Failure(match lang {
            Lang::Vi => {
                format!("--base-url “{url}” không phải địa chỉ của một trang; viết như https://kehoach.vn/xa-a/")
            }
            Lang::En => {
                format!("--base-url “{url}” is not the address of a site; write it like https://kehoach.vn/xa-a/")
            }
        }));
    }
    let versions = if arguments.no_history { Versions::Omit } else { Versions::FromGit };
    let options = Options { lang: None, base_url: arguments.base_url.clone() };
    let mut stopwatch = Stopwatch::start(arguments.timings);
    compiled(&arguments.site, versions, &options, lang, &mut stopwatch, |output, stopwatch| {
        let written = write::site(output, &arguments.out);
        stopwatch.lap("write");
        match written {
            Ok(written) => Ok(Done::Written(words(written, &arguments.out, lang))),
            Err(WriteError::Problems(problems)) => Ok(Done::Found(problems)),
            Err(error) => Err(failed(error)),
        }
    })
}

pub fn words(written: Written, folder: &Path, lang: Lang) -> String {
    let Written { files, changed, removed, bytes } = written;
    let (folder, kib) = (folder.display(), bytes.div_ceil(1024));
    match lang {
        Lang::Vi => format!("{folder}: {files} tệp, {kib} KiB; {changed} tệp thay đổi, {removed} tệp bỏ đi"),
        Lang::En => format!("{folder}: {files} files, {kib} KiB; {changed} changed, {removed} removed"),
    }
}
