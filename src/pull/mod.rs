//! Pull: what other sites publish to be searched → [`Page`]s; the only room that meets the network.
//!
//! A site's manifest names its parts by SHA-256; only parts that are not kept already are asked for. Nothing of a site is
//! used before all of it was checked: it is its new copy, or the last good one.

mod entries;
mod http;
mod kept;
mod manifest;

use crate::{
    model::hub::Member,
    problem::{Problem, Refusal},
    read::hex,
};
use entries::Reader;
pub use http::{Client, Patience};
use http::{Limits, Missing, Visit};
use jiff::civil::Date;
use rayon::{ThreadPoolBuilder, prelude::*};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// Where sites publish it.
const FOLDER: &str = "du-lieu/tim-kiem/";
const MANIFEST: Limits = Limits { bytes: 1 << 20, line: 1 << 20 };
/// Sites waited for at a time: threads that sleep rather than work.
const AT_A_TIME: usize = 32;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Plan,
    Document,
    Agency,
}

/// A page of another site.
#[derive(Debug)]
pub struct Page {
    /// Whole: `https://host/ke-hoach/x/75-2025/`.
    pub address: String,
    pub kind: Kind,
    pub title: String,
    pub number: String,
    pub issuer: String,
    /// ISO, as far as it is known.
    pub date: String,
    pub body: String,
    pub rows: Vec<Row>,
    pub sections: Vec<Section>,
}

#[derive(Debug)]
pub struct Row {
    pub anchor: String,
    pub text: String,
    /// Who leads and supports, when, with what result, as one text.
    pub rest: String,
    pub agencies: Vec<String>,
    pub deadline: String,
    pub due: Option<Date>,
}

#[derive(Debug)]
pub struct Section {
    pub anchor: String,
    pub heading: String,
    pub text: String,
}

/// What came of a site.
pub struct Pulled {
    /// The new copy, else the last good one, else none.
    pub pages: Vec<Page>,
    /// What to keep for the next time; none where nothing changed or nothing good came.
    pub news: Option<News>,
    /// Parts that were asked for.
    pub asked: usize,
    pub problem: Option<Problem>,
}

/// A copy to keep: nothing else is needed in its folder.
pub struct News {
    pub folder: PathBuf,
    /// The manifest; it is written last.
    pub manifest: (&'static str, Vec<u8>),
    /// Parts by name; without bytes where they are kept already.
    pub parts: Vec<(String, Option<Vec<u8>>)>,
}

/// Why a copy is not used, and the file it concerns.
struct Unusable {
    file: String,
    why: Missing,
}

/// Pulls what each site publishes, many at a time; the answer has the order of the members.
///
/// `kept` is the folder of the copies of all sites, `keep` puts a new one there.
pub fn sites<E: Send>(
    client: &Client,
    members: &[Member],
    kept: &Path,
    keep: impl Fn(&News) -> Result<(), E> + Sync,
) -> Vec<Result<Pulled, E>> {
    let pull = |member| {
        let pulled = site(&client.visit(), member, kept);
        pulled.news.as_ref().map_or(Ok(()), &keep).map(|()| pulled)
    };
    match ThreadPoolBuilder::new().num_threads(AT_A_TIME).build() {
        Ok(threads) => threads.install(|| members.par_iter().with_max_len(1).map(pull).collect()),
        // A machine that gives no more threads.
        Err(_) => members.iter().map(pull).collect(),
    }
}

fn site(visit: &Visit, member: &Member, kept: &Path) -> Pulled {
    let folder = kept::folder(kept, &member.address);
    let mut asked = 0;
    match new_copy(visit, member, &folder, &mut asked) {
        Ok((pages, news)) => Pulled { pages, news, asked, problem: None },
        Err(unusable) => {
            let problem = Some(unusable.problem(&member.name));
            Pulled { pages: old_copy(member, &folder).unwrap_or_default(), news: None, asked, problem }
        }
    }
}

fn new_copy(
    visit: &Visit,
    member: &Member,
    folder: &Path,
    asked: &mut usize,
) -> Result<(Vec<Page>, Option<News>), Unusable> {
    let at = |file: &str| format!("{}{FOLDER}{file}", member.address);
    let manifest = visit.get(&at(kept::MANIFEST), MANIFEST).map_err(|why| Unusable::new(kept::MANIFEST, why))?;
    let mut parts = Vec::new();
    let pages = copy(member, &manifest, |part| {
        let name = kept::part_name(&part.sha256);
        if let Some(bytes) = kept::part(folder, &part.sha256) {
            parts.push((name, None));
            return Ok(bytes);
        }
        *asked += 1;
        let bytes = visit.get(&at(&part.path), Limits { bytes: part.bytes, line: entries::LINE })?;
        if hex(&Sha256::digest(&bytes)) != part.sha256 {
            return Err(Missing::Refused(Refusal::Hash, None));
        }
        parts.push((name, Some(bytes.clone())));
        Ok(bytes)
    })?;
    let is_new = kept::manifest(folder).as_ref() != Some(&manifest) || parts.iter().any(|(_, bytes)| bytes.is_some());
    let news = News { folder: folder.to_owned(), manifest: (kept::MANIFEST, manifest), parts };
    Ok((pages, is_new.then_some(news)))
}

/// The last good copy; none where there was none, or where the disk lost a part of it.
fn old_copy(member: &Member, folder: &Path) -> Option<Vec<Page>> {
    let lost = || Missing::Gone(String::new());
    copy(member, &kept::manifest(folder)?, |part| kept::part(folder, &part.sha256).ok_or_else(lost)).ok()
}

/// All pages of a manifest's parts, if every part is good.
fn copy(
    member: &Member,
    manifest: &[u8],
    mut bytes: impl FnMut(&manifest::Part) -> Result<Vec<u8>, Missing>,
) -> Result<Vec<Page>, Unusable> {
    let refused = |why| Unusable::new(kept::MANIFEST, Missing::Refused(why, None));
    let mut reader = Reader::new(&member.address);
    for part in manifest::parts(manifest).map_err(refused)? {
        let bytes = bytes(&part).map_err(|why| Unusable::new(&part.path, why))?;
        let wrong = |(why, line)| Unusable::new(&part.path, Missing::Refused(why, line));
        reader.part(&bytes).map_err(wrong)?;
    }
    Ok(reader.pages)
}

impl Unusable {
    fn new(file: &str, why: Missing) -> Self {
        Self { file: format!("{FOLDER}{file}"), why }
    }

    fn problem(self, site: &str) -> Problem {
        let (site, file) = (site.to_owned(), self.file);
        match self.why {
            Missing::Gone(why) => Problem::SiteGone { site, file, why },
            Missing::Untrusted(why) => Problem::SiteUntrusted { site, why },
            Missing::Refused(why, line) => Problem::SiteRefused { site, file, line, why },
        }
    }
}
