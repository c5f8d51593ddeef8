//! `niemyet serve`: the site from memory on this machine; an edit compiles it again and reloads the page.

mod http;
mod watch;

use super::{Failure, Outcome, either, report, say};
use crate::args::Serve;
use niemyet::{
    Options, compile,
    lang::Lang,
    problem::{self, Problems},
    read::{Sources, Versions},
    render::Output,
    theme::Theme,
};
use std::{
    net::{Ipv4Addr, TcpListener},
    panic::{self, AssertUnwindSafe},
    sync::Arc,
    thread,
};
use tokio::sync::watch as latest;

/// What is served now.
#[derive(Clone)]
struct Now {
    /// Of the site; a page that was made from another reloads.
    version: String,
    /// The last good one; none before there was any.
    site: Option<Arc<Output<'static>>>,
    /// Why the site is not the newest; empty when it is.
    problems: String,
    lang: Lang,
}

pub fn run(arguments: &Serve, lang: Lang) -> Result<Outcome, Failure> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, arguments.port)).map_err(|why| {
        let (port, next) = (arguments.port, arguments.port.checked_add(1).unwrap_or(8000));
        Failure(match lang {
            Lang::Vi => format!("không mở được cổng {port}: {why}; chọn cổng khác, ví dụ --port {next}"),
            Lang::En => format!("cannot open port {port}: {why}; choose another, such as --port {next}"),
        })
    })?;
    let edits = watch::start(&arguments.site).map_err(|why| {
        Failure(match lang {
            Lang::Vi => format!("không theo dõi được thư mục nội dung: {why} (chọn thư mục khác bằng --content)"),
            Lang::En => format!("cannot watch the content folder: {why} (choose another with --content)"),
        })
    })?;
    let mut builder = Builder { arguments: arguments.clone(), lang, theme: None, builds: 0 };
    let (sender, now) = latest::channel(Arc::new(builder.build(None)));
    if let Ok(address) = listener.local_addr() {
        say(&match lang {
            Lang::Vi => format!("xem tại http://{address}/ (dừng: Ctrl+C)"),
            Lang::En => format!("serving http://{address}/ (stop: Ctrl+C)"),
        });
    }
    thread::spawn(move || {
        while let Some(edit) = edits.next() {
            if edit.theme {
                builder.theme = None;
            }
            let before = sender.borrow().clone();
            sender.send_replace(Arc::new(builder.build(Some(&before))));
        }
    });
    http::serve(listener, now).map_err(|why| Failure(why.to_string()))?;
    Ok(Outcome::Clean)
}

struct Builder {
    arguments: Serve,
    lang: Lang,
    /// Sites in memory borrow their theme and are held by requests of unknown length, so a theme is never freed:
    /// one for each edit of the theme's folder, none for an edit of content.
    theme: Option<&'static Theme>,
    builds: u32,
}

impl Builder {
    fn build(&mut self, before: Option<&Now>) -> Now {
        self.builds += 1;
        // The process, so that a page of an earlier run reloads too.
        let version = format!("{}-{}", std::process::id(), self.builds);
        let lang = self.lang;
        // A fault of the program must not end the watching: it is shown, and the next edit tries again.
        let site = panic::catch_unwind(AssertUnwindSafe(|| self.site())).unwrap_or_else(|_| {
            let why = either(lang, "chương trình gặp lỗi bên trong", "the program met a fault of its own");
            Err(why.to_owned())
        });
        match site {
            Ok(site) => Now { version, site: Some(Arc::new(site)), problems: String::new(), lang },
            Err(problems) => match before {
                Some(before) if before.site.is_some() => Now { problems, ..before.clone() },
                _ => Now { version, site: None, problems, lang },
            },
        }
    }

    /// Compiles, and prints what is wrong; the same as plain text when it stops the build.
    fn site(&mut self) -> Result<Output<'static>, String> {
        let site = &self.arguments.site;
        let failed = |Failure(why)| {
            say(&why);
            why
        };
        let sources = super::sources(&site.content, Versions::FromGit, self.lang).map_err(failed)?;
        let theme = match self.theme {
            Some(theme) => theme,
            None => {
                let (theme, faults) = super::theme(site.theme.as_deref(), self.lang).map_err(failed)?;
                if faults.has_errors() {
                    return Err(self.shown(&faults, &sources));
                }
                self.theme.insert(Box::leak(Box::new(theme)))
            }
        };
        let (output, problems) = compile(&sources, theme, &Options { lang: None, base_url: None });
        let shown = self.shown(&problems, &sources);
        output.filter(|_| !problems.has_errors()).ok_or(shown)
    }

    fn shown(&self, problems: &Problems, sources: &Sources) -> String {
        report(problems, sources, self.arguments.site.format, self.lang);
        problem::show(problems, sources, self.lang, problem::Format::Human)
    }
}
