//! Niêm Yết compiles the plans of Vietnamese communes into a static website.
//!
//! One pipeline, one direction: `read` brings content, source documents and git history into memory; `parse` makes
//! text into types, file by file; `check` applies the rules that a plan keeps by itself; `link` makes names into the
//! things they name; `render` makes pages and data; `write` puts them on disk. Between `read` and `write` the whole
//! program is the one function below: no clock, no disk, the same bytes for the same sources. Beside the pipeline,
//! `compare` lays a plan next to its source text, and `pull` brings what other sites publish for a search of them all.

pub mod check;
pub mod compare;
pub mod lang;
pub mod link;
pub mod model;
pub mod parse;
pub mod problem;
pub mod pull;
pub mod read;
pub mod render;
pub mod span;
pub mod theme;
pub mod vietnamese;
pub mod write;
pub mod yaml;

use problem::Problems;
use read::Sources;
pub use render::Options;
use render::Output;
use theme::Theme;

/// Sources → the site, or every problem that stands in its way. Warnings do not.
pub fn compile<'t>(sources: &Sources, theme: &'t Theme, options: &Options) -> (Option<Output<'t>>, Problems) {
    let mut problems = Problems::default();
    let drafts = parse::drafts(sources, &mut problems);
    check::drafts(&drafts, &mut problems);
    let site = link::site(drafts, sources, &mut problems);
    // Links of running text can only be looked up among the files of the site, so these are listed in any case.
    let output = site.map(|site| render::output(site, theme, options, &mut problems));
    (output.filter(|_| !problems.has_errors()), problems)
}
