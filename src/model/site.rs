//! The site's own facts (`site.yaml`) and its plain pages.

use crate::{lang::Lang, model::plan::Block, span::FileId};

#[derive(Clone, Debug)]
pub struct Config {
    pub title: String,
    pub tagline: Option<String>,
    /// Where the site is published, with a slash at the end; none where it is not known.
    pub base_url: Option<String>,
    pub language: Lang,
    pub publisher: String,
    pub contact: Option<String>,
    /// Days before a deadline on which calendars remind of it, the earliest first.
    pub reminders: Vec<u16>,
}

/// A page of `content/pages`.
#[derive(Clone, Debug)]
pub struct Page {
    pub file: FileId,
    /// File name without `.md`; the address.
    pub slug: String,
    /// Its first heading.
    pub title: String,
    pub body: Vec<Block>,
}

/// Whether an address can be that of a site: `https://host/path/`, without query, fragment or anything to encode.
pub fn is_base_url(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).unwrap_or_default();
    !rest.is_empty()
        && !rest.starts_with('/')
        && rest
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'?' | b'#' | b'"' | b'<' | b'>' | b'\\' | b'`'))
}
